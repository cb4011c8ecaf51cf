//! `liangbing assess` on bulk FHIR: a resource a line, several people.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that falls has found something")]

use std::process::Command;

use serde_json::{Value, json};

fn assess(name: &str, lines: &[Value]) -> (Option<i32>, Vec<Value>) {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    std::fs::write(&file, text.join("\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_liangbing"));
    let output = command.args(["assess", "--as-of", "2026-11-21"]).arg(&file).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn patient(id: &str) -> Value {
    json!({"resourceType": "Patient", "id": id, "gender": "male", "birthDate": "1960-01-01"})
}

fn condition(id: &str) -> Value {
    json!({"resourceType": "Condition", "subject": {"reference": format!("https://example.org/fhir/Patient/{id}/_history/2")},
        "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "I10"}]}})
}

fn pressure(id: &str, systolic: u32) -> Value {
    let part = |code: &str, value: u32| {
        json!({"code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "code": "mm[Hg]"}})
    };
    json!({"resourceType": "Observation", "status": "final", "subject": {"reference": format!("Patient/{id}")},
        "effectiveDateTime": "2026-11-20T08:00:00+08:00",
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
        "component": [part("8480-6", systolic), part("8462-4", 78)]})
}

fn levels(answers: &[Value]) -> Vec<&str> {
    answers.iter().map(|answer| answer["tier"]["level"].as_str().unwrap_or("-")).collect()
}

#[test]
fn the_lines_of_each_person_are_assessed_together_and_once() {
    // A file for each type, one behind the other, the observations first.
    let lines =
        [pressure("a", 186), pressure("b", 128), condition("b"), condition("a"), patient("b"), patient("a")];
    let (code, together) = assess("bulk.ndjson", &lines);
    assert_eq!((code, together.len()), (Some(0), 2), "{together:#?}");
    let alone = |id: &str| {
        let entry: Vec<Value> = lines
            .iter()
            .filter(|line| {
                line.to_string().contains(&format!("\"{id}\""))
                    || line.to_string().contains(&format!("Patient/{id}"))
            })
            .map(|line| json!({"resource": line}))
            .collect();
        assert_eq!(entry.len(), 3);
        assess(&format!("bulk-{id}.json"), &[json!({"resourceType": "Bundle", "entry": entry})]).1
    };
    assert_eq!(levels(&together), levels(&[alone("a"), alone("b")].concat()));
    assert_eq!(together[0]["tier"]["level"], "R1");
}

#[test]
fn a_line_about_nobody_is_reported_and_a_medicine_goes_to_who_has_it() {
    let mut order = json!({"resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "subject": {"reference": "Patient/a"}, "medicationReference": {"reference": "Medication/m1"}});
    let medicine = |id: &str| json!({"resourceType": "Medication", "id": id, "code": {"text": "metformin"}});
    let lines = [
        medicine("m1"),
        medicine("m2"),
        order.clone(),
        patient("a"),
        json!({"resourceType": "Organization", "id": "o"}),
        json!({"resourceType": "Observation", "subject": {"reference": "Group/g"}}),
    ];
    let (code, answers) = assess("nobody.ndjson", &lines);
    assert_eq!(code, Some(1));
    let refused: Vec<u64> = answers.iter().filter_map(|answer| answer["line"].as_u64()).collect();
    assert_eq!((refused, answers.len()), (vec![2, 5, 6], 4), "{answers:#?}");
    assert_eq!(answers[0]["error"]["path"], "subject");
    let person = answers.iter().find(|answer| answer["line"].is_null()).unwrap();
    assert!(!person["setAside"].to_string().contains("without a name"), "{person:#}");
    // Without its line the medicine has no name, which is said.
    order["medicationReference"] = json!({"reference": "Medication/m3"});
    let (_, answers) = assess("nameless.ndjson", &[order, patient("a")]);
    assert!(answers[0]["setAside"].to_string().contains("without a name"), "{answers:#?}");
}

#[test]
fn bundles_and_records_a_line_stay_as_they_are() {
    let bundle = |id: &str| json!({"resourceType": "Bundle", "entry": [{"resource": patient(id)}, {"resource": pressure(id, 186)}]});
    let record = json!({"patient": {"id": "a"}});
    let (code, answers) =
        assess("bundles.ndjson", &[bundle("a"), bundle("a"), record, json!({"nothing": 1})]);
    assert_eq!((code, answers.len()), (Some(1), 4), "{answers:#?}");
    assert_eq!(answers[3]["line"], json!(4));
}
