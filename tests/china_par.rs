//! The ten-year risk in an assessment: the calculator's own number, or its refusal; nothing is filled in.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

use liangbing::calc::calc;
use liangbing::civil::Day;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

const DAY: &str = "2026-11-20";

/// Somebody of whom everything is known: a treated woman who smokes.
fn complete() -> Value {
    let number = |at: &str, concept: &str, value: f64, unit: &str| json!({"at": at, "concept": concept, "value": value, "unit": unit});
    let mut glucose = number("2026-06-01", "glucose", 5.6, "mmol/L");
    glucose["timing"] = json!("fasting");
    json!({
        "patient": {"born": "1966-02-03", "sex": "female", "place": {"northern": true, "urban": false}},
        "conditions": [{"code": "hypertension", "since": "2020"}],
        "observations": [
            {"at": "2026-11-18T08:00", "concept": "blood-pressure", "systolic": 147, "diastolic": 86, "unit": "mmHg"},
            {"at": "2026-11-18T08:05", "concept": "blood-pressure", "systolic": 144, "diastolic": 84, "unit": "mmHg"},
            number("2026-06-01", "total-cholesterol", 5.4, "mmol/L"),
            number("2026-06-01", "hdl", 1.2, "mmol/L"),
            number("2026-06-01", "waist", 84.0, "cm"),
            glucose,
        ],
        "medications": [{"code": "amlodipine", "since": "2024-01-01"}],
        "lifestyle": {"at": "2026-06-01", "smoking": "current"},
        "family": [{"condition": "stroke", "relation": "father", "onsetAge": 70}],
    })
}

fn answer(record: &Value) -> Value {
    answer_on(record, DAY)
}

fn answer_on(record: &Value, day: &str) -> Value {
    let engine = Engine::builtin().expect("sound packs");
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{record}: {error:?}"));
    let day = Day::parse(day).expect("a day");
    let assessment = engine.assess(&record, &Options { locale: Locale::En, ..Options::on(day) });
    serde_json::to_value(&assessment).expect("an answer")["risk"]["chinaPar"].clone()
}

/// `code path` of a refusal.
fn refused(record: &Value) -> String {
    let answer = answer(record);
    assert_eq!((&answer["tenYear"], &answer["category"]), (&Value::Null, &Value::Null), "{answer}");
    let text = |key: &str| answer["refused"][key].as_str().expect("a refusal").to_owned();
    format!("{} {}", text("code"), text("path"))
}

/// The record with one change, said by a JSON pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut record = complete();
    *record.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is there")) = value;
    record
}

#[test]
fn everything_known_brings_the_number_of_the_calculator() {
    // 145.5 mmHg is the day's value, and the official calculator takes whole numbers.
    let inputs = r#"{"sex": "female", "age_years": 60, "sbp_mmhg": 146, "bp_treated": true, "tc_mmol_l": 5.4, "hdl_mmol_l": 1.2,
        "waist_cm": 84, "current_smoker": true, "diabetes": false, "north": true, "urban": false, "family_history": true}"#;
    let expected: Value =
        serde_json::from_str(&calc("china-par-10y", inputs, None).expect("an answer").to_string())
            .expect("JSON");
    let answer = answer(&complete());
    assert_eq!(answer["tenYear"], expected["ascvd_10y_pct"]);
    assert_eq!(answer["category"], expected["category"]);
    assert_eq!(answer["refused"], Value::Null);
    assert_eq!(answer["cite"]["guideline"], "china-par-10y");
    assert_eq!(answer["cite"]["url"], "https://doi.org/10.1161/CIRCULATIONAHA.116.022367");
}

#[test]
fn the_other_unit_is_converted_by_the_equations_own_factor() {
    let mut record = complete();
    for (place, mmol) in [(2, 5.4), (3, 1.2)] {
        record["observations"][place]["value"] = json!(mmol / 0.0259);
        record["observations"][place]["unit"] = json!("mg/dL");
    }
    let risk = |record: &Value| answer(record)["tenYear"].as_f64().expect("a number");
    assert!((risk(&record) - risk(&complete())).abs() < 1e-6);
}

#[test]
fn each_input_that_is_not_known_is_named_and_never_filled_in() {
    let silent = |pointer: &str| refused(&with(pointer, Value::Null));
    assert_eq!(silent("/patient/sex"), "input-missing sex");
    assert_eq!(silent("/patient/born"), "input-missing age_years");
    assert_eq!(silent("/lifestyle"), "input-missing current_smoker");
    assert_eq!(silent("/lifestyle/smoking"), "input-missing current_smoker");
    assert_eq!(silent("/patient/place/northern"), "input-missing north");
    assert_eq!(silent("/patient/place/urban"), "input-missing urban");
    assert_eq!(silent("/family"), "input-missing family_history");
    for (place, path) in [(2, "tc_mg_dl"), (3, "hdl_mg_dl"), (4, "waist_cm"), (5, "diabetes")] {
        let mut record = complete();
        record["observations"].as_array_mut().expect("a list").remove(place);
        assert_eq!(refused(&record), format!("input-missing {path}"));
    }
    let mut record = complete();
    record["observations"].as_array_mut().expect("a list").drain(..2);
    assert_eq!(refused(&record), "input-missing sbp_mmhg");
    assert_eq!(refused(&with("/medications/0/code", json!("something-else"))), "input-missing bp_treated");
    assert_eq!(refused(&json!({})), "input-missing sex");
}

#[test]
fn what_is_too_old_or_still_to_come_is_not_known() {
    let pressure = |days: i32| {
        let mut record = complete();
        let day = Day::parse(DAY).expect("a day").plus(-days);
        for place in 0..2 {
            record["observations"][place]["at"] = json!(format!("{day}"));
        }
        record
    };
    assert_eq!(answer(&pressure(106))["refused"], Value::Null);
    assert_eq!(refused(&pressure(107)), "input-missing sbp_mmhg");
    let lipids = |at: &str| with("/observations/2/at", json!(at));
    assert_eq!(answer(&lipids("2025-11-20"))["refused"], Value::Null);
    assert_eq!(refused(&lipids("2025-11-19")), "input-missing tc_mg_dl");
    assert_eq!(refused(&lipids("2026-11-21")), "input-missing tc_mg_dl");
    assert_eq!(refused(&with("/lifestyle/at", json!("2026-11-21"))), "input-missing current_smoker");
    assert_eq!(answer_on(&complete(), "2026-05-01")["refused"]["path"], "sbp_mmhg");
}

#[test]
fn who_has_or_had_the_disease_is_past_the_question() {
    let with_disease = |code: &str, status: &str, since: &str| {
        let entry = json!({"code": code, "status": status, "since": since});
        with("/conditions", json!([{"code": "hypertension"}, entry]))
    };
    for (code, status) in [("stroke", "resolved"), ("coronary-heart-disease", "active"), ("tia", "active")] {
        assert_eq!(refused(&with_disease(code, status, "2019")), "outcome-present known_cvd", "{code}");
    }
    assert_eq!(refused(&with_disease("angina", "suspected", "2026-11-01")), "input-missing known_cvd");
    for (status, since) in [("withdrawn", "2019"), ("active", "2026-11-21")] {
        assert_eq!(answer(&with_disease("stroke", status, since))["refused"], Value::Null, "{status}");
    }
}

#[test]
fn outside_35_to_74_nothing_is_said_and_nothing_else_asked_for() {
    for (born, is_inside) in
        [("1991-11-20", true), ("1991-11-21", false), ("1951-11-21", true), ("1951-11-20", false)]
    {
        let mut record = with("/patient/born", json!(born));
        assert_eq!(answer(&record)["refused"].is_null(), is_inside, "{born}");
        record["lifestyle"] = Value::Null;
        let path = if is_inside { "input-missing current_smoker" } else { "input-range age_years" };
        assert_eq!(refused(&record), path, "{born}");
    }
    assert_eq!(refused(&with("/observations/4/value", json!(140))), "input-range waist_cm");
}

#[test]
fn treatment_diabetes_and_family_are_what_the_equation_means() {
    let risk = |record: &Value| {
        let answer = answer(record);
        answer["tenYear"].as_f64().unwrap_or_else(|| panic!("{answer}"))
    };
    let base = risk(&complete());
    assert!(risk(&with("/medications", json!([]))) < base, "untreated");
    let not_taken = json!([{"code": "amlodipine", "since": "2024-01-01", "adherence": "none"}]);
    assert!(risk(&with("/medications", not_taken)) < base, "on the list and not taken");
    assert!(risk(&with("/observations/5/value", json!(7.0))) > base, "a fasting glucose of diabetes");
    let diagnosed = with("/conditions", json!([{"code": "type-2-diabetes", "since": "2020"}]));
    assert!(risk(&diagnosed) > base, "diagnosed, whatever the glucose is now");
    let treated = json!([{"code": "amlodipine"}, {"code": "metformin"}]);
    assert!(risk(&with("/medications", treated)) > base, "on a medicine against diabetes");
    assert!(risk(&with("/lifestyle/smoking", json!("former"))) < base);
    let mut man = with("/patient/sex", json!("male"));
    man["patient"]["born"] = json!("1980");
    let early = risk(&man);
    man["family"] = json!([{"condition": "none"}, {"condition": "diabetes", "relation": "mother"}]);
    assert!(risk(&man) < early, "a father's stroke counts in a man");
    man["family"] = json!([{"condition": "stroke", "relation": "son"}]);
    assert_eq!(refused(&man), "input-missing family_history", "a son's says nothing of parents and siblings");
    man["family"] = json!([{"condition": "stroke"}]);
    assert_eq!(refused(&man), "input-missing family_history", "whose it was is not said");
}
