//! Glucose: two documents side by side, tolerance, symptoms, and what a finger's drop can say.

use serde_json::{Value, json};

use crate::{assess, diabetes, is_said, said, state};

/// A value of the laboratory so many days ago.
fn vein(day: i32, timing: &str, value: f64) -> Value {
    let at = crate::support::day(crate::support::AS_OF).plus(day).to_string();
    json!({"at": at, "concept": "glucose", "value": value, "unit": "mmol/L", "timing": timing, "specimen": "venous"})
}

fn hba1c(day: i32, value: f64) -> Value {
    let at = crate::support::day(crate::support::AS_OF).plus(day).to_string();
    json!({"at": at, "concept": "hba1c", "value": value, "unit": "%"})
}

fn with(who: &str, story: &[&str], observations: &[Value]) -> Value {
    let story = [&["-400 bp 120/70"], story].concat();
    assess(who, &story, &json!({"observations": observations}))["diagnosis"]["diabetes"].clone()
}

#[test]
fn patient_13_of_the_sheet_is_told_by_both_documents_side_by_side() {
    let found = with("45 female not-pregnant", &["0 no signs"], &[vein(0, "fasting", 7.2), hba1c(0, 6.6)]);
    state(&found, "criteria-met");
    let one = said(&found, "dm-in-one-sample");
    assert_eq!((&one["cite"]["guideline"], &one["truth"]), (&json!("cn-dm-2024"), &json!("met")));
    assert_eq!(one["because"].as_array().unwrap().len(), 2);
    let other = said(&found, "dm-on-two-days");
    assert_eq!(
        (&other["cite"]["guideline"], &other["truth"], &other["have"], &other["need"]),
        (&json!("cn-t2dm-primary-2022"), &json!("unknown"), &json!(1), &json!(2))
    );
    assert!(other["text"].as_str().unwrap().contains("another day"));
    assert_eq!(said(&found, "dm-suspected")["cite"]["guideline"], "cn-t2dm-primary-2022");
}

#[test]
fn patient_15_of_the_sheet_is_not_settled_by_a_glucose_at_any_time_without_symptoms() {
    let found = with("50 male", &["0 no signs"], &[vein(0, "random", 12.0)]);
    state(&found, "suspected");
    let again = with("50 male", &["0 no signs"], &[vein(-9, "random", 12.0), vein(0, "random", 12.0)]);
    state(&again, "suspected");
    let thirsty = with("50 male", &["0 sign polydipsia"], &[vein(0, "random", 12.0)]);
    state(&thirsty, "criteria-met");
    assert!(is_said(&thirsty, "dm-with-symptoms") && is_said(&thirsty, "dm-with-symptoms-2024"));
    let earlier = with("50 male", &["-3 sign polydipsia"], &[vein(0, "random", 12.0)]);
    state(&earlier, "suspected");
    let hour = with("50 male", &["0 sign polydipsia"], &[vein(0, "ogtt-1h", 12.0)]);
    state(&hour, "suspected");
}

#[test]
fn patient_17_of_the_sheet_is_only_suspected_by_a_finger_and_at_high_risk() {
    let finger = |specimen: &str| {
        let mut own = vein(0, "fasting", 7.4);
        own["specimen"] = json!(specimen);
        let mut earlier = vein(-9, "fasting", 7.4);
        earlier["specimen"] = json!(specimen);
        with("41 male", &["0 sign polyuria", "-9 no signs"], &[own, earlier])
    };
    let found = finger("capillary");
    state(&found, "suspected");
    assert_eq!(found["possible"], "criteria-met", "{found:#}");
    state(&finger("venous"), "criteria-met");
}

#[test]
fn where_blood_came_from_is_unknown_is_no_proof() {
    let found = diabetes("50 male", &["-9 fasting 7.4", "0 fasting 7.4", "0 sign polyuria"]);
    state(&found, "suspected");
    assert_eq!(found["possible"], "criteria-met");
}

#[test]
fn two_days_meet_both_documents() {
    let found = with("50 male", &[], &[vein(-9, "fasting", 7.0), hba1c(0, 6.5)]);
    state(&found, "criteria-met");
    assert!(is_said(&found, "dm-on-two-days") && is_said(&found, "dm-at-two-times"));
    assert!(!is_said(&found, "dm-in-one-sample"));
    assert!(!is_said(
        &with("50 male", &[], &[vein(0, "fasting", 7.4), vein(0, "fasting", 7.6)]),
        "dm-on-two-days"
    ));
}

#[test]
fn exactly_at_the_lines_of_the_sheet() {
    let fasting = |value: f64| with("50 male", &[], &[vein(0, "fasting", value)])["state"].clone();
    assert_eq!(
        [6.09, 6.1, 6.95, 6.99, 7.0].map(fasting),
        ["not-raised", "elevated", "elevated", "elevated", "suspected"]
    );
    let average = |value: f64| with("50 male", &[], &[hba1c(0, value)])["state"].clone();
    assert_eq!([5.6, 5.7, 6.49, 6.5].map(average), ["unknown", "elevated", "elevated", "suspected"]);
    let any_time = |value: f64| with("50 male", &[], &[vein(0, "random", value)])["state"].clone();
    assert_eq!([7.7, 7.8, 11.0, 11.1].map(any_time), ["unknown", "elevated", "elevated", "suspected"]);
}

#[test]
fn both_hours_of_a_tolerance_test_tell_the_states_apart() {
    let test = |fasting: f64, later: f64| {
        with("50 male", &[], &[vein(0, "fasting", fasting), vein(0, "ogtt-2h", later)])["state"].clone()
    };
    assert_eq!(test(6.0, 7.7), "normal");
    assert_eq!(test(6.1, 7.7), "impaired-fasting");
    assert_eq!(test(6.9, 7.7), "impaired-fasting");
    assert_eq!(test(6.0, 7.8), "impaired-tolerance");
    assert_eq!(test(6.0, 11.0), "impaired-tolerance");
    assert_eq!(test(6.1, 7.8), "impaired-both");
    assert_eq!(test(6.1, 11.1), "suspected");
    assert_eq!(test(7.0, 11.1), "criteria-met", "two indices of one test, by the guideline of 2024");
    let days = with("50 male", &[], &[vein(-1, "fasting", 6.0), vein(0, "ogtt-2h", 7.0)]);
    state(&days, "not-raised");
}

#[test]
fn impaired_fasting_glucose_without_a_tolerance_test_is_only_possible() {
    let found = with("50 male", &[], &[vein(0, "fasting", 6.5)]);
    state(&found, "elevated");
    assert_eq!(said(&found, "dm-tolerance-test-due")["because"][0]["value"], 6.5);
}

#[test]
fn hba1c_is_not_used_in_dialysis_nor_pregnancy() {
    let found = with("50 male dialysis", &[], &[hba1c(-9, 6.6), hba1c(0, 6.6)]);
    assert_ne!(found["state"], "criteria-met");
    let pregnant = with("30 female pregnant", &[], &[vein(-9, "fasting", 7.4), vein(0, "fasting", 7.4)]);
    state(&pregnant, "not-judged");
}

#[test]
fn the_diagnosis_ends_the_search_and_a_type_that_is_unclear_is_told() {
    let known = with("50 male dm", &[], &[vein(-9, "fasting", 9.0), vein(0, "fasting", 9.0)]);
    state(&known, "known");
    assert!(!is_said(&known, "dm-high-risk") && !is_said(&known, "dm-type"));
    assert!(is_said(&with("50 male diabetes-type-unclear", &[], &[]), "dm-type"));
    assert!(is_said(&with("24 male", &[], &[vein(0, "fasting", 9.0)]), "dm-type"));
    assert!(!is_said(&with("25 male", &[], &[vein(0, "fasting", 9.0)]), "dm-type"));
    assert!(!is_said(&with("male", &[], &[vein(0, "fasting", 9.0)]), "dm-type"));
    let young = with("30 male", &[], &[]);
    let open = said(&young, "dm-high-risk");
    assert_eq!((&open["truth"], &open["by"]), (&json!("unknown"), &Value::Null));
    assert_eq!(open["text"], "Not known yet.", "nothing is claimed of what is not known");
}

#[test]
fn unknown_is_never_normal() {
    for story in [&["0 bp 118/70"][..], &["0 glucose 5.0"], &["0 2h 6.0"]] {
        state(&diabetes("50 male", story), "unknown");
    }
    let half = with("50 male", &[], &[vein(0, "ogtt-2h", 7.0)]);
    state(&half, "unknown");
}
