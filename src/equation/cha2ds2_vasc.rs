//! CHA2DS2-VASc: points for stroke in atrial fibrillation.
//!
//! Heart failure 1, hypertension 1, age 65 to 74 1, from 75 2, diabetes 1, stroke, TIA or thromboembolism 2, vascular
//! disease 1, female 1. Lip GY, et al. Chest 2010;137:263-72,
//! doi [10.1378/chest.09-1584](https://doi.org/10.1378/chest.09-1584). Adults with non-valvular atrial fibrillation. Not for people without it,
//! and not by itself a reason to anticoagulate.

use super::{About, Age, Measured, Range, Refusal, data, flag, points};

data!("cha2ds2-vasc");

/// What the score counts; every item must be said, silence is not absence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Age.
    pub age: Age,
    /// Congestive heart failure or left ventricular dysfunction.
    pub heart_failure: bool,
    /// Hypertension.
    pub hypertension: bool,
    /// Diabetes.
    pub diabetes: bool,
    /// Stroke, transient ischaemic attack or thromboembolism.
    pub stroke: bool,
    /// Vascular disease.
    pub vascular_disease: bool,
    /// Female.
    pub female: bool,
}

/// The points, 0 to 9.
///
/// openEHR's test case of a woman of 64 with every disease has 7:
/// ```
/// use liangbing::equation::{Age, cha2ds2_vasc::{Person, cha2ds2_vasc}};
/// let person = Person {
///     age: Age::years(64.0), heart_failure: true, hypertension: true, diabetes: true, stroke: true,
///     vascular_disease: true, female: true,
/// };
/// assert_eq!(cha2ds2_vasc(&person)?.to_string(), "7");
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` below 18 years.
pub fn cha2ds2_vasc(person: &Person) -> Result<f64, Refusal> {
    person.age.check(&[AGE_YEARS])?;
    Ok(points(BY_AGE, person.age.in_years())
        + HEART_FAILURE * flag(person.heart_failure)
        + HYPERTENSION * flag(person.hypertension)
        + DIABETES * flag(person.diabetes)
        + STROKE * flag(person.stroke)
        + VASCULAR_DISEASE * flag(person.vascular_disease)
        + FEMALE * flag(person.female))
}
