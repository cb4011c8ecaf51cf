//! Discovery: which services there are, and what each wants to be given.

use super::Hook;
use crate::tree::{Fields, Tree, object, put};

/// What is asked for, by its key in the prefetch.
///
/// Only reads and searches by one type, only tokens of the context, only what the record holds. The newest
/// come first, since an old reading beyond the count changes less than a new one.
const TEMPLATES: [(&str, &str); 8] = [
    ("patient", "Patient/{{context.patientId}}"),
    ("conditions", "Condition?patient={{context.patientId}}&_count=500"),
    (
        "pressures",
        "Observation?patient={{context.patientId}}&code=85354-9,55284-4,35094-2,8480-6,8462-4&_sort=-date&_count=60",
    ),
    (
        "glucose",
        "Observation?patient={{context.patientId}}&code=2339-0,15074-8,2345-7,14749-6,1558-6,14771-0,76629-5,\
         1556-0,14770-2,1521-4,14760-3,1518-0,14995-5,32016-8,41653-7,14743-9,4548-4,17856-6,59261-8&_sort=-date\
         &_count=60",
    ),
    (
        "measurements",
        "Observation?patient={{context.patientId}}&code=2160-0,38483-4,14682-9,33914-3,62238-1,98979-8,14959-1,\
         9318-7,2823-3,6298-4,2951-2,2947-0,2093-3,14647-2,2089-1,18262-6,13457-7,22748-8,2085-9,14646-4,2571-8,\
         14927-8,3084-1,14933-6,1742-6,1920-8,777-3,718-7,14685-2,2132-9,6873-4,29463-7,8302-2,8280-0,39156-5,\
         8867-4,20454-5,2514-8,72166-2,82810-3&_sort=-date&_count=120",
    ),
    (
        "medications",
        "MedicationRequest?patient={{context.patientId}}&status=active,on-hold,completed,stopped&_count=200",
    ),
    ("allergies", "AllergyIntolerance?patient={{context.patientId}}&_count=200"),
    ("encounters", "Encounter?patient={{context.patientId}}&status=finished&_sort=-date&_count=60"),
];

/// The keys that a call of a hook must bring: all that its service asks for.
pub(super) fn keys(hook: Hook) -> impl Iterator<Item = &'static str> {
    templates(hook).map(|(key, _)| key)
}

fn templates(hook: Hook) -> impl Iterator<Item = (&'static str, &'static str)> {
    // An order is held against readings and medicines; visits only count for colours.
    TEMPLATES.into_iter().filter(move |(key, _)| !(hook.orders() && *key == "encounters"))
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
    for (key, query) in templates(hook) {
        put(&mut prefetch, key, query);
    }
    object! {
        "hook": hook.name(),
        "title": title,
        "description": description,
        "id": hook.id(),
        "prefetch": prefetch,
    }
}
