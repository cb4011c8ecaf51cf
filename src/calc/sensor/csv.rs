//! A sensor's export: rows of time and glucose under a line that names them.
//!
//! Strict and loud: a row that cannot be read is set aside with its number and the reason, and counted by nobody.

use super::{Answer, Out, UTC_OFFSET, number};
use crate::civil::Second;
use crate::equation::Measured as _;
use crate::equation::cgm::{GlucoseUnit, Reading};
use crate::problem::ProblemCode;
use crate::quantity::Decimal;

/// The names a glucose column may have.
const GLUCOSE: [(&str, GlucoseUnit); 4] = [
    ("gl_mg_dl", GlucoseUnit::MgDl),
    ("glucose_mg_dl", GlucoseUnit::MgDl),
    ("gl_mmol_l", GlucoseUnit::MmolL),
    ("glucose_mmol_l", GlucoseUnit::MmolL),
];

/// Where the columns stand.
struct Columns {
    number: usize,
    id: Option<usize>,
    time: usize,
    glucose: usize,
    unit: GlucoseUnit,
}

/// The first `most` rows; which of them were set aside comes last.
pub(super) fn read(text: &str, most: usize) -> Result<(GlucoseUnit, Vec<Reading>, Vec<Out>), String> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let columns = Columns::of(lines.next().unwrap_or_default())?;
    let (mut readings, mut set_aside) = (Vec::new(), Vec::new());
    let mut person = None;
    for (row, line) in lines.filter(|line| !line.trim().is_empty()).take(most).enumerate() {
        match columns.row(line, &mut person) {
            Ok(reading) => readings.push(reading),
            // Rows are counted as people count them, from one, below the names.
            Err(problem) => {
                let answer = Answer::default().with("row", number(row.saturating_add(1)));
                set_aside.push(Out::Object(answer.with("code", problem.code())));
            }
        }
    }
    Ok((columns.unit, readings, set_aside))
}

fn cells(line: &str) -> Vec<&str> {
    line.split(',').map(|cell| cell.trim().trim_matches('"')).collect()
}

impl Columns {
    fn of(line: &str) -> Result<Self, String> {
        let names = cells(line);
        let place = |name: &str| names.iter().position(|own| *own == name);
        let time = place("time").ok_or_else(|| "no column is named `time`".to_owned())?;
        let mut found = GLUCOSE.iter().filter_map(|(name, unit)| Some((place(name)?, *unit)));
        match (found.next(), found.next()) {
            (Some((glucose, unit)), None) => {
                Ok(Self { number: names.len(), id: place("id"), time, glucose, unit })
            }
            _ => Err("expected one column named `gl_mg_dl` or `gl_mmol_l`".to_owned()),
        }
    }

    fn row<'a>(&self, line: &'a str, person: &mut Option<&'a str>) -> Result<Reading, ProblemCode> {
        let cells = cells(line);
        let cell = |place: usize| cells.get(place).copied().ok_or(ProblemCode::NotUnderstood);
        if cells.len() != self.number {
            return Err(ProblemCode::NotUnderstood);
        }
        if let Some(id) = self.id.map(cell).transpose()?
            && *person.get_or_insert(id) != id
        {
            return Err(ProblemCode::Contradictory);
        }
        let at = Second::parse(cell(self.time)?, UTC_OFFSET).ok_or(ProblemCode::NotUnderstood)?;
        let glucose = Decimal::parse(cell(self.glucose)?).ok_or(ProblemCode::NotUnderstood)?.to_f64();
        self.unit.of(glucose).check(&[]).map_err(|_| ProblemCode::Implausible)?;
        Ok(Reading { at, glucose })
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::equation::cgm::GlucoseUnit;

    #[test]
    fn a_row_that_cannot_be_read_is_set_aside_by_its_number() {
        let text = "id,time,gl_mmol_l\n1,2026-01-01 00:00:00,7.4\n1,yesterday,7.4\n1,2026-01-01 00:05:00,740\n\
                    2,2026-01-01 00:10:00,7.4\n1,2026-01-01 00:15:00\n1,2026-01-01 00:20:00,LOW\n\n\
                    \"1\",\"2026-01-01 00:25:00\",7.5\n";
        let (unit, readings, set_aside) = read(text, usize::MAX).unwrap();
        assert_eq!((unit, readings.len()), (GlucoseUnit::MmolL, 2));
        let said = serde_json::to_string(&set_aside).unwrap();
        assert_eq!(
            said,
            r#"[{"row":2,"code":"not-understood"},{"row":3,"code":"implausible"},{"row":4,"code":"contradictory"},{"row":5,"code":"not-understood"},{"row":6,"code":"not-understood"}]"#
        );
        assert_eq!(read(text, 1).unwrap().1.len(), 1);
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        for text in ["", "time,glucose\n", "id,gl_mg_dl\n", "time,gl_mg_dl,gl_mmol_l\n"] {
            assert!(read(text, usize::MAX).is_err(), "{text}");
        }
    }
}
