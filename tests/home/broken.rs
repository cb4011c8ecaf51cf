//! A broken row is refused, and the fault is named with its file and row; every row has its words.

use liangbing::engine::{Engine, Locale, PACKS};
use liangbing::guideline::{GuidelineError, GuidelineErrorCode as Code, Ruleset};
use serde_json::{Value, json};

fn broken(change: impl Fn(&mut Value)) -> Vec<GuidelineError> {
    let mut packs: Value = serde_json::from_str(PACKS).expect("JSON");
    change(&mut packs["packs"]);
    Ruleset::load(&packs.to_string(), None).expect_err("a fault")
}

#[track_caller]
fn named(faults: &[GuidelineError], code: Code, file: &str, item: &str) {
    let named = faults.iter().any(|fault| fault.code == code && fault.file == file && fault.item == item);
    assert!(named, "{} {file} {item} not among {faults:#?}", code.code());
}

const HOME: &str = "cn-home-bp-2019/home.toml";
const ROW: &str = "home-first-day-dropped";

fn changed(field: &'static str, value: Value, code: Code) {
    let faults = broken(|packs| packs["cn-home-bp-2019"]["home"][ROW][field] = value.clone());
    named(&faults, code, HOME, ROW);
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    changed("of", json!("blood-presure"), Code::UnknownName);
    changed("of", json!("foot"), Code::Malformed);
    changed("setting", json!("kitchen"), Code::UnknownName);
    changed("timing", json!("noon"), Code::UnknownName);
    changed("dayz", json!("home-2019-days"), Code::UnknownField);
    changed("days", json!("no-such-number"), Code::UnknownName);
    changed("days", json!("home-2019-least-days"), Code::UnitMissing);
    changed("raised", json!("no-such-line"), Code::UnknownName);
    changed("cite", json!({}), Code::NotCited);
    changed("morning", json!(["home-2019-morning-from"]), Code::Malformed);
    changed("morning", json!(["home-2019-morning-to", "home-2019-morning-from"]), Code::Malformed);
    changed("least-days", json!("home-2019-days-dropped"), Code::Malformed);
}

#[test]
fn a_series_that_is_never_shown_or_a_line_for_no_pressure_is_named() {
    let faults = broken(|packs| {
        packs["cn-home-bp-2019"]["home"][ROW].as_object_mut().expect("a table").remove("lasts");
    });
    named(&faults, Code::Malformed, HOME, ROW);
    let faults =
        broken(|packs| packs["cn-dm-2024"]["home"]["smbg-fasting"]["raised"] = json!("home-raised-pressure"));
    named(&faults, Code::Malformed, "cn-dm-2024/home.toml", "smbg-fasting");
}

#[test]
fn a_row_of_two_packs_and_a_trend_of_nothing_are_named() {
    let faults = broken(|packs| {
        let row = packs["cn-home-bp-2019"]["home"][ROW].clone();
        packs["cn-htn-2024"]["home"][ROW] = row;
    });
    named(&faults, Code::Duplicate, "cn-htn-2024/home.toml", ROW);
    let faults = broken(|packs| packs["tiering"]["trends"]["trend-ldl"]["of"] = json!("fundus"));
    named(&faults, Code::Malformed, "tiering/trends.toml", "trend-ldl");
    let faults = broken(|packs| packs["tiering"]["trends"]["trend-ldl"]["witin"] = json!("yearly-tests"));
    named(&faults, Code::UnknownField, "tiering/trends.toml", "trend-ldl");
}

#[test]
fn every_row_has_its_words_in_both_languages() {
    let engine = Engine::builtin().expect("the built-in packs load");
    let ruleset = &engine.judge().ruleset;
    for locale in Locale::ALL {
        let words = &ruleset.words[locale.place()];
        for row in &ruleset.home {
            let readings = &row.series.readings;
            let setting = readings.setting.map_or("", liangbing::concept::Setting::code);
            let by_parts =
                words.find(&format!("home-of.{setting}")).is_some() && readings.timings.text().is_some();
            let named = words.find(&format!("home.{}", row.clause.id)).is_some();
            assert!(named || by_parts, "{} in {}", row.clause.id, locale.code());
        }
        for row in &ruleset.trends {
            let setting = row.readings.setting.map_or("home", liangbing::concept::Setting::code);
            assert!(words.find(&format!("home-of.{setting}")).is_some(), "{} in {}", row.id, locale.code());
        }
        for timing in liangbing::concept::Timing::ALL {
            assert!(words.find(&format!("timing.{}", timing.code())).is_some(), "{}", timing.code());
        }
        for state in liangbing::concept::ReferralState::ALL {
            assert!(words.find(&format!("state.{}", state.code())).is_some(), "{}", state.code());
        }
        for outcome in liangbing::concept::ReferralOutcome::ALL {
            assert!(words.find(&format!("state.{}", outcome.code())).is_some(), "{}", outcome.code());
        }
    }
}

#[test]
fn a_doubtful_row_waits_for_a_clinician() {
    let engine = Engine::builtin().expect("the built-in packs load");
    for row in &engine.judge().ruleset.home {
        let sure = row.clause.confidence == liangbing::guideline::Confidence::A;
        assert!(sure || row.clause.pending, "{}", row.clause.id);
    }
}
