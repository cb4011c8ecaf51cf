//! `liangbing check`: what does not hold together in packs and overlays.

use std::path::Path;

use liangbing::engine::PACKS;
use liangbing::guideline::{GuidelineError, Ruleset};

use crate::args::{Options, overlay};
use crate::{Failure, text};

#[path = "../../../build/tree.rs"]
mod tree;

/// Checks the built-in packs, or those of a folder.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["overlay"])?;
    let packs = match options.operand.as_deref() {
        Some(folder) => folder_text(folder)?,
        None => PACKS.to_owned(),
    };
    let overlay = options.overlay.as_deref().map(overlay).transpose()?;
    let mut faults: Vec<GuidelineError> = match Ruleset::load(&packs, overlay.as_deref()) {
        Ok(ruleset) => ruleset.soundness(),
        Err(faults) => faults,
    };
    // What the browser's core has must stand by itself.
    for fault in Ruleset::core(&packs).err().unwrap_or_default() {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    for fault in &faults {
        text::line(&fault.to_string());
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::Found) }
}

fn folder_text(folder: &Path) -> Result<String, Failure> {
    if !folder.is_dir() {
        return Err(Failure::Usage(format!("{} is no folder", folder.display())));
    }
    tree::tree(folder).map_err(Failure::Usage)
}
