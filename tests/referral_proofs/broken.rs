//! Data that does not hold is refused, each fault with its file and row.

use liangbing::engine::{Engine, PACKS};
use liangbing::guideline::GuidelineErrorCode as Code;
use serde_json::{Value, json};

#[track_caller]
fn refused(change: impl Fn(&mut Value), code: Code, row: &str) {
    let mut packs: Value = serde_json::from_str(PACKS).expect("JSON");
    change(&mut packs["referral"]);
    let faults = Engine::load(&packs.to_string(), None).expect_err("a refusal");
    let own = |fault: &&liangbing::guideline::GuidelineError| {
        fault.code == code && fault.file == "referral/referral.toml" && fault.item == row
    };
    assert!(faults.iter().any(|fault| own(&fault)), "{faults:#?}");
}

#[test]
fn every_fault_names_its_row() {
    refused(|own| own["up"]["acs"]["rules"] = json!(["htn-acz"]), Code::UnknownName, "acs");
    refused(|own| own["up"]["acs"]["rules"] = json!(["htn-class-2"]), Code::UnknownName, "acs");
    refused(|own| own["up"]["acs"]["to"] = json!("county-hospital"), Code::Malformed, "acs");
    refused(|own| own["up"]["acs"]["cite"] = json!([]), Code::NotCited, "acs");
    refused(|own| own["up"]["acs"]["colour"] = json!("red"), Code::UnknownField, "acs");
    refused(|own| own["up"]["paroxysms"]["when"] = json!("no-such"), Code::UnknownName, "paroxysms");
    refused(|own| own["up"]["paroxysms"]["concern"] = json!("gout"), Code::UnknownName, "paroxysms");
    refused(|own| own["up"]["paroxysms"]["urgency"] = json!("soon"), Code::UnknownName, "paroxysms");
    refused(|own| own["up"]["paroxysms"]["to"] = json!([]), Code::Malformed, "paroxysms");
    refused(|own| own["down"]["htn-plan"]["to"] = json!("hamlet"), Code::UnknownName, "htn-plan");
    refused(|own| own["keep"]["stable"]["levels"] = json!(["B9"]), Code::UnknownName, "stable");
    refused(|own| own["keep"]["stable"]["to"] = Value::Null, Code::Malformed, "stable");
    refused(|own| own["loop"]["seen"]["within"] = json!("no-such"), Code::UnknownName, "seen");
    refused(|own| own["loop"]["seen"]["owed-by"] = json!("nobody"), Code::Malformed, "seen");
    refused(|own| own["loop"]["lost"] = json!({}), Code::UnknownField, "loop");
    refused(
        |own| drop(own["loop"].as_object_mut().expect("a table").remove("checked")),
        Code::Malformed,
        "loop",
    );
}

#[test]
fn a_criterion_without_words_is_refused() {
    let mut packs: Value = serde_json::from_str(PACKS).expect("JSON");
    drop(packs["words"]["en"]["refer"].as_object_mut().expect("a table").remove("acs"));
    let faults = liangbing::guideline::Ruleset::judged(&packs.to_string(), None).expect_err("a refusal");
    assert!(
        faults.iter().any(|fault| fault.file == "words/en.toml" && fault.item == "refer.acs"),
        "{faults:#?}"
    );
}
