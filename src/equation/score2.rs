//! SCORE2 and its kin: ten-year risk of fatal and non-fatal cardiovascular disease, recalibrated to regions.
//!
//! `r = 1 − baseline^exp(Σβx − mean)`, then `risk = 1 − exp(−exp(first + second · ln(−ln(1 − r))))` with the
//! region's two scales; lipids in mmol/L, each input centred and divided as its equation says.
//!
//! | equation | for | reference |
//! |---|---|---|
//! | [`ten_year`] | 40 to 69 years, no diabetes | Eur Heart J 2021;42:2439-54, doi [10.1093/eurheartj/ehab309](https://doi.org/10.1093/eurheartj/ehab309) |
//! | [`op::ten_year`] | 70 years or more | Eur Heart J 2021;42:2455-67, doi [10.1093/eurheartj/ehab312](https://doi.org/10.1093/eurheartj/ehab312) |
//! | [`diabetes::ten_year`] | 40 to 69 years, type-2 diabetes | Eur Heart J 2023;44:2544-56, doi [10.1093/eurheartj/ehad260](https://doi.org/10.1093/eurheartj/ehad260) |
//! | [`asia_pacific::ten_year`] | as SCORE2, scales of its own | Eur Heart J 2025, doi [10.1093/eurheartj/ehae609](https://doi.org/10.1093/eurheartj/ehae609) |
//!
//! Derived in Europe; the result says so. Which group of Asia-Pacific China belongs to was not sourced, so
//! the caller says the region. None is for people with cardiovascular disease; SCORE2-Diabetes is not for
//! severe damage of target organs either.

pub mod asia_pacific;
pub mod diabetes;
pub mod op;

use super::explain::{LESS_MMHG, Step};
use super::{
    About, Age, HdlCholesterol, Measured, Range, Refusal, Risk, Sex, Systolic, TotalCholesterol, data, flag,
    recalibrated, terms,
};
use crate::concept::{Code, codes};

terms! {
    /// Women's or men's coefficients; the last seven before the baseline are SCORE2-Diabetes' own.
    Terms {
        age, smoking, sbp, diabetes, tc, hdl, age_smoking, age_sbp, age_diabetes, age_tc, age_hdl, diagnosis,
        hba1c, ln_egfr, ln_egfr_squared, age_hba1c, age_ln_egfr, baseline, mean,
    }
}

terms! {
    /// A region's two scales.
    Scale { first, second }
}

data!("score2");

codes! {
    /// A risk region, as the working group sorts countries.
    Region { Low = "low", Moderate = "moderate", High = "high", VeryHigh = "very_high", }
}

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// The risk region.
    pub region: Region,
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Whether smoking now.
    pub smoker: bool,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Total cholesterol.
    pub cholesterol: TotalCholesterol,
    /// HDL cholesterol.
    pub hdl: HdlCholesterol,
}

impl Person {
    /// Refuses ages outside the range, and values that cannot be.
    fn check(&self, ages: Range) -> Result<(), Refusal> {
        self.age.check(&[ages])?;
        self.systolic.check(&[])?;
        self.cholesterol.check(&[])?;
        self.hdl.check(&[])
    }

    /// Centred as SCORE2 and SCORE2-Diabetes say.
    fn centred(&self) -> Centred {
        Centred {
            age: (self.age.in_years() - AGE_CENTRE) / AGE_UNIT,
            sbp: (self.systolic.in_mmhg() - SBP_CENTRE) / SBP_UNIT,
            tc: self.cholesterol.in_mmol_l(MG_DL_PER_MMOL_L) - TC_CENTRE,
            hdl: (self.hdl.in_mmol_l(MG_DL_PER_MMOL_L) - HDL_CENTRE) / HDL_UNIT,
            smoking: flag(self.smoker),
            diabetes: 0.0,
        }
    }
}

/// The inputs that all equations share, centred and divided.
struct Centred {
    age: f64,
    sbp: f64,
    tc: f64,
    hdl: f64,
    smoking: f64,
    diabetes: f64,
}

impl Centred {
    /// The sum of the terms that all equations share.
    fn sum(&self, terms: &Terms) -> f64 {
        let Self { age, sbp, tc, hdl, smoking, diabetes } = self;
        terms.age * age
            + (terms.smoking + terms.age_smoking * age) * smoking
            + (terms.sbp + terms.age_sbp * age) * sbp
            + (terms.diabetes + terms.age_diabetes * age) * diabetes
            + (terms.tc + terms.age_tc * age) * tc
            + (terms.hdl + terms.age_hdl * age) * hdl
    }
}

/// A sum of terms as the risk of a region.
fn risk(terms: &Terms, sum: f64, scale: &Scale) -> Risk {
    Risk::of(recalibrated(terms.baseline, sum - terms.mean, scale.first, scale.second))
}

/// SCORE2: ten-year risk.
///
/// The paper's worked example of a man in a region of low risk, 6.3 %:
/// ```
/// use liangbing::equation::{Age, HdlCholesterol, Sex, Systolic, TotalCholesterol, score2};
/// let man = score2::Person {
///     region: score2::Region::Low, sex: Sex::Male, age: Age::years(50.0), smoker: true,
///     systolic: Systolic::mmhg(140.0), cholesterol: TotalCholesterol::mmol_l(6.3),
///     hdl: HdlCholesterol::mmol_l(1.4),
/// };
/// assert!((score2::ten_year(&man)?.percent() - 6.3).abs() < 0.05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 40 to 69 years, or for a value that cannot be.
pub fn ten_year(person: &Person) -> Result<Risk, Refusal> {
    person.check(AGE_YEARS)?;
    let terms = terms(person.sex);
    Ok(risk(terms, person.centred().sum(terms), scale(person.region, person.sex)))
}

/// The lines between the three tiers of SCORE2 at an age, in per cent.
pub fn tiers(age: Age) -> &'static [f64] {
    if age.in_years() < OLDER_TIERS_FROM { TIERS_BELOW_50 } else { TIERS_FROM_50 }
}

/// Each input put at the centre of SCORE2.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", SBP_CENTRE, |person| person.systolic = Systolic::mmhg(SBP_CENTRE)),
    Step::to("tc_mmol_l", TC_CENTRE, |person| person.cholesterol = TotalCholesterol::mmol_l(TC_CENTRE)),
    Step::to("hdl_mmol_l", HDL_CENTRE, |person| person.hdl = HdlCholesterol::mmol_l(HDL_CENTRE)),
    Step::no("current_smoker", |person| person.smoker = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |person| person.smoker = false),
    Step::no("sbp-10-less", |person| person.systolic = person.systolic.less(LESS_MMHG)),
];
