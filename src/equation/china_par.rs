//! China-PAR: ten-year risk of atherosclerotic cardiovascular disease, derived in China.
//!
//! `risk = 1 − baseline^exp(Σβx − mean)`, over ln of age, systolic pressure (treated and untreated apart),
//! total and HDL cholesterol in mg/dL (mmol/L ÷ 0.0259) and waist in cm, flags for smoking, diabetes, living
//! north of the Yangtze, in a town (men), family history (men), and ln age times pressure, smoking and family
//! history.
//!
//! Outcome: first non-fatal myocardial infarction, death from coronary heart disease, fatal or non-fatal
//! stroke. Derived in ages of 35 to 74, and offered there; the guideline's 20 to 85 must be asked for.
//!
//! Yang X, Li J, Hu D, et al. Circulation 2016;134:1430-40,
//! doi [10.1161/CIRCULATIONAHA.116.022367](https://doi.org/10.1161/CIRCULATIONAHA.116.022367); the way of the
//! coefficients from there stands in their data file. Not for people who already have the disease. In men
//! the coefficient of waist is negative, so waist never explains a man's risk, nor is it a way to lower it.

use libm::{exp, log};

use super::explain::{LESS_MMHG, Step};
use super::{
    About, Age, Diastolic, HdlCholesterol, Measured, Range, Refusal, Risk, Sex, Systolic, TotalCholesterol,
    Waist, data, flag, terms,
};
use crate::concept::{Code, codes};

terms! {
    /// Women's or men's coefficients.
    Terms {
        ln_age, ln_sbp_treated, ln_sbp_untreated, ln_tc, ln_hdl, ln_waist, smoking, diabetes, north, urban,
        family_history, ln_age_ln_sbp_treated, ln_age_ln_sbp_untreated, ln_age_smoking, ln_age_family_history,
        mean, baseline,
    }
}

data!("china-par-10y");

codes! {
    /// The tiers of the 2019 guideline.
    Category { Low = "low", Intermediate = "intermediate", High = "high", }
}

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Female or male.
    pub sex: Sex,
    /// Age in completed years.
    pub age: Age,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Diastolic pressure; not in the equation, and held to the official range if it is there.
    pub diastolic: Option<Diastolic>,
    /// Whether on drugs that lower blood pressure.
    pub treated: bool,
    /// Total cholesterol.
    pub cholesterol: TotalCholesterol,
    /// HDL cholesterol.
    pub hdl: HdlCholesterol,
    /// Waist, a centimetre above the navel.
    pub waist: Waist,
    /// Whether smoking now.
    pub smoker: bool,
    /// Fasting glucose of 7.0 mmol/L or more, or on drugs against diabetes.
    pub diabetes: bool,
    /// Living north of the Yangtze.
    pub north: bool,
    /// Living in a town.
    pub urban: bool,
    /// A parent, brother or sister with myocardial infarction or stroke.
    pub family_history: bool,
}

/// Which ages are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ages {
    /// 35 to 74, where the equation was derived.
    Derived,
    /// 20 to 85, as the guideline applies it.
    Extended,
}

impl Ages {
    /// Whether an age is beyond those of derivation.
    pub fn beyond(age: Age) -> bool {
        !AGE_YEARS.holds(age.in_years())
    }
}

/// Ten-year risk.
///
/// The paper's women of 60 and 70 (10.1 % and 17.1 %, printed with two-place coefficients) are met within
/// 0.35 percentage points, the official calculator's outputs to their last digit:
/// ```
/// use liangbing::equation::{Age, HdlCholesterol, Sex, Systolic, TotalCholesterol, Waist, china_par};
/// let woman = china_par::Person {
///     sex: Sex::Female, age: Age::years(60.0), systolic: Systolic::mmhg(130.0), diastolic: None, treated: false,
///     cholesterol: TotalCholesterol::mg_dl(210.0), hdl: HdlCholesterol::mg_dl(55.0), waist: Waist::cm(80.0),
///     smoker: false, diabetes: true, north: true, urban: true, family_history: false,
/// };
/// let risk = china_par::ten_year(&woman, china_par::Ages::Derived)?;
/// assert!((risk.percent() - 10.1).abs() < 0.35);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside the ages asked for, or the official calculator's limits.
pub fn ten_year(person: &Person, ages: Ages) -> Result<Risk, Refusal> {
    check(person, ages)?;
    let terms = terms(person.sex);
    let ln_age = log(person.age.in_years());
    let ln_sbp = log(person.systolic.in_mmhg());
    let (sbp, age_sbp) = if person.treated {
        (terms.ln_sbp_treated, terms.ln_age_ln_sbp_treated)
    } else {
        (terms.ln_sbp_untreated, terms.ln_age_ln_sbp_untreated)
    };
    let mg_dl = 1.0 / MMOL_L_PER_MG_DL;
    let sum = terms.ln_age * ln_age
        + (sbp + age_sbp * ln_age) * ln_sbp
        + terms.ln_tc * log(person.cholesterol.in_mg_dl(mg_dl))
        + terms.ln_hdl * log(person.hdl.in_mg_dl(mg_dl))
        + terms.ln_waist * log(person.waist.in_cm())
        + (terms.smoking + terms.ln_age_smoking * ln_age) * flag(person.smoker)
        + terms.diabetes * flag(person.diabetes)
        + terms.north * flag(person.north)
        + terms.urban * flag(person.urban)
        + (terms.family_history + terms.ln_age_family_history * ln_age) * flag(person.family_history);
    // A power by its logarithm, which is quicker than one of any base; both are the same far beyond what is printed.
    Ok(Risk::of(1.0 - exp(log(terms.baseline) * exp(sum - terms.mean))))
}

fn check(person: &Person, ages: Ages) -> Result<(), Refusal> {
    person.age.check(&[if ages == Ages::Extended { AGE_YEARS_EXTENDED } else { AGE_YEARS }])?;
    person.systolic.check(&[SBP_MMHG])?;
    person.diastolic.map_or(Ok(()), |diastolic| diastolic.check(&[DBP_MMHG]))?;
    person.cholesterol.check(&[TC_MG_DL, TC_MMOL_L])?;
    person.hdl.check(&[HDL_MG_DL, HDL_MMOL_L])?;
    person.waist.check(&[WAIST_CM])
}

/// The tier of a risk.
pub fn category(risk: Risk) -> Category {
    match TIERS {
        [low, ..] if risk.percent() < *low => Category::Low,
        [_, high] if risk.percent() < *high => Category::Intermediate,
        _ => Category::High,
    }
}

/// Each input put where the official calculator's ideal state has it.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", IDEAL_SBP_MMHG, |person| {
        (person.systolic, person.treated) = (Systolic::mmhg(IDEAL_SBP_MMHG), false);
    }),
    Step::to("tc_mg_dl", IDEAL_TC_MG_DL, |person| {
        person.cholesterol = TotalCholesterol::mg_dl(IDEAL_TC_MG_DL);
    }),
    Step::to("hdl_mg_dl", IDEAL_HDL_MG_DL, |person| person.hdl = HdlCholesterol::mg_dl(IDEAL_HDL_MG_DL)),
    Step::to("waist_cm", IDEAL_WAIST_CM, |person| {
        // In men a wider waist would count as protection; nobody is told that.
        if person.sex == Sex::Female {
            person.waist = Waist::cm(IDEAL_WAIST_CM);
        }
    }),
    Step::no("current_smoker", |person| person.smoker = false),
    Step::no("diabetes", |person| person.diabetes = false),
    Step::no("north", |person| person.north = false),
    Step::no("family_history", |person| person.family_history = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |person| person.smoker = false),
    Step::no("sbp-10-less", |person| person.systolic = person.systolic.less(LESS_MMHG)),
];
