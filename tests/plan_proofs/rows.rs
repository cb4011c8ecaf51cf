//! Every row is cited and worded, and every one of them decides for somebody.

use std::collections::BTreeSet;

use liangbing::civil::Day;
use liangbing::engine::{Engine, Options};
use liangbing::guideline::{Confidence, Head, Plans};
use liangbing::record::Record;
use liangbing::synth::Synth;

use crate::AS_OF;

fn engine() -> Engine {
    Engine::builtin().expect("the built-in packs load")
}

fn heads(plans: &Plans) -> Vec<&Head> {
    let contacts = plans.contacts.iter().map(|row| &row.head);
    contacts
        .chain(plans.tests.iter().map(|row| &row.head))
        .chain(plans.lessons.iter().map(|row| &row.head))
        .collect()
}

#[test]
fn every_row_cites_a_pack_is_worded_and_waits_for_a_clinician_where_it_is_doubtful() {
    let engine = engine();
    let ruleset = &engine.judge().ruleset;
    let plans = &ruleset.plans;
    assert!(plans.contacts.len() >= 10 && plans.tests.len() >= 20 && plans.lessons.len() >= 5);
    for head in heads(plans) {
        for cited in &head.cited {
            assert!(ruleset.packs.iter().any(|pack| pack.id == cited.cite.guideline), "{}", head.id);
            assert!(!cited.cite.section.is_empty(), "{}", head.id);
        }
        let doubtful = head.cited.first().is_some_and(|cited| cited.confidence > Confidence::A)
            || head.parameters.iter().any(|at| ruleset.parameters[usize::from(*at)].pending);
        assert_eq!(head.pending, doubtful, "{}", head.id);
    }
    for words in &ruleset.words {
        // What never decides has no sentence.
        let deciding = plans.contacts.iter().filter(|row| !row.beside);
        let contacts = deciding.map(|row| format!("contact.{}", row.head.id));
        for key in contacts.chain(plans.lessons.iter().map(|row| format!("lesson.{}", row.head.id))) {
            let text = words.find(&key).unwrap_or_else(|| panic!("{key}"));
            assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
        }
        for concept in plans.tests.iter().flat_map(|row| &row.tests) {
            assert!(words.find(&format!("concept.{}", concept.code())).is_some(), "{}", concept.code());
        }
    }
}

/// On anyone: nothing is in both lists, what counts is later than what is due, and the deciding contact is the first
/// but for what only stands beside it.
#[test]
fn a_plan_is_one_whole_for_every_synthetic_patient() {
    let engine = engine();
    let as_of = Day::parse(AS_OF).expect("a day");
    let beside: Vec<&str> = engine
        .judge()
        .ruleset
        .plans
        .contacts
        .iter()
        .filter(|row| row.beside)
        .map(|row| row.head.id.as_str())
        .collect();
    let mut rules = BTreeSet::new();
    for patient in Synth::new(11, as_of).take(400) {
        let record = Record::read(&patient.to_string()).expect("a record");
        let answer = engine.assess(&record, &Options::on(as_of));
        let plan = &answer.plan;
        let horizon = plan.next_contact.as_ref().map_or(as_of, |next| next.by.max(as_of));
        let mut seen = BTreeSet::new();
        for test in plan.tests_due.iter().chain(&plan.tests_counted) {
            assert!(seen.insert(test.concept), "{} stands twice for {patient}", test.concept);
            assert!(test.last.is_none_or(|last| last <= as_of), "{patient}");
            assert_eq!(test.status == "counts", test.due > as_of, "{patient}");
            rules.insert(test.rule.clone());
        }
        assert!(plan.tests_due.iter().all(|test| test.due <= horizon), "{patient}");
        assert!(plan.tests_counted.iter().all(|test| test.due > horizon), "{patient}");
        if let Some(next) = plan.next_contact.as_ref().filter(|next| next.by != as_of) {
            let stricter = |own: &&liangbing::assess::report::Considered| {
                own.by < next.by && !beside.contains(&own.rule.as_str())
            };
            assert_eq!(next.others.iter().find(stricter).map(|own| &own.rule), None, "{patient}");
        }
        assert!(plan.education.len() <= 3);
        let orders =
            answer.cards.iter().flat_map(|card| &card.actions).filter(|action| action.kind == "order");
        assert!(orders.count() <= 1, "{patient}");
    }
    assert!(rules.len() >= 8, "{rules:?}");
}
