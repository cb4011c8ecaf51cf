//! Exactly at the number: every comparison of every rule flips at its limit, in every unit.
//!
//! The cells are derived from the ruleset, so a new number is covered the day it is written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support_proofs;

use std::collections::BTreeSet;

use liangbing::concept::ReferralDirection::Up;
use liangbing::concept::ReferralOutcome::Unreachable;
use liangbing::concept::request::Request;
use liangbing::concept::{Colour, Concept, Concern, Condition, Level};
use liangbing::engine::Options;
use liangbing::guideline::Node;
use liangbing::record::Record;
use support_proofs::requests::{Edge, compares, edges};
use support_proofs::{Life, day, engine};

/// Whether a request is met on an edge's record.
fn is_met(request: &Request, edge: &Edge) -> bool {
    let chart = engine().chart(&edge.life.0);
    let judged = day(edge.judged);
    let concern = if matches!(request, Request::BelowTarget { concept: Concept::Hba1c, .. }) {
        Concern::Diabetes
    } else {
        Concern::Hypertension
    };
    let mut view = engine().judge().view(&chart, concern, judged, chart.upto(judged));
    view.targets = edge.said.targets;
    view.run = edge.said.run;
    view.quiet_since = edge.said.quiet_since;
    if let Request::HomeMean(..)
    | Request::AmbulatoryMean(..)
    | Request::Sign { .. }
    | Request::BelowTarget { .. } = request
    {
        view.visit = Some(judged);
    }
    view.ask(request).truth.is_met()
}

fn requests() -> Vec<&'static Request> {
    let nodes = engine().judge().ruleset.nodes.iter();
    nodes.filter_map(|node| if let Node::Ask(request) = node { Some(&**request) } else { None }).collect()
}

#[test]
fn every_request_flips_exactly_at_each_of_its_numbers() {
    let mut cells = 0;
    let mut wrong = Vec::new();
    for request in requests() {
        for edge in edges(request) {
            cells += 1;
            if is_met(request, &edge) != edge.met {
                wrong.push(format!("{} should be met: {}", edge.what, edge.met));
            }
        }
    }
    println!("{cells} cells");
    assert!(wrong.is_empty(), "{} of {cells}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cells >= 700, "{cells}");
}

#[test]
fn every_comparison_of_every_rule_was_tried_in_every_unit() {
    for request in requests() {
        let tried: BTreeSet<(u16, u8)> =
            edges(request).iter().filter_map(|edge| Some((edge.parameter?, edge.slot))).collect();
        for compare in compares(request) {
            for (slot, limit) in (0_u8..).zip(compare.limits) {
                assert!(
                    limit.is_none() || tried.contains(&(compare.parameter, slot)),
                    "{request:?} slot {slot}"
                );
            }
        }
    }
}

#[test]
fn every_limit_that_a_rule_compares_with_is_one_of_the_ruleset() {
    let ruleset = &engine().judge().ruleset;
    let asked: BTreeSet<u16> =
        requests().into_iter().flat_map(compares).map(|compare| compare.parameter).collect();
    assert!(asked.len() >= 60, "{}", asked.len());
    for at in asked {
        assert!(ruleset.parameters.get(usize::from(at)).is_some());
    }
}

/// The level of one hypertensive or diabetic with a single reading, through the reader.
fn level_of(fields: &str) -> Option<Level> {
    let text = format!(
        r#"{{"patient": {{"born": "1966-01-01"}}, "conditions": [{{"code": "hypertension"}}, {{"code": "type-2-diabetes"}}],
        "observations": [{{"at": "2026-11-20T08:10", {fields}}}]}}"#
    );
    let record = Record::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let options = Options::read("2026-11-20", None, None, None).unwrap();
    let concern = usize::from(fields.contains("glucose"));
    let mut scratch = liangbing::assess::Scratch::default();
    engine().colour(&engine().chart(&record), options.as_of, &mut scratch).concerns[concern].level
}

#[test]
fn no_decimal_is_rounded_up_to_a_line_nor_down_from_it() {
    let pressure = |systolic: &str, diastolic: &str| {
        level_of(&format!(
            r#""concept": "blood-pressure", "systolic": {systolic}, "diastolic": {diastolic}, "unit": "mmHg""#
        ))
    };
    let glucose = |value: &str| {
        level_of(&format!(
            r#""concept": "glucose", "value": {value}, "unit": "mmol/L", "timing": "fasting", "specimen": "venous""#
        ))
    };
    for (systolic, diastolic, level) in [
        ("150", "109.934", Level::Y1),
        ("150", "109.999999999", Level::Y1),
        ("150", "109.99999999999999", Level::Y1),
        ("150", "110", Level::R1),
        ("150", "1.1e2", Level::R1),
        ("139.999999999", "85", Level::B2),
        ("139.99999999999999999", "85", Level::B2),
        ("140.0", "85", Level::Y1),
        ("140.000000001", "85", Level::Y1),
        ("179.9999", "85", Level::Y1),
        ("129.999999999", "79.999999999", Level::B1),
        ("130", "79.999999999", Level::B2),
        ("129.999999999", "80.0", Level::B2),
    ] {
        assert_eq!(pressure(systolic, diastolic), Some(level), "{systolic}/{diastolic}");
    }
    for (value, level) in [
        ("6.999999999", Level::B2),
        ("6.9999999999999", Level::B2),
        ("7.0", Level::Y1),
        ("7.000000001", Level::Y1),
        ("15.9999999999", Level::Y1),
        ("16.699999999", Level::Y1),
        ("16.7", Level::R1),
        ("33.299999999", Level::R1),
        ("33.3", Level::R0),
        ("3.900000001", Level::B2),
        ("3.9", Level::R1),
        ("3.0", Level::R1),
        ("2.999999999", Level::R0),
    ] {
        assert_eq!(glucose(value), Some(level), "{value}");
    }
    let kilopascal = |systolic: &str, diastolic: &str| {
        level_of(&format!(
            r#""concept": "blood-pressure", "systolic": {systolic}, "diastolic": {diastolic}, "unit": "kPa""#
        ))
    };
    assert_eq!(kilopascal("18.659999999", "11.9"), Some(Level::B2));
    assert_eq!(kilopascal("18.66", "11.9"), Some(Level::Y1));
    assert_eq!(kilopascal("23.989999999", "11.9"), Some(Level::Y1));
    assert_eq!(kilopascal("23.99", "11.9"), Some(Level::R1));
}

#[test]
fn a_pressure_just_beyond_the_impossible_line_is_red_whether_or_not_it_is_usable() {
    // In kPa the usable range is a little wider than the line: what lies between is critical or very low.
    for (systolic, diastolic) in
        [("39.995", "12"), ("40.001", "12"), ("5.32", "2.7"), ("5.29", "2.7"), ("30", "26.68")]
    {
        let fields = format!(
            r#""concept": "blood-pressure", "systolic": {systolic}, "diastolic": {diastolic}, "unit": "kPa""#
        );
        assert_eq!(level_of(&fields), Some(Level::R1), "{fields}");
    }
}

/// A quiet hypertensive seen once, on the first day.
fn quiet() -> Life {
    let mut life = Life::with(50, &[Condition::Hypertension]);
    life.pressure(0, 132, 78);
    life
}

#[test]
fn every_day_number_of_the_episode_machine_ends_where_it_says() {
    let policy = &engine().judge().ruleset.policy;
    let colour = |life: &Life, after: i32| life.judged(after).concerns[0].level.map(Level::colour);
    let level = |life: &Life, after: i32| life.judged(after).concerns[0].level;
    assert_eq!(colour(&quiet(), policy.blue_days), Some(Colour::Blue));
    assert_eq!(level(&quiet(), policy.blue_days + 1), Some(Level::G1));
    assert_eq!(level(&quiet(), policy.lost_days), Some(Level::G1));
    assert_eq!(level(&quiet(), policy.lost_days + 1), Some(Level::G2));

    let mut high = Life::with(50, &[Condition::Hypertension]);
    high.pressure(0, 150, 78);
    assert_eq!(level(&high, policy.yellow_days), Some(Level::Y1));
    assert_eq!(level(&high, policy.yellow_days + 1), Some(Level::G1));

    for (ended, last) in
        [(policy.carried_days - policy.carrying_days, policy.carried_days), (120, 120 + policy.carrying_days)]
    {
        let mut carried = quiet();
        for reading in 0..policy.home_count {
            let pair = (Some(support_proofs::whole(125)), Some(support_proofs::whole(75)));
            carried.reading(ended - 2 + reading % 3, None, pair, liangbing::concept::Setting::Home);
        }
        assert_eq!(colour(&carried, last), Some(Colour::Blue), "{ended}");
        assert_eq!(level(&carried, last + 1), Some(Level::G1), "{ended}");
    }

    for (age, lost) in [(policy.contact_days, false), (policy.contact_days + 1, true)] {
        for (failed, enough) in [(policy.failed_contacts - 1, false), (policy.failed_contacts, true)] {
            let mut missed = quiet();
            for at in 1..=failed {
                missed.visit(at, None, None).reached = false;
            }
            let expected = if lost && enough { Level::G2 } else { Level::B2 };
            assert_eq!(level(&missed, age), Some(expected), "{age} {failed}");
        }
    }

    for (closed, expected) in
        [(policy.unreachable_days - 1, Level::R2), (policy.unreachable_days, Level::G2WasRed)]
    {
        let mut red = Life::with(50, &[Condition::Hypertension]);
        red.pressure(0, 186, 112).referral(0, Up, None, Some((closed, Unreachable)));
        assert_eq!(level(&red, closed + 1), Some(expected), "{closed}");
    }
}
