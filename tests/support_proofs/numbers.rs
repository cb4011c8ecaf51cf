//! Small records on which a number of the laboratory, of the person or of the visits decides.

use liangbing::concept::request::{Compare, Onset, Request, Span, Timings};
use liangbing::concept::{
    Adherence, Arm, Concept, Condition, ConditionStatus, DrugClass, FindingCode, Kind, Setting, Specimen,
    Symptom, Timing,
};
use liangbing::facts::{Run, Targets};
use liangbing::quantity::{Decimal, Quantity, Unit};
use liangbing::record::{FamilyEntry, Mark, Value};

use super::requests::{Edge, Said, around, edge, ends, limits};
use super::{Life, born, day, pressure_value, whole};

/// Records on which each number of a request decides.
pub fn edges(request: &Request) -> Vec<Edge> {
    match request {
        Request::Number { concept, span, timings, tests, lasting, .. } => {
            number(*concept, *span, *timings, tests, *lasting)
        }
        Request::DaysWith { concept, test, window, count, .. } => days_with(*concept, test, *window, *count),
        Request::RecentValues { concept, timings, test, count } => {
            recent_values(*concept, *timings, test, *count)
        }
        Request::ArmDifference(test) => each(test, Concept::BloodPressure, |life, value, slot| {
            let unit = Concept::BloodPressure.unit_at(slot).expect("a unit");
            let (base, low) = if unit == Unit::Kilopascal { (16, 8) } else { (120, 60) };
            let systolics = [(Arm::Left, whole(base)), (Arm::Right, whole(base).plus(value))];
            for (arm, systolic) in systolics {
                let value = pressure_value(Some(systolic), Some(whole(low)), unit);
                life.observe(0, None, Concept::BloodPressure, value).arm = Some(arm);
            }
        }),
        Request::ExcessOverTarget(excess) => over_target(excess, &[0]),
        Request::StuckOverTarget { excess, from, to } => stuck(excess, *from, *to),
        Request::BelowTarget { concept, window } => below_target(*concept, *window),
        Request::PulseSustained { test, apart } => pulse(test, *apart),
        Request::UnansweredGroups { groups, test } => counted(test, |life, count| {
            for group in groups.iter().take(usize::try_from(count).expect("a count")) {
                life.symptom(0, group[0], None);
            }
        }),
        Request::ConditionCount(list, test) => counted(test, |life, count| {
            for code in list.iter().take(usize::try_from(count).expect("a count")) {
                life.condition(*code, ConditionStatus::Active, None);
            }
        }),
        Request::FullDoseClasses { classes, count, days } => full_doses(classes, count, *days),
        Request::VenousGlucose { timings, test } => each(test, Concept::Glucose, |life, value, slot| {
            measure(life, 0, Concept::Glucose, value, slot, timing_of(*timings));
            life.0.observations[0].specimen = Some(Specimen::Venous);
        }),
        Request::Family { conditions, relations, onset: Some(onset) } => counted(onset, |life, age| {
            let onset_age = Some(u8::try_from(age).expect("an age"));
            let (condition, relation) = (conditions[0].clone(), Some(relations[0].clone()));
            life.0.family = vec![FamilyEntry { condition, relation, onset_age }];
        }),
        Request::Age(test) => counted(test, |life, age| life.0.patient.born = Some(born(age))),
        Request::ConditionDated { conditions, age: Some(test), .. } => counted(test, |life, age| {
            life.pressure(-1, 120, 70);
            life.condition(conditions[0], ConditionStatus::Active, Some(0));
            life.0.patient.born = Some(born(age));
        }),
        Request::DiagnosedWithin(concern, days) => {
            let mut life = Life::aged(50);
            let code = liangbing::facts::Chart::conditions_of(*concern)[0];
            life.condition(code, ConditionStatus::Active, Some(0));
            ends(Span::Within(*days), &life, 0)
        }
        Request::Unsatisfied { count, apart } => unsatisfied(count, *apart),
        Request::StableVisits(apart) => [(*apart, true), (apart - 1, false)]
            .map(|(after, met)| {
                let mut edge = edge(None, 0, Life::aged(50), after, met);
                edge.said.quiet_since = Some(day(0));
                edge
            })
            .to_vec(),
        Request::Done { concept, span } => ends(*span, &examined(*concept, None), 0),
        Request::Code { concept, codes, span } => ends(*span, &examined(*concept, codes.first().copied()), 0),
        Request::Sign { symptoms, onset, span } => {
            let mut life = Life::aged(50);
            let acute = match onset {
                Onset::NotOld => None,
                Onset::Acute => Some(true),
                Onset::Old => Some(false),
            };
            life.symptom(0, symptoms[0], acute);
            ends(*span, &life, 0)
        }
        _ => Vec::new(),
    }
}

fn examined(concept: Concept, code: Option<FindingCode>) -> Life {
    let mut life = Life::aged(50);
    match (code, concept.kind()) {
        (Some(code), _) => _ = life.observe(0, None, concept, Value::Code(code)),
        (None, Kind::Code(codes)) => _ = life.observe(0, None, concept, Value::Code(codes[0])),
        (None, Kind::Flag) => _ = life.observe(0, None, concept, Value::Flag(true)),
        (None, _) => _ = life.number(0, concept, concept.ranges()[0].high),
    }
    life
}

/// Each limit of a comparison, just below, at and just above, in each of its units.
fn each(test: &Compare, concept: Concept, fill: impl Fn(&mut Life, Decimal, u8)) -> Vec<Edge> {
    let mut list = Vec::new();
    for (slot, limit) in limits(test).filter(|(slot, _)| concept.unit_at(*slot).is_some()) {
        for value in around(limit) {
            let mut life = Life::aged(50);
            fill(&mut life, value, slot);
            list.push(edge(test.parameter, slot, life, 0, test.op.holds(value, limit)));
        }
    }
    list
}

/// A count or an age, one below, at and one above.
fn counted(test: &Compare, fill: impl Fn(&mut Life, i32)) -> Vec<Edge> {
    let limit = i32::try_from(test.limit().to_int().expect("whole")).expect("small");
    let cells = (limit - 1..=limit + 1).map(|count| {
        let mut life = Life::aged(50);
        fill(&mut life, count);
        let holds = test.op.holds(whole(i64::from(count)), test.limit());
        (count, edge(test.parameter, 0, life, 0, holds))
    });
    // No symptom at all is no answer; a list shorter than the count has no third cell.
    cells.filter(|(count, _)| *count >= 0).map(|(_, edge)| edge).collect()
}

fn timing_of(timings: Timings) -> Timing {
    *Timing::ALL.iter().find(|timing| timings.has(**timing)).expect("a timing")
}

fn measure(life: &mut Life, after: i32, concept: Concept, value: Decimal, slot: u8, timing: Timing) {
    let unit = concept.unit_at(slot).expect("a unit");
    life.observe(after, None, concept, Value::Number(Quantity { value, unit }, Mark::Exact)).timing = timing;
}

/// A value that meets a comparison, in the first unit, with room to spare.
fn meeting(test: &Compare) -> Decimal {
    test.limit().plus(Decimal::from_milli(if test.op.is_upper() { 100 } else { -100 }))
}

fn number(
    concept: Concept,
    span: Span,
    timings: Timings,
    tests: &[Option<Compare>; 2],
    lasting: Option<i32>,
) -> Vec<Edge> {
    let timing = timing_of(timings);
    let mut list = Vec::new();
    for test in tests.iter().flatten() {
        for mut edge in
            each(test, concept, |life, value, slot| measure(life, 0, concept, value, slot, timing))
        {
            let Value::Number(quantity, _) = edge.life.0.observations[0].value else { continue };
            let slot = usize::from(edge.slot);
            let all =
                tests.iter().flatten().all(|t| t.limits[slot].is_some_and(|l| t.op.holds(quantity.value, l)));
            edge.met = all;
            list.push(edge);
        }
    }
    let Some(test) = tests[0] else { return list };
    let mut life = Life::aged(50);
    measure(&mut life, 0, concept, meeting(&test), 0, timing);
    list.extend(ends(span, &life, 0));
    for (minutes, met) in lasting.into_iter().flat_map(|minutes| [(minutes, true), (minutes - 1, false)]) {
        let mut life = Life::aged(50);
        for minute in [0, minutes] {
            let unit = concept.unit_at(0).expect("a unit");
            let value = Value::Number(Quantity { value: meeting(&test), unit }, Mark::Exact);
            life.observe(0, u32::try_from(minute).ok(), concept, value).specimen =
                Some(Specimen::Interstitial);
        }
        list.push(edge(None, 0, life, 0, met));
    }
    list
}

fn days_with(concept: Concept, test: &Compare, window: i32, count: i32) -> Vec<Edge> {
    let mut list = each(test, concept, |life, value, slot| {
        (0..count).for_each(|back| measure(life, -back, concept, value, slot, Timing::Random));
    });
    for (first, days, met) in [(0, count, true), (-1, count, false), (0, count - 1, false)] {
        let mut life = Life::aged(50);
        measure(&mut life, window, concept, meeting(test), 0, Timing::Random);
        (1..days)
            .for_each(|at| measure(&mut life, first + at - 1, concept, meeting(test), 0, Timing::Random));
        list.push(edge(None, 0, life, window, met));
    }
    list
}

fn recent_values(concept: Concept, timings: Timings, test: &Compare, count: i32) -> Vec<Edge> {
    let timing = timing_of(timings);
    let mut list = each(test, concept, |life, value, slot| measure(life, 0, concept, value, slot, timing));
    for (quiet, met) in [(count - 1, true), (count, false)] {
        let mut life = Life::aged(50);
        measure(&mut life, -quiet, concept, meeting(test), 0, timing);
        (0..quiet).for_each(|back| measure(&mut life, -back, Concept::Glucose, whole(5), 0, Timing::Fasting));
        list.push(edge(None, 0, life, 0, met));
    }
    list
}

fn target() -> Targets {
    Targets { hba1c: [Some(whole(7)), Some(whole(53))], ..Targets::default() }
}

fn over_target(excess: &Compare, days: &[i32]) -> Vec<Edge> {
    let mut list = each(excess, Concept::Hba1c, |life, value, slot| {
        let target = target().hba1c[usize::from(slot)].expect("a target");
        for at in days {
            measure(life, *at, Concept::Hba1c, target.plus(value), slot, Timing::Random);
        }
    });
    for edge in &mut list {
        edge.said = Said { targets: target(), ..Said::default() };
    }
    list
}

fn stuck(excess: &Compare, from: i32, to: i32) -> Vec<Edge> {
    let mut list = over_target(excess, &[0, -from]);
    for (apart, met) in [(from - 1, false), (from, true), (to, true), (to + 1, false)] {
        let mut life = Life::aged(50);
        for at in [0, -apart] {
            measure(&mut life, at, Concept::Hba1c, whole(9), 0, Timing::Random);
        }
        let mut edge = edge(None, 0, life, 0, met);
        edge.said.targets = target();
        list.push(edge);
    }
    list
}

fn below_target(concept: Concept, window: i32) -> Vec<Edge> {
    let mut list = Vec::new();
    for slot in 0..2_u8 {
        let unit = concept.unit_at(slot).expect("a unit");
        for (step, value) in around(whole(if slot == 0 { 19 } else { 20 })).into_iter().enumerate() {
            let limit = [Some(whole(19)), Some(whole(20))];
            let targets = Targets { hba1c: limit, systolic: [Some(whole(300)); 2], diastolic: limit };
            let mut life = Life::aged(50);
            if concept == Concept::BloodPressure {
                let limit = whole(if slot == 0 { 60 } else { 10 });
                let value = limit.plus(value).minus(whole(if slot == 0 { 19 } else { 20 }));
                let high = whole(if slot == 0 { 120 } else { 16 });
                life.observe(0, None, concept, pressure_value(Some(high), Some(value), unit));
                let mut edge = edge(None, slot, life, 0, step == 0);
                edge.said.targets = Targets { diastolic: [Some(limit); 2], ..targets };
                list.push(edge);
            } else {
                measure(&mut life, 0, concept, value, slot, Timing::Random);
                let mut edge = edge(None, slot, life, 0, step == 0);
                edge.said.targets = targets;
                list.push(edge);
            }
        }
    }
    let quiet = list[0].clone();
    for (after, met) in [(window, true), (window + 1, false)] {
        // A blood pressure is that of the current visit, whose age is what counts.
        if concept != Concept::BloodPressure {
            list.push(Edge { judged: after, met, ..quiet.clone() });
        }
    }
    list
}

fn pulse(test: &Compare, apart: i32) -> Vec<Edge> {
    let mut list = each(test, Concept::HeartRate, |life, value, slot| {
        measure(life, 0, Concept::HeartRate, value, slot, Timing::Random);
        life.0.observations[0].sustained = Some(true);
    });
    for (minutes, met) in [(apart, true), (apart - 1, false)] {
        let mut life = Life::aged(50);
        for minute in [0, minutes] {
            let quantity = Quantity { value: meeting(test), unit: Unit::PerMinute };
            let value = Value::Number(quantity, Mark::Exact);
            life.observe(0, u32::try_from(minute).ok(), Concept::HeartRate, value);
        }
        list.push(edge(None, 0, life, 0, met));
    }
    list
}

fn full_doses(classes: &[DrugClass], count: &Compare, days: i32) -> Vec<Edge> {
    let mut classes = classes.to_vec();
    classes.sort_by_key(|class| !class.is_diuretic());
    let mut list = counted(count, |life, number| {
        for class in classes.iter().take(usize::try_from(number).expect("a count")) {
            let medicine = life.medicine(&[*class]);
            medicine.full_dose = Some(true);
            medicine.adherence = Some(Adherence::Regular);
            medicine.since = Some(born(9));
        }
    });
    let at_limit = list[1].life.clone();
    for (after, met) in [(days, true), (days - 1, false)] {
        let mut life = at_limit.clone();
        for medicine in &mut life.0.medications {
            medicine.since.as_mut().expect("a date").day = day(0);
        }
        list.push(edge(None, 0, life, after, met));
    }
    list
}

fn unsatisfied(count: &Compare, apart: i32) -> Vec<Edge> {
    let limit = i32::try_from(count.limit().to_int().expect("whole")).expect("small");
    let mut list = Vec::new();
    // Far apart, or each with a visit record of its own.
    for (days, records, extra) in
        [(apart, 0, -1), (apart, 0, 0), (apart - 1, 0, 0), (0, limit, 0), (0, limit - 1, 0), (0, limit, -1)]
    {
        let number = limit + extra;
        let met = number >= limit && (days >= apart || records >= limit);
        let mut edge = edge(count.parameter, 0, Life::aged(50), days, met);
        edge.said.run = Run { count: number, first: Some(day(0)), records };
        list.push(edge);
    }
    list
}

/// The conditions, symptoms and settings that proofs name beside requests.
pub const DIAGNOSES: [Condition; 2] = [Condition::Hypertension, Condition::Type2Diabetes];
/// Where readings of a session are taken.
pub const PLACES: [Setting; 2] = [Setting::Clinic, Setting::Home];
/// A symptom that no rule asks for.
pub const HARMLESS: Symptom = Symptom::Tinnitus;
