//! The Pooled Cohort Equations of 2013: ten-year risk of a first hard atherosclerotic event.
//!
//! `risk = 1 − baseline^exp(Σβx − mean)`, over ln of age, total and HDL cholesterol in mg/dL and systolic
//! pressure (treated and untreated apart), smoking, diabetes, and ln age times some of them. Ages 40 to 79.
//!
//! Goff DC, et al. Circulation 2014;129(25 S2):S49-73,
//! doi [10.1161/01.cir.0000437741.48606.98](https://doi.org/10.1161/01.cir.0000437741.48606.98); the table as
//! printed, to three places. Derived in White and Black people of the United States: for Chinese people the
//! White equation is taken, and it overestimates; the result says so. Not for people with the disease.

use libm::{exp, log, pow};

use super::explain::{LESS_MMHG, Step};
use super::{
    About, Age, HdlCholesterol, Measured, Range, Refusal, Risk, Sex, Systolic, TotalCholesterol, data, flag,
    terms,
};
use crate::concept::{Code, codes};

terms! {
    /// The coefficients of one race and sex.
    Terms {
        ln_age, ln_age_squared, ln_tc, ln_age_ln_tc, ln_hdl, ln_age_ln_hdl, ln_sbp_treated, ln_age_ln_sbp_treated,
        ln_sbp_untreated, ln_age_ln_sbp_untreated, smoking, ln_age_smoking, diabetes, mean, baseline,
    }
}

data!("pce-2013");

codes! {
    /// The people an equation was derived in.
    Race { White = "white", Black = "black", }
}

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Which equation; White for Chinese people.
    pub race: Race,
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Total cholesterol.
    pub cholesterol: TotalCholesterol,
    /// HDL cholesterol.
    pub hdl: HdlCholesterol,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Whether on drugs that lower blood pressure.
    pub treated: bool,
    /// Whether smoking now.
    pub smoker: bool,
    /// Whether diabetes is known.
    pub diabetes: bool,
}

/// Ten-year risk.
///
/// The paper's worked example of a White woman, 2.1 %:
/// ```
/// use liangbing::equation::{Age, HdlCholesterol, Sex, Systolic, TotalCholesterol, pce};
/// let woman = pce::Person {
///     race: pce::Race::White, sex: Sex::Female, age: Age::years(55.0), systolic: Systolic::mmhg(120.0),
///     cholesterol: TotalCholesterol::mg_dl(213.0), hdl: HdlCholesterol::mg_dl(50.0), treated: false,
///     smoker: false, diabetes: false,
/// };
/// assert!((pce::ten_year(&woman)?.percent() - 2.1).abs() < 0.05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 40 to 79 years, or for a value that cannot be.
pub fn ten_year(person: &Person) -> Result<Risk, Refusal> {
    person.age.check(&[AGE_YEARS])?;
    person.systolic.check(&[])?;
    person.cholesterol.check(&[TC_MG_DL])?;
    person.hdl.check(&[HDL_MG_DL])?;
    let terms = terms(person.race, person.sex);
    let ln_age = log(person.age.in_years());
    let (sbp, age_sbp) = if person.treated {
        (terms.ln_sbp_treated, terms.ln_age_ln_sbp_treated)
    } else {
        (terms.ln_sbp_untreated, terms.ln_age_ln_sbp_untreated)
    };
    let ln_tc = log(person.cholesterol.in_mg_dl(MG_DL_PER_MMOL_L));
    let ln_hdl = log(person.hdl.in_mg_dl(MG_DL_PER_MMOL_L));
    let sum = terms.ln_age * ln_age
        + terms.ln_age_squared * ln_age * ln_age
        + (terms.ln_tc + terms.ln_age_ln_tc * ln_age) * ln_tc
        + (terms.ln_hdl + terms.ln_age_ln_hdl * ln_age) * ln_hdl
        + (sbp + age_sbp * ln_age) * log(person.systolic.in_mmhg())
        + (terms.smoking + terms.ln_age_smoking * ln_age) * flag(person.smoker)
        + terms.diabetes * flag(person.diabetes);
    Ok(Risk::of(1.0 - pow(terms.baseline, exp(sum - terms.mean))))
}

/// Each input put where the paper's worked example has it.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", EXAMPLE_SBP_MMHG, |person| {
        (person.systolic, person.treated) = (Systolic::mmhg(EXAMPLE_SBP_MMHG), false);
    }),
    Step::to("tc_mg_dl", EXAMPLE_TC_MG_DL, |person| {
        person.cholesterol = TotalCholesterol::mg_dl(EXAMPLE_TC_MG_DL);
    }),
    Step::to("hdl_mg_dl", EXAMPLE_HDL_MG_DL, |person| person.hdl = HdlCholesterol::mg_dl(EXAMPLE_HDL_MG_DL)),
    Step::no("current_smoker", |person| person.smoker = false),
    Step::no("diabetes", |person| person.diabetes = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |person| person.smoker = false),
    Step::no("sbp-10-less", |person| person.systolic = person.systolic.less(LESS_MMHG)),
];
