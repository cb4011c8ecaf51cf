//! A county's adjustments, judged and compiled for the core, as a module of their own: a page without an
//! overlay never downloads the packs' text and their judge.

use liangbing::engine;
use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// An overlay as JSON text to the rules it makes of the built-in ones, as bytes that a core of the same build takes.
///
/// # Errors
/// What the judge of packs refuses: an overlay that touches what is locked, out of bounds or unknown.
#[wasm_bindgen]
pub fn compile(overlay: &str) -> Result<Vec<u8>, JsValue> {
    engine::compile(overlay).map_err(|faults| thrown(&engine::refusal(&faults)))
}
