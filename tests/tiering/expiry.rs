//! How long a colour lasts.

use crate::support::{check, check_later};

#[test]
fn blue_lasts_106_days_from_its_clinic_reading() {
    check_later(106, "52 male dm", &["0 fasting 6.0"], "level B2");
    check_later(107, "52 male dm", &["0 fasting 6.0"], "level G1, was blue");
}

#[test]
fn a_normal_home_series_carries_hypertension_s_blue_to_198_days() {
    check("52 male htn", &["-107 bp 132/78", "-14 home-series 134/84"], "level B2, valid-until 0");
    check("52 male htn", &["-198 bp 132/78", "0 home-series 134/84"], "level B2, valid-until 0");
    check("52 male htn", &["-199 bp 132/78", "0 home-series 134/84"], "level G1");
    check("52 male htn", &["-107 bp 132/78", "-15 home-series 134/84"], "level G1");
}

#[test]
fn a_raised_home_series_does_not_carry() {
    check("52 male htn", &["-107 bp 132/78", "-5 home-series 135/80"], "colour yellow, htn Y3");
}

#[test]
fn a_home_series_does_not_carry_diabetes() {
    check("52 male dm", &["-107 fasting 6.0", "-5 home-series 120/70"], "level G1");
}

#[test]
fn yellow_turns_grey_when_no_reading_of_the_concern_is_106_days_old_or_younger() {
    check("52 male htn", &["-106 bp 150/90"], "level Y1, valid-until 0");
    check("52 male htn", &["-107 bp 150/90"], "level G1, was yellow");
}

#[test]
fn a_home_reading_keeps_yellow() {
    check("52 male htn", &["-150 bp 150/90", "-106 bp 130/80 home"], "level Y1");
    check("52 male htn", &["-150 bp 150/90", "-107 bp 130/80 home"], "level G1");
    check("52 male dm", &["-150 fasting 8.0", "-106 fasting 6.0 home"], "level Y1");
}

#[test]
fn the_check_after_red_turns_grey_as_well() {
    check("52 male htn", &["-200 bp 186/112, up htn seen@-190", "-107 bp 132/78"], "level G1");
}

#[test]
fn red_never_expires() {
    check("52 male htn", &["-2000 bp 186/112"], "level R1");
    check("52 male dm", &["-3000 visit dm 4, fasting 6.0"], "level R2");
}

#[test]
fn grey_never_hides_danger() {
    check("52 male htn dm", &["-400 fasting 6.0", "-200 bp 186/112"], "level R1, htn R1, dm G2");
}

#[test]
fn expired_is_107_to_365_days_and_lost_beyond() {
    check("52 male htn", &["-365 bp 132/78"], "level G1, act-by -245");
    check("52 male htn", &["-366 bp 132/78"], "level G2, act-by +30, owner grid-volunteer");
}

#[test]
fn without_a_reading_the_last_contact_decides_between_expired_and_lost() {
    check("52 male htn", &["-365 phone htn"], "level G1, act-by +14");
    check("52 male htn", &["-366 phone htn"], "level G2");
    check("52 male htn", &[], "level G2");
}

#[test]
fn a_phone_contact_refreshes_the_contact_not_the_reading() {
    check("52 male htn", &["-107 bp 132/78", "-1 phone htn 1"], "level G1");
}

#[test]
fn an_old_critical_home_reading_is_red_though_the_clinic_s_is_fresh() {
    check("52 male htn", &["-20 bp 132/78", "-10 bp 184/100 home"], "level R1");
}

#[test]
fn was_is_the_last_different_colour() {
    check("52 male htn", &["-400 bp 150/90", "-200 bp 132/78", "-10 bp 150/90"], "colour yellow, was grey");
    check("52 male htn", &["-60 bp 132/78", "-10 bp 150/90"], "colour yellow, was blue");
    check("52 male htn", &["-90 bp 150/90", "-60 bp 150/90", "-10 bp 132/78"], "level Y4, was red");
}
