//! What the benchmarks share: patients, and medians of interleaved runs.

use std::time::{Duration, Instant};

use liangbing::civil::Day;
use liangbing::record::Record;
use liangbing::synth::Synth;

/// The day that every benchmark judges.
pub fn as_of() -> Day {
    Day::parse("2026-11-21").expect("a day")
}

/// Synthetic records as text.
pub fn texts(count: usize) -> Vec<String> {
    Synth::new(2026, as_of()).take(count).map(|patient| patient.to_string()).collect()
}

/// The same records, read.
#[allow(dead_code, reason = "not every benchmark starts from records")]
pub fn records(count: usize) -> Vec<Record> {
    texts(count).iter().map(|text| Record::read(text).expect("a record")).collect()
}

/// How long `work` takes once.
#[allow(clippy::disallowed_methods, reason = "timings live in benchmarks")]
pub fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// Median seconds an item of two pieces of work over the same items.
///
/// They run in turns, a small chunk at a time, so that a busy machine slows both or neither.
pub fn medians<T, A, B>(
    rounds: usize,
    chunk: usize,
    items: &[T],
    mut one: impl FnMut(&[T]) -> A,
    mut other: impl FnMut(&[T]) -> B,
) -> [f64; 2] {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        for items in items.chunks_exact(chunk) {
            first.push(time(|| one(items)).as_secs_f64());
            second.push(time(|| other(items)).as_secs_f64());
        }
    }
    [median(&mut first) / chunk as f64, median(&mut second) / chunk as f64]
}

fn median(list: &mut [f64]) -> f64 {
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}
