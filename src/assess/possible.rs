//! What is not known and could still change the level: the ceiling, the floor, and the gaps.

use crate::civil::Day;
use crate::concept::{Concept, Concern, Level, Symptom, Truth};
use crate::facts::{Chart, View};
use crate::sorted::sort_by_key;

use super::evidence::Missing;
use super::report::{Gap, Worth};
use super::tier::ConcernVerdict;
use super::{Contribution, DayState, Finding, Judge, Scratch, own};

/// A rule that would fire if a gap turned out badly.
#[derive(Clone, Debug)]
pub struct Possible {
    /// The rule.
    pub rule: u16,
    /// Its concern.
    pub concern: Concern,
    /// The level it would give.
    pub level: Level,
    /// The day it was judged on.
    pub day: Day,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// What is no data element comes last; then the data element, its name, the symptom asked about, and whether only a
/// series at home or a mean over a day would do.
type GapKey = (bool, Option<Concept>, &'static str, Option<Symptom>, bool);

impl Judge {
    /// The view in which a finding was made.
    pub fn finding_view<'a>(&'a self, chart: &'a Chart, concern: Concern, finding: &Finding) -> View<'a> {
        let upto = usize::try_from(finding.entry).unwrap_or(usize::MAX).saturating_add(1);
        let mut view = self.view(chart, concern, finding.day, upto);
        view.run = finding.run;
        view.class = finding.class;
        view.previous = finding.previous;
        view.targets = self.targets(&view);
        view
    }

    /// The view of the day rules on the newest event day; without one, on the as-of day.
    pub fn newest_view<'a>(
        &'a self,
        chart: &'a Chart,
        as_of: Day,
        concern: Concern,
        scratch: &Scratch,
    ) -> View<'a> {
        let last = own(&scratch.states, concern).last();
        let entry = |state: &DayState| usize::try_from(state.entry).unwrap_or(usize::MAX).saturating_add(1);
        let (day, upto) = last.map_or((as_of, chart.upto(as_of)), |last| (last.day, entry(last)));
        let mut view = self.view(chart, concern, day, upto);
        view.class = last.and_then(|last| last.class);
        view.lookback = Some(self.ruleset.policy.lost_days);
        view.targets = self.targets(&view);
        view
    }

    /// The view of the tier rules on the as-of day.
    pub fn tier_view<'a>(
        &'a self,
        chart: &'a Chart,
        as_of: Day,
        concern: Concern,
        verdict: &ConcernVerdict,
    ) -> View<'a> {
        let mut view = self.view(chart, concern, as_of, chart.upto(as_of));
        view.visit = verdict.visit;
        view.class = verdict.class;
        view.quiet_since = verdict.quiet_since;
        view.targets = self.targets(&view);
        view
    }

    /// The level of a concern if every gap is harmless.
    pub fn floor(&self, chart: &Chart, as_of: Day, concern: Concern, scratch: &Scratch) -> Option<Level> {
        let diagnosed = self.is_classed(chart, concern, as_of);
        let quiet = diagnosed.then_some(Level::B2);
        own(&scratch.contributions, concern)
            .iter()
            .filter(|said| !self.is_soft(chart, concern, said, scratch))
            .filter_map(|said| match said.level {
                // A reading that is missing or cannot be used may turn out to be a quiet one.
                Level::G1 | Level::G2 | Level::G4 => quiet,
                level => Some(level),
            })
            .max()
            .or(quiet)
    }

    /// Whether a finding stands only on questions that were not answered.
    fn is_soft(&self, chart: &Chart, concern: Concern, said: &Contribution, scratch: &Scratch) -> bool {
        let findings = own(&scratch.findings, concern);
        let finding = findings.iter().find(|f| Some(f.rule) == said.rule && f.day == said.at);
        finding.is_some_and(|finding| {
            let mut view = self.finding_view(chart, concern, finding);
            view.harmless = true;
            !self.fires(finding.rule, &view).is_met()
        })
    }

    /// Every rule of a followed concern that is unknown and would give a more serious level.
    pub fn possible(
        &self,
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        verdict: &ConcernVerdict,
        scratch: &Scratch,
    ) -> Vec<Possible> {
        let followed = chart.is_diagnosed(concern, as_of) || verdict.level.is_some();
        let Some(last) = own(&scratch.states, concern).last().filter(|_| followed) else { return Vec::new() };
        let day_view = self.newest_view(chart, as_of, concern, scratch);
        let (of_day, of_tier) = (self.memo(), self.memo());
        let day_view = day_view.remembering(&of_day);
        let tier_view = self.tier_view(chart, as_of, concern, verdict).remembering(&of_tier);
        let classed = self.is_classed(chart, concern, as_of);
        let day_rules = self.day_rules(concern).map(|rule| (rule, &day_view, last.day));
        let tier_rules = self.tier_rules(concern).filter(|_| classed).map(|rule| (rule, &tier_view, as_of));
        let mut list = Vec::new();
        for (rule, view, day) in day_rules.chain(tier_rules) {
            let Some((level, when)) = self.rule(rule).and_then(|rule| Some((rule.level()?, rule.when)))
            else {
                continue;
            };
            if Some(level) <= verdict.level || self.truth(when, view) != Truth::Unknown {
                continue;
            }
            let mut missing = Vec::new();
            self.missing(when, view, &mut missing);
            list.push(Possible { rule, concern, level, day, missing });
        }
        sort_by_key(&mut list, |possible| (std::cmp::Reverse(possible.level), possible.rule));
        list
    }

    /// The gaps behind possible rules, each once, with what it would settle.
    pub fn gaps(&self, chart: &Chart, as_of: Day, possible: &[Possible]) -> Vec<Gap> {
        // What is no data element comes last.
        let mut by_gap: Vec<(GapKey, Vec<String>, Level)> = Vec::new();
        for possible in possible {
            let Some(rule) = self.rule(possible.rule) else { continue };
            for missing in &possible.missing {
                let Missing { concept, name, about, at_home } = *missing;
                let key = (concept.is_none(), concept, name, about, at_home);
                let Some((_, rules, level)) = by_gap.iter_mut().find(|(own, ..)| *own == key) else {
                    by_gap.push((key, vec![rule.id.clone()], possible.level));
                    continue;
                };
                *level = possible.level.max(*level);
                if !rules.contains(&rule.id) {
                    rules.push(rule.id.clone());
                }
            }
        }
        sort_by_key(&mut by_gap, |(key, ..)| *key);
        let view = self.view(chart, Concern::Hypertension, as_of, chart.upto(as_of));
        by_gap
            .into_iter()
            .map(|((_, concept, name, about, at_home), would_settle, level)| {
                let missing = Missing { concept, name, about, at_home };
                let last = missing.last_at(&view);
                let reason = match (concept, about, last) {
                    (Some(Concept::Symptom), ..) | (_, Some(_), _) => "unanswered",
                    (_, None, Some(_)) => "stale",
                    (_, None, None) => "missing",
                };
                let last_at = if reason == "stale" { last } else { None };
                let about = missing.asked_about();
                Gap {
                    concept: name,
                    reason,
                    about,
                    last_at,
                    label: None,
                    would_settle,
                    could_be: Some(level),
                }
            })
            .collect()
    }
}

/// The missing fact worth most to someone of a level: of those that the most serious possible rules above it want,
/// the one that most rules want.
pub fn worth_asking(possible: &[Possible], now: Option<Level>) -> Option<Worth> {
    let level = possible.iter().map(|own| own.level).max().filter(|level| Some(*level) > now)?;
    let mut best: Option<(usize, &Missing)> = None;
    for missing in possible.iter().filter(|own| own.level == level).flat_map(|own| &own.missing) {
        let wanted = possible.iter().filter(|own| own.missing.contains(missing)).count();
        // Of equals the first: rules stand in the order of their levels, and of the packs.
        if best.is_none_or(|(most, _)| wanted > most) {
            best = Some((wanted, missing));
        }
    }
    best.map(|(_, missing)| Worth { concept: missing.name, about: missing.asked_about(), level })
}
