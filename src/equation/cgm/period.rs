//! What the last fourteen days of a sensor come to, for those who only want the figures that guidelines judge by.
//!
//! The same figures as of a whole [`Series`](super::Series) of the same readings, without its sort: a record's
//! readings come in the order of time and in whole minutes, so that one pass counts them.

use super::wear::{is_sufficient, worn};
use super::{GlucoseUnit, Reading, count, cut_offs};
use crate::equation::flag;

/// Steps between readings that are told apart, in minutes: a sensor that is silent for a day keeps no pace.
const STEPS: usize = 1_440;

/// Fourteen days of a sensor, in per cent.
///
/// Battelino T, Diabetes Care 2019;42:1593-603, doi [10.2337/dci19-0028](https://doi.org/10.2337/dci19-0028):
/// limits, and that 70 % of fourteen days must be there. For people with type 1 or type 2 diabetes; pregnancy has
/// other limits, so not for pregnant women.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// From 3.9 to 10.0 mmol/L or 70 to 180 mg/dL.
    pub in_range: f64,
    /// Below 3.9 mmol/L or 70 mg/dL, the very low ones included.
    pub below: f64,
    /// Below 3.0 mmol/L or 54 mg/dL.
    pub very_low: f64,
    /// Above 10.0 mmol/L or 180 mg/dL, the very high ones included.
    pub above: f64,
    /// Above 13.9 mmol/L or 250 mg/dL.
    pub very_high: f64,
    /// The coefficient of variation.
    pub cv: f64,
    /// Readings, of those that would fill the time from first to last.
    pub active: f64,
}

/// The figures of readings in the order of time that lie within fourteen days; `None` unless they suffice.
pub fn period(unit: GlucoseUnit, readings: &[Reading]) -> Option<Period> {
    let held = count(readings.len());
    let minutes = f64::from(i32::try_from(readings.last()?.at.since(readings.first()?.at)).ok()?) / 60.0;
    let (active, of_fourteen_days) = worn(held, pace(readings)?, minutes);
    if !is_sufficient(active, of_fourteen_days) {
        return None;
    }
    let cuts = cut_offs(unit);
    let [mut very_low, mut below, mut above, mut very_high, mut sum] = [0.0; 5];
    for Reading { glucose, .. } in readings {
        very_low += flag(*glucose < cuts.very_low);
        below += flag(*glucose < cuts.low);
        above += flag(*glucose > cuts.high);
        very_high += flag(*glucose > cuts.very_high);
        sum += glucose;
    }
    let mean = sum / held;
    let squares =
        readings.iter().fold(0.0, |sum, reading| sum + (reading.glucose - mean) * (reading.glucose - mean));
    let share = |number: f64| 100.0 * number / held;
    Some(Period {
        in_range: share(held - below - above),
        below: share(below),
        very_low: share(very_low),
        above: share(above),
        very_high: share(very_high),
        cv: 100.0 * libm::sqrt(squares / (held - 1.0)) / mean,
        active: active.min(100.0),
    })
}

/// Minutes from one reading to the next: the median, in whole minutes; `None` of a single moment.
fn pace(readings: &[Reading]) -> Option<f64> {
    let mut steps = [0_u32; STEPS];
    let mut number = 0_u32;
    for (one, next) in readings.iter().zip(readings.iter().skip(1)) {
        let minutes = usize::try_from(next.at.since(one.at).div_euclid(60)).unwrap_or(0);
        if let Some(times) = steps.get_mut(minutes.min(STEPS.saturating_sub(1))).filter(|_| minutes > 0) {
            *times = times.saturating_add(1);
            number = number.saturating_add(1);
        }
    }
    let at = |place: u32| {
        let mut before = 0_u32;
        let found = steps.iter().position(|times| {
            before = before.saturating_add(*times);
            before > place
        })?;
        Some(count(found))
    };
    let (lower, upper) = (at(number.checked_sub(1)?.div_euclid(2))?, at(number.div_euclid(2))?);
    Some(libm::round(f64::midpoint(lower, upper)))
}
