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
//! | [`china_par`] | ten-year risk of atherosclerotic disease, derived in China |
//! | [`who_cvd`] | ten-year risk in any of the 21 regions of the WHO, with and without a laboratory |
//! | [`prevent`], [`pce`] | the same, derived in the United States |
//! | [`score2`] | the same, derived in Europe: three equations, and their Asia-Pacific scales |
//! | [`diabetes_risk`] | points for undiagnosed or coming diabetes |
//! | [`cgm`], [`glycaemia`], [`homa_ir`] | sensor series; HbA1c and mean glucose; insulin resistance |
//! | [`body`], [`pressure`], [`lipid`], [`convert`] | body mass, waist, mean pressure, LDL cholesterol, units |
//! | [`fib4`], [`cha2ds2_vasc`] | fibrosis of the liver; stroke in atrial fibrillation |
//! | [`trend`] | a straight line through readings, and how sure it is |

pub mod about;
pub mod body;
pub mod cgm;
pub mod cha2ds2_vasc;
pub mod china_par;
pub mod ckd_epi;
pub mod convert;
pub mod diabetes_risk;
pub mod explain;
pub mod fib4;
pub mod glycaemia;
pub mod homa_ir;
pub mod input;
pub mod kdigo;
pub mod lipid;
pub mod pce;
pub mod pressure;
pub mod prevent;
pub mod refusal;
pub mod score2;
pub mod trend;
pub mod who_cvd;

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

/// The coefficients of a regression, and the set in which no term exists.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name { $($field: f64),* }

        impl $name {
            #[allow(dead_code, reason = "not every table lacks a term")]
            const NONE: Self = Self { $($field: 0.0),* };
        }
    };
}
use terms;

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

/// A risk recalibrated to a region on the scale of `ln(−ln(1 − r))`, which for `r = 1 − baseline^exp(sum)`
/// is `ln(−ln baseline) + sum`: `1 − exp(−exp(first + second · that))`.
pub(crate) fn recalibrated(baseline: f64, sum: f64, first: f64, second: f64) -> f64 {
    use libm::{exp, log};
    1.0 - exp(-exp(first + second * (log(-log(baseline)) + sum)))
}

/// The points of the band that a number falls into; none below the first.
pub(crate) fn points(steps: &[(f64, f64)], value: f64) -> f64 {
    steps.iter().rev().find(|(from, _)| value >= *from).map_or(0.0, |(_, points)| *points)
}
