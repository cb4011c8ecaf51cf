//! Data elements with their units and plausible ranges, for people who read a schema.

use liangbing::concept::{Concept, DIASTOLIC, Kind, Range};
use serde_json::{Value, json};

/// A list of data elements, each with what may be measured of it.
pub fn elements(concepts: &[Concept]) -> Value {
    let each = concepts.iter().map(|concept| match described(*concept) {
        Some(says) => json!({"const": concept.code(), "description": says}),
        None => json!({"const": concept.code()}),
    });
    json!({"oneOf": each.collect::<Vec<_>>()})
}

/// Any word but the known data elements: what it says is set aside, not refused.
pub fn other() -> Value {
    let known: Vec<&str> = Concept::ALL.iter().map(|concept| concept.code()).collect();
    json!({
        "type": "string", "pattern": r"\S", "not": {"enum": known},
        "description": "A data element that the module does not know; what is said of it is set aside and reported.",
    })
}

fn described(concept: Concept) -> Option<String> {
    let codes = |codes: Vec<&str>| format!("code: {}", codes.join(", "));
    match concept.kind() {
        Kind::Number => Some(format!("{}{}", ranges(concept.ranges()), unsaid(concept))),
        Kind::BloodPressure => {
            Some(format!("systolic {}; diastolic {}", ranges(concept.ranges()), ranges(DIASTOLIC)))
        }
        Kind::Code(list) => Some(codes(list.iter().map(|code| code.code()).collect())),
        Kind::Symptom | Kind::Flag => None,
    }
}

fn ranges(ranges: &[Range]) -> String {
    let each = ranges.iter().map(|range| format!("{} to {} {}", range.low, range.high, range.unit.code()));
    each.collect::<Vec<_>>().join(" or ")
}

fn unsaid(concept: Concept) -> &'static str {
    if concept.unit_if_unsaid().is_some() { "; the unit may be left out" } else { "; the unit must be said" }
}
