//! The class of a visit, for both concerns: what is written, what is replayed, and the visit before.

use liangbing::assess::Scratch;
use liangbing::concept::{Concern, Condition, Level, Mode, Timing, VisitClass};
use liangbing::quantity::{Decimal, Unit};

use super::{below_and_at, gravity, mmhg, mmol};
use crate::support_proofs::{Life, day, engine, whole};

/// The contact of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Contact {
    None,
    Own { class: Option<VisitClass>, adverse: bool, complication: bool },
    Both(Option<VisitClass>),
    OtherConcern(Option<VisitClass>),
    Phone(Option<VisitClass>),
    Failed,
}

/// The visit before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    None,
    Satisfied,
    /// Not satisfied: so many days before, with a visit record of its own or not.
    Unsatisfied(i32, bool),
}

/// A reading of the day, and what the definition makes of it.
#[derive(Clone, Copy, Debug)]
struct Reading {
    values: (Decimal, Decimal),
    class: VisitClass,
    red: Option<Level>,
}

const CLASSES: [Option<VisitClass>; 5] = [
    None,
    Some(VisitClass::Controlled),
    Some(VisitClass::Uncontrolled),
    Some(VisitClass::AdverseReaction),
    Some(VisitClass::Complication),
];

fn contacts() -> Vec<Contact> {
    let mut list = vec![Contact::None, Contact::Failed];
    for class in CLASSES {
        list.extend([Contact::Both(class), Contact::OtherConcern(class), Contact::Phone(class)]);
        for bits in 0..4_u8 {
            list.push(Contact::Own { class, adverse: bits & 1 != 0, complication: bits & 2 != 0 });
        }
    }
    list
}

fn readings(concern: Concern, age: Option<i32>) -> Vec<Option<Reading>> {
    let class = |over| if over { VisitClass::Uncontrolled } else { VisitClass::Controlled };
    let mut list = vec![None];
    if concern == Concern::Diabetes {
        let (high, low, severe, fasting) =
            (mmol("critical-glucose"), mmol("low-glucose"), mmol("severe-low"), mmol("class-fasting"));
        let very_high = mmol("severe-high");
        let lines = [high, low.plus(Decimal::STEP), severe, fasting, mmol("target-fasting-from"), very_high];
        for value in below_and_at(&lines) {
            let red = if value < severe || value >= very_high {
                Some(Level::R0)
            } else if value <= low || value >= high {
                Some(Level::R1)
            } else {
                None
            };
            list.push(Some(Reading { values: (value, Decimal::ZERO), class: class(value >= fasting), red }));
        }
        return list;
    }
    let critical = (mmhg("critical-sbp"), mmhg("critical-dbp"));
    let elderly = age.is_some_and(|age| age >= 65);
    let line = (mmhg(if elderly { "class-elderly-sbp" } else { "class-sbp" }), mmhg("class-dbp"));
    let systolics = below_and_at(&[mmhg("class-sbp"), mmhg("class-elderly-sbp"), critical.0]);
    let mut diastolics = below_and_at(&[line.1, critical.1]);
    diastolics.insert(0, whole(60));
    for systolic in &systolics {
        for diastolic in &diastolics {
            let is_critical = *systolic >= critical.0 || *diastolic >= critical.1;
            let child = age.is_some_and(|age| age < 18)
                && (*systolic >= mmhg("screening-sbp") || *diastolic >= line.1);
            let red = if is_critical { Some(Level::R1) } else { child.then_some(Level::R2) };
            let over = *systolic >= line.0 || *diastolic >= line.1;
            list.push(Some(Reading { values: (*systolic, *diastolic), class: class(over), red }));
        }
    }
    list
}

/// The definition in its own words.
fn spec(age: Option<i32>, contact: Contact, before: Before, reading: Option<Reading>) -> Option<Level> {
    let red = reading.and_then(|reading| reading.red);
    if age.is_some_and(|age| age < 18) {
        return red;
    }
    let (record, written, adverse, complication) = match contact {
        Contact::Own { class, adverse, complication } => (true, class, adverse, complication),
        Contact::Both(class) => (true, class, false, false),
        _ => (false, None, false, false),
    };
    let mut class = written.unwrap_or(VisitClass::Controlled);
    class = class.max(reading.map_or(VisitClass::Controlled, |reading| reading.class));
    if adverse {
        class = class.max(VisitClass::AdverseReaction);
    }
    if complication {
        class = VisitClass::Complication;
    }
    let is_visit = reading.is_some() || class > VisitClass::Controlled;
    let own = if is_visit {
        let two = class > VisitClass::Controlled
            && match before {
                Before::Unsatisfied(days, recorded) => days >= 7 || (recorded && record),
                _ => false,
            };
        match class {
            _ if two => Level::R2,
            VisitClass::Complication => Level::R2,
            VisitClass::AdverseReaction => Level::Y2,
            VisitClass::Uncontrolled => Level::Y1,
            VisitClass::Controlled => Level::B2,
        }
    } else {
        match (before, contact) {
            (Before::Satisfied, _) => Level::B2,
            (Before::Unsatisfied(..), _) => Level::Y1,
            (Before::None, Contact::None | Contact::Failed) => Level::G2,
            (Before::None, _) => Level::G1,
        }
    };
    // A visit without a reading of its own leaves the reading missing: grey, unless worse.
    Some(red.map_or(own, |red| red.max(own)))
}

fn build(
    concern: Concern,
    age: Option<i32>,
    contact: Contact,
    before: Before,
    reading: Option<Reading>,
) -> Life {
    let code =
        if concern == Concern::Hypertension { Condition::Hypertension } else { Condition::Type2Diabetes };
    let mut life = Life::with(age.unwrap_or(50), &[code]);
    if age.is_none() {
        life.0.patient.born = None;
    }
    let measure = |life: &mut Life, after: i32, (one, two): (Decimal, Decimal)| {
        if concern == Concern::Hypertension {
            let value = crate::support_proofs::pressure_value(Some(one), Some(two), Unit::MillimetreHg);
            life.observe(after, None, liangbing::concept::Concept::BloodPressure, value);
        } else {
            life.number(after, liangbing::concept::Concept::Glucose, one).timing = Timing::Fasting;
        }
    };
    let (quiet, high) = if concern == Concern::Hypertension {
        ((whole(132), whole(75)), (whole(155), whole(75)))
    } else {
        ((whole(5), Decimal::ZERO), (whole(9), Decimal::ZERO))
    };
    match before {
        Before::None => {}
        Before::Satisfied => measure(&mut life, -20, quiet),
        Before::Unsatisfied(days, recorded) => {
            measure(&mut life, -days, high);
            if recorded {
                life.visit(-days, Some(concern), None);
            }
        }
    }
    if let Some(reading) = reading {
        measure(&mut life, 0, reading.values);
    }
    let other = if concern == Concern::Hypertension { Concern::Diabetes } else { Concern::Hypertension };
    match contact {
        Contact::None => {}
        Contact::Own { class, adverse, complication } => {
            let visit = life.visit(0, Some(concern), class);
            visit.adverse_reaction = Some(adverse);
            visit.new_complication = Some(complication);
        }
        Contact::Both(class) => _ = life.visit(0, None, class),
        Contact::OtherConcern(class) => _ = life.visit(0, Some(other), class),
        Contact::Phone(class) => life.visit(0, Some(concern), class).mode = Mode::Phone,
        Contact::Failed => life.visit(0, Some(concern), None).reached = false,
    }
    life
}

const BEFORE: [Before; 7] = [
    Before::None,
    Before::Satisfied,
    Before::Unsatisfied(6, false),
    Before::Unsatisfied(7, false),
    Before::Unsatisfied(6, true),
    Before::Unsatisfied(1, true),
    Before::Unsatisfied(30, true),
];

fn plain(level: Option<Level>) -> Option<Level> {
    if level == Some(Level::B1) { Some(Level::B2) } else { level }
}

fn all_classes(concern: Concern) -> usize {
    let place = usize::from(concern == Concern::Diabetes);
    let mut scratch = Scratch::default();
    let mut cells = 0;
    for age in [None, Some(17), Some(50), Some(64), Some(65), Some(80)] {
        let befores = if age == Some(17) { &BEFORE[..1] } else { &BEFORE[..] };
        for (before, contact) in
            befores.iter().flat_map(|before| contacts().into_iter().map(|c| (*before, c)))
        {
            let mut row = Vec::new();
            for reading in readings(concern, age) {
                let life = build(concern, age, contact, before, reading);
                let verdict = life.judged_with(engine(), 0, &mut scratch);
                let own = verdict.concerns[place];
                let expected = spec(age, contact, before, reading);
                if let Some(reading) = reading.filter(|_| own.level.is_some_and(Level::is_blue)) {
                    assert_eq!(reading.class, VisitClass::Controlled, "blue on {reading:?}");
                    assert_eq!(own.class, Some(VisitClass::Controlled));
                    assert_eq!(own.visit, Some(day(0)));
                }
                assert_eq!(
                    plain(own.level),
                    expected,
                    "{concern:?} {age:?} {contact:?} {before:?} {reading:?}"
                );
                row.push((reading, gravity(own.level)));
                cells += 1;
            }
            worse_readings_are_never_milder(concern, &row);
        }
        more_serious_classes_are_never_milder(concern, age, befores);
    }
    cells
}

fn worse_readings_are_never_milder(concern: Concern, row: &[(Option<Reading>, u8)]) {
    for (base, colour) in row.iter().filter_map(|(reading, colour)| Some((reading.as_ref()?, colour))) {
        for (worse, other) in row.iter().filter_map(|(reading, colour)| Some((reading.as_ref()?, colour))) {
            let is_worse = if concern == Concern::Hypertension {
                worse.values.0 >= base.values.0 && worse.values.1 >= base.values.1
            } else {
                let (base, worse) = (base.values.0, worse.values.0);
                (base >= whole(4) && worse >= base) || (base < whole(4) && worse <= base)
            };
            assert!(!is_worse || other >= colour, "{worse:?} is milder than {base:?}");
        }
    }
}

fn more_serious_classes_are_never_milder(concern: Concern, age: Option<i32>, befores: &[Before]) {
    let place = usize::from(concern == Concern::Diabetes);
    let mut scratch = Scratch::default();
    for before in befores {
        for reading in readings(concern, age) {
            let mut last = 0;
            for class in CLASSES.into_iter().skip(1) {
                let contact = Contact::Own { class, adverse: false, complication: false };
                let life = build(concern, age, contact, *before, reading);
                let colour = gravity(life.judged_with(engine(), 0, &mut scratch).concerns[place].level);
                assert!(colour >= last, "{class:?} {before:?} {reading:?}");
                last = colour;
            }
        }
    }
}

#[test]
fn every_visit_of_hypertension_has_the_defined_class_and_colour() {
    // 6 ages, 7 visits before, 37 contacts, 31 readings.
    let cells = all_classes(Concern::Hypertension);
    assert!(cells >= 35_000, "{cells}");
}

#[test]
fn every_visit_of_diabetes_has_the_defined_class_and_colour() {
    // 6 ages, 7 visits before, 37 contacts, 13 readings.
    let cells = all_classes(Concern::Diabetes);
    assert!(cells >= 14_000, "{cells}");
}
