//! JSON text to a value; a field given twice is refused, because either reading of it may be wrong.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::words::quoted;
use super::{Path, Read, Step};
use crate::problem::{RequestError, RequestErrorCode};

/// The field under which `serde_json` hands over a number that is no plain integer, with all its digits.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads one JSON document.
pub(crate) fn parse(text: &str) -> Read<Value> {
    // Spreadsheets and Windows editors put a byte-order mark before UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let twice = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict { twice: &twice }.deserialize(&mut reader);
    value.and_then(|value| reader.end().map(|()| value)).map_err(|error| refusal(&error, &twice.into_inner()))
}

fn refusal(error: &serde_json::Error, twice: &[Trail]) -> RequestError {
    let place = format!("line {} column {}", error.line(), error.column());
    if let Some(Trail::Field(name)) = twice.first() {
        let message = format!("{place}: {} is given twice", quoted(name));
        return RequestError::new(RequestErrorCode::NotJson, path(twice), message);
    }
    let full = error.to_string();
    let reason = full.strip_suffix(&format!(" at {place}")).unwrap_or(&full);
    let reason = match reason {
        _ if error.is_eof() => "the text ends before the JSON is complete",
        "recursion limit exceeded" => "nested too deep, expected fewer than 128 levels",
        reason => reason,
    };
    RequestError::new(RequestErrorCode::NotJson, "", format!("{place}: {reason}"))
}

/// One step of the way to a field that was given twice.
enum Trail {
    Field(String),
    Item(usize),
}

/// The path of a trail, which was collected from the inside out.
fn path(trail: &[Trail]) -> String {
    fn grow(parent: &Path<'_>, rest: &[Trail]) -> String {
        let Some((step, rest)) = rest.split_last() else { return parent.to_string() };
        let step = match step {
            Trail::Field(name) => Step::Field(name),
            Trail::Item(index) => Step::Item(*index),
        };
        grow(&Path { parent: Some(parent), step }, rest)
    }
    grow(&Path { parent: None, step: Step::Root }, trail)
}

/// Builds a value; on a field given twice, leaves the way to it in `twice`, innermost step first.
#[derive(Clone, Copy)]
struct Strict<'t> {
    twice: &'t RefCell<Vec<Trail>>,
}

impl Strict<'_> {
    /// Notes a step on the way out; nothing when the error is another one.
    fn leave(self, step: Trail) {
        let mut twice = self.twice.borrow_mut();
        if !twice.is_empty() {
            twice.push(step);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<Value, E> {
        Ok(whole.into())
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Value, E> {
        Ok(whole.into())
    }

    /// Never called: numbers come as their digits. Without it, though, the standard printer of floats
    /// is compiled for a refusal, 20 KB of the module.
    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) =
            list.next_element_seed(self).inspect_err(|_| self.leave(Trail::Item(items.len())))?
        {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if key == NUMBER {
                return object.next_value_seed(Digits).map(Value::Number);
            }
            if map.contains_key(&key) {
                self.twice.borrow_mut().push(Trail::Field(key));
                return Err(A::Error::custom("a field is given twice"));
            }
            match object.next_value_seed(self) {
                Ok(value) => map.insert(key, value),
                Err(error) => {
                    self.leave(Trail::Field(key));
                    return Err(error);
                }
            };
        }
        Ok(Value::Object(map))
    }
}

/// The digits of a number. They come as an owned text; the same field spelt out in the document
/// comes as a borrowed one and is refused, so that no object passes for a number.
struct Digits;

impl<'de> DeserializeSeed<'de> for Digits {
    type Value = Number;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Number, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Digits {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_string<E: serde::de::Error>(self, digits: String) -> Result<Number, E> {
        digits.parse().map_err(|_| E::custom("invalid number"))
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Number, E> {
        forged()
    }

    // Each of the rest by name, because a refusal by default can print floats; see `Strict::visit_f64`.
    fn visit_unit<E: serde::de::Error>(self) -> Result<Number, E> {
        forged()
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Number, E> {
        forged()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Number, E> {
        forged()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Number, E> {
        forged()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Number, E> {
        forged()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Number, A::Error> {
        forged()
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Number, A::Error> {
        forged()
    }
}

fn forged<E: serde::de::Error>() -> Result<Number, E> {
    Err(E::custom(format!("`{NUMBER}` is not a field that a document may have")))
}
