//! Judges units and numbers: readable, in range, not at odds with themselves.

use crate::concept::{Concept, DIASTOLIC, Range};
use crate::json::{Fields, Read, any_of, quoted};
use crate::quantity::{Decimal, Unit};
use crate::record::ProblemCode;

/// Why a measurement was set aside.
pub(super) type Reason = (ProblemCode, String);

/// The unit of a measurement.
///
/// A missing unit is never guessed where the concept is measured in two: only a concept with one
/// unambiguous unit (a pulse, a weight, a percentage) takes it unsaid.
pub(super) fn unit(fields: &Fields<'_>, concept: Concept) -> Read<Result<Unit, Reason>> {
    let expected = || any_of(concept.ranges().iter().map(|range| range.unit.code()));
    let Some(node) = fields.get("unit") else {
        let missing = || (ProblemCode::UnknownUnit, format!("found no unit, expected {}", expected()));
        return Ok(concept.unit_if_unsaid().ok_or_else(missing));
    };
    let text = node.text()?;
    let known = Unit::parse(text).filter(|unit| concept.unit_slot(*unit).is_some());
    Ok(known.ok_or_else(|| {
        (ProblemCode::UnknownUnit, format!("found the unit {}, expected {}", quoted(text), expected()))
    }))
}

/// Whether a number is inside the concept's plausible range.
pub(super) fn judged(concept: Concept, value: Decimal, unit: Unit) -> Result<(), Reason> {
    inside(concept.ranges(), concept.code(), value, unit)
}

fn inside(ranges: &[Range], what: &str, value: Decimal, unit: Unit) -> Result<(), Reason> {
    let Some(range) = ranges.iter().find(|range| range.unit == unit) else { return Ok(()) };
    if value >= range.low && value <= range.high {
        return Ok(());
    }
    let (low, high) = (range.low, range.high);
    let message = format!("found {what} `{value}` {}, expected {low} to {high}", unit.code());
    Err((ProblemCode::Implausible, message))
}

/// The two numbers of a blood pressure.
#[derive(Clone, Copy)]
pub(super) struct Pressure {
    pub(super) systolic: Option<Decimal>,
    pub(super) diastolic: Option<Decimal>,
    pub(super) unit: Unit,
}

impl Pressure {
    /// Whether each number is plausible, and the systolic one is above the diastolic.
    pub(super) fn judged(self) -> Result<(), Reason> {
        if let Some(systolic) = self.systolic {
            inside(Concept::BloodPressure.ranges(), "systolic", systolic, self.unit)?;
        }
        if let Some(diastolic) = self.diastolic {
            inside(DIASTOLIC, "diastolic", diastolic, self.unit)?;
        }
        if let (Some(systolic), Some(diastolic)) = (self.systolic, self.diastolic)
            && systolic <= diastolic
        {
            let message = format!("found `{systolic}/{diastolic}`, expected systolic above diastolic");
            return Err((ProblemCode::Contradictory, message));
        }
        Ok(())
    }
}
