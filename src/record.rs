//! What the caller says about one patient, read and judged.
//!
//! [`Record::read`] is the one strict door for native records: an unknown field, a wrong type or an
//! unknown value of a closed list is refused with a path; an odd value (implausible, contradictory,
//! in an unknown unit) is set aside as a [`Problem`], kept where it can still warn, and never turns a
//! colour milder.

mod observation;
mod patient;
mod read;
mod shape;

pub use crate::problem::{Problem, ProblemCode, RequestError, RequestErrorCode};
pub use observation::{BloodPressure, Mark, Observation, Value};
pub use patient::{Coverage, Function, Patient, Place};
pub use shape::{
    Allergy, Answered, ConditionEntry, FamilyEntry, Lifestyle, Medication, Per, PersonalTarget, Plan, Record,
    Referral, ReferralEvent, Visit,
};
