//! Blue: at the personal target, quiet, ready to go down.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn b1_is_below_the_personal_pressure_target() {
    check("52 male htn", &["0 bp 129/79"], "level B1, act-by +90");
    check("52 male htn", &["0 bp 130/79"], "level B2, act-by +90");
    check("52 male htn", &["0 bp 129/80"], "level B2");
    check("80 male htn", &["0 bp 149/89"], "level B1");
}

#[test]
fn a_recorded_pressure_target_goes_first() {
    let target = json!({"targets": [{"concept": "blood-pressure", "below": "120/75", "unit": "mmHg"}]});
    check_with("52 male htn", &["0 bp 128/78"], &target, "level B2");
    check_with("52 male htn", &["0 bp 118/72"], &target, "level B1");
}

#[test]
fn b1_of_diabetes_wants_fasting_4_4_to_6_9_and_an_hba1c_below_target_183_days_old_at_most() {
    check("52 male dm", &["-183 hba1c 6.9", "0 fasting 6.9"], "level B1");
    check("52 male dm", &["-184 hba1c 6.9", "0 fasting 6.9"], "level B2");
    check("52 male dm", &["0 hba1c 6.9, fasting 4.3"], "level B2");
    check("52 male dm", &["0 hba1c 7.0, fasting 6.0"], "level B2");
    check("52 male dm", &["0 fasting 6.0"], "level B2");
}

#[test]
fn blue_implies_class_1_on_a_usable_clinic_reading() {
    check("52 male htn", &["0 visit htn 1"], "level G1");
    check("52 male htn", &["0 bp 120/70 home"], "level G1");
    check("52 male htn", &["0 visit htn 2, bp 120/70"], "level Y1");
}

#[test]
fn blue_wants_no_answers_on_symptoms_hba1c_or_home_readings() {
    check("52 male dm", &["0 fasting 6.0"], "level B2, floor B2, ceiling R0");
}

const TESTS: &str = "-60 creatinine 70, hba1c 6.0, uacr 10, fundus none, foot-pulse normal";

#[test]
fn b3_wants_the_last_referral_up_and_seen() {
    check("52 male htn", &["-200 up htn seen@-190", TESTS, "-30 bp 132/78", "0 bp 132/78"], "level B3");
    check("52 male htn", &[TESTS, "-30 bp 132/78", "0 bp 132/78"], "level B2");
    let down = ["-200 up htn seen@-190", "-150 down htn", TESTS, "-30 bp 132/78", "0 bp 132/78"];
    check("52 male htn", &down, "level B2");
}

#[test]
fn b3_wants_two_class_1_visits_14_days_apart_since_the_last_change_of_therapy() {
    let up = "-200 up htn seen@-190";
    check("52 male htn", &[up, TESTS, "-13 bp 132/78", "0 bp 132/78"], "level B2");
    check("52 male htn", &[up, TESTS, "-14 bp 132/78", "0 bp 132/78"], "level B3");
    check(
        "52 male htn",
        &[up, TESTS, "-40 bp 132/78", "-20 on amlodipine", "-10 bp 132/78", "0 bp 132/78"],
        "level B2",
    );
    check(
        "52 male htn",
        &[up, TESTS, "-40 bp 132/78", "-20 visit htn changed, bp 132/78", "0 bp 132/78"],
        "level B2",
    );
}

#[test]
fn b3_wants_all_concerns_blue() {
    let up = ["-200 up seen@-190", TESTS];
    let yellow = [up[0], up[1], "-30 bp 132/78, fasting 6.0", "0 bp 132/78, fasting 8.0"];
    check("52 male htn dm", &yellow, "htn B2, dm Y1, level Y1");
    let both = [up[0], up[1], "-30 bp 132/78, fasting 6.0", "0 bp 132/78, fasting 6.0"];
    check("52 male htn dm", &both, "level B3, htn B3, dm B3");
}

#[test]
fn b3_of_hypertension_wants_a_creatinine_or_egfr_365_days_old_at_most() {
    let rest = ["-200 up htn seen@-190", "-30 bp 132/78", "0 bp 132/78"];
    let on = |test: &str, expected| check("52 male htn", &[rest[0], rest[1], rest[2], test], expected);
    on("-365 creatinine 70", "level B3");
    on("-366 creatinine 70", "level B2, gap creatinine");
    on("-365 egfr 90", "level B3");
}

#[test]
fn b3_of_diabetes_wants_hba1c_albumin_fundus_and_foot_pulse_as_well() {
    let tests = ["creatinine 70", "uacr 10", "fundus none", "foot-pulse normal"];
    let told = |hba1c: &str, left_out: Option<usize>| -> Vec<String> {
        let mut story = vec!["-300 up dm seen@-290".to_owned(), hba1c.to_owned()];
        let kept = tests.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
        story.extend(kept.map(|(_, test)| format!("-60 {test}")));
        story.extend(["-30 fasting 6.0", "0 fasting 6.0"].map(str::to_owned));
        story
    };
    let on = |story: Vec<String>, expected: &str| {
        let story: Vec<&str> = story.iter().map(String::as_str).collect();
        check("52 male dm", &story, expected);
    };
    on(told("-183 hba1c 6.5", None), "level B3");
    on(told("-184 hba1c 6.5", None), "level B2");
    for left_out in 0..tests.len() {
        on(told("-60 hba1c 6.5", Some(left_out)), "level B1");
    }
}

#[test]
fn b3_goes_down_by_the_township_within_the_routine() {
    let story = ["-200 up htn seen@-190", TESTS, "-30 bp 132/78", "0 bp 132/78"];
    check("52 male htn", &story, "owner township-clinic, direction down, urgency routine, to village-clinic");
}
