//! Which level goes first, who must act and by when.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn levels_go_in_the_order_of_the_definition() {
    // Each line has both; the first goes first.
    check("52 male htn", &["0 bp 184/100, sign chest-pain"], "level R0, fires htn-bp-critical");
    check("52 male htn", &["0 visit htn 4, bp 184/100"], "level R1, fires htn-class-4");
    check("52 male htn", &["-400 bp 186/112 home, up htn refused@-390", "0 bp 128/78"], "level Y4");
    check("52 male htn", &["0 visit htn 3 adherence:none, bp 150/90"], "level Y2, fires htn-not-taken");
    check("52 male htn", &["0 visit htn adherence:none, bp 150/90"], "level Y1, fires htn-not-taken");
    let after = ["-60 bp 186/112, up htn seen@-50", "0 visit htn adherence:none, bp 128/78"];
    check("52 male htn", &after, "level Y3, fires htn-after-red");
    let unusable = ["-120 bp 132/78", "0 bp 80/120"];
    check("52 male htn", &unusable, "level G4, fires htn-expired");
}

#[test]
fn grey_that_was_red_goes_before_yellow() {
    let story = ["-60 bp 150/90, sign severe-headache, up htn refused@-10"];
    check("52 male htn", &story, "level G2, was-red true, fires htn-class-2");
}

#[test]
fn unconfirmed_goes_before_lost_and_expired_before_both() {
    check("52 male dm", &["-400 fasting 6.0", "-5 bp 150/90"], "level G3, htn G3, dm G2");
    check("52 male dm", &["-200 fasting 6.0", "-5 bp 150/90"], "level G1, htn G3, dm G1");
}

#[test]
fn the_patient_takes_the_worst_and_both_badges_show() {
    check("52 male htn dm", &["0 bp 128/78, fasting 8.0"], "level Y1, htn B1, dm Y1");
    check("52 male htn dm", &["0 bp 150/90, fasting 6.0"], "level Y1, htn Y1, dm B2");
    check("52 male htn dm", &["0 bp 184/100, fasting 6.0"], "level R1, htn R1, dm B2");
}

#[test]
fn a_quieter_blue_goes_before_one_at_target() {
    check("52 male htn dm", &["0 bp 128/78, fasting 6.0"], "level B2, htn B1, dm B2");
}

#[test]
fn now_comes_before_a_day_that_has_passed() {
    let overdue = ["-95 fasting 6.0", "0 bp 184/100, sign vomiting"];
    check("52 male htn dm", &overdue, "level R0, act-by 0, owner present-staff, dm B2, dm-act-by -5");
    let today = ["-95 fasting 6.0", "0 bp 184/100, no signs"];
    check("52 male htn dm", &today, "level R1, act-by 0, owner township-clinic, dm B2, dm-act-by -5");
    // Where nobody is asked for today, the earliest date stands.
    let fortnight = ["-95 fasting 6.0", "-2 visit htn 4, bp 128/78"];
    check("52 male htn dm", &fortnight, "level R2, act-by -5, owner village-doctor");
}

#[test]
fn act_by_goes_by_the_table() {
    check("52 male htn", &["0 bp 128/78, sign chest-pain"], "level R0, act-by 0, owner present-staff");
    check("52 male htn", &["0 bp 184/100"], "level R1, act-by 0, owner township-clinic");
    check("52 male htn", &["-5 visit htn 4, bp 128/78"], "level R2, act-by +9, owner township-clinic");
    check("52 male htn", &["-5 visit htn 3, bp 128/78"], "level Y2, act-by +9, owner village-doctor");
    check("52 male htn", &["-5 bp 150/90"], "level Y1, act-by +9, owner village-doctor");
    check("52 male dm", &["-5 fasting 6.0", "-2 hba1c 8.0"], "level Y3, act-by +12");
    check("52 male dm", &["-9 hba1c 8.0", "-5 fasting 6.0"], "level Y3, act-by +9");
    check("71 male htn on:amlodipine", &["-1 bp 88/60, no signs"], "level Y3, act-by +1");
    check("52 male htn", &["-5 bp 128/78"], "level B1, act-by +85, owner village-doctor");
    check("52 male htn", &["-110 bp 128/78"], "level G1, act-by +10, owner village-doctor");
    check("52 male htn", &["-10 phone htn"], "level G1, act-by +14");
    check("52 male htn", &["-366 bp 128/78"], "level G2, act-by +30, owner grid-volunteer");
    check("52 male", &["-5 bp 150/90"], "level G3, act-by +23, owner village-doctor");
    check("52 male htn", &["-5 bp 128/78", "-1 bp 80/120"], "level G4, act-by 0");
}

#[test]
fn an_unanswered_red_of_today_is_due_on_the_as_of_day() {
    check("52 male htn", &["-50 bp 184/100 home", "-3 bp 128/78 home, bp 190/90 home"], "level R1, act-by 0");
}

#[test]
fn act_by_is_the_earliest_of_all_that_fired_with_its_owner() {
    let story = ["-10 fasting 8.0", "0 visit htn 4, bp 128/78"];
    check(
        "52 male htn dm",
        &story,
        "level R2, act-by +4, owner village-doctor, htn-act-by +14, dm-act-by +4",
    );
}

#[test]
fn urgency_and_place_go_by_the_level_and_the_rule() {
    check("52 male htn", &["0 sign chest-pain"], "urgency emergency, to county-hospital, check-by +14");
    check("52 male htn", &["0 bp 184/100"], "urgency today, to township-clinic, check-by +14");
    check("52 male htn", &["0 bp 128/78, heart-rate 135, no signs"], "urgency today, to county-hospital");
    check("52 male htn", &["0 visit htn 4, bp 128/78"], "urgency within-14-days, to county-hospital");
    check(
        "52 male",
        &["-20 bp 150/90", "-10 bp 150/90", "0 bp 150/90"],
        "urgency within-14-days, to township-clinic",
    );
    check("52 male htn", &["0 bp 150/90"], "referral none");
}

#[test]
fn check_by_counts_from_the_referral_or_else_from_the_finding() {
    check("52 male htn", &["-10 visit htn 4, bp 128/78"], "check-by +4");
    check("52 male htn", &["-10 visit htn 4, bp 128/78", "-8 up htn"], "check-by +6");
}

#[test]
fn management_follows_the_colour() {
    check("52 male htn", &["0 bp 184/100"], "management key");
    check("52 male htn", &["-20 bp 186/112 home, up htn refused@-10"], "management key");
    check("52 male dm on:insulin-nph", &["-400 fasting 6.0"], "level G2, management key");
    check("52 male dm", &["-400 fasting 6.0"], "management general");
    check("52 male htn", &["0 bp 150/90"], "management regular");
    check("52 male htn", &["-110 bp 128/78"], "management regular");
    check("52 male htn stroke", &["0 bp 128/78"], "management regular");
    check("52 male htn", &["0 bp 128/78"], "management general");
}

#[test]
fn other_schemes_are_told() {
    check("52 male htn", &["0 bp 184/100"], "three red, wenzhou red, hearts uncontrolled");
    check("52 male htn", &["0 bp 150/90"], "three yellow, wenzhou orange, hearts uncontrolled");
    check("52 male htn", &["0 bp 128/78"], "three green, wenzhou yellow, hearts controlled");
    check("52 male htn", &["-110 bp 128/78"], "three yellow, hearts no-visit");
    check("52 male htn", &["-400 bp 128/78"], "three yellow, hearts lost");
    check("52 male", &["0 bp 150/90"], "three yellow, wenzhou blue");
    check("52 male", &["0 bp 120/70"], "wenzhou green");
}

#[test]
fn the_order_of_the_list_never_matters() {
    let one = ["-30 bp 150/90", "0 08:00 bp 182/104", "0 08:10 bp 172/100"];
    let other = [one[2], one[0], one[1]];
    let [one, other] = [one, other].map(|story| crate::support::answer("52 male htn", &story));
    for part in ["/tier", "/concerns", "/referral", "/timeline"] {
        assert_eq!(one.at(part), other.at(part), "{part}");
    }
}

#[test]
fn the_floor_is_what_it_is_if_every_gap_is_harmless() {
    check("52 male htn", &["0 bp 128/78"], "level B1, floor B1, ceiling R0");
    check("52 male htn", &["0 bp 128/78, sign dizziness, sign nausea"], "level R1, floor B1");
    check("52 male htn", &["0 bp 184/100"], "floor R1, ceiling R0");
    check_with("52 male htn", &["0 visit htn 1"], &json!({}), "level G1, floor B2, ceiling R0");
}

#[test]
fn an_overdue_visit_of_a_quieter_rule_does_not_stand_before_an_emergency() {
    check("52 male htn", &["-400 bp 132/78, sign chest-pain"], "level R1, act-by 0, owner township-clinic");
    let overdue = ["-100 fasting 6.0", "0 bp 128/78, sign limb-weakness"];
    check("52 male htn dm", &overdue, "level R0, act-by 0, owner present-staff");
}
