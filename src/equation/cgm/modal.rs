//! The typical day: what the readings of all days were at each time of day.

use super::{Reading, order, percentile};

/// Minutes of a slot of the typical day.
pub const SLOT_MINUTES: u16 = 15;

/// The percentiles of a slot.
pub const PERCENTS: [usize; 5] = [5, 25, 50, 75, 95];

/// A quarter of an hour, over all days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// The minute of the day it begins at.
    pub minute: u16,
    /// Readings in it.
    pub n: usize,
    /// The percentiles of [`PERCENTS`], in the unit of the readings.
    pub percentiles: [f64; 5],
}

/// The slots that have readings, in the order of the day.
pub(super) fn modal_day(readings: &[Reading]) -> Vec<Slot> {
    let slot = |reading: &Reading| reading.at.minute_of_day().div_euclid(SLOT_MINUTES);
    let mut list: Vec<(u16, f64)> = readings.iter().map(|reading| (slot(reading), reading.glucose)).collect();
    order::sort_by_key(&mut list, |(slot, _)| u64::from(*slot));
    list.chunk_by(|one, next| one.0 == next.0).filter_map(of_slot).collect()
}

fn of_slot(readings: &[(u16, f64)]) -> Option<Slot> {
    let (slot, _) = readings.first()?;
    let mut glucose: Vec<f64> = readings.iter().map(|(_, glucose)| *glucose).collect();
    order::sort_by_key(&mut glucose, |glucose| order::of_float(*glucose));
    Some(Slot {
        minute: slot.saturating_mul(SLOT_MINUTES),
        n: glucose.len(),
        percentiles: PERCENTS.map(|percent| percentile(&glucose, percent).unwrap_or_default()),
    })
}
