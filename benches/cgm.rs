//! How fast a sensor's year is read: 105 120 readings to every figure.
#![allow(
    missing_docs,
    dead_code,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a benchmark may stop, and counts fit a float"
)]

mod common;

use std::fmt::Write as _;

use liangbing::calc::calc;
use liangbing::civil::Second;
use liangbing::equation::cgm::{GlucoseUnit, Reading, Series};

const READINGS: usize = 105_120;
const ROUNDS: usize = 41;
const START: i64 = 1_735_689_600;

/// A year of five-minute readings: meals three times a day, and a wandering start, the same each time.
fn year(unit: GlucoseUnit) -> Vec<Reading> {
    let mut seed = 2_026_u64;
    let mut wander = 0.0;
    let glucose = |step: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        wander = 0.98 * wander + ((seed >> 40) as f64 / 16_777_216.0 - 0.5) * 12.0;
        let meals = 45.0 * libm::sin(step as f64 / 96.0 * std::f64::consts::TAU);
        let mg_dl = libm::round(150.0 + meals + wander).clamp(40.0, 400.0);
        match unit {
            GlucoseUnit::MgDl => mg_dl,
            GlucoseUnit::MmolL => mg_dl / 18.0156,
        }
    };
    let at = |step: usize| Second::from_number(START + 300 * step as i64);
    let glucose: Vec<f64> = (0..READINGS).map(glucose).collect();
    glucose.into_iter().enumerate().map(|(step, glucose)| Reading { at: at(step), glucose }).collect()
}

fn all(unit: GlucoseUnit, readings: Vec<Reading>) -> (f64, f64, usize, f64) {
    let series = Series::timed(unit, readings).expect("a series");
    let mage = series.mage().map_or(0.0, |mage| mage.mage);
    let active = series.wear().map_or(0.0, |wear| wear.active);
    (series.metrics().gri, mage, series.modal_day().len(), active)
}

fn report<T>(name: &str, mut work: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| common::time(&mut work).as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: {:.2} ms, best {:.2} ms", times[ROUNDS / 2], times[0]);
}

fn main() {
    let whole = year(GlucoseUnit::MgDl);
    let broken = year(GlucoseUnit::MmolL);
    let mut shuffled = whole.clone();
    shuffled.sort_by_key(|reading| reading.at.number().wrapping_mul(2_654_435_761) % 1_000_003);
    report("a year, whole mg/dL, all figures", || all(GlucoseUnit::MgDl, whole.clone()));
    report("a year, broken mmol/L, all figures", || all(GlucoseUnit::MmolL, broken.clone()));
    report("a year, out of order, all figures", || all(GlucoseUnit::MgDl, shuffled.clone()));
    let series = Series::timed(GlucoseUnit::MgDl, whole.clone()).expect("a series");
    report("  of it sorting", || Series::timed(GlucoseUnit::MgDl, whole.clone()).expect("a series"));
    report("  of it metrics", || series.metrics());
    report("  of it wear", || series.wear());
    report("  of it the typical day", || series.modal_day());
    report("  of it excursions", || series.mage());
    let mut text = String::from(r#"{"glucose_mg_dl":["#);
    for (place, reading) in whole.iter().enumerate() {
        let _ = write!(text, "{}{}", if place > 0 { "," } else { "" }, reading.glucose);
    }
    text.push_str(r#"],"time":["#);
    for (place, reading) in whole.iter().enumerate() {
        let minute = reading.at.minute_of_day();
        let day =
            liangbing::civil::Day::from_number(i32::try_from(reading.at.number() / 86_400).expect("a day"));
        let comma = if place > 0 { "," } else { "" };
        let _ = write!(text, r#"{comma}"{day} {:02}:{:02}:00""#, minute / 60, minute % 60);
    }
    text.push_str("]}");
    report("a year as JSON text, all figures", || calc("cgm-metrics", &text, None).expect("an answer"));
}
