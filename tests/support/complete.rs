//! A person of whom everything is known.

use serde_json::{Value, json};

use super::AS_OF;

/// Everything that the table of risks asks, all of it harmless, with fields of the patient.
pub fn complete(patient: &Value) -> Value {
    let number = |concept: &str, value: f64, unit: &str| json!({"at": AS_OF, "concept": concept, "value": value, "unit": unit});
    let mut glucose = number("glucose", 5.0, "mmol/L");
    glucose["timing"] = json!("fasting");
    let mut ogtt = number("glucose", 6.0, "mmol/L");
    ogtt["timing"] = json!("ogtt-2h");
    let observations = json!([
        glucose, ogtt, number("total-cholesterol", 4.0, "mmol/L"), number("ldl", 2.0, "mmol/L"),
        number("hdl", 1.5, "mmol/L"), number("homocysteine", 8.0, "umol/L"), number("uric-acid", 300.0, "umol/L"),
        number("heart-rate", 70.0, "/min"), number("waist", 80.0, "cm"), number("bmi", 22.0, "kg/m2"),
        number("lvmi", 80.0, "g/m2"), number("imt", 0.7, "mm"), number("abi", 1.1, "1"),
        number("egfr", 95.0, "mL/min/1.73m2"), number("creatinine", 70.0, "umol/L"), number("uacr", 10.0, "mg/g"),
        {"at": AS_OF, "concept": "ecg-lvh", "present": false},
        {"at": AS_OF, "concept": "fundus", "code": "none"},
    ]);
    json!({
        "patient": patient,
        "observations": observations,
        "lifestyle": {"smoking": "never", "secondHandSmoke": false},
        "family": [{"condition": "none"}],
    })
}
