//! `liangbing book`: every pack as a readable rule book.

use std::fs;

use liangbing::engine::Locale;

use crate::args::Options;
use crate::{Failure, text};

/// Writes a rule book for each pack to `--out DIR/<pack>/README.md`, or all of them to the terminal.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["locale", "out", "overlay"])?;
    let locale = match options.locale.as_deref() {
        None => None,
        Some(code) => Some(
            Locale::parse(code).ok_or_else(|| Failure::Usage(format!("`{code}` is not `zh-CN` or `en`")))?,
        ),
    };
    let engine = options.every()?;
    for (pack, page) in liangbing::book::pages(&engine.judge().ruleset, locale) {
        match &options.out {
            Some(out) => {
                let folder = out.join(&pack);
                let written =
                    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("README.md"), page));
                written.map_err(|error| Failure::Usage(format!("{}: {error}", folder.display())))?;
            }
            None => text::line(&page),
        }
    }
    Ok(())
}
