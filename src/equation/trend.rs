//! A straight line through readings, with how sure it is.
//!
//! Least squares, and the interval of Student's t about the rise, 95 %, two-sided; the table of t is
//! [NIST/SEMATECH's](https://doi.org/10.18434/M32189). Readings are printed to some step, so their own error is
//! at least that of rounding: its variance, the step squared by 12, is added to what the readings miss the line by,
//! or three that happen to lie on one would seem to be certain.

use super::{About, data};
use crate::civil::Day;
use crate::quantity::Decimal;

data!("trend");

/// How much readings rose along their line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rise {
    /// From the first reading to the last, in the unit of the readings; below zero is a fall.
    pub by: f64,
    /// Half the width of its 95 % interval.
    pub margin: f64,
}

/// The rise along the line through readings, a day each and in the order of time, printed to a step.
///
/// `None` of fewer than three, of which no interval can be said, or of a single day. By hand, for 1, 2, 2 on
/// the days 0, 1, 2 and no rounding: a slope of 0.5, the squares missed by 1/6, so `12.706 · √(1/6 / 2) · 2`.
///
/// ```
/// use liangbing::civil::Day;
/// use liangbing::equation::trend::rise;
/// use liangbing::quantity::Decimal;
/// let readings = [(0, 1), (1, 2), (2, 2)].map(|(day, value)| (Day::from_number(day), Decimal::from_int(value)));
/// let rise = rise(&readings, Decimal::ZERO).expect("three readings");
/// assert_eq!((rise.by, (rise.margin * 1e3).round()), (1.0, 7336.0));
/// ```
pub fn rise(readings: &[(Day, Decimal)], step: Decimal) -> Option<Rise> {
    let ([(first, _), ..], [.., (last, _)]) = (readings, readings) else { return None };
    let at = |day: Day| f64::from(day.since(*first));
    let (mut n, mut days, mut values, mut t) = (0.0, 0.0, 0.0, 0.0);
    // Two readings are used up by the line; beyond the table its last value holds.
    let mut table = T.iter();
    for (day, value) in readings {
        (n, days, values) = (n + 1.0, days + at(*day), values + value.to_f64());
        if n > 2.0 {
            t = table.next().copied().unwrap_or(t);
        }
    }
    let (mut square, mut product) = (0.0, 0.0);
    for (day, value) in readings {
        let away = at(*day) - days / n;
        square += away * away;
        product += away * (value.to_f64() - values / n);
    }
    if t <= 0.0 || square <= 0.0 {
        return None;
    }
    let slope = product / square;
    let mut missed = 0.0;
    for (day, value) in readings {
        let by = value.to_f64() - values / n - slope * (at(*day) - days / n);
        missed += by * by;
    }
    let error = missed / (n - 2.0) + step.to_f64() * step.to_f64() / ROUNDING_PARTS;
    let span = at(*last);
    Some(Rise { by: slope * span, margin: t * libm::sqrt(error / square) * span })
}

/// The sample standard deviation; `None` of fewer than two values.
pub fn spread(values: &[Decimal]) -> Option<f64> {
    let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for value in values {
        (n, sum) = (n + 1.0, sum + value.to_f64());
    }
    for value in values {
        let away = value.to_f64() - sum / n;
        squares += away * away;
    }
    (n > 1.0).then(|| libm::sqrt(squares / (n - 1.0)))
}
