//! Calls that the tests share, as a host would make them.

use std::sync::LazyLock;

use liangbing::cds_hooks::{Hook, Host, handle, valid};
use liangbing::engine::Engine;
use liangbing::record::RequestError;
use serde_json::{Value, json};

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap());

/// What a host says of its own.
pub fn defaults() -> Value {
    json!({"asOf": "2026-11-21", "locale": "en"})
}

/// The same, as the service takes it.
pub fn host() -> Host {
    Host::read(&defaults().to_string()).unwrap()
}

pub fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

pub fn condition(code: &str, name: &str) -> Value {
    json!({
        "resourceType": "Condition", "subject": {"reference": "Patient/p1"}, "onsetDateTime": "2015-06",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code, "display": name}]}
    })
}

pub fn pressure(at: &str, systolic: u32, diastolic: u32) -> Value {
    let part = |code: &str, value: u32| {
        json!({"code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}})
    };
    json!({
        "resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": at, "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
        "component": [part("8480-6", systolic), part("8462-4", diastolic)]
    })
}

pub fn value(code: &str, at: &str, value: f64, unit: &str) -> Value {
    json!({
        "resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": at, "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
    })
}

pub fn order(id: &str, name: &str) -> Value {
    json!({
        "resourceType": "MedicationRequest", "id": id, "status": "draft", "intent": "order",
        "subject": {"reference": "Patient/p1"}, "authoredOn": "2026-11-21",
        "medicationCodeableConcept": {"text": name}
    })
}

/// A call with everything that was asked for, of a patient of both diseases with one blood pressure.
pub fn call(hook: Hook, systolic: u32, diastolic: u32) -> Value {
    let mut context = json!({"patientId": "p1", "userId": "Practitioner/d1", "encounterId": "e1"});
    if hook.orders() {
        context["draftOrders"] = bundle(&[]);
        context["selections"] = json!([]);
    }
    json!({
        "hook": hook.name(),
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": context,
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1958-03-02",
                "name": [{"text": "王秀英"}]},
            "conditions": bundle(&[condition("I10", "hypertension"), condition("E11", "type 2 diabetes")]),
            "pressures": bundle(&[pressure("2026-11-20T08:10:00+08:00", systolic, diastolic)]),
            "glucose": bundle(&[value("14771-0", "2026-11-20T08:12:00+08:00", 7.4, "mmol/L")]),
            "measurements": null,
            "medications": bundle(&[]),
            "allergies": null,
            "encounters": null,
        }
    })
}

/// A call about one draft order.
pub fn ordering(hook: Hook, order: Value) -> Value {
    let mut call = call(hook, 132, 78);
    let name = format!("MedicationRequest/{}", order["id"].as_str().unwrap_or(""));
    call["context"]["draftOrders"] = bundle(&[order]);
    call["context"]["selections"] = json!([name]);
    call
}

/// The answer as JSON; every answer must be sound.
pub fn answer(hook: Hook, call: &Value) -> Value {
    let text =
        handle(&ENGINE, hook.id(), &call.to_string(), &host()).unwrap_or_else(|error| panic!("{error}"));
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(valid::response(&answer), [], "{answer:#}");
    answer
}

pub fn refusal(id: &str, call: &str) -> RequestError {
    handle(&ENGINE, id, call, &host()).expect_err("a refusal was expected")
}

pub fn cards(answer: &Value) -> &[Value] {
    answer["cards"].as_array().unwrap()
}
