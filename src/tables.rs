//! Tables of county systems to records: what was understood first, then the records.
//!
//! A table comes as CSV text (comma, tab or semicolon) or as the cells of a sheet; bytes and encodings are the
//! caller's. Columns are known by their names (`guidelines/tables/`) or by a mapping: `{"columns": {header: "systolic" |
//! null | {"is", "unit", "codes", "values"}}, "patient"?, "concern"?, "separator"?, "header"?}`.
//!
//! * **Nothing is half read.** A row with a cell that cannot be read is listed with every such cell, and no part of it
//!   becomes a fact. A column whose unit cannot be told stops [`records`] until someone says it or leaves it out.
//! * **Nothing is guessed.** A bare code is read only where the mapping says by which list (`codes`, an edition of the
//!   follow-up form) or what it means (`values`); a day without its year first, a diabetes without its type and a
//!   formula are not read. A unit that stands nowhere is the usual one only if every number of the column is plausible
//!   in it, and is marked `assumed`.
//! * Rows of one person are joined by the id; two names, sexes or dates of birth under one id are a bad row.
//! * A row that is there twice counts once and is listed.
//!
//! ```
//! use liangbing::tables;
//! let csv = "档案号,随访日期,血压,空腹血糖(mmol/L)\n1001,2026/1/5,１２８/82,6.9\n1001,2026年2月5日,118/七十,6.1\n";
//! let preview = tables::preview(csv, false, "")?;
//! assert!(preview.contains(r#""row":3,"column":"血压","value":"118/七十""#));
//! let records = tables::records(csv, false, "")?;
//! assert!(records.contains(r#""at":"2026-01-05","concept":"glucose","value":6.9,"unit":"mmol/L","timing":"fasting""#));
//! assert!(!records.contains("6.1"), "nothing of the bad row is read");
//! # Ok::<(), liangbing::record::RequestError>(())
//! ```

mod cell;
mod columns;
mod grid;
mod mapping;
mod people;
mod row;
mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::forms::form::problems;
use crate::json::Out;
use crate::problem::{Problem, ProblemCode, RequestError, RequestErrorCode};
use crate::record::Record;
use columns::Kind;
use grid::Grid;
use mapping::Mapping;
use people::Person;
use row::Bad;
use table::{Column, Table};

/// What was read of a table.
struct Reading {
    table: Table,
    /// Rows below the header.
    rows: usize,
    good: usize,
    people: Vec<Person>,
    bad: Vec<Bad>,
    /// A row, and the equal one before it, from 1.
    duplicates: Vec<(usize, usize)>,
}

/// What was understood of a table, as JSON text: `{"separator", "layout", "header", "columns": [{"header", "is",
/// "unit", "assumed", "examples", "code", "why"}], "rows", "good", "people", "bad": [{"row", "column", "value", "code",
/// "why"}], "duplicates": [{"row", "of"}], "mapping"}`; `mapping` says again what was understood, to be changed and
/// given to [`records`]. Rows are counted from 1 as a spreadsheet does.
///
/// # Errors
/// A table larger than 32 MB, bytes that are no text, a quote that is not closed, an empty table, a mapping that is
/// none or names a column that is not there.
pub fn preview(table: &str, sheet: bool, mapping: &str) -> Result<String, RequestError> {
    let reading = read(table, sheet, &Mapping::read(mapping)?)?;
    let table = &reading.table;
    let number = |count: usize| Some(Out::number(count));
    let bad = reading.bad.iter().map(|bad| {
        let (code, why) = &bad.why;
        Out::object([
            ("row", number(bad.row)),
            ("column", Some(Out::text(&bad.column))),
            ("value", Some(Out::text(&bad.value))),
            ("code", Some(Out::text(code.code()))),
            ("why", Some(Out::text(why))),
        ])
    });
    let twice =
        reading.duplicates.iter().map(|(row, of)| Out::object([("row", number(*row)), ("of", number(*of))]));
    Ok(Out::object([
        ("separator", table.grid.separator.map(Out::text)),
        ("layout", Some(Out::text(if table.long { "long" } else { "wide" }))),
        ("header", number(table.header.saturating_add(1))),
        ("columns", Some(Out::List(table.columns.iter().map(column).collect()))),
        ("rows", number(reading.rows)),
        ("good", number(reading.good)),
        ("people", number(reading.people.len())),
        ("bad", Some(Out::List(bad.collect()))),
        ("duplicates", Some(Out::List(twice.collect()))),
        ("mapping", Some(understood(table))),
    ])
    .to_string())
}

/// The records of a table, as JSON text: `{"records", "setAside"}`. What was set aside has the path of its row and
/// column (`rows[12].空腹血糖`) or of its record.
///
/// # Errors
/// What [`preview`] refuses; a table in which no column and no mapping says whose rows these are; a column that is
/// known and cannot be read.
pub fn records(table: &str, sheet: bool, mapping: &str) -> Result<String, RequestError> {
    let reading = read(table, sheet, &Mapping::read(mapping)?)?;
    judged(&reading.table)?;
    let mut set_aside = Vec::new();
    for column in &reading.table.columns {
        if let Some((code, why)) = &column.why {
            set_aside.push(Problem::new(format!("columns.{}", column.header), *code, why));
        }
    }
    for bad in &reading.bad {
        let (code, why) = &bad.why;
        let column = if bad.column.is_empty() { String::new() } else { format!(".{}", bad.column) };
        set_aside.push(Problem::new(format!("rows[{}]{column}", bad.row), *code, why));
    }
    for (row, of) in &reading.duplicates {
        set_aside.push(Problem::new(
            format!("rows[{row}]"),
            ProblemCode::Duplicate,
            format!("the same as row {of}"),
        ));
    }
    let mut records = Vec::new();
    for (place, person) in reading.people.into_iter().enumerate() {
        let record = person.out().to_string();
        // The one judge of records has the last word.
        for problem in Record::read(&record)?.problems {
            set_aside.push(Problem { path: format!("records[{place}].{}", problem.path), ..problem });
        }
        records.push(Out::Raw(record));
    }
    let answer = [("records", Some(Out::List(records))), ("setAside", Some(problems(&set_aside)))];
    Ok(Out::object(answer).to_string())
}

fn read(text: &str, sheet: bool, mapping: &Mapping) -> Result<Reading, RequestError> {
    let table = Table::new(Grid::read(text, sheet, mapping.separator)?, mapping)?;
    let (mut people, mut places): (Vec<Person>, BTreeMap<String, usize>) = (Vec::new(), BTreeMap::new());
    let (mut bad, mut duplicates, mut rows, mut good) = (Vec::new(), Vec::new(), 0_usize, 0_usize);
    let mut seen: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for (at, cells) in table.rows() {
        rows = rows.saturating_add(1);
        let own = at.saturating_add(1);
        let said: Vec<&str> = cells.iter().map(grid::Cell::said).collect();
        if let Some(before) = seen.get(&said) {
            duplicates.push((own, *before));
            continue;
        }
        seen.insert(said, own);
        let facts = match row::read(&table, at, cells) {
            Ok(facts) => facts,
            Err(faults) => {
                bad.extend(faults);
                continue;
            }
        };
        let place = *places.entry(facts.id.clone()).or_insert(people.len());
        if place == people.len() {
            people.push(Person::default());
        }
        let Some(person) = people.get_mut(place) else { continue };
        if let Some(why) = person.contradicts(&facts) {
            bad.push(Bad { row: own, column: String::new(), value: facts.id, why });
            continue;
        }
        good = good.saturating_add(1);
        person.take(facts);
    }
    Ok(Reading { table, rows, good, people, bad, duplicates })
}

/// Whether the table can be made into records at all.
fn judged(table: &Table) -> Result<(), RequestError> {
    if !table.has(Kind::Id) && table.patient.is_none() {
        let message = "no column says whose rows these are; name one as `id`, or say `patient`";
        return Err(RequestError::new(RequestErrorCode::MissingField, "columns", message));
    }
    let stopped = table.columns.iter().find(|column| column.meaning.is_some() && column.why.is_some());
    match stopped.and_then(|column| Some((column, column.why.as_ref()?))) {
        None => Ok(()),
        Some((column, (_, why))) => {
            let message = format!("{why}; or leave the column out with `null`");
            Err(RequestError::new(
                RequestErrorCode::BadOptions,
                format!("columns.{}", column.header),
                message,
            ))
        }
    }
}

fn column(column: &Column) -> Out {
    let examples = column.examples.iter().map(Out::text).collect();
    let why = column.why.as_ref();
    Out::object([
        ("header", Some(Out::text(&column.header))),
        ("is", Some(column.meaning.map_or(Out::Null, |meaning| Out::text(meaning.id)))),
        ("unit", column.unit.map(|unit| Out::text(unit.code()))),
        ("assumed", column.assumed.then_some(Out::Flag(true))),
        ("ignored", column.ignored.then_some(Out::Flag(true))),
        ("examples", Some(Out::List(examples))),
        ("code", why.map(|(code, _)| Out::text(code.code()))),
        ("why", why.map(|(_, why)| Out::text(why))),
    ])
}

/// The mapping that says what was understood.
fn understood(table: &Table) -> Out {
    let one = |column: &Column| {
        let said = match column.meaning {
            None => Out::Null,
            Some(meaning) => Out::object([
                ("is", Some(Out::text(meaning.id))),
                ("unit", column.unit.map(|unit| Out::text(unit.code()))),
                ("codes", column.codes.map(Out::number)),
                ("values", (!column.values.is_empty()).then(|| values(column))),
            ]),
        };
        (Cow::Owned(column.header.clone()), said)
    };
    let columns = table.columns.iter().filter(|column| !column.header.is_empty()).map(one);
    let mut once: Vec<(Cow<'static, str>, Out)> = Vec::new();
    for (header, said) in columns {
        // A header that stands twice can be spoken of once.
        if !once.iter().any(|(own, _)| *own == header) {
            once.push((header, said));
        }
    }
    Out::object([
        ("header", Some(Out::number(table.header.saturating_add(1)))),
        ("concern", table.concern.map(|concern| Out::text(concern.code()))),
        ("patient", table.patient.as_ref().map(Out::text)),
        ("columns", Some(Out::Object(once))),
    ])
}

fn values(column: &Column) -> Out {
    Out::Object(column.values.iter().map(|(own, word)| (Cow::Owned(own.clone()), Out::text(word))).collect())
}
