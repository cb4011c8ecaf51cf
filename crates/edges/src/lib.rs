//! Other people's shapes to and from liangbing's, as a module of their own: a page that speaks only
//! the native record never downloads it.

use liangbing::fhir;
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// FHIR R4 as JSON text to `{"record", "setAside"}` as JSON text, which the core's strict reader takes as it is.
///
/// # Errors
/// What the reader of FHIR refuses, such as two patients in one bundle.
#[wasm_bindgen(js_name = toRecord)]
pub fn to_record(text: &str) -> Result<String, JsValue> {
    fhir::tell(text).map(|told| told.json()).map_err(|error| thrown(&error))
}

/// A native record as JSON text to a FHIR R4 Bundle as JSON text, from which `toRecord` reads the same record.
///
/// # Errors
/// What is no native record.
#[wasm_bindgen(js_name = fromRecord)]
pub fn from_record(record: &str) -> Result<String, JsValue> {
    fhir::from_record(record).map_err(|error| thrown(&error))
}

/// An assessment and its record as JSON text to a FHIR R4 Bundle as JSON text.
///
/// # Errors
/// What is no assessment.
#[wasm_bindgen(js_name = fromAssessment)]
pub fn from_assessment(assessment: &str, record: &str) -> Result<String, JsValue> {
    fhir::from_assessment(assessment, record).map_err(|error| thrown(&error))
}

mod hooks;
