//! Code lists as text, a line each: the code, a blank, what it means here. Both ways read the same lines.
//!
//! In `observations` and `snomed` a word that starts with `=` marks the code that is written for a meaning; behind
//! it stands the unit that the code's own definition asks for.

/// Observations in LOINC (with a hyphen) and SNOMED CT (without).
pub(super) const OBSERVATIONS: &str = include_str!("codes/observations.txt");
/// Diagnoses in SNOMED CT; `>` names what else a code implies.
pub(super) const SNOMED: &str = include_str!("codes/snomed.txt");
/// Diagnoses in ICD-10, its clinical modification and its Chinese edition, by the beginning of the code.
pub(super) const ICD: &str = include_str!("codes/icd.txt");
/// Medicines in ATC, by the beginning of the code.
pub(super) const ATC: &str = include_str!("codes/atc.txt");
/// Ingredients in RxNorm, and the products whose names may be missing.
pub(super) const RXNORM: &str = include_str!("codes/rxnorm.txt");
/// Parts of medicines' names: first, with `*`, endings; then words; last, with `~`, parts of names in Chinese.
pub(super) const NAMES: &str = include_str!("codes/names.txt");

/// A line's code and its meaning.
fn split(line: &'static str) -> (&'static str, &'static str) {
    line.split_once(' ').unwrap_or((line, ""))
}

/// Every line of a list.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split('\n').filter(|line| !line.is_empty()).map(split)
}

/// What a code means, in a list that is sorted by its codes' bytes.
pub(super) fn find(list: &'static str, code: &str) -> Option<&'static str> {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let before = bytes.get(..middle)?.iter().rposition(|byte| *byte == b'\n');
        let start = before.map_or(0, |place| place.saturating_add(1));
        // Line ends and blanks are near: a walk over bytes finds them sooner than a search does.
        let length = bytes.get(start..)?.iter().position(|byte| *byte == b'\n')?;
        let line = list.get(start..start.saturating_add(length))?;
        let name = line.bytes().position(|byte| byte == b' ').unwrap_or(length);
        let (found, meaning) = line.split_at_checked(name)?;
        match found.cmp(code) {
            std::cmp::Ordering::Equal => return Some(meaning.trim_ascii_start()),
            std::cmp::Ordering::Less => low = start.saturating_add(length).saturating_add(1),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// What the longest listed beginning of a code means.
pub(super) fn longest(list: &'static str, code: &str) -> Option<&'static str> {
    let length = code.len().min(8);
    (1..=length).rev().find_map(|end| find(list, code.get(..end)?))
}

/// The code that is written for a meaning, in a unit or none.
pub(super) fn written(list: &'static str, meaning: &str, unit: &str) -> Option<&'static str> {
    lines(list).find_map(|(code, said)| {
        let (said, mark) = said.rsplit_once('=')?;
        // What a code implies is not what it is written for.
        let said = said.split('>').next()?.trim_ascii_end();
        (said == meaning && mark == unit).then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::{Condition, DrugClass};

    #[test]
    fn every_list_is_sorted_and_every_line_is_found() {
        for list in [OBSERVATIONS, SNOMED, ICD, ATC, RXNORM, NAMES] {
            let codes: Vec<&str> = lines(list).map(|(code, _)| code).collect();
            assert!(codes.len() > 30 && codes.is_sorted(), "{:?}", codes.first());
            for (code, meaning) in lines(list) {
                assert_eq!(find(list, code), Some(meaning), "{code}");
            }
            for absent in ["", "0", "ZZZ", "中", "1-1"] {
                assert_eq!(find(list, absent), None, "{absent}");
            }
        }
    }

    #[test]
    fn names_are_words_in_letters_or_parts_that_are_none() {
        for (name, _) in lines(NAMES) {
            let is_word = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
            let sound = match (name.strip_prefix('*'), name.strip_prefix('~')) {
                (None, Some(part)) => !part.is_ascii(),
                (ending, _) => is_word(ending.unwrap_or(name)),
            };
            assert!(sound, "{name}");
        }
    }

    #[test]
    fn every_meaning_is_one_the_record_knows() {
        for (code, meaning) in lines(SNOMED).chain(lines(ICD)) {
            for word in meaning.split(' ').filter(|word| !word.is_empty()) {
                let plain = word.strip_prefix('>').unwrap_or(word);
                let mark = word == "=" || word == "past" || word.starts_with("stage:");
                assert!(mark || Condition::parse(plain).is_some(), "{code}: {word}");
            }
        }
        for (code, meaning) in lines(ATC).chain(lines(RXNORM)).chain(lines(NAMES)) {
            for word in meaning.split(' ').filter(|word| !word.is_empty()) {
                assert!(DrugClass::parse(word).is_some(), "{code}: {word}");
            }
        }
    }

    #[test]
    fn a_meaning_is_written_with_one_code() {
        assert_eq!(written(SNOMED, "diabetic-nephropathy", ""), Some("127013003"));
        assert_eq!(written(OBSERVATIONS, "creatinine", "umol/L"), Some("14682-9"));
        assert_eq!(written(OBSERVATIONS, "creatinine", "mg/dL"), Some("2160-0"));
        assert_eq!(written(OBSERVATIONS, "creatinine", "g"), None);
    }
}
