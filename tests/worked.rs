//! The worked patients of the two fact sheets, and the boundary vectors, as far as these packs judge them.
//!
//! Class, colour and days are the sheets'; where a sheet speaks of days, the answer's `act-by` is due no later.
//! Not here, because no rule of these packs speaks of it yet:
//!
//! * hypertension 1, 7, 9, 15-23 risk strata, the CHL24 and if-tolerated targets, and drug choice;
//! * hypertension 29: the contraindicated pair and the asthma (medication checks); its pulse is here;
//! * diabetes P03 the review below 4.4 on insulin, P07 and P19 the next drug, P13 and P15 how a diagnosis is
//!   made, P21 and P23 metformin and the kidney: medication checks and texts;
//! * vectors: HbA1c 5.6/5.7 prompts, UACR stages, starting SGLT2 inhibitors, ALT and pioglitazone,
//!   finerenone, TIR, TBR, wear, GMI, BMI and the age of the indicator (35): equations, checks and indicators.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use support::{check, check_with};

#[test]
fn hypertension_1_a_man_of_45_at_139_over_89_is_no_patient() {
    check("45 male", &["0 bp 139/89"], "level none, reason not-a-patient");
}

#[test]
fn hypertension_3_a_first_visit_at_139_over_90_is_unconfirmed_for_28_days() {
    check("45 male", &["0 bp 139/90"], "level G3, act-by +28");
}

#[test]
fn hypertension_5_three_raised_visits_are_referred_to_confirm() {
    let story = ["-14 bp 142/88", "-7 bp 140/86", "0 bp 144/90"];
    check(
        "50 female not-pregnant",
        &story,
        "level R2, fires htn-screen-3-days, check-by +14, to township-clinic",
    );
}

#[test]
fn hypertension_7_a_confirmed_159_over_99_is_seen_within_14_days() {
    check("55 male htn", &["0 bp 159/99"], "level Y1, class uncontrolled, act-by +14");
}

#[test]
fn hypertension_9_179_over_109_is_no_critical_value() {
    check("62 female", &["0 bp 179/109, no signs"], "level G3, act-by +28, not htn-bp-critical");
}

#[test]
fn hypertension_11_170_over_110_is_a_critical_value_by_its_diastolic() {
    check("58 male htn", &["0 bp 170/110, no signs"], "level R1, act-by 0, check-by +14");
}

#[test]
fn hypertension_13_sudden_aphasia_is_an_emergency_at_150_over_96() {
    check(
        "70 female",
        &["0 bp 150/96, sign speech-loss acute, sign limb-weakness acute"],
        "level R0, urgency emergency",
    );
}

#[test]
fn hypertension_15_139_over_89_is_satisfied_though_not_at_target() {
    check("64 male htn on:amlodipine", &["0 bp 139/89"], "level B2, class controlled, act-by +90");
}

#[test]
fn hypertension_17_at_65_145_over_85_is_satisfied_though_not_at_target() {
    check("65 male htn on:amlodipine", &["0 bp 145/85"], "level B2, class controlled");
}

#[test]
fn hypertension_19_at_80_148_over_88_is_at_target() {
    check("80 female htn on:amlodipine", &["0 bp 148/88"], "level B1, class controlled, act-by +90");
}

#[test]
fn hypertension_21_at_80_with_diabetes_148_over_88_is_satisfied() {
    check(
        "80 male htn dm on:amlodipine",
        &["0 bp 148/88, fasting 6.0"],
        "htn-class controlled, htn-colour blue",
    );
}

#[test]
fn hypertension_23_with_diabetes_and_kidney_disease_138_over_86_is_satisfied() {
    let story = ["0 bp 138/86, fasting 6.0, egfr 45, uacr 60"];
    check("58 male htn dm on:amlodipine", &story, "htn B2, htn-class controlled, not htn-egfr");
}

#[test]
fn hypertension_25_new_at_28_is_referred_not_by_ambulance() {
    let story = ["-20 bp 152/98", "0 is htn, bp 152/98"];
    check("28 male", &story, "level R2, fires htn-secondary, urgency within-14-days, act-by +14");
}

#[test]
fn hypertension_27_a_potassium_of_3_2_without_a_diuretic_is_referred() {
    check(
        "50 female htn",
        &["0 bp 158/96, potassium 3.2"],
        "level R2, fires htn-secondary htn-class-2, check-by +14",
    );
}

#[test]
fn hypertension_29_a_pulse_of_48_on_metoprolol_and_verapamil_is_for_the_next_2_days() {
    let story = ["0 bp 150/92, heart-rate 48, no signs"];
    check(
        "67 male htn asthma on:metoprolol on:verapamil",
        &story,
        "class uncontrolled, fires htn-slow-pulse, act-by +2",
    );
}

#[test]
fn hypertension_31_arms_24_apart_are_referred_and_20_apart_are_not() {
    let arms = |left: &str| format!("0 is htn, bp 158/92 right, bp {left} left");
    check("57 male", &["-20 bp 150/90", &arms("134/84")], "level R2, fires htn-secondary");
    check("57 male", &["-20 bp 150/90", &arms("138/84")], "not htn-secondary");
}

#[test]
fn diabetes_p01_3_8_on_gliclazide_is_a_critical_value_and_not_satisfied() {
    check("52 male dm on:gliclazide", &["0 fasting 3.8, no signs"], "level R1, fires dm-low, check-by +14");
}

#[test]
fn diabetes_p03_4_0_on_nph_is_satisfied() {
    check(
        "58 male dm on:insulin-nph",
        &["0 fasting 4.0, no signs"],
        "level B2, class controlled, act-by +90",
    );
}

#[test]
fn diabetes_p05_7_0_after_6_5_is_the_first_unsatisfied() {
    check(
        "63 male dm",
        &["-90 fasting 6.5", "0 fasting 7.0"],
        "level Y1, class uncontrolled, consecutive 1, act-by +14",
    );
}

#[test]
fn diabetes_p07_6_4_with_an_hba1c_of_8_7_is_satisfied_but_above_target() {
    check(
        "57 male dm on:metformin",
        &["0 fasting 6.4, hba1c 8.7"],
        "level Y3, class controlled, fires dm-hba1c-above",
    );
}

#[test]
fn diabetes_p09_16_7_is_a_critical_value() {
    check("57 male dm on:metformin", &["0 fasting 16.7, no signs"], "level R1, act-by 0, check-by +14");
}

#[test]
fn diabetes_p11_drowsy_dry_and_hi_is_an_emergency() {
    let story = ["0 glucose HI, sign drowsiness, sign dehydration"];
    check("76 female dm", &story, "level R0, urgency emergency, fires dm-high-severe dm-consciousness");
}

#[test]
fn diabetes_p13_7_2_and_6_6_without_symptoms_are_unconfirmed() {
    check("45 female not-pregnant", &["0 fasting 7.2, hba1c 6.6, no signs"], "level G3, not dm-new-severe");
}

#[test]
fn diabetes_p15_a_random_12_0_without_symptoms_is_unconfirmed() {
    check("50 male", &["0 random 12.0, no signs"], "level G3");
}

#[test]
fn diabetes_p17_a_capillary_7_4_is_a_positive_screening() {
    let capillary = serde_json::json!({"observations": [{
        "at": "2026-11-20", "concept": "glucose", "value": 7.4, "unit": "mmol/L", "timing": "fasting", "specimen": "capillary"
    }]});
    check_with("41 male", &["0 no signs"], &capillary, "level G3, act-by +28");
}

#[test]
fn diabetes_p19_new_at_9_0_without_symptoms_is_not_severe_once_diagnosed() {
    check(
        "52 male",
        &["0 is dm, fasting 9.6, hba1c 9.0, no signs"],
        "level Y1, act-by +14, not dm-new-severe",
    );
}

#[test]
fn diabetes_p21_and_p23_an_egfr_of_45_or_30_is_not_referred_by_number() {
    check("66 male dm on:metformin", &["0 fasting 6.0, egfr 45.1, creatinine 147"], "not htn-egfr");
    check("66 male dm on:metformin", &["0 fasting 6.0, egfr 30.1"], "not htn-egfr");
    check("66 male dm on:metformin", &["0 fasting 6.0, egfr 29.9"], "fires htn-egfr, level R2");
}

#[test]
fn diabetes_p25_6_8_in_dementia_on_gliclazide_is_over_treated() {
    let care = serde_json::json!({"patient": {"function": {"longTermCare": true, "cognition": "moderate"}}});
    let story = ["0 fasting 5.2, hba1c 6.8"];
    check_with(
        "82 male dm dementia on:gliclazide",
        &story,
        &care,
        "level Y3, class controlled, fires dm-over-glucose, act-by +14",
    );
}

#[test]
fn diabetes_p27_180_over_105_is_a_critical_value_and_179_over_109_is_not() {
    check("61 male dm", &["0 fasting 8.0, bp 180/105, no signs"], "level R1, fires htn-bp-critical");
    check(
        "61 male dm",
        &["0 fasting 8.0, bp 179/109, no signs"],
        "level Y1, not htn-bp-critical, dm-act-by +14",
    );
}

#[test]
fn diabetes_p29_sudden_vision_loss_is_seen_today() {
    check(
        "55 male dm",
        &["0 fasting 7.5, sign sudden-vision-loss"],
        "level R1, to county-hospital, urgency today",
    );
}

#[test]
fn vector_a_pulse_of_100_does_not_fire_and_101_does() {
    check("52 male dm", &["0 fasting 6.0, heart-rate 100 sustained"], "level B2");
    check("52 male dm", &["0 fasting 6.0, heart-rate 101 sustained"], "level R1");
}

#[test]
fn vector_a_temperature_of_39_0_does_not_fire_and_39_1_does() {
    check("52 male dm", &["0 fasting 6.0, temperature 39.0"], "level B2");
    check("52 male dm", &["0 fasting 6.0, temperature 39.1"], "level R1");
}

#[test]
fn vector_a_diastolic_of_109_does_not_fire_and_110_does() {
    check("52 male dm", &["0 fasting 6.0, bp 130/109"], "not htn-bp-critical");
    check("52 male dm", &["0 fasting 6.0, bp 130/110"], "level R1");
}

#[test]
fn vector_glucose_at_3_0_and_3_9() {
    check("52 male dm", &["0 random 2.99, no signs"], "level R0");
    check("52 male dm", &["0 random 3.00, no signs"], "level R1");
    check("52 male dm", &["0 random 3.89, no signs"], "level R1");
    check("52 male dm", &["0 random 3.90, no signs"], "level R1");
    check("52 male dm", &["0 fasting 3.91, no signs"], "level B2");
}

#[test]
fn vector_fasting_glucose_at_7_00() {
    check("52 male dm", &["0 fasting 6.95"], "class controlled");
    check("52 male dm", &["0 fasting 6.99"], "class controlled");
    check("52 male dm", &["0 fasting 7.00"], "class uncontrolled");
}

#[test]
fn vector_hba1c_at_6_50_for_the_diagnosis_and_7_00_for_the_target() {
    check("52 male", &["0 hba1c 6.49"], "level none");
    check("52 male", &["0 hba1c 6.50"], "level G3");
    check("52 male dm", &["0 fasting 6.0, hba1c 6.99"], "level B1");
    check("52 male dm", &["0 fasting 6.0, hba1c 7.00"], "level B2");
}

#[test]
fn vector_8_0_of_unknown_timing_makes_no_class() {
    check("52 male dm", &["0 glucose 8.0"], "class none");
}

#[test]
fn vector_a_name_is_compared_whole_so_one_pill_of_the_thirsty_lowers_glucose_and_another_does_not() {
    let named = |name: &str| serde_json::json!({"medications": [{"name": name, "since": "2026-01-01"}]});
    let story = ["0 random 3.9, no signs"];
    check_with("52 male", &story, &named("消渴丸"), "level R1, fires dm-low");
    check_with("52 male", &story, &named("天麦消渴片"), "level none, not dm-low");
}

#[test]
fn vector_clinical_rules_hold_at_34() {
    check("34 male dm", &["0 fasting 7.0"], "level Y1");
}
