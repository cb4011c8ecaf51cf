//! One quantity in its other unit, both ways.
//!
//! Conventional = SI · factor: glucose 18.0156, cholesterol 38.67, triglycerides 88.57 (mg/dL of mmol/L), albumin
//! to creatinine 8.84 (mg/g of mg/mmol); creatinine µmol/L = mg/dL · 88.4. HbA1c has a regression each way, as
//! printed: mmol/mol = 10.929 · (% − 2.15), % = 0.09148 · mmol/mol + 2.152 (Hoelzel W, et al. Clin Chem
//! 2004;50:166-74), so there and back is a hundredth off.
//!
//! Not for judging: a measurement is compared with the limit printed in its own unit, never converted. Not for
//! equations either, which print factors of their own. Values that no body has are refused, because they are
//! most often a number in the other unit.

use super::input::{Form, Measure};
use super::{About, Refusal, data};
use crate::concept::{Code, Concept, codes};
use crate::quantity::Unit;

data!("unit-conversions");

codes! {
    /// A quantity with two units in use.
    Quantity {
        /// Glycated haemoglobin, % and mmol/mol.
        Hba1c = "hba1c",
        /// Glucose, mg/dL and mmol/L.
        Glucose = "glucose",
        /// Cholesterol of any kind, mg/dL and mmol/L.
        Cholesterol = "cholesterol",
        /// Triglycerides, mg/dL and mmol/L.
        Triglycerides = "triglycerides",
        /// Creatinine, mg/dL and µmol/L.
        Creatinine = "creatinine",
        /// Urine albumin to creatinine, mg/g and mg/mmol.
        Uacr = "uacr",
    }
}

/// A key for a value in a unit.
const fn form(key: &'static str, concept: Option<Concept>, unit: Unit) -> Form {
    Form { key, concept, unit: Some(unit) }
}

/// Keys of a quantity: its conventional unit, then its SI unit.
macro_rules! pair {
    ($concept:expr, $one:literal $unit:ident, $other:literal $si:ident) => {{
        const PAIR: [&Form; 2] = [&form($one, $concept, Unit::$unit), &form($other, $concept, Unit::$si)];
        PAIR
    }};
}

impl Quantity {
    /// How a value may be written: in the conventional unit, in the SI unit.
    pub const fn forms(self) -> [&'static Form; 2] {
        use Concept as C;
        match self {
            Self::Hba1c => pair!(Some(C::Hba1c), "value_pct" Percent, "value_mmol_mol" MillimolePerMole),
            Self::Glucose => {
                pair!(Some(C::Glucose), "value_mg_dl" MilligramPerDecilitre, "value_mmol_l" MillimolePerLitre)
            }
            // Total, HDL and LDL differ by an order of magnitude, so no one range says what cannot be.
            Self::Cholesterol => {
                pair!(None, "value_mg_dl" MilligramPerDecilitre, "value_mmol_l" MillimolePerLitre)
            }
            Self::Triglycerides => {
                pair!(Some(C::Triglycerides), "value_mg_dl" MilligramPerDecilitre, "value_mmol_l" MillimolePerLitre)
            }
            Self::Creatinine => {
                pair!(Some(C::Creatinine), "value_mg_dl" MilligramPerDecilitre, "value_umol_l" MicromolePerLitre)
            }
            Self::Uacr => {
                pair!(Some(C::Uacr), "value_mg_g" MilligramPerGram, "value_mg_mmol" MilligramPerMillimole)
            }
        }
    }

    /// Conventional from SI.
    fn conventional(self, si: f64) -> f64 {
        match self {
            Self::Hba1c => HBA1C_NGSP_SLOPE * si + HBA1C_NGSP_OFFSET,
            Self::Creatinine => si / CREATININE_UMOL_PER_MG_DL,
            Self::Glucose => si * GLUCOSE,
            Self::Cholesterol => si * CHOLESTEROL,
            Self::Triglycerides => si * TRIGLYCERIDES,
            Self::Uacr => si * UACR,
        }
    }

    /// SI from conventional.
    fn si(self, conventional: f64) -> f64 {
        match self {
            Self::Hba1c => HBA1C_IFCC_SLOPE * (conventional - HBA1C_IFCC_ORIGIN),
            Self::Creatinine => conventional * CREATININE_UMOL_PER_MG_DL,
            Self::Glucose => conventional / GLUCOSE,
            Self::Cholesterol => conventional / CHOLESTEROL,
            Self::Triglycerides => conventional / TRIGLYCERIDES,
            Self::Uacr => conventional / UACR,
        }
    }
}

/// A value in its other unit.
///
/// The NGSP table prints 39 mmol/mol for 5.7 %:
/// ```
/// use liangbing::equation::{Measure, convert::{Quantity, convert}};
/// let [pct, mmol_mol] = Quantity::Hba1c.forms();
/// let other = convert(Quantity::Hba1c, Measure::new(5.7, pct))?;
/// assert_eq!((other.key(), other.value().round()), (mmol_mol.key, 39.0));
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-missing` for a value under a key that the quantity has not, `input-range` for one that cannot be.
pub fn convert(quantity: Quantity, value: Measure) -> Result<Measure, Refusal> {
    value.check(&[])?;
    let [conventional, si] = quantity.forms();
    if value.key() == conventional.key {
        Ok(Measure::new(quantity.si(value.value()), si))
    } else if value.key() == si.key {
        Ok(Measure::new(quantity.conventional(value.value()), conventional))
    } else {
        Err(Refusal::Missing { input: conventional.key })
    }
}
