//! Facts and rules to a verdict: which level, since when, until when, and who must act by when.
//!
//! Rules stand in strata. Day rules and classes are judged on every event day; the episode machine
//! folds them, with referrals and later visits, into what is still open; then the tier rules of the
//! as-of day speak. The colour-only path stops there and allocates nothing per patient once its
//! [`Scratch`] has grown; evidence is built afterwards, for the patient someone looks at.

pub mod advice;
mod compose;
mod days;
mod diagnosis;
mod episode;
mod eval;
pub mod evidence;
mod letter;
mod medication;
mod plan;
mod possible;
mod referral;
pub mod report;
mod section;
mod step;
mod tier;
mod whatif;

pub use compose::{Composed, Request, owner, target_text};
pub use days::{DayState, Finding};
pub use episode::{Answered, Status};
pub use letter::LETTERS;
pub use section::{Section, Sections};
pub use tier::{ConcernVerdict, Contribution, NoColour, Verdict};

use crate::civil::Day;
use crate::concept::{Concept, Concern, Level, Truth, events};
use crate::facts::{Alarms, Chart, Protocol, Targets};
use crate::guideline::{NodeId, Rule, Ruleset, Short, Then, Trigger};

/// Memory that judging reuses from patient to patient.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The event days of each concern.
    pub states: [Vec<DayState>; 2],
    /// Every red finding, in order of days.
    pub findings: [Vec<Finding>; 2],
    /// What speaks for each concern's level.
    pub contributions: [Vec<Contribution>; 2],
}

impl Scratch {
    /// Forgets all but so many of the first event days.
    fn keep(&mut self, days: usize) {
        for (states, findings) in self.states.iter_mut().zip(&mut self.findings) {
            let later = |finding: &Finding| usize::try_from(finding.entry).is_ok_and(|entry| entry >= days);
            states.truncate(days);
            findings.truncate(findings.partition_point(|finding| !later(finding)));
        }
    }
}

/// A red rule, with all that a day needs to know of it.
#[derive(Clone, Debug)]
struct DayRule {
    rule: u16,
    level: Level,
    when: NodeId,
    trigger: Trigger,
}

/// A rule, and what of its condition the diagnoses leave open.
#[derive(Clone, Copy, Debug)]
struct OpenRule {
    rule: u16,
    when: NodeId,
}

/// Rules of one concern that a patient may meet, sorted by stratum.
#[derive(Clone, Debug, Default)]
struct Strata {
    day: Vec<DayRule>,
    /// Those of them that a day of the common kind may fire.
    common: Vec<DayRule>,
    class: Vec<OpenRule>,
    yellow: Vec<OpenRule>,
    blue: Vec<OpenRule>,
    grey: Vec<OpenRule>,
    targets: Vec<TargetRule>,
}

/// Which concerns are diagnosed, in the order of [`Concern::ALL`].
type Diagnosed = [bool; 2];

/// Everyone: someone without a diagnosis, with one of them, with both.
const EVERYONE: [Diagnosed; 4] = [[false, false], [true, false], [false, true], [true, true]];

impl Strata {
    /// The rules of a concern; knowing the diagnoses, only those that can still be met, with what is left of them.
    fn new(ruleset: &mut Ruleset, concern: Concern, diagnosed: Option<Diagnosed>) -> Self {
        let mut own = Self::default();
        let open = |ruleset: &mut Ruleset, when| match diagnosed.map(|of| ruleset.shortened(when, of)) {
            None | Some(Short::Settled(Truth::Met)) => Some(when),
            Some(Short::Settled(_)) => None,
            Some(Short::Open(left)) => Some(left),
        };
        for at in 0..ruleset.rules.len() {
            let Some((rule, place)) = ruleset.rules.get(at).zip(u16::try_from(at).ok()) else { continue };
            let (when, then, trigger) = (rule.when, rule.then.clone(), rule.trigger);
            let target = TargetRule::of(rule, ruleset).filter(|own| asks_for(ruleset, concern, own.concept));
            if target.is_none() && rule.concern != concern {
                continue;
            }
            let Some(when) = open(ruleset, when) else { continue };
            own.targets.extend(target.map(|target| TargetRule { when, ..target }));
            own.sort(OpenRule { rule: place, when }, &then, trigger);
        }
        own
    }

    /// Puts a rule into its stratum.
    fn sort(&mut self, open: OpenRule, then: &Then, trigger: Trigger) {
        match *then {
            Then::Class(_) => self.class.push(open),
            Then::Level { level, .. } if level.is_red() => {
                let day = DayRule { rule: open.rule, level, when: open.when, trigger };
                if day.trigger.may_fire(events::COMMON) {
                    self.common.push(day.clone());
                }
                self.day.push(day);
            }
            Then::Level { level: Level::Y4 | Level::B2, .. } => {}
            Then::Level { level, .. } if level.is_yellow() => self.yellow.push(open),
            Then::Level { level: Level::G3, .. } => self.grey.push(open),
            Then::Level { level, .. } if level.is_blue() => self.blue.push(open),
            Then::Level { .. } | Then::Target(_) => {}
        }
    }

    /// The red rules that a day with these events may fire.
    fn may_fire(&self, events: u64) -> impl Iterator<Item = &DayRule> {
        let rules = if events & !events::COMMON == 0 { &self.common } else { &self.day };
        rules.iter().filter(move |rule| rule.trigger.may_fire(events))
    }
}

/// A rule that sets a personal target, with its limits in each unit slot.
#[derive(Clone, Debug)]
struct TargetRule {
    concept: Concept,
    when: NodeId,
    targets: Targets,
}

impl TargetRule {
    fn of(rule: &Rule, ruleset: &Ruleset) -> Option<Self> {
        let Then::Target(target) = rule.then else { return None };
        Some(Self { concept: target.concept, when: rule.when, targets: eval::limits(ruleset, target) })
    }
}

/// Whether a concern's rules ask for the personal target of a concept, or it is the concern's own.
fn asks_for(ruleset: &Ruleset, concern: Concern, concept: Concept) -> bool {
    let mut asked = false;
    for rule in ruleset.rules.iter().filter(|rule| rule.concern == concern) {
        asked |= matches!(rule.then, Then::Target(target) if target.concept == concept);
        ruleset.each_request(rule.when, &mut |request| asked |= request.target() == Some(concept));
    }
    asked
}

/// A ruleset made ready to judge.
#[derive(Clone, Debug)]
pub struct Judge {
    /// The rules.
    pub ruleset: Ruleset,
    protocol: Protocol,
    alarms: Alarms,
    strata: [Strata; 2],
    /// The same, without what the diagnoses alone settle, for each of [`EVERYONE`].
    met_by: [[Strata; 4]; 2],
    /// The readings that would be good news, for each concern.
    calm: [Vec<whatif::Reading>; 2],
    builtin: [Builtin; 2],
}

/// The rules that the episode machine speaks with: their words and clauses, by concern.
#[derive(Clone, Copy, Debug, Default)]
pub struct Builtin {
    /// Y4.
    pub after_red: Option<u16>,
    /// B2.
    pub quiet: Option<u16>,
    /// G1.
    pub expired: Option<u16>,
    /// G2.
    pub lost: Option<u16>,
    /// G2, was red.
    pub was_red: Option<u16>,
    /// G4.
    pub unusable: Option<u16>,
}

/// The place of a concern in pairs.
pub const fn slot(concern: Concern) -> usize {
    match concern {
        Concern::Hypertension => 0,
        Concern::Diabetes => 1,
    }
}

/// Of a pair, the concern's own.
pub fn own<T>(pair: &[T; 2], concern: Concern) -> &T {
    let [hypertension, diabetes] = pair;
    match concern {
        Concern::Hypertension => hypertension,
        Concern::Diabetes => diabetes,
    }
}

/// Of a pair, the concern's own, to change.
pub fn own_mut<T>(pair: &mut [T; 2], concern: Concern) -> &mut T {
    let [hypertension, diabetes] = pair;
    match concern {
        Concern::Hypertension => hypertension,
        Concern::Diabetes => diabetes,
    }
}

impl Judge {
    /// Sorts a ruleset's rules into strata; conditions that the diagnoses shorten are added to its nodes.
    pub fn new(mut ruleset: Ruleset) -> Self {
        let policy = &ruleset.policy;
        let protocol = Protocol {
            standing_minutes: policy.standing_minutes,
            pair_minutes: policy.pair_minutes,
            home_count: policy.home_count,
            home_days: policy.home_days,
            home_window: policy.home_window,
            fertile_from: policy.fertile_from,
            fertile_to: policy.fertile_to,
        };
        let mut alarms = Alarms::default();
        for rule in ruleset.rules.iter().filter(|rule| rule.level().is_some_and(Level::is_red)) {
            ruleset.each_request(rule.when, &mut |request| alarms.add(request));
        }
        let both = [Concern::Hypertension, Concern::Diabetes];
        let strata = both.map(|concern| Strata::new(&mut ruleset, concern, None));
        let met_by = both.map(|own| EVERYONE.map(|of| Strata::new(&mut ruleset, own, Some(of))));
        let builtin = [builtins(&ruleset, "htn"), builtins(&ruleset, "dm")];
        let calm = both.map(|concern| whatif::Reading::calm(&ruleset, concern));
        Self { ruleset, protocol, alarms, strata, met_by, calm, builtin }
    }

    /// A rule by its place.
    pub fn rule(&self, at: u16) -> Option<&Rule> {
        self.ruleset.rules.get(usize::from(at))
    }

    /// The condition of a rule.
    fn when(&self, at: u16) -> Option<NodeId> {
        self.rule(at).map(|rule| rule.when)
    }

    /// The rules of a concern that the patient of a chart may meet on a day.
    fn strata(&self, concern: Concern, chart: &Chart, day: Day) -> &Strata {
        let [nobody, hypertension, diabetes, both] = own(&self.met_by, concern);
        match [Concern::Hypertension, Concern::Diabetes].map(|own| chart.is_diagnosed(own, day)) {
            [false, false] => nobody,
            [true, false] => hypertension,
            [false, true] => diabetes,
            [true, true] => both,
        }
    }

    /// The rules that the episode machine speaks with.
    pub fn builtin(&self, concern: Concern) -> Builtin {
        *own(&self.builtin, concern)
    }

    /// The red rules of a concern.
    pub fn day_rules(&self, concern: Concern) -> impl Iterator<Item = u16> {
        own(&self.strata, concern).day.iter().map(|day| day.rule)
    }

    /// The rules that class a visit of a concern.
    pub fn class_rules(&self, concern: Concern) -> impl Iterator<Item = &Rule> {
        own(&self.strata, concern).class.iter().filter_map(|open| self.rule(open.rule))
    }

    /// Whether the episode machine itself speaks with a rule, so that its condition is only a precondition.
    pub fn is_builtin(&self, concern: Concern, rule: Option<u16>) -> bool {
        let Builtin { after_red, quiet, expired, lost, was_red, unusable } = self.builtin(concern);
        rule.is_some() && [after_red, quiet, expired, lost, was_red, unusable].contains(&rule)
    }

    /// The yellow, blue and grey rules of a concern that have conditions.
    pub fn tier_rules(&self, concern: Concern) -> impl Iterator<Item = u16> {
        let own = own(&self.strata, concern);
        own.yellow.iter().chain(&own.grey).chain(&own.blue).map(|open| open.rule)
    }

    /// What makes a reading loud.
    pub const fn alarms(&self) -> &Alarms {
        &self.alarms
    }

    /// The numbers that make series of readings.
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// Judges a chart as of a day. Nothing dated later counts.
    pub fn judge(&self, chart: &Chart, as_of: Day, scratch: &mut Scratch) -> Verdict {
        scratch.keep(0);
        self.judge_on(chart, as_of, scratch)
    }

    /// Judges again, as of an earlier day, a chart that the scratch was just used for: the walk up to that day is
    /// the beginning of the one that was made.
    pub fn judge_back(&self, chart: &Chart, day: Day, scratch: &mut Scratch) -> Verdict {
        scratch.keep(chart.upto(day));
        self.decide(chart, day, scratch)
    }

    /// Judges a chart whose first event days are those that the scratch holds.
    fn judge_on(&self, chart: &Chart, as_of: Day, scratch: &mut Scratch) -> Verdict {
        for concern in Concern::ALL {
            self.walk(chart, as_of, *concern, scratch);
        }
        self.decide(chart, as_of, scratch)
    }
}

fn builtins(ruleset: &Ruleset, prefix: &str) -> Builtin {
    let find = |name: &str| {
        let id = format!("{prefix}-{name}");
        ruleset.rules.iter().position(|rule| rule.id == id).and_then(|at| u16::try_from(at).ok())
    };
    Builtin {
        after_red: find("after-red"),
        quiet: find("quiet"),
        expired: find("expired"),
        lost: find("lost"),
        was_red: find("was-red"),
        unusable: find("unusable"),
    }
}
