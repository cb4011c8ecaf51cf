//! Bulk FHIR, a resource a line: the lines of each person together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use liangbing::record::{RequestError, RequestErrorCode};
use serde_json::Value;

/// A document with the line it begins on, or why a line is not assessed.
pub type Document<'a> = (usize, Result<Cow<'a, str>, RequestError>);

/// The lines about one person.
struct Person<'a> {
    first: usize,
    lines: Vec<&'a str>,
    /// Medications that they name, which are lines of their own and about nobody.
    named: Vec<String>,
}

/// Brings lines that are single resources of FHIR together by whom they are about, in the order of each person's first;
/// records, Bundles and a document alone stay as they are. What is about nobody is refused by its line.
pub fn apart(documents: Vec<(usize, &str)>) -> Vec<Document<'_>> {
    let is_alone = documents.len() == 1;
    let mut out: Vec<Document<'_>> = Vec::new();
    let mut people: BTreeMap<String, Person<'_>> = BTreeMap::new();
    let mut medications: BTreeMap<String, (usize, &str, bool)> = BTreeMap::new();
    for (line, text) in documents {
        let Some((kind, resource)) = resource(text).filter(|_| !is_alone) else {
            out.push((line, Ok(Cow::Borrowed(text))));
            continue;
        };
        let id = resource.get("id").and_then(Value::as_str).map(str::to_owned);
        match (kind.as_str(), id) {
            ("Medication", Some(id)) => drop(medications.insert(id, (line, text, false))),
            (kind, id) => match if kind == "Patient" { id } else { subject(&resource) } {
                Some(person) => {
                    let new = || Person { first: line, lines: Vec::new(), named: Vec::new() };
                    let person = people.entry(person).or_insert_with(new);
                    person.lines.push(text);
                    person.named.extend(reference(&resource, "medicationReference"));
                }
                None => out.push((line, Err(nobody()))),
            },
        }
    }
    for mut person in people.into_values() {
        person.named.sort();
        person.named.dedup();
        for name in &person.named {
            if let Some((_, text, is_named)) = medications.get_mut(name) {
                person.lines.push(text);
                *is_named = true;
            }
        }
        // A list, so that paths say which of the person's lines they mean.
        out.push((person.first, Ok(Cow::Owned(["[", &person.lines.join(","), "]"].concat()))));
    }
    let unnamed = medications.into_values().filter(|(.., is_named)| !is_named);
    out.extend(unnamed.map(|(line, ..)| (line, Err(nobody()))));
    out.sort_by_key(|(line, _)| *line);
    out
}

fn nobody() -> RequestError {
    let message = "the resource is about nobody; in bulk data a line names its patient";
    RequestError::new(RequestErrorCode::MissingField, "subject", message)
}

/// A line that is one resource other than a Bundle, with its type.
fn resource(text: &str) -> Option<(String, Value)> {
    let value: Value = serde_json::from_str(text).ok()?;
    let kind = value.get("resourceType")?.as_str().filter(|kind| *kind != "Bundle")?.to_owned();
    Some((kind, value))
}

/// The id of the patient that a resource is about.
fn subject(resource: &Value) -> Option<String> {
    ["subject", "patient", "beneficiary"].iter().find_map(|field| reference(resource, field))
}

/// The id in a reference to a person or a medicine.
fn reference(resource: &Value, field: &str) -> Option<String> {
    let reference = resource.get(field)?.get("reference")?.as_str()?;
    let is_thing = ["Group/", "Device/", "Location/"].iter().any(|kind| reference.contains(kind));
    let plain = reference.split("/_history/").next()?;
    plain.rsplit(['/', ':']).next().filter(|id| !id.is_empty() && !is_thing).map(str::to_owned)
}
