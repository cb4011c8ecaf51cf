//! The rows of a pack's tables in the rule book: its targets and its risks.

use std::fmt::Write as _;

use super::medicines;
use crate::assess::target_text;
use crate::guideline::{Cell, Clause, Ruleset};

/// Writes the targets and risks of a pack.
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
    write_advice(out, ruleset, pack);
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

/// A cell: its column, if the row has any, and the stratum or the document's own range.
fn stratum(ruleset: &Ruleset, cell: Cell) -> String {
    let named = |node| ruleset.criteria.iter().find(|own| own.node == node).map(|own| own.name.as_str());
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
