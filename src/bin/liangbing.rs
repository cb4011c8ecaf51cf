//! The command line: the same verdicts, natively.

use std::process::ExitCode;

use liangbing::guideline::Ruleset;

/// The packs this program was built with.
const PACKS: &str = include_str!(concat!(env!("OUT_DIR"), "/guidelines.json"));

fn main() -> ExitCode {
    let faults = match Ruleset::load(PACKS, None) {
        Ok(ruleset) => ruleset.soundness(),
        Err(faults) => faults,
    };
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
