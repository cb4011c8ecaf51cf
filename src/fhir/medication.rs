//! Medicines prescribed and taken.

use crate::json::Json;

use super::draft::{Draft, Fields, Resource, place_of, put, put_some};
use super::drug::classes;
use super::history::says_none;
use super::json::{Coding, clip, codings, date, day, flag, label, list, text, whole};
use super::tree::{Tree, holds};
use crate::record::ProblemCode;

/// Reads a `MedicationRequest` or a `MedicationStatement`.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if let Some(why) = not_taken(body) {
        let message = format!("a medicine that is `{}` is left out", clip(why));
        draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
        return;
    }
    let concept = concept(resource, draft);
    if let Some(none) = concept.and_then(says_none) {
        draft.no_medicines |= none;
        return;
    }
    let named = concept
        .and_then(|concept| label(concept).or_else(|| codings(concept).find_map(|coding| coding.code)));
    let Some(name) = named else {
        draft.report.unclear(&resource.path, "a medicine without a name or code is left out");
        return;
    };
    let mut fields = Fields::new();
    put(&mut fields, "name", name);
    add_classes(concept, name, resource, &mut fields, draft);
    if !add_dates(resource, &mut fields, draft) {
        return;
    }
    if text(body, "status") == Some("not-taken") {
        put(&mut fields, "adherence", "none");
    }
    if text(body, "status") == Some("on-hold") {
        draft.report.unclear(&resource.path, format!("`{}` is on hold; it stays on the list", clip(name)));
    }
    let lower = name.to_ascii_lowercase();
    if ["extended release", "modified release", "缓释", "控释"].iter().any(|form| holds(&lower, form)) {
        put(&mut fields, "release", "mr");
    }
    add_dose(body, &mut fields);
    let told = !list(body, "dosageInstruction").is_empty() || !list(body, "dosage").is_empty();
    if told && fields.text("dose").is_none() {
        let message = "an instruction that is not one dose in numbers is left out; the medicine is kept";
        draft.report.passed_over(&resource.path, message);
    }
    draft.medications.push(fields);
}

/// The status or intent of what was never taken; `plan` is how some systems write what patients report.
fn not_taken<'a>(body: &'a Json<'a>) -> Option<&'a str> {
    let status = text(body, "status")
        .filter(|s| matches!(*s, "entered-in-error" | "cancelled" | "draft" | "intended"));
    let intent = text(body, "intent").filter(|intent| matches!(*intent, "proposal" | "option"));
    let never = body.get("doNotPerform").and_then(flag) == Some(true);
    status.or(intent).or(never.then_some("not to be given"))
}

fn concept<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) -> Option<&'a Json<'a>> {
    let body = resource.body;
    let inline = body.get("medicationCodeableConcept").or_else(|| body.get("medication")?.get("concept"));
    inline.or_else(|| {
        let reference =
            body.get("medicationReference").or_else(|| body.get("medication")?.get("reference"))?;
        match draft.follow("Medication", body, reference) {
            Some(medication) => {
                draft.named.push(place_of(medication));
                medication.get("code")
            }
            // What is not in the bundle may still be called by name.
            None => reference.get("display").is_some().then_some(reference),
        }
    })
}

fn add_classes<'a>(
    concept: Option<&'a Json<'a>>,
    name: &'a str,
    resource: &Resource<'a>,
    fields: &mut Fields,
    draft: &mut Draft<'a>,
) {
    let coded: Vec<Coding<'_>> = concept.into_iter().flat_map(codings).collect();
    let names = std::iter::once(name).chain(coded.iter().filter_map(|coding| coding.display));
    let found = classes(coded.iter().copied(), names);
    if found.is_empty() {
        let message = format!("medicine `{}` is kept by name; its class is not known", clip(name));
        draft.report.again(&resource.path, ProblemCode::UnknownCode, message);
    } else {
        let classes: Vec<Tree> = found.into_iter().map(|class| class.code().into()).collect();
        put(fields, "classes", classes);
    }
}

/// Sets the first and the last day; false if it ended on a day that cannot be told.
fn add_dates<'a>(resource: &Resource<'a>, fields: &mut Fields, draft: &mut Draft<'a>) -> bool {
    let body = resource.body;
    let period = body.get("effectivePeriod").unwrap_or(&Json::Null);
    let written = text(body, "authoredOn")
        .or_else(|| text(period, "start"))
        .or_else(|| text(body, "effectiveDateTime"))
        .or_else(|| text(body, "dateAsserted"));
    let since = written.and_then(date);
    if let (Some(written), None) = (written, since) {
        draft.report.unclear(&resource.path, format!("`{}` is no date", clip(written)));
    }
    put_some(fields, "since", since);
    let supply =
        body.get("dispenseRequest").and_then(|request| request.get("validityPeriod")).unwrap_or(&Json::Null);
    let end = text(period, "end").or_else(|| text(supply, "end")).and_then(day);
    if !matches!(text(body, "status"), Some("completed" | "stopped")) {
        // The end of an order's validity is not the end of taking it; that of a statement's period is.
        put_some(fields, "until", text(period, "end").and_then(day));
        return true;
    }
    let until = end.filter(|end| since.is_none_or(|since| since <= *end)).or_else(|| since.and_then(day));
    if until.is_none() {
        draft.report.unclear(&resource.path, "a medicine that ended on an unknown day is left out");
    }
    put_some(fields, "until", until);
    until.is_some()
}

/// Sets dose and frequency where the instruction is a single simple one.
pub(super) fn add_dose(body: &Json<'_>, fields: &mut Fields) {
    let (ordered, taken) = (list(body, "dosageInstruction"), list(body, "dosage"));
    let (([dosage], []) | ([], [dosage])) = (ordered, taken) else { return };
    if let Some(route) = dosage.get("route").and_then(label) {
        put(fields, "route", route);
    }
    let [rate] = list(dosage, "doseAndRate") else { return };
    let Some(dose) = rate.get("doseQuantity") else { return };
    let unit = text(dose, "unit").or_else(|| text(dose, "code"));
    let (Some(Json::Number(number)), Some(unit)) = (dose.get("value"), unit) else { return };
    put(fields, "dose", format!("{number} {unit}"));
    // Times without a dose would be counted as times of a full tablet; with one they are exact.
    let as_needed = dosage.get("asNeededBoolean").and_then(flag) == Some(true)
        || dosage.get("asNeededCodeableConcept").is_some();
    if let (Some((times, per)), false) = (frequency(dosage), as_needed) {
        put(fields, "perDay", times);
        put_some(fields, "per", (per != "day").then_some(per));
    }
}

/// How many times in a day, a week or two weeks.
fn frequency(dosage: &Json<'_>) -> Option<(u64, &'static str)> {
    let repeat = dosage.get("timing")?.get("repeat")?;
    let times = repeat.get("frequency").map_or(Some(1), whole)?;
    let period = repeat.get("period").map_or(Some(1), whole)?;
    match (period, text(repeat, "periodUnit")?) {
        (1, "d") => Some((times, "day")),
        (7, "d") | (1, "wk") => Some((times, "week")),
        (14, "d") | (2, "wk") => Some((times, "two-weeks")),
        (hours @ (4 | 6 | 8 | 12 | 24), "h") => Some((times.checked_mul(24_u64.checked_div(hours)?)?, "day")),
        _ => None,
    }
}
