//! How long one CDS Hooks call takes, beside reading its text with a general reader of JSON.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a benchmark may stop, and counts fit a float"
)]

mod common;

use liangbing::cds_hooks::{Host, ask, handle};
use liangbing::engine::Engine;
use liangbing::fhir;
use serde_json::{Value, json};

const CALLS: usize = 200;
const ROUNDS: usize = 7;
const SERVICE: &str = "liangbing-patient-view";

/// The keys of the prefetch, with the types of resource that each holds.
const KEYS: [(&str, &[&str]); 6] = [
    ("conditions", &["Condition"]),
    ("measurements", &["Observation"]),
    ("medications", &["MedicationRequest"]),
    ("statements", &["MedicationStatement"]),
    ("allergies", &["AllergyIntolerance"]),
    ("encounters", &["Encounter"]),
];

/// A synthetic patient as a host would send them.
fn call(record: &str) -> Option<String> {
    let bundle: Value = serde_json::from_str(&fhir::from_record(record).ok()?).ok()?;
    // A server knows the patient by a name of its own; in a Bundle by itself they are told by an address.
    let address = bundle["entry"][0]["fullUrl"].as_str()?;
    let name = format!("Patient/{}", bundle["entry"][0]["resource"]["id"].as_str()?);
    let bundle: Value = serde_json::from_str(&bundle.to_string().replace(address, &name)).ok()?;
    let resources: Vec<&Value> = bundle["entry"].as_array()?.iter().map(|entry| &entry["resource"]).collect();
    let patient = resources.iter().find(|resource| resource["resourceType"] == "Patient")?;
    let mut prefetch = json!({"patient": patient, "pressures": null, "glucose": null, "procedures": null});
    for (key, kinds) in KEYS {
        let own: Vec<Value> = resources
            .iter()
            .filter(|resource| kinds.iter().any(|kind| resource["resourceType"] == *kind))
            .map(|resource| json!({"resource": resource}))
            .collect();
        prefetch[key] = json!({"resourceType": "Bundle", "type": "searchset", "entry": own});
    }
    let context = json!({"patientId": patient["id"], "userId": "Practitioner/d1"});
    let call = json!({"hook": "patient-view", "hookInstance": "a", "context": context, "prefetch": prefetch});
    Some(call.to_string())
}

fn main() {
    let engine = Engine::builtin().expect("sound packs");
    let host = Host::read(&json!({"asOf": common::as_of().to_string()}).to_string()).expect("options");
    let calls: Vec<String> = common::texts(CALLS).iter().filter_map(|text| call(text)).collect();
    let bytes: usize = calls.iter().map(String::len).sum();
    let answered = |calls: &[String]| {
        calls
            .iter()
            .map(|call| handle(&engine, SERVICE, call, &host).expect("an answer").len())
            .sum::<usize>()
    };
    let parsed = |calls: &[String]| {
        calls
            .iter()
            .map(|call| serde_json::from_str::<Value>(call).expect("JSON"))
            .filter(Value::is_object)
            .count()
    };
    let read = |calls: &[String]| {
        calls.iter().map(|call| ask(SERVICE, call, &host).expect("a call").record.len()).sum::<usize>()
    };
    let [handled, general] = common::medians(ROUNDS, 2, &calls, answered, parsed);
    let [asked, _] = common::medians(ROUNDS, 2, &calls, read, parsed);
    println!("{} calls of {:.1} KB", calls.len(), bytes as f64 / 1024.0 / calls.len() as f64);
    println!(
        "one call: {:.0} us, of which reading {:.0} us; a general reader of its JSON alone {:.0} us ({:.1} times)",
        handled * 1e6,
        asked * 1e6,
        general * 1e6,
        handled / general
    );
}
