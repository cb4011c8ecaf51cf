//! Open referrals.

use crate::support::{check, check_later};

#[test]
fn an_open_up_referral_is_red_unless_routine() {
    check("52 male htn", &["-10 bp 128/78, up htn"], "level R2, fires htn-open-referral");
    check("52 male htn", &["-10 bp 128/78, up htn routine"], "level B1");
    check("52 male htn", &["-10 bp 128/78, down htn"], "level B1");
}

#[test]
fn a_referral_of_unknown_rule_belongs_to_each_diagnosed_concern_else_to_hypertension() {
    check("52 male htn dm", &["-10 bp 128/78, fasting 6.0, up"], "htn R2, dm R2");
    check("52 male dm", &["-10 fasting 6.0, up"], "htn none, dm R2");
    check("52 male", &["-10 up"], "htn R2, dm none");
}

#[test]
fn it_is_open_until_the_day_it_is_closed() {
    let story = ["-10 bp 128/78, up htn seen@0"];
    check_later(-1, "52 male htn", &story, "level R2");
    check("52 male htn", &story, "not htn-open-referral");
}

#[test]
fn a_plain_referral_ends_with_its_own_loop() {
    check("52 male htn", &["-60 bp 128/78, up htn seen@-50", "-20 bp 128/78"], "level B1");
}

#[test]
fn refused_is_grey_that_was_red_until_heard_of_again() {
    check(
        "52 male htn",
        &["-60 bp 128/78, up htn refused@-10"],
        "level G2, was-red true, owner village-doctor",
    );
}

#[test]
fn a_home_reading_after_the_closing_does_not_find_the_three_raised_days_again() {
    let days = ["-30 bp 146/92", "-25 bp 150/94", "-20 bp 148/90"];
    let closed = [days[0], days[1], days[2], "-20 up htn seen@-10", "-5 bp 124/76 home"];
    check("50 male", &closed, "not htn-screen-3-days");
}

#[test]
fn a_phone_contact_after_the_closing_does_not_find_two_unsatisfied_visits_again() {
    let story = ["-40 bp 150/90", "-20 bp 150/90, up htn seen@-10", "-5 phone htn"];
    check("52 male htn", &story, "not htn-two-unsatisfied");
    check("52 male htn", &["-10 bp 150/90", "-4 bp 150/90", "0 phone htn"], "not htn-two-unsatisfied");
}

#[test]
fn a_value_without_a_visit_does_not_find_a_class_again() {
    let story = ["-40 visit htn 4, bp 128/78, up htn seen@-10", "-5 bp 124/76 home, potassium 4.0"];
    check("52 male htn", &story, "not htn-class-4 htn-new-event");
}
