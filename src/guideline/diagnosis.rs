//! Rows of a document on finding a disease, for display: what meets which line, who is at risk, who is measured how
//! often. They colour nothing.

use super::criterion::Compiler;
use super::parameter::{Parameter, Suffix};
use super::row::{self, Clause};
use super::table::Table;
use super::{GuidelineErrorCode as Code, NodeId};
use crate::concept::request::Timings;
use crate::concept::{Concept, Concern, Stated};
use crate::packed::packed;

/// One row.
#[derive(Clone, Debug)]
pub struct DiagnosisRow {
    /// Where it stands.
    pub clause: Clause,
    /// Of which disease.
    pub concern: Concern,
    /// What it says.
    pub is: Stated,
    /// Of whom, on the day asked about.
    pub when: NodeId,
    /// What must hold on a day of its own, if anything must.
    pub on: Option<NodeId>,
    /// On how many such days.
    pub days: i32,
    /// None between on which it does not hold.
    pub in_a_row: bool,
    /// Within how many days they lie, where the document says.
    pub within: Option<i32>,
    /// What is measured again.
    pub of: Option<Concept>,
    /// Which timings, for glucose.
    pub timings: Timings,
    /// After how many days.
    pub every: Option<i32>,
    /// From how many points of the Chinese diabetes risk score on.
    pub points: Option<i32>,
}

packed! {
    DiagnosisRow { clause, concern, is, when, on, days, in_a_row, within, of, timings, every, points }
}

/// Reads a row; what is wrong with it is noted.
pub fn row(
    compiler: &mut Compiler<'_>,
    of: (&str, usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
) -> Option<DiagnosisRow> {
    let (concern, is) = (table.needed("concern"), table.needed("is"));
    let concern = table.listed(&concern, "concern", Concern::parse)?;
    let is = table.listed(&is, "statement", Stated::parse)?;
    let measured = table.word("of", "concept", Concept::parse);
    let timings = super::leaf::timings(&mut table);
    let in_a_row = table.flag("in-a-row");
    let (clause, (when, on, days, within, every, points)) =
        row::clause(compiler, of, &mut table, parameters, |compiler, table, when| {
            let on = table.text("on").map(|name| compiler.named(&name));
            let days = table.text("days").map_or(1, |name| compiler.whole(&name, Suffix::Count));
            let points = table.text("points").map(|name| compiler.whole(&name, Suffix::Count));
            let mut whole = |key| table.text(key).map(|name| compiler.whole(&name, Suffix::Days));
            Some((when, on, days, whole("within"), whole("every"), points))
        })?;
    if on.is_none() && (days > 1 || in_a_row || within.is_some()) {
        table.note(Code::Malformed, "`days`, `in-a-row` and `within` are of `on`, which is missing");
    }
    if measured.is_some() != every.is_some() {
        table.note(Code::Malformed, "`of` and `every` go together: what is measured, and how often");
    }
    if is == Stated::Unknown {
        table.note(Code::Malformed, "`unknown` is what no row says");
    }
    if points.is_some() != (is == Stated::RiskScore) {
        table.note(Code::Malformed, "`points` is what a risk score is held against, and nothing else");
    }
    table.finish();
    let of = measured;
    Some(DiagnosisRow { clause, concern, is, when, on, days, in_a_row, within, of, timings, every, points })
}
