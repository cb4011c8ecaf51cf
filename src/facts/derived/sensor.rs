//! What a sensor's readings come to: for each day that has some, the fourteen days up to it.
//!
//! A set for each day, because the facts of a day rest on nothing later; the newest one counts. Fourteen days, 70 %
//! of them and 70 % of the time worn: Battelino T, Diabetes Care 2019;42:1593-603, doi 10.2337/dci19-0028, as
//! `guidelines/equations/cgm-metrics.toml` has it. With less nothing is made, nor in two units at once, nor in a
//! known pregnancy, whose ranges are others.

use super::sample;
use crate::civil::{Day, Second};
use crate::concept::{Concept, Pregnancy};
use crate::equation::cgm::{DAYS, GlucoseUnit, Period, Reading, period};
use crate::facts::chart::{Answer, Chart, Sample};
use crate::quantity::Decimal;

/// A day on which a sensor was read.
struct Worn<'a> {
    /// Its last reading's observation.
    last: &'a Sample,
    /// The place of its first reading.
    from: usize,
    /// The place after its last one.
    upto: usize,
    /// The unit of its last reading.
    unit: GlucoseUnit,
    /// From where all readings up to it are in that unit.
    unit_from: usize,
}

/// What the sensor's readings of a chart come to, day by day.
pub(super) fn derive(chart: &Chart) -> Vec<Sample> {
    let mut derived = Vec::new();
    let (readings, days) = worn(&chart.samples);
    let mut first = days.iter();
    for day in &days {
        let within = |own: &Worn<'_>| f64::from(day.last.day.since(own.last.day)) < DAYS;
        while first.as_slice().first().is_some_and(|own| !within(own)) {
            first.next();
        }
        let from = first.as_slice().first().map_or(day.from, |own| own.from);
        if day.unit_from > from || is_pregnant(chart, day.last.day) {
            continue;
        }
        let made = readings.get(from..day.upto).and_then(|readings| period(day.unit, readings));
        let Some(made) = made else { continue };
        for (concept, value) in figures(&made) {
            derived.extend(value.map(|value| sample(day.last, concept, value)));
        }
    }
    derived
}

/// The usable readings in the order of time, alike at one minute once, and the days that have some.
fn worn(samples: &[Sample]) -> (Vec<Reading>, Vec<Worn<'_>>) {
    let mut readings: Vec<Reading> = Vec::new();
    let mut days: Vec<Worn<'_>> = Vec::new();
    for last in samples.iter().filter(|sample| sample.interstitial && sample.usable) {
        let Some((reading, unit)) = reading(last) else { continue };
        if readings.last() == Some(&reading) {
            continue;
        }
        let from = readings.len();
        readings.push(reading);
        let upto = readings.len();
        let before = days.last().filter(|own| own.unit == unit);
        let unit_from = before.map_or(from, |own| own.unit_from);
        match days.last_mut() {
            Some(day) if day.last.day == last.day => *day = Worn { last, upto, unit, unit_from, ..*day },
            _ => days.push(Worn { last, from, upto, unit, unit_from }),
        }
    }
    (readings, days)
}

/// A reading with its unit; none of one whose time is not known.
fn reading(sample: &Sample) -> Option<(Reading, GlucoseUnit)> {
    let Answer::Number { value, slot } = sample.answer else { return None };
    let unit = if slot == 0 { GlucoseUnit::MmolL } else { GlucoseUnit::MgDl };
    let minutes = i64::from(sample.day.number()).saturating_mul(1_440);
    let minutes = minutes.saturating_add(i64::from(sample.minute?.number()));
    let at = Second::from_number(minutes.saturating_mul(60));
    Some((Reading { at, glucose: value.to_f64() }, unit))
}

fn is_pregnant(chart: &Chart, day: Day) -> bool {
    chart.pregnancy == Some(Pregnancy::Pregnant) && chart.pregnancy_since.is_none_or(|since| since <= day)
}

/// The figures by their data elements, each cut to one decimal on the side that alarms.
fn figures(made: &Period) -> [(Concept, Option<Decimal>); 7] {
    [
        (Concept::Tir, tenths(made.in_range, false)),
        (Concept::Tbr, tenths(made.below, true)),
        (Concept::TbrLevel2, tenths(made.very_low, true)),
        (Concept::Tar, tenths(made.above, true)),
        (Concept::TarLevel2, tenths(made.very_high, true)),
        (Concept::GlucoseCv, tenths(made.cv, true)),
        (Concept::CgmActive, tenths(made.active, false)),
    ]
}

/// The next tenth up or down of what the calculator prints: a binary fraction above a tenth is still that tenth.
fn tenths(value: f64, up: bool) -> Option<Decimal> {
    let printed = Decimal::from_f64(value)?.to_f64() * 10.0;
    Decimal::from_f64(if up { libm::ceil(printed) } else { libm::floor(printed) } / 10.0)
}
