//! A red rule that is left out on a calm day is one that could not have fired on it, and a condition that was
//! shortened by the diagnoses comes to what the whole one comes to.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop"
)]

use liangbing::assess::{Judge, Scratch};
use liangbing::civil::Day;
use liangbing::concept::{Concern, Symptom, Truth};
use liangbing::engine::Engine;
use liangbing::guideline::Short;
use liangbing::record::Record;
use liangbing::synth::Synth;
use serde_json::{Value, json};

/// Readings around every line, and a sign, on a day of their own and on the patient's last one.
fn disturb(patient: &mut Value, at: usize, day: &str) {
    let step = |from: usize, width: usize| json!(from + (at * 7) % width);
    let sign = Symptom::ALL[at % Symptom::ALL.len()].code();
    let setting = if at.is_multiple_of(3) { "home" } else { "clinic" };
    let list = patient["observations"].as_array_mut().expect("a list");
    list.push(json!({"at": format!("{day}T10:00"), "concept": "blood-pressure", "systolic": step(60, 260),
        "diastolic": step(40, 170), "unit": "mmHg", "setting": setting}));
    list.push(json!({"at": day, "concept": "glucose", "value": step(1, 40), "unit": "mmol/L"}));
    list.push(json!({"at": day, "concept": "heart-rate", "value": step(30, 130), "unit": "/min"}));
    if at.is_multiple_of(2) {
        list.push(json!({"at": day, "concept": "symptom", "code": sign}));
    }
}

#[test]
fn every_red_rule_that_holds_on_an_event_day_is_a_finding_of_that_day() {
    let as_of = Day::parse("2026-11-21").expect("a day");
    let engine = Engine::builtin().expect("sound packs");
    let judge = engine.judge();
    let mut scratch = Scratch::default();
    let mut held = 0;
    for (at, mut patient) in Synth::new(11, as_of).take(1_500).enumerate() {
        if at % 4 != 0 {
            let last = patient["observations"][0]["at"].as_str().expect("a time")[..10].to_owned();
            disturb(&mut patient, at, if at % 4 == 1 { &last } else { "2026-11-20" });
        }
        let chart = engine.chart(&Record::read(&patient.to_string()).expect("a record"));
        engine.colour(&chart, as_of, &mut scratch);
        for (concern, findings) in Concern::ALL.iter().zip(&scratch.findings) {
            for (upto, entry) in (1..).zip(chart.days.iter().take_while(|entry| entry.day <= as_of)) {
                let mut view = judge.view(&chart, *concern, entry.day, upto);
                view.targets = judge.targets(&view);
                for rule in judge.day_rules(*concern).filter(|rule| judge.fires(*rule, &view).is_met()) {
                    held += 1;
                    let found = findings.iter().any(|found| found.rule == rule && found.day == entry.day);
                    let id = judge.rule(rule).map(|rule| rule.id.as_str());
                    assert!(found, "{id:?} holds on {} and was not asked: {patient}", entry.day);
                }
            }
        }
    }
    assert!(held > 1_000, "only {held} rules held");
}

#[test]
fn a_shortened_condition_comes_to_the_same() {
    let as_of = Day::parse("2026-11-21").expect("a day");
    let engine = Engine::builtin().expect("sound packs");
    let mut rules = engine.judge().ruleset.clone();
    let whens: Vec<u16> = rules.rules.iter().map(|rule| rule.when).collect();
    let everyone = [[false, false], [true, false], [false, true], [true, true]];
    let short = everyone.map(|of| whens.iter().map(|when| rules.shortened(*when, of)).collect::<Vec<_>>());
    let judge = Judge::new(rules);
    let (mut met, mut shorter) = (0, 0);
    for (at, mut patient) in Synth::new(12, as_of).take(600).enumerate() {
        disturb(&mut patient, at, "2026-11-20");
        let chart = engine.chart(&Record::read(&patient.to_string()).expect("a record"));
        for (upto, entry) in (1..).zip(chart.days.iter().take_while(|entry| entry.day <= as_of)) {
            let of = [Concern::Hypertension, Concern::Diabetes].map(|own| chart.is_diagnosed(own, entry.day));
            let own = &short[everyone.iter().position(|one| *one == of).expect("one of four")];
            let mut view = judge.view(&chart, Concern::ALL[at % 2], entry.day, upto);
            view.targets = judge.targets(&view);
            for (when, short) in whens.iter().zip(own) {
                let truth = match short {
                    Short::Settled(truth) => *truth,
                    Short::Open(open) => judge.truth(*open, &view),
                };
                assert_eq!(truth, judge.truth(*when, &view), "{when} on {}: {patient}", entry.day);
                met += u32::from(truth == Truth::Met);
                shorter += u32::from(*short != Short::Open(*when));
            }
        }
    }
    assert!(met > 1_000 && shorter > 1_000, "only {met} met, {shorter} shortened");
}
