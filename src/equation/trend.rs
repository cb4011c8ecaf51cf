//! A straight line through readings, with how sure it is.
//!
//! Least squares, and the interval of Student's t about the rise, 95 %, two-sided; the table of t is
//! [NIST/SEMATECH's](https://doi.org/10.18434/M32189). Readings are printed to some step, so their own error is
//! at least that of rounding: its variance, the step squared by 12, is added to what the readings miss the line by,
//! or three that happen to lie on one would seem to be certain.

use super::{About, data};

data!("trend");

/// How much readings rose along their line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rise {
    /// From the first reading to the last, in the unit of the readings; below zero is a fall.
    pub by: f64,
    /// Half the width of its 95 % interval.
    pub margin: f64,
}

/// The rise along the line through readings, each a day and a value, the first and the last at the ends.
///
/// `None` of fewer than three, of which no interval can be said, or of a single day. By hand, for 1, 2, 2 on
/// the days 0, 1, 2 and no rounding: a slope of 0.5, the squares missed by 1/6, so `12.706 · √(1/6 / 2) · 2`.
///
/// ```
/// use liangbing::equation::trend::rise;
/// let rise = rise(&[(0.0, 1.0), (1.0, 2.0), (2.0, 2.0)], 0.0).expect("three readings");
/// assert_eq!((rise.by, (rise.margin * 1e3).round()), (1.0, 7336.0));
/// ```
pub fn rise(readings: &[(f64, f64)], step: f64) -> Option<Rise> {
    let ([(first, _), ..], [.., (last, _)]) = (readings, readings) else { return None };
    let (mut n, mut days, mut values) = (0.0, 0.0, 0.0);
    let (mut place, mut t) = (T.iter(), 0.0);
    for (at, (day, value)) in readings.iter().enumerate() {
        (n, days, values) = (n + 1.0, days + day, values + value);
        // Two readings are used up by the line; beyond the table its last value holds.
        if at >= 2 {
            t = place.next().copied().unwrap_or(t);
        }
    }
    let (day, value) = (days / n, values / n);
    let (mut square, mut product) = (0.0, 0.0);
    for (own_day, own) in readings {
        square += (own_day - day) * (own_day - day);
        product += (own_day - day) * (own - value);
    }
    if n < 3.0 || square <= 0.0 {
        return None;
    }
    let slope = product / square;
    let mut missed = 0.0;
    for (own_day, own) in readings {
        let by = own - value - slope * (own_day - day);
        missed += by * by;
    }
    let error = missed / (n - 2.0) + step * step / ROUNDING_PARTS;
    let span = last - first;
    Some(Rise { by: slope * span, margin: t * libm::sqrt(error / square) * span })
}

/// The sample standard deviation; `None` of fewer than two values.
pub fn spread(values: &[f64]) -> Option<f64> {
    let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for value in values {
        (n, sum) = (n + 1.0, sum + value);
    }
    for value in values {
        squares += (value - sum / n) * (value - sum / n);
    }
    (n > 1.0).then(|| libm::sqrt(squares / (n - 1.0)))
}
