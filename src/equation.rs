//! The field's formulas (scaffold to come).
pub mod cgm;
