//! Words about glucose and HbA1c.

use crate::support::{answer, check, check_with};
use serde_json::json;

#[test]
fn hi_is_at_least_33_3_and_lo_below_3() {
    check("76 female dm", &["0 glucose HI"], "level R0, fires dm-high-severe");
    check("52 male dm", &["0 glucose LO"], "level R0, fires dm-low-severe");
    let high = json!({"observations": [{"at": "2026-11-20", "concept": "glucose", "value": "高", "unit": "mmol/L"}]});
    check_with("52 male dm", &[], &high, "level R0");
}

#[test]
fn above_0_and_below_0_6_reads_as_lo_and_is_flagged() {
    check("52 male dm", &["0 random 0.5"], "level R0, flagged true");
    check("52 male dm", &["0 random 0.6"], "level R0, flagged false");
}

#[test]
fn zero_is_not_measured() {
    check("52 male dm", &["-5 fasting 6.0", "0 random 0"], "not dm-low-severe, dm-class controlled");
}

#[test]
fn an_unknown_timing_is_random() {
    check("52 male dm", &["0 glucose 8.0"], "class none");
    check("52 male", &["0 glucose 7.5"], "level none");
    check("52 male", &["0 glucose 11.1, hba1c 6.0"], "level G3");
}

#[test]
fn milligrams_have_lines_of_their_own() {
    check("52 male dm", &["0 random 53mg"], "level R0");
    check("52 male dm", &["0 random 54mg, no signs"], "level R1");
    check("52 male dm", &["0 random 70mg, no signs"], "level R1");
    check("52 male dm", &["0 fasting 71mg"], "class controlled");
    check("52 male dm", &["0 fasting 125mg"], "class controlled");
    check("52 male dm", &["0 fasting 126mg"], "class uncontrolled");
    check("52 male", &["0 random 199mg, hba1c 6.0"], "level none");
    check("52 male", &["0 random 200mg, hba1c 6.0"], "level G3");
    check("52 male dm", &["0 fasting 6.0, 2h 249mg"], "not dm-post-meal");
    check("52 male dm", &["0 fasting 6.0, 2h 250mg"], "level Y3");
    check("52 male dm", &["0 random 300mg"], "not dm-glucose-critical");
    check("52 male dm", &["0 random 301mg, no signs"], "fires dm-glucose-critical");
    check("52 male dm", &["0 random 599mg"], "not dm-high-severe");
    check("52 male dm", &["0 random 600mg"], "level R0");
}

#[test]
fn comparisons_are_exact() {
    check("52 male dm", &["0 fasting 6.999999"], "class controlled");
    check("52 male dm", &["0 random 16.699999"], "not dm-glucose-critical");
}

#[test]
fn the_highest_fasting_glucose_of_the_day_counts() {
    check("52 male dm", &["0 07:00 fasting 7.2", "0 07:10 fasting 6.1"], "class uncontrolled");
}

#[test]
fn no_repeat_clears_a_glucose() {
    check("52 male dm", &["0 08:00 random 3.5", "0 08:20 random 6.0, no signs"], "level R1");
    check("52 male dm", &["0 08:00 random 17.0", "0 10:00 random 9.0, no signs"], "level R1");
}

#[test]
fn a_sensor_fires_only_low_and_critical_and_as_red_today() {
    let low = ["-9 fasting 6.0", "0 08:00 cgm 2.5", "0 08:15 cgm 2.4"];
    check("52 male dm", &low, "level R1, fires dm-low, not dm-low-severe");
    let high = ["-9 fasting 6.0", "0 08:00 cgm 22.0", "0 09:00 cgm 22.0, sign vomiting"];
    check("52 male dm", &high, "level R1, fires dm-glucose-critical, not dm-high-severe");
    check("52 male", &["0 08:00 cgm 12.0", "0 09:30 cgm 12.0"], "level none");
}

#[test]
fn a_sensor_must_last_15_minutes_when_low_and_60_when_high() {
    check("52 male dm", &["-9 fasting 6.0", "0 08:00 cgm 3.5", "0 08:14 cgm 3.5"], "level B2");
    check("52 male dm", &["-9 fasting 6.0", "0 08:00 cgm 3.5", "0 08:15 cgm 3.5"], "level R1");
    check("52 male dm", &["-9 fasting 6.0", "0 08:00 cgm 17.0", "0 08:59 cgm 17.0"], "level B2");
    check("52 male dm", &["-9 fasting 6.0", "0 08:00 cgm 17.0", "0 09:00 cgm 17.0"], "level R1");
    let broken = ["-9 fasting 6.0", "0 08:00 cgm 3.5", "0 08:10 cgm 5.0", "0 08:20 cgm 3.5"];
    check("52 male dm", &broken, "level B2");
}

#[test]
fn the_hba1c_target_goes_by_age_and_illness() {
    let is = |who: &str, target: &str| {
        let answer = answer(who, &["0 fasting 6.0, hba1c 6.8"]);
        let targets = answer.at("/targets").as_array().cloned().unwrap_or_default();
        let own = targets.iter().find(|target| target["concept"] == "hba1c").expect("a target");
        assert_eq!(own["target"], target, "{who}");
    };
    is("52 male dm", "< 7 %");
    is("64 male dm", "< 7 %");
    is("65 male dm", "< 7.5 %");
    is("65 male dm dementia", "< 8 %");
    is("65 male dm htn copd depression", "< 8 %");
    is("65 male dm htn copd", "< 7.5 %");
}

#[test]
fn in_long_term_care_the_hba1c_target_is_8_5() {
    let care = json!({"patient": {"function": {"longTermCare": true}}});
    check_with("70 male dm", &["0 fasting 6.0, hba1c 9.4"], &care, "not dm-hba1c-above");
    check_with("70 male dm", &["0 fasting 6.0, hba1c 9.5"], &care, "level Y3");
}

#[test]
fn a_recorded_hba1c_target_goes_first() {
    let target = json!({"targets": [{"concept": "hba1c", "below": 8.0, "unit": "%"}]});
    check_with("52 male dm", &["0 fasting 6.0, hba1c 8.9"], &target, "level B2");
    check_with("52 male dm", &["0 fasting 6.0, hba1c 9.0"], &target, "level Y3");
    check_with("52 male dm", &["0 fasting 6.0, hba1c 7.9"], &target, "level B1");
}

#[test]
fn the_hba1c_target_is_not_used_in_pregnancy_or_dialysis() {
    let of = |who: &str| answer(who, &["0 fasting 5.0, hba1c 9.5, no signs"]).at("/targets").to_string();
    assert!(!of("30 female dm pregnant").contains("hba1c"));
    assert!(!of("52 male dm dialysis").contains("hba1c"));
}

#[test]
fn low_glucose_without_diabetes_counts_only_on_a_drug_that_lowers_it() {
    for drug in ["insulin-glargine", "gliclazide", "repaglinide"] {
        check(&format!("52 male on:{drug}"), &["0 random 3.9, no signs"], "level R1, fires dm-low");
    }
    check("52 male on:metformin", &["0 random 3.9, no signs"], "level none");
}
