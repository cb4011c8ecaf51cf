//! Glucose measurement, 0x2A18, and its context, 0x2A34.

use serde::Serialize;

use super::bytes::Bytes;
use super::{DeviceTime, Observed, Read, SETTING, Sfloat, Value, flags, said, unit};
use crate::concept::{Concept, Specimen, Timing};
use crate::problem::RequestError;
use crate::quantity::{Decimal, Unit};

/// The type, or the place it was taken from, of a result that is no blood.
const CONTROL_TYPE: u8 = 10;
const CONTROL_PLACE: u8 = 4;
/// The meter calls the result higher, or lower, than it can measure.
const TOO_HIGH: u16 = 0x20;
const TOO_LOW: u16 = 0x40;
/// Its clock is wrong.
const TIME_FAULT: u16 = 0x800;
/// What a meter says of its own measurement.
const STATUS: [(u16, &str); 9] = [
    (0x01, "battery-low"),
    (0x02, "sensor-fault"),
    (0x04, "sample-small"),
    (0x08, "strip"),
    (0x10, "strip-type"),
    (0x80, "too-warm"),
    (0x100, "too-cold"),
    (0x200, "strip-pulled"),
    (0x400, "device-fault"),
];

#[derive(Serialize)]
struct Glucose {
    observations: Vec<Observed>,
    at: Option<DeviceTime>,
    sequence: u16,
    control: bool,
    /// Whether a context of the same sequence number follows.
    context: bool,
    flags: Vec<&'static str>,
    doubt: Option<&'static str>,
}

/// A result of a meter as JSON text: `{"observations", "at", "sequence", "control", "context", "flags", "doubt"}`.
///
/// The observation is of a record without `at` and `timing`; there is none of control solution, nor where the meter
/// found no number, which is the flag `no-value`. Beyond the meter's ends its value is `HI` or `LO`. `at` is the meter's
/// own time, moved by its offset, or null, also where the meter says that its clock is wrong. `flags`: `battery-low`,
/// `sensor-fault`, `sample-small`, `strip`, `strip-type`, `too-warm`, `too-cold`, `strip-pulled`, `device-fault`,
/// `no-value`. `doubt`: `implausible` or null.
///
/// # Errors
/// `wrong-type` for bytes that end too early.
pub fn glucose(bytes: &[u8]) -> Result<String, RequestError> {
    Ok(said(&measurement(&mut Bytes::new(bytes))?))
}

fn measurement(bytes: &mut Bytes<'_>) -> Read<Glucose> {
    let said = bytes.byte()?;
    let is = |bit: u8| said & bit != 0;
    let sequence = bytes.pair()?;
    let time = DeviceTime::read(bytes)?;
    let moved = bytes.when(is(0x01), Bytes::pair)?.map_or(0, |bits| i16::from_le_bytes(bits.to_le_bytes()));
    let result = bytes.when(is(0x02), |bytes| Ok((bytes.sfloat()?, bytes.byte()?)))?;
    let status = bytes.when(is(0x08), Bytes::pair)?.unwrap_or(0);
    // Kilograms a litre, or moles a litre: what the meter prints is five, or three, places on.
    let (in_unit, places) =
        if is(0x04) { (Unit::MillimolePerLitre, 3) } else { (Unit::MilligramPerDecilitre, 5) };
    let (number, place) = result.unwrap_or((Sfloat::None, 0));
    let (kind, from) = (place & 0x0f, place >> 4);
    let control = kind == CONTROL_TYPE || from == CONTROL_PLACE;
    let mut told = flags(status, &STATUS);
    let mut answer = Glucose {
        observations: Vec::new(),
        at: time.and_then(|time| time.plus(moved)).filter(|_| status & TIME_FAULT == 0),
        sequence,
        control,
        context: is(0x10),
        flags: Vec::new(),
        doubt: None,
    };
    match value(number, places, status) {
        _ if control => {}
        None => told.push("no-value"),
        Some(value) => {
            answer.doubt = implausible(value, in_unit);
            let (concept, unit) = (Concept::Glucose.code(), unit(in_unit));
            let specimen = specimen(kind);
            answer.observations.push(Observed::Number { concept, value, unit, setting: SETTING, specimen });
        }
    }
    answer.flags = told;
    Ok(answer)
}

fn value(number: Sfloat, places: i8, status: u16) -> Option<Value> {
    match number {
        // The lower end first: a low glucose is the more urgent of two that cannot both be.
        _ if status & TOO_LOW != 0 => Some(Value::Beyond("LO")),
        _ if status & TOO_HIGH != 0 => Some(Value::Beyond("HI")),
        Sfloat::Infinite { negative } => Some(Value::Beyond(if negative { "LO" } else { "HI" })),
        _ => number.times_ten_to(places).map(Value::Number),
    }
}

/// What the record's reader would set aside, by the same range.
fn implausible(value: Value, unit: Unit) -> Option<&'static str> {
    let Value::Number(number) = value else { return None };
    let range = Concept::Glucose.ranges().iter().find(|range| range.unit == unit)?;
    (number < range.low || number > range.high || number <= Decimal::ZERO).then_some("implausible")
}

/// Whole blood or plasma, as the meter says; arterial and undetermined blood have no word in a record.
fn specimen(kind: u8) -> Option<&'static str> {
    match kind {
        1 | 2 => Some(Specimen::Capillary.code()),
        3 | 4 => Some(Specimen::Venous.code()),
        9 => Some(Specimen::Interstitial.code()),
        _ => None,
    }
}

#[derive(Serialize)]
struct Context {
    sequence: u16,
    meal: Option<&'static str>,
    timing: Option<&'static str>,
}

/// What a meter says about a result besides, as JSON text: `{"sequence", "meal", "timing"}`.
///
/// `meal`: `pre-meal`, `post-meal`, `fasting`, `casual`, `bedtime` or null. `timing` is a record's where the two mean the
/// same; after a meal is not two hours after it, so that has none and somebody must say.
///
/// # Errors
/// `wrong-type` for bytes that end too early.
pub fn context(bytes: &[u8]) -> Result<String, RequestError> {
    Ok(said(&about(&mut Bytes::new(bytes))?))
}

fn about(bytes: &mut Bytes<'_>) -> Read<Context> {
    let said = bytes.byte()?;
    let is = |bit: u8| said & bit != 0;
    let sequence = bytes.pair()?;
    bytes.when(is(0x80), Bytes::byte)?;
    bytes.when(is(0x01), |bytes| Ok((bytes.byte()?, bytes.pair()?)))?;
    let meal = bytes.when(is(0x02), Bytes::byte)?;
    // What comes behind is not used, but it must be there.
    bytes.when(is(0x04), Bytes::byte)?;
    bytes.when(is(0x08), |bytes| Ok((bytes.pair()?, bytes.byte()?)))?;
    bytes.when(is(0x10), |bytes| Ok((bytes.byte()?, bytes.pair()?)))?;
    bytes.when(is(0x40), Bytes::pair)?;
    let (meal, timing) = match meal {
        Some(1) => (Some("pre-meal"), Some(Timing::PreMeal)),
        Some(2) => (Some("post-meal"), None),
        Some(3) => (Some("fasting"), Some(Timing::Fasting)),
        Some(4) => (Some("casual"), Some(Timing::Random)),
        Some(5) => (Some("bedtime"), Some(Timing::Bedtime)),
        _ => (None, None),
    };
    Ok(Context { sequence, meal, timing: timing.map(Timing::code) })
}
