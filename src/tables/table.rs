//! A table with its columns understood, as far as they can be.

use super::cell;
use super::columns::{self, Kind, Meaning};
use super::grid::{Cell, Grid};
use super::mapping::{Mapping, Said};
use crate::concept::{Concept, Concern, DIASTOLIC, Range};
use crate::json::{any_of, quoted};
use crate::problem::{ProblemCode, RequestError, RequestErrorCode};
use crate::quantity::{Decimal, Unit};

/// A header may stand below a title.
const HEADER_WITHIN: usize = 10;
/// How many examples a preview shows.
const EXAMPLES: usize = 5;

/// Why something was not understood.
pub(crate) type Why = (ProblemCode, String);

/// A column, and what it was understood as.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) header: String,
    pub(crate) meaning: Option<&'static Meaning>,
    pub(crate) unit: Option<Unit>,
    /// The unit stands nowhere; all numbers are plausible in it.
    pub(crate) assumed: bool,
    pub(crate) codes: Option<u16>,
    pub(crate) values: Vec<(String, String)>,
    /// Left out by the mapping.
    pub(crate) ignored: bool,
    pub(crate) examples: Vec<String>,
    pub(crate) why: Option<Why>,
}

/// A table and its columns.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) grid: Grid,
    /// Where the header stands, from 0.
    pub(crate) header: usize,
    pub(crate) columns: Vec<Column>,
    /// One value a row, with its name and unit beside it.
    pub(crate) long: bool,
    pub(crate) concern: Option<Concern>,
    pub(crate) patient: Option<String>,
}

impl Table {
    /// Understands a table's columns: what the mapping says, else their names.
    pub(crate) fn new(grid: Grid, mapping: &Mapping) -> Result<Self, RequestError> {
        let header = header(&grid, mapping)?;
        let names = grid.rows.get(header).map(Vec::as_slice).unwrap_or_default();
        let mut columns: Vec<Column> = names.iter().map(|cell| named(cell, mapping)).collect();
        for header in mapping.headers() {
            if !columns.iter().any(|column| column.header == header) {
                let message = format!("the table has no column {}", quoted(header));
                return Err(RequestError::new(
                    RequestErrorCode::UnknownField,
                    format!("columns.{header}"),
                    message,
                ));
            }
        }
        twice(&mut columns);
        let has =
            |kind| columns.iter().any(|column| column.meaning.is_some_and(|meaning| meaning.kind == kind));
        let long = has(Kind::Item) && has(Kind::Value);
        let concern = mapping.concern.or_else(|| inferred(&columns));
        let mut table = Self { grid, header, columns, long, concern, patient: mapping.patient.clone() };
        table.look();
        Ok(table)
    }

    /// Rows below the header, with their place from 0; empty ones are none.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &[Cell])> {
        let rows = self.grid.rows.iter().enumerate().skip(self.header.saturating_add(1));
        rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())).map(|(at, row)| (at, row.as_slice()))
    }

    /// The cells of a column.
    fn cells(&self, place: usize) -> impl Iterator<Item = &Cell> {
        self.rows().filter_map(move |(_, row)| row.get(place)).filter(|cell| !cell.is_empty())
    }

    /// Looks into the cells: examples, units that stand nowhere, codes that look like a default.
    fn look(&mut self) {
        for place in 0..self.columns.len() {
            let examples: Vec<String> =
                self.cells(place).take(EXAMPLES).map(|cell| cell.said().to_owned()).collect();
            let found = self
                .columns
                .get(place)
                .map(|column| (self.unit_of(column, place), self.default_of(column, place)));
            let (Some(column), Some((unit, default))) = (self.columns.get_mut(place), found) else {
                continue;
            };
            column.examples = examples;
            match unit {
                Ok(Some(unit)) => (column.unit, column.assumed) = (Some(unit), true),
                Ok(None) => {}
                Err(why) => column.why = column.why.take().or(Some(why)),
            }
            column.why = column.why.take().or(default);
        }
    }

    /// The unit of a column that says none, if all its numbers can be that.
    fn unit_of(&self, column: &Column, place: usize) -> Result<Option<Unit>, Why> {
        let Some(meaning) = column.meaning.filter(|_| column.unit.is_none() && column.why.is_none()) else {
            return Ok(None);
        };
        let Some(concept) = meaning.concept else { return Ok(None) };
        let Some(usual) = concept.ranges().first() else { return Ok(None) };
        let range = if meaning.kind == Kind::Diastolic { DIASTOLIC.first().unwrap_or(usual) } else { usual };
        for cell in self.cells(place) {
            let numbers = match (meaning.kind, cell::pair(cell.said())) {
                (Kind::Pressure, Some((upper, lower, None))) => vec![upper, lower],
                _ => cell::number(cell.said())
                    .filter(|(_, unit)| unit.is_none())
                    .map(|(number, _)| number)
                    .into_iter()
                    .collect(),
            };
            let odd = |number: &&Decimal| {
                **number != Decimal::ZERO && (**number < range.low || **number > range.high)
            };
            // A lower number of a pair has bounds of its own; within the upper one's it surely is in the unit.
            if concept.unit_if_unsaid().is_none()
                && meaning.kind != Kind::Pressure
                && numbers.iter().any(|number| odd(&number))
                || meaning.kind == Kind::Pressure && numbers.first().is_some_and(|number| odd(&number))
            {
                let units = any_of(concept.ranges().iter().map(|range| range.unit.code()));
                let message = format!(
                    "found {}, which is no {} in {}; say the unit, {units}",
                    quoted(cell.said()),
                    concept.code(),
                    usual.unit.code()
                );
                return Err((ProblemCode::UnknownUnit, message));
            }
        }
        Ok(Some(usual.unit))
    }

    /// A column of codes in which everyone has the same complaint was never filled in.
    fn default_of(&self, column: &Column, place: usize) -> Option<Why> {
        let meaning = column.meaning.filter(|meaning| meaning.to == "symptoms" && column.codes.is_some())?;
        let mut cells = self.cells(place);
        let first = cells.next()?.said();
        let others: Vec<&str> = cells.map(Cell::said).collect();
        let everyone = others.len() > 1 && others.iter().all(|other| *other == first) && first != "1";
        everyone.then(|| {
            let message =
                format!("every row of {} says {}, which looks like a default", meaning.id, quoted(first));
            (ProblemCode::NotUnderstood, message)
        })
    }

    /// Whether a column of a kind is there.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.columns.iter().any(|column| column.meaning.is_some_and(|meaning| meaning.kind == kind))
    }
}

/// The row of the header: what the mapping says, else the first that names two columns, else one.
fn header(grid: &Grid, mapping: &Mapping) -> Result<usize, RequestError> {
    if let Some(row) = mapping.header {
        let place = row.saturating_sub(1);
        return grid.rows.get(place).map(|_| place).ok_or_else(|| {
            RequestError::new(RequestErrorCode::BadOptions, "header", format!("the table has no row {row}"))
        });
    }
    let known = |row: &Vec<Cell>| {
        row.iter()
            .filter(|cell| {
                let header = cell.said();
                mapping.of(header).is_some() || columns::by_name(columns::split(header).0).is_some()
            })
            .count()
    };
    let counts: Vec<usize> = grid.rows.iter().take(HEADER_WITHIN).map(known).collect();
    let found =
        counts.iter().position(|count| *count > 1).or_else(|| counts.iter().position(|count| *count > 0));
    let first = || grid.rows.iter().position(|row| row.iter().any(|cell| !cell.is_empty()));
    found.or_else(first).ok_or_else(|| {
        RequestError::new(
            RequestErrorCode::MissingField,
            "rows",
            "found an empty table, expected a header and rows",
        )
    })
}

fn named(cell: &Cell, mapping: &Mapping) -> Column {
    let header = cell.said().to_owned();
    let (name, bracket) = columns::split(&header);
    let said: Option<&Said> = mapping.of(&header);
    let by_name = columns::by_name(name);
    let ignored = said.is_some_and(|said| {
        said.meaning.is_none() && said.unit.is_none() && said.codes.is_none() && said.values.is_empty()
    });
    let meaning = if ignored { None } else { said.and_then(|said| said.meaning).or(by_name) };
    let mut column = Column {
        meaning,
        unit: said.and_then(|said| said.unit),
        assumed: false,
        codes: said.and_then(|said| said.codes),
        values: said.map(|said| said.values.clone()).unwrap_or_default(),
        ignored,
        examples: Vec::new(),
        why: None,
        header: header.clone(),
    };
    let Some(meaning) = meaning else {
        let message = format!("{} is no known column", quoted(name));
        column.why = (!ignored).then_some((ProblemCode::NotUnderstood, message));
        return column;
    };
    column.why = unit(&mut column, meaning, bracket).err();
    column
}

/// Judges a column's unit: that of the mapping, else that in the header's brackets.
fn unit(column: &mut Column, meaning: &Meaning, bracket: Option<&str>) -> Result<(), Why> {
    if let Some(concept) = meaning.concept {
        if column.unit.is_none() {
            let found = bracket.and_then(columns::unit);
            if let (Some(bracket), None) = (bracket, found) {
                // Brackets may hold something else than a unit, which must then be said.
                return Err(unknown_unit(bracket, concept));
            }
            column.unit = found;
        }
        if let Some(unit) = column.unit.filter(|unit| concept.unit_slot(*unit).is_none()) {
            return Err(unknown_unit(unit.code(), concept));
        }
    }
    if meaning.kind == Kind::Habit {
        let known = bracket.is_none_or(|bracket| meaning.units.contains(&bracket));
        if !known || meaning.needs_unit && bracket.is_none() {
            let message = format!(
                "found {}, expected the unit in the header: {}",
                bracket.map_or_else(|| "no unit".to_owned(), quoted),
                meaning.units.join(", ")
            );
            return Err((ProblemCode::UnknownUnit, message));
        }
    }
    Ok(())
}

pub(crate) fn unknown_unit(found: &str, concept: Concept) -> Why {
    let known = any_of(concept.ranges().iter().map(|range: &Range| range.unit.code()));
    let found = if found.is_empty() { "no unit".to_owned() } else { format!("the unit {}", quoted(found)) };
    (ProblemCode::UnknownUnit, format!("found {found}, expected {known}"))
}

/// Two columns of one meaning would hide each other; medicines may have several.
fn twice(columns: &mut [Column]) {
    let ids: Vec<Option<&str>> = columns
        .iter()
        .map(|column| {
            column.meaning.filter(|meaning| meaning.kind != Kind::Medicine).map(|meaning| meaning.id)
        })
        .collect();
    for (place, column) in columns.iter_mut().enumerate() {
        let before = ids.iter().take(place).flatten();
        if let Some(Some(id)) = ids.get(place)
            && before.into_iter().any(|one| one == id)
        {
            column.why =
                Some((ProblemCode::Duplicate, format!("another column is `{id}` already; leave one out")));
        }
    }
}

/// What a table is about: one with pressures and without glucose is about one thing.
fn inferred(columns: &[Column]) -> Option<Concern> {
    let has = |concept: Concept| {
        columns.iter().any(|column| column.meaning.is_some_and(|meaning| meaning.concept == Some(concept)))
    };
    match (has(Concept::BloodPressure), has(Concept::Glucose)) {
        (true, false) => Some(Concern::Hypertension),
        (false, true) => Some(Concern::Diabetes),
        _ => None,
    }
}
