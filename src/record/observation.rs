//! One observation, as measured.

use crate::civil::Moment;
use crate::concept::{Arm, Concept, FindingCode, Position, Setting, Specimen, Symptom, Timing};
use crate::quantity::{Decimal, Quantity, Unit};

/// A blood pressure as it was written; a part that was not measured is absent, and 0 is not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BloodPressure {
    /// Systolic, in [`BloodPressure::unit`].
    pub systolic: Option<Decimal>,
    /// Diastolic, in [`BloodPressure::unit`].
    pub diastolic: Option<Decimal>,
    /// Millimetres of mercury or kilopascals.
    pub unit: Unit,
    /// The cuff found no pressure at all.
    pub unmeasurable: bool,
}

/// How a number stands to what the meter said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The number itself.
    Exact,
    /// `HI` or `高`: at least the number, which is the meter's upper end.
    High,
    /// `LO` or `低`: below the meter's lower end; the number is the lowest usable one.
    Low,
}

/// The answer of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Systolic and diastolic.
    BloodPressure(BloodPressure),
    /// A number with its unit.
    Number(Quantity, Mark),
    /// One of the concept's codes.
    Code(FindingCode),
    /// A symptom that was asked about. `None` is the answer "asked, all absent".
    Symptom(Option<Symptom>),
    /// Present or not.
    Flag(bool),
    /// A blood pressure or glucose that cannot be compared: without a number, or in no known unit.
    /// Kept because the newest reading being unusable is itself a fact; never usable.
    Unreadable,
}

/// One observation of the record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Observation {
    /// The caller's own id, unique in the record.
    pub id: Option<String>,
    /// Where it stood in the record, for paths.
    pub index: usize,
    /// When it was taken, at the clinic's wall clock.
    pub at: Moment,
    /// What was observed.
    pub concept: Concept,
    /// The answer.
    pub value: Value,
    /// Whether the answer is inside the plausible range; one outside is kept only to warn.
    pub usable: bool,
    /// Where it was taken.
    pub setting: Setting,
    /// When a glucose was taken.
    pub timing: Timing,
    /// What a glucose was measured in, if said.
    pub specimen: Option<Specimen>,
    /// Which arm, if said.
    pub arm: Option<Arm>,
    /// Which position, if said.
    pub position: Option<Position>,
    /// Whether a blood pressure was taken after rest, if said.
    pub after_rest: Option<bool>,
    /// Whether a symptom is present; true if not said.
    pub present: bool,
    /// Whether a symptom is sudden, worse, or affects mind, breath or gait; `None` is not answered.
    pub acute: Option<bool>,
    /// Whether a fast pulse lasts.
    pub sustained: Option<bool>,
    /// Whether a home reading was checked by staff.
    pub verified: Option<bool>,
    /// The laboratory's own upper limit of normal, in the value's unit.
    pub upper_limit: Option<Decimal>,
    /// Which code list a foot pulse was written in.
    pub code_list: Option<u16>,
    /// Which side a foot finding is on: left, right or both.
    pub side: Option<String>,
}
