//! One card for one act: a patient whom several findings refer is referred once, and both diseases' reasons are told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use std::collections::BTreeSet;

use liangbing::engine::{Engine, Locale};
use serde_json::Value;
use support::story::Story;
use support::{AS_OF, day};

/// The cards of a story.
fn cards(who: &str, story: &[&str], locale: Locale) -> Vec<Value> {
    let record = Story::new(day(AS_OF)).who(who).tell(story).record();
    support::assess(&record, day(AS_OF), locale).json()["cards"].as_array().expect("cards").clone()
}

/// The only card that asks.
fn asks(who: &str, story: &[&str], locale: Locale) -> Value {
    let all = cards(who, story, locale);
    let mut own: Vec<Value> = all.into_iter().filter(|card| card["channel"] == "do").collect();
    assert_eq!(own.len(), 1, "{own:#?}");
    own.pop().unwrap()
}

fn ids(card: &Value) -> BTreeSet<String> {
    let also = card["also"].as_array().into_iter().flatten();
    std::iter::once(&card["id"]).chain(also).map(|id| id.as_str().expect("an id").to_owned()).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

const BOTH: [&str; 2] = ["-40 bp 150/92, fasting 8.0", "0 bp 152/94, fasting 8.4"];

#[test]
fn both_diseases_refer_on_one_card_with_both_reasons_both_rules_and_both_clauses() {
    let card = asks("58 male htn dm", &BOTH, Locale::En);
    assert_eq!(ids(&card), set(&["htn-two-unsatisfied", "dm-two-unsatisfied"]));
    let summary = card["summary"].as_str().unwrap();
    for word in ["county hospital", "within two weeks", "pressure: ", "glucose: "] {
        assert!(summary.contains(word), "{summary}");
    }
    let detail = card["detail"].as_str().unwrap();
    let clauses = format!("{detail} {}", card["cite"]["section"].as_str().unwrap());
    assert!(clauses.contains("高血压 二(三)") && clauses.contains("2型糖尿病 二(三)(3)"), "{clauses}");
    let told = asks("58 male htn dm", &BOTH, Locale::ZhCn);
    let summary = told["summary"].as_str().unwrap();
    assert!(
        summary.starts_with("两周内上转县级医院") && summary.contains("血压") && summary.contains("血糖"),
        "{summary}"
    );
}

#[test]
fn the_stricter_date_holds() {
    // Hypertension's second visit was ten days ago, so its fortnight ends in four days.
    let story = ["-50 bp 150/92, fasting 8.0", "-10 bp 152/94", "0 fasting 8.4"];
    let card = asks("58 male htn dm", &story, Locale::En);
    assert_eq!(ids(&card), set(&["htn-two-unsatisfied", "dm-two-unsatisfied"]));
    assert_eq!(card["actions"][0]["by"], day(AS_OF).plus(4).to_string());
}

#[test]
fn reasons_of_one_disease_are_one_card_too_and_what_does_not_fit_is_counted() {
    let alone = asks("58 male htn", &["-40 bp 150/92", "0 bp 152/94, potassium 3.2"], Locale::En);
    assert_eq!(ids(&alone), set(&["htn-two-unsatisfied", "htn-secondary"]));
    assert!(!alone["summary"].as_str().unwrap().contains("glucose"), "{alone}");
    let many = asks("58 male htn dm", &[&BOTH[..], &["0 potassium 3.2"]].concat(), Locale::En);
    assert_eq!(ids(&many).len(), 3);
    assert!(many["summary"].as_str().unwrap().ends_with("1 more"), "{many}");
}

#[test]
fn one_reason_keeps_its_own_words_and_what_interrupts_stands_alone() {
    let own = asks("58 male htn", &["-40 bp 150/92", "0 bp 152/94"], Locale::En);
    assert!(own["also"].is_null() && own["summary"].as_str().unwrap().starts_with("Two visits"), "{own}");
    let story = ["0 bp 184/112, fasting 17, no signs"];
    let stops = cards("58 male htn dm", &story, Locale::En);
    let stops: Vec<&Value> = stops.iter().filter(|card| card["channel"] == "stop").collect();
    assert_eq!(stops.len(), 2, "two dangers are two cards");
}

#[test]
fn of_an_open_referral_the_act_is_to_ask_and_the_other_disease_is_told_beside_it() {
    let story = ["-40 bp 150/92", "-20 bp 152/94, up htn", "-40 fasting 8.0", "0 fasting 8.4"];
    let card = asks("58 male htn dm", &story, Locale::En);
    assert_eq!(card["id"], "htn-open-referral");
    let summary = card["summary"].as_str().unwrap();
    assert!(summary.starts_with("An up-referral is open") && summary.contains("glucose: "), "{summary}");
    assert_eq!(ids(&card), set(&["htn-open-referral", "htn-two-unsatisfied", "dm-two-unsatisfied"]));
    let one = asks("58 male htn", &story[..2], Locale::En);
    assert_eq!(one["summary"], "An up-referral is open without a result: find out whether they went");
}

/// Whichever two criteria meet, both reasons stand in the summary, in both languages and with more of them besides.
#[test]
fn any_two_reasons_fit_on_a_card() {
    let engine = Engine::builtin().expect("the built-in packs load");
    let rules = &engine.judge().ruleset;
    for words in &rules.words {
        let word = |key: &str| words.find(key).unwrap_or_else(|| panic!("{key}")).chars().count();
        let reasons = rules.referrals.criteria.iter().filter(|row| !row.down && !row.rules.is_empty());
        let longest = reasons.map(|row| word(&format!("refer.{}", row.id))).max().expect("criteria");
        let places = ["village-clinic", "township-clinic", "county-hospital"];
        let place = places.iter().map(|place| word(&format!("place.{place}"))).max().expect("places");
        let braces = "{place}".len() + "{count}".len();
        let parts = ["to", "hypertension", "next", "diabetes", "more"];
        let fixed: usize = parts.iter().map(|part| word(&format!("refer-one.{part}"))).sum();
        let whole = fixed + place + 2 - braces + 2 * longest;
        assert!(whole < 140, "{whole} letters with reasons of {longest}");
        let open = ["htn-open-referral", "dm-open-referral"];
        let open = open.iter().map(|rule| words.rule(rule).expect("worded").summary.chars().count()).max();
        assert!(open.unwrap() + word("refer-one.next") + word("refer-one.hypertension") + longest < 140);
    }
}
