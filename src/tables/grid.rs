//! A table's cells, from CSV text or from a sheet.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::columns::narrow;
use crate::json::{Json, parse};
use crate::problem::{RequestError, RequestErrorCode};

/// The most that a table may weigh, in bytes.
pub(crate) const LARGEST: usize = 32 * 1024 * 1024;
/// No cell of a spreadsheet is longer; in CSV it is a quote that was never closed.
const LONGEST_CELL: usize = 32_767;
/// More columns than any export has.
const MOST_COLUMNS: usize = 1_000;

/// A cell as it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Text, full-width forms made plain; an empty one is empty.
    Text(String),
    /// A number of a sheet, in digits.
    Number(String),
    /// Something that a sheet computes, which may be stale or broken; or text that a sheet would take for it.
    Formula(String),
}

impl Cell {
    /// What stands there, for a message or an example.
    pub(crate) fn said(&self) -> &str {
        let (Self::Text(said) | Self::Number(said) | Self::Formula(said)) = self;
        said
    }

    /// Whether nothing stands there.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// A table's cells.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What stands between the cells; none in a sheet.
    pub(crate) separator: Option<char>,
    /// The sheet counts its days from 1904.
    pub(crate) from_1904: bool,
}

type Read<T> = Result<T, RequestError>;

fn refuse<T>(code: RequestErrorCode, path: String, message: impl Into<String>) -> Read<T> {
    Err(RequestError::new(code, path, message))
}

impl Grid {
    /// Reads CSV text, or the JSON of a sheet: `{"rows": [[text | number | {"formula"}]], "date1904"?}`.
    pub(crate) fn read(text: &str, sheet: bool, separator: Option<char>) -> Read<Self> {
        if text.len() > LARGEST {
            let message = format!("found {} bytes, expected at most {LARGEST}", text.len());
            return refuse(RequestErrorCode::TooLarge, String::new(), message);
        }
        let grid = if sheet { Self::of_sheet(text)? } else { Self::of_text(text, separator)? };
        match grid.rows.iter().position(|row| row.len() > MOST_COLUMNS) {
            None => Ok(grid),
            Some(row) => {
                let message = format!("found more than {MOST_COLUMNS} columns");
                refuse(RequestErrorCode::TooLarge, path(row), message)
            }
        }
    }

    fn of_text(text: &str, separator: Option<char>) -> Read<Self> {
        if text.contains('\0') {
            return refuse(
                RequestErrorCode::WrongType,
                String::new(),
                "found bytes that are no text, expected CSV",
            );
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let separator = separator.unwrap_or_else(|| likeliest(text));
        let rows = csv(text, separator)?;
        Ok(Self { rows, separator: Some(separator), from_1904: false })
    }

    fn of_sheet(text: &str) -> Read<Self> {
        let json = parse(text)?;
        let Some(Json::List(list)) = json.get("rows") else {
            return refuse(RequestErrorCode::WrongType, "rows".to_owned(), "expected a list of rows");
        };
        let mut rows = Vec::new();
        for (at, row) in list.iter().enumerate() {
            let Json::List(cells) = row else {
                return refuse(
                    RequestErrorCode::WrongType,
                    path(at),
                    format!("found {}, expected a row", row.described()),
                );
            };
            rows.push(cells.iter().map(cell).collect());
        }
        Ok(Self { rows, separator: None, from_1904: matches!(json.get("date1904"), Some(Json::Flag(true))) })
    }
}

/// The path of a row, counted as a spreadsheet counts.
pub(crate) fn path(row: usize) -> String {
    format!("rows[{}]", row.saturating_add(1))
}

fn cell(json: &Json<'_>) -> Cell {
    match json {
        Json::Null => Cell::Text(String::new()),
        Json::Number(digits) => Cell::Number((*digits).to_owned()),
        Json::Text(text) => of(text),
        Json::Flag(flag) => Cell::Text(flag.to_string()),
        other => {
            Cell::Formula(other.get("formula").and_then(Json::as_text).map_or_else(|| "=".to_owned(), narrow))
        }
    }
}

/// A cell of text. One that begins like a formula is one to the next spreadsheet.
fn of(text: &str) -> Cell {
    let text = narrow(text);
    if text.starts_with('=') || text.starts_with('@') { Cell::Formula(text) } else { Cell::Text(text) }
}

/// The separator that makes most of the first line; a comma if none does.
fn likeliest(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: char| {
        let mut quoted = false;
        line.chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == separator
            })
            .count()
    };
    ['\t', ';', ','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

fn csv(text: &str, separator: char) -> Read<Vec<Vec<Cell>>> {
    let delimiter = u8::try_from(separator).unwrap_or(b',');
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut rest, mut rows, mut row) = (text.as_bytes(), Vec::new(), Vec::new());
    let (mut field, mut piece) = (Vec::new(), [0_u8; 1024]);
    loop {
        let (found, read, wrote) = reader.read_field(rest, &mut piece);
        rest = rest.get(read..).unwrap_or_default();
        field.extend_from_slice(piece.get(..wrote).unwrap_or_default());
        if field.len() > LONGEST_CELL {
            let message =
                format!("found a cell of more than {LONGEST_CELL} bytes; perhaps a quote is not closed");
            return refuse(RequestErrorCode::NotJson, path(rows.len()), message);
        }
        match found {
            // An empty input tells the reader that this was the end.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(of(&String::from_utf8_lossy(&field)));
                field.clear();
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => return Ok(rows),
        }
    }
}
