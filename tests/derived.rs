//! What equations make of a record's readings, and when they make nothing.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what it expected"
)]

use liangbing::calc::{Out, calc};
use liangbing::civil::Day;
use liangbing::concept::Concept;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::facts::Answer;
use liangbing::record::Record;

/// The derived values of a record as `day concept value`.
fn derived(patient: &str, observations: &str) -> Vec<String> {
    let text = format!(r#"{{"patient": {{{patient}}}, "observations": [{observations}]}}"#);
    let record = Record::read(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let chart = Engine::builtin().expect("sound packs").chart(&record);
    let said = chart.samples.iter().filter(|sample| sample.derived).map(|sample| match sample.answer {
        Answer::Number { value, slot: 0 } => format!("{} {} {value}", sample.day, sample.concept.code()),
        other => panic!("{other:?} is no number in the first unit"),
    });
    said.collect()
}

fn reading(day: &str, concept: Concept, value: &str, unit: &str) -> String {
    let concept = concept.code();
    format!(r#"{{"at": "{day}", "concept": "{concept}", "value": {value}, "unit": "{unit}"}}"#)
}

const MAN: &str = r#""born": "1949-01-01", "sex": "male""#;
const DAY: &str = "2026-11-20";

#[test]
fn a_creatinine_brings_the_filtration_that_its_calculator_answers() {
    // 58.987 by CKD-EPI 2021, which preventr prints as 59 (CKD-EPI vectors, preventr).
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    assert_eq!(derived(MAN, &creatinine), ["2026-11-20 egfr 58.9"]);
}

#[test]
fn the_unit_of_a_creatinine_does_not_matter() {
    let [molar, mass] = [("884", "umol/L"), ("10", "mg/dL")]
        .map(|(value, unit)| reading(DAY, Concept::Creatinine, value, unit));
    assert_eq!(derived(MAN, &molar), derived(MAN, &mass));
    assert_eq!(derived(MAN, &molar).len(), 1);
}

#[test]
fn nothing_is_made_for_an_unknown_age_an_unknown_sex_or_a_child() {
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    for patient in ["", r#""sex": "male""#, r#""born": "1949""#, r#""born": "2012-01-01", "sex": "male""#] {
        assert!(derived(patient, &creatinine).is_empty(), "{patient}");
    }
}

#[test]
fn a_report_of_the_day_goes_before_what_could_be_made_and_one_of_another_day_does_not() {
    let creatinine = reading(DAY, Concept::Creatinine, "111", "umol/L");
    let report = |day| format!("{creatinine}, {}", reading(day, Concept::Egfr, "31", "mL/min/1.73m2"));
    assert!(derived(MAN, &report(DAY)).is_empty());
    assert_eq!(derived(MAN, &report("2026-11-19")).len(), 1);
}

#[test]
fn an_impossible_creatinine_brings_nothing() {
    assert!(derived(MAN, &reading(DAY, Concept::Creatinine, "4000", "umol/L")).is_empty());
}

#[test]
fn a_weight_brings_the_body_mass_index_with_the_newest_height_known_that_day() {
    let weight = reading(DAY, Concept::Weight, "70", "kg");
    let with = |day, height| format!("{weight}, {}", reading(day, Concept::Height, height, "cm"));
    // openEHR's test case: 31.11.
    assert_eq!(derived(MAN, &with("2020-01-01", "150")), ["2026-11-20 bmi 31.1"]);
    assert!(derived(MAN, &with("2026-11-21", "150")).is_empty());
    let two =
        format!("{}, {}", with("2020-01-01", "170"), reading("2025-01-01", Concept::Height, "150", "cm"));
    assert_eq!(derived(MAN, &two), ["2026-11-20 bmi 31.1"]);
    assert!(derived(MAN, &weight).is_empty());
}

/// A sensor's readings, every so many minutes on so many days up to one, each given by its number from 0.
fn worn(last: &str, days: i32, every: i32, glucose: impl Fn(i32) -> f64) -> Vec<Worn> {
    let last = Day::parse(last).expect("a day");
    let of_day =
        move |day: i32| (0..1_440 / every).map(move |step| (last.plus(1 - days + day), step * every));
    let moments = (0..days).flat_map(of_day);
    moments.zip(0..).map(|((day, minute), number)| Worn { day, minute, glucose: glucose(number) }).collect()
}

struct Worn {
    day: Day,
    minute: i32,
    glucose: f64,
}

fn said(readings: &[Worn], unit: &str) -> String {
    let each = readings.iter().map(|Worn { day, minute, glucose }| {
        let (hour, minute) = (minute / 60, minute % 60);
        let at = format!(
            r#""at": "{day}T{hour:02}:{minute:02}", "concept": "glucose", "specimen": "interstitial""#
        );
        format!(r#"{{{at}, "value": {glucose}, "unit": "{unit}"}}"#)
    });
    each.collect::<Vec<_>>().join(",")
}

/// The newest set of a sensor's figures, without its day.
fn newest(observations: &str) -> Vec<String> {
    let all = derived(MAN, observations);
    let Some(day) = all.last().map(|line| line[..10].to_owned()) else { return Vec::new() };
    all.iter().filter_map(|line| line.strip_prefix(&day)).map(|line| line.trim().to_owned()).collect()
}

/// Of a hundred: one very low, two low, twenty above, of which three very high.
fn hundred(number: i32) -> f64 {
    match number % 100 {
        0 => 2.9,
        1 => 3.8,
        2 => 3.0,
        3..=19 => 10.1,
        20..=22 => 14.0,
        23 => 3.9,
        24 => 10.0,
        _ => 6.5,
    }
}

#[test]
fn a_fortnight_of_a_sensor_brings_its_times_in_ranges() {
    let readings = said(&worn(DAY, 14, 15, hundred), "mmol/L");
    let figures = newest(&readings);
    // 1 344 readings: thirteen hundreds and 44 more, which hold every odd one once again.
    let percent = |number: f64| 100.0 * number / 1_344.0;
    let expected = [
        format!("tir {}", (percent(1_344.0 - 14.0 * 23.0) * 10.0).floor() / 10.0),
        format!("tbr {}", (percent(14.0 * 3.0) * 10.0).ceil() / 10.0),
        format!("tbr-level-2 {}", (percent(14.0) * 10.0).ceil() / 10.0),
        format!("tar {}", (percent(14.0 * 20.0) * 10.0).ceil() / 10.0),
        format!("tar-level-2 {}", (percent(14.0 * 3.0) * 10.0).ceil() / 10.0),
    ];
    assert_eq!(figures[..5], expected);
    assert_eq!(figures[6], "cgm-active 100");
}

#[test]
fn the_figures_are_those_of_the_calculator_to_a_tenth_on_the_side_that_alarms() {
    let wave = |number: i32| f64::from(60 + (number * 37) % 190) / 10.0;
    for (unit, scale) in [("mmol/L", 1.0), ("mg/dL", 18.0)] {
        let readings = worn(DAY, 14, 5, |number| wave(number) * scale);
        let of = |part: &dyn Fn(&Worn) -> String| readings.iter().map(part).collect::<Vec<_>>().join(",");
        let key = if scale > 1.0 { "glucose_mg_dl" } else { "glucose_mmol_l" };
        let time = of(&|own| format!(r#""{} {:02}:{:02}:00""#, own.day, own.minute / 60, own.minute % 60));
        let inputs = format!(r#"{{"{key}": [{}], "time": [{time}]}}"#, of(&|own| own.glucose.to_string()));
        let answer = calc("cgm-metrics", &inputs, None).expect("an answer");
        let number = |key: &str| match answer.get(key) {
            Some(Out::Number(number)) => *number,
            other => panic!("{key} is {other:?}"),
        };
        let expected = [
            ("tir", (number("tir_70_180_pct") * 10.0).floor() / 10.0),
            ("tar", (number("tar_gt180_pct") * 10.0).ceil() / 10.0),
            ("tar-level-2", (number("tar_gt250_pct") * 10.0).ceil() / 10.0),
            ("glucose-cv", (number("cv_pct") * 10.0).ceil() / 10.0),
            ("cgm-active", (number("active_pct") * 10.0).floor() / 10.0),
        ];
        let figures = newest(&said(&readings, unit));
        for (concept, value) in expected {
            assert!(figures.contains(&format!("{concept} {value}")), "{concept} {value} in {figures:?}");
        }
    }
}

#[test]
fn a_flat_trace_varies_by_nothing() {
    let figures = newest(&said(&worn(DAY, 14, 15, |_| 6.1), "mmol/L"));
    assert_eq!(
        figures,
        ["tir 100", "tbr 0", "tbr-level-2 0", "tar 0", "tar-level-2 0", "glucose-cv 0", "cgm-active 100"]
    );
}

#[test]
fn too_few_readings_of_a_sensor_bring_nothing() {
    // Nine days of fourteen, and fourteen days with every third hour silent for longer than allowed.
    assert!(newest(&said(&worn(DAY, 9, 15, hundred), "mmol/L")).is_empty());
    let mut holes = worn(DAY, 14, 15, hundred);
    holes.retain(|own| own.minute % 180 < 117);
    assert!(newest(&said(&holes, "mmol/L")).is_empty());
    let mut enough = worn(DAY, 14, 15, hundred);
    enough.retain(|own| own.minute % 180 < 127);
    assert!(!newest(&said(&enough, "mmol/L")).is_empty());
}

#[test]
fn only_the_fourteen_days_up_to_a_day_count() {
    let old = worn("2026-11-06", 14, 15, |_| 20.0);
    let new = worn(DAY, 14, 15, |_| 6.0);
    let both = format!("{},{}", said(&old, "mmol/L"), said(&new, "mmol/L"));
    assert_eq!(newest(&both)[0], "tir 100");
    let [earlier, whole] = [&said(&old, "mmol/L"), &both].map(|readings| derived(MAN, readings));
    let until = |list: &[String], day: &str| -> Vec<String> {
        list.iter().filter(|line| line.as_str() <= day).cloned().collect()
    };
    assert!(!earlier.is_empty());
    assert_eq!(until(&earlier, "2026-11-07"), until(&whole, "2026-11-07"), "what comes later changes no day");
}

#[test]
fn a_report_of_the_day_stands_and_the_rest_is_still_made() {
    let readings = said(&worn(DAY, 14, 15, hundred), "mmol/L");
    let figures = newest(&format!("{readings},{}", reading(DAY, Concept::Tir, "55", "%")));
    assert!(figures.iter().all(|figure| !figure.starts_with("tir ")), "{figures:?}");
    assert_eq!(figures.len(), 6);
}

#[test]
fn two_units_at_once_unknown_times_and_a_pregnancy_bring_nothing() {
    let half = worn("2026-11-13", 7, 15, hundred);
    let rest = worn(DAY, 7, 15, |number| hundred(number) * 18.0);
    assert!(newest(&format!("{},{}", said(&half, "mmol/L"), said(&rest, "mg/dL"))).is_empty());
    let readings = said(&worn(DAY, 14, 15, hundred), "mmol/L");
    assert!(derived(r#""sex": "female", "pregnancy": "pregnant""#, &readings).is_empty());
    assert!(!derived("", &readings).is_empty(), "age and sex are not asked");
    let blood = readings.replace("interstitial", "capillary");
    assert!(derived(MAN, &blood).is_empty(), "drops of blood are no sensor");
}

#[test]
fn a_target_of_time_in_range_is_judged_by_what_was_made() {
    let readings = said(&worn(DAY, 14, 15, hundred), "mmol/L");
    let text = format!(
        r#"{{"patient": {{"born": "1970", "sex": "male"}}, "conditions": [{{"code": "type-2-diabetes", "since": "2020"}}],
        "observations": [{readings}]}}"#
    );
    let record = Record::read(&text).expect("a record");
    let engine = Engine::builtin().expect("sound packs");
    let day = Day::parse(DAY).expect("a day");
    let assess = |day| engine.assess(&record, &Options { locale: Locale::En, ..Options::on(day) });
    let met = |assessment: &liangbing::assess::report::Assessment, concept: &str| {
        assessment.targets.iter().find(|target| target.concept == concept).map(|target| target.met)
    };
    let now = assess(day);
    assert_eq!(met(&now, "tir"), Some(Some(true)));
    assert_eq!(met(&now, "tbr-level-2"), Some(Some(false)), "1.1 % is not below 1 %");
    assert_eq!(met(&assess(day.plus(-9)), "tir"), None, "five days are too few");
}
