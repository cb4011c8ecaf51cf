//! The coding traps of deployed systems, each a test.

use liangbing::forms;
use serde_json::{Value, json};

use super::{assess, bare, read, seen, write};

fn refusal(form: &Value) -> (String, String, String) {
    match forms::read(&form.to_string()) {
        Err(error) => (error.code.code().to_owned(), error.path, error.message),
        Ok(record) => panic!("nothing was refused: {record}"),
    }
}

fn diabetes(edition: Value, pulse: Value) -> Value {
    json!({"concern": "diabetes", "edition": edition, "date": "2026-11-20", "footPulse": pulse})
}

#[test]
fn a_foot_pulse_of_1_is_normal_in_one_edition_and_absent_in_the_other() {
    let pulse = |edition: i32, code: i32| {
        let (record, _) = read(&diabetes(json!(edition), json!(code)));
        let pulse = seen(&record, "foot-pulse")[0].clone();
        assert_eq!(pulse["codeList"], edition);
        pulse["code"].as_str().expect("a code").to_owned()
    };
    assert_eq!([pulse(2017, 1), pulse(2017, 2), pulse(2017, 3)], ["normal", "weak", "absent"]);
    assert_eq!([pulse(2009, 1), pulse(2009, 2)], ["absent", "normal"]);
}

#[test]
fn a_foot_pulse_code_without_its_edition_is_refused() {
    let (code, path, message) = refusal(&diabetes(Value::Null, json!(1)));
    assert_eq!((code.as_str(), path.as_str()), ("missing-field", "edition"));
    assert!(message.contains("footPulse"), "{message}");
    // Its own words need no list.
    let (record, _) = read(&diabetes(Value::Null, json!("触及正常")));
    assert_eq!(seen(&record, "foot-pulse")[0]["codeList"], 2017);
    let (record, _) = read(&diabetes(Value::Null, json!("未触及")));
    assert_eq!(seen(&record, "foot-pulse")[0]["code"], "absent");
    // The third code is not on the older list, and neither are the newer words.
    assert_eq!(refusal(&diabetes(json!(2009), json!(3))).0, "unknown-value");
    assert_eq!(refusal(&diabetes(json!(2009), json!("减弱"))).0, "unknown-value");
}

#[test]
fn a_pulse_is_written_by_the_list_of_the_edition_that_is_asked_for() {
    let record = |code: &str, list: i32| {
        json!({"observations": [
            {"at": "2026-11-20", "concept": "foot-pulse", "code": code, "side": "both", "codeList": list}]})
    };
    let form = |record: &Value, edition: i32| {
        write(record, &json!({"asOf": "2026-11-20"}), &json!({"concern": "diabetes", "edition": edition}))
    };
    assert_eq!(form(&record("normal", 2017), 2017)["footPulse"], 1);
    assert_eq!(form(&record("normal", 2017), 2009)["footPulse"], 2);
    assert_eq!(form(&record("absent", 2017), 2017)["footPulse"], 3);
    assert_eq!(form(&record("absent", 2017), 2009)["footPulse"], 1);
    // The older list has no weak pulse: the field stays empty and the form says so.
    let weak = form(&record("weak", 2017), 2009);
    assert_eq!(weak["footPulse"], Value::Null);
    assert_eq!(weak["setAside"][0]["path"], "footPulse");
    // A pulse that is only felt is not called normal.
    assert_eq!(form(&record("normal", 2009), 2017)["footPulse"], Value::Null);
}

#[test]
fn a_telephone_call_is_no_visit_face_to_face() {
    let mode = |code: i32| {
        let (record, _) = read(&json!({"concern": "hypertension", "date": "2026-11-20", "mode": code}));
        record["visits"][0]["mode"].as_str().expect("a mode").to_owned()
    };
    assert_eq!([mode(1), mode(2), mode(3)], ["face-to-face", "face-to-face", "phone"]);
    let (code, path, _) = refusal(&json!({"concern": "hypertension", "date": "2026-11-20", "mode": 4}));
    assert_eq!((code.as_str(), path.as_str()), ("unknown-value", "mode"));
}

#[test]
fn no_symptom_is_filled_in_by_itself_and_9_is_another_one_on_each_form() {
    let symptoms = |concern: &str, codes: Value| {
        let (record, aside) = read(&json!({"concern": concern, "date": "2026-11-20", "symptoms": codes}));
        let codes =
            seen(&record, "symptom").into_iter().map(|one| one["code"].as_str().expect("a code").to_owned());
        (codes.collect::<Vec<_>>(), aside.len())
    };
    assert_eq!(symptoms("hypertension", json!([9])), (vec!["leg-oedema".to_owned()], 0));
    assert_eq!(symptoms("diabetes", json!([9])), (vec!["weight-loss".to_owned()], 0));
    assert_eq!(symptoms("hypertension", json!([])), (vec![], 0));
    assert_eq!(symptoms("hypertension", Value::Null), (vec![], 0));
    assert_eq!(symptoms("hypertension", json!([1])), (vec!["none".to_owned()], 0));
    // 1 excludes the others: beside another one it does not count, and it is said.
    assert_eq!(symptoms("hypertension", json!([1, 9])), (vec!["leg-oedema".to_owned()], 1));
    let other =
        json!({"concern": "hypertension", "date": "2026-11-20", "symptoms": [1], "symptomsOther": "胸痛"});
    let (record, aside) = read(&other);
    assert!(seen(&record, "symptom").is_empty());
    assert_eq!(aside[0]["code"], "contradictory");
}

#[test]
fn an_adverse_reaction_is_1_or_2_or_its_words_and_nothing_else() {
    let reaction = |value: Value| {
        forms::read(
            &json!({"concern": "diabetes", "date": "2026-11-20", "adverseReaction": value}).to_string(),
        )
        .map(|text| text.contains(r#""adverseReaction":true"#))
    };
    assert_eq!(reaction(json!(2)), Ok(true));
    assert_eq!(reaction(json!(1)), Ok(false));
    assert_eq!(reaction(json!("有")), Ok(true));
    assert_eq!(reaction(json!("无")), Ok(false));
    for odd in [json!(0), json!(true), json!("y"), json!("n"), json!("1"), json!(1.5), json!([1])] {
        let error = reaction(odd.clone()).expect_err(&odd.to_string());
        assert_eq!(error.path, "adverseReaction", "{odd}");
    }
}

#[test]
fn a_fourth_answer_on_medicines_is_kept_and_written_as_3_with_a_note() {
    let (record, _) = read(&json!({"concern": "hypertension", "date": "2026-11-20", "adherence": 4}));
    assert_eq!(record["visits"][0]["adherence"], "refused");
    let form = bare(&record, "2026-11-20", "hypertension");
    assert_eq!((&form["adherence"], &form["adherenceNote"]), (&json!(3), &json!(1)));
    assert_eq!(read(&form).0["visits"][0]["adherence"], "refused");
    let (record, _) = read(&json!({"concern": "hypertension", "date": "2026-11-20", "adherence": 3}));
    assert_eq!(record["visits"][0]["adherence"], "none");
    assert_eq!(bare(&record, "2026-11-20", "hypertension")["adherenceNote"], Value::Null);
}

#[test]
fn salt_is_a_level_and_never_grams() {
    let salt = |value: Value| {
        forms::read(&json!({"concern": "hypertension", "date": "2026-11-20", "salt": value}).to_string())
    };
    assert!(salt(json!(1)).expect("a level").contains(r#""saltLevel":"light""#));
    assert!(salt(json!("重")).expect("a level").contains(r#""saltLevel":"heavy""#));
    assert_eq!(salt(json!(6)).expect_err("six grams").path, "salt");
    let grams = json!({"lifestyle": {"at": "2026-11-20", "saltGramsPerDay": 2}});
    assert_eq!(bare(&grams, "2026-11-20", "hypertension")["salt"], Value::Null);
    // The other form does not ask for salt at all.
    let (code, path, _) = refusal(&json!({"concern": "diabetes", "date": "2026-11-20", "salt": 1}));
    assert_eq!((code.as_str(), path.as_str()), ("unknown-field", "salt"));
}

#[test]
fn a_decimal_at_a_limit_is_carried_as_it_was_written() {
    let form = json!({"concern": "diabetes", "edition": 2017, "date": "2026-11-20", "mode": 1, "symptoms": [1],
        "systolic": 139.5, "diastolic": 89.5, "fastingGlucose": 6.95});
    let (record, _) = read(&form);
    let back = bare(&record, "2026-11-20", "diabetes");
    assert_eq!((&back["systolic"], &back["fastingGlucose"]), (&json!(139.5), &json!(6.95)));
    let class = |glucose: f64| {
        let mut form = form.clone();
        form["fastingGlucose"] = json!(glucose);
        let (record, _) = read(&form);
        assess(&record, "2026-11-20")["concerns"]["diabetes"]["class"].as_str().map(str::to_owned)
    };
    assert_eq!(class(6.9).as_deref(), class(6.95).as_deref());
    assert_eq!(class(6.999).as_deref(), Some("controlled"));
    assert_eq!(class(7.0).as_deref(), Some("uncontrolled"));
    assert_eq!(class(7.01).as_deref(), Some("uncontrolled"));
}

#[test]
fn a_pressure_of_exactly_140_is_above_target() {
    let class = |systolic: i32| {
        let (record, _) =
            read(&json!({"concern": "hypertension", "date": "2026-11-20", "mode": 1, "symptoms": [1],
            "systolic": systolic, "diastolic": 80}));
        let mut record = record;
        record["patient"] = json!({"born": "1980-01-01"});
        assess(&record, "2026-11-20")["concerns"]["hypertension"]["class"].as_str().map(str::to_owned)
    };
    assert_eq!(class(139).as_deref(), Some("controlled"));
    assert_eq!(class(140).as_deref(), Some("uncontrolled"));
    assert_eq!(class(141).as_deref(), Some("uncontrolled"));
}

#[test]
fn a_weight_in_grams_is_set_aside_and_not_lost() {
    let (record, aside) = read(&json!({"concern": "hypertension", "date": "2026-11-20", "weight": 66_500}));
    assert_eq!(aside[0]["code"], "implausible");
    assert_eq!(bare(&record, "2026-11-20", "hypertension")["weight"], 66_500);
    let assessed = assess(&record, "2026-11-20");
    assert_eq!(assessed["setAside"][0]["code"], "implausible");
}
