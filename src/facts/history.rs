//! What reaches back beyond the visit: pressures before treatment, habits, family, and since when something holds.

use crate::civil::Day;
use crate::concept::request::{Compare, PressureTest, Timings};
use crate::concept::{Concept, Truth};

use super::number::all_hold;
use super::view::{Fact, Seen, View};

impl<'a> View<'a> {
    /// See [`crate::concept::request::Request::UntreatedPressure`].
    pub fn untreated_pressure(&self, test: &PressureTest) -> Fact {
        // A medicine that is not known may be one of them, and one without a date may always have been taken.
        let lowers = self.chart.courses.iter().filter(|course| {
            course.classes.is_empty() || course.classes.iter().any(|class| class.lowers_pressure())
        });
        let first = lowers.map(|course| course.since.unwrap_or(Day::from_number(i32::MIN))).min();
        let mut best = Fact::UNKNOWN;
        for entry in self.entries().iter().rev() {
            let fact = self.day_value(entry, test);
            if fact.truth.is_met() {
                return fact;
            }
            let untreated = first.is_none_or(|first| entry.day < first);
            if untreated && fact.truth == Truth::NotMet && best.truth == Truth::Unknown {
                best = fact;
            }
        }
        best
    }

    /// Smokes, or breathes in the smoke of others.
    pub fn tobacco(&self) -> Fact {
        let (truth, asked) = self.chart.tobacco;
        if asked.is_some_and(|asked| asked > self.day) {
            Fact::UNKNOWN
        } else {
            Fact::new(truth, Seen::Nothing)
        }
    }

    /// One of the illnesses in a relative; that there is none must be said, by `none` or by the illness begun late.
    pub fn family(&self, conditions: &[String], relations: &[String], onset: Option<&Compare>) -> Fact {
        let mut truth: Option<Truth> = None;
        for entry in &self.chart.family {
            let near =
                entry.relation.as_ref().map_or(Truth::Unknown, |own| Truth::known(relations.contains(own)));
            let early = match (onset, entry.onset_age) {
                (None, _) => Truth::Met,
                (Some(onset), Some(age)) => Truth::known(onset.holds(i32::from(age))),
                (Some(_), None) => Truth::Unknown,
            };
            let said = if conditions.contains(&entry.condition) {
                near.and(early)
            } else if entry.condition == "none" {
                Truth::NotMet
            } else {
                continue;
            };
            truth = truth.max(Some(said));
        }
        Fact::new(truth.unwrap_or(Truth::Unknown), Seen::Nothing)
    }

    /// What each usable value of a concept says to the tests, newest first.
    pub fn values_against(
        &self,
        concept: Concept,
        timings: Timings,
        tests: [Option<Compare>; 2],
    ) -> impl Iterator<Item = (Day, Truth)> + use<'a> {
        let numbers = self.numbers(concept, timings);
        numbers.map(move |(day, number)| (day, all_hold(&tests, number)))
    }

    /// What each clinic day's pressure says to the test, newest first.
    pub fn days_against(&self, test: PressureTest) -> impl Iterator<Item = (Day, Truth)> + use<'a> {
        let days = self.entries().iter().rev();
        days.filter_map(move |entry| entry.pressure.map(|own| (entry.day, test.on(own.pressure))))
    }
}
