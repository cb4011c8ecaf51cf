//! Every check of the data fires, is silent and is unknown.

use liangbing::guideline::{Asked, Check, Confidence, Severity};
use serde_json::{Value, json};

use crate::{ENGINE, asked, listed, ruleset, truth};

/// A medicine that a check means.
fn meant(which: &liangbing::guideline::Which) -> Value {
    let found = ruleset().medicines.0.iter().find(|own| which.means(Some(&own.code), &own.classes));
    json!({"code": found.expect("a medicine of the table").code})
}

fn checks(is: impl Fn(&Asked) -> bool) -> Vec<&'static Check> {
    let list: Vec<_> = ruleset().checks.0.iter().filter(|check| is(&check.asked)).collect();
    assert!(!list.is_empty());
    list
}

#[test]
fn a_condition_fires_when_active_is_unknown_when_suspected_and_silent_when_over_or_absent() {
    for check in checks(|asked| matches!(asked, Asked::Conditions(..))) {
        let Asked::Conditions(conditions, grade) = &check.asked else { unreachable!() };
        for condition in conditions {
            let with = |status: &str, stage: Option<&str>| {
                let condition = json!({"code": condition.code(), "status": status, "stage": stage});
                asked(&check.id, json!({"conditions": [condition]}), meant(&check.which))
            };
            let stage = grade.map(|_| "2");
            assert_eq!(with("active", stage), Some("met"), "{}", check.id);
            assert_eq!(with("suspected", stage), Some("unknown"), "{}", check.id);
            assert_eq!(with("resolved", stage), None, "{}", check.id);
            if grade.is_some() {
                assert_eq!(with("active", Some("1")), None, "{}", check.id);
                assert_eq!(with("active", None), Some("unknown"), "{}", check.id);
            }
        }
        assert_eq!(asked(&check.id, json!({}), meant(&check.which)), None, "{}", check.id);
    }
}

#[test]
fn a_pair_fires_together_and_is_silent_apart() {
    // One that needs a condition besides has a test of its own.
    for check in
        checks(|asked| matches!(asked, Asked::With(_))).into_iter().filter(|check| check.when.is_none())
    {
        let Asked::With(other) = &check.asked else { unreachable!() };
        let (one, two) = (meant(&check.which), meant(other));
        assert_eq!(
            truth(&listed(&json!({"medications": [one, two]})), &check.id),
            Some("met"),
            "{}",
            check.id
        );
        for alone in [one, two] {
            assert_eq!(asked(&check.id, json!({}), alone), None, "{}", check.id);
        }
    }
}

#[test]
fn a_plan_fires_when_it_is_ahead() {
    for check in checks(|asked| matches!(asked, Asked::Plans(_))) {
        let Asked::Plans(kinds) = &check.asked else { unreachable!() };
        for kind in kinds {
            let at = |at: Value| {
                asked(&check.id, json!({"plans": [{"kind": kind, "at": at}]}), meant(&check.which))
            };
            assert_eq!(at(json!("2026-11-25")), Some("met"), "{} {kind}", check.id);
            assert_eq!(at(Value::Null), Some("met"), "{} {kind}", check.id);
            assert_eq!(at(json!("2026-11-01")), None, "{} {kind}", check.id);
        }
        assert_eq!(asked(&check.id, json!({}), meant(&check.which)), None, "{}", check.id);
    }
}

#[test]
fn pregnancy_fires_is_silent_and_is_asked_for_before_a_blocker_of_the_angiotensin_system() {
    for check in ruleset().checks.0.iter().filter(|check| check.id.ends_with("-pregnancy")) {
        let with = |pregnancy: Option<&str>, born: &str, sex: &str| {
            let patient = json!({"born": born, "sex": sex, "pregnancy": pregnancy});
            asked(&check.id, json!({"patient": patient}), meant(&check.which))
        };
        assert_eq!(with(Some("pregnant"), "1996", "female"), Some("met"), "{}", check.id);
        assert_eq!(with(Some("no"), "1996", "female"), None, "{}", check.id);
        let asks = ["ras-blocker-pregnancy", "arni-pregnancy"].contains(&check.id.as_str());
        assert_eq!(with(None, "1996", "female"), asks.then_some("unknown"), "{}", check.id);
        assert_eq!(with(None, "1950", "female"), None, "{}", check.id);
        assert_eq!(with(None, "1996", "male"), None, "{}", check.id);
    }
}

#[test]
fn a_number_fires_beyond_its_limit_only() {
    let cases = [
        ("ras-blocker-potassium", "losartan", "potassium", 5.5, 5.6, None),
        ("thiazide-potassium", "indapamide", "potassium", 3.5, 3.4, None),
        ("sglt2i-kidney", "dapagliflozin", "egfr", 30.0, 29.0, Some("unknown")),
        ("finerenone-kidney", "finerenone", "potassium", 5.5, 5.6, Some("unknown")),
    ];
    for (rule, code, concept, at, beyond, missing) in cases {
        let with = |value: Option<f64>| {
            let mut list = vec![];
            list.extend(value.map(|value| json!({"at": "2026-11-01", "concept": concept, "value": value})));
            if value.is_some() && concept == "potassium" {
                list.push(json!({"at": "2026-11-01", "concept": "egfr", "value": 80}));
            }
            asked(rule, json!({"observations": list}), json!({"code": code}))
        };
        assert_eq!((with(Some(at)), with(Some(beyond)), with(None)), (None, Some("met"), missing), "{rule}");
    }
}

#[test]
fn monitoring_that_is_missing_or_old_is_asked_for() {
    let cases = [
        ("ras-blocker-monitoring", "losartan", "potassium", 4.2),
        ("ras-blocker-kidney-monitoring", "losartan", "creatinine", 80.0),
        ("ras-blocker-kidney-monitoring", "losartan", "egfr", 80.0),
        ("metformin-b12", "metformin", "b12", 300.0),
    ];
    for (rule, code, concept, value) in cases {
        let with = |at: &str| {
            let unit = match concept {
                "creatinine" => json!("umol/L"),
                "b12" => json!("pmol/L"),
                _ => Value::Null,
            };
            let done = json!({"at": at, "concept": concept, "value": value, "unit": unit});
            asked(rule, json!({"observations": [done]}), json!({"code": code}))
        };
        assert_eq!((with("2026-06-01"), with("2025-06-01")), (None, Some("unknown")), "{rule}");
    }
}

#[test]
fn one_class_twice_is_reported_once_and_only_where_two_make_no_sense() {
    let both = |one: &str, two: &str| {
        let checks = listed(&json!({"medications": [{"code": one}, {"code": two}]}));
        checks.iter().filter(|check| check.rule == "same-class").count()
    };
    assert_eq!(both("amlodipine", "valsartan-amlodipine"), 1);
    assert_eq!(both("gliclazide", "xiaoke-pill"), 1);
    assert_eq!(both("insulin-glargine", "insulin-glargine-lixisenatide"), 1);
    assert_eq!(both("aspirin", "clopidogrel"), 0);
    assert_eq!(both("losartan", "amlodipine"), 0);
    let twice = json!({"medications": [{"name": "络活喜", "dose": "5 mg"}, {"code": "amlodipine"}]});
    assert_eq!(truth(&listed(&twice), "same-medicine"), Some("met"));
    assert_eq!(truth(&listed(&twice), "same-class"), None);
}

#[test]
fn what_stops_is_confirmed_and_everything_doubtful_waits_for_a_clinician() {
    for check in &ruleset().checks.0 {
        let doubtful = check.cited.iter().any(|cited| cited.confidence > Confidence::A);
        assert!(!doubtful || check.pending, "{}", check.id);
        assert!(check.severity != Severity::Stop || check.cited.iter().all(|c| c.confidence < Confidence::C));
        for cited in &check.cited {
            let known = ruleset().packs.iter().any(|pack| pack.id == cited.cite.guideline);
            assert!(known, "{} cites {}", check.id, cited.cite.guideline);
        }
    }
}

#[test]
fn every_check_is_worded_in_both_languages() {
    for check in &ruleset().checks.0 {
        for (words, locale) in ruleset().words.iter().zip(["zh-CN", "en"]) {
            let kind = match check.asked {
                Asked::Conditions(..) => "condition",
                Asked::Plans(_) => "plan",
                Asked::With(_) => "pair",
                _ => "other",
            };
            let own = words.find(&format!("check.{}", check.id));
            let of = words.find(&format!("check-of.{kind}-{}", check.severity.code()));
            assert!(own.or(of).is_some(), "{} in {locale}", check.id);
            assert!(own.is_some() || kind != "other" || check.id.ends_with("-pregnancy"), "{}", check.id);
        }
    }
    assert!(ENGINE.judge().ruleset.checks.0.len() >= 60);
}
