//! `liangbing form`: follow-up forms to records, and a record's form of a day.

use liangbing::engine::Options as How;
use liangbing::forms;
use liangbing::record::RequestError;
use serde_json::{Value, json};

use crate::args::Options;
use crate::assess::{documents, one};
use crate::{Failure, text};

/// `form read FILE`, `form write FILE --as-of DATE`: one JSON document or each line of NDJSON, an answer a line.
pub fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let bad = |error: lexopt::Error| Failure::Usage(error.to_string());
    let action = match parser.next().map_err(bad)? {
        Some(lexopt::Arg::Value(action)) => action.to_string_lossy().into_owned(),
        _ => return Err(Failure::Usage("`form` is followed by `read` or `write`".to_owned())),
    };
    match action.as_str() {
        "read" => {
            let options = Options::read(parser, &[])?;
            each(&options.input()?, |document| {
                let form = if is_response(document) {
                    forms::from_questionnaire_response(document)?
                } else {
                    document.to_owned()
                };
                forms::read(&form)
            })
        }
        "write" => write(&Options::read(
            parser,
            &["as-of", "locale", "profile", "level", "overlay", "edition", "concern", "format"],
        )?),
        other => Err(Failure::Usage(format!("`{other}` is none of read, write"))),
    }
}

fn is_response(document: &str) -> bool {
    document.contains("\"QuestionnaireResponse\"")
}

fn write(options: &Options) -> Result<(), Failure> {
    let as_of = options.as_of.as_deref().ok_or_else(|| Failure::Usage("`--as-of` is missing".to_owned()))?;
    let locale = options.locale.as_deref().unwrap_or("zh-CN");
    let how = How::read(as_of, Some(locale), options.profile.as_deref(), options.level.as_deref());
    let how = how.map_err(|error| Failure::Usage(error.to_string()))?;
    let fhir = match options.format.as_deref() {
        None | Some("json") => false,
        Some("fhir") => true,
        Some(other) => return Err(Failure::Usage(format!("format `{other}` is none of json, fhir"))),
    };
    let said = json!({"concern": options.concern, "edition": options.edition, "locale": locale}).to_string();
    let engine = options.engine()?;
    each(&options.input()?, |document| {
        let assessment = serde_json::to_string(&one(&engine, document, &how)?).unwrap_or_default();
        // FHIR is assessed as what it was read as, and the form is filled in from the same record.
        let record = match serde_json::from_str::<Value>(document) {
            Ok(value) if liangbing::fhir::is_fhir(&value) => {
                liangbing::fhir::to_record(document)?.record.to_string()
            }
            _ => document.to_owned(),
        };
        let form = forms::write(&record, &assessment, &said)?;
        if fhir { forms::to_questionnaire_response(&form) } else { Ok(form) }
    })
}

/// An answer for each document, in order.
fn each(input: &str, answer: impl Fn(&str) -> Result<String, RequestError>) -> Result<(), Failure> {
    let mut refused = false;
    for (line, document) in documents(input) {
        match answer(document) {
            Ok(answer) => text::line(&answer),
            Err(error) => {
                refused = true;
                text::line(&json!({"line": line, "error": error}).to_string());
                text::complain(&format!("line {line}: {error}"));
            }
        }
    }
    if refused { Err(Failure::Found) } else { Ok(()) }
}
