//! Pressure: three days in four weeks, at home, over the day and the night; white coat, masked, classes and causes.

use serde_json::json;

use crate::{assess, hypertension, is_said, rules, said, state};

#[test]
fn patient_1_of_the_sheet_is_above_normal_and_at_high_risk() {
    let found = hypertension("45 male", &["0 bp 139/89"]);
    state(&found, "elevated");
    let risk = said(&found, "htn-high-risk");
    assert_eq!((&risk["truth"], &risk["by"]), (&json!("met"), &json!("2027-05-19")));
    assert_eq!(risk["because"][0]["limit"], ">= 130/85 mmHg");
    for asked in ["bmi", "waist", "family"] {
        assert!(risk["missing"].as_array().unwrap().iter().any(|own| own == asked), "{risk:#}");
    }
}

#[test]
fn patient_3_of_the_sheet_is_suspected_by_the_lower_pressure_alone_and_two_days_settle_it() {
    let found = hypertension("45 male", &["0 bp 139/90"]);
    state(&found, "suspected");
    assert_eq!(found["possible"], "criteria-met");
    let open = said(&found, "htn-by-clinic");
    assert_eq!(
        (&open["truth"], &open["have"], &open["need"], &open["by"]),
        (&json!("unknown"), &json!(1), &json!(3), &json!("2026-12-18"))
    );
    assert!(open["text"].as_str().unwrap().contains("2 more by 2026-12-18"), "{open:#}");
    assert!(is_said(&found, "htn-isolated-diastolic") && is_said(&found, "htn-grade-1"));
    assert!(!is_said(&found, "htn-isolated-systolic"));
}

#[test]
fn patient_5_of_the_sheet_meets_the_guidelines_line_and_the_norm_calls_it_preliminary() {
    let found = hypertension("50 female not-pregnant", &["-14 bp 142/88", "-7 bp 140/86", "0 bp 144/90"]);
    state(&found, "criteria-met");
    let met = said(&found, "htn-by-clinic");
    assert_eq!((&met["have"], &met["cite"]["guideline"]), (&json!(3), &json!("cn-htn-primary-2025")));
    let proof: Vec<_> = met["because"].as_array().unwrap().iter().map(|own| own["value"].clone()).collect();
    assert_eq!(proof, [json!("144/90"), json!("140/86"), json!("142/88")]);
    assert_eq!(said(&found, "htn-preliminary")["cite"]["guideline"], "cn-bphs-2017");
    assert!(!is_said(&found, "htn-suspected"), "the document says something stronger");
}

#[test]
fn patients_9_and_25_of_the_sheet_are_suspected_with_their_class_and_the_young_one_with_a_cause() {
    let found = hypertension("62 female", &["0 bp 179/109"]);
    state(&found, "suspected");
    assert!(is_said(&found, "htn-grade-2") && !is_said(&found, "htn-grade-3"));
    let young = hypertension("28 male", &["0 bp 152/98"]);
    assert!(is_said(&young, "htn-cause-young"), "{young:#}");
    assert!(!is_said(&hypertension("30 male", &["0 bp 152/98"]), "htn-cause-young"));
    assert!(
        !is_said(&hypertension("male", &["0 bp 152/98"]), "htn-cause-young"),
        "an unknown age is no young one"
    );
}

#[test]
fn patient_11_of_the_sheet_is_of_the_third_grade_by_the_lower_pressure() {
    let found = hypertension("58 male htn on:amlodipine", &["0 bp 170/110"]);
    state(&found, "known");
    assert!(is_said(&found, "htn-grade-3") && !is_said(&found, "htn-grade-2"));
    assert!(!is_said(&found, "htn-screening") && !is_said(&found, "htn-high-risk"));
}

#[test]
fn patient_27_of_the_sheet_has_low_potassium_that_no_diuretic_explains() {
    let story = ["0 bp 158/96", "0 potassium 3.2"];
    let found = hypertension("50 female not-pregnant", &story);
    assert_eq!(said(&found, "htn-cause")["because"].as_array().unwrap().len(), 2, "{found:#}");
    assert!(is_said(&found, "htn-cause"));
    let explained = hypertension("50 female not-pregnant on:hydrochlorothiazide", &story);
    assert!(!is_said(&explained, "htn-cause"));
    assert!(
        !is_said(&hypertension("50 female not-pregnant", &["0 potassium 3.2"]), "htn-cause"),
        "no pressure"
    );
}

#[test]
fn patient_31_of_the_sheet_differs_between_the_arms_and_twenty_is_not_enough() {
    let arms = |left: &str| {
        let left = format!("0 09:01 bp {left} left");
        hypertension("57 male", &["0 09:00 bp 158/92 right", &left])
    };
    assert!(is_said(&arms("134/84"), "htn-cause"));
    assert!(!is_said(&arms("138/84"), "htn-cause"));
}

#[test]
fn each_way_has_lines_of_its_own() {
    let home = |value: &str| hypertension("50 male", &[&format!("0 home-series {value}")]);
    state(&home("135/80"), "criteria-met");
    assert!(is_said(&home("134/85"), "htn-by-home"));
    state(&home("134/84"), "unknown");
    for (setting, at, below, rule) in [
        ("ambulatory-24h", (130, 70), (129, 79), "htn-by-whole-day"),
        ("ambulatory-day", (120, 85), (134, 84), "htn-by-daytime"),
        ("ambulatory-night", (120, 60), (119, 69), "htn-by-night"),
    ] {
        let mean = |(systolic, diastolic): (i32, i32)| {
            let reading = json!({"at": "2026-11-20", "concept": "blood-pressure", "systolic": systolic,
                "diastolic": diastolic, "unit": "mmHg", "setting": setting});
            let more = json!({"observations": [reading]});
            assess("50 male", &["-400 bp 120/70"], &more)["diagnosis"]["hypertension"].clone()
        };
        assert_eq!(rules(&mean(at), "met").iter().filter(|own| own.starts_with("htn-by")).count(), 1);
        assert!(is_said(&mean(at), rule), "{setting}");
        assert!(!is_said(&mean(below), rule), "{setting}");
    }
}

#[test]
fn three_days_count_within_four_weeks_with_none_lower_between_whenever_they_were() {
    let days = |story: &[&str]| hypertension("50 male", story);
    state(&days(&["-28 bp 150/80", "-14 bp 150/80", "0 bp 150/80"]), "criteria-met");
    let apart = days(&["-29 bp 150/80", "-14 bp 150/80", "0 bp 150/80"]);
    state(&apart, "preliminary");
    assert_eq!(said(&apart, "htn-by-clinic")["have"], 2, "the norm names no weeks, the guideline four");
    let between = days(&["-28 bp 150/80", "-14 bp 130/80", "-7 bp 150/80", "0 bp 150/80"]);
    state(&between, "suspected");
    state(&days(&["-128 bp 150/80", "-114 bp 150/80", "-100 bp 150/80"]), "criteria-met");
    let one_day = days(&["0 08:00 bp 150/80", "0 12:00 bp 150/80", "0 18:00 bp 150/80"]);
    state(&one_day, "suspected");
    let normal = days(&["-40 bp 150/80", "-14 bp 118/70", "0 bp 116/70"]);
    state(&normal, "normal");
}

#[test]
fn the_days_still_needed_start_anew_when_the_weeks_have_passed() {
    let found = hypertension("50 male", &["-60 bp 150/90"]);
    state(&found, "suspected");
    assert!(!rules(&found, "unknown").contains(&"htn-by-clinic".to_owned()), "{found:#}");
}

#[test]
fn a_normal_series_outside_the_clinic_makes_it_a_white_coat_and_a_raised_one_does_not() {
    let raised = ["-14 bp 150/80", "-7 bp 150/80", "0 bp 150/80"];
    let white = hypertension("50 male", &[&raised[..], &["-1 home-series 124/76"]].concat());
    state(&white, "white-coat");
    assert!(!is_said(&white, "htn-preliminary"));
    let met = hypertension("50 male", &[&raised[..], &["-1 home-series 136/76"]].concat());
    state(&met, "criteria-met");
    assert!(is_said(&met, "htn-by-clinic") && is_said(&met, "htn-by-home"), "each way by itself");
}

#[test]
fn normal_at_the_clinic_and_raised_outside_is_masked() {
    let found = hypertension("50 male", &["-3 bp 128/76", "0 home-series 138/86"]);
    state(&found, "criteria-met");
    assert!(is_said(&found, "htn-masked"));
    assert!(!is_said(&hypertension("50 male", &["-3 bp 148/76", "0 home-series 138/86"]), "htn-masked"));
    assert!(
        !is_said(&hypertension("50 male", &["0 home-series 138/86"]), "htn-masked"),
        "never at the clinic"
    );
}

#[test]
fn unknown_is_never_normal() {
    state(&hypertension("50 male", &["0 fasting 5.0"]), "unknown");
    for half in ["0 bp 118/-", "0 bp -/70"] {
        state(&hypertension("50 male", &[half]), "unknown");
    }
    state(&hypertension("50 male", &["0 bp 185/-"]), "suspected");
    assert_eq!(
        hypertension("50 male", &["0 bp 118/70"])["possible"],
        "criteria-met",
        "nobody measured at home"
    );
}

#[test]
fn children_and_pregnancy_have_other_lines() {
    for who in ["17 male", "30 female pregnant", "30 female lactating"] {
        let found = hypertension(who, &["-14 bp 150/95", "-7 bp 150/95", "0 bp 150/95"]);
        state(&found, "not-judged");
        assert_eq!(rules(&found, "met"), ["htn-not-judged"], "{who}");
    }
}

#[test]
fn nothing_is_said_of_who_has_died_or_moved() {
    let more = json!({"patient": {"status": "deceased", "deceasedAt": "2026-11-01"}});
    let answer = assess("50 male", &["-100 bp 150/95"], &more);
    assert_eq!(answer["diagnosis"], json!({"hypertension": null, "diabetes": null}));
}
