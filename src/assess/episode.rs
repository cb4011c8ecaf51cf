//! What became of a red finding: open, lost, answered, or ended.

use crate::civil::Day;
use crate::concept::{Concern, Level, ReferralOutcome, Urgency, events};
use crate::facts::{Chart, ReferralAt};
use crate::guideline::{About, Closing, Rule};

use super::{DayState, Finding, Judge, Scratch, own};

/// How a finding was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// When.
    pub at: Day,
    /// Class-1 visits in a row that the answer itself brought.
    pub quiet: i32,
}

/// What became of a finding by the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not answered: it shows a level.
    Open(Level),
    /// Not answered, and the patient was lost on this day.
    WasRed(Day),
    /// Answered; the check after red runs until two class-1 visits in a row, from this day.
    AfterRed(Day),
    /// Answered and checked, or ended by the diagnosis.
    Over,
}

/// Whether a referral's closing answers the concern; one of unknown concern answers both.
fn answers(referral: &ReferralAt, concern: Concern) -> bool {
    referral.concern.is_none_or(|said| said == concern)
}

/// The day on which an up-referral, dated on or after the finding or open over it, was closed.
fn closing_over(referral: &ReferralAt, finding: Day, as_of: Day) -> Option<(Day, ReferralOutcome)> {
    let (closed, outcome) = referral.closed.filter(|(closed, _)| *closed <= as_of)?;
    let covers = if referral.day >= finding { closed >= finding } else { closed > finding };
    covers.then_some((closed, outcome))
}

/// Whether an up-referral of the concern is open on a day.
pub fn is_referral_open(chart: &Chart, concern: Concern, day: Day) -> bool {
    chart.referrals.iter().any(|r| {
        let open = r.closed.is_none_or(|(closed, _)| closed > day);
        r.up && answers(r, concern) && r.day <= day && open
    })
}

impl Judge {
    /// What became of a finding by the as-of day.
    pub fn status(
        &self,
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        finding: &Finding,
        scratch: &Scratch,
    ) -> Status {
        let Some(rule) = self.rule(finding.rule) else { return Status::Over };
        if rule.closing == Closing::Diagnosis && chart.is_diagnosed(concern, as_of) {
            return Status::Over;
        }
        // On its own day a finding shows its own level, whoever has seen the patient since. An open referral is
        // no longer open once it is closed; a laboratory value may be covered by an earlier closing.
        if as_of == finding.day && !matches!(rule.closing, Closing::Loop | Closing::ValueFor(..)) {
            return Status::Open(finding.level);
        }
        let states = Self::states(scratch, concern);
        let later = states.get(states.partition_point(|state| state.day <= finding.day)..).unwrap_or(&[]);
        if let Some(answer) = Self::answer(chart, as_of, concern, finding, rule, later, scratch) {
            return if rule.closing == Closing::Loop { Status::Over } else { self.after(answer, later) };
        }
        if let Some(lost) = self.lost_over(chart, as_of, concern, finding, later) {
            return Status::WasRed(lost);
        }
        Status::Open(self.fade(chart, as_of, concern, finding, rule, later, scratch))
    }

    #[allow(clippy::too_many_arguments, reason = "one finding against everything that can answer it")]
    fn answer(
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        finding: &Finding,
        rule: &Rule,
        later: &[DayState],
        scratch: &Scratch,
    ) -> Option<Answered> {
        let by_referral = Self::answered_by_referral(chart, as_of, concern, finding, rule);
        let by_other = match rule.closing {
            Closing::Visit | Closing::Diagnosis | Closing::Loop => {
                answered_by_visits(chart, concern, finding, later)
            }
            Closing::Value(concept) | Closing::ValueFor(concept, _) => {
                let again = |state: &DayState| {
                    let findings = own(&scratch.findings, concern);
                    findings.iter().any(|other| other.rule == finding.rule && other.day == state.day)
                };
                let bit = events::of(concept);
                let newer = later.iter().filter(|state| entry_has(chart, state, bit)).find(|state| {
                    // A value that cannot be used says nothing.
                    let usable =
                        chart.samples.iter().any(|s| s.day == state.day && s.concept == concept && s.usable);
                    usable && !again(state)
                });
                newer.map(|state| Answered { at: state.day, quiet: 0 })
            }
            Closing::Referral => None,
        };
        match (by_referral, by_other) {
            (Some(one), Some(other)) => Some(if one.at <= other.at { one } else { other }),
            (one, other) => one.or(other),
        }
    }

    fn answered_by_referral(
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        finding: &Finding,
        rule: &Rule,
    ) -> Option<Answered> {
        if rule.closing == Closing::Loop {
            let mut loops = chart.referrals.iter().filter(|r| {
                let asked = r.up && r.day == finding.day && r.urgency != Some(Urgency::Routine);
                asked && answers(r, concern)
            });
            // Another referral's end does not end this one; what was refused, any later one may answer.
            if loops.any(|r| r.closed.is_none_or(|(closed, _)| closed > as_of)) {
                let returned = chart
                    .referrals
                    .iter()
                    .any(|r| !r.up && answers(r, concern) && r.day > finding.day && r.day <= as_of);
                return returned.then_some(Answered { at: finding.day, quiet: 0 });
            }
        }
        let seen = chart.referrals.iter().filter(|r| answers(r, concern)).filter_map(|r| {
            if !r.up {
                return (r.day > finding.day && r.day <= as_of).then_some(r.day);
            }
            if let Closing::ValueFor(_, days) = rule.closing {
                let (closed, outcome) = r.closed?;
                let recent = closed <= as_of && as_of.since(closed) <= days;
                let near = closed >= finding.day || finding.day.since(closed) <= days;
                return (recent && near && outcome == ReferralOutcome::Seen)
                    .then_some(closed.max(finding.day));
            }
            match closing_over(r, finding.day, as_of) {
                Some((closed, ReferralOutcome::Seen)) => Some(closed),
                _ => None,
            }
        });
        seen.min().map(|at| Answered { at, quiet: 0 })
    }

    /// Whether the check after red still runs.
    fn after(&self, answer: Answered, later: &[DayState]) -> Status {
        let needed = self.ruleset.policy.quiet_visits;
        let mut quiet = answer.quiet;
        let mut since = answer.at;
        for state in later.iter().filter(|state| state.day > answer.at && state.counts) {
            if quiet >= needed {
                break;
            }
            if state.clean {
                quiet = quiet.saturating_add(1);
                if quiet == 1 {
                    since = state.day;
                }
            } else {
                quiet = 0;
                since = answer.at;
            }
        }
        if quiet >= needed { Status::Over } else { Status::AfterRed(since) }
    }

    /// The day a patient with this finding was lost, if nothing was heard since.
    fn lost_over(
        &self,
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        finding: &Finding,
        later: &[DayState],
    ) -> Option<Day> {
        let patience = self.ruleset.policy.unreachable_days;
        let closings = chart.referrals.iter().filter(|r| r.up && answers(r, concern));
        let lost =
            closings.filter_map(|r| closing_over(r, finding.day, as_of)).filter_map(|(closed, outcome)| {
                let counts = match outcome {
                    ReferralOutcome::Refused | ReferralOutcome::Moved => true,
                    ReferralOutcome::Unreachable => closed.since(finding.day) >= patience,
                    ReferralOutcome::Seen | ReferralOutcome::Deceased => false,
                };
                counts.then_some(closed)
            });
        let lost = lost.max()?;
        let heard = later.iter().any(|state| state.day > lost && (state.any_reading || state.seen));
        (!heard).then_some(lost)
    }

    /// The level an unanswered finding shows.
    #[allow(clippy::too_many_arguments, reason = "one finding against everything that can ease it")]
    fn fade(
        &self,
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        finding: &Finding,
        rule: &Rule,
        later: &[DayState],
        scratch: &Scratch,
    ) -> Level {
        if as_of == finding.day || finding.level == Level::R2 {
            return finding.level;
        }
        let referred = chart.referrals.iter().any(|r| {
            let over = r.day >= finding.day || r.closed.is_none_or(|(closed, _)| closed > finding.day);
            r.up && answers(r, concern) && r.day <= as_of && over
        });
        let about = match rule.about {
            About::Pressure => Some(Concern::Hypertension),
            About::Glucose => Some(Concern::Diabetes),
            About::Other => None,
        };
        let eased = about.is_some_and(|about| {
            let node = *own(&self.ruleset.policy.not_critical, about);
            later.iter().any(|state| {
                let critical = |other: &Finding| {
                    other.day == state.day && other.level > Level::R2 && self.is_about(other, rule)
                };
                let upto = usize::try_from(state.entry).unwrap_or(usize::MAX).saturating_add(1);
                let view = self.view(chart, about, state.day, upto);
                !own(&scratch.findings, concern).iter().any(critical) && self.truth(node, &view).is_met()
            })
        });
        if referred || eased { Level::R2 } else { Level::R1 }
    }

    fn is_about(&self, finding: &Finding, rule: &Rule) -> bool {
        self.rule(finding.rule).is_some_and(|other| other.about == rule.about)
    }
}

fn entry_has(chart: &Chart, state: &DayState, bit: u64) -> bool {
    let place = usize::try_from(state.entry).unwrap_or(usize::MAX);
    chart.days.get(place).is_some_and(|entry| entry.events & bit != 0)
}

/// By a later class-1 visit without a red finding; by two in a row for an emergency or an open referral.
fn answered_by_visits(
    chart: &Chart,
    concern: Concern,
    finding: &Finding,
    later: &[DayState],
) -> Option<Answered> {
    let mut quiet = 0_i32;
    for state in later.iter().filter(|state| state.counts) {
        quiet = if state.clean { quiet.saturating_add(1) } else { 0 };
        let two = finding.level == Level::R0 || is_referral_open(chart, concern, state.day);
        if quiet >= if two { 2 } else { 1 } {
            return Some(Answered { at: state.day, quiet });
        }
    }
    None
}
