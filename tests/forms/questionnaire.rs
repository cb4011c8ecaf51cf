//! The form as a FHIR QuestionnaireResponse.

use liangbing::forms;
use serde_json::{Value, json};

use super::{glucose_form, pressure_form};

fn response(form: &Value) -> Value {
    let text = forms::to_questionnaire_response(&form.to_string()).expect("a form");
    serde_json::from_str(&text).expect("JSON")
}

fn refusal(response: &Value) -> (&'static str, String) {
    match forms::from_questionnaire_response(&response.to_string()) {
        Err(error) => (error.code.code(), error.path),
        Ok(form) => panic!("nothing was refused: {form}"),
    }
}

#[test]
fn links_are_the_names_of_the_fields_and_codes_are_never_bare() {
    for form in [pressure_form(), glucose_form()] {
        let response = response(&form);
        assert_eq!(
            response["questionnaire"],
            format!("urn:liangbing:form:{}|2017", form["concern"].as_str().expect("a concern"))
        );
        let items = response["item"].as_array().expect("items");
        for item in items {
            let link = item["linkId"].as_str().expect("a link");
            assert!(form.get(link).is_some(), "{link}");
            for answer in item["answer"].as_array().map(Vec::as_slice).unwrap_or_default() {
                if let Some(coding) = answer.get("valueCoding") {
                    assert!(coding["system"].as_str().expect("a system").ends_with(&format!(":{link}")));
                    assert_eq!(coding["version"], "2017");
                }
            }
        }
        let back: Value =
            serde_json::from_str(&forms::from_questionnaire_response(&response.to_string()).expect("a form"))
                .expect("JSON");
        let mut expected = form.clone();
        expected["schema"] = json!("liangbing.form/1");
        assert_eq!(back, expected);
    }
}

#[test]
fn another_questionnaire_an_unknown_item_or_a_foreign_list_is_refused() {
    let good = response(&glucose_form());
    let with = |pointer: &str, value: Value| {
        let mut response = good.clone();
        *response.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        refusal(&response)
    };
    assert_eq!(with("/resourceType", json!("Observation")), ("unknown-value", "resourceType".to_owned()));
    assert_eq!(
        with("/questionnaire", json!("http://example.org/other")),
        ("unknown-value", "questionnaire".to_owned())
    );
    assert_eq!(
        with("/questionnaire", json!("urn:liangbing:form:diabetes|1999")),
        ("unknown-value", "questionnaire".to_owned())
    );
    assert_eq!(with("/item/0/linkId", json!("sbp")), ("unknown-field", "item[0].linkId".to_owned()));
    assert_eq!(with("/item/0/answer", json!([])), ("wrong-type", "item[0].answer".to_owned()));
    let pulse = good["item"]
        .as_array()
        .expect("items")
        .iter()
        .position(|item| item["linkId"] == "footPulse")
        .expect("the pulse");
    let (code, path) = with(&format!("/item/{pulse}/answer/0/valueCoding/version"), json!("2009"));
    assert_eq!((code, path), ("unknown-value", format!("item[{pulse}].answer[0].valueCoding.version")));
    // Without an edition the questionnaire leaves a bare code, which is refused like one on a form.
    assert_eq!(with("/questionnaire", json!("urn:liangbing:form:diabetes")).0, "missing-field");
}
