//! SCORE2 with the scales of Asia-Pacific's regions.
//!
//! The equation and ages (40 to 69) of SCORE2; ten years of fatal and non-fatal cardiovascular disease. Eur Heart J
//! 2025;46:702-15, doi [10.1093/eurheartj/ehae609](https://doi.org/10.1093/eurheartj/ehae609); the scales by way of one
//! package whose outputs meet the paper's. Which of the regions China belongs to was not sourced. Not for people with
//! diabetes or cardiovascular disease.

use super::{Person, Region, Scale, risk};
use crate::equation::{About, Range, Refusal, Risk, Sex, data};

data!("score2-asia-pacific");

/// SCORE2 Asia-Pacific: ten-year risk.
///
/// The figure of the paper's abstract, 5.7 % of a woman of 50 who smokes, in a region of low risk:
/// ```
/// use liangbing::equation::{Age, HdlCholesterol, Sex, Systolic, TotalCholesterol, score2};
/// let woman = score2::Person {
///     region: score2::Region::Low, sex: Sex::Female, age: Age::years(50.0), smoker: true,
///     systolic: Systolic::mmhg(140.0), cholesterol: TotalCholesterol::mmol_l(5.5),
///     hdl: HdlCholesterol::mmol_l(1.3),
/// };
/// assert!((score2::asia_pacific::ten_year(&woman)?.percent() - 5.7).abs() < 0.05);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 40 to 69 years, or for a value that cannot be.
pub fn ten_year(person: &Person) -> Result<Risk, Refusal> {
    person.check(AGE_YEARS)?;
    let terms = super::terms(person.sex);
    Ok(risk(terms, person.centred().sum(terms), scale(person.region, person.sex)))
}
