//! Translates `guidelines/forms/*.toml` into Rust: a static list of fields for each follow-up record, which
//! `src/forms/sheet.rs` includes. It never judges: a concept, symptom or kind that does not exist is an error of the
//! compiler's, and so is a field without a label.
#![allow(clippy::indexing_slicing, reason = "a JSON value asked for what it lacks says null")]

use std::fmt::Write as _;

use serde_json::Value;

/// Both records' fields in the paper's order, and the words of places and medicines.
///
/// `forms` is what [`crate::tree::worded`] read: `{"data": {file: table}, "words": {locale: table}}`.
pub fn rust(forms: &Value) -> Result<String, String> {
    let mut rust = String::new();
    for form in ["hypertension", "diabetes"] {
        let sheet = &forms["data"][form];
        let label = labels(forms, "form", form)?;
        let _ = writeln!(
            rust,
            "pub(super) static {}: Sheet = Sheet {{ concern: Concern::{}, labels: {label}, guideline: {:?}, \
             section: {:?}, template: {:?}, editions: &[{}], fields: &[",
            form.to_uppercase(),
            variant(form),
            text(&sheet["cite"], "guideline"),
            text(&sheet["cite"], "section"),
            text(sheet, "template"),
            editions(sheet)
        );
        for id in list(&sheet["order"]) {
            let own = &sheet["field"][id];
            let field = if own.is_null() { &forms["data"]["fields"]["field"][id] } else { own };
            if field.is_null() {
                return Err(format!("forms/{form}.toml orders `{id}`, which is no field"));
            }
            let _ = writeln!(rust, "{},", self::field(forms, id, field)?);
        }
        rust.push_str("] };\n");
    }
    for (name, section, words) in [
        ("PLACES", "place", &["village-clinic", "township-clinic", "county-hospital"][..]),
        ("MEDICINE", "medicine", &["name", "perDay", "amount"]),
    ] {
        let _ = writeln!(rust, "pub(super) static {name}: &[(&str, [&str; 2])] = &[");
        for word in words {
            let _ = writeln!(rust, "({word:?}, {}),", labels(forms, section, word)?);
        }
        rust.push_str("];\n");
    }
    Ok(rust)
}

fn field(forms: &Value, id: &str, field: &Value) -> Result<String, String> {
    let mut options = String::new();
    for option in field["options"].as_array().into_iter().flatten() {
        let name = text(option, "id");
        let symptoms = |key: &str| {
            let names = list(&option[key]).map(|code| format!("Symptom::{}", variant(code)));
            names.collect::<Vec<_>>().join(", ")
        };
        let said = labels(forms, &format!("option.{id}"), name)?;
        let _ = write!(
            options,
            "Choice {{ code: {}, id: {name:?}, means: {:?}, symptoms: &[{}], also: &[{}], edition: {}, write: {}, \
             local: {}, labels: {said} }}, ",
            option["code"].as_i64().unwrap_or(0),
            text(option, "means"),
            symptoms("symptoms"),
            symptoms("also"),
            option["edition"].as_i64().unwrap_or(0),
            option["write"].as_i64().unwrap_or(0),
            flag(option, "local"),
        );
    }
    let places = field["places"].as_i64().map_or("None".to_owned(), |places| format!("Some({places})"));
    Ok(format!(
        "Field {{ id: {id:?}, row: {:?}, kind: Kind::{}, places: {places}, unit: {:?}, to: {}, keep: {}, required: {}, \
         month_day: {}, elements: &{:?}, options: &[{options}], labels: {} }}",
        text(field, "row"),
        variant(text(field, "kind")),
        text(field, "unit"),
        to(id, field),
        flag(field, "keep"),
        flag(field, "required"),
        flag(field, "month-day"),
        list(&field["elements"]).collect::<Vec<_>>(),
        labels(forms, "field", id)?
    ))
}

/// What a field is in a record.
fn to(id: &str, field: &Value) -> String {
    let place = |key: &str| field[key].as_str();
    match (place("concept"), place("visit"), place("lifestyle"), place("patient")) {
        (Some("blood-pressure"), ..) => {
            format!("To::Pressure {{ systolic: {} }}", text(field, "part") == "systolic")
        }
        (Some("foot-pulse"), ..) => "To::FootPulse".to_owned(),
        (Some(concept), ..) => {
            let timing = place("timing")
                .map_or("None".to_owned(), |timing| format!("Some(Timing::{})", variant(timing)));
            format!("To::Number {{ concept: Concept::{}, timing: {timing} }}", variant(concept))
        }
        (_, Some(visit), ..) => format!("To::Visit({visit:?})"),
        (.., Some(name), _) => {
            format!("To::Lifestyle {{ name: {name:?}, only_zero: {} }}", flag(field, "only-zero"))
        }
        (.., Some(name)) => format!("To::Patient({name:?})"),
        _ if id == "symptoms" => "To::Symptoms".to_owned(),
        _ => "To::Rest".to_owned(),
    }
}

fn editions(sheet: &Value) -> String {
    let years = sheet["edition"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(year, table)| format!("({year}, {:?})", text(table, "status")));
    years.collect::<Vec<_>>().join(", ")
}

/// The words of a name in zh-CN and en; a section may be nested.
fn labels(forms: &Value, section: &str, name: &str) -> Result<String, String> {
    let mut said = Vec::new();
    for locale in ["zh-CN", "en"] {
        let words = section.split('.').fold(&forms["words"][locale], |table, part| &table[part]);
        let word = words[name]
            .as_str()
            .ok_or_else(|| format!("forms/text/{locale}.toml: `{section}.{name}` is missing"))?;
        said.push(format!("{word:?}"));
    }
    Ok(format!("[{}]", said.join(", ")))
}

/// `blood-pressure` as `BloodPressure`.
pub fn variant(code: &str) -> String {
    let first = |part: &str| {
        let mut letters = part.chars();
        letters
            .next()
            .map(|letter| letter.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    };
    code.split('-').map(first).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn flag(value: &Value, key: &str) -> bool {
    value[key].as_bool().unwrap_or(false)
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}
