//! What a person says of a table: which column is what, in which unit, by which list of codes.

use super::columns::{self, Meaning};
use crate::concept::Concern;
use crate::json::{Fields, Json, Node, Read as Judged, Refused, parse, quoted};
use crate::problem::{RequestError, RequestErrorCode};
use crate::quantity::Unit;

/// What is said of one column.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// `None` leaves the column out.
    pub(crate) meaning: Option<&'static Meaning>,
    pub(crate) unit: Option<Unit>,
    /// The edition of the follow-up form whose numbers stand in the cells.
    pub(crate) codes: Option<u16>,
    /// Cells and the words that they stand for.
    pub(crate) values: Vec<(String, String)>,
}

/// What is said of a table.
#[derive(Debug, Default)]
pub(crate) struct Mapping {
    columns: Vec<(String, Said)>,
    /// The one patient of a table that does not name any.
    pub(crate) patient: Option<String>,
    pub(crate) concern: Option<Concern>,
    pub(crate) separator: Option<char>,
    /// The row that the header stands in, from 1.
    pub(crate) header: Option<usize>,
}

const FIELDS: &[&str] = &["columns", "patient", "concern", "separator", "header", "layout", "locale"];
const COLUMN: &[&str] = &["is", "unit", "codes", "values", "assumed"];

impl Mapping {
    /// Reads a mapping's JSON text; an empty text says nothing.
    pub(crate) fn read(text: &str) -> Result<Self, RequestError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let json = parse(text)?;
        let refused = Refused::default();
        let read = mapping(Node::root(&json, &refused));
        Ok(refused.or(read)?)
    }

    /// What is said of a header.
    pub(crate) fn of(&self, header: &str) -> Option<&Said> {
        self.columns.iter().find(|(own, _)| own == header).map(|(_, said)| said)
    }

    /// The headers that are spoken of.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(header, _)| header.as_str())
    }
}

fn mapping(root: Node<'_>) -> Judged<Mapping> {
    let fields = root.fields(&[FIELDS])?;
    let mut mapping = Mapping {
        patient: fields.text("patient"),
        concern: fields.code("concern"),
        header: fields.read("header", |node| whole(&node)),
        separator: fields.read("separator", separator),
        columns: Vec::new(),
    };
    fields.word("layout", &["wide", "long"]);
    fields.word("locale", &["zh-CN", "en"]);
    if let Some(list) = fields.get("columns") {
        let columns = Fields::new(list)?;
        let Json::Object(said) = list.value() else { return Ok(mapping) };
        for field in said {
            let name = columns::narrow(&field.name);
            let said = match columns.get(&field.name) {
                None => Said { meaning: None, unit: None, codes: None, values: Vec::new() },
                Some(node) => column(node)?,
            };
            mapping.columns.push((name, said));
        }
    }
    Ok(mapping)
}

fn separator(node: Node<'_>) -> Judged<char> {
    Ok(match node.word(&["comma", "tab", "semicolon"])? {
        "tab" => '\t',
        "semicolon" => ';',
        _ => ',',
    })
}

fn whole(node: &Node<'_>) -> Judged<usize> {
    let number =
        node.number()?.to_int().and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0);
    number.ok_or_else(|| node.wrong_type("a row, counted from 1"))
}

fn column(node: Node<'_>) -> Judged<Said> {
    if node.value().as_text().is_some() {
        return Ok(Said { meaning: Some(meaning(node)?), unit: None, codes: None, values: Vec::new() });
    }
    let fields = node.fields(&[COLUMN])?;
    let unit = fields.read("unit", |node| {
        let text = node.text()?;
        let unknown =
            || node.refuse(RequestErrorCode::UnknownValue, format!("{} is no known unit", quoted(text)));
        columns::unit(text).ok_or_else(unknown)
    });
    let codes = fields.read("codes", |node| {
        let year = node
            .number()?
            .to_int()
            .and_then(|year| u16::try_from(year).ok())
            .filter(|year| matches!(year, 2009 | 2017));
        year.ok_or_else(|| {
            node.refuse(RequestErrorCode::UnknownValue, "expected the edition `2017` or `2009`")
        })
    });
    let mut values = Vec::new();
    if let Some(list) = fields.get("values") {
        let own = Fields::new(list)?;
        let Json::Object(said) = list.value() else { return Err(list.wrong_type("an object")) };
        for field in said {
            values.push((columns::narrow(&field.name), own.need(&field.name)?.text()?.to_owned()));
        }
    }
    fields.flag("assumed");
    let meaning = fields.get("is").map(meaning).transpose()?;
    Ok(Said { meaning, unit, codes, values })
}

fn meaning(node: Node<'_>) -> Judged<&'static Meaning> {
    let text = node.text()?;
    columns::by_id(text).ok_or_else(|| {
        let known = columns::ids().join(", ");
        node.refuse(
            RequestErrorCode::UnknownValue,
            format!("found {}, expected one of {known}", quoted(text)),
        )
    })
}
