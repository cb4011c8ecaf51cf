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

use liangbing::engine::Engine;
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
}
