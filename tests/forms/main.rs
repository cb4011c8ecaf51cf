//! The national follow-up records: form to record, record to form, every coding trap, and what is refused.
#![allow(
    clippy::expect_used,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

mod commands;
mod lossless;
mod questionnaire;
mod refused;
mod same;
mod traps;
mod written;

use liangbing::engine::{Engine, Options};
use liangbing::forms;
use liangbing::record::Record;
use serde_json::{Value, json};

/// The record and what was set aside.
fn read(form: &Value) -> (Value, Vec<Value>) {
    let text = forms::read(&form.to_string()).unwrap_or_else(|error| panic!("{error}\n{form}"));
    let mut both: Value = serde_json::from_str(&text).expect("JSON");
    let aside = both["setAside"].as_array().expect("a list").clone();
    (both["record"].take(), aside)
}

/// The assessment of a record on a day, as JSON.
fn assess(record: &Value, as_of: &str) -> Value {
    let engine = Engine::builtin().expect("built-in packs");
    let options = Options::read(as_of, Some("zh-CN"), None, None).expect("options");
    let record = Record::read(&record.to_string()).expect("a record");
    serde_json::to_value(engine.assess(&record, &options)).expect("JSON")
}

/// The form of a day, from a record that knows nothing of an assessment but its day.
fn bare(record: &Value, as_of: &str, concern: &str) -> Value {
    write(record, &json!({"asOf": as_of}), &json!({"concern": concern}))
}

fn write(record: &Value, assessment: &Value, options: &Value) -> Value {
    let text = forms::write(&record.to_string(), &assessment.to_string(), &options.to_string());
    serde_json::from_str(&text.unwrap_or_else(|error| panic!("{error}\n{record}"))).expect("JSON")
}

/// The observations of a concept.
fn seen<'r>(record: &'r Value, concept: &str) -> Vec<&'r Value> {
    let all = record["observations"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(|one| one["concept"] == concept).collect()
}

/// A form of hypertension with everything on it.
fn pressure_form() -> Value {
    json!({
        "concern": "hypertension", "edition": 2017, "name": "王秀英", "number": "00100023", "date": "2026-11-20",
        "mode": 2, "symptoms": [2, 9], "symptomsOther": "夜间腿抽筋", "systolic": 148, "diastolic": 86, "weight": 66.5,
        "weightTarget": 62, "bmi": 25.9, "bmiTarget": 24, "heartRate": 72, "signsOther": "无特殊", "cigarettes": 10,
        "cigarettesTarget": 0, "alcohol": 2, "alcoholTarget": 0, "exerciseTimes": 3, "exerciseMinutes": 30,
        "exerciseTimesTarget": 5, "exerciseMinutesTarget": 30, "salt": 3, "saltTarget": 1, "psychology": 1,
        "compliance": 2, "tests": "心电图正常", "adherence": 2, "adverseReaction": 2, "adverseReactionText": "干咳",
        "class": 3, "medicines": [{"name": "依那普利", "perDay": 2, "amount": "10 mg"}, {"name": "氨氯地平"}],
        "referralReason": "不良反应难控", "referralTo": "县医院心内科", "nextDate": "2026-12-04", "doctor": "李医生"
    })
}

/// A form of diabetes with everything on it.
fn glucose_form() -> Value {
    json!({
        "concern": "diabetes", "edition": 2017, "name": "王秀英", "number": "00100023", "date": "2026-11-20", "mode": 3,
        "symptoms": [2, 4], "systolic": 138, "diastolic": 82, "weight": 66.5, "bmi": 25.9, "footPulse": 2,
        "footPulseSide": "left", "cigarettes": 0, "alcohol": 0, "exerciseTimes": 0, "staple": 300, "stapleTarget": 250,
        "psychology": 2, "compliance": 1, "fastingGlucose": 7.4, "glucose2h": 11.2, "glucoseRandom": 9,
        "specimen": "capillary", "hba1c": 7.8, "hba1cDate": "2026-11-02", "tests": "尿微量白蛋白正常", "adherence": 1,
        "adverseReaction": 1, "hypoglycaemia": 2, "class": 2, "medicines": [{"name": "二甲双胍", "perDay": 3, "amount": "0.5 g"}],
        "insulin": "甘精胰岛素", "insulinUse": "10 U 睡前", "nextDate": "2026-12-04", "doctor": "李医生"
    })
}
