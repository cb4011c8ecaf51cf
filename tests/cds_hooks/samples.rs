//! Other people's calls and cards, where they are at hand; they are never part of the project.

use std::fs;
use std::path::Path;

use liangbing::cds_hooks::{feedback, handle, outcome, status, valid};
use serde_json::{Value, json};

use super::support::{ENGINE, host};

fn samples() -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/cds_hooks");
    let Ok(entries) = fs::read_dir(&path) else {
        println!("the samples are absent ({}); nothing was checked", path.display());
        return Vec::new();
    };
    let mut list: Vec<(String, Value)> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn numbers(value: &Value) -> Vec<u16> {
    valid::response(value).iter().map(|breach| breach.requirement).collect()
}

#[test]
fn the_standards_own_answers_pass_and_the_bad_ones_are_refused() {
    for (name, value) in samples() {
        if value.get("cards").is_some() {
            assert_eq!(numbers(&value), Vec::<u16>::new(), "{name}");
        }
        if value.get("summary").is_some() {
            let found = numbers(&json!({"cards": [value]}));
            let expected: &[u16] = match name.as_str() {
                // An address that was never filled in.
                "crd__launch_smart_app_other.json" => &[139],
                // A list of actions without any.
                "crd__propose_alternate_request_other.json" => &[3],
                _ => &[],
            };
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn the_two_cards_of_the_standard_that_are_known_to_be_bad_are_refused() {
    // Its example of a link that starts by itself lacks the indicator, and its quick start has one that does not exist.
    let without = json!({"cards": [{"summary": "SMART App Success Card", "source": {"label": "A service"},
        "links": [{"label": "An app", "url": "https://smart.example.com/launch", "type": "smart"}]}]});
    assert_eq!(numbers(&without), [87]);
    let success =
        json!({"cards": [{"summary": "Hello", "indicator": "success", "source": {"label": "A service"}}]});
    assert_eq!(numbers(&success), [88, 89]);
}

#[test]
fn every_call_of_the_samples_is_answered_or_refused_in_order() {
    let mut calls = 0;
    for (name, value) in samples() {
        let Some(hook) = value.get("hook").and_then(Value::as_str) else { continue };
        calls += 1;
        let id = if ["order-sign", "order-select", "encounter-start"].contains(&hook) {
            hook
        } else {
            "patient-view"
        };
        let error =
            handle(&ENGINE, id, &value.to_string(), &host()).expect_err("none brings what was asked for");
        assert!([400, 412].contains(&status(&error)), "{name}: {error}");
        assert!(serde_json::from_str::<Value>(&outcome(&error)).is_ok());
    }
    if calls > 0 {
        assert!(calls >= 8, "{calls} calls");
    }
}

#[test]
fn the_standards_feedback_is_read() {
    for (name, value) in samples() {
        if value.get("feedback").is_some() {
            assert!(feedback(&value.to_string()).is_ok(), "{name}");
        }
    }
}
