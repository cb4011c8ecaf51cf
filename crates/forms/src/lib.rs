//! The national follow-up records and tables of county systems, as a module of their own: a page that only colours
//! never downloads it. JSON text in, JSON text out.

use liangbing::forms;
use liangbing::record::RequestError;
use liangbing::tables;
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

fn said(answer: Result<String, RequestError>) -> Result<String, JsValue> {
    answer.map_err(|error| thrown(&error))
}

/// A form to `{"record", "setAside"}`.
///
/// # Errors
/// What the reader of forms refuses.
#[wasm_bindgen]
pub fn read(form: &str) -> Result<String, JsValue> {
    said(forms::read(form))
}

/// The form of an assessment's day.
///
/// # Errors
/// A record, assessment or options that cannot be read.
#[wasm_bindgen]
pub fn write(record: &str, assessment: &str, options: &str) -> Result<String, JsValue> {
    said(forms::write(record, assessment, options))
}

/// Both forms in every edition, for a page to draw.
///
/// # Errors
/// A locale that is none.
#[wasm_bindgen]
pub fn fields(locale: &str) -> Result<String, JsValue> {
    said(forms::fields(locale))
}

/// A form as a FHIR R4 `QuestionnaireResponse`.
///
/// # Errors
/// What the reader of forms refuses.
#[wasm_bindgen(js_name = toQuestionnaireResponse)]
pub fn to_questionnaire_response(form: &str) -> Result<String, JsValue> {
    said(forms::to_questionnaire_response(form))
}

/// The form that a `QuestionnaireResponse` carries.
///
/// # Errors
/// Another resource or questionnaire, and what the reader of forms refuses.
#[wasm_bindgen(js_name = fromQuestionnaireResponse)]
pub fn from_questionnaire_response(response: &str) -> Result<String, JsValue> {
    said(forms::from_questionnaire_response(response))
}

/// What was understood of a table: its text, or `{"rows": [[cell]], "date1904"?}` of a sheet's cells.
///
/// # Errors
/// A table too large, without a header, or a mapping that does not fit it.
#[wasm_bindgen]
pub fn preview(table: &str, sheet: bool, mapping: &str) -> Result<String, JsValue> {
    said(tables::preview(table, sheet, mapping))
}

/// `{"records", "setAside"}` of a table.
///
/// # Errors
/// What [`preview`] refuses, and a table of which no person can be told.
#[wasm_bindgen]
pub fn records(table: &str, sheet: bool, mapping: &str) -> Result<String, JsValue> {
    said(tables::records(table, sheet, mapping))
}
