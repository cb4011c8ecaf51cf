//! Translates `guidelines/tables/columns.toml` into Rust, which `src/tables/columns.rs` includes.
#![allow(clippy::indexing_slicing, reason = "a JSON value asked for what it lacks says null")]

use std::fmt::Write as _;

use serde_json::Value;

/// Columns with their names, spellings of units, words of cells.
pub fn rust(tables: &Value) -> Result<String, String> {
    let data = &tables["data"]["columns"];
    let mut rust = String::from("pub(super) static COLUMNS: &[Meaning] = &[\n");
    for (id, column) in data["column"].as_object().into_iter().flatten() {
        let text = |key: &str| column[key].as_str().unwrap_or("");
        let list = |key: &str| {
            column[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>()
        };
        let known = |name: &str, code: &str| {
            if code.is_empty() { "None".to_owned() } else { format!("Some({name}::{})", variant(code)) }
        };
        let _ = writeln!(
            rust,
            "Meaning {{ id: {id:?}, kind: Kind::{}, to: {:?}, concept: {}, timing: {}, units: &{:?}, needs_unit: {}, names: &{:?} }},",
            variant(text("kind")),
            text("to"),
            known("Concept", text("concept")),
            known("Timing", text("timing")),
            list("units"),
            column["needs-unit"].as_bool().unwrap_or(false),
            list("names"),
        );
    }
    rust.push_str("];\n");
    for (name, words) in [
        ("UNITS", &data["units"]),
        ("CONDITIONS", &data["words"]["condition"]),
        ("CONCERNS", &data["words"]["concern"]),
        ("SEXES", &data["words"]["sex"]),
    ] {
        let Some(words) = words.as_object() else {
            return Err(format!("tables/columns.toml: no words for {name}"));
        };
        let _ = writeln!(rust, "pub(super) static {name}: &[(&str, &str)] = &[");
        for (said, code) in words {
            let _ = writeln!(rust, "({said:?}, {:?}),", code.as_str().unwrap_or(""));
        }
        rust.push_str("];\n");
    }
    Ok(rust)
}

fn variant(code: &str) -> String {
    super::forms::variant(code)
}
