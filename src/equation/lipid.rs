//! LDL cholesterol from a lipid panel, by three published methods.
//!
//! In mg/dL; mmol/L are converted by 38.67 (cholesterol) and 88.57 (triglycerides).
//!
//! * Friedewald: TC − HDL − TG/5, triglycerides below 400 mg/dL. Clin Chem 1972;18:499.
//! * Sampson, NIH equation 2: TC/0.948 − HDL/0.971 − (TG/8.56 + TG·nonHDL/2140 − TG²/16100) − 9.44, triglycerides
//!   up to 800 mg/dL. JAMA Cardiol 2020;5:540,
//!   doi [10.1001/jamacardio.2020.0013](https://doi.org/10.1001/jamacardio.2020.0013).
//! * Martin-Hopkins: TC − HDL − TG/factor, the factor from 180 cells of triglycerides and non-HDL cholesterol; for
//!   triglycerides below 400 mg/dL. JAMA 2013;310:2061,
//!   doi [10.1001/jama.2013.280532](https://doi.org/10.1001/jama.2013.280532). Its patent application was abandoned
//!   so that it can be used freely (`guidelines/equations/ldl.toml` says how we know).
//!
//! Not for people with type III dyslipidaemia, and an estimate: a measured LDL cholesterol stands before it.

use super::input::measured;
use super::{About, HdlCholesterol, Measured, Range, Refusal, TotalCholesterol, data};
use crate::concept::{Code, Concept, codes};
use crate::quantity::Unit;

measured! {
    /// Triglycerides.
    Triglycerides of Some(Concept::Triglycerides) => {
        mg_dl = "tg_mg_dl" in Some(Unit::MilligramPerDecilitre),
        mmol_l = "tg_mmol_l" in Some(Unit::MillimolePerLitre),
    }
}

data!("ldl");

codes! {
    /// How LDL cholesterol is estimated.
    Method { Friedewald = "friedewald", Sampson = "sampson_nih2", MartinHopkins = "martin_hopkins_180", }
}

/// An LDL cholesterol in both units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ldl {
    /// In mg/dL.
    pub mg_dl: f64,
    /// In mmol/L.
    pub mmol_l: f64,
}

/// The LDL cholesterol of a panel.
///
/// The package LDLcalc prints 168.8 mg/dL for 279, 47 and 316:
/// ```
/// use liangbing::equation::{HdlCholesterol, TotalCholesterol, lipid::{Method, Triglycerides, ldl}};
/// let panel = (TotalCholesterol::mg_dl(279.0), HdlCholesterol::mg_dl(47.0), Triglycerides::mg_dl(316.0));
/// let ldl = ldl(panel.0, panel.1, panel.2, Method::Friedewald)?;
/// assert_eq!((ldl.mg_dl * 10.0).round(), 1688.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for triglycerides beyond the method, for an HDL cholesterol above the total, and for a panel that
/// leaves no LDL cholesterol.
pub fn ldl(
    total: TotalCholesterol,
    hdl: HdlCholesterol,
    triglycerides: Triglycerides,
    method: Method,
) -> Result<Ldl, Refusal> {
    total.check(&[])?;
    hdl.check(&[])?;
    triglycerides.check(&[])?;
    let panel = Panel {
        tc: total.in_mg_dl(CHOLESTEROL),
        hdl: hdl.in_mg_dl(CHOLESTEROL),
        tg: in_mg_dl(triglycerides),
    };
    let rest = Range {
        input: hdl.measure().key(),
        low: 0.0,
        high: panel.tc,
        below: true,
        whole: false,
        unit: "mg/dL",
        source: "HDL cholesterol is a part of the total",
    };
    rest.check(panel.hdl)?;
    method.range().check_as(triglycerides.measure().key(), panel.tg)?;
    let mg_dl = panel.ldl(method).filter(|ldl| *ldl > 0.0).ok_or(Refusal::Range {
        input: triglycerides.measure().key(),
        given: panel.tg,
        range: Range { source: "the panel leaves no LDL cholesterol", ..method.range() },
    })?;
    Ok(Ldl { mg_dl, mmol_l: mg_dl / CHOLESTEROL })
}

impl Method {
    /// The triglycerides that it is valid for.
    const fn range(self) -> Range {
        match self {
            Self::Friedewald => FRIEDEWALD,
            Self::Sampson => SAMPSON,
            Self::MartinHopkins => MARTIN_HOPKINS,
        }
    }
}

fn in_mg_dl(triglycerides: Triglycerides) -> f64 {
    let measure = triglycerides.measure();
    if measure.is_in(Unit::MillimolePerLitre) { measure.value() * TRIGLYCERIDES } else { measure.value() }
}

/// A lipid panel in mg/dL.
struct Panel {
    tc: f64,
    hdl: f64,
    tg: f64,
}

impl Panel {
    fn ldl(&self, method: Method) -> Option<f64> {
        let Self { tc, hdl, tg } = self;
        let non_hdl = tc - hdl;
        match method {
            Method::Friedewald => Some(non_hdl - tg / DIVISOR),
            Method::Sampson => {
                let vldl = tg / SAMPSON_TG + tg * non_hdl / SAMPSON_PRODUCT - tg * tg / SAMPSON_SQUARE;
                Some(tc / SAMPSON_TC - hdl / SAMPSON_HDL - vldl - SAMPSON_OFFSET)
            }
            Method::MartinHopkins => Some(non_hdl - tg / factor(*tg, non_hdl)?),
        }
    }
}

/// The cell of the Martin-Hopkins table.
fn factor(tg: f64, non_hdl: f64) -> Option<f64> {
    let place = |starts: &[f64], value: f64| starts.iter().rposition(|start| value >= *start);
    let row = MARTIN_FACTOR.chunks_exact(MARTIN_NON_HDL.len()).nth(place(MARTIN_TG, tg)?)?;
    row.get(place(MARTIN_NON_HDL, non_hdl)?).copied()
}
