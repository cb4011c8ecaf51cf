//! How to calculate.

use crate::json::{Node, Read};
use crate::problem::{RequestError, RequestErrorCode};

/// Opens a file that an input names; the library itself opens none.
pub type Files<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// How to calculate.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Ages that a guideline allows though the score was not derived there; the result says so.
    pub extended_range: bool,
    /// What each input brings, and what one realistic change would.
    pub explain: bool,
    /// The language of sentences, as the place in pairs of words: Chinese, English.
    pub language: usize,
    /// Opens files that inputs name.
    pub files: Files<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { extended_range: false, explain: false, language: 0, files: &no_files }
    }
}

fn no_files(path: &str) -> Result<String, String> {
    Err(format!("`{path}` names a file, and there are none here"))
}

/// The languages, in the order of pairs of words.
const LOCALES: &[&str] = &["zh-CN", "en"];

impl Options<'_> {
    /// Options as callers write them.
    ///
    /// # Errors
    /// `bad-options`, with the option's path.
    pub(super) fn read(node: Node) -> Read<Self> {
        let fields = node.fields(&[&["extendedRange", "explain", "locale"]]).map_err(bad)?;
        let flag = |name| fields.get(name).map_or(Ok(false), |node| node.flag()).map_err(bad);
        let locale = fields.get("locale").map(|node| node.word(LOCALES)).transpose().map_err(bad)?;
        let language = locale.and_then(|locale| LOCALES.iter().position(|known| *known == locale));
        Ok(Self {
            extended_range: flag("extendedRange")?,
            explain: flag("explain")?,
            language: language.unwrap_or_default(),
            ..Self::default()
        })
    }
}

fn bad(mut error: Box<RequestError>) -> Box<RequestError> {
    error.code = RequestErrorCode::BadOptions;
    error
}
