//! Blood pressure measurement, 0x2A35.

use serde::Serialize;

use super::bytes::Bytes;
use super::{DeviceTime, Observed, Read, SETTING, Sfloat, Value, flags, said, unit};
use crate::concept::{Concept, DIASTOLIC};
use crate::problem::RequestError;
use crate::quantity::{Decimal, Unit};

/// A user that the device does not know.
const NOBODY: u8 = 255;
/// What a cuff says of its own measurement. Two bits say whether the pulse left the cuff's range; both together say nothing.
const STATUS: [(u16, &str); 6] = [
    (0x01, "moved"),
    (0x02, "cuff-loose"),
    (0x04, "irregular-pulse"),
    (0x08, "pulse-high"),
    (0x10, "pulse-low"),
    (0x20, "position"),
];

#[derive(Serialize)]
struct Pressure {
    observations: Vec<Observed>,
    at: Option<DeviceTime>,
    mean: Option<Decimal>,
    user: Option<u8>,
    flags: Vec<&'static str>,
    doubt: Option<&'static str>,
}

/// A measurement of a cuff as JSON text: `{"observations", "at", "mean", "user", "flags", "doubt"}`.
///
/// `observations` are of a record without `at`: the pressure, and the pulse where there is one; none where the cuff
/// found no number, which is the flag `no-value`. `at` is the cuff's own time or null, `mean` its mean pressure in the
/// same unit. `flags`: `moved`, `cuff-loose`, `irregular-pulse`, `pulse-high`, `pulse-low`, `position`, `no-value`.
/// `doubt`: `implausible`, `contradictory` or null.
///
/// # Errors
/// `wrong-type` for bytes that end too early.
pub fn pressure(bytes: &[u8]) -> Result<String, RequestError> {
    Ok(said(&read(&mut Bytes::new(bytes))?))
}

fn read(bytes: &mut Bytes<'_>) -> Read<Pressure> {
    let said = bytes.byte()?;
    let is = |bit: u8| said & bit != 0;
    let in_unit = if is(0x01) { Unit::Kilopascal } else { Unit::MillimetreHg };
    let [systolic, diastolic, mean] = [bytes.sfloat()?, bytes.sfloat()?, bytes.sfloat()?]
        .map(|number| number.number().map(|number| as_shown(number, in_unit)))
        // As in a record, 0 is not measured.
        .map(|number| number.filter(|number| *number != Decimal::ZERO));
    let at = bytes.when(is(0x02), DeviceTime::read)?.flatten();
    let pulse = bytes.when(is(0x04), Bytes::sfloat)?.and_then(Sfloat::number);
    let user = bytes.when(is(0x08), Bytes::byte)?.filter(|user| *user != NOBODY);
    let status = bytes.when(is(0x10), Bytes::pair)?.unwrap_or(0);
    let mut told = flags(if status & 0x18 == 0x18 { status & !0x18 } else { status }, &STATUS);
    let mut observations = Vec::new();
    if systolic.is_some() || diastolic.is_some() {
        let concept = Concept::BloodPressure.code();
        observations.push(Observed::Pressure {
            concept,
            systolic,
            diastolic,
            unit: unit(in_unit),
            setting: SETTING,
        });
        if let Some(pulse) = pulse.filter(|pulse| *pulse > Decimal::ZERO) {
            let (concept, unit, value) =
                (Concept::HeartRate.code(), unit(Unit::PerMinute), Value::Number(pulse));
            observations.push(Observed::Number { concept, value, unit, setting: SETTING, specimen: None });
        }
    } else {
        told.push("no-value");
    }
    Ok(Pressure { observations, at, mean, user, flags: told, doubt: doubt(systolic, diastolic, in_unit) })
}

/// Whole millimetres of mercury, the higher of two as near; kilopascals as printed.
fn as_shown(number: Decimal, unit: Unit) -> Decimal {
    if unit == Unit::MillimetreHg { number.nearest(Decimal::from_int(1)) } else { number }
}

/// What the record's reader would set aside, by the same ranges.
fn doubt(systolic: Option<Decimal>, diastolic: Option<Decimal>, unit: Unit) -> Option<&'static str> {
    let outside = [(systolic, Concept::BloodPressure.ranges()), (diastolic, DIASTOLIC)].into_iter().any(
        |(number, ranges)| {
            let range = ranges.iter().find(|range| range.unit == unit);
            number.zip(range).is_some_and(|(number, range)| number < range.low || number > range.high)
        },
    );
    let upside_down = systolic.zip(diastolic).is_some_and(|(upper, lower)| upper <= lower);
    if outside { Some("implausible") } else { upside_down.then_some("contradictory") }
}
