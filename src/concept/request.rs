//! Fact requests: everything a criterion may ask of a record, a closed list.
//!
//! Guidelines compile their criteria to requests, facts answer them; neither knows the other.

use super::{
    Concept, Concern, Condition, DrugClass, FindingCode, Hypoglycaemia, Pregnancy, Setting, Sex, Symptom,
    Timing, VisitClass,
};
use crate::quantity::Decimal;

/// How a value is held against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// At least.
    Ge,
    /// Above.
    Gt,
    /// At most.
    Le,
    /// Below.
    Lt,
}

impl Op {
    /// Whether a value stands so to a limit.
    pub fn holds(self, value: Decimal, limit: Decimal) -> bool {
        match self {
            Self::Ge => value >= limit,
            Self::Gt => value > limit,
            Self::Le => value <= limit,
            Self::Lt => value < limit,
        }
    }

    /// As packs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ge => ">=",
            Self::Gt => ">",
            Self::Le => "<=",
            Self::Lt => "<",
        }
    }

    /// Whether higher values meet it.
    pub const fn is_upper(self) -> bool {
        matches!(self, Self::Ge | Self::Gt)
    }
}

/// A comparison with a named parameter, in each unit its concept is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compare {
    /// How.
    pub op: Op,
    /// The parameter, by its place in the ruleset.
    pub parameter: u16,
    /// The limit in each unit slot of the concept; a limit without a unit stands in the first.
    pub limits: [Option<Decimal>; 2],
}

impl Compare {
    /// Whether a value in a unit slot meets it; `None` if the parameter says nothing in that unit.
    pub fn meets(&self, value: Decimal, slot: u8) -> Option<bool> {
        let limit = self.limits.get(usize::from(slot)).copied().flatten()?;
        Some(self.op.holds(value, limit))
    }

    /// The limit in the first slot.
    pub fn limit(&self) -> Decimal {
        self.limits.first().copied().flatten().unwrap_or_default()
    }

    /// Whether a number without a unit meets it.
    pub fn holds(&self, value: i32) -> bool {
        self.op.holds(Decimal::from_int(i64::from(value)), self.limit())
    }
}

/// A predicate over one blood pressure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PressureTest {
    /// On the systolic part.
    pub systolic: Option<Compare>,
    /// On the diastolic part.
    pub diastolic: Option<Compare>,
    /// Whether one part is enough (和/或); else both must hold (且).
    pub either: bool,
}

/// Which days a request looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The day judged.
    Day,
    /// From the current visit of the rule's concern to the day judged, and so many days before it.
    Visit {
        /// Days before the visit that count too.
        before: i32,
    },
    /// The last so many days up to the day judged.
    Within(i32),
    /// Any day up to the day judged.
    Ever,
}

/// Which values of the span count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Any of them.
    Any,
    /// The newest one only.
    Latest,
}

/// Which glucose timings count, a bit for each [`Timing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timings(pub u8);

impl Timings {
    /// Every timing.
    pub const ALL: Self = Self(0xFF);

    /// The codes of the timings that count, a blank between; none where all do.
    pub fn text(self) -> Option<String> {
        let mut text = String::new();
        for timing in Timing::ALL.iter().filter(|timing| self != Self::ALL && self.has(**timing)) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(timing.code());
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// Whether a timing counts.
    pub fn has(self, timing: Timing) -> bool {
        1_u8.checked_shl(timing.index()).is_some_and(|bit| self.0 & bit != 0)
    }
}

/// How a symptom must have been described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onset {
    /// Present and not said to be old.
    NotOld,
    /// Said to be sudden, worse, or to affect mind, breath or gait.
    Acute,
    /// Said to be old.
    Old,
}

/// One request: a question that facts answer with met, not met or unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A blood pressure meeting the test stands at the end of the day.
    Standing(PressureTest),
    /// Any blood pressure of the span meets the test.
    SomeReading(PressureTest, Span),
    /// The day's value meets the test.
    DayValue(PressureTest),
    /// A pressure outside the usable range that would meet the test read the other way round, or is beyond it.
    Impossible {
        /// What a reversed pressure must meet.
        reversed: PressureTest,
        /// Beyond these a pressure is impossible and alarming: systolic above, systolic below, diastolic above.
        beyond: [Compare; 3],
    },
    /// The mean of the newest home series meets the test.
    HomeMean(PressureTest, Span),
    /// The newest mean over 24 hours, over the day or over the night, as the setting says, meets the test.
    AmbulatoryMean(PressureTest, Span, Setting),
    /// The newest clinic days up to the day judged, so many of them within so many days, all meet the test.
    RepeatedDays {
        /// Each day's value.
        test: PressureTest,
        /// How many days.
        count: i32,
        /// Within how many days.
        window: i32,
        /// The newest of them must be the day judged, because a finding is dated by it.
        dated: bool,
    },
    /// One of the last so many reading days meets the test.
    RecentDays {
        /// Each day's value.
        test: PressureTest,
        /// How many reading days.
        count: i32,
    },
    /// The highest clinic day so far, treated or not, meets the test; that none does is known only if one of them
    /// was before any medicine that lowers it.
    UntreatedPressure(PressureTest),
    /// Readings on the two arms on the day judged differ.
    ArmDifference(Compare),
    /// A number.
    Number {
        /// Of what.
        concept: Concept,
        /// Which days.
        span: Span,
        /// Which values.
        pick: Pick,
        /// Which timings, for glucose.
        timings: Timings,
        /// All of these must hold for the value.
        tests: [Option<Compare>; 2],
        /// For interstitial glucose: how many minutes it must last.
        lasting: Option<i32>,
    },
    /// A glucose from a vein, measured on the day judged, meets the test; one that meets it from a finger, or from
    /// where nobody said, is a hint: unknown.
    VenousGlucose {
        /// Which timings.
        timings: Timings,
        /// The test.
        test: Compare,
    },
    /// Values meeting the test on so many days of the span.
    DaysWith {
        /// Of what.
        concept: Concept,
        /// The test.
        test: Compare,
        /// Within how many days up to the day judged.
        window: i32,
        /// On how many days.
        count: i32,
        /// The newest of them must be the day judged, because a finding is dated by it.
        dated: bool,
    },
    /// One of the last so many reading days of a concept has a value meeting the test.
    RecentValues {
        /// Of what.
        concept: Concept,
        /// Which timings, for glucose.
        timings: Timings,
        /// The test.
        test: Compare,
        /// How many reading days of the concern.
        count: i32,
    },
    /// The newest `HbA1c` exceeds the personal target by so much.
    ExcessOverTarget(Compare),
    /// Two `HbA1c` so far apart exceed the target by so much, none lower between.
    StuckOverTarget {
        /// By how much.
        excess: Compare,
        /// At least so many days apart.
        from: i32,
        /// At most so many days apart.
        to: i32,
    },
    /// The newest value is below the personal target.
    BelowTarget {
        /// Of what: blood pressure (the current visit's day value) or `HbA1c`.
        concept: Concept,
        /// Not older than so many days.
        window: i32,
    },
    /// A fast pulse that lasts: said so, or twice so many minutes apart on the day.
    PulseSustained {
        /// How fast.
        test: Compare,
        /// Minutes between two.
        apart: i32,
    },
    /// An examination's answer is one of these.
    Code {
        /// Of what.
        concept: Concept,
        /// Which answers.
        codes: Vec<FindingCode>,
        /// Which days.
        span: Span,
    },
    /// A test of the concept was done within so many days.
    Done {
        /// Of what.
        concept: Concept,
        /// Which days.
        span: Span,
    },
    /// One of these symptoms.
    Sign {
        /// Which.
        symptoms: Vec<Symptom>,
        /// How described.
        onset: Onset,
        /// Which days.
        span: Span,
    },
    /// Groups of symptoms present and not answered on the day, counted; a class written that day answers.
    UnansweredGroups {
        /// The groups.
        groups: Vec<Vec<Symptom>>,
        /// How many.
        test: Compare,
    },
    /// One of these conditions is active.
    Condition(Vec<Condition>),
    /// So many of these conditions are active.
    ConditionCount(Vec<Condition>, Compare),
    /// One of these conditions is dated on the day judged; `new` ones only, if asked.
    ConditionDated {
        /// Which.
        conditions: Vec<Condition>,
        /// Dated on or after the record's first reading or visit.
        new: bool,
        /// Suspected ones count.
        suspected: bool,
        /// Said to be infected or ischaemic.
        infected: bool,
        /// Age on the day.
        age: Option<Compare>,
    },
    /// A condition of the list is only suspected.
    Suspected(Vec<Condition>),
    /// The concern is diagnosed.
    Diagnosed(Concern),
    /// The concern was diagnosed at most so many days before.
    DiagnosedWithin(Concern, i32),
    /// A medicine of these classes, or of these codes, is being taken.
    Medicine {
        /// Classes.
        classes: Vec<DrugClass>,
        /// Generic codes.
        codes: Vec<String>,
    },
    /// A prescribed medicine is not taken.
    NotTaken,
    /// So many classes, one a diuretic, each at full dose for so many days, taken regularly.
    FullDoseClasses {
        /// Which classes count.
        classes: Vec<DrugClass>,
        /// How many.
        count: Compare,
        /// For how many days.
        days: i32,
    },
    /// None of these classes is taken, as a list of medicines that was given says.
    Untreated(Vec<DrugClass>),
    /// No medicine of these classes began or ended, and no visit changed therapy, for so many days.
    Steady {
        /// Which classes.
        classes: Vec<DrugClass>,
        /// For how many days.
        days: i32,
    },
    /// Medicines are said to be taken regularly, and nothing says otherwise.
    TakenRegularly,
    /// The two-disease outpatient cover stands so.
    Cover(Vec<String>),
    /// Completed years on the day judged.
    Age(Compare),
    /// Sex.
    Sex(Sex),
    /// Pregnancy or breastfeeding.
    Pregnancy(Vec<Pregnancy>),
    /// Smokes, or breathes in the smoke of others.
    Tobacco,
    /// One of these illnesses in one of these relatives, begun at such an age if one is asked for.
    Family {
        /// The illnesses, as records write them.
        conditions: Vec<String>,
        /// The relatives.
        relations: Vec<String>,
        /// How old the relative was.
        onset: Option<Compare>,
    },
    /// Lives in long-term care.
    LongTermCare,
    /// Impaired cognition of one of these degrees.
    Cognition(Vec<String>),
    /// The form's answer on low-glucose reactions at the current visit, or on the day judged.
    FormHypoglycaemia(Vec<Hypoglycaemia>),
    /// The form says adverse reaction at the visit.
    FormAdverseReaction,
    /// The form says a new complication, or one of these is dated after the previous visit.
    NewComplication(Vec<Condition>),
    /// The class of the visit: on the day judged for day rules, of the current visit later on.
    Class(Vec<VisitClass>),
    /// The visits in a row of class 2 to 4, so many, far enough apart or each on record.
    Unsatisfied {
        /// How many.
        count: Compare,
        /// Days between the first and the last, or two visit records.
        apart: i32,
    },
    /// An up-referral that is not routine is dated on the day judged.
    ReferredUp,
    /// The newest referral went up and was seen.
    ReturnedFromAbove,
    /// Two class-1 visits so many days apart since the last change of therapy.
    StableVisits(i32),
    /// A raised pressure at the clinic with a normal one at home or over 24 hours since, so many days ago.
    WhiteCoat {
        /// Raised at the clinic.
        raised: PressureTest,
        /// Normal at home.
        home: PressureTest,
        /// Normal over 24 hours.
        ambulatory: PressureTest,
        /// Days since the raised one.
        after: i32,
    },
}

impl Request {
    /// The concept whose personal target is asked for.
    pub const fn target(&self) -> Option<Concept> {
        match self {
            Self::ExcessOverTarget(_) | Self::StuckOverTarget { .. } => Some(Concept::Hba1c),
            Self::BelowTarget { concept, .. } => Some(*concept),
            _ => None,
        }
    }
}

/// The largest number of units a concept is measured in.
pub const UNIT_SLOTS: usize = 2;
