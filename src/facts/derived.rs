//! What equations make of measured facts: the eGFR of a creatinine, the body mass index of a weight.
//!
//! A derived value stands on the day of what it was made from, unless a usable one was reported that day. It
//! is made for whom the equation is for, or not at all; nothing is filled in.

use super::chart::{Answer, Sample};
use crate::civil::Day;
use crate::concept::{Concept, Sex, Timing};
use crate::equation::body::{self, Height, Weight};
use crate::equation::{Age, Creatinine, Measured as _, ckd_epi};
use crate::quantity::Decimal;

/// Whether a value of a concept takes part in deriving another.
pub(super) const fn takes_part(concept: Concept) -> bool {
    matches!(concept, Concept::Creatinine | Concept::Egfr | Concept::Weight | Concept::Height | Concept::Bmi)
}

/// The equation that derives a concept.
pub const fn equation_of(concept: Concept) -> Option<&'static str> {
    match concept {
        Concept::Egfr => Some(ckd_epi::year_2021::ABOUT.name),
        Concept::Bmi => Some(body::ABOUT.name),
        _ => None,
    }
}

/// What can be derived from measured samples, in the order of days, of somebody of a sex and an age on each day.
pub(super) fn derive(samples: &[Sample], sex: Option<Sex>, age: impl Fn(Day) -> Option<i32>) -> Vec<Sample> {
    let reported =
        |concept: Concept, day: Day| samples.iter().any(|s| s.concept == concept && s.day == day && s.usable);
    let derived = |from: &Sample| {
        let (concept, value) = match from.concept {
            Concept::Creatinine => (Concept::Egfr, egfr(from, sex?, age(from.day)?)?),
            Concept::Weight => (Concept::Bmi, bmi(from, height(samples, from.day)?)?),
            _ => return None,
        };
        let answer = Answer::Number { value, slot: 0 };
        (!reported(concept, from.day)).then_some(Sample {
            concept,
            answer,
            derived: true,
            timing: Timing::Random,
            ..*from
        })
    };
    samples.iter().filter(|sample| sample.usable).filter_map(derived).collect()
}

fn egfr(creatinine: &Sample, sex: Sex, age: i32) -> Option<Decimal> {
    let creatinine = match creatinine.answer {
        Answer::Number { value, slot: 0 } => Creatinine::umol_l(value.to_f64()),
        Answer::Number { value, .. } => Creatinine::mg_dl(value.to_f64()),
        _ => return None,
    };
    let egfr = ckd_epi::ckd_epi_2021(creatinine, Age::years(f64::from(age)), sex).ok()?;
    tenths(egfr.measure().value())
}

/// The newest height up to a day.
fn height(samples: &[Sample], day: Day) -> Option<Decimal> {
    let mut heights = samples.iter().filter(|s| s.concept == Concept::Height && s.usable && s.day <= day);
    number(heights.next_back()?)
}

fn bmi(weight: &Sample, height: Decimal) -> Option<Decimal> {
    let (weight, height) = (Weight::kg(number(weight)?.to_f64()), Height::cm(height.to_f64()));
    tenths(body::bmi(weight, height).ok()?)
}

const fn number(sample: &Sample) -> Option<Decimal> {
    match sample.answer {
        Answer::Number { value, .. } => Some(value),
        _ => None,
    }
}

/// Cut to one decimal, so that a value just below a line stays below it.
fn tenths(value: f64) -> Option<Decimal> {
    Decimal::from_f64(libm::floor(value * 10.0) / 10.0)
}
