//! The record access control point, 0x2A52: asking a meter for what it keeps.

use serde::Serialize;

use super::bytes::Bytes;
use super::{Read, said};
use crate::problem::{RequestError, RequestErrorCode};

const REPORT: u8 = 1;
const ABORT: u8 = 3;
const COUNT: u8 = 4;
const NUMBER: u8 = 5;
const RESPONSE: u8 = 6;
/// All records, or those from a sequence number on.
const ALL: u8 = 1;
const FROM: u8 = 3;
const BY_SEQUENCE: u8 = 1;

fn asked(what: u8, from: Option<u16>) -> Vec<u8> {
    match from.map(u16::to_le_bytes) {
        None => vec![what, ALL],
        Some([low, high]) => vec![what, FROM, BY_SEQUENCE, low, high],
    }
}

/// The bytes that ask for every record, or for those from a sequence number on. There are none that delete.
#[must_use]
pub fn records(from: Option<u16>) -> Vec<u8> {
    asked(REPORT, from)
}

/// The bytes that ask how many these are.
#[must_use]
pub fn count(from: Option<u16>) -> Vec<u8> {
    asked(COUNT, from)
}

/// The bytes that end what was asked for.
#[must_use]
pub fn stop() -> Vec<u8> {
    vec![ABORT, 0]
}

/// What a meter answers.
#[derive(Serialize)]
struct Answer {
    is: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u8>,
}

/// What a meter answers to one of the requests above, as JSON text: `{"is": "done" | "none" | "refused" | "count"}`; a
/// count has its `count`, a refusal the meter's `code`.
///
/// # Errors
/// `wrong-type` for bytes that end too early, `unknown-value` for an answer to nothing that was asked.
pub fn answer(bytes: &[u8]) -> Result<String, RequestError> {
    Ok(said(&read(&mut Bytes::new(bytes))?))
}

fn read(bytes: &mut Bytes<'_>) -> Read<Answer> {
    let [what, _] = [bytes.byte()?, bytes.byte()?];
    match what {
        NUMBER => Ok(Answer { is: "count", count: Some(bytes.pair()?), code: None }),
        RESPONSE => {
            let [of, code] = [bytes.byte()?, bytes.byte()?];
            match (of, code) {
                (REPORT | COUNT | ABORT, 1) => Ok(Answer { is: "done", count: None, code: None }),
                (REPORT | COUNT, 6) => Ok(Answer { is: "none", count: None, code: None }),
                _ => Ok(Answer { is: "refused", count: None, code: Some(code) }),
            }
        }
        other => {
            let message = format!("found the operation `{other}`, expected `{NUMBER}` or `{RESPONSE}`");
            Err(Box::new(RequestError::new(RequestErrorCode::UnknownValue, "bytes", message)))
        }
    }
}
