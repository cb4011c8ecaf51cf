//! The inputs of one calculator, read strictly.

use crate::concept::Code;
use crate::equation::input::{Form, Measure, Measured};
use crate::equation::{About, Refusal};
use crate::json::{Fields, Node, Read, any_of, quoted};
use crate::problem::{RequestError, RequestErrorCode};

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number in one of these units, each with its key; exactly one is given.
    Measure(&'static [Form]),
    /// True or false.
    Flag,
    /// Whether this disease is there already, which the score predicts or excludes; true is refused, and
    /// absent says nothing.
    Excluded(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole or broken number without a unit of its own.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object with more inputs.
    Object,
}

/// An input of a calculator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key; of a measure, the one that is named when it is missing.
    pub key: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether there is no answer without it.
    pub needed: bool,
}

impl Field {
    /// A measured input that must be there; `key` is the usual one of its keys.
    pub const fn measure<M: Measured>(key: &'static str) -> Self {
        Self { key, kind: Kind::Measure(M::FORMS), needed: true }
    }

    /// A flag that must be there.
    pub const fn flag(key: &'static str) -> Self {
        Self { key, kind: Kind::Flag, needed: true }
    }

    /// A disease with which the score is not for this person.
    pub const fn excluded(key: &'static str, disease: &'static str) -> Self {
        Self { key, kind: Kind::Excluded(disease), needed: false }
    }

    /// A word of a closed list that must be there.
    pub const fn code<C: Code>(key: &'static str) -> Self {
        Self { key, kind: Kind::Word(C::CODES), needed: true }
    }

    /// An input of another kind that may be absent.
    pub const fn other(key: &'static str, kind: Kind) -> Self {
        Self { key, kind, needed: false }
    }

    /// The same input, which may be absent.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { needed: false, ..self }
    }

    /// Every key the input may be given by.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let forms = if let Kind::Measure(forms) = self.kind { forms } else { &[] };
        let own = if forms.is_empty() { Some(self.key) } else { None };
        own.into_iter().chain(forms.iter().map(|form| form.key))
    }
}

/// The inputs of one calculator.
pub(super) struct Inputs<'a> {
    fields: Fields<'a>,
}

impl<'a> Inputs<'a> {
    /// Opens the inputs: no key that the calculator does not have, nobody it is not for, none missing, none
    /// said twice.
    pub(super) fn read(node: Node<'a>, known: &[Field], about: &About) -> Read<Self> {
        let keys: Vec<&'static str> = known.iter().flat_map(Field::keys).collect();
        let inputs = Self { fields: node.fields(&[&keys])? };
        for field in known {
            if let Kind::Excluded(outcome) = field.kind
                && inputs.some_flag(field.key)? == Some(true)
            {
                let (input, source) = (field.key, about.reference);
                return Err(Refusal::OutcomePresent { input, outcome, source }.into());
            }
        }
        for field in known {
            let mut given = field.keys().filter(|key| inputs.fields.get(key).is_some());
            match (given.next(), given.next()) {
                (None, _) if field.needed => return Err(Refusal::Missing { input: field.key }.into()),
                (Some(one), Some(other)) => return Err(twice(one, other)),
                _ => {}
            }
        }
        Ok(inputs)
    }

    /// Where an input stands, if it is there.
    pub(super) fn get(&self, key: &'static str) -> Option<Node<'_>> {
        self.fields.get(key)
    }

    fn need(&self, key: &'static str) -> Read<Node<'_>> {
        self.get(key).ok_or_else(|| Refusal::Missing { input: key }.into())
    }

    /// A measured input, in whichever unit it was given.
    pub(super) fn measure<M: Measured>(&self) -> Read<M> {
        let usual = M::FORMS.first().map_or("", |form| form.key);
        self.some_measure()?.ok_or_else(|| Refusal::Missing { input: usual }.into())
    }

    /// A measured input, if it is there.
    pub(super) fn some_measure<M: Measured>(&self) -> Read<Option<M>> {
        let given = M::FORMS.iter().find_map(|form| Some((form, self.get(form.key)?)));
        given.map(|(form, node)| Ok(M::of(Measure::new(node.number()?.to_f64(), form)))).transpose()
    }

    /// True or false.
    pub(super) fn flag(&self, key: &'static str) -> Read<bool> {
        self.need(key)?.flag()
    }

    /// True or false, if it is there; absent says nothing.
    pub(super) fn some_flag(&self, key: &'static str) -> Read<Option<bool>> {
        self.get(key).map(|node| node.flag()).transpose()
    }

    /// A number without a unit of its own, if it is there.
    pub(super) fn some_number(&self, key: &'static str) -> Read<Option<f64>> {
        self.get(key).map(|node| Ok(node.number()?.to_f64())).transpose()
    }

    /// The value that a table has for a word, if the word is there.
    pub(super) fn some_word(&self, key: &'static str, table: &[(&'static str, f64)]) -> Read<Option<f64>> {
        let Some(node) = self.get(key) else { return Ok(None) };
        let word = node.text()?;
        let found = table.iter().find(|(own, _)| *own == word).map(|(_, value)| *value);
        found.map(Some).ok_or_else(|| {
            let expected = any_of(table.iter().map(|(own, _)| *own));
            let message = format!("found {}, expected {expected}", quoted(word));
            node.refuse(RequestErrorCode::UnknownValue, message)
        })
    }

    /// A word of a closed list.
    pub(super) fn code<C: Code>(&self, key: &'static str) -> Read<C> {
        self.need(key)?.code()
    }
}

/// Two inputs of which one says everything.
pub(super) fn twice(one: &str, other: &'static str) -> Box<RequestError> {
    let message = format!("`{other}` says again what `{one}` says, expected one of them");
    Box::new(RequestError::new(RequestErrorCode::UnknownField, other, message))
}
