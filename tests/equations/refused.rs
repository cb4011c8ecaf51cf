//! What a calculator does not answer, and how it says so.

use liangbing::calc::{calc, calculators};
use serde_json::{Value, json};

/// A person whom every score of a family answers.
fn person(calculator: &str) -> Value {
    let shared = json!({"sex": "male", "age_years": 55, "current_smoker": true, "sbp_mmhg": 150});
    let more = match calculator {
        "china-par-10y" => json!({"bp_treated": true, "tc_mmol_l": 5.4, "hdl_mmol_l": 1.1, "waist_cm": 98,
            "diabetes": false, "north": true, "urban": false, "family_history": true}),
        "prevent" => {
            json!({"bp_treated": true, "tc_mg_dl": 210, "hdl_mg_dl": 45, "statin": true, "diabetes": true,
            "egfr": 70, "bmi": 31, "model": "base", "horizon": "10yr"})
        }
        "pce-2013" => {
            json!({"race": "white", "bp_treated": true, "tc_mg_dl": 210, "hdl_mg_dl": 45, "diabetes": true})
        }
        "score2" | "score2-asia-pacific" => json!({"region": "low", "tc_mmol_l": 5.4, "hdl_mmol_l": 1.1}),
        "score2-op" => {
            json!({"region": "low", "tc_mmol_l": 5.4, "hdl_mmol_l": 1.1, "age_years": 75, "diabetes": true})
        }
        "score2-diabetes" => json!({"region": "low", "tc_mmol_l": 5.4, "hdl_mmol_l": 1.1,
            "age_at_diabetes_years": 48, "hba1c_mmol_mol": 60, "egfr": 70}),
        "who-2019-lab" => json!({"region": "east_asia", "tc_mmol_l": 5.4, "diabetes": true}),
        "who-2019-nonlab" => json!({"region": "east_asia", "bmi": 27}),
        _ => return json!({"creatinine_umol_l": 88, "age_years": 55, "sex": "male"}),
    };
    with(&with(&json!({}), &shared), &more)
}

const SCORES: [&str; 9] = [
    "china-par-10y",
    "prevent",
    "pce-2013",
    "score2",
    "score2-asia-pacific",
    "score2-op",
    "score2-diabetes",
    "who-2019-lab",
    "who-2019-nonlab",
];

/// Inputs with others in their place; `null` takes one away.
fn with(inputs: &Value, changes: &Value) -> Value {
    let mut inputs = inputs.clone();
    for (key, value) in changes.as_object().unwrap() {
        inputs[key] = value.clone();
    }
    inputs
}

fn refusal(calculator: &str, changes: &Value, options: Option<&str>) -> (String, String) {
    let inputs = with(&person(calculator), changes).to_string();
    let error = calc(calculator, &inputs, options).expect_err(&inputs);
    assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{error}");
    (error.code.code().to_owned(), error.path)
}

fn refuses(calculator: &str, changes: &Value, code: &str, path: &str) {
    assert_eq!(
        refusal(calculator, changes, None),
        (code.to_owned(), path.to_owned()),
        "{calculator} {changes}"
    );
}

#[test]
fn each_score_answers_its_person() {
    for score in SCORES {
        calc(score, &person(score).to_string(), None).unwrap();
    }
}

#[test]
fn an_input_that_is_missing_is_named() {
    refuses("china-par-10y", &json!({"tc_mmol_l": null}), "input-missing", "tc_mg_dl");
    refuses("china-par-10y", &json!({"family_history": null}), "input-missing", "family_history");
    refuses("prevent", &json!({"model": "uacr"}), "input-missing", "uacr_mg_g");
    refuses("prevent", &json!({"model": "hba1c"}), "input-missing", "hba1c_pct");
    refuses("prevent", &json!({"model": "sdi"}), "input-missing", "sdi_decile");
    refuses("score2", &json!({"region": null}), "input-missing", "region");
    refuses("score2-diabetes", &json!({"hba1c_mmol_mol": null}), "input-missing", "hba1c_mmol_mol");
    refuses("who-2019-lab", &json!({"age_years": null}), "input-missing", "age_years");
    refuses("who-2019-lab", &json!({"tc_mmol_l": null}), "input-missing", "tc_mmol_l");
    refuses("ckd-epi-2021", &json!({"creatinine_umol_l": null}), "input-missing", "creatinine_umol_l");
    refuses("ckd-epi-2009", &json!({}), "input-missing", "black");
}

#[test]
fn an_input_outside_its_range_is_named() {
    let edges: &[(&str, &str, f64, f64)] = &[
        ("china-par-10y", "age_years", 34.0, 75.0),
        ("china-par-10y", "age_years", 54.5, 55.5),
        ("china-par-10y", "sbp_mmhg", 69.0, 201.0),
        ("china-par-10y", "dbp_mmhg", 39.0, 141.0),
        ("china-par-10y", "tc_mmol_l", 1.99, 11.01),
        ("china-par-10y", "hdl_mmol_l", 0.49, 4.01),
        ("china-par-10y", "waist_cm", 49.9, 130.1),
        ("prevent", "age_years", 29.0, 80.0),
        ("prevent", "sbp_mmhg", 89.0, 181.0),
        ("prevent", "tc_mg_dl", 129.9, 320.1),
        ("prevent", "hdl_mg_dl", 19.9, 100.1),
        ("prevent", "egfr", 14.9, 140.1),
        ("prevent", "bmi", 18.4, 40.0),
        ("prevent", "hba1c_pct", 4.4, 15.1),
        ("prevent", "uacr_mg_g", 0.09, 25_000.1),
        ("prevent", "sdi_decile", 0.0, 11.0),
        ("pce-2013", "age_years", 39.0, 80.0),
        ("score2", "age_years", 39.0, 70.0),
        ("score2-asia-pacific", "age_years", 39.0, 70.0),
        ("score2-diabetes", "age_years", 39.0, 70.0),
        ("score2-diabetes", "age_at_diabetes_years", -1.0, 56.0),
        ("score2-op", "age_years", 69.0, -75.0),
        ("who-2019-lab", "age_years", 39.0, 75.0),
        ("who-2019-nonlab", "age_years", 39.0, 75.0),
        ("ckd-epi-2021", "age_years", 17.0, -1.0),
        ("ckd-epi-2021", "creatinine_umol_l", 0.0, 3_001.0),
    ];
    for (calculator, input, low, high) in edges {
        for value in [low, high] {
            refuses(calculator, &json!({*input: value}), "input-range", input);
        }
    }
}

#[test]
fn values_in_the_other_unit_are_caught_as_implausible() {
    refuses(
        "ckd-epi-2021",
        &json!({"creatinine_umol_l": null, "creatinine_mg_dl": 88}),
        "input-range",
        "creatinine_mg_dl",
    );
    refuses("score2", &json!({"tc_mmol_l": 210}), "input-range", "tc_mmol_l");
    refuses("pce-2013", &json!({"tc_mg_dl": 5.4}), "input-range", "tc_mg_dl");
    refuses("prevent", &json!({"tc_mg_dl": null, "tc_mmol_l": 210}), "input-range", "tc_mmol_l");
    refuses("score2-diabetes", &json!({"hba1c_mmol_mol": 7.4}), "input-range", "hba1c_mmol_mol");
}

#[test]
fn nobody_gets_a_risk_of_what_they_have() {
    for score in SCORES {
        refuses(score, &json!({"known_cvd": true}), "outcome-present", "known_cvd");
        // The disease ends the question, whatever else is missing.
        refuses(score, &json!({"known_cvd": true, "sex": null}), "outcome-present", "known_cvd");
    }
    refuses("prevent", &json!({"heart_failure": true}), "outcome-present", "heart_failure");
    refuses("score2", &json!({"diabetes": true}), "outcome-present", "diabetes");
    refuses("score2-asia-pacific", &json!({"diabetes": true}), "outcome-present", "diabetes");
    let damaged = json!({"severe_target_organ_damage": true});
    refuses("score2-diabetes", &damaged, "outcome-present", "severe_target_organ_damage");
}

#[test]
fn the_extended_range_must_be_asked_for_and_has_ends_of_its_own() {
    let old = with(&person("china-par-10y"), &json!({"age_years": 80})).to_string();
    let extended = r#"{"extendedRange": true, "locale": "en"}"#;
    let answer = serde_json::to_value(calc("china-par-10y", &old, Some(extended)).unwrap()).unwrap();
    assert_eq!(answer["notes"][0]["code"], "extended-range");
    for age in [19, 86] {
        let refused = refusal("china-par-10y", &json!({"age_years": age}), Some(extended));
        assert_eq!(refused, ("input-range".to_owned(), "age_years".to_owned()));
    }
    let inside = calc("china-par-10y", &person("china-par-10y").to_string(), Some(extended)).unwrap();
    assert_eq!(inside.get("notes"), None, "an age inside needs no label");
}

#[test]
fn what_the_calculator_does_not_know_is_refused_by_name() {
    refuses("score2", &json!({"smoker": true}), "unknown-field", "smoker");
    refuses("score2", &json!({"tc_mg_dl": 200}), "unknown-field", "tc_mmol_l");
    refuses("score2", &json!({"region": "china"}), "unknown-value", "region");
    refuses("score2", &json!({"current_smoker": "no"}), "wrong-type", "current_smoker");
    refuses("who-2019-lab", &json!({"age_years": null, "age_band": "55-60"}), "unknown-value", "age_band");
    refuses("who-2019-lab", &json!({"evaluate_at": {"age": 50}}), "unknown-field", "evaluate_at.age");
    let error = calc("china-par", "{}", None).unwrap_err();
    assert_eq!((error.code.code(), error.path.as_str()), ("unknown-calculator", "calculator"));
    let error = calc("score2", &person("score2").to_string(), Some(r#"{"explian": true}"#)).unwrap_err();
    assert_eq!((error.code.code(), error.path.as_str()), ("bad-options", "explian"));
}

#[test]
fn a_chart_answers_a_point_before_numbers_and_numbers_before_bands() {
    let chart = |changes: &Value| {
        let answer = calc("who-2019-lab", &with(&person("who-2019-lab"), changes).to_string(), None).unwrap();
        serde_json::to_value(answer).unwrap()["cvd_10y_pct"].clone()
    };
    let banded = json!({"age_years": null, "age_band": "55-59", "sbp_mmhg": null, "sbp_band": "140-159",
        "tc_mmol_l": null, "tc_band_mmol_l": "5-5.9"});
    let at = json!({"age_years": 57.5, "sbp_mmhg": 150, "tc_mmol_l": 5.5});
    assert_eq!(chart(&banded), chart(&at));
    assert_eq!(chart(&json!({"evaluate_at": at})), chart(&at));
    assert_eq!(chart(&json!({"age_band": "70-74"})), chart(&json!({})));
}

#[test]
fn an_explanation_names_every_input_in_both_languages_and_never_a_mans_waist() {
    for score in SCORES {
        for locale in ["zh-CN", "en"] {
            let options = json!({"explain": true, "locale": locale}).to_string();
            let answer = calc(score, &person(score).to_string(), Some(&options)).unwrap();
            let explain = serde_json::to_value(answer).unwrap()["explain"].clone();
            let lists = [&explain["contributions"], &explain["changes"]];
            for line in lists.iter().flat_map(|list| list.as_array().unwrap()) {
                assert!(line["label"].is_string(), "{score}: {line}");
                assert_ne!(line["input"], "waist_cm", "{score}");
            }
            let changes: Vec<&Value> =
                explain["changes"].as_array().unwrap().iter().map(|line| &line["change"]).collect();
            assert_eq!(changes, ["stop-smoking", "sbp-10-less"], "{score}");
        }
    }
}

#[test]
fn the_points_of_a_score_add_up_to_it() {
    let chinese = json!({"sex": "male", "age_years": 52, "sbp_mmhg": 134, "bmi": 24.5, "waist_cm": 88,
        "family_history": true});
    let finnish = json!({"sex": "female", "age_years": 50, "bmi": 28, "waist_cm": 100, "physically_active": false,
        "daily_fruit_veg": true, "antihypertensive_drugs": false, "history_high_glucose": true,
        "family_history": "first_degree"});
    for (score, inputs, change, taken_off) in
        [("chinese-diabetes-risk-score", chinese, "sbp-10-less", 3), ("findrisc", finnish, "be-active", 2)]
    {
        let answer = calc(score, &inputs.to_string(), Some(r#"{"explain": true}"#)).unwrap();
        let answer = serde_json::to_value(answer).unwrap();
        let lines = answer["explain"]["contributions"].as_array().unwrap();
        assert!(lines.iter().all(|line| line["label"].is_string()), "{lines:?}");
        let sum: i64 = lines.iter().map(|line| line["points"].as_i64().unwrap()).sum();
        assert_eq!(json!(sum), answer["score"], "{score}");
        let first = &answer["explain"]["changes"][0];
        assert_eq!((&first["change"], &first["points"]), (&json!(change), &json!(taken_off)));
    }
}

#[test]
fn a_womans_waist_explains_and_the_difference_is_the_equations_own() {
    let woman = with(&person("china-par-10y"), &json!({"sex": "female"}));
    let answer = calc("china-par-10y", &woman.to_string(), Some(r#"{"explain": true}"#)).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    let list = answer["explain"]["contributions"].as_array().unwrap();
    let waist = list.iter().find(|line| line["input"] == "waist_cm").unwrap();
    let slim = calc("china-par-10y", &with(&woman, &json!({"waist_cm": 85})).to_string(), None).unwrap();
    assert_eq!(waist["risk_pct"], serde_json::to_value(&slim).unwrap()["ascvd_10y_pct"]);
    assert_eq!((&waist["label"], &waist["reference"]), (&json!("腰围"), &json!(85)));
}

#[test]
fn every_data_file_is_a_calculator_with_words_and_a_reference() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/equations");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    // A line through the readings of a record is asked for by no form.
    files.retain(|name| name != "trend");
    files.sort();
    let mut names: Vec<&str> = calculators().map(|calculator| calculator.about.name).collect();
    names.sort_unstable();
    assert_eq!(names, files);
    for calculator in calculators() {
        let about = calculator.about;
        let words = [about.title, about.outcome, about.population, about.caution];
        assert!(words.iter().flatten().all(|text| !text.is_empty()), "{}", about.name);
        assert!(!about.reference.is_empty() && ["A", "B", "C"].contains(&about.confidence), "{}", about.name);
    }
}

#[test]
fn an_answer_is_the_same_by_either_writer() {
    for score in SCORES {
        let answer = calc(score, &person(score).to_string(), Some(r#"{"explain": true}"#)).unwrap();
        let text: Value = serde_json::from_str(&answer.to_string()).unwrap();
        assert_eq!(text, serde_json::to_value(&answer).unwrap(), "{score}");
    }
}

#[test]
fn the_types_of_javascript_name_every_calculator() {
    let types = include_str!("../../src/wasm/types.d.ts");
    let (_, list) = types.split_once("export type CalculatorName =").unwrap();
    let (list, _) = list.split_once(';').unwrap();
    let mut named: Vec<&str> = list.split('|').map(|name| name.trim().trim_matches('"')).collect();
    named.retain(|name| !name.is_empty());
    let mut names: Vec<&str> = calculators().map(|calculator| calculator.about.name).collect();
    names.sort_unstable();
    assert_eq!(named, names);
}
