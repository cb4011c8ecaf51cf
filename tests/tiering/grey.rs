//! Grey: expired, lost, unconfirmed, unusable.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn three_failed_contacts_on_different_days_make_a_patient_lost_if_the_reading_is_over_92_days_old() {
    let failed = "-9 failed htn";
    check("52 male htn", &["-93 bp 132/78", failed, "-5 failed htn", "-1 failed htn"], "level G2");
    check("52 male htn", &["-92 bp 132/78", failed, "-5 failed htn", "-1 failed htn"], "level B2");
    check("52 male htn", &["-93 bp 132/78", failed, "-5 failed htn"], "level B2");
    check(
        "52 male htn",
        &["-93 bp 132/78", "-9 08:00 failed htn", "-9 12:00 failed htn", "-1 failed htn"],
        "level B2",
    );
}

#[test]
fn refused_without_a_valid_reading_is_lost() {
    let refused = json!({"patient": {"status": "refused", "statusAt": "2026-11-10"}});
    check_with("52 male htn", &["-107 bp 132/78"], &refused, "fires htn-lost");
    check_with("52 male htn", &["-106 bp 132/78"], &refused, "level B2");
}

#[test]
fn one_of_the_last_two_reading_days_raised_is_unconfirmed() {
    check("45 male", &["0 bp 139/90"], "level G3, act-by +28, owner village-doctor");
    check("45 male", &["-20 bp 150/90", "-5 bp 128/78"], "level G3, act-by +8");
    check("45 male", &["-30 bp 150/90", "-20 bp 128/78", "-5 bp 128/78"], "level none");
    check("45 male", &["0 bp 139/89"], "level none, reason not-a-patient");
}

#[test]
fn the_first_abnormal_day_starts_the_28_days() {
    check("45 male", &["-20 bp 150/90", "-10 bp 150/90"], "act-by +8");
    check("45 male", &["-20 fasting 7.4", "-10 fasting 7.4"], "dm G3, act-by +8");
}

#[test]
fn a_raised_home_series_is_unconfirmed() {
    check("45 male", &["0 home-series 135/80"], "level G3");
    check("45 male", &["0 home-series 134/84"], "level none");
}

#[test]
fn a_glucose_or_hba1c_that_would_diagnose_is_unconfirmed() {
    check("45 male", &["0 fasting 7.0"], "level G3");
    check("45 male", &["0 fasting 6.9"], "level none");
    check("45 male", &["0 random 11.1"], "level G3");
    check("45 male", &["0 ogtt-2h 11.1"], "level G3");
    check("45 male", &["0 random 11.0"], "level none");
    check("45 male", &["0 hba1c 6.5"], "level G3");
    check("45 male", &["0 hba1c 6.49"], "level none");
}

#[test]
fn suspected_is_unconfirmed_until_the_diagnosis_or_two_normal_days() {
    check("45 male", &["-30 maybe htn", "-20 bp 128/78"], "level G3");
    check("45 male", &["-30 maybe htn", "-20 bp 128/78", "-10 bp 128/78"], "level none");
    check("45 male", &["-30 maybe dm", "-20 fasting 5.0"], "level G3");
    check("45 male", &["-30 maybe dm", "-20 fasting 5.0", "-10 fasting 5.0"], "level none");
    check("45 male", &["-30 maybe htn", "-20 is htn, bp 128/78"], "level B1");
}

#[test]
fn white_coat_is_unconfirmed_for_90_days() {
    check("45 male", &["-90 bp 150/90", "-85 home-series 124/76"], "level G3");
    check("45 male", &["-91 bp 150/90", "-85 home-series 124/76"], "level none");
}

#[test]
fn the_newest_pressure_or_glucose_that_cannot_be_used_is_g4() {
    check("52 male htn", &["-9 bp 132/78", "0 bp 80/120"], "level G4, act-by 0, owner village-doctor");
    check("52 male htn", &["-9 bp 80/120", "0 bp 132/78"], "level B2");
    check("52 male", &["0 bp 80/120"], "level G4");
}

#[test]
fn yellow_goes_before_an_unusable_reading() {
    check("52 male htn", &["-9 bp 150/90", "0 bp 80/120"], "level Y1, fires htn-unusable");
}

#[test]
fn moved_without_a_red_open_has_no_colour() {
    let moved = json!({"patient": {"status": "moved", "statusAt": "2026-11-10"}});
    check_with("52 male htn", &["-10 bp 150/90"], &moved, "level none, reason moved");
    let later = json!({"patient": {"status": "moved", "statusAt": "2026-11-21"}});
    check_with("52 male htn", &["-10 bp 150/90"], &later, "level Y1");
}
