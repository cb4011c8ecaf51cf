//! Diabetes, critical: one glucose at any time of day, with a sign, fever or pulse, in every kind of person.

use liangbing::assess::Scratch;
use liangbing::concept::{
    Concept, Condition, ConditionStatus, DrugClass, Level, Pregnancy, Symptom as S, Timing,
};
use liangbing::quantity::{Decimal, Unit};

use super::signs::{Said, answers, fires, is_ambulance, is_nonspecific, is_old, say};
use super::{below_and_at, gravity, line, mmol};
use crate::support_proofs::{Life, day, engine, whole};

/// Who it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Person {
    condition: Option<Condition>,
    insulin: bool,
    sglt2: bool,
    pregnancy: Pregnancy,
    age: i32,
}

impl Person {
    fn life(self) -> Life {
        let mut life = Life::aged(self.age);
        life.pregnancy(self.pregnancy);
        if let Some(code) = self.condition {
            life.condition(code, ConditionStatus::Active, None);
        }
        if self.insulin {
            life.medicine(&[DrugClass::InsulinBasal]);
        }
        if self.sglt2 {
            life.medicine(&[DrugClass::Sglt2i]);
        }
        life
    }

    fn is_diabetic(self) -> bool {
        self.condition.is_some()
    }
}

/// Every person that the red rules tell apart.
fn people() -> Vec<Person> {
    let mut list = Vec::new();
    let conditions = [
        None,
        Some(Condition::Type2Diabetes),
        Some(Condition::Type1Diabetes),
        Some(Condition::GestationalDiabetes),
    ];
    for condition in conditions {
        for pregnancy in [Pregnancy::No, Pregnancy::Pregnant, Pregnancy::Lactating] {
            for (insulin, sglt2) in [(false, false), (true, false), (false, true)] {
                for age in [40, 16] {
                    list.push(Person { condition, insulin, sglt2, pregnancy, age });
                }
            }
        }
    }
    list
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Body {
    Calm,
    Fever,
    FastPulse,
}

/// The red table's column for diabetes.
fn red(person: Person, glucose: Option<(Decimal, Timing)>, signs: &[Said], body: Body) -> Option<Level> {
    let value = glucose.map(|(value, _)| value);
    let over = |name: &str| value.is_some_and(|value| value >= mmol(name));
    let below = |name: &str| value.is_some_and(|value| value < mmol(name));
    let low = value.is_some_and(|value| value <= mmol("low-glucose"));
    let fasting = |name: &str| over(name) && glucose.is_some_and(|(_, timing)| timing == Timing::Fasting);
    let later =
        |name: &str| over(name) && glucose.is_some_and(|(_, timing)| timing == Timing::Postprandial2h);
    let fire = |any: &[S]| fires(signs, any);
    let (diabetic, carrying) = (person.is_diabetic(), person.pregnancy != Pregnancy::No);
    let at_risk = diabetic || person.insulin;
    let breath = fire(&[S::AcetoneBreath, S::DeepBreathing]);
    let crisis =
        breath || fire(&[S::Vomiting, S::Dehydration, S::AlteredConsciousness]) || body != Body::Calm;
    let type_1 = person.condition == Some(Condition::Type1Diabetes);
    let emergency = (at_risk
        && (below("severe-low") || (low && fire(&[S::AlteredConsciousness, S::UnableToSwallow]))))
        || over("severe-high")
        || (over("critical-glucose") && crisis)
        || (diabetic && breath && (over("ketosis-glucose") || type_1))
        || (person.sglt2 && (breath || fire(&[S::Vomiting, S::AbdominalPain])))
        || (diabetic && is_ambulance(signs));
    if emergency {
        return Some(Level::R0);
    }
    let pregnant = person.pregnancy == Pregnancy::Pregnant;
    let for_two = carrying && (fasting("diabetic-fasting") || over("diabetic-random"));
    let in_pregnancy = diabetic && pregnant && (fasting("pregnancy-fasting") || later("pregnancy-2h"));
    let in_lactation =
        diabetic && carrying && !pregnant && (fasting("lactation-fasting") || later("lactation-2h"));
    let odd = over("high-glucose") || low;
    let today = over("critical-glucose")
        || (at_risk && low)
        || (!at_risk && below("untreated-low"))
        || (person.age < 18 && !diabetic && over("diabetic-random"))
        || for_two
        || in_pregnancy
        || in_lactation
        || (diabetic && (breath || fire(&[S::SevereHeadache, S::SuddenVisionLoss]) || body != Body::Calm))
        || (diabetic && is_nonspecific(signs, odd, person.sglt2));
    if today {
        return Some(Level::R1);
    }
    let diabetic_value = fasting("diabetic-fasting") || over("diabetic-random");
    let new = !diabetic
        && ((diabetic_value && fire(&[S::Polydipsia, S::Polyuria, S::WeightLoss]))
            || fasting("new-severe-fasting"));
    let raised = !diabetic && carrying && (fasting("pregnancy-fasting") || later("pregnancy-2h"));
    (new || raised || (diabetic && is_old(signs))).then_some(Level::R2)
}

/// What stands below red: the class of an adult with type 2, a suspicion in an adult without a diagnosis.
fn calm(person: Person, glucose: Option<(Decimal, Timing)>, any: bool) -> Option<Level> {
    let fasting = glucose.filter(|(_, timing)| *timing == Timing::Fasting).map(|(value, _)| value);
    if person.age < 18 {
        return None;
    }
    match person.condition {
        Some(Condition::Type2Diabetes) => Some(match fasting {
            Some(value) if value >= mmol("class-fasting") => Level::Y1,
            Some(_) => Level::B2,
            None if any => Level::G1,
            None => Level::G2,
        }),
        None => {
            let random = glucose.is_some_and(|(value, _)| value >= mmol("diabetic-random"));
            (random || fasting >= Some(mmol("diabetic-fasting"))).then_some(Level::G3)
        }
        Some(_) => None,
    }
}

fn values() -> Vec<Decimal> {
    let lines = [
        "untreated-low",
        "severe-low",
        "pregnancy-fasting",
        "lactation-fasting",
        "diabetic-fasting",
        "lactation-2h",
        "pregnancy-2h",
        "diabetic-random",
        "high-glucose",
        "critical-glucose",
        "severe-high",
    ];
    let mut lines: Vec<Decimal> = lines.map(mmol).to_vec();
    lines.push(mmol("low-glucose").plus(Decimal::STEP));
    below_and_at(&lines)
}

/// One neighbour is worse: higher from 4.0, lower below.
fn is_worse(base: Decimal, worse: Decimal) -> bool {
    (base >= whole(4) && worse > base) || (base < whole(4) && worse < base)
}

fn all_critical_cells(timing: Timing) -> usize {
    // Two signs at once are proven for pressures; here one sign, or the pairs that glucose rules join.
    let answers: Vec<Vec<Said>> = answers()
        .into_iter()
        .filter(|signs| {
            signs.len() < 2
                || signs.iter().any(|(s, _)| matches!(s, S::Dizziness | S::Nausea | S::AcetoneBreath))
        })
        .collect();
    let values = values();
    let mut scratch = Scratch::default();
    let mut cells = 0;
    for (person, body) in
        people().into_iter().flat_map(|p| [Body::Calm, Body::Fever, Body::FastPulse].map(|b| (p, b)))
    {
        let mut life = person.life();
        life.number(0, Concept::Glucose, whole(5)).timing = timing;
        match body {
            Body::Calm => {}
            Body::Fever => {
                _ = life.number(0, Concept::Temperature, line("fever", Unit::Celsius).plus(Decimal::STEP));
            }
            Body::FastPulse => {
                let pulse = life.number(
                    0,
                    Concept::HeartRate,
                    line("pulse-fast", Unit::PerMinute).plus(Decimal::STEP),
                );
                pulse.sustained = Some(true);
            }
        }
        let mut rows: Vec<(Vec<Said>, Vec<u8>)> = Vec::new();
        let simple = person.age < 18 || person.condition == Some(Condition::GestationalDiabetes);
        let most = if body == Body::Calm && !simple { 2 } else { 1 };
        for signs in answers.iter().filter(|signs| signs.len() <= most) {
            say(&mut life.0, signs);
            let mut row = Vec::new();
            for value in &values {
                let quantity = liangbing::quantity::Quantity { value: *value, unit: Unit::MillimolePerLitre };
                life.0.observations[0].value =
                    liangbing::record::Value::Number(quantity, liangbing::record::Mark::Exact);
                let verdict = engine().colour(&engine().chart(&life.0), day(0), &mut scratch);
                let level = verdict.concerns[1].level;
                let glucose = Some((*value, timing));
                let expected = red(person, glucose, signs, body).max(calm(person, glucose, true));
                assert_eq!(level, expected, "{person:?} {value} {timing:?} {signs:?} {body:?}");
                row.push(gravity(level));
                cells += 1;
            }
            for (base, colour) in values.iter().zip(&row) {
                let milder = values
                    .iter()
                    .zip(&row)
                    .find(|(worse, other)| is_worse(*base, **worse) && *other < colour);
                assert!(
                    milder.is_none(),
                    "{person:?} {timing:?} {signs:?}: {milder:?} is milder than {base}"
                );
            }
            rows.push((signs.clone(), row));
        }
        let (nothing, none) = &rows[0];
        assert!(nothing.is_empty());
        for (signs, row) in &rows {
            assert!(
                none.iter().zip(row).all(|(base, own)| base <= own),
                "{person:?}: {signs:?} is milder than none"
            );
        }
    }
    cells
}

#[test]
fn a_fasting_glucose_has_the_defined_level_in_every_person() {
    let cells = all_critical_cells(Timing::Fasting);
    assert!(cells >= 300_000, "{cells}");
}

#[test]
fn a_glucose_after_a_meal_has_the_defined_level_in_every_person() {
    let cells = all_critical_cells(Timing::Postprandial2h);
    assert!(cells >= 300_000, "{cells}");
}

#[test]
fn a_glucose_at_any_other_time_has_the_defined_level_in_every_person() {
    let cells = all_critical_cells(Timing::Random);
    assert!(cells >= 300_000, "{cells}");
}
