//! What the cards say, and how often.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

use liangbing::engine::Locale;
use liangbing::synth::Synth;
use serde_json::Value;
use support::answer::Answer;
use support::{AS_OF, answer, assess, day};

const PATIENTS: usize = 400;

fn cards(answer: &Answer) -> &[Value] {
    answer.at("/cards").as_array().map(Vec::as_slice).unwrap_or_default()
}

fn rules(answer: &Answer) -> Vec<&str> {
    cards(answer).iter().filter_map(|card| card["rule"].as_str()).collect()
}

/// Every text that a card shows.
fn texts(card: &Value) -> Vec<&str> {
    let labels = card["actions"].as_array().into_iter().flatten().map(|action| &action["label"]);
    [&card["summary"], &card["detail"]].into_iter().chain(labels).filter_map(Value::as_str).collect()
}

#[test]
fn no_card_of_any_synthetic_patient_leaves_a_place_open() {
    let mut shown = 0;
    let page: Vec<Value> = serde_json::from_str(include_str!("../www/src/demo/patients.json")).expect("JSON");
    let page = page.into_iter().map(|patient| patient["record"].clone());
    for record in Synth::new(2026, day(AS_OF)).take(PATIENTS).chain(page) {
        for locale in [Locale::ZhCn, Locale::En] {
            let answer = assess(&record, day(AS_OF), locale);
            for text in cards(&answer).iter().flat_map(texts) {
                let open = text.trim().is_empty() || text.contains(['{', '}', '—', '[', ']']);
                assert!(!open, "`{text}` for {record}");
                shown += 1;
            }
        }
    }
    assert!(shown > PATIENTS, "{shown}");
}

#[test]
fn an_action_says_where_and_how_soon_and_what() {
    let labels = |story: &[&str]| {
        let answer = answer("52 male htn", story);
        let actions = answer.at("/cards/0/actions").as_array().cloned().unwrap_or_default();
        actions.iter().map(|action| action["label"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(labels(&["0 bp 128/78, sign chest-pain"]), [r#""Refer to the county hospital, at once""#]);
    assert_eq!(labels(&["-110 bp 128/78"]), [r#""Measure blood pressure""#]);
}

#[test]
fn one_sign_makes_one_card_and_both_findings() {
    for sign in ["altered-consciousness", "limb-weakness", "chest-pain", "orthopnoea"] {
        let both = answer("52 male htn dm", &[&format!("0 sign {sign}")]);
        let red: Vec<Value> = both
            .at("/findings")
            .as_array()
            .into_iter()
            .flatten()
            .filter(|f| f["level"] == "R0")
            .cloned()
            .collect();
        assert_eq!(red.iter().filter(|f| f["outcome"] == "fired").count(), 2, "{sign}");
        let shown: Vec<&str> =
            rules(&both).into_iter().filter(|r| red.iter().any(|f| f["rule"] == *r)).collect();
        assert!(matches!(shown.as_slice(), [one] if one.starts_with("htn-")), "{sign}: {shown:?}");

        let alone = answer("52 male dm", &[&format!("0 sign {sign}")]);
        assert!(rules(&alone).iter().any(|rule| rule.starts_with("dm-")), "{sign}: {:?}", rules(&alone));
    }
}

#[test]
fn what_each_visit_says_makes_a_card_of_its_own() {
    let lost = answer("52 male htn dm", &["-400 bp 128/78, fasting 6.0"]);
    for rule in ["htn-lost", "dm-lost"] {
        assert!(rules(&lost).contains(&rule), "{:?}", rules(&lost));
    }
    let reaction = answer("52 male htn dm", &["-3 visit htn 3, visit dm 3, bp 128/78, fasting 6.0"]);
    let told = rules(&reaction);
    assert!(
        told.iter().filter(|rule| rule.ends_with("adverse-reaction") || rule.ends_with("class-3")).count()
            > 1,
        "{told:?}"
    );
}
