//! Diagnoses in ICD-10, its clinical modification and its Chinese edition, by the beginning of the code.

use super::codes::{ICD, longest};
use super::diagnosis::Diagnosis;
use crate::concept::Condition as C;

/// The diagnoses that a code states.
pub(super) fn diagnoses(code: &str) -> Vec<Diagnosis> {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let mut letters = plain.bytes();
    let begins = letters.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && letters.next().is_some_and(|byte| byte.is_ascii_digit());
    if !begins {
        return Vec::new();
    }
    if let Some(found) = diabetes(&plain) {
        return vec![found];
    }
    let meaning = longest(ICD, &plain).unwrap_or_default();
    let past = meaning.ends_with(" past");
    let mut found = Vec::new();
    for condition in meaning.split(' ').filter_map(C::parse) {
        found.push(Diagnosis { stage: stage(&plain), history: past, ..Diagnosis::of(condition) });
    }
    found
}

/// Diabetes, or the complication that the fourth character names.
fn diabetes(plain: &str) -> Option<Diagnosis> {
    let (kind, rest) = plain.split_at_checked(3)?;
    let kind = match kind {
        "E10" => C::Type1Diabetes,
        "E11" => C::Type2Diabetes,
        "E08" | "E09" | "E12" | "E13" | "E14" => C::DiabetesTypeUnclear,
        _ => return None,
    };
    // The clinical modification numbers what the basic edition leaves together.
    let complication = match rest {
        _ if rest.starts_with("621") => C::DiabeticFootUlcer,
        _ if rest.starts_with("641") => C::SevereHypoglycaemia,
        "36" | "39" | "59" => return Some(Diagnosis::of(kind)),
        _ => match rest.chars().next() {
            Some('1') => C::Ketoacidosis,
            Some('2') => C::DiabeticNephropathy,
            Some('3') => C::DiabeticRetinopathy,
            Some('4') => C::Neuropathy,
            Some('5') => C::PeripheralArteryDisease,
            _ => return Some(Diagnosis::of(kind)),
        },
    };
    Some(Diagnosis::of(complication).implying(kind))
}

fn stage(plain: &str) -> Option<&'static str> {
    let rest = plain.strip_prefix("N18")?;
    Some(match rest {
        _ if rest.starts_with("31") => "3a",
        _ if rest.starts_with("32") => "3b",
        _ => match rest.chars().next()? {
            '1' => "1",
            '2' => "2",
            '3' => "3",
            '4' => "4",
            '5' | '6' => "5",
            _ => return None,
        },
    })
}
