//! The yellow, grey and blue of a concern, as of one day.

use super::Standing;
use crate::assess::days::last_seen_closing;
use crate::assess::{Contribution, Judge, OpenRule, Strata, own};
use crate::civil::Day;
use crate::concept::request::Span;
use crate::concept::{Colour, Concept, Concern, Level, PatientStatus, Truth, VisitClass, events};
use crate::facts::{Fact, Seen, View};
use crate::guideline::Then;

impl Judge {
    /// Whether yellow may still be said: a usable reading, home included, is recent enough.
    pub(super) fn is_fresh(&self, standing: &Standing<'_>) -> bool {
        // A visit that counted without a reading was recorded as unsatisfied: it is its own evidence.
        let visit = standing.view.visit.filter(|_| standing.view.class > Some(VisitClass::Controlled));
        let newest = standing.any_reading.max(visit);
        newest.is_some_and(|day| standing.as_of.since(day) <= self.ruleset.policy.yellow_days)
    }

    pub(super) fn yellow(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        if !self.is_fresh(standing) {
            return;
        }
        let mut view = standing.view;
        let closing = last_seen_closing(standing.chart, standing.concern, standing.as_of);
        if closing.is_some_and(|closing| view.visit.is_some_and(|visit| visit <= closing)) {
            view.class = None;
        }
        for OpenRule { rule, when } in &self.strata_of(standing).yellow {
            let Some(Then::Level { level, days, .. }) = self.rule(*rule).map(|rule| &rule.then) else {
                continue;
            };
            if !self.truth(*when, &view).is_met() {
                continue;
            }
            let test = self.seen_day(*rule, &view);
            let at =
                if *level == Level::Y3 { test.max(view.visit) } else { view.visit }.unwrap_or(standing.as_of);
            let act_by = at.plus(days.unwrap_or(self.ruleset.policy.act_yellow));
            speaking.push(Contribution { level: *level, rule: Some(*rule), at, act_by });
        }
    }

    fn strata_of(&self, standing: &Standing<'_>) -> &Strata {
        self.strata(standing.concern, standing.chart, standing.as_of)
    }

    /// The newest day of what a rule rests on.
    pub fn seen_day(&self, rule: u16, view: &View<'_>) -> Option<Day> {
        let mut newest = None;
        if let Some(when) = self.when(rule) {
            self.visit_met(when, view, &mut |fact| {
                let day = match fact.seen {
                    Seen::Sample(source) => {
                        view.chart.samples.iter().find(|s| s.source == source).map(|s| s.day)
                    }
                    Seen::Mean(_, day) => Some(day),
                    Seen::Visit(at) => {
                        usize::try_from(at).ok().and_then(|at| view.chart.visits.get(at)).map(|v| v.day)
                    }
                    _ => None,
                };
                newest = newest.max(day);
            });
        }
        newest
    }

    /// Hands every met request under a met condition to `with`.
    fn visit_met(&self, id: crate::guideline::NodeId, view: &View<'_>, with: &mut dyn FnMut(Fact)) {
        use crate::guideline::Node;
        match self.ruleset.node(id) {
            Some(Node::All(parts) | Node::Any(parts) | Node::Count(parts, _)) => {
                for part in parts.iter().filter(|part| self.truth(**part, view).is_met()) {
                    self.visit_met(*part, view, with);
                }
            }
            Some(Node::Assumed(part)) => self.visit_met(*part, view, with),
            Some(Node::Ask(request)) => {
                let fact = view.ask(request);
                if fact.truth == Truth::Met {
                    with(fact);
                }
            }
            Some(Node::Not(_)) | None => {}
        }
    }

    pub(super) fn grey(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        let policy = &self.ruleset.policy;
        let builtin = self.builtin(standing.concern);
        self.unusable(standing, speaking);
        let as_of = standing.as_of;
        let mut say = |level, rule, at: Day, act_by| speaking.push(Contribution { level, rule, at, act_by });
        match standing.reading {
            Some(day) if as_of.since(day) > policy.lost_days => {
                let start = day.plus(policy.lost_days).plus(1);
                say(Level::G2, builtin.lost, start, start.plus(policy.act_g2));
            }
            Some(day) if as_of.since(day) > policy.blue_days && !self.is_carried(standing) => {
                say(Level::G1, builtin.expired, day, day.plus(policy.act_g1));
            }
            Some(_) => {}
            None => match standing.seen {
                Some(day) if as_of.since(day) <= policy.lost_days => {
                    say(Level::G1, builtin.expired, day, as_of.plus(policy.act_g1_none));
                }
                seen => {
                    let lost = seen.map(|day| day.plus(policy.lost_days).plus(1));
                    let since =
                        standing.chart.diagnosis_date(standing.concern).filter(|since| *since <= as_of);
                    let start = lost.or(since).unwrap_or(as_of);
                    say(Level::G2, builtin.lost, start, start.plus(policy.act_g2));
                }
            },
        }
        if let Some(start) = self.lost_contact(standing) {
            say(Level::G2, builtin.lost, start, start.plus(policy.act_g2));
        }
    }

    /// The day from which failed contacts, or refusal without a valid reading, make a patient lost.
    fn lost_contact(&self, standing: &Standing<'_>) -> Option<Day> {
        let policy = &self.ruleset.policy;
        let age = standing.reading.map(|day| standing.as_of.since(day));
        if standing.chart.status == PatientStatus::Refused && age.is_none_or(|age| age > policy.blue_days) {
            let since = standing.chart.status_at.unwrap_or(standing.as_of);
            if since <= standing.as_of {
                return Some(since);
            }
        }
        if age.is_some_and(|age| age <= policy.contact_days) {
            return None;
        }
        let heard = standing.seen.max(standing.reading);
        let failed = standing.chart.visits.iter().filter(|visit| {
            let own = visit.concern.is_none_or(|said| said == standing.concern);
            !visit.reached
                && own
                && visit.day <= standing.as_of
                && heard.is_none_or(|heard| visit.day > heard)
        });
        let (mut days, mut last) = (0_i32, None);
        for visit in failed {
            if last != Some(visit.day) {
                days = days.saturating_add(1);
                last = Some(visit.day);
            }
            if days >= policy.failed_contacts {
                return last;
            }
        }
        None
    }

    /// G4: the newest blood pressure or glucose cannot be used and is not impossible.
    pub(super) fn unusable(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        let concept = match standing.concern {
            Concern::Hypertension => Concept::BloodPressure,
            Concern::Diabetes => Concept::Glucose,
        };
        let bit = events::of(concept);
        let Some(entry) = standing.view.entries().iter().rev().find(|entry| entry.events & bit != 0) else {
            return;
        };
        let newest = standing.chart.samples_of(entry, concept).next_back();
        let red =
            standing.states.iter().rev().find(|state| state.day == entry.day).is_some_and(|state| state.red);
        if newest.is_some_and(|sample| !sample.usable) && !red {
            speaking.push(Contribution {
                level: Level::G4,
                rule: self.builtin(standing.concern).unusable,
                at: entry.day,
                act_by: standing.as_of,
            });
        }
    }

    /// Whether a quiet home series carries hypertension's blue beyond its clinic reading.
    fn is_carried(&self, standing: &Standing<'_>) -> bool {
        let policy = &self.ruleset.policy;
        let Some(quiet) = policy.home_quiet else { return false };
        let recent = Span::Within(policy.carrying_days);
        standing.concern == Concern::Hypertension
            && standing.view.visit.is_some_and(|visit| standing.as_of.since(visit) <= policy.carried_days)
            && standing.view.home_mean(&quiet, recent).truth.is_met()
    }

    fn is_blue(&self, standing: &Standing<'_>) -> bool {
        let recent = standing
            .view
            .visit
            .is_some_and(|visit| standing.as_of.since(visit) <= self.ruleset.policy.blue_days);
        standing.view.class == Some(VisitClass::Controlled) && (recent || self.is_carried(standing))
    }

    pub(super) fn blue(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        if !self.is_blue(standing) {
            return;
        }
        let Some(visit) = standing.view.visit else { return };
        let (level, rule) = match self.blue_rule(standing, Level::B1) {
            Some(rule) => (Level::B1, Some(rule)),
            None => (Level::B2, self.builtin(standing.concern).quiet),
        };
        let act_by = visit.plus(self.ruleset.policy.act_blue);
        speaking.push(Contribution { level, rule, at: visit, act_by });
    }

    /// The rule by which a blue concern is ready to go back down.
    pub(super) fn ready(&self, standing: &Standing<'_>) -> Option<u16> {
        self.blue_rule(standing, Level::B3)
    }

    fn blue_rule(&self, standing: &Standing<'_>, level: Level) -> Option<u16> {
        let mut fitting = self
            .strata_of(standing)
            .blue
            .iter()
            .filter(|open| self.rule(open.rule).is_some_and(|rule| rule.level() == Some(level)));
        fitting.find(|open| self.truth(open.when, &standing.view).is_met()).map(|open| open.rule)
    }

    /// A diagnosed concern always has a level: what a higher level saw last is checked here next.
    pub(super) fn never_colourless(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        if !speaking.is_empty() {
            return;
        }
        let at = last_seen_closing(standing.chart, standing.concern, standing.as_of).or(standing.view.visit);
        let at = at.unwrap_or(standing.as_of);
        speaking.push(Contribution {
            level: Level::Y4,
            rule: self.builtin(standing.concern).after_red,
            at,
            act_by: at.plus(self.ruleset.policy.act_yellow),
        });
    }

    pub(super) fn undiagnosed(&self, standing: &Standing<'_>, speaking: &mut Vec<Contribution>) {
        for OpenRule { rule, when } in &self.strata_of(standing).grey {
            if self.truth(*when, &standing.view).is_met() {
                let first = self.first_abnormal(standing);
                let at = self.seen_day(*rule, &standing.view).or(first).unwrap_or(standing.as_of);
                let act_by = first.unwrap_or(at).plus(self.ruleset.policy.act_g3);
                speaking.push(Contribution { level: Level::G3, rule: Some(*rule), at, act_by });
            }
        }
        self.unusable(standing, speaking);
    }

    /// The first of the newest clinic days in a row above the screening line.
    fn first_abnormal(&self, standing: &Standing<'_>) -> Option<Day> {
        let line = *own(&self.ruleset.policy.below_screening, standing.concern);
        let mut first = None;
        for state in standing.states.iter().rev().filter(|state| state.any_reading) {
            let upto = usize::try_from(state.entry).unwrap_or(usize::MAX).saturating_add(1);
            let view = self.view(standing.chart, standing.concern, state.day, upto);
            if self.truth(line, &view).is_met() {
                // One normal day between two raised ones does not end the suspicion.
                if first.is_some() {
                    break;
                }
                continue;
            }
            first = Some(state.day);
        }
        first
    }

    pub(super) fn valid_until(&self, standing: &Standing<'_>, level: Level) -> Option<Day> {
        let policy = &self.ruleset.policy;
        match level.colour() {
            Colour::Red => None,
            Colour::Yellow => {
                let visit =
                    standing.view.visit.filter(|_| standing.view.class > Some(VisitClass::Controlled));
                standing.any_reading.max(visit).map(|day| day.plus(policy.yellow_days))
            }
            Colour::Blue => {
                let visit = standing.view.visit?;
                let plain = visit.plus(policy.blue_days);
                if plain >= standing.as_of {
                    return Some(plain);
                }
                let (_, ended) = standing.view.home_series(Span::Within(policy.carrying_days))?;
                Some(visit.plus(policy.carried_days).min(ended.plus(policy.carrying_days)))
            }
            Colour::Grey => match (level, standing.reading) {
                (Level::G1, Some(day)) => Some(day.plus(policy.lost_days)),
                _ => None,
            },
        }
    }
}
