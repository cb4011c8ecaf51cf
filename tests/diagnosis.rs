//! Finding the diseases: what meets which document's lines, what would settle it, who is measured how often.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod diagnosis_proofs;
mod support;

use liangbing::engine::Locale;
use serde_json::{Value, json};
use support::story::Story;

/// A person's story, judged on the usual day.
fn assess(who: &str, story: &[&str], with: &Value) -> Value {
    let as_of = support::day(support::AS_OF);
    let record = Story::new(as_of).who(who).tell(story).with(with).record();
    support::assess(&record, as_of, Locale::En).json().clone()
}

/// What is known of one disease.
fn of(concern: &str, who: &str, story: &[&str]) -> Value {
    assess(who, story, &json!({}))["diagnosis"][concern].clone()
}

fn hypertension(who: &str, story: &[&str]) -> Value {
    of("hypertension", who, story)
}

fn diabetes(who: &str, story: &[&str]) -> Value {
    of("diabetes", who, story)
}

/// The rules that say something with a truth, in their order.
fn rules(report: &Value, truth: &str) -> Vec<String> {
    let list = report["statements"].as_array().expect("statements");
    let own = list.iter().filter(|own| own["truth"] == truth);
    own.map(|own| own["rule"].as_str().expect("a rule").to_owned()).collect()
}

/// The statement of a rule.
fn said<'a>(report: &'a Value, rule: &str) -> &'a Value {
    let list = report["statements"].as_array().expect("statements");
    list.iter().find(|own| own["rule"] == rule).unwrap_or_else(|| panic!("{rule} of {report:#}"))
}

fn is_said(report: &Value, rule: &str) -> bool {
    rules(report, "met").iter().any(|own| own == rule)
}

#[track_caller]
fn state(report: &Value, expected: &str) {
    assert_eq!(report["state"], expected, "{report:#}");
}
