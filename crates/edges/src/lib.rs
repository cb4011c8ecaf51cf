//! Other people's shapes to and from liangbing's, as a module of their own: a page that speaks only
//! the native record never downloads it.

use liangbing::fhir;
use liangbing::thrown::thrown;
use serde_json::json;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// FHIR R4 as JSON text to `{"record", "setAside"}` as JSON text, which the core's strict reader takes as it is.
///
/// # Errors
/// What the reader of FHIR refuses, such as two patients in one bundle.
#[wasm_bindgen(js_name = toRecord)]
pub fn to_record(text: &str) -> Result<String, JsValue> {
    match fhir::to_record(text) {
        Ok(converted) => Ok(json!({"record": converted.record, "setAside": converted.set_aside}).to_string()),
        Err(error) => Err(thrown(&error)),
    }
}

mod hooks;
