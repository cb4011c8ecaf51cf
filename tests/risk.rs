//! How much risk: between what is proven and what is possible, patient by patient.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use liangbing::engine::Locale;
use serde_json::{Value, json};
use support::story::Story;

fn assess(who: &str, story: &[&str], with: &Value) -> Value {
    let as_of = support::day(support::AS_OF);
    let record = Story::new(as_of).who(who).tell(story).with(with).record();
    support::assess(&record, as_of, Locale::En).json().clone()
}

/// `low..high`, with a `+` where something missing could make it more.
fn stratum(answer: &Value) -> String {
    let risk = &answer["risk"]["hypertension"];
    if risk.is_null() {
        return "none".to_owned();
    }
    let text = |key: &str| risk[key].as_str().expect("a stratum").to_owned();
    let open = if risk["atLeast"] == true { "+" } else { "" };
    format!("{}..{}{open}", text("low"), text("high"))
}

/// Everything that the table asks, all of it harmless.
fn complete(patient: &Value) -> Value {
    let number = |concept: &str, value: f64, unit: &str| json!({"at": support::AS_OF, "concept": concept, "value": value, "unit": unit});
    let mut glucose = number("glucose", 5.0, "mmol/L");
    glucose["timing"] = json!("fasting");
    let mut ogtt = number("glucose", 6.0, "mmol/L");
    ogtt["timing"] = json!("ogtt-2h");
    let observations = json!([
        glucose, ogtt, number("total-cholesterol", 4.0, "mmol/L"), number("ldl", 2.0, "mmol/L"),
        number("hdl", 1.5, "mmol/L"), number("homocysteine", 8.0, "umol/L"), number("uric-acid", 300.0, "umol/L"),
        number("heart-rate", 70.0, "/min"), number("waist", 80.0, "cm"), number("bmi", 22.0, "kg/m2"),
        number("lvmi", 80.0, "g/m2"), number("imt", 0.7, "mm"), number("abi", 1.1, "1"),
        number("egfr", 95.0, "mL/min/1.73m2"), number("creatinine", 70.0, "umol/L"), number("uacr", 10.0, "mg/g"),
        {"at": support::AS_OF, "concept": "ecg-lvh", "present": false},
        {"at": support::AS_OF, "concept": "fundus", "code": "none"},
    ]);
    json!({
        "patient": patient,
        "observations": observations,
        "lifestyle": {"smoking": "never", "secondHandSmoke": false},
        "family": [{"condition": "none"}],
    })
}

#[test]
fn hypertension_5_grade_1_without_another_factor_is_low_only_when_everything_is_known() {
    let story = ["-14 bp 142/88", "-7 bp 140/86", "0 bp 144/90"];
    let known = assess("50 female not-pregnant htn", &story, &complete(&json!({})));
    assert_eq!(stratum(&known), "low..low");
    assert_eq!(known["risk"]["hypertension"]["rule"], "htn-risk-no-factor");
    let unknown = assess("50 female not-pregnant htn", &story, &json!({}));
    assert_eq!(stratum(&unknown), "low..very-high+");
    let missing = unknown["risk"]["hypertension"]["missing"].as_array().expect("a list");
    for asked in ["ldl", "uacr", "egfr", "ecg-lvh", "smoking", "family"] {
        assert!(missing.iter().any(|own| own == asked), "{asked} of {missing:?}");
    }
}

#[test]
fn hypertension_7_a_man_of_55_is_not_over_55() {
    assert_eq!(stratum(&assess("55 male htn", &["0 bp 159/99"], &complete(&json!({})))), "low..low");
    assert_eq!(
        stratum(&assess("56 male htn", &["0 bp 159/99"], &complete(&json!({})))),
        "intermediate..intermediate"
    );
}
