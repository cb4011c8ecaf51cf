//! One row to facts: all of it, or nothing and why.

use super::cell;
use super::columns::{self, Kind, Meaning, Words};
use super::grid::Cell;
use super::table::{Column, Table, Why, unknown_unit};
use crate::concept::{Concept, Concern, DIASTOLIC, Timing};
use crate::forms::sheet::{Choice, Kind as Answer, Sheet, To};
use crate::json::{Out, quoted};
use crate::problem::ProblemCode;
use crate::quantity::{Decimal, Unit};

/// A cell that could not be read.
#[derive(Debug)]
pub(crate) struct Bad {
    /// From 1, as a spreadsheet counts.
    pub(crate) row: usize,
    /// The header; empty where the whole row is meant.
    pub(crate) column: String,
    pub(crate) value: String,
    pub(crate) why: Why,
}

/// A part of a blood pressure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pressure {
    pub(crate) systolic: Option<Decimal>,
    pub(crate) diastolic: Option<Decimal>,
    pub(crate) unit: Unit,
}

/// What a row says.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) id: String,
    pub(crate) at: Option<String>,
    time: Option<String>,
    pub(crate) patient: Vec<(&'static str, String)>,
    pub(crate) place: Vec<(&'static str, String)>,
    pub(crate) conditions: Vec<&'static str>,
    pub(crate) concern: Option<Concern>,
    pub(crate) pressure: Option<Pressure>,
    pub(crate) numbers: Vec<(Concept, Option<Timing>, Out, Unit)>,
    pub(crate) codes: Vec<(Concept, &'static str, u16)>,
    pub(crate) symptoms: Vec<&'static str>,
    pub(crate) visit: Vec<(&'static str, Out)>,
    pub(crate) habits: Vec<(&'static str, Out)>,
    pub(crate) medicines: Vec<String>,
}

impl Facts {
    /// Whether something on the row needs a day to stand on.
    fn dated(&self) -> bool {
        let measured = self.pressure.is_some() || !self.numbers.is_empty() || !self.codes.is_empty();
        measured || !self.symptoms.is_empty() || !self.visit.is_empty() || !self.habits.is_empty()
    }
}

/// Reads a row; every cell that cannot be read is told.
pub(crate) fn read(table: &Table, at: usize, cells: &[Cell]) -> Result<Facts, Vec<Bad>> {
    let mut row = Row { table, place: at.saturating_add(1), facts: Facts::default(), bad: Vec::new() };
    if table.grid.separator.is_some() && cells.len() != table.columns.len() {
        let message =
            format!("found {} cells, expected {} as in the header", cells.len(), table.columns.len());
        row.fault("", "", (ProblemCode::NotUnderstood, message));
        return Err(row.bad);
    }
    row.facts.concern = table.concern;
    row.facts.id = table.patient.clone().unwrap_or_default();
    let mut columns: Vec<(&Column, &Meaning, &Cell)> = Vec::new();
    for (column, cell) in table.columns.iter().zip(cells) {
        if let Some(meaning) = column.meaning.filter(|_| column.why.is_none() && !cell.is_empty()) {
            columns.push((column, meaning, cell));
        }
    }
    // What a row is about must be known before its complaints are read.
    for (column, meaning, cell) in &columns {
        if meaning.kind == Kind::Concern {
            row.cell(column, meaning, cell);
        }
    }
    for (column, meaning, cell) in &columns {
        let part = matches!(meaning.kind, Kind::Concern | Kind::Item | Kind::Value | Kind::Unit);
        if !part {
            row.cell(column, meaning, cell);
        }
    }
    if table.long {
        row.long(&columns);
    }
    row.whole();
    if row.bad.is_empty() { Ok(row.facts) } else { Err(row.bad) }
}

struct Row<'t> {
    table: &'t Table,
    place: usize,
    facts: Facts,
    bad: Vec<Bad>,
}

impl Row<'_> {
    fn fault(&mut self, column: &str, value: &str, why: Why) {
        self.bad.push(Bad { row: self.place, column: column.to_owned(), value: value.to_owned(), why });
    }

    fn cell(&mut self, column: &Column, meaning: &Meaning, cell: &Cell) {
        if let Cell::Formula(said) = cell {
            let message = "a formula; its value may be stale, so it is not read".to_owned();
            self.fault(&column.header, said, (ProblemCode::NotUnderstood, message));
            return;
        }
        let read = self.take(column, meaning, cell);
        if let Err(why) = read {
            self.fault(&column.header, cell.said(), why);
        }
    }

    fn take(&mut self, column: &Column, meaning: &Meaning, cell: &Cell) -> Result<(), Why> {
        let said = cell.said();
        let not_understood =
            |message: &str| (ProblemCode::NotUnderstood, format!("found {}: {message}", quoted(said)));
        match meaning.kind {
            Kind::Id => said.clone_into(&mut self.facts.id),
            Kind::Patient => self.patient(meaning.to, cell)?,
            Kind::Date => {
                self.facts.at = Some(cell::moment(cell, self.table.grid.from_1904).map_err(not_understood)?);
            }
            Kind::Time => {
                self.facts.time = Some(cell::time(cell).ok_or_else(|| not_understood("no time of day"))?);
            }
            Kind::Systolic | Kind::Diastolic | Kind::Pressure | Kind::Number => {
                self.measured(column, meaning, said)?;
            }
            Kind::Field => self.field(column, meaning, said)?,
            Kind::Habit => {
                let (number, _) = cell::number(said).ok_or_else(|| not_understood("no number"))?;
                self.facts.habits.push((meaning.to, Out::number(number)));
            }
            Kind::Condition => {
                for word in split(said) {
                    let code = columns::word(columns::words(Words::Condition), word);
                    self.facts.conditions.push(code.ok_or_else(|| unknown(word))?);
                }
            }
            Kind::Concern => {
                let code = columns::word(columns::words(Words::Concern), said).and_then(Concern::parse);
                self.facts.concern = Some(code.ok_or_else(|| unknown(said))?);
            }
            Kind::Medicine => self.facts.medicines.push(said.to_owned()),
            Kind::Item | Kind::Value | Kind::Unit => {}
        }
        Ok(())
    }

    /// A row of a long table: the item is the header, the unit stands beside.
    fn long(&mut self, columns: &[(&Column, &Meaning, &Cell)]) {
        let of = |kind: Kind| columns.iter().find(|(_, meaning, _)| meaning.kind == kind);
        let (Some((_, _, item)), Some((column, _, value))) = (of(Kind::Item), of(Kind::Value)) else {
            return;
        };
        let (name, bracket) = columns::split(item.said());
        let measured = |meaning: &&'static Meaning| meaning.concept.is_some() || meaning.kind == Kind::Field;
        let Some(meaning) = columns::by_name(name).filter(measured) else {
            let message = format!("{} is no known item", quoted(name));
            self.fault(&column.header, item.said(), (ProblemCode::UnknownCode, message));
            return;
        };
        let said = of(Kind::Unit).map(|(_, _, cell)| cell.said()).or(bracket);
        let unit = match (said, meaning.concept) {
            (Some(said), Some(concept)) => {
                match columns::unit(said).filter(|unit| concept.unit_slot(*unit).is_some()) {
                    Some(unit) => Some(unit),
                    None => return self.fault(&column.header, said, unknown_unit(said, concept)),
                }
            }
            // One row cannot show what a whole column does: without its unit it is read only where there is one unit.
            (None, Some(concept)) => match concept.unit_if_unsaid() {
                Some(unit) => Some(unit),
                None => return self.fault(&column.header, value.said(), unknown_unit("", concept)),
            },
            _ => None,
        };
        let own = Column {
            header: column.header.clone(),
            meaning: Some(meaning),
            unit,
            assumed: false,
            codes: column.codes,
            values: column.values.clone(),
            ignored: false,
            examples: Vec::new(),
            why: None,
        };
        self.cell(&own, meaning, value);
    }

    fn patient(&mut self, to: &'static str, cell: &Cell) -> Result<(), Why> {
        let said = cell.said();
        match to {
            "sex" => {
                let code = columns::word(columns::words(Words::Sex), said).ok_or_else(|| unknown(said))?;
                self.facts.patient.push(("sex", code.to_owned()));
            }
            "born" => {
                let part = crate::civil::PartialDate::parse(said).map(|_| said.to_owned());
                if cell::century_unsaid(said) {
                    let why = "a year of four digits is missing";
                    return Err((ProblemCode::NotUnderstood, format!("found {}: {why}", quoted(said))));
                }
                let born = part.map_or_else(|| cell::moment(cell, self.table.grid.from_1904), Ok);
                let born = born
                    .map_err(|why| (ProblemCode::NotUnderstood, format!("found {}: {why}", quoted(said))))?;
                self.facts.patient.push(("born", born.split('T').next().unwrap_or(&born).to_owned()));
            }
            "township" | "village" => self.facts.place.push((to, said.to_owned())),
            _ => self.facts.patient.push((to, said.to_owned())),
        }
        Ok(())
    }

    fn measured(&mut self, column: &Column, meaning: &Meaning, said: &str) -> Result<(), Why> {
        let Some(concept) = meaning.concept else { return Ok(()) };
        let none = || (ProblemCode::NotUnderstood, format!("found {}, expected a number", quoted(said)));
        if concept == Concept::Glucose && (said.eq_ignore_ascii_case("hi") || said.eq_ignore_ascii_case("lo"))
        {
            let unit = column.unit.unwrap_or(Unit::MillimolePerLitre);
            self.facts.numbers.push((concept, meaning.timing, Out::text(said.to_ascii_uppercase()), unit));
            return Ok(());
        }
        let (upper, lower, written) = match meaning.kind {
            Kind::Pressure => cell::pair(said).map(|(upper, lower, unit)| (Some(upper), Some(lower), unit)),
            Kind::Diastolic => cell::number(said).map(|(number, unit)| (None, Some(number), unit)),
            _ => cell::number(said).map(|(number, unit)| (Some(number), None, unit)),
        }
        .ok_or_else(none)?;
        let unit = match (written.map(|text| (text, columns::unit(text))), column.unit) {
            (Some((_, Some(unit))), _) if concept.unit_slot(unit).is_some() => unit,
            (Some((text, _)), _) => return Err(unknown_unit(text, concept)),
            (None, Some(unit)) => unit,
            (None, None) => return Err(unknown_unit("", concept)),
        };
        // Exports are filled with 0 where nothing was measured.
        let [upper, lower] = [upper, lower].map(|number| number.filter(|number| *number != Decimal::ZERO));
        for (number, ranges) in [(upper, concept.ranges()), (lower, DIASTOLIC)] {
            let Some((number, range)) = number.zip(ranges.iter().find(|range| range.unit == unit)) else {
                continue;
            };
            if number < range.low || number > range.high {
                let message = format!(
                    "found {} `{number}` {}, expected {} to {}",
                    concept.code(),
                    unit.code(),
                    range.low,
                    range.high
                );
                return Err((ProblemCode::Implausible, message));
            }
        }
        if concept == Concept::BloodPressure {
            let before = self.facts.pressure.filter(|before| before.unit == unit);
            let systolic = upper.or_else(|| before.and_then(|before| before.systolic));
            let diastolic = lower.or_else(|| before.and_then(|before| before.diastolic));
            if systolic.is_some() || diastolic.is_some() {
                self.facts.pressure = Some(Pressure { systolic, diastolic, unit });
            }
        } else if let Some(number) = upper {
            self.facts.numbers.push((concept, meaning.timing, Out::number(number), unit));
        }
        Ok(())
    }

    fn field(&mut self, column: &Column, meaning: &Meaning, said: &str) -> Result<(), Why> {
        let concern = self.facts.concern;
        let sheets = concern.map_or_else(|| Sheet::all().to_vec(), |concern| vec![Sheet::of(concern)]);
        let found = sheets.iter().chain(Sheet::all().iter()).find_map(|sheet| sheet.field(meaning.to));
        let Some(field) = found else { return Ok(()) };
        if matches!(meaning.to, "symptoms" | "class") && concern.is_none() {
            return Err((
                ProblemCode::NotUnderstood,
                "which disease is this about? say `concern`".to_owned(),
            ));
        }
        let parts = if field.kind == Answer::Codes { split(said).collect() } else { vec![said] };
        for part in parts {
            let choice = choice(column, field.choices(column.codes), part, field.by_edition())?;
            match field.to {
                To::Visit("adverseReaction") => {
                    self.facts.visit.push(("adverseReaction", Out::Flag(choice.means == "true")));
                }
                To::Visit(name) => self.facts.visit.push((name, Out::text(choice.means))),
                To::Lifestyle { name, .. } => self.facts.habits.push((name, Out::text(choice.means))),
                To::FootPulse => self.facts.codes.push((Concept::FootPulse, choice.means, choice.edition)),
                To::Symptoms if choice.symptoms.is_empty() => self.facts.symptoms.push("none"),
                To::Symptoms => {
                    self.facts.symptoms.extend(choice.symptoms.iter().map(|symptom| symptom.code()));
                }
                _ => {}
            }
        }
        let none = self.facts.symptoms.contains(&"none");
        if none && self.facts.symptoms.len() > 1 {
            let message = "found no symptoms beside another one, expected one of them".to_owned();
            return Err((ProblemCode::Contradictory, message));
        }
        Ok(())
    }

    /// What a row needs as a whole.
    fn whole(&mut self) {
        if self.facts.id.is_empty() {
            self.fault("", "", (ProblemCode::NotUnderstood, "no id says whose row this is".to_owned()));
        }
        if let (Some(at), Some(time)) = (self.facts.at.as_mut(), self.facts.time.take())
            && !at.contains('T')
        {
            *at = format!("{at}T{time}");
        }
        if self.facts.at.is_none() && self.bad.is_empty() && self.facts.dated() {
            self.fault("", "", (ProblemCode::NotUnderstood, "no date says when this was".to_owned()));
        }
        let upside_down = self.facts.pressure.and_then(|one| Some((one.systolic?, one.diastolic?)));
        if let Some((upper, lower)) = upside_down.filter(|(upper, lower)| upper <= lower) {
            let message = format!("found `{upper}/{lower}`, expected systolic above diastolic");
            self.fault("", &format!("{upper}/{lower}"), (ProblemCode::Contradictory, message));
        }
    }
}

/// A cell's answer. A bare number is one only where the mapping says by which list, since systems number differently.
fn choice(
    column: &Column,
    mut choices: impl Iterator<Item = &'static Choice>,
    said: &str,
    by_edition: bool,
) -> Result<&'static Choice, Why> {
    let mapped = column.values.iter().find(|(own, _)| own == said).map(|(_, word)| word.as_str());
    let is_number = said.bytes().all(|byte| byte.is_ascii_digit());
    if mapped.is_none() && is_number && column.codes.is_none() {
        let message = format!(
            "found the bare code {}, which systems use differently; say `codes` or `values`",
            quoted(said)
        );
        return Err((ProblemCode::UnknownCode, message));
    }
    let word = mapped.unwrap_or(said);
    let edition = if by_edition { column.codes } else { None };
    let own = |choice: &&'static Choice| {
        let numbered = mapped.is_none() && is_number && choice.code.to_string() == said;
        (numbered || choice.is_said(word)) && edition.is_none_or(|edition| choice.edition == edition)
    };
    choices.find(own).ok_or_else(|| unknown(word))
}

fn unknown(said: &str) -> Why {
    (ProblemCode::UnknownCode, format!("{} is no known word here", quoted(said)))
}

/// The words of a cell that lists several.
fn split(said: &str) -> impl Iterator<Item = &str> {
    said.split([',', '、', ';', '/', '，', '；', ' ']).map(str::trim).filter(|word| !word.is_empty())
}
