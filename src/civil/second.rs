//! Seconds on the clinic's wall: what the clock of a sensor writes.

use super::{Day, digits, strip_offset};

/// Seconds in a day; the wall's calendar has no leap seconds and no summer time.
const DAY: i64 = 86_400;

/// A second on the clinic's wall, counted from 1970-01-01 00:00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Second(i64);

impl Second {
    /// The second so many after 1970-01-01 00:00:00.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Seconds since 1970-01-01 00:00:00.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Seconds from `earlier` to this one.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The minute of its day, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        u16::try_from(self.0.rem_euclid(DAY).div_euclid(60)).unwrap_or(0)
    }

    /// A second written `YYYY-MM-DDTHH:MM[:SS[.f]][offset]`, or with a space for the `T` as sensors export it.
    ///
    /// A numeric offset is taken as the clinic's own wall clock and dropped, a fraction is cut off; `Z` is
    /// moved by `utc_offset`, the clinic's minutes east of Greenwich.
    pub fn parse(text: &str, utc_offset: i32) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let (clock, zulu) = strip_offset(rest.strip_prefix(['T', ' '])?)?;
        let day = i64::from(Day::parse(date)?.number());
        let of_day = of_day(clock)?;
        let moved = if zulu { i64::from(utc_offset).saturating_mul(60) } else { 0 };
        Some(Self(day.saturating_mul(DAY).saturating_add(of_day).saturating_add(moved)))
    }
}

/// The second of the day of `HH:MM[:SS[.f]]`.
fn of_day(clock: &str) -> Option<i64> {
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = digits(parts.next()?, 2).filter(|minute| *minute < 60)?;
    let second = match parts.next() {
        None => 0,
        Some(text) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
            let is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole, 2).filter(|second| *second < 60 && is_number)?
        }
    };
    let minutes = i64::from(hour).saturating_mul(60).saturating_add(i64::from(minute));
    parts.next().is_none().then(|| minutes.saturating_mul(60).saturating_add(i64::from(second)))
}

#[cfg(test)]
mod tests {
    use super::Second;

    #[test]
    fn seconds_are_read_as_sensors_and_records_write_them() {
        let second = |text| Second::parse(text, 480).map(Second::number);
        assert_eq!(second("1970-01-01 00:00:00"), Some(0));
        assert_eq!(second("1970-01-02T00:01"), Some(86_460));
        assert_eq!(second("1969-12-31 23:59:59.9"), Some(-1));
        assert_eq!(second("2026-11-20T08:10:59-05:00"), second("2026-11-20 08:10:59"));
        assert_eq!(second("2026-11-20T20:10:00Z"), second("2026-11-21T04:10:00"));
        for text in [
            "",
            "2026-11-20",
            "2026-11-20 8:10",
            "2026-11-20T24:00",
            "2026-11-20 08:10:60",
            "2026-02-30 08:10",
        ] {
            assert_eq!(second(text), None, "{text}");
        }
        assert_eq!(second("2026-11-20 08:10:59:00"), None);
        assert_eq!(second("二〇二六-11-20 08:10"), None);
    }

    #[test]
    fn the_minute_of_the_day_wraps_at_midnight() {
        assert_eq!(Second::from_number(-1).minute_of_day(), 1_439);
        assert_eq!(Second::from_number(86_400).minute_of_day(), 0);
    }
}
