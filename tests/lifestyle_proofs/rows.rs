//! The rows: worded, reachable, spoken plainly; and a broken one is refused by its name.

use std::collections::BTreeSet;

use liangbing::concept::Truth;
use liangbing::engine::PACKS;
use liangbing::guideline::{GuidelineErrorCode as Code, Part, Ruleset, Says, Short};
use serde_json::{Value, json};

use super::super::ENGINE;

fn ruleset() -> &'static Ruleset {
    &ENGINE.judge().ruleset
}

#[test]
fn every_row_is_worded_in_both_languages_without_a_number_of_its_own() {
    for says in Says::ALL.iter().filter(|says| says.part() != Part::Body) {
        for words in &ruleset().words {
            let told = format!("advice.{}-now", says.code());
            let base = words.find(&format!("advice.{}", says.code())).unwrap_or_else(|| panic!("{says:?}"));
            for text in std::iter::once(base).chain(words.find(&told)) {
                let outside: String =
                    text.split('{').map(|part| part.split('}').next_back().unwrap_or("")).collect();
                assert!(!outside.contains(|own: char| own.is_ascii_digit()), "{says:?}: {text}");
                assert!(text.chars().count() <= 160, "{text}");
            }
        }
    }
    // What people do now is said of those habits that a record can count.
    for habit in ["smoking", "salt", "alcohol", "staple", "activity"] {
        assert!(ruleset().words.iter().all(|words| words.find(&format!("advice.{habit}-now")).is_some()));
    }
}

#[test]
fn every_saying_has_a_row_and_every_row_someone_it_speaks_to() {
    let said: BTreeSet<&str> = ruleset().advice.iter().map(|row| row.says.code()).collect();
    assert_eq!(said, Says::ALL.iter().map(|says| says.code()).collect());
    let mut rules = ruleset().clone();
    for row in &ruleset().advice {
        let mut whoever = [[true, false], [false, true], [true, true]].into_iter();
        let someone = whoever.any(|of| rules.shortened(row.when, of) != Short::Settled(Truth::NotMet));
        assert!(someone, "{}", row.clause.id);
    }
}

#[track_caller]
fn refused(change: impl Fn(&mut Value), code: Code, file: &str, item: &str) {
    let mut packs: Value = serde_json::from_str(PACKS).unwrap();
    change(&mut packs["packs"]);
    let faults = Ruleset::load(&packs.to_string(), None).expect_err("a fault");
    let named =
        faults.iter().any(|own| (own.code, own.file.as_str(), own.item.as_str()) == (code, file, item));
    assert!(named, "{faults:#?}");
}

#[test]
fn a_broken_row_is_refused_with_its_file_and_name() {
    let file = "cn-dm-2024/lifestyle.toml";
    let row = |name: &'static str, key: &'static str, value: Value| {
        move |packs: &mut Value| packs["cn-dm-2024"]["lifestyle"][name][key] = value.clone()
    };
    refused(row("dm-staple", "says", json!("stapel")), Code::UnknownName, file, "dm-staple");
    refused(row("dm-staple", "whenn", json!("heavy")), Code::UnknownField, file, "dm-staple");
    refused(row("dm-staple", "when", json!("hevy")), Code::UnknownName, file, "dm-staple");
    refused(row("dm-staple", "concern", json!("gout")), Code::UnknownName, file, "dm-staple");
    refused(row("dm-staple", "value", json!("carbohydrate")), Code::Malformed, file, "dm-staple");
    refused(row("dm-staple", "value", json!("carbs")), Code::UnknownName, file, "dm-staple");
    refused(row("dm-staple", "cite", json!({})), Code::NotCited, file, "dm-staple");
    let twice = |packs: &mut Value| {
        let own = packs["cn-dm-2024"]["lifestyle"]["dm-gap"].clone();
        packs["tiering"]["lifestyle"]["dm-gap"] = own;
    };
    refused(twice, Code::Duplicate, "tiering/lifestyle.toml", "dm-gap");
}

#[test]
fn another_document_s_number_is_told_in_its_own_unit() {
    let units = [
        (Says::Activity, " min"),
        (Says::Salt, " g"),
        (Says::Energy, " kcal"),
        (Says::Weight, " kg"),
        (Says::Protein, " g/kg"),
        (Says::Resistance, ""),
    ];
    for (says, unit) in units {
        assert_eq!(says.unit(), unit, "{says:?}");
    }
}
