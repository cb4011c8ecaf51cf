//! Synthetic patients: the same seed gives the same records, on every machine.
//!
//! A patient lives one story, each made to end at one level or near it, so that a few hundred
//! patients show every level from R0 to G4. The values are plausible and the people invented; the
//! mix is meant to exercise the rules, not to describe a county.

mod prescription;
mod random;
mod story;

use serde_json::Value;

use crate::civil::Day;
pub use prescription::Prescribed;
use random::Random;
use story::Patient;

/// Invented patients, one after another, each a native record.
#[derive(Clone, Debug)]
pub struct Synth {
    random: Random,
    as_of: Day,
    number: u32,
}

impl Synth {
    /// Patients as they look on a day.
    pub const fn new(seed: u64, as_of: Day) -> Self {
        Self { random: Random::new(seed), as_of, number: 0 }
    }
}

impl Synth {
    /// The next patient with a year of prescriptions; there is always another.
    pub fn prescribed(&mut self) -> Option<Prescribed> {
        let record = self.next()?;
        Some(prescription::prescribe(record, &mut self.random, self.as_of))
    }
}

impl Iterator for Synth {
    type Item = Value;

    /// The next patient; there is always another.
    fn next(&mut self) -> Option<Value> {
        self.number = self.number.saturating_add(1);
        Some(Patient::new(&mut self.random, self.as_of, self.number).tell().record())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Synth;
    use crate::assess::Scratch;
    use crate::civil::Day;
    use crate::concept::Level;
    use crate::engine::Engine;
    use crate::record::Record;

    fn day() -> Day {
        Day::parse("2026-11-21").expect("a day")
    }

    #[test]
    fn the_same_seed_gives_the_same_patients_and_another_seed_others() {
        let patients = |seed| Synth::new(seed, day()).take(50).collect::<Vec<_>>();
        assert_eq!(patients(7), patients(7));
        assert_ne!(patients(7), patients(8));
    }

    #[test]
    fn every_level_lives_among_a_thousand_patients_and_every_record_is_read_without_refusal() {
        let engine = Engine::builtin().expect("sound packs");
        let mut scratch = Scratch::default();
        let mut seen: BTreeMap<Level, u32> = BTreeMap::new();
        for patient in Synth::new(1, day()).take(1_000) {
            let record = Record::read(&patient.to_string()).expect("a record");
            let level = engine.colour(&engine.chart(&record), day(), &mut scratch).level;
            // Someone with a quiet reading and no diagnosis has no colour, and is a patient all the same.
            if let Some(level) = level {
                *seen.entry(level).or_default() += 1;
            }
        }
        for level in Level::ALL {
            assert!(seen.contains_key(level), "no patient at {level:?}: {seen:?}");
        }
    }
}
