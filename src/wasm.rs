//! The JavaScript face: the Rust face again, and nothing else.
//!
//! Text crosses, not objects. In: one JSON text, so that the one strict reader judges it. Out: one JSON
//! text, so that the bytes are those of the native engine; parsing it is 0.3 ms of the 7 ms that an
//! assessment of 8 KB takes, so nothing faster is worth its glue. A refusal crosses as JSON text too; the
//! loader (`www/src/liangbing.ts`) makes it a `LiangbingError`.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::engine::{self, Engine as Core, Locale, Options};
use crate::record::{Record, RequestError, RequestErrorCode};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm/types.d.ts");

/// The rules, loaded once.
#[wasm_bindgen]
pub struct Engine {
    core: Core,
}

#[wasm_bindgen]
impl Engine {
    /// Loads the built-in packs, with a county's overlay if there is one.
    #[wasm_bindgen(constructor)]
    pub fn new(overlay: Option<String>) -> Result<Engine, JsValue> {
        let core = match overlay {
            None => Core::builtin(),
            Some(text) => Core::with_overlay(&text),
        };
        Ok(Self { core: core.map_err(|faults| refusal(&engine::refusal(&faults)))? })
    }

    /// Assesses a record, both as JSON text.
    pub fn assess(&self, record: &str, options: &str) -> Result<String, JsValue> {
        let assessed = said(options).and_then(|options| {
            let record = Record::read(record)?;
            Ok(self.core.assess(&record, &options))
        });
        assessed.map(|assessment| text(&assessment)).map_err(|error| refusal(&error))
    }

    /// The rules in one language, as JSON text.
    pub fn rulebook(&self, locale: &str) -> Result<String, JsValue> {
        let known = Locale::parse(locale).ok_or_else(|| {
            let message = format!("`{locale}` is not `zh-CN` or `en`");
            refusal(&RequestError::new(RequestErrorCode::BadOptions, "locale", message))
        })?;
        Ok(text(&self.core.rulebook(known)))
    }

    /// What answers: versions and digest, as JSON text.
    #[wasm_bindgen(getter)]
    pub fn stamp(&self) -> String {
        text(&self.core.stamp())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Said {
    as_of: String,
    locale: Option<String>,
    profile: Option<String>,
    level: Option<String>,
}

fn said(options: &str) -> Result<Options, RequestError> {
    let said: Said = serde_json::from_str(options)
        .map_err(|error| RequestError::new(RequestErrorCode::BadOptions, "", error.to_string()))?;
    Options::read(&said.as_of, said.locale.as_deref(), said.profile.as_deref(), said.level.as_deref())
}

fn refusal(error: &RequestError) -> JsValue {
    JsValue::from_str(&text(error))
}

fn text<T: Serialize>(value: &T) -> String {
    // Our own shapes have text keys only, which is all that could fail.
    serde_json::to_string(value).unwrap_or_default()
}
