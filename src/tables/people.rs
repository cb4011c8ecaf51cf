//! The rows of one person to one record.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::row::{Facts, Pressure};
use super::table::Why;
use crate::concept::{Concept, Concern};
use crate::forms::draft::{Draft, add};
use crate::json::{Out, quoted};
use crate::problem::ProblemCode;
use crate::quantity::Decimal;

/// A visit: when, about what, and what was written.
type Visit = (String, Option<Concern>, Vec<(&'static str, Out)>);

/// One person's record while it grows.
#[derive(Debug, Default)]
pub(crate) struct Person {
    draft: Draft,
    place: Vec<(Cow<'static, str>, Out)>,
    /// Parts that come on rows of their own are put together when they are of one moment.
    pressures: Vec<(String, Pressure)>,
    /// Where the pressures of a moment stand. One person may have a year's readings of a sensor: nothing is looked for
    /// from the beginning.
    moments: BTreeMap<String, Vec<usize>>,
    /// Observations that are there, as they print.
    told: BTreeSet<String>,
    visits: Vec<Visit>,
}

impl Person {
    /// Whether a row says someone else of the same id; nothing is taken before this is asked.
    pub(crate) fn contradicts(&self, facts: &Facts) -> Option<Why> {
        facts.patient.iter().find_map(|(name, value)| {
            let (_, there) = self.draft.patient.iter().find(|(own, _)| own == name)?;
            let other = *there != Out::text(value);
            other.then(|| {
                let message =
                    format!("found {name} {} and {there} under one id, expected one person", quoted(value));
                (ProblemCode::Contradictory, message)
            })
        })
    }

    /// Takes a row.
    pub(crate) fn take(&mut self, facts: Facts) {
        // `contradicts` was asked before.
        let _ = self.draft.patient("id", Out::text(&facts.id));
        for (name, value) in facts.patient {
            let _ = self.draft.patient(name, Out::Text(value));
        }
        for (name, value) in facts.place {
            // People move: the newest row's word is as good as the first's, and nothing hangs on it.
            self.place.retain(|(own, _)| own != name);
            self.place.push((Cow::Borrowed(name), Out::Text(value)));
        }
        for code in facts.conditions {
            add(&mut self.draft.conditions, Out::object([("code", Some(Out::text(code)))]));
        }
        for name in facts.medicines {
            add(&mut self.draft.medications, Out::object([("name", Some(Out::Text(name)))]));
        }
        let Some(at) = facts.at else { return };
        let seen = |concept: Concept, how: Vec<(&'static str, Option<Out>)>| {
            let head = [("at", Some(Out::text(&at))), ("concept", Some(Out::text(concept.code())))];
            Out::object(head.into_iter().chain(how))
        };
        for (concept, timing, value, unit) in facts.numbers {
            let timing = timing.map(|timing| Out::text(timing.code()));
            let how =
                vec![("value", Some(value)), ("unit", Some(Out::text(unit.code()))), ("timing", timing)];
            self.observe(seen(concept, how));
        }
        for (concept, code, list) in facts.codes {
            let list = (list != 0).then(|| Out::number(list));
            self.observe(seen(concept, vec![("code", Some(Out::text(code))), ("codeList", list)]));
        }
        for code in facts.symptoms {
            self.observe(seen(Concept::Symptom, vec![("code", Some(Out::text(code)))]));
        }
        if let Some(pressure) = facts.pressure {
            self.pressure(&at, pressure);
        }
        let day = at.split('T').next().unwrap_or(&at).to_owned();
        self.draft.habits(&day, facts.habits);
        if !facts.visit.is_empty() {
            let entry = (at, facts.concern, facts.visit);
            if !self.visits.contains(&entry) {
                self.visits.push(entry);
            }
        }
    }

    /// Takes an observation, once.
    fn observe(&mut self, entry: Out) {
        if self.told.insert(entry.to_string()) {
            self.draft.observations.push(entry);
        }
    }

    fn pressure(&mut self, at: &str, new: Pressure) {
        let places = self.moments.entry(at.to_owned()).or_default();
        for place in places.iter() {
            let Some((_, there)) = self.pressures.get_mut(*place) else { continue };
            if *there == new {
                return;
            }
            let half = there.systolic.is_some() != there.diastolic.is_some()
                && new.systolic.is_some() != new.diastolic.is_some();
            if half && there.unit == new.unit && there.systolic.is_some() != new.systolic.is_some() {
                there.systolic = there.systolic.or(new.systolic);
                there.diastolic = there.diastolic.or(new.diastolic);
                return;
            }
        }
        places.push(self.pressures.len());
        self.pressures.push((at.to_owned(), new));
    }

    /// The record.
    pub(crate) fn out(mut self) -> Out {
        for (at, pressure) in self.pressures {
            let number = |part: Option<Decimal>| part.map(Out::number);
            self.draft.observations.push(Out::object([
                ("at", Some(Out::Text(at))),
                ("concept", Some(Out::text(Concept::BloodPressure.code()))),
                ("systolic", number(pressure.systolic)),
                ("diastolic", number(pressure.diastolic)),
                ("unit", Some(Out::text(pressure.unit.code()))),
            ]));
        }
        for (at, concern, fields) in self.visits {
            let head =
                [("at", Some(Out::Text(at))), ("concern", concern.map(|concern| Out::text(concern.code())))];
            let fields = fields.into_iter().map(|(name, value)| (name, Some(value)));
            self.draft.visits.push(Out::object(head.into_iter().chain(fields)));
        }
        if !self.place.is_empty() {
            self.draft.patient.push((Cow::Borrowed("place"), Out::Object(self.place)));
        }
        self.draft.out()
    }
}
