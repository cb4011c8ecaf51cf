//! How long and how steadily the sensor was worn, and whether that suffices.

use super::{DAYS, Reading, SHARE_PCT, count, percentile, rising};
use crate::civil::Second;

/// Minutes in a day.
const DAY: f64 = 1_440.0;

/// How long and how steadily the sensor was worn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wear {
    /// The first reading.
    pub first: Second,
    /// The last reading.
    pub last: Second,
    /// Minutes from one reading to the next: the median, in whole minutes.
    pub interval: f64,
    /// Readings, per cent of those that would fill the time from first to last.
    pub active: f64,
    /// Readings, per cent of those that would fill fourteen days, at most 100.
    pub of_fourteen_days: f64,
    /// At least 70 % both of fourteen days and of the time from first to last.
    pub sufficient: bool,
}

/// The wear that readings in the order of time show; `None` of fewer than two moments.
pub(super) fn wear(readings: &[Reading]) -> Option<Wear> {
    let (first, last) = (readings.first()?.at, readings.last()?.at);
    // Sixty-eight years and more are one span: nobody wears a sensor so long.
    let minutes = |span: i64| f64::from(i32::try_from(span).unwrap_or(i32::MAX)) / 60.0;
    let pairs = readings.iter().zip(readings.iter().skip(1));
    let steps = pairs.map(|(one, next)| (minutes(next.at.since(one.at)), 0)).filter(|(step, _)| *step > 0.0);
    let steps = rising(steps.collect());
    let at = |place: usize| steps.get(place).map(|(step, _)| *step);
    let interval = libm::round(percentile(steps.len(), at, 50)?).max(1.0);
    let (active, of_fourteen_days) = worn(count(readings.len()), interval, minutes(last.since(first)));
    let sufficient = is_sufficient(active, of_fourteen_days);
    Some(Wear { first, last, interval, active: active.min(100.0), of_fourteen_days, sufficient })
}

/// Readings at a pace, per cent of those that fill so many minutes, and of those that fill fourteen days.
pub(super) fn worn(held: f64, interval: f64, minutes: f64) -> (f64, f64) {
    let active = 100.0 * held / (libm::round(minutes / interval) + 1.0);
    (active, (100.0 * held * interval / (DAYS * DAY)).min(100.0))
}

/// Whether so much suffices to judge by: at least 70 % both of fourteen days and of the time worn.
pub(super) fn is_sufficient(active: f64, of_fourteen_days: f64) -> bool {
    active.min(of_fourteen_days) >= SHARE_PCT
}
