//! An overlay may tighten, name and add; what softens is refused.

use liangbing::engine::Engine;
use liangbing::guideline::{GuidelineError, GuidelineErrorCode as Code};
use serde_json::{Value, json};

fn overlay(change: impl Fn(&mut Value)) -> Result<Engine, Vec<GuidelineError>> {
    let mut overlay =
        json!({"id": "a-county", "version": "1.0.0", "signed": "a clinician", "parameters": {}});
    change(&mut overlay);
    Engine::with_overlay(&overlay.to_string())
}

#[track_caller]
fn refused(change: impl Fn(&mut Value), code: Code, item: &str) {
    let faults = overlay(change).expect_err("a refusal");
    let named =
        faults.iter().any(|fault| fault.code == code && fault.file == "overlay" && fault.item == item);
    assert!(named, "{} {item} not among {faults:#?}", code.code());
}

fn moved(name: &'static str, value: Value) -> impl Fn(&mut Value) {
    move |overlay| overlay["parameters"][name] = json!({"value": value})
}

/// A rule of a county's own, with its words.
fn added(level: &'static str) -> impl Fn(&mut Value) {
    move |overlay| {
        overlay["rules"]["htn-own"] = json!({
            "id": "htn-own", "since": "1.0.0", "concern": "hypertension", "cite": {"section": "a circular"},
            "when": {"all": ["hypertension-diagnosed", "feverish"]}, "then": {"level": level},
        });
        for locale in ["zh-CN", "en"] {
            overlay["text"][locale]["htn-own"] = json!({"summary": "fever", "detail": "refer"});
        }
    }
}

#[test]
fn an_empty_overlay_changes_nothing_but_the_digest() {
    let engine = overlay(|_| ()).expect("accepted");
    assert_ne!(engine.stamp().digest, Engine::builtin().unwrap().stamp().digest);
    assert_eq!(engine.judge().ruleset.rules.len(), Engine::builtin().unwrap().judge().ruleset.rules.len());
}

#[test]
fn a_number_moves_inside_its_bounds_and_in_every_unit_it_is_stated_in() {
    overlay(moved("critical-sbp", json!(["170 mmHg", "22.66 kPa"]))).expect("inside");
    overlay(moved("critical-sbp", json!(["160 mmHg", "21.33 kPa"]))).expect("the bound itself");
    overlay(moved("blue-lasts", json!("30 d"))).expect("the bound itself");
    refused(moved("critical-sbp", json!(["159 mmHg", "21.2 kPa"])), Code::OverlayBounds, "critical-sbp");
    refused(moved("critical-sbp", json!(["181 mmHg", "24.1 kPa"])), Code::OverlayBounds, "critical-sbp");
    refused(moved("critical-sbp", json!("170 mmHg")), Code::OverlayBounds, "critical-sbp");
    refused(moved("critical-sbp", json!(["170 mmHg", "24.1 kPa"])), Code::OverlayBounds, "critical-sbp");
    refused(
        moved("critical-sbp", json!(["170 mmHg", "22.66 kPa", "300 mg/dL"])),
        Code::OverlayBounds,
        "critical-sbp",
    );
    refused(moved("blue-lasts", json!("29 d")), Code::OverlayBounds, "blue-lasts");
    refused(moved("blue-lasts", json!("107 d")), Code::OverlayBounds, "blue-lasts");
    refused(
        moved("critical-glucose", json!(["17 mmol/L", "306 mg/dL"])),
        Code::OverlayBounds,
        "critical-glucose",
    );
}

#[test]
fn what_is_fixed_stays_fixed() {
    for name in
        ["yellow-lasts", "quiet-visits", "unreachable-after", "lost-after", "low-glucose", "screening-sbp"]
    {
        refused(moved(name, json!("1")), Code::OverlayLocked, name);
    }
}

#[test]
fn a_number_that_does_not_exist_is_unknown() {
    refused(moved("crisis-sbp", json!("170 mmHg")), Code::OverlayUnknown, "crisis-sbp");
}

#[test]
fn a_rule_or_criterion_of_a_pack_is_not_redefined() {
    refused(
        |overlay| {
            overlay["rules"]["htn-bp-critical"] = json!({"id": "htn-bp-critical"});
        },
        Code::OverlayLocked,
        "htn-bp-critical",
    );
    refused(
        |overlay| overlay["criteria"]["feverish"] = json!({"age": "> fever"}),
        Code::OverlayLocked,
        "feverish",
    );
}

#[test]
fn a_county_adds_red_yellow_and_suspicion_but_never_blue_nor_a_state() {
    for level in ["R0", "R1", "R2", "Y1", "Y2", "Y3", "G3"] {
        added(level)(&mut json!({}));
        overlay(added(level)).unwrap_or_else(|faults| panic!("{level}: {faults:#?}"));
    }
    for level in ["B1", "B2", "B3", "G1", "G2", "G4"] {
        refused(added(level), Code::OverlayLocked, "htn-own");
    }
}

#[test]
fn a_county_never_adds_a_class_nor_a_target_nor_the_check_after_red() {
    // A target relaxes, the check after red is a state of the episode machine, and a class is the national form's.
    for then in [json!({"target": "hba1c", "below": "target-hba1c-care"}), json!({"class": "controlled"})] {
        let change = |overlay: &mut Value| {
            added("R1")(overlay);
            overlay["rules"]["htn-own"]["then"] = then.clone();
        };
        refused(change, Code::OverlayLocked, "htn-own");
    }
    refused(added("Y4"), Code::OverlayLocked, "htn-own");
}

#[test]
fn what_a_county_adds_is_judged_like_a_pack() {
    refused(
        |overlay| {
            added("R1")(overlay);
            overlay["rules"]["htn-own"]["when"] = json!({"all": ["no-such-criterion"]});
        },
        Code::UnknownName,
        "htn-own",
    );
    refused(
        |overlay| {
            added("R1")(overlay);
            overlay["rules"]["htn-own"]["cite"] = json!({});
        },
        Code::NotCited,
        "htn-own",
    );
    let silent = |overlay: &mut Value| {
        added("R1")(overlay);
        overlay.as_object_mut().unwrap().remove("text");
    };
    let faults = overlay(silent).expect_err("a refusal");
    assert!(faults.iter().all(|fault| fault.code == Code::Words && fault.item == "htn-own"), "{faults:#?}");
    let eventless = |overlay: &mut Value| {
        added("R1")(overlay);
        overlay["rules"]["htn-own"]["when"] = json!({"all": ["hypertension-diagnosed"]});
    };
    let faults = overlay(eventless).expect_err("a refusal");
    assert!(faults.iter().any(|fault| fault.code == Code::Unreachable), "{faults:#?}");
}

#[test]
fn an_overlay_that_is_no_json_or_unsigned_or_misspelt_is_refused() {
    assert_eq!(Engine::with_overlay("{").unwrap_err()[0].code, Code::Malformed);
    let unsigned = |overlay: &mut Value| _ = overlay.as_object_mut().unwrap().remove("signed");
    refused(unsigned, Code::Malformed, "");
    refused(|overlay| overlay["paramters"] = json!({}), Code::UnknownField, "");
    refused(|overlay| overlay["text"] = json!({"de": {}}), Code::UnknownField, "");
}
