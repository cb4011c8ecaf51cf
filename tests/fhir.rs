//! The FHIR door: what is carried over, what is listed, and that nothing makes it fall.
#![cfg(feature = "fhir")]
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that falls has found something"
)]

use std::fs;
use std::path::Path;

use liangbing::concept::Concept;
use liangbing::fhir::{Converted, is_fhir, to_record, to_record_value};
use serde_json::{Value, json};

#[path = "fhir/modified.rs"]
mod modified;
#[path = "fhir/mutations.rs"]
mod mutations;
#[path = "fhir/native.rs"]
mod native;
#[path = "fhir/samples.rs"]
mod samples;

fn own(name: &str) -> Converted {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fhir").join(name);
    let converted = to_record(&fs::read_to_string(path).unwrap()).unwrap();
    native::check(&converted.record);
    converted
}

fn observation<'a>(record: &'a Value, id: &str) -> &'a Value {
    let list = record["observations"].as_array().unwrap();
    list.iter()
        .find(|observation| observation["id"] == *id)
        .unwrap_or_else(|| panic!("no `{id}` in {record:#}"))
}

/// What was set aside, a line each.
fn lines(converted: &Converted) -> Vec<String> {
    converted.set_aside.iter().map(|p| format!("{}: {}: {}", p.path, p.code.code(), p.message)).collect()
}

fn has(converted: &Converted, path: &str, code: &str, part: &str) {
    let found = converted
        .set_aside
        .iter()
        .any(|p| p.path == path && p.code.code() == code && p.message.contains(part));
    assert!(found, "no `{path}: {code}: …{part}…` in\n{}", lines(converted).join("\n"));
}

#[test]
fn a_resource_or_an_array_of_resources_is_fhir_and_a_native_record_is_not() {
    assert!(is_fhir(&json!({"resourceType": "Bundle"})));
    assert!(is_fhir(&json!([{"resourceType": "Observation"}])));
    for value in [json!({"patient": {}}), json!([]), json!([1, null]), json!("Bundle"), json!(null), json!(7)]
    {
        assert!(!is_fhir(&value), "{value}");
    }
}

#[test]
fn the_patient_is_carried_over_with_a_partial_birthday() {
    let patient = &own("readings.json").record["patient"];
    assert_eq!(*patient, json!({"id": "p1", "name": "Xiulan Wang", "sex": "female", "born": "1958-03"}));
}

#[test]
fn a_panel_keeps_every_digit_its_arm_and_position_and_its_own_time() {
    let record = own("readings.json").record;
    let clinic = observation(&record, "bp-clinic");
    assert_eq!(clinic["at"], "2026-11-20T08:10:30.5+08:00");
    assert_eq!(clinic["systolic"].to_string(), "167");
    assert_eq!(clinic["diastolic"].to_string(), "109.93400000000001");
    assert_eq!(
        (&clinic["unit"], &clinic["arm"], &clinic["position"]),
        (&json!("mmHg"), &json!("right"), &json!("sitting"))
    );
    assert!(clinic["setting"].is_null());
    let list = record["observations"].as_array().unwrap();
    let pulse = list.iter().find(|o| o["concept"] == "heart-rate" && o["at"] == clinic["at"]).unwrap();
    assert_eq!((pulse["value"].to_string().as_str(), &pulse["unit"]), ("72", &json!("/min")));
}

#[test]
fn what_the_patient_measured_is_at_home() {
    let record = own("readings.json").record;
    let home = observation(&record, "bp-home");
    assert_eq!((&home["setting"], &home["unit"]), (&json!("home"), &json!("kPa")));
    assert_eq!(home["at"], "2026-11-21T07:00:00Z");
    let record = own("laboratory.json").record;
    let sensor = observation(&record, "sensor");
    assert_eq!((&sensor["setting"], &sensor["specimen"]), (&json!("home"), &json!("interstitial")));
}

#[test]
fn halves_of_one_moment_are_paired_and_a_half_without_the_other_stands_alone() {
    let converted = own("readings.json");
    let pair = observation(&converted.record, "sys-1");
    assert_eq!((pair["systolic"].to_string(), pair["diastolic"].to_string()), ("142".into(), "84".into()));
    let alone = observation(&converted.record, "sys-alone");
    assert_eq!((alone["systolic"].to_string(), &alone["diastolic"]), ("185".into(), &Value::Null));
    has(&converted, "entry[6].resource", "duplicate", "panel");
    assert_eq!(converted.record["observations"].as_array().unwrap().len(), 11, "{:#}", converted.record);
}

#[test]
fn pressures_that_cannot_be_judged_never_look_normal() {
    let converted = own("readings.json");
    let furlong = observation(&converted.record, "bp-furlong");
    assert_eq!(furlong["unit"], "furlong");
    let unusable = ["observations[5]: unknown-unit: found the unit `furlong`, expected `mmHg` or `kPa`"];
    assert_eq!(native::check(&converted.record), unusable);
    let high = observation(&converted.record, "bp-below");
    assert_eq!((high["systolic"].to_string(), &high["diastolic"]), ("190".into(), &Value::Null));
    let half = observation(&converted.record, "bp-half");
    assert!(half["diastolic"].is_null());
    let words = observation(&converted.record, "bp-words");
    assert_eq!((words["systolic"].to_string(), &words["unit"]), ("148".into(), &json!("mmHg")));
    has(&converted, "entry[7].resource", "not-understood", "entered-in-error");
    has(&converted, "entry[9].resource", "not-understood", "mean");
    has(&converted, "entry[10].resource.component[1]", "not-understood", "`<60 mmHg`");
    has(&converted, "entry[11].resource.component[1]", "not-understood", "not-performed");
    has(&converted, "entry[13].resource.effectiveDateTime", "not-understood", "no day");
    has(&converted, "entry[14].resource.effectiveDateTime", "not-understood", "day is kept");
    assert_eq!(observation(&converted.record, "pulse-leap")["at"], "2026-11-27");
    assert_eq!(converted.set_aside.len(), 8, "{:#?}", lines(&converted));
}

#[test]
fn glucose_keeps_timing_and_specimen_and_bounds_never_turn_milder() {
    let converted = own("laboratory.json");
    let get = |id: &str| {
        let o = observation(&converted.record, id);
        let text = |field: &str| o[field].as_str().map_or_else(|| o[field].to_string(), str::to_owned);
        format!("{} {} {} {}", text("value"), text("unit"), text("timing"), text("specimen"))
    };
    assert_eq!(get("fasting"), "7.10 mmol/L fasting venous");
    assert_eq!(get("after"), "201 mg/dL postprandial-2h venous");
    assert_eq!(get("meter-hi"), "HI mmol/L null capillary");
    assert_eq!(get("meter-lo"), "LO mmol/L null capillary");
    assert_eq!(get("beyond"), "HI mmol/L null capillary");
    assert_eq!(get("at-least"), "300 mg/dL null null");
    assert_eq!(get("under"), "LO mmol/L null null");
    assert_eq!(get("under-what"), "7.0 null null null");
    assert_eq!(get("two-units"), "126 null null null");
    let unusable = native::check(&converted.record);
    assert!(
        unusable.len() == 2 && unusable.iter().all(|line| line.contains("unknown-unit: found no unit")),
        "{unusable:?}"
    );
    for index in [4, 5, 6, 7] {
        assert!(
            converted.set_aside.iter().any(|p| p.path == format!("[{index}]")),
            "{:#?}",
            lines(&converted)
        );
    }
}

#[test]
fn laboratory_values_are_carried_over_in_their_own_units() {
    let converted = own("laboratory.json");
    let get = |id: &str| {
        let o = observation(&converted.record, id);
        format!("{} {} {}", o["concept"].as_str().unwrap(), o["value"], o["unit"].as_str().unwrap_or(""))
    };
    assert_eq!(get("a1c"), "hba1c 62 mmol/mol");
    assert_eq!(get("egfr"), "egfr 60 mL/min/1.73m2");
    assert_eq!(get("uacr"), "uacr 31 mg/g");
    assert_eq!(get("hb"), "haemoglobin 146.98793101074568 g/L");
    assert_eq!(get("alt"), "alt 88 U/L");
    assert_eq!(get("k"), "potassium 4.3 mmol/L");
    assert_eq!(observation(&converted.record, "alt")["upperLimit"].to_string(), "40");
    assert_eq!(observation(&converted.record, "protein")["code"], "2+");
    assert_eq!(observation(&converted.record, "ketone")["code"], "trace");
    assert_eq!(converted.record["lifestyle"], json!({"at": "2026-11-20", "smoking": "former"}));
    let list = converted.record["observations"].as_array().unwrap();
    assert!(list.iter().any(|o| o["concept"] == "ldl" && o["unit"] == "mmol/L"));
    assert!(list.iter().any(|o| o["concept"] == "total-cholesterol" && o["unit"] == "mg/dL"));
}

#[test]
fn laboratory_values_that_are_not_used_are_listed_once() {
    let converted = own("laboratory.json");
    has(&converted, "[12]", "not-understood", "race");
    // 101 °F is 38.33… °C, and no fever becomes less.
    let list = converted.record["observations"].as_array().unwrap();
    let fever = list.iter().find(|own| own["concept"] == "temperature").unwrap();
    assert_eq!((fever["value"].to_string().as_str(), &fever["unit"]), ("38.334", &json!("Cel")));
    has(&converted, "[21]", "unknown-code", "`2069-3` (Chloride) is not read; 2 times");
    has(&converted, "[23].code", "contradictory", "different things");
    has(&converted, "[24]", "not-understood", "not measured: `error`");
    has(&converted, "[25]", "not-understood", "without a date");
    assert_eq!(converted.set_aside.len(), 10, "{:#?}", lines(&converted));
}

#[test]
fn diagnoses_are_found_in_snomed_and_icd() {
    let converted = own("diagnoses.json");
    let conditions: Vec<String> = converted.record["conditions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            let text = |field: &str| c[field].as_str().unwrap_or("-").to_owned();
            format!("{} {} {} {}", text("code"), text("status"), text("since"), text("stage"))
        })
        .collect();
    let expected = [
        "type-2-diabetes active 2015-06 -",
        "hypertension active 2019-03-05 -",
        "chronic-kidney-disease active 2019-03-05 -",
        "heart-failure active 2019-03-05 -",
        "chronic-kidney-disease active 2020 3",
        "myocardial-infarction active - -",
        "stroke resolved 2022-02-03 -",
        "atrial-fibrillation suspected - -",
        "diabetic-retinopathy active 2012 -",
        "gout resolved - -",
        "dialysis active 2026-10-01 -",
    ];
    assert_eq!(conditions, expected);
}

#[test]
fn diagnoses_that_are_not_used_are_listed_and_allergies_are_kept() {
    let converted = own("diagnoses.json");
    has(&converted, "entry[0].resource.active", "not-understood", "followed");
    has(&converted, "entry[7].resource", "not-understood", "refuted");
    has(&converted, "entry[8].resource", "unknown-code", "Viral sinusitis) is not on the list; 2 times");
    has(&converted, "entry[16].resource", "not-understood", "Penicillin");
    has(&converted, "entry[17].resource", "not-understood", "names no illness is left out; 2 times");
    has(&converted, "entry[19].resource", "not-understood", "`Organization`");
    has(&converted, "", "contradictory", "male");
    assert_eq!(converted.set_aside.len(), 7, "{:#?}", lines(&converted));
    let expected =
        json!([{"code": "acei", "name": "Lisinopril 10 MG", "reaction": "Angioedema"}, {"name": "Peanut"}]);
    assert_eq!(converted.record["allergies"], expected);
}

#[test]
fn a_complication_implies_its_diabetes_once() {
    let condition = |code: &str, onset: &str| {
        json!({"resourceType": "Condition", "onsetDateTime": onset,
            "code": {"coding": [{"system": "http://snomed.info/sct", "code": code}]}})
    };
    let record = to_record_value(json!([
        condition("127013003", "2011"),
        condition("368581000119106", "2019-01-11"),
        condition("422034002", "2018-01-11")
    ]));
    let codes: Vec<Value> = record.unwrap().record["conditions"].as_array().unwrap().clone();
    assert_eq!(codes.len(), 4, "{codes:?}");
    assert_eq!(codes[3], json!({"code": "type-2-diabetes", "status": "active", "since": "2018-01-11"}));
}

#[test]
fn icd_codes_are_read_by_their_beginning() {
    let codes = |code: &str| {
        let condition = json!({"resourceType": "Condition",
            "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code}]}});
        let record = to_record_value(condition).unwrap().record;
        native::check(&record);
        let list = record["conditions"].as_array().cloned().unwrap_or_default();
        list.iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    for (code, expected) in [
        ("I10.x00", "hypertension"),
        ("I15.0", "secondary-hypertension"),
        ("E11.21", "diabetic-nephropathy type-2-diabetes"),
        ("E1165", "type-2-diabetes"),
        ("E11.36", "type-2-diabetes"),
        ("E10.1", "ketoacidosis type-1-diabetes"),
        ("E11.621", "diabetic-foot-ulcer type-2-diabetes"),
        ("E14.9", "diabetes-type-unclear"),
        ("O24.419", "gestational-diabetes"),
        ("I20.0", "acute-coronary-syndrome"),
        ("I20.9", "angina"),
        ("I25.2", "myocardial-infarction"),
        ("I63.9", "stroke"),
        ("I69.3", "stroke"),
        ("G45.9", "tia"),
        ("N18.32", "chronic-kidney-disease"),
        ("Z99.2", "dialysis"),
        ("C67.9", "bladder-cancer"),
        ("C50.9", "cancer"),
        ("I44.0", ""),
        ("J06.9", ""),
        ("CKD", ""),
        ("中文", ""),
    ] {
        assert_eq!(codes(code), expected, "{code}");
    }
}

#[test]
fn one_dialysis_alone_is_only_suspected() {
    let record = to_record_value(json!({"resourceType": "Procedure", "status": "completed",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "265764009"}]}, "performedDateTime": "2026-01-01"}));
    assert_eq!(record.unwrap().record["conditions"][0]["status"], "suspected");
}

#[test]
fn a_pregnancy_is_carried_over_with_its_date() {
    let bundle = json!([
        {"resourceType": "Patient", "id": "p", "gender": "female"},
        {"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-05-01",
            "code": {"coding": [{"system": "http://loinc.org", "code": "82810-3"}]},
            "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "LA15173-0"}]}}]);
    let patient = to_record_value(bundle).unwrap().record["patient"].clone();
    assert_eq!(
        (&patient["pregnancy"], &patient["pregnancySince"]),
        (&json!("pregnant"), &json!("2026-05-01"))
    );
}

#[test]
fn medicines_keep_their_names_and_get_their_classes() {
    let converted = own("medicines.json");
    let rows: Vec<String> = converted.record["medications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            let classes = m["classes"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let text = |field: &str| m[field].as_str().unwrap_or("-").to_owned();
            let name: String = m["name"].as_str().unwrap().chars().take(12).collect();
            format!("{name}|{}|{}|{}", classes.collect::<Vec<_>>().join(" "), text("since"), text("until"))
        })
        .collect();
    let expected = [
        "苯磺酸氨氯地平片|ccb-dhp|2024-01-01|-",
        "losartan and|arb thiazide|2024-02-01|-",
        "semaglutide|glp1ra|2024-02-01|-",
        "Naproxen sod|nsaid|2023-05-06|2023-05-06",
        "prednisone|steroid|2023-05-06|2023-06-01",
        "24 HR Metfor|metformin|2020-03|2025-01-31",
        "atorvastatin|statin|2024-01-01|-",
        "insulin glar|insulin-basal|2024-01-01|-",
        "Acetaminophe||2024-01-01|-",
        "sacubitril /|arni|2024-01-01|-",
    ];
    assert_eq!(rows, expected);
    let list = converted.record["medications"].as_array().unwrap();
    assert_eq!(
        (&list[0]["dose"], list[0]["perDay"].to_string(), &list[0]["route"]),
        (&json!("5 mg"), "2".into(), &json!("oral"))
    );
    assert_eq!((&list[2]["dose"], &list[2]["per"]), (&json!("0.5 mg"), &json!("week")));
    assert_eq!((&list[5]["release"], &list[6]["adherence"]), (&json!("mr"), &json!("none")));
    has(&converted, "entry[6].resource", "not-understood", "unknown day");
    has(&converted, "entry[7].resource", "not-understood", "proposal");
    has(&converted, "entry[8].resource", "not-understood", "entered-in-error");
    has(&converted, "entry[11].resource", "not-understood", "on hold");
    has(&converted, "entry[12].resource", "unknown-code", "Acetaminophen");
    has(&converted, "entry[13].resource", "not-understood", "without a name");
}

#[test]
fn only_encounters_about_the_two_diseases_become_visits_and_never_beside_a_reading() {
    let converted = own("encounters.json");
    let passed = "entry[6].resource: not-understood: an encounter other than a finished visit or call about \
        hypertension or diabetes is not read; 3 times";
    assert_eq!(lines(&converted), [passed]);
    let record = converted.record;
    let expected = json!([
        {"at": "2026-03-05T08:30:00+08:00", "mode": "face-to-face", "concern": "diabetes"},
        {"at": "2026-03-05T08:30:00+08:00", "mode": "face-to-face", "concern": "hypertension"},
        {"at": "2026-03-02T15:00:00+08:00", "mode": "phone", "concern": "hypertension"}]);
    assert_eq!(record["visits"], expected);
    assert_eq!(record["patient"], json!({"id": "p3", "status": "deceased", "deceasedAt": "2026-05-01"}));
}

#[test]
fn what_a_record_has_no_place_for_is_listed_once_a_type_in_the_order_of_the_input() {
    let snomed = |code: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code}]});
    let report = |field: &str, value: Value| json!({"resourceType": "DiagnosticReport", field: value});
    let pulse = json!({"resourceType": "Observation", "id": "o", "status": "final",
        "effectiveDateTime": "2026-01-01", "code": {"coding": [{"code": "8867-4"}]},
        "valueQuantity": {"value": 70, "code": "/min"}});
    let resources = json!([
        {"resourceType": "Organization"},
        {"resourceType": "Patient", "id": "p", "gender": "female"},
        {"resourceType": "Medication", "id": "m", "code": {"text": "amlodipine"}},
        {"resourceType": "Medication", "id": "n", "code": {"text": "losartan"}},
        {"resourceType": "Claim"},
        {"resourceType": "Encounter", "status": "in-progress"},
        {"resourceType": "Claim"},
        {"resourceType": "Organization"},
        {"resourceType": "Procedure", "code": snomed("80146002")},
        {"resourceType": "CarePlan"},
        {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}},
        {"resourceType": "MedicationRequest", "status": "active", "authoredOn": "2026-01-01",
            "medicationReference": {"reference": "Medication/m"}, "dosageInstruction": [{"text": "one a day"}]},
        report("result", json!([{"reference": "Observation/o"}])),
        report("result", json!([{"reference": "Observation/elsewhere"}])),
        report("conclusion", json!("as before")),
        {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"},
            "reasonCode": [snomed("38341003")]},
        {"resourceType": "Procedure", "status": "not-done", "code": snomed("265764009")},
        {"resourceType": "Patient", "id": "p", "gender": "unknown"},
        pulse,
        {"resourceType": "Condition", "code": snomed("77386006"), "clinicalStatus": "resolved"}]);
    let converted = to_record_value(resources.clone()).unwrap();
    native::check(&converted.record);
    let expected = [
        "[0]: not-understood: resources of type `Organization` are not read; a record has no place for them; 2 times",
        "[3]: not-understood: a Medication that nothing on the list of medicines names is not read",
        "[4]: not-understood: resources of type `Claim` are not read; a record has no place for them; 2 times",
        "[5]: not-understood: an encounter other than a finished visit or call about hypertension or diabetes is \
         not read; 2 times",
        "[8]: not-understood: procedures other than dialysis are not read",
        "[9]: not-understood: resources of type `CarePlan` are not read",
        "[11]: not-understood: an instruction that is not one dose in numbers is left out; the medicine is kept",
        "[13]: not-understood: a report names results that are not here",
        "[14]: not-understood: what a report says beside its results is not read",
        "[15]: not-understood: an encounter without a date is left out",
        "[16]: not-understood: a dialysis that was not done is left out",
        "[17]: not-understood: another version of the patient is not read",
        "[19]: not-understood: a pregnancy that is over or not sure is left out",
    ];
    assert_eq!(lines(&converted), expected);
    assert_eq!(to_record_value(resources).unwrap(), converted);
    assert_eq!(converted.record["medications"][0]["name"], "amlodipine");
    assert_eq!(converted.record["patient"], json!({"id": "p", "sex": "female"}));
}

#[test]
fn what_is_only_found_at_the_end_is_listed_where_it_stands() {
    let pressure = |code: &str, value: u32| {
        json!({"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-01-01T08:00",
            "code": {"coding": [{"code": code}]}, "valueQuantity": {"value": value, "unit": "mmHg"}})
    };
    let part = |code: &str, value: u32| json!({"code": {"coding": [{"code": code}]}, "valueQuantity": {"value": value, "unit": "mmHg"}});
    let converted = to_record_value(json!([
        pressure("8480-6", 140),
        {"resourceType": "Slot"},
        {"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-01-01T08:00",
            "code": {"coding": [{"code": "85354-9"}]}, "component": [part("8480-6", 140), part("8462-4", 80)]}]));
    let paths: Vec<String> = converted.unwrap().set_aside.into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["[0]", "[1]"]);
}

#[test]
fn a_code_says_what_was_measured_in_what_and_when() {
    for (code, value, unit, expected) in [
        ("10450-5", 126, "mg/dL", "glucose fasting venous"),
        ("1554-5", 126, "mg/dL", "glucose fasting venous"),
        ("35184-1", 7, "mmol/L", "glucose fasting venous"),
        ("101476-0", 7, "mmol/L", "glucose fasting venous"),
        ("53049-3", 126, "mg/dL", "glucose pre-meal venous"),
        ("14768-6", 7, "mmol/L", "glucose - venous"),
        ("39480-9", 7, "mmol/L", "glucose - venous"),
        ("41652-9", 126, "mg/dL", "glucose - venous"),
        ("104597-0", 126, "mg/dL", "glucose - venous"),
        ("40858-3", 126, "mg/dL", "glucose - capillary"),
        ("51596-5", 7, "mmol/L", "glucose - capillary"),
        ("2341-6", 126, "mg/dL", "glucose - -"),
        ("72516-8", 7, "mmol/L", "glucose - -"),
        ("74774-1", 126, "mg/dL", "glucose - -"),
        ("77135-2", 7, "mmol/L", "glucose - -"),
        ("17855-8", 7, "%", "hba1c - -"),
        ("77142-8", 4, "mmol/L", "potassium - -"),
        ("39789-3", 4, "mmol/L", "potassium - -"),
        ("32713-0", 4, "mmol/L", "potassium - -"),
        ("77139-4", 140, "mmol/L", "sodium - -"),
        ("39791-9", 140, "mmol/L", "sodium - -"),
        ("32717-1", 140, "mmol/L", "sodium - -"),
        ("70969-1", 60, "mL/min/{1.73_m2}", "egfr - -"),
        ("77253-3", 30, "mg/g", "uacr - -"),
        ("77254-1", 30, "mg/g", "uacr - -"),
        ("59159-4", 3, "mg/mmol", "uacr - -"),
        ("76401-9", 3, "mg/mmol", "uacr - -"),
        ("44292-1", 30, "mg/g{creat}", "uacr - -"),
        ("49132-4", 100, "mg/dL", "ldl - -"),
        ("8350-1", 60, "kg", "weight - -"),
        ("8351-9", 60, "kg", "weight - -"),
    ] {
        let converted = to_record_value(json!({"resourceType": "Observation", "status": "final",
            "effectiveDateTime": "2026-01-01T08:00", "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "code": unit}}))
        .unwrap();
        assert_eq!(native::check(&converted.record), Vec::<String>::new(), "{code}");
        let found = &converted.record["observations"][0];
        let part = |field: &str| found[field].as_str().unwrap_or("-").to_owned();
        let shown = [part("concept"), part("timing"), part("specimen")].join(" ");
        assert_eq!((shown.as_str(), converted.set_aside.len()), (expected, 0), "{code}");
    }
    // A mean estimated from HbA1c is no glucose that was measured, nor is one of an artery on the list.
    for code in ["27353-2", "41651-1", "39481-7"] {
        let converted = to_record_value(json!({"resourceType": "Observation", "status": "final",
            "effectiveDateTime": "2026-01-01", "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": 154, "code": "mg/dL"}}));
        has(&converted.unwrap(), "", "unknown-code", code);
    }
}

#[test]
fn what_no_other_system_can_tell_is_listed() {
    let codes = include_str!("../src/fhir/codes/observations.txt");
    let known = |name: &str| codes.lines().any(|line| line.split([' ']).nth(1) == Some(name));
    let paired = ["blood-pressure"];
    let docs = include_str!("../docs/fhir.md");
    for concept in Concept::ALL.iter().map(|concept| concept.code()).filter(|name| !paired.contains(name)) {
        assert_eq!(known(concept), !docs.contains(&format!("`{concept}`")), "{concept}");
    }
}

#[test]
fn a_combination_has_the_classes_of_its_parts() {
    for (code, expected) in [
        ("A10BD07", "metformin dpp4i"),
        ("A10BD05", "metformin tzd"),
        ("A10BD20", "metformin sglt2i"),
        ("A10BD21", "dpp4i sglt2i"),
        ("A10BX16", "glp1ra"),
        ("C07FB02", "beta-blocker ccb-dhp"),
        ("C07FX03", "beta-blocker antiplatelet"),
        ("C07FX05", "beta-blocker"),
        ("C09BX01", "acei ccb-dhp thiazide"),
        ("C09BX02", "acei beta-blocker"),
        ("C09DX03", "arb ccb-dhp thiazide"),
        ("C10BA02", "statin"),
        ("C10BA10", ""),
        ("C10BX03", "statin ccb-dhp"),
        ("C10BX06", "statin antiplatelet acei"),
    ] {
        let record = to_record_value(json!({"resourceType": "MedicationStatement", "status": "active",
            "effectiveDateTime": "2026-01-01", "medicationCodeableConcept": {"coding":
                [{"system": "http://www.whocc.no/atc", "code": code}]}}))
        .unwrap()
        .record;
        let classes = record["medications"][0]["classes"].as_array().cloned().unwrap_or_default();
        let classes: Vec<&str> = classes.iter().filter_map(Value::as_str).collect();
        assert_eq!(classes.join(" "), expected, "{code}");
    }
}

#[test]
fn two_people_are_refused() {
    let code = |value: Value| to_record_value(value).map_err(|e| (e.code.code(), e.path));
    let patient = |id: &str| json!({"resourceType": "Patient", "id": id});
    let about =
        |id: &str| json!({"resourceType": "Observation", "subject": {"reference": format!("Patient/{id}")}});
    let bundle =
        json!({"resourceType": "Bundle", "entry": [{"resource": patient("a")}, {"resource": patient("b")}]});
    assert_eq!(code(bundle).unwrap_err(), ("unknown-value", "entry[1].resource".to_owned()));
    assert_eq!(
        code(json!([patient("a"), about("b")])).unwrap_err(),
        ("unknown-value", "[1].subject".to_owned())
    );
    assert_eq!(
        code(json!([about("a"), about("b")])).unwrap_err(),
        ("unknown-value", "[1].subject".to_owned())
    );
    assert!(code(json!([patient("a"), patient("a"), about("a")])).is_ok());
    let urn = json!({"resourceType": "Bundle", "entry": [
        {"fullUrl": "urn:uuid:7", "resource": patient("a")},
        {"resource": {"resourceType": "Condition", "subject": {"reference": "urn:uuid:7"}}},
        {"resource": {"resourceType": "Condition", "subject": {"reference": "https://x/Patient/a/_history/2"}}}]});
    assert!(code(urn).is_ok());
    let device = json!([patient("a"), {"resourceType": "Observation", "subject": {"reference": "Device/9"}}]);
    assert!(to_record_value(device).unwrap().set_aside[0].message.contains("Device/9"));
}

#[test]
fn what_is_no_fhir_is_refused_with_a_code() {
    for (text, code, path) in [
        ("", "not-json", ""),
        ("{", "not-json", ""),
        ("7", "wrong-type", ""),
        ("null", "wrong-type", ""),
        ("\"Bundle\"", "wrong-type", ""),
        ("{}", "missing-field", "resourceType"),
        (r#"{"resourceType": "Bundle", "entry": {"a": 1}}"#, "wrong-type", "entry"),
    ] {
        let error = to_record(text).unwrap_err();
        assert_eq!((error.code.code(), error.path.as_str()), (code, path), "{text}");
    }
    let large = format!("[{}]", " ".repeat(20 * 1024 * 1024));
    assert_eq!(to_record(&large).unwrap_err().code.code(), "too-large");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(to_record(&deep).unwrap_err().code.code(), "not-json");
}

#[test]
fn oddities_are_listed_and_never_fatal() {
    let odd = json!({"resourceType": "Bundle", "entry": [
        null, 7, {}, {"resource": null}, {"resource": {"resourceType": 7}}, {"resource": []},
        {"resource": {"resourceType": "Observation"}},
        {"resource": {"resourceType": "Observation", "code": 7, "component": [null, 7, {}], "effectiveDateTime": []}},
        {"resource": {"resourceType": "Patient", "name": 7, "birthDate": "yesterday", "gender": {}, "deceasedDateTime": "x"}},
        {"resource": {"resourceType": "Condition", "code": "I10", "clinicalStatus": 7, "onsetDateTime": "soon"}},
        {"resource": {"resourceType": "MedicationRequest", "medicationReference": {"reference": "#"}, "dosageInstruction": 7}},
        {"resource": {"resourceType": "Wonder"}},
        {"resource": {"resourceType": "Encounter", "status": "finished", "class": [7], "period": []}},
        {"resource": {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Observation", "code": {}}}]}}]});
    let converted = to_record_value(odd).unwrap();
    native::check(&converted.record);
    assert_eq!(converted.record["patient"], json!({"status": "deceased"}));
    assert_eq!(converted.record["conditions"], json!([{"code": "hypertension", "status": "active"}]));
    has(&converted, "entry[0]", "not-understood", "without a resource");
    has(&converted, "entry[4].resource", "not-understood", "resourceType");
    has(&converted, "entry[11].resource", "not-understood", "`Wonder`");
}

#[test]
fn an_empty_bundle_is_an_empty_record() {
    let converted = to_record(r#"{"resourceType": "Bundle", "type": "searchset"}"#).unwrap();
    assert_eq!((converted.record, converted.set_aside), (json!({}), Vec::new()));
}

#[test]
fn the_same_resource_twice_is_read_once_and_two_versions_are_both_read() {
    let pulse = |value: u32| {
        json!({"resourceType": "Observation", "id": "x", "status": "final", "effectiveDateTime": "2026-01-01",
            "code": {"coding": [{"code": "8867-4"}]}, "valueQuantity": {"value": value, "code": "/min"}})
    };
    let same = to_record_value(json!([pulse(70), pulse(70)])).unwrap();
    assert_eq!(same.record["observations"].as_array().unwrap().len(), 1);
    has(&same, "[1]", "duplicate", "twice");
    let two = to_record_value(json!([pulse(70), pulse(71)])).unwrap();
    native::check(&two.record);
    assert_eq!(two.record["observations"].as_array().unwrap().len(), 2);
    has(&two, "[1]", "contradictory", "another version");
}

#[test]
fn family_goals_insurance_and_questionnaires_are_read_and_the_rest_of_them_is_listed() {
    let loinc = |code: &str| json!({"coding": [{"system": "http://loinc.org", "code": code}]});
    let icd = |code: &str| json!({"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code}]});
    let limit = |value: u32, unit: &str| json!({"value": value, "unit": unit, "comparator": "<"});
    let converted = to_record_value(json!([
        {"resourceType": "Patient", "id": "p"},
        {"resourceType": "FamilyMemberHistory", "status": "completed", "patient": {"reference": "Patient/p"},
            "relationship": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "FTH"}]},
            "condition": [
                {"code": icd("I21.9"), "onsetAge": {"value": 48, "unit": "years", "code": "a"}},
                {"code": icd("J06.9")}, {"code": icd("I63"), "onsetAge": {"value": 900, "code": "a"}}]},
        {"resourceType": "Goal", "lifecycleStatus": "active", "startDate": "2026-01-02",
            "subject": {"reference": "Patient/p"}, "expressedBy": {"display": "Dr Li"},
            "target": [{"measure": loinc("8480-6"), "detailQuantity": limit(130, "mmHg")},
                {"measure": loinc("8462-4"), "detailQuantity": limit(80, "mmHg")},
                {"measure": loinc("4548-4"), "detailRange": {"high": {"value": 7, "unit": "%"}}},
                {"measure": loinc("2345-7"), "detailQuantity": limit(7, "mmol/L")},
                {"measure": loinc("29463-7"), "detailQuantity": {"value": 70, "unit": "kg"}}]},
        {"resourceType": "Goal", "lifecycleStatus": "completed", "description": {"text": "walk"}},
        {"resourceType": "Goal", "lifecycleStatus": "active", "description": {"text": "walk"}},
        {"resourceType": "Coverage", "status": "active", "beneficiary": {"reference": "Patient/p"},
            "type": {"text": "residents"}, "period": {"end": "2026-12-31"}},
        {"resourceType": "Coverage", "status": "active", "beneficiary": {"reference": "Patient/spouse"}},
        {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-05-01",
            "source": {"reference": "Patient/p"}, "item": [{"linkId": "g", "item": [
                {"linkId": "/29463-7", "answer": [{"valueQuantity": {"value": 71.5, "code": "kg"}}]},
                {"linkId": "72166-2", "answer": [{"valueCoding": {"system": "http://loinc.org", "code": "LA18978-9"}}]},
                {"linkId": "29463-7", "answer": [
                    {"valueQuantity": {"value": 72, "code": "kg"}}, {"valueQuantity": {"value": 73, "code": "kg"}}]},
                {"linkId": "mood", "answer": [{"valueString": "good"}]}]}]},
        {"resourceType": "ServiceRequest", "status": "active", "intent": "order"},
        {"resourceType": "AllergyIntolerance", "code": {"coding": [{"system": "http://snomed.info/sct", "code": "716186003"}]}},
        {"resourceType": "MedicationStatement", "status": "unknown", "medicationCodeableConcept": {"coding":
            [{"system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "code": "no-known-medications"}]}}]))
    .unwrap();
    let record = &converted.record;
    let family = json!([
        {"condition": "myocardial-infarction", "relation": "father", "onsetAge": 48},
        {"condition": "stroke", "relation": "father"}]);
    assert_eq!(record["family"], family);
    let targets = json!([
        {"concept": "hba1c", "below": 7, "unit": "%", "at": "2026-01-02", "setBy": "Dr Li"},
        {"concept": "blood-pressure", "below": "130/80", "unit": "mmHg", "at": "2026-01-02", "setBy": "Dr Li"}]);
    assert_eq!(record["targets"], targets);
    assert_eq!(record["patient"]["coverage"], json!({"scheme": "residents", "until": "2026-12-31"}));
    assert_eq!(record["lifestyle"]["smoking"], "never");
    let weight = &record["observations"][0];
    assert_eq!((&weight["concept"], &weight["setting"]), (&json!("weight"), &json!("home")));
    assert_eq!((&record["medications"], record.get("allergies")), (&json!([]), None));
    has(&converted, "[1].condition[1]", "unknown-code", "in the family");
    has(&converted, "[2].target[3]", "not-understood", "to stay below is left out; 2 times");
    has(&converted, "[3]", "not-understood", "not in force");
    has(&converted, "[4]", "not-understood", "in words only");
    has(&converted, "[6]", "not-understood", "of someone else");
    has(&converted, "[1].condition[2]", "not-understood", "no number of years");
    has(&converted, "[7].item[0].item[2]", "not-understood", "the first is read");
    has(&converted, "[7].item[0].item[3]", "unknown-code", "are not read");
    has(&converted, "[8]", "not-understood", "up or down");
}

#[test]
fn bulk_data_is_read_line_by_line_and_a_cut_line_is_named() {
    let line = r#"{"resourceType":"Condition","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10"}]}}"#;
    let patient = r#"{"resourceType":"Patient","id":"p","gender":"female"}"#;
    let converted = to_record(&format!("{patient}\n\n{line}\r\n")).unwrap();
    assert_eq!(converted.record["conditions"][0]["code"], "hypertension");
    let cut = to_record(&format!("{patient}\n{}", &line[..40])).unwrap_err();
    assert_eq!(cut.code.code(), "not-json");
    assert!(cut.message.starts_with("line 2 of NDJSON"), "{cut}");
    let large = format!("{patient}\n").repeat(1_000_000);
    assert_eq!(to_record(&large).unwrap_err().code.code(), "too-large");
}
