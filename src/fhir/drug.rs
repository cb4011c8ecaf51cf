//! The classes of a medicine, from its codes and its name.

use super::codes::{ATC, NAMES, RXNORM, find, lines, longest};
use super::json::Coding;
use super::tree::holds;
use crate::concept::DrugClass as C;

/// The classes that codes and names together tell, each once.
pub(super) fn classes<'a>(
    codings: impl Iterator<Item = Coding<'a>>,
    names: impl Iterator<Item = &'a str>,
) -> Vec<C> {
    let coded = codings.flat_map(of_coding);
    let mut all: Vec<C> = Vec::new();
    let mut read: Vec<&str> = Vec::new();
    // A name is often said twice, as the medicine's and as its code's.
    let names = names.filter(|name| {
        !read.contains(name) && {
            read.push(name);
            true
        }
    });
    for class in coded.chain(names.flat_map(of_name)) {
        if !all.contains(&class) {
            all.push(class);
        }
    }
    if all.contains(&C::Arni) {
        all.retain(|class| *class != C::Arb);
    }
    all
}

fn of_coding(coding: Coding<'_>) -> Vec<C> {
    let Some(code) = coding.code else { return Vec::new() };
    if coding.is("rxnorm") || coding.is("2.16.840.1.113883.6.88") {
        return named(find(RXNORM, code));
    }
    if coding.is("atc") || coding.is("2.16.840.1.113883.6.73") {
        named(longest(ATC, code))
    } else {
        Vec::new()
    }
}

/// The classes that a line of a list names.
fn named(meaning: Option<&str>) -> Vec<C> {
    meaning.unwrap_or_default().split(' ').filter_map(C::parse).collect()
}

/// Forms that act where they are put.
const LOCAL: &[&str] = &["topical", "ophthalmic", "inhal", "滴眼", "软膏", "乳膏", "吸入", "鼻喷"];
const LOCAL_WORDS: &[&str] = &["otic", "nasal", "cream", "ointment"];

fn of_name(name: &str) -> Vec<C> {
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_local =
        LOCAL.iter().any(|part| holds(&lower, part)) || words.iter().any(|word| LOCAL_WORDS.contains(word));
    if is_local {
        return Vec::new();
    }
    let mut found: Vec<C> = Vec::new();
    for word in words {
        // An anabolic steroid ends as beta-blockers do.
        let ends = |ending: &str| word.ends_with(ending) && word != "stanozolol";
        let endings = lines(NAMES).map_while(|(part, class)| Some((part.strip_prefix('*')?, class)));
        let ending = endings.filter(|(ending, _)| ends(ending)).map(|(_, class)| class);
        found.extend(ending.chain(find(NAMES, word)).filter_map(C::parse));
    }
    if !lower.is_ascii() {
        let parts = lines(NAMES).filter_map(|(part, class)| Some((part.strip_prefix('~')?, class)));
        found.extend(parts.filter(|(part, _)| holds(&lower, part)).filter_map(|(_, class)| C::parse(class)));
    }
    // Spelt as an inhibitor of the enzyme is; it is none.
    if holds(&lower, "依普利酮") {
        found.retain(|class| *class != C::Acei);
    }
    let phrases = [
        ("potassium chloride", C::PotassiumSupplement),
        ("ace inhibitor", C::Acei),
        ("angiotensin converting enzyme inhibitor", C::Acei),
        ("ethinyl estradiol", C::Contraceptive),
    ];
    found.extend(phrases.iter().filter(|(phrase, _)| holds(&lower, phrase)).map(|(_, class)| *class));
    found.extend(insulin(&lower));
    found
}

/// The kind of an insulin; one of no known kind counts as basal, so that it stays an insulin.
fn insulin(name: &str) -> Option<C> {
    let any = |parts: &[&str]| parts.iter().any(|part| holds(name, part));
    if !any(&["insulin", "胰岛素", "humulin", "novolin", "novolog", "humalog", "lantus"]) {
        return None;
    }
    let basal = any(&[
        "glargine",
        "detemir",
        "degludec",
        "isophane",
        "nph",
        "甘精",
        "地特",
        "德谷",
        "低精蛋白",
        "lantus",
    ]);
    let meal =
        any(&["lispro", "aspart", "glulisine", "regular", "门冬", "赖脯", "谷赖", "常规", "普通", "短效"]);
    let mix = any(&["70/30", "75/25", "50/50", "30/70", "protamine", " mix", "预混", "混合", "双时相"])
        || any(&["30r", "50r", "25r", "胰岛素30", "胰岛素50", "胰岛素25"]);
    Some(match (mix, basal, meal) {
        (true, _, _) | (_, true, true) => C::InsulinPremixed,
        (false, false, true) => C::InsulinPrandial,
        (false, _, false) => C::InsulinBasal,
    })
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_tell_their_classes() {
        let classes =
            |name: &str| of_name(name).iter().map(|class| class.code()).collect::<Vec<_>>().join(" ");
        for (name, expected) in [
            ("Hydrochlorothiazide 25 MG", "thiazide"),
            ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "metformin"),
            (
                "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML [Humulin]",
                "insulin-premixed",
            ),
            ("insulin glargine 100 UNT/ML", "insulin-basal"),
            ("insulin aspart", "insulin-prandial"),
            ("Insulin", "insulin-basal"),
            ("门冬胰岛素30注射液", "insulin-premixed"),
            ("Lisinopril 10 MG / Hydrochlorothiazide 12.5 MG", "acei thiazide"),
            ("losartan potassium 50 MG", "arb"),
            ("苯磺酸氨氯地平片", "ccb-dhp"),
            ("依普利酮片", "mra"),
            ("Timolol 0.5% Ophthalmic Solution", ""),
            ("nystatin", ""),
            ("Acetaminophen 325 MG Oral Tablet", ""),
            ("格列喹酮片", "sulfonylurea"),
            ("吡格列酮", "tzd"),
        ] {
            assert_eq!(classes(name), expected, "{name}");
        }
    }
}
