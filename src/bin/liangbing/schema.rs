//! `liangbing schema`: the shape of a record as a JSON Schema, learnt from the reader that judges records.
//!
//! Nothing of the shape is written down here. The reader is asked what it would take at every place, and its refusals
//! name fields, words, types and forms of dates; so the schema cannot say another thing than the reader does. Written
//! down are only the sentences of `schemas/record.toml`, and every place must have one.

mod form;
mod learn;
mod reader;
mod units;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use crate::args::Options;
use crate::{Failure, text};

/// What each place is for, in a sentence or less.
const SENTENCES: &str = include_str!("../../../schemas/record.toml");

/// Prints the schema of a record, or writes it to a file.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["out"])?;
    let schema = record().map_err(|sentence| {
        text::complain(&sentence);
        Failure::Found
    })?;
    let page = format!("{schema:#}\n");
    match options.out.as_deref() {
        None => text::line(page.trim_end()),
        Some(out) => {
            fs::write(out, page).map_err(|error| Failure::Usage(format!("{}: {error}", out.display())))?;
        }
    }
    Ok(())
}

/// The schema of a record, or in one sentence why there is none.
fn record() -> Result<Value, String> {
    let sentences: BTreeMap<String, String> =
        toml::from_str(SENTENCES).map_err(|error| format!("schemas/record.toml: {error}"))?;
    let mut learner = learn::Learner::new(&sentences);
    let mut schema = learner.root()?;
    let told = learner.told();
    let known: BTreeSet<String> = sentences.keys().cloned().collect();
    if let Some(place) = told.symmetric_difference(&known).next() {
        let what = if known.contains(place) { "is no place of a record" } else { "has no sentence" };
        return Err(format!("schemas/record.toml: `{place}` {what}"));
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        fields.insert("$id".to_owned(), json!("urn:liangbing:schema:record:1"));
        fields.insert("title".to_owned(), json!("A patient's record, liangbing.record/1"));
        fields.insert("$comment".to_owned(), json!("Written by `cargo xtask schema`; not edited by hand."));
        fields.insert("$defs".to_owned(), form::definitions());
    }
    Ok(schema)
}
