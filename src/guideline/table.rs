//! A table of a pack, taken apart field by field: what is not taken is unknown.

use serde_json::{Map, Value};

use super::{GuidelineError, GuidelineErrorCode as Code};

/// Where in the packs something stands.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The file, under `guidelines/`.
    pub file: String,
    /// The rule, criterion or parameter.
    pub item: String,
}

impl Place {
    /// A fault here.
    pub fn error(&self, code: Code, message: impl Into<String>) -> GuidelineError {
        GuidelineError { file: self.file.clone(), item: self.item.clone(), code, message: message.into() }
    }
}

/// A fault in the making: the place is known to whoever called.
pub type Fault = (Code, String);

/// The fields of a table that were not read yet.
#[derive(Clone, Debug, Default)]
pub struct Table {
    fields: Map<String, Value>,
}

impl Table {
    /// A table, or why it is none.
    pub fn of(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Object(fields) => Ok(Self { fields }),
            other => Err((Code::Malformed, format!("`{other}` is not a table"))),
        }
    }

    /// Takes a field, if it is there.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    /// Takes a text, if it is there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
            Some(other) => Err((Code::Malformed, format!("`{name}` is `{other}`, a text is expected"))),
        }
    }

    /// Takes a text that must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.text(name)?.ok_or_else(|| (Code::Malformed, format!("`{name}` is missing")))
    }

    /// Takes true or false; false if absent.
    pub fn flag(&mut self, name: &str) -> Result<bool, Fault> {
        match self.take(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(other) => {
                Err((Code::Malformed, format!("`{name}` is `{other}`, true or false is expected")))
            }
        }
    }

    /// Takes a list of texts; empty if absent.
    pub fn texts(&mut self, name: &str) -> Result<Vec<String>, Fault> {
        self.take(name).map_or(Ok(Vec::new()), |value| texts(name, value))
    }

    /// Takes a table inside; empty if absent.
    pub fn table(&mut self, name: &str) -> Result<Self, Fault> {
        self.take(name).map_or(Ok(Self::default()), Self::of)
    }

    /// Every field left, in the order of their names.
    pub fn rest(self) -> impl Iterator<Item = (String, Value)> {
        self.fields.into_iter()
    }

    /// The names left, for a message.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Refuses what was not read.
    pub fn finish(self) -> Result<(), Fault> {
        match self.fields.keys().next() {
            None => Ok(()),
            Some(name) => Err((Code::UnknownField, format!("`{name}` is no field here"))),
        }
    }
}

/// A list of texts; a single text is a list of one.
pub fn texts(name: &str, value: Value) -> Result<Vec<String>, Fault> {
    let wrong = |other: &Value| (Code::Malformed, format!("`{name}` has `{other}`, a text is expected"));
    match value {
        Value::String(text) => Ok(vec![text]),
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                Value::String(text) => Ok(text),
                other => Err(wrong(&other)),
            })
            .collect(),
        other => Err(wrong(&other)),
    }
}
