//! CDS Hooks in two steps, between which the page runs the engine of the core.

use liangbing::cds_hooks::{self, Host};
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The answer to discovery, as JSON text.
#[wasm_bindgen]
pub fn services() -> String {
    cds_hooks::services()
}

/// A call of a service and the host's own options, as JSON text, to what the core and [`respond`] need of it.
///
/// # Errors
/// What the reader of calls refuses.
#[wasm_bindgen]
pub fn ask(id: &str, request: &str, host: &str) -> Result<String, JsValue> {
    let asked = Host::read(host).and_then(|host| cds_hooks::ask(id, request, &host));
    asked.map(|asked| asked.json()).map_err(|error| thrown(&error))
}

/// What the engine said, as the response's JSON text.
///
/// # Errors
/// A text that is no JSON.
#[wasm_bindgen]
pub fn respond(about: &str, answers: &str) -> Result<String, JsValue> {
    cds_hooks::respond(about, answers).map_err(|error| thrown(&error))
}

/// Feedback as `{"answered": […]}`, JSON text.
///
/// # Errors
/// Feedback that lacks what the standard requires.
#[wasm_bindgen]
pub fn feedback(text: &str) -> Result<String, JsValue> {
    cds_hooks::feedback(text).map_err(|error| thrown(&error))
}
