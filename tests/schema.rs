//! The schemas that are published: as fresh as the reader and the types, and of one mind with them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use jsonschema::Validator;
use liangbing::assess::{LETTERS, Section};
use liangbing::engine::{CareLevel, Engine, Locale, Options};
use liangbing::guideline::PROFILES;
use liangbing::record::{Record, RequestErrorCode};
use liangbing::synth::Synth;
use serde_json::{Value, json};
use support::story::Story;
use support::{AS_OF, day};

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&file(&format!("schemas/{name}.schema.json"))).expect("a schema is JSON")
}

fn validator(name: &str) -> Validator {
    jsonschema::draft202012::new(&schema(name)).expect("a schema of draft 2020-12")
}

/// What a schema has against a value, a line each.
fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// A record with every field of the first shape; it must be read for ever.
fn first_shape() -> Value {
    serde_json::from_str(&file("tests/fixtures/record-1.json")).expect("JSON")
}

/// Patients of every level, some with what cannot be used.
fn patients() -> Vec<Value> {
    let told = [
        ("68 female htn dm not-pregnant on:amlodipine on:metformin", "0 08:10 bp 148/86, visit both"),
        ("70 male", "0 09:00 bp 150/96, sign speech-loss acute, sign limb-weakness acute"),
        (
            "82 male htn dm dementia on:gliclazide on:metoprolol",
            "0 visit both 1, fasting 5.2, hba1c 6.8, bp 104/60",
        ),
        ("31 female pregnant", "0 10:00 bp 146/92, fasting 5.4"),
        ("64 male htn on:amlodipine", "-200 bp 172/104, up htn seen@-190"),
        ("45 male", "1 bp 80/120"),
    ];
    let stories = told.iter().map(|(who, story)| Story::new(day(AS_OF)).who(who).tell(&[story]).record());
    let invented = Synth::new(7, day(AS_OF)).take(60);
    [first_shape(), json!({})].into_iter().chain(stories).chain(invented).collect()
}

#[test]
fn the_record_s_schema_is_what_the_reader_says_today() {
    let printed =
        Command::new(env!("CARGO_BIN_EXE_liangbing")).arg("schema").output().expect("the program runs");
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let kept = file("schemas/record.schema.json");
    assert!(
        printed.stdout == kept.as_bytes(),
        "schemas/record.schema.json is not what `cargo xtask schema` writes"
    );
}

#[test]
fn the_first_shape_is_read_for_ever() {
    let record =
        Record::read(&file("tests/fixtures/record-1.json")).expect("a record of the first shape is read");
    assert_eq!(record.patient.id.as_deref(), Some("p-001"));
    // Eleven were said, one of a data element that no list has.
    assert_eq!((record.observations.len(), record.problems.len()), (10, 2), "{:?}", record.problems);
    let assessment = Engine::builtin().expect("packs").assess(&record, &Options::on(day(AS_OF)));
    assert_eq!(assessment.schema, "liangbing.assessment/1");
    assert!(assessment.tier.level.is_some());
    // Without its name it is the same shape.
    let mut unnamed = first_shape();
    unnamed.as_object_mut().expect("an object").remove("schema");
    assert!(Record::read(&unnamed.to_string()).is_ok());
}

#[test]
fn a_shape_to_come_is_refused_by_its_name_before_its_fields() {
    for text in [
        r#"{"schema": "liangbing.record/2", "genome": {}}"#,
        r#"{"genome": {}, "schema": "liangbing.record/2"}"#,
    ] {
        let error = Record::read(text).expect_err("a newer shape");
        assert_eq!((error.code, error.path.as_str()), (RequestErrorCode::UnknownValue, "schema"));
        assert_eq!(error.message, "found `liangbing.record/2`, expected `liangbing.record/1`");
    }
}

#[test]
fn every_field_of_the_schema_stands_in_the_first_shape() {
    // So that the next test tries every place.
    let mut named = BTreeSet::new();
    properties(&schema("record"), &mut named);
    let mut said = BTreeSet::new();
    keys(&first_shape(), &mut said);
    let unsaid: Vec<_> = named.difference(&said).collect();
    assert!(unsaid.is_empty(), "{unsaid:?}");
}

fn properties(schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        names.extend(fields.keys().cloned());
    }
    let parts: Vec<&Value> = match schema {
        Value::Object(fields) => fields.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for part in parts {
        properties(part, names);
    }
}

fn keys(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, part)| {
            names.insert(name.clone());
            keys(part, names);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, names)),
        _ => {}
    }
}

/// Every place of a value, the root too, as JSON pointers.
fn places(value: &Value, at: &str, list: &mut Vec<String>) {
    list.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, part)| places(part, &format!("{at}/{name}"), list));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), list));
        }
        _ => {}
    }
}

/// What JSON Schema cannot say, and the reader does: ids once in a list, days that no calendar has, offsets beyond
/// fourteen hours.
fn beyond_a_schema(code: RequestErrorCode, message: &str) -> bool {
    let no_such_day = ["2026-02-30", "0000-01-01", "+14:59"].iter().any(|text| message.contains(text));
    code == RequestErrorCode::DuplicateId || (code == RequestErrorCode::BadDate && no_such_day)
}

#[test]
fn reader_and_schema_are_of_one_mind_about_every_place() {
    let validator = validator("record");
    let whole = first_shape();
    let mut list = Vec::new();
    places(&whole, "", &mut list);
    let odd = [
        json!(null),
        json!(0),
        json!(1),
        json!(-3),
        json!(1.5),
        json!(2017),
        json!(""),
        json!(" "),
        json!("?"),
        json!("none"),
        json!("2026-01-05"),
        json!("2026-01"),
        json!("2026-1-5"),
        json!("2026-02-30"),
        json!("0000-01-01"),
        json!("2026-01-05T08:10"),
        json!("2026-01-05T24:00"),
        json!("2026-01-05T08:10:61"),
        json!("2026-01-05T08:10+08:00"),
        json!("2026-01-05T08:10z"),
        json!("+14:59"),
        json!("+15:00"),
        json!("hi"),
        json!("130/80"),
        json!("130-80"),
        json!("unmeasurable"),
        json!("glucose"),
        json!("blood-pressure"),
        json!("symptom"),
        json!("liangbing.record/2"),
        json!(true),
        json!([]),
        json!([null]),
        json!({}),
        json!({"?": 0}),
        json!(["x"]),
    ];
    let (mut taken, mut refused, mut beyond) = (0, 0, 0);
    for place in &list {
        for value in &odd {
            let mut record = whole.clone();
            *record.pointer_mut(place).expect("a place of the record") = value.clone();
            let valid = validator.is_valid(&record);
            match Record::read(&record.to_string()).err() {
                None if valid => taken += 1,
                Some(_) if !valid => refused += 1,
                Some(error) if beyond_a_schema(error.code, &error.message) => beyond += 1,
                read => panic!("{place} = {value}: the schema says {valid}, the reader {read:?}"),
            }
        }
    }
    assert!(
        taken > 1000 && refused > 2000 && beyond > 10,
        "{taken} taken, {refused} refused, {beyond} beyond"
    );
}

#[test]
fn what_is_left_out_or_added_is_judged_alike() {
    let validator = validator("record");
    let whole = first_shape();
    let mut list = Vec::new();
    places(&whole, "", &mut list);
    for place in &list {
        let mut added = whole.clone();
        if let Some(fields) = added.pointer_mut(place).and_then(Value::as_object_mut) {
            fields.insert("spb".to_owned(), json!(180));
            assert_eq!(
                Record::read(&added.to_string()).is_ok(),
                validator.is_valid(&added),
                "a field more at {place}"
            );
        }
        let Some((parent, name)) = place.rsplit_once('/') else { continue };
        let mut less = whole.clone();
        if let Some(fields) = less.pointer_mut(parent).and_then(Value::as_object_mut) {
            fields.remove(name);
            assert_eq!(Record::read(&less.to_string()).is_ok(), validator.is_valid(&less), "without {place}");
        }
    }
}

#[test]
fn records_of_every_kind_are_valid() {
    let validator = validator("record");
    let page: Value = serde_json::from_str(&file("www/src/demo/patients.json")).expect("JSON");
    let shown = page.as_array().expect("a list").iter().map(|patient| patient["record"].clone());
    for record in patients().into_iter().chain(shown) {
        assert_eq!(faults(&validator, &record), Vec::<String>::new(), "{record}");
    }
}

#[test]
fn records_made_of_fhir_are_valid() {
    let validator = validator("record");
    let mut files = Vec::new();
    for folder in ["tests/fhir", "../shared/samples/fhir_synthea", "../shared/samples/fhir_uscore"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let Ok(entries) = fs::read_dir(&path) else {
            println!("{folder} is absent; its records were not tried");
            continue;
        };
        let here = entries.flatten().map(|entry| entry.path());
        files.extend(here.filter(|path| path.extension().is_some_and(|extension| extension == "json")));
    }
    files.sort();
    let mut tried = 0;
    for path in files {
        let Ok(converted) = liangbing::fhir::to_record(&fs::read_to_string(&path).expect("a file")) else {
            continue;
        };
        assert_eq!(faults(&validator, &json!(converted.record)), Vec::<String>::new(), "{}", path.display());
        tried += 1;
    }
    assert!(tried >= 3, "{tried} bundles were read");
}

#[test]
fn every_answer_is_valid_whatever_is_asked() {
    let validator = validator("assessment");
    let engine = Engine::whole().expect("every pack loads");
    for record in patients() {
        let read = Record::read(&record.to_string()).expect("a record");
        for profile in PROFILES {
            for locale in Locale::ALL.iter().copied() {
                for level in [CareLevel::Village, CareLevel::Township, CareLevel::County] {
                    let options = Options {
                        locale,
                        profile,
                        level,
                        letters: LETTERS.to_vec(),
                        ..Options::on(day(AS_OF))
                    };
                    let answer = serde_json::to_value(engine.assess(&read, &options)).expect("JSON");
                    assert_eq!(faults(&validator, &answer), Vec::<String>::new(), "{profile} {record}");
                }
            }
        }
    }
}

#[test]
fn a_field_too_many_or_too_few_in_an_answer_would_be_seen() {
    let validator = validator("assessment");
    let record = Record::read(&first_shape().to_string()).expect("a record");
    let answer = json!(Engine::builtin().expect("packs").assess(&record, &Options::on(day(AS_OF))));
    let mut list = Vec::new();
    places(&answer, "", &mut list);
    let objects: Vec<_> =
        list.iter().filter(|place| answer.pointer(place).is_some_and(Value::is_object)).collect();
    assert!(objects.len() > 30, "{} objects", objects.len());
    for place in objects {
        let mut more = answer.clone();
        let fields = more.pointer_mut(place).and_then(Value::as_object_mut).expect("an object");
        fields.insert("forgotten".to_owned(), json!(1));
        let free = place.ends_with("/data");
        assert_eq!(validator.is_valid(&more), free, "a field more at {place}");
    }
    for name in answer.as_object().expect("an object").keys().filter(|name| *name != "care") {
        let mut less = answer.clone();
        less.as_object_mut().expect("an object").remove(name);
        // A section is there for who asks for it.
        assert_eq!(validator.is_valid(&less), Section::parse(name).is_some(), "without {name}");
    }
}
