//! Rules: when something holds, what it says.

use super::parameter::Confidence;
use super::table::Table;
use super::{GuidelineErrorCode as Code, NodeId};
use crate::concept::{Concept, Concern, Level, ReferralPlace, VisitClass, events};
use crate::packed::{packed, packed_enum};
use crate::sorted::sort_by_key;

/// Where a number or rule stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The pack's id.
    pub guideline: String,
    /// The clause.
    pub section: String,
}

impl Cite {
    /// Reads a citation; the pack is its own unless it names another.
    pub fn read(mut table: Table<'_>, own: &str) -> Self {
        let guideline = table.text("guideline").unwrap_or_else(|| own.to_owned());
        let section = table.text("section").unwrap_or_else(|| {
            table.note(Code::NotCited, "`cite.section` is missing");
            String::new()
        });
        table.finish();
        Self { guideline, section }
    }
}

/// What a finding is about, which decides how it fades while unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A blood pressure: a later one that is not critical eases it.
    Pressure,
    /// A glucose: a later one that is not critical eases it.
    Glucose,
    /// Anything else.
    Other,
}

/// How a finding is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// By a referral, or by later class-1 visits.
    Visit,
    /// By a referral, or by a newer value in range.
    Value(Concept),
    /// By a referral for so many days, or by a newer value in range.
    ValueFor(Concept, i32),
    /// By a referral only.
    Referral,
    /// By the diagnosis, a referral, or later days below the line.
    Diagnosis,
    /// By the end of the referral itself, or by later class-1 visits; nothing is left to check after it.
    Loop,
}

/// A personal target that a rule sets; of several the most lenient holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Of what.
    pub concept: Concept,
    /// Stay below this parameter; for a blood pressure the systolic one.
    pub below: u16,
    /// For a blood pressure, the diastolic one.
    pub below_diastolic: Option<u16>,
}

/// What a rule says when it fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// A level.
    Level {
        /// Which.
        level: Level,
        /// Where a referral goes, if not where the level says.
        to: Option<ReferralPlace>,
        /// Days to act, if not the level's own.
        days: Option<i32>,
        /// The parameter of those days.
        days_parameter: Option<u16>,
    },
    /// The class of a visit.
    Class(VisitClass),
    /// A personal target.
    Target(Target),
}

/// Kinds of events that must have happened on a day for a day rule to fire; each set needs one of its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger([u64; 3]);

impl Trigger {
    /// Every event.
    pub const ANY: Self = Self([events::ANY; 3]);

    /// A trigger of the rarest of these sets; what it leaves out only makes a rule be asked more often.
    pub fn of(mut needed: Vec<u64>) -> Self {
        sort_by_key(&mut needed, |need| ((need & events::COMMON).count_ones(), need.count_ones(), *need));
        needed.dedup();
        let mut rarest = needed.into_iter();
        Self(Self::ANY.0.map(|any| rarest.next().unwrap_or(any)))
    }

    /// Whether a day with these events may fire the rule.
    pub const fn may_fire(&self, events: u64) -> bool {
        let Self([one, other, third]) = *self;
        one & events != 0 && other & events != 0 && third & events != 0
    }
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The id: the file's stem.
    pub id: String,
    /// The pack that holds it, by its place.
    pub pack: usize,
    /// The version since which it exists.
    pub since: String,
    /// Which concern it speaks for.
    pub concern: Concern,
    /// Whether an overlay may not touch it.
    pub locked: bool,
    /// The clause.
    pub cite: Cite,
    /// How sure.
    pub confidence: Confidence,
    /// Whether a named clinician has yet to check it, or one of its numbers.
    pub pending: bool,
    /// Whether the pack itself marks the rule so, whatever its numbers.
    pub marked_pending: bool,
    /// Adults with the diagnosis only, of the kind whose visits are classed.
    pub when: NodeId,
    /// What it says.
    pub then: Then,
    /// What it is about.
    pub about: About,
    /// How it is answered.
    pub closing: Closing,
    /// The events that a day needs.
    pub trigger: Trigger,
    /// The parameters it compares with, in order.
    pub parameters: Vec<u16>,
    /// Added by the overlay.
    pub overlay: bool,
}

packed! {
    Cite { guideline, section }
    Target { concept, below, below_diastolic }
    Trigger { 0 }
    Rule {
        id, pack, since, concern, locked, cite, confidence, pending, marked_pending, when, then, about, closing,
        trigger, parameters, overlay,
    }
}

packed_enum! { About { Pressure, Glucose, Other, } else Self::Other }

packed_enum! {
    Closing { Visit, Value(concept), ValueFor(concept, days), Referral, Diagnosis, Loop, } else Self::Visit
}

packed_enum! {
    Then { Level { level, to, days, days_parameter }, Class(class), Target(target), } else Self::Class(VisitClass::Controlled)
}

impl Rule {
    /// The level it gives, if it gives one.
    pub const fn level(&self) -> Option<Level> {
        match self.then {
            Then::Level { level, .. } => Some(level),
            _ => None,
        }
    }

    /// Whether it is judged on every event day.
    pub fn is_day_rule(&self) -> bool {
        self.level().is_some_and(Level::is_red)
    }
}
