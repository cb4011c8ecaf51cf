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
use support::complete::complete;
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

#[test]
fn hypertension_9_25_27_the_undiagnosed_are_placed_by_the_pressure_they_had() {
    let known = complete(&json!({}));
    assert_eq!(stratum(&assess("62 female", &["0 bp 179/109"], &known)), "intermediate..intermediate");
    assert_eq!(stratum(&assess("28 male", &["0 bp 152/98"], &known)), "low..low");
    assert_eq!(stratum(&assess("50 female not-pregnant", &["0 bp 158/96"], &known)), "low..low");
    assert_eq!(stratum(&assess("45 male", &["0 bp 139/89"], &known)), "none");
}

#[test]
fn hypertension_11_a_diastolic_of_110_is_grade_3_and_with_a_factor_very_high() {
    let found = assess("58 male htn on:amlodipine", &["0 bp 170/110"], &json!({}));
    assert_eq!(stratum(&found), "very-high..very-high");
}

#[test]
fn hypertension_13_a_stroke_is_very_high() {
    assert_eq!(
        stratum(&assess("70 female htn stroke", &["0 bp 150/96"], &json!({}))),
        "very-high..very-high"
    );
}

#[test]
fn hypertension_15_17_19_the_treated_are_at_least_what_their_pressure_shows() {
    let known = complete(&json!({}));
    for (who, bp, expected) in [
        ("64 male htn on:amlodipine", "0 bp 139/89", "low..very-high+"),
        ("65 male htn on:amlodipine", "0 bp 145/85", "intermediate..very-high+"),
        ("80 female htn on:amlodipine", "0 bp 148/88", "intermediate..very-high+"),
    ] {
        assert_eq!(stratum(&assess(who, &[bp], &known)), expected, "{who}");
    }
    // A reading from before the first tablet says what the untreated pressure was.
    let before = assess("64 male htn on:amlodipine", &["2019-06-01 bp 150/92", "0 bp 128/76"], &known);
    assert_eq!(stratum(&before), "intermediate..intermediate");
}

#[test]
fn hypertension_21_diabetes_without_complications_is_high() {
    let found = assess("80 male htn dm on:amlodipine", &["0 bp 148/88"], &complete(&json!({})));
    assert_eq!(stratum(&found), "high..very-high+");
    let untreated = assess("80 male htn dm", &["0 bp 148/88"], &complete(&json!({})));
    assert_eq!(stratum(&untreated), "high..high");
}

#[test]
fn hypertension_23_diabetic_kidney_disease_is_a_range_until_the_untreated_pressure_is_known() {
    let labs = "0 egfr 45, uacr 60";
    let treated = assess("58 male htn dm on:amlodipine", &["0 bp 138/86", labs], &json!({}));
    assert_eq!(stratum(&treated), "high..very-high");
    let untreated = assess("58 male htn dm on:amlodipine", &["2019-06-01 bp 142/86", labs], &json!({}));
    assert_eq!(stratum(&untreated), "very-high..very-high");
}

#[test]
fn the_range_cells_of_the_table_stay_ranges_when_everything_is_known() {
    let known = complete(&json!({}));
    assert_eq!(stratum(&assess("60 male htn", &["0 bp 165/95"], &known)), "intermediate..high");
    assert_eq!(stratum(&assess("40 male htn dm", &["0 bp 134/82"], &known)), "intermediate..high");
}

#[test]
fn neither_pregnancy_nor_childhood_is_placed_in_the_table() {
    assert_eq!(stratum(&assess("30 female pregnant htn", &["0 bp 150/95"], &json!({}))), "none");
    assert_eq!(stratum(&assess("15 male htn", &["0 bp 150/95"], &json!({}))), "none");
}

/// Every answer taken away again opens the range and never moves it past where it was.
#[test]
fn one_answer_more_only_narrows() {
    let order = ["low", "intermediate", "high", "very-high"];
    let ends = |answer: &Value| {
        let at = |key: &str| {
            let own = answer["risk"]["hypertension"][key].as_str().expect("a stratum");
            order.iter().position(|stratum| *stratum == own).expect("on the list")
        };
        (at("low"), at("high"))
    };
    for (who, bp) in [
        ("50 female not-pregnant htn", "0 bp 144/90"),
        ("60 male htn", "0 bp 165/95"),
        ("66 female htn dm on:amlodipine", "0 bp 138/86"),
    ] {
        let all = complete(&json!({}));
        let (low, high) = ends(&assess(who, &[bp], &all));
        for left_out in 0..all["observations"].as_array().expect("a list").len() {
            let mut fewer = all.clone();
            fewer["observations"].as_array_mut().expect("a list").remove(left_out);
            let (wider_low, wider_high) = ends(&assess(who, &[bp], &fewer));
            assert!(wider_low <= low && high <= wider_high, "{who} without {left_out}");
        }
        for left_out in ["lifestyle", "family"] {
            let mut fewer = all.clone();
            fewer.as_object_mut().expect("a record").remove(left_out);
            let (wider_low, wider_high) = ends(&assess(who, &[bp], &fewer));
            assert!(wider_low <= low && high <= wider_high, "{who} without {left_out}");
        }
    }
}

#[test]
fn a_factor_of_each_kind_counts_once() {
    let one = |with: Value| {
        let mut record = complete(&json!({}));
        let more = with.as_object().expect("fields").clone();
        for (key, value) in more {
            match (record.get_mut(&key), value) {
                (Some(Value::Array(own)), Value::Array(more)) if key == "observations" => own.extend(more),
                (_, value) => record[key] = value,
            }
        }
        stratum(&assess("50 male htn", &["0 bp 145/85"], &record))
    };
    let later = |concept: &str, value: f64, unit: &str| {
        let at = format!("{}T10:00", support::AS_OF);
        json!({"observations": [{"at": at, "concept": concept, "value": value, "unit": unit}]})
    };
    let family = |relation: &str, age: u8| json!({"family": [{"condition": "cardiovascular-disease", "relation": relation, "onsetAge": age}]});
    for (with, expected) in [
        (json!({"lifestyle": {"smoking": "current"}}), "intermediate"),
        (json!({"lifestyle": {"smoking": "never", "secondHandSmoke": true}}), "intermediate"),
        (family("father", 49), "intermediate"),
        (family("father", 50), "low"),
        (family("uncle", 40), "low"),
        (later("ldl", 3.4, "mmol/L"), "intermediate"),
        (later("ldl", 3.39, "mmol/L"), "low"),
        (later("hdl", 1.0, "mmol/L"), "low"),
        (later("heart-rate", 80.0, "/min"), "low"),
        (later("heart-rate", 81.0, "/min"), "intermediate"),
        (later("waist", 90.0, "cm"), "intermediate"),
        (later("uric-acid", 420.0, "umol/L"), "intermediate"),
        (later("uacr", 30.0, "mg/g"), "high"),
        (later("uacr", 3.2, "mg/mmol"), "low"),
        (later("egfr", 59.9, "mL/min/1.73m2"), "high"),
        (later("egfr", 29.9, "mL/min/1.73m2"), "very-high"),
        (later("creatinine", 133.0, "umol/L"), "very-high"),
    ] {
        assert_eq!(one(with.clone()), format!("{expected}..{expected}"), "{with}");
    }
}

/// `kind target met` of every row of a concept.
/// Who asks what, and whether it is met: of each row the document that is heard, then those that say otherwise.
fn targets(answer: &Value, concept: &str) -> Vec<String> {
    let rows = answer["targets"].as_array().expect("a list").iter().filter(|row| row["concept"] == concept);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    rows.flat_map(|row| {
        let said = |guideline: &Value, own: &Value| {
            format!("{} {} {} {}", text(guideline), text(&row["kind"]), text(&own["target"]), own["met"])
        };
        let others = row["others"].as_array().into_iter().flatten();
        [said(&row["cite"]["guideline"], row)]
            .into_iter()
            .chain(others.map(move |own| said(&own["guideline"], own)))
    })
    .collect()
}

/// Every document's target is there, by its own name or in the same words of a document heard before it.
#[track_caller]
fn expect_targets(who: &str, story: &[&str], concept: &str, expected: &[&str]) {
    let found = targets(&assess(who, story, &json!({})), concept);
    let said = |row: &str| row.split_once(' ').map(|(_, said)| said.to_owned());
    let unsaid = |row: &&&str| found.iter().all(|own| said(own) != said(row));
    assert_eq!(expected.iter().filter(unsaid).count(), 0, "{who} {story:?}: {found:?} of {expected:?}");
    let more = found.iter().filter(|own| !expected.contains(&own.as_str()));
    assert_eq!(more.count(), 0, "{who} {story:?}: {found:?} of {expected:?}");
}

#[test]
fn hypertension_15_19_each_document_has_its_own_target() {
    expect_targets(
        "64 male htn on:amlodipine",
        &["0 bp 139/89"],
        "blood-pressure",
        &[
            "cn-bphs-2017 indicator < 140/90 mmHg true",
            "cn-htn-2024 clinical < 140/90 mmHg true",
            "cn-htn-2024 if-tolerated < 130/80 mmHg false",
            "cn-htn-primary-2025 clinical < 130/80 mmHg false",
        ],
    );
    expect_targets(
        "80 female htn on:amlodipine",
        &["0 bp 148/88"],
        "blood-pressure",
        &[
            "cn-bphs-2017 indicator < 150/90 mmHg true",
            "cn-htn-2024 clinical < 150/90 mmHg true",
            "cn-htn-2024 if-tolerated < 140/90 mmHg false",
            "cn-htn-primary-2025 clinical < 150/90 mmHg true",
            "cn-htn-primary-2025 if-tolerated < 140/90 mmHg false",
        ],
    );
}

#[test]
fn hypertension_17_65_meets_the_indicator_and_no_clinical_target() {
    let rows = targets(&assess("65 male htn", &["0 bp 145/85"], &json!({})), "blood-pressure");
    assert!(rows.contains(&"cn-bphs-2017 indicator < 150/90 mmHg true".to_owned()), "{rows:?}");
    assert!(
        rows.iter()
            .filter(|row| row.contains("clinical") && !row.contains("2018"))
            .all(|row| row.ends_with("false")),
        "{rows:?}"
    );
}

#[test]
fn diabetes_p05_seven_is_at_the_primary_target_and_not_at_the_indicator() {
    expect_targets(
        "63 male dm",
        &["0 fasting 7.0"],
        "glucose",
        &[
            "cn-bphs-2017 indicator < 7 mmol/L false",
            "cn-t2dm-primary-2022 clinical 4.4-7 mmol/L true",
            "cn-t2dm-primary-2022 clinical < 10 mmol/L null",
        ],
    );
}

#[test]
fn diabetes_p25_in_care_on_a_sulfonylurea_the_target_has_a_floor() {
    let who = "82 male dm on:class:sulfonylurea";
    let care = json!({"patient": {"function": {"longTermCare": true}}});
    let answer = assess(who, &["0 fasting 5.2, hba1c 6.8, bp 136/78"], &care);
    let rows = targets(&answer, "hba1c");
    assert!(rows.contains(&"cn-dm-2024 clinical 8-8.5 % false".to_owned()), "{rows:?}");
    let pressure = targets(&answer, "blood-pressure");
    assert!(
        pressure.contains(&"cn-t2dm-primary-2022 clinical < 150/90 mmHg true".to_owned()),
        "{pressure:?}"
    );
    assert_eq!(answer["risk"]["hypoglycaemia"], "high");
}

#[test]
fn targets_on_their_edges() {
    let at = |story: &str, who: &str, concept: &str| targets(&assess(who, &[story], &json!({})), concept);
    assert!(at("0 bmi 23.9", "50 male dm", "bmi")[0].ends_with("true"));
    assert!(at("0 bmi 24", "50 male dm", "bmi")[0].ends_with("false"));
    assert!(at("0 tir 70, cgm-active 80", "50 male dm", "tir")[0].ends_with("false"));
    assert!(at("0 tir 70.1, cgm-active 80", "50 male dm", "tir")[0].ends_with("true"));
    assert!(at("0 tbr 4, cgm-active 80", "50 male dm", "tbr")[0].ends_with("false"));
    assert!(at("0 tir 90, cgm-active 65", "50 male dm", "tir").is_empty());
    assert!(at("0 fasting 6", "50 male dm", "tir").is_empty());
}

#[test]
fn a_target_says_since_when_it_is_met_or_missed_and_a_stale_value_is_unknown() {
    let story = ["-200 ldl 3.0", "-90 ldl 2.0", "-30 ldl 2.4"];
    let answer = assess("38 male dm", &story, &json!({}));
    let row = |answer: &Value| {
        answer["targets"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|row| row["concept"] == "ldl")
            .cloned()
            .expect("a row")
    };
    assert_eq!(
        (row(&answer)["met"].clone(), row(&answer)["since"].clone()),
        (json!(true), json!("2026-08-22"))
    );
    let stale = row(&assess("38 male dm", &["-366 ldl 2.0"], &json!({})));
    assert_eq!((stale["met"].clone(), stale["since"].clone()), (Value::Null, Value::Null));
}

#[test]
fn badges_are_what_was_seen_and_nothing_where_nobody_looked() {
    let badge = |who: &str, story: &[&str], key: &str| assess(who, story, &json!({}))["risk"][key].clone();
    assert_eq!(badge("50 male dm on:class:metformin", &["0 fasting 6"], "hypoglycaemia"), "low");
    assert_eq!(badge("50 male dm on:class:insulin-basal", &["0 fasting 6"], "hypoglycaemia"), "high");
    let both = "50 male dm on:class:insulin-basal on:class:sulfonylurea";
    assert_eq!(badge(both, &["0 fasting 6"], "hypoglycaemia"), "very-high");
    assert_eq!(
        badge("50 male dm on:class:acei on:unheard-of", &["0 fasting 6"], "hypoglycaemia"),
        Value::Null
    );
    assert_eq!(badge("50 male dm", &["0 fasting 6"], "eye"), Value::Null);
    assert_eq!(badge("50 male dm", &["0 fundus none"], "eye"), "low");
    assert_eq!(badge("50 male dm", &["0 fundus moderate-npdr"], "eye"), "high");
    assert_eq!(badge("50 male dm", &["0 fundus pdr"], "eye"), "very-high");
    assert_eq!(badge("50 male dm diabetic-retinopathy", &["0 fasting 6"], "eye"), "intermediate");
    assert_eq!(badge("50 male dm", &["0 fasting 6"], "foot"), Value::Null);
    assert_eq!(badge("50 male dm", &["0 monofilament normal, vibration normal, abi 1.0"], "foot"), "low");
    assert_eq!(badge("50 male dm", &["0 abi 0.9"], "foot"), "intermediate");
    assert_eq!(badge("50 male dm foot-deformity", &["0 monofilament abnormal"], "foot"), "high");
    assert_eq!(badge("50 male dm amputation", &["0 fasting 6"], "foot"), "very-high");
    assert_eq!(badge("50 male htn", &["0 bp 140/80"], "foot"), Value::Null);
}

#[test]
fn where_the_older_edition_says_something_else_both_are_shown() {
    let mut with = complete(&json!({}));
    let at = format!("{}T10:00", support::AS_OF);
    let uric = json!({"at": at, "concept": "uric-acid", "value": 430, "unit": "umol/L"});
    with["observations"].as_array_mut().expect("a list").push(uric);
    let answer = assess("50 male htn", &["0 bp 145/85"], &with);
    assert_eq!(stratum(&answer), "intermediate..intermediate");
    let others = json!([{"guideline": "cn-htn-2018", "low": "low", "high": "low", "atLeast": false}]);
    assert_eq!(answer["risk"]["hypertension"]["others"], others);
    let same = assess("60 male htn", &["0 bp 145/85"], &complete(&json!({})));
    assert!(same["risk"]["hypertension"].get("others").is_none());
    let rows = targets(&assess("70 male htn", &["0 bp 145/85"], &json!({})), "blood-pressure");
    assert!(rows.contains(&"cn-htn-2018 clinical < 150/90 mmHg true".to_owned()), "{rows:?}");
}

#[test]
fn kidney_classes_are_of_what_was_measured_within_the_year() {
    let kidney = |story: &str| assess("60 male dm", &[story], &json!({}))["risk"]["kidney"].clone();
    assert_eq!(kidney("0 egfr 59.9, uacr 30"), json!({"egfr": 59.9, "g": "G3a", "a": "A2"}));
    assert_eq!(kidney("0 egfr 60, uacr 29.9"), json!({"egfr": 60, "g": "G2", "a": "A1"}));
    assert_eq!(kidney("0 egfr 14.9, uacr 300.1"), json!({"egfr": 14.9, "g": "G5", "a": "A3"}));
    assert_eq!(kidney("0 uacr 300"), json!({"egfr": null, "g": null, "a": "A2"}));
    assert_eq!(kidney("-365 egfr 95"), json!({"egfr": 95, "g": "G1", "a": null}));
    assert_eq!(kidney("-366 egfr 95, uacr 5"), json!({"egfr": null, "g": null, "a": null}));
}
