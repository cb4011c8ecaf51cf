//! Referral both ways: every criterion, the place where the user works, who keeps the patient, and the way of a referral.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod referral_proofs;
mod support;

use std::sync::LazyLock;

use liangbing::engine::CareLevel::{County, Township, Village};
use liangbing::engine::{CareLevel, Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};
use support::story::Story;
use support::{AS_OF, day};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn options() -> Options {
    Options { locale: Locale::En, ..Options::on(day(AS_OF)) }
}

fn assess(record: &Value, options: &Options) -> Value {
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}: {record}"));
    serde_json::to_value(ENGINE.assess(&record, options)).expect("JSON")
}

fn told(who: &str, story: &[&str]) -> Value {
    Story::new(day(AS_OF)).who(who).tell(story).record()
}

fn answer(who: &str, story: &[&str]) -> Value {
    assess(&told(who, story), &options())
}

fn at_level(level: CareLevel, who: &str, story: &[&str]) -> Value {
    assess(&told(who, story), &Options { level, ..options() })
}

/// The words of a criterion in English.
fn words(row: &str) -> String {
    let [_, en] = &ENGINE.judge().ruleset.words;
    en.find(&format!("refer.{row}")).unwrap_or_else(|| panic!("`{row}` has no words")).to_owned()
}

/// On which list of the referral a criterion stands.
fn list(answer: &Value, row: &str) -> &'static str {
    let start = format!("{} (", words(row));
    let lists = ["met", "notMet", "unknown"].into_iter().filter(|list| {
        let own = answer["referral"][list].as_array().map(Vec::as_slice).unwrap_or_default();
        own.iter().any(|text| text.as_str().is_some_and(|text| text.starts_with(&start)))
    });
    match lists.collect::<Vec<_>>().as_slice() {
        [] => "none",
        [only] => only,
        many => panic!("{row} stands on {many:?}"),
    }
}

/// Direction, urgency, place and step.
fn brief(answer: &Value) -> String {
    let own = &answer["referral"];
    if own.is_null() {
        return "none".to_owned();
    }
    let part = |key: &str| own[key].as_str().unwrap_or("-").to_owned();
    [part("direction"), part("urgency"), part("to"), part("step")].join(" ")
}

fn settles(answer: &Value, row: &str) -> bool {
    let gaps = answer["gaps"].as_array().expect("a list");
    gaps.iter().any(|gap| gap["wouldSettle"].as_array().expect("a list").iter().any(|own| own == row))
}

#[test]
fn a_colour_that_refers_decides_and_a_criterion_without_one_stays_beside_it() {
    let story = ["-30 egfr 50", "0 bp 184/112"];
    let red = answer("58 female htn dm", &story);
    assert_eq!(brief(&red), "up today township-clinic refer");
    assert_eq!(red["referral"]["rules"], json!(["htn-bp-critical"]));
    assert_eq!((list(&red, "critical-pressure"), list(&red, "kidney-filtration")), ("met", "met"));
    let calm = answer("58 male htn dm", &["-30 egfr 50", "0 bp 128/78, fasting 6.2"]);
    assert_eq!(calm["tier"]["colour"], "blue", "no colour comes of it");
    assert_eq!(brief(&calm), "up routine county-hospital refer");
    assert_eq!(calm["referral"]["rules"], json!(["kidney-filtration"]));
    assert_eq!(calm["referral"]["review"], "pending", "its urgency waits for a clinician");
    assert_eq!(calm["referral"]["checkBy"], "2026-12-04");
    let cards = calm["cards"].as_array().expect("cards");
    assert!(cards.iter().all(|card| card["level"] != "R2"), "and no card: {cards:?}");
}

#[test]
fn what_is_seen_above_is_not_asked_for_again_within_a_year() {
    let after = |closed: &str| {
        brief(&answer(
            "58 male htn dm",
            &[
                "-400 egfr 50",
                closed,
                "-20 visit both 1, bp 128/78, fasting 6.2",
                "0 visit both 1, bp 128/78, fasting 6.2",
            ],
        ))
    };
    assert_eq!(after("-390 up dm routine seen@-366"), "up routine county-hospital refer");
    assert_eq!(after("-390 up dm routine seen@-365"), "none");
    assert_eq!(after("-390 up dm routine refused@-300"), "up routine county-hospital refer", "nobody saw it");
    assert_eq!(
        after("-390 up htn routine seen@-300"),
        "up routine county-hospital refer",
        "of the other disease"
    );
    assert_eq!(after("-10 up dm routine"), "up routine county-hospital refer", "open: shown as what is open");
    let open = answer("58 male htn dm", &["-400 egfr 50", "-10 up dm routine", "0 bp 128/78, fasting 6.2"]);
    assert_eq!(open["referral"]["rules"], json!([]), "already referred for it");
    assert_eq!(open["referral"]["loop"][0]["next"], "accepted");
}

#[test]
fn unknown_criteria_never_refer_and_are_asked_for() {
    let calm = answer("58 male htn dm", &["0 bp 128/78, fasting 6.2"]);
    assert_eq!(brief(&calm), "none");
    for row in ["kidney-filtration", "kidney-albumin", "retina-severe"] {
        assert!(settles(&calm, row), "{row}: {}", calm["gaps"]);
    }
    let nobody = answer("58 male", &["0 bp 128/78"]);
    assert_eq!((brief(&nobody), nobody["care"].is_null()), ("none".into(), true));
}

#[test]
fn nobody_is_referred_to_where_they_are() {
    let stroke: (&str, &[&str]) = ("70 male", &["0 bp 150/96, sign speech-loss acute"]);
    let critical: (&str, &[&str]) = ("52 male htn", &["0 bp 184/104"]);
    let twice: (&str, &[&str]) =
        ("58 male htn", &["-40 visit htn 2, bp 158/96", "-12 visit htn 2, bp 152/94"]);
    let at = |level, (who, story): (&str, &[&str])| {
        let answer = at_level(level, who, story);
        let label = answer["cards"][0]["actions"].as_array().expect("actions");
        let label =
            label.iter().find(|action| action["kind"] == "refer").expect("a referral")["label"].clone();
        (brief(&answer), label.as_str().expect("text").to_owned())
    };
    let both = |step: &str, label: &str| (step.to_owned(), label.to_owned());
    assert_eq!(
        at(Village, stroke),
        both("up emergency county-hospital refer", "Refer to the county hospital, at once")
    );
    assert_eq!(at(County, stroke), both("up emergency county-hospital admit", "Admit here, at once"));
    assert_eq!(
        at(Village, critical),
        both("up today township-clinic refer", "Refer to the township clinic, today")
    );
    assert_eq!(
        at(Township, critical),
        both("up today township-clinic internal", "See the doctor here, today")
    );
    assert_eq!(
        at(County, critical),
        both("up today township-clinic consult", "Ask the specialist here, today")
    );
    assert_eq!(at(Township, twice).0, "up within-14-days county-hospital refer");
    assert_eq!(at(County, twice).0, "up within-14-days county-hospital consult");
    let ready: (&str, &[&str]) = (
        "64 male htn on:amlodipine",
        &[
            "-200 bp 172/104, up htn seen@-190",
            "-100 creatinine 82",
            "-40 visit htn 1, bp 132/80",
            "-10 visit htn 1, bp 131/78",
        ],
    );
    assert_eq!(
        at(County, ready),
        both("down routine township-clinic refer", "Refer to the township clinic, routine")
    );
    assert_eq!(at(Township, ready).0, "down routine village-clinic refer");
    let label = "Take over the follow-up here; ask for the plan in writing";
    assert_eq!(at(Village, ready), both("down routine village-clinic internal", label));
}

#[test]
fn who_keeps_the_patient_and_what_the_place_may_do() {
    let keeps = |level, who: &str, story: &[&str]| {
        let care = at_level(level, who, story)["care"].clone();
        let part = |key: &str| care[key].as_str().unwrap_or("-").to_owned();
        assert!(!part("text").is_empty() && care["review"] == "pending", "{care}");
        [part("at"), part("with"), part("here")].join(" ")
    };
    let blue: &[&str] = &["0 visit htn 1, bp 124/76"];
    assert_eq!(keeps(Village, "61 male htn", blue), "village-clinic - village-clinic");
    assert_eq!(keeps(County, "61 male htn", blue), "village-clinic - county-hospital");
    assert_eq!(
        keeps(Township, "61 male htn", &["0 visit htn 2, bp 150/92"]),
        "village-clinic township-clinic township-clinic"
    );
    assert_eq!(
        keeps(Village, "61 male htn", &["-130 visit htn 1, bp 124/76"]),
        "village-clinic - village-clinic"
    );
    assert_eq!(keeps(Village, "61 male htn", &["0 bp 184/104"]), "township-clinic - village-clinic");
    assert_eq!(keeps(Village, "61 male htn", &["0 sign chest-pain"]), "county-hospital - village-clinic");
}

#[test]
fn every_level_has_one_keeper() {
    let keepers = &ENGINE.judge().ruleset.referrals.keepers;
    for level in liangbing::concept::Level::ALL.iter().filter(|level| !level.is_red()) {
        let own =
            keepers.iter().filter(|own| own.levels.iter().any(|own| own.code() == level.code())).count();
        assert_eq!(own, 1, "{}", level.code());
    }
}

#[test]
fn all_must_hold_on_the_way_down_and_what_is_unknown_holds_back() {
    let stable = ["-100 creatinine 82", "-40 visit htn 1, bp 132/80", "-10 visit htn 1, bp 131/78"];
    let down = |who: &str, story: &[&str]| at_level(CareLevel::Township, who, story);
    let whole = down("64 male htn on:amlodipine", &stable);
    assert_eq!(brief(&whole), "down routine village-clinic refer");
    for row in ["htn-diagnosis", "htn-plan", "htn-stable", "htn-complication", "htn-controlled", "htn-kidney"]
    {
        assert_eq!(list(&whole, row), "met", "{row}");
    }
    assert_eq!((&whole["referral"]["notMet"], &whole["referral"]["unknown"]), (&json!([]), &json!([])));
    let untested = down("64 male htn on:amlodipine", &stable[1..]);
    assert_eq!(brief(&untested), "none");
    assert!(settles(&untested, "htn-kidney"), "{}", untested["gaps"]);
    let unlisted = down("64 male htn", &stable);
    assert_eq!(brief(&unlisted), "none");
    assert!(settles(&unlisted, "htn-plan"), "{}", unlisted["gaps"]);
    let once = down("64 male htn on:amlodipine", &["-100 creatinine 82", "-10 visit htn 1, bp 131/78"]);
    assert_eq!(brief(&once), "none", "one visit is not stable");
    let unclear = down(
        "64 male htn on:amlodipine",
        &[stable[0], stable[1], "-10 visit htn 1, bp 131/78, maybe secondary-hypertension"],
    );
    assert_ne!(brief(&unclear), "down routine village-clinic refer");
    let village = at_level(CareLevel::Village, "64 male htn on:amlodipine", &stable);
    assert_eq!(brief(&village), "none", "there is no way down from a village");
    let both = [
        "-100 creatinine 82, uacr 12, fundus none, foot-pulse normal, hba1c 6.6",
        "-40 visit both 1, bp 132/80, fasting 6.0",
        "-10 visit both 1, bp 131/78, fasting 6.1",
    ];
    let who = "64 male htn dm on:amlodipine on:metformin";
    let ready = down(who, &both);
    assert_eq!(brief(&ready), "down routine village-clinic refer");
    for row in ["dm-diagnosis", "dm-plan", "dm-stable", "dm-acute", "dm-evaluated", "htn-stable"] {
        assert_eq!(list(&ready, row), "met", "{row}");
    }
    let unseen = down(who, &["-100 creatinine 82, uacr 12, foot-pulse normal, hba1c 6.6", both[1], both[2]]);
    assert_eq!(brief(&unseen), "none", "no fundus");
    assert!(settles(&unseen, "dm-evaluated"), "{}", unseen["gaps"]);
}

#[test]
fn no_summary_grows_too_long_and_no_label_is_open() {
    for level in [CareLevel::Village, CareLevel::Township, CareLevel::County] {
        for record in liangbing::synth::Synth::new(7, day(AS_OF)).take(60) {
            for locale in Locale::ALL {
                let answer = assess(&record, &Options { level, locale, ..options() });
                for card in answer["cards"].as_array().expect("cards") {
                    assert!(card["summary"].as_str().expect("text").chars().count() < 140);
                }
                let text = answer["referral"].to_string() + &answer["care"].to_string();
                assert!(!text.contains("[refer") && !text.contains('—'), "{text}");
            }
        }
    }
}
