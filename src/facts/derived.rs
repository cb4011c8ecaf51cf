//! What equations make of measured facts: the eGFR of a creatinine, the body mass index of a weight, the times in
//! ranges of a sensor.
//!
//! A derived value stands on the day of what it was made from, unless a usable one was reported that day. It
//! is made for whom the equation is for, or not at all; nothing is filled in, and nothing later than its day counts.

mod sensor;

use super::chart::{Answer, Chart, Sample};
use crate::civil::Day;
use crate::concept::{Concept, Sex, Timing};
use crate::equation::body::{self, Height, Weight};
use crate::equation::{Age, Creatinine, Measured as _, cgm, ckd_epi};
use crate::quantity::Decimal;

/// Whether an observation takes part in deriving another concept's value.
pub(super) const fn takes_part(sample: &Sample) -> bool {
    let is_measured = matches!(sample.concept, Concept::Creatinine | Concept::Weight | Concept::Height);
    is_measured || sample.interstitial || equation_of(sample.concept).is_some()
}

/// The equation that derives a concept.
pub const fn equation_of(concept: Concept) -> Option<&'static str> {
    use Concept::{CgmActive, GlucoseCv, Tar, TarLevel2, Tbr, TbrLevel2, Tir};
    match concept {
        Concept::Egfr => Some(ckd_epi::year_2021::ABOUT.name),
        Concept::Bmi => Some(body::ABOUT.name),
        Tir | Tbr | TbrLevel2 | Tar | TarLevel2 | GlucoseCv | CgmActive => Some(cgm::ABOUT.name),
        _ => None,
    }
}

/// What can be derived from a chart's measured samples, which are in their order.
pub(super) fn derive(chart: &Chart) -> Vec<Sample> {
    let samples = &chart.samples;
    let mut derived = sensor::derive(chart);
    let heights: Vec<&Sample> = samples.iter().filter(|s| s.concept == Concept::Height && s.usable).collect();
    for from in samples.iter().filter(|sample| sample.usable) {
        let made = match from.concept {
            Concept::Creatinine => egfr(from, chart.sex, chart.age_on(from.day)).map(|v| (Concept::Egfr, v)),
            Concept::Weight => bmi(from, height(&heights, from.day)).map(|v| (Concept::Bmi, v)),
            _ => None,
        };
        derived.extend(made.map(|(concept, value)| sample(from, concept, value)));
    }
    derived.retain(|made| !is_reported(samples, made));
    derived
}

/// A value made from an observation, on its day.
fn sample(from: &Sample, concept: Concept, value: Decimal) -> Sample {
    let answer = Answer::Number { value, slot: 0 };
    Sample { concept, answer, derived: true, timing: Timing::Random, interstitial: false, ..*from }
}

/// Whether a usable value of the same concept was reported on the same day.
fn is_reported(samples: &[Sample], made: &Sample) -> bool {
    let place = (made.day, made.concept);
    let from = samples.partition_point(|sample| (sample.day, sample.concept) < place);
    let same = samples.iter().skip(from).take_while(|sample| (sample.day, sample.concept) == place);
    same.into_iter().any(|sample| sample.usable)
}

fn egfr(creatinine: &Sample, sex: Option<Sex>, age: Option<i32>) -> Option<Decimal> {
    let creatinine = match creatinine.answer {
        Answer::Number { value, slot: 0 } => Creatinine::umol_l(value.to_f64()),
        Answer::Number { value, .. } => Creatinine::mg_dl(value.to_f64()),
        _ => return None,
    };
    let egfr = ckd_epi::ckd_epi_2021(creatinine, Age::years(f64::from(age?)), sex?).ok()?;
    tenths(egfr.measure().value())
}

/// The newest height up to a day.
fn height(heights: &[&Sample], day: Day) -> Option<Decimal> {
    let upto = heights.partition_point(|height| height.day <= day);
    number(heights.get(upto.checked_sub(1)?)?)
}

fn bmi(weight: &Sample, height: Option<Decimal>) -> Option<Decimal> {
    let (weight, height) = (Weight::kg(number(weight)?.to_f64()), Height::cm(height?.to_f64()));
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
