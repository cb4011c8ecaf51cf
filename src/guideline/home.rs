//! Rows that say what readings at home come to, and of what the way it goes is shown. They colour nothing.

use super::GuidelineErrorCode as Code;
use super::criterion::Compiler;
use super::leaf;
use super::parameter::{Confidence, Parameter, Suffix};
use super::row::Clause;
use super::rule::Cite;
use super::table::Table;
use crate::concept::request::PressureTest;
use crate::concept::series::{Readings, Series};
use crate::concept::{Concept, Kind, Setting};
use crate::packed::packed;

/// A mean of readings at home, as a document has it.
#[derive(Clone, Debug)]
pub struct HomeRow {
    /// Where it stands.
    pub clause: Clause,
    /// Which readings, and how they make a mean.
    pub series: Series,
    /// The line that a mean of pressures is held against.
    pub raised: Option<PressureTest>,
}

/// Of what the way it goes is shown.
#[derive(Clone, Debug)]
pub struct TrendRow {
    /// The row's name, unique over all packs.
    pub id: String,
    /// The pack, by its place.
    pub pack: usize,
    /// Which readings.
    pub readings: Readings,
    /// Of the last so many days; none is every day on the record.
    pub within: Option<i32>,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

packed! {
    HomeRow { clause, series, raised }
    TrendRow { id, pack, readings, within, parameters }
}

/// Reads a row of `home.toml`; what is wrong with it is noted.
pub fn mean(
    compiler: &mut Compiler<'_>,
    (id, pack, own): (&str, usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
) -> Option<HomeRow> {
    let cite = Cite::read(table.table("cite"), own);
    let stated = Confidence::read(&mut table).unwrap_or(Confidence::A);
    let marked = table.one_of("review", &[("pending", true)]).unwrap_or(false);
    let readings = readings(&mut table)?;
    compiler.take_noted();
    let series = series(compiler, &mut table, readings);
    let raised = table.text("raised").map(|name| compiler.pressure(&name));
    if raised.is_some() && readings.of != Concept::BloodPressure {
        table.note(Code::Malformed, "`raised` is a line for pressures only");
    }
    table.finish();
    let used = compiler.take_noted();
    let numbers = || used.iter().filter_map(|at| parameters.get(usize::from(*at)));
    let confidence = numbers().map(|number| number.confidence).max().map_or(stated, |own| own.max(stated));
    let pending = marked || numbers().any(|number| number.pending);
    let clause = Clause { id: id.to_owned(), pack, cite, confidence, pending, parameters: used };
    Some(HomeRow { clause, series, raised })
}

/// Reads a row of `trends.toml`; what is wrong with it is noted.
pub fn trend(
    compiler: &mut Compiler<'_>,
    (id, pack, _): (&str, usize, &str),
    mut table: Table<'_>,
) -> Option<TrendRow> {
    let readings = readings(&mut table)?;
    compiler.take_noted();
    let within = table.text("within").map(|name| compiler.whole(&name, Suffix::Days));
    table.finish();
    Some(TrendRow { id: id.to_owned(), pack, readings, within, parameters: compiler.take_noted() })
}

/// Which readings a row is about: pressures or numbers.
fn readings(table: &mut Table<'_>) -> Option<Readings> {
    let of = table.needed("of");
    let of = table.listed(&of, "concept", Concept::parse)?;
    if !matches!(of.kind(), Kind::BloodPressure | Kind::Number) {
        table.note(Code::Malformed, format!("`{}` has no number to take a mean of", of.code()));
    }
    let setting = table.word("setting", "setting", Setting::parse);
    Some(Readings { of, setting, timings: leaf::timings(table) })
}

fn series(compiler: &mut Compiler<'_>, table: &mut Table<'_>, readings: Readings) -> Series {
    let mut whole = |name: &str, suffix: Suffix, absent: i32| {
        table.text(name).map_or(absent, |name| compiler.whole(&name, suffix))
    };
    let lasts = whole("lasts", Suffix::Days, 0);
    let days = whole("days", Suffix::Days, 1);
    let least_days = whole("least-days", Suffix::Count, 1);
    let least_readings = whole("least-readings", Suffix::Count, 1);
    let dropped = whole("dropped", Suffix::Count, 0);
    let session = whole("session", Suffix::Count, 0);
    let mut hours = Vec::new();
    for name in ["morning", "evening"] {
        match table.texts(name).as_slice() {
            [] => {}
            [from, to] => {
                let pair = (compiler.whole(from, Suffix::Minutes), compiler.whole(to, Suffix::Minutes));
                if pair.0 >= pair.1 {
                    table.note(Code::Malformed, format!("`{name}` ends before it begins"));
                }
                hours.push(pair);
            }
            _ => table.note(Code::Malformed, format!("`{name}` wants two parameters, from and to")),
        }
    }
    if lasts <= 0 || dropped >= days || least_days <= dropped {
        table.note(Code::Malformed, "the days of a series leave nothing to take a mean of");
    }
    // In the morning and in the evening, unless the row is about one of them.
    let sessions = if hours.len() == 1 { 1 } else { 2 };
    let expected = session.saturating_mul(sessions).saturating_mul(days.saturating_sub(dropped));
    Series { readings, hours, days, lasts, least_days, least_readings, dropped, expected }
}
