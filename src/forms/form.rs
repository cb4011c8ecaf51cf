//! A form as JSON: which one, of which edition, and its answers.

use std::borrow::Cow;

use super::sheet::{Field, Sheet};
use super::value::{self, Around, Value};
use crate::civil::Day;
use crate::concept::Concern;
use crate::json::{Json, Out, any_of, parse, plain, quoted};
use crate::problem::{Problem, RequestError, RequestErrorCode};

/// The name of this shape.
const SCHEMA: &str = "liangbing.form/1";
/// The most that a form may weigh, in bytes; a full one has two kilobytes.
const LARGEST: usize = 1024 * 1024;
/// What stands on a form besides its fields.
const HEAD: [&str; 5] = ["schema", "concern", "edition", "more", "setAside"];

/// One follow-up record, read.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) sheet: &'static Sheet,
    pub(crate) edition: Option<u16>,
    /// In the paper's order.
    pub(crate) values: Vec<(&'static Field, Value)>,
    /// Fields of other people's forms, an object's JSON text: carried, never read.
    pub(crate) more: Option<String>,
    /// What of a record could not be put on the form.
    pub(crate) set_aside: Vec<Problem>,
}

type Read<T> = Result<T, RequestError>;

fn refuse<T>(code: RequestErrorCode, path: &str, message: impl Into<String>) -> Read<T> {
    Err(RequestError::new(code, path, message))
}

impl Form {
    /// An empty form.
    pub(crate) fn new(sheet: &'static Sheet, edition: Option<u16>) -> Self {
        Self { sheet, edition, values: Vec::new(), more: None, set_aside: Vec::new() }
    }

    /// Reads a form's JSON text.
    pub(crate) fn read(text: &str) -> Read<Self> {
        if text.len() > LARGEST {
            let message = format!("found {} bytes, expected at most {LARGEST}", text.len());
            return refuse(RequestErrorCode::TooLarge, "", message);
        }
        let json = parse(text)?;
        if !matches!(json, Json::Object(_)) {
            return refuse(
                RequestErrorCode::WrongType,
                "",
                format!("found {}, expected a form", json.described()),
            );
        }
        let sheet = Sheet::of(concern(&json)?);
        let mut form = Self::new(sheet, edition(&json, sheet, "edition")?);
        form.head(&json)?;
        form.fill(&json, "")?;
        match form.sheet.fields.iter().find(|field| field.required && form.get(field.id).is_none()) {
            Some(field) => {
                refuse(RequestErrorCode::MissingField, field.id, format!("`{}` is missing", field.id))
            }
            None => Ok(form),
        }
    }

    fn head(&mut self, json: &Json<'_>) -> Read<()> {
        match json.get("schema").unwrap_or(&Json::Null) {
            Json::Null => {}
            Json::Text(name) if name == SCHEMA => {}
            other => {
                let message = format!("found {}, expected `{SCHEMA}`", other.described());
                return refuse(RequestErrorCode::UnknownValue, "schema", message);
            }
        }
        match json.get("more").unwrap_or(&Json::Null) {
            Json::Null => {}
            object @ Json::Object(_) => self.more = Some(plain(object)),
            other => {
                let message = format!("found {}, expected an object", other.described());
                return refuse(RequestErrorCode::WrongType, "more", message);
            }
        }
        Ok(())
    }

    /// Reads every field of an object, in the paper's order; a name that is none is refused.
    fn fill(&mut self, json: &Json<'_>, prefix: &str) -> Read<()> {
        let Json::Object(fields) = json else { return Ok(()) };
        for field in fields {
            let name = field.name.as_ref();
            if self.sheet.field(name).is_none() && !HEAD.contains(&name) {
                let other = Sheet::all().into_iter().any(|sheet| sheet.field(name).is_some());
                let why = if other {
                    "it is on the other form"
                } else {
                    "`liangbing/forms` lists them by `fields`"
                };
                let message = format!("{} is not a field of this form; {why}", quoted(name));
                return refuse(RequestErrorCode::UnknownField, &format!("{prefix}{name}"), message);
            }
        }
        self.answers(json, prefix)
    }

    /// Reads the fields that an object has.
    pub(crate) fn answers(&mut self, json: &Json<'_>, prefix: &str) -> Read<()> {
        let around = Around { edition: self.edition, day: day(json) };
        for field in self.sheet.fields {
            let said = json.get(field.id).filter(|said| !matches!(said, Json::Null));
            if let Some(said) = said {
                self.set(field, value::read(field, said, around, &format!("{prefix}{}", field.id))?);
            }
        }
        Ok(())
    }

    /// The answer of a field.
    pub(crate) fn get(&self, id: &str) -> Option<&Value> {
        self.values.iter().find(|(field, _)| field.id == id).map(|(_, value)| value)
    }

    /// Answers a field that has no answer yet.
    pub(crate) fn set(&mut self, field: &'static Field, value: Value) {
        if self.get(field.id).is_none() {
            self.values.push((field, value));
        }
    }

    /// Answers a field by its name, if the form has it and it has no answer yet.
    pub(crate) fn put(&mut self, id: &str, value: Value) {
        if let Some(field) = self.sheet.field(id) {
            self.set(field, value);
        }
    }

    /// The day of the visit.
    pub(crate) fn day(&self) -> Option<Day> {
        if let Some(Value::Day(day)) = self.get("date") { Some(*day) } else { None }
    }

    /// The text of a field.
    pub(crate) fn text(&self, id: &str) -> Option<&str> {
        if let Some(Value::Text(text)) = self.get(id) { Some(text) } else { None }
    }

    /// The answers in the paper's order, as fields of an object.
    pub(crate) fn fields(&self) -> Vec<(Cow<'static, str>, Out)> {
        let own = |field: &'static Field| Some((Cow::Borrowed(field.id), self.get(field.id)?.out()));
        self.sheet.fields.iter().filter_map(own).collect()
    }

    /// The form as JSON.
    pub(crate) fn out(&self) -> Out {
        let mut fields = vec![
            (Cow::Borrowed("schema"), Out::text(SCHEMA)),
            (Cow::Borrowed("concern"), Out::text(self.sheet.concern.code())),
        ];
        fields.extend(self.edition.map(|year| (Cow::Borrowed("edition"), Out::number(year))));
        fields.extend(self.fields());
        fields.extend(self.more.clone().map(|more| (Cow::Borrowed("more"), Out::Raw(more))));
        if !self.set_aside.is_empty() {
            fields.push((Cow::Borrowed("setAside"), problems(&self.set_aside)));
        }
        Out::Object(fields)
    }
}

/// What was set aside, as JSON.
pub(crate) fn problems(list: &[Problem]) -> Out {
    let one = |problem: &Problem| {
        Out::object([
            ("path", Some(Out::text(&problem.path))),
            ("code", Some(Out::text(problem.code.code()))),
            ("message", Some(Out::text(&problem.message))),
        ])
    };
    Out::List(list.iter().map(one).collect())
}

fn concern(json: &Json<'_>) -> Read<Concern> {
    let known = || any_of(Concern::ALL.iter().map(|concern| concern.code()));
    match json.get("concern").unwrap_or(&Json::Null) {
        Json::Null => refuse(
            RequestErrorCode::MissingField,
            "concern",
            format!("`concern` is missing, expected {}", known()),
        ),
        Json::Text(code) => Concern::parse(code).map_or_else(
            || {
                refuse(
                    RequestErrorCode::UnknownValue,
                    "concern",
                    format!("found {}, expected {}", quoted(code), known()),
                )
            },
            Ok,
        ),
        other => refuse(
            RequestErrorCode::WrongType,
            "concern",
            format!("found {}, expected a text", other.described()),
        ),
    }
}

/// The edition that an object names; a number or the same in a text.
pub(crate) fn edition(json: &Json<'_>, sheet: &Sheet, path: &str) -> Read<Option<u16>> {
    match json.get("edition").unwrap_or(&Json::Null) {
        Json::Null => Ok(None),
        Json::Number(year) => sheet.edition(year, path).map(Some),
        Json::Text(year) => sheet.edition(year, path).map(Some),
        other => {
            refuse(RequestErrorCode::WrongType, path, format!("found {}, expected a year", other.described()))
        }
    }
}

/// The day of the visit, if it can be read; whoever reads the field says why not.
fn day(json: &Json<'_>) -> Option<Day> {
    Day::parse(json.get("date")?.as_text()?)
}
