//! Readings looked at together: what those at home come to, and the way a value goes.
//!
//! Readings are never converted: a mean or a line is of those in the unit of the newest.

use super::chart::Answer;
use super::view::View;
use crate::civil::{Day, Minute};
use crate::concept::series::{Readings, Series};
use crate::concept::{Concept, Setting};
use crate::equation::trend;
use crate::quantity::Decimal;

/// Systolic and diastolic, or a number alone in the first place.
type Parts = [Option<Decimal>; 2];

/// One reading.
#[derive(Clone, Copy, Debug)]
struct Taken {
    day: Day,
    /// Minutes after midnight; below all of them where the time is not known.
    minute: i32,
    parts: Parts,
    slot: u8,
}

/// What readings at home come to by one document, or what is still missing.
#[derive(Clone, Copy, Debug)]
pub struct HomeMean {
    /// The first day that counts.
    pub from: Day,
    /// The last one.
    pub until: Day,
    /// Which unit, by its slot.
    pub slot: u8,
    /// Days with a reading at the right time, those left out included.
    pub days: i32,
    /// Readings that count.
    pub used: i32,
    /// Readings of those days, whatever their time and unit.
    pub taken: i32,
    /// Days that a mean still needs.
    pub missing_days: i32,
    /// Readings that a mean still needs.
    pub missing_readings: i32,
    /// The unrounded mean; nothing while something is missing.
    pub mean: Parts,
    /// The sample standard deviation, unrounded; nothing of fewer than two.
    pub deviation: Parts,
}

/// The way one value goes.
#[derive(Clone, Copy, Debug)]
pub struct Trend {
    /// 0 is systolic or the only one, 1 diastolic.
    pub part: usize,
    /// Which unit, by its slot.
    pub slot: u8,
    /// Days with a value.
    pub days: i32,
    /// The first of them.
    pub from: Day,
    /// The newest day and its value.
    pub newest: (Day, Decimal),
    /// The day before it that has one, and its value.
    pub previous: (Day, Decimal),
    /// The unrounded mean of all but the newest.
    pub mean: Decimal,
    /// From the first day to the newest along a straight line: by how much, and the two ends of its 95 % interval
    /// rounded outwards to hundredths; nothing of fewer than three days.
    pub rise: Option<[Decimal; 3]>,
}

impl View<'_> {
    /// The readings since a day, newest first.
    fn taken(&self, of: Readings, since: Day) -> Vec<Taken> {
        let mut list = Vec::new();
        let is_clinic = of.of == Concept::BloodPressure && of.setting == Some(Setting::Clinic);
        for entry in self.entries().iter().rev() {
            if entry.day < since {
                break;
            }
            if is_clinic {
                // One value stands for the day.
                if let Some(day) = entry.pressure {
                    keep(&mut list, Answer::Pressure(day.pressure), entry.day, None);
                }
                continue;
            }
            for sample in self.chart.samples_on(entry).iter().rev() {
                let is_placed = of.setting.is_none_or(|setting| setting == sample.setting);
                let is_own = sample.concept == of.of && is_placed && of.timings.has(sample.timing);
                if is_own && sample.usable && !sample.interstitial {
                    keep(&mut list, sample.answer, entry.day, sample.minute);
                }
            }
        }
        list
    }

    /// What the newest whole series comes to, else what the newest one lacks; none where nothing was read for long.
    pub fn home_result(&self, series: &Series) -> Option<HomeMean> {
        let lasts = self.day.plus(series.lasts.saturating_neg());
        let taken = self.taken(series.readings, lasts.plus(series.days.saturating_neg()));
        let mut newest: Option<HomeMean> = None;
        let mut seen = None;
        for last in &taken {
            if last.day < lasts {
                break;
            }
            if seen != Some(last.day) {
                seen = Some(last.day);
                let found = mean_of(series, &taken, last);
                if found.is_whole() {
                    return Some(found);
                }
                newest = newest.or(Some(found));
            }
        }
        newest
    }

    /// The way each part of a value goes; none where fewer than two days have one.
    pub fn trends(&self, of: Readings, within: Option<i32>) -> Vec<Trend> {
        let since = within.map_or(Day::from_number(i32::MIN), |days| self.day.plus(days.saturating_neg()));
        let taken = self.taken(of, since);
        let mut list = Vec::new();
        for part in 0..2 {
            if let Some(found) = trend_of(&taken, part) {
                list.push(found);
            }
        }
        list
    }
}

impl HomeMean {
    /// Whether nothing is missing.
    pub const fn is_whole(&self) -> bool {
        self.missing_days == 0 && self.missing_readings == 0
    }
}

/// Keeps a reading, of a pressure only with both its parts.
fn keep(list: &mut Vec<Taken>, answer: Answer, day: Day, minute: Option<Minute>) {
    let (parts, slot) = match answer {
        Answer::Pressure(pressure) if pressure.is_complete() => {
            ([pressure.systolic, pressure.diastolic], pressure.slot)
        }
        Answer::Number { value, slot } => ([Some(value), None], slot),
        _ => return,
    };
    list.push(Taken { day, minute: minute.map_or(i32::MIN, Minute::number), parts, slot });
}

/// What a series that ends on the day of its last reading comes to.
fn mean_of(series: &Series, taken: &[Taken], last: &Taken) -> HomeMean {
    let first = last.day.plus(1_i32.saturating_sub(series.days));
    let (mut from, mut until, mut day) = (last.day, last.day, None);
    let (mut days, mut used, mut read) = (0_i32, 0_i32, 0_i32);
    let (mut first_parts, mut second_parts) = (Vec::new(), Vec::new());
    for one in taken.iter().rev() {
        if one.day < first || one.day > last.day {
            continue;
        }
        read = read.saturating_add(1);
        if one.slot != last.slot || !is_in_time(series, one.minute) {
            continue;
        }
        if day != Some(one.day) {
            day = Some(one.day);
            days = days.saturating_add(1);
        }
        if days > series.dropped {
            if used == 0 {
                from = one.day;
            }
            until = one.day;
            used = used.saturating_add(1);
            let [one, other] = one.parts;
            if let Some(value) = one {
                first_parts.push(value);
            }
            if let Some(value) = other {
                second_parts.push(value);
            }
        }
    }
    let mut found = HomeMean {
        from,
        until,
        slot: last.slot,
        days,
        used,
        taken: read,
        missing_days: series.least_days.saturating_sub(days).max(0),
        missing_readings: series.least_readings.saturating_sub(used).max(0),
        mean: [None; 2],
        deviation: [None; 2],
    };
    if found.is_whole() {
        found.mean = [mean(&first_parts), mean(&second_parts)];
        found.deviation = [deviation(&first_parts), deviation(&second_parts)];
    }
    found
}

fn is_in_time(series: &Series, minute: i32) -> bool {
    series.hours.is_empty() || series.hours.iter().any(|(from, to)| minute >= *from && minute <= *to)
}

/// One reader of means, compiled once.
#[inline(never)]
fn mean(values: &[Decimal]) -> Option<Decimal> {
    Decimal::mean_of(values.iter().copied())
}

#[inline(never)]
fn deviation(values: &[Decimal]) -> Option<Decimal> {
    Decimal::from_f64(trend::spread(values)?)
}

/// The way one part goes, a value a day: the mean of the day's readings.
fn trend_of(taken: &[Taken], part: usize) -> Option<Trend> {
    let slot = taken.first()?.slot;
    let mut days: Vec<(Day, Decimal)> = Vec::new();
    let mut step = Decimal::from_int(1);
    let mut today: Vec<Decimal> = Vec::new();
    // Oldest first, as the line wants them.
    for one in taken.iter().rev().filter(|one| one.slot == slot) {
        let Some(value) = one.parts.get(part).copied().flatten() else { continue };
        step = step.min(value.place());
        if days.last().is_some_and(|(day, _)| *day == one.day) {
            days.pop();
        } else {
            today.clear();
        }
        today.push(value);
        days.push((one.day, mean(&today)?));
    }
    let [earlier @ .., newest] = days.as_slice() else { return None };
    let ((from, _), previous) = (*earlier.first()?, *earlier.last()?);
    let mut values = Vec::new();
    for (_, value) in earlier {
        values.push(*value);
    }
    let rise = trend::rise(&days, step).and_then(ends);
    let days = i32::try_from(days.len()).unwrap_or(i32::MAX);
    Some(Trend { part, slot, days, from, newest: *newest, previous, mean: mean(&values)?, rise })
}

/// By how much to the nearest hundredth, and the ends of the interval, rounded outwards.
fn ends(rise: trend::Rise) -> Option<[Decimal; 3]> {
    let (by, margin) = (Decimal::from_f64(rise.by)?, Decimal::from_f64(rise.margin)?);
    let down = |value: Decimal| value.cut_to(Decimal::from_milli(10));
    let up = Decimal::ZERO.minus(down(Decimal::ZERO.minus(by.plus(margin))));
    Some([down(by.plus(Decimal::from_milli(5))), down(by.minus(margin)), up])
}
