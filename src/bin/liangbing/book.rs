//! `liangbing book`: every pack as a readable rule book.

use std::fs;

use liangbing::engine::{Engine, Locale, PACKS};

use crate::args::{Options, overlay, say_faults};
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
    // Judged here and not read as compiled: only so are the names of its criteria known.
    let overlay = options.overlay.as_deref().map(overlay).transpose()?;
    let engine = Engine::load(PACKS, overlay.as_deref()).map_err(|faults| say_faults(&faults))?;
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
