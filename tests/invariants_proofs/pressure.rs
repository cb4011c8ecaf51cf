//! Hypertension, critical: one pressure with up to two signs, a pulse, a pregnancy, a potassium.

use liangbing::assess::Scratch;
use liangbing::concept::{Concept, Condition, Level, Pregnancy, Sex, Symptom as S};
use liangbing::quantity::{Decimal, Unit};
use liangbing::record::{Mark, Record, Value};

use super::signs::{Said, answers, fires, is_ambulance, is_nonspecific, is_old, kinds, say};
use super::{below_and_at, gravity, line, mmhg};
use crate::support_proofs::{Life, day, engine, is_usable, pressure_value, whole};

struct Lines {
    critical: (Decimal, Decimal),
    class: (Decimal, Decimal),
    pregnancy: (Decimal, Decimal),
    severe: (Decimal, Decimal),
    very_low: Decimal,
    low: Decimal,
    slowest: Decimal,
    fastest: Decimal,
}

fn lines() -> Lines {
    let pulse = |name: &str| line(name, Unit::PerMinute);
    Lines {
        critical: (mmhg("critical-sbp"), mmhg("critical-dbp")),
        class: (mmhg("class-sbp"), mmhg("class-dbp")),
        pregnancy: (mmhg("pregnancy-sbp"), mmhg("pregnancy-dbp")),
        severe: (mmhg("pregnancy-severe-sbp"), mmhg("pregnancy-severe-dbp")),
        very_low: mmhg("very-low-sbp"),
        low: mmhg("low-sbp"),
        slowest: pulse("pulse-lowest"),
        fastest: pulse("pulse-highest"),
    }
}

type Pair = (Decimal, Decimal);

fn reaches(pair: Pair, lines: (Decimal, Decimal)) -> bool {
    pair.0 >= lines.0 || pair.1 >= lines.1
}

/// The red table's column for hypertension, in its own words; the class of a single reading below it.
fn spec(lines: &Lines, pair: Pair, signs: &[Said], pulse: Option<Decimal>, carrying: bool) -> Level {
    let fire = |any: &[S]| fires(signs, any);
    let extreme = pulse.is_some_and(|pulse| pulse <= lines.slowest || pulse >= lines.fastest);
    let emergency = is_ambulance(signs)
        || (reaches(pair, lines.critical)
            && fire(&[S::SevereHeadache, S::Vomiting, S::Dyspnoea, S::BackPain]))
        || (carrying
            && (reaches(pair, lines.severe)
                || (reaches(pair, lines.pregnancy)
                    && fire(&[S::SevereHeadache, S::BlurredVision, S::AbdominalPain, S::Dyspnoea]))))
        || (extreme && (pair.0 < lines.low || fire(&[S::Dyspnoea, S::Dizziness])));
    if emergency {
        return Level::R0;
    }
    let faint = [S::Dizziness, S::Fall, S::Vomiting, S::Sweating, S::Palpitation];
    let today = reaches(pair, lines.critical)
        || (carrying && reaches(pair, lines.pregnancy))
        || pair.0 < lines.very_low
        || (pair.0 < lines.low && fire(&faint))
        || extreme
        || fire(&[S::SevereHeadache, S::SuddenVisionLoss])
        || is_nonspecific(signs, false, false);
    match (today, is_old(signs), reaches(pair, lines.class)) {
        (true, ..) => Level::R1,
        (_, true, _) => Level::R2,
        (.., true) => Level::Y1,
        _ => Level::B2,
    }
}

fn pairs(lines: &Lines) -> Vec<Pair> {
    let systolics =
        below_and_at(&[lines.very_low, lines.low, lines.class.0, lines.severe.0, lines.critical.0]);
    let mut diastolics = below_and_at(&[lines.class.1, lines.critical.1]);
    diastolics.insert(0, whole(60));
    let all =
        systolics.iter().flat_map(|systolic| diastolics.iter().map(move |diastolic| (*systolic, *diastolic)));
    all.filter(|(systolic, diastolic)| systolic > diastolic).collect()
}

fn set_pressure(record: &mut Record, pair: Pair) {
    let value = pressure_value(Some(pair.0), Some(pair.1), Unit::MillimetreHg);
    assert!(is_usable(Concept::BloodPressure, value));
    record.observations[0].value = value;
}

fn set_pulse(record: &mut Record, pulse: Option<Decimal>) {
    let quantity = |value| liangbing::quantity::Quantity { value, unit: Unit::PerMinute };
    record.observations[1].value = Value::Number(quantity(pulse.unwrap_or(whole(70))), Mark::Exact);
}

/// B1 is B2 with a personal target met: one cell here.
fn plain(level: Option<Level>) -> Option<Level> {
    if level == Some(Level::B1) { Some(Level::B2) } else { level }
}

fn all_critical_cells(carrying: bool) -> usize {
    let lines = lines();
    let pairs = pairs(&lines);
    let signs = answers();
    let pulses = [None, Some(lines.slowest), Some(lines.slowest.plus(Decimal::STEP))]
        .into_iter()
        .chain([Some(lines.fastest.minus(Decimal::STEP)), Some(lines.fastest)])
        .collect::<Vec<_>>();
    let mut life = Life::with(40, &[Condition::Hypertension]);
    life.0.patient.sex = Some(Sex::Female);
    life.pregnancy(if carrying { Pregnancy::Pregnant } else { Pregnancy::No });
    life.pressure(0, 120, 70).number(0, Concept::HeartRate, whole(70));
    let mut scratch = Scratch::default();
    let mut cells = 0;
    let mut colours: Vec<Vec<u8>> = Vec::new();
    for said in &signs {
        say(&mut life.0, said);
        let mut row = Vec::new();
        for pulse in &pulses {
            set_pulse(&mut life.0, *pulse);
            for pair in &pairs {
                set_pressure(&mut life.0, *pair);
                let verdict = engine().colour(&engine().chart(&life.0), day(0), &mut scratch);
                let level = plain(verdict.concerns[0].level);
                let expected = spec(&lines, *pair, said, *pulse, carrying);
                assert_eq!(level, Some(expected), "{pair:?} {said:?} {pulse:?} {carrying}");
                row.push(gravity(level));
                cells += 1;
            }
        }
        colours.push(row);
    }
    worse_signs_are_never_milder(&signs, &colours);
    for row in &colours {
        for session in row.chunks(pairs.len()) {
            worse_pressures_are_never_milder(&pairs, session);
        }
    }
    cells
}

/// One more sign, or a sign that turns out to be sudden, never gives a milder colour.
fn worse_signs_are_never_milder(signs: &[Vec<Said>], colours: &[Vec<u8>]) {
    let place = |said: &[Said]| signs.iter().position(|own| own == said).expect("a cell of its own");
    for (at, said) in signs.iter().enumerate() {
        let mut milder: Vec<Vec<Said>> = (0..said.len())
            .map(|left_out| {
                said.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, s)| *s).collect()
            })
            .collect();
        for (i, (symptom, _)) in said.iter().enumerate().filter(|(_, (_, acute))| *acute == Some(true)) {
            for acute in [None, Some(false)] {
                let mut own = said.clone();
                own[i] = (*symptom, acute);
                milder.push(own);
            }
        }
        for base in milder {
            let (base_row, row) = (&colours[place(&base)], &colours[at]);
            assert!(
                base_row.iter().zip(row).all(|(base, own)| base <= own),
                "{said:?} is milder than {base:?}"
            );
        }
    }
}

fn worse_pressures_are_never_milder(pairs: &[Pair], colours: &[u8]) {
    for (base, colour) in pairs.iter().zip(colours) {
        for (worse, other) in pairs.iter().zip(colours) {
            let up = base.0 >= whole(110) && worse.0 >= base.0;
            let down = base.0 < whole(90) && worse.0 <= base.0;
            if (up || down || worse.0 == base.0) && worse.1 >= base.1 {
                assert!(other >= colour, "{worse:?} is milder than {base:?}");
            }
        }
    }
}

#[test]
fn signs_that_some_rule_tells_apart_are_kept_apart() {
    let kinds = kinds();
    assert!((20..=38).contains(&kinds.len()), "{}: {kinds:?}", kinds.len());
}

#[test]
fn a_hypertensive_with_any_pressure_pulse_and_two_signs_has_the_defined_level() {
    // Over 2 700 answers about signs, 5 pulses, 41 pressures: 570 000 cells.
    assert!(all_critical_cells(false) >= 300_000);
}

#[test]
fn a_pregnant_hypertensive_with_any_pressure_pulse_and_two_signs_has_the_defined_level() {
    assert!(all_critical_cells(true) >= 300_000);
}

#[test]
fn potassium_has_its_levels_at_its_lines_whatever_the_pressure() {
    let at = |name: &str| line(name, Unit::MillimolePerLitre);
    let (severe, high, raised) = (at("potassium-severe-high"), at("potassium-high"), at("potassium-raised"));
    let (low, very_low, lowest) = (at("potassium-low"), at("potassium-very-low"), at("potassium-severe-low"));
    let mut cells = 0;
    for value in below_and_at(&[severe, high, raised, low, very_low, lowest]) {
        let expected = if value >= severe || value < lowest {
            Some(Level::R0)
        } else if value >= high || value < very_low {
            Some(Level::R1)
        } else if value < low {
            Some(Level::R2)
        } else if value >= raised {
            Some(Level::Y3)
        } else {
            None
        };
        for (systolic, base) in [(120, Level::B2), (150, Level::Y1), (180, Level::R1)] {
            let mut life = Life::with(50, &[Condition::Hypertension]);
            life.pressure(0, systolic, 70).number(0, Concept::Potassium, value);
            let expected = expected.map_or(base, |own| own.max(base));
            assert_eq!(plain(life.judged(0).concerns[0].level), Some(expected), "{value} {systolic}");
            cells += 1;
        }
    }
    assert_eq!(cells, 36);
}
