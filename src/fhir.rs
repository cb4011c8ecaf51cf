//! FHIR R4 in: other people's bundles to a native record.
//!
//! A lenient door in front of the strict one: it never judges a value, it only translates, and the
//! native reader judges what comes out. It takes a Bundle of any type, one resource, or an array of
//! resources. What was not understood, or is not read, is listed in [`Converted::set_aside`] with its path,
//! in the order of the input; what recurs is listed once, at its first place, with a count: a code, and a
//! type of resource that a record has no place for, so that forty bills are one line.
//!
//! Decisions that a caller should know:
//!
//! * **One person.** Two different Patients, or a subject that is not the Patient, refuse the whole
//!   request: mixing two people is worse than no answer.
//! * **Extensions that change what they stand in** (`modifierExtension`) are not understood, whichever they are: the
//!   resource, component, question or entry is set aside, as R4 asks.
//! * **Somebody or something else.** An observation whose `focus` is not the patient, and a blood pressure taken
//!   anywhere but at an arm, are set aside; a site in words that name no other place is read as an arm, and said.
//! * **Times** are passed on as written, offset included. A value dated to the month only has no day
//!   to stand on and is set aside; a time of day that is none leaves the day.
//! * **Units** are read from the UCUM code, else from the printed unit; a code and a printed unit that
//!   disagree count as no unit. Pounds and inches are exact in kilograms and centimetres; Fahrenheit is rounded up at
//!   the third place, towards fever. A blood pressure or glucose in an unknown unit is kept with that unit,
//!   so that the native reader shows it as unusable and never as normal; other values are set aside.
//! * **Bounds** never turn milder. A glucose above the end of a meter's scale is `HI`, below the low
//!   line `LO`; a blood pressure known only as "below" stands alone, and a lone number is never normal.
//! * **Blood pressures.** Systolic and diastolic that come as single Observations are paired when
//!   taken at the same moment. A mean of several readings is not a reading and is set aside.
//! * **At home** is a reading whose performer is the patient or a related person, or that is marked as
//!   patient-asserted; everything else is the clinic's.
//! * **Estimated filtration multiplied for race** is set aside: it is the milder of two answers.
//! * **Encounters.** A clinic reading already makes its day a visit, so an encounter on such a day adds
//!   nothing, but two records of visits less than a week apart would count as "two consecutive". Hence
//!   only a finished ambulatory, home-health or virtual encounter *whose reason is hypertension or
//!   diabetes* becomes a visit of that concern, without a class, and face to face only on a day without
//!   a reading of that concern.
//! * **Ended medicines** whose end is not said end on the day they were written; medicines on hold stay.
//! * **Dialysis** needs procedures on two days; one alone is only suspected, because dialysis silences
//!   the filtration rule.
//! * **Pregnancy** is carried over when stated as present, with its date; "not pregnant" is true on its
//!   day only and is not.
//!
//! * **Goals** are read where they are a number of a known measure to stay below; one of glucose is not, since a
//!   goal says no timing.
//! * **Questionnaires** are read where an item is named by the LOINC code of what it asks.
//! * **Referrals** of other systems do not say whether they go up or down, which our loop needs: they are listed.
//! * **Nothing known** (no known medicines, allergies or problems) is an answer of its own: an empty list of
//!   medicines says that there are none, "no information" says nothing.
//! * **What was written here** ([`from_record`]) is known by its tag and read back field by field; nothing is guessed.
//!
//! Not read, and said: procedures other than dialysis, encounters about something else, what a report says beside its
//! results, care plans, and every type that a record has no place for. Fields of a resource that is read, such as a
//! note or an address, are not listed one by one.

mod allergy;
mod assessment;
mod assessment_plan;
mod bundle;
mod codes;
mod condition;
mod diagnosis;
mod draft;
mod drug;
mod encounter;
mod extension;
mod form;
mod history;
mod icd;
mod json;
mod loinc;
mod medication;
mod native;
mod observation;
mod out;
mod own;
mod patient;
mod pressure;
mod record;
mod record_parts;
mod report;
mod social;
mod units;
mod value;

use serde_json::Value;

pub(crate) use json::{list, text};
pub(crate) use loinc::observation_codes;

use crate::json::{Json, Read, parse};
use crate::record::{Problem, RequestError, RequestErrorCode};
use crate::tree;

/// The most that a bundle may weigh, in bytes.
const MAX_BYTES: usize = 20 * 1024 * 1024;

/// A native record made from FHIR, and what could not be carried over.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// A native record, for [`crate::record::Record`] to read.
    pub record: Value,
    /// What was not understood, in the order of the input.
    pub set_aside: Vec<Problem>,
}

/// Whether a JSON value is meant as FHIR: a resource, or an array that holds one.
pub fn is_fhir(value: &Value) -> bool {
    let resource = |value: &Value| value.get("resourceType").is_some();
    match value {
        Value::Array(items) => items.iter().any(resource),
        _ => resource(value),
    }
}

/// A native record made from FHIR, as JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// A native record, for [`crate::record::Record::read`].
    pub record: String,
    /// What was not understood, in the order of the input.
    pub set_aside: Vec<Problem>,
}

impl Told {
    /// `{"record", "setAside"}` as JSON text.
    pub fn json(&self) -> String {
        let mut out = format!("{{\"record\":{},\"setAside\":[", self.record);
        for (index, problem) in self.set_aside.iter().enumerate() {
            let mut fields = tree::Fields::new();
            tree::put(&mut fields, "path", problem.path.as_str());
            tree::put(&mut fields, "code", problem.code.code());
            tree::put(&mut fields, "message", problem.message.as_str());
            if index > 0 {
                out.push(',');
            }
            tree::Tree::Object(fields).write(&mut out);
        }
        out.push_str("]}");
        out
    }
}

/// Reads a Bundle, a resource or an array of resources from JSON text; NDJSON of resources too.
///
/// # Errors
/// The text is too large or no JSON, holds no FHIR, or is about more than one person.
pub fn tell(text: &str) -> Result<Told, RequestError> {
    if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(RequestError::new(RequestErrorCode::TooLarge, "", message));
    }
    let value = ndjson(text).unwrap_or_else(|| parse(text))?;
    let (fields, set_aside) = bundle::convert(&value)?;
    let mut record = String::new();
    tree::Tree::Object(fields).write(&mut record);
    Ok(Told { record, set_aside })
}

/// Reads resources and Bundles that lie in a larger document, each with the path that problems name it by.
///
/// # Errors
/// They are about more than one person.
pub(crate) fn parts<'a>(
    parts: impl Iterator<Item = (String, &'a Json<'a>)>,
) -> Result<(tree::Fields, Vec<Problem>), RequestError> {
    bundle::convert_parts(parts)
}

/// Writes a native record's JSON text as a Bundle of type `collection`, as JSON text.
///
/// [`tell`] reads the same record from it. What FHIR has no exact place for stands in the extension
/// `urn:liangbing:fields`; the record's own codes stand beside the standards' in systems of `urn:liangbing:`.
/// The shape is not judged: [`crate::record::Record::read`] does that.
///
/// # Errors
/// The text is too large or no JSON, or no native record.
pub fn from_record(text: &str) -> Result<String, RequestError> {
    if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(RequestError::new(RequestErrorCode::TooLarge, "", message));
    }
    record::write(text).map_err(|error| *error)
}

/// Writes an assessment as a Bundle of type `collection`; all three are JSON text.
///
/// The record says who it is about. Acts are drafts and proposals; the words are the assessment's.
///
/// # Errors
/// A text is no JSON, or the first is no assessment.
pub fn from_assessment(assessment: &str, record: &str) -> Result<String, RequestError> {
    assessment::write(assessment, record).map_err(|error| *error)
}

/// Writes a form's fields, as JSON text, as a QuestionnaireResponse whose items are linked by the fields' names.
///
/// # Errors
/// The form is no JSON object, or `at` no day or moment.
pub fn from_form(form: &str, patient: &str, at: &str) -> Result<String, RequestError> {
    form::write(form, patient, at).map_err(|error| *error)
}

/// The lines of bulk data as a list; `None` if the text is one document.
fn ndjson(text: &str) -> Option<Read<Json<'_>>> {
    let mut lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    let (_, first) = lines.next()?;
    let mut items = vec![parse(first).ok()?];
    for (index, line) in lines {
        match parse(line) {
            Ok(item) => items.push(item),
            Err(error) => {
                let message = format!("line {} of NDJSON: {}", index.saturating_add(1), error.message);
                return Some(Err(Box::new(RequestError { message, ..*error })));
            }
        }
    }
    // One line is a document of its own.
    let one = items.len() == 1;
    Some(Ok(if one { items.pop()? } else { Json::List(items) }))
}

/// Reads a Bundle, a resource or an array of resources from JSON text; NDJSON of resources too.
///
/// # Errors
/// The text is too large or no JSON, holds no FHIR, or is about more than one person.
pub fn to_record(text: &str) -> Result<Converted, RequestError> {
    let told = tell(text)?;
    let record = serde_json::from_str(&told.record)
        .map_err(|error| RequestError::new(RequestErrorCode::NotJson, "", error.to_string()))?;
    Ok(Converted { record, set_aside: told.set_aside })
}

/// Reads a Bundle, a resource or an array of resources.
///
/// # Errors
/// The value holds no FHIR, or is about more than one person.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a bundle is handed over whole; callers have no use for it after"
)]
pub fn to_record_value(value: Value) -> Result<Converted, RequestError> {
    to_record(&value.to_string())
}
