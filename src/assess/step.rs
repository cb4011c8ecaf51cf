//! The next step of therapy: at most one a concern, what takes away before what gives, never into a check.
//!
//! Which steps there are is data; when none is offered at all is the machine's, and stands in `is_open`.

use super::compose::Request;
use super::evidence::Missing;
use super::report::{Citation, Gap, StepReport};
use super::{ConcernVerdict, Judge, Verdict, own};
use crate::concept::{Concern, DrugClass, Level, Truth};
use crate::facts::View;
use crate::guideline::{Choice, Cited, Medicine, Step, StepKind, decider};

/// What the steps of a patient come to.
#[derive(Debug, Default)]
pub struct Stepped {
    /// At most one a concern.
    pub steps: Vec<StepReport>,
    /// What is asked of the cover, which is no step of therapy.
    pub enrol: Option<StepReport>,
    /// What kept a step from being known, by the step.
    pub missing: Vec<(Missing, String)>,
}

/// A class with the medicines of it that can be had.
struct Offer<'a> {
    class: DrugClass,
    drugs: Vec<&'a Medicine>,
}

impl Judge {
    /// Looks for the next step of each concern.
    pub(super) fn steps(&self, request: &Request<'_>, verdict: &Verdict) -> Stepped {
        let mut found = Stepped::default();
        // Whoever has died, moved or is red is not treated by a step: first someone sees the patient.
        if verdict.level.is_none_or(|level| level.is_red() || level == Level::G2WasRed) {
            return found;
        }
        for concern in Concern::ALL {
            let mine = own(&verdict.concerns, *concern);
            if mine.level.is_some() && self.is_classed(request.chart, *concern, request.as_of) {
                let view = self.tier_view(request.chart, request.as_of, *concern, mine);
                self.step(request, &view, mine, &mut found);
            }
        }
        let view =
            self.view(request.chart, Concern::Hypertension, request.as_of, request.chart.upto(request.as_of));
        let enrol = self.ruleset.steps.steps.iter().find(|row| row.kind == StepKind::Enrol);
        let enrol = enrol.filter(|row| self.truth(row.when, &view).is_met());
        found.enrol = enrol.and_then(|row| self.step_report(request, row, None, &[]));
        found
    }

    fn step(&self, request: &Request<'_>, view: &View<'_>, mine: &ConcernVerdict, found: &mut Stepped) {
        let mut waiting: Option<(&Step, Vec<Missing>)> = None;
        let kinds = StepKind::ALL.iter();
        for (kind, row) in kinds.flat_map(|kind| self.ruleset.steps.steps.iter().map(move |row| (*kind, row)))
        {
            if row.kind != kind || row.concern != Some(view.concern) || !self.is_open(request, row, mine) {
                continue;
            }
            let mut missing = Vec::new();
            match self.truth(row.when, view) {
                Truth::NotMet => continue,
                Truth::Unknown => self.missing(row.when, view, &mut missing),
                Truth::Met => {
                    if let Some(report) = self.offered(request, row, view, &mut missing) {
                        found.steps.push(report);
                        return;
                    }
                }
            }
            if waiting.is_none() && !missing.is_empty() {
                waiting = Some((row, missing));
            }
        }
        if let Some((row, missing)) = waiting {
            found.missing.extend(missing.into_iter().map(|missing| (missing, row.id.clone())));
        }
    }

    /// What gives needs a visit that still waits for its own follow-up; what takes away only that it holds.
    fn is_open(&self, request: &Request<'_>, row: &Step, mine: &ConcernVerdict) -> bool {
        let known = mine.level.is_some_and(|level| level.is_yellow() || level.is_blue());
        let lasts = self.ruleset.policy.act_yellow;
        row.kind.eases() || (known && mine.visit.is_some_and(|visit| request.as_of.since(visit) <= lasts))
    }

    /// The step with its class; none where no class is left.
    fn offered(
        &self,
        request: &Request<'_>,
        row: &Step,
        view: &View<'_>,
        missing: &mut Vec<Missing>,
    ) -> Option<StepReport> {
        let active = || view.chart.courses.iter().filter(|course| course.is_active(request.as_of));
        let taken = |class: &DrugClass| active().any(|course| course.classes.contains(class));
        if row.kind.eases() {
            let mut classes = row.from.iter().copied().filter(taken);
            let first = classes.next();
            // Which of several pressure medicines to lower no document says; those that cause lows it ranks.
            let only = first.filter(|_| view.concern == Concern::Diabetes || classes.next().is_none());
            let offer = only.map(|class| Offer { class, drugs: Vec::new() });
            return self.step_report(request, row, None, offer.as_slice());
        }
        let fits = |choice: &&Choice| choice.concern == row.concern && self.truth(choice.when, view).is_met();
        let choice = self.ruleset.steps.choices.iter().find(fits).filter(|_| row.classes.is_empty());
        let classes = choice.map_or(&row.classes, |choice| &choice.classes);
        let mut offers = Vec::new();
        for class in classes.iter().filter(|class| !taken(class)) {
            let mut unanswered = Vec::new();
            match self.suits(request, (*class, None), &row.from, &mut unanswered) {
                Truth::Met => {
                    offers.push(Offer { class: *class, drugs: self.dispensed(request, row, *class) });
                }
                // A first choice that waits for a test is worth the test, not the second choice.
                Truth::Unknown if offers.is_empty() && !unanswered.is_empty() => {
                    *missing = unanswered;
                    return None;
                }
                Truth::Unknown | Truth::NotMet => {}
            }
        }
        // A county that says what it has is offered what it has: first a class that stands on its list.
        if self.ruleset.formulary.is_some()
            && let Some(at) = offers.iter().position(|offer| !offer.drugs.is_empty())
        {
            offers.drain(..at);
        }
        if offers.is_empty() { None } else { self.step_report(request, row, choice, &offers) }
    }

    /// The medicines of a class that the county's list has where the step is decided, and no check bars; covered first.
    fn dispensed(&self, request: &Request<'_>, row: &Step, class: DrugClass) -> Vec<&Medicine> {
        let Some(formulary) = &self.ruleset.formulary else { return Vec::new() };
        let mut list = Vec::new();
        for covered in [true, false] {
            for code in formulary.at(row.decided_by.max(request.place)) {
                let medicine = self.ruleset.medicines.find(code).filter(|own| own.classes == [class]);
                if let Some(medicine) = medicine
                    && formulary.covered.iter().any(|own| own == code) == covered
                    && self.suits(request, (class, Some(medicine)), &row.from, &mut Vec::new()).is_met()
                {
                    list.push(medicine);
                }
            }
        }
        list
    }

    fn step_report(
        &self,
        request: &Request<'_>,
        row: &Step,
        choice: Option<&Choice>,
        offers: &[Offer<'_>],
    ) -> Option<StepReport> {
        let first = offers.first();
        let after =
            first.and_then(|first| self.ruleset.steps.after.iter().find(|own| own.class == first.class));
        let after = after.filter(|_| !row.kind.eases());
        let pending = row.pending || choice.is_some_and(|choice| choice.pending);
        let cited = |cited: &Cited| -> Citation {
            self.citation(&cited.cite, cited.confidence, cited.is_pending() || row.pending, request.language)
        };
        let lines = row.cited.iter().chain(choice.iter().flat_map(|choice| &choice.cited));
        let mut cites: Vec<Citation> = Vec::new();
        for cite in lines.map(cited) {
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        let mut cites = cites.into_iter();
        Some(StepReport {
            step: row.kind.code(),
            class: first.map(|first| first.class.code()),
            decided_by: decider(row.decided_by),
            concern: row.concern.map(Concern::code),
            drugs: first
                .map_or_else(Vec::new, |first| first.drugs.iter().map(|own| own.code.clone()).collect()),
            others: offers.iter().skip(1).map(|offer| offer.class.code()).collect(),
            wait_days: row.wait,
            monitor: after.map_or_else(Vec::new, |own| own.monitor.iter().map(|own| own.code()).collect()),
            monitor_days: after.and_then(|own| own.within),
            rule: row.id.clone(),
            choice: choice.map(|choice| choice.id.clone()),
            text: String::new(),
            review: pending.then_some("pending"),
            letter: (row.decided_by > request.place).then_some("consult"),
            cite: cites.next()?,
            more_cites: cites.collect(),
        })
    }
}

impl Judge {
    /// Adds what kept a step from being known to the gaps.
    pub(super) fn step_gaps(
        &self,
        request: &Request<'_>,
        missing: Vec<(Missing, String)>,
        into: &mut Vec<Gap>,
    ) {
        let Request { chart, as_of, .. } = *request;
        let view = self.view(chart, Concern::Hypertension, as_of, chart.upto(as_of));
        for (missing, step) in missing {
            let (name, about) = (missing.name, missing.asked_about());
            if let Some(gap) = into.iter_mut().find(|gap| gap.concept == name && gap.about == about) {
                gap.would_settle.push(step);
                continue;
            }
            let last_at = missing.last_at(&view);
            let reason = match last_at {
                _ if name == crate::concept::Concept::Symptom.code() => "unanswered",
                Some(_) => "stale",
                None => "missing",
            };
            into.push(Gap {
                concept: name,
                reason,
                about,
                last_at,
                label: None,
                would_settle: vec![step],
                could_be: None,
            });
        }
    }
}
