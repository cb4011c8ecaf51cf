//! Numbers, days and times as cells write them.

use super::grid::Cell;
use crate::civil::Day;
use crate::quantity::Decimal;

/// The days that a sheet may count: 1955 to 2119. A smaller number is a mistake, and before March 1900 the count
/// itself is.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;
/// How far the count from 1904 is behind.
const FROM_1904: i32 = 1_462;
const MINUTES: i64 = 1_440;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// The last year that a spreadsheet takes two digits of for this century.
const THIS_CENTURY: i32 = 29;

/// A day, and the time of day if one was written, as records write it: `2026-01-05`, `2026-01-05T08:10`.
pub(crate) fn moment(cell: &Cell, from_1904: bool) -> Result<String, &'static str> {
    match cell {
        Cell::Formula(_) => Err("a formula; its value may be stale"),
        Cell::Number(digits) => {
            let number = Decimal::parse(digits).ok_or("no day")?;
            serial(number, from_1904).or_else(|why| compact(digits).ok_or(why))
        }
        Cell::Text(text) => written(text),
    }
}

/// `2026/1/5 8:10`, `2026年1月5日`, `2026.1.5`, `20260105`, `5-Jan-26`; or a sheet's count of days that lost its format.
fn written(text: &str) -> Result<String, &'static str> {
    let text = text.replace('T', " ");
    let (date, time) = match text.split_once(' ') {
        Some((date, time)) => (date, Some(time.trim())),
        // 2026年1月5日8时10分 has no space.
        None => match text.split_once('日') {
            Some((date, time)) if !time.trim().is_empty() => (date, Some(time.trim())),
            _ => (text.as_str(), None),
        },
    };
    let day = match compact(date).or_else(|| lettered(date)) {
        Some(day) => day,
        None => match Decimal::parse(date) {
            Some(number)
                if date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                    && date.matches('.').count() < 2 =>
            {
                return serial(number, false);
            }
            _ => parts(date)?,
        },
    };
    match time {
        None => Ok(day),
        Some(time) => Ok(format!("{day}T{}", clock(time).ok_or("a time of day that is none")?)),
    }
}

/// `20260105`.
fn compact(text: &str) -> Option<String> {
    let all = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = text.split_at_checked(4).filter(|_| all)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::parse(&format!("{year}-{month}-{day}")).map(|day| day.to_string())
}

/// `5-Jan-26`, `05-Jan-2026`: a spreadsheet's own form, in which nothing can be mistaken but the century.
fn lettered(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
    let number = year.parse::<i32>().ok()?;
    let year = match year.len() {
        4 => number,
        2 if (0..=THIS_CENTURY).contains(&number) => number.saturating_add(2000),
        _ => return None,
    };
    let day = day.parse::<u32>().ok().filter(|_| day.len() <= 2)?;
    Day::of(year, u32::try_from(month).ok()?.saturating_add(1), day).map(|day| day.to_string())
}

/// Whether a day is written with two digits of its year, which says nothing of when somebody was born.
pub(crate) fn century_unsaid(text: &str) -> bool {
    lettered(text).is_some() && text.rsplit('-').next().is_some_and(|year| year.len() == 2)
}

/// Year, month and day between signs. A year that is not first is not guessed at.
fn parts(text: &str) -> Result<String, &'static str> {
    let text = text.strip_suffix('日').or_else(|| text.strip_suffix('号')).unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else { return Err("no day written year, month, day") };
    if year.len() != 4 {
        let last = day.len() == 4;
        return Err(if last {
            "day and month may be meant either way; write the year first"
        } else {
            "a year of four digits is missing"
        });
    }
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let year = year.parse::<i32>().ok();
    let found = year.zip(number(month)).zip(number(day)).and_then(|((y, m), d)| Day::of(y, m, d));
    found.map(|day| day.to_string()).ok_or("a day that does not exist")
}

/// A time of day: `8:10`, `08:10:30`, `8时10分`.
pub(crate) fn clock(text: &str) -> Option<String> {
    let text = text.strip_suffix('分').or_else(|| text.strip_suffix('秒')).unwrap_or(text);
    let parts: Vec<&str> = text.split([':', '时', '点', '分']).collect();
    let number = |part: &str, most: u32| {
        part.trim().parse::<u32>().ok().filter(|number| part.len() <= 2 && *number < most)
    };
    match parts.as_slice() {
        [hour, minute] => Some(format!("{:02}:{:02}", number(hour, 24)?, number(minute, 60)?)),
        [hour, minute, second] => {
            number(second, 60)?;
            Some(format!("{:02}:{:02}", number(hour, 24)?, number(minute, 60)?))
        }
        _ => None,
    }
}

/// A time of day of a column of its own, which in a sheet is a part of a day.
pub(crate) fn time(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => clock(text),
        Cell::Number(digits) => {
            Decimal::parse(digits).filter(|part| *part < Decimal::from_int(1)).and_then(part_of_day)
        }
        Cell::Formula(_) => None,
    }
}

fn part_of_day(part: Decimal) -> Option<String> {
    let minute = part.scaled_by(Decimal::from_int(MINUTES)).nearest(Decimal::from_int(1)).to_int()?;
    let minute = minute.min(MINUTES.saturating_sub(1));
    Some(format!("{:02}:{:02}", minute.checked_div(60)?, minute.checked_rem(60)?))
}

fn serial(number: Decimal, from_1904: bool) -> Result<String, &'static str> {
    let whole = number.cut_to(Decimal::from_int(1));
    let days = whole.to_int().filter(|days| SERIALS.contains(days)).and_then(|days| i32::try_from(days).ok());
    let first = Day::of(1899, 12, 30);
    let (Some(days), Some(first)) = (days, first) else { return Err("no day") };
    let day = first.plus(if from_1904 { days.saturating_add(FROM_1904) } else { days });
    let part = number.minus(whole);
    match part_of_day(part).filter(|_| part > Decimal::ZERO) {
        Some(time) => Ok(format!("{day}T{time}")),
        None => Ok(day.to_string()),
    }
}

/// A number and the unit behind it, as in `6.5 mmol/L`; a laboratory's arrow is taken off.
pub(crate) fn number(text: &str) -> Option<(Decimal, Option<&str>)> {
    let text = text.trim_end_matches(['↑', '↓']).trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.starts_with('.') || digits.ends_with('.') || digits.matches('.').count() > 1 {
        return None;
    }
    let number = Decimal::parse(digits)?;
    let unit = rest.trim();
    // `6,5`, `3-5` and `1e3` are no unit behind a number.
    let odd = |c: char| matches!(c, ',' | '-' | '+' | '<' | '>' | '~') || c.is_ascii_digit();
    if unit.starts_with(odd) || unit.starts_with(['e', 'E']) {
        return None;
    }
    Some((number, (!unit.is_empty()).then_some(unit)))
}

/// Both numbers of `128/82`, and the unit behind them.
pub(crate) fn pair(text: &str) -> Option<(Decimal, Decimal, Option<&str>)> {
    let (upper, lower) = text.split_once('/')?;
    let (upper, none) = number(upper.trim())?;
    let (lower, unit) = number(lower.trim())?;
    none.is_none().then_some((upper, lower, unit))
}
