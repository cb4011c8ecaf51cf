//! Walking JSON that may have any shape.

use std::slice;

use super::tree::holds;
use crate::json::Json;

use crate::civil::{Moment, PartialDate};

/// The longest piece of input that a message repeats.
const LONGEST_QUOTE: usize = 80;

/// A code, its system and what it is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coding<'a> {
    pub(super) system: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    pub(super) display: Option<&'a str>,
}

impl Coding<'_> {
    /// Whether the system's address holds a word; a missing system may be any.
    pub(super) fn may_be(&self, word: &str) -> bool {
        let is_word = |part: &[u8]| part.eq_ignore_ascii_case(word.as_bytes());
        self.system.is_none_or(|system| system.as_bytes().windows(word.len()).any(is_word))
    }

    /// Whether the system's address holds a word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.system.is_some() && self.may_be(word)
    }
}

/// A text field that says something.
#[inline(never)]
pub(crate) fn text<'a>(value: &'a Json<'a>, key: &str) -> Option<&'a str> {
    said(value.get(key)?)
}

fn said<'a>(value: &'a Json<'a>) -> Option<&'a str> {
    value.as_text().map(str::trim).filter(|text| !text.is_empty())
}

/// True or false.
pub(super) fn flag(value: &Json<'_>) -> Option<bool> {
    if let Json::Flag(flag) = value { Some(*flag) } else { None }
}

/// A small whole number.
pub(super) fn whole(value: &Json<'_>) -> Option<u64> {
    if let Json::Number(digits) = value { digits.parse().ok() } else { None }
}

/// A list field; one element that is no list counts as a list of one.
#[inline(never)]
pub(crate) fn list<'a>(value: &'a Json<'a>, key: &str) -> &'a [Json<'a>] {
    match value.get(key) {
        None | Some(Json::Null) => &[],
        Some(Json::List(items)) => items,
        Some(one) => slice::from_ref(one),
    }
}

/// The codings of a `CodeableConcept`; a bare Coding or code counts as one.
pub(super) fn codings<'a>(concept: &'a Json<'a>) -> impl Iterator<Item = Coding<'a>> {
    let inner = list(concept, "coding");
    let bare = if inner.is_empty() { slice::from_ref(concept) } else { &[] };
    inner.iter().chain(bare).map(|coding| Coding {
        system: text(coding, "system"),
        code: text(coding, "code").or_else(|| said(coding)),
        display: text(coding, "display"),
    })
}

/// The first code of a concept, whatever its system.
pub(super) fn code<'a>(concept: Option<&'a Json<'a>>) -> Option<&'a str> {
    codings(concept?).find_map(|coding| coding.code)
}

/// What a concept is called: its text, else the first name of a coding.
pub(super) fn label<'a>(concept: &'a Json<'a>) -> Option<&'a str> {
    text(concept, "text").or_else(|| codings(concept).find_map(|coding| coding.display))
}

/// A concept for a message: code and name.
pub(super) fn describe(concept: &Json<'_>) -> String {
    let coded = codings(concept).find_map(|coding| coding.code);
    match (coded, label(concept)) {
        (Some(code), Some(name)) => format!("`{}` ({})", clip(code), clip(name)),
        (Some(one), None) | (None, Some(one)) => format!("`{}`", clip(one)),
        (None, None) => "nothing".to_owned(),
    }
}

/// What tells a concept from others: its first code, else its name.
pub(super) fn identity<'a>(concept: &'a Json<'a>) -> &'a str {
    code(Some(concept)).or_else(|| label(concept)).unwrap_or("")
}

/// The beginning of a text, for a message.
pub(super) fn clip(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// The id that a reference ends in; `None` for what cannot be compared (contained, conditional).
pub(super) fn tail(reference: &str) -> Option<&str> {
    if reference.starts_with('#') || reference.contains('?') {
        return None;
    }
    let mut current = reference;
    while holds(current, "/_history/") {
        current = current.rsplit_once('/')?.0;
    }
    // The version's own number is gone; the word before it stands last.
    let current = current.strip_suffix("/_history").unwrap_or(current);
    current.rsplit(['/', ':']).next().filter(|id| !id.is_empty())
}

/// The date part of a date or time, if it is a date: a year, a month or a day.
pub(super) fn date(text: &str) -> Option<&str> {
    let day = text.split('T').next()?;
    PartialDate::parse(day).map(|_| day)
}

/// The date part of a date or time, if it is a whole day.
pub(super) fn day(text: &str) -> Option<&str> {
    date(text).filter(|day| crate::civil::Day::parse(day).is_some())
}

/// A moment as the native reader takes it, and whether it is all that was written.
pub(super) fn moment(text: &str) -> Option<(&str, bool)> {
    // The offset only moves `Z`; any will do to see whether the text is a moment.
    match Moment::parse(text, 0) {
        Some(_) => Some((text, true)),
        None => day(text).map(|day| (day, false)),
    }
}
