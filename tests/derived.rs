//! What equations make of a record's readings, and when they make nothing.
#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected")]

use liangbing::concept::Concept;
use liangbing::engine::Engine;
use liangbing::facts::Answer;
use liangbing::record::Record;

/// The derived values of a record as `day concept value`.
fn derived(patient: &str, observations: &str) -> Vec<String> {
    let text = format!(r#"{{"patient": {{{patient}}}, "observations": [{observations}]}}"#);
    let record = Record::read(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let chart = Engine::builtin().expect("sound packs").chart(&record);
    let said = chart.samples.iter().filter(|sample| sample.derived).map(|sample| match sample.answer {
        Answer::Number { value, slot: 0 } => format!("{} {} {value}", sample.day, sample.concept.code()),
        other => panic!("{other:?} is no number in the first unit"),
    });
    said.collect()
}

fn reading(day: &str, concept: Concept, value: &str, unit: &str) -> String {
    let concept = concept.code();
    format!(r#"{{"at": "{day}", "concept": "{concept}", "value": {value}, "unit": "{unit}"}}"#)
}

const MAN: &str = r#""born": "1949-01-01", "sex": "male""#;
const DAY: &str = "2026-11-20";

#[test]
fn a_creatinine_brings_the_filtration_that_its_calculator_answers() {
    // 58.987 by CKD-EPI 2021, which preventr prints as 59 (CKD-EPI vectors, preventr).
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    assert_eq!(derived(MAN, &creatinine), ["2026-11-20 egfr 58.9"]);
}

#[test]
fn the_unit_of_a_creatinine_does_not_matter() {
    let [molar, mass] = [("884", "umol/L"), ("10", "mg/dL")]
        .map(|(value, unit)| reading(DAY, Concept::Creatinine, value, unit));
    assert_eq!(derived(MAN, &molar), derived(MAN, &mass));
    assert_eq!(derived(MAN, &molar).len(), 1);
}

#[test]
fn nothing_is_made_for_an_unknown_age_an_unknown_sex_or_a_child() {
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    for patient in ["", r#""sex": "male""#, r#""born": "1949""#, r#""born": "2012-01-01", "sex": "male""#] {
        assert!(derived(patient, &creatinine).is_empty(), "{patient}");
    }
}

#[test]
fn a_report_of_the_day_goes_before_what_could_be_made_and_one_of_another_day_does_not() {
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    let report = |day| format!("{creatinine}, {}", reading(day, Concept::Egfr, "31", "mL/min/1.73m2"));
    assert!(derived(MAN, &report(DAY)).is_empty());
    assert_eq!(derived(MAN, &report("2026-11-19")).len(), 1);
}

#[test]
fn an_impossible_creatinine_brings_nothing() {
    assert!(derived(MAN, &reading(DAY, Concept::Creatinine, "4000", "umol/L")).is_empty());
}

#[test]
fn a_weight_brings_the_body_mass_index_with_the_newest_height_known_that_day() {
    let weight = reading(DAY, Concept::Weight, "70", "kg");
    let with = |day, height| format!("{weight}, {}", reading(day, Concept::Height, height, "cm"));
    // openEHR's test case: 31.11.
    assert_eq!(derived(MAN, &with("2020-01-01", "150")), ["2026-11-20 bmi 31.1"]);
    assert!(derived(MAN, &with("2026-11-21", "150")).is_empty());
    let two =
        format!("{}, {}", with("2020-01-01", "170"), reading("2025-01-01", Concept::Height, "150", "cm"));
    assert_eq!(derived(MAN, &two), ["2026-11-20 bmi 31.1"]);
    assert!(derived(MAN, &weight).is_empty());
}
