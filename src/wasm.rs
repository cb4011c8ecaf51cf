//! The JavaScript face: the Rust face again, and nothing else.
//!
//! One thing in, one thing out. In: one JSON text, so that the one strict reader judges it as it judges
//! everything (an object would pass a misspelt field in silence). Out: one JSON text too, byte for byte what
//! the native engine prints, which the page's own parser takes apart; what is asked for once, the stamp and the
//! rule book, crosses as an object. A refusal crosses as an `Error` with `code` and `path`, which the loader
//! (`www/src/liangbing.ts`) makes a `LiangbingError`.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::assess::report::{Assessment, MedicationCheck, to_json};
use crate::assess::{Scratch, Sections};
use crate::concept::Level;
use crate::engine::{Engine as Core, Locale, Options};
use crate::json::{self, Json, Node, Refused};
use crate::record::{Medication, Record, RequestError, RequestErrorCode};
use crate::thrown::thrown;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm/types.d.ts");

/// The rules, loaded once.
#[wasm_bindgen]
pub struct Engine {
    core: Core,
}

#[wasm_bindgen]
impl Engine {
    /// Loads the built-in rules, or those that the module of overlays compiled.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: Option<Vec<u8>>) -> Result<Engine, JsValue> {
        let core = rules.map_or_else(Core::builtin, |rules| Core::compiled(&rules));
        Ok(Self { core: core.map_err(|error| thrown(&error))? })
    }

    /// Assesses a record; record, options and answer are JSON text.
    pub fn assess(&self, record: &str, options: &str) -> Result<String, JsValue> {
        self.assessed(record, options).map(|assessment| to_json(&assessment)).map_err(|error| thrown(&error))
    }

    /// The level and the day to act by, a blank between them, and nothing else: a list of a county asks for no more.
    /// Empty where there is no colour.
    pub fn colour(&self, record: &str, options: &str) -> Result<String, JsValue> {
        self.coloured(record, options).map_err(|error| thrown(&error))
    }

    /// Checks an order against a record; all three are JSON text, and so is the answer, a list.
    #[wasm_bindgen(js_name = checkOrder)]
    pub fn check_order(&self, record: &str, order: &str, options: &str) -> Result<String, JsValue> {
        self.checked(record, order, options).map(|checks| to_json(&checks)).map_err(|error| thrown(&error))
    }

    /// The rules in one language.
    pub fn rulebook(&self, locale: &str) -> Result<JsValue, JsValue> {
        let known = Locale::parse(locale).ok_or_else(|| {
            let message = format!("`{locale}` is not `zh-CN` or `en`");
            thrown(&RequestError::new(RequestErrorCode::BadOptions, "locale", message))
        })?;
        Ok(object(&self.core.rulebook(known)))
    }

    /// What answers: versions and digest.
    #[wasm_bindgen(getter)]
    pub fn stamp(&self) -> JsValue {
        object(&self.core.stamp())
    }
}

impl Engine {
    fn assessed(&self, record: &str, options: &str) -> Result<Assessment, RequestError> {
        let options = self.said(options)?;
        Ok(self.core.assess(&Record::read(record)?, &options))
    }

    fn coloured(&self, record: &str, options: &str) -> Result<String, RequestError> {
        let options = self.said(options)?;
        let chart = self.core.chart(&Record::read(record)?);
        let verdict = self.core.colour(&chart, options.as_of, &mut Scratch::default());
        let level = verdict.level.map_or("", Level::code);
        let day = verdict.act_by.map(|said| said.act_by.to_string()).unwrap_or_default();
        Ok([level, " ", &day].concat())
    }

    fn checked(
        &self,
        record: &str,
        order: &str,
        options: &str,
    ) -> Result<Vec<MedicationCheck>, RequestError> {
        let options = self.said(options)?;
        Ok(self.core.check_order(Record::read(record)?, Medication::read(order)?, &options))
    }

    /// Options whose profile these rules have.
    fn said(&self, text: &str) -> Result<Options, RequestError> {
        let options = said(text)?;
        if self.core.has(options.profile) {
            return Ok(options);
        }
        let why = "the profile is not loaded; `load({ profile })` fetches it";
        Err(RequestError::new(RequestErrorCode::BadOptions, "profile", why))
    }
}

/// Options as the loader writes them; whatever is wrong with their shape, the options are bad.
fn said(options: &str) -> Result<Options, RequestError> {
    let bad = |error: Box<RequestError>| RequestError { code: RequestErrorCode::BadOptions, ..*error };
    let value = json::parse(options).map_err(bad)?;
    let refused = Refused::default();
    let fields = Node::root(&value, &refused)
        .fields(&[&["asOf", "locale", "profile", "level", "letters", "sections"]])
        .map_err(bad)?;
    let day = fields.need("asOf").and_then(|node| node.any_text()).map_err(bad)?;
    let text = |name| fields.get(name).map(|node| node.any_text()).transpose().map_err(bad);
    let mut options = Options::read(day, text("locale")?, text("profile")?, text("level")?)?;
    // What is no text is no name either.
    let named =
        |node: &Node<'_>| if let Json::Text(name) = node.value() { name.to_string() } else { String::new() };
    if let Some(letters) = fields.get("letters") {
        for kind in letters.items().map_err(bad)? {
            options = options.with_letter(&named(&kind))?;
        }
    }
    if let Some(sections) = fields.get("sections") {
        options.sections = Sections::NONE;
        for name in sections.items().map_err(bad)? {
            options = options.with_section(&named(&name))?;
        }
    }
    Ok(options)
}

fn object<T: Serialize>(value: &T) -> JsValue {
    // Our own shapes have text keys only, which is all that could fail.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
