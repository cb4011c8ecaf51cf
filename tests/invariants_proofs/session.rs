//! A session of up to three readings: what stands, the day's value, the colour.

use liangbing::assess::Scratch;
use liangbing::civil::{Minute, Moment};
use liangbing::concept::{Concept, Condition, Level, Setting};
use liangbing::quantity::{Decimal, Unit};
use liangbing::record::Record;

use super::{below_and_at, gravity, mmhg};
use crate::support_proofs::{Life, day, engine, is_usable, pressure_value, whole};

type Part = Option<Decimal>;

/// One reading as the definition sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    minute: i32,
    systolic: Part,
    diastolic: Part,
    home: bool,
}

struct Lines {
    critical: (Decimal, Decimal),
    class: (Decimal, Decimal),
    target: (Decimal, Decimal),
    very_low: Decimal,
}

fn lines(age: i32) -> Lines {
    let class = mmhg(if age < 65 { "class-sbp" } else { "class-elderly-sbp" });
    Lines {
        critical: (mmhg("critical-sbp"), mmhg("critical-dbp")),
        class: (class, mmhg("class-dbp")),
        target: (mmhg("target-sbp"), mmhg("target-dbp")),
        very_low: mmhg("very-low-sbp"),
    }
}

impl Reading {
    fn reaches(&self, (systolic, diastolic): (Decimal, Decimal)) -> bool {
        self.systolic >= Some(systolic) || self.diastolic >= Some(diastolic)
    }

    fn is_low(&self, line: Decimal) -> bool {
        self.systolic.is_some_and(|systolic| systolic < line)
    }

    fn is_complete(&self) -> bool {
        self.systolic.is_some() && self.diastolic.is_some()
    }
}

/// Stands, unless a complete reading without it follows the last one with it.
fn stands(session: &[Reading], alarms: impl Fn(&Reading) -> bool) -> bool {
    let Some(last) = session.iter().filter(|r| alarms(r)).map(|r| r.minute).max() else { return false };
    let all_home = session.iter().filter(|r| alarms(r)).all(|r| r.home);
    !session.iter().any(|r| (!r.home || all_home) && r.is_complete() && r.minute >= last + 5 && !alarms(r))
}

/// The definition, in plain words: hypertension, one day, nothing else known.
fn spec(session: &[Reading], lines: &Lines) -> Level {
    if stands(session, |r| r.reaches(lines.critical)) || stands(session, |r| r.is_low(lines.very_low)) {
        return Level::R1;
    }
    let clinic = || session.iter().filter(|r| !r.home);
    // A lone number counts where it meets a line, never as normal.
    if clinic().any(|r| !r.is_complete() && r.reaches(lines.class)) {
        return Level::Y1;
    }
    let Some(value) = day_value(clinic().filter(|r| r.is_complete()).copied().collect()) else {
        return Level::G1;
    };
    if value.reaches(lines.class) {
        return Level::Y1;
    }
    if value.reaches(lines.target) { Level::B2 } else { Level::B1 }
}

/// The mean of the last two close together, else the last; of those written at one minute none is the later.
fn day_value(mut readings: Vec<Reading>) -> Option<Reading> {
    readings.sort_unstable();
    let last = readings.last()?.minute;
    let highest = |minute: i32| {
        let at = readings.iter().filter(|r| r.minute == minute);
        let systolic = at.clone().filter_map(|r| r.systolic).max();
        Reading { minute, systolic, diastolic: at.filter_map(|r| r.diastolic).max(), home: false }
    };
    let mean = |one: Reading, other: Reading| Reading {
        systolic: Some(one.systolic.unwrap().mean(other.systolic.unwrap())),
        diastolic: Some(one.diastolic.unwrap().mean(other.diastolic.unwrap())),
        ..one
    };
    let together = readings.iter().filter(|r| r.minute == last).count();
    let before = readings.iter().rev().map(|r| r.minute).find(|minute| *minute < last);
    Some(match (together, before) {
        (1, Some(before)) if last - before <= 30 => mean(highest(last), highest(before)),
        (2, _) => mean(readings[readings.len() - 1], readings[readings.len() - 2]),
        _ => highest(last),
    })
}

/// Every pair of edge values, and every edge value alone.
fn pairs(lines: &Lines) -> Vec<(Part, Part)> {
    let systolics = below_and_at(&[lines.very_low, lines.class.0, lines.critical.0]);
    let mut diastolics = below_and_at(&[lines.class.1, lines.critical.1]);
    diastolics.insert(0, whole(60));
    let mut pairs = Vec::new();
    for systolic in &systolics {
        for diastolic in diastolics.iter().filter(|diastolic| *diastolic < systolic) {
            pairs.push((Some(*systolic), Some(*diastolic)));
        }
    }
    // Alone: just below and at the class line, and critical.
    pairs.extend([2, 3, 5].map(|at| (Some(systolics[at]), None)));
    pairs.extend([1, 2, 4].map(|at| (None, Some(diastolics[at]))));
    pairs
}

/// Whether `worse` is the same reading with one number worse.
fn is_worse(base: (Part, Part), worse: (Part, Part)) -> bool {
    let same_parts = base.0.is_some() == worse.0.is_some() && base.1.is_some() == worse.1.is_some();
    let systolic = base.0 != worse.0;
    let diastolic = base.1 != worse.1;
    let up = base.0 >= Some(whole(110)) && worse.0 > base.0;
    let down = base.0 < Some(whole(90)) && worse.0 < base.0;
    same_parts && ((systolic && !diastolic && (up || down)) || (diastolic && !systolic && worse.1 > base.1))
}

/// A record with so many readings to be filled in.
fn blank(age: i32, count: usize) -> Record {
    let mut life = Life::with(age, &[Condition::Hypertension]);
    for _ in 0..count {
        life.pressure(0, 120, 70);
    }
    life.0
}

fn fill(record: &mut Record, session: &[Reading]) {
    for (observation, reading) in record.observations.iter_mut().zip(session) {
        let minute = u32::try_from(reading.minute).unwrap();
        observation.at = Moment::at(day(0), Minute::of(8 + minute / 60, minute % 60).unwrap());
        observation.value = pressure_value(reading.systolic, reading.diastolic, Unit::MillimetreHg);
        observation.usable = is_usable(Concept::BloodPressure, observation.value);
        assert!(observation.usable, "{reading:?}");
        observation.setting = if reading.home { Setting::Home } else { Setting::Clinic };
    }
}

/// All sessions of three readings: the engine against the definition, then every cell against its worse ones.
fn sessions_of_three(age: i32, gaps: &[i32]) -> usize {
    let lines = lines(age);
    let pairs = pairs(&lines);
    let n = pairs.len();
    let place = |one: usize, two: usize, three: usize| (one * n + two) * n + three;
    let worse: Vec<Vec<usize>> =
        pairs.iter().map(|base| (0..n).filter(|at| is_worse(*base, pairs[*at])).collect()).collect();
    let mut scratch = Scratch::default();
    let mut record = blank(age, 3);
    let mut cells = 0;
    for (first, second) in gaps.iter().flat_map(|first| gaps.iter().map(move |second| (*first, *second))) {
        for places in 0..8_u8 {
            let home = |at: u8| places & (1 << at) != 0;
            let mut colours = vec![0_u8; n * n * n];
            for (i, one) in pairs.iter().enumerate() {
                for (j, two) in pairs.iter().enumerate() {
                    for (k, three) in pairs.iter().enumerate() {
                        let at = |pair: &(Part, Part), minute: i32, home: bool| Reading {
                            minute,
                            systolic: pair.0,
                            diastolic: pair.1,
                            home,
                        };
                        let session = [
                            at(one, 0, home(0)),
                            at(two, first, home(1)),
                            at(three, first + second, home(2)),
                        ];
                        fill(&mut record, &session);
                        let verdict = engine().colour(&engine().chart(&record), day(0), &mut scratch);
                        let level = verdict.concerns[0].level;
                        assert_eq!(level, Some(spec(&session, &lines)), "{age}: {session:#?}");
                        colours[place(i, j, k)] = gravity(level);
                        cells += 1;
                    }
                }
            }
            for (i, j, k) in (0..n).flat_map(|i| (0..n).flat_map(move |j| (0..n).map(move |k| (i, j, k)))) {
                let base = colours[place(i, j, k)];
                let milder = worse[i].iter().find(|w| colours[place(**w, j, k)] < base);
                let milder = milder.or_else(|| worse[j].iter().find(|w| colours[place(i, **w, k)] < base));
                let milder = milder.or_else(|| worse[k].iter().find(|w| colours[place(i, j, **w)] < base));
                if let Some(worse) = milder {
                    let all = [pairs[i], pairs[j], pairs[k]];
                    panic!(
                        "{all:?} at 0, {first}, {second}; home {places:b}: milder with {:?}",
                        pairs[*worse]
                    );
                }
            }
        }
    }
    cells
}

#[test]
fn three_readings_under_65_give_the_defined_colour_and_a_worse_one_never_a_milder() {
    // 28 pairs, three times; 25 timings; clinic or home each: 4 390 400 cells.
    assert_eq!(sessions_of_three(50, &[0, 4, 5, 30, 31]), 4_390_400);
}

#[test]
fn three_readings_from_65_give_the_defined_colour_and_a_worse_one_never_a_milder() {
    // Only the systolic line differs: 4 timings, 702 464 cells.
    assert_eq!(sessions_of_three(68, &[0, 5]), 702_464);
}

#[test]
fn without_clock_times_only_rest_clears_and_the_highest_counts() {
    let lines = lines(50);
    let pairs = pairs(&lines);
    let mut scratch = Scratch::default();
    let mut record = blank(50, 2);
    let mut cells = 0;
    for (one, two) in pairs.iter().flat_map(|one| pairs.iter().map(move |two| (one, two))) {
        for bits in 0..16_u8 {
            let flag = |at: u8| bits & (1 << at) != 0;
            for (at, (observation, pair)) in (0_u8..).zip(record.observations.iter_mut().zip([one, two])) {
                observation.at = Moment::on(day(0));
                observation.value = pressure_value(pair.0, pair.1, Unit::MillimetreHg);
                observation.usable = is_usable(Concept::BloodPressure, observation.value);
                observation.setting = if flag(at) { Setting::Home } else { Setting::Clinic };
                observation.after_rest = Some(flag(2 + at));
            }
            let readings = [(one, flag(0), flag(2)), (two, flag(1), flag(3))].map(|(pair, home, rest)| {
                (Reading { minute: 0, systolic: pair.0, diastolic: pair.1, home }, rest)
            });
            let stands = |alarms: &dyn Fn(&Reading) -> bool| {
                let all_home = readings.iter().filter(|(r, _)| alarms(r)).all(|(r, _)| r.home);
                readings.iter().any(|(r, _)| alarms(r))
                    && !readings
                        .iter()
                        .any(|(r, rest)| *rest && (!r.home || all_home) && r.is_complete() && !alarms(r))
            };
            let red = stands(&|r| r.reaches(lines.critical)) || stands(&|r| r.is_low(lines.very_low));
            let clinic = || readings.iter().map(|(r, _)| r).filter(|r| !r.home);
            let over = clinic().any(|r| r.reaches(lines.class));
            let known = clinic().any(Reading::is_complete);
            let blue = clinic().all(|r| !r.is_complete() || !r.reaches(lines.target));
            let expected = match (red, over, known) {
                (true, ..) => Level::R1,
                (_, true, _) => Level::Y1,
                (.., false) => Level::G1,
                _ if blue => Level::B1,
                _ => Level::B2,
            };
            let verdict = engine().colour(&engine().chart(&record), day(0), &mut scratch);
            assert_eq!(verdict.concerns[0].level, Some(expected), "{readings:#?}");
            cells += 1;
        }
    }
    // 28 pairs, twice; 16 settings and rests.
    assert_eq!(cells, 12_544);
}

#[test]
fn a_lower_reading_may_end_a_class_2_that_only_the_mean_with_a_cleared_critical_one_made() {
    // The one corner where the definition contradicts itself: "lower below 90 is worse" against "the
    // day value is a mean". A second reading this low beside a critical first one, both minutes apart,
    // is two measurements of two different patients; the order stands as the mean makes it.
    let level = |systolic: i64| {
        let mut life = Life::with(50, &[Condition::Hypertension]);
        life.reading(0, Some(480), (Some(whole(198)), Some(whole(75))), Setting::Clinic);
        life.reading(0, Some(486), (Some(whole(systolic)), Some(whole(60))), Setting::Clinic);
        life.judged(0).level
    };
    assert_eq!(level(82), Some(Level::Y1));
    assert_eq!(level(81), Some(Level::B2));
    assert_eq!(level(79), Some(Level::R1));
}

#[test]
fn of_readings_written_at_one_minute_a_higher_one_never_hides_another() {
    let level = |systolic: Decimal| {
        let mut life = Life::with(50, &[Condition::Hypertension]);
        let just_below = whole(140).minus(Decimal::STEP);
        for (systolic, diastolic) in [(just_below, 109), (just_below, 89), (systolic, 60)] {
            life.reading(0, Some(480), (Some(systolic), Some(whole(diastolic))), Setting::Clinic);
        }
        life.judged(0).level
    };
    assert_eq!(level(whole(139)), Some(Level::Y1));
    assert_eq!(level(whole(140)), Some(Level::Y1));
}
