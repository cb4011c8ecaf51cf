//! The typical day: what the readings of all days were at each time of day.

use super::percentile;
use crate::civil::Second;

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

/// Slots of a day.
const SLOTS: usize = 96;

/// The slot of a moment, from 0.
pub(super) fn slot_of(at: Second) -> u16 {
    at.minute_of_day().div_euclid(SLOT_MINUTES)
}

/// The slots that have readings, in the order of the day, of rising readings each with its slot.
pub(super) fn modal_day(rising: &[(f64, u16)]) -> Vec<Slot> {
    let mut slots: [Vec<f64>; SLOTS] = [const { Vec::new() }; SLOTS];
    for (glucose, slot) in rising {
        if let Some(own) = slots.get_mut(usize::from(*slot)) {
            own.push(*glucose);
        }
    }
    let minutes = (0..).step_by(usize::from(SLOT_MINUTES));
    let filled = minutes.zip(&slots).filter(|(_, own)| !own.is_empty());
    filled.map(|(minute, own)| of_slot(minute, own)).collect()
}

fn of_slot(minute: u16, rising: &[f64]) -> Slot {
    let at = |place: usize| rising.get(place).copied();
    Slot {
        minute,
        n: rising.len(),
        percentiles: PERCENTS.map(|percent| percentile(rising.len(), at, percent).unwrap_or_default()),
    }
}
