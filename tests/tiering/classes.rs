//! Visits and their classes, and two in a row that are not satisfied.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn a_clinic_pressure_is_a_visit_of_hypertension() {
    check("52 male htn", &["-30 bp 150/90", "0 bp 128/78"], "class controlled, consecutive 1");
}

#[test]
fn a_fasting_glucose_at_the_clinic_is_a_visit_of_diabetes() {
    check("52 male dm", &["0 fasting 6.0"], "class controlled");
    check("52 male dm", &["0 random 6.0"], "class none");
    check("52 male dm", &["0 fasting 6.0 home"], "class none");
}

#[test]
fn a_sensor_makes_no_visit() {
    let sensor = json!({"observations": [{
        "at": "2026-11-20", "concept": "glucose", "value": 8.0, "unit": "mmol/L", "timing": "fasting", "specimen": "interstitial"
    }]});
    check_with("52 male dm", &[], &sensor, "class none");
}

#[test]
fn a_day_before_the_diagnosis_is_no_visit() {
    check("52 male", &["-30 bp 150/90", "-20 is htn, bp 150/90", "0 bp 150/90"], "consecutive 2");
}

#[test]
fn a_visit_without_a_usable_reading_counts_only_if_recorded_class_2_to_4() {
    check("52 male htn", &["0 visit htn 1"], "class none, level G1");
    check("52 male htn", &["0 visit htn 2"], "class uncontrolled");
    check("52 male htn", &["0 visit htn 3"], "class adverse-reaction");
    check("52 male htn", &["0 visit htn 4"], "class complication");
    check("52 male htn", &["-30 bp 150/90", "-10 visit htn 1", "0 bp 150/90"], "level R2, consecutive 2");
}

#[test]
fn a_phone_contact_is_no_visit() {
    check("52 male htn", &["-10 bp 128/78", "0 phone htn 2"], "class controlled, level B1");
}

#[test]
fn the_class_is_the_more_serious_of_record_and_replay() {
    check("52 male htn", &["0 visit htn 2, bp 128/78"], "class uncontrolled");
    check("52 male htn", &["0 visit htn 1, bp 150/90"], "class uncontrolled");
    check("52 male htn", &["0 visit htn 3, bp 150/90"], "class adverse-reaction");
    check("52 male htn", &["0 visit htn 2 reaction, bp 150/90"], "class adverse-reaction");
    check("52 male htn", &["0 visit htn 3 complication, bp 150/90"], "class complication");
}

#[test]
fn a_complication_counts_if_dated_after_the_previous_visit() {
    check("52 male htn", &["-60 bp 128/78", "-30 is heart-failure", "0 bp 128/78"], "class complication");
    let between = ["-60 bp 128/78", "-30 is heart-failure", "-20 bp 128/78", "0 bp 128/78"];
    check("52 male htn", &between, "class controlled");
}

#[test]
fn a_standing_critical_pressure_is_class_2() {
    check("68 male htn", &["0 08:00 bp 182/80", "0 08:04 bp 110/70"], "class uncontrolled");
}

#[test]
fn from_65_years_the_class_line_is_150_over_90() {
    check("65 male htn", &["0 bp 149/89"], "class controlled");
    check("65 male htn", &["0 bp 150/89"], "class uncontrolled");
    check("65 male htn", &["0 bp 149/90"], "class uncontrolled");
    check("64 male htn", &["0 bp 140/80"], "class uncontrolled");
}

#[test]
fn an_unknown_age_counts_as_under_65() {
    check("male htn", &["0 bp 140/80"], "class uncontrolled");
}

#[test]
fn the_age_is_that_of_the_day_judged() {
    check("born:1961-11-20 male htn", &["0 bp 148/86"], "class controlled");
    check("born:1961-11-21 male htn", &["0 bp 148/86"], "class uncontrolled");
    check("born:1961-11-20 male htn", &["-1 bp 148/86"], "class uncontrolled");
}

#[test]
fn born_on_29_february_one_is_older_on_1_march() {
    crate::support::answer_on("2025-02-28", "born:1960-02-29 male htn", &["0 bp 148/86"]);
    let on = |day: &str| crate::support::answer_on(day, "born:1960-02-29 male htn", &["0 bp 148/86"]);
    assert_eq!(on("2025-02-28").text("/concerns/hypertension/class"), "uncontrolled");
    assert_eq!(on("2025-03-01").text("/concerns/hypertension/class"), "controlled");
}

#[test]
fn two_consecutive_wants_seven_days_or_two_visit_records() {
    check("52 male htn", &["-7 bp 150/90", "0 bp 150/90"], "level R2");
    check("52 male htn", &["-6 bp 150/90", "0 bp 150/90"], "level Y1");
    check("52 male htn", &["-1 visit htn, bp 150/90", "0 visit htn, bp 150/90"], "level R2");
    check("52 male htn", &["-1 visit htn, bp 150/90", "0 bp 150/90"], "level Y1");
}

#[test]
fn first_and_last_are_what_is_compared() {
    check("52 male htn", &["-8 bp 150/90", "-4 bp 150/90", "0 bp 150/90"], "level R2, consecutive 3");
}

#[test]
fn consecutive_counts_satisfied_visits_in_a_row_as_well() {
    check(
        "52 male htn",
        &["-60 bp 150/90", "-30 bp 128/78", "0 bp 128/78"],
        "class controlled, consecutive 2",
    );
}

#[test]
fn the_row_starts_again_after_the_last_seen_closing() {
    check("52 male htn", &["-60 bp 150/90, up htn seen@-40", "0 bp 150/90"], "level Y1, consecutive 1");
    let story = ["-90 bp 150/90", "-60 bp 150/90, up htn seen@-40", "-10 bp 150/90", "0 bp 150/90"];
    check("52 male htn", &story, "level R2");
}

#[test]
fn classes_of_one_concern_do_not_count_for_the_other() {
    check(
        "52 male htn dm",
        &["-30 bp 150/90, fasting 6.0", "0 bp 128/78, fasting 8.0"],
        "htn-consecutive 1, dm Y1",
    );
}

#[test]
fn a_visit_of_no_concern_belongs_to_both() {
    let visit = json!({"visits": [{"at": "2026-11-20", "class": "uncontrolled"}]});
    let told = "htn-class uncontrolled, dm-class uncontrolled";
    check_with("52 male htn dm", &[], &visit, told);
}

#[test]
fn silence_on_side_effects_and_complications_means_none() {
    check("52 male htn", &["0 visit htn, bp 128/78"], "class controlled");
}
