//! The field's calculators, as a module of their own: a page that only colours never downloads them.

use liangbing::thrown::thrown;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// One calculator by its name; inputs and options are JSON text, so is the answer.
///
/// # Errors
/// What the calculator refuses, with the input's key as the path.
#[allow(clippy::needless_pass_by_value, reason = "the generator takes no optional borrowed text")]
#[wasm_bindgen]
pub fn calc(name: &str, inputs: &str, options: Option<String>) -> Result<String, JsValue> {
    match liangbing::calc::calc(name, inputs, options.as_deref()) {
        Ok(answer) => Ok(answer.to_string()),
        Err(error) => Err(thrown(&error)),
    }
}
