//! CKD-EPI: glomerular filtration from creatinine.
//!
//! `eGFR = leading · min(Scr/κ, 1)^α · max(Scr/κ, 1)^beyond · yearly^age · factor`, creatinine in mg/dL
//! (IDMS traceable; µmol/L ÷ 88.4), mL/min/1.73 m². Adults of 18 or more.
//!
//! * 2021: Inker LA, Eneanya ND, Coresh J, et al. N Engl J Med 2021;385:1737-49,
//!   doi [10.1056/NEJMoa2102953](https://doi.org/10.1056/NEJMoa2102953). Without race.
//! * 2009: Levey AS, et al. Ann Intern Med 2009;150:604-12,
//!   doi [10.7326/0003-4819-150-9-200905050-00006](https://doi.org/10.7326/0003-4819-150-9-200905050-00006).
//!   For comparison with older results only; its factor for Black people must be asked for.
//!
//! Not for children, and an estimate where creatinine is steady: not in acute kidney injury.

use libm::pow;

use super::{Age, Creatinine, Egfr, Measured, Refusal, Sex};
use crate::quantity::Unit;

/// What differs between women and men.
#[derive(Debug)]
pub(crate) struct Terms {
    /// The creatinine, in mg/dL, at which the curve bends.
    kappa: f64,
    /// The exponent below it.
    alpha: f64,
    /// The factor of the whole.
    factor: f64,
}

/// Without race, 2021.
pub mod year_2021 {
    use super::Terms;
    use crate::concept::Sex;
    use crate::equation::{About, Range, data};
    data!("ckd-epi-2021");
}

/// The older equation, 2009.
pub mod year_2009 {
    use super::Terms;
    use crate::concept::Sex;
    use crate::equation::{About, Range, data};
    data!("ckd-epi-2009");
}

/// CKD-EPI 2021.
///
/// The package preventr prints 59 for a man of 77 with 111 µmol/L:
/// ```
/// use liangbing::equation::{Age, Creatinine, Measured, Sex, ckd_epi};
/// let egfr = ckd_epi::ckd_epi_2021(Creatinine::umol_l(111.0), Age::years(77.0), Sex::Male)?;
/// assert_eq!(egfr.measure().value().round(), 59.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` below 18 years, or for a creatinine that cannot be.
pub fn ckd_epi_2021(creatinine: Creatinine, age: Age, sex: Sex) -> Result<Egfr, Refusal> {
    use year_2021::{AGE_YEARS, BEYOND, LEADING, UMOL_PER_MG_DL, YEARLY, terms};
    age.check(&[AGE_YEARS])?;
    let curve = curve(creatinine, UMOL_PER_MG_DL, terms(sex), BEYOND)?;
    Ok(Egfr::ml_min(LEADING * curve * pow(YEARLY, age.in_years())))
}

/// CKD-EPI 2009; `black` multiplies by the factor the paper prints for Black people.
///
/// # Errors
/// `input-range` below 18 years, or for a creatinine that cannot be.
pub fn ckd_epi_2009(creatinine: Creatinine, age: Age, sex: Sex, black: bool) -> Result<Egfr, Refusal> {
    use year_2009::{AGE_YEARS, BEYOND, BLACK, LEADING, UMOL_PER_MG_DL, YEARLY, terms};
    age.check(&[AGE_YEARS])?;
    let curve = curve(creatinine, UMOL_PER_MG_DL, terms(sex), BEYOND)?;
    let race = if black { BLACK } else { 1.0 };
    Ok(Egfr::ml_min(LEADING * curve * pow(YEARLY, age.in_years()) * race))
}

/// The part that creatinine and sex bring: two powers that meet at κ.
fn curve(creatinine: Creatinine, umol: f64, terms: &Terms, beyond: f64) -> Result<f64, Refusal> {
    creatinine.check(&[])?;
    let measure = creatinine.measure();
    let mg_dl = if measure.is_in(Unit::MicromolePerLitre) { measure.value() / umol } else { measure.value() };
    let ratio = mg_dl / terms.kappa;
    Ok(pow(ratio.min(1.0), terms.alpha) * pow(ratio.max(1.0), beyond) * terms.factor)
}
