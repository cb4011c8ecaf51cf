//! SCORE2-OP, for older people.

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
