//! FHIR out: a record comes back as it was, and an assessment says in FHIR what it says.
#![cfg(feature = "cli")]
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that falls has found something"
)]

#[path = "fhir/generated.rs"]
mod generated;

use liangbing::assess::report::to_json;
use liangbing::civil::Day;
use liangbing::concept::{Concept, Condition};
use liangbing::engine::{Engine, Options};
use liangbing::fhir::{from_assessment, from_form, from_record, tell, to_record_value};
use liangbing::record::Record;
use liangbing::synth::Synth;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the strict reader makes of a record, apart from the digest of its text.
fn read(record: &str) -> Record {
    let read = Record::read(record).unwrap_or_else(|error| panic!("{error}: {record}"));
    Record { digest: String::new(), ..read }
}

/// A record that went out and came back.
fn there_and_back(record: &Value) -> Value {
    let text = record.to_string();
    let told = tell(&from_record(&text).unwrap()).unwrap();
    assert_eq!(told.set_aside, Vec::new(), "{text}");
    assert_eq!(read(&told.record), read(&text), "\n{text}\n{}", told.record);
    serde_json::from_str(&told.record).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_122), ..ProptestConfig::default() })]

    #[test]
    fn a_record_comes_back_as_it_was(seed in any::<u64>()) {
        let record = generated::record(seed);
        let back = there_and_back(&record);
        // The strict reader checks a form's shape only, so it is compared as it is.
        let forms = |record: &Value| -> Vec<Value> {
            record["visits"].as_array().into_iter().flatten().map(|visit| visit["form"].clone()).collect()
        };
        prop_assert_eq!(forms(&back), forms(&record));
    }
}

#[test]
fn the_generator_reaches_every_field_of_the_contract() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..400 {
        for (name, part) in generated::record(seed).as_object().unwrap() {
            for item in part.as_array().map_or(&[part.clone()][..], Vec::as_slice) {
                seen.extend(
                    item.as_object().into_iter().flatten().map(|(field, _)| format!("{name}.{field}")),
                );
            }
        }
    }
    for field in generated::EVERY {
        assert!(seen.contains(*field), "{field}");
    }
}

#[test]
fn the_generator_reaches_every_data_element_and_every_condition() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..2_000 {
        let record = generated::record(seed);
        for (list, field) in [("observations", "concept"), ("conditions", "code")] {
            let all = record[list].as_array().into_iter().flatten();
            seen.extend(all.map(|one| one[field].as_str().unwrap_or_default().to_owned()));
        }
    }
    let wanted = Concept::ALL.iter().map(|one| one.code());
    for code in wanted.chain(Condition::ALL.iter().map(|one| one.code())) {
        assert!(seen.contains(code), "{code}");
    }
}

#[test]
fn invented_patients_come_back_as_they_were() {
    for record in Synth::new(7, Day::parse("2026-11-21").unwrap()).take(200) {
        there_and_back(&record);
    }
}

#[test]
fn the_same_record_gives_the_same_bytes_and_another_other_ids() {
    let one = json!({"patient": {"id": "p"}, "conditions": [{"code": "hypertension"}]}).to_string();
    let other = json!({"patient": {"id": "p"}, "conditions": [{"code": "gout"}]}).to_string();
    let ids = |text: &str| {
        let bundle: Value = serde_json::from_str(&from_record(text).unwrap()).unwrap();
        bundle["entry"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["fullUrl"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(from_record(&one).unwrap(), from_record(&one).unwrap());
    assert_ne!(ids(&one), ids(&other));
}

#[test]
fn a_value_that_another_system_corrects_is_the_one_that_is_read() {
    let record = json!({"observations": [{"at": "2026-11-20", "concept": "weight", "value": 70, "unit": "kg", "sustained": true}]});
    let bundle = from_record(&record.to_string()).unwrap();
    assert!(bundle.contains("\"value\":70"));
    let told = tell(&bundle.replace("\"value\":70", "\"value\":71.5")).unwrap();
    let back: Value = serde_json::from_str(&told.record).unwrap();
    assert_eq!(back["observations"][0]["value"].to_string(), "71.5");
    assert_eq!(back["observations"][0]["sustained"], true);
}

#[test]
fn what_is_no_record_is_refused() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let large = format!("{{\"patient\": {}}}", " ".repeat(20 * 1024 * 1024));
    let bundle = r#"{"resourceType": "Bundle"}"#;
    for (text, code) in [
        ("", "not-json"),
        ("[]", "wrong-type"),
        (bundle, "wrong-type"),
        (&deep, "not-json"),
        (&large, "too-large"),
    ] {
        assert_eq!(from_record(text).unwrap_err().code.code(), code);
    }
}

#[test]
fn a_form_is_a_questionnaire_response_with_what_was_answered() {
    let form =
        r#"{"doctor": "Li", "signs": [1, "x"], "next": {"day": "2026-12-01", "kept": true}, "left": null}"#;
    let text = from_form(form, "p", "2026-11-20").unwrap();
    let response: Value = serde_json::from_str(&text).unwrap();
    let items = json!([
        {"linkId": "doctor", "answer": [{"valueString": "Li"}]},
        {"linkId": "next", "item": [
            {"linkId": "next.day", "answer": [{"valueString": "2026-12-01"}]},
            {"linkId": "next.kept", "answer": [{"valueBoolean": true}]}]},
        {"linkId": "signs", "answer": [{"valueDecimal": 1}, {"valueString": "x"}]}]);
    assert_eq!((&response["item"], &response["status"]), (&items, &json!("completed")));
    assert_eq!(from_form("[]", "p", "2026-11-20").unwrap_err().code.code(), "wrong-type");
    assert_eq!(from_form("{}", "p", "soon").unwrap_err().code.code(), "bad-date");
}

#[test]
fn what_is_no_assessment_is_refused() {
    for (assessment, code) in [("", "not-json"), ("{}", "missing-field"), ("[]", "missing-field")] {
        assert_eq!(from_assessment(assessment, "{}").unwrap_err().code.code(), code);
    }
    let least =
        from_assessment(r#"{"asOf": "2026-11-20", "plan": [], "risk": 7, "cards": {}}"#, "[]").unwrap();
    assert!(least.contains("GuidanceResponse"));
}

#[test]
fn of_several_means_at_home_only_the_one_that_colours_has_the_codes_of_a_mean() {
    let mut observations = Vec::new();
    for day in 13..20 {
        for (clock, systolic) in [("06:30", 138), ("06:31", 138), ("19:00", 128), ("19:01", 128)] {
            observations.push(json!({"at": format!("2026-11-{day}T{clock}"), "concept": "blood-pressure",
                "systolic": systolic, "diastolic": 78, "unit": "mmHg", "setting": "home"}));
        }
    }
    let record = json!({"patient": {"id": "p"}, "conditions": [{"code": "hypertension"}], "observations": observations});
    let options = Options { profile: "cn-county", ..Options::on(Day::parse("2026-11-20").unwrap()) };
    let assessment = Engine::builtin().unwrap().assess(&read(&record.to_string()), &options);
    let bundle = from_assessment(&to_json(&assessment), &record.to_string()).unwrap();
    let bundle: Value = serde_json::from_str(&bundle).unwrap();
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let means: Vec<&Value> = entries.filter(|own| own["resourceType"] == "Observation").collect();
    assert!(means.len() >= 4, "{means:#?}");
    let mut methods: Vec<&str> =
        means.iter().map(|mean| mean["method"]["coding"][0]["code"].as_str().unwrap()).collect();
    let count = methods.len();
    methods.sort_unstable();
    methods.dedup();
    assert_eq!(methods.len(), count, "each is told from the others by its rule");
    for mean in &means {
        let is_judged = mean["method"]["coding"][0]["code"] == "home-all-days";
        for code in ["96607-7", "96608-5", "96609-3"] {
            assert_eq!(mean.to_string().contains(code), is_judged, "{mean:#}");
        }
    }
    // Neither is read as a reading.
    assert!(to_record_value(bundle).unwrap().record["observations"].is_null());
}
