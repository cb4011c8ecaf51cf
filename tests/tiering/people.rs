//! Who is judged, and who has no colour.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn nothing_diagnosed_or_found_has_no_colour() {
    check("45 male", &[], "level none, reason not-a-patient");
    check("45 male", &["0 bp 120/70, fasting 5.0, no signs"], "level none, reason not-a-patient");
}

#[test]
fn the_deceased_have_no_colour_from_the_day_on() {
    let on = |day: &str| json!({"patient": {"status": "deceased", "deceasedAt": day}});
    check_with("52 male htn", &["-20 bp 186/112"], &on("2026-11-20"), "level none, reason deceased");
    check_with("52 male htn", &["-20 bp 186/112"], &on("2026-11-21"), "level R1");
}

#[test]
fn a_withdrawn_diagnosis_has_no_colour() {
    let withdrawn = json!({"conditions": [{"code": "hypertension", "status": "withdrawn"}]});
    check_with("52 male", &["-20 bp 128/78"], &withdrawn, "level none, reason withdrawn");
}

#[test]
fn values_and_signs_are_judged_in_anyone() {
    check("45 male", &["0 bp 184/100"], "level R1");
    check("45 male", &["0 random 16.7"], "dm R1");
    check("45 male", &["0 sign speech-loss"], "level R0");
    check("45 male", &["0 potassium 6.6"], "level R0");
    check("45 male", &["0 egfr 20"], "level R2");
}

#[test]
fn under_18_only_red_rules_apply_and_it_is_said() {
    check("17 male htn", &["0 bp 130/80"], "level none, htn-reason out-of-scope");
    check("17 male htn", &["0 bp 140/80"], "level R2, fires htn-child-bp");
    check("17 male htn", &["0 bp 184/100"], "level R1");
    check("17 male", &["0 bp 130/80"], "level none");
    check("17 male", &["0 random 11.1"], "level R1, fires dm-child-high");
    check("17 male", &["0 fasting 7.4"], "level none");
}

#[test]
fn type_1_and_gestational_diabetes_have_red_rules_only() {
    check("40 male dm1", &["0 fasting 8.0"], "level none, reason out-of-scope, dm-reason out-of-scope");
    check("40 male dm1", &["0 fasting 3.5"], "level R1");
    check("30 female gdm not-pregnant", &["0 fasting 8.0"], "level none, reason out-of-scope");
    check("40 male dm1", &["0 random 9.0, sign deep-breathing"], "level R0");
}

#[test]
fn type_1_beside_hypertension_leaves_hypertension_its_colour() {
    check("40 male htn dm1", &["0 bp 128/78, fasting 8.0"], "level B1, htn B1, dm none");
}

#[test]
fn screening_is_for_adults_without_the_diagnosis() {
    check("18 male", &["0 fasting 7.4"], "level G3");
    check("18 male", &["-20 bp 150/90", "-10 bp 150/90", "0 bp 150/90"], "level R2");
}

#[test]
fn classes_are_for_adults_of_any_age_from_18() {
    check("18 male htn", &["0 bp 150/90"], "level Y1");
    check("34 male dm", &["0 fasting 8.0"], "level Y1");
}

#[test]
fn unknown_pregnancy_in_women_of_15_to_49_is_a_gap() {
    for age in [15, 30, 49] {
        check(&format!("{age} female htn"), &["0 bp 145/85"], "gap pregnancy");
    }
    for who in ["50 female htn", "14 female htn", "30 male htn", "30 female htn not-pregnant"] {
        check(who, &["0 bp 145/85"], "no-gap pregnancy");
    }
}

#[test]
fn in_pregnancy_raised_pressure_is_red_today_in_the_county_hospital() {
    check("30 female pregnant", &["0 bp 140/80, no signs"], "level R1, to county-hospital");
    check("30 female pregnant", &["0 bp 139/89, no signs"], "level none");
    check("30 female pregnant", &["0 bp 160/90, no signs"], "level R0");
    check("30 female pregnant", &["0 bp 150/110, no signs"], "level R0");
    for sign in ["severe-headache", "blurred-vision", "abdominal-pain", "dyspnoea"] {
        check(
            "30 female pregnant",
            &[&format!("0 bp 142/85, sign {sign}")],
            "level R0, fires htn-pregnant-severe",
        );
    }
}

#[test]
fn in_pregnancy_glucose_has_lines_of_its_own() {
    check("30 female pregnant", &["0 fasting 5.0, no signs"], "level none");
    check("30 female pregnant", &["0 fasting 5.1, no signs"], "level R2");
    check("30 female pregnant", &["0 fasting 7.0, no signs"], "level R1");
    check("30 female pregnant", &["0 2h 8.4, no signs"], "level none");
    check("30 female pregnant", &["0 2h 8.5, no signs"], "level R2");
    check("30 female pregnant", &["0 2h 11.1, no signs"], "level R1");
    check("30 female pregnant dm", &["0 fasting 5.1, no signs"], "level R1");
    check("30 female lactating dm", &["0 fasting 6.0, no signs"], "level B2");
    check("30 female lactating dm", &["0 fasting 6.1, no signs"], "level R1");
}

#[test]
fn what_is_dated_after_as_of_has_not_happened() {
    check("52 male htn", &["-10 bp 128/78", "1 bp 186/112"], "level B1, aside after-as-of");
    check("52 male htn", &["-10 bp 128/78", "1 visit htn 4"], "level B1");
    check("52 male", &["-10 bp 128/78", "1 is htn"], "level none");
    check("52 male htn", &["-10 bp 128/78", "1 is stroke"], "level B1");
    check("52 male htn", &["-10 bp 128/78", "1 up htn"], "level B1");
}

#[test]
fn a_condition_is_new_if_dated_on_or_after_the_first_reading_or_visit() {
    check("62 male htn", &["-10 is stroke, bp 128/78"], "level R1, fires htn-new-event");
    check("62 male htn", &["-11 is stroke", "-10 bp 128/78"], "not htn-new-event");
}
