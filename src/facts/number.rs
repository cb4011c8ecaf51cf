//! Numbers: glucose, laboratory values, pulse; and the tests that were done.

use crate::civil::Day;
use crate::concept::request::{Compare, Pick, Span, Timings};
use crate::concept::{Concept, FindingCode, Specimen, Timing, Truth, events};
use crate::quantity::Decimal;

use super::chart::{Answer, DayEntry, Sample};
use super::view::{Fact, Seen, View};

/// A number that counts, with its unit slot.
fn value(sample: &Sample) -> Option<(Decimal, u8)> {
    match sample.answer {
        Answer::Number { value, slot } if sample.usable => Some((value, slot)),
        _ => None,
    }
}

/// A value outside the range counts only against a limit that no usable value can reach.
fn odd_value(sample: &Sample, test: &Compare) -> Option<(Decimal, u8)> {
    let Answer::Number { value, slot } = sample.answer else { return None };
    let range = sample.concept.ranges().get(usize::from(slot))?;
    let limit = test.limits.get(usize::from(slot)).copied().flatten()?;
    (!sample.usable && test.op.is_upper() && limit >= range.high).then_some((value, slot))
}

/// Whether a number meets every test.
pub fn all_hold(tests: &[Option<Compare>; 2], (value, slot): (Decimal, u8)) -> Truth {
    tests
        .iter()
        .flatten()
        .map(|test| test.meets(value, slot).map_or(Truth::Unknown, Truth::known))
        .fold(Truth::Met, Truth::and)
}

impl<'a> View<'a> {
    fn values(
        &self,
        entry: &'a DayEntry,
        concept: Concept,
        timings: Timings,
    ) -> impl Iterator<Item = &'a Sample> + Clone {
        self.chart.samples_of(entry, concept).rev().filter(move |s| !s.interstitial && timings.has(s.timing))
    }

    /// Every usable value of a concept with its unit slot, newest first.
    pub fn numbers(
        &self,
        concept: Concept,
        timings: Timings,
    ) -> impl Iterator<Item = (Day, (Decimal, u8))> + use<'a> {
        let chart = self.chart;
        self.span(Span::Ever).flat_map(move |entry| {
            let own = chart.samples_of(entry, concept).rev();
            let counts = own.filter(move |sample| !sample.interstitial && timings.has(sample.timing));
            counts.filter_map(|sample| value(sample).map(|number| (entry.day, number)))
        })
    }

    /// See [`crate::concept::request::Request::Number`].
    pub fn number(
        &self,
        concept: Concept,
        span: Span,
        pick: Pick,
        timings: Timings,
        tests: &[Option<Compare>; 2],
        lasting: Option<i32>,
    ) -> Fact {
        let mut best = Fact::UNKNOWN;
        let span = self.span_of(concept, span);
        for entry in self.span(span) {
            for sample in self.values(entry, concept, timings) {
                let odd = || tests.iter().flatten().next().and_then(|test| odd_value(sample, test));
                let Some(number) = value(sample).or_else(odd) else { continue };
                let fact = Fact::new(all_hold(tests, number), Seen::Sample(sample.source));
                if pick == Pick::Latest || fact.truth.is_met() {
                    return fact;
                }
                if best.seen == Seen::Nothing {
                    best = fact;
                }
            }
            if let Some(source) = lasting.and_then(|minutes| self.lasts(entry, concept, tests, minutes)) {
                return Fact::new(Truth::Met, Seen::Sample(source));
            }
        }
        best
    }

    /// See [`crate::concept::request::Request::VenousGlucose`]; where none was measured none meets the test.
    pub fn venous_glucose(&self, timings: Timings, test: &Compare) -> Fact {
        let mut best = Fact::NOT_MET;
        let Some(entry) = self.today() else { return best };
        for sample in self.values(entry, Concept::Glucose, timings) {
            let met = value(sample).and_then(|(number, slot)| test.meets(number, slot));
            let truth = match (sample.specimen, met) {
                (Some(Specimen::Venous), Some(met)) => Truth::known(met),
                (_, Some(false)) => continue,
                _ => Truth::Unknown,
            };
            if best.seen == Seen::Nothing || truth > best.truth {
                best = Fact::new(truth, Seen::Sample(sample.source));
            }
        }
        best
    }

    /// Interstitial values that meet the tests without a break for so many minutes.
    fn lasts(
        &self,
        entry: &'a DayEntry,
        concept: Concept,
        tests: &[Option<Compare>; 2],
        minutes: i32,
    ) -> Option<u32> {
        let mut since: Option<i32> = None;
        for sample in self.chart.samples_of(entry, concept).filter(|s| s.interstitial) {
            let (Some(number), Some(minute)) = (value(sample), sample.minute) else { continue };
            if all_hold(tests, number).is_met() {
                let start = *since.get_or_insert(minute.number());
                if minute.number().saturating_sub(start) >= minutes {
                    return Some(sample.source);
                }
            } else {
                since = None;
            }
        }
        None
    }

    /// Values meeting the test on so many days within so many days.
    pub fn days_with(&self, concept: Concept, test: &Compare, window: i32, count: i32, dated: bool) -> Fact {
        let tests = [Some(*test), None];
        let mut days = 0_i32;
        let mut seen = Seen::Nothing;
        for entry in self.span(Span::Within(window)) {
            let mut met = self
                .values(entry, concept, Timings::ALL)
                .filter(|s| value(s).is_some_and(|v| all_hold(&tests, v).is_met()));
            if let Some(sample) = met.next() {
                days = days.saturating_add(1);
                if seen == Seen::Nothing {
                    if dated && entry.day != self.day {
                        return Fact::NOT_MET;
                    }
                    seen = Seen::Sample(sample.source);
                }
            }
        }
        Fact::known(days >= count, seen)
    }

    /// One of the last so many reading days has a value meeting the test; with fewer days it is unknown.
    pub fn recent_values(&self, concept: Concept, timings: Timings, test: &Compare, count: i32) -> Fact {
        let tests = [Some(*test), None];
        // Glucose and HbA1c share their reading days: either can show the other to be normal.
        let days = events::of(Concept::Glucose) | events::of(Concept::Hba1c);
        let mut left = count;
        for entry in self.entries().iter().rev().filter(|entry| entry.events & days != 0) {
            let readable = [Concept::Glucose, Concept::Hba1c]
                .into_iter()
                .any(|own| self.values(entry, own, Timings::ALL).any(|s| value(s).is_some()));
            if !readable {
                continue;
            }
            for sample in self.values(entry, concept, timings) {
                if value(sample).is_some_and(|v| all_hold(&tests, v).is_met()) {
                    return Fact::new(Truth::Met, Seen::Sample(sample.source));
                }
            }
            left = left.saturating_sub(1);
            if left <= 0 {
                return Fact::NOT_MET;
            }
        }
        Fact::UNKNOWN
    }

    fn over_target(&self, sample: &Sample, excess: &Compare) -> Truth {
        let Some((number, slot)) = value(sample) else { return Truth::Unknown };
        let at = usize::from(slot);
        let target = self.targets.hba1c.get(at).copied().flatten();
        let excess_limit = excess.limits.get(at).copied().flatten();
        match (target, excess_limit) {
            (Some(target), Some(limit)) => Truth::known(excess.op.holds(number, target.plus(limit))),
            _ => Truth::Unknown,
        }
    }

    /// The newest `HbA1c` exceeds the target by so much.
    pub fn excess_over_target(&self, excess: &Compare) -> Fact {
        let mut newest =
            self.span(Span::Ever).flat_map(|entry| self.values(entry, Concept::Hba1c, Timings::ALL));
        match newest.find(|s| value(s).is_some()) {
            Some(sample) => Fact::new(self.over_target(sample, excess), Seen::Sample(sample.source)),
            None => Fact::UNKNOWN,
        }
    }

    /// Two `HbA1c` so far apart exceed the target by so much, none lower between.
    pub fn stuck_over_target(&self, excess: &Compare, from: i32, to: i32) -> Fact {
        let mut seen = Seen::Nothing;
        for entry in self.span(Span::Within(to)) {
            for sample in self.values(entry, Concept::Hba1c, Timings::ALL) {
                if value(sample).is_none() {
                    continue;
                }
                if !self.over_target(sample, excess).is_met() {
                    return Fact::NOT_MET;
                }
                if seen == Seen::Nothing {
                    if entry.day != self.day {
                        return Fact::NOT_MET;
                    }
                    seen = Seen::Sample(sample.source);
                } else if self.day.since(entry.day) >= from {
                    return Fact::new(Truth::Met, seen);
                }
            }
        }
        Fact::new(if seen == Seen::Nothing { Truth::Unknown } else { Truth::NotMet }, seen)
    }

    /// Whether the newest value is below the personal target; too old is unknown.
    pub fn below_target(&self, concept: Concept, window: i32) -> Fact {
        if concept == Concept::BloodPressure {
            return self.pressure_below_target(window);
        }
        let mut newest =
            self.span(Span::Within(window)).flat_map(|entry| self.values(entry, concept, Timings::ALL));
        match newest.find_map(|s| value(s).map(|number| (number, s.source))) {
            Some(((number, slot), source)) => {
                let target = self.targets.hba1c.get(usize::from(slot)).copied().flatten();
                let truth = target.map_or(Truth::Unknown, |target| Truth::known(number < target));
                Fact::new(truth, Seen::Sample(source))
            }
            None => Fact::UNKNOWN,
        }
    }

    fn pressure_below_target(&self, window: i32) -> Fact {
        let visit = self.visit.filter(|visit| self.day.since(*visit) <= window);
        let entry = self.entries().iter().rev().find(|entry| Some(entry.day) == visit);
        let Some(day) = entry.and_then(|entry| self.day_pressure(entry)) else { return Fact::UNKNOWN };
        let slot = usize::from(day.pressure.slot);
        let below = |value: Option<Decimal>, target: [Option<Decimal>; 2]| match (
            value,
            target.get(slot).copied().flatten(),
        ) {
            (Some(value), Some(target)) => Truth::known(value < target),
            _ => Truth::Unknown,
        };
        let truth = below(day.pressure.systolic, self.targets.systolic)
            .and(below(day.pressure.diastolic, self.targets.diastolic));
        Fact::new(truth, Seen::Sample(day.source))
    }

    /// A fast pulse said to last, or twice so many minutes apart on the day.
    pub fn pulse_sustained(&self, test: &Compare, apart: i32) -> Fact {
        let Some(entry) = self.today() else { return Fact::UNKNOWN };
        let tests = [Some(*test), None];
        let mut fast_at: Option<i32> = None;
        let mut best = Fact::UNKNOWN;
        for sample in self.values(entry, Concept::HeartRate, Timings::ALL) {
            let Some(number) = value(sample) else { continue };
            if best.seen == Seen::Nothing {
                best = Fact::known(false, Seen::Sample(sample.source));
            }
            if !all_hold(&tests, number).is_met() {
                continue;
            }
            // Newest first: the first one kept is the latest.
            let minute = sample.minute.map(crate::civil::Minute::number);
            let twice =
                matches!((fast_at, minute), (Some(late), Some(early)) if late.saturating_sub(early) >= apart);
            if sample.sustained || twice {
                return Fact::new(Truth::Met, Seen::Sample(sample.source));
            }
            fast_at = fast_at.or(minute);
            best = Fact::new(Truth::Unknown, Seen::Sample(sample.source));
        }
        best
    }

    /// Whether the newest examination of the span gave one of these codes.
    pub fn code(&self, concept: Concept, codes: &[FindingCode], span: Span) -> Fact {
        let span = self.span_of(concept, span);
        let newest = self.span(span).flat_map(|entry| self.chart.samples_of(entry, concept).rev());
        let mut best = Fact::UNKNOWN;
        for sample in newest {
            let met = match sample.answer {
                Answer::Code(code) => codes.contains(&code),
                Answer::Flag(present) => present,
                _ => continue,
            };
            if met || best.seen == Seen::Nothing {
                best = Fact::known(met, Seen::Sample(sample.source));
            }
            if met || span != Span::Day {
                break;
            }
        }
        best
    }

    /// Whether a usable result of the concept exists in the span.
    pub fn done(&self, concept: Concept, span: Span) -> Fact {
        let mut newest = self.span(span).flat_map(|entry| self.chart.samples_of(entry, concept).rev());
        newest.find(|s| s.usable).map_or(Fact::UNKNOWN, |s| Fact::known(true, Seen::Sample(s.source)))
    }

    /// The newest usable value of a concept with its day.
    pub fn latest(&self, concept: Concept) -> Option<(&'a Sample, Day)> {
        let mut newest = self
            .span(Span::Ever)
            .flat_map(|entry| self.chart.samples_of(entry, concept).rev().map(move |s| (s, entry.day)));
        newest.find(|(s, _)| s.usable)
    }

    /// Whether the day has a clinic fasting glucose, venous or capillary.
    pub fn has_clinic_fasting(&self, entry: &'a DayEntry) -> bool {
        let fasting = |s: &&Sample| {
            s.timing == Timing::Fasting && s.setting == crate::concept::Setting::Clinic && value(s).is_some()
        };
        self.values(entry, Concept::Glucose, Timings::ALL).any(|s| fasting(&s))
    }
}
