//! Readings looked at together: what those at home come to, and the way a value goes.
//!
//! Readings are never converted: a mean or a line is of those in the unit of the newest.

use super::chart::{Answer, Pressure, Sample};
use super::view::View;
use crate::civil::{Day, Minute};
use crate::concept::request::Span;
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
    minute: Option<Minute>,
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
    fn taken(&self, of: &Readings, since: Day) -> Vec<Taken> {
        let mut list = Vec::new();
        let is_clinic = of.of == Concept::BloodPressure && of.setting == Some(Setting::Clinic);
        for entry in self.span(Span::Ever).take_while(|entry| entry.day >= since) {
            // Of the clinic's readings one value stands for the day.
            if let Some(day) = entry.pressure.filter(|_| is_clinic) {
                list.extend(taken(Answer::Pressure(day.pressure), entry.day, None));
                continue;
            }
            for sample in self.chart.samples_of(entry, of.of).rev() {
                let placed = of.setting.is_none_or(|setting| setting == sample.setting);
                if !is_clinic && placed && of.timings.has(sample.timing) && is_reading(sample) {
                    list.extend(taken(sample.answer, entry.day, sample.minute));
                }
            }
        }
        list
    }

    /// What the newest whole series comes to, else what the newest one lacks; none where nothing was read for long.
    pub fn home_result(&self, series: &Series) -> Option<HomeMean> {
        let since = self.day.plus(series.lasts.saturating_add(series.days).saturating_neg());
        let taken = self.taken(&series.readings, since);
        let (mut newest, mut seen) = (None, None);
        for last in &taken {
            if self.day.since(last.day) > series.lasts {
                break;
            }
            if seen == Some(last.day) {
                continue;
            }
            seen = Some(last.day);
            let found = mean_of(series, &taken, last);
            if found.missing_days == 0 && found.missing_readings == 0 {
                return Some(found);
            }
            newest = newest.or(Some(found));
        }
        newest
    }

    /// The way each part of a value goes; none where fewer than two days have one.
    pub fn trends(&self, of: &Readings, within: Option<i32>) -> Vec<Trend> {
        let since = within.map_or(Day::from_number(i32::MIN), |days| self.day.plus(days.saturating_neg()));
        let taken = self.taken(of, since);
        let Some(slot) = taken.first().map(|newest| newest.slot) else { return Vec::new() };
        let mut list = Vec::new();
        for part in 0..2 {
            list.extend(trend_of(&taken, slot, part));
        }
        list
    }
}

/// A usable value, from no sensor.
const fn is_reading(sample: &Sample) -> bool {
    sample.usable && !sample.interstitial
}

/// A reading, both parts of a pressure measured.
fn taken(answer: Answer, day: Day, minute: Option<Minute>) -> Option<Taken> {
    let (parts, slot) = match answer {
        Answer::Pressure(pressure @ Pressure { systolic, diastolic, slot }) if pressure.is_complete() => {
            ([systolic, diastolic], slot)
        }
        Answer::Number { value, slot } => ([Some(value), None], slot),
        _ => return None,
    };
    Some(Taken { day, minute, parts, slot })
}

/// What a series that ends on the day of its last reading comes to.
fn mean_of(series: &Series, taken: &[Taken], last: &Taken) -> HomeMean {
    let first = last.day.plus(1_i32.saturating_sub(series.days));
    let mut found = HomeMean {
        from: last.day,
        until: last.day,
        slot: last.slot,
        days: 0,
        used: 0,
        taken: 0,
        missing_days: 0,
        missing_readings: 0,
        mean: [None; 2],
        deviation: [None; 2],
    };
    let (mut values, mut day) = ([Vec::new(), Vec::new()], None);
    for one in taken.iter().rev().filter(|one| one.day >= first && one.day <= last.day) {
        found.taken = found.taken.saturating_add(1);
        if one.slot != last.slot || !is_in_time(series, one.minute) {
            continue;
        }
        if day != Some(one.day) {
            day = Some(one.day);
            found.days = found.days.saturating_add(1);
        }
        if found.days > series.dropped {
            if found.used == 0 {
                found.from = one.day;
            }
            found.until = one.day;
            found.used = found.used.saturating_add(1);
            for (list, value) in values.iter_mut().zip(one.parts) {
                list.extend(value);
            }
        }
    }
    found.missing_days = series.least_days.saturating_sub(found.days).max(0);
    found.missing_readings = series.least_readings.saturating_sub(found.used).max(0);
    if found.missing_days == 0 && found.missing_readings == 0 {
        for ((list, mean), deviation) in values.iter().zip(&mut found.mean).zip(&mut found.deviation) {
            *mean = Decimal::mean_of(list.iter().copied());
            *deviation = deviation_of(list);
        }
    }
    found
}

fn is_in_time(series: &Series, minute: Option<Minute>) -> bool {
    let inside = |minute: Minute| {
        series.hours.iter().any(|(from, to)| minute.number() >= *from && minute.number() <= *to)
    };
    series.hours.is_empty() || minute.is_some_and(inside)
}

fn deviation_of(values: &[Decimal]) -> Option<Decimal> {
    let values: Vec<f64> = values.iter().map(|value| value.to_f64()).collect();
    Decimal::from_f64(trend::spread(&values)?)
}

/// The way one part goes, a value a day: the mean of the day's readings.
fn trend_of(taken: &[Taken], slot: u8, part: usize) -> Option<Trend> {
    let mut days: Vec<(Day, Decimal)> = Vec::new();
    let mut step = Decimal::from_int(1);
    for day in taken.chunk_by(|one, next| one.day == next.day) {
        let own = || {
            day.iter().filter(|one| one.slot == slot).filter_map(|one| one.parts.get(part).copied().flatten())
        };
        for value in own() {
            step = step.min(value.place());
        }
        if let (Some(mean), Some(first)) = (Decimal::mean_of(own()), day.first()) {
            days.push((first.day, mean));
        }
    }
    let [newest, rest @ ..] = days.as_slice() else { return None };
    let (previous, oldest) = (rest.first()?, rest.last()?);
    Some(Trend {
        part,
        slot,
        days: i32::try_from(days.len()).unwrap_or(i32::MAX),
        from: oldest.0,
        newest: *newest,
        previous: *previous,
        mean: Decimal::mean_of(rest.iter().map(|(_, value)| *value))?,
        rise: rise(&days, oldest.0, step),
    })
}

/// By how much, and between which ends, of days that run from the newest to the oldest.
fn rise(days: &[(Day, Decimal)], oldest: Day, step: Decimal) -> Option<[Decimal; 3]> {
    let mut readings = Vec::with_capacity(days.len());
    for (day, value) in days.iter().rev() {
        readings.push((f64::from(day.since(oldest)), value.to_f64()));
    }
    let trend::Rise { by, margin } = trend::rise(&readings, step.to_f64())?;
    let hundredth = Decimal::from_milli(10);
    let down = |value: f64| Some(Decimal::from_f64(value)?.cut_to(hundredth));
    let up = |value: f64| Some(Decimal::ZERO.minus(down(-value)?));
    Some([down(by + 0.005)?, down(by - margin)?, up(by + margin)?])
}
