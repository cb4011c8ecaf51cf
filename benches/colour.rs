//! How many patients a second one core colours: charts already made, every event day judged.
//!
//! Printed beside it, from the same run: a loop that only holds each reading against the two
//! critical lines. It is no judgement, but it says how fast the machine is at the moment.
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

use liangbing::assess::Scratch;
use liangbing::engine::Engine;
use liangbing::facts::{Answer, Chart};
use liangbing::quantity::Decimal;

const PATIENTS: usize = 20_000;
const ROUNDS: usize = 15;
const CHUNK: usize = 200;

fn main() {
    let engine = Engine::builtin().expect("sound packs");
    let charts: Vec<Chart> = common::records(PATIENTS).iter().map(|record| engine.chart(record)).collect();
    let mut scratch = Scratch::default();
    let as_of = common::as_of();
    let coloured = |charts: &[Chart]| {
        charts.iter().filter(|chart| engine.colour(chart, as_of, &mut scratch).level.is_some()).count()
    };
    let crossing = |charts: &[Chart]| charts.iter().filter(|chart| crosses_a_line(chart)).count();
    let [colour, lines] = common::medians(ROUNDS, CHUNK, &charts, coloured, crossing);
    println!(
        "colour: {:.0} patients/s ({:.2} us each), median of chunks of {CHUNK}",
        1.0 / colour,
        colour * 1e6
    );
    println!(
        "threshold loop: {:.0} patients/s; colour takes {:.0} times as long",
        1.0 / lines,
        colour / lines
    );
    describe(&engine, &charts);
}

fn crosses_a_line(chart: &Chart) -> bool {
    let [systolic, diastolic, glucose] =
        [Decimal::from_int(180), Decimal::from_int(110), Decimal::from_milli(16_700)];
    chart.samples.iter().any(|sample| match sample.answer {
        Answer::Pressure(pressure) => {
            pressure.systolic.is_some_and(|value| value >= systolic)
                || pressure.diastolic.is_some_and(|value| value >= diastolic)
        }
        Answer::Number { value, slot: 0 } => sample.usable && value >= glucose,
        _ => false,
    })
}

/// What was judged, so that the number can be compared.
fn describe(engine: &Engine, charts: &[Chart]) {
    let mut scratch = Scratch::default();
    let mut colours: Vec<&str> = charts
        .iter()
        .map(|chart| {
            engine
                .colour(chart, common::as_of(), &mut scratch)
                .colour()
                .map_or("none", liangbing::concept::Colour::code)
        })
        .collect();
    colours.sort_unstable();
    for group in colours.chunk_by(|one, other| one == other) {
        println!("  {}: {:.1} %", group[0], 100.0 * group.len() as f64 / charts.len() as f64);
    }
    let mean =
        |count: fn(&Chart) -> usize| charts.iter().map(count).sum::<usize>() as f64 / charts.len() as f64;
    println!(
        "  {:.1} observations, {:.1} visit forms, {:.1} event days a patient",
        mean(|chart| chart.samples.len()),
        mean(|chart| chart.visits.len()),
        mean(|chart| chart.days.len())
    );
}
