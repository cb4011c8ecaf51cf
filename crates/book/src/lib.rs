//! The rule book in a page: every pack as data, two packs side by side, and one rule tried on one record. It is the
//! engine with the packs' text and the names of their criteria, so that only pages that show rules fetch it; the page
//! of the book needs no other module.

use liangbing::assess::report::to_json;
use liangbing::book::{compare, tried, whole};
use liangbing::engine::{self, Engine, Locale, Options, PACKS};
use liangbing::record::{Record, RequestError, RequestErrorCode};
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The packs, judged from their text.
#[wasm_bindgen]
pub struct Book {
    engine: Engine,
}

#[wasm_bindgen]
impl Book {
    /// Judges the packs.
    ///
    /// # Errors
    /// None: the build judged the same text.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Book, JsValue> {
        let engine = Engine::load(PACKS, None).map_err(|faults| thrown(&engine::refusal(&faults)))?;
        Ok(Self { engine })
    }

    /// The whole book in one language, as JSON text.
    ///
    /// # Errors
    /// `bad-options` for a language that is none.
    pub fn whole(&self, locale: &str) -> Result<String, JsValue> {
        Ok(to_json(&whole::whole(self.engine.judge(), language(locale)?)))
    }

    /// Two packs side by side, as JSON text.
    ///
    /// # Errors
    /// `bad-options` for a language or a pack that is none.
    pub fn compare(&self, from: &str, to: &str, locale: &str) -> Result<String, JsValue> {
        let compared = compare::compared(&self.engine, from, to, language(locale)?);
        compared.map(|own| to_json(&own)).map_err(|why| thrown(&bad("compare", why)))
    }

    /// What a rule says of a record as of a day: record in and answer out are JSON text.
    ///
    /// # Errors
    /// What the reader of records refuses; `bad-options` for a language or a rule that is none; `bad-date`.
    #[wasm_bindgen(js_name = tryRule)]
    pub fn try_rule(&self, rule: &str, record: &str, as_of: &str, locale: &str) -> Result<String, JsValue> {
        let answer = || {
            let options = Options::read(as_of, Some(locale), None, None)?;
            tried::tried(&self.engine, rule, &Record::read(record)?, &options)
        };
        answer().map(|own| to_json(&own)).map_err(|error| thrown(&error))
    }
}

fn language(locale: &str) -> Result<Locale, JsValue> {
    Locale::parse(locale).ok_or_else(|| thrown(&bad("locale", format!("`{locale}` is not `zh-CN` or `en`"))))
}

fn bad(path: &str, message: String) -> RequestError {
    RequestError::new(RequestErrorCode::BadOptions, path, message)
}
