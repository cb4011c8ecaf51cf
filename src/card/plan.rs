//! The words of the plan: a sentence a test, one line for what is taken together, a reason for what is explained.

use super::fill;
use crate::assess::report::{Action, Card, PlanReport, TestReport};
use crate::civil::Day;
use crate::guideline::Words;

/// Gives the plan its sentences.
pub fn say(plan: &mut PlanReport, words: &Words) {
    if let Some(next) = &mut plan.next_contact {
        next.text =
            next.rule.as_ref().and_then(|rule| words.find(&["contact.", rule].concat())).map(str::to_owned);
    }
    for list in [&mut plan.tests_due, &mut plan.tests_counted, &mut plan.tests_together] {
        for test in list {
            test.text = sentence(test, words);
        }
    }
    for lesson in &mut plan.education {
        lesson.text = words.get(&["lesson.", &lesson.topic].concat());
    }
}

/// Puts what is taken at the next contact on the card that asks for that contact, as one line and no prompt more.
/// A card that stops everything takes nothing else in.
pub fn add(plan: &PlanReport, cards: &mut [Card], words: &Words) {
    let Some(next) = &plan.next_contact else { return };
    if cards.iter().any(|card| card.channel == "stop") {
        return;
    }
    // Where a row of the plan asks sooner than the tier, the concern's card names no later day.
    for card in cards.iter_mut().filter(|card| next.sooner_than.is_some() && card.concern == next.sooner_than)
    {
        for action in &mut card.actions {
            if action.kind == "schedule" && action.by > Some(next.by) {
                action.by = Some(next.by);
                action.label = fill(&words.get("action.schedule"), &[("date", next.by.to_string())]);
            }
        }
    }
    let asks = |action: &Action| action.kind == "schedule" && action.by == Some(next.by);
    let books = |card: &&mut Card| card.actions.iter().any(asks);
    let card = cards.iter_mut().find(books);
    if let Some(card) = card.filter(|_| !plan.tests_due.is_empty()) {
        let label = together(&plan.tests_due, words);
        card.actions.push(Action { kind: "order", label, by: Some(next.by) });
    }
}

/// When a test was done and until when that counts, what a group lacks, and what is not known.
fn sentence(test: &TestReport, words: &Words) -> String {
    let key = match (test.last, test.items.as_slice()) {
        (Some(_), _) => test.status,
        (None, []) => "never",
        (None, _) => "incomplete",
    };
    let day = |day: Day| day.to_string();
    let values = [
        ("what", named(test.concept, words)),
        ("last", test.last.map_or_else(String::new, day)),
        ("until", day(test.due.plus(-1))),
        ("due", day(test.due)),
    ];
    let mut text = fill(&words.get(&["plan-of.", key].concat()), &values);
    for (key, names) in [("plan-of.items", &test.items), ("plan-of.unknown", &test.unknown)] {
        if !names.is_empty() {
            text = fill(&words.get(key), &[("text", text), ("of", list(names, words))]);
        }
    }
    text
}

/// What the next contact takes, by the place that can do it.
fn together(tests: &[TestReport], words: &Words) -> String {
    let mut parts = Vec::new();
    for place in ["village-clinic", "township-clinic", "county-hospital"] {
        let mut own = Vec::new();
        for test in tests.iter().filter(|test| test.place == place) {
            own.push(test.concept);
        }
        if !own.is_empty() {
            let values = [("of", list(&own, words)), ("place", words.get(&["place.", place].concat()))];
            parts.push(fill(&words.get("plan-of.at"), &values));
        }
    }
    fill(&words.get("plan-of.next-contact"), &[("of", parts.join(&words.get("plan-of.then")))])
}

/// What is drawn together is named together.
const LIPIDS: [&str; 4] = ["total-cholesterol", "ldl", "hdl", "triglycerides"];

fn list(names: &[&str], words: &Words) -> String {
    let is_whole = LIPIDS.iter().all(|own| names.contains(own));
    let mut list = Vec::new();
    for name in names {
        if !is_whole || !LIPIDS.contains(name) {
            list.push(named(name, words));
        } else if *name == "ldl" {
            list.push(named("lipids", words));
        }
    }
    list.join(&words.get("plan-of.and"))
}

/// A data element, by its name as a test where that is another.
fn named(concept: &str, words: &Words) -> String {
    let own = words.find(&["test.", concept].concat()).map(str::to_owned);
    own.unwrap_or_else(|| words.get(&["concept.", concept].concat()))
}
