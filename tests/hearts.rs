//! The profile of the WHO package, the targets of the elderly before sleep, and the older editions: each row fires, is
//! silent, is unknown.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

use liangbing::civil::Day;
use liangbing::concept::Concern;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-21";

fn today() -> Day {
    Day::parse(TODAY).expect("a day")
}

/// The targets under a profile.
fn targets(record: &Value, profile: &'static str) -> Vec<Value> {
    let engine = Engine::builtin().expect("the packs load");
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { locale: Locale::En, profile, ..Options::on(today()) };
    let answer = serde_json::to_value(engine.assess(&record, &options)).expect("JSON");
    answer["targets"].as_array().expect("a list").clone()
}

/// The indicator of the package for a concept, if it is shown.
fn hearts(record: &Value, concept: &str) -> Option<Value> {
    let own = |target: &Value| target["cite"]["guideline"] == "who-hearts" && target["concept"] == concept;
    targets(record, "who-hearts").into_iter().find(own)
}

fn hypertensive(at: &str, systolic: i32, diastolic: i32) -> Value {
    let pressure = json!({
        "at": at, "concept": "blood-pressure", "systolic": systolic, "diastolic": diastolic, "unit": "mmHg",
    });
    json!({"patient": {"born": "1966-01-01"}, "conditions": [{"code": "hypertension"}], "observations": [pressure]})
}

fn diabetic(born: &str, observations: &Value) -> Value {
    json!({"patient": {"born": born}, "conditions": [{"code": "type-2-diabetes"}], "medications": [], "observations": observations})
}

#[test]
fn pressure_is_controlled_below_140_over_90_at_a_visit_of_the_last_three_months() {
    let met = |at: &str, systolic, diastolic| {
        hearts(&hypertensive(at, systolic, diastolic), "blood-pressure").expect("shown")["met"].clone()
    };
    assert_eq!(met(TODAY, 139, 89), true);
    assert_eq!(met(TODAY, 140, 89), false);
    assert_eq!(met(TODAY, 139, 90), false);
    // Ninety-two days are three months; after that nobody knows.
    assert_eq!(met("2026-08-21", 139, 89), true);
    assert_eq!(met("2026-08-20", 139, 89), Value::Null);
    assert_eq!(met("2026-08-20", 150, 95), Value::Null);
    assert_eq!(
        hearts(&json!({"conditions": [{"code": "hypertension"}]}), "blood-pressure").expect("shown")["met"],
        Value::Null
    );
    let healthy = json!({"observations": hypertensive(TODAY, 120, 70)["observations"]});
    assert!(hearts(&healthy, "blood-pressure").is_none());
}

#[test]
fn the_indicator_waits_for_a_clinician_and_the_programmes_own_stands_beside_it() {
    let shown = hearts(&hypertensive(TODAY, 139, 89), "blood-pressure").expect("shown");
    assert_eq!((&shown["kind"], &shown["target"]), (&json!("indicator"), &json!("< 140/90 mmHg")));
    assert_eq!((&shown["cite"]["confidence"], &shown["cite"]["review"]), (&json!("B"), &json!("pending")));
    // The county's goals follow, from the packs that the package lacks.
    let guidelines: Vec<String> = targets(&hypertensive(TODAY, 139, 89), "who-hearts")
        .iter()
        .map(|target| target["cite"]["guideline"].as_str().expect("a pack").to_owned())
        .collect();
    assert!(guidelines.contains(&"cn-htn-2024".to_owned()), "{guidelines:?}");
    // From 65 the norm's indicator is another: both are shown, labelled.
    let mut older = hypertensive(TODAY, 145, 85);
    older["patient"]["born"] = json!("1956-01-01");
    let shown = hearts(&older, "blood-pressure").expect("shown");
    assert_eq!(shown["met"], false);
    let other =
        shown["others"].as_array().expect("a list").iter().find(|other| other["guideline"] == "cn-bphs-2017");
    assert_eq!(other.expect("the norm beside it")["met"], true);
    assert!(targets(&older, "cn-county").iter().all(|target| target["cite"]["guideline"] != "who-hearts"));
}

#[test]
fn diabetes_is_controlled_by_fasting_glucose_or_by_hba1c_each_with_its_own_line() {
    let fasting = |value: f64, unit: &str| {
        let glucose =
            json!([{"at": TODAY, "concept": "glucose", "timing": "fasting", "value": value, "unit": unit}]);
        hearts(&diabetic("1966-01-01", &glucose), "glucose").expect("shown")["met"].clone()
    };
    assert_eq!([fasting(6.9, "mmol/L"), fasting(125.0, "mg/dL")], [true, true]);
    assert_eq!([fasting(7.0, "mmol/L"), fasting(126.0, "mg/dL")], [false, false]);
    let hba1c = |at: &str, value: f64| {
        let test = json!([{"at": at, "concept": "hba1c", "value": value, "unit": "%"}]);
        hearts(&diabetic("1966-01-01", &test), "hba1c").expect("shown")["met"].clone()
    };
    assert_eq!(
        [hba1c(TODAY, 6.9), hba1c(TODAY, 7.0), hba1c("2026-08-20", 6.9)],
        [json!(true), json!(false), Value::Null]
    );
    assert_eq!(hearts(&diabetic("1966-01-01", &json!([])), "hba1c").expect("shown")["met"], Value::Null);
    // Random glucose is no fasting one.
    let random =
        json!([{"at": TODAY, "concept": "glucose", "timing": "random", "value": 6.0, "unit": "mmol/L"}]);
    assert_eq!(hearts(&diabetic("1966-01-01", &random), "glucose").expect("shown")["met"], Value::Null);
}

/// The target before sleep and whether it is met.
fn bedtime(born: &str, at: &str, value: f64, with: &Value) -> Option<(String, Value)> {
    let glucose =
        json!([{"at": at, "concept": "glucose", "timing": "bedtime", "value": value, "unit": "mmol/L"}]);
    let mut record = diabetic(born, &glucose);
    for (key, value) in with.as_object().expect("a table") {
        match (key.as_str(), value) {
            ("patient", more) => record["patient"]["function"] = more["function"].clone(),
            ("conditions", Value::Array(more)) => {
                record["conditions"].as_array_mut().expect("a list").extend(more.clone());
            }
            (_, value) => record[key] = value.clone(),
        }
    }
    let own = |target: &Value| target["concept"] == "glucose" && target["timing"] == "bedtime";
    let found = targets(&record, "cn-county").into_iter().find(own)?;
    Some((found["target"].as_str().expect("a text").to_owned(), found["met"].clone()))
}

#[test]
fn before_sleep_the_elderly_have_a_range_by_health_and_by_medicines() {
    let insulin =
        json!({"medications": [{"name": "glargine", "classes": ["insulin-basal"], "since": "2025-01-01"}]});
    let ill = json!({"conditions": [{"code": "heart-failure"}, {"code": "copd"}, {"code": "depression"}]});
    let care = json!({"patient": {"function": {"longTermCare": true}}});
    let both = |one: &Value, other: &Value| {
        let mut joined = one.clone();
        for (key, value) in other.as_object().expect("a table") {
            joined[key] = value.clone();
        }
        joined
    };
    let plain = json!({});
    for (with, range, inside, outside) in [
        (plain.clone(), "5-8.3 mmol/L", [5.0, 8.3], [4.9, 8.4]),
        (insulin.clone(), "5.6-10 mmol/L", [5.6, 10.0], [5.5, 10.1]),
        (ill.clone(), "5.6-10 mmol/L", [5.6, 10.0], [5.5, 10.1]),
        (both(&ill, &insulin), "8.3-10 mmol/L", [8.3, 10.0], [8.2, 10.1]),
        (care.clone(), "6.1-11.1 mmol/L", [6.1, 11.1], [6.0, 11.2]),
        (both(&care, &insulin), "8.3-13.9 mmol/L", [8.3, 13.9], [8.2, 14.0]),
    ] {
        for (values, met) in [(inside, true), (outside, false)] {
            for value in values {
                assert_eq!(
                    bedtime("1950-01-01", TODAY, value, &with),
                    Some((range.to_owned(), json!(met))),
                    "{value} {with}"
                );
            }
        }
        // A value of last winter says nothing of today.
        assert_eq!(bedtime("1950-01-01", "2026-01-10", 9.0, &with), Some((range.to_owned(), Value::Null)));
    }
    // The younger have another target, which counts every value but a fasting one.
    assert!(bedtime("1970-01-01", TODAY, 6.0, &plain).is_none());
}

#[test]
fn before_sleep_nothing_is_asked_of_who_never_measured_then() {
    let fasting =
        json!([{"at": TODAY, "concept": "glucose", "timing": "fasting", "value": 6.0, "unit": "mmol/L"}]);
    let own = |target: &Value| target["timing"] == "bedtime";
    assert!(!targets(&diabetic("1950-01-01", &fasting), "cn-county").iter().any(own));
}

/// Which rows of a pack are for a patient.
fn rows(pack: &str, born: &str, more: &[&str]) -> Vec<String> {
    let whole = Engine::whole().expect("the packs load");
    let judge = whole.judge();
    let conditions: Vec<Value> =
        ["hypertension"].iter().chain(more).map(|code| json!({"code": code})).collect();
    let mut record = json!({"conditions": conditions});
    if !born.is_empty() {
        record["patient"] = json!({"born": born});
    }
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let chart = whole.chart(&record);
    let view = judge.view(&chart, Concern::Hypertension, today(), chart.upto(today()));
    let own = judge.ruleset.targets.iter().filter(|row| judge.ruleset.packs[row.clause.pack].id == pack);
    let mut list: Vec<String> =
        own.filter(|row| judge.truth(row.when, &view).is_met()).map(|row| row.clause.id.clone()).collect();
    list.sort();
    list
}

#[test]
fn in_2017_only_those_of_80_without_diabetes_and_kidney_disease_were_eased() {
    let rows = |born, more: &[&str]| rows("cn-htn-primary-2017", born, more);
    assert_eq!(rows("1946-11-21", &[]), ["htn-2017-goal-old"]);
    assert_eq!(rows("1946-11-22", &[]), ["htn-2017-goal"]);
    assert_eq!(rows("1946-11-21", &["type-2-diabetes"]), ["htn-2017-goal"]);
    assert_eq!(rows("1946-11-21", &["chronic-kidney-disease"]), ["htn-2017-goal"]);
    assert_eq!(rows("", &[]), ["htn-2017-goal"]);
}

#[test]
fn in_2020_they_were_eased_from_65_and_lowered_for_other_illness() {
    let rows = |born, more: &[&str]| rows("cn-htn-primary-2020", born, more);
    assert_eq!(rows("1970-01-01", &[]), ["htn-2020-goal"]);
    assert_eq!(rows("1961-11-21", &[]), ["htn-2020-goal-elderly", "htn-2020-goal-elderly-tolerated"]);
    assert_eq!(rows("1946-11-21", &[]), ["htn-2020-goal-elderly"]);
    assert_eq!(rows("1970-01-01", &["heart-failure"]), ["htn-2020-goal", "htn-2020-goal-lower"]);
    assert_eq!(rows("", &[]), ["htn-2020-goal"]);
}
