//! JSON while it is built: native records on the way in, FHIR on the way out.

use std::borrow::Cow;

use crate::json::{Field, Json, quote};
use crate::sorted::sort_by;

/// The digits of a JSON number, as they were written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(String);

impl Number {
    /// The number that a text is; `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match crate::json::parse(text) {
            Ok(Json::Number(digits)) if digits == text => Some(Self(digits.to_owned())),
            _ => None,
        }
    }

    /// The digits.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// A JSON value; what is absent is not in the tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Flag(bool),
    Number(Number),
    Text(String),
    List(Vec<Tree>),
    Object(Fields),
}

impl Tree {
    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A copy of what was read; `null` is absent, in lists too.
    pub(crate) fn of(value: &Json<'_>) -> Option<Self> {
        Some(match value {
            Json::Null => return None,
            Json::Flag(flag) => Self::Flag(*flag),
            Json::Number(digits) => Self::Number(Number((*digits).to_owned())),
            Json::Text(text) => Self::Text(text.to_string()),
            Json::List(items) => Self::List(items.iter().filter_map(Self::of).collect()),
            Json::Object(_) => Self::Object(Fields::of(value)),
        })
    }

    /// The value as if its text had been read.
    pub(crate) fn json(&self) -> Json<'_> {
        match self {
            Self::Flag(flag) => Json::Flag(*flag),
            Self::Number(Number(digits)) => Json::Number(digits),
            Self::Text(text) => Json::Text(Cow::Borrowed(text)),
            Self::List(items) => Json::List(items.iter().map(Self::json).collect()),
            Self::Object(Fields(list)) => {
                let mut fields: Vec<Field<'_>> =
                    list.iter().map(|(name, value)| Field::new(name, value.json())).collect();
                sort_by(&mut fields, |one, other| one.name.cmp(&other.name));
                Json::Object(fields)
            }
        }
    }

    /// The value as JSON text.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Adds the value as JSON text.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.0),
            Self::Text(text) => quote(out, text),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (index, (name, value)) in fields.0.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quote(out, name);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl From<bool> for Tree {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<u64> for Tree {
    fn from(number: u64) -> Self {
        Self::Number(Number(number.to_string()))
    }
}

impl From<Number> for Tree {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Tree {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Fields> for Tree {
    fn from(fields: Fields) -> Self {
        Self::Object(fields)
    }
}

impl From<Vec<Tree>> for Tree {
    fn from(items: Vec<Tree>) -> Self {
        Self::List(items)
    }
}

/// The fields of an object, in the order they were put.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields(Vec<(Cow<'static, str>, Tree)>);

impl Fields {
    /// No fields yet.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The fields of an object that was read; none of anything else.
    pub(crate) fn of(value: &Json<'_>) -> Self {
        let mut fields = Self::new();
        if let Json::Object(list) = value {
            for field in list {
                if let Some(value) = Tree::of(&field.value) {
                    fields.0.push((Cow::Owned(field.name.to_string()), value));
                }
            }
        }
        fields
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A field.
    pub(crate) fn get(&self, name: &str) -> Option<&Tree> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The text of a field.
    #[inline(never)]
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Tree::as_text)
    }

    /// Sets a field; what it was before is gone.
    #[inline(never)]
    pub(crate) fn set(&mut self, name: Cow<'static, str>, value: Tree) {
        match self.0.iter_mut().find(|(own, _)| *own == name) {
            Some(place) => place.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes a field out.
    pub(crate) fn take(&mut self, name: &str) -> Option<Tree> {
        let place = self.0.iter().position(|(own, _)| own == name)?;
        Some(self.0.remove(place).1)
    }

    /// Takes a text out; a field of another type stays.
    #[inline(never)]
    pub(crate) fn take_text(&mut self, name: &str) -> Option<String> {
        self.text(name)?;
        match self.take(name) {
            Some(Tree::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Every field, in order.
    pub(crate) fn into_pairs(self) -> Vec<(Cow<'static, str>, Tree)> {
        self.0
    }
}

/// Sets a field.
pub(crate) fn put(fields: &mut Fields, key: &'static str, value: impl Into<Tree>) {
    put_tree(fields, key, value.into());
}

/// Apart from [`put`], which is compiled for every type of value.
#[inline(never)]
fn put_tree(fields: &mut Fields, key: &'static str, value: Tree) {
    fields.set(Cow::Borrowed(key), value);
}

/// Sets a field if there is something to set.
pub(crate) fn put_some(fields: &mut Fields, key: &'static str, value: Option<impl Into<Tree>>) {
    if let Some(value) = value {
        put(fields, key, value);
    }
}

/// Whether a text holds another. The standard library's search weighs two kilobytes in the module.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|window| window == part.as_bytes())
}

/// An object of a few fields.
macro_rules! object {
    ($($name:literal: $value:expr),* $(,)?) => {{
        let mut fields = $crate::tree::Fields::new();
        $($crate::tree::put(&mut fields, $name, $value);)*
        $crate::tree::Tree::Object(fields)
    }};
}
pub(crate) use object;
