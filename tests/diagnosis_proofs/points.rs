//! The Chinese diabetes risk score: who reaches the line is asked for a tolerance test; what is missing makes a range.

use liangbing::equation::diabetes_risk::chinese;
use serde_json::{Value, json};

use crate::{assess, is_said, state};

/// Everything that the score asks, as the printed example of the calculator has it: 31 points.
fn known() -> Value {
    json!({
        "observations": [
            {"at": "2026-11-01", "concept": "blood-pressure", "systolic": 134, "diastolic": 80, "unit": "mmHg"},
            {"at": "2026-11-01", "concept": "bmi", "value": 24.5, "unit": "kg/m2", "id": "b"},
            {"at": "2026-11-01", "concept": "waist", "value": 88, "unit": "cm"}],
        "family": [{"condition": "none"}],
    })
}

fn statement(who: &str, with: &Value) -> Value {
    let found = assess(who, &[], with)["diagnosis"]["diabetes"].clone();
    let list = found["statements"].as_array().expect("statements");
    list.iter().find(|own| own["rule"] == "dm-risk-score").cloned().unwrap_or(Value::Null)
}

/// Points and truth, as `18..24 unknown`.
fn points(who: &str, change: impl Fn(&mut Value)) -> String {
    let mut record = known();
    change(&mut record);
    let own = statement(who, &record);
    match own["points"].as_array() {
        Some(points) => format!("{}..{} {}", points[0], points[1], own["truth"].as_str().unwrap()),
        None => "silent".to_owned(),
    }
}

/// Without a measurement.
fn without(concept: &'static str) -> impl Fn(&mut Value) {
    move |record| record["observations"].as_array_mut().unwrap().retain(|own| own["concept"] != concept)
}

#[test]
fn a_total_at_the_line_asks_for_the_test_with_its_clause_and_its_proof() {
    let own = statement("52 male", &known());
    assert_eq!((&own["points"], &own["need"], &own["truth"]), (&json!([31, 31]), &json!(25), &json!("met")));
    assert_eq!((&own["cite"]["guideline"], &own["review"]), (&json!("cn-dm-2024"), &json!("pending")));
    let text = own["text"].as_str().unwrap();
    assert!(text.contains("31") && text.contains("25") && text.contains("tolerance test"), "{text}");
    let because: Vec<&str> =
        own["because"].as_array().unwrap().iter().map(|own| own["concept"].as_str().unwrap()).collect();
    assert_eq!(because, ["blood-pressure", "bmi", "waist"]);
    assert_eq!((&own["because"][1]["observation"], &own["missing"]), (&json!("b"), &json!([])));
}

#[test]
fn exactly_at_the_line_and_one_point_below_it() {
    // 50 to 54 years 13, 110 to 119 mmHg 1, BMI 3, waist of a man 7, male 2: 26; of a woman 13 + 1 + 3 + 8: 25.
    let slower = |record: &mut Value| record["observations"][0]["systolic"] = json!(112);
    assert_eq!(points("52 male", slower), "26..26 met");
    assert_eq!(points("52 female not-pregnant", slower), "25..25 met");
    let slowest = |record: &mut Value| record["observations"][0]["systolic"] = json!(109);
    assert_eq!(points("52 female not-pregnant", slowest), "silent", "24 points, known to be fewer");
    assert_eq!(points("52 male", slowest), "25..25 met");
}

#[test]
fn what_is_missing_makes_a_range_and_never_few_points() {
    let young = |change: fn(&mut Value)| points("36 male", change);
    // 8 + 6 + 3 + 7 + 2 = 26, and without the family, of which nothing is said, six more at most.
    assert_eq!(young(|_| ()), "26..26 met");
    assert_eq!(young(|record| record["family"] = json!([])), "26..32 met");
    assert_eq!(points("36 male", without("waist")), "19..29 unknown");
    assert_eq!(points("36 male", without("bmi")), "23..28 unknown");
    assert_eq!(points("36 male", without("blood-pressure")), "20..30 unknown");
    assert_eq!(points("36", |_| ()), "24..27 unknown", "the waist by either sex, and the sex itself");
    assert_eq!(points("male", |_| ()), "18..36 unknown", "the age");
    let told = statement("36 male", &json!({}));
    assert_eq!(told["points"], json!([10, 41]));
    assert_eq!(told["missing"], json!(["blood-pressure", "bmi", "waist", "family"]));
    assert!(told["text"].as_str().unwrap().contains("10–41"), "{}", told["text"]);
    // What no answer could bring to the line is silent.
    let slim = |record: &mut Value| {
        without("waist")(record);
        record["observations"][1]["value"] = json!(20);
        record["observations"][0]["systolic"] = json!(105);
    };
    assert_eq!(points("22 male", slim), "silent");
}

#[test]
fn a_relative_counts_in_the_first_degree_only_and_must_be_said_to_be_well() {
    let family = |relation: &'static str| {
        points("36 male", move |record| {
            without("waist")(record);
            record["family"] = json!([{"condition": "diabetes", "relation": relation}]);
        })
    };
    assert_eq!(family("mother"), "25..35 met");
    assert_eq!(family("son"), "25..35 met");
    assert_eq!(family("uncle"), "19..35 unknown", "of parents, siblings and children nothing was said");
    let nameless = |record: &mut Value| record["family"] = json!([{"condition": "diabetes"}]);
    assert_eq!(points("36 male", nameless), "26..32 met");
}

#[test]
fn values_count_for_a_year_and_are_taken_in_their_own_unit() {
    let old = |record: &mut Value| record["observations"][2]["at"] = json!("2025-11-01");
    assert_eq!(points("36 male", old), "19..29 unknown");
    let pascal = |record: &mut Value| {
        record["observations"][0] = json!({"at": "2026-11-01", "concept": "blood-pressure", "systolic": 17.9, "diastolic": 10.7, "unit": "kPa"});
    };
    assert_eq!(
        points("36 male", pascal),
        "20..30 unknown",
        "the table is in mmHg, and nothing is converted to be judged"
    );
}

#[test]
fn nobody_is_asked_whom_the_score_is_not_for() {
    assert_eq!(points("19 male", |_| ()), "silent");
    assert_eq!(points("20 male", |_| ()), "silent", "asked, and known to be below the line");
    assert_eq!(points("74 male", |_| ()), "36..36 met");
    assert_eq!(points("75 male", |_| ()), "silent");
    assert_eq!(points("52 male dm", |_| ()), "silent");
    assert_eq!(points("32 female pregnant", |_| ()), "silent");
    let fasting = |value: f64, timing: &str| {
        let mut record = known();
        let own = json!({"at": "2026-11-10", "concept": "glucose", "value": value, "unit": "mmol/L", "timing": timing, "specimen": "venous"});
        record["observations"].as_array_mut().unwrap().push(own);
        record
    };
    // The test was done, or a doctor is to be asked already; a fasting value alone is not the test.
    let mut done = fasting(5.0, "fasting");
    let later = json!({"at": "2026-11-10", "concept": "glucose", "value": 6.0, "unit": "mmol/L", "timing": "ogtt-2h", "specimen": "venous"});
    done["observations"].as_array_mut().unwrap().push(later);
    let found = assess("52 male", &[], &done)["diagnosis"]["diabetes"].clone();
    state(&found, "normal");
    assert!(!is_said(&found, "dm-risk-score"));
    assert!(statement("52 male", &fasting(7.4, "fasting")).is_null());
    assert_eq!(statement("52 male", &fasting(5.0, "fasting"))["truth"], "met");
    assert_eq!(statement("52 male", &fasting(6.5, "fasting"))["truth"], "met");
}

/// The guideline's list of high risk names the score too; nobody reaches the line without another item of that list.
#[test]
fn the_score_adds_nobody_to_the_list_of_high_risk() {
    let most = |table: &[(f64, f64)], below: f64| {
        table.iter().filter(|(from, _)| *from < below).map(|(_, points)| *points).fold(0.0, f64::max)
    };
    let age = most(chinese::AGE, 35.0);
    let pressure = most(chinese::SBP, f64::INFINITY);
    let bmi = most(chinese::BMI, 24.0);
    let man = most(chinese::WAIST_MALE, 90.0) + chinese::MALE;
    let woman = most(chinese::WAIST_FEMALE, 85.0);
    let total = age + pressure + bmi + man.max(woman);
    assert!((total - 24.0).abs() < 1e-9 && total < chinese::THRESHOLD, "{total}");
}

#[test]
fn the_guideline_and_the_calculator_have_the_same_line() {
    let own = statement("52 male", &known());
    assert!((own["need"].as_f64().unwrap() - chinese::THRESHOLD).abs() < 1e-9);
}
