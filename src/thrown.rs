//! A refusal as JavaScript throws it; both modules of the browser share it.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

use crate::record::RequestError;

/// An `Error` with the refusal's message, `code` and `path`.
pub fn thrown(error: &RequestError) -> JsValue {
    let thrown = Error::new(&error.message);
    for (name, value) in [("code", error.code.code()), ("path", error.path.as_str())] {
        // A fresh object takes any property.
        let _ = Reflect::set(&thrown, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    thrown.into()
}
