//! What users answered becomes entries of the record; the service keeps nothing.

use super::{MAX_BYTES, list, refused, text};
use crate::civil::Moment;
use crate::json::{Json, parse};
use crate::record::{RequestError, RequestErrorCode};
use crate::tree::{Fields, Tree, object, put, put_some};

/// Feedback as `{"answered": […]}`, JSON text: entries for the record, which the host keeps and gives back in
/// `extension.liangbing.answered` of its next call.
///
/// # Errors
/// The text is no JSON, or an answer lacks what the standard requires of it.
pub fn feedback(text: &str) -> Result<String, RequestError> {
    if text.len() > MAX_BYTES {
        return Err(refused(
            RequestErrorCode::TooLarge,
            "",
            &["the feedback is too large; at most 20 MB are read"],
        ));
    }
    let value = parse(text).map_err(|error| *error)?;
    let Some(Json::List(items)) = value.get("feedback") else {
        return Err(refused(RequestErrorCode::MissingField, "feedback", &["expected a list of answers"]));
    };
    let mut answered = Vec::new();
    for (at, item) in items.iter().enumerate() {
        answered.push(entry(item, &["feedback[", &at.to_string(), "]"].concat())?);
    }
    Ok(object! { "answered": answered }.text())
}

fn entry(item: &Json<'_>, path: &str) -> Result<Tree, RequestError> {
    let need = |name: &str| {
        text(item, name).ok_or_else(|| {
            let path = [path, ".", name].concat();
            refused(RequestErrorCode::MissingField, &path, &["expected a text that is not empty"])
        })
    };
    let (card, outcome, at) = (need("card")?, need("outcome")?, need("outcomeTimestamp")?);
    if !["accepted", "overridden"].contains(&outcome) {
        let path = [path, ".outcome"].concat();
        return Err(refused(RequestErrorCode::UnknownValue, &path, &["expected `accepted` or `overridden`"]));
    }
    if outcome == "accepted" && list(item, "acceptedSuggestions").iter().any(|own| text(own, "id").is_none())
    {
        let path = [path, ".acceptedSuggestions"].concat();
        return Err(refused(RequestErrorCode::MissingField, &path, &["expected an `id` of each suggestion"]));
    }
    // Any offset serves to see whether it is a moment.
    if Moment::parse(at, 0).is_none() {
        let path = [path, ".outcomeTimestamp"].concat();
        return Err(refused(RequestErrorCode::BadDate, &path, &["expected a date with a time"]));
    }
    let mut entry = Fields::new();
    put(&mut entry, "card", card);
    put(&mut entry, "at", at);
    put(&mut entry, "outcome", outcome);
    let reason = item.get("overrideReason").unwrap_or(&Json::Null);
    let code = reason.get("reason").and_then(|coding| text(coding, "code"));
    put_some(&mut entry, "reason", code.or_else(|| text(reason, "userComment")));
    Ok(Tree::Object(entry))
}
