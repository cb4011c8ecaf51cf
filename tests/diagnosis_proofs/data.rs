//! The rows themselves: cited, worded, in order; each can be silent; and bad ones are refused by name.

use std::collections::BTreeSet;

use liangbing::civil::Day;
use liangbing::concept::{Concern, Stated};
use liangbing::engine::{Engine, Options, PACKS};
use liangbing::guideline::{DiagnosisRow, GuidelineErrorCode as Code, Ruleset};
use liangbing::record::Record;
use liangbing::synth::Synth;
use serde_json::{Value, json};

fn engine() -> Engine {
    Engine::builtin().expect("the built-in packs load")
}

#[test]
fn rows_stand_strongest_first_and_every_one_cites_a_pack() {
    let engine = engine();
    let ruleset = &engine.judge().ruleset;
    assert!(ruleset.diagnosis.len() >= 40, "{}", ruleset.diagnosis.len());
    let order = |row: &DiagnosisRow| (row.concern, !row.is.is_state(), std::cmp::Reverse(row.is));
    assert!(ruleset.diagnosis.is_sorted_by_key(order));
    for row in &ruleset.diagnosis {
        let clause = &row.clause;
        assert!(ruleset.packs.iter().any(|pack| pack.id == clause.cite.guideline), "{}", clause.id);
        assert_eq!(clause.confidence.code() != "A", clause.pending, "{}", clause.id);
        assert!(row.days >= 1 && row.is != Stated::Unknown, "{}", clause.id);
        let prefix = if row.concern == Concern::Hypertension { "htn-" } else { "dm-" };
        assert!(clause.id.starts_with(prefix), "{}", clause.id);
    }
}

#[test]
fn no_words_stand_for_what_no_row_says() {
    let engine = engine();
    let ruleset = &engine.judge().ruleset;
    let mut said: BTreeSet<String> = BTreeSet::new();
    for row in ruleset.diagnosis.iter().filter(|row| row.is.is_told()) {
        said.insert(format!("diagnosis.{}.{}", row.concern.code(), row.is.code()));
        if row.is.is_asked() {
            let open = if row.points.is_some() { "risk-score-open" } else { "open" };
            said.insert(format!("diagnosis.{}.{open}", row.concern.code()));
        }
        if row.days > 1 {
            said.insert(format!("diagnosis.{}.more", row.concern.code()));
        }
    }
    for words in &ruleset.words {
        let own: BTreeSet<String> =
            words.keys().filter(|key| key.starts_with("diagnosis.")).map(str::to_owned).collect();
        assert_eq!(own, said);
    }
}

/// Over a synthetic county every row is silent for somebody, and each state that a year can bring is seen.
#[test]
fn every_row_is_silent_for_somebody_and_order_never_changes_an_answer() {
    let engine = engine();
    let as_of = Day::parse("2026-11-20").expect("a day");
    let mut always: BTreeSet<String> =
        engine.judge().ruleset.diagnosis.iter().map(|row| row.clause.id.clone()).collect();
    for patient in Synth::new(11, as_of).take(150) {
        let mut turned = patient.clone();
        for list in ["observations", "conditions", "visits", "medications"] {
            if let Some(list) = turned.get_mut(list).and_then(Value::as_array_mut) {
                list.reverse();
            }
        }
        let mut answers = [patient, turned].map(|record| {
            let record = Record::read(&record.to_string()).expect("a record");
            serde_json::to_value(&engine.assess(&record, &Options::on(as_of)).diagnosis).expect("JSON")
        });
        answers.iter_mut().for_each(without_ids);
        let [one, other] = answers;
        assert_eq!(one, other);
        let told: BTreeSet<String> = ["hypertension", "diabetes"]
            .iter()
            .flat_map(|concern| one[concern]["statements"].as_array().cloned().unwrap_or_default())
            .map(|own| own["rule"].as_str().expect("a rule").to_owned())
            .collect();
        always.retain(|rule| told.contains(rule));
    }
    assert!(always.is_empty(), "{always:?}");
}

/// Which of two equal observations is named is not decided by an order.
fn without_ids(diagnosis: &mut Value) {
    for concern in ["hypertension", "diabetes"] {
        for own in diagnosis[concern]["statements"].as_array_mut().into_iter().flatten() {
            for evidence in own["because"].as_array_mut().into_iter().flatten() {
                evidence["observation"] = Value::Null;
            }
        }
    }
}

#[track_caller]
fn refused(change: impl Fn(&mut Value), code: Code, file: &str, item: &str) {
    let mut packs: Value = serde_json::from_str(PACKS).expect("JSON");
    change(&mut packs);
    let faults = Ruleset::judged(&packs.to_string(), None).expect_err("a refusal");
    let named = faults.iter().any(|fault| fault.code == code && fault.file == file && fault.item == item);
    assert!(named, "{} {file} {item} not among {faults:#?}", code.code());
}

#[test]
fn bad_rows_are_refused_with_their_file_and_name() {
    const FILE: &str = "cn-htn-primary-2025/diagnosis.toml";
    let row = |name: &'static str, change: fn(&mut Value)| {
        move |packs: &mut Value| change(&mut packs["packs"]["cn-htn-primary-2025"]["diagnosis"][name])
    };
    refused(row("htn-normal", |row| row["is"] = json!("healthy")), Code::UnknownName, FILE, "htn-normal");
    refused(row("htn-normal", |row| row["is"] = json!("unknown")), Code::Malformed, FILE, "htn-normal");
    refused(row("htn-normal", |row| row["concern"] = json!("gout")), Code::UnknownName, FILE, "htn-normal");
    refused(row("htn-normal", |row| row["cite"] = json!({})), Code::NotCited, FILE, "htn-normal");
    refused(row("htn-normal", |row| row["when"] = json!("no-such")), Code::UnknownName, FILE, "htn-normal");
    refused(
        row("htn-normal", |row| row["days"] = json!("screening-days")),
        Code::Malformed,
        FILE,
        "htn-normal",
    );
    refused(
        row("htn-normal", |row| row["of"] = json!("blood-pressure")),
        Code::Malformed,
        FILE,
        "htn-normal",
    );
    refused(
        row("htn-normal", |row| row["points"] = json!("home-sbp")),
        Code::UnitMissing,
        FILE,
        "htn-normal",
    );
    refused(
        row("htn-normal", |row| row["points"] = json!("screening-days")),
        Code::Malformed,
        FILE,
        "htn-normal",
    );
    refused(row("htn-normal", |row| row["is"] = json!("risk-score")), Code::Malformed, FILE, "htn-normal");
    refused(row("htn-normal", |row| row["level"] = json!("R1")), Code::UnknownField, FILE, "htn-normal");
    refused(
        row("htn-by-clinic", |row| row["on"] = json!("no-such")),
        Code::UnknownName,
        FILE,
        "htn-by-clinic",
    );
    refused(
        row("htn-by-clinic", |row| row["days"] = json!("home-sbp")),
        Code::UnitMissing,
        FILE,
        "htn-by-clinic",
    );
    let twice = |packs: &mut Value| {
        let own = packs["packs"]["cn-htn-primary-2025"]["diagnosis"]["htn-normal"].clone();
        packs["packs"]["tiering"]["diagnosis"]["htn-normal"] = own;
    };
    refused(twice, Code::Duplicate, "tiering/diagnosis.toml", "htn-normal");
    for locale in ["zh-CN", "en"] {
        let file = format!("words/{locale}.toml");
        let unworded = |packs: &mut Value| {
            _ = packs["words"][locale]["diagnosis"]["hypertension"].as_object_mut().unwrap().remove("more");
        };
        refused(unworded, Code::Words, &file, "htn-by-clinic");
        let digit = |packs: &mut Value| {
            packs["words"][locale]["diagnosis"]["hypertension"]["normal"] = json!("5 days");
        };
        refused(digit, Code::Words, &file, "htn-normal");
    }
}
