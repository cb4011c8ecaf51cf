//! HOMA-IR: insulin resistance from fasting insulin and glucose.
//!
//! HOMA-IR = insulin · glucose / 22.5 (mmol/L) or / 405 (mg/dL); insulin in µIU/mL. Both fasting, of one sample.
//! Matthews DR, Hosker JP, Rudenski AS, et al. Diabetologia 1985;28:412-9,
//! doi [10.1007/BF00280883](https://doi.org/10.1007/BF00280883).
//! No cut-off is given: it differs by assay and population. Not under insulin treatment, where the insulin measured
//! is the one injected.

use super::input::measured;
use super::{About, Measured, Range, Refusal, data};
use crate::concept::Concept;
use crate::quantity::Unit;

measured! {
    /// Fasting insulin, µIU/mL.
    Insulin of None => { uiu_ml = "insulin_uiu_ml" in Some(Unit::MicroUnitPerMillilitre), }
    /// Fasting glucose.
    FastingGlucose of Some(Concept::Glucose) => {
        mg_dl = "glucose_mg_dl" in Some(Unit::MilligramPerDecilitre),
        mmol_l = "glucose_mmol_l" in Some(Unit::MillimolePerLitre),
    }
}

data!("homa-ir");

/// The HOMA-IR.
///
/// openEHR's test case prints 9.7 for 56 mIU/L and 70 mg/dL:
/// ```
/// use liangbing::equation::homa_ir::{FastingGlucose, Insulin, homa_ir};
/// let index = homa_ir(Insulin::uiu_ml(56.0), FastingGlucose::mg_dl(70.0))?;
/// assert_eq!((index * 10.0).round(), 97.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for an insulin or glucose that cannot be.
pub fn homa_ir(insulin: Insulin, glucose: FastingGlucose) -> Result<f64, Refusal> {
    insulin.check(&[INSULIN_UIU_ML])?;
    glucose.check(&[])?;
    let measure = glucose.measure();
    let divisor = if measure.is_in(Unit::MillimolePerLitre) { MMOL_L } else { MG_DL };
    Ok(insulin.measure().value() * measure.value() / divisor)
}
