//! Who is measured how often, and what makes a risk high.

use serde_json::{Value, json};

use crate::{assess, diabetes, hypertension, is_said, said};

#[test]
fn from_35_the_pressure_is_measured_every_year() {
    let due = |story: &[&str]| said(&hypertension("40 male", story), "htn-screening").clone();
    let never = due(&["0 fasting 5.0"]);
    assert_eq!((&never["last"], &never["by"]), (&Value::Null, &json!("2026-11-20")));
    let last = due(&["-100 bp 118/70"]);
    assert_eq!((&last["last"], &last["by"]), (&json!("2026-08-12"), &json!("2027-08-12")));
    assert_eq!(last["text"], "Measure by 2027-08-12.");
    let overdue = due(&["-500 bp 118/70"]);
    assert_eq!(overdue["by"], "2026-07-08", "a day that has passed stays the day it was");
    assert!(is_said(&hypertension("35 male", &["0 bp 118/70"]), "htn-screening"));
    assert!(!is_said(&hypertension("34 male", &["0 bp 118/70"]), "htn-screening"));
    assert!(!is_said(&hypertension("male", &["0 bp 118/70"]), "htn-screening"), "unknown is asked elsewhere");
}

#[test]
fn each_item_of_the_norms_list_makes_the_risk_of_hypertension_high() {
    let item = |who: &str, story: &str, more: Value| {
        let answer = assess(who, &["0 bp 118/70", story], &more);
        said(&answer["diagnosis"]["hypertension"], "htn-high-risk")["truth"].clone()
    };
    let waist = |value: i32| json!({"observations": [{"at": "2026-11-20", "concept": "waist", "value": value, "unit": "cm"}]});
    let family = |relation: &str| json!({"family": [{"condition": "hypertension", "relation": relation}]});
    assert_eq!(item("40 male", "0 no signs", json!({})), "unknown");
    assert_eq!(item("55 male", "0 no signs", json!({})), "met");
    assert_eq!(item("40 male", "0 bmi 24.0", json!({})), "met");
    assert_eq!(item("40 male", "0 bmi 23.9", json!({})), "unknown");
    assert_eq!(item("40 male", "0 no signs", waist(90)), "met");
    assert_eq!(item("40 male", "0 no signs", waist(89)), "unknown");
    assert_eq!(item("40 female", "0 no signs", waist(85)), "met");
    assert_eq!(item("40 male", "0 no signs", family("mother")), "met");
    assert_eq!(item("40 male", "0 no signs", family("uncle")), "met");
    let nothing = json!({"observations": waist(80)["observations"], "family": [{"condition": "none"}]});
    let answer = assess("40 male", &["0 bp 118/70", "0 bmi 22"], &nothing);
    let found = &answer["diagnosis"]["hypertension"];
    assert!(
        found["statements"].as_array().unwrap().iter().all(|own| own["rule"] != "htn-high-risk"),
        "{found:#}"
    );
}

#[test]
fn each_item_of_the_lists_makes_the_risk_of_diabetes_high() {
    let found =
        |who: &str, more: Value| assess(who, &["0 bp 118/70"], &more)["diagnosis"]["diabetes"].clone();
    let number = |concept: &str, value: f64, unit: &str| json!({"observations": [{"at": "2026-11-20", "concept": concept, "value": value, "unit": unit}]});
    let is_high = |who: &str, more: Value| is_said(&found(who, more), "dm-high-risk");
    assert!(!is_high("30 male", json!({})));
    assert!(is_high("40 male", json!({})) && !is_high("39 male", json!({})));
    for (who, more) in [
        ("30 male prediabetes", json!({})),
        ("30 male htn", json!({})),
        ("30 male coronary-heart-disease", json!({})),
        ("30 male on:amlodipine", json!({})),
        ("30 male on:class:steroid", json!({})),
        ("30 male on:class:statin", json!({})),
        ("30 male", number("bmi", 24.0, "kg/m2")),
        ("30 male", number("waist", 90.0, "cm")),
        ("30 male", number("hdl", 0.89, "mmol/L")),
        ("30 male", number("triglycerides", 2.23, "mmol/L")),
        ("30 male", json!({"family": [{"condition": "type-2-diabetes", "relation": "father"}]})),
    ] {
        assert!(is_high(who, more.clone()), "{who} {more}");
    }
    for more in [
        number("hdl", 0.9, "mmol/L"),
        number("triglycerides", 2.22, "mmol/L"),
        json!({"family": [{"condition": "type-2-diabetes", "relation": "uncle"}]}),
    ] {
        assert!(!is_high("30 male", more.clone()), "{more}");
    }
    let newer = |who: &str| is_said(&found(who, json!({})), "dm-high-risk-2024");
    assert!(
        newer("35 male")
            && !newer("34 male")
            && newer("30 male fatty-liver")
            && newer("30 male pancreatitis")
    );
}

#[test]
fn the_documents_measure_prediabetes_at_their_own_pace() {
    let found = diabetes("50 male", &["-30 fasting 6.5"]);
    assert_eq!(said(&found, "dm-prediabetes-again")["by"], "2027-04-19");
    assert_eq!(said(&found, "dm-prediabetes-again-2024")["by"], "2027-10-21");
    assert_eq!(said(&found, "dm-high-risk")["by"], "2027-10-21");
    assert_eq!(said(&found, "dm-high-risk-2024")["by"], "2029-10-20");
    assert!(!is_said(&diabetes("50 male", &["-30 fasting 5.5"]), "dm-prediabetes-again"));
}

#[test]
fn a_suspicion_is_not_put_off_to_the_next_yearly_date() {
    let found = hypertension("60 male", &["0 bp 150/90"]);
    assert!(!is_said(&found, "htn-screening") && !is_said(&found, "htn-high-risk"), "{found:#}");
    let found = diabetes("60 male", &["0 fasting 7.4"]);
    assert!(!is_said(&found, "dm-high-risk") && !is_said(&found, "dm-prediabetes-again"), "{found:#}");
}
