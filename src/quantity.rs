//! Measured quantities: a decimal and its unit, kept as measured.
//!
//! A measurement is never converted to be judged: 126 mg/dL is 6.99 mmol/L, and the clause that says
//! 7.0 says 126 as well. Floats live in equations only.

mod decimal;
mod unit;

pub use decimal::Decimal;
pub use unit::Unit;

/// A number with the unit it was measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The number as measured.
    pub value: Decimal,
    /// The unit it was measured in.
    pub unit: Unit,
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.value, self.unit.code())
    }
}
