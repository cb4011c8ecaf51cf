//! A JSON value as it was written.

use std::borrow::Cow;

use super::words::quoted;

/// A JSON value; its texts and numbers are those of the document, copied only where an escape was spelt out.
#[derive(Clone, Debug)]
pub enum Json<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, in the digits it was written with.
    Number(&'t str),
    /// A text.
    Text(Cow<'t, str>),
    /// The items of a list, in order.
    List(Vec<Json<'t>>),
    /// The fields of an object, in the order of their names, each name once.
    Object(Vec<Field<'t>>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Field<'t> {
    /// Its name.
    pub name: Cow<'t, str>,
    /// Its value.
    pub value: Json<'t>,
    /// How many bytes of the document come after the name.
    pub(super) after: usize,
}

#[cfg(feature = "fhir")]
impl<'t> Field<'t> {
    /// A field of no document.
    pub(crate) const fn new(name: &'t str, value: Json<'t>) -> Self {
        Self { name: Cow::Borrowed(name), value, after: 0 }
    }
}

impl Json<'_> {
    /// The same object with a field set to a text; anything else as it is.
    #[cfg(feature = "fhir")]
    pub(crate) fn with(&self, name: &'static str, text: &'static str) -> Self {
        let mut value = self.clone();
        if let Self::Object(fields) = &mut value {
            let text = Json::Text(Cow::Borrowed(text));
            match fields.iter_mut().find(|field| field.name == name) {
                Some(field) => field.value = text,
                None => fields.push(Field::new(name, text)),
            }
            crate::sorted::sort_by(fields, |one, other| one.name.cmp(&other.name));
        }
        value
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// What was found, for a message.
    pub fn described(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Flag(flag) => format!("`{flag}`"),
            Self::Number(number) => format!("the number {}", quoted(number)),
            Self::Text(text) if text.trim().is_empty() => "an empty text".to_owned(),
            Self::Text(text) => format!("the text {}", quoted(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}
