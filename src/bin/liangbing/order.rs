//! `liangbing check-order`: records and an order in, checks of the order out.

use liangbing::engine::Options as How;
use liangbing::record::Medication;
use serde_json::json;

use crate::args::Options;
use crate::assess::{documents, read};
use crate::{Failure, text};

/// Checks one order against one record, or against each line of NDJSON.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["as-of", "locale", "profile", "level", "overlay", "order"])?;
    let as_of = options.as_of.as_deref().ok_or_else(|| Failure::Usage("`--as-of` is missing".to_owned()))?;
    let how =
        How::read(as_of, options.locale.as_deref(), options.profile.as_deref(), options.level.as_deref());
    let how = how.map_err(|error| Failure::Usage(error.to_string()))?;
    let path = options.order.as_deref().ok_or_else(|| Failure::Usage("`--order` is missing".to_owned()))?;
    let order = std::fs::read_to_string(path)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    let input = options.input()?;
    let engine = options.engine()?;
    let order = Medication::read(&order).map_err(|error| {
        text::line(&json!({"error": error}).to_string());
        text::complain(&format!("{}: {error}", path.display()));
        Failure::Found
    })?;
    let mut refused = false;
    for (line, document) in documents(&input) {
        match read(document) {
            Ok((record, _)) => {
                text::line(&json!(engine.check_order(record, order.clone(), &how)).to_string());
            }
            Err(error) => {
                refused = true;
                text::line(&json!({"line": line, "error": error}).to_string());
                text::complain(&format!("line {line}: {error}"));
            }
        }
    }
    if refused { Err(Failure::Found) } else { Ok(()) }
}
