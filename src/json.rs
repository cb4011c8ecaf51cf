//! A typed walk over JSON: every value knows its path, every refusal says what was expected.
//!
//! The walk refuses what it was not told about: a field that is not named, a value of another type,
//! a word that a closed list does not hold. It never guesses and never converts.

mod canonical;
#[cfg(feature = "forms")]
mod out;
mod text;
mod value;
mod words;
mod write;

use std::cell::RefCell;
use std::fmt;

use crate::civil::{Day, Moment, PartialDate, Second};
use crate::concept::Code;
use crate::problem::{RequestError, RequestErrorCode};
use crate::quantity::Decimal;

pub(crate) use canonical::{canonical, plain, quote, sha256};
#[cfg(feature = "forms")]
pub(crate) use out::Out;
pub(crate) use text::parse;
pub use value::{Field, Json};
pub(crate) use words::{any_of, quoted};
use words::{nearest, shortened};
pub(crate) use write::text;

/// A part that was read, or why the whole was refused; boxed, since a refusal is three times the size of most parts.
pub(crate) type Read<T> = Result<T, Box<RequestError>>;

/// The way from the root to a value; a chain on the stack, printed only when something is wrong.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Field(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    const ROOT: Self = Self { parent: None, step: Step::Root };

    /// The way on to a part.
    fn to(&'a self, step: Step<'a>) -> Self {
        Self { parent: Some(self), step }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parent = self.parent.map(ToString::to_string).unwrap_or_default();
        f.write_str(&parent)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if parent.is_empty() => f.write_str(&shortened(name)),
            Step::Field(name) => write!(f, ".{}", shortened(name)),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// The first refusal of a field that may be absent.
///
/// Such a field is read as absent and the reading goes on, so that a reader of many fields has no way
/// out after each one; inside the wasm those ways out weighed more than the reading. Whoever opened
/// the document asks at the end.
#[derive(Debug)]
pub struct Refused<E = Box<RequestError>>(RefCell<Option<E>>);

impl<E> Default for Refused<E> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<E> Refused<E> {
    /// What was read, unless something was refused on the way there.
    pub fn or<T>(self, read: Result<T, E>) -> Result<T, E> {
        self.0.into_inner().map_or(read, Err)
    }

    /// Notes a refusal, if it is the first.
    pub fn note(&self, error: E) {
        self.0.borrow_mut().get_or_insert(error);
    }

    /// Takes what was noted, so that the next part starts anew.
    pub fn take(&self) -> Option<E> {
        self.0.take()
    }
}

/// A JSON value and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    value: &'a Json<'a>,
    path: Path<'a>,
    refused: &'a Refused,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub(crate) fn root(value: &'a Json<'a>, refused: &'a Refused) -> Self {
        Self { value, path: Path::ROOT, refused }
    }

    /// The value itself.
    pub(crate) fn value(&self) -> &'a Json<'a> {
        self.value
    }

    /// Where the value stands, such as `observations[2].value`.
    pub(crate) fn path(&self) -> String {
        self.path.to_string()
    }

    /// A refusal of this value.
    pub(crate) fn refuse(&self, code: RequestErrorCode, message: impl Into<String>) -> Box<RequestError> {
        Box::new(RequestError::new(code, self.path(), message))
    }

    /// A refusal of the value's type.
    pub(crate) fn wrong_type(&self, expected: &str) -> Box<RequestError> {
        let message = format!("found {}, expected {expected}", self.value.described());
        self.refuse(RequestErrorCode::WrongType, message)
    }

    /// A refusal of a word that is not on a closed list.
    #[inline(never)]
    fn unknown_value(&self, found: &str, expected: &[&'static str]) -> Box<RequestError> {
        let message = format!("found {}, expected {}", quoted(found), any_of(expected.iter().copied()));
        self.refuse(RequestErrorCode::UnknownValue, message)
    }

    fn bad_date(&self, found: &str, expected: &str) -> Box<RequestError> {
        self.refuse(RequestErrorCode::BadDate, format!("found {}, expected {expected}", quoted(found)))
    }

    /// A text that is not empty.
    pub(crate) fn text(&self) -> Read<&'a str> {
        match self.value {
            Json::Text(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.wrong_type("a text")),
        }
    }

    /// The text of a date or of a closed list, which judges the empty text itself.
    pub(crate) fn any_text(&self) -> Read<&'a str> {
        self.value.as_text().ok_or_else(|| self.wrong_type("a text"))
    }

    /// True or false.
    pub(crate) fn flag(&self) -> Read<bool> {
        match self.value {
            Json::Flag(flag) => Ok(*flag),
            _ => Err(self.wrong_type("`true` or `false`")),
        }
    }

    /// A number, exactly as it was written.
    pub(crate) fn number(&self) -> Read<Decimal> {
        match self.value {
            Json::Number(number) => Decimal::parse(number),
            _ => None,
        }
        .ok_or_else(|| self.wrong_type("a number"))
    }

    /// A code of a closed list.
    pub(crate) fn code<C: Code>(&self) -> Read<C> {
        let text = self.any_text()?;
        C::from_code(text).ok_or_else(|| self.unknown_value(text, C::CODES))
    }

    /// One of a few words.
    pub(crate) fn word(&self, words: &'static [&'static str]) -> Read<&'static str> {
        let text = self.any_text()?;
        let found = words.iter().find(|word| **word == text);
        found.copied().ok_or_else(|| self.unknown_value(text, words))
    }

    /// A whole calendar day.
    pub(crate) fn day(&self) -> Read<Day> {
        let text = self.any_text()?;
        Day::parse(text).ok_or_else(|| self.bad_date(text, "a day written YYYY-MM-DD"))
    }

    /// A day, month or year.
    pub(crate) fn date(&self) -> Read<PartialDate> {
        let text = self.any_text()?;
        PartialDate::parse(text)
            .ok_or_else(|| self.bad_date(text, "a date written YYYY-MM-DD, YYYY-MM or YYYY"))
    }

    /// A day, with the time of day if it was written.
    pub(crate) fn moment(&self, utc_offset: i32) -> Read<Moment> {
        let text = self.any_text()?;
        Moment::parse(text, utc_offset)
            .ok_or_else(|| self.bad_date(text, "a day written YYYY-MM-DD or a time written YYYY-MM-DDTHH:MM"))
    }

    /// A time to the second, as sensors write it.
    pub(crate) fn second(&self, utc_offset: i32) -> Read<Second> {
        let text = self.any_text()?;
        Second::parse(text, utc_offset)
            .ok_or_else(|| self.bad_date(text, "a time written YYYY-MM-DD HH:MM:SS"))
    }

    /// Minutes east of Greenwich.
    pub(crate) fn utc_offset(&self) -> Read<i32> {
        let text = self.any_text()?;
        crate::civil::parse_offset(text).ok_or_else(|| self.bad_date(text, "an offset such as +08:00"))
    }

    /// The items of a list, in order.
    pub(crate) fn items(&self) -> Read<impl Iterator<Item = Node<'_>>> {
        let Json::List(items) = self.value else { return Err(self.wrong_type("a list")) };
        let step =
            |(index, value)| Node { value, path: self.path.to(Step::Item(index)), refused: self.refused };
        Ok(items.iter().enumerate().map(step))
    }

    /// The fields of an object, all of which must be on one of the lists of names.
    pub(crate) fn fields(self, names: &[&[&'static str]]) -> Read<Fields<'a>> {
        let fields = Fields::new(self)?;
        fields.only(names)?;
        Ok(fields)
    }
}

/// The fields of an object.
pub(crate) struct Fields<'a> {
    node: Node<'a>,
    list: &'a [Field<'a>],
}

impl<'a> Fields<'a> {
    /// Opens an object. [`Fields::only`] must be asked before its fields are trusted.
    pub(crate) fn new(node: Node<'a>) -> Read<Self> {
        match node.value {
            Json::Object(list) => Ok(Self { node, list }),
            _ => Err(node.wrong_type("an object")),
        }
    }

    /// Refuses a field that none of the lists names, and says which name was meant if one is near.
    pub(crate) fn only(&self, names: &[&[&'static str]]) -> Read<()> {
        let known = || names.iter().flat_map(|list| list.iter().copied());
        let names = || self.list.iter().map(|field| field.name.as_ref());
        match names().find(|key| !known().any(|name| name == *key)) {
            None => Ok(()),
            Some(key) => {
                let expected = match nearest(key, known()) {
                    Some(name) => format!("perhaps `{name}` is meant"),
                    None => format!("expected {}", any_of(known())),
                };
                let message = format!("{} is not a field here, {expected}", quoted(key));
                Err(self.at(key, self.node.value).refuse(RequestErrorCode::UnknownField, message))
            }
        }
    }

    fn at<'s>(&'s self, name: &'s str, value: &'s Json<'s>) -> Node<'s> {
        Node { value, path: self.node.path.to(Step::Field(name)), refused: self.node.refused }
    }

    /// A field, unless it is absent; `null` is absent.
    pub(crate) fn get<'s>(&'s self, name: &'s str) -> Option<Node<'s>> {
        let field = self.list.iter().find(|field| field.name == name)?;
        if matches!(field.value, Json::Null) { None } else { Some(self.at(name, &field.value)) }
    }

    /// A field that must be there.
    pub(crate) fn need<'s>(&'s self, name: &'s str) -> Read<Node<'s>> {
        let missing = || {
            let message = format!("`{name}` is missing");
            self.at(name, self.node.value).refuse(RequestErrorCode::MissingField, message)
        };
        self.get(name).ok_or_else(missing)
    }

    /// A field, read if it is there; a refusal is noted.
    pub(crate) fn read<'s, T>(&'s self, name: &'s str, read: impl FnOnce(Node<'s>) -> Read<T>) -> Option<T> {
        self.get(name).and_then(|node| self.noted(read(node)))
    }

    /// What was read; a refusal is noted.
    pub(crate) fn noted<T>(&self, read: Read<T>) -> Option<T> {
        read.map_err(|error| self.node.refused.note(error)).ok()
    }

    /// A text, if it is there.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.read(name, |node| node.text().map(str::to_owned))
    }

    /// True or false, if it is there.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.read(name, |node| node.flag())
    }

    /// A code of a closed list, if it is there.
    pub(crate) fn code<C: Code>(&self, name: &str) -> Option<C> {
        self.read(name, |node| node.code())
    }

    /// One of a few words, if it is there.
    pub(crate) fn word(&self, name: &str, words: &'static [&'static str]) -> Option<String> {
        self.read(name, |node| node.word(words).map(str::to_owned))
    }

    /// A whole day, if it is there.
    pub(crate) fn day(&self, name: &str) -> Option<Day> {
        self.read(name, |node| node.day())
    }

    /// A day, month or year, if it is there.
    pub(crate) fn date(&self, name: &str) -> Option<PartialDate> {
        self.read(name, |node| node.date())
    }
}
