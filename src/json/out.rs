//! JSON written by hand, for edges that answer in JSON text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::quote;

/// A JSON value to be written; the fields of an object stand in the order they are given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Out {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, in the digits given.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(Cow<'static, str>, Self)>),
    /// JSON text that was written before.
    Raw(String),
}

impl Out {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number as it prints.
    pub(crate) fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    /// An object of the fields that have a value.
    pub(crate) fn object(fields: impl IntoIterator<Item = (&'static str, Option<Self>)>) -> Self {
        Self::gathered(&mut fields.into_iter())
    }

    // One copy for every object that is written; compiled for each it would weigh more than all else here.
    #[inline(never)]
    fn gathered(fields: &mut dyn Iterator<Item = (&'static str, Option<Self>)>) -> Self {
        let mut said = Vec::new();
        for (name, value) in fields {
            if let Some(value) = value {
                said.push((Cow::Borrowed(name), value));
            }
        }
        Self::Object(said)
    }
}

impl fmt::Display for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        match self {
            Self::Null => text.push_str("null"),
            Self::Flag(flag) => return flag.fmt(f),
            Self::Number(digits) | Self::Raw(digits) => return f.write_str(digits),
            Self::Text(said) => quote(&mut text, said),
            Self::List(items) => {
                f.write_char('[')?;
                for (place, item) in items.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { "," })?;
                    item.fmt(f)?;
                }
                return f.write_char(']');
            }
            Self::Object(fields) => {
                f.write_char('{')?;
                for (place, (name, value)) in fields.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { "," })?;
                    text.clear();
                    quote(&mut text, name);
                    write!(f, "{text}:{value}")?;
                }
                return f.write_char('}');
            }
        }
        f.write_str(&text)
    }
}
