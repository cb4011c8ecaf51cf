//! A validator of what a service sends: every "shall" of CDS Hooks 2.0 that an answer can break.

mod card;
mod discovery;

use serde_json::Value;

pub use discovery::discovery;

/// One breach: the requirement's number, where, and what was expected.
///
/// The numbers are those of the list of requirements that the Inferno test kit for Da Vinci CRD draws from the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The requirement's number.
    pub requirement: u16,
    /// Such as `cards[0].summary`.
    pub path: String,
    /// What was expected.
    pub expected: &'static str,
}

/// Everything in an answer to a hook that the standard forbids; nothing for a sound one.
pub fn response(value: &Value) -> Vec<Breach> {
    let mut faults = Faults::default();
    let Value::Object(fields) = value else {
        faults.add(74, "", "an object");
        return faults.0;
    };
    faults.nothing_empty(value, "");
    match fields.get("cards") {
        Some(Value::Array(cards)) => {
            for (at, own) in cards.iter().enumerate() {
                card::card(own, &["cards[", &at.to_string(), "]"].concat(), &mut faults);
            }
        }
        _ => faults.add(74, "cards", "a list of cards"),
    }
    match fields.get("systemActions") {
        None => {}
        Some(Value::Array(actions)) => {
            for (at, own) in actions.iter().enumerate() {
                card::action(own, &["systemActions[", &at.to_string(), "]"].concat(), true, &mut faults);
            }
        }
        Some(_) => faults.add(75, "systemActions", "a list of actions"),
    }
    faults.extension(fields.get("extension"), "extension");
    faults.0
}

/// Breaches while they are found.
#[derive(Default)]
struct Faults(Vec<Breach>);

impl Faults {
    fn add(&mut self, requirement: u16, path: &str, expected: &'static str) {
        self.0.push(Breach { requirement, path: path.to_owned(), expected });
    }

    /// A text that must be there.
    fn needed(&mut self, value: &Value, path: &str, name: &str, requirement: u16) {
        let text = value.get(name).and_then(Value::as_str).unwrap_or("");
        if text.trim().is_empty() {
            self.add(requirement, &at(path, name), "a text that is not empty");
        }
    }

    /// A text, if it is there.
    fn text(&mut self, value: &Value, path: &str, name: &str, requirement: u16) {
        if value.get(name).is_some_and(|own| !own.is_string()) {
            self.add(requirement, &at(path, name), "a text");
        }
    }

    /// An absolute address, if it is there.
    fn address(&mut self, value: &Value, path: &str, name: &str, requirement: u16) {
        if value.get(name).is_some_and(|own| !own.as_str().is_some_and(is_absolute)) {
            self.add(requirement, &at(path, name), "an absolute address");
        }
    }

    /// The items of a list, if it is there.
    fn items<'a>(&mut self, value: &'a Value, path: &str, name: &str, requirement: u16) -> &'a [Value] {
        match value.get(name) {
            None => &[],
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.add(requirement, &at(path, name), "a list");
                &[]
            }
        }
    }

    /// An extension is an object.
    fn extension(&mut self, value: Option<&Value>, path: &str) {
        if value.is_some_and(|own| !own.is_object()) {
            self.add(214, path, "an object");
        }
    }

    /// No element is null or empty; only the list of cards may be.
    fn nothing_empty(&mut self, value: &Value, path: &str) {
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty() && path != "cards" && path != "services",
            Value::Object(fields) => fields.is_empty() && !path.is_empty(),
            _ => false,
        };
        if empty {
            self.add(3, path, "neither null nor empty");
        }
        match value {
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.nothing_empty(item, &[path, "[", &place.to_string(), "]"].concat());
                }
            }
            Value::Object(fields) => {
                for (name, item) in fields {
                    self.nothing_empty(item, &at(path, name));
                }
            }
            _ => {}
        }
    }
}

/// A path with a field behind it.
fn at(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}

/// Whether an address has a scheme and something behind it.
fn is_absolute(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let letters = scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    letters
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && rest.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '[')
        && !rest.contains(char::is_whitespace)
}
