//! SCORE2-Diabetes, for people with type-2 diabetes.
//!
//! As SCORE2, with terms for diabetes, the age at diagnosis, HbA1c in mmol/mol and ln eGFR with its square. Ages of 40
//! to 69; ten years of fatal and non-fatal cardiovascular disease. Eur Heart J 2023;44:2544-56,
//! doi [10.1093/eurheartj/ehad260](https://doi.org/10.1093/eurheartj/ehad260). Derived in Europe, not calibrated for
//! China; not for people with cardiovascular disease or severe damage of target organs.

use libm::log;

use super::{Centred, Terms, risk};
use crate::equation::explain::{LESS_MMHG, Step};
use crate::equation::{
    About, AgeAtDiabetes, Egfr, Hba1c, HdlCholesterol, Measured, Range, Refusal, Risk, Sex, Systolic,
    TotalCholesterol, data,
};

data!("score2-diabetes");

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// What SCORE2 asks for too.
    pub person: super::Person,
    /// Age when diabetes was diagnosed.
    pub diagnosed: AgeAtDiabetes,
    /// Glycated haemoglobin.
    pub hba1c: Hba1c,
    /// Glomerular filtration.
    pub egfr: Egfr,
}

/// SCORE2-Diabetes: ten-year risk.
///
/// The paper's graphical abstract, 20.6 % of a woman of 60, newly diagnosed, in a region of very high risk:
/// ```
/// use liangbing::equation::{Age, AgeAtDiabetes, Egfr, Hba1c, HdlCholesterol, Sex, Systolic, TotalCholesterol, score2};
/// let woman = score2::Person {
///     region: score2::Region::VeryHigh, sex: Sex::Female, age: Age::years(60.0), smoker: false,
///     systolic: Systolic::mmhg(140.0), cholesterol: TotalCholesterol::mmol_l(5.5),
///     hdl: HdlCholesterol::mmol_l(1.3),
/// };
/// let patient = score2::diabetes::Person {
///     person: woman, diagnosed: AgeAtDiabetes::years(60.0), hba1c: Hba1c::mmol_mol(50.0), egfr: Egfr::ml_min(90.0),
/// };
/// assert!((score2::diabetes::ten_year(&patient)?.percent() - 20.6).abs() < 0.05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 40 to 69 years, for a diagnosis later than today, or for a value that cannot be.
pub fn ten_year(patient: &Person) -> Result<Risk, Refusal> {
    let person = &patient.person;
    person.check(AGE_YEARS)?;
    patient.hba1c.check(&[])?;
    patient.egfr.check(&[])?;
    let today = Range { input: "age_at_diabetes_years", low: 0.0, high: person.age.in_years(), ..AGE_YEARS };
    patient.diagnosed.check(&[Range { source: "no later than the present age", ..today }])?;
    let terms = terms(person.sex);
    let centred = Centred { diabetes: 1.0, ..person.centred() };
    let diagnosis = (patient.diagnosed.in_years() - DIAGNOSIS_CENTRE) / DIAGNOSIS_UNIT;
    let hba1c = (patient.hba1c.in_mmol_mol() - HBA1C_CENTRE) / HBA1C_UNIT;
    let ln_egfr = (log(patient.egfr.in_ml_min()) - LN_EGFR_CENTRE) / LN_EGFR_UNIT;
    let sum = centred.sum(terms)
        + terms.diagnosis * diagnosis
        + (terms.hba1c + terms.age_hba1c * centred.age) * hba1c
        + (terms.ln_egfr + terms.ln_egfr_squared * ln_egfr + terms.age_ln_egfr * centred.age) * ln_egfr;
    Ok(risk(terms, sum, super::scale(person.region, person.sex)))
}

/// Each input put at the centre of the equation.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", super::SBP_CENTRE, |p| p.person.systolic = Systolic::mmhg(super::SBP_CENTRE)),
    Step::to("tc_mmol_l", super::TC_CENTRE, |p| {
        p.person.cholesterol = TotalCholesterol::mmol_l(super::TC_CENTRE);
    }),
    Step::to("hdl_mmol_l", super::HDL_CENTRE, |p| p.person.hdl = HdlCholesterol::mmol_l(super::HDL_CENTRE)),
    Step::to("hba1c_mmol_mol", HBA1C_CENTRE, |p| p.hba1c = Hba1c::mmol_mol(HBA1C_CENTRE)),
    Step::no("current_smoker", |p| p.person.smoker = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |p| p.person.smoker = false),
    Step::no("sbp-10-less", |p| p.person.systolic = p.person.systolic.less(LESS_MMHG)),
];
