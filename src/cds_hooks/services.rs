//! Discovery: which services there are, and what each wants to be given.

use super::Hook;
use crate::fhir::observation_codes;
use crate::tree::{Fields, Tree, object, put};

/// What is asked for, by its key in the prefetch: a query, and what stands in it behind the codes of Observations.
///
/// Only reads and searches by one type, only tokens of the context, only what the record holds. The newest
/// come first, since an old reading beyond the count changes less than a new one.
const TEMPLATES: [(&str, &str, &str); 10] = [
    ("patient", "Patient/{{context.patientId}}", ""),
    ("conditions", "Condition?patient={{context.patientId}}&_count=500", ""),
    ("pressures", OBSERVATIONS, "&_sort=-date&_count=60"),
    ("glucose", OBSERVATIONS, "&_sort=-date&_count=60"),
    ("measurements", OBSERVATIONS, "&_sort=-date&_count=200"),
    (
        "medications",
        "MedicationRequest?patient={{context.patientId}}&status=active,on-hold,completed,stopped&_count=200",
        "",
    ),
    (
        "statements",
        "MedicationStatement?patient={{context.patientId}}\
         &status=active,on-hold,completed,stopped,not-taken,unknown&_count=200",
        "",
    ),
    ("allergies", "AllergyIntolerance?patient={{context.patientId}}&_count=200", ""),
    // Dialysis, which alone of procedures is read.
    (
        "procedures",
        "Procedure?patient={{context.patientId}}&code=265764009,108241001,302497006,71192002&_sort=-date&_count=20",
        "",
    ),
    ("encounters", "Encounter?patient={{context.patientId}}&status=finished&_sort=-date&_count=60", ""),
];

const OBSERVATIONS: &str = "Observation?patient={{context.patientId}}&code=";

/// The keys that a client may leave out: not every one has these types of resource, and the answer says what was not
/// looked for.
const OPTIONAL: [&str; 2] = ["statements", "procedures"];

/// Which key asks for the Observations of a code, by what the code means; none for those that are not asked for.
fn asked_in(meaning: &str) -> &'static str {
    let mut words = meaning.split(' ');
    match words.next().unwrap_or("") {
        "pressure" | "systolic" | "diastolic" => "pressures",
        // A sensor's values of a few hours would leave no place for the laboratory's.
        "glucose" if words.any(|word| word == "interstitial") => "",
        "glucose" => "glucose",
        // These are only ever set aside.
        "mean" | "race" | "strip" => "",
        _ => "measurements",
    }
}

/// The keys that a call of a hook brings: all that its service asks for.
pub(super) fn keys(hook: Hook) -> impl Iterator<Item = &'static str> {
    templates(hook).map(|(key, ..)| key)
}

/// Whether a client may leave a key out.
pub(super) fn is_optional(key: &str) -> bool {
    OPTIONAL.contains(&key)
}

fn templates(hook: Hook) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    // An order is held against readings and medicines; visits only count for colours.
    TEMPLATES.into_iter().filter(move |(key, ..)| !(hook.orders() && *key == "encounters"))
}

/// The answer to discovery, `GET {base}/cds-services`, as JSON text.
pub fn services() -> String {
    object! { "services": Hook::ALL.into_iter().map(service).collect::<Vec<_>>() }.text()
}

fn service(hook: Hook) -> Tree {
    let (title, description) = match hook {
        Hook::PatientView => (
            "Hypertension and diabetes: who must act next",
            "Colours a patient with hypertension or type-2 diabetes, recognises critical values and prompts referral \
             and follow-up, each traced to a clause.",
        ),
        Hook::OrderSelect => (
            "Hypertension and diabetes: a medicine being chosen",
            "Holds a selected medicine against diagnoses, results, allergies and other medicines.",
        ),
        Hook::OrderSign => (
            "Hypertension and diabetes: orders before signing",
            "Holds drafted medicines against diagnoses, results, allergies and other medicines.",
        ),
        Hook::EncounterStart => (
            "Hypertension and diabetes: an encounter begins",
            "As for the record being opened, when an encounter begins.",
        ),
    };
    let mut prefetch = Fields::new();
    for (key, query, end) in templates(hook) {
        // Whatever the reader reads is asked for: both follow the same list.
        let codes = observation_codes(|meaning| asked_in(meaning) == key);
        put(&mut prefetch, key, [query, &codes, end].concat());
    }
    object! {
        "hook": hook.name(),
        "title": title,
        "description": description,
        "id": hook.id(),
        "prefetch": prefetch,
    }
}
