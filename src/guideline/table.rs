//! A table of a pack, taken apart field by field: what is not taken is unknown.

use super::{GuidelineError, GuidelineErrorCode as Code};
use crate::json::{Field, Json};

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
pub struct Table<'t> {
    fields: Vec<Field<'t>>,
}

impl<'t> Table<'t> {
    /// A table, or why it is none.
    pub fn of(value: Json<'t>) -> Result<Self, Fault> {
        match value {
            Json::Object(fields) => Ok(Self { fields }),
            other => Err((Code::Malformed, format!("found {}, a table is expected", other.described()))),
        }
    }

    /// Takes a field, if it is there.
    pub fn take(&mut self, name: &str) -> Option<Json<'t>> {
        let place = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(place).value)
    }

    /// Takes a text, if it is there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::Text(text)) if !text.is_empty() => Ok(Some(text.into_owned())),
            Some(other) => Err(wrong(name, &other, "a text")),
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
            Some(Json::Flag(flag)) => Ok(flag),
            Some(other) => Err(wrong(name, &other, "true or false")),
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
    pub fn rest(self) -> impl Iterator<Item = (String, Json<'t>)> {
        self.fields.into_iter().map(|field| (field.name.into_owned(), field.value))
    }

    /// Whether a field was not taken yet.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Refuses what was not read.
    pub fn finish(self) -> Result<(), Fault> {
        match self.fields.first() {
            None => Ok(()),
            Some(field) => Err((Code::UnknownField, format!("`{}` is no field here", field.name))),
        }
    }
}

/// A list of texts; a single text is a list of one.
pub fn texts(name: &str, value: Json<'_>) -> Result<Vec<String>, Fault> {
    let items = match value {
        Json::List(items) => items,
        one => vec![one],
    };
    items
        .into_iter()
        .map(|item| match item {
            Json::Text(text) => Ok(text.into_owned()),
            other => Err(wrong(name, &other, "a text")),
        })
        .collect()
}

fn wrong(name: &str, found: &Json<'_>, expected: &str) -> Fault {
    (Code::Malformed, format!("`{name}` is {}, {expected} is expected", found.described()))
}
