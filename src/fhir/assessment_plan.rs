//! The plan of an assessment: a proposed CarePlan, and a proposed Goal for each target.

use super::assessment::{LEVEL, RULE, note, source};
use super::codes::{OBSERVATIONS, written};
use super::draft::{Fields, put, put_some};
use super::json::{list, text};
use super::out::{Book, LOINC, coding, concept, narrative, object, reference, resource, said, words};
use super::own::{CONCEPT, DRUG_CLASS};
use super::record_parts::coded;
use super::tree::Tree;
use crate::json::Json;

const ACHIEVED: &str = "http://terminology.hl7.org/CodeSystem/goal-achievement";

/// Adds the goals and the plan; gives the plan's address.
pub(super) fn write(assessment: &Json<'_>, as_of: &str, book: &mut Book) -> String {
    let goals: Vec<Tree> =
        list(assessment, "targets").iter().map(|target| reference(goal(target, book))).collect();
    let mut activities = Vec::new();
    if let Some(plan) = assessment.get("plan") {
        contact(plan, &mut activities);
        tests(plan, &mut activities);
        advice(plan, &mut activities);
        steps(plan, &mut activities);
    }
    let mut out = resource("CarePlan");
    let mut shown: Vec<&str> = Vec::new();
    for card in list(assessment, "cards") {
        shown.extend(text(card, "summary"));
    }
    if !shown.is_empty() {
        put(&mut out, "text", narrative(&shown.join("\n")));
    }
    put(&mut out, "status", "active");
    put(&mut out, "intent", "proposal");
    let level = said(assessment, &["tier", "level"]);
    put_some(&mut out, "category", level.map(|level| vec![concept(LEVEL, level)]));
    put(&mut out, "subject", book.subject());
    put(&mut out, "created", as_of);
    if !goals.is_empty() {
        put(&mut out, "goal", goals);
    }
    if !activities.is_empty() {
        put(&mut out, "activity", activities);
    }
    book.add(out)
}

fn goal(target: &Json<'_>, book: &mut Book) -> String {
    let mut out = resource("Goal");
    let name = text(target, "concept").unwrap_or("-");
    let limit = text(target, "target").unwrap_or("-");
    put(&mut out, "lifecycleStatus", "proposed");
    let met = match target.get("met") {
        Some(Json::Flag(true)) => Some("achieved"),
        Some(Json::Flag(false)) => Some("not-achieved"),
        // Not known is no achievement and no failure.
        _ => None,
    };
    put_some(&mut out, "achievementStatus", met.map(|met| concept(ACHIEVED, met)));
    put_some(
        &mut out,
        "category",
        text(target, "kind").map(|kind| vec![concept("urn:liangbing:target", kind)]),
    );
    let label = text(target, "label").unwrap_or(name);
    let timing = text(target, "timing").map(|timing| format!(" ({timing})")).unwrap_or_default();
    put(&mut out, "description", words(&format!("{label}{timing} {limit}")));
    put(&mut out, "subject", book.subject());
    put_some(&mut out, "startDate", text(target, "since"));
    let part = object! { "measure": measure(name), "detailString": limit };
    put(&mut out, "target", vec![part]);
    put_some(&mut out, "note", source(target).map(|source| note(&source)));
    book.add(out)
}

/// A data element, with LOINC's code where one stands for it whatever the unit.
fn measure(name: &str) -> Tree {
    let meaning = if name == "blood-pressure" { "pressure" } else { name };
    coded(CONCEPT, name, LOINC, written(OBSERVATIONS, meaning, ""))
}

fn activity(detail: Fields) -> Tree {
    object! { "detail": detail }
}

/// What stands in every activity: not begun, by when, in which words.
fn detail(kind: Option<&str>, by: Option<&str>, sentence: Option<&str>) -> Fields {
    let mut out = Fields::new();
    put_some(&mut out, "kind", kind);
    put(&mut out, "status", "not-started");
    put_some(&mut out, "scheduledPeriod", by.map(|by| object! { "end": by }));
    put_some(&mut out, "description", sentence);
    out
}

fn contact(plan: &Json<'_>, activities: &mut Vec<Tree>) {
    let Some(contact @ Json::Object(_)) = plan.get("nextContact") else { return };
    let mut out = detail(Some("Appointment"), text(contact, "by"), text(contact, "text"));
    let mode = text(contact, "mode").unwrap_or("face-to-face");
    put(&mut out, "code", concept("urn:liangbing:contact", mode));
    put_some(&mut out, "performer", text(contact, "owner").map(|owner| vec![object! { "display": owner }]));
    activities.push(activity(out));
}

fn tests(plan: &Json<'_>, activities: &mut Vec<Tree>) {
    let mut add = |name: &str, due: Option<&str>, sentence: Option<&str>| {
        let mut out = detail(Some("ServiceRequest"), due, sentence);
        put(&mut out, "code", measure(name));
        activities.push(activity(out));
    };
    for test in list(plan, "testsDue") {
        add(text(test, "concept").unwrap_or("-"), text(test, "due"), text(test, "text"));
    }
    for group in list(plan, "testsTogether") {
        for item in list(group, "items").iter().filter_map(Json::as_text) {
            add(item, text(group, "due"), None);
        }
    }
}

fn advice(plan: &Json<'_>, activities: &mut Vec<Tree>) {
    for topic in list(plan, "lifestyle") {
        let mut out = detail(None, None, text(topic, "text"));
        put_some(&mut out, "code", text(topic, "topic").map(|topic| concept("urn:liangbing:topic", topic)));
        activities.push(activity(out));
    }
}

/// Steps of therapy name a class, never an order.
fn steps(plan: &Json<'_>, activities: &mut Vec<Tree>) {
    for step in list(plan, "medication") {
        let mut out = detail(Some("MedicationRequest"), None, text(step, "text"));
        let mut codings = Vec::new();
        codings.extend(text(step, "step").map(|step| coding("urn:liangbing:step", step)));
        codings.extend(text(step, "class").map(|class| coding(DRUG_CLASS, class)));
        codings.extend(text(step, "rule").map(|rule| coding(RULE, rule)));
        put(&mut out, "code", object! { "coding": codings });
        put_some(&mut out, "performer", text(step, "decidedBy").map(|by| vec![object! { "display": by }]));
        activities.push(activity(out));
    }
}
