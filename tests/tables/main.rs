//! Tables of county systems: what is understood, what becomes a record, and what is refused.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

mod anything;
mod bad;
mod file;
mod understood;

use liangbing::record::{Record, RequestError};
use liangbing::tables;
use serde_json::Value;

fn json(text: Result<String, RequestError>) -> Value {
    serde_json::from_str(&text.unwrap_or_else(|error| panic!("{error}"))).expect("JSON")
}

fn preview(table: &str, mapping: &Value) -> Value {
    json(tables::preview(table, false, &said(mapping)))
}

/// The records and what was set aside; each record is one that the engine takes.
fn records(table: &str, mapping: &Value) -> (Vec<Value>, Vec<Value>) {
    let answer = json(tables::records(table, false, &said(mapping)));
    let list = |name: &str| answer[name].as_array().expect("a list").clone();
    for record in list("records") {
        Record::read(&record.to_string()).expect("a record");
    }
    (list("records"), list("setAside"))
}

fn refusal(table: &str, mapping: &Value) -> (&'static str, String) {
    match tables::records(table, false, &said(mapping)) {
        Err(error) => (error.code.code(), error.path),
        Ok(answer) => panic!("nothing was refused: {answer}"),
    }
}

fn said(mapping: &Value) -> String {
    if mapping.is_null() { String::new() } else { mapping.to_string() }
}
