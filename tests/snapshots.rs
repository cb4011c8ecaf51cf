//! Photographs of whole assessments, in both languages, to be read when they change: `cargo insta review`,
//! or `INSTA_UPDATE=always cargo test --test snapshots` and the diff. Never edited by hand.
//!
//! The digest of packs and words is left out, or every change of a word would change every photograph.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};
use support::story::Story;
use support::{AS_OF, day};

/// Takes the photograph of a record in both languages.
fn photograph(name: &str, record: &Value) {
    let engine = Engine::builtin().expect("the built-in packs load");
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}: {name}"));
    for locale in Locale::ALL {
        let options = Options { locale, ..Options::on(day(AS_OF)) };
        let mut assessment = engine.assess(&record, &options);
        "[digest]".clone_into(&mut assessment.stamp.digest);
        let text = serde_json::to_string_pretty(&assessment).expect("an assessment is JSON");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}.{}", locale.code()), text);
        });
    }
}

fn told(name: &str, who: &str, story: &[&str]) {
    photograph(name, &Story::new(day(AS_OF)).who(who).tell(story).record());
}

#[test]
fn an_everyday_visit_of_both_diseases() {
    told(
        "both-diseases",
        "68 female htn dm not-pregnant on:amlodipine on:metformin",
        &[
            "-91 visit both 1, bp 146/84, fasting 6.4",
            "-60 hba1c 7.1, egfr 74, potassium 4.2, uacr 12",
            "0 08:10 bp 148/86, visit both",
            "0 08:12 fasting 7.4, no signs",
        ],
    );
}

#[test]
fn a_stroke_in_someone_without_a_diagnosis() {
    told("stroke", "70 male", &["0 09:00 bp 150/96, sign speech-loss acute, sign limb-weakness acute"]);
}

#[test]
fn a_critical_pressure_that_waits_for_its_repeat() {
    told(
        "critical-pressure",
        "52 male htn on:valsartan",
        &["-80 bp 134/82, visit htn 1", "0 08:00 bp 184/104"],
    );
}

#[test]
fn two_unsatisfied_visits_with_a_referral_open() {
    let visits = ["-40 visit htn 2, bp 158/96", "-12 visit htn 2, bp 152/94, up htn", "-2 phone htn"];
    told("two-unsatisfied", "58 male htn", &visits);
}

#[test]
fn the_check_after_a_low_glucose_was_seen_above() {
    let story = ["-60 random 2.7, sign sweating acute, up dm seen@-58", "-30 visit dm 1, fasting 6.1"];
    told("after-red", "72 female dm on:gliclazide", &story);
}

#[test]
fn treated_too_hard_at_82() {
    let story =
        ["0 visit both 1, fasting 5.2, hba1c 6.8, bp 104/60, heart-rate 46, sign fall, sign dizziness old"];
    told("over-treated", "82 male htn dm dementia on:gliclazide on:metoprolol", &story);
}

#[test]
fn blue_at_the_personal_target() {
    told(
        "at-target",
        "61 male htn on:amlodipine",
        &["-90 visit htn 1, bp 126/76", "0 visit htn 1, bp 124/76, no signs"],
    );
}

#[test]
fn ready_to_go_down() {
    told(
        "ready-down",
        "64 male htn on:amlodipine",
        &[
            "-200 bp 172/104, up htn seen@-190",
            "-100 creatinine 82",
            "-40 visit htn 1, bp 132/80",
            "-10 visit htn 1, bp 131/78",
        ],
    );
}

#[test]
fn expired_in_one_disease() {
    told(
        "expired",
        "66 female htn dm on:metformin",
        &["-130 visit dm 1, fasting 6.2", "-20 visit htn 1, bp 136/82", "-3 failed dm"],
    );
}

#[test]
fn red_and_refused() {
    told("was-red", "55 male htn", &["-30 bp 192/116, visit htn 2, up htn refused@-12", "-3 failed htn"]);
}

#[test]
fn pregnant_with_a_raised_pressure_and_glucose() {
    told("pregnant", "31 female pregnant", &["0 10:00 bp 146/92, fasting 5.4"]);
}

#[test]
fn unconfirmed_with_values_that_cannot_be_used() {
    let story = Story::new(day(AS_OF)).who("45 male").tell(&["-9 bp 144/92", "0 bp 80/120", "1 bp 130/80"]);
    let odd = json!({"observations": [
        {"at": "2026-11-19", "concept": "glucose", "value": 7.4},
        {"at": "2026-11-19", "concept": "symptom", "code": "itching-ears"},
    ]});
    photograph("unconfirmed", &story.with(&odd).record());
}
