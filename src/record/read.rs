//! Reads a record: strict on its shape, kind to its values.
//!
//! A request whose shape is wrong is refused whole, with a path. A value that is odd (implausible,
//! contradictory, in an unknown unit or code) is set aside as a [`Problem`] whose path names what was
//! set aside. Nothing here knows the as-of day.

mod context;
mod contradictions;
mod history;
mod measured;
mod observation;
mod patient;

use super::{Medication, Problem, ProblemCode, Record, RequestError, RequestErrorCode};
use crate::civil::Moment;
use crate::json::{Fields, Json, Node, Read, Refused, canonical, parse, quoted, sha256};
use crate::quantity::Decimal;
use crate::sorted::repeated;

/// The largest record, in bytes.
const LARGEST: usize = 20 * 1024 * 1024;
/// China has one clock.
const UTC_OFFSET: i32 = 480;
/// The name of this shape.
const SCHEMA: &[&str] = &["liangbing.record/1"];

const FIELDS: &[&str] = &[
    "schema",
    "patient",
    "utcOffset",
    "conditions",
    "observations",
    "medications",
    "visits",
    "referrals",
    "lifestyle",
    "family",
    "allergies",
    "plans",
    "targets",
    "answered",
];

impl Record {
    /// Reads a record's JSON text.
    ///
    /// ```
    /// use liangbing::record::{Record, RequestErrorCode};
    /// let record = Record::read(r#"{"patient": {"id": "p-001", "born": "1958-03-02"}}"#)?;
    /// assert_eq!(record.patient.id.as_deref(), Some("p-001"));
    ///
    /// let refused = Record::read(r#"{"patient": {"bron": "1958-03-02"}}"#).unwrap_err();
    /// assert_eq!(refused.code, RequestErrorCode::UnknownField);
    /// assert_eq!(refused.path, "patient.bron");
    /// # Ok::<(), liangbing::record::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Text that is larger than 20 MB, that is no JSON, or that has another shape than a record.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        if text.len() > LARGEST {
            let message = format!("found {} bytes, expected at most {LARGEST}", text.len());
            return Err(RequestError::new(RequestErrorCode::TooLarge, "", message));
        }
        Self::of(&parse(text)?)
    }

    /// The same of JSON that was read or made, its fields in the order of their names.
    pub(crate) fn of(value: &Json<'_>) -> Result<Self, RequestError> {
        let refused = Refused::default();
        let read = record(Node::root(value, &refused));
        let mut record = refused.or(read)?;
        contradictions::set_aside(&mut record);
        record.digest = sha256(&canonical(value));
        Ok(record)
    }
}

impl Medication {
    /// Reads one medicine's JSON text, as an order is written; what a record would set aside is refused here.
    ///
    /// # Errors
    ///
    /// Text that is no JSON, that has another shape than a medicine, or that holds an odd value.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        let value = parse(text)?;
        let refused = Refused::default();
        let root = Node::root(&value, &refused);
        let mut door = Door { utc_offset: UTC_OFFSET, problems: Vec::new() };
        let read = history::medication(root, 0, &mut door);
        let medication = refused.or(read)?;
        match (medication, door.problems.pop()) {
            (Some(medication), None) => Ok(medication),
            (None, _) => {
                let message = "found no medicine, expected `code`, `name` or `classes`";
                Err(RequestError::new(RequestErrorCode::MissingField, "code", message))
            }
            (_, Some(problem)) => {
                Err(RequestError::new(RequestErrorCode::UnknownValue, problem.path, problem.message))
            }
        }
    }
}

fn record(root: Node<'_>) -> Read<Record> {
    let fields = Fields::new(root)?;
    // First, so that a record of a shape to come is told so, not that its new fields are misspelt.
    fields.word("schema", SCHEMA);
    fields.only(&[FIELDS])?;
    let utc_offset = fields.read("utcOffset", |node| node.utc_offset()).unwrap_or(UTC_OFFSET);
    let mut door = Door { utc_offset, problems: Vec::new() };
    let door = &mut door;
    let record = Record {
        patient: fields.read("patient", |node| patient::read(node, door)).unwrap_or_default(),
        conditions: door.list(&fields, "conditions", history::condition),
        observations: observation::list(&fields, door)?,
        medications: door.list(&fields, "medications", history::medication),
        medications_listed: fields.get("medications").is_some(),
        visits: door.list(&fields, "visits", history::visit),
        referrals: door.list(&fields, "referrals", history::referral),
        lifestyle: fields.read("lifestyle", |node| context::lifestyle(node, door)),
        family: door.list(&fields, "family", context::family),
        allergies: door.list(&fields, "allergies", context::allergy),
        plans: door.list(&fields, "plans", context::plan),
        targets: door.list(&fields, "targets", context::target),
        answered: door.list(&fields, "answered", context::answered),
        problems: std::mem::take(&mut door.problems),
        digest: String::new(),
    };
    unique_ids(&fields, "observations")?;
    unique_ids(&fields, "referrals")?;
    Ok(record)
}

/// Refuses an id that two items of a list share.
fn unique_ids(fields: &Fields<'_>, list: &str) -> Read<()> {
    let Some(list) = fields.get(list) else { return Ok(()) };
    let mut ids = Vec::new();
    for item in list.items()? {
        ids.extend(item.value().get("id").and_then(Json::as_text).map(|id| (id, item)));
    }
    let id = |place: usize| ids.get(place).map(|(id, _)| *id);
    let twice = repeated(ids.len(), &|one, other| id(one).cmp(&id(other)));
    match twice.first().and_then(|(place, _)| ids.get(*place)) {
        None => Ok(()),
        Some((id, item)) => {
            let message = format!("found {} twice, expected an id of its own", quoted(id));
            Err(Fields::new(*item)?.need("id")?.refuse(RequestErrorCode::DuplicateId, message))
        }
    }
}

/// What every reader of a part needs: the clinic's offset, and where to note what was set aside.
struct Door {
    utc_offset: i32,
    problems: Vec<Problem>,
}

impl Door {
    /// Notes that a value was set aside.
    fn set_aside(&mut self, node: &Node<'_>, code: ProblemCode, message: impl Into<String>) {
        self.problems.push(Problem::new(node.path(), code, message));
    }

    /// Reads the items of a list; one that is word for word the same as an earlier one is set aside.
    fn list<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        read: fn(Node<'_>, usize, &mut Self) -> Read<Option<T>>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        let mut keep = |node: Node<'_>, index, door: &mut Self| {
            out.extend(read(node, index, door)?);
            Ok(())
        };
        fields.read(name, |list| self.items(list, &mut keep));
        out
    }

    /// One walk for every list; compiled for each it would weigh 10 KB in the module.
    fn items(
        &mut self,
        list: Node<'_>,
        keep: &mut dyn FnMut(Node<'_>, usize, &mut Self) -> Read<()>,
    ) -> Read<()> {
        let mut said = Vec::new();
        for node in list.items()? {
            let has_id = !matches!(node.value().get("id"), None | Some(Json::Null));
            said.push(if has_id { None } else { Some(canonical(node.value())) });
        }
        let text = |place: usize| said.get(place).and_then(Option::as_deref);
        let mut twice = repeated(said.len(), &|one, other| text(one).cmp(&text(other)));
        twice.retain(|(place, _)| text(*place).is_some());
        let mut twice = twice.into_iter().map(|(place, _)| place).peekable();
        for (index, node) in list.items()?.enumerate() {
            if twice.next_if_eq(&index).is_some() {
                self.set_aside(&node, ProblemCode::Duplicate, "the same entry stands in the list before");
            } else {
                keep(node, index, self)?;
            }
        }
        Ok(())
    }

    /// A day, with the time if it was written.
    fn moment(&self, fields: &Fields<'_>, name: &str) -> Option<Moment> {
        fields.read(name, |node| node.moment(self.utc_offset))
    }

    /// A day that must be there.
    fn moment_needed(&self, fields: &Fields<'_>, name: &str) -> Read<Moment> {
        fields.need(name)?.moment(self.utc_offset)
    }

    /// A number from 0 to `most`; one outside is set aside.
    fn amount(&mut self, fields: &Fields<'_>, name: &str, most: i64) -> Option<Decimal> {
        let node = fields.get(name)?;
        let number = fields.noted(node.number())?;
        if number >= Decimal::ZERO && number <= Decimal::from_int(most) {
            return Some(number);
        }
        self.set_aside(&node, ProblemCode::Implausible, format!("found `{number}`, expected 0 to {most}"));
        None
    }

    /// A whole number from 0 to `most`; one outside is set aside.
    fn count(&mut self, fields: &Fields<'_>, name: &str, most: u8) -> Option<u8> {
        let node = fields.get(name)?;
        let whole = fields.noted(node.number())?.to_int();
        let whole = fields.noted(whole.ok_or_else(|| node.wrong_type("a whole number")))?;
        let count = u8::try_from(whole).ok().filter(|count| *count <= most);
        if count.is_none() {
            self.set_aside(&node, ProblemCode::Implausible, format!("found `{whole}`, expected 0 to {most}"));
        }
        count
    }
}
