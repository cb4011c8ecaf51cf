//! For every request of the language: small records on which one of its numbers decides.

use liangbing::civil::Day;
use liangbing::concept::request::{Compare, PressureTest, Request, Span};
use liangbing::concept::{Concept, DIASTOLIC, Setting};
use liangbing::facts::{Run, Targets};
use liangbing::quantity::{Decimal, Unit};

use super::{Life, pressure_value, whole};

/// What lower strata have said, where a request asks them.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub targets: Targets,
    pub run: Run,
    pub quiet_since: Option<Day>,
}

/// A record on which one number decides whether a request is met.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The parameter, by its place; none for numbers that requests hold as plain days, counts or minutes.
    pub parameter: Option<u16>,
    /// The unit slot.
    pub slot: u8,
    /// The record.
    pub life: Life,
    /// The day judged.
    pub judged: i32,
    /// What lower strata said.
    pub said: Said,
    /// Whether the request must be met.
    pub met: bool,
    /// In words, for a failure.
    pub what: String,
}

/// Every comparison of a request.
pub fn compares(request: &Request) -> Vec<Compare> {
    let of = |test: &PressureTest| [test.systolic, test.diastolic].into_iter().flatten().collect::<Vec<_>>();
    match request {
        Request::Standing(test)
        | Request::SomeReading(test, _)
        | Request::DayValue(test)
        | Request::UntreatedPressure(test)
        | Request::HomeMean(test, _)
        | Request::AmbulatoryMean(test, ..)
        | Request::RepeatedDays { test, .. }
        | Request::RecentDays { test, .. } => of(test),
        Request::Impossible { reversed, beyond } => [of(reversed), beyond.to_vec()].concat(),
        Request::WhiteCoat { raised, home, ambulatory, .. } => {
            [of(raised), of(home), of(ambulatory)].concat()
        }
        Request::ArmDifference(test)
        | Request::DaysWith { test, .. }
        | Request::RecentValues { test, .. }
        | Request::ExcessOverTarget(test)
        | Request::StuckOverTarget { excess: test, .. }
        | Request::PulseSustained { test, .. }
        | Request::UnansweredGroups { test, .. }
        | Request::ConditionCount(_, test)
        | Request::FullDoseClasses { count: test, .. }
        | Request::Age(test)
        | Request::VenousGlucose { test, .. }
        | Request::Family { onset: Some(test), .. }
        | Request::Unsatisfied { count: test, .. } => vec![*test],
        Request::Number { tests, .. } => tests.iter().flatten().copied().collect(),
        Request::ConditionDated { age, .. } => age.iter().copied().collect(),
        _ => Vec::new(),
    }
}

/// Just below, at and just above a number.
pub fn around(limit: Decimal) -> [Decimal; 3] {
    [limit.minus(Decimal::STEP), limit, limit.plus(Decimal::STEP)]
}

/// The limits of a comparison in each unit it has.
pub fn limits(compare: &Compare) -> impl Iterator<Item = (u8, Decimal)> {
    (0_u8..).zip(compare.limits).filter_map(|(slot, limit)| Some((slot, limit?)))
}

type Pair = (Option<Decimal>, Option<Decimal>, Unit);

/// Pressures on which one part of the test decides: the pressure, its parameter and slot, whether it is met.
fn pressures(test: &PressureTest) -> Vec<(Pair, u16, u8, bool)> {
    let mut list = Vec::new();
    for (systolic, compare) in [(true, test.systolic), (false, test.diastolic)] {
        for (slot, limit) in compare.iter().flat_map(limits) {
            let compare = compare.expect("just walked");
            let range = Concept::BloodPressure.ranges()[usize::from(slot)];
            for value in around(limit) {
                let pair = if systolic {
                    (Some(value), Some(DIASTOLIC[usize::from(slot)].low), range.unit)
                } else {
                    // Between the diastolic in question and the systolic line: it never decides.
                    let line = test.systolic.and_then(|own| own.limits[usize::from(slot)]);
                    (Some(line.unwrap_or(range.high).mean(value)), Some(value), range.unit)
                };
                list.push((pair, compare.parameter, slot, compare.op.holds(value, limit)));
            }
        }
    }
    list
}

fn put(life: &mut Life, after: i32, pair: Pair, setting: Setting) {
    let value = pressure_value(pair.0, pair.1, pair.2);
    life.observe(after, None, Concept::BloodPressure, value).setting = setting;
}

fn home_series(life: &mut Life, pair: Pair) {
    for reading in 0..12 {
        put(life, reading / 4, pair, Setting::Home);
    }
}

/// A case with nothing said by lower strata.
pub fn edge(parameter: impl Into<Option<u16>>, slot: u8, life: Life, judged: i32, met: bool) -> Edge {
    let what = String::new();
    Edge { parameter: parameter.into(), slot, life, judged, said: Said::default(), met, what }
}

fn each_pressure(test: &PressureTest, judged: i32, fill: impl Fn(&mut Life, Pair)) -> Vec<Edge> {
    let build = |(pair, parameter, slot, met)| {
        let mut life = Life::aged(50);
        fill(&mut life, pair);
        edge(parameter, slot, life, judged, met)
    };
    pressures(test).into_iter().map(build).collect()
}

/// A pressure that meets the test.
fn meeting(test: &PressureTest) -> Pair {
    let of = |part: Option<Compare>, unsaid: i64| {
        let Some(compare) = part else { return whole(unsaid) };
        let beyond = if compare.op.is_upper() { 1 } else { -1 };
        compare.limit().plus(whole(beyond))
    };
    (Some(of(test.systolic, 120)), Some(of(test.diastolic, 30)), Unit::MillimetreHg)
}

/// Records on which each number of a request decides.
pub fn edges(request: &Request) -> Vec<Edge> {
    let mut list = match request {
        Request::Standing(test)
        | Request::SomeReading(test, _)
        | Request::DayValue(test)
        | Request::UntreatedPressure(test) => {
            each_pressure(test, 0, |life, pair| put(life, 0, pair, Setting::Clinic))
        }
        Request::RecentDays { test, count } => {
            let mut list = each_pressure(test, count - 1, |life, pair| {
                (0..*count).for_each(|at| put(life, at, pair, Setting::Clinic));
            });
            // The raised day is the last one that counts, or one too old.
            for (quiet, met) in [(count - 1, true), (*count, false)] {
                let mut life = Life::aged(50);
                put(&mut life, 0, meeting(test), Setting::Clinic);
                (1..=quiet).for_each(|at| {
                    life.pressure(at, 110, 60);
                });
                list.push(edge(None, 0, life, quiet, met));
            }
            list
        }
        Request::HomeMean(test, span) => {
            let list = each_pressure(test, 2, home_series);
            let mut life = Life::aged(50);
            home_series(&mut life, meeting(test));
            [list, ends(*span, &life, 2)].concat()
        }
        Request::AmbulatoryMean(test, span, over) => {
            let list = each_pressure(test, 0, |life, pair| put(life, 0, pair, *over));
            let mut life = Life::aged(50);
            put(&mut life, 0, meeting(test), *over);
            [list, ends(*span, &life, 0)].concat()
        }
        Request::RepeatedDays { test, count, window, .. } => {
            let mut list = each_pressure(test, count - 1, |life, pair| {
                (0..*count).for_each(|at| put(life, at, pair, Setting::Clinic));
            });
            let one_less = (*count > 1).then_some((0, count - 1, false));
            for (first, days, met) in [(0, *count, true), (1, *count, false)].into_iter().chain(one_less) {
                let mut life = Life::aged(50);
                put(&mut life, 1 - first, meeting(test), Setting::Clinic);
                (1..days).for_each(|back| put(&mut life, window + 2 - back, meeting(test), Setting::Clinic));
                list.push(edge(None, 0, life, window + 1, met));
            }
            list
        }
        Request::Impossible { reversed, beyond } => impossible(reversed, beyond),
        Request::WhiteCoat { raised, home, ambulatory, after } => {
            white_coat(raised, home, ambulatory, *after)
        }
        other => super::numbers::edges(other),
    };
    for (at, edge) in list.iter_mut().enumerate() {
        edge.what = format!("case {at} of {request:?}");
    }
    list
}

/// The last day of a span on which a record still counts, and the next one.
pub fn ends(span: Span, life: &Life, last: i32) -> Vec<Edge> {
    let days = match span {
        Span::Within(days) | Span::Visit { before: days } => days,
        Span::Day => 0,
        Span::Ever => return vec![edge(None, 0, life.clone(), last + 9_999, true)],
    };
    [(days, true), (days + 1, false)]
        .map(|(after, met)| edge(None, 0, life.clone(), last + after, met))
        .to_vec()
}

/// A pressure written the wrong way round, or beyond the range: it must also be unusable.
fn impossible(reversed: &PressureTest, beyond: &[Compare; 3]) -> Vec<Edge> {
    // The lower number must not be beyond the range by itself.
    let calm = |unit| whole(if unit == Unit::Kilopascal { 8 } else { 60 });
    let turned = |(one, other, unit): Pair| (other.max(Some(calm(unit))), one, unit);
    let mut list = each_pressure(reversed, 0, |life, pair| put(life, 0, turned(pair), Setting::Clinic));
    for (systolic, compare) in [true, true, false].into_iter().zip(beyond) {
        for (slot, limit) in limits(compare) {
            let range = Concept::BloodPressure.ranges()[usize::from(slot)];
            // As wide as the limit and its neighbours, and as the last usable value.
            let edge_of_range = if compare.op.is_upper() { range.high } else { range.low };
            let dia = DIASTOLIC[usize::from(slot)];
            for value in
                around(limit).into_iter().chain(around(if systolic { edge_of_range } else { dia.high }))
            {
                let pair = if systolic {
                    (Some(value), Some(dia.low), range.unit)
                } else {
                    (Some(range.high), Some(value), range.unit)
                };
                let mut life = Life::aged(50);
                put(&mut life, 0, pair, Setting::Clinic);
                let odd = !life.0.observations[0].usable;
                let met = odd && compare.op.holds(value, limit);
                list.push(edge(compare.parameter, slot, life, 0, met));
            }
        }
    }
    list
}

fn white_coat(
    raised: &PressureTest,
    home: &PressureTest,
    ambulatory: &PressureTest,
    after: i32,
) -> Vec<Edge> {
    let judged = after + 3;
    let mut list = each_pressure(raised, judged, |life, pair| {
        put(life, 0, pair, Setting::Clinic);
        put(life, 1, meeting(ambulatory), Setting::Ambulatory24h);
    });
    list.extend(each_pressure(home, judged, |life, pair| {
        put(life, 0, meeting(raised), Setting::Clinic);
        home_series(life, pair);
    }));
    list.extend(each_pressure(ambulatory, judged, |life, pair| {
        put(life, 0, meeting(raised), Setting::Clinic);
        put(life, 1, pair, Setting::Ambulatory24h);
    }));
    let mut life = Life::aged(50);
    put(&mut life, 0, meeting(raised), Setting::Clinic);
    put(&mut life, 0, meeting(ambulatory), Setting::Ambulatory24h);
    for (day, met) in [(after, false), (after + 1, true)] {
        list.push(edge(None, 0, life.clone(), day, met));
    }
    list
}
