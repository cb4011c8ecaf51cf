//! A card that somebody answered is quiet for its while, and speaks again when there is more to say.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

use liangbing::civil::Day;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

/// Not controlled on 2026-06-01, twice on `reading`'s day where one is given.
fn record(later: Option<(&str, i32)>, answered: &Value) -> Value {
    let reading = |at: &str, systolic: i32| json!({"at": at, "concept": "blood-pressure", "systolic": systolic, "diastolic": 84, "unit": "mmHg"});
    let mut observations = vec![
        reading("2026-06-01T09:00", 148),
        json!({"at": "2026-06-01", "concept": "symptom", "code": "none"}),
    ];
    observations.extend(later.map(|(at, systolic)| reading(at, systolic)));
    let visit = json!({"at": "2026-06-01", "mode": "face-to-face", "concern": "hypertension"});
    json!({
        "patient": {"born": "1970-03-02", "sex": "female", "pregnancy": "no"},
        "conditions": [{"code": "hypertension", "since": "2015"}],
        "observations": observations, "visits": [visit], "answered": answered,
    })
}

fn assess(record: &Value, as_of: &str) -> Value {
    let engine = Engine::builtin().expect("sound packs");
    let record = Record::read(&record.to_string()).expect("a record");
    let options = Options { locale: Locale::En, ..Options::on(Day::parse(as_of).expect("a day")) };
    serde_json::to_value(engine.assess(&record, &options)).expect("JSON")
}

/// The ids of the cards, and of those that ask.
fn cards(assessment: &Value) -> (Vec<&str>, Vec<&str>) {
    let list = assessment["cards"].as_array().expect("a list");
    let asks = |card: &&Value| card["channel"] == "do";
    let ids = list.iter().filter_map(|card| card["id"].as_str()).collect();
    (ids, list.iter().filter(asks).filter_map(|card| card["id"].as_str()).collect())
}

const CARD: &str = "htn-class-2";

fn answer(at: &str) -> Value {
    json!([{"card": CARD, "at": at, "outcome": "accepted"}])
}

#[test]
fn an_answered_card_is_quiet_and_all_else_is_as_it_was() {
    let (asked, answered) = (
        assess(&record(None, &json!([])), "2026-06-08"),
        assess(&record(None, &answer("2026-06-01T09:30")), "2026-06-08"),
    );
    assert!(cards(&asked).1.contains(&CARD), "{:?}", cards(&asked));
    assert!(!cards(&answered).0.contains(&CARD));
    let finding = |of: &Value| {
        let list = of["findings"].as_array().expect("a list").clone();
        list.into_iter().find(|own| own["rule"] == CARD).expect("the finding")
    };
    assert_eq!(finding(&asked)["answered"], Value::Null);
    assert_eq!(finding(&answered)["answered"], "2026-06-01");
    assert_eq!(asked["tier"], answered["tier"], "an answer is no treatment: the colour stays");
    assert_eq!(asked["plan"], answered["plan"]);
}

#[test]
fn a_card_comes_back_when_its_time_is_over() {
    let until = json!([{"card": CARD, "at": "2026-06-01", "outcome": "overridden", "reason": "done", "until": "2026-06-10"}]);
    for (as_of, is_quiet) in [("2026-06-01", true), ("2026-06-09", true), ("2026-06-10", false)] {
        let assessment = assess(&record(None, &until), as_of);
        assert_eq!(!cards(&assessment).0.contains(&CARD), is_quiet, "{as_of}");
    }
    // Of a card that asks, 90 days where nobody said until when.
    let said = record(Some(("2026-08-25T09:00", 148)), &answer("2026-06-01"));
    for (as_of, is_quiet) in [("2026-08-29", true), ("2026-08-30", false)] {
        assert_eq!(!cards(&assess(&said, as_of)).0.contains(&CARD), is_quiet, "{as_of}");
    }
}

#[test]
fn a_worse_reading_speaks_again_and_a_better_one_does_not() {
    for (systolic, is_quiet) in [(147, true), (148, true), (149, false), (168, false)] {
        let told =
            assess(&record(Some(("2026-06-07T09:00", systolic)), &answer("2026-06-01T09:30")), "2026-06-08");
        assert_eq!(!cards(&told).0.contains(&CARD), is_quiet, "{systolic}");
    }
}

#[test]
fn a_reading_after_the_answer_on_its_own_day_speaks_again() {
    for (at, is_quiet) in [("2026-06-01T09:20", true), ("2026-06-01T10:00", false)] {
        let told = assess(&record(Some((at, 150)), &answer("2026-06-01T09:30")), "2026-06-01");
        assert_eq!(!cards(&told).0.contains(&CARD), is_quiet, "{at}");
    }
}

#[test]
fn what_stops_or_is_red_is_never_quiet() {
    let id = |of: &Value| of["cards"][0]["id"].as_str().expect("a card").to_owned();
    for systolic in [186, 230] {
        let now = Some(("2026-06-07T09:00", systolic));
        let card = id(&assess(&record(now, &json!([])), "2026-06-07"));
        let said =
            json!([{"card": card, "at": "2026-06-07T09:05", "outcome": "overridden", "reason": "other"}]);
        assert_eq!(id(&assess(&record(now, &said), "2026-06-07")), card);
    }
}

#[test]
fn an_answer_to_another_card_or_of_tomorrow_changes_nothing() {
    let asked = assess(&record(None, &json!([])), "2026-06-08");
    for said in [
        json!([{"card": "htn-no-such-rule", "at": "2026-06-01", "outcome": "accepted"}]),
        answer("2026-06-09"),
    ] {
        assert_eq!(assess(&record(None, &said), "2026-06-08")["cards"], asked["cards"]);
    }
}

#[test]
fn several_answers_are_heard_in_any_order() {
    let one = json!({"card": CARD, "at": "2026-06-01", "outcome": "overridden", "until": "2026-06-02"});
    let other = json!({"card": CARD, "at": "2026-06-03", "outcome": "accepted"});
    let told = |list: Value| assess(&record(None, &list), "2026-06-08")["cards"].clone();
    assert_eq!(told(json!([one, other])), told(json!([other, one])));
    assert_eq!(told(json!([one, other])), told(json!([other])));
}
