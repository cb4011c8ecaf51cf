//! `liangbing calc`: calculators by their names, a request a line.

use std::fs;
use std::path::PathBuf;

use liangbing::calc::Answer;
use liangbing::record::RequestError;
use serde::Serialize;

use crate::args::Options;
use crate::{Failure, assess, text};

/// An answer: the result, or why there is none.
#[derive(Serialize)]
struct Line {
    calculator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<RequestError>,
}

/// Answers one request, or each line of NDJSON, in order.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["samples"])?;
    let input = options.input()?;
    let folder = options.samples.clone().unwrap_or_else(|| PathBuf::from("."));
    // The folder may be the one that holds `samples/`, or `samples/` itself.
    let files = |path: &str| {
        let inside = path.strip_prefix("samples/").map(|inside| folder.join(inside));
        let path = inside.filter(|inside| inside.is_file()).unwrap_or_else(|| folder.join(path));
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut refused = false;
    for (line, document) in assess::documents(&input) {
        let (calculator, answer) = liangbing::calc::request(document, &files);
        let answer = match answer {
            Ok(result) => Line { calculator, result: Some(result), error: None },
            Err(error) => {
                refused = true;
                text::complain(&format!("line {line}: {error}"));
                Line { calculator, result: None, error: Some(error) }
            }
        };
        text::line(&serde_json::to_string(&answer).unwrap_or_default());
    }
    if refused { Err(Failure::Found) } else { Ok(()) }
}
