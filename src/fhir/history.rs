//! Family, goals, insurance and questionnaires of other systems.

use super::condition::stated;
use super::draft::{Draft, Fields, Resource, put, put_some};
use super::extension::is_modified;
use super::json::{Coding, clip, code, codings, day, describe, identity, label, list, tail, text};
use super::loinc::{Meaning, meaning};
use super::observation::{Shared, read_value};
use super::tree::{Number, holds};
use super::units::{Written, of_quantity};
use crate::concept::Concept;
use crate::json::Json;
use crate::record::ProblemCode;

/// How deep groups of a questionnaire may lie in each other.
const DEEPEST: usize = 16;
/// The oldest age at which an illness began.
const OLDEST: u64 = 130;

/// Reads a `FamilyMemberHistory`: a row for each illness that is on the list.
pub(super) fn family<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if matches!(text(body, "status"), Some("entered-in-error" | "health-unknown")) {
        let message = "a family member whose health is not known or was entered in error is left out";
        return draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
    let kin = body.get("relationship").unwrap_or(&Json::Null);
    let relation = codings(kin).find_map(|coding| match coding.code? {
        "FTH" | "NFTH" => Some("father"),
        "MTH" | "NMTH" => Some("mother"),
        "BRO" | "NBRO" => Some("brother"),
        "SIS" | "NSIS" => Some("sister"),
        "SON" => Some("son"),
        "DAU" => Some("daughter"),
        _ => None,
    });
    let relation = relation.or_else(|| label(kin));
    if list(body, "condition").is_empty() {
        let message = "an entry on family that names no illness is left out";
        draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
    for (index, illness) in list(body, "condition").iter().enumerate() {
        let concept = illness.get("code").unwrap_or(&Json::Null);
        let stated = stated(concept);
        if stated.is_empty() {
            let path = resource.at(&format!("condition[{index}]"));
            let message = format!("an illness in the family, {}, is not on the list", describe(concept));
            draft.report.again_by(identity(concept), &path, ProblemCode::UnknownCode, message);
        }
        let age = illness.get("onsetAge").and_then(years);
        let begins = ["onsetAge", "onsetRange", "onsetPeriod", "onsetString"];
        if age.is_none() && !stated.is_empty() && begins.iter().any(|field| illness.get(field).is_some()) {
            let message = "the age at which an illness in the family began is no number of years; left out";
            draft.report.passed_over(&resource.at(&format!("condition[{index}]")), message);
        }
        for diagnosis in stated {
            let mut fields = Fields::new();
            put(&mut fields, "condition", diagnosis.condition.code());
            put_some(&mut fields, "relation", relation);
            put_some(&mut fields, "onsetAge", age);
            draft.family.push(fields);
        }
    }
}

/// A whole number of years.
fn years(age: &Json<'_>) -> Option<u64> {
    let unit = text(age, "code").or(text(age, "unit"))?;
    let whole = age.get("value").and_then(super::json::whole)?;
    (matches!(unit, "a" | "year" | "years") && whole <= OLDEST).then_some(whole)
}

/// Reads a Goal: what is to stay below a number.
pub(super) fn goal<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if !matches!(text(body, "lifecycleStatus"), Some("active" | "accepted")) {
        let message = "a goal that is not in force is left out";
        return draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
    let (mut systolic, mut diastolic) = (None, None);
    for (index, part) in list(body, "target").iter().enumerate() {
        let path = resource.at(&format!("target[{index}]"));
        match (part.get("measure").map(|measure| meaning(codings(measure))), limit(part)) {
            (Some(Ok(Meaning::Systolic(_))), Some(limit)) => systolic = Some(limit),
            (Some(Ok(Meaning::Diastolic(_))), Some(limit)) => diastolic = Some(limit),
            (Some(Ok(Meaning::Number(concept))), Some((below, unit))) => {
                push_goal(concept, Below::One(below), unit, body, draft);
            }
            _ => {
                let message = "a goal other than a number of a known measure to stay below is left out";
                draft.report.again(&path, ProblemCode::NotUnderstood, message);
            }
        }
    }
    match (systolic, diastolic) {
        (Some((high, unit)), Some((low, other))) if unit == other => {
            let pair = format!("{}/{}", high.text(), low.text());
            push_goal(Concept::BloodPressure, Below::Pair(pair), unit, body, draft);
        }
        (Some((high, unit)), None) => push_goal(Concept::BloodPressure, Below::One(high), unit, body, draft),
        (None, None) => {}
        _ => draft.report.unclear(&resource.path, "a goal for half a blood pressure is left out"),
    }
    if list(body, "target").is_empty() {
        let shown = body.get("description").map_or_else(|| "nothing".to_owned(), describe);
        let message = format!("the goal {shown} is in words only; left out");
        draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
}

enum Below {
    One(Number),
    Pair(String),
}

/// The upper end that a target of a Goal states, with its unit.
fn limit<'a>(part: &'a Json<'a>) -> Option<(Number, &'a str)> {
    let range = part.get("detailRange").filter(|range| range.get("low").is_none());
    let quantity = match (part.get("detailQuantity"), range.and_then(|range| range.get("high"))) {
        (Some(quantity), _) if matches!(text(quantity, "comparator"), Some("<" | "<=")) => quantity,
        (None, Some(high)) => high,
        _ => return None,
    };
    let Some(Json::Number(digits)) = quantity.get("value") else { return None };
    match of_quantity(quantity) {
        Written::Known(unit) => Some((Number::parse(digits)?, unit.code())),
        _ => None,
    }
}

fn push_goal<'a>(concept: Concept, below: Below, unit: &str, body: &'a Json<'a>, draft: &mut Draft<'a>) {
    let mut fields = Fields::new();
    put(&mut fields, "concept", concept.code());
    match below {
        Below::One(number) => put(&mut fields, "below", number),
        Below::Pair(pair) => put(&mut fields, "below", pair),
    }
    put(&mut fields, "unit", unit);
    put_some(&mut fields, "at", text(body, "startDate").and_then(day));
    put_some(&mut fields, "setBy", body.get("expressedBy").and_then(|person| text(person, "display")));
    draft.targets.push(fields);
}

/// Reads a Coverage of the patient: the scheme and its last day.
pub(super) fn coverage<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let whose = body.get("beneficiary").and_then(|person| text(person, "reference")).and_then(tail);
    let other = whose.zip(draft.patient.text("id")).is_some_and(|(whose, own)| whose != own);
    if text(body, "status") != Some("active") || other || draft.patient.get("coverage").is_some() {
        let message = "insurance that is over, of someone else or beside another is left out";
        return draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
    let payor = list(body, "payor").first().and_then(|payor| text(payor, "display"));
    let mut fields = Fields::new();
    put_some(&mut fields, "scheme", body.get("type").and_then(label).or(payor));
    put_some(&mut fields, "until", body.get("period").and_then(|period| text(period, "end")).and_then(day));
    if !fields.is_empty() {
        put(&mut draft.patient, "coverage", fields);
    }
}

/// Reads the answers of a questionnaire whose items are named by LOINC codes.
pub(super) fn questionnaire<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if !matches!(text(body, "status"), Some("completed" | "amended")) {
        let message = "a questionnaire that is not complete is left out";
        return draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
    }
    let Some(authored) = text(body, "authored") else {
        return draft.report.unclear(&resource.path, "a questionnaire without a date is left out");
    };
    let Some(at) = draft.moment(authored, &resource.at("authored")) else { return };
    let source = body.get("source").and_then(|source| text(source, "reference")).unwrap_or("");
    let home = holds(source, "Patient/") || holds(source, "RelatedPerson/");
    items(body, &resource.path, &Shared { at, body, home }, 0, draft);
}

fn items<'a>(group: &'a Json<'a>, path: &str, shared: &Shared<'a>, depth: usize, draft: &mut Draft<'a>) {
    if depth == DEEPEST {
        return draft.report.unclear(path, "questions more than 16 groups deep are not read");
    }
    for (index, item) in list(group, "item").iter().enumerate() {
        let path = super::draft::join(path, &format!("item[{index}]"));
        if is_modified(item, &path, draft) {
            continue;
        }
        items(item, &path, shared, depth.saturating_add(1), draft);
        let answers = list(item, "answer");
        let Some(answer) = answers.first() else { continue };
        if is_modified(answer, &path, draft) {
            continue;
        }
        if answers.len() > 1 {
            draft.report.passed_over(&path, "of several answers to one question the first is read");
        }
        items(answer, &path, shared, depth.saturating_add(1), draft);
        let link = text(item, "linkId").map(|link| link.trim_start_matches('/'));
        let coding = Coding { system: None, code: link, display: None };
        if let Ok(meaning) = meaning(std::iter::once(coding)) {
            read_value(meaning, shared, answer, &path, draft);
        } else {
            let message = format!("questions such as `{}` are not read", clip(link.unwrap_or("")));
            draft.report.again_by("questions", &path, ProblemCode::UnknownCode, message);
        }
    }
}

/// Whether a concept says that there is nothing to say: none known, or nothing asked.
pub(super) fn says_none(concept: &Json<'_>) -> Option<bool> {
    let code = codings(concept).find_map(|coding| {
        let absent = coding.is("absent-unknown-uv-ips") || coding.is("snomed");
        coding.code.filter(|_| absent)
    })?;
    match code {
        "no-known-allergies" | "no-known-medications" | "no-known-problems" | "716186003" | "160245001" => {
            Some(true)
        }
        "no-allergy-info" | "no-medication-info" | "no-problem-info" => Some(false),
        _ => None,
    }
}

/// Referrals and tasks of other systems.
pub(super) fn unread<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let shown = code(resource.body.get("code")).map_or_else(String::new, |code| format!(" `{}`", clip(code)));
    let message = format!(
        "a {}{shown} does not say whether it refers up or down, nor what became of it; left out",
        clip(resource.kind)
    );
    draft.report.again_by(resource.kind, &resource.path, ProblemCode::NotUnderstood, message);
}
