//! Body mass index with the Chinese classes, and central obesity.
//!
//! BMI = kg / m². WS/T 428-2013, for Chinese adults: below 18.5 underweight, below 24 normal, below 28 overweight,
//! from 28 obese; central obesity from a waist of 90 cm in men and 85 cm in women. Not for children, pregnancy or
//! oedema, and not the cut-offs of the WHO.

use super::input::measured;
use super::{About, Measured, Refusal, Sex, Waist, data};
use crate::concept::{Code, Concept, codes};
use crate::quantity::Unit;

measured! {
    /// Body weight.
    Weight of Some(Concept::Weight) => { kg = "weight_kg" in Some(Unit::Kilogram), }
    /// Body height.
    Height of Some(Concept::Height) => { cm = "height_cm" in Some(Unit::Centimetre), }
}

data!("bmi");

codes! {
    /// A class of body mass index, by WS/T 428-2013.
    BmiClass { Underweight = "underweight", Normal = "normal", Overweight = "overweight", Obese = "obese", }
}

/// Where central obesity begins.
pub mod waist {
    use crate::concept::Sex;
    use crate::equation::{About, data};

    /// A waist.
    #[derive(Debug)]
    pub(crate) struct Central {
        /// In centimetres.
        pub(super) cm: f64,
    }

    data!("waist");
}

/// The body mass index, kg/m².
///
/// openEHR's test case prints 31.11 for 70 kg at 150 cm:
/// ```
/// use liangbing::equation::body::{BmiClass, Height, Weight, bmi, bmi_class};
/// let bmi = bmi(Weight::kg(70.0), Height::cm(150.0))?;
/// assert_eq!((bmi * 100.0).round(), 3111.0);
/// assert_eq!(bmi_class(bmi), BmiClass::Obese);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for a weight or height that cannot be.
pub fn bmi(weight: Weight, height: Height) -> Result<f64, Refusal> {
    weight.check(&[])?;
    height.check(&[])?;
    let metres = height.measure().value() / 100.0;
    Ok(weight.measure().value() / (metres * metres))
}

/// The Chinese class of a body mass index, unrounded.
pub fn bmi_class(bmi: f64) -> BmiClass {
    match bmi {
        bmi if bmi >= OBESE => BmiClass::Obese,
        bmi if bmi >= OVERWEIGHT => BmiClass::Overweight,
        bmi if bmi >= NORMAL => BmiClass::Normal,
        _ => BmiClass::Underweight,
    }
}

/// Whether a waist is central obesity.
///
/// ```
/// use liangbing::equation::{Sex, Waist, body::central_obesity};
/// assert!(central_obesity(Waist::cm(85.0), Sex::Female)?);
/// assert!(!central_obesity(Waist::cm(89.9), Sex::Male)?);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for a waist that cannot be.
pub fn central_obesity(waist: Waist, sex: Sex) -> Result<bool, Refusal> {
    waist.check(&[])?;
    Ok(waist.measure().value() >= waist::central(sex).cm)
}
