//! The drug table drug by drug, the traps of the field, and every check of medicines: fires, silent, unknown.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::needless_pass_by_value,
    reason = "a test may fail loudly"
)]

mod medicines_proofs;

use liangbing::assess::report::MedicationCheck;
use liangbing::civil::Day;
use liangbing::engine::{Engine, Options};
use liangbing::guideline::Ruleset;
use liangbing::record::{Medication, Record};
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn ruleset() -> &'static Ruleset {
    &ENGINE.judge().ruleset
}

fn options() -> Options {
    Options::on(Day::parse("2026-11-20").unwrap())
}

/// The checks of a record's own list.
fn listed(record: &Value) -> Vec<MedicationCheck> {
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    ENGINE.assess(&record, &options()).medication_checks
}

/// The checks of an order.
fn ordered(record: &Value, order: &Value) -> Vec<MedicationCheck> {
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    let order = Medication::read(&order.to_string()).expect("an order of the contract");
    ENGINE.check_order(record, order, &options())
}

/// A rule's truth among checks, and nothing if it is silent.
fn truth(checks: &[MedicationCheck], rule: &str) -> Option<&'static str> {
    checks
        .iter()
        .filter(|check| check.rule == rule)
        .map(|check| check.truth.code())
        .max_by_key(|code| *code == "met")
}

/// The truth of a rule for one medicine in a record.
fn asked(rule: &str, mut record: Value, medication: Value) -> Option<&'static str> {
    record["medications"] = json!([medication]);
    truth(&listed(&record), rule)
}

fn lab(concept: &str, value: f64, unit: &str) -> Value {
    json!({"at": "2026-11-01", "concept": concept, "value": value, "unit": unit})
}

#[test]
fn three_milligrams_a_decilitre_is_not_three_micromoles() {
    let with = |value, unit| {
        asked(
            "ras-blocker-creatinine",
            json!({"observations": [lab("creatinine", value, unit)]}),
            json!({"code": "losartan"}),
        )
    };
    assert_eq!(with(80.0, "umol/L"), None);
    assert_eq!(with(265.0, "umol/L"), None, "above, not at");
    assert_eq!(with(266.0, "umol/L"), Some("met"));
    assert_eq!(with(3.1, "mg/dL"), Some("met"));
    assert_eq!(with(2.9, "mg/dL"), None);
}

#[test]
fn an_allowed_egfr_does_not_excuse_the_creatinine_of_metformin() {
    let man = json!({"patient": {"born": "1981", "sex": "male"}, "observations": [
        lab("creatinine", 140.0, "umol/L"), lab("egfr", 54.0, "mL/min/1.73m2")]});
    let metformin = json!({"code": "metformin"});
    assert_eq!(asked("metformin-kidney-differs", man.clone(), metformin.clone()), Some("met"));
    assert_eq!(asked("metformin-kidney", man, metformin), None);
}

#[test]
fn metformin_stops_only_where_every_document_forbids_it_and_asks_where_kidney_function_is_missing() {
    let at = |egfr: Option<f64>, rule| {
        let observations: Vec<Value> =
            egfr.map(|value| lab("egfr", value, "mL/min/1.73m2")).into_iter().collect();
        asked(
            rule,
            json!({"patient": {"sex": "female"}, "observations": observations}),
            json!({"name": "格华止"}),
        )
    };
    assert_eq!(at(Some(29.9), "metformin-kidney"), Some("met"));
    assert_eq!(at(Some(29.9), "metformin-kidney-differs"), None);
    assert_eq!(at(Some(30.0), "metformin-kidney"), None);
    assert_eq!(at(Some(30.0), "metformin-kidney-differs"), Some("met"));
    assert_eq!(at(Some(44.9), "metformin-kidney-differs"), Some("met"));
    assert_eq!(at(Some(45.0), "metformin-kidney-differs"), None);
    assert_eq!(at(None, "metformin-kidney"), Some("unknown"));
    let old = json!({"observations": [{"at": "2024-01-01", "concept": "egfr", "value": 90}]});
    assert_eq!(
        asked("metformin-kidney", old, json!({"code": "metformin"})),
        Some("unknown"),
        "too old to pass"
    );
}

#[test]
fn where_documents_differ_both_clauses_are_shown() {
    let record =
        json!({"observations": [lab("egfr", 40.0, "mL/min/1.73m2")], "medications": [{"code": "metformin"}]});
    let checks = listed(&record);
    let check = checks.iter().find(|check| check.rule == "metformin-kidney-differs").unwrap();
    let cited: Vec<&str> = check.cites.iter().map(|cite| cite.guideline.as_str()).collect();
    assert_eq!(cited, ["cn-t2dm-primary-2022", "cn-dm-2024"]);
    assert_eq!((check.severity, check.review), ("warn", Some("pending")));
}

#[test]
fn weekly_is_not_daily() {
    let with = |dose: &str, per: &str| {
        let order = json!({"code": "dulaglutide", "dose": dose, "perDay": 1, "per": per});
        truth(&ordered(&json!({}), &order), "dose-above")
    };
    assert_eq!(with("1.5 mg", "week"), None);
    assert_eq!(with("1.5 mg", "day"), Some("met"));
    assert_eq!(with("3 mg", "two-weeks"), None);
    assert_eq!(with("3.1 mg", "two-weeks"), Some("met"));
}

#[test]
fn a_dose_is_judged_by_the_form_that_was_meant() {
    let with = |order: Value, rule| truth(&ordered(&json!({}), &order), rule);
    let gliclazide = |release: &str, dose: &str| json!({"name": "格列齐特", "release": release, "dose": dose, "perDay": 1});
    assert_eq!(with(gliclazide("ir", "50 mg"), "dose-below"), Some("met"));
    assert_eq!(with(gliclazide("mr", "50 mg"), "dose-below"), None);
    assert_eq!(with(gliclazide("mr", "160 mg"), "dose-above"), Some("met"));
    assert_eq!(with(gliclazide("ir", "160 mg"), "dose-above"), None);
    let voglibose = |dose: &str| json!({"code": "voglibose", "dose": dose, "perDay": 3});
    assert_eq!(with(voglibose("0.2 mg"), "dose-above"), None);
    assert_eq!(with(voglibose("2 mg"), "dose-above"), Some("met"), "a decimal point");
    let exenatide = |dose: &str| json!({"code": "exenatide", "dose": dose, "perDay": 2});
    assert_eq!(with(exenatide("10 ug"), "dose-above"), None);
    assert_eq!(with(exenatide("10 mg"), "dose-above"), Some("met"), "micrograms");
    let oral = json!({"name": "司美格鲁肽片", "dose": "7 mg", "perDay": 1});
    assert_eq!(with(oral, "dose-above"), None);
    let injected = json!({"name": "司美格鲁肽注射液", "dose": "7 mg", "perDay": 1, "per": "week"});
    assert_eq!(with(injected, "dose-above"), Some("met"));
}

#[test]
fn a_dose_between_two_documents_is_shown_with_both() {
    let order = json!({"code": "glibenclamide", "dose": "17.5 mg", "perDay": 1});
    let checks = ordered(&json!({}), &order);
    let check = checks.iter().find(|check| check.rule == "dose-above").unwrap();
    assert!(check.text.contains("2.5-15 mg") && check.text.contains("2.5-20 mg"), "{}", check.text);
    assert_eq!(check.cites.len(), 2);
}

#[test]
fn a_dose_is_held_against_kidney_function_and_a_missing_one_is_asked_for() {
    let with = |egfr: Option<f64>, dose: &str| {
        let observations: Vec<Value> =
            egfr.map(|value| lab("egfr", value, "mL/min/1.73m2")).into_iter().collect();
        let order = json!({"code": "sitagliptin", "dose": dose, "perDay": 1});
        let checks = ordered(&json!({"observations": observations}), &order);
        let check = checks.iter().find(|check| check.rule == "kidney-dose");
        check.map(|check| (check.truth.code(), check.printed.clone()))
    };
    assert_eq!(with(Some(60.0), "100 mg"), None);
    assert_eq!(with(Some(44.0), "100 mg"), Some(("met", "eGFR < 45: 50 mg".to_owned())));
    assert_eq!(with(Some(44.0), "50 mg"), None);
    assert_eq!(with(Some(29.0), "50 mg"), Some(("met", "eGFR < 30: 25 mg".to_owned())));
    assert_eq!(with(Some(29.0), "100 mg"), Some(("met", "eGFR < 30: 25 mg".to_owned())));
    assert_eq!(with(None, "100 mg").map(|(truth, _)| truth), Some("unknown"));
    assert_eq!(with(None, "25 mg"), None, "no kidney forbids it");
    let unfit = |egfr: f64| {
        let record = json!({"observations": [lab("egfr", egfr, "mL/min/1.73m2")]});
        asked("kidney-unfit", record, json!({"code": "exenatide"}))
    };
    assert_eq!((unfit(30.0), unfit(29.0)), (None, Some("met")));
    assert_eq!(asked("kidney-unfit", json!({}), json!({"code": "exenatide"})), Some("unknown"));
}

#[test]
fn what_is_ordered_badly_is_refused_with_code_and_path_or_reported() {
    let refused =
        |order: &str| Medication::read(order).map_err(|error| (error.code.code(), error.path)).unwrap_err();
    assert_eq!(refused("{}"), ("missing-field", "code".to_owned()));
    assert_eq!(refused("[]").0, "wrong-type");
    assert_eq!(refused("{"), ("not-json", String::new()));
    assert_eq!(refused(r#"{"code": "amlodipine", "dosis": "5 mg"}"#), ("unknown-field", "dosis".to_owned()));
    assert_eq!(refused(r#"{"code": "amlodipine", "per": "month"}"#), ("unknown-value", "per".to_owned()));
    assert_eq!(refused(r#"{"code": "amlodipine", "perDay": -1}"#), ("unknown-value", "perDay".to_owned()));
    assert_eq!(refused(r#"{"classes": ["statins"]}"#).0, "missing-field");
    let rules = |order: Value| -> Vec<String> {
        ordered(&json!({}), &order).into_iter().map(|check| check.rule).collect()
    };
    assert_eq!(rules(json!({"name": "天麦消渴片"})), ["unknown-medicine"]);
    assert_eq!(rules(json!({"code": "amlodipine"})), ["dose-unreadable"]);
    assert_eq!(rules(json!({"code": "amlodipine", "dose": "1 片", "perDay": 1})), ["dose-unreadable"]);
    assert_eq!(rules(json!({"code": "amlodipine", "dose": "5 mg"})), ["dose-unreadable"], "how often?");
    assert_eq!(rules(json!({"code": "amlodipine", "dose": "5 mg", "perDay": 1})), Vec::<String>::new());
    assert_eq!(rules(json!({"code": "amlodipine", "dose": "5毫克", "perDay": 1})), Vec::<String>::new());
}

#[test]
fn an_order_is_told_only_what_it_brings() {
    let record = json!({"conditions": [{"code": "gout"}], "medications": [{"code": "losartan"}, {"code": "hydrochlorothiazide"}]});
    let checks = ordered(&record, &json!({"code": "benazepril", "dose": "10 mg", "perDay": 1}));
    assert!(checks.iter().all(|check| check.medication == "benazepril"), "{checks:?}");
    assert_eq!(truth(&checks, "acei-with-arb"), Some("met"));
    let turned = ordered(&json!({"medications": [{"code": "benazepril"}]}), &json!({"code": "losartan"}));
    let pair = turned.iter().find(|check| check.rule == "acei-with-arb").unwrap();
    assert_eq!((pair.medication.as_str(), pair.with.as_deref()), ("losartan", Some("benazepril")));
    let again = ordered(&json!({"medications": [{"name": "络活喜"}]}), &json!({"code": "amlodipine"}));
    assert_eq!(truth(&again, "same-medicine"), Some("unknown"), "it may go on with it");
    assert_eq!(truth(&again, "same-class"), None);
}

#[test]
fn an_allergy_stops_the_medicine_and_warns_of_its_class() {
    let with =
        |allergy: Value, rule| asked(rule, json!({"allergies": [allergy]}), json!({"code": "gliclazide"}));
    assert_eq!(with(json!({"name": "格列齊特"}), "allergy"), Some("met"));
    assert_eq!(with(json!({"code": "sulfonylurea"}), "allergy"), Some("met"));
    assert_eq!(with(json!({"name": "消渴丸"}), "allergy"), None);
    assert_eq!(with(json!({"name": "消渴丸"}), "allergy-of-class"), Some("met"));
    assert_eq!(with(json!({"name": "花生"}), "allergy-of-class"), None);
}

#[test]
fn a_beta_blocker_that_was_stopped_at_once_is_asked_about() {
    let visits = json!([{"at": "2026-11-01"}, {"at": "2026-11-20"}]);
    let with = |medications: Value| {
        truth(&listed(&json!({"visits": visits.clone(), "medications": medications})), "beta-blocker-stopped")
    };
    assert_eq!(with(json!([{"code": "metoprolol", "until": "2026-11-10"}])), Some("met"));
    assert_eq!(with(json!([{"code": "metoprolol", "until": "2026-05-10"}])), None, "long ago");
    assert_eq!(
        with(json!([{"code": "metoprolol", "until": "2026-11-10"}, {"code": "bisoprolol"}])),
        None,
        "went on"
    );
    assert_eq!(with(json!([{"code": "metoprolol", "adherence": "none"}])), Some("met"));
    assert_eq!(with(json!([{"code": "metoprolol"}])), None);
    assert_eq!(with(json!([{"code": "amlodipine", "until": "2026-11-10"}])), None);
}

#[test]
fn only_what_every_document_forbids_and_is_known_interrupts() {
    let record = json!({"patient": {"born": "1990", "sex": "female"}, "conditions": [{"code": "gout"}], "medications": [
        {"code": "hydrochlorothiazide"}, {"code": "losartan"}, {"code": "metformin", "dose": "1 g", "perDay": 3}]});
    let record = Record::read(&record.to_string()).unwrap();
    let assessment = ENGINE.assess(&record, &options());
    let card = |rule: &str| assessment.cards.iter().find(|card| card.rule == rule).map(|card| card.channel);
    assert_eq!(card("thiazide-gout"), Some("stop"));
    assert_eq!(card("dose-above"), Some("do"));
    assert_eq!(truth(&assessment.medication_checks, "ras-blocker-pregnancy"), Some("unknown"));
    assert_eq!(card("ras-blocker-pregnancy"), None);
}

#[test]
fn the_order_of_the_list_changes_nothing() {
    let list = [
        json!({"code": "losartan"}),
        json!({"code": "benazepril"}),
        json!({"name": "倍博特"}),
        json!({"code": "amlodipine"}),
    ];
    let backwards: Vec<&Value> = list.iter().rev().collect();
    assert_eq!(listed(&json!({"medications": list})), listed(&json!({"medications": backwards})));
}
