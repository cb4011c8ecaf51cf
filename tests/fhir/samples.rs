//! Other people's bundles, where they are at hand; they are never part of the project.

use std::fs;
use std::path::{Path, PathBuf};

use liangbing::fhir::{is_fhir, to_record};
use serde_json::Value;

use super::native;

fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples").join(name);
    if path.is_dir() {
        return Some(path);
    }
    println!("the samples are absent ({}); nothing was checked", path.display());
    None
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
        .iter()
        .map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(p).unwrap()))
        .collect()
}

fn coded(bundle: &Value, codes: &[&str]) -> usize {
    let resources = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    resources
        .filter(|r| r["resourceType"] == "Observation")
        .filter(|r| codes.contains(&r["code"]["coding"][0]["code"].as_str().unwrap()))
        .count()
}

fn of(record: &Value, list: &str, field: &str, value: &str) -> usize {
    record[list].as_array().into_iter().flatten().filter(|element| element[field] == *value).count()
}

#[test]
fn the_synthea_bundles_keep_every_value_that_matters() {
    let Some(folder) = folder("fhir_synthea") else { return };
    let pairs: &[(&str, &[&str])] = &[
        ("blood-pressure", &["85354-9", "55284-4"]),
        ("glucose", &["2339-0"]),
        ("hba1c", &["4548-4"]),
        ("egfr", &["33914-3"]),
        ("uacr", &["14959-1"]),
        ("creatinine", &["38483-4"]),
        ("potassium", &["6298-4"]),
        ("sodium", &["2947-0"]),
        ("total-cholesterol", &["2093-3"]),
        ("ldl", &["18262-6"]),
        ("hdl", &["2085-9"]),
        ("triglycerides", &["2571-8"]),
        ("haemoglobin", &["718-7"]),
        ("platelets", &["777-3"]),
        ("weight", &["29463-7"]),
        ("height", &["8302-2"]),
        ("bmi", &["39156-5"]),
        ("temperature", &["8331-1"]),
        ("urine-protein", &["20454-5"]),
        ("urine-ketone", &["2514-8"]),
        ("urine-blood", &["5794-3"]),
    ];
    let files = files(&folder);
    assert_eq!(files.len(), 5);
    for (name, text) in files {
        let bundle: Value = serde_json::from_str(&text).unwrap();
        assert!(is_fhir(&bundle));
        let converted = to_record(&text).unwrap();
        assert_eq!(native::check(&converted.record), Vec::<String>::new(), "{name}");
        for (concept, codes) in pairs {
            let count = of(&converted.record, "observations", "concept", concept);
            assert_eq!(count, coded(&bundle, codes), "{name}: {concept}");
        }
        let pressures = converted.record["observations"].as_array().unwrap().iter();
        for pressure in pressures.filter(|o| o["concept"] == "blood-pressure") {
            assert!(pressure["systolic"].is_number() && pressure["diastolic"].is_number(), "{pressure}");
        }
        let requests = bundle["entry"].as_array().unwrap().iter();
        let requests = requests.filter(|e| e["resource"]["resourceType"] == "MedicationRequest").count();
        assert_eq!(converted.record["medications"].as_array().unwrap().len(), requests, "{name}");
        assert_eq!(converted.record["lifestyle"]["smoking"], "never", "{name}");
    }
}

#[test]
fn the_synthea_bundles_keep_the_diagnoses_that_a_doctor_reads_in_them() {
    let Some(folder) = folder("fhir_synthea") else { return };
    let expected: &[(&str, &[&str])] = &[
        ("Alfreda", &["hypertension 1999-02-16", "prediabetes 2018-11-27"]),
        (
            "Dirk",
            &[
                "hypertension 2019-03-05",
                "type-2-diabetes 2019-03-05",
                "prediabetes 2019-11-12",
                "chronic-kidney-disease 2019-11-12",
                "diabetic-nephropathy 2019-11-12",
                "neuropathy 2019-11-12",
            ],
        ),
        ("Emery", &["hypertension 2007-08-03", "type-2-diabetes 2007-08-03", "neuropathy 2019-01-11"]),
        ("Fabian", &["type-2-diabetes 2020-12-05", "prediabetes 2020-12-19"]),
        (
            "Morris",
            &[
                "hypertension 2010-12-31",
                "type-2-diabetes 2010-12-31",
                "prediabetes 2013-01-04",
                "neuropathy 2017-01-13",
            ],
        ),
    ];
    for ((name, text), (start, conditions)) in files(&folder).iter().zip(expected) {
        assert!(name.starts_with(start), "{name}");
        let record = to_record(text).unwrap().record;
        let found: Vec<String> = record["conditions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| format!("{} {}", c["code"].as_str().unwrap(), c["since"].as_str().unwrap()))
            .collect();
        assert_eq!(found, *conditions, "{name}");
        assert!(record["visits"].is_null(), "{name}");
    }
}

/// Whatever is in a bundle is read, or listed in a few lines: a type once, however many there are.
#[test]
fn the_synthea_bundles_drop_nothing_in_silence() {
    let Some(folder) = folder("fhir_synthea") else { return };
    let read = ["Patient", "Observation", "Condition", "MedicationRequest", "DiagnosticReport", "Goal"];
    for (name, text) in files(&folder) {
        let bundle: Value = serde_json::from_str(&text).unwrap();
        let types: Vec<&str> = bundle["entry"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["resource"]["resourceType"].as_str().unwrap())
            .collect();
        let converted = to_record(&text).unwrap();
        let listed =
            |path: &str| converted.set_aside.iter().filter(|own| own.path == path).collect::<Vec<_>>();
        for (index, kind) in types.iter().enumerate().filter(|(_, kind)| !read.contains(kind)) {
            let count = types.iter().filter(|other| *other == kind).count();
            let first = types.iter().position(|other| other == kind) == Some(index);
            let found = listed(&format!("entry[{index}].resource"));
            let often = if count > 1 { format!("; {count} times") } else { String::new() };
            let own = found.iter().filter(|own| own.message.ends_with(&often)).count();
            assert_eq!(own, usize::from(first), "{name}: {index} {kind}: {found:?}");
        }
        let sum: usize = converted.set_aside.len();
        assert!(sum < 60, "{name}: {sum} lines");
    }
}

#[test]
fn the_us_core_observations_are_read_one_by_one() {
    let Some(folder) = folder("fhir_uscore") else { return };
    let mut found = Vec::new();
    for (name, text) in files(&folder) {
        let converted = to_record(&text).unwrap();
        native::check(&converted.record);
        let observations = converted.record["observations"].as_array().cloned().unwrap_or_default();
        let shown: Vec<String> = observations
            .iter()
            .map(|o| format!("{} {} {}", o["concept"].as_str().unwrap(), o["value"], o["systolic"]))
            .collect();
        let smoking = converted.record["lifestyle"]["smoking"].as_str().unwrap_or("-");
        found.push(format!("{name}: {} {smoking} {}", shown.join(", "), converted.set_aside.len()));
    }
    let expected = [
        "Observation-average-blood-pressure.json:  - 1",
        "blood-pressure.json: blood-pressure null 109 - 0",
        "bmi.json: bmi 16.2 null - 0",
        "heart-rate-rhythm.json:  - 1",
        "heart-rate.json: heart-rate 44 null - 0",
        "height.json: height 111.506 null - 0",
        "observation-serum-creatinine.json: creatinine 1 null - 0",
        "observation-serum-glucose.json: glucose 76 null - 0",
        "some-day-smoker.json:  current 0",
        "weight.json: weight 20.09414 null - 0",
    ];
    assert_eq!(found, expected);
}

/// Every value of an Observation in a sample is in the record, or its code is listed.
#[test]
fn in_every_sample_an_observation_is_understood_or_set_aside() {
    for name in ["fhir_synthea", "fhir_uscore"] {
        let Some(folder) = folder(name) else { return };
        for (name, text) in files(&folder) {
            let value: Value = serde_json::from_str(&text).unwrap();
            let one = [value.clone()];
            let entries: Vec<Value> = value["entry"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|entry| entry["resource"].clone())
                .collect();
            let resources = if entries.is_empty() { &one[..] } else { &entries };
            let converted = to_record(&text).unwrap();
            let seen = converted.record["observations"].to_string();
            for observation in resources.iter().filter(|resource| resource["resourceType"] == "Observation") {
                let id = observation["id"].as_str().unwrap();
                let code = observation["code"]["coding"][0]["code"].as_str().unwrap();
                // What recurs for one reason is listed once, in the reason's words.
                let strip = ["5797-6", "5804-0", "2888-6"].contains(&code);
                let reason = if strip { "a concentration in urine" } else { code };
                let mean = code == "96607-7";
                let reason = if mean { "a mean of several" } else { reason };
                let listed = converted.set_aside.iter().any(|p| p.message.contains(reason));
                let social = code == "72166-2";
                assert!(seen.contains(id) || listed || social, "{name}: {id} {code}");
            }
        }
    }
}
