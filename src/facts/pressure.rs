//! Blood pressures: what stands at the end of a day, the day's value, series at home.

use crate::civil::{Day, Minute};
use crate::concept::request::{Compare, PressureTest, Span};
use crate::concept::{Arm, Concept, Setting, Truth};
use crate::quantity::Decimal;

use super::chart::{Answer, DayEntry, Pressure, Sample};
use super::view::{Fact, Seen, View};

/// The value of a day's clinic pressures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPressure {
    /// The value.
    pub pressure: Pressure,
    /// The last observation it rests on.
    pub source: u32,
    /// Whether it is a mean.
    pub mean: bool,
}

impl PressureTest {
    /// Whether a pressure meets the test; a part that was not measured is unknown.
    pub fn on(&self, pressure: Pressure) -> Truth {
        let part = |compare: &Compare, value: Option<Decimal>| match value
            .and_then(|value| compare.meets(value, pressure.slot))
        {
            Some(met) => Truth::known(met),
            None => Truth::Unknown,
        };
        let systolic = self.systolic.as_ref().map(|compare| part(compare, pressure.systolic));
        let diastolic = self.diastolic.as_ref().map(|compare| part(compare, pressure.diastolic));
        match (systolic, diastolic) {
            (Some(one), Some(other)) if self.either => one.or(other),
            (Some(one), Some(other)) => one.and(other),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => Truth::known(!self.either),
        }
    }
}

impl Pressure {
    /// Both parts were measured.
    pub const fn is_complete(&self) -> bool {
        self.systolic.is_some() && self.diastolic.is_some()
    }

    const fn reversed(self) -> Self {
        Self { systolic: self.diastolic, diastolic: self.systolic, slot: self.slot }
    }

    fn highest(self, other: Self) -> Self {
        Self {
            systolic: self.systolic.max(other.systolic),
            diastolic: self.diastolic.max(other.diastolic),
            slot: self.slot,
        }
    }

    fn mean(self, other: Self) -> Option<Self> {
        Some(Self {
            systolic: Some(self.systolic?.mean(other.systolic?)),
            diastolic: Some(self.diastolic?.mean(other.diastolic?)),
            slot: self.slot,
        })
    }
}

/// A usable pressure taken at the clinic or at home: a single reading, no 24-hour mean.
pub fn reading(sample: &Sample) -> Option<Pressure> {
    match sample.answer {
        Answer::Pressure(pressure) if sample.usable && is_reading(sample) => Some(pressure),
        _ => None,
    }
}

const fn is_reading(sample: &Sample) -> bool {
    matches!(sample.setting, Setting::Clinic | Setting::Home)
}

impl<'a> View<'a> {
    fn pressures(&self, entry: &'a DayEntry) -> impl DoubleEndedIterator<Item = &'a Sample> + Clone {
        self.chart.samples_of(entry, Concept::BloodPressure).filter(|sample| is_reading(sample))
    }

    /// A pressure meeting the test stands unless a later one, at rest, does not meet it.
    pub fn standing(&self, test: &PressureTest) -> Fact {
        let Some(entry) = self.today() else { return Fact::UNKNOWN };
        self.unanswered(entry, test, |sample| reading(sample).map_or(Truth::NotMet, |p| test.on(p)))
    }

    /// A pressure outside the range that alarms stands unless a usable one that does not follows.
    pub fn impossible(&self, reversed: &PressureTest, beyond: &[Compare; 3]) -> Fact {
        let Some(entry) = self.today() else { return Fact::UNKNOWN };
        let alarms = |sample: &Sample| match sample.answer {
            Answer::Pressure(pressure) if !sample.usable => {
                Truth::known(is_beyond(pressure, reversed, beyond))
            }
            _ => Truth::NotMet,
        };
        let fact = self.unanswered(entry, reversed, alarms);
        // Readings of the day that are merely usable say that none was impossible.
        if fact.truth == Truth::Unknown { Fact::NOT_MET } else { fact }
    }

    /// The day's readings for which `alarms` is met and that no later quiet reading clears.
    fn unanswered(
        &self,
        entry: &'a DayEntry,
        quiet: &PressureTest,
        alarms: impl Fn(&Sample) -> Truth,
    ) -> Fact {
        let mut worst: Option<(Option<Decimal>, &Sample)> = None;
        let (mut truth, mut any) = (Truth::NotMet, false);
        let (mut all_home, mut timed, mut last) = (true, true, None);
        for sample in self.pressures(entry) {
            let met = alarms(sample);
            any |= reading(sample).is_some();
            truth = truth.or(met);
            if met.is_met() {
                let systolic = match sample.answer {
                    Answer::Pressure(pressure) => pressure.systolic,
                    _ => None,
                };
                if worst.is_none_or(|(highest, _)| systolic > highest) {
                    worst = Some((systolic, sample));
                }
                all_home &= sample.setting == Setting::Home;
                timed &= sample.minute.is_some();
                last = last.max(sample.minute);
            }
        }
        let Some((_, sample)) = worst else {
            return if any { Fact::new(truth, Seen::Nothing) } else { Fact::UNKNOWN };
        };
        let last = last.filter(|_| timed);
        let cleared = self.pressures(entry).any(|later| {
            let place = later.setting == Setting::Clinic || all_home;
            let rested = match (last, later.minute) {
                (Some(last), Some(minute)) => {
                    minute.number() >= last.number().saturating_add(self.protocol.standing_minutes)
                }
                _ => later.after_rest,
            };
            let calm = reading(later).is_some_and(|p| p.is_complete() && quiet.on(p) == Truth::NotMet);
            place && rested && calm
        });
        Fact::known(!cleared, Seen::Sample(sample.source))
    }

    /// Whether a reading that meets the test was followed by another one after rest, or by a second without times.
    pub fn is_repeated(&self, entry: &'a DayEntry, test: &PressureTest) -> bool {
        let met = |sample: &&Sample| reading(sample).is_some_and(|p| test.on(p).is_met());
        let first = self.pressures(entry).filter(met).map(|s| s.minute).min().flatten();
        match first {
            Some(first) => self.pressures(entry).any(|s| {
                let after = first.number().saturating_add(self.protocol.standing_minutes);
                reading(s).is_some() && s.minute.is_some_and(|minute| minute.number() >= after)
            }),
            None => self.pressures(entry).filter(|s| reading(s).is_some()).count() > 1,
        }
    }

    /// Any reading of the span meets the test.
    pub fn some_reading(&self, test: &PressureTest, span: Span) -> Fact {
        let mut best = Fact::UNKNOWN;
        let mut any = false;
        for sample in self.span(span).flat_map(|entry| self.pressures(entry).rev()) {
            let Some(pressure) = reading(sample) else { continue };
            let truth = test.on(pressure);
            if !any || truth > best.truth {
                best = Fact::new(truth, Seen::Sample(sample.source));
            }
            any = true;
        }
        best
    }

    /// The value of a day's clinic pressures.
    pub fn day_pressure(&self, entry: &'a DayEntry) -> Option<DayPressure> {
        entry.pressure
    }

    /// Whether the day's value meets the test; a lone number counts where it meets a line, never as normal.
    pub fn day_value(&self, entry: &'a DayEntry, test: &PressureTest) -> Fact {
        if test.either {
            let lone = self
                .pressures(entry)
                .filter(|sample| sample.setting == Setting::Clinic)
                .find(|sample| reading(sample).is_some_and(|p| !p.is_complete() && test.on(p).is_met()));
            if let Some(sample) = lone {
                return Fact::new(Truth::Met, Seen::Sample(sample.source));
            }
        }
        match self.day_pressure(entry) {
            None => Fact::UNKNOWN,
            Some(DayPressure { pressure, source, mean }) => {
                let seen = if mean { Seen::Mean(pressure, entry.day) } else { Seen::Sample(source) };
                Fact::new(test.on(pressure), seen)
            }
        }
    }

    /// The newest home series of the span: its mean and its last day.
    pub fn home_series(&self, span: Span) -> Option<(Pressure, Day)> {
        if !self.chart.has_home {
            return None;
        }
        self.span(span).filter(|entry| self.home(entry).next().is_some()).find_map(|entry| {
            let from = entry.day.plus(self.protocol.home_window.saturating_neg().saturating_add(1));
            let days = || {
                let inside = |own: &&DayEntry| own.day >= from && own.day <= entry.day;
                self.entries().iter().filter(inside)
            };
            let slot = self.home(entry).next()?.slot;
            let own = || days().flat_map(|day| self.home(day)).filter(move |p| p.slot == slot);
            let enough = |count: usize, needed: i32| i32::try_from(count).is_ok_and(|count| count >= needed);
            let on_days = days().filter(|day| self.home(day).next().is_some()).count();
            if !enough(own().count(), self.protocol.home_count) || !enough(on_days, self.protocol.home_days) {
                return None;
            }
            let systolic = Decimal::mean_of(own().filter_map(|p| p.systolic));
            let diastolic = Decimal::mean_of(own().filter_map(|p| p.diastolic));
            Some((Pressure { systolic, diastolic, slot }, entry.day))
        })
    }

    fn home(&self, entry: &'a DayEntry) -> impl Iterator<Item = Pressure> {
        self.pressures(entry)
            .filter(|s| s.setting == Setting::Home)
            .filter_map(reading)
            .filter(Pressure::is_complete)
    }

    /// Whether the newest home series of the span meets the test.
    pub fn home_mean(&self, test: &PressureTest, span: Span) -> Fact {
        self.home_series(span)
            .map_or(Fact::UNKNOWN, |(pressure, day)| Fact::new(test.on(pressure), Seen::Mean(pressure, day)))
    }

    /// Whether the newest mean of the span, over 24 hours or a part of them, meets the test.
    pub fn ambulatory_mean(&self, test: &PressureTest, span: Span, over: Setting) -> Fact {
        if !self.chart.has_home {
            return Fact::UNKNOWN;
        }
        let newest =
            self.span(span).flat_map(|entry| self.chart.samples_of(entry, Concept::BloodPressure).rev());
        let mut means = newest.filter(|s| s.usable && s.setting == over);
        match means.next().map(|s| (s.answer, s.source)) {
            Some((Answer::Pressure(pressure), source)) => Fact::new(test.on(pressure), Seen::Sample(source)),
            _ => Fact::UNKNOWN,
        }
    }

    /// The last day of the newest whole series at home, or of the newest mean over a day: a clinic reading is neither.
    pub fn last_out_of_clinic(&self) -> Option<Day> {
        let is_mean = |sample: &&Sample| {
            let whole_day = sample.setting == Setting::Ambulatory24h;
            sample.usable && whole_day && sample.concept == Concept::BloodPressure
        };
        let mut newest = self.chart.samples.iter().rev().filter(|sample| sample.day <= self.day);
        let mean = newest.find(is_mean).map(|sample| sample.day);
        self.home_series(Span::Ever).map(|(_, day)| day).max(mean)
    }

    fn clinic_days(&self) -> impl Iterator<Item = &'a DayEntry> {
        self.entries().iter().rev().filter(|entry| {
            self.pressures(entry).any(|s| s.setting == Setting::Clinic && reading(s).is_some())
        })
    }

    /// The newest clinic days, so many within so many days, all meet the test.
    pub fn repeated_days(&self, test: &PressureTest, count: i32, window: i32, dated: bool) -> Fact {
        let mut left = count;
        let mut seen = Seen::Nothing;
        for entry in self.clinic_days() {
            if dated && left == count && entry.day != self.day {
                return Fact::NOT_MET;
            }
            let fact = self.day_value(entry, test);
            if !fact.truth.is_met() || self.day.since(entry.day) > window {
                return Fact::NOT_MET;
            }
            if seen == Seen::Nothing {
                seen = fact.seen;
            }
            left = left.saturating_sub(1);
            if left <= 0 {
                return Fact::new(Truth::Met, seen);
            }
        }
        Fact::NOT_MET
    }

    /// One of the last so many clinic days meets the test; with fewer days it is unknown.
    pub fn recent_days(&self, test: &PressureTest, count: i32) -> Fact {
        let mut left = count;
        let mut seen = Seen::Nothing;
        for entry in self.clinic_days() {
            let fact = self.day_value(entry, test);
            if fact.truth.is_met() {
                return fact;
            }
            if seen == Seen::Nothing {
                seen = fact.seen;
            }
            left = left.saturating_sub(1);
            if left <= 0 {
                return Fact::known(false, seen);
            }
        }
        Fact::new(Truth::Unknown, seen)
    }

    /// A raised clinic pressure with a normal home or 24-hour mean on or after it, so many days ago.
    pub fn white_coat(
        &self,
        raised: &PressureTest,
        home: &PressureTest,
        ambulatory: &PressureTest,
        after: i32,
    ) -> Fact {
        let Some(entry) = self.clinic_days().find(|entry| self.day_value(entry, raised).truth.is_met())
        else {
            return Fact::NOT_MET;
        };
        let age = self.day.since(entry.day);
        let span = Span::Within(age);
        let whole_day = self.ambulatory_mean(ambulatory, span, Setting::Ambulatory24h);
        let out = [self.home_mean(home, span), whole_day];
        let normal = out.iter().any(|fact| fact.truth.is_met());
        Fact::known(normal && age > after, Seen::Nothing)
    }

    /// Whether the two arms differ on the day judged.
    pub fn arm_difference(&self, test: &Compare) -> Fact {
        let Some(entry) = self.today() else { return Fact::UNKNOWN };
        let mut best = Fact::UNKNOWN;
        let on = |arm: Arm| self.pressures(entry).filter(move |s| s.arm == Some(arm));
        for (left, right) in on(Arm::Left).flat_map(|left| on(Arm::Right).map(move |right| (left, right))) {
            let (Some(one), Some(other)) = (reading(left), reading(right)) else { continue };
            let (Some(high), Some(low)) =
                (one.systolic.max(other.systolic), one.systolic.min(other.systolic))
            else {
                continue;
            };
            if one.slot == other.slot {
                let met = test.meets(high.minus(low), one.slot).map_or(Truth::Unknown, Truth::known);
                if best.seen == Seen::Nothing || met > best.truth {
                    best = Fact::new(met, Seen::Sample(left.source));
                }
            }
        }
        best
    }
}

/// The unrounded mean of the last two clinic pressures close together, else the last; the highest without times.
///
/// Of pressures written at one minute none is the later: the highest of them stands for the minute, but
/// two alone are a pair.
pub fn day_pressure<'a>(
    pressures: impl DoubleEndedIterator<Item = &'a Sample> + Clone,
    pair_minutes: i32,
) -> Option<DayPressure> {
    let complete = pressures.filter_map(|sample| {
        let pressure = reading(sample).filter(Pressure::is_complete)?;
        (sample.setting == Setting::Clinic).then_some((sample, pressure))
    });
    let mut newest = complete.clone().rev();
    let (last, pressure) = newest.next()?;
    let single = DayPressure { pressure, source: last.source, mean: false };
    let Some((before, second)) = newest.next() else { return Some(single) };
    let untimed = complete.clone().any(|(sample, _)| sample.minute.is_none());
    let highest = |minute: Option<Minute>| {
        let same =
            complete.clone().filter(|(s, p)| p.slot == pressure.slot && (untimed || s.minute == minute));
        same.map(|(_, p)| p).reduce(Pressure::highest).unwrap_or(pressure)
    };
    let together = complete.clone().filter(|(sample, _)| sample.minute == last.minute).count();
    if untimed || together > 2 {
        return Some(DayPressure { pressure: highest(last.minute), ..single });
    }
    let earlier = if together == 2 { second } else { highest(before.minute) };
    let apart = last.minute?.number().saturating_sub(before.minute?.number());
    if apart <= pair_minutes && second.slot == pressure.slot {
        return Some(DayPressure { pressure: earlier.mean(pressure)?, mean: true, ..single });
    }
    Some(single)
}

fn is_beyond(pressure: Pressure, reversed: &PressureTest, [above, below, diastolic]: &[Compare; 3]) -> bool {
    let meets = |compare: &Compare, value: Option<Decimal>| {
        value.and_then(|value| compare.meets(value, pressure.slot)).unwrap_or(false)
    };
    let is_reversed = pressure.is_complete() && pressure.diastolic >= pressure.systolic;
    (is_reversed && reversed.on(pressure.reversed()).is_met())
        || meets(above, pressure.systolic)
        || meets(below, pressure.systolic)
        || meets(diastolic, pressure.diastolic)
}
