//! Referral, who keeps the patient, and letters, as answers carry them.

use serde::{Serialize, Serializer};

use super::Citation;
use crate::assess::evidence::Shown;
use crate::civil::Day;

/// A referral that is asked for, or open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct ReferralReport {
    pub direction: &'static str,
    pub urgency: &'static str,
    pub to: &'static str,
    /// What it is where the user works: refer, consult, admit, internal.
    pub step: &'static str,
    /// The rules that refer; criteria by their names where no rule does.
    pub rules: Vec<String>,
    pub check_by: Day,
    /// Criteria in words, with their clauses.
    pub met: Vec<String>,
    pub not_met: Vec<String>,
    pub unknown: Vec<String>,
    /// The referrals that are open, oldest first, each with the step that is next.
    #[serde(rename = "loop")]
    pub loops: Vec<LoopReport>,
    /// Pending where no criterion that a clinician checked asks for it.
    pub review: Option<&'static str>,
}

/// An open referral and what is next on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct LoopReport {
    pub id: Option<String>,
    pub at: Day,
    pub direction: &'static str,
    pub to: Option<&'static str>,
    /// The furthest step on record.
    pub done: &'static str,
    /// The step after it; `closed` after the last.
    pub next: &'static str,
    /// Who owes it: sender, receiver.
    pub owed_by: &'static str,
    /// The last good day; none where no document gives one.
    pub by: Option<Day>,
    pub overdue: bool,
    pub text: String,
    pub review: Option<&'static str>,
    pub cite: Option<Citation>,
}

/// Who looks after the patient, and what the place may do where the user works.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct CareReport {
    pub at: &'static str,
    /// Under whose guidance, if somebody's.
    pub with: Option<&'static str>,
    pub here: &'static str,
    /// What the place may do where the user works.
    pub text: String,
    pub review: Option<&'static str>,
    pub cite: Citation,
}

/// A letter, ready to print, and what it is made from.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Letter {
    pub kind: &'static str,
    pub text: String,
    pub data: LetterData,
}

/// What a letter says, by the names of its places; an empty list is something that matters and is not known.
#[derive(Clone, Debug, Default)]
pub struct LetterData(pub Vec<(&'static str, Vec<LetterFact>)>);

impl LetterData {
    /// What stands in a place; none where the letter has nothing to do with it.
    pub fn get(&self, place: &str) -> Option<&[LetterFact]> {
        self.0.iter().find(|(own, _)| *own == place).map(|(_, facts)| facts.as_slice())
    }
}

impl Serialize for LetterData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(place, facts)| (place, facts)))
    }
}

/// One fact of a letter: a value as measured or recorded, a code, or a sentence of the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the field names say it")]
pub struct LetterFact {
    /// The data element, or what else it is.
    pub concept: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// A dose with its times; of an allergy what it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<String>,
    /// When a glucose was taken, where a pressure was, what a dose is counted in, how sure a diagnosis is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}
