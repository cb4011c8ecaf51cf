//! HbA1c and mean glucose, one from the other.
//!
//! * **eAG** = 28.7 · HbA1c − 46.7 mg/dL, or 1.5944 · HbA1c − 2.5944 mmol/L, HbA1c in %: the average glucose
//!   of the last two to three months. Nathan DM, et al. Diabetes Care 2008;31:1473-8,
//!   doi [10.2337/dc08-0545](https://doi.org/10.2337/dc08-0545). Derived in adults with and without diabetes.
//! * **GMI** = 3.31 + 0.02392 · mean mg/dL in %, or 12.71 + 4.70587 · mean mmol/L in mmol/mol: the HbA1c that a
//!   sensor's mean goes with. Bergenstal RM, et al. Diabetes Care 2018;41:2275-80,
//!   doi [10.2337/dc18-1581](https://doi.org/10.2337/dc18-1581). Derived in people who wore a sensor.
//!
//! Both are regressions over many people. Not for diagnosis, and not in place of a measured HbA1c; a gap
//! between GMI and HbA1c is a finding of its own.

use super::input::measured;
use super::{About, Hba1c, Measured, Refusal, convert, data};
use crate::concept::Concept;
use crate::quantity::Unit;

measured! {
    /// Mean glucose over days or weeks.
    MeanGlucose of Some(Concept::Glucose) => {
        mg_dl = "mean_glucose_mg_dl" in Some(Unit::MilligramPerDecilitre),
        mmol_l = "mean_glucose_mmol_l" in Some(Unit::MillimolePerLitre),
    }
}

impl MeanGlucose {
    /// In mg/dL.
    pub fn in_mg_dl(self) -> f64 {
        let measure = self.measure();
        if measure.is_in(Unit::MillimolePerLitre) {
            measure.value() * convert::GLUCOSE
        } else {
            measure.value()
        }
    }

    /// In mmol/L.
    pub fn in_mmol_l(self) -> f64 {
        let measure = self.measure();
        if measure.is_in(Unit::MillimolePerLitre) {
            measure.value()
        } else {
            measure.value() / convert::GLUCOSE
        }
    }
}

/// Estimated average glucose.
pub mod eag {
    use crate::equation::{About, data};
    data!("eag");
}

data!("gmi");

/// The average glucose that an HbA1c goes with, by the regression of each unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AverageGlucose {
    /// In mg/dL.
    pub mg_dl: f64,
    /// In mmol/L.
    pub mmol_l: f64,
}

/// The average glucose of an HbA1c.
///
/// The paper's table prints 183 mg/dL and 10.2 mmol/L for 8 %:
/// ```
/// use liangbing::equation::{Hba1c, glycaemia::average_glucose};
/// let glucose = average_glucose(Hba1c::pct(8.0))?;
/// assert_eq!((glucose.mg_dl.round(), (glucose.mmol_l * 10.0).round()), (183.0, 102.0));
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for an HbA1c that cannot be.
pub fn average_glucose(hba1c: Hba1c) -> Result<AverageGlucose, Refusal> {
    use eag::{MG_DL_OFFSET, MG_DL_SLOPE, MMOL_L_OFFSET, MMOL_L_SLOPE};
    hba1c.check(&[])?;
    let pct = hba1c.in_pct();
    Ok(AverageGlucose { mg_dl: MG_DL_SLOPE * pct + MG_DL_OFFSET, mmol_l: MMOL_L_SLOPE * pct + MMOL_L_OFFSET })
}

/// The HbA1c, in %, of an average glucose: the regression of its own unit, solved.
///
/// openEHR's test case prints 8.2 % for 190 mg/dL:
/// ```
/// use liangbing::equation::glycaemia::{MeanGlucose, estimated_hba1c};
/// let hba1c = estimated_hba1c(MeanGlucose::mg_dl(190.0))?;
/// assert_eq!((hba1c * 10.0).round(), 82.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for a glucose that cannot be.
pub fn estimated_hba1c(mean: MeanGlucose) -> Result<f64, Refusal> {
    use eag::{MMOL_L_OFFSET, MMOL_L_SLOPE};
    mean.check(&[])?;
    let measure = mean.measure();
    Ok(if measure.is_in(Unit::MillimolePerLitre) {
        (measure.value() - MMOL_L_OFFSET) / MMOL_L_SLOPE
    } else {
        estimated_hba1c_of(measure.value())
    })
}

/// The HbA1c, in %, of an average glucose in mg/dL.
pub(crate) fn estimated_hba1c_of(mg_dl: f64) -> f64 {
    (mg_dl - eag::MG_DL_OFFSET) / eag::MG_DL_SLOPE
}

/// The glucose management indicator, in both units of HbA1c.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gmi {
    /// In %.
    pub pct: f64,
    /// In mmol/mol.
    pub mmol_mol: f64,
}

/// The glucose management indicator of a sensor's mean glucose.
///
/// The paper's table prints 7.5 % for 175 mg/dL:
/// ```
/// use liangbing::equation::glycaemia::{MeanGlucose, gmi};
/// assert_eq!((gmi(MeanGlucose::mg_dl(175.0))?.pct * 10.0).round(), 75.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for a glucose that cannot be.
pub fn gmi(mean: MeanGlucose) -> Result<Gmi, Refusal> {
    mean.check(&[])?;
    Ok(gmi_of(mean))
}

/// The indicator of a mean that was checked already.
pub(crate) fn gmi_of(mean: MeanGlucose) -> Gmi {
    Gmi {
        pct: PCT_OFFSET + PCT_SLOPE * mean.in_mg_dl(),
        mmol_mol: MMOL_MOL_OFFSET + MMOL_MOL_SLOPE * mean.in_mmol_l(),
    }
}
