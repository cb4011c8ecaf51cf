//! The words of the plan: a sentence a test, one line for what is taken together, a reason for what is explained.

use super::fill;
use crate::assess::report::{Action, Card, PlanReport, TestReport, TestsTogether};
use crate::civil::Day;
use crate::guideline::Words;

/// Gives the plan its sentences.
pub fn say(plan: &mut PlanReport, words: &Words) {
    if let Some(next) = &mut plan.next_contact {
        next.text =
            next.rule.as_ref().and_then(|rule| words.find(&["contact.", rule].concat())).map(str::to_owned);
    }
    for test in plan.tests_due.iter_mut().chain(&mut plan.tests_counted) {
        let what = named(test.concept, words);
        test.text = sentence(&what, test.status, test.last, test.due, words);
        if !test.unknown.is_empty() {
            let of = list(&test.unknown, words);
            let text = std::mem::take(&mut test.text);
            test.text = fill(&words.get("plan-of.unknown"), &[("text", text), ("of", of)]);
        }
    }
    for group in &mut plan.tests_together {
        group.text = together(group, &plan.tests_due, words);
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
    let Some(group) = plan.tests_together.iter().find(|group| group.group == "next-contact") else { return };
    if let Some(card) = cards.iter_mut().find(|card| card.level.is_some()) {
        card.actions.push(Action { kind: "order", label: group.text.clone(), by: Some(next.by) });
    }
}

fn sentence(what: &str, status: &str, last: Option<Day>, due: Day, words: &Words) -> String {
    let key = if last.is_none() { "never" } else { status };
    let last = last.map_or_else(String::new, |day| day.to_string());
    let values = [
        ("what", what.to_owned()),
        ("last", last),
        ("until", due.plus(-1).to_string()),
        ("due", due.to_string()),
    ];
    fill(&words.get(&["plan-of.", key].concat()), &values)
}

/// One line: of the next contact by the place that can do it, of a group what it lacks, or until when it counts.
fn together(group: &TestsTogether, tests: &[TestReport], words: &Words) -> String {
    if group.group == "next-contact" {
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
        return fill(&words.get("plan-of.next-contact"), &[("of", parts.join(&words.get("plan-of.then")))]);
    }
    let what = words.get(&["plan-of.", group.group].concat());
    let mut text = sentence(&what, group.status, group.last, group.due, words);
    if !group.items.is_empty() {
        let of = list(&group.items, words);
        text = fill(&words.get("plan-of.items"), &[("text", text), ("of", of)]);
    }
    text
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
