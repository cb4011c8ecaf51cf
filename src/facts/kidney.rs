//! KDIGO's classes of kidney function and albuminuria, of what still counts.

use serde::Serialize;

use super::{Answer, View};
use crate::concept::Concept;
use crate::equation::kdigo::{Albuminuria, GfrCategory, albuminuria, gfr_category};
use crate::equation::{Egfr, Uacr};
use crate::quantity::Decimal;

/// Kidney function and its classes. A class is no diagnosis, and what was not measured has none.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Kidney {
    /// mL/min/1.73 m².
    pub egfr: Option<Decimal>,
    /// Of filtration.
    pub g: Option<GfrCategory>,
    /// Of albuminuria.
    pub a: Option<Albuminuria>,
}

/// The classes of the newest values, where they are not older than so many days.
///
/// KDIGO 2024, doi [10.1016/j.kint.2023.10.018](https://doi.org/10.1016/j.kint.2023.10.018).
pub fn classes(view: &View<'_>, counts: i32) -> Kidney {
    let egfr = newest(view, Concept::Egfr, counts).map(|(value, _)| value);
    let uacr = newest(view, Concept::Uacr, counts).map(|(value, slot)| match slot {
        0 => Uacr::mg_g(value.to_f64()),
        _ => Uacr::mg_mmol(value.to_f64()),
    });
    Kidney {
        egfr,
        g: egfr.and_then(|value| gfr_category(Egfr::ml_min(value.to_f64())).ok()),
        a: uacr.and_then(|uacr| albuminuria(uacr).ok()),
    }
}

fn newest(view: &View<'_>, concept: Concept, counts: i32) -> Option<(Decimal, u8)> {
    let (sample, day) = view.latest(concept)?;
    match sample.answer {
        Answer::Number { value, slot } if view.day.since(day) <= counts => Some((value, slot)),
        _ => None,
    }
}
