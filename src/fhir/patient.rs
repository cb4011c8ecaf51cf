//! The Patient.

use crate::json::Json;

use super::draft::{Draft, Resource, put};
use super::json::{clip, date, day, flag, list, text};

/// Reads who the record is about.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if let Some(id) = text(body, "id") {
        put(&mut draft.patient, "id", id);
    }
    if let Some(name) = name(body) {
        put(&mut draft.patient, "name", name);
    }
    match text(body, "birthDate").map(|born| (born, date(born))) {
        Some((_, Some(born))) => put(&mut draft.patient, "born", born),
        Some((born, None)) => {
            draft.report.unclear(&resource.at("birthDate"), format!("`{}` is no date of birth", clip(born)));
        }
        None => {
            if let Some(why) = body.get("_birthDate").and_then(absent) {
                let message = format!("not known, `{}`; the age stays unknown", clip(why));
                draft.report.unclear(&resource.at("birthDate"), message);
            }
        }
    }
    match text(body, "gender") {
        Some(sex @ ("male" | "female")) => put(&mut draft.patient, "sex", sex),
        Some("unknown") | None => {}
        Some(other) => {
            let message = format!("`{}` is not male or female; the sex stays unknown", clip(other));
            draft.report.unclear(&resource.at("gender"), message);
        }
    }
    status(resource, draft);
}

fn status<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let died = text(body, "deceasedDateTime");
    if died.is_some() || body.get("deceasedBoolean").and_then(flag) == Some(true) {
        put(&mut draft.patient, "status", "deceased");
    }
    match died.map(|died| (died, day(died))) {
        Some((_, Some(day))) => put(&mut draft.patient, "deceasedAt", day),
        Some((died, None)) => {
            let message = format!("`{}` names no day of death; the death is kept without it", clip(died));
            draft.report.unclear(&resource.at("deceasedDateTime"), message);
        }
        None => {}
    }
    if body.get("active").and_then(flag) == Some(false) {
        let message = "a file out of use says nothing about care; the patient counts as followed";
        draft.report.unclear(&resource.at("active"), message);
    }
}

/// Why a primitive has no value, as its extension says.
fn absent<'a>(beside: &'a Json<'a>) -> Option<&'a str> {
    let reason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    let said = list(beside, "extension").iter().find(|extension| text(extension, "url") == Some(reason))?;
    text(said, "valueCode").or(Some("no reason"))
}

fn name(body: &Json<'_>) -> Option<String> {
    let names = list(body, "name");
    let official = names.iter().find(|name| text(name, "use") == Some("official"));
    official.into_iter().chain(names).find_map(|name| {
        if let Some(whole) = text(name, "text") {
            return Some(whole.to_owned());
        }
        let given = list(name, "given").iter().filter_map(Json::as_text);
        let parts: Vec<&str> =
            given.chain(text(name, "family")).map(str::trim).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })
}
