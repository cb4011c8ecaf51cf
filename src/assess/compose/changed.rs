//! What changed since the last visit: codes with values, for the doctor who sees the patient again.

use super::Request;
use crate::assess::report::{TargetReport, TimelineEntry, Told};
use crate::assess::{Scratch, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concept, Concern, ConditionStatus};
use crate::facts::{Answer, Sample};
use crate::quantity::Unit;
use crate::sorted::sort_by;

/// What changed since the last visit before the as-of day: the level of each concern since its own visit, all
/// else since the newest of them.
pub(super) fn changed(
    request: &Request<'_>,
    verdict: &Verdict,
    scratch: &Scratch,
    timeline: &[TimelineEntry],
    targets: &[TargetReport],
) -> Vec<Told> {
    let mut told = Changes { as_of: request.as_of, since: None, list: Vec::new() };
    let mut newest = None;
    for concern in Concern::ALL {
        let Some(level) = own(&verdict.concerns, *concern).level else { continue };
        let Some(visit) = last_visit(request, *concern, scratch) else { continue };
        newest = newest.max(Some(visit));
        let then = timeline.iter().rev().find(|entry| entry.at == visit).and_then(|entry| match concern {
            Concern::Hypertension => entry.hypertension,
            Concern::Diabetes => entry.diabetes,
        });
        told.since = Some(visit);
        told.say("changed.level", "concern", concern.code(), request.as_of);
        if let Some(then) = then {
            told.add("was", then.colour().code());
            told.add("from", then.code());
        }
        told.add("colour", level.colour().code());
        told.add("to", level.code());
    }
    told.since = newest;
    told.targets(targets);
    let from = told.list.len();
    told.illness(request);
    told.settle(from);
    let from = told.list.len();
    told.medicines(request);
    told.settle(from);
    told.results(request);
    let from = told.list.len();
    told.referrals(request);
    told.settle(from);
    told.list
}

/// The newest day before the as-of day on which the patient was seen for a concern: a visit by the definition, or
/// a contact that was written down.
fn last_visit(request: &Request<'_>, concern: Concern, scratch: &Scratch) -> Option<Day> {
    let states = own(&scratch.states, concern);
    let visit = states.iter().rev().find(|state| state.class.is_some() && state.day < request.as_of);
    let written = request.chart.visits.iter().rev().find(|visit| {
        let is_own = visit.concern.is_none_or(|own| own == concern);
        is_own && visit.face_to_face && visit.reached && visit.day < request.as_of
    });
    visit.map(|state| state.day).max(written.map(|visit| visit.day))
}

/// What has been told so far.
struct Changes {
    as_of: Day,
    since: Option<Day>,
    list: Vec<Told>,
}

impl Changes {
    /// Tells something, if it has changed since the visit and until the as-of day; a level may be the same.
    fn say(&mut self, template: &'static str, family: &'static str, code: &str, at: Day) {
        let Some(since) = self.since else { return };
        let mut told = Told::new(template, family);
        told.text("what", template.split_once('.').map_or(template, |(_, what)| what));
        told.text("code", code);
        told.day("at", at);
        told.day("since", since);
        self.list.push(told);
    }

    /// Adds to what was told last.
    fn add(&mut self, name: &'static str, text: &str) {
        if let Some(told) = self.list.last_mut().filter(|_| !text.is_empty()) {
            told.text(name, text);
        }
    }

    /// Puts what was told from a place on in the order of its days: the record's own lists have no order.
    fn settle(&mut self, from: usize) {
        let mut rest = self.list.split_off(from);
        sort_by(&mut rest, |one, other| order(one).cmp(&order(other)));
        self.list.append(&mut rest);
    }

    /// Whether a day is after the visit and not after the as-of day.
    fn is_new(&self, day: Day) -> bool {
        day <= self.as_of && self.since.is_some_and(|since| day > since)
    }

    /// Each value once whose newest readings, all of them later than the visit, miss what is aimed at.
    fn targets(&mut self, targets: &[TargetReport]) {
        let mut before: Option<&TargetReport> = None;
        for target in targets.iter().filter(|target| target.met == Some(false)) {
            let Some(since) = target.since.filter(|since| self.is_new(*since)) else { continue };
            let is_told =
                before.is_some_and(|own| own.concept == target.concept && own.timing == target.timing);
            before = Some(target);
            if !is_told {
                self.say("changed.outside-target", "concept", target.concept, since);
                self.add("timing", target.timing.as_deref().unwrap_or_default());
                self.add("to", &target.target);
            }
        }
    }

    fn illness(&mut self, request: &Request<'_>) {
        for condition in &request.chart.conditions {
            let Some(since) = condition.since.filter(|since| self.is_new(*since)) else { continue };
            let template = match condition.status {
                ConditionStatus::Active => "changed.condition",
                ConditionStatus::Suspected => "changed.suspected",
                _ => continue,
            };
            self.say(template, "condition", condition.code.code(), since);
        }
    }

    /// Medicines begun since the visit, and those of which the first day without them is since the visit.
    fn medicines(&mut self, request: &Request<'_>) {
        for course in &request.chart.courses {
            let place = usize::try_from(course.source).ok();
            let written =
                place.and_then(|at| request.record.medications.get(at)).and_then(|own| own.name.as_ref());
            let Some(code) = course.code.as_ref().or(written) else { continue };
            let without = course.until.map(|until| until.plus(1));
            for (template, day) in [("changed.started", course.since), ("changed.stopped", without)] {
                if let Some(day) = day.filter(|day| self.is_new(*day)) {
                    self.say(template, "medicine", code, day);
                }
            }
        }
    }

    /// The newest result of each test that arrived.
    fn results(&mut self, request: &Request<'_>) {
        let mut told: Vec<Concept> = Vec::new();
        for sample in request.chart.samples.iter().rev() {
            let Answer::Number { value, slot } = sample.answer else { continue };
            if is_result(sample) && self.is_new(sample.day) && !told.contains(&sample.concept) {
                told.push(sample.concept);
                self.say("changed.result", "concept", sample.concept.code(), sample.day);
                self.add("to", &value.to_string());
                self.add("unit", sample.concept.unit_at(slot).map_or("", Unit::code));
            }
        }
    }

    /// Where each referral came to.
    fn referrals(&mut self, request: &Request<'_>) {
        for referral in &request.chart.referrals {
            let place = usize::try_from(referral.source).ok();
            let Some(written) = place.and_then(|at| request.record.referrals.get(at)) else { continue };
            let mut moved = (referral.day, "sent");
            for event in &written.events {
                if event.at.day <= self.as_of && event.at.day >= moved.0 {
                    moved = (event.at.day, event.state.code());
                }
            }
            if let Some((day, outcome)) = referral.closed.filter(|(day, _)| *day <= self.as_of) {
                moved = (day, outcome.code());
            }
            if self.is_new(moved.0) {
                let way = if referral.up { "up" } else { "down" };
                self.say("changed.referral", "referral", way, moved.0);
                self.add("state", moved.1);
            }
        }
    }
}

fn order(told: &Told) -> [&str; 4] {
    [told.said("at"), told.template, told.said("code"), told.said("state")]
}

/// A usable number from a laboratory, neither read at the visit nor made by an equation.
const fn is_result(sample: &Sample) -> bool {
    let is_read = matches!(
        sample.concept,
        Concept::BloodPressure
            | Concept::Glucose
            | Concept::HeartRate
            | Concept::Temperature
            | Concept::Weight
            | Concept::Height
            | Concept::Waist
            | Concept::Bmi
    );
    sample.usable && !sample.derived && !is_read
}
