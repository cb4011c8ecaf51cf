//! Closing red: what answers a finding, and what comes after.

use crate::support::{check, check_later, check_with};
use serde_json::json;

const RED: &str = "-60 bp 186/112";

#[test]
fn a_finding_shows_its_own_level_on_its_day() {
    check("52 male htn", &["0 bp 186/112"], "level R1");
    check("52 male htn", &["0 bp 186/112, up htn"], "level R1");
    check("52 male htn", &["0 sign chest-pain, up htn seen@0"], "level R0");
    check_later(1, "52 male htn", &["0 bp 128/78, sign chest-pain, up htn seen@0"], "level Y4");
}

#[test]
fn an_up_referral_dated_on_or_after_the_finding_and_closed_seen_answers_it() {
    check("52 male htn", &[RED, "-60 up htn seen@-50"], "level Y4, faded htn-bp-critical=none");
    check("52 male htn", &[RED, "-40 up htn seen@-30"], "level Y4");
    check("52 male htn", &[RED, "-40 up htn"], "level R2");
}

#[test]
fn a_referral_open_over_the_finding_answers_it_when_seen() {
    check("52 male htn", &["-70 up htn seen@-30", RED], "level Y4");
}

#[test]
fn a_referral_closed_before_the_finding_answers_nothing() {
    check("52 male htn", &["-90 up htn seen@-70", RED], "level R1");
}

#[test]
fn a_referral_closed_after_the_as_of_day_has_not_closed() {
    check_later(-35, "52 male htn", &[RED, "-60 up htn seen@-30"], "level R2");
}

#[test]
fn a_later_down_referral_answers_it() {
    check("52 male htn", &["-60 bp 186/112 home", "-30 down htn"], "level Y4");
    // The class of the visit is still the newest that is known, and goes before the check after red.
    check("52 male htn", &[RED, "-30 down htn"], "level Y1, fires htn-after-red");
    check("52 male htn", &["-70 down htn", RED], "level R1");
}

#[test]
fn a_closing_of_one_concern_does_not_answer_the_other() {
    check("52 male htn dm", &[RED, "-60 up dm seen@-50"], "htn R1");
}

#[test]
fn a_closing_of_unknown_concern_answers_both() {
    let story = ["-60 bp 186/112, fasting 17.0", "-60 up seen@-50"];
    check("52 male htn dm", &story, "htn Y4, dm Y4");
}

#[test]
fn a_referral_belongs_to_the_concern_of_its_rule() {
    check("52 male htn dm", &[RED, "-60 up rule:dm-low seen@-50"], "htn R1");
    check("52 male htn dm", &[RED, "-60 up rule:htn-bp-critical seen@-50"], "htn Y4");
}

#[test]
fn one_class_1_visit_answers_red_today() {
    check("52 male htn", &[RED, "-30 bp 138/84"], "level Y4");
}

#[test]
fn a_class_2_visit_does_not_answer() {
    check("52 male htn", &[RED, "-30 bp 150/84"], "level R2");
}

#[test]
fn a_class_1_visit_with_a_red_finding_does_not_answer() {
    check("52 male htn", &[RED, "-30 bp 132/78, sign severe-headache"], "level R1");
}

#[test]
fn a_visit_on_the_finding_s_own_day_does_not_answer() {
    check("52 male htn", &["-30 visit htn 1, bp 132/78, sign severe-headache"], "level R1");
}

#[test]
fn for_an_emergency_two_class_1_visits_in_a_row_answer() {
    let red = "-90 bp 132/78, sign chest-pain";
    check("52 male htn", &[red, "-60 bp 132/78"], "level R1");
    check("52 male htn", &[red, "-60 bp 132/78", "-40 bp 150/84", "-20 bp 132/78"], "colour red");
    check("52 male htn", &[red, "-60 bp 132/78", "-30 bp 132/78"], "colour blue");
}

#[test]
fn while_an_up_referral_is_open_two_class_1_visits_in_a_row_answer() {
    check("52 male htn", &[RED, "-60 up htn", "-40 bp 132/78"], "level R2");
    check(
        "52 male htn",
        &[RED, "-60 up htn", "-40 bp 132/78", "-20 bp 132/78"],
        "faded htn-bp-critical=none",
    );
}

#[test]
fn until_answered_an_emergency_shows_as_red_today() {
    check("52 male htn", &["-60 bp 132/78, sign chest-pain"], "level R1, act-by 0, owner township-clinic");
}

#[test]
fn a_recorded_referral_turns_red_today_into_red_within_14_days_of_the_finding() {
    check(
        "52 male htn",
        &["-20 bp 132/78, sign chest-pain", "-19 up htn"],
        "level R2, act-by -6, check-by -5",
    );
    check("52 male htn", &["-5 bp 132/78, sign severe-headache", "-4 up htn"], "level R2, act-by +9");
}

#[test]
fn a_later_pressure_that_is_not_critical_turns_red_today_into_red_within_14_days() {
    check("52 male htn", &["-20 bp 186/112", "-5 bp 150/90"], "faded htn-bp-critical=R2, level R2");
    check("52 male htn", &["-20 bp 186/112", "-5 bp 150/90 home"], "faded htn-bp-critical=R2");
    check("52 male htn", &["-20 bp 186/112", "-5 bp 190/90"], "level R1");
}

#[test]
fn a_later_glucose_that_is_not_critical_turns_red_today_into_red_within_14_days() {
    check("52 male dm", &["-20 random 17.0", "-5 random 12.0"], "faded dm-glucose-critical=R2");
    check("52 male dm", &["-20 random 17.0", "-5 random 18.0"], "level R1");
    check("52 male dm", &["-20 random 3.5", "-5 random 12.0"], "faded dm-low=R2");
}

#[test]
fn a_quiet_pressure_does_not_ease_a_sign() {
    let story = ["-20 bp 132/78, sign severe-headache", "-5 bp 132/78 home"];
    check("52 male htn", &story, "faded htn-headache=R1");
}

#[test]
fn red_within_14_days_stays_so_for_ever() {
    check("52 male htn", &["-400 visit htn 4, bp 132/78"], "level R2, act-by -386");
}

#[test]
fn after_the_answer_two_class_1_visits_in_a_row_are_waited_for() {
    let seen = "-90 bp 186/112, up htn seen@-80";
    check("52 male htn", &[seen], "level Y4");
    check("52 male htn", &[seen, "-60 bp 132/78"], "level Y4");
    check("52 male htn", &[seen, "-60 bp 132/78", "-30 bp 132/78"], "colour blue");
    let broken = [seen, "-60 bp 132/78", "-40 bp 150/84", "-20 bp 132/78"];
    check("52 male htn", &broken, "level Y4");
}

#[test]
fn the_visit_that_answers_counts_as_the_first_of_the_two() {
    check("52 male htn", &[RED, "-40 bp 132/78", "-20 bp 132/78"], "colour blue");
}

#[test]
fn a_potassium_is_answered_by_a_newer_value_in_range_not_by_visits() {
    let red = "-60 potassium 6.2, bp 128/78";
    check("66 male htn", &[red, "-40 bp 128/78", "-20 bp 128/78"], "level R1");
    check("66 male htn", &[red, "-40 potassium 6.3"], "level R1");
    check("66 male htn", &[red, "-40 potassium 5.0"], "level Y4");
    check("66 male htn", &[red, "-40 potassium 5.0", "-30 bp 128/78", "-10 bp 128/78"], "level B1");
}

#[test]
fn a_potassium_is_answered_by_a_closing_as_well() {
    check("66 male htn", &["-60 potassium 6.2, bp 128/78, up htn seen@-50"], "level Y4");
}

#[test]
fn a_low_egfr_is_answered_by_a_closing_for_365_days() {
    let red = "-400 egfr 25, bp 128/78, up htn seen@-365";
    check("66 male htn", &[red, "-60 bp 128/78", "-10 bp 128/78"], "level B1");
    let red = "-400 egfr 25, bp 128/78, up htn seen@-366";
    check("66 male htn", &[red, "-60 bp 128/78", "-10 bp 128/78"], "level R2, fires htn-egfr");
}

#[test]
fn a_low_egfr_found_again_within_the_365_days_is_closed_as_well() {
    let story = [
        "-200 egfr 25, bp 128/78, up htn seen@-190",
        "-60 egfr 24, bp 128/78",
        "-20 bp 128/78",
        "-10 bp 128/78",
    ];
    check("66 male htn", &story, "colour blue, not htn-egfr");
}

#[test]
fn secondary_hypertension_is_answered_by_a_closing_only() {
    let red = "-90 bp 150/96, is htn";
    let visits = ["-95 bp 150/96", red, "-60 bp 128/78", "-30 bp 128/78"];
    check("29 male", &visits, "level R2, fires htn-secondary");
    let seen = ["-95 bp 150/96", red, "-90 up htn seen@-80", "-60 bp 128/78", "-30 bp 128/78"];
    check("29 male", &seen, "level B1");
}

#[test]
fn an_hba1c_that_was_stuck_is_answered_by_a_newer_value_in_range() {
    let red = ["-200 hba1c 8.5", "-90 hba1c 8.5, fasting 6.0"];
    check(
        "52 male dm",
        &[red[0], red[1], "-60 fasting 6.0", "-30 fasting 6.0"],
        "level R2, fires dm-hba1c-stuck",
    );
    check("52 male dm", &[red[0], red[1], "-30 hba1c 7.4, fasting 6.0"], "level Y4, not dm-hba1c-stuck");
}

#[test]
fn without_the_diagnosis_a_clinic_day_below_the_screening_line_counts_as_class_1() {
    check("52 male", &["-60 bp 186/112", "-30 bp 138/88"], "level Y4");
    check("52 male", &["-60 bp 186/112", "-30 bp 150/88"], "colour red");
    check("52 male", &["-60 bp 186/112", "-30 bp 138/88", "-10 bp 138/88"], "level none");
}

#[test]
fn the_diagnosis_ends_three_raised_days() {
    let days = ["-60 bp 146/92", "-50 bp 150/94", "-40 bp 148/90"];
    check("50 male", &[days[0], days[1], days[2]], "level R2");
    check("50 male", &[days[0], days[1], days[2], "-5 is htn, bp 128/78"], "level B1");
}

#[test]
fn refused_or_moved_is_grey_that_was_red_until_the_next_reading() {
    for outcome in ["refused", "moved"] {
        let closed = format!("-60 up htn {outcome}@-10");
        check(
            "52 male htn",
            &["-60 bp 186/112 home", &closed],
            "level G2, was-red true, was red, act-by -3, owner village-doctor",
        );
        check("52 male htn", &["-60 bp 186/112", &closed, "-5 bp 150/90"], "level R2");
        check("52 male htn", &["-60 bp 186/112", &closed, "-5 bp 150/90 home"], "level R2");
        check("52 male htn", &["-60 bp 186/112", &closed, "-5 visit htn"], "colour red");
        check("52 male htn", &["-60 bp 186/112", &closed, "-5 bp 132/78"], "level Y4");
    }
}

#[test]
fn unreachable_counts_from_14_days_after_the_finding() {
    check("52 male htn", &[RED, "-60 up htn unreachable@-47"], "level R2");
    check("52 male htn", &[RED, "-60 up htn unreachable@-46"], "level G2, was-red true");
}

#[test]
fn a_failed_contact_does_not_bring_red_back() {
    check("52 male htn", &[RED, "-60 up htn refused@-10", "-5 failed htn"], "level G2, was-red true");
}

#[test]
fn of_several_open_referrals_the_earliest_check_shows() {
    check("52 male htn", &["-20 bp 186/112", "-18 up htn", "-10 up htn"], "check-by -4");
}

#[test]
fn the_patient_moved_with_a_red_open_is_grey_that_was_red() {
    let moved = json!({"patient": {"status": "moved", "statusAt": "2026-11-10"}});
    check_with("52 male htn", &[RED], &moved, "level G2, was-red true, was red");
    check_with("52 male htn", &["-60 bp 132/78"], &moved, "level none, reason moved");
}
