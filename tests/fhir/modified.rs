//! What changes a resource's meaning: extensions that nobody here understands, another focus, another site.

use liangbing::fhir::{Converted, to_record, to_record_value};
use serde_json::{Value, json};

use super::has;

fn modifier() -> Value {
    json!([{"url": "https://example.org/not", "valueBoolean": true}])
}

fn panel() -> Value {
    let part = |code: &str, value: u32| {
        json!({"code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "code": "mm[Hg]"}})
    };
    json!({"resourceType": "Observation", "id": "bp", "status": "final", "effectiveDateTime": "2026-11-20",
        "subject": {"reference": "Patient/p1"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
        "component": [part("8480-6", 186), part("8462-4", 112)]})
}

fn read(resource: Value) -> Converted {
    to_record_value(resource).unwrap()
}

/// The resource with a value at a place; nothing of it may reach the record.
fn left_out(mut resource: Value, pointer: &str, path: &str) {
    match pointer.rsplit_once('/') {
        Some((holder, field)) => resource.pointer_mut(holder).unwrap()[field] = modifier(),
        None => panic!("{pointer}"),
    }
    let converted = read(resource);
    assert_eq!(converted.record, json!({}), "{pointer}");
    has(&converted, path, "not-understood", "an extension that is not understood");
}

#[test]
fn a_resource_that_an_unknown_extension_changes_is_set_aside_by_name() {
    left_out(panel(), "/modifierExtension", "modifierExtension");
    let coded = |code: &str| json!({"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code}]});
    let condition = json!({"resourceType": "Condition", "code": coded("I10"), "stage": [{}]});
    left_out(condition.clone(), "/modifierExtension", "modifierExtension");
    left_out(condition, "/stage/0/modifierExtension", "stage[0].modifierExtension");
    let order = json!({"resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "medicationCodeableConcept": {"text": "metformin"}, "dosageInstruction": [{"text": "one"}]});
    left_out(order.clone(), "/modifierExtension", "modifierExtension");
    left_out(order, "/dosageInstruction/0/modifierExtension", "dosageInstruction[0].modifierExtension");
    let allergy = json!({"resourceType": "AllergyIntolerance", "code": {"text": "penicillin"}});
    left_out(allergy, "/modifierExtension", "modifierExtension");
    let none = json!({"resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept":
        {"coding": [{"system": "http://snomed.info/sct", "code": "no-known-medications"}]}});
    left_out(none, "/modifierExtension", "modifierExtension");
    let family = json!({"resourceType": "FamilyMemberHistory", "status": "completed", "relationship": {"text": "x"},
        "condition": [{"code": coded("I21")}]});
    left_out(family, "/condition/0/modifierExtension", "condition[0].modifierExtension");
    let patient = json!({"resourceType": "Patient", "id": "p1", "gender": "male", "deceasedBoolean": true});
    left_out(patient, "/modifierExtension", "modifierExtension");
    let bundle = json!({"resourceType": "Bundle", "entry": [{"resource": panel()}]});
    left_out(bundle, "/entry/0/modifierExtension", "entry[0].modifierExtension");
    let report = json!({"resourceType": "DiagnosticReport", "contained": [panel()]});
    left_out(report, "/contained/0/modifierExtension", "contained[0].modifierExtension");
    // One that is there and empty changes nothing.
    let mut empty = panel();
    empty["modifierExtension"] = json!([]);
    assert_eq!(read(empty).record["observations"][0]["systolic"], json!(186));
}

#[test]
fn what_is_to_be_read_by_rules_that_nobody_knows_is_set_aside() {
    let rules = json!("https://example.org/rules");
    let with = |mut resource: Value| {
        resource["implicitRules"] = rules.clone();
        resource
    };
    let aside = |resource: Value, path: &str| {
        let converted = read(resource);
        assert_eq!(converted.record, json!({}));
        has(&converted, path, "not-understood", "rules that are not known here");
    };
    aside(with(panel()), "implicitRules");
    aside(with(json!({"resourceType": "Patient", "id": "p1", "gender": "male"})), "implicitRules");
    aside(with(json!({"resourceType": "Bundle", "entry": [{"resource": panel()}]})), "implicitRules");
    let bundle = json!({"resourceType": "Bundle", "entry": [{"resource": with(panel())}]});
    aside(bundle, "entry[0].resource.implicitRules");
    let report = json!({"resourceType": "DiagnosticReport", "contained": [with(panel())]});
    aside(report, "contained[0].implicitRules");
    // No rules are none.
    let mut none = panel();
    none["implicitRules"] = Value::Null;
    assert_eq!(read(none).record["observations"][0]["systolic"], json!(186));
}

#[test]
fn a_part_that_an_unknown_extension_changes_is_set_aside_and_the_rest_is_read() {
    let mut half = panel();
    half["component"][1]["modifierExtension"] = modifier();
    let converted = read(half);
    assert_eq!(converted.record["observations"][0]["systolic"], json!(186));
    assert!(converted.record["observations"][0]["diastolic"].is_null());
    has(&converted, "component[1].modifierExtension", "not-understood", "left out");
    let medicine = json!({"resourceType": "Medication", "id": "m", "code": {"text": "metformin"}});
    let mut order = json!({"resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "medicationReference": {"reference": "#m"}, "contained": [medicine]});
    assert_eq!(read(order.clone()).record["medications"][0]["name"], "metformin");
    order["contained"][0]["modifierExtension"] = modifier();
    let converted = read(order);
    assert_eq!(converted.record, json!({}));
    has(&converted, "", "not-understood", "without a name or code");
    let answers = json!({"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-11-20", "item": [
        {"linkId": "29463-7", "answer": [{"valueQuantity": {"value": 70, "code": "kg"}}], "modifierExtension": modifier()},
        {"linkId": "8302-2", "answer": [{"valueQuantity": {"value": 170, "code": "cm"}}]}]});
    let converted = read(answers);
    assert_eq!(converted.record["observations"].as_array().unwrap().len(), 1);
    has(&converted, "item[0].modifierExtension", "not-understood", "left out");
}

#[test]
fn what_was_written_here_is_no_exception() {
    let record = json!({"patient": {"id": "p1"}, "observations": [{"at": "2026-11-20", "concept": "blood-pressure",
        "systolic": 128, "diastolic": 78, "unit": "mmHg"}]});
    let mut bundle: Value =
        serde_json::from_str(&liangbing::fhir::from_record(&record.to_string()).unwrap()).unwrap();
    bundle["entry"][1]["resource"]["component"][0]["modifierExtension"] = modifier();
    let converted = to_record(&bundle.to_string()).unwrap();
    assert!(converted.record["observations"].is_null());
    has(&converted, "entry[1].resource.component[0].modifierExtension", "not-understood", "left out");
}

#[test]
fn an_observation_about_a_child_to_be_born_or_a_device_is_not_the_patients() {
    let focused = |focus: Value| {
        let mut own = panel();
        own["focus"] = focus;
        read(own)
    };
    for other in [
        json!([{"reference": "RelatedPerson/fetus"}]),
        json!([{"display": "the donor"}]),
        json!([{"reference": "Patient/p1"}, {"reference": "Device/7"}]),
    ] {
        let converted = focused(other);
        assert_eq!(converted.record, json!({}));
        has(&converted, "focus", "not-understood", "not the patient");
    }
    let converted = focused(json!([{"reference": "https://example.org/Patient/p1"}]));
    assert_eq!(converted.record["observations"][0]["systolic"], json!(186));
}

#[test]
fn a_pressure_that_was_not_taken_at_an_arm_is_set_aside() {
    let at = |site: Value| {
        let mut own = panel();
        own["bodySite"] = site;
        read(own)
    };
    let coded = |code: &str, name: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code, "display": name}]});
    for elsewhere in [
        coded("344001", "Ankle"),
        coded("1", ""),
        json!({"text": "left thigh"}),
        json!({"text": "右踝"}),
        json!({"text": "forearm"}),
        json!({"coding": [{"code": "x"}], "text": "RUE"}),
    ] {
        let converted = at(elsewhere.clone());
        assert_eq!(converted.record, json!({}), "{elsewhere}");
        has(&converted, "", "not-understood", "is no arm; left out");
    }
    for arm in [
        coded("368208006", ""),
        coded("2", "Right arm"),
        json!({"text": "左上臂"}),
        json!({"text": "Left upper arm"}),
    ] {
        let converted = at(arm.clone());
        assert_eq!(converted.record["observations"][0]["systolic"], json!(186), "{arm}");
        assert!(converted.set_aside.is_empty(), "{arm}");
    }
    // Other systems' own words: a critical pressure is not lost with them.
    let converted = at(json!({"text": "RUE"}));
    assert_eq!(converted.record["observations"][0]["systolic"], json!(186));
    has(&converted, "", "not-understood", "read as an arm");
    assert!(at(Value::Null).set_aside.is_empty());
    // So are halves.
    let half = json!({"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-11-20",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]}, "bodySite": {"text": "ankle"},
        "valueQuantity": {"value": 186, "code": "mm[Hg]"}});
    assert_eq!(read(half).record, json!({}));
}

#[test]
fn a_date_of_birth_that_is_withheld_is_said() {
    let reason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    let patient = |beside: Value| json!({"resourceType": "Patient", "gender": "male", "_birthDate": beside});
    let converted = read(patient(json!({"extension": [{"url": reason, "valueCode": "masked"}]})));
    has(&converted, "birthDate", "not-understood", "`masked`");
    assert_eq!(converted.record["patient"], json!({"sex": "male"}));
    assert!(read(patient(json!({"extension": [{"url": "https://example.org/time"}]}))).set_aside.is_empty());
}
