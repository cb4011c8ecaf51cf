//! What cuffs and meters say over Bluetooth, as a module of its own: only a page that connects one downloads it.
//! Bytes in, JSON text out.

use liangbing::bluetooth;
use liangbing::record::RequestError;
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

fn said(answer: Result<String, RequestError>) -> Result<String, JsValue> {
    answer.map_err(|error| thrown(&error))
}

/// A measurement of a cuff, 0x2A35.
///
/// # Errors
/// Bytes that end too early.
#[wasm_bindgen]
pub fn pressure(bytes: &[u8]) -> Result<String, JsValue> {
    said(bluetooth::pressure(bytes))
}

/// A result of a meter, 0x2A18.
///
/// # Errors
/// Bytes that end too early.
#[wasm_bindgen]
pub fn glucose(bytes: &[u8]) -> Result<String, JsValue> {
    said(bluetooth::glucose(bytes))
}

/// What the meter says about a result besides, 0x2A34.
///
/// # Errors
/// Bytes that end too early.
#[wasm_bindgen]
pub fn context(bytes: &[u8]) -> Result<String, JsValue> {
    said(bluetooth::context(bytes))
}

/// What the meter answers to a request, 0x2A52.
///
/// # Errors
/// Bytes that end too early, and answers to nothing that was asked.
#[wasm_bindgen]
pub fn answer(bytes: &[u8]) -> Result<String, JsValue> {
    said(bluetooth::answer(bytes))
}

/// The bytes that ask a meter for every result, or for those from a sequence number on.
#[wasm_bindgen]
pub fn records(from: Option<u16>) -> Vec<u8> {
    bluetooth::records(from)
}

/// The bytes that end what was asked for.
#[wasm_bindgen]
pub fn stop() -> Vec<u8> {
    bluetooth::stop()
}
