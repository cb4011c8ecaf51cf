//! By when someone sees the patient: the strictest of what the tiers ask and of the rows of the plan.

use super::Followed;
use crate::assess::compose::{Request, owner};
use crate::assess::report::{Considered, NextContact};
use crate::assess::{Contribution, Judge, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concern, Level};
use crate::facts::{Chart, View};
use crate::guideline::{Contact, From, decider};

impl Judge {
    /// The next contact with everything that was looked at; none where nobody asks for one.
    pub(super) fn next_contact(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        followed: &Followed<'_>,
    ) -> Option<NextContact> {
        let said = verdict.act_by?;
        let mut next = self.by_tier(request, verdict, said);
        for concern in Concern::ALL {
            if let Some(other) = own(&verdict.concerns, *concern).act_by.filter(|other| *other != said) {
                let other = self.by_tier(request, verdict, other);
                add_beaten(&mut next.others, other);
            }
        }
        for row in &self.ruleset.plans.contacts {
            let Some(view) = followed.of(row.head.concern) else { continue };
            let level = own(&verdict.concerns, view.concern).level;
            let Some(from) = counted_from(row, view, level) else { continue };
            if !self.truth(row.head.when, view).is_met() {
                continue;
            }
            let by = from.plus(row.within);
            let considered = self.considered(request, &row.head, by);
            // What is wanted now, or today, goes before any date.
            if by >= next.by || row.beside || said.level >= Level::R1 {
                add(&mut next.others, considered);
                continue;
            }
            let decides = NextContact {
                by,
                mode: next.mode,
                owner: decider(row.owner),
                rule: Some(considered.rule),
                text: None,
                review: row.head.pending.then_some("pending"),
                cite: Some(considered.cite),
                others: std::mem::take(&mut next.others),
                sooner_than: Some(view.concern.code()),
            };
            let before = std::mem::replace(&mut next, decides);
            add_beaten(&mut next.others, before);
        }
        Some(next)
    }

    /// What the tiers ask.
    fn by_tier(&self, request: &Request<'_>, verdict: &Verdict, said: Contribution) -> NextContact {
        let rule = said.rule.and_then(|at| self.rule(at));
        let is_lost = matches!(said.level, Level::G2 | Level::G2WasRed);
        // The form allows the telephone only for those who cannot be reached otherwise.
        let by_phone = is_lost && is_missed(request.chart, request.as_of, verdict);
        NextContact {
            by: said.act_by,
            mode: if by_phone { "phone" } else { "face-to-face" },
            owner: owner(said.level),
            rule: rule.map(|rule| rule.id.clone()),
            text: None,
            review: rule.and_then(|rule| rule.pending.then_some("pending")),
            cite: rule.map(|rule| self.citation(&rule.cite, rule.confidence, rule.pending, request.language)),
            others: Vec::new(),
            sooner_than: None,
        }
    }
}

/// Adds a contact that did not decide.
fn add_beaten(list: &mut Vec<Considered>, next: NextContact) {
    if let (Some(rule), Some(cite)) = (next.rule, next.cite) {
        add(list, Considered { rule, by: next.by, cite });
    }
}

/// Adds what was looked at, the soonest first.
fn add(list: &mut Vec<Considered>, own: Considered) {
    let later = list.iter().position(|had| had.by > own.by);
    list.insert(later.unwrap_or(list.len()), own);
}

/// The day a row counts from. A visit counts while its colour does: what is grey or red has a day of its own.
fn counted_from(row: &Contact, view: &View<'_>, level: Option<Level>) -> Option<Day> {
    let is_followed = level.is_some_and(|level| level.is_yellow() || level.is_blue());
    match row.from {
        From::Visit => view.visit.filter(|_| is_followed),
        From::Change => {
            let change = changed(view).filter(|_| is_followed)?;
            view.visit.is_none_or(|visit| change >= visit).then_some(change)
        }
        From::Referral => {
            let mut first: Option<Day> = None;
            for own in &view.chart.referrals {
                let open = own.closed.is_none_or(|(closed, _)| closed > view.day);
                let mine = own.concern.is_none_or(|concern| concern == view.concern);
                if own.up && open && mine && own.day <= view.day && first.is_none_or(|day| own.day < day) {
                    first = Some(own.day);
                }
            }
            first
        }
    }
}

/// The newest day on which a medicine that lowers pressure began or ended, or a visit changed therapy.
fn changed(view: &View<'_>) -> Option<Day> {
    let mut newest: Option<Day> = None;
    for visit in &view.chart.visits {
        if visit.medication_changed
            && visit.concern.is_none_or(|concern| concern == view.concern)
            && visit.day <= view.day
        {
            newest = newest.max(Some(visit.day));
        }
    }
    for course in &view.chart.courses {
        if course.classes.iter().any(|class| class.lowers_pressure()) {
            for day in [course.since, course.until] {
                newest = newest.max(day.filter(|day| *day <= view.day));
            }
        }
    }
    newest
}

/// Whether somebody called in vain since the last visit.
fn is_missed(chart: &Chart, as_of: Day, verdict: &Verdict) -> bool {
    let [one, other] = &verdict.concerns;
    let seen = one.visit.max(other.visit);
    let in_vain = |day: Day| day <= as_of && seen.is_none_or(|seen| day > seen);
    chart.visits.iter().any(|visit| visit.face_to_face && !visit.reached && in_vain(visit.day))
}
