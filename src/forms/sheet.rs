//! The fields of the two follow-up records, as `guidelines/forms/` has them.

use crate::concept::{Concept, Concern, Symptom, Timing};
use crate::problem::{RequestError, RequestErrorCode};

include!(concat!(env!("OUT_DIR"), "/forms.rs"));

/// The edition that a form is written in if none is asked for: the one in force.
pub(crate) const CURRENT: u16 = 2017;

/// A follow-up record's form.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) concern: Concern,
    pub(crate) labels: [&'static str; 2],
    pub(crate) guideline: &'static str,
    pub(crate) section: &'static str,
    pub(crate) template: &'static str,
    /// Editions by their year, each with how well it is known.
    pub(crate) editions: &'static [(u16, &'static str)],
    /// In the paper's order.
    pub(crate) fields: &'static [Field],
}

/// A field of a form.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) id: &'static str,
    /// The line of the paper form; `extra` is not on it.
    pub(crate) row: &'static str,
    pub(crate) kind: Kind,
    /// Digits after the point that the paper has.
    pub(crate) places: Option<u8>,
    /// The unit; empty if it has none.
    pub(crate) unit: &'static str,
    pub(crate) to: To,
    /// Also kept as written, because the record holds only the newest.
    pub(crate) keep: bool,
    pub(crate) required: bool,
    /// The paper leaves the year out.
    pub(crate) month_day: bool,
    /// Second-hand identifiers.
    pub(crate) elements: &'static [&'static str],
    pub(crate) options: &'static [Choice],
    pub(crate) labels: [&'static str; 2],
}

/// How a field is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Date,
    Number,
    Code,
    Codes,
    Medicines,
}

impl Kind {
    /// The word for pages.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Number => "number",
            Self::Code => "code",
            Self::Codes => "codes",
            Self::Medicines => "medicines",
        }
    }
}

/// What a field is in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum To {
    /// Nothing but a part of the form.
    Rest,
    /// A field of the patient.
    Patient(&'static str),
    /// A field of the visit.
    Visit(&'static str),
    /// A habit; one that no document converts is a fact only where it is none.
    Lifestyle { name: &'static str, only_zero: bool },
    /// A part of a blood pressure.
    Pressure { systolic: bool },
    /// A number.
    Number { concept: Concept, timing: Option<Timing> },
    /// The pulse of the foot, by the edition's own list.
    FootPulse,
    /// Complaints.
    Symptoms,
}

/// An answer that a field may have.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The form's number; 0 where no source gives one.
    pub(crate) code: u8,
    pub(crate) id: &'static str,
    /// What it is in a record; empty if nothing.
    pub(crate) means: &'static str,
    /// Complaints that it stands for.
    pub(crate) symptoms: &'static [Symptom],
    /// Complaints that are written under it as well.
    pub(crate) also: &'static [Symptom],
    /// The edition whose list it is on; 0 is every one.
    pub(crate) edition: u16,
    /// The number it is written as, if another.
    pub(crate) write: u8,
    /// Not on the national list, yet seen.
    pub(crate) local: bool,
    pub(crate) labels: [&'static str; 2],
}

impl Choice {
    /// What it is called.
    pub(crate) fn label(&self, english: bool) -> &'static str {
        one_of(self.labels, english)
    }

    /// Whether a text says this answer.
    pub(crate) fn is_said(&self, text: &str) -> bool {
        self.id == text || self.labels.contains(&text)
    }
}

impl Field {
    /// Whether an answer's number means different things by edition.
    pub(crate) fn by_edition(&self) -> bool {
        self.options.iter().any(|choice| choice.edition != 0)
    }

    /// The answers of an edition.
    pub(crate) fn choices(&self, edition: Option<u16>) -> impl Iterator<Item = &'static Choice> {
        let here = move |choice: &&'static Choice| {
            choice.edition == 0 || edition.is_none_or(|year| choice.edition == year)
        };
        self.options.iter().filter(here)
    }
}

impl Sheet {
    /// Both forms.
    pub(crate) fn all() -> [&'static Self; 2] {
        [&HYPERTENSION, &DIABETES]
    }

    /// The form of a concern.
    pub(crate) fn of(concern: Concern) -> &'static Self {
        match concern {
            Concern::Hypertension => &HYPERTENSION,
            Concern::Diabetes => &DIABETES,
        }
    }

    /// A field by its name.
    pub(crate) fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// An edition that is known.
    pub(crate) fn edition(&self, year: &str, path: &str) -> Result<u16, RequestError> {
        let known = self.editions.iter().find(|(own, _)| own.to_string() == year);
        known.map(|(own, _)| *own).ok_or_else(|| {
            let years: Vec<String> = self.editions.iter().map(|(own, _)| format!("`{own}`")).collect();
            let message =
                format!("found the edition {}, expected {}", crate::json::quoted(year), years.join(" or "));
            RequestError::new(RequestErrorCode::UnknownValue, path, message)
        })
    }
}

/// The word of a language.
pub(crate) const fn one_of([chinese, other]: [&'static str; 2], english: bool) -> &'static str {
    if english { other } else { chinese }
}

/// What a place is called on a form; the code itself if it has no name.
pub(crate) fn place(code: &str, english: bool) -> &str {
    let found = PLACES.iter().find(|(own, _)| *own == code);
    found.map_or(code, |(_, words)| one_of(*words, english))
}

/// What the parts of a medicine are called.
pub(crate) fn medicine_words() -> &'static [(&'static str, [&'static str; 2])] {
    MEDICINE
}
