//! How many ten-year risks by China-PAR one core computes in a second.
//!
//! Printed beside it, from the same run: the bare logarithm of the age, once a person. It is no risk,
//! but it says how fast the machine is at the moment.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a benchmark may stop, and counts fit a float"
)]

#[allow(dead_code, reason = "this benchmark starts from no records")]
mod common;

use liangbing::equation::china_par::{Ages, Person, ten_year};
use liangbing::equation::{Age, HdlCholesterol, Risk, Sex, Systolic, TotalCholesterol, Waist};

const PEOPLE: u32 = 100_000;
const ROUNDS: usize = 15;
const CHUNK: usize = 1_000;
/// A million in this many seconds is the promise.
const PROMISE: f64 = 0.2;

/// Somebody, different for every number.
fn person(at: u32) -> Person {
    let some = |from: f64, steps: u32| from + f64::from(at % steps);
    Person {
        sex: if at.is_multiple_of(2) { Sex::Female } else { Sex::Male },
        age: Age::years(some(35.0, 40)),
        systolic: Systolic::mmhg(some(90.0, 107)),
        diastolic: None,
        treated: at.is_multiple_of(3),
        cholesterol: TotalCholesterol::mg_dl(some(120.0, 193)),
        hdl: HdlCholesterol::mg_dl(some(25.0, 71)),
        waist: Waist::cm(some(60.0, 61)),
        smoker: at.is_multiple_of(5),
        diabetes: at.is_multiple_of(7),
        north: at.is_multiple_of(11),
        urban: at.is_multiple_of(13),
        family_history: at.is_multiple_of(17),
    }
}

fn main() {
    let people: Vec<Person> = (0..PEOPLE).map(person).collect();
    let risks = |people: &[Person]| {
        let risk = |person: &Person| ten_year(person, Ages::Derived).map_or(0.0, Risk::fraction);
        people.iter().map(risk).sum::<f64>()
    };
    let bare = |people: &[Person]| people.iter().map(|person| person.age.in_years().ln()).sum::<f64>();
    let [risk, bare] = common::medians(ROUNDS, CHUNK, &people, risks, bare);
    println!(
        "China-PAR: {:.2} million risks/s ({:.0} ns each), median of chunks of {CHUNK}; a million in {:.3} s",
        1e-6 / risk,
        risk * 1e9,
        risk * 1e6
    );
    println!("bare logarithm: {:.0} ns; a risk takes {:.0} times as long", bare * 1e9, risk / bare);
    println!("promise of {PROMISE} s a million: {}", if risk * 1e6 < PROMISE { "kept" } else { "missed" });
}
