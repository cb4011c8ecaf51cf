//! `liangbing import`: a table of a county system to records, a line each.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx};
use encoding_rs::{GB18030, UTF_16LE};
use liangbing::record::{RequestError, RequestErrorCode};
use liangbing::tables;
use serde_json::{Value, json};

use crate::args::Options;
use crate::{Failure, text};

/// The most that a file may weigh, and that a sheet may unpack to, in bytes.
const LARGEST: usize = 32 * 1024 * 1024;

/// More columns than any export has.
const MOST_COLUMNS: usize = 1_000;

/// Prints records as NDJSON and what was set aside on the error output; with `--preview` what was understood.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["mapping", "preview"])?;
    let mapping = match options.mapping.as_deref() {
        None => String::new(),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?,
    };
    let bytes = options.bytes()?;
    let answer = table(bytes).and_then(|(table, sheet)| {
        if options.preview {
            tables::preview(&table, sheet, &mapping)
        } else {
            tables::records(&table, sheet, &mapping)
        }
    });
    let answer = answer.map_err(|error| {
        text::line(&json!({"error": error}).to_string());
        text::complain(&format!(
            "{}: {error}",
            options.operand.as_deref().unwrap_or(Path::new("-")).display()
        ));
        Failure::Found
    })?;
    if options.preview {
        text::line(&answer);
        return Ok(());
    }
    let value: Value = serde_json::from_str(&answer).unwrap_or_default();
    let list = |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for record in list("records") {
        text::line(&record.to_string());
    }
    let aside = list("setAside");
    for problem in &aside {
        let part = |name: &str| problem.get(name).and_then(Value::as_str).unwrap_or_default();
        text::complain(&format!("{}: {}: {}", part("path"), part("code"), part("message")));
    }
    if aside.is_empty() { Ok(()) } else { Err(Failure::Found) }
}

fn refuse<T>(code: RequestErrorCode, message: impl Into<String>) -> Result<T, RequestError> {
    Err(RequestError::new(code, "", message))
}

/// A file's table: text of CSV, or cells of a sheet as JSON; true for the latter.
fn table(bytes: Vec<u8>) -> Result<(String, bool), RequestError> {
    if bytes.len() > LARGEST {
        let message = format!("found {} bytes, expected at most {LARGEST}", bytes.len());
        return refuse(RequestErrorCode::TooLarge, message);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok((sheet(bytes)?.to_string(), true));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refuse(
            RequestErrorCode::WrongType,
            "found an old Excel file, expected .xlsx or CSV; save it as one of them",
        );
    }
    let decoded = match bytes.strip_prefix(&[0xff, 0xfe]) {
        Some(rest) => UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(std::borrow::Cow::into_owned),
        None => String::from_utf8(bytes)
            .or_else(|error| {
                let text = GB18030.decode_without_bom_handling_and_without_replacement(error.as_bytes());
                text.map(std::borrow::Cow::into_owned).ok_or(error)
            })
            .ok(),
    };
    match decoded {
        Some(text) => Ok((text, false)),
        None => refuse(
            RequestErrorCode::WrongType,
            "found bytes that are no text, expected CSV in UTF-8 or GB18030, or .xlsx",
        ),
    }
}

/// The cells of the first sheet.
fn sheet(bytes: Vec<u8>) -> Result<Value, RequestError> {
    let broken = |error: &dyn std::fmt::Display| {
        RequestError::new(RequestErrorCode::WrongType, "", format!("found no readable .xlsx: {error}"))
    };
    let date1904 = measured(&bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return refuse(RequestErrorCode::WrongType, "found no sheet in the file");
    };
    let mut formulas = HashMap::new();
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    while let Some(cell) = cells.next_formula().map_err(|error| broken(&error))? {
        if !cell.get_value().is_empty() {
            formulas.insert(cell.get_position(), format!("={}", cell.get_value()));
        }
    }
    drop(cells);
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    // Cell by cell, not as a range: one cell at the far end of a sheet would make a range of milliards.
    let (mut rows, mut left): (Vec<Vec<Value>>, usize) = (Vec::new(), usize::MAX);
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let value = match formulas.get(&cell.get_position()) {
            Some(formula) => json!({"formula": formula}),
            None => cell_value(cell.get_value()),
        };
        let (down, right) = cell.get_position();
        let (down, right) = (usize::try_from(down).unwrap_or(0), usize::try_from(right).unwrap_or(0));
        if value.is_null() {
            continue;
        }
        if right > MOST_COLUMNS {
            return refuse(
                RequestErrorCode::TooLarge,
                format!("found a cell in column {right}, expected at most {MOST_COLUMNS}"),
            );
        }
        left = left.min(right);
        // Rows above the first used one count, so that a row has the number it has on the screen.
        rows.resize_with(rows.len().max(down.saturating_add(1)), Vec::new);
        if let Some(row) = rows.get_mut(down) {
            row.resize(row.len().max(right.saturating_add(1)), Value::Null);
            if let Some(place) = row.get_mut(right) {
                *place = value;
            }
        }
    }
    let rows: Vec<Value> = rows.into_iter().map(|row| row.into_iter().skip(left).collect()).collect();
    Ok(json!({"rows": rows, "date1904": date1904}))
}

fn cell_value(cell: &DataRef<'_>) -> Value {
    match cell {
        DataRef::Empty => Value::Null,
        DataRef::Int(number) => json!(number),
        DataRef::Float(number) => number_value(*number),
        DataRef::DateTime(day) => number_value(day.as_f64()),
        DataRef::Bool(flag) => json!(flag),
        DataRef::Error(error) => json!({"formula": error.to_string()}),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => json!(text),
        DataRef::SharedString(text) => json!(text),
    }
}

/// A number in the fifteen digits that a spreadsheet shows: 6.8999999999999995 was typed as 6.9.
fn number_value(number: f64) -> Value {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    serde_json::Number::from_f64(shown)
        .map_or(Value::Null, |_| serde_json::from_str(&shown.to_string()).unwrap_or_default())
}

/// Unpacks everything once without keeping it, so that a bomb is refused before it is read; whether days count from
/// 1904.
fn measured(bytes: &[u8]) -> Result<bool, RequestError> {
    let broken = |error: &dyn std::fmt::Display| {
        RequestError::new(RequestErrorCode::WrongType, "", format!("found no readable .xlsx: {error}"))
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let (mut total, mut date1904) = (0_usize, false);
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).map_err(|error| broken(&error))?;
        let is_book = file.name().is_ok_and(|name| name == "xl/workbook.xml");
        let mut buffer = [0_u8; 16 * 1024];
        let mut head = Vec::new();
        loop {
            let read = file.read(&mut buffer).map_err(|error| broken(&error))?;
            if read == 0 {
                break;
            }
            total = total.saturating_add(read);
            if total > LARGEST {
                let message = format!("found a sheet that unpacks to more than {LARGEST} bytes");
                return refuse(RequestErrorCode::TooLarge, message);
            }
            if is_book {
                head.extend_from_slice(buffer.get(..read).unwrap_or_default());
            }
        }
        if is_book {
            let text = String::from_utf8_lossy(&head);
            date1904 = text.contains("date1904=\"1\"") || text.contains("date1904=\"true\"");
        }
    }
    Ok(date1904)
}
