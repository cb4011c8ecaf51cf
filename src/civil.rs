//! The clinic's calendar: days, times of day, ages. No zones beyond a fixed offset, no clock.

mod second;

use std::fmt;

use serde::{Serialize, Serializer};

pub use second::Second;

/// A calendar day at the clinic, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days before 1970-01-01 of 0000-03-01, the start of the count below.
const ERA_SHIFT: i64 = 719_468;

impl Day {
    /// The day so many days after 1970-01-01.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a year, month and day of the Gregorian calendar; `None` if there is none.
    ///
    /// Years 1 to 9999.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        // Howard Hinnant's civil calendar: years start in March, so that the leap day is last.
        let shifted = i64::from(year).saturating_sub(i64::from(month <= 2));
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = i64::from(month).saturating_add(if month > 2 { -3 } else { 9 });
        let day_of_year = month_from_march
            .saturating_mul(153)
            .saturating_add(2)
            .div_euclid(5)
            .saturating_add(i64::from(day))
            .saturating_sub(1);
        let day_of_era = year_of_era
            .saturating_mul(365)
            .saturating_add(year_of_era.div_euclid(4))
            .saturating_sub(year_of_era.div_euclid(100))
            .saturating_add(day_of_year);
        let number = era.saturating_mul(146_097).saturating_add(day_of_era).saturating_sub(ERA_SHIFT);
        i32::try_from(number).ok().map(Self)
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = i64::from(self.0).saturating_add(ERA_SHIFT);
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = day_of_era
            .saturating_sub(day_of_era.div_euclid(1_460))
            .saturating_add(day_of_era.div_euclid(36_524))
            .saturating_sub(day_of_era.div_euclid(146_096))
            .div_euclid(365);
        let day_of_year = day_of_era.saturating_sub(
            year_of_era
                .saturating_mul(365)
                .saturating_add(year_of_era.div_euclid(4))
                .saturating_sub(year_of_era.div_euclid(100)),
        );
        let month_from_march = day_of_year.saturating_mul(5).saturating_add(2).div_euclid(153);
        let day = day_of_year
            .saturating_sub(month_from_march.saturating_mul(153).saturating_add(2).div_euclid(5))
            .saturating_add(1);
        let month = month_from_march.saturating_add(if month_from_march < 10 { 3 } else { -9 });
        let year = year_of_era.saturating_add(era.saturating_mul(400)).saturating_add(i64::from(month <= 2));
        (i32::try_from(year).unwrap_or(0), u32::try_from(month).unwrap_or(0), u32::try_from(day).unwrap_or(0))
    }

    /// The day so many days later, or earlier.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// A day written `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        match PartialDate::parse(text)? {
            PartialDate { day, precision: Precision::Day } => Some(day),
            _ => None,
        }
    }
}

fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How much of a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// `YYYY`.
    Year,
    /// `YYYY-MM`.
    Month,
    /// `YYYY-MM-DD`.
    Day,
}

/// A date of birth or diagnosis, which may be a year or a month only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// The first day of the period that was written.
    pub day: Day,
    /// How much was written.
    pub precision: Precision,
}

impl PartialDate {
    /// A date written `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, in ASCII digits and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let year = i32::try_from(year).ok()?;
        let (month, day, precision) = match (month, day) {
            (None, _) => (1, 1, Precision::Year),
            (Some(month), None) => (month?, 1, Precision::Month),
            (Some(month), Some(day)) => (month?, day?, Precision::Day),
        };
        Some(Self { day: Day::of(year, month, day)?, precision })
    }

    /// Completed years on a day; someone born on 29 February has the birthday on 1 March in other years.
    ///
    /// A date known to the year or month counts from its first day. `None` before birth.
    pub fn age_on(self, day: Day) -> Option<i32> {
        let (year, month, date) = day.ymd();
        let (born_year, born_month, born_date) = self.day.ymd();
        let had_birthday = (month, date) >= (born_month, born_date);
        let age = year.saturating_sub(born_year).saturating_sub(i32::from(!had_birthday));
        (day >= self.day).then_some(age)
    }
}

fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A minute of the day, 0 to 1439.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

impl Minute {
    /// The minute of an hour and minute; `None` outside the day.
    pub fn of(hour: u32, minute: u32) -> Option<Self> {
        if hour > 23 || minute > 59 {
            return None;
        }
        u16::try_from(hour.checked_mul(60)?.checked_add(minute)?).ok().map(Self)
    }

    /// Minutes since midnight.
    pub fn number(self) -> i32 {
        i32::from(self.0)
    }
}

/// A moment on the clinic's wall: a day, and the minute if it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The calendar day at the clinic.
    pub day: Day,
    /// The minute of the day, if a time was written.
    pub minute: Option<Minute>,
}

impl Moment {
    /// A moment without a time of day.
    pub const fn on(day: Day) -> Self {
        Self { day, minute: None }
    }

    /// A moment written `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM[:SS[.f]][offset]`.
    ///
    /// A numeric offset is taken as the clinic's own wall clock and dropped; `Z` is moved by
    /// `utc_offset`, the clinic's minutes east of Greenwich. `24:00` and leap seconds are refused.
    pub fn parse(text: &str, utc_offset: i32) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else {
            return Day::parse(text).map(Self::on);
        };
        let day = Day::parse(date)?;
        let (clock, zulu) = strip_offset(time)?;
        let mut parts = clock.split(':');
        let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        if let Some(seconds) = parts.next() {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            let fraction_is_digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            if digits(whole, 2)? > 59 || !fraction_is_digits {
                return None;
            }
        }
        if parts.next().is_some() {
            return None;
        }
        let minute = Minute::of(hour, minute)?;
        Some(if zulu { Self::at(day, minute).shifted(utc_offset) } else { Self::at(day, minute) })
    }

    /// A moment with a time of day.
    pub const fn at(day: Day, minute: Minute) -> Self {
        Self { day, minute: Some(minute) }
    }

    fn shifted(self, minutes: i32) -> Self {
        let Some(minute) = self.minute else { return self };
        let total = minute.number().saturating_add(minutes);
        let minute = u16::try_from(total.rem_euclid(1_440)).unwrap_or(0);
        Self::at(self.day.plus(total.div_euclid(1_440)), Minute(minute))
    }
}

/// The time without its offset, and whether the offset was `Z`.
fn strip_offset(time: &str) -> Option<(&str, bool)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, true));
    }
    match time.rfind(['+', '-']) {
        Some(at) => {
            let (clock, offset) = time.split_at_checked(at)?;
            parse_offset(offset).map(|_| (clock, false))
        }
        None => Some((time, false)),
    }
}

/// Minutes east of Greenwich of an offset written `+08:00` or `-03:30`; `None` beyond fourteen hours.
pub fn parse_offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let minutes = digits(hours, 2)?.checked_mul(60)?.checked_add(digits(minutes, 2).filter(|m| *m < 60)?)?;
    let minutes = i32::try_from(minutes).ok().filter(|minutes| *minutes <= 840)?;
    minutes.checked_mul(sign)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        if let Some(minute) = self.minute {
            let number = minute.number();
            write!(f, "T{:02}:{:02}", number.div_euclid(60), number.rem_euclid(60))?;
        }
        Ok(())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Moment, PartialDate, parse_offset};

    #[test]
    fn every_day_of_two_centuries_is_read_back_as_itself() {
        let first = Day::of(1900, 1, 1).expect("a day");
        let last = Day::of(2100, 12, 31).expect("a day");
        for number in first.number()..=last.number() {
            let day = Day::from_number(number);
            assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
        assert_eq!(Day::of(1970, 1, 1), Some(Day::from_number(0)));
        assert_eq!(Day::of(2000, 3, 1).map(Day::number), Some(11_017));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "0000-01-01",
            "2026-1-5",
            "２０２６-01-05",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn age_is_completed_years() {
        let born = PartialDate::parse("1958-03-02").expect("a date");
        assert_eq!(born.age_on(Day::of(2026, 3, 1).expect("a day")), Some(67));
        assert_eq!(born.age_on(Day::of(2026, 3, 2).expect("a day")), Some(68));
        let leap = PartialDate::parse("1960-02-29").expect("a date");
        assert_eq!(leap.age_on(Day::of(2025, 2, 28).expect("a day")), Some(64));
        assert_eq!(leap.age_on(Day::of(2025, 3, 1).expect("a day")), Some(65));
        assert_eq!(born.age_on(Day::of(1950, 1, 1).expect("a day")), None);
    }

    #[test]
    fn an_offset_is_the_wall_clock_and_z_is_moved_to_it() {
        let moment = |text| Moment::parse(text, 480).map(|m| m.to_string());
        assert_eq!(moment("2026-11-20T08:10:59.5-05:00").as_deref(), Some("2026-11-20T08:10"));
        assert_eq!(moment("2026-11-20T20:10Z").as_deref(), Some("2026-11-21T04:10"));
        assert_eq!(moment("2026-11-20").as_deref(), Some("2026-11-20"));
        for text in [
            "2026-11-20T",
            "2026-11-20T24:00",
            "2026-11-20T08",
            "2026-11-20T08:10:60",
            "2026-11-20T08:10:",
            "2026-11-20T08:10+8",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
        assert_eq!(parse_offset("+08:00"), Some(480));
        assert_eq!(parse_offset("+15:00"), None);
    }
}
