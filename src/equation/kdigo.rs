//! KDIGO: classes of filtration and albuminuria, and the risk that both together mean.
//!
//! KDIGO 2024 CKD guideline, Kidney Int 2024;105(4S):S117-S314,
//! doi [10.1016/j.kint.2023.10.018](https://doi.org/10.1016/j.kint.2023.10.018); the same map as 2012.
//!
//! Cut-offs apply to the unrounded eGFR (59.9 is G3a) and to a ratio in the unit it was reported in. A
//! class is no diagnosis: chronic means longer than three months, and G1 or G2 with A1 is no chronic
//! kidney disease by itself.

use super::{About, Egfr, Measured, Refusal, Uacr, data};
use crate::concept::{Code, codes};
use crate::quantity::Unit;

codes! {
    /// A class of filtration, from normal to failure.
    GfrCategory { G1 = "G1", G2 = "G2", G3a = "G3a", G3b = "G3b", G4 = "G4", G5 = "G5", }
}

codes! {
    /// A class of albuminuria.
    Albuminuria { A1 = "A1", A2 = "A2", A3 = "A3", }
}

codes! {
    /// The risk of both together: green, yellow, orange, red.
    KidneyRisk { Low = "low", Moderate = "moderate", High = "high", VeryHigh = "very_high", }
}

/// A cell of the heat map.
#[derive(Debug)]
pub(crate) struct Heat {
    kidney_risk: KidneyRisk,
}

/// The cut-offs.
pub mod categories {
    use crate::equation::{About, data};
    data!("kdigo-categories");
}

data!("kdigo-heatmap");

/// The class of an eGFR, unrounded.
///
/// # Errors
/// `input-range` for an eGFR that cannot be.
pub fn gfr_category(egfr: Egfr) -> Result<GfrCategory, Refusal> {
    use categories::{FROM_G1, FROM_G2, FROM_G3A, FROM_G3B, FROM_G4};
    egfr.check(&[])?;
    let value = egfr.measure().value();
    let classes = [
        (FROM_G1, GfrCategory::G1),
        (FROM_G2, GfrCategory::G2),
        (FROM_G3A, GfrCategory::G3a),
        (FROM_G3B, GfrCategory::G3b),
        (FROM_G4, GfrCategory::G4),
    ];
    let found = classes.iter().find(|(from, _)| value >= *from);
    Ok(found.map_or(GfrCategory::G5, |(_, class)| *class))
}

/// The class of an albumin-creatinine ratio, in the unit it was reported in.
///
/// # Errors
/// `input-range` for a ratio that cannot be.
pub fn albuminuria(uacr: Uacr) -> Result<Albuminuria, Refusal> {
    use categories::{A2_MG_G, A2_MG_MMOL, A3_ABOVE_MG_G, A3_ABOVE_MG_MMOL};
    uacr.check(&[])?;
    let measure = uacr.measure();
    let (second, third) = if measure.is_in(Unit::MilligramPerMillimole) {
        (A2_MG_MMOL, A3_ABOVE_MG_MMOL)
    } else {
        (A2_MG_G, A3_ABOVE_MG_G)
    };
    Ok(match measure.value() {
        value if value > third => Albuminuria::A3,
        value if value >= second => Albuminuria::A2,
        _ => Albuminuria::A1,
    })
}

/// The risk of both classes together.
///
/// ```
/// use liangbing::equation::kdigo::{Albuminuria, GfrCategory, KidneyRisk, heat_map};
/// assert_eq!(heat_map(GfrCategory::G3a, Albuminuria::A2), KidneyRisk::High);
/// ```
pub fn heat_map(gfr: GfrCategory, albuminuria: Albuminuria) -> KidneyRisk {
    heat(gfr, albuminuria).kidney_risk
}
