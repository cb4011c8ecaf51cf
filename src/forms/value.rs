//! One field's answer: read from JSON, written as JSON.

use super::sheet::{Choice, Field, Kind};
use crate::civil::Day;
use crate::json::{Json, Out, quoted};
use crate::problem::{RequestError, RequestErrorCode};
use crate::quantity::Decimal;

/// What a field was answered with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Day(Day),
    Number(Decimal),
    Choice(&'static Choice),
    Choices(Vec<&'static Choice>),
    Medicines(Vec<Medicine>),
}

/// One line of the medicines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Medicine {
    pub(crate) name: String,
    pub(crate) per_day: Option<Decimal>,
    pub(crate) amount: Option<String>,
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        (self.code, self.id) == (other.code, other.id)
    }
}

/// What reading a field needs to know of the form around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    pub(crate) edition: Option<u16>,
    /// The day of the visit, for a date without its year.
    pub(crate) day: Option<Day>,
}

type Read<T> = Result<T, RequestError>;

/// Reads an answer; a code must be on the edition's list, a text may be an answer's own words.
pub(crate) fn read(field: &'static Field, json: &Json<'_>, around: Around, path: &str) -> Read<Value> {
    let wrong = |expected: &str| wrong_type(json, path, expected);
    Ok(match field.kind {
        Kind::Text => Value::Text(text(json, path)?.to_owned()),
        Kind::Number => Value::Number(number(json, path)?),
        Kind::Date => {
            Value::Day(date(field, json.as_text().ok_or_else(|| wrong("a day"))?, around.day, path)?)
        }
        Kind::Code => Value::Choice(choice(field, json, around.edition, path)?),
        Kind::Codes => {
            let Json::List(items) = json else { return Err(wrong("a list of codes")) };
            let mut choices: Vec<&'static Choice> = Vec::new();
            for (place, item) in items.iter().enumerate() {
                let one = choice(field, item, around.edition, &format!("{path}[{place}]"))?;
                if !choices.contains(&one) {
                    choices.push(one);
                }
            }
            Value::Choices(choices)
        }
        Kind::Medicines => {
            let Json::List(items) = json else { return Err(wrong("a list of medicines")) };
            let one = |(place, item)| medicine(item, &format!("{path}[{place}]"));
            Value::Medicines(items.iter().enumerate().map(one).collect::<Read<_>>()?)
        }
    })
}

fn wrong_type(json: &Json<'_>, path: &str, expected: &str) -> RequestError {
    let message = format!("found {}, expected {expected}", json.described());
    RequestError::new(RequestErrorCode::WrongType, path, message)
}

/// A text that is not empty.
pub(crate) fn text<'j>(json: &'j Json<'_>, path: &str) -> Read<&'j str> {
    json.as_text().filter(|text| !text.trim().is_empty()).ok_or_else(|| wrong_type(json, path, "a text"))
}

fn number(json: &Json<'_>, path: &str) -> Read<Decimal> {
    let found = if let Json::Number(digits) = json { Decimal::parse(digits) } else { None };
    let found = found.ok_or_else(|| wrong_type(json, path, "a number"))?;
    if found >= Decimal::ZERO {
        return Ok(found);
    }
    let message = format!("found `{found}`, expected 0 or more");
    Err(RequestError::new(RequestErrorCode::InputRange, path, message))
}

fn choice(field: &'static Field, json: &Json<'_>, edition: Option<u16>, path: &str) -> Read<&'static Choice> {
    let found = match json {
        Json::Number(digits) => {
            if field.by_edition() && edition.is_none() {
                let message = format!(
                    "`{path}` is a bare code, which means different things by edition; say `edition`"
                );
                return Err(RequestError::new(RequestErrorCode::MissingField, "edition", message));
            }
            field.choices(edition).find(|choice| choice.code != 0 && choice.code.to_string() == *digits)
        }
        Json::Text(said) => field.choices(edition).find(|choice| choice.is_said(said)),
        _ => return Err(wrong_type(json, path, "a code of the form, or its words")),
    };
    found.ok_or_else(|| {
        let known = field.choices(edition).filter(|choice| !choice.local).map(|choice| match choice.code {
            0 => format!("`{}`", choice.id),
            code => format!("`{code}` ({})", choice.label(true)),
        });
        let known = known.collect::<Vec<_>>().join(", ");
        let message = format!("found {}, expected {known}", json.described());
        RequestError::new(RequestErrorCode::UnknownValue, path, message)
    })
}

/// A day; where the paper leaves the year out, also a month and day, of the newest year not after the visit.
fn date(field: &Field, said: &str, visit: Option<Day>, path: &str) -> Read<Day> {
    let newest = || {
        let visit = visit?;
        let (year, ..) = visit.ymd();
        let of = |year: i32| Day::parse(&format!("{year:04}-{said}")).filter(|day| *day <= visit);
        // Eight years reach over any gap between two 29 February.
        (0..=8).find_map(|back| of(year.saturating_sub(back)))
    };
    let found = Day::parse(said).or_else(|| newest().filter(|_| field.month_day && said.len() == 5));
    found.ok_or_else(|| {
        let expected = if field.month_day { "YYYY-MM-DD or MM-DD" } else { "YYYY-MM-DD" };
        let message = format!("found {}, expected a day written {expected}", quoted(said));
        RequestError::new(RequestErrorCode::BadDate, path, message)
    })
}

fn medicine(json: &Json<'_>, path: &str) -> Read<Medicine> {
    let Json::Object(fields) = json else { return Err(wrong_type(json, path, "a medicine")) };
    let mut one = Medicine::default();
    for part in fields.iter().filter(|part| !matches!(part.value, Json::Null)) {
        let path = format!("{path}.{}", part.name);
        match part.name.as_ref() {
            "name" => text(&part.value, &path)?.clone_into(&mut one.name),
            "perDay" => one.per_day = Some(number(&part.value, &path)?),
            "amount" => one.amount = Some(text(&part.value, &path)?.to_owned()),
            other => {
                let message =
                    format!("{} is not a field here, expected `name`, `perDay` or `amount`", quoted(other));
                return Err(RequestError::new(RequestErrorCode::UnknownField, path, message));
            }
        }
    }
    if one.name.is_empty() {
        let message = "`name` is missing";
        return Err(RequestError::new(RequestErrorCode::MissingField, format!("{path}.name"), message));
    }
    Ok(one)
}

/// A choice as a form carries it: its number, or its word where no source gives a number.
pub(crate) fn code(choice: &Choice) -> Out {
    if choice.code == 0 { Out::text(choice.id) } else { Out::number(choice.code) }
}

impl Value {
    /// The answer as JSON.
    pub(crate) fn out(&self) -> Out {
        match self {
            Self::Text(text) => Out::text(text),
            Self::Day(day) => Out::text(day.to_string()),
            Self::Number(number) => Out::number(number),
            Self::Choice(choice) => code(choice),
            Self::Choices(choices) => Out::List(choices.iter().map(|choice| code(choice)).collect()),
            Self::Medicines(list) => Out::List(list.iter().map(Medicine::out).collect()),
        }
    }
}

impl Medicine {
    fn out(&self) -> Out {
        Out::object([
            ("name", Some(Out::text(&self.name))),
            ("perDay", self.per_day.map(Out::number)),
            ("amount", self.amount.as_deref().map(Out::text)),
        ])
    }
}
