//! The chart as of one day, with what lower strata have already decided.

use std::cell::Cell;

use crate::civil::Day;
use crate::concept::request::{Request, Span};
use crate::concept::{Concept, Concern, Truth, VisitClass};
use crate::quantity::Decimal;

use super::chart::{Chart, DayEntry, Pressure};

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing in particular.
    Nothing,
    /// An observation, by its place in the record.
    Sample(u32),
    /// A mean of blood pressures on or up to a day.
    Mean(Pressure, Day),
    /// A condition, by its place in [`Chart::conditions`].
    Condition(u32),
    /// A medicine, by its place in [`Chart::courses`].
    Course(u32),
    /// A contact, by its place in [`Chart::visits`].
    Visit(u32),
    /// A referral, by its place in [`Chart::referrals`].
    Referral(u32),
    /// A fact about the patient: an age, a class, a count of visits.
    Count(i32),
}

/// The answer to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Whether it holds.
    pub truth: Truth,
    /// What says so.
    pub seen: Seen,
}

impl Fact {
    /// Not known, resting on nothing.
    pub const UNKNOWN: Self = Self { truth: Truth::Unknown, seen: Seen::Nothing };
    /// Not met, resting on nothing.
    pub const NOT_MET: Self = Self { truth: Truth::NotMet, seen: Seen::Nothing };

    /// An answer that rests on something.
    pub const fn new(truth: Truth, seen: Seen) -> Self {
        Self { truth, seen }
    }

    /// A known answer that rests on something.
    pub const fn known(met: bool, seen: Seen) -> Self {
        Self { truth: Truth::known(met), seen }
    }
}

/// How readings become day values and series: numbers of the ruleset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Protocol {
    /// Minutes of rest before a repeat clears a critical pressure.
    pub standing_minutes: i32,
    /// Minutes within which the last two pressures are averaged.
    pub pair_minutes: i32,
    /// Pressures in a home series.
    pub home_count: i32,
    /// Days with pressures in a home series.
    pub home_days: i32,
    /// Days within which a home series lies.
    pub home_window: i32,
    /// From this age pregnancy is asked about.
    pub fertile_from: i32,
    /// Up to this age pregnancy is asked about.
    pub fertile_to: i32,
}

/// Visits in a row that were not satisfied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How many.
    pub count: i32,
    /// The first of them.
    pub first: Option<Day>,
    /// How many of them have a visit record of their own.
    pub records: i32,
}

/// Personal targets in each unit slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// `HbA1c` below.
    pub hba1c: [Option<Decimal>; 2],
    /// Systolic below.
    pub systolic: [Option<Decimal>; 2],
    /// Diastolic below.
    pub diastolic: [Option<Decimal>; 2],
}

/// What conditions already came to in one view, by node; asking one twice is what explaining does most.
#[derive(Clone, Debug)]
pub struct Memo(Vec<Cell<Option<Truth>>>);

impl Memo {
    /// Room for the nodes of a ruleset.
    pub fn of(nodes: usize) -> Self {
        Self(vec![Cell::new(None); nodes])
    }

    /// The place of a node.
    pub fn place(&self, node: usize) -> Option<&Cell<Option<Truth>>> {
        self.0.get(node)
    }
}

/// The chart as of one day, for one concern.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The chart.
    pub chart: &'a Chart,
    /// How readings become series.
    pub protocol: &'a Protocol,
    /// The day judged.
    pub day: Day,
    /// The number of event days up to it.
    pub upto: usize,
    /// Completed years on it.
    pub age: Option<i32>,
    /// For which concern.
    pub concern: Concern,
    /// The current visit: the day judged for day rules.
    pub visit: Option<Day>,
    /// The visit before the day judged.
    pub previous: Option<Day>,
    /// The class of the current visit.
    pub class: Option<VisitClass>,
    /// The run of unsatisfied visits up to it.
    pub run: Run,
    /// The first class-1 visit of the row since the last change of therapy.
    pub quiet_since: Option<Day>,
    /// Personal targets.
    pub targets: Targets,
    /// Days for which a laboratory value counts for the day judged; none when findings are dated.
    pub lookback: Option<i32>,
    /// Every unanswered question is taken to be harmless.
    pub harmless: bool,
    /// What was asked before; none where each condition is asked once.
    pub memo: Option<&'a Memo>,
}

impl<'a> View<'a> {
    /// The same view, which remembers; nothing else about it may change afterwards.
    #[must_use]
    pub const fn remembering(mut self, memo: &'a Memo) -> Self {
        self.memo = Some(memo);
        self
    }

    /// Answers a request. Total: what cannot be said is unknown.
    pub fn ask(&self, request: &Request) -> Fact {
        match request {
            Request::Standing(test) => self.standing(test),
            Request::SomeReading(test, span) => self.some_reading(test, *span),
            Request::DayValue(test) => {
                self.today().map_or(Fact::UNKNOWN, |entry| self.day_value(entry, test))
            }
            Request::Impossible { reversed, beyond } => self.impossible(reversed, beyond),
            Request::HomeMean(test, span) => self.home_mean(test, *span),
            Request::AmbulatoryMean(test, span, over) => self.ambulatory_mean(test, *span, *over),
            Request::RepeatedDays { test, count, window, dated } => {
                self.repeated_days(test, *count, *window, *dated)
            }
            Request::RecentDays { test, count } => self.recent_days(test, *count),
            Request::WhiteCoat { raised, home, ambulatory, after } => {
                self.white_coat(raised, home, ambulatory, *after)
            }
            Request::UntreatedPressure(test) => self.untreated_pressure(test),
            Request::ArmDifference(test) => self.arm_difference(test),
            Request::Number { concept, span, pick, timings, tests, lasting } => {
                self.number(*concept, *span, *pick, *timings, tests, *lasting)
            }
            Request::VenousGlucose { timings, test } => self.venous_glucose(*timings, test),
            Request::DaysWith { concept, test, window, count, dated } => {
                self.days_with(*concept, test, *window, *count, *dated)
            }
            Request::RecentValues { concept, timings, test, count } => {
                self.recent_values(*concept, *timings, test, *count)
            }
            Request::ExcessOverTarget(excess) => self.excess_over_target(excess),
            Request::StuckOverTarget { excess, from, to } => self.stuck_over_target(excess, *from, *to),
            Request::BelowTarget { concept, window } => self.below_target(*concept, *window),
            Request::PulseSustained { test, apart } => self.pulse_sustained(test, *apart),
            Request::Code { concept, codes, span } => self.code(*concept, codes, *span),
            Request::Done { concept, span } => self.done(*concept, *span),
            Request::Sign { symptoms, onset, span } => self.sign(symptoms, *onset, *span),
            Request::UnansweredGroups { groups, test } => self.unanswered_groups(groups, test),
            other => self.ask_person(other),
        }
    }

    /// The event day judged, if something happened on it.
    pub fn today(&self) -> Option<&'a DayEntry> {
        self.entries().last().filter(|entry| entry.day == self.day)
    }

    /// Event days up to the day judged, oldest first.
    pub fn entries(&self) -> &'a [DayEntry] {
        self.chart.days.get(..self.upto).unwrap_or(&[])
    }

    /// The first day of a span; `None` if the span is empty because there was no visit.
    pub fn start(&self, span: Span) -> Option<Day> {
        Some(match span {
            Span::Day => self.day,
            Span::Visit { before } => self.visit?.plus(before.saturating_neg()),
            Span::Within(days) => self.day.plus(days.saturating_neg()),
            Span::Ever => Day::from_number(i32::MIN),
        })
    }

    /// The span of a concept: a laboratory value may count longer than its day.
    pub fn span_of(&self, concept: Concept, span: Span) -> Span {
        let lasts = !matches!(
            concept,
            Concept::BloodPressure
                | Concept::Glucose
                | Concept::HeartRate
                | Concept::Temperature
                | Concept::Symptom
        );
        match (span, self.lookback) {
            (Span::Day, Some(days)) if lasts => Span::Within(days),
            _ => span,
        }
    }

    /// Event days of a span, newest first.
    pub fn span(&self, span: Span) -> impl Iterator<Item = &'a DayEntry> + Clone + use<'a> {
        let start = self.start(span);
        self.entries().iter().rev().take_while(move |entry| start.is_some_and(|start| entry.day >= start))
    }
}
