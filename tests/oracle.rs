//! A naive second evaluator: what is not known is tried both ways, every time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support_proofs;

use std::collections::BTreeMap;

use liangbing::assess::Scratch;
use liangbing::concept::request::Request;
use liangbing::concept::{Concern, Level, Truth, VisitClass, events};
use liangbing::facts::View;
use liangbing::guideline::{Node, NodeId, Rule, Ruleset};
use proptest::prelude::*;
use support_proofs::random::{config, life};
use support_proofs::{day, engine};

/// More open questions than this are not tried out: two to the twelfth completions each.
const MOST_UNKNOWN: usize = 12;

/// What each question of a condition was answered.
type Answers = BTreeMap<NodeId, Truth>;

fn ruleset() -> &'static Ruleset {
    &engine().judge().ruleset
}

/// Every question under a condition, by its place.
fn questions(id: NodeId, into: &mut Vec<NodeId>) {
    match ruleset().node(id).expect("a node") {
        Node::All(parts) | Node::Any(parts) | Node::Count(parts, _) => {
            parts.iter().for_each(|part| questions(*part, into));
        }
        Node::Not(part) | Node::Assumed(part) => questions(*part, into),
        Node::Ask(_) if !into.contains(&id) => into.push(id),
        Node::Ask(_) => {}
    }
}

/// Yes or no, once every question has an answer; what the document assumes stays as first assumed.
fn holds(id: NodeId, answers: &Answers, first: &Answers) -> bool {
    match ruleset().node(id).expect("a node") {
        Node::All(parts) => parts.iter().all(|part| holds(*part, answers, first)),
        Node::Any(parts) => parts.iter().any(|part| holds(*part, answers, first)),
        Node::Count(parts, test) => {
            let own = parts.iter().filter(|part| holds(**part, answers, first)).count();
            test.holds(i32::try_from(own).expect("a count"))
        }
        Node::Not(part) => !holds(*part, answers, first),
        // Silence was taken for no: only what was known before anything was tried out counts.
        Node::Assumed(part) => tried(*part, first).is_met(),
        Node::Ask(_) => answers[&id].is_met(),
    }
}

/// Met in all completions, in none, or in some.
fn tried(id: NodeId, first: &Answers) -> Truth {
    let mut asked = Vec::new();
    questions(id, &mut asked);
    let open: Vec<NodeId> = asked.iter().copied().filter(|own| first[own] == Truth::Unknown).collect();
    assert!(open.len() <= MOST_UNKNOWN, "{} open questions", open.len());
    let (mut always, mut ever) = (true, false);
    for bits in 0..1_u32 << open.len() {
        let mut answers = first.clone();
        for (at, own) in open.iter().enumerate() {
            answers.insert(*own, Truth::known(bits & (1 << at) != 0));
        }
        let met = holds(id, &answers, first);
        always &= met;
        ever |= met;
    }
    match (always, ever) {
        (true, _) => Truth::Met,
        (_, false) => Truth::NotMet,
        _ => Truth::Unknown,
    }
}

/// The crate's own three values, folded over answers that no record need give.
fn folded(id: NodeId, answers: &Answers) -> Truth {
    match ruleset().node(id).expect("a node") {
        Node::All(parts) => parts.iter().map(|part| folded(*part, answers)).fold(Truth::Met, Truth::and),
        Node::Any(parts) => parts.iter().map(|part| folded(*part, answers)).fold(Truth::NotMet, Truth::or),
        Node::Count(parts, test) => {
            Truth::of_count(parts.iter().map(|part| folded(*part, answers)), |count| test.holds(count))
        }
        Node::Not(part) => folded(*part, answers).not(),
        Node::Assumed(part) => Truth::known(folded(*part, answers).is_met()),
        Node::Ask(_) => answers[&id],
    }
}

/// A known answer is the right one in every completion.
fn is_sound(own: Truth, tried: Truth) -> bool {
    own == Truth::Unknown || own == tried
}

fn answers_of(rule: &Rule, view: &View<'_>) -> Answers {
    let mut asked = Vec::new();
    questions(rule.when, &mut asked);
    let answer = |id: NodeId| match ruleset().node(id) {
        Some(Node::Ask(request)) => (id, view.ask(request).truth),
        _ => panic!("not a question"),
    };
    asked.into_iter().map(answer).collect()
}

fn open_in(answers: &Answers) -> usize {
    answers.values().filter(|truth| **truth == Truth::Unknown).count()
}

#[test]
fn no_rule_has_a_question_that_is_out_of_reach() {
    for rule in &ruleset().rules {
        let mut asked = Vec::new();
        questions(rule.when, &mut asked);
        assert!(!asked.is_empty(), "{}", rule.id);
    }
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn any_answers_at_all_are_folded_soundly(picks in prop::collection::vec(0..4_u8, 40)) {
        for rule in &ruleset().rules {
            let mut asked = Vec::new();
            questions(rule.when, &mut asked);
            let mut answers = Answers::new();
            let mut unknown = 0;
            for (id, pick) in asked.into_iter().zip(picks.iter().cycle()) {
                let truth = match pick {
                    0 if unknown < MOST_UNKNOWN => Truth::Unknown,
                    1 | 2 => Truth::Met,
                    _ => Truth::NotMet,
                };
                unknown += usize::from(truth == Truth::Unknown);
                answers.insert(id, truth);
            }
            let (own, all) = (folded(rule.when, &answers), tried(rule.when, &answers));
            prop_assert!(is_sound(own, all), "{}: {:?} where trying says {:?} of {:?}", rule.id, own, all, answers);
        }
    }

    #[test]
    fn what_the_engine_says_of_a_record_holds_in_every_completion(life in life(12), at in 0..200_i32) {
        let chart = engine().chart(&life.0);
        let judged = day(at);
        for rule in &ruleset().rules {
            let mut view = engine().judge().view(&chart, rule.concern, judged, chart.upto(judged));
            view.targets = engine().judge().targets(&view);
            let answers = answers_of(rule, &view);
            if open_in(&answers) > MOST_UNKNOWN {
                continue;
            }
            let own = engine().judge().truth(rule.when, &view);
            prop_assert_eq!(own, folded(rule.when, &answers), "{}", rule.id);
            let all = tried(rule.when, &answers);
            prop_assert!(is_sound(own, all), "{}: {:?} where trying says {:?}", rule.id, own, all);
        }
    }

    #[test]
    fn the_pruned_walk_finds_every_red_day_that_asking_everything_finds(life in life(14)) {
        let chart = engine().chart(&life.0);
        let mut scratch = Scratch::default();
        let last = day(1_000);
        engine().colour(&chart, last, &mut scratch);
        for (place, concern) in Concern::ALL.iter().enumerate() {
            let mut previous = None;
            for (at, entry) in chart.days.iter().enumerate() {
                let state = &scratch.states[place][at];
                let mut view = engine().judge().view(&chart, *concern, entry.day, at + 1);
                view.class = state.class;
                view.previous = previous;
                view.targets = engine().judge().targets(&view);
                for (number, rule) in (0_u16..).zip(&ruleset().rules).filter(|(_, rule)| rule.concern == *concern) {
                    if !rule.level().is_some_and(Level::is_red) || counts_visits(rule) {
                        continue;
                    }
                    let fires = folded(rule.when, &answers_of(rule, &view)).is_met();
                    let found = scratch.findings[place].iter().any(|own| own.rule == number && own.day == entry.day);
                    prop_assert_eq!(fires, found, "{} on {}", rule.id, entry.day);
                    // The walk itself knows the class, and says so to the triggers that wait for one.
                    let unsatisfied = state.class > Some(VisitClass::Controlled);
                    let events = entry.events | if unsatisfied { events::UNSATISFIED } else { 0 };
                    prop_assert!(!fires || rule.trigger.may_fire(events), "{} is skipped", rule.id);
                }
                if state.class.is_some() {
                    previous = Some(entry.day);
                }
            }
        }
    }
}

/// A row of visits is what the walk itself keeps; its stories are proven one by one elsewhere.
fn counts_visits(rule: &Rule) -> bool {
    let mut counts = false;
    ruleset()
        .each_request(rule.when, &mut |request| counts |= matches!(request, Request::Unsatisfied { .. }));
    counts
}
