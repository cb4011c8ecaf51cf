//! How long one whole assessment takes, and how large its answer is.
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

use liangbing::concept::Concern;
use liangbing::engine::{Engine, Options};
use liangbing::record::Record;

const PATIENTS: usize = 300;
const ROUNDS: usize = 11;

fn main() {
    let engine = Engine::builtin().expect("sound packs");
    let options = Options::on(common::as_of());
    let both: Vec<Record> = common::records(4 * PATIENTS)
        .into_iter()
        .filter(|record| {
            let chart = engine.chart(record);
            Concern::ALL.iter().all(|concern| chart.is_diagnosed(*concern, options.as_of))
        })
        .take(PATIENTS)
        .collect();
    let json = |record: &Record| serde_json::to_string(&engine.assess(record, &options)).expect("JSON").len();
    let mut sizes: Vec<usize> = both.iter().map(json).collect();
    sizes.sort_unstable();
    let assessed =
        |records: &[Record]| records.iter().map(|record| engine.assess(record, &options)).collect::<Vec<_>>();
    let written = |records: &[Record]| records.iter().map(json).sum::<usize>();
    let [assess, with_json] = common::medians(ROUNDS, 2, &both, assessed, written);
    println!("assess, two diseases: {:.0} us each; with its JSON {:.0} us", assess * 1e6, with_json * 1e6);
    println!(
        "JSON answer: median {} bytes, largest {} bytes of {}",
        sizes[sizes.len() / 2],
        sizes[sizes.len() - 1],
        sizes.len()
    );
}
