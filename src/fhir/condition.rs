//! Diagnoses, and dialysis from procedures.

use crate::json::Json;

use super::diagnosis::{Diagnosis, diagnoses, is_pregnancy};
use super::draft::{Draft, Fields, Resource, put, put_some};
use super::history::says_none;
use super::json::{clip, code, codings, date, day, describe, identity, text};
use crate::concept::Condition;
use crate::record::ProblemCode;
use crate::sorted::sort_by_key;

/// Every different diagnosis that a code states in one of its systems.
pub(super) fn stated(code: &Json<'_>) -> Vec<Diagnosis> {
    let mut all: Vec<Diagnosis> = Vec::new();
    for found in codings(code).flat_map(diagnoses) {
        if !all.iter().any(|known| known.condition == found.condition) {
            all.push(found);
        }
    }
    // The same diagnosis in two systems, one of which does not tell the type.
    if all.iter().any(|d| matches!(d.condition, Condition::Type1Diabetes | Condition::Type2Diabetes)) {
        all.retain(|d| d.condition != Condition::DiabetesTypeUnclear);
    }
    all
}

/// Reads one Condition.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let concept = body.get("code").unwrap_or(&Json::Null);
    if says_none(concept).is_some() {
        return;
    }
    let Some(status) = status(resource, draft) else { return };
    let since = since(resource, draft);
    if codings(concept).any(is_pregnancy) {
        if status == "active" {
            draft.social.stands = true;
            draft.social.stands_since = draft.social.stands_since.max(since);
        } else {
            draft.report.passed_over(&resource.path, "a pregnancy that is over or not sure is left out");
        }
        return;
    }
    let stated = stated(concept);
    if stated.is_empty() {
        let message = format!("diagnosis {} is not on the list", describe(concept));
        draft.report.again_by(identity(concept), &resource.path, ProblemCode::UnknownCode, message);
    }
    for diagnosis in stated {
        let since = since.filter(|_| !diagnosis.history);
        let mut fields = Fields::new();
        put(&mut fields, "code", diagnosis.condition.code());
        put(&mut fields, "status", status);
        put_some(&mut fields, "since", since);
        put_some(&mut fields, "stage", diagnosis.stage);
        draft.conditions.push(fields);
        if let Some(implied) = diagnosis.implied {
            draft.implied.push((implied, if status == "suspected" { status } else { "active" }, since));
        }
    }
}

/// How sure a diagnosis is; `None` if it is left out.
fn status(resource: &Resource<'_>, draft: &mut Draft<'_>) -> Option<&'static str> {
    let body = resource.body;
    match code(body.get("verificationStatus")) {
        Some(refuted @ ("refuted" | "entered-in-error")) => {
            let shown = describe(body.get("code").unwrap_or(&Json::Null));
            let message = format!("diagnosis {shown} is `{refuted}`; left out");
            draft.report.unclear(&resource.path, message);
            return None;
        }
        Some("unconfirmed" | "provisional" | "differential") => return Some("suspected"),
        _ => {}
    }
    let ended = matches!(body, Json::Object(fields) if fields.iter().any(|field| {
        field.name.starts_with("abatement") && !matches!(field.value, Json::Flag(false) | Json::Null)
    }));
    match code(body.get("clinicalStatus")) {
        Some("inactive" | "remission" | "resolved") => Some("resolved"),
        None if ended => Some("resolved"),
        None | Some("active" | "recurrence" | "relapse") => Some("active"),
        Some(other) => {
            let message = format!("`{}` is no clinical status; the diagnosis counts as active", clip(other));
            draft.report.unclear(&resource.at("clinicalStatus"), message);
            Some("active")
        }
    }
}

fn since<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) -> Option<&'a str> {
    let body = resource.body;
    let period = body.get("onsetPeriod").unwrap_or(&Json::Null);
    let choices = [
        ("onsetDateTime", text(body, "onsetDateTime")),
        ("onsetPeriod.start", text(period, "start")),
        ("recordedDate", text(body, "recordedDate")),
    ];
    for (field, written) in choices {
        let Some(written) = written else { continue };
        match date(written) {
            Some(date) => return Some(date),
            None => draft.report.unclear(&resource.at(field), format!("`{}` is no date", clip(written))),
        }
    }
    None
}

/// Reads a Procedure, of which only dialysis matters.
pub(super) fn read_procedure<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let dialysis = ["265764009", "108241001", "302497006", "71192002"];
    let concept = body.get("code").unwrap_or(&Json::Null);
    let is_dialysis = codings(concept)
        .any(|coding| coding.may_be("snomed") && coding.code.is_some_and(|code| dialysis.contains(&code)));
    if !is_dialysis {
        return draft.report.passed_over(&resource.path, "procedures other than dialysis are not read");
    }
    if !matches!(text(body, "status"), Some("completed" | "in-progress") | None) {
        return draft.report.passed_over(&resource.path, "a dialysis that was not done is left out");
    }
    let period = body.get("performedPeriod").unwrap_or(&Json::Null);
    let written = text(body, "performedDateTime").or_else(|| text(period, "start"));
    match written.and_then(day) {
        Some(day) => {
            draft.dialysis.push(day);
        }
        None => draft.report.unclear(&resource.path, "a dialysis without a day is left out"),
    }
}

/// Adds dialysis, and diagnoses that are only implied.
pub(super) fn finish(draft: &mut Draft<'_>) {
    if let (Some(first), Some(last)) = (draft.dialysis.iter().min(), draft.dialysis.iter().max()) {
        let mut fields = Fields::new();
        put(&mut fields, "code", Condition::Dialysis.code());
        put(&mut fields, "status", if first == last { "suspected" } else { "active" });
        put(&mut fields, "since", *first);
        draft.conditions.push(fields);
    }
    let stated = |draft: &Draft<'_>, condition: Condition| {
        draft.conditions.iter().any(|fields| fields.text("code") == Some(condition.code()))
    };
    let mut implied = std::mem::take(&mut draft.implied);
    // A type that is known before one that is not, the surer and the earlier first.
    sort_by_key(&mut implied, |(condition, status, since)| {
        (*condition == Condition::DiabetesTypeUnclear, *status == "suspected", since.is_none(), *since)
    });
    for (condition, status, since) in implied {
        let types = [Condition::Type1Diabetes, Condition::Type2Diabetes, Condition::DiabetesTypeUnclear];
        let any_type = types.into_iter().any(|condition| stated(draft, condition));
        if stated(draft, condition) || (condition == Condition::DiabetesTypeUnclear && any_type) {
            continue;
        }
        let mut fields = Fields::new();
        put(&mut fields, "code", condition.code());
        put(&mut fields, "status", status);
        put_some(&mut fields, "since", since);
        draft.conditions.push(fields);
    }
}
