//! SCORE2-Diabetes, for people with type-2 diabetes.

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
