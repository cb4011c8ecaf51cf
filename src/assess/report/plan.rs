//! What comes next, as answers carry it: contact, tests, what is explained.

use serde::Serialize;

use super::{Citation, Evidence};
use crate::civil::Day;

/// The next contact, by the strictest rule.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct NextContact {
    pub by: Day,
    pub mode: &'static str,
    pub owner: &'static str,
    /// The rule of a tier, or the row of the plan.
    pub rule: Option<String>,
    pub text: Option<String>,
    pub cite: Option<Citation>,
    pub review: Option<&'static str>,
    /// The other rules that were looked at, the strictest first.
    pub others: Vec<Considered>,
    /// The concern whose tier asks later than this.
    #[serde(skip)]
    pub sooner_than: Option<&'static str>,
}

/// A rule that was looked at and did not decide.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names say it")]
pub struct Considered {
    pub rule: String,
    pub by: Day,
    pub cite: Citation,
}

/// A test, or tests that are done together: when the last result stops counting, and by which rule.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct TestReport {
    /// A data element; of tests done together their group.
    pub concept: &'static str,
    /// The newest usable result from any place; of tests together the oldest of them, none while one was never done.
    pub last: Option<Day>,
    /// From this day on it is asked for; the result counts up to the day before.
    pub due: Day,
    /// `counts`, `due` or `overdue`.
    pub status: &'static str,
    pub group: &'static str,
    /// The lowest place of care that can be expected to do it.
    pub place: &'static str,
    /// Of tests together, those that are due by the next contact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<&'static str>,
    /// What is not known of the patient, where it is asked because of that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<&'static str>,
    pub rule: String,
    pub text: String,
    pub review: Option<&'static str>,
    pub cite: Citation,
    /// Other rules of the same test that come to another day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Considered>,
}

/// Something to explain to this patient.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names say it")]
pub struct LessonReport {
    pub topic: String,
    pub text: String,
    pub review: Option<&'static str>,
    pub cite: Citation,
    /// The facts that make it this patient's.
    pub because: Vec<Evidence>,
}
