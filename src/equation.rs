//! The field's formulas, exactly as published: numbers in, a number or a refusal out.
//!
//! Promise: each equation reproduces published or official figures to their last printed digit, says
//! what it was derived in, and refuses what it was not made for: an input that is missing, one outside
//! the range of its source, a person who already has what it predicts. It never fills in a default and
//! never extrapolates. Coefficients are data (`guidelines/equations/`, compiled by `build.rs`); formulas
//! are code. Floats live here and nowhere else, and only `libm` computes with them, so that the browser
//! and the server agree to the last bit.
//!
//! | module | holds |
//! |---|---|
//! | [`refusal`] | why an equation does not answer, and the ranges behind it |
//! | [`input`] | measured inputs, one constructor a unit |
//! | [`about`] | title, reference, population and caution of a calculator, in both languages |
//! | [`explain`] | what each input brings, and what one realistic change would |
//! | [`ckd_epi`], [`kdigo`] | the kidney's filtration and its classes |
//! | [`cgm`], [`glycaemia`], [`homa_ir`] | sensor series; HbA1c and mean glucose; insulin resistance |
//! | [`body`], [`pressure`], [`lipid`], [`convert`] | body mass, waist, mean pressure, LDL cholesterol, units |
//! | [`fib4`], [`cha2ds2_vasc`] | fibrosis of the liver; stroke in atrial fibrillation |

pub mod about;
pub mod body;
pub mod cgm;
pub mod cha2ds2_vasc;
pub mod ckd_epi;
pub mod convert;
pub mod explain;
pub mod fib4;
pub mod glycaemia;
pub mod homa_ir;
pub mod input;
pub mod kdigo;
pub mod lipid;
pub mod pressure;
pub mod refusal;

pub use about::{About, Note};
pub use input::{
    Age, AgeAtDiabetes, Bmi, Creatinine, Diastolic, Egfr, Hba1c, HdlCholesterol, Measure, Measured, Systolic,
    TotalCholesterol, Uacr, UrineAlbumin, UrineCreatinine, Waist,
};
pub use refusal::{Range, Refusal};

pub use crate::concept::Sex;

/// The constants and tables of a calculator, compiled from its data file.
macro_rules! data {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/equations/", $name, ".rs"));
    };
}
use data;

/// A probability over a stated number of years.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Risk(f64);

impl Risk {
    /// A probability from 0 to 1.
    pub(crate) const fn of(fraction: f64) -> Self {
        Self(fraction)
    }

    /// From 0 to 1.
    pub const fn fraction(self) -> f64 {
        self.0
    }

    /// From 0 to 100.
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }
}

/// 1 for true, 0 for false: how every regression takes a flag.
pub(crate) fn flag(flag: bool) -> f64 {
    if flag { 1.0 } else { 0.0 }
}

/// How a continuous number falls into bands that begin at `from`; the points or code of its band.
///
/// `None` below the first band.
pub(crate) fn band(steps: &[(f64, f64)], value: f64) -> Option<f64> {
    steps.iter().rev().find(|(from, _)| value >= *from).map(|(_, points)| *points)
}
