//! The rows of a pack's tables in the rule book: targets, risks, means at home, trends, habits, and how it finds a
//! disease.

use std::fmt::Write as _;

use super::medicines;
use crate::assess::target_text;
use crate::concept::request::{Compare, PressureTest};
use crate::concept::series::Readings;
use crate::guideline::{Cell, Clause, Ruleset};

/// Writes the rows of a pack.
pub fn write_rows(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let own = |clause: &Clause| clause.pack == pack;
    let targets: Vec<_> = ruleset.targets.iter().filter(|row| own(&row.clause)).collect();
    // Writing to a string cannot fail.
    if !targets.is_empty() {
        let _ = writeln!(out, "## Targets\n\n| name | of | for | target | clause | confidence | review |");
        let _ = writeln!(out, "|---|---|---|---|---|---|---|");
    }
    for row in &targets {
        let timing = row.timings.text().map_or(String::new(), |timing| format!(", {timing}"));
        let (concept, kind) = (row.concept.code(), row.kind.code());
        let target = target_text(&row.held, row.concept);
        let _ = writeln!(
            out,
            "| {} | {concept}{timing} | {kind} | {target} | {} |",
            row.clause.id,
            source(&row.clause)
        );
    }
    let risks: Vec<_> = ruleset.risks.iter().filter(|row| own(&row.clause)).collect();
    if !risks.is_empty() {
        let blank = if targets.is_empty() { "" } else { "\n" };
        let _ = writeln!(
            out,
            "{blank}## Risks\n\n| name | of | strata, by column | clause | confidence | review |"
        );
        let _ = writeln!(out, "|---|---|---|---|---|---|");
    }
    for row in &risks {
        let strata: Vec<String> = row.cells.iter().map(|cell| stratum(ruleset, *cell)).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            row.clause.id,
            row.of.code(),
            strata.join(", "),
            source(&row.clause)
        );
    }
    if !(targets.is_empty() && risks.is_empty()) {
        out.push('\n');
    }
    write_home(out, ruleset, pack);
    write_trends(out, ruleset, pack);
    write_advice(out, ruleset, pack);
    write_diagnosis(out, ruleset, pack);
}

/// Writes what readings at home come to, by a pack.
fn write_home(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let rows: Vec<_> = ruleset.home.iter().filter(|row| row.clause.pack == pack).collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "## Means at home\n\n| name | of | days | a mean from | line | clause | confidence | review |"
    );
    let _ = writeln!(out, "|---|---|---|---|---|---|---|---|");
    for row in &rows {
        let series = &row.series;
        let mut days = series.days.to_string();
        if series.dropped > 0 {
            let _ = write!(days, ", first {} left out", series.dropped);
        }
        for (from, to) in &series.hours {
            let clock = |minute: &i32| format!("{:02}:{:02}", minute.div_euclid(60), minute.rem_euclid(60));
            let _ = write!(days, ", {} to {}", clock(from), clock(to));
        }
        if series.expected > 0 {
            let _ = write!(days, "; {} readings", series.expected);
        }
        let line = row.raised.map_or(String::new(), |test| line(&test));
        let _ = writeln!(
            out,
            "| {} | {} | {days} | {} days, {} readings | {line} | {} |",
            row.clause.id,
            of(series.readings),
            series.least_days,
            series.least_readings,
            source(&row.clause)
        );
    }
    out.push('\n');
}

/// A line for a pressure, each part alone.
fn line(test: &PressureTest) -> String {
    let part = |compare: Option<Compare>| compare.map_or(String::new(), |own| own.limit().to_string());
    format!("{}/{} mmHg", part(test.systolic), part(test.diastolic))
}

/// Writes of what a pack shows the way it goes.
fn write_trends(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let rows: Vec<_> = ruleset.trends.iter().filter(|row| row.pack == pack).collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Trends\n\n| name | of | days |\n|---|---|---|");
    for row in &rows {
        let within = row.within.map_or_else(|| "all".to_owned(), |days| days.to_string());
        let _ = writeln!(out, "| {} | {} | {within} |", row.id, of(row.readings));
    }
    out.push('\n');
}

/// Which readings a row is about.
fn of(readings: Readings) -> String {
    let setting = readings.setting.map(|setting| format!(", {}", setting.code()));
    let timing = readings.timings.text().map(|timing| format!(", {timing}"));
    [readings.of.code(), &setting.unwrap_or_default(), &timing.unwrap_or_default()].concat()
}

/// A cell: its column, if the row has any, and the stratum or the document's own range.
fn stratum(ruleset: &Ruleset, cell: Cell) -> String {
    let named = |node| ruleset.criteria.0.iter().find(|own| own.node == node).map(|own| own.name.as_str());
    let column = cell.column.and_then(named).map_or(String::new(), |name| format!("{name} "));
    match (cell.low.code(), cell.high.code()) {
        (low, high) if low == high => format!("{column}{low}"),
        (low, high) => format!("{column}{low} to {high}"),
    }
}

/// The last three cells of a line.
fn source(clause: &Clause) -> String {
    let review = if clause.pending { "pending" } else { "" };
    format!("{} {} | {} | {review}", clause.cite.guideline, clause.cite.section, clause.confidence.code())
}

/// What the document asks of a person's days, with the numbers it says them by.
fn write_advice(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let own: Vec<_> = ruleset.advice.iter().filter(|row| row.clause.pack == pack).collect();
    if own.is_empty() {
        return;
    }
    // Writing to a string cannot fail.
    let _ =
        writeln!(out, "## Lifestyle\n\n| name | says | for whom | numbers | clause | confidence | review |");
    let _ = writeln!(out, "|---|---|---|---|---|---|---|");
    for row in own {
        let numbers: Vec<String> = row.value.iter().map(ToString::to_string).collect();
        let whom = medicines::reads(ruleset, row.when);
        let _ = writeln!(
            out,
            "| {} | {} | {whom} | {} | {} |",
            row.clause.id,
            row.says.code(),
            numbers.join(", "),
            source(&row.clause)
        );
    }
    out.push('\n');
}

/// Writes what a pack says of diseases that may be there, strongest first.
fn write_diagnosis(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let mut rows = ruleset.diagnosis.iter().filter(|row| row.clause.pack == pack).peekable();
    if rows.peek().is_none() {
        return;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "## Finding the disease\n\n| name | of | says | days | measured again | clause | confidence | review |"
    );
    let _ = writeln!(out, "|---|---|---|---|---|---|---|---|");
    for row in rows {
        let on = match (row.days > 1, row.within) {
            (true, Some(within)) => format!("{} within {within}", row.days),
            (true, None) => row.days.to_string(),
            (false, _) => String::new(),
        };
        let again = match (row.of, row.every) {
            (Some(of), Some(every)) => format!("{} every {every} d", of.code()),
            _ => String::new(),
        };
        let (id, concern, is) = (&row.clause.id, row.concern.code(), row.is.code());
        let _ = writeln!(out, "| {id} | {concern} | {is} | {on} | {again} | {} |", source(&row.clause));
    }
    out.push('\n');
}
