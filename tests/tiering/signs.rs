//! Specific and non-specific signs.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn specific_signs_fire_unless_said_old() {
    let signs = [
        ("altered-consciousness", "R0"),
        ("speech-loss", "R0"),
        ("limb-weakness", "R0"),
        ("chest-pain", "R0"),
        ("orthopnoea", "R0"),
        ("severe-headache", "R1"),
        ("sudden-vision-loss", "R1"),
    ];
    for (sign, level) in signs {
        for how in ["", "acute"] {
            let line = format!("0 bp 128/78, sign {sign} {how}");
            check("52 male htn", &[&line], &format!("level {level}"));
        }
    }
    for sign in ["severe-headache", "sudden-vision-loss"] {
        check("52 male htn", &[&format!("0 bp 128/78, sign {sign} old")], "level B1");
    }
}

#[test]
fn a_class_written_that_day_does_not_answer_a_specific_sign() {
    check("52 male htn", &["0 visit htn 1, bp 128/78, sign chest-pain"], "level R0");
}

#[test]
fn the_first_five_said_old_want_a_known_cause() {
    let pairs = [
        ("altered-consciousness", &["dementia"][..]),
        ("speech-loss", &["stroke", "tia"]),
        ("limb-weakness", &["stroke", "tia"]),
        ("chest-pain", &["coronary-heart-disease", "angina", "myocardial-infarction"]),
        ("orthopnoea", &["heart-failure", "copd"]),
    ];
    for (sign, causes) in pairs {
        let line = format!("0 bp 128/78, sign {sign} old");
        check("52 male htn", &[&line], "level R2, fires htn-old-sign, act-by +14");
        check("52 male htn asthma", &[&line], "level R2");
        for cause in causes {
            check(&format!("52 male htn {cause}"), &[&line], "level B1");
        }
    }
}

#[test]
fn synonyms_count_as_their_sign() {
    check("52 male htn", &["0 sign drowsiness"], "fires htn-consciousness");
    check("52 male htn", &["0 sign apathy"], "fires htn-consciousness");
    check("52 male htn", &["0 sign facial-droop"], "fires htn-stroke-sign");
    check("52 male htn", &["0 bp 184/100, sign repeated-vomiting"], "fires htn-crisis-with-sign");
}

#[test]
fn with_means_the_same_day_and_not_said_old() {
    check("52 male htn", &["-1 bp 128/78, sign vomiting old", "0 bp 184/100, no signs"], "level R1");
    check("52 male htn", &["0 bp 184/100, sign vomiting"], "level R0");
    check(
        "52 male htn",
        &["0 bp 184/100, sign vomiting old, no severe-headache, no dyspnoea"],
        "not htn-crisis-with-sign",
    );
}

#[test]
fn each_group_of_non_specific_signs_fires_when_acute() {
    let signs = [
        "dizziness",
        "nausea",
        "vomiting",
        "poor-appetite",
        "blurred-vision",
        "eye-pain",
        "palpitation",
        "chest-tightness",
        "dyspnoea",
        "sweating",
        "hunger",
        "polydipsia",
        "polyuria",
        "abdominal-pain",
        "nosebleed",
    ];
    for sign in signs {
        check(
            "52 male htn",
            &[&format!("0 bp 128/78, sign {sign} acute")],
            "level R1, fires htn-nonspecific",
        );
        check("52 male htn", &[&format!("0 bp 128/78, sign {sign} old")], "level B1");
        check("52 male htn", &[&format!("0 bp 128/78, sign {sign}")], "level B1, possible htn-nonspecific");
    }
}

#[test]
fn two_groups_not_answered_are_red_today_and_two_signs_of_one_are_not() {
    check("52 male htn", &["0 bp 128/78, sign nosebleed, sign eye-pain"], "level R1");
    check("52 male htn", &["0 bp 128/78, sign blurred-vision, sign eye-pain"], "level B1");
    check("52 male htn", &["0 bp 128/78, sign palpitation, sign chest-tightness"], "level B1");
}

#[test]
fn a_class_written_at_that_day_s_visit_answers_no() {
    check("52 male htn", &["0 visit htn 1, bp 128/78, sign nosebleed, sign dizziness"], "level B1");
    check("52 male htn", &["0 visit htn, bp 128/78, sign nosebleed, sign dizziness"], "level R1");
    check("52 male htn", &["-1 visit htn 1, bp 128/78", "0 sign nosebleed, sign dizziness"], "level R1");
    check("52 male htn", &["0 visit htn 1, bp 128/78, sign nosebleed acute"], "level R1");
}

#[test]
fn one_group_with_a_high_or_low_glucose_is_red_today() {
    check("52 male htn", &["0 bp 128/78, random 13.9, sign dizziness"], "level R1, fires htn-nonspecific");
    check("52 male htn", &["0 bp 128/78, random 13.8, sign dizziness"], "htn B1");
    check("52 male htn", &["0 bp 128/78, random 3.9, sign dizziness"], "level R1");
}

#[test]
fn nausea_or_poor_appetite_on_an_sglt2_inhibitor_is_red_today() {
    check("52 male dm on:dapagliflozin", &["0 fasting 6.0, sign nausea"], "level R1");
    check("52 male dm on:dapagliflozin", &["0 fasting 6.0, sign poor-appetite"], "level R1");
    check("52 male dm on:metformin", &["0 fasting 6.0, sign nausea"], "level B2");
}

#[test]
fn falls_oedema_and_numbness_are_not_signs() {
    for sign in ["fall", "leg-oedema", "limb-numbness"] {
        check("52 male htn", &[&format!("0 bp 128/78, sign {sign} acute")], "level B1");
    }
}

#[test]
fn signs_belong_to_each_diagnosed_concern_else_to_hypertension() {
    check("52 male htn dm", &["0 bp 128/78, fasting 6.0, sign chest-pain"], "htn R0, dm R0");
    check("52 male dm", &["0 fasting 6.0, sign chest-pain"], "htn none, dm R0");
    check("52 male", &["0 sign chest-pain"], "htn R0, dm none");
}

#[test]
fn an_unknown_sign_is_set_aside_and_a_gap_remains() {
    let odd = json!({"observations": [{"at": "2026-11-20", "concept": "symptom", "code": "itching-ears"}]});
    check_with("52 male htn", &["0 bp 128/78"], &odd, "level B1, aside unknown-code, gap symptom");
}

#[test]
fn acute_chest_tightness_with_sweating_is_an_emergency_and_alone_is_red_today() {
    check("52 male htn", &["0 bp 128/78, sign chest-tightness, sign sweating"], "level R0");
    check("52 male htn", &["0 bp 128/78, sign chest-tightness acute, no sweating"], "level R1");
    check("52 male htn", &["0 bp 128/78, sign chest-tightness, sign sweating old"], "not htn-acs");
}
