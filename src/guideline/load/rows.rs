//! Reads the rows of every pack's tables: what is shown and colours nothing.

use super::{Errors, note};
use crate::guideline::criterion::Compiler;
use crate::guideline::parameter::Parameter;
use crate::guideline::table::{Faults, Place, Table};
use crate::guideline::{Advice, DiagnosisRow, HomeRow, Pack, RiskRow, TargetRow, TrendRow};
use crate::guideline::{advice, diagnosis, home, row};
use crate::json::Json;
use crate::sorted::{Named, sort_by_key};

/// A pack's tables of rows, by their files.
pub(super) const FILES: [&str; 6] = ["targets", "risks", "home", "trends", "lifestyle", "diagnosis"];

/// The rows of one table of every pack, not read yet.
pub(super) type Source<'t> = Named<(usize, Place, Json<'t>)>;

/// Rows, read.
pub(super) struct Shown {
    pub(super) targets: Vec<TargetRow>,
    pub(super) risks: Vec<RiskRow>,
    pub(super) home: Vec<HomeRow>,
    pub(super) trends: Vec<TrendRow>,
    pub(super) advice: Vec<Advice>,
    pub(super) diagnosis: Vec<DiagnosisRow>,
}

impl Shown {
    /// Reads the tables in the order of [`FILES`]; the numbers they use are added to `seen`.
    pub(super) fn read<'t>(
        sources: [Source<'t>; 6],
        packs: &[Pack],
        (compiler, parameters): (&mut Compiler<'t>, &[Parameter]),
        (faults, errors): (&'t Faults, &mut Errors),
        seen: &mut Vec<u16>,
    ) -> Self {
        let [targets, risks, home, trends, advice, diagnosis] = sources;
        let mut shown = Self {
            targets: each(targets, packs, (faults, errors), |of, table| {
                row::target(compiler, of, table, parameters)
            }),
            risks: each(risks, packs, (faults, errors), |of, table| {
                row::risk(compiler, of, table, parameters)
            }),
            home: each(home, packs, (faults, errors), |of, table| {
                home::mean(compiler, of, table, parameters)
            }),
            trends: each(trends, packs, (faults, errors), |of, table| home::trend(compiler, of, table)),
            advice: each(advice, packs, (faults, errors), |of, table| {
                advice::advice(compiler, of, table, parameters)
            }),
            diagnosis: each(diagnosis, packs, (faults, errors), |of, table| {
                diagnosis::row(compiler, of, table, parameters)
            }),
        };
        // As a reader looks for them: by what is measured, then by what for.
        sort_by_key(&mut shown.targets, |row| (row.concept, row.kind, row.clause.pack));
        // States first and the strongest of them, as whoever reads the rows wants them.
        sort_by_key(&mut shown.diagnosis, |row| {
            (row.concern, !row.is.is_state(), std::cmp::Reverse(row.is), row.clause.pack)
        });
        let clauses = shown.targets.iter().map(|row| &row.clause);
        let clauses = clauses.chain(shown.risks.iter().map(|row| &row.clause));
        let clauses = clauses.chain(shown.home.iter().map(|row| &row.clause));
        let clauses = clauses.chain(shown.advice.iter().map(|row| &row.clause));
        let clauses = clauses.chain(shown.diagnosis.iter().map(|row| &row.clause));
        seen.extend(clauses.flat_map(|clause| &clause.parameters));
        seen.extend(shown.trends.iter().flat_map(|row| &row.parameters));
        shown
    }
}

/// Reads the rows of one table; what is wrong with one is filed under its place.
fn each<'t, T>(
    sources: Source<'t>,
    packs: &[Pack],
    (faults, errors): (&'t Faults, &mut Errors),
    mut read: impl FnMut((&str, usize, &str), Table<'t>) -> Option<T>,
) -> Vec<T> {
    let mut list = Vec::new();
    for (id, (pack, place, value)) in sources.into_iter() {
        let own = packs.get(pack).map_or("", |pack| pack.id.as_str());
        list.extend(read((&id, pack, own), Table::of(value, faults)));
        note(errors, &place, faults);
    }
    list
}
