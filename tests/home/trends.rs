//! The way values go: the newest against the others, and a line only where it says something.

use serde_json::{Value, json};

use super::{answer, glucose, home, pressure, record, row, rules};

fn lab(concept: &str, unit: &str, values: &[(&str, f64)]) -> Vec<Value> {
    values
        .iter()
        .map(|(at, value)| json!({"at": at, "concept": concept, "value": value, "unit": unit}))
        .collect()
}

fn hba1c(values: &[(&str, f64)]) -> Value {
    row(&answer(&record(lab("hba1c", "%", values))), "trends", "trend-hba1c")
}

#[test]
fn one_value_has_no_way_to_go_and_two_are_set_beside_each_other() {
    assert_eq!(hba1c(&[("2026-11-01", 7.4)]), Value::Null);
    let two = hba1c(&[("2026-05-01", 7.0), ("2026-11-01", 7.4)]);
    assert_eq!((&two["newest"], &two["previous"], &two["days"]), (&json!(7.4), &json!(7), &json!(2)));
    assert_eq!(
        (&two["by"], &two["direction"]),
        (&Value::Null, &Value::Null),
        "two lie on a line whatever they are"
    );
    assert_eq!(two["text"], "glycated haemoglobin: 7.4 % (2026-11-01), before that 7 (2026-05-01)");
}

#[test]
fn a_line_says_nothing_where_its_interval_holds_zero() {
    // 7.0, 7.9, 7.3 on the days 0, 100, 200: a slope of 0.0015, the squares missed by 0.375, and t of 12.706.
    let wide = hba1c(&[("2026-04-15", 7.0), ("2026-07-24", 7.9), ("2026-11-01", 7.3)]);
    assert_eq!((&wide["direction"], &wide["by"]), (&json!("no-clear-change"), &json!(0.3)));
    // Half the width: 12.706 · √((0.375 + 0.01 / 12) / 20000) · 200 = 11.0150.
    assert_eq!((&wide["low"], &wide["high"]), (&json!(-10.72), &json!(11.32)));
    assert!(wide["text"].as_str().expect("a text").contains("no clear change"), "{wide}");
}

#[test]
fn a_clear_rise_is_said_with_both_ends_and_a_fall_below_zero() {
    // On a line: only rounding is left, 4.303 · √(0.01 / 12 / 50000) · 300 = 0.16665; t at two degrees of freedom.
    let days = ["2026-01-05", "2026-04-15", "2026-07-24", "2026-11-01"];
    let up = hba1c(&[(days[0], 7.0), (days[1], 7.4), (days[2], 7.8), (days[3], 8.2)]);
    assert_eq!(
        (&up["direction"], &up["by"], &up["low"], &up["high"]),
        (&json!("rising"), &json!(1.2), &json!(1.03), &json!(1.37))
    );
    assert_eq!(up["mean"], json!(7.4));
    let down = hba1c(&[(days[0], 8.2), (days[1], 7.8), (days[2], 7.4), (days[3], 7.0)]);
    assert_eq!(
        (&down["direction"], &down["by"], &down["low"], &down["high"]),
        (&json!("falling"), &json!(-1.2), &json!(-1.37), &json!(-1.03))
    );
}

#[test]
fn flat_readings_are_no_clear_change_whatever_their_number() {
    let days = ["2026-01-05", "2026-04-15", "2026-07-24", "2026-11-01"];
    assert_eq!(hba1c(&days.map(|day| (day, 7.0)))["direction"], json!("no-clear-change"));
}

#[test]
fn values_in_the_newest_unit_alone_make_a_trend() {
    let mut list = lab("ldl", "mmol/L", &[("2026-02-01", 2.6), ("2026-08-01", 2.2)]);
    list.extend(lab("ldl", "mg/dL", &[("2026-05-01", 150.0)]));
    let ldl = row(&answer(&record(list)), "trends", "trend-ldl");
    assert_eq!(
        (&ldl["unit"], &ldl["days"], &ldl["previousAt"]),
        (&json!("mmol/L"), &json!(2), &json!("2026-02-01"))
    );
}

#[test]
fn pressure_at_the_clinic_and_at_home_go_apart_and_each_day_is_one_value() {
    let mut list = vec![
        pressure("2026-05-01T08:00", 150.0, 90.0, "clinic"),
        pressure("2026-11-01T08:00", 140.0, 86.0, "clinic"),
        pressure("2026-11-01T08:10", 136.0, 84.0, "clinic"),
    ];
    list.extend([
        home("2026-11-02T07:00", 130.0, 80.0),
        home("2026-11-03T07:00", 126.0, 80.0),
        home("2026-11-03T19:00", 120.0, 78.0),
    ]);
    let answer = answer(&record(list));
    let of = |rule: &str, part: &str| {
        let rows = answer["trends"].as_array().expect("a list").iter();
        let own: Vec<&Value> = rows.filter(|row| row["rule"] == rule && row["part"] == part).collect();
        (own[0]["newest"].clone(), own[0]["previous"].clone(), own[0]["days"].clone())
    };
    assert_eq!(of("trend-clinic-pressure", "systolic"), (json!(138), json!(150), json!(2)));
    assert_eq!(of("trend-clinic-pressure", "diastolic"), (json!(85), json!(90), json!(2)));
    assert_eq!(of("trend-home-pressure", "systolic"), (json!(123), json!(130), json!(2)));
}

#[test]
fn every_row_fires_and_what_is_older_than_a_year_is_silent_where_the_row_says_so() {
    let on = |days: [&str; 2]| {
        let mut list = Vec::new();
        for day in days {
            list.push(pressure(day, 130.0, 80.0, "clinic"));
            list.push(home(day, 130.0, 80.0));
            list.push(glucose(day, 6.0, "fasting"));
            for (concept, unit) in
                [("hba1c", "%"), ("egfr", "mL/min/1.73m2"), ("ldl", "mmol/L"), ("weight", "kg")]
            {
                let value =
                    if concept == "ldl" { 2.0 } else { 7.0 + if concept == "hba1c" { 0.0 } else { 60.0 } };
                list.extend(lab(concept, unit, &[(day, value)]));
            }
        }
        let mut rules = rules(&answer(&record(list)), "trends");
        rules.dedup();
        rules
    };
    // 365 days before the day asked about is 2025-11-20.
    assert_eq!(
        on(["2025-11-20", "2026-11-01"]),
        [
            "trend-clinic-pressure",
            "trend-egfr",
            "trend-fasting",
            "trend-hba1c",
            "trend-home-pressure",
            "trend-ldl",
            "trend-weight"
        ]
    );
    assert_eq!(on(["2025-11-19", "2026-11-01"]), ["trend-egfr", "trend-hba1c", "trend-ldl"]);
}

#[test]
fn what_was_not_measured_or_cannot_be_is_no_value_of_a_trend() {
    let mut list = lab("weight", "kg", &[("2026-05-01", 70.0), ("2026-10-01", 7000.0)]);
    list.extend(lab("hba1c", "%", &[("2026-10-01", 7.0)]));
    assert_eq!(rules(&answer(&record(list)), "trends"), Vec::<String>::new());
}
