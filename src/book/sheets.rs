//! The tables of the rule book as data: one shape for every kind of row, in words of one language.

use serde::Serialize;

use super::condition::{Part, Reader};
use super::sentence::Sentences;
use crate::assess::report::Citation;
use crate::assess::{Judge, target_text};
use crate::concept::Concept;
use crate::concept::request::Compare;
use crate::concept::series::Readings;
use crate::guideline::{Cell, Cited, Clause, NodeId, Ruleset};

/// A table.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The kind of rows, such as `targets`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The name in its pack, or a code.
    pub id: String,
    /// A text for each column.
    pub cells: Vec<String>,
    /// For whom, as a condition; none where everyone is meant.
    pub when: Option<Part>,
    /// The clauses.
    pub cites: Vec<Citation>,
    /// Whether a clinician has yet to look at it.
    pub pending: bool,
}

/// Who makes tables: the rules, and how conditions are read.
pub(super) struct Maker<'r> {
    pub(super) judge: &'r Judge,
    pub(super) reader: &'r Reader<'r>,
    pub(super) language: usize,
}

impl Maker<'_> {
    pub(super) const fn ruleset(&self) -> &Ruleset {
        &self.judge.ruleset
    }

    pub(super) fn words(&self) -> &Sentences<'_> {
        self.reader.sentences()
    }

    /// A table; none where there are no rows.
    pub(super) fn sheet(&self, kind: &'static str, columns: &[&str], rows: Vec<Row>) -> Option<Sheet> {
        let title = self.words().say(&format!("table.{kind}"));
        let columns = columns.iter().map(|name| self.words().say(&format!("column.{name}"))).collect();
        (!rows.is_empty()).then_some(Sheet { kind, title, columns, rows })
    }

    /// A row under one clause of its pack.
    fn row(&self, clause: &Clause, when: Option<NodeId>, cells: Vec<String>) -> Row {
        let cite = self.judge.citation(&clause.cite, clause.confidence, clause.pending, self.language);
        Row {
            id: clause.id.clone(),
            cells,
            when: self.when(when),
            cites: vec![cite],
            pending: clause.pending,
        }
    }

    /// A row under clauses of any document.
    pub(super) fn cited(
        &self,
        id: &str,
        when: Option<NodeId>,
        cells: Vec<String>,
        of: (&[Cited], bool),
    ) -> Row {
        let (cited, pending) = of;
        let cites = cited
            .iter()
            .map(|own| self.judge.citation(&own.cite, own.confidence, own.is_pending(), self.language));
        Row { id: id.to_owned(), cells, when: self.when(when), cites: cites.collect(), pending }
    }

    fn when(&self, when: Option<NodeId>) -> Option<Part> {
        when.map(|when| self.reader.part(when, None))
    }

    /// The tables of a pack.
    pub(super) fn of_pack(&self, pack: usize) -> Vec<Sheet> {
        let sheets = [
            self.targets(pack),
            self.risks(pack),
            self.home(pack),
            self.trends(pack),
            self.advice(pack),
            self.diagnosis(pack),
        ];
        sheets.into_iter().flatten().collect()
    }

    fn targets(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().targets.iter().filter(|row| row.clause.pack == pack);
        let rows = own.map(|row| {
            let kind = self.words().say(&format!("kind.{}", row.kind.code()));
            let cells = vec![
                self.words().concept(row.concept, row.timings),
                kind,
                target_text(&row.held, row.concept),
            ];
            self.row(&row.clause, Some(row.when), cells)
        });
        self.sheet("targets", &["of", "kind", "target"], rows.collect())
    }

    fn risks(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().risks.iter().filter(|row| row.clause.pack == pack);
        let rows = own.map(|row| {
            let strata = row.cells.iter().map(|cell| self.stratum(*cell)).collect::<Vec<_>>().join("; ");
            let cells = vec![self.words().code(row.of.code()), strata];
            // The row's own condition stands in each of its cells.
            self.row(
                &row.clause,
                row.cells.first().filter(|cell| cell.column.is_none()).map(|cell| cell.when),
                cells,
            )
        });
        self.sheet("risks", &["of", "strata"], rows.collect())
    }

    /// A cell: its column's criterion, if the row has any, and the stratum or the document's own range.
    fn stratum(&self, cell: Cell) -> String {
        let named =
            |node| self.ruleset().criteria.0.iter().find(|own| own.node == node).map(|own| own.name.as_str());
        let column = cell.column.and_then(named).map_or(String::new(), |name| format!("{name}: "));
        let [low, high] =
            [cell.low, cell.high].map(|own| self.words().say(&format!("stratum.{}", own.code())));
        if low == high { format!("{column}{low}") } else { format!("{column}{low} / {high}") }
    }

    fn home(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().home.iter().filter(|row| row.clause.pack == pack);
        let rows = own.map(|row| {
            let series = &row.series;
            let mut days = self.days(series.days);
            if series.dropped > 0 {
                let left = self.words().fill("say.left-out", &[("days", &series.dropped.to_string())]);
                days = self.words().list([days, left].into_iter());
            }
            let least = format!("{} / {}", self.days(series.least_days), series.least_readings);
            let part =
                |compare: Option<Compare>| compare.map_or(String::new(), |own| own.limit().to_string());
            let line = row
                .raised
                .map_or(String::new(), |own| format!("{}/{} mmHg", part(own.systolic), part(own.diastolic)));
            self.row(&row.clause, None, vec![self.of(series.readings), days, least, line])
        });
        self.sheet("home", &["of", "days", "least", "line"], rows.collect())
    }

    fn trends(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().trends.iter().filter(|row| row.pack == pack);
        let rows = own.map(|row| {
            let days = row.within.map_or_else(|| self.words().say("say.ever-before"), |days| self.days(days));
            self.cited(&row.id, None, vec![self.of(row.readings), days], (&[], false))
        });
        self.sheet("trends", &["of", "days"], rows.collect())
    }

    fn advice(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().advice.iter().filter(|row| row.clause.pack == pack);
        let rows = own.map(|row| {
            let numbers: Vec<String> = row.value.iter().map(ToString::to_string).collect();
            let numbers =
                format!("{}{}", numbers.join(", "), if numbers.is_empty() { "" } else { row.says.unit() });
            let said = self.words().word("advice", row.says.code());
            let said = if said == row.says.code() { self.words().code(&said) } else { said };
            self.row(&row.clause, Some(row.when), vec![said, numbers])
        });
        self.sheet("advice", &["says", "numbers"], rows.collect())
    }

    fn diagnosis(&self, pack: usize) -> Option<Sheet> {
        let own = self.ruleset().diagnosis.iter().filter(|row| row.clause.pack == pack);
        let rows = own.map(|row| {
            let on = match (row.days > 1, row.within) {
                (true, Some(within)) => format!("{} / {}", row.days, self.days(within)),
                (true, None) => row.days.to_string(),
                (false, _) => String::new(),
            };
            let again = match (row.of, row.every) {
                (Some(of), Some(every)) => format!("{} {}", self.concepts(&[of]), self.days(every)),
                _ => String::new(),
            };
            let of = self.words().word("concern", row.concern.code());
            self.row(&row.clause, Some(row.when), vec![of, self.words().code(row.is.code()), on, again])
        });
        self.sheet("diagnosis", &["of", "says", "days", "again"], rows.collect())
    }

    pub(super) fn days(&self, days: i32) -> String {
        self.words().fill("say.days", &[("days", &days.to_string())])
    }

    pub(super) fn concepts(&self, list: &[Concept]) -> String {
        self.words().list(list.iter().map(|own| self.words().word("concept", own.code())))
    }

    /// Which readings a row is about.
    fn of(&self, readings: Readings) -> String {
        let of = self.words().concept(readings.of, readings.timings);
        match readings.setting {
            Some(setting) => format!("{of} · {}", self.words().code(setting.code())),
            None => of,
        }
    }
}
