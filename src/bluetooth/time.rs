//! A device's own clock.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Read;
use super::bytes::Bytes;
use crate::civil::Day;

const DAY: i64 = 1_440;

/// A day and a time of day on a device that knows no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceTime {
    day: Day,
    /// Minutes since midnight.
    minute: i64,
    second: u8,
}

impl DeviceTime {
    /// Seven bytes; `Ok(None)` where they are no time of the calendar, such as year 0, which means that it is not known.
    pub(super) fn read(bytes: &mut Bytes<'_>) -> Read<Option<Self>> {
        let year = bytes.pair()?;
        let [month, day, hour, minute, second] =
            [bytes.byte()?, bytes.byte()?, bytes.byte()?, bytes.byte()?, bytes.byte()?];
        // The profile's first year: an earlier one is a clock that was never set.
        let known = year >= 1582 && hour < 24 && minute < 60 && second < 60;
        let day = Day::of(year.into(), month.into(), day.into()).filter(|_| known);
        let minute = i64::from(hour).saturating_mul(60).saturating_add(minute.into());
        Ok(day.map(|day| Self { day, minute, second }))
    }

    /// So many minutes later; a meter says in this offset how far its user moved the clock.
    pub(super) fn plus(self, minutes: i16) -> Option<Self> {
        let minute = self.minute.saturating_add(minutes.into());
        let days = i32::try_from(minute.div_euclid(DAY)).ok()?;
        Some(Self { day: self.day.plus(days), minute: minute.rem_euclid(DAY), ..self })
    }
}

impl fmt::Display for DeviceTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [hour, minute] = [self.minute.div_euclid(60), self.minute.rem_euclid(60)];
        write!(f, "{}T{hour:02}:{minute:02}:{:02}", self.day, self.second)
    }
}

impl Serialize for DeviceTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}
