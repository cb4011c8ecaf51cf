//! `liangbing rules`: the rules of every pack, compiled, as a page fetches them for a profile the core has not.

use std::fs;

use liangbing::engine::WHOLE;

use crate::Failure;
use crate::args::Options;

/// Writes the file that `load({ profile })` of a page fetches.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["out"])?;
    let out = options.out.as_deref().ok_or_else(|| Failure::Usage("`--out` is missing".to_owned()))?;
    fs::write(out, WHOLE).map_err(|error| Failure::Usage(format!("{}: {error}", out.display())))
}
