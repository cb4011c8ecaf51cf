//! SCORE2 with the scales of Asia-Pacific's regions.

use super::{Person, Region, Scale, risk};
use crate::equation::{About, Range, Refusal, Risk, Sex, data};

data!("score2-asia-pacific");

/// SCORE2 Asia-Pacific: ten-year risk.
///
/// # Errors
/// `input-range` outside 40 to 69 years, or for a value that cannot be.
pub fn ten_year(person: &Person) -> Result<Risk, Refusal> {
    person.check(AGE_YEARS)?;
    let terms = super::terms(person.sex);
    Ok(risk(terms, person.centred().sum(terms), scale(person.region, person.sex)))
}
