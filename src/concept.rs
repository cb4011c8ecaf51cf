//! The data elements: the one place where records and guidelines meet.
//!
//! Every closed list of the contract stands here once: concepts with their units and plausible
//! ranges, conditions, symptoms, drug classes, settings, timings. An element that is not listed is
//! unknown, reported and set aside; it is never guessed.

mod codes;
pub mod events;
mod level;
mod packed;
pub mod request;
pub mod series;
mod stated;
mod table;
mod truth;

pub(crate) use codes::codes;
pub use codes::{
    Adherence, Arm, Badge, Code, Concern, Condition, ConditionStatus, DrugClass, FindingCode, Hypoglycaemia,
    Mode, PatientStatus, Position, Pregnancy, ReferralDirection, ReferralOutcome, ReferralPlace,
    ReferralState, Setting, Sex, Specimen, Stratum, Symptom, TargetKind, Timing, Urgency, VisitClass,
};
pub use level::{Colour, Level};
pub use stated::Stated;
pub use table::{Concept, DIASTOLIC, Kind, Range};
pub use truth::Truth;
