//! What is known of diseases that nobody may have diagnosed yet, as answers carry it.

use serde::Serialize;

use super::Citation;
use crate::assess::evidence::Evidence;
use crate::civil::Day;
use crate::concept::{Stated, Truth};
use crate::quantity::Decimal;

/// One statement of one document.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct DiagnosisStatement {
    pub rule: String,
    pub is: Stated,
    /// `met`, or `unknown` where something missing could make it so.
    pub truth: Truth,
    pub text: String,
    /// On how many of the days that are needed, where more than one is.
    pub have: Option<i32>,
    pub need: Option<i32>,
    /// When it was measured last, of what is measured every so often.
    pub last: Option<Day>,
    /// By when the next is due, or the days still needed have passed.
    pub by: Option<Day>,
    /// Of a risk score: the fewest and the most points, equal where nothing is missing; `need` is the line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Decimal>,
    pub because: Vec<Evidence>,
    /// What is not known of it: data elements, or what is asked of the person.
    pub missing: Vec<&'static str>,
    pub cite: Citation,
    pub review: Option<&'static str>,
}

/// What is known of one disease: a state, and what each document says. A person diagnoses.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct DiagnosisReport {
    /// The strongest state that is proven by any document.
    pub state: Stated,
    /// The strongest state that what is missing could still prove.
    pub possible: Stated,
    /// States strongest first, a document's own strongest only; then what stands beside them.
    pub statements: Vec<DiagnosisStatement>,
}

/// Both diseases; null for who has died or moved.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Diagnoses {
    pub hypertension: Option<DiagnosisReport>,
    pub diabetes: Option<DiagnosisReport>,
}
