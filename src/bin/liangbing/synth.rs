//! `liangbing synth`: invented patients, a native record a line.

use liangbing::engine::Options as How;
use liangbing::synth::Synth;

use crate::args::Options;
use crate::{Failure, text};

/// Prints so many records; the same seed prints the same ones.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["count", "seed", "as-of"])?;
    let as_of = options.as_of.as_deref().ok_or_else(|| Failure::Usage("`--as-of` is missing".to_owned()))?;
    let how = How::read(as_of, None, None, None).map_err(|error| Failure::Usage(error.to_string()))?;
    let count = number(options.count.as_deref(), "count")?;
    let seed = number(options.seed.as_deref(), "seed")?;
    for patient in (0..count).zip(Synth::new(seed, how.as_of)) {
        text::line(&patient.1.to_string());
    }
    Ok(())
}

fn number(word: Option<&str>, name: &str) -> Result<u64, Failure> {
    let word = word.ok_or_else(|| Failure::Usage(format!("`--{name}` is missing")))?;
    word.parse().map_err(|_| Failure::Usage(format!("--{name} `{word}` is no whole number")))
}
