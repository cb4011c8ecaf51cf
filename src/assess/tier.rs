//! The level of each concern and of the patient, and who must act by when.

mod colours;

use crate::civil::Day;
use crate::concept::{Colour, Concern, Condition, ConditionStatus, Level, PatientStatus, VisitClass};
use crate::facts::{Chart, View};

use super::days::{has_classed, last_seen_closing};
use super::{DayState, Judge, Scratch, Status, own, own_mut};

/// Why there is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoColour {
    /// Nothing diagnosed or found.
    NotAPatient,
    /// The patient has died.
    Deceased,
    /// The patient has moved, and no red was open.
    Moved,
    /// The diagnosis was withdrawn.
    Withdrawn,
    /// Only red rules apply: under 18, type 1, gestational.
    OutOfScope,
}

impl NoColour {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAPatient => "not-a-patient",
            Self::Deceased => "deceased",
            Self::Moved => "moved",
            Self::Withdrawn => "withdrawn",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

/// One rule that speaks for a concern's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The level it gives.
    pub level: Level,
    /// The rule.
    pub rule: Option<u16>,
    /// The day of the deciding fact.
    pub at: Day,
    /// When someone must act.
    pub act_by: Day,
}

/// The verdict on one concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConcernVerdict {
    /// The level, if the concern has one.
    pub level: Option<Level>,
    /// Why it has none, where it was diagnosed.
    pub reason: Option<NoColour>,
    /// What decided.
    pub because: Option<Contribution>,
    /// The earliest day by which a rule that fired asks someone to act.
    pub act_by: Option<Contribution>,
    /// The class of the current visit.
    pub class: Option<VisitClass>,
    /// Visits in a row satisfied, or not satisfied, up to the current one.
    pub consecutive: i32,
    /// The current visit.
    pub visit: Option<Day>,
    /// The first class-1 visit of the row since the last change of therapy.
    pub quiet_since: Option<Day>,
    /// The last good day of the level.
    pub valid_until: Option<Day>,
}

/// The verdict on a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The level, if the patient has a colour.
    pub level: Option<Level>,
    /// Why there is none.
    pub reason: Option<NoColour>,
    /// The deciding concern.
    pub concern: Option<Concern>,
    /// The earliest day by which someone must act, of all rules that fired; at R0 its own, which is now.
    pub act_by: Option<Contribution>,
    /// Hypertension and diabetes.
    pub concerns: [ConcernVerdict; 2],
}

impl Verdict {
    /// The colour.
    pub fn colour(&self) -> Option<Colour> {
        self.level.map(Level::colour)
    }
}

/// What the as-of day knows of a concern.
struct Standing<'a> {
    chart: &'a Chart,
    as_of: Day,
    concern: Concern,
    view: View<'a>,
    states: &'a [DayState],
    classed: bool,
    /// The last usable clinic reading.
    reading: Option<Day>,
    /// The last usable reading, home included.
    any_reading: Option<Day>,
    /// The last contact or observation of any kind.
    seen: Option<Day>,
}

impl Judge {
    pub(super) fn decide(&self, chart: &Chart, as_of: Day, scratch: &mut Scratch) -> Verdict {
        let mut concerns = [NOTHING; 2];
        let mut ready = [None; 2];
        for concern in Concern::ALL {
            (*own_mut(&mut concerns, *concern), *own_mut(&mut ready, *concern)) =
                self.concern(chart, as_of, *concern, scratch);
        }
        promote(ready, &mut concerns, scratch);
        let [one, other] = concerns;
        let (level, concern) = if other.level > one.level {
            (other.level, Some(Concern::Diabetes))
        } else {
            (one.level, one.level.map(|_| Concern::Hypertension))
        };
        let act_by = soonest([one.act_by, other.act_by].into_iter().flatten());
        let verdict = Verdict { level, reason: None, concern, act_by, concerns };
        self.administrative(chart, as_of, verdict)
    }

    /// The verdict on a concern, and the rule by which a blue one is ready to go back down.
    fn concern(
        &self,
        chart: &Chart,
        as_of: Day,
        concern: Concern,
        scratch: &mut Scratch,
    ) -> (ConcernVerdict, Option<u16>) {
        let mut speaking = std::mem::take(own_mut(&mut scratch.contributions, concern));
        speaking.clear();
        let standing = self.standing(chart, as_of, concern, scratch);
        self.red_contributions(&standing, scratch, &mut speaking);
        let diagnosed = chart.is_diagnosed(concern, as_of);
        if standing.classed {
            self.yellow(&standing, &mut speaking);
            self.grey(&standing, &mut speaking);
            self.blue(&standing, &mut speaking);
            self.never_colourless(&standing, &mut speaking);
        } else if !diagnosed && self.is_adult(standing.view.age) {
            self.undiagnosed(&standing, &mut speaking);
        }
        let because = speaking.iter().copied().max_by_key(|c| (c.level, c.at, std::cmp::Reverse(c.rule)));
        let act_by = soonest(speaking.iter().copied());
        let level = because.map(|c| c.level);
        let verdict = ConcernVerdict {
            level,
            reason: if level.is_none() && diagnosed { Some(NoColour::OutOfScope) } else { None },
            because,
            act_by,
            class: standing.view.class,
            consecutive: consecutive(&standing),
            visit: standing.view.visit,
            quiet_since: standing.view.quiet_since,
            valid_until: level.and_then(|level| self.valid_until(&standing, level)),
        };
        let ready = level.filter(|level| level.is_blue()).and_then(|_| self.ready(&standing));
        *own_mut(&mut scratch.contributions, concern) = speaking;
        (verdict, ready)
    }

    fn standing<'a>(
        &'a self,
        chart: &'a Chart,
        as_of: Day,
        concern: Concern,
        scratch: &'a Scratch,
    ) -> Standing<'a> {
        let states = Self::states(scratch, concern);
        let mut view = self.view(chart, concern, as_of, chart.upto(as_of));
        let current = states.iter().rev().find(|state| state.class.is_some());
        view.visit = current.map(|state| state.day);
        view.class = current.and_then(|state| state.class);
        view.targets = self.targets(&view);
        view.quiet_since = quiet_since(chart, as_of, states);
        Standing {
            chart,
            as_of,
            concern,
            view,
            states,
            classed: has_classed(chart, concern, as_of) && self.is_adult(view.age),
            reading: states.iter().rev().find(|state| state.reading).map(|state| state.day),
            any_reading: states.iter().rev().find(|state| state.any_reading).map(|state| state.day),
            seen: states.iter().rev().find(|state| state.seen).map(|state| state.day),
        }
    }

    fn red_contributions(
        &self,
        standing: &Standing<'_>,
        scratch: &Scratch,
        speaking: &mut Vec<Contribution>,
    ) {
        let policy = &self.ruleset.policy;
        let builtin = self.builtin(standing.concern);
        for finding in own(&scratch.findings, standing.concern) {
            let status = self.status(standing.chart, standing.as_of, standing.concern, finding, scratch);
            speaking.extend(match status {
                Status::Open(level) => Some(Contribution {
                    level,
                    rule: Some(finding.rule),
                    at: finding.day,
                    act_by: if level == Level::R2 { finding.day.plus(policy.act_r2) } else { standing.as_of },
                }),
                Status::WasRed(lost) => Some(Contribution {
                    level: Level::G2WasRed,
                    rule: builtin.was_red,
                    at: lost,
                    act_by: lost.plus(policy.act_g2_was_red),
                }),
                Status::AfterRed(since) => {
                    let fresh = self.is_fresh(standing);
                    let adult = self.is_adult(standing.view.age);
                    let in_scope =
                        standing.classed || !standing.chart.is_diagnosed(standing.concern, standing.as_of);
                    let (level, rule) =
                        if fresh { (Level::Y4, builtin.after_red) } else { (Level::G1, builtin.expired) };
                    let act_by = since.plus(policy.act_yellow);
                    (adult && in_scope).then_some(Contribution { level, rule, at: since, act_by })
                }
                Status::Over => None,
            });
        }
    }

    fn administrative(&self, chart: &Chart, as_of: Day, mut verdict: Verdict) -> Verdict {
        let since = |day: Option<Day>| day.is_none_or(|day| day <= as_of);
        if chart.status == PatientStatus::Deceased && since(chart.deceased_at.or(chart.status_at)) {
            return uncoloured(verdict, NoColour::Deceased);
        }
        let closed_by_death = chart.deceased_at.is_some_and(|day| day <= as_of);
        if closed_by_death {
            return uncoloured(verdict, NoColour::Deceased);
        }
        if chart.status == PatientStatus::Moved && since(chart.status_at) {
            if verdict.level.is_none_or(|level| level < Level::G2WasRed) {
                return uncoloured(verdict, NoColour::Moved);
            }
            for (concern, own) in Concern::ALL.iter().zip(verdict.concerns.iter_mut()) {
                if own.level.is_some_and(Level::is_red) {
                    let at = chart.status_at.or(own.because.map(|c| c.at)).unwrap_or(as_of);
                    let lost = Contribution {
                        level: Level::G2WasRed,
                        rule: self.builtin(*concern).was_red,
                        at,
                        act_by: at.plus(self.ruleset.policy.act_g2_was_red),
                    };
                    own.level = Some(Level::G2WasRed);
                    own.because = Some(lost);
                    own.act_by = Some(lost);
                }
            }
            verdict.level = Some(Level::G2WasRed);
            verdict.act_by = soonest(verdict.concerns.iter().filter_map(|own| own.act_by));
            return verdict;
        }
        if verdict.level.is_none() {
            let out = verdict.concerns.iter().any(|own| own.reason == Some(NoColour::OutOfScope));
            let withdrawn = chart.conditions.iter().any(|c| {
                let ended = matches!(c.status, ConditionStatus::Withdrawn | ConditionStatus::Resolved);
                let dated = c.since.is_none_or(|since| since <= as_of);
                ended
                    && dated
                    && Concern::ALL.iter().any(|concern| Chart::conditions_of(*concern).contains(&c.code))
            });
            verdict.reason = Some(if out {
                NoColour::OutOfScope
            } else if withdrawn {
                NoColour::Withdrawn
            } else {
                NoColour::NotAPatient
            });
        }
        verdict
    }

    /// Whether a complication is on record, which stands in for risk in the management level.
    pub fn has_complication(&self, chart: &Chart, day: Day) -> bool {
        COMPLICATIONS.iter().any(|condition| chart.has(*condition, day))
    }
}

/// Recorded complications and clinical conditions of either concern.
const COMPLICATIONS: &[Condition] = &[
    Condition::CoronaryHeartDisease,
    Condition::Angina,
    Condition::AcuteCoronarySyndrome,
    Condition::MyocardialInfarction,
    Condition::HeartFailure,
    Condition::AtrialFibrillation,
    Condition::Stroke,
    Condition::Tia,
    Condition::PeripheralArteryDisease,
    Condition::ChronicKidneyDisease,
    Condition::Dialysis,
    Condition::DiabeticNephropathy,
    Condition::DiabeticRetinopathy,
    Condition::DiabeticFootUlcer,
    Condition::Amputation,
    Condition::Neuropathy,
];

const NOTHING: ConcernVerdict = ConcernVerdict {
    level: None,
    reason: None,
    because: None,
    act_by: None,
    class: None,
    consecutive: 0,
    visit: None,
    quiet_since: None,
    valid_until: None,
};

/// B3 speaks only where every concern is blue.
fn promote(ready: [Option<u16>; 2], concerns: &mut [ConcernVerdict; 2], scratch: &mut Scratch) {
    let blue = |verdict: &ConcernVerdict| verdict.level.is_none_or(Level::is_blue);
    if !concerns.iter().all(blue) {
        return;
    }
    for concern in Concern::ALL {
        let verdict = own_mut(concerns, *concern);
        let (Some(because), Some(rule)) = (verdict.because, *own(&ready, *concern)) else { continue };
        let promoted = Contribution { level: Level::B3, rule: Some(rule), ..because };
        verdict.level = Some(Level::B3);
        verdict.because = Some(promoted);
        verdict.act_by = Some(promoted);
        let speaking = own_mut(&mut scratch.contributions, *concern);
        speaking.clear();
        speaking.push(promoted);
    }
}

fn uncoloured(verdict: Verdict, reason: NoColour) -> Verdict {
    let none = ConcernVerdict {
        level: None,
        reason: Some(reason),
        because: None,
        act_by: None,
        valid_until: None,
        ..NOTHING
    };
    let [one, other] = verdict.concerns;
    let keep = |own: ConcernVerdict| if own.level.is_some() || own.reason.is_some() { none } else { NOTHING };
    Verdict {
        level: None,
        reason: Some(reason),
        concern: None,
        act_by: None,
        concerns: [keep(one), keep(other)],
    }
}

/// Who must act first: whoever is asked for now or today, then the earliest date, overdue or not.
///
/// A quiet disease's overdue visit must not stand in front of another's emergency.
fn soonest(said: impl Iterator<Item = Contribution>) -> Option<Contribution> {
    said.min_by_key(|said| (said.level < Level::R1, said.act_by, std::cmp::Reverse(said.level)))
}

/// Visits in a row satisfied, or not, up to the current one; the latter since the last `seen` closing before it.
fn consecutive(standing: &Standing<'_>) -> i32 {
    let Some((class, visit)) = standing.view.class.zip(standing.view.visit) else { return 0 };
    let satisfied = class == VisitClass::Controlled;
    let closing = last_seen_closing(standing.chart, standing.concern, visit).filter(|_| !satisfied);
    let same = |state: &&DayState| {
        let counts = state.class.is_none_or(|class| (class == VisitClass::Controlled) == satisfied);
        counts && closing.is_none_or(|closing| state.day > closing)
    };
    let row = standing.states.iter().rev().take_while(same).filter(|state| state.class.is_some()).count();
    i32::try_from(row).unwrap_or(i32::MAX)
}

/// The first class-1 visit since the last change of therapy, if the current visit is class 1.
fn quiet_since(chart: &Chart, as_of: Day, states: &[DayState]) -> Option<Day> {
    let changed = chart.visits.iter().filter(|visit| visit.medication_changed).map(|visit| visit.day);
    let started = chart.courses.iter().flat_map(|course| [course.since, course.until]).flatten();
    let last = changed.chain(started).filter(|day| *day <= as_of).max();
    let current = states.iter().rev().find_map(|state| state.class)?;
    let since = |state: &&DayState| {
        state.class == Some(VisitClass::Controlled) && last.is_none_or(|last| state.day > last)
    };
    (current == VisitClass::Controlled).then(|| states.iter().find(since).map(|state| state.day))?
}
