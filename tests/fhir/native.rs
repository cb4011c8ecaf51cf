//! The contract's shape, field by field, and the strict reader's own word.

use liangbing::civil::{Day, Moment, PartialDate};
use liangbing::concept::*;
use liangbing::record::Record;
use serde_json::Value;

const FIELDS: &[(&str, &[&str])] = &[
    (
        "patient",
        &["id", "name", "born", "sex", "pregnancy", "pregnancySince", "status", "deceasedAt", "coverage"],
    ),
    ("conditions", &["code", "status", "since", "stage"]),
    (
        "observations",
        &[
            "id",
            "at",
            "concept",
            "systolic",
            "diastolic",
            "unit",
            "value",
            "setting",
            "arm",
            "position",
            "timing",
            "specimen",
            "code",
            "upperLimit",
        ],
    ),
    (
        "medications",
        &["name", "classes", "dose", "perDay", "per", "since", "until", "route", "release", "adherence"],
    ),
    ("visits", &["at", "mode", "concern"]),
    ("allergies", &["code", "name", "reaction"]),
    ("lifestyle", &["at", "smoking"]),
    ("family", &["condition", "relation", "onsetAge"]),
    ("targets", &["concept", "below", "unit", "at", "setBy"]),
];

/// Checks a record against the contract, reads it strictly, and gives what the reader set aside.
pub fn check(record: &Value) -> Vec<String> {
    for (name, part) in record.as_object().unwrap() {
        let (_, fields) = FIELDS.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}"));
        let one = [part.clone()];
        let elements = part.as_array().map_or(&one[..], |list| list.as_slice());
        assert!(!elements.is_empty(), "{name}");
        for element in elements {
            for (field, value) in element.as_object().unwrap() {
                assert!(fields.contains(&field.as_str()), "{name}.{field}");
                check_value(name, field, value);
            }
        }
    }
    check_required(record);
    let read = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}\n{record:#}"));
    read.problems.iter().map(|p| format!("{}: {}: {}", p.path, p.code.code(), p.message)).collect()
}

fn check_value(part: &str, field: &str, value: &Value) {
    let text = value.as_str().unwrap_or("");
    let good = match (part, field) {
        (_, "at") => Moment::parse(text, 480).is_some(),
        (_, "since" | "born" | "pregnancySince") => PartialDate::parse(text).is_some(),
        (_, "until" | "deceasedAt") => Day::parse(text).is_some(),
        (_, "concept") => Concept::parse(text).is_some(),
        ("conditions", "code") | ("family", "condition") => Condition::parse(text).is_some(),
        ("conditions", "status") => ConditionStatus::parse(text).is_some(),
        ("observations", "code") => FindingCode::parse(text).is_some(),
        ("allergies", "code") => DrugClass::parse(text).is_some(),
        (_, "setting") => Setting::parse(text).is_some(),
        (_, "timing") => Timing::parse(text).is_some(),
        (_, "specimen") => Specimen::parse(text).is_some(),
        (_, "arm") => Arm::parse(text).is_some(),
        (_, "position") => Position::parse(text).is_some(),
        (_, "sex") => Sex::parse(text).is_some(),
        (_, "pregnancy") => Pregnancy::parse(text).is_some(),
        (_, "status") => PatientStatus::parse(text).is_some(),
        (_, "mode") => Mode::parse(text).is_some(),
        (_, "concern") => Concern::parse(text).is_some(),
        (_, "adherence") => Adherence::parse(text).is_some(),
        (_, "systolic" | "diastolic" | "upperLimit" | "perDay") => value.is_number(),
        (_, "value") => value.is_number() || matches!(text, "HI" | "LO"),
        (_, "per") => matches!(text, "week" | "two-weeks"),
        (_, "release") => text == "mr",
        (_, "onsetAge") => value.is_u64(),
        (_, "below") => value.is_number() || text.contains('/'),
        (_, "coverage") => value.is_object(),
        (_, "smoking") => matches!(text, "never" | "former" | "current"),
        (_, "classes") => value.as_array().is_some_and(|list| {
            !list.is_empty() && list.iter().all(|class| DrugClass::parse(class.as_str().unwrap()).is_some())
        }),
        _ => !text.trim().is_empty(),
    };
    assert!(good, "{part}.{field}: {value}");
}

fn check_required(record: &Value) {
    let list = |name: &str| record[name].as_array().cloned().unwrap_or_default();
    let mut ids = std::collections::BTreeSet::new();
    for observation in list("observations") {
        assert!(observation["at"].is_string() && observation["concept"].is_string());
        let fields = ["systolic", "diastolic", "value", "code"];
        assert!(fields.iter().any(|field| !observation[*field].is_null()), "{observation}");
        if let Some(id) = observation["id"].as_str() {
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
    }
    assert!(list("conditions").iter().all(|condition| condition["code"].is_string()));
    assert!(list("medications").iter().all(|medication| medication["name"].is_string()));
    assert!(list("visits").iter().all(|visit| visit["at"].is_string()));
}
