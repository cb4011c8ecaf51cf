//! SCORE2-OP, for older people.
//!
//! As SCORE2, with age − 73, systolic pressure − 150, cholesterol − 6 and HDL − 1.4 mmol/L, a term for diabetes and a
//! mean of its own. Ages from 70; ten years of fatal and non-fatal cardiovascular disease. Eur Heart J 2021;42:2455-67,
//! doi [10.1093/eurheartj/ehab312](https://doi.org/10.1093/eurheartj/ehab312). Derived in Europe, not calibrated for
//! China; not for people with cardiovascular disease.

use super::{Centred, Region, Scale, Terms, risk};
use crate::equation::explain::{LESS_MMHG, Step};
use crate::equation::{
    About, HdlCholesterol, Range, Refusal, Risk, Sex, Systolic, TotalCholesterol, data, flag,
};

data!("score2-op");

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// What SCORE2 asks for too.
    pub person: super::Person,
    /// Whether diabetes is known.
    pub diabetes: bool,
}

/// SCORE2-OP: ten-year risk.
///
/// The paper's worked example of a woman in a region of low risk, 15.2 %:
/// ```
/// use liangbing::equation::{Age, HdlCholesterol, Sex, Systolic, TotalCholesterol, score2};
/// let woman = score2::Person {
///     region: score2::Region::Low, sex: Sex::Female, age: Age::years(75.0), smoker: true,
///     systolic: Systolic::mmhg(140.0), cholesterol: TotalCholesterol::mmol_l(5.5),
///     hdl: HdlCholesterol::mmol_l(1.3),
/// };
/// let risk = score2::op::ten_year(&score2::op::Person { person: woman, diabetes: false })?;
/// assert!((risk.percent() - 15.2).abs() < 0.05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` below 70 years, or for a value that cannot be.
pub fn ten_year(older: &Person) -> Result<Risk, Refusal> {
    let person = &older.person;
    person.check(AGE_YEARS)?;
    let terms = terms(person.sex);
    let centred = Centred {
        age: person.age.in_years() - AGE_CENTRE,
        sbp: person.systolic.in_mmhg() - SBP_CENTRE,
        tc: person.cholesterol.in_mmol_l(MG_DL_PER_MMOL_L) - TC_CENTRE,
        hdl: person.hdl.in_mmol_l(MG_DL_PER_MMOL_L) - HDL_CENTRE,
        smoking: flag(person.smoker),
        diabetes: flag(older.diabetes),
    };
    Ok(risk(terms, centred.sum(terms), scale(person.region, person.sex)))
}

/// Each input put at the centre of the equation.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", SBP_CENTRE, |older| older.person.systolic = Systolic::mmhg(SBP_CENTRE)),
    Step::to("tc_mmol_l", TC_CENTRE, |older| older.person.cholesterol = TotalCholesterol::mmol_l(TC_CENTRE)),
    Step::to("hdl_mmol_l", HDL_CENTRE, |older| older.person.hdl = HdlCholesterol::mmol_l(HDL_CENTRE)),
    Step::no("current_smoker", |older| older.person.smoker = false),
    Step::no("diabetes", |older| older.diabetes = false),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |older| older.person.smoker = false),
    Step::no("sbp-10-less", |older| older.person.systolic = older.person.systolic.less(LESS_MMHG)),
];
