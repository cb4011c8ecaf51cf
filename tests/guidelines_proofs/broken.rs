//! A broken pack is refused, and the fault is named with its file and item.

use liangbing::engine::PACKS;
use liangbing::guideline::{GuidelineError, GuidelineErrorCode as Code, Ruleset};
use serde_json::{Value, json};

/// The packs with one change.
fn broken(change: impl Fn(&mut Value)) -> Vec<GuidelineError> {
    let mut packs: Value = serde_json::from_str(PACKS).unwrap();
    change(&mut packs);
    match Ruleset::load(&packs.to_string(), None) {
        Err(faults) => faults,
        Ok(ruleset) => ruleset.soundness(),
    }
}

#[track_caller]
fn names(faults: &[GuidelineError], code: Code, file: &str, item: &str) {
    let named = faults.iter().any(|fault| fault.code == code && fault.file == file && fault.item == item);
    assert!(named, "{} {file} {item} not among {faults:#?}", code.code());
}

const RULE: &str = "cn-bphs-2017/rules/htn-bp-critical.toml";
const CRITERIA: &str = "cn-bphs-2017/criteria.toml";
const PARAMETERS: &str = "cn-bphs-2017/parameters.toml";

fn norm(packs: &mut Value) -> &mut Value {
    &mut packs["packs"]["cn-bphs-2017"]
}

fn rule(packs: &mut Value) -> &mut Value {
    &mut norm(packs)["rules"]["htn-bp-critical"]
}

#[test]
fn what_is_no_json_or_no_table_is_malformed() {
    let faults = Ruleset::load("{", None).unwrap_err();
    names(&faults, Code::Malformed, "", "");
    let faults = Ruleset::load("[]", None).unwrap_err();
    names(&faults, Code::Malformed, "", "");
}

#[test]
fn a_misspelt_field_is_named_wherever_it_stands() {
    let faults = broken(|packs| rule(packs)["lokced"] = json!(true));
    names(&faults, Code::UnknownField, RULE, "htn-bp-critical");
    let faults = broken(|packs| rule(packs)["then"]["urgency"] = json!("today"));
    names(&faults, Code::UnknownField, RULE, "htn-bp-critical");
    let faults = broken(|packs| norm(packs)["parameters"]["critical-sbp"]["confidance"] = json!("A"));
    names(&faults, Code::UnknownField, PARAMETERS, "critical-sbp");
    let faults = broken(|packs| norm(packs)["criteria"]["feverish"]["whithin"] = json!("newly-diagnosed"));
    names(&faults, Code::UnknownField, CRITERIA, "feverish");
    let faults =
        broken(|packs| norm(packs)["criteria"]["critical-pressure"]["pressure"]["sistolic"] = json!("x"));
    names(&faults, Code::UnknownField, CRITERIA, "critical-pressure");
    let faults = broken(|packs| norm(packs)["guideline"]["titel"] = json!("x"));
    names(&faults, Code::UnknownField, "cn-bphs-2017/guideline.toml", "");
}

#[test]
fn a_rule_or_number_without_a_clause_is_not_cited() {
    let faults = broken(|packs| _ = rule(packs).as_object_mut().unwrap().remove("cite"));
    names(&faults, Code::NotCited, RULE, "htn-bp-critical");
    let faults = broken(|packs| {
        _ = norm(packs)["parameters"]["critical-sbp"].as_object_mut().unwrap().remove("cite");
    });
    names(&faults, Code::NotCited, PARAMETERS, "critical-sbp");
    let faults =
        broken(|packs| packs["medicines"]["amlodipine"]["dose"] = json!({"without a clause": "10 mg"}));
    names(&faults, Code::NotCited, "medicines/medicines.toml", "amlodipine");
    let faults = broken(|packs| packs["checks"]["thiazide-gout"]["cite"] = json!("表4"));
    names(&faults, Code::NotCited, "medicines/checks.toml", "thiazide-gout");
    let faults = broken(|packs| packs["checks"]["thiazide-gout"]["cite"] = json!("cn-htn-2018 表4 C"));
    names(&faults, Code::NotCited, "medicines/checks.toml", "thiazide-gout");
}

#[test]
fn a_number_without_its_confidence_or_unit_is_refused() {
    let faults = broken(|packs| {
        _ = norm(packs)["parameters"]["critical-sbp"].as_object_mut().unwrap().remove("confidence");
    });
    names(&faults, Code::Malformed, PARAMETERS, "critical-sbp");
    let faults = broken(|packs| {
        _ = norm(packs)["parameters"]["critical-sbp"].as_object_mut().unwrap().remove("derived");
    });
    names(&faults, Code::UnitMissing, CRITERIA, "critical-pressure");
    let faults = broken(|packs| norm(packs)["parameters"]["critical-sbp"]["value"] = json!("180 furlong"));
    names(&faults, Code::Malformed, PARAMETERS, "critical-sbp");
    let faults = broken(|packs| norm(packs)["parameters"]["screening-days"]["value"] = json!("3 d"));
    names(&faults, Code::UnitMissing, CRITERIA, "raised-on-three-days");
    let faults =
        broken(|packs| packs["packs"]["tiering"]["parameters"]["blue-lasts"]["value"] = json!("106.5 d"));
    names(&faults, Code::UnitMissing, "tiering/parameters.toml", "");
}

#[test]
fn a_name_that_nothing_defines_is_unknown() {
    let faults = broken(|packs| rule(packs)["when"] = json!({"all": ["no-such-criterion"]}));
    names(&faults, Code::UnknownName, RULE, "htn-bp-critical");
    let faults = broken(|packs| norm(packs)["criteria"]["feverish"]["is"] = json!("> no-such-number"));
    names(&faults, Code::UnknownName, CRITERIA, "feverish");
    let faults = broken(|packs| rule(packs)["concern"] = json!("gout"));
    names(&faults, Code::UnknownName, RULE, "htn-bp-critical");
    let faults = broken(|packs| rule(packs)["then"]["level"] = json!("R9"));
    names(&faults, Code::UnknownName, RULE, "htn-bp-critical");
    let faults = broken(|packs| norm(packs)["criteria"]["headache-severe"]["sign"] = json!(["headach"]));
    names(&faults, Code::UnknownName, CRITERIA, "headache-severe");
}

#[test]
fn what_is_neither_a_comparison_nor_a_level_is_malformed() {
    let faults = broken(|packs| norm(packs)["criteria"]["feverish"]["is"] = json!("fever"));
    names(&faults, Code::Malformed, CRITERIA, "feverish");
    let faults = broken(|packs| norm(packs)["criteria"]["feverish"]["is"] = json!("== fever"));
    names(&faults, Code::Malformed, CRITERIA, "feverish");
    let faults = broken(|packs| rule(packs)["then"] = json!({"about": "glucose"}));
    names(&faults, Code::Malformed, RULE, "htn-bp-critical");
    let faults = broken(|packs| rule(packs)["when"] = json!({"all": []}));
    names(&faults, Code::Malformed, RULE, "htn-bp-critical");
    let faults = broken(|packs| norm(packs)["criteria"]["feverish"]["assume"] = json!("met"));
    names(&faults, Code::Malformed, CRITERIA, "feverish");
}

#[test]
fn criteria_that_turn_in_a_circle_are_named() {
    let faults = broken(|packs| {
        norm(packs)["criteria"]["one"] = json!({"all": ["other"]});
        norm(packs)["criteria"]["other"] = json!({"any": ["one"]});
        rule(packs)["when"] = json!({"all": ["one"]});
    });
    assert!(faults.iter().any(|fault| fault.code == Code::Cycle && fault.file == CRITERIA), "{faults:#?}");
}

#[test]
fn conditions_nested_deeper_than_two_are_refused() {
    let deep = json!({"all": [{"any": [{"all": ["feverish"]}]}]});
    let faults = broken(|packs| rule(packs)["when"] = deep.clone());
    names(&faults, Code::TooDeep, RULE, "htn-bp-critical");
    let faults = broken(|packs| norm(packs)["criteria"]["vision-lost"] = deep.clone());
    names(&faults, Code::TooDeep, CRITERIA, "vision-lost");
}

#[test]
fn a_name_said_twice_is_a_duplicate() {
    let copy = |packs: &mut Value, part: &str, name: &str| {
        let value = norm(packs)[part][name].clone();
        packs["packs"]["tiering"][part][name] = value;
    };
    let faults = broken(|packs| copy(packs, "parameters", "critical-sbp"));
    names(&faults, Code::Duplicate, "tiering/parameters.toml", "critical-sbp");
    let faults = broken(|packs| copy(packs, "criteria", "feverish"));
    names(&faults, Code::Duplicate, "tiering/criteria.toml", "feverish");
    let faults = broken(|packs| copy(packs, "rules", "htn-bp-critical"));
    names(&faults, Code::Duplicate, "tiering/rules/htn-bp-critical.toml", "htn-bp-critical");
    let faults = broken(|packs| {
        packs["packs"]["tiering"]["text"]["en"]["htn-bp-critical"] = json!({"summary": "x", "detail": "x"});
    });
    names(&faults, Code::Duplicate, "tiering/text/en.toml", "");
}

#[test]
fn what_nothing_uses_is_named() {
    let faults = broken(|packs| {
        let copy = norm(packs)["parameters"]["fever"].clone();
        norm(packs)["parameters"]["idle"] = copy;
        let copy = norm(packs)["criteria"]["feverish"].clone();
        norm(packs)["criteria"]["idle-too"] = copy;
    });
    names(&faults, Code::Unused, PARAMETERS, "idle");
    names(&faults, Code::Unused, CRITERIA, "idle-too");
}

#[test]
fn a_sentence_that_is_missing_or_carries_a_digit_is_named() {
    for locale in ["zh-CN", "en"] {
        let file = format!("cn-bphs-2017/text/{locale}.toml");
        let faults = broken(|packs| {
            _ = norm(packs)["text"][locale].as_object_mut().unwrap().remove("htn-bp-critical");
        });
        names(&faults, Code::Words, &file, "htn-bp-critical");
        let faults = broken(|packs| {
            norm(packs)["text"][locale]["htn-bp-critical"]["detail"] = json!("wait 5 minutes");
        });
        names(&faults, Code::Words, &file, "htn-bp-critical");
        let faults = broken(|packs| packs["words"][locale]["only-here"] = json!("x"));
        let other = if locale == "en" { "words/zh-CN.toml" } else { "words/en.toml" };
        names(&faults, Code::Words, other, "only-here");
    }
}

#[test]
fn a_rule_of_another_name_than_its_file_is_unreachable() {
    let faults = broken(|packs| rule(packs)["id"] = json!("htn-bp-crisis"));
    names(&faults, Code::Unreachable, RULE, "htn-bp-critical");
}

#[test]
fn a_red_rule_that_needs_no_event_of_its_day_is_unreachable() {
    let faults = broken(|packs| rule(packs)["when"] = json!({"all": ["hypertension-diagnosed"]}));
    names(&faults, Code::Unreachable, RULE, "htn-bp-critical");
    let faults = broken(|packs| rule(packs)["when"] = json!({"any": ["feverish", "hypertension-diagnosed"]}));
    names(&faults, Code::Unreachable, RULE, "htn-bp-critical");
    let faults = broken(|packs| rule(packs)["when"] = json!({"unless": ["feverish"]}));
    names(&faults, Code::Unreachable, RULE, "htn-bp-critical");
}

#[test]
fn every_fault_of_a_tree_is_reported_at_once() {
    let faults = broken(|packs| {
        rule(packs)["lokced"] = json!(true);
        norm(packs)["parameters"]["fever"]["confidence"] = json!("D");
        norm(packs)["criteria"]["vision-lost"]["sign"] = json!(["visionloss"]);
    });
    names(&faults, Code::UnknownField, RULE, "htn-bp-critical");
    names(&faults, Code::Malformed, PARAMETERS, "fever");
    names(&faults, Code::UnknownName, CRITERIA, "vision-lost");
}
