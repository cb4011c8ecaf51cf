//! The open-box cases: the numbers are the table's.

use crate::support::{answer, check, check_later};

#[test]
fn case_1_a_68_year_old_at_148_over_86_is_class_1_and_blue() {
    check("68 male htn", &["0 bp 148/86"], "level B2, class controlled");
}

#[test]
fn case_2_a_64_year_old_at_148_over_86_for_the_first_time_is_class_2_and_yellow_for_14_days() {
    check("64 male htn", &["0 bp 148/86"], "level Y1, class uncontrolled, consecutive 1, act-by +14");
}

#[test]
fn case_4_a_critical_pressure_is_a_timer_until_a_repeat_clears_it_to_yellow() {
    let before = "-90 visit htn 1, bp 132/78";
    check("52 male htn", &[before, "0 08:00 bp 182/104"], "level R1, pending true");
    let repeated = [before, "0 08:00 bp 182/104", "0 08:10 bp 172/100"];
    check("52 male htn", &repeated, "level Y1, pending false");
}

#[test]
fn case_6_a_pressure_of_186_over_112_twice_is_red_today() {
    let story = ["0 08:00 bp 186/112", "0 08:10 bp 186/112"];
    check("52 male htn", &story, "level R1, pending false, act-by 0");
}

#[test]
fn case_8_a_fasting_glucose_of_6_9_with_an_hba1c_of_8_6_is_class_1_but_yellow() {
    check(
        "52 male dm",
        &["-35 hba1c 8.6", "0 fasting 6.9"],
        "level Y3, class controlled, fires dm-hba1c-above",
    );
}

#[test]
fn case_10_a_fasting_glucose_of_16_7_is_red_though_well_and_16_6_is_yellow() {
    check("52 male dm", &["0 fasting 16.7, no signs"], "level R1");
    check("52 male dm", &["0 fasting 16.6, no signs"], "level Y1");
}

#[test]
fn case_11_blue_lasts_106_days_and_turns_grey_on_the_107th() {
    check("52 male htn", &["-106 bp 132/78"], "colour blue");
    check("52 male htn", &["-107 bp 132/78"], "level G1, was blue");
    check_later(106, "52 male htn", &["0 bp 132/78"], "level B2, valid-until 0");
    check_later(107, "52 male htn", &["0 bp 132/78"], "level G1, was blue");
}

#[test]
fn case_13_blue_hypertension_and_expired_diabetes_are_grey_with_both_badges() {
    let story = ["-120 fasting 6.0", "0 bp 132/78"];
    check("52 male htn dm", &story, "level G1, colour grey, htn-colour blue, dm-colour grey");
}

#[test]
fn case_15_an_unusable_pressure_alone_is_grey_and_an_impossible_one_is_red_and_flagged() {
    check("52 male htn", &["0 bp 80/120"], "level G4, flagged true");
    check("52 male htn", &["0 bp 110/190"], "level R1, pending true, flagged true");
    check("52 male htn", &["0 bp 400/90"], "level R1, pending true, flagged true");
}

#[test]
fn case_17_after_a_red_was_closed_a_class_1_visit_is_yellow_and_the_next_blue() {
    let red = "-60 bp 186/112, up htn seen@-40";
    check("52 male htn", &[red, "0 bp 138/84"], "level Y4");
    check("52 male htn", &[red, "-14 bp 138/84", "0 bp 138/84"], "level B2");
}

#[test]
fn case_19_the_mean_of_two_readings_20_minutes_apart_is_kept_unrounded() {
    check("50 male htn", &["0 08:00 bp 179/80", "0 08:20 bp 138/80"], "level Y1");
    check("50 male htn", &["0 08:00 bp 180/80", "0 08:20 bp 138/80"], "level Y1, pending false");
    let mean = answer("50 male htn", &["0 08:00 bp 179/80", "0 08:20 bp 138/80"]);
    let because = mean.at("/findings/0/because").to_string();
    assert!(because.contains("158.5/80"), "{because}");
}

#[test]
fn case_20_a_critical_pressure_that_follows_a_quiet_one_stands() {
    let story = ["0 08:00 bp 148/92", "0 08:06 bp 184/100"];
    check("52 male htn", &story, "level R1, pending true");
}

#[test]
fn case_21_an_old_red_stays_red_until_class_1_visits_answer_it() {
    let red = "-240 bp 186/112";
    check("52 male htn", &[red], "level R1");
    check("52 male htn", &[red, "-30 bp 132/78"], "level Y4");
    check("52 male htn", &[red, "-30 bp 132/78", "0 bp 132/78"], "colour blue");
}

#[test]
fn case_22_without_diabetes_and_drugs_a_glucose_of_3_7_has_no_colour_and_2_7_is_red() {
    check("52 male", &["0 random 3.7"], "level none, reason not-a-patient");
    check("52 male", &["0 random 2.7"], "level R1");
}

#[test]
fn case_23_on_three_drugs_and_well_86_over_54_is_yellow_for_2_days_and_78_over_50_red() {
    let who = "71 male htn on:amlodipine on:valsartan on:hydrochlorothiazide";
    check(who, &["0 bp 86/54, no signs"], "level Y3, act-by +2");
    check(who, &["0 bp 78/50, no signs"], "level R1");
}

#[test]
fn case_24_a_recorded_class_1_does_not_hide_162_over_98() {
    check("50 male htn", &["0 visit htn 1, bp 162/98"], "class uncontrolled, level Y1");
}

#[test]
fn case_25_three_raised_days_are_red_until_the_diagnosis_ends_them() {
    let days = ["-21 bp 146/92", "-14 bp 150/94", "-7 bp 148/90"];
    check("50 male", &days, "level R2");
    let diagnosed = [days[0], days[1], days[2], "0 is htn, bp 144/90"];
    check("50 male", &diagnosed, "level Y1, not htn-screen-3-days");
}
