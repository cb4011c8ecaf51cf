//! PREVENT: risk of cardiovascular disease over ten and thirty years.
//!
//! `risk = 1 / (1 + exp(−Σβx))` for each of five outcomes (all cardiovascular disease, atherosclerotic disease,
//! heart failure, coronary disease, stroke), two horizons, and five models: base, and base with HbA1c, with the
//! albumin-creatinine ratio, with an index of social deprivation, or with all three (full). How each input is
//! centred and split at its knot stands beside the coefficients. mg/dL × 0.02586 are mmol/L; eGFR by CKD-EPI 2021.
//!
//! Khan SS, Matsushita K, Sang Y, et al. Circulation 2024;149:430-49,
//! doi [10.1161/CIRCULATIONAHA.123.067626](https://doi.org/10.1161/CIRCULATIONAHA.123.067626). Ages 30 to 79, thirty
//! years ahead 30 to 59. Derived in the United States and not calibrated for China; the result says so. Outside that
//! country the index of deprivation is missing, which the full model has a term for. Not for people with
//! cardiovascular disease or heart failure.

use libm::{exp, log};

use super::explain::{LESS_MMHG, Step};
use super::{
    About, Age, Bmi, Egfr, Hba1c, HdlCholesterol, Measured, Range, Refusal, Risk, Sex, Systolic,
    TotalCholesterol, Uacr, data, flag, terms,
};
use crate::concept::{Code, codes};

terms! {
    /// The coefficients of one outcome.
    Terms {
        age, age_squared, nonhdl, hdl, sbp_below_110, sbp_from_110, diabetes, smoking, bmi_below_30, bmi_from_30,
        egfr_below_60, egfr_from_60, bp_treated, statin, bp_treated_sbp, statin_nonhdl, age_nonhdl, age_hdl, age_sbp,
        age_diabetes, age_smoking, age_bmi, age_egfr, ln_uacr, uacr_missing, hba1c_diabetes, hba1c_no_diabetes,
        hba1c_missing, sdi_4_to_6, sdi_7_to_10, sdi_missing, constant,
    }
}

data!("prevent");

codes! {
    /// Which inputs the model has beyond the base.
    Model { Base = "base", Hba1c = "hba1c", Uacr = "uacr", Sdi = "sdi", Full = "full", }
}

codes! {
    /// How far ahead.
    Horizon { TenYears = "10yr", ThirtyYears = "30yr", }
}

codes! {
    /// What is predicted.
    Outcome {
        TotalCvd = "total_cvd", Ascvd = "ascvd", HeartFailure = "heart_failure", Chd = "chd", Stroke = "stroke",
    }
}

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Whether on drugs that lower blood pressure.
    pub treated: bool,
    /// Total cholesterol.
    pub cholesterol: TotalCholesterol,
    /// HDL cholesterol.
    pub hdl: HdlCholesterol,
    /// Whether on a statin.
    pub statin: bool,
    /// Whether diabetes is known.
    pub diabetes: bool,
    /// Whether smoking in the last 30 days.
    pub smoker: bool,
    /// Glomerular filtration by CKD-EPI 2021.
    pub egfr: Egfr,
    /// Body mass index.
    pub bmi: Bmi,
    /// Glycated haemoglobin, for the models that take it.
    pub hba1c: Option<Hba1c>,
    /// Albumin to creatinine in urine, for the models that take it.
    pub uacr: Option<Uacr>,
    /// The decile of social deprivation, 1 to 10, inside the United States.
    pub sdi_decile: Option<f64>,
}

/// Risk of one outcome.
///
/// The paper's worked example of a man, base model, ten years, all cardiovascular disease, 0.1632:
/// ```
/// use liangbing::equation::prevent::{Horizon, Model, Outcome, Person, risk};
/// use liangbing::equation::{Age, Bmi, Egfr, HdlCholesterol, Sex, Systolic, TotalCholesterol};
/// let man = Person {
///     sex: Sex::Male, age: Age::years(50.0), systolic: Systolic::mmhg(160.0), treated: true,
///     cholesterol: TotalCholesterol::mg_dl(200.0), hdl: HdlCholesterol::mg_dl(45.0), statin: false,
///     diabetes: true, smoker: false, egfr: Egfr::ml_min(90.0), bmi: Bmi::kg_m2(35.0),
///     hba1c: None, uacr: None, sdi_decile: None,
/// };
/// let risk = risk(&man, Model::Base, Horizon::TenYears, Outcome::TotalCvd)?;
/// assert!((risk.fraction() - 0.1632).abs() < 0.000_05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-missing` for what the model is named after; `input-range` outside the printed ranges.
pub fn risk(person: &Person, model: Model, horizon: Horizon, outcome: Outcome) -> Result<Risk, Refusal> {
    check(person, model, horizon)?;
    let terms = terms(model, horizon, person.sex, outcome);
    let sum = base(person, terms) + beyond(person, terms);
    Ok(Risk::of(1.0 / (1.0 + exp(-sum))))
}

fn check(person: &Person, model: Model, horizon: Horizon) -> Result<(), Refusal> {
    let ages = if horizon == Horizon::ThirtyYears { AGE_YEARS_THIRTY } else { AGE_YEARS };
    person.age.check(&[ages])?;
    person.systolic.check(&[SBP_MMHG])?;
    let mg_dl = 1.0 / MMOL_L_PER_MG_DL;
    TC_MG_DL.check_as(person.cholesterol.measure().key(), person.cholesterol.in_mg_dl(mg_dl))?;
    HDL_MG_DL.check_as(person.hdl.measure().key(), person.hdl.in_mg_dl(mg_dl))?;
    EGFR.check_as(person.egfr.measure().key(), person.egfr.in_ml_min())?;
    person.bmi.check(&[BMI])?;
    let missing = |input, model_needs: bool, given: bool| {
        if model_needs && !given { Err(Refusal::Missing { input }) } else { Ok(()) }
    };
    missing("hba1c_pct", model == Model::Hba1c, person.hba1c.is_some())?;
    missing("uacr_mg_g", model == Model::Uacr, person.uacr.is_some())?;
    missing("sdi_decile", model == Model::Sdi, person.sdi_decile.is_some())?;
    person.hba1c.map_or(Ok(()), |hba1c| HBA1C_PCT.check_as(hba1c.measure().key(), hba1c.in_pct()))?;
    person.uacr.map_or(Ok(()), |uacr| UACR_MG_G.check_as(uacr.measure().key(), uacr.in_mg_g()))?;
    person.sdi_decile.map_or(Ok(()), |decile| SDI_DECILE.check(decile))
}

/// The terms of the base model.
fn base(person: &Person, terms: &Terms) -> f64 {
    let age = (person.age.in_years() - AGE_CENTRE) / AGE_UNIT;
    let mg_dl = 1.0 / MMOL_L_PER_MG_DL;
    let hdl = person.hdl.in_mmol_l(mg_dl);
    let nonhdl = person.cholesterol.in_mmol_l(mg_dl) - hdl - NONHDL_CENTRE;
    let hdl = (hdl - HDL_CENTRE) / HDL_UNIT;
    let sbp = person.systolic.in_mmhg();
    let sbp_from = (sbp.max(SBP_KNOT) - SBP_CENTRE) / SBP_UNIT;
    let bmi = person.bmi.in_kg_m2();
    let bmi_from = (bmi.max(BMI_KNOT) - BMI_KNOT) / BMI_UNIT;
    let egfr = person.egfr.in_ml_min();
    let egfr_below = (egfr.min(EGFR_KNOT) - EGFR_KNOT) / EGFR_UNIT;
    terms.constant
        + (terms.age + terms.age_squared * age) * age
        + (terms.nonhdl + terms.age_nonhdl * age + terms.statin_nonhdl * flag(person.statin)) * nonhdl
        + (terms.hdl + terms.age_hdl * age) * hdl
        + terms.sbp_below_110 * (sbp.min(SBP_KNOT) - SBP_KNOT) / SBP_UNIT
        + (terms.sbp_from_110 + terms.age_sbp * age + terms.bp_treated_sbp * flag(person.treated)) * sbp_from
        + (terms.diabetes + terms.age_diabetes * age) * flag(person.diabetes)
        + (terms.smoking + terms.age_smoking * age) * flag(person.smoker)
        + terms.bmi_below_30 * (bmi.min(BMI_KNOT) - BMI_CENTRE) / BMI_UNIT
        + (terms.bmi_from_30 + terms.age_bmi * age) * bmi_from
        + (terms.egfr_below_60 + terms.age_egfr * age) * egfr_below
        + terms.egfr_from_60 * (egfr.max(EGFR_KNOT) - EGFR_CENTRE) / EGFR_UNIT
        + terms.bp_treated * flag(person.treated)
        + terms.statin * flag(person.statin)
}

/// The terms beyond the base; a model without them has no coefficient for them.
fn beyond(person: &Person, terms: &Terms) -> f64 {
    let uacr = person.uacr.map_or(terms.uacr_missing, |uacr| terms.ln_uacr * log(uacr.in_mg_g()));
    let slope = if person.diabetes { terms.hba1c_diabetes } else { terms.hba1c_no_diabetes };
    let hba1c = person.hba1c.map_or(terms.hba1c_missing, |hba1c| slope * (hba1c.in_pct() - HBA1C_CENTRE));
    let sdi = match person.sdi_decile {
        None => terms.sdi_missing,
        Some(decile) if decile >= SDI_FROM_7 => terms.sdi_7_to_10,
        Some(decile) if decile >= SDI_FROM_4 => terms.sdi_4_to_6,
        Some(_) => 0.0,
    };
    uacr + hba1c + sdi
}

/// Each input put at the centre of the equation.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", SBP_CENTRE, |person| {
        (person.systolic, person.treated) = (Systolic::mmhg(SBP_CENTRE), false);
    }),
    Step::to("tc_mmol_l", NONHDL_CENTRE + HDL_CENTRE, |person| {
        person.cholesterol = TotalCholesterol::mmol_l(NONHDL_CENTRE + HDL_CENTRE);
    }),
    Step::to("hdl_mmol_l", HDL_CENTRE, |person| person.hdl = HdlCholesterol::mmol_l(HDL_CENTRE)),
    Step::to("egfr", EGFR_CENTRE, |person| person.egfr = Egfr::ml_min(EGFR_CENTRE)),
    Step::to("bmi", BMI_CENTRE, |person| person.bmi = Bmi::kg_m2(BMI_CENTRE)),
    Step::no("current_smoker", |person| person.smoker = false),
    Step::no("diabetes", |person| person.diabetes = false),
    Step::no("statin", |person| person.statin = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |person| person.smoker = false),
    Step::no("sbp-10-less", |person| person.systolic = person.systolic.less(LESS_MMHG)),
];
