//! What changed since the last visit: each thing once, and nothing of what was known then.

use serde_json::{Value, json};

use super::{AS_OF, answer, pressure, record};

/// Seen on 2026-08-10 at 132/80, now 164/96.
fn seen(change: impl Fn(&mut Value)) -> Vec<String> {
    let mut record = record(vec![
        pressure("2026-08-10T08:00", 132.0, 80.0, "clinic"),
        pressure("2026-11-20T08:00", 164.0, 96.0, "clinic"),
    ]);
    record["visits"] = json!([
        {"at": "2026-08-10", "concern": "hypertension", "class": "controlled"},
        {"at": AS_OF, "concern": "hypertension"}]);
    change(&mut record);
    let answer = answer(&record);
    let list = answer["changed"].as_array().expect("a list");
    list.iter().map(|told| told["text"].as_str().expect("a text").to_owned()).collect()
}

const LEVEL: &str = "Hypertension: blue B2 then, yellow Y1 now";
const TARGETS: &str = "blood pressure: outside the target < 150/90 mmHg since 2026-11-20";

fn more(change: impl Fn(&mut Value)) -> Vec<String> {
    let mut list = seen(change);
    assert_eq!(list.drain(..2).collect::<Vec<_>>(), [LEVEL, TARGETS]);
    list
}

#[test]
fn the_level_then_and_now_and_readings_outside_what_is_aimed_at() {
    assert_eq!(seen(|_| ()), [LEVEL, TARGETS]);
}

#[test]
fn without_an_earlier_visit_nothing_is_said_to_have_changed() {
    let first = seen(|record| {
        record["visits"] = json!([{"at": AS_OF, "concern": "hypertension"}]);
        record["observations"] = json!([pressure("2026-11-20T08:00", 164.0, 96.0, "clinic")]);
    });
    assert_eq!(first, Vec::<String>::new());
}

#[test]
fn a_call_and_a_failed_contact_are_no_visit() {
    for contact in [json!({"mode": "phone"}), json!({"reached": false})] {
        let list = seen(|record| {
            let mut contact = contact.clone();
            contact["at"] = json!("2026-10-01");
            contact["concern"] = json!("hypertension");
            record["visits"].as_array_mut().expect("a list").push(contact);
        });
        assert_eq!(list, [LEVEL, TARGETS], "{contact}");
    }
}

#[test]
fn diagnoses_medicines_results_and_referrals_since_then_and_not_before() {
    assert_eq!(
        more(|record| {
            record["conditions"] = json!([
                {"code": "hypertension", "since": "2015"}, {"code": "gout", "since": "2026-08-10"},
                {"code": "osteoporosis", "since": "2026-08-11"},
                {"code": "sleep-apnoea", "since": "2026-09-01", "status": "suspected"}]);
        }),
        ["New diagnosis: osteoporosis (2026-08-11)", "Newly suspected: sleep apnoea (2026-09-01)"]
    );
    assert_eq!(
        more(|record| {
            record["medications"] = json!([
                {"code": "amlodipine", "since": "2026-08-11"}, {"code": "metformin", "since": "2020", "until": "2026-08-10"},
                {"code": "enalapril", "since": "2020", "until": "2026-08-09"},
                {"code": "valsartan", "since": "2020", "until": "2027-01-01"}]);
        }),
        ["amlodipine started (2026-08-11)", "metformin stopped (2026-08-11)"]
    );
    assert_eq!(
        more(|record| {
            let list = record["observations"].as_array_mut().expect("a list");
            for (at, value) in [("2026-08-10", 5.0), ("2026-09-01", 4.8), ("2026-10-01", 4.4)] {
                list.push(json!({"at": at, "concept": "potassium", "value": value, "unit": "mmol/L"}));
            }
            list.push(json!({"at": "2026-10-01", "concept": "weight", "value": 70, "unit": "kg"}));
        }),
        ["New result: potassium 4.4 mmol/L (2026-10-01)"]
    );
    assert_eq!(
        more(|record| {
            record["referrals"] = json!([
                {"id": "a", "at": "2026-08-01", "direction": "down", "to": "township-clinic",
                 "events": [{"at": "2026-08-12", "state": "accepted"}, {"at": "2026-12-01", "state": "checked"}]},
                {"id": "b", "at": "2026-08-01", "direction": "down", "closed": {"at": "2026-08-05", "outcome": "seen"}}]);
        }),
        ["Referral down: accepted (2026-08-12)"]
    );
}

#[test]
fn codes_and_values_stand_beside_the_sentence() {
    let mut record = record(vec![
        pressure("2026-08-10T08:00", 132.0, 80.0, "clinic"),
        pressure("2026-11-20T08:00", 164.0, 96.0, "clinic"),
    ]);
    record["visits"] = json!([{"at": "2026-08-10", "concern": "hypertension"}]);
    let level = answer(&record)["changed"][0].clone();
    assert_eq!(
        level,
        json!({"what": "level", "code": "hypertension", "at": AS_OF, "since": "2026-08-10", "was": "blue", "from": "B2",
            "colour": "yellow", "to": "Y1", "text": LEVEL})
    );
}
