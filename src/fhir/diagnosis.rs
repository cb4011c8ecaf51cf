//! What the codes of diagnoses mean.

use super::codes::{SNOMED, find};
use super::icd;
use super::json::Coding;
use crate::concept::Condition;

/// One diagnosis that a code states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Diagnosis {
    pub(super) condition: Condition,
    /// A diagnosis that the code implies and another entry may state better.
    pub(super) implied: Option<Condition>,
    pub(super) stage: Option<&'static str>,
    /// The code says that it happened once; its date is the day it was written down.
    pub(super) history: bool,
}

impl Diagnosis {
    /// A plain statement.
    pub(super) const fn of(condition: Condition) -> Self {
        Self { condition, implied: None, stage: None, history: false }
    }

    /// With what it implies.
    pub(super) const fn implying(self, implied: Condition) -> Self {
        Self { implied: Some(implied), ..self }
    }
}

/// The diagnoses that a coding states; none if it is on no list.
pub(super) fn diagnoses(coding: Coding<'_>) -> Vec<Diagnosis> {
    let Some(code) = coding.code else { return Vec::new() };
    if coding.is("icd") || coding.is("2.16.840.1.113883.6.90") || coding.is("2.16.840.1.113883.6.3") {
        return icd::diagnoses(code);
    }
    let all_digits = code.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits && coding.may_be("snomed") {
        return snomed(code).into_iter().collect();
    }
    // Without a system only a code with its point in place, or a bare category, is taken for one of these.
    let shaped = code.len() == 3 || code.as_bytes().get(3) == Some(&b'.');
    if coding.system.is_none() && shaped { icd::diagnoses(code) } else { Vec::new() }
}

/// Whether a coding says that the patient is pregnant.
pub(super) fn is_pregnancy(coding: Coding<'_>) -> bool {
    let Some(code) = coding.code else { return false };
    let snomed = coding.may_be("snomed") && matches!(code, "77386006" | "72892002" | "47200007");
    let icd = coding.may_be("icd") && (code.starts_with("Z33.1") || code == "Z33" || code.starts_with("Z34"));
    snomed || icd
}

fn snomed(code: &str) -> Option<Diagnosis> {
    let mut words = find(SNOMED, code)?.split(' ');
    let mut diagnosis = Diagnosis::of(Condition::parse(words.next()?)?);
    for word in words {
        if let Some(implied) = word.strip_prefix('>') {
            diagnosis.implied = Condition::parse(implied);
        } else if let Some(stage) = word.strip_prefix("stage:") {
            diagnosis.stage = Some(stage);
        } else if word == "past" {
            diagnosis.history = true;
        }
    }
    Some(diagnosis)
}
