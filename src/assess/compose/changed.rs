//! What changed since the last visit: codes with values, for the doctor who sees the patient again.

use super::Request;
use crate::assess::evidence::Shown;
use crate::assess::report::{ChangedReport, TargetReport, TimelineEntry};
use crate::assess::{Judge, Scratch, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concept, Concern, ConditionStatus, Level};
use crate::facts::{Answer, Sample};
use crate::quantity::Unit;

impl Judge {
    /// What changed since the last visit before the as-of day: the level of each concern since its own visit, all
    /// else since the newest of them.
    pub(super) fn changed(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        scratch: &Scratch,
        timeline: &[TimelineEntry],
        targets: &[TargetReport],
    ) -> Vec<ChangedReport> {
        let mut told = Told { as_of: request.as_of, since: None, list: Vec::new() };
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
            let code = |level: Level| Shown::Text(level.code().to_owned());
            told.say("level", concern.code(), request.as_of, (then.map(code), Some(code(level))), None);
        }
        told.since = newest;
        told.targets(targets);
        told.illness(request);
        told.medicines(request);
        told.results(request);
        told.referrals(request);
        told.list
    }
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
struct Told {
    as_of: Day,
    since: Option<Day>,
    list: Vec<ChangedReport>,
}

impl Told {
    fn say(
        &mut self,
        what: &'static str,
        code: &str,
        at: Day,
        (from, to): (Option<Shown>, Option<Shown>),
        unit: Option<&'static str>,
    ) {
        let Some(since) = self.since else { return };
        let code = code.to_owned();
        self.list.push(ChangedReport { what, code, from, to, unit, at, since, text: String::new() });
    }

    /// Whether a day is after the visit and not after the as-of day.
    fn is_new(&self, day: Day) -> bool {
        day <= self.as_of && self.since.is_some_and(|since| day > since)
    }

    /// Each value once whose newest readings, all of them later than the visit, miss what is aimed at.
    fn targets(&mut self, targets: &[TargetReport]) {
        let mut before: Option<&TargetReport> = None;
        for target in targets {
            let Some(since) = target.since.filter(|since| target.met == Some(false) && self.is_new(*since))
            else {
                continue;
            };
            let same = |other: &TargetReport| other.concept == target.concept && other.timing == target.timing;
            if !before.is_some_and(same) {
                let aim = Shown::Text(target.target.clone());
                self.say("outside-target", target.concept, since, (None, Some(aim)), None);
            }
            before = Some(target);
        }
    }

    fn illness(&mut self, request: &Request<'_>) {
        for condition in &request.chart.conditions {
            let what = match condition.status {
                ConditionStatus::Active => "condition",
                ConditionStatus::Suspected => "suspected",
                _ => continue,
            };
            if let Some(since) = condition.since.filter(|since| self.is_new(*since)) {
                self.say(what, condition.code.code(), since, (None, None), None);
            }
        }
    }

    /// Medicines begun since the visit, and those whose last day is the visit's or later and past.
    fn medicines(&mut self, request: &Request<'_>) {
        for course in &request.chart.courses {
            let place = usize::try_from(course.source).ok();
            let written = place.and_then(|at| request.record.medications.get(at)).and_then(|own| own.name.as_ref());
            let Some(code) = course.code.as_ref().or(written) else { continue };
            if let Some(since) = course.since.filter(|since| self.is_new(*since)) {
                self.say("started", code, since, (None, None), None);
            }
            // The first day without it.
            if let Some(ended) = course.until.map(|until| until.plus(1)).filter(|day| self.is_new(*day)) {
                self.say("stopped", code, ended, (None, None), None);
            }
        }
    }

    /// The newest result of each test that arrived.
    fn results(&mut self, request: &Request<'_>) {
        let first = self.list.len();
        for sample in request.chart.samples.iter().rev().filter(|sample| is_result(sample)) {
            let Answer::Number { value, slot } = sample.answer else { continue };
            let code = sample.concept.code();
            let told = self.list.iter().skip(first).any(|own| own.code == code);
            if self.is_new(sample.day) && !told {
                let unit = sample.concept.unit_at(slot).map(Unit::code);
                self.say("result", code, sample.day, (None, Some(Shown::Number(value))), unit);
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
                let code = if referral.up { "up" } else { "down" };
                self.say("referral", code, moved.0, (None, Some(Shown::Text(moved.1.to_owned()))), None);
            }
        }
    }
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
