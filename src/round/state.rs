//! What is kept of a round: per patient what a comparison needs, as codes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::problem::{RequestError, RequestErrorCode};

/// The name of the shape that is kept from one round to the next.
pub const STATE: &str = "liangbing.round/1";

/// The state of a list at its newest round; patients in the order of their ids, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoundState {
    /// [`STATE`].
    pub schema: String,
    /// The day of the newest round.
    pub as_of: String,
    /// Each patient as the last round that saw them found them.
    pub patients: Vec<PatientState>,
}

/// One patient as the last round that saw them found them. Lists are sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PatientState {
    /// The caller's id.
    pub id: String,
    /// The day of that round.
    pub as_of: String,
    /// A digest of the rules that answered.
    pub rules: String,
    /// The level's code; none where there is no colour.
    #[serde(deserialize_with = "stands")]
    pub level: Option<String>,
    /// Of `G2`: whether the patient was red when lost.
    pub was_red: bool,
    /// Why there is no colour.
    #[serde(deserialize_with = "stands")]
    pub reason: Option<String>,
    /// By when somebody must act.
    #[serde(deserialize_with = "stands")]
    pub act_by: Option<String>,
    /// Of each prompt its id, a blank, and a digest of the facts that it rests on.
    pub cards: Vec<String>,
    /// What asks for a referral, as direction, urgency and place.
    #[serde(deserialize_with = "stands")]
    pub referral: Option<String>,
    /// Of each open referral its direction, day and furthest step, and `late` where the next one is.
    pub loops: Vec<String>,
    /// Data elements of tests that are due.
    pub tests: Vec<String>,
    /// Results since the last visit, as data element and day.
    pub results: Vec<String>,
    /// What was set aside: its code and a digest of what was said of it; the same twice stands twice.
    pub aside: Vec<String>,
}

/// A field that may be null and must stand: half a state would call everybody changed, or nobody.
fn stands<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(field)
}

impl RoundState {
    /// A state of a day; patients are put in the order of their ids.
    pub fn new(as_of: &str, mut patients: Vec<PatientState>) -> Self {
        patients.sort_by(|one, other| one.id.cmp(&other.id));
        Self { schema: STATE.to_owned(), as_of: as_of.to_owned(), patients }
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// `not-json` for what is no state, `unknown-value` for a state of another shape, `duplicate-id` for a patient twice.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        let state: Self = serde_json::from_str(text)
            .map_err(|error| RequestError::new(RequestErrorCode::NotJson, "", error.to_string()))?;
        if state.schema != STATE {
            let message = format!("`{}` is not `{STATE}`", state.schema);
            return Err(RequestError::new(RequestErrorCode::UnknownValue, "schema", message));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = state.patients.iter().find(|own| !seen.insert(own.id.as_str())) {
            let message = format!("`{}` stands twice", twice.id);
            return Err(RequestError::new(RequestErrorCode::DuplicateId, "patients", message));
        }
        Ok(state)
    }
}

/// FNV-1a of 64 bits, as sixteen hexadecimal figures: whether something is as it was, and nothing more. The page has no
/// other at hand, since a browser gives its SHA-256 to no page of plain HTTP.
pub fn digest(text: &str) -> String {
    crate::mark::digits(text)
}
