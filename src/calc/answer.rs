//! What a calculator answers: keys in the order they were said, numbers in the one format.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::Options;
use crate::equation::Note;
use crate::equation::about::Words;
use crate::json::quote;
use crate::quantity::Decimal;

/// A value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A number; what is none is left out as `null`.
    Number(f64),
    /// A code or a sentence.
    Text(&'static str),
    /// A text made for this answer.
    Said(String),
    /// A list.
    List(Vec<Out>),
    /// An object.
    Object(Answer),
}

/// The keys and values of an answer, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer(Vec<(&'static str, Out)>);

impl Answer {
    /// The answer with one more key.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Out>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// The answer with one more key, if there is a value for it.
    #[must_use]
    pub fn with_some(self, key: &'static str, value: Option<impl Into<Out>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The answer with what it says about itself, if anything.
    #[must_use]
    pub(super) fn noted(self, notes: &[Note], options: &Options) -> Self {
        let said =
            |note: &Note| Self::default().with("code", note.code()).with("text", said(note.words(), options));
        let list: Vec<Out> = notes.iter().map(|note| Out::Object(said(note))).collect();
        if list.is_empty() { self } else { self.with("notes", Out::List(list)) }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Out> {
        self.0.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }
}

/// Words in the language that was asked for.
pub(super) fn said(words: Words, options: &Options) -> &'static str {
    words.get(options.language).copied().unwrap_or_default()
}

impl From<bool> for Out {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Out {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Out {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<Out>> for Out {
    fn from(list: Vec<Out>) -> Self {
        Self::List(list)
    }
}

impl From<Answer> for Out {
    fn from(answer: Answer) -> Self {
        Self::Object(answer)
    }
}

impl Serialize for Out {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => match Decimal::from_f64(*number) {
                Some(number) => number.serialize(serializer),
                None => serializer.serialize_unit(),
            },
            Self::Said(text) => serializer.serialize_str(text),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                list.iter().try_for_each(|item| out.serialize_element(item))?;
                out.end()
            }
            Self::Object(answer) => answer.serialize(serializer),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| out.serialize_entry(key, value))?;
        out.end()
    }
}

impl fmt::Display for Answer {
    /// The answer as JSON text; by hand, because the browser's modules have no other writer of JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (at, (key, value)) in self.0.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(f, "{comma}\"{key}\":{value}")?;
        }
        f.write_str("}")
    }
}

impl fmt::Display for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => match Decimal::from_f64(*number) {
                Some(number) => write!(f, "{number}"),
                None => f.write_str("null"),
            },
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Said(text) => f.write_str(&quoted(text)),
            Self::List(list) => {
                f.write_str("[")?;
                for (at, item) in list.iter().enumerate() {
                    let comma = if at > 0 { "," } else { "" };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(answer) => write!(f, "{answer}"),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(&mut out, text);
    out
}
