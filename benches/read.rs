//! How fast records are read: text to record, and record to chart.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a benchmark may stop, and counts fit a float"
)]

mod common;

use std::fmt::Write as _;

use liangbing::engine::{Engine, Options};
use liangbing::record::Record;

const PATIENTS: usize = 5_000;
const ROUNDS: usize = 9;
const CHUNK: usize = 50;

fn main() {
    let engine = Engine::builtin().expect("sound packs");
    let texts = common::texts(PATIENTS);
    let bytes: usize = texts.iter().map(String::len).sum();
    let records = common::records(PATIENTS);
    let strictly = |texts: &[String]| texts.iter().filter(|text| Record::read(text).is_ok()).count();
    let values = |texts: &[String]| {
        texts.iter().filter(|text| serde_json::from_str::<serde_json::Value>(text).is_ok()).count()
    };
    let [read, json] = common::medians(ROUNDS, CHUNK, &texts, strictly, values);
    let charted =
        |records: &[Record]| records.iter().map(|record| engine.chart(record).days.len()).sum::<usize>();
    let [chart, _] = common::medians(ROUNDS, CHUNK, &records, charted, <[Record]>::len);
    let bytes = bytes as f64 / PATIENTS as f64;
    println!(
        "read: {:.0} records/s, {:.0} MB/s, {:.1} times JSON parsing alone",
        1.0 / read,
        bytes / read / 1e6,
        read / json
    );
    println!("chart: {:.0} records/s; a record has {bytes:.0} bytes", 1.0 / chart);
    for (name, days) in [("fortnight", 14), ("quarter", 91), ("year", 365)] {
        sensor(&engine, name, days);
    }
}

/// A record with so many days of a sensor's readings, one every five minutes: read, charted, assessed.
fn sensor(engine: &Engine, name: &str, days: i32) {
    let first = common::as_of().plus(1 - days);
    let mut text = String::from(
        r#"{"patient": {"born": "1958"}, "conditions": [{"code": "type-2-diabetes"}], "observations": ["#,
    );
    for step in 0..days * 288 {
        let (day, minute) = (first.plus(step / 288), step % 288 * 5);
        let (hour, minute, value) = (minute / 60, minute % 60, 4 + step * 7 % 11);
        let comma = if step > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"at": "{day}T{hour:02}:{minute:02}", "concept": "glucose", "specimen": "interstitial", "value": {value}.5, "unit": "mmol/L"}}"#
        );
    }
    text.push_str("]}");
    let least = |work: &mut dyn FnMut()| {
        let times = (0..ROUNDS).map(|_| common::time(&mut *work).as_secs_f64() * 1e3);
        times.fold(f64::INFINITY, f64::min)
    };
    let record = Record::read(&text).expect("a record");
    let chart = engine.chart(&record);
    let derived = chart.samples.iter().filter(|sample| sample.derived).count();
    let read = least(&mut || drop(Record::read(&text)));
    let charted = least(&mut || drop(engine.chart(&record)));
    let assessed = least(&mut || drop(engine.assess(&record, &Options::on(common::as_of()))));
    println!(
        "a sensor's {name}, {} KB: read {read:.1} ms, chart {charted:.1} ms ({derived} derived), assess {assessed:.1} ms",
        text.len() / 1_000
    );
}
