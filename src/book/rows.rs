//! The rows of a pack's tables in the rule book: its targets, its risks, and how it finds a disease.

use std::fmt::Write as _;

use crate::assess::target_text;
use crate::guideline::{Cell, Clause, Ruleset};

/// Writes the targets and risks of a pack, and its rows on finding a disease.
pub fn write_rows(out: &mut String, ruleset: &Ruleset, pack: usize) {
    let own = |clause: &Clause| clause.pack == pack;
    let targets: Vec<_> = ruleset.targets.iter().filter(|row| own(&row.clause)).collect();
    // Writing to a string cannot fail.
    if !targets.is_empty() {
        let _ = writeln!(out, "## Targets\n\n| name | of | for | target | clause | confidence | review |");
        let _ = writeln!(out, "|---|---|---|---|---|---|---|");
    }
    for row in &targets {
        let timing = row.timings.only().map_or(String::new(), |timing| format!(", {timing}"));
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
    write_diagnosis(out, ruleset, pack);
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
