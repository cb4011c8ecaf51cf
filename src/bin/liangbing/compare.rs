//! `liangbing compare`: what two editions say differently.

use liangbing::book::compare;
use liangbing::engine::Locale;

use crate::args::Options;
use crate::{Failure, text};

/// Compares two packs by their ids.
pub fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let from = pack(&mut parser)?;
    let options = Options::read(parser, &["locale", "format"])?;
    let to = options.operand.as_deref().map(|path| path.to_string_lossy().into_owned());
    let to = to.ok_or_else(|| Failure::Usage("a second pack is missing".to_owned()))?;
    let locale = match options.locale.as_deref() {
        None => Locale::ZhCn,
        Some(code) => {
            Locale::parse(code).ok_or_else(|| Failure::Usage(format!("`{code}` is not `zh-CN` or `en`")))?
        }
    };
    let comparison = compare::compare(&from, &to, locale).map_err(Failure::Usage)?;
    match options.format.as_deref() {
        None | Some("text") => text::line(comparison.text().trim_end()),
        Some("json") => text::line(&serde_json::to_string(&comparison).unwrap_or_default()),
        Some(other) => return Err(Failure::Usage(format!("format `{other}` is none of json, text"))),
    }
    Ok(())
}

/// The first pack, which comes before everything else.
fn pack(parser: &mut lexopt::Parser) -> Result<String, Failure> {
    match parser.next() {
        Ok(Some(lexopt::Arg::Value(value))) => Ok(value.to_string_lossy().into_owned()),
        _ => Err(Failure::Usage("two packs are expected first".to_owned())),
    }
}
