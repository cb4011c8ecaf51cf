//! Forms that are refused: with a code, a path, and what was expected.

use liangbing::forms;
use serde_json::json;

fn refusal(form: &str) -> (&'static str, String) {
    match forms::read(form) {
        Err(error) => (error.code.code(), error.path),
        Ok(read) => panic!("nothing was refused: {read}"),
    }
}

#[test]
fn a_form_of_another_shape() {
    let with = |name: &str, value: serde_json::Value| {
        let mut form = json!({"concern": "hypertension", "edition": 2017, "date": "2026-11-20"});
        form[name] = value;
        refusal(&form.to_string())
    };
    let at = |code: &'static str, path: &str| (code, path.to_owned());
    assert_eq!(refusal("not a form"), at("not-json", ""));
    assert_eq!(refusal("[]"), at("wrong-type", ""));
    assert_eq!(refusal("{}"), at("missing-field", "concern"));
    assert_eq!(refusal(r#"{"concern": "hypertension"}"#), at("missing-field", "date"));
    assert_eq!(with("concern", json!("copd")), at("unknown-value", "concern"));
    assert_eq!(with("edition", json!(1999)), at("unknown-value", "edition"));
    assert_eq!(with("edition", json!(true)), at("wrong-type", "edition"));
    assert_eq!(with("date", json!("2026-02-30")), at("bad-date", "date"));
    assert_eq!(with("date", json!("20/11/2026")), at("bad-date", "date"));
    assert_eq!(with("nextDate", json!("12-04")), at("bad-date", "nextDate"));
    assert_eq!(with("class", json!(5)), at("unknown-value", "class"));
    assert_eq!(with("systolic", json!("148")), at("wrong-type", "systolic"));
    assert_eq!(with("systolic", json!(-1)), at("input-range", "systolic"));
    assert_eq!(with("symptoms", json!(1)), at("wrong-type", "symptoms"));
    assert_eq!(with("symptoms", json!([1, 10])), at("unknown-value", "symptoms[1]"));
    assert_eq!(with("doctor", json!("")), at("wrong-type", "doctor"));
    assert_eq!(with("medicines", json!([{"perDay": 1}])), at("missing-field", "medicines[0].name"));
    assert_eq!(
        with("medicines", json!([{"name": "a", "dose": 1}])),
        at("unknown-field", "medicines[0].dose")
    );
    assert_eq!(with("footPulse", json!(1)), at("unknown-field", "footPulse"));
    assert_eq!(with("sbp", json!(148)), at("unknown-field", "sbp"));
    assert_eq!(with("schema", json!("liangbing.form/9")), at("unknown-value", "schema"));
    assert_eq!(with("more", json!(1)), at("wrong-type", "more"));
}

#[test]
fn a_form_larger_than_any_form_is() {
    let text = format!(
        r#"{{"concern": "hypertension", "date": "2026-11-20", "tests": "{}"}}"#,
        "x".repeat(50 << 20)
    );
    assert_eq!(refusal(&text).0, "too-large");
}

#[test]
fn options_and_assessments_that_are_none() {
    let write = |answer: &str, options: &str| {
        let record = r#"{"conditions": [{"code": "hypertension"}, {"code": "type-2-diabetes"}]}"#;
        forms::write(record, answer, options).map_err(|error| (error.code.code(), error.path))
    };
    let day = r#"{"asOf": "2026-11-20"}"#;
    assert!(write(day, r#"{"concern": "diabetes", "edition": "2009", "locale": "en"}"#).is_ok());
    assert_eq!(write(day, "{}"), Err(("bad-options", "concern".to_owned())));
    assert_eq!(write(day, r#"{"concern": "gout"}"#), Err(("bad-options", "concern".to_owned())));
    assert_eq!(
        write(day, r#"{"concern": "diabetes", "edition": 2011}"#),
        Err(("bad-options", "edition".to_owned()))
    );
    assert_eq!(
        write(day, r#"{"concern": "diabetes", "locale": "fr"}"#),
        Err(("bad-options", "locale".to_owned()))
    );
    assert_eq!(
        write(day, r#"{"concern": "diabetes", "editon": 2017}"#),
        Err(("bad-options", "editon".to_owned()))
    );
    assert_eq!(write("{}", r#"{"concern": "diabetes"}"#), Err(("missing-field", "asOf".to_owned())));
    assert_eq!(forms::fields("fr").map_err(|error| error.path), Err("locale".to_owned()));
}
