//! Series of readings: which readings belong to one, and when it says something.

use super::request::Timings;
use super::{Concept, Setting};
use crate::packed::packed;

/// Which readings are looked at together.
#[derive(Clone, Copy, Debug)]
pub struct Readings {
    /// Of what.
    pub of: Concept,
    /// Where they were taken; none is anywhere.
    pub setting: Option<Setting>,
    /// Which timings, for glucose.
    pub timings: Timings,
}

/// How readings at home make a mean.
#[derive(Clone, Debug)]
pub struct Series {
    /// Which readings.
    pub readings: Readings,
    /// The times of day that count, in minutes after midnight, both ends inside; none is all day.
    pub hours: Vec<(i32, i32)>,
    /// The days of a series, its last one included.
    pub days: i32,
    /// For how many days a series is shown.
    pub lasts: i32,
    /// From how many days with a reading on there is a mean.
    pub least_days: i32,
    /// From how many readings that count on there is a mean.
    pub least_readings: i32,
    /// How many of the first days with a reading are left out.
    pub dropped: i32,
    /// How many readings a whole series has, those left out not counted; 0 where no document says.
    pub expected: i32,
}

packed! {
    Readings { of, setting, timings }
    Series { readings, hours, days, lasts, least_days, least_readings, dropped, expected }
}
