//! A broken row is refused, and the fault is named with its file and row.

use liangbing::engine::PACKS;
use liangbing::guideline::{GuidelineErrorCode as Code, Ruleset};
use serde_json::{Value, json};

#[track_caller]
fn refused(code: Code, item: &str, change: impl Fn(&mut Value)) {
    let mut packs: Value = serde_json::from_str(PACKS).expect("the packs are JSON");
    change(&mut packs["plan"]);
    let faults = Ruleset::load(&packs.to_string(), None).expect_err("it is broken");
    let named = faults.iter().any(|own| own.code == code && own.file == "plan/plan.toml" && own.item == item);
    assert!(named, "{item} not among {faults:#?}");
}

#[test]
fn every_fault_of_a_row_is_named() {
    let contact = |field: &'static str, value: Value| {
        move |plan: &mut Value| plan["contact"]["htn-quarter"][field] = value.clone()
    };
    refused(Code::UnknownField, "htn-quarter", contact("withn", json!("act-blue")));
    refused(Code::UnknownName, "htn-quarter", contact("within", json!("act-bleu")));
    refused(Code::Malformed, "htn-quarter", contact("from", json!("moon")));
    refused(Code::Malformed, "htn-quarter", contact("owner", json!("nobody")));
    refused(Code::NotCited, "htn-quarter", contact("cite", json!([])));
    refused(Code::NotCited, "htn-quarter", contact("cite", json!(["cn-bphs-2017"])));
    let test = |field: &'static str, value: Value| {
        move |plan: &mut Value| plan["test"]["dm-year"][field] = value.clone()
    };
    refused(Code::UnknownName, "dm-year", test("test", json!(["uacrr"])));
    refused(Code::Malformed, "dm-year", test("test", json!([])));
    refused(Code::Malformed, "dm-year", test("group", json!("yearly")));
    refused(Code::Malformed, "dm-year", test("every", json!(["tests-count", "monthly"])));
    refused(Code::UnitMissing, "dm-year", test("every", json!("target-hba1c")));
    refused(Code::UnknownName, "dm-year", test("when", json!("diabetes-diagnosd")));
    refused(Code::UnknownName, "dm-year", test("concern", json!("gout")));
    refused(Code::Malformed, "ras-blocker-untested", |plan| {
        plan["test"]["ras-blocker-untested"]["every"] = json!([]);
    });
}

#[test]
fn lessons_stand_in_their_order_and_none_is_left_out() {
    refused(Code::UnknownName, "sleep", |plan| plan["lesson-order"] = json!(["sleep"]));
    refused(Code::Unused, "measuring", |plan| {
        plan["lesson-order"] = json!(["low-glucose", "sick-days", "foot-care", "adherence"]);
    });
}
