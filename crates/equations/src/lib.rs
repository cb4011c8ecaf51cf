//! The field's calculators, as a module of their own: a page that only colours can leave them out.

use liangbing::equation::cgm::GlucoseUnit;
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

/// The figures of a sensor's series as `cgm-metrics` answers them, from numbers: seconds of the wall clock since
/// 1970, and readings in mg/dL, or in mmol/L. As text a year of them would take longer to read than to judge.
///
/// # Errors
/// What the calculator refuses, with the place in the list as the path.
#[wasm_bindgen]
pub fn sensor(seconds: &[u32], glucose: &[f64], mmol: bool) -> Result<String, JsValue> {
    let unit = if mmol { GlucoseUnit::MmolL } else { GlucoseUnit::MgDl };
    match liangbing::calc::sensor(seconds, glucose, unit) {
        Ok(answer) => Ok(answer.to_string()),
        Err(error) => Err(thrown(&error)),
    }
}
