//! What readings at home come to, the way values go, and what changed since the last visit, as answers carry them:
//! named values and a sentence. `wasm/types.d.ts` says which names there are.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Citation, Shown};
use crate::civil::Day;
use crate::quantity::Decimal;

/// Named values with a sentence; what is not known is left out. It colours nothing.
///
/// One shape for the three sections, because each shape more weighs in the browser.
#[derive(Clone, Debug)]
pub struct Told {
    /// The key of its sentence.
    pub template: &'static str,
    /// The family of words that its `concept` or `code` belongs to.
    pub family: &'static str,
    /// The values in order, by their names.
    pub values: Vec<(&'static str, Shown)>,
    /// Its sentence.
    pub text: String,
    /// Where it stands, if a document says it.
    pub cite: Option<Citation>,
}

impl Told {
    /// Nothing told yet.
    pub const fn new(template: &'static str, family: &'static str) -> Self {
        Self { template, family, values: Vec::new(), text: String::new(), cite: None }
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.values.push((name, Shown::Text(text.to_owned())));
    }

    /// Adds a number, if there is one.
    #[inline(never)]
    pub fn number(&mut self, name: &'static str, number: Option<Decimal>) {
        if let Some(number) = number {
            self.values.push((name, Shown::Number(number)));
        }
    }

    /// Adds a count.
    #[inline(never)]
    pub fn count(&mut self, name: &'static str, count: i32) {
        self.number(name, Some(Decimal::from_int(count.into())));
    }

    /// Adds a day.
    #[inline(never)]
    pub fn day(&mut self, name: &'static str, day: Day) {
        self.text(name, &day.to_string());
    }

    /// A text by its name; empty if there is none.
    pub fn said(&self, name: &str) -> &str {
        match self.values.iter().find(|(own, _)| *own == name) {
            Some((_, Shown::Text(text))) => text,
            _ => "",
        }
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The browser knows no length, and what is written does not depend on it.
        let mut object = serializer.serialize_struct("Told", self.values.len())?;
        for (name, value) in &self.values {
            object.serialize_field(name, value)?;
        }
        if let Some(cite) = &self.cite {
            object.serialize_field("review", &cite.review)?;
            object.serialize_field("cite", cite)?;
        }
        object.serialize_field("text", &self.text)?;
        object.end()
    }
}
