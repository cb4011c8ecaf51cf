//! The two national follow-up records (高血压, 2型糖尿病患者随访服务记录表): form to record, record to form.
//!
//! A form is a JSON object: `concern` (`hypertension`, `diabetes`), `edition` (`2017`, `2009`), and the fields of
//! `guidelines/forms/`, which [`fields`] lists with labels, units and answers. A code is the form's number, or the
//! answer's own words; a date is `YYYY-MM-DD`.
//!
//! * A code whose meaning changed between editions is refused without its edition.
//! * Nothing is filled in by itself: an empty field is not known, and never "no".
//! * Form to record to form loses nothing: what a record has no field for is kept in the visit's `form`, and what a
//!   record holds only the newest of (habits, medicines) is kept there as written.
//! * Numbers are carried as written: 139.5 and 6.95 stay what they are, whatever places the paper has.
//! * Answers are JSON text, the same bytes natively and in WebAssembly.
//!
//! ```
//! use liangbing::forms;
//! let form = r#"{"concern": "diabetes", "edition": 2017, "date": "2026-11-20", "footPulse": 1, "class": 1}"#;
//! assert!(forms::read(form)?.contains(r#""concept":"foot-pulse","code":"normal","codeList":2017"#));
//! // Of the older edition's list the same number says the opposite.
//! assert!(forms::read(&form.replace("2017", "2009"))?.contains(r#""code":"absent""#));
//! let bare = forms::read(r#"{"concern": "diabetes", "date": "2026-11-20", "footPulse": 1}"#).unwrap_err();
//! assert_eq!(bare.path, "edition");
//! # Ok::<(), liangbing::record::RequestError>(())
//! ```

pub(crate) mod draft;
mod fields;
pub(crate) mod form;
mod questionnaire;
mod read;
pub(crate) mod sheet;
mod today;
mod value;
mod write;

use crate::json::Out;
use crate::problem::{RequestError, RequestErrorCode};
use form::{Form, problems};

/// A form's JSON text to `{"record", "setAside"}`: a native record, and what of the form does not count and why.
///
/// # Errors
/// Text that is no JSON or no form, a field that is none, an answer of another type, a code that the edition's list
/// does not have, a code that needs an edition without one, a date that is none.
pub fn read(form: &str) -> Result<String, RequestError> {
    let taken = read::record(&Form::read(form)?)?;
    let record = Some(Out::Raw(taken.record));
    Ok(Out::object([("record", record), ("setAside", Some(problems(&taken.set_aside)))]).to_string())
}

/// The form of an assessment's day, filled in as far as the record and the assessment know.
///
/// `assessment` is the answer's JSON text; its `asOf` is the day, its class, referral and next contact are put on the
/// form. `options` is `{"concern"?, "edition"?, "locale"?}`: the concern may be left out where the record has one, the
/// edition is that of the day's form, else the one in force. What the form or its edition has no code for is in the
/// form's `setAside`.
///
/// # Errors
/// A record or assessment that cannot be read, options that are none, a kept form that no longer fits.
pub fn write(record: &str, assessment: &str, options: &str) -> Result<String, RequestError> {
    Ok(write::form(record, assessment, options)?.out().to_string())
}

/// Both forms in every edition, for a page to draw: `[{concern, edition, status, label, cite, template, fields: [{id,
/// row, kind, label, unit, places, targetOf, options: [{code, id, label}], elements}]}]`.
///
/// # Errors
/// A locale other than `zh-CN` and `en`.
pub fn fields(locale: &str) -> Result<String, RequestError> {
    match locale {
        "zh-CN" | "en" => Ok(fields::list(locale == "en").to_string()),
        other => {
            let message = format!("found {}, expected `zh-CN` or `en`", crate::json::quoted(other));
            Err(RequestError::new(RequestErrorCode::BadOptions, "locale", message))
        }
    }
}

/// A form as a FHIR R4 `QuestionnaireResponse`; the `linkId`s are the form's field names.
///
/// # Errors
/// What [`read`] refuses of a form.
pub fn to_questionnaire_response(form: &str) -> Result<String, RequestError> {
    Ok(questionnaire::write(&Form::read(form)?).to_string())
}

/// The form that a `QuestionnaireResponse` of [`to_questionnaire_response`] carries.
///
/// # Errors
/// Another resource, another questionnaire, an item that is no field, and what [`read`] refuses of a form.
pub fn from_questionnaire_response(response: &str) -> Result<String, RequestError> {
    Ok(questionnaire::read(response)?.out().to_string())
}
