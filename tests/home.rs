//! What readings at home come to by each document's protocol, the way values go, and what changed since the last
//! visit. Means and intervals are worked out by hand.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::needless_pass_by_value,
    reason = "a test may fail loudly"
)]

#[path = "home/broken.rs"]
mod broken;
#[path = "home/changed.rs"]
mod changed;
#[path = "home/trends.rs"]
mod trends;

use std::sync::LazyLock;

use liangbing::civil::Day;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-20";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn assess(record: &Value, locale: Locale, profile: &'static str) -> Value {
    let options = Options { locale, profile, ..Options::on(Day::parse(AS_OF).expect("a day")) };
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    serde_json::to_value(ENGINE.assess(&record, &options)).expect("JSON")
}

fn answer(record: &Value) -> Value {
    assess(record, Locale::En, "cn-county")
}

/// A man with hypertension and these observations.
fn record(observations: Vec<Value>) -> Value {
    json!({
        "patient": {"born": "1960-01-01", "sex": "male"},
        "conditions": [{"code": "hypertension", "since": "2015"}],
        "observations": observations,
    })
}

fn pressure(at: &str, systolic: f64, diastolic: f64, setting: &str) -> Value {
    json!({"at": at, "concept": "blood-pressure", "systolic": systolic, "diastolic": diastolic,
        "unit": "mmHg", "setting": setting})
}

fn home(at: &str, systolic: f64, diastolic: f64) -> Value {
    pressure(at, systolic, diastolic, "home")
}

fn glucose(at: &str, value: f64, timing: &str) -> Value {
    json!({"at": at, "concept": "glucose", "value": value, "unit": "mmol/L", "timing": timing, "setting": "home"})
}

/// The row of a list by its rule.
fn row(answer: &Value, list: &str, rule: &str) -> Value {
    let rows = answer[list].as_array().expect("a list");
    rows.iter().find(|row| row["rule"] == rule).cloned().unwrap_or(Value::Null)
}

fn rules(answer: &Value, list: &str) -> Vec<String> {
    let rows = answer[list].as_array().expect("a list");
    rows.iter().map(|row| row["rule"].as_str().expect("a rule").to_owned()).collect()
}

/// Twice in the morning and twice in the evening on each of so many days up to 2026-11-19: on the first day 160/100,
/// then 138/80 in the mornings and 128/76 in the evenings.
fn series(days: u32) -> Vec<Value> {
    let mut list = Vec::new();
    for day in (20 - days)..20 {
        let first = day == 20 - days;
        for (clock, systolic, diastolic) in
            [("06:30", 138.0, 80.0), ("06:31", 138.0, 80.0), ("19:00", 128.0, 76.0), ("19:01", 128.0, 76.0)]
        {
            let (systolic, diastolic) = if first { (160.0, 100.0) } else { (systolic, diastolic) };
            list.push(home(&format!("2026-11-{day:02}T{clock}"), systolic, diastolic));
        }
    }
    list
}

#[test]
fn two_documents_average_one_week_each_in_its_own_way() {
    let answer = answer(&record(series(7)));
    // (4 · 160 + 12 · 138 + 12 · 128) / 28 = 136.857; (4 · 100 + 12 · 80 + 12 · 76) / 28 = 81.142.
    let all = row(&answer, "home", "home-all-days");
    assert_eq!(
        (&all["systolic"], &all["diastolic"], &all["raised"]),
        (&json!(136.8), &json!(81.1), &json!(true))
    );
    assert_eq!(
        (&all["used"], &all["expected"], &all["days"], &all["from"]),
        (&json!(28), &json!(28), &json!(7), &json!("2026-11-13"))
    );
    // (138 + 128) / 2; without the first day the week is no longer raised.
    let dropped = row(&answer, "home", "home-first-day-dropped");
    assert_eq!(
        (&dropped["systolic"], &dropped["diastolic"], &dropped["raised"]),
        (&json!(133), &json!(78), &json!(false))
    );
    assert_eq!(
        (&dropped["used"], &dropped["expected"], &dropped["taken"], &dropped["from"]),
        (&json!(24), &json!(24), &json!(28), &json!("2026-11-14"))
    );
    // Twelve of each at 5 from the mean: the square root of 24 · 25 / 23 is 5.107.
    assert_eq!(dropped["systolicSd"], json!(5.1));
    assert_eq!(dropped["cite"]["guideline"], "cn-home-bp-2019");
    assert_eq!(dropped["review"], "pending");
}

#[test]
fn mornings_and_evenings_are_told_apart_by_the_clock_of_the_record() {
    let answer = answer(&record(series(7)));
    let morning = row(&answer, "home", "home-morning");
    assert_eq!(
        (&morning["systolic"], &morning["raised"], &morning["used"], &morning["expected"]),
        (&json!(138), &json!(true), &json!(12), &json!(12))
    );
    let evening = row(&answer, "home", "home-evening");
    assert_eq!(
        (&evening["systolic"], &evening["raised"]),
        (&json!(128), &Value::Null),
        "no line for evenings"
    );
    // Half past six in Shanghai is half past six, wherever the text was written down.
    let elsewhere = |at: &str| at.replace(":30", ":30:00+06:00");
    let mut shifted = series(7);
    for reading in &mut shifted {
        reading["at"] = json!(elsewhere(reading["at"].as_str().expect("a time")));
    }
    assert_eq!(row(&answer_of(shifted), "home", "home-morning")["systolic"], json!(138));
}

fn answer_of(observations: Vec<Value>) -> Value {
    answer(&record(observations))
}

#[test]
fn the_ends_of_a_session_count_and_a_minute_beyond_does_not() {
    let used = |clock: &str| {
        let mut list = series(7);
        list.push(home(&format!("2026-11-19T{clock}"), 138.0, 80.0));
        row(&answer_of(list), "home", "home-first-day-dropped")["used"].clone()
    };
    for inside in ["06:00", "09:00", "18:00", "21:00"] {
        assert_eq!(used(inside), json!(25), "{inside}");
    }
    for outside in ["05:59", "09:01", "17:59", "21:01", "00:00"] {
        assert_eq!(used(outside), json!(24), "{outside}");
    }
}

#[test]
fn readings_without_a_clock_belong_to_no_session_yet_to_the_week() {
    let list = (14..20).flat_map(|day| {
        [home(&format!("2026-11-{day}"), 140.0, 80.0), home(&format!("2026-11-{day}"), 138.0, 82.0)]
    });
    let answer = answer_of(list.collect());
    let all = row(&answer, "home", "home-all-days");
    assert_eq!((&all["used"], &all["systolic"]), (&json!(12), &json!(139)));
    let dropped = row(&answer, "home", "home-first-day-dropped");
    assert_eq!(
        (&dropped["used"], &dropped["taken"], &dropped["missingDays"], &dropped["systolic"]),
        (&json!(0), &json!(12), &json!(3), &Value::Null)
    );
}

#[test]
fn a_short_series_has_no_mean_and_says_what_it_lacks() {
    let two = answer_of(series(2));
    let all = row(&two, "home", "home-all-days");
    assert_eq!(
        (&all["missingDays"], &all["missingReadings"], &all["systolic"], &all["raised"]),
        (&json!(1), &json!(4), &Value::Null, &Value::Null)
    );
    assert_eq!(all["text"], "Home pressure, every day: no mean yet; days still needed 1, readings 4");
    let three = answer_of(series(3));
    assert_eq!(row(&three, "home", "home-all-days")["used"], json!(12));
    // Three days: the mean of the last two.
    let dropped = row(&three, "home", "home-first-day-dropped");
    assert_eq!((&dropped["used"], &dropped["systolic"]), (&json!(8), &json!(133)));
}

#[test]
fn the_newest_whole_series_is_shown_for_as_long_as_it_lasts() {
    let at = |day: &str| {
        let mut list = series(7);
        for reading in &mut list {
            let moved = reading["at"].as_str().expect("a time").replace("2026-11", day);
            reading["at"] = json!(moved);
        }
        list
    };
    // A single later reading makes no series; the whole one from October stands.
    let mut list = at("2026-10");
    list.push(home("2026-11-19T07:00", 120.0, 70.0));
    assert_eq!(row(&answer_of(list), "home", "home-all-days")["until"], "2026-10-19");
    // 92 days before the day asked about is 2026-08-20.
    assert_eq!(rules(&answer_of(at("2026-08")), "home"), Vec::<String>::new(), "93 days ago");
    let mut last = at("2026-08");
    last.push(home("2026-08-20T07:00", 138.0, 80.0));
    assert_eq!(row(&answer_of(last), "home", "home-all-days")["until"], "2026-08-20");
}

#[test]
fn readings_in_another_unit_are_not_mixed_in() {
    let mut list = series(7);
    let kilo = json!({"at": "2026-11-18T06:40", "concept": "blood-pressure", "systolic": 24.0, "diastolic": 14.0,
        "unit": "kPa", "setting": "home"});
    list.push(kilo);
    let all = row(&answer_of(list), "home", "home-all-days");
    assert_eq!((&all["used"], &all["taken"], &all["unit"]), (&json!(28), &json!(29), &json!("mmHg")));
    assert_eq!(all["systolic"], json!(136.8));
}

#[test]
fn what_is_not_usable_or_only_half_measured_or_from_the_clinic_does_not_count() {
    let mut list = series(7);
    list.push(home("2026-11-19T07:00", 1200.0, 80.0));
    list.push(json!({"at": "2026-11-19T07:05", "concept": "blood-pressure", "systolic": 200, "unit": "mmHg", "setting": "home"}));
    list.push(pressure("2026-11-19T08:00", 220.0, 120.0, "clinic"));
    let all = row(&answer_of(list), "home", "home-all-days");
    assert_eq!((&all["used"], &all["taken"], &all["systolic"]), (&json!(28), &json!(28), &json!(136.8)));
}

#[test]
fn a_mean_just_below_the_line_is_not_shown_as_on_it() {
    // Eleven at 135 and one at 134: 134.9166, cut and not rounded.
    let mut list = Vec::new();
    for day in 17..20 {
        for clock in ["06:30", "06:31", "19:00", "19:01"] {
            list.push(home(&format!("2026-11-{day}T{clock}"), 135.0, 80.0));
        }
    }
    list[0] = home("2026-11-17T06:30", 134.0, 80.0);
    let all = row(&answer_of(list.clone()), "home", "home-all-days");
    assert_eq!((&all["systolic"], &all["raised"]), (&json!(134.9), &json!(false)));
    list[0] = home("2026-11-17T06:30", 135.0, 80.0);
    assert_eq!(row(&answer_of(list), "home", "home-all-days")["raised"], json!(true));
}

#[test]
fn the_parts_of_an_ambulatory_day_have_their_own_lines() {
    let raised = |setting: &str, systolic: f64, diastolic: f64| {
        let list = vec![pressure("2026-11-10", systolic, diastolic, setting)];
        row(&answer_of(list), "home", setting)["raised"].clone()
    };
    for (setting, systolic, diastolic) in
        [("ambulatory-24h", 130.0, 80.0), ("ambulatory-day", 135.0, 85.0), ("ambulatory-night", 120.0, 70.0)]
    {
        assert_eq!(raised(setting, systolic - 1.0, diastolic - 1.0), json!(false), "{setting}");
        assert_eq!(raised(setting, systolic, diastolic - 1.0), json!(true), "{setting}");
        assert_eq!(raised(setting, systolic - 1.0, diastolic), json!(true), "{setting}");
    }
}

#[test]
fn a_week_of_glucose_is_averaged_by_its_timing_and_only_at_home() {
    let mut list = vec![
        glucose("2026-11-12T07:00", 20.0, "fasting"),
        glucose("2026-11-13T07:00", 7.0, "fasting"),
        glucose("2026-11-16T07:00", 8.0, "fasting"),
        glucose("2026-11-19T07:00", 7.5, "fasting"),
        glucose("2026-11-19T09:00", 11.0, "postprandial-2h"),
    ];
    let mut clinic = glucose("2026-11-18T08:00", 15.0, "fasting");
    clinic["setting"] = json!("clinic");
    list.push(clinic);
    let answer = answer_of(list);
    assert_eq!(rules(&answer, "home"), ["smbg-fasting", "smbg-postprandial"]);
    let fasting = row(&answer, "home", "smbg-fasting");
    assert_eq!(
        (&fasting["value"], &fasting["sd"], &fasting["used"], &fasting["timing"]),
        (&json!(7.5), &json!(0.5), &json!(3), &json!("fasting")),
        "the day a week before the newest does not count"
    );
    assert_eq!((&fasting["expected"], &fasting["raised"]), (&Value::Null, &Value::Null));
    assert_eq!(
        fasting["text"],
        "home glucose (fasting): mean 7.5 mmol/L, 3 readings, 2026-11-13 to 2026-11-19"
    );
}

#[test]
fn a_sensor_is_no_finger_and_makes_no_mean_here() {
    let mut reading = glucose("2026-11-19T07:00", 7.5, "fasting");
    reading["specimen"] = json!("interstitial");
    assert_eq!(rules(&answer_of(vec![reading]), "home"), Vec::<String>::new());
}

#[test]
fn the_profile_says_which_document_speaks_first() {
    let record = record(series(7));
    let first = |profile| rules(&assess(&record, Locale::En, profile), "home")[0].clone();
    assert_eq!((first("cn-county"), first("cn-hospital")), ("home-all-days".into(), "home-morning".into()));
}

#[test]
fn no_order_of_the_list_and_no_later_reading_changes_anything() {
    let mut list = series(7);
    list.extend(
        [("2026-06-01", 7.1), ("2026-08-01", 7.9), ("2026-11-01", 8.3)]
            .map(|(at, value)| json!({"at": at, "concept": "hba1c", "value": value, "unit": "%"})),
    );
    let told = |list: Vec<Value>| {
        let answer = answer_of(list);
        ["home", "trends", "changed"].map(|section| answer[section].clone())
    };
    let before = told(list.clone());
    let mut turned = list.clone();
    turned.reverse();
    turned.rotate_left(5);
    assert_eq!(told(turned), before);
    list.push(home("2026-11-21T07:00", 220.0, 130.0));
    list.push(json!({"at": "2026-11-21", "concept": "hba1c", "value": 14, "unit": "%"}));
    assert_eq!(told(list), before, "what is later than the day has not happened");
}

#[test]
fn a_clinic_reading_of_today_does_not_make_a_missing_home_series_stale() {
    let gap = |list: Vec<Value>| {
        let answer = answer_of(list);
        let gaps = answer["gaps"].as_array().expect("a list").clone();
        let own = gaps.into_iter().find(|gap| gap["about"] == "home").unwrap_or(Value::Null);
        (own["reason"].clone(), own["lastAt"].clone(), own["label"].clone(), own["wouldSettle"].clone())
    };
    let clinic = || vec![pressure("2026-11-20T08:00", 132.0, 80.0, "clinic")];
    let label = json!("home or ambulatory pressure");
    let settles = json!(["htn-home-high"]);
    assert_eq!(gap(clinic()), (json!("missing"), Value::Null, label.clone(), settles.clone()));
    let mut old = clinic();
    old.extend(series(7).into_iter().map(|mut reading| {
        reading["at"] = json!(reading["at"].as_str().expect("a time").replace("2026-11", "2026-03"));
        reading
    }));
    assert_eq!(gap(old), (json!("stale"), json!("2026-03-19"), label, settles));
    let mut fresh = clinic();
    fresh.extend(series(7));
    assert_eq!(gap(fresh).0, Value::Null);
}

#[test]
fn a_target_for_two_timings_says_both() {
    let mut record = record(vec![glucose("2026-11-19T07:00", 7.5, "fasting")]);
    record["patient"]["born"] = json!("1950-01-01");
    record["conditions"] = json!([{"code": "type-2-diabetes", "since": "2015"}]);
    let said = |locale| {
        let answer = assess(&record, locale, "cn-county");
        let targets = answer["targets"].as_array().expect("a list").clone();
        let both =
            targets.into_iter().find(|target| target["timing"] == "fasting pre-meal").expect("a target");
        both["label"].as_str().expect("a label").to_owned()
    };
    assert_eq!(said(Locale::En), "glucose (fasting, before a meal)");
    assert_eq!(said(Locale::ZhCn), "血糖（空腹、餐前）");
}
