//! Vectors: `{id, source, inputs, expected, tolerance}`, a list a calculator.

use std::fs;
use std::path::{Path, PathBuf};

use liangbing::calc::{calc, calculators, request};
use serde_json::{Value, json};

/// Ages that China-PAR answers only when asked for its extended range.
const CHINA_PAR_AGES: std::ops::RangeInclusive<f64> = 35.0..=74.0;

fn folder(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if path.is_dir() {
        return Some(path);
    }
    println!("the vectors are absent ({}); nothing was checked", path.display());
    None
}

/// A file that inputs name, out of the collection.
fn sample(path: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn vectors(file: &Path) -> Vec<Value> {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// The calculator of a file: its stem with hyphens.
fn name(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().replace('_', "-")
}

/// What is wrong with the answer to one vector.
fn fault(name: &str, vector: &Value) -> Option<String> {
    let inputs = &vector["inputs"];
    let extended = name == "china-par-10y"
        && inputs["age_years"].as_f64().is_some_and(|age| !CHINA_PAR_AGES.contains(&age));
    let options = json!({"extendedRange": extended});
    let document = json!({"calculator": name, "inputs": inputs, "options": options}).to_string();
    let answer = match request(&document, &sample).1 {
        Ok(answer) => serde_json::to_value(&answer).unwrap(),
        Err(error) => return Some(format!("{}: {error}", vector["id"])),
    };
    for (key, expected) in vector["expected"].as_object().unwrap() {
        let (answered, tolerance) = (&answer[key], &vector["tolerance"]);
        let tolerance = tolerance.get(key).unwrap_or(tolerance).as_f64().unwrap_or(0.0);
        let right = match (expected.as_f64(), answered.as_f64()) {
            (Some(expected), Some(answered)) => (expected - answered).abs() <= tolerance,
            _ => expected == answered,
        };
        if !right {
            return Some(format!("{}: {key} is {answered}, expected {expected}", vector["id"]));
        }
    }
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

/// Checks every file of a folder that has a calculator; how many vectors there were.
fn check(folder: &Path) -> usize {
    let (mut count, mut faults) = (0, Vec::new());
    for file in files(folder) {
        let name = name(&file);
        if !calculators().any(|calculator| calculator.about.name == name) {
            println!("{name}: there is no such calculator");
            continue;
        }
        let vectors = vectors(&file);
        let wrong: Vec<String> = vectors.iter().filter_map(|vector| fault(&name, vector)).collect();
        println!("{name}: {} of {}", vectors.len() - wrong.len(), vectors.len());
        count += vectors.len();
        faults.extend(wrong);
    }
    assert!(faults.is_empty(), "{} of {count} are wrong:\n{}", faults.len(), faults.join("\n"));
    count
}

/// Every vector that names no file, with the native answer, for the other engine.
#[test]
fn the_figures_are_laid_out_for_the_other_engine() {
    let mut out = String::new();
    for folder in ["tests/equations/figures", "../shared/vectors"].into_iter().filter_map(folder) {
        for file in files(&folder) {
            let name = name(&file);
            let read = vectors(&file).into_iter().filter(|vector| vector["inputs"]["cgm_csv"].is_null());
            for vector in read {
                let inputs = vector["inputs"].to_string();
                let options = json!({"extendedRange": true, "explain": true, "locale": "en"}).to_string();
                let Ok(answer) = calc(&name, &inputs, Some(&options)) else { continue };
                let line =
                    json!({"name": name, "inputs": inputs, "options": options, "answer": answer.to_string()});
                out.push_str(&line.to_string());
                out.push('\n');
            }
        }
    }
    assert!(out.lines().count() > 200, "the figures of the repository");
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("equations.ndjson"), out).unwrap();
}

#[test]
fn the_figures_of_the_repository_are_reproduced() {
    assert!(check(&folder("tests/equations/figures").unwrap()) > 0);
}

#[test]
fn the_whole_collection_is_reproduced() {
    let Some(folder) = folder("../shared/vectors") else { return };
    assert!(check(&folder) > 0);
}
