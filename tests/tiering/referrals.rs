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
