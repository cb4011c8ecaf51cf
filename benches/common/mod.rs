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

/// The medians of the two pieces of work, run in turns so that a busy machine slows both.
pub fn medians<A, B>(rounds: usize, mut one: impl FnMut() -> A, mut other: impl FnMut() -> B) -> [f64; 2] {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        first.push(time(&mut one).as_secs_f64());
        second.push(time(&mut other).as_secs_f64());
    }
    [median(&mut first), median(&mut second)]
}

fn median(list: &mut [f64]) -> f64 {
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}
