//! The laws, as properties of records by chance: the same ones on every machine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support_proofs;

use liangbing::assess::{Scratch, Verdict};
use liangbing::civil::Day;
use liangbing::concept::request::{Onset, Request};
use liangbing::concept::{Concept, Concern, Level};
use liangbing::engine::{Engine, Options};
use liangbing::guideline::Node;
use liangbing::record::{Record, Value};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;
use std::sync::OnceLock;
use support_proofs::random::{LAST, config, life};
use support_proofs::{Life, day, engine, gravity};

fn judged(engine: &Engine, record: &Record, as_of: Day) -> Verdict {
    engine.colour(&engine.chart(record), as_of, &mut Scratch::default())
}

/// What does not depend on places in lists.
fn outcome(verdict: &Verdict) -> impl PartialEq + std::fmt::Debug + use<> {
    let of = |concern: &liangbing::assess::ConcernVerdict| {
        (
            concern.level,
            concern.reason,
            concern.class,
            concern.consecutive,
            concern.visit,
            concern.valid_until,
        )
    };
    let act_by = verdict.act_by.map(|c| (c.level, c.at, c.act_by));
    (verdict.level, verdict.reason, act_by, verdict.concerns.iter().map(of).collect::<Vec<_>>())
}

fn shuffled<T>(list: &mut [T], keys: &[Index]) {
    for (at, key) in keys.iter().enumerate().take(list.len()) {
        let other = key.index(list.len());
        list.swap(at, other);
    }
}

fn renumbered(record: &mut Record) {
    record.observations.iter_mut().enumerate().for_each(|(at, own)| own.index = at);
    record.visits.iter_mut().enumerate().for_each(|(at, own)| own.index = at);
    record.referrals.iter_mut().enumerate().for_each(|(at, own)| own.index = at);
    record.medications.iter_mut().enumerate().for_each(|(at, own)| own.index = at);
}

/// The same record with every list in another order.
fn reordered(record: &Record, keys: &[Index]) -> Record {
    let mut other = record.clone();
    shuffled(&mut other.observations, keys);
    shuffled(&mut other.visits, keys);
    shuffled(&mut other.referrals, keys);
    shuffled(&mut other.conditions, keys);
    shuffled(&mut other.medications, keys);
    renumbered(&mut other);
    other
}

/// The tier parts of an assessment: everything but paths, digests and what is printed of single observations.
fn tiers(record: &Record, as_of: Day) -> serde_json::Value {
    let mut options = Options::on(as_of);
    options.locale = liangbing::engine::Locale::En;
    let whole = serde_json::to_value(engine().assess(record, &options)).unwrap();
    let rules = |list: &serde_json::Value| {
        let mut rules: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|own| format!("{} {} {} {}", own["rule"], own["at"], own["outcome"], own["level"]))
            .collect();
        rules.sort();
        rules
    };
    json!({
        "level": whole["tier"]["level"], "floor": whole["tier"]["floor"], "ceiling": whole["tier"]["ceiling"],
        "was": whole["tier"]["was"], "actBy": whole["tier"]["actBy"], "owner": whole["tier"]["owner"],
        "repeatPending": whole["tier"]["repeatPending"], "management": whole["management"],
        "findings": rules(&whole["findings"]), "gaps": whole["gaps"],
    })
}

fn as_of() -> impl Strategy<Value = i32> {
    prop_oneof![3 => Just(63), 3 => 0..150_i32, 2 => 0..LAST, 1 => LAST..1_200_i32]
}

/// Engines of counties that tighten: each number alone at its bound, and all of them together.
fn counties() -> &'static [(String, Engine)] {
    static COUNTIES: OnceLock<Vec<(String, Engine)>> = OnceLock::new();
    COUNTIES.get_or_init(|| {
        let ruleset = &engine().judge().ruleset;
        let mut moves = Vec::new();
        for number in ruleset.parameters.iter().filter(|number| number.adjust.is_some()) {
            let (low, high) = number.adjust.expect("filtered");
            let (base, _) = number.values[0];
            let tight = if low < base { low } else { high };
            let values: Vec<String> = number
                .values
                .iter()
                .map(|(value, suffix)| {
                    // The same proportion in every unit, on the tighter side of the pack's own number.
                    let scaled = value.to_f64() * tight.to_f64() / base.to_f64();
                    let text = if *value == base { tight.to_string() } else { format!("{scaled:.2}") };
                    format!("{text} {}", suffix.code())
                })
                .collect();
            moves.push((number.name.clone(), json!({"value": values})));
        }
        assert!(moves.len() >= 10, "{}", moves.len());
        let load = |name: &str, own: &[(String, serde_json::Value)]| {
            let parameters: serde_json::Map<_, _> = own.iter().cloned().collect();
            let overlay =
                json!({"id": "a", "version": "1", "signed": "b", "parameters": parameters}).to_string();
            let engine =
                Engine::with_overlay(&overlay).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
            (name.to_owned(), engine)
        };
        let mut list = vec![load("everything at its bound", &moves)];
        list.extend(moves.iter().map(|own| load(&own.0, std::slice::from_ref(own))));
        list
    })
}

proptest! {
    #![proptest_config(config(6_000))]

    #[test]
    fn the_order_of_lists_never_changes_the_verdict(
        life in life(14), keys in prop::collection::vec(any::<Index>(), 14), at in as_of()
    ) {
        let other = reordered(&life.0, &keys);
        let one = judged(engine(), &life.0, day(at));
        let two = judged(engine(), &other, day(at));
        prop_assert_eq!(outcome(&one), outcome(&two));
    }

    #[test]
    fn facts_after_the_day_judged_never_matter(life in life(14), at in as_of()) {
        let today = day(at);
        let mut past = life.0.clone();
        past.observations.retain(|own| own.at.day <= today);
        past.visits.retain(|own| own.at.day <= today);
        past.conditions.retain(|own| own.since.is_none_or(|since| since.day <= today));
        past.referrals.retain(|own| own.at.day <= today);
        for referral in &mut past.referrals {
            referral.closed = referral.closed.filter(|(closed, _)| closed.day <= today);
        }
        past.medications.retain(|own| own.since.is_none_or(|since| since.day <= today));
        let one = judged(engine(), &life.0, today);
        let two = judged(engine(), &past, today);
        prop_assert_eq!(outcome(&one), outcome(&two));
    }

    #[test]
    fn a_reading_added_to_a_chart_is_a_reading_of_the_record(life in life(14)) {
        let mut record = life.0;
        let whole = format!("{:?}", engine().chart(&record));
        if let Some(last) = record.observations.pop() {
            let mut chart = engine().chart(&record);
            let judge = engine().judge();
            chart.add(&last, record.observations.len(), judge.protocol(), judge.alarms());
            prop_assert_eq!(format!("{chart:?}"), whole);
        }
    }

    #[test]
    fn looking_back_is_judging_the_earlier_day(life in life(14), at in as_of(), back in prop::collection::vec(0..60_i32, 1..6)) {
        let judge = engine().judge();
        let chart = engine().chart(&life.0);
        let mut scratch = Scratch::default();
        let mut day = day(at);
        judge.judge(&chart, day, &mut scratch);
        for days in back {
            day = day.plus(-days);
            let looked = judge.judge_back(&chart, day, &mut scratch);
            prop_assert_eq!(format!("{looked:?}"), format!("{:?}", judged(engine(), &life.0, day)));
        }
    }

    #[test]
    fn time_alone_makes_nothing_blue_and_ends_no_red(life in life(12), steps in prop::collection::vec(1..200_i32, 1..6)) {
        let chart = engine().chart(&life.0);
        // After the last event nothing happens any more.
        let mut at = LAST + 61;
        let mut scratch = Scratch::default();
        let mut before = engine().colour(&chart, day(at), &mut scratch);
        for step in steps {
            at += step;
            let after = engine().colour(&chart, day(at), &mut scratch);
            for (one, two) in before.concerns.iter().zip(&after.concerns) {
                let (was, is) = (one.level, two.level);
                // Who turns eighteen is judged as an adult: time, but not time alone.
                if life.0.patient.born.is_some_and(|born| born.age_on(day(at)).is_some_and(|age| age < 22)) {
                    continue;
                }
                prop_assert!(!is.is_some_and(Level::is_blue) || was.is_some_and(Level::is_blue), "{:?} to {:?}", was, is);
                if was.is_some_and(Level::is_red) {
                    prop_assert!(is.is_some_and(Level::is_red), "{:?} to {:?}", was, is);
                } else if let (Some(was), Some(is)) = (was, is) {
                    prop_assert!(!is.is_red(), "{:?} to {:?}", was, is);
                    prop_assert!(!was.is_blue() || !is.is_yellow(), "{:?} to {:?}", was, is);
                }
            }
            before = after;
        }
    }

    #[test]
    fn an_overlay_that_tightens_never_softens(life in life(10), at in as_of(), which in any::<Index>()) {
        let (name, county) = &counties()[which.index(counties().len())];
        let one = judged(engine(), &life.0, day(at));
        let two = judged(county, &life.0, day(at));
        prop_assert!(gravity(&two) >= gravity(&one), "{}: {:?} became {:?}", name, one.level, two.level);
    }
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn the_order_of_lists_never_changes_the_assessment(
        life in life(10), keys in prop::collection::vec(any::<Index>(), 10), at in as_of()
    ) {
        let other = reordered(&life.0, &keys);
        prop_assert_eq!(tiers(&life.0, day(at)), tiers(&other, day(at)));
    }

    #[test]
    fn the_same_record_and_day_give_the_same_bytes_and_nothing_panics_on_any_day(
        life in life(12), year in 1900..2100_i32, month in 1..=12_u32, date in 1..=28_u32
    ) {
        let as_of = Day::of(year, month, date).unwrap();
        let options = Options::on(as_of);
        let one = serde_json::to_string(&engine().assess(&life.0, &options)).unwrap();
        let two = serde_json::to_string(&Engine::builtin().unwrap().assess(&life.0, &options)).unwrap();
        prop_assert_eq!(one, two);
    }

    #[test]
    fn the_colour_only_path_and_the_assessment_agree(life in life(12), at in as_of()) {
        let verdict = judged(engine(), &life.0, day(at));
        let whole = serde_json::to_value(engine().assess(&life.0, &Options::on(day(at)))).unwrap();
        prop_assert_eq!(whole["tier"]["level"].as_str(), verdict.level.map(Level::code));
        for (concern, own) in Concern::ALL.iter().zip(&verdict.concerns) {
            prop_assert_eq!(whole["concerns"][concern.code()]["tier"]["level"].as_str(), own.level.map(Level::code));
        }
    }

    #[test]
    fn an_answer_that_is_harmless_keeps_the_level_between_floor_and_ceiling(life in life(8), at in 0..150_i32, kind in 0..3_u8) {
        let options = Options::on(day(at));
        let before = engine().assess(&life.0, &options);
        let mut answered = life.clone();
        if !answer(&mut answered, at, kind) {
            return Ok(());
        }
        let after = engine().assess(&answered.0, &options);
        let (floor, ceiling) = (before.tier.floor, before.tier.ceiling);
        prop_assert!(after.tier.level <= ceiling, "{:?} above {:?} of {:?}", after.tier.level, ceiling, before.tier.level);
        prop_assert!(after.tier.level >= floor, "{:?} below {:?} of {:?}", after.tier.level, floor, before.tier.level);
    }
}

/// Answers what was left open: symptoms said old, none of the others, or a laboratory value in range.
///
/// On the last day that already has an observation: a new day would be a new fact, not an answer.
fn answer(life: &mut Life, at: i32, kind: u8) -> bool {
    let today = day(at);
    let observed = life.0.observations.iter().map(|own| own.at.day).filter(|own| *own <= today).max();
    let Some(last) = observed.map(|own| own.number() - support_proofs::START) else { return false };
    match kind {
        0 => {
            let mut any = false;
            for own in &mut life.0.observations {
                let open = matches!(own.value, Value::Symptom(Some(symptom)) if !is_specific(symptom));
                if open && own.present && own.acute.is_none() && own.at.day <= today {
                    own.acute = Some(false);
                    any = true;
                }
            }
            any
        }
        1 => {
            life.no_symptom(last);
            true
        }
        _ => {
            let known = life.0.observations.iter().any(|own| own.concept == Concept::Potassium);
            life.number(last, Concept::Potassium, support_proofs::milli(4_200));
            !known
        }
    }
}

/// Signs that some rule takes as they stand: for these "old" takes back what was proved.
fn is_specific(symptom: liangbing::concept::Symptom) -> bool {
    engine().judge().ruleset.nodes.iter().any(|node| {
        let Node::Ask(request) = node else { return false };
        let Request::Sign { symptoms, onset, .. } = &**request else { return false };
        *onset != Onset::Acute && symptoms.contains(&symptom)
    })
}
