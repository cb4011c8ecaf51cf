//! What a form is filled in with, and what stays empty.

use liangbing::forms;
use serde_json::{Value, json};

use super::{assess, bare, glucose_form, pressure_form, read, write};

#[test]
fn an_empty_record_gives_an_empty_form() {
    for concern in ["hypertension", "diabetes"] {
        let form = bare(&json!({}), "2026-11-20", concern);
        let expected =
            json!({"schema": "liangbing.form/1", "concern": concern, "edition": 2017, "date": "2026-11-20"});
        assert_eq!(form, expected);
    }
}

#[test]
fn a_visit_that_says_little_gives_no_more() {
    let record = json!({"visits": [{"at": "2026-11-20", "concern": "hypertension"}]});
    let form = bare(&record, "2026-11-20", "hypertension");
    assert_eq!(form.as_object().expect("an object").len(), 4, "{form}");
}

#[test]
fn class_referral_and_next_date_come_from_the_assessment() {
    let record = json!({
        "patient": {"id": "p1", "name": "王秀英", "born": "1958-03-02"},
        "conditions": [{"code": "hypertension", "since": "2015"}],
        "observations": [
            {"at": "2026-11-20T08:00", "concept": "blood-pressure", "systolic": 186, "diastolic": 112, "unit": "mmHg"},
            {"at": "2026-11-20T08:10", "concept": "blood-pressure", "systolic": 184, "diastolic": 110, "unit": "mmHg"}]
    });
    let assessment = assess(&record, "2026-11-20");
    let form = write(&record, &assessment, &json!({}));
    assert_eq!((&form["systolic"], &form["diastolic"]), (&json!(184), &json!(110)));
    assert_eq!((&form["name"], &form["number"]), (&json!("王秀英"), &json!("p1")));
    assert_eq!(
        form["referralReason"],
        assessment["referral"]["met"]
            .as_array()
            .expect("reasons")
            .iter()
            .map(|one| one.as_str().expect("a sentence"))
            .collect::<Vec<_>>()
            .join("；")
    );
    assert_eq!(
        (&assessment["referral"]["to"], &form["referralTo"]),
        (&json!("township-clinic"), &json!("乡镇卫生院"))
    );
    let by = &assessment["plan"]["nextContact"]["by"];
    let expected = if *by == "2026-11-20" { Value::Null } else { by.clone() };
    assert_eq!(form["nextDate"], expected);
    let uncontrolled = record_with(148);
    let assessment = assess(&uncontrolled, "2026-11-20");
    let form = write(&uncontrolled, &assessment, &json!({"locale": "en"}));
    assert_eq!(form["class"], 2);
    assert_eq!(form["nextDate"], assessment["plan"]["nextContact"]["by"]);
    assert!(form["nextDate"].is_string());
    // On a day without a visit the class of the last one is not this form's.
    let later = assess(&uncontrolled, "2026-11-25");
    assert_eq!(later["concerns"]["hypertension"]["class"], "uncontrolled");
    assert_eq!(write(&uncontrolled, &later, &json!({}))["class"], Value::Null);
}

fn record_with(systolic: i32) -> Value {
    json!({"conditions": [{"code": "hypertension"}], "patient": {"born": "1980"}, "observations": [
        {"at": "2026-11-20", "concept": "blood-pressure", "systolic": systolic, "diastolic": 80, "unit": "mmHg"},
        {"at": "2026-11-20", "concept": "symptom", "code": "none"}]})
}

#[test]
fn what_a_person_wrote_stands_before_what_the_assessment_would() {
    let (record, _) = read(&pressure_form());
    let form = write(&record, &assess(&record, "2026-11-20"), &json!({}));
    assert_eq!(form["class"], 3);
    assert_eq!(form["referralReason"], "不良反应难控");
    assert_eq!(form["nextDate"], "2026-12-04");
}

#[test]
fn only_readings_of_the_day_and_of_the_clinic_are_on_the_form() {
    let pressure = |at: &str, setting: &str, unit: &str, systolic: f64| json!({"at": at, "concept": "blood-pressure", "systolic": systolic, "diastolic": 80, "unit": unit, "setting": setting});
    let form = |observations: Value| {
        bare(&json!({"observations": observations}), "2026-11-20", "hypertension")["systolic"].clone()
    };
    assert_eq!(form(json!([pressure("2026-11-20", "clinic", "mmHg", 148.0)])), 148);
    assert_eq!(form(json!([pressure("2026-11-20", "home", "mmHg", 148.0)])), Value::Null);
    assert_eq!(form(json!([pressure("2026-11-19", "clinic", "mmHg", 148.0)])), Value::Null);
    // Nothing is converted: another unit leaves the field empty.
    assert_eq!(
        form(json!([{"at": "2026-11-20", "concept": "blood-pressure", "systolic": 19.7, "unit": "kPa"}])),
        Value::Null
    );
    let glucose = |value: Value, unit: &str, timing: &str| {
        let record = json!({"observations": [{"at": "2026-11-20", "concept": "glucose", "value": value, "unit": unit, "timing": timing}]});
        bare(&record, "2026-11-20", "diabetes")["fastingGlucose"].clone()
    };
    assert_eq!(glucose(json!(7.4), "mmol/L", "fasting"), json!(7.4));
    assert_eq!(glucose(json!(7.4), "mmol/L", "random"), Value::Null);
    assert_eq!(glucose(json!(133), "mg/dL", "fasting"), Value::Null);
    assert_eq!(glucose(json!("HI"), "mmol/L", "fasting"), Value::Null);
}

#[test]
fn results_and_habits_belong_to_the_visit_after_them() {
    let record = |visit: &str| {
        json!({"visits": [{"at": visit, "concern": "diabetes"}],
            "observations": [{"at": "2026-10-01", "concept": "hba1c", "value": 7.8, "unit": "%"}],
            "lifestyle": {"at": "2026-10-02", "stapleGramsPerDay": 300},
            "medications": [{"name": "二甲双胍", "dose": "0.5 g", "perDay": 3, "until": "2026-11-01"}, {"code": "glargine", "classes": ["insulin-basal"], "dose": "10 U"}]})
    };
    let fresh = bare(&record("2026-08-20"), "2026-11-20", "diabetes");
    assert_eq!(
        (&fresh["hba1c"], &fresh["hba1cDate"], &fresh["staple"]),
        (&json!(7.8), &json!("2026-10-01"), &json!(300))
    );
    assert_eq!((&fresh["insulin"], &fresh["insulinUse"]), (&json!("glargine"), &json!("10 U")));
    assert_eq!(fresh["medicines"], Value::Null, "the tablets ended");
    let stale = bare(&record("2026-10-15"), "2026-11-20", "diabetes");
    assert_eq!((&stale["hba1c"], &stale["staple"]), (&Value::Null, &Value::Null));
}

#[test]
fn symptoms_without_a_code_are_named_and_not_lost() {
    let record = json!({"observations": [
        {"at": "2026-11-20", "concept": "symptom", "code": "chest-pain"},
        {"at": "2026-11-20", "concept": "symptom", "code": "severe-headache"},
        {"at": "2026-11-20", "concept": "symptom", "code": "nosebleed", "present": false}]});
    let form = bare(&record, "2026-11-20", "hypertension");
    assert_eq!(form["symptoms"], json!([2]));
    assert!(form["setAside"][0]["message"].as_str().expect("a sentence").contains("chest-pain"));
}

#[test]
fn a_form_makes_a_visit_that_the_engine_understands() {
    let (record, aside) = read(&pressure_form());
    assert_eq!(aside, Vec::<Value>::new());
    let visit = &record["visits"][0];
    assert_eq!(
        (&visit["class"], &visit["adherence"], &visit["adverseReaction"]),
        (&json!("adverse-reaction"), &json!("intermittent"), &json!(true))
    );
    assert_eq!(
        record["lifestyle"],
        json!({"at": "2026-11-20", "smoking": "current", "cigarettesPerDay": 10, "saltLevel": "heavy", "exerciseMinutesPerWeek": 90})
    );
    assert_eq!(record["medications"][0], json!({"name": "依那普利", "dose": "10 mg", "perDay": 2}));
    assert_eq!(
        record["referrals"][0],
        json!({"at": "2026-11-20", "direction": "up", "concern": "hypertension"})
    );
    assert_eq!(assess(&record, "2026-11-20")["concerns"]["hypertension"]["class"], "adverse-reaction");
    let (record, aside) = read(&glucose_form());
    assert_eq!(aside, Vec::<Value>::new());
    assert_eq!(
        record["lifestyle"],
        json!({"at": "2026-11-20", "cigarettesPerDay": 0, "alcoholGramsPerDay": 0, "stapleGramsPerDay": 300, "exerciseMinutesPerWeek": 0})
    );
    assert_eq!(assess(&record, "2026-11-20")["concerns"]["diabetes"]["class"], "uncontrolled");
}

#[test]
fn the_fields_are_complete_in_both_languages() {
    let list =
        |locale: &str| serde_json::from_str::<Value>(&forms::fields(locale).expect("fields")).expect("JSON");
    let (chinese, english) = (list("zh-CN"), list("en"));
    assert_eq!(chinese.as_array().expect("a list").len(), 4);
    for (one, other) in chinese.as_array().expect("a list").iter().zip(english.as_array().expect("a list")) {
        for (own, its) in
            one["fields"].as_array().expect("a list").iter().zip(other["fields"].as_array().expect("a list"))
        {
            assert!(!own["label"].as_str().expect("a label").is_ascii(), "{own}");
            assert!(its["label"].as_str().expect("a label").is_ascii(), "{its}");
            let codes: Vec<&Value> = own["options"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default()
                .iter()
                .map(|option| &option["code"])
                .collect();
            let mut once = codes.clone();
            once.dedup();
            assert_eq!(once.len(), codes.len(), "a code twice: {own}");
        }
        assert!(one["cite"]["section"].as_str().is_some_and(|section| !section.is_empty()));
    }
    let pulse = |edition: i32| {
        let form = english
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["concern"] == "diabetes" && one["edition"] == edition);
        let fields = form.expect("a form")["fields"].as_array().expect("a list");
        let pulse = fields.iter().find(|field| field["id"] == "footPulse").expect("the foot pulse");
        pulse["options"][0]["id"].clone()
    };
    assert_eq!((pulse(2017), pulse(2009)), (json!("normal"), json!("not-felt")));
}
