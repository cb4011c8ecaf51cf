//! Form to record to form loses nothing, whatever stands on it.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{bare, glucose_form, pressure_form, read};
use liangbing::forms;

/// What a form says, without the marks of its making.
fn answers(form: &Value) -> Map<String, Value> {
    let mut map = form.as_object().expect("an object").clone();
    map.remove("schema");
    map.remove("setAside");
    // JSON has one zero, `7.0` and `7` are the same number.
    map.into_iter().map(|(name, value)| (name, normal(value))).collect()
}

fn normal(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().expect("a number");
            json!(number)
        }
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, value)| (name, normal(value))).collect())
        }
        other => other,
    }
}

fn back(form: &Value) -> Value {
    let (record, _) = read(form);
    bare(&record, form["date"].as_str().expect("a day"), form["concern"].as_str().expect("a concern"))
}

#[test]
fn a_full_form_comes_back_as_it_was() {
    for form in [pressure_form(), glucose_form()] {
        assert_eq!(answers(&back(&form)), answers(&form));
    }
}

#[test]
fn every_field_is_on_the_full_forms() {
    let forms: Value = serde_json::from_str(&forms::fields("en").expect("fields")).expect("JSON");
    for (concern, form) in [("hypertension", pressure_form()), ("diabetes", glucose_form())] {
        let sheet =
            forms.as_array().expect("a list").iter().find(|one| one["concern"] == concern).expect("a form");
        let rare = ["lostReason", "deathDate", "deathCause", "adherenceNote"];
        let of_other = [
            "symptomsOther",
            "weightTarget",
            "bmiTarget",
            "signsOther",
            "cigarettesTarget",
            "alcoholTarget",
            "exerciseMinutes",
            "exerciseTimesTarget",
            "exerciseMinutesTarget",
            "adverseReactionText",
            "referralReason",
            "referralTo",
        ];
        for field in sheet["fields"].as_array().expect("a list") {
            let id = field["id"].as_str().expect("an id");
            let skipped = rare.contains(&id) || concern == "diabetes" && of_other.contains(&id);
            assert_eq!(form.get(id).is_some(), !skipped, "{concern} {id}");
        }
    }
}

#[test]
fn a_lost_or_dead_patient_comes_back() {
    let lost =
        json!({"concern": "hypertension", "edition": 2017, "date": "2026-11-20", "lostReason": "外出打工"});
    let (record, _) = read(&lost);
    assert_eq!(record["visits"][0]["reached"], false);
    assert_eq!(answers(&back(&lost)), answers(&lost));
    let dead = json!({"concern": "diabetes", "edition": 2017, "date": "2026-11-20", "deathDate": "2026-11-01", "deathCause": "脑卒中"});
    let (record, _) = read(&dead);
    assert_eq!(record["patient"], json!({"deceasedAt": "2026-11-01", "status": "deceased"}));
    assert_eq!(answers(&back(&dead)), answers(&dead));
}

#[test]
fn fields_of_other_peoples_forms_survive() {
    let record = json!({"visits": [{"at": "2026-11-20", "concern": "hypertension",
        "form": {"edition": 2017, "doctor": "李医生", "tcm": {"type": "平和质", "list": [3, 1, 2]}}}]});
    let form = bare(&record, "2026-11-20", "hypertension");
    assert_eq!(form["doctor"], "李医生");
    assert_eq!(form["more"], json!({"tcm": {"type": "平和质", "list": [3, 1, 2]}}));
    assert_eq!(answers(&back(&form)), answers(&form));
}

#[test]
fn a_month_and_day_is_the_newest_not_after_the_visit() {
    let drawn = |visit: &str, said: &str| {
        let form = json!({"concern": "diabetes", "date": visit, "hba1c": 7.8, "hba1cDate": said});
        read(&form).0["observations"][0]["at"].as_str().expect("a day").to_owned()
    };
    assert_eq!(drawn("2026-11-20", "11-02"), "2026-11-02");
    assert_eq!(drawn("2026-01-20", "12-28"), "2025-12-28");
    assert_eq!(drawn("2026-11-20", "02-29"), "2024-02-29");
    assert_eq!(drawn("2026-11-20", "2026-10-30"), "2026-10-30");
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0..400_u32).prop_map(|n| json!(n)),
        (0..40_000_u32).prop_map(|n| json!(f64::from(n) / 100.0)),
    ]
}

/// An answer that the field may have.
fn answer(field: &Value) -> BoxedStrategy<Value> {
    let codes: Vec<Value> = field["options"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(|option| option["local"].is_null())
        .map(|option| option["code"].clone())
        .collect();
    match field["kind"].as_str().expect("a kind") {
        "text" => "[ -~\u{4e00}-\u{4eff}]{0,11}[a-z]".prop_map(|text| json!(text)).boxed(),
        "number" => number().boxed(),
        "date" => {
            (1..13_u32, 1..29_u32).prop_map(|(month, day)| json!(format!("2026-{month:02}-{day:02}"))).boxed()
        }
        "code" => prop::sample::select(codes).boxed(),
        "codes" => {
            let others: Vec<Value> = codes.into_iter().filter(|code| *code != 1).collect();
            let some = prop::sample::subsequence(others.clone(), 1..=others.len());
            prop_oneof![Just(json!([1])), some.prop_map(Value::Array)].boxed()
        }
        _ => prop::collection::vec(("[a-z]{1,9}", number(), "[a-z0-9]{1,9}"), 1..4)
            .prop_map(|list| {
                list.into_iter()
                    .map(|(name, times, amount)| json!({"name": name, "perDay": times, "amount": amount}))
                    .collect()
            })
            .boxed(),
    }
}

/// Any form with any answers, some of them implausible.
fn form() -> impl Strategy<Value = Value> {
    let forms: Value = serde_json::from_str(&forms::fields("en").expect("fields")).expect("JSON");
    let sheets = forms.as_array().expect("a list").clone();
    prop::sample::select(sheets).prop_flat_map(|sheet| {
        let (concern, edition) = (sheet["concern"].clone(), sheet["edition"].clone());
        let rare =
            ["date", "adherenceNote", "footPulseSide", "specimen", "hba1cDate", "deathDate", "deathCause"];
        let fields: Vec<_> = sheet["fields"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|field| !rare.contains(&field["id"].as_str().expect("an id")))
            .map(|field| (Just(field["id"].clone()), proptest::option::of(answer(field))))
            .collect();
        fields.prop_map(move |answers| {
            let mut form = json!({"concern": concern, "edition": edition, "date": "2026-11-20"});
            for (id, value) in answers {
                if let Some(value) = value {
                    form[id.as_str().expect("an id")] = value;
                }
            }
            // "No symptoms" beside a described one is a contradiction with a test of its own.
            if form["symptoms"] == json!([1]) {
                form.as_object_mut().expect("an object").remove("symptomsOther");
            }
            form
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_form_comes_back(form in form()) {
        prop_assert_eq!(answers(&back(&form)), answers(&form));
    }

    #[test]
    fn any_form_is_a_response_and_comes_back(form in form()) {
        let response = forms::to_questionnaire_response(&form.to_string()).expect("a form");
        let form_again = forms::from_questionnaire_response(&response).expect("a response");
        let form_again: Value = serde_json::from_str(&form_again).expect("JSON");
        prop_assert_eq!(answers(&form_again), answers(&form));
    }

    #[test]
    fn no_text_stops_a_reader(text in ".{0,200}", at in 0..400_usize, piece in "[\\[\\]{}\",:0-9a-z]{0,6}") {
        let _ = forms::read(&text);
        let _ = forms::from_questionnaire_response(&text);
        let mut damaged = pressure_form().to_string();
        let at = (0..=at.min(damaged.len())).rev().find(|at| damaged.is_char_boundary(*at)).unwrap_or(0);
        damaged.insert_str(at, &piece);
        let _ = forms::read(&damaged);
        let _ = forms::to_questionnaire_response(&damaged);
        let _ = forms::write(&damaged, &text, &damaged);
    }
}
