//! A form's answers as a QuestionnaireResponse, whatever the form: the names of its fields are the links of its items.

use super::draft::{Fields, put};
use super::out::{Book, date_time, object, reference, resource};
use super::tree::Tree;
use crate::json::{Json, Read, canonical, parse};
use crate::problem::{RequestError, RequestErrorCode};

/// Writes a form's JSON text; `patient` is the id on the caller's server, `at` a day or a moment with its offset.
pub(super) fn write(form: &str, patient: &str, at: &str) -> Read<String> {
    let value = parse(form)?;
    let Json::Object(_) = value else {
        let message = format!("found {}, expected a form's fields", value.described());
        return Err(Box::new(RequestError::new(RequestErrorCode::WrongType, "", message)));
    };
    let Some(authored) = date_time(at, "+08:00") else {
        let message = format!("found `{}`, expected a day or a time", super::json::clip(at));
        return Err(Box::new(RequestError::new(RequestErrorCode::BadDate, "at", message)));
    };
    let book = Book::new(&[&canonical(&value), patient, at].join(" "), Tree::Object(Fields::new()));
    let mut out = resource("QuestionnaireResponse");
    put(&mut out, "id", book.address(0).rsplit(':').next().unwrap_or_default());
    put(&mut out, "status", "completed");
    put(&mut out, "subject", reference(format!("Patient/{patient}")));
    put(&mut out, "authored", authored);
    let items = items(&value, "");
    if !items.is_empty() {
        put(&mut out, "item", items);
    }
    let mut text = String::new();
    Tree::Object(out).write(&mut text);
    Ok(text)
}

fn items(group: &Json<'_>, path: &str) -> Vec<Tree> {
    let Json::Object(fields) = group else { return Vec::new() };
    let mut out = Vec::new();
    for field in fields {
        let link = super::draft::join(path, &field.name);
        let mut item = Fields::new();
        put(&mut item, "linkId", link.as_str());
        let inner = items(&field.value, &link);
        let answers = answers(&field.value);
        if !inner.is_empty() {
            put(&mut item, "item", inner);
        } else if !answers.is_empty() {
            put(&mut item, "answer", answers);
        } else {
            // Nothing was answered; FHIR says so by silence.
            continue;
        }
        out.push(Tree::Object(item));
    }
    out
}

fn answers(value: &Json<'_>) -> Vec<Tree> {
    match value {
        Json::List(list) => list.iter().flat_map(answers).collect(),
        Json::Flag(flag) => vec![object! { "valueBoolean": *flag }],
        Json::Text(text) if !text.trim().is_empty() => vec![object! { "valueString": text.as_ref() }],
        Json::Number(_) => {
            Tree::of(value).into_iter().map(|number| object! { "valueDecimal": number }).collect()
        }
        _ => Vec::new(),
    }
}
