//! CDS Hooks in two steps, between which the page runs the engine of the core.

use liangbing::cds_hooks;
use liangbing::record::{RequestError, RequestErrorCode};
use liangbing::thrown::thrown;
use serde_json::Value;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The answer to discovery, as JSON text.
#[wasm_bindgen]
pub fn services() -> String {
    cds_hooks::services()
}

/// A call of a service and the host's own options, all as JSON text, to `{"about", "options", "orders", "record"}`; the
/// record is text inside, so that its numbers reach the core as they were written.
///
/// # Errors
/// What the reader of calls refuses.
#[wasm_bindgen]
pub fn ask(id: &str, request: &str, defaults: &str) -> Result<String, JsValue> {
    let asked = cds_hooks::ask(id, request, &json(defaults)?).map_err(|error| thrown(&error))?;
    let mut value = asked.to_value();
    if let Some(record) = value.get_mut("record") {
        *record = Value::String(record.to_string());
    }
    Ok(value.to_string())
}

/// What the engine said, as the response's JSON text.
///
/// # Errors
/// A text that is no JSON.
#[wasm_bindgen]
pub fn respond(about: &str, answers: &str) -> Result<String, JsValue> {
    Ok(cds_hooks::respond(&json(about)?, &json(answers)?).to_string())
}

/// Feedback as `{"answered": […]}`, JSON text.
///
/// # Errors
/// Feedback that lacks what the standard requires.
#[wasm_bindgen]
pub fn feedback(text: &str) -> Result<String, JsValue> {
    cds_hooks::feedback(text).map_err(|error| thrown(&error))
}

fn json(text: &str) -> Result<Value, JsValue> {
    serde_json::from_str(text)
        .map_err(|_| thrown(&RequestError::new(RequestErrorCode::NotJson, "", "not JSON")))
}
