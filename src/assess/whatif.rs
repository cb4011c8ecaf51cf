//! What would change the colour: found by judging again, never worded by hand.

use crate::civil::{Day, Moment};
use crate::concept::request::{Op, Request};
use crate::concept::{Concept, Concern, Level, Setting, Specimen, Timing};
use crate::facts::Chart;
use crate::guideline::{Ruleset, Then};
use crate::quantity::{Decimal, Quantity, Unit};
use crate::record::{BloodPressure, Mark, Observation, Value};

use super::report::Change;
use super::{Judge, Scratch, Verdict, own};

/// A reading that might be taken today.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    concept: Concept,
    value: Value,
    timing: Timing,
    to: String,
}

impl Reading {
    /// Whether the same is measured, whatever line it was made from.
    fn is_same(&self, other: &Self) -> bool {
        (self.concept, &self.value, self.timing) == (other.concept, &other.value, other.timing)
    }
}

/// What is known today, to be judged with one reading more.
struct Next<'a> {
    judge: &'a Judge,
    known: Chart,
    as_of: Day,
    /// The days walked for today's verdict.
    scratch: &'a Scratch,
}

impl Next<'_> {
    /// Whether something was measured today.
    fn has_today(&self, concept: Concept) -> bool {
        self.known.samples.iter().rev().take_while(|s| s.day == self.as_of).any(|s| s.concept == concept)
    }

    /// The verdict on a day that brings nothing new.
    fn without_reading(&self, day: Day) -> Verdict {
        self.judge.judge_on(&self.known, day, &mut self.scratch.clone())
    }

    /// The verdict on a day, today or tomorrow, with a reading taken on it.
    fn with_reading(&self, reading: &Reading, day: Day) -> Verdict {
        let mut chart = self.known.clone();
        let at = chart.samples.len();
        chart.add(&observation(reading, day, at), at, self.judge.protocol(), self.judge.alarms());
        let mut scratch = self.scratch.clone();
        // The very first reading dates what had no date, so that every day may say something else.
        scratch.keep(if chart.first == self.known.first { self.known.before(day) } else { 0 });
        self.judge.judge_on(&chart, day, &mut scratch)
    }
}

impl Judge {
    /// Calm readings, taken next, that would give each concern another level.
    ///
    /// The scratch is that of the verdict: what was walked for it is not walked again.
    pub(super) fn would_change(
        &self,
        chart: &Chart,
        as_of: Day,
        verdict: &Verdict,
        scratch: &Scratch,
    ) -> [Vec<Change>; 2] {
        let mut known = chart.clone();
        known.forget_after(as_of, self.protocol(), self.alarms());
        let next = Next { judge: self, known, as_of, scratch };
        let tomorrow = next.without_reading(as_of.plus(1));
        [Concern::Hypertension, Concern::Diabetes].map(|concern| {
            let level = |verdict: &Verdict| own(&verdict.concerns, concern).level;
            match level(verdict) {
                None => Vec::new(),
                now => self.changes(&next, concern, now, level(&tomorrow)),
            }
        })
    }

    fn changes(
        &self,
        next: &Next<'_>,
        concern: Concern,
        now: Option<Level>,
        tomorrow: Option<Level>,
    ) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for reading in own(&self.calm, concern) {
            // What was measured stays measured: a day that has a reading is followed by another one.
            let (day, without) = if next.has_today(reading.concept) {
                (next.as_of.plus(1), tomorrow)
            } else {
                (next.as_of, now)
            };
            let level = own(&next.with_reading(reading, day).concerns, concern).level;
            // Calm readings that would make it worse are calm for other people, and what the next day brings
            // by itself is not what the reading brings.
            if let Some(level) = level.filter(|level| Some(*level) < now && Some(*level) < without) {
                let same =
                    |change: &Change| change.concept == reading.concept.code() && change.level == level;
                if !changes.iter().any(same) {
                    changes.push(Change { concept: reading.concept.code(), to: reading.to.clone(), level });
                }
            }
        }
        changes
    }
}

impl Reading {
    /// Readings just below each line that decides a class, a target or contrary evidence.
    pub(super) fn calm(ruleset: &Ruleset, concern: Concern) -> Vec<Self> {
        let mut list = Vec::new();
        for rule in ruleset.rules.iter().filter(|rule| rule.concern == concern) {
            match rule.then {
                Then::Class(_) => {
                    ruleset.each_request(rule.when, &mut |request| list.extend(below(request)));
                }
                Then::Target(target) => {
                    let limit =
                        |at: u16| ruleset.parameters.get(usize::from(at))?.values.first().map(|(v, _)| *v);
                    let Some(below) = limit(target.below) else { continue };
                    match target.below_diastolic.and_then(limit) {
                        Some(diastolic) => list.push(pressure(below, diastolic)),
                        None => list.extend(number(target.concept, Timing::Random, below)),
                    }
                }
                Then::Level { .. } => {}
            }
        }
        // Several rules have the same line; the first says it.
        let mut each: Vec<Reading> = Vec::with_capacity(list.len());
        for reading in list {
            if !each.iter().any(|own| own.is_same(&reading)) {
                each.push(reading);
            }
        }
        each
    }
}

/// A reading just below the line of a request that asks for a high one.
fn below(request: &Request) -> Option<Reading> {
    match request {
        Request::DayValue(test) => {
            let (systolic, diastolic) = test.systolic.zip(test.diastolic)?;
            (systolic.op == Op::Ge).then(|| pressure(systolic.limit(), diastolic.limit()))
        }
        Request::Number { concept, timings, tests: [Some(test), None], .. } if test.op == Op::Ge => {
            let timing = if timings.has(Timing::Random) { Timing::Random } else { Timing::Fasting };
            number(*concept, timing, test.limit())
        }
        _ => None,
    }
}

fn pressure(systolic: Decimal, diastolic: Decimal) -> Reading {
    let below = |limit: Decimal| Some(limit.minus(Decimal::from_int(1)));
    let value = BloodPressure {
        systolic: below(systolic),
        diastolic: below(diastolic),
        unit: Unit::MillimetreHg,
        unmeasurable: false,
    };
    Reading {
        concept: Concept::BloodPressure,
        value: Value::BloodPressure(value),
        timing: Timing::Random,
        to: format!("< {systolic}/{diastolic} mmHg"),
    }
}

fn number(concept: Concept, timing: Timing, limit: Decimal) -> Option<Reading> {
    let unit = concept.unit_at(0)?;
    let value = limit.minus(Decimal::from_milli(100));
    Some(Reading {
        concept,
        value: Value::Number(Quantity { value, unit }, Mark::Exact),
        timing,
        to: format!("< {limit} {}", unit.code()),
    })
}

fn observation(reading: &Reading, day: Day, index: usize) -> Observation {
    Observation {
        id: None,
        index,
        at: Moment::on(day),
        concept: reading.concept,
        value: reading.value,
        usable: true,
        setting: Setting::Clinic,
        timing: reading.timing,
        specimen: Some(Specimen::Venous),
        arm: None,
        position: None,
        after_rest: Some(true),
        present: true,
        acute: None,
        sustained: None,
        verified: None,
        upper_limit: None,
        code_list: None,
        side: None,
    }
}
