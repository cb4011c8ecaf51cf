//! The small calculators and sensor series by name: both units, and every way to be refused.

use liangbing::calc::{calc, calculators};
use serde_json::Value;

fn answer(name: &str, inputs: &str) -> Value {
    let answer = calc(name, inputs, None).unwrap_or_else(|error| panic!("{name} {inputs}: {error}"));
    serde_json::to_value(&answer).unwrap()
}

fn number(name: &str, inputs: &str, key: &str) -> f64 {
    answer(name, inputs)[key].as_f64().unwrap_or_else(|| panic!("{name} {inputs}: no {key}"))
}

/// The code and path of a refusal.
fn refusal(name: &str, inputs: &str) -> (&'static str, String) {
    match calc(name, inputs, None) {
        Ok(answer) => panic!("{name} {inputs}: {answer}"),
        Err(error) => (error.code.code(), error.path),
    }
}

#[test]
fn both_units_agree_to_the_rounding_of_their_factor() {
    let pairs = [
        ("gmi", r#"{"mean_glucose_mg_dl": 180.156}"#, r#"{"mean_glucose_mmol_l": 10}"#, "gmi_pct"),
        ("gmi", r#"{"mean_glucose_mg_dl": 180.156}"#, r#"{"mean_glucose_mmol_l": 10}"#, "gmi_mmol_mol"),
        ("eag", r#"{"mean_glucose_mg_dl": 180.156}"#, r#"{"mean_glucose_mmol_l": 10}"#, "hba1c_pct"),
        ("eag", r#"{"hba1c_pct": 7}"#, r#"{"hba1c_mmol_mol": 53.00565}"#, "eag_mg_dl"),
        (
            "homa-ir",
            r#"{"insulin_uiu_ml": 10, "glucose_mg_dl": 90.078}"#,
            r#"{"insulin_uiu_ml": 10, "glucose_mmol_l": 5}"#,
            "homa_ir",
        ),
        (
            "ldl",
            r#"{"tc_mg_dl": 193.35, "hdl_mg_dl": 50.271, "tg_mg_dl": 150.569, "method": "sampson_nih2"}"#,
            r#"{"tc_mmol_l": 5, "hdl_mmol_l": 1.3, "tg_mmol_l": 1.7, "method": "sampson_nih2"}"#,
            "ldl_mmol_l",
        ),
    ];
    for (name, one, other, key) in pairs {
        let (one, other) = (number(name, one, key), number(name, other, key));
        assert!((one - other).abs() < 0.005 * one, "{name} {key}: {one} and {other}");
    }
}

#[test]
fn a_value_goes_to_its_other_unit_and_back() {
    let quantities = [
        ("hba1c", "value_pct", 7.0, "value_mmol_mol", 0.002),
        ("glucose", "value_mg_dl", 126.0, "value_mmol_l", 1e-9),
        ("cholesterol", "value_mg_dl", 200.0, "value_mmol_l", 1e-9),
        ("triglycerides", "value_mg_dl", 150.0, "value_mmol_l", 1e-9),
        ("creatinine", "value_mg_dl", 1.2, "value_umol_l", 1e-9),
        ("uacr", "value_mg_g", 300.0, "value_mg_mmol", 1e-9),
    ];
    for (quantity, key, value, other, tolerance) in quantities {
        let there =
            number("unit-conversions", &format!(r#"{{"quantity": "{quantity}", "{key}": {value}}}"#), other);
        let inputs = format!(r#"{{"quantity": "{quantity}", "{other}": {there}}}"#);
        let back = number("unit-conversions", &inputs, key);
        assert!((back - value).abs() <= tolerance * value + 1e-6, "{quantity}: {value}, {there}, {back}");
    }
}

#[test]
fn classes_begin_at_their_number() {
    let class = |kg: f64| {
        answer("bmi", &format!(r#"{{"weight_kg": {kg}, "height_cm": 100}}"#))["class_china"].clone()
    };
    let found = [18.49, 18.5, 23.99, 24.0, 27.99, 28.0].map(class);
    assert_eq!(found, ["underweight", "normal", "normal", "overweight", "overweight", "obese"]);
}

#[test]
fn what_an_equation_was_not_made_for_is_refused_by_its_key() {
    let lipids = |tg: &str, method: &str| {
        refusal("ldl", &format!(r#"{{"tc_mg_dl": 250, "hdl_mg_dl": 50, {tg}, "method": "{method}"}}"#))
    };
    let range = |path: &str| ("input-range", path.to_owned());
    assert_eq!(lipids(r#""tg_mg_dl": 400"#, "friedewald"), range("tg_mg_dl"));
    assert_eq!(lipids(r#""tg_mmol_l": 4.6"#, "martin_hopkins_180"), range("tg_mmol_l"));
    assert_eq!(lipids(r#""tg_mg_dl": 801"#, "sampson_nih2"), range("tg_mg_dl"));
    let more_hdl = r#"{"tc_mg_dl": 100, "hdl_mg_dl": 100, "tg_mg_dl": 90, "method": "friedewald"}"#;
    assert_eq!(refusal("ldl", more_hdl), range("hdl_mg_dl"));
    let nothing_left = r#"{"tc_mg_dl": 100, "hdl_mg_dl": 60, "tg_mg_dl": 390, "method": "friedewald"}"#;
    assert_eq!(refusal("ldl", nothing_left), range("tg_mg_dl"));
    assert_eq!(refusal("mean-arterial-pressure", r#"{"sbp_mmhg": 80, "dbp_mmhg": 80}"#), range("dbp_mmhg"));
    assert_eq!(refusal("unit-conversions", r#"{"quantity": "hba1c", "value_pct": 48}"#), range("value_pct"));
    let no_platelets = r#"{"age_years": 50, "ast_u_l": 40, "alt_u_l": 40, "platelets_1e9_l": 0}"#;
    assert_eq!(refusal("fib4", no_platelets), range("platelets_1e9_l"));
}

#[test]
fn a_missing_a_double_and_a_strange_input_are_refused() {
    let missing = |name, inputs| {
        let (code, path) = refusal(name, inputs);
        assert_eq!(code, "input-missing", "{name} {inputs}");
        path
    };
    assert_eq!(missing("bmi", r#"{"weight_kg": 70}"#), "height_cm");
    assert_eq!(missing("eag", "{}"), "hba1c_pct");
    assert_eq!(missing("unit-conversions", r#"{"quantity": "uacr"}"#), "value_mg_g");
    assert_eq!(missing("cgm-metrics", "{}"), "glucose_mg_dl");
    assert_eq!(missing("cgm-metrics", r#"{"glucose_mmol_l": []}"#), "glucose_mmol_l");
    assert_eq!(missing("mage", r#"{"glucose_mg_dl": [100]}"#), "time");
    assert_eq!(missing("cgm-metrics", r#"{"glucose_mg_dl": [100], "time": []}"#), "time");
    let unknown = |name, inputs| assert_eq!(refusal(name, inputs).0, "unknown-field", "{name} {inputs}");
    unknown("eag", r#"{"hba1c_pct": 7, "mean_glucose_mg_dl": 150}"#);
    unknown("gmi", r#"{"mean_glucose_mg_dl": 150, "mean_glucose_mmol_l": 8}"#);
    unknown("unit-conversions", r#"{"quantity": "hba1c", "value_mg_dl": 7}"#);
    unknown("unit-conversions", r#"{"quantity": "glucose", "value_mg_dl": 90, "value_mmol_l": 5}"#);
    unknown("cgm-metrics", r#"{"glucose_mg_dl": [100], "glucose_mmol_l": [5]}"#);
    unknown("waist", r#"{"sex": "male", "waist": 90}"#);
}

#[test]
fn a_reading_that_is_none_is_refused_at_its_place() {
    let readings = |list: &str| refusal("cgm-metrics", &format!(r#"{{"glucose_mg_dl": {list}}}"#));
    assert_eq!(readings("[100, 0]"), ("input-range", "glucose_mg_dl[1]".to_owned()));
    assert_eq!(readings("[100, -5]"), ("input-range", "glucose_mg_dl[1]".to_owned()));
    assert_eq!(readings(r#"["100"]"#), ("wrong-type", "glucose_mg_dl[0]".to_owned()));
    assert_eq!(readings("[null]"), ("wrong-type", "glucose_mg_dl[0]".to_owned()));
    assert_eq!(readings("100"), ("wrong-type", "glucose_mg_dl".to_owned()));
    let time = r#"{"glucose_mg_dl": [100], "time": ["yesterday"]}"#;
    assert_eq!(refusal("cgm-metrics", time), ("bad-date", "time[0]".to_owned()));
}

#[test]
fn a_file_is_read_only_where_files_are() {
    assert_eq!(refusal("cgm-metrics", r#"{"cgm_csv": "a.csv"}"#), ("unknown-value", "cgm_csv".to_owned()));
}

#[test]
fn readings_with_times_say_wear_and_the_typical_day() {
    let inputs = r#"{"glucose_mmol_l": [7.4, 10, 7.4], "time": ["2026-01-01 00:00:00", "2026-01-01T00:05", "2026-01-01 00:00:00"]}"#;
    let answer = answer("cgm-metrics", inputs);
    assert_eq!(
        (&answer["n"], &answer["repeated"], &answer["active_pct"]),
        (&2.into(), &1.into(), &100.into())
    );
    assert_eq!((&answer["tir_70_180_pct"], &answer["sufficient"]), (&100.into(), &false.into()));
    assert_eq!(answer["modal_day"][0]["p50_mmol_l"].to_string(), "8.7");
}

#[test]
fn a_trace_without_an_excursion_answers_null() {
    let inputs = r#"{"glucose_mg_dl": [100, 100], "time": ["2026-01-01 00:00:00", "2026-01-01 00:05:00"]}"#;
    assert_eq!(answer("mage", inputs)["mage_mg_dl"], Value::Null);
}

#[test]
fn every_answer_is_among_the_keys_that_its_calculator_names() {
    let inputs = r#"{"glucose_mg_dl": [100, 180], "time": ["2026-01-01 00:00:00", "2026-01-01 00:05:00"]}"#;
    let named = calculators().find(|calculator| calculator.about.name == "cgm-metrics").unwrap().answers;
    for key in answer("cgm-metrics", inputs).as_object().unwrap().keys() {
        assert!(named.contains(&key.as_str()), "{key}");
    }
}
