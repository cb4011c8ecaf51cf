//! A table of a pack, taken apart field by field: what is not taken is unknown.

use super::{GuidelineError, GuidelineErrorCode as Code};
use crate::json::{Field, Json, Refused, any_of};

/// Where in the packs something stands.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The file, under `guidelines/`.
    pub file: String,
    /// The rule, criterion or parameter.
    pub item: String,
}

impl Place {
    /// An item of a file.
    pub fn of(file: impl Into<String>, item: &str) -> Self {
        Self { file: file.into(), item: item.to_owned() }
    }

    /// A fault here.
    pub fn error(&self, code: Code, message: impl Into<String>) -> GuidelineError {
        GuidelineError { file: self.file.clone(), item: self.item.clone(), code, message: message.into() }
    }
}

/// A fault in the making: the place is known to whoever called.
pub type Fault = (Code, String);

/// The first fault of what is being read. What cannot be read is read as absent, and the reading goes
/// on; whoever knows the place asks at the end.
pub type Faults = Refused<Fault>;

/// The fields of a table that were not read yet.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    fields: Vec<Field<'t>>,
    faults: &'t Faults,
}

impl<'t> Table<'t> {
    /// A table; empty, with a fault, if it is none.
    pub fn of(value: Json<'t>, faults: &'t Faults) -> Self {
        let fields = match value {
            Json::Object(fields) => fields,
            other => {
                faults.note((Code::Malformed, format!("found {}, a table is expected", other.described())));
                Vec::new()
            }
        };
        Self { fields, faults }
    }

    /// Notes a fault.
    pub fn note(&self, code: Code, message: impl Into<String>) {
        self.faults.note((code, message.into()));
    }

    /// Takes a field, if it is there.
    pub fn take(&mut self, name: &str) -> Option<Json<'t>> {
        let place = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(place).value)
    }

    /// Takes a text, if it is there.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Json::Text(text) if !text.is_empty() => Some(text.into_owned()),
            other => {
                self.wrong(name, &other, "a text");
                None
            }
        }
    }

    /// Takes a text that must be there; empty if it is not.
    pub fn needed(&mut self, name: &str) -> String {
        self.text(name).unwrap_or_else(|| {
            self.note(Code::Malformed, format!("`{name}` is missing"));
            String::new()
        })
    }

    /// Takes a word of a list, if it is there.
    pub fn word<T>(&mut self, name: &str, what: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        self.listed(&text, what, parse)
    }

    /// Takes one of a few words, if it is there.
    pub fn one_of<T: Copy>(&mut self, name: &str, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(name)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meant)| *meant);
        if found.is_none() {
            let known = any_of(words.iter().map(|(word, _)| *word));
            self.note(Code::Malformed, format!("`{name}` is `{text}`, {known} is expected"));
        }
        found
    }

    /// Takes words of a list; none if absent.
    pub fn words<T>(&mut self, name: &str, what: &str, parse: fn(&str) -> Option<T>) -> Vec<T> {
        self.texts(name).iter().filter_map(|text| self.listed(text, what, parse)).collect()
    }

    /// A word of a list.
    pub fn listed<T>(&self, text: &str, what: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let found = parse(text);
        if found.is_none() {
            self.note(Code::UnknownName, format!("{what} `{text}` is not on its list"));
        }
        found
    }

    /// Takes true or false; false if absent.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Json::Flag(flag)) => flag,
            Some(other) => {
                self.wrong(name, &other, "true or false");
                false
            }
        }
    }

    /// Takes a list of texts; a single text is a list of one, and absent an empty one.
    pub fn texts(&mut self, name: &str) -> Vec<String> {
        self.take(name).map(|value| self.each_text(name, value)).unwrap_or_default()
    }

    /// The texts of a list; a single text is a list of one.
    pub fn each_text(&self, name: &str, value: Json<'_>) -> Vec<String> {
        let items = match value {
            Json::List(items) => items,
            one => vec![one],
        };
        let text = |item| match item {
            Json::Text(text) => Some(text.into_owned()),
            other => {
                self.wrong(name, &other, "a text");
                None
            }
        };
        items.into_iter().filter_map(text).collect()
    }

    /// Takes a table inside; empty if absent.
    pub fn table(&mut self, name: &str) -> Self {
        self.table_if(name).unwrap_or(Self { fields: Vec::new(), faults: self.faults })
    }

    /// Takes a table inside, if it is there.
    pub fn table_if(&mut self, name: &str) -> Option<Self> {
        self.take(name).map(|value| Self::of(value, self.faults))
    }

    /// The names of the fields left.
    pub fn names(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.to_string()).collect()
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
    pub fn finish(self) {
        if let Some(field) = self.fields.first() {
            self.note(Code::UnknownField, format!("`{}` is no field here", field.name));
        }
    }

    fn wrong(&self, name: &str, found: &Json<'_>, expected: &str) {
        self.note(Code::Malformed, format!("`{name}` is {}, {expected} is expected", found.described()));
    }
}
