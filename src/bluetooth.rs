//! What cuffs and meters say over Bluetooth: bytes of the standard services to observations of a record.
//!
//! Blood pressure measurement 0x2A35 ([`pressure()`]), glucose measurement 0x2A18 ([`glucose()`]) and its context 0x2A34
//! ([`context()`]), and the record access control point 0x2A52 ([`records`], [`answer()`]), as the Bluetooth SIG's GATT
//! Specification Supplement and the Blood Pressure and Glucose Services print them. Pure functions: connecting, waiting
//! and asking people is a page's.
//!
//! * **Nothing is half read.** Bytes that end before what their flags promise are refused as a whole. Bytes beyond it
//!   are a newer edition's and are passed over.
//! * **Numbers stay as the device printed them**: kPa in kPa, mg/dL in mg/dL, mmol/L in mmol/L; millimetres of mercury
//!   in whole ones, as cuffs show them. What is no number is absent, never 0.
//! * **A time is the device's own** and has no offset; one that is no day of the calendar is `null`, never guessed.
//! * **What the device doubts is said** in `flags`; what no body has, by the plausible range of the data element, in
//!   `doubt`. Neither is dropped here.
//! * **Control solution is nobody's blood**: such a result has no observation.
//!
//! ```
//! use liangbing::bluetooth;
//! let bytes = [0x06, 0x96, 0x00, 0x5f, 0x00, 0x71, 0x00, 0xea, 0x07, 0x01, 0x05, 0x07, 0x1e, 0x00, 0x48, 0x00];
//! assert_eq!(
//!     bluetooth::pressure(&bytes)?,
//!     r#"{"observations":[{"concept":"blood-pressure","systolic":150,"diastolic":95,"unit":"mmHg","setting":"home"},"#.to_owned()
//!         + r#"{"concept":"heart-rate","value":72,"unit":"/min","setting":"home"}],"#
//!         + r#""at":"2026-01-05T07:30:00","mean":113,"user":null,"flags":[],"doubt":null}"#
//! );
//! assert_eq!(bluetooth::pressure(&bytes[..6]).unwrap_err().code.code(), "wrong-type");
//! # Ok::<(), liangbing::record::RequestError>(())
//! ```

mod access;
mod bytes;
mod glucose;
mod pressure;
mod sfloat;
mod time;

use serde::Serialize;

use crate::problem::RequestError;
use crate::quantity::{Decimal, Unit};

pub use access::{answer, count, records, stop};
pub use glucose::{context, glucose};
pub use pressure::pressure;
pub use sfloat::Sfloat;
pub use time::DeviceTime;

/// An observation as a record takes it, still without its time: the reader of the device decides which clock is right.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Observed {
    Pressure {
        concept: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        systolic: Option<Decimal>,
        #[serde(skip_serializing_if = "Option::is_none")]
        diastolic: Option<Decimal>,
        unit: &'static str,
        setting: &'static str,
    },
    Number {
        concept: &'static str,
        value: Value,
        unit: &'static str,
        setting: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        specimen: Option<&'static str>,
    },
}

/// A number, or the meter's word for one that is beyond it.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Number(Decimal),
    Beyond(&'static str),
}

/// Where every reading of a device that people keep at home was taken.
const SETTING: &str = "home";

fn unit(unit: Unit) -> &'static str {
    unit.code()
}

/// The names of the flags that are set.
fn flags(status: u16, names: &[(u16, &'static str)]) -> Vec<&'static str> {
    names.iter().filter(|(bit, _)| status & bit != 0).map(|(_, name)| *name).collect()
}

/// An answer as JSON text.
fn said<T: Serialize>(answer: &T) -> String {
    // Every shape here is one that the writer writes.
    crate::json::text(answer).unwrap_or_default()
}

type Read<T> = Result<T, Box<RequestError>>;
