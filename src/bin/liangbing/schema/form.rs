//! The forms of single values, and how schemas of them are put together.

use serde_json::{Value, json};

/// Forms of text that many fields share.
pub fn definitions() -> Value {
    let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    let offset = "[+-](0[0-9]|1[0-4]):[0-5][0-9]";
    let clock = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?";
    let form = |pattern: String, says: &str, examples: &[&str]| json!({"type": "string", "pattern": pattern, "description": says, "examples": examples});
    json!({
        "text": {"type": "string", "pattern": r"\S", "description": "A text that is not empty."},
        "day": form(format!("^{day}$"), "A day.", &["2026-11-20"]),
        "date": form(
            format!("^({day}|[0-9]{{4}}-(0[1-9]|1[0-2])|[0-9]{{4}})$"),
            "A day, a month or a year.",
            &["2020-06-01", "2020-06", "2020"],
        ),
        "moment": form(
            format!("^{day}(T{clock}(Z|{offset})?)?$"),
            "A day, or a time at the clinic's wall clock; one that ends in Z is moved by the record's utcOffset.",
            &["2026-11-20", "2026-11-20T08:10", "2026-11-20T08:10:00+08:00"],
        ),
        "offset": form(format!("^{offset}$"), "Hours and minutes east of Greenwich, at most 14:00.", &["+08:00"]),
    })
}

/// The shared form that a refused date asks for.
pub fn of_date(expected: &str) -> Option<Value> {
    let name = match expected {
        text if text.starts_with("a day written YYYY-MM-DD or a time") => "moment",
        text if text.starts_with("a day written") => "day",
        text if text.starts_with("a date written") => "date",
        text if text.starts_with("an offset") => "offset",
        _ => return None,
    };
    Some(json!({"$ref": format!("#/$defs/{name}")}))
}

/// A text that is not empty.
pub fn text() -> Value {
    json!({"$ref": "#/$defs/text"})
}

/// Either of two.
pub fn either(one: Value, other: Value) -> Value {
    json!({"anyOf": Value::Array(vec![one, other])})
}

/// The same, or `null`, which the reader takes as absent.
pub fn or_null(mut schema: Value) -> Value {
    if schema == json!({}) {
        return schema;
    }
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.push(json!({"type": "null"}));
        return schema;
    }
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
        return schema;
    }
    either(schema, json!({"type": "null"}))
}
