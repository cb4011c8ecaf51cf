//! Colouring a county allocates nothing: the scratch grows with the first patients and is then enough.

use liangbing::assess::Scratch;
use liangbing::civil::Day;
use liangbing::engine::Engine;
use liangbing::facts::Chart;
use liangbing::record::Record;
use liangbing::synth::Synth;

#[test]
fn colouring_allocates_nothing_once_the_scratch_has_grown() {
    let as_of = Day::parse("2026-11-21").expect("a day");
    let engine = Engine::builtin().expect("sound packs");
    let charts: Vec<Chart> = Synth::new(3, as_of)
        .take(2_000)
        .map(|patient| engine.chart(&Record::read(&patient.to_string()).expect("a record")))
        .collect();
    let mut scratch = Scratch::default();
    let mut colour_all = || {
        for chart in &charts {
            std::hint::black_box(engine.colour(chart, as_of, &mut scratch));
        }
    };
    let growing = allocation_counter::measure(&mut colour_all);
    let grown = allocation_counter::measure(&mut colour_all);
    assert!(growing.count_total > 0, "the counter counts");
    assert!(growing.count_total < 100, "{} allocations while growing", growing.count_total);
    assert_eq!(grown.count_total, 0);
}
