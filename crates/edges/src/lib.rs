//! Other people's shapes to and from liangbing's, as a module of their own: a page that speaks only
//! the native record never downloads it.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// FHIR R4 as JSON text to `{"record", "setAside"}` as JSON text; a refusal is JSON text too.
#[wasm_bindgen(js_name = toRecord)]
pub fn to_record(_fhir: &str) -> Result<String, JsValue> {
    Err(JsValue::from_str(
        r#"{"code":"not-json","path":"","message":"reading FHIR is not part of this build"}"#,
    ))
}
