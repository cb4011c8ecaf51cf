//! Referral both ways: what the colour asks for, else what a criterion asks for that no colour shows, else the way down,
//! else what is open. Criteria are data; that a red colour goes first, and that all must hold on the way down, is code.

mod open;

use super::compose::Request;
use super::evidence::Missing;
use super::report::{CareReport, ReferralReport};
use super::{Contribution, Judge, Scratch, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concern, Level, ReferralOutcome, ReferralPlace, Truth, Urgency};
use crate::facts::{ReferralAt, View};
use crate::guideline::{Cited, ReferralCriterion as Criterion, Rule, Then};
use crate::sorted::sort_by;

/// What referral comes to.
#[derive(Debug, Default)]
pub struct Referred {
    /// What is asked for, or open.
    pub report: Option<ReferralReport>,
    /// Who keeps the patient.
    pub care: Option<CareReport>,
}

/// What speaks for the level of the patient.
type Speaking = [(Concern, Contribution)];

/// One concern in the views that its criteria are asked in.
struct Side<'a> {
    concern: Concern,
    /// On the as-of day.
    now: View<'a>,
    /// On the last event day, as red rules are asked.
    last: Option<View<'a>>,
}

/// A criterion and what it came to.
struct Weighed<'a> {
    row: &'a Criterion,
    truth: Truth,
}

impl Judge {
    /// Weighs every criterion, and says what is asked for; what kept one from being known goes into `missing`.
    pub(super) fn refer(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        (speaking, scratch): (&Speaking, &Scratch),
        missing: &mut Vec<(Missing, String)>,
    ) -> Referred {
        let mut found = Referred::default();
        let Some(level) = verdict.level else { return found };
        let memos = [self.memo(), self.memo(), self.memo(), self.memo()];
        let mut memo = memos.iter();
        let mut sides: Vec<Side<'_>> = Vec::new();
        for concern in Concern::ALL {
            let mine = own(&verdict.concerns, *concern);
            let mut now = self.tier_view(request.chart, request.as_of, *concern, mine);
            now.memo = memo.next();
            let mut last = self.last_view(request, *concern, scratch);
            if let Some(last) = &mut last {
                last.memo = memo.next();
            }
            if mine.level.is_some() {
                sides.push(Side { concern: *concern, now, last });
            }
        }
        let up = self.weigh(false, &sides, speaking, scratch);
        let down = self.weigh(true, &sides, speaking, scratch);
        let down: Vec<Weighed<'_>> =
            down.into_iter().filter(|own| own.row.to.contains(&request.next_down)).collect();
        let open = self.open_referrals(request);
        let mut report = self.coloured(request, level, speaking);
        if report.is_none() {
            report = self.uncoloured(request, &up);
        }
        // Whoever is cared for at the lowest place has no way down, and a patient who is up for something stays.
        let may_go =
            level.is_blue() && request.next_down < request.place && report.is_none() && open.is_empty();
        let held = down.iter().any(|own| own.truth == Truth::NotMet);
        if may_go && !down.is_empty() && down.iter().all(|own| own.truth.is_met()) {
            report = Some(self.plain(request, "down", Urgency::Routine, request.next_down));
        }
        if report.is_none()
            && let Some(first) = open.first()
        {
            let place = first.to.and_then(ReferralPlace::parse).unwrap_or(ReferralPlace::CountyHospital);
            let mut own = self.plain(request, first.direction, Urgency::Routine, place);
            own.check_by = first.by.unwrap_or(own.check_by);
            report = Some(own);
        }
        self.ask(&up, &sides, missing);
        if may_go && !held {
            self.ask(&down, &sides, missing);
        }
        found.care = self.care(request, level, report.as_ref());
        if let Some(report) = &mut report {
            let list = if report.direction == "down" { &down } else { &up };
            for own in list {
                let into = match own.truth {
                    Truth::Met => &mut report.met,
                    Truth::NotMet => &mut report.not_met,
                    Truth::Unknown => &mut report.unknown,
                };
                into.push(own.row.id.clone());
            }
            report.loops = open;
        }
        found.report = report;
        found
    }

    /// The last event day of a concern, as rules that may be possible are asked.
    fn last_view<'a>(
        &'a self,
        request: &Request<'a>,
        concern: Concern,
        scratch: &Scratch,
    ) -> Option<View<'a>> {
        let state = own(&scratch.states, concern).last()?;
        let upto = usize::try_from(state.entry).unwrap_or(usize::MAX).saturating_add(1);
        let mut view = self.view(request.chart, concern, state.day, upto);
        view.class = state.class;
        view.run = state.run;
        view.lookback = Some(self.ruleset.policy.lost_days);
        view.targets = self.targets(&view);
        Some(view)
    }

    fn weigh(
        &self,
        down: bool,
        sides: &[Side<'_>],
        speaking: &Speaking,
        scratch: &Scratch,
    ) -> Vec<Weighed<'_>> {
        let mut list: Vec<Weighed<'_>> = Vec::new();
        for row in self.ruleset.referrals.criteria.iter().filter(|row| row.down == down) {
            let mut truth = None;
            for side in sides {
                truth = truth.max(self.criterion(row, side, speaking, scratch));
            }
            if let Some(truth) = truth {
                list.push(Weighed { row, truth });
            }
        }
        // The most serious first, as a reader looks for them.
        let level = |own: &Weighed<'_>| {
            let mut most: Option<Level> = None;
            for at in &own.row.rules {
                most = most.max(self.rule(*at).and_then(Rule::level));
            }
            most
        };
        sort_by(&mut list, |one, other| level(other).cmp(&level(one)));
        list
    }

    /// What a criterion comes to for a concern; none where it is not about it, or what it found was answered.
    fn criterion(
        &self,
        row: &Criterion,
        side: &Side<'_>,
        speaking: &Speaking,
        scratch: &Scratch,
    ) -> Option<Truth> {
        let narrowed = |view: &View<'_>| row.when.map_or(Truth::Met, |when| self.truth(when, view));
        if row.rules.is_empty() {
            return (row.concern == Some(side.concern)).then(|| narrowed(&side.now));
        }
        let mut truth = None;
        for at in &row.rules {
            let Some(rule) = self.rule(*at).filter(|rule| rule.concern == side.concern) else { continue };
            let mut said = speaking.iter().filter(|(concern, _)| *concern == side.concern);
            let fired = said.find(|(_, said)| said.rule == Some(*at) && said.level.is_red());
            let own_truth = if let Some((_, said)) = fired {
                let mut findings = own(&scratch.findings, side.concern).iter().rev();
                let finding = findings.find(|finding| finding.rule == *at && finding.day == said.at);
                let view = finding.map(|finding| self.finding_view(side.now.chart, side.concern, finding));
                Some(view.map_or(Truth::Met, |view| narrowed(&view)))
            } else if let Some(view) = &side.last {
                // What it found and somebody answered is neither met nor not met.
                Some(self.truth(rule.when, view).and(narrowed(view))).filter(|truth| !truth.is_met())
            } else {
                Some(Truth::Unknown)
            };
            truth = truth.max(own_truth);
        }
        truth
    }

    /// What the colour asks for: it always goes first.
    fn coloured(&self, request: &Request<'_>, level: Level, speaking: &Speaking) -> Option<ReferralReport> {
        let (direction, urgency) = match level {
            Level::R0 => ("up", Urgency::Emergency),
            Level::R1 => ("up", Urgency::Today),
            Level::B3 => ("down", Urgency::Routine),
            level if level.is_red() => ("up", Urgency::Within14Days),
            _ => return None,
        };
        let mut to = if level == Level::B3 { request.next_down } else { default_place(level) };
        let mut first: Option<Day> = None;
        let mut rules: Vec<String> = Vec::new();
        for (_, said) in speaking.iter().filter(|(_, said)| said.level.is_red() == level.is_red()) {
            let Some(rule) = said.rule.and_then(|at| self.rule(at)) else { continue };
            let wanted = match rule.then {
                Then::Level { to: Some(place), .. } => place,
                _ => default_place(said.level),
            };
            if said.level == level && level.is_red() {
                // A rule may ask for less than its level's place, never a milder rule for more.
                to = if first.is_none() { wanted } else { to.max(wanted) };
                first = first.or(Some(said.at));
            }
            if !rules.contains(&rule.id) {
                rules.push(rule.id.clone());
            }
        }
        let as_of = request.as_of;
        let up = request.chart.referrals.iter().filter(|own| own.up && is_open(own, as_of));
        let oldest = speaking.iter().filter(|(_, said)| said.level == level).map(|(_, said)| said.at).min();
        let from = up.map(|own| own.day).min().or(oldest).unwrap_or(as_of);
        let mut report = self.plain(request, direction, urgency, to);
        report.check_by = from.plus(self.ruleset.policy.check_referral);
        report.rules = rules;
        Some(report)
    }

    /// What a criterion asks for that no colour shows, unless somebody above is seeing to it or has seen it.
    fn uncoloured(&self, request: &Request<'_>, up: &[Weighed<'_>]) -> Option<ReferralReport> {
        let mut urgency = Urgency::Routine;
        let mut to = ReferralPlace::VillageClinic;
        let (mut rules, mut checked) = (Vec::new(), false);
        for Weighed { row, truth } in up {
            let mine = row.concern.is_some_and(|concern| !self.is_answered(request, concern));
            if !truth.is_met() || !mine {
                continue;
            }
            if row.urgency != Urgency::Routine {
                urgency = row.urgency;
            }
            to = row.to.iter().copied().max().unwrap_or(to).max(to);
            checked |= !row.pending;
            rules.push(row.id.clone());
        }
        if rules.is_empty() {
            return None;
        }
        let mut report = self.plain(request, "up", urgency, to);
        report.rules = rules;
        report.review = (!checked).then_some("pending");
        Some(report)
    }

    /// Whether a referral up of the concern is open, or was seen lately enough.
    fn is_answered(&self, request: &Request<'_>, concern: Concern) -> bool {
        let as_of = request.as_of;
        let lately = |day: Day| day <= as_of && as_of.since(day) <= self.ruleset.referrals.answers;
        request.chart.referrals.iter().any(|own| {
            let seen = own.closed.is_some_and(|(day, how)| how == ReferralOutcome::Seen && lately(day));
            own.up && request.chart.speaks_for(own.concern, concern, as_of) && (is_open(own, as_of) || seen)
        })
    }

    fn plain(
        &self,
        request: &Request<'_>,
        direction: &'static str,
        urgency: Urgency,
        to: ReferralPlace,
    ) -> ReferralReport {
        let away = if direction == "up" { to > request.place } else { to < request.place };
        let step = match (away, direction, request.place) {
            (true, ..) => "refer",
            (_, "up", ReferralPlace::CountyHospital) if urgency == Urgency::Emergency => "admit",
            (_, "up", ReferralPlace::CountyHospital) => "consult",
            _ => "internal",
        };
        ReferralReport {
            direction,
            urgency: urgency.code(),
            to: to.code(),
            step,
            rules: Vec::new(),
            check_by: request.as_of.plus(self.ruleset.policy.check_referral),
            met: Vec::new(),
            not_met: Vec::new(),
            unknown: Vec::new(),
            loops: Vec::new(),
            review: None,
        }
    }

    /// Notes what is missing of criteria that no colour asks for.
    fn ask(&self, list: &[Weighed<'_>], sides: &[Side<'_>], into: &mut Vec<(Missing, String)>) {
        for Weighed { row, .. } in list.iter().filter(|own| own.truth == Truth::Unknown) {
            let side = sides.iter().find(|side| Some(side.concern) == row.concern);
            if let (Some(side), Some(when), []) = (side, row.when, row.rules.as_slice()) {
                let mut missing = Vec::new();
                self.missing(when, &side.now, &mut missing);
                into.extend(missing.into_iter().map(|missing| (missing, row.id.clone())));
            }
        }
    }

    /// Who keeps the patient: where red and ready-to-go-down refer, else whom the plan names for the level.
    fn care(
        &self,
        request: &Request<'_>,
        level: Level,
        report: Option<&ReferralReport>,
    ) -> Option<CareReport> {
        let keepers = &self.ruleset.referrals.keepers;
        let named = keepers.iter().find(|own| own.levels.contains(&level));
        let keeper = named.or(keepers.first())?;
        let to = report.filter(|_| level.is_red() || level == Level::B3).map(|report| report.to);
        let cite = self.cited(request, keeper.cited.first()?, keeper.pending);
        Some(CareReport {
            at: to.unwrap_or(keeper.to.code()),
            with: keeper.with.filter(|_| to.is_none()).map(ReferralPlace::code),
            here: request.place.code(),
            text: String::new(),
            review: cite.review,
            cite,
        })
    }

    fn cited(&self, request: &Request<'_>, cited: &Cited, pending: bool) -> super::report::Citation {
        self.citation(&cited.cite, cited.confidence, pending, request.language)
    }
}

fn is_open(referral: &ReferralAt, as_of: Day) -> bool {
    referral.day <= as_of && referral.closed.is_none_or(|(closed, _)| closed > as_of)
}

/// Where a level refers to unless its rule says otherwise.
const fn default_place(level: Level) -> ReferralPlace {
    match level {
        Level::R1 => ReferralPlace::TownshipClinic,
        Level::B3 => ReferralPlace::VillageClinic,
        _ => ReferralPlace::CountyHospital,
    }
}
