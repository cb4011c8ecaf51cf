//! Rows of a document's tables, for display: what it asks of whom, and who runs which risk. They colour nothing.

use super::NodeId;
use super::criterion::Compiler;
use super::parameter::{Confidence, Parameter, Suffix};
use super::rule::Cite;
use super::table::Table;
use super::{GuidelineErrorCode as Code, Node};
use crate::concept::request::{Compare, PressureTest, Timings};
use crate::concept::{Badge, Concept, Concern, Stratum, TargetKind};
use crate::json::Json;
use crate::packed::{packed, packed_enum};

/// Where a row stands, and how sure it is.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The row's name, unique over all packs.
    pub id: String,
    /// The pack, by its place.
    pub pack: usize,
    /// The clause.
    pub cite: Cite,
    /// How sure, numbers included.
    pub confidence: Confidence,
    /// Whether a named clinician has yet to check it, or one of its numbers.
    pub pending: bool,
    /// The parameters it compares with.
    pub parameters: Vec<u16>,
}

/// What a target holds a value against.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// A clinic day's pressure.
    Pressure(PressureTest),
    /// A value, by these comparisons.
    Number([Option<Compare>; 2]),
}

/// What a document asks of a patient.
#[derive(Clone, Debug)]
pub struct TargetRow {
    /// Where it stands.
    pub clause: Clause,
    /// For which concern's patients.
    pub concern: Concern,
    /// Of which of them.
    pub when: NodeId,
    /// Of what.
    pub concept: Concept,
    /// What the target is for.
    pub kind: TargetKind,
    /// Which timings, for glucose.
    pub timings: Timings,
    /// For how many days a value counts.
    pub within: Option<i32>,
    /// Only for those who have been measured: not everyone wears a sensor.
    pub if_measured: bool,
    /// At target.
    pub held: Held,
}

/// One cell of a risk table.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Row and column hold.
    pub when: NodeId,
    /// The column's criterion, where the row has columns.
    pub column: Option<NodeId>,
    /// The stratum, or the lower of two where the document gives a range.
    pub low: Stratum,
    /// The stratum, or the higher of two.
    pub high: Stratum,
}

/// One row of a risk table: of several that hold the highest counts.
#[derive(Clone, Debug)]
pub struct RiskRow {
    /// Where it stands.
    pub clause: Clause,
    /// Which risk.
    pub of: Badge,
    /// The cells, each with a column's criterion, or a single one for whoever the row is about.
    pub cells: Vec<Cell>,
}

packed! {
    Clause { id, pack, cite, confidence, pending, parameters }
    TargetRow { clause, concern, when, concept, kind, timings, within, if_measured, held }
    Cell { when, column, low, high }
    RiskRow { clause, of, cells }
}

packed_enum! { Held { Pressure(test), Number(tests), } else Self::Number([None; 2]) }

/// Reads a row's own condition, then the rest of it, then its clause with the numbers that both used.
pub fn clause<T>(
    compiler: &mut Compiler<'_>,
    (id, pack, own): (&str, usize, &str),
    table: &mut Table<'_>,
    parameters: &[Parameter],
    rest: impl FnOnce(&mut Compiler<'_>, &mut Table<'_>, NodeId) -> Option<T>,
) -> Option<(Clause, T)> {
    let cite = Cite::read(table.table("cite"), own);
    let stated = Confidence::read(table).unwrap_or(Confidence::A);
    let marked = table.one_of("review", &[("pending", true)]).unwrap_or(false);
    let when = compiler.condition(table.take("when").unwrap_or(Json::Null));
    let rest = rest(compiler, table, when.node)?;
    let mut used = when.parameters;
    used.extend(compiler.take_noted());
    let numbers = || used.iter().filter_map(|at| parameters.get(usize::from(*at)));
    let confidence = numbers().map(|number| number.confidence).max().map_or(stated, |own| own.max(stated));
    let pending = marked || numbers().any(|number| number.pending);
    Some((Clause { id: id.to_owned(), pack, cite, confidence, pending, parameters: used }, rest))
}

/// Reads a target; what is wrong with it is noted.
pub fn target(
    compiler: &mut Compiler<'_>,
    of: (&str, usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
) -> Option<TargetRow> {
    let concern = table.word("concern", "concern", Concern::parse)?;
    let concept = table.word("target", "concept", Concept::parse)?;
    let kind = table.word("kind", "kind", TargetKind::parse)?;
    let timings = super::leaf::timings(&mut table);
    let if_measured = table.flag("if-measured");
    let (clause, (when, within, held)) =
        clause(compiler, of, &mut table, parameters, |compiler, table, when| {
            let within = table.text("within").map(|name| compiler.whole(&name, Suffix::Days));
            let held = if concept == Concept::BloodPressure {
                let name = table.needed("is");
                Held::Pressure(compiler.pressure(&name))
            } else {
                Held::Number(super::leaf::tests(compiler, table, concept))
            };
            Some((when, within, held))
        })?;
    table.finish();
    Some(TargetRow { clause, concern, when, concept, kind, timings, within, if_measured, held })
}

/// Reads a row of a risk table: `is` says one stratum, or `columns` one for each criterion.
pub fn risk(
    compiler: &mut Compiler<'_>,
    of: (&str, usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
) -> Option<RiskRow> {
    let badge = table.word("of", "risk", Badge::parse)?;
    let (clause, cells) = clause(compiler, of, &mut table, parameters, |compiler, table, when| {
        let mut cells = Vec::new();
        if table.has("is") {
            let (low, high) = strata(table, "is")?;
            cells.push(Cell { when, column: None, low, high });
        }
        let mut columns = table.table("columns");
        for name in columns.names() {
            let (low, high) = strata(&mut columns, &name)?;
            let column = compiler.named(&name);
            let when = compiler.push(Node::All([when, column].into()));
            cells.push(Cell { when, column: Some(column), low, high });
        }
        if cells.is_empty() {
            table.note(Code::Malformed, "a risk says neither `is` nor `columns`");
        }
        Some(cells)
    })?;
    table.finish();
    Some(RiskRow { clause, of: badge, cells })
}

/// `"high"`, or `["intermediate", "high"]` where the document leaves it open.
fn strata(table: &mut Table<'_>, key: &str) -> Option<(Stratum, Stratum)> {
    let said = table.words(key, "stratum", Stratum::parse);
    match said.as_slice() {
        [one] => Some((*one, *one)),
        [low, high] if low < high => Some((*low, *high)),
        _ => {
            table.note(Code::Malformed, format!("`{key}` wants one stratum, or a lower and a higher one"));
            None
        }
    }
}
