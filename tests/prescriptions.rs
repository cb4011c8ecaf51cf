//! A synthetic year of prescriptions: how often a doctor is prompted, and whether anyone is stopped without cause.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeMap;

use liangbing::assess::report::{Assessment, Card};
use liangbing::civil::Day;
use liangbing::engine::{Engine, Options};
use liangbing::record::Record;
use liangbing::synth::Synth;

/// What was counted.
#[derive(Debug, Default)]
struct Tally {
    encounters: usize,
    /// Cards by channel, of every kind and of medicines.
    cards: BTreeMap<&'static str, [usize; 2]>,
    /// Encounters by how many Do cards of every kind.
    asked: BTreeMap<usize, usize>,
    /// Steps by row, and the cards of checks by rule.
    rows: BTreeMap<String, usize>,
    /// Of steps and checks together.
    bytes: usize,
}

fn is_of_medicines(card: &Card) -> bool {
    card.level.is_none()
}

impl Tally {
    fn add(&mut self, assessment: &Assessment) {
        self.encounters += 1;
        for card in &assessment.cards {
            let [all, medicines] = self.cards.entry(card.channel).or_default();
            *all += 1;
            *medicines += usize::from(is_of_medicines(card));
            if is_of_medicines(card) {
                *self.rows.entry(format!("{} {}", card.channel, card.rule)).or_default() += 1;
            }
        }
        for step in &assessment.plan.medication {
            *self.rows.entry(format!("plan {} {}", step.rule, step.class.unwrap_or("-"))).or_default() += 1;
        }
        *self.asked.entry(asked(assessment)).or_default() += 1;
        let size = |text: serde_json::Result<String>| text.expect("JSON").len();
        self.bytes += size(serde_json::to_string(&assessment.plan.medication));
        self.bytes += size(serde_json::to_string(&assessment.medication_checks));
    }

    fn print(&self, name: &str) {
        let of = |count: usize| count as f64 / self.encounters as f64;
        println!(
            "{name}: {} encounters, {} bytes of steps and checks each",
            self.encounters,
            self.bytes / self.encounters.max(1)
        );
        for (channel, [all, medicines]) in &self.cards {
            println!(
                "  {channel}: {:.3} cards an encounter, {:.3} of them of medicines alone",
                of(*all),
                of(*medicines)
            );
        }
        println!("  encounters by Do cards of every kind: {:?}", self.asked);
        for (row, count) in &self.rows {
            println!("  {row}: {:.4}", of(*count));
        }
    }
}

/// How many cards ask.
fn asked(assessment: &Assessment) -> usize {
    assessment.cards.iter().filter(|card| card.channel == "do").count()
}

/// A year of so many patients: the clean lists, and those with a fault.
fn year(patients: usize) -> [Tally; 2] {
    let engine = Engine::builtin().expect("the built-in packs load");
    let as_of = Day::parse("2026-11-20").expect("a day");
    let mut synth = Synth::new(5, as_of);
    let mut tallies = [Tally::default(), Tally::default()];
    let (mut found, mut faulty, mut joined) = (0, 0, 0);
    for _ in 0..patients {
        let patient = synth.prescribed().expect("there is always another");
        let record =
            Record::read(&patient.record.to_string()).unwrap_or_else(|e| panic!("{e}: {}", patient.record));
        let mut seen = false;
        for day in &patient.encounters {
            let assessment = engine.assess(&record, &Options::on(*day));
            let clean = patient.fault.is_none();
            if clean {
                let stopped =
                    assessment.cards.iter().find(|card| card.channel == "stop" && is_of_medicines(card));
                assert!(stopped.is_none(), "stopped without cause: {stopped:?} of {}", patient.record);
                assert!(asked(&assessment) <= 1, "two cards ask: {}", patient.record);
                let both = assessment.cards.iter().any(|card| !card.also.is_empty());
                joined += usize::from(both);
            }
            // A list may name each fault a different way; it must be named at all, once its medicines are taken.
            seen |= assessment.medication_checks.iter().any(|c| c.severity != "monitor" && c.truth.is_met());
            tallies[usize::from(!clean)].add(&assessment);
        }
        if patient.fault.is_some() && !patient.encounters.is_empty() {
            faulty += 1;
            found += usize::from(seen);
        }
    }
    println!("{found} of {faulty} faults were named; {joined} cards stood for several findings");
    assert!(joined > 0, "nobody of the year has two reasons for a referral");
    assert_eq!(found, faulty, "a fault passed in silence");
    tallies
}

#[test]
fn on_clean_lists_nobody_is_stopped_and_at_most_one_card_asks() {
    let [clean, faulty] = year(500);
    assert!(
        clean.encounters >= 1_000 && faulty.encounters >= 100,
        "{} {}",
        clean.encounters,
        faulty.encounters
    );
    // Steps do show, most of them on a card that the concern shows anyway.
    assert!(clean.rows.keys().any(|row| row.starts_with("plan ")), "{:?}", clean.rows);
    assert!(faulty.cards.get("stop").is_some_and(|[_, medicines]| *medicines > 0));
    // What is said of medicines stays a small part of an answer.
    assert!(clean.bytes / clean.encounters < 1_000, "{}", clean.bytes / clean.encounters);
}

#[test]
fn the_same_seed_gives_the_same_prescriptions() {
    let as_of = Day::parse("2026-11-20").expect("a day");
    let list = |seed| {
        let mut synth = Synth::new(seed, as_of);
        (0..30).map(|_| synth.prescribed().expect("another").record).collect::<Vec<_>>()
    };
    assert_eq!(list(3), list(3));
    assert_ne!(list(3), list(4));
}

#[test]
#[ignore = "the whole county takes a minute; `cargo test --test prescriptions -- --ignored --nocapture` prints what the README says"]
fn a_year_of_ten_thousand() {
    let [clean, faulty] = year(10_000);
    clean.print("clean");
    faulty.print("with a fault");
}
