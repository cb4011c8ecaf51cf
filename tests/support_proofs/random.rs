//! Records by chance: small lives over several days, every kind of fact in them.

use liangbing::concept::{
    Adherence, Concept, Concern, Condition, ConditionStatus, DrugClass, Hypoglycaemia, Kind, Mode,
    PatientStatus, Pregnancy, ReferralDirection, ReferralOutcome, Setting, Sex, Symptom, Timing, Urgency,
    VisitClass,
};
use liangbing::quantity::{Decimal, Quantity, Unit};
use liangbing::record::{Mark, Value};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};

use super::{Life, milli, pressure_value, whole};

/// The same cases on every machine, and no files left behind.
pub fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_261_122),
        max_shrink_iters: 4_000,
        ..Config::default()
    }
}

/// Days over which a life is told: near ones mostly, so that events meet.
pub const LAST: i32 = 420;

fn at() -> impl Strategy<Value = i32> {
    prop_oneof![6 => (0..9_i32).prop_map(|step| step * 7), 2 => 0..120_i32, 1 => 0..=LAST]
}

/// One thing that a record may say.
#[derive(Clone, Debug)]
pub enum Fact {
    Pressure {
        at: i32,
        minute: Option<u32>,
        systolic: Option<i64>,
        diastolic: Option<i64>,
        unit: Unit,
        setting: Setting,
        rest: Option<bool>,
    },
    Glucose {
        at: i32,
        milli: i64,
        timing: Timing,
        home: bool,
    },
    Number {
        at: i32,
        concept: Concept,
        milli: i64,
    },
    Code {
        at: i32,
        concept: Concept,
        pick: usize,
    },
    Symptom {
        at: i32,
        symptom: Option<Symptom>,
        acute: Option<bool>,
        present: bool,
    },
    Condition {
        code: Condition,
        status: ConditionStatus,
        since: Option<i32>,
    },
    Medicine {
        class: DrugClass,
        since: Option<i32>,
        full: Option<bool>,
        adherence: Option<Adherence>,
    },
    Visit {
        at: i32,
        concern: Option<Concern>,
        class: Option<VisitClass>,
        phone: bool,
        reached: bool,
        adverse: bool,
        complication: bool,
        low: Option<Hypoglycaemia>,
    },
    Referral {
        at: i32,
        up: bool,
        concern: Option<Concern>,
        routine: bool,
        closed: Option<(i32, ReferralOutcome)>,
    },
}

fn minute() -> impl Strategy<Value = Option<u32>> {
    select(vec![None, Some(480), Some(480), Some(484), Some(485), Some(510), Some(511)])
}

fn concern() -> impl Strategy<Value = Option<Concern>> {
    select(vec![None, Some(Concern::Hypertension), Some(Concern::Diabetes)])
}

fn pressure() -> impl Strategy<Value = Fact> {
    let systolic =
        select(vec![118, 128, 132, 139, 140, 149, 150, 162, 179, 180, 186, 79, 84, 89, 90, 30, 320]);
    let diastolic = select(vec![60, 70, 79, 80, 85, 89, 90, 100, 109, 110, 118, 190]);
    let settings = [Setting::Clinic, Setting::Clinic, Setting::Clinic, Setting::Home, Setting::Ambulatory24h];
    let flags = (0..20_u8, select(vec![None, Some(true), Some(false)]));
    (at(), minute(), systolic, diastolic, select(settings.to_vec()), flags).prop_map(
        |(at, minute, systolic, diastolic, setting, (odd, rest))| Fact::Pressure {
            at,
            minute,
            systolic: (odd != 0).then_some(systolic),
            diastolic: (odd != 1).then_some(diastolic),
            unit: if odd == 2 { Unit::Kilopascal } else { Unit::MillimetreHg },
            setting,
            rest,
        },
    )
}

fn glucose() -> impl Strategy<Value = Fact> {
    let values = select(vec![
        2_000, 2_700, 3_000, 3_700, 3_900, 4_500, 5_200, 6_900, 7_000, 8_600, 11_100, 13_900, 16_600, 16_700,
        33_300, 70_000,
    ]);
    let timings = select(vec![Timing::Fasting, Timing::Fasting, Timing::Random, Timing::Postprandial2h]);
    (at(), values, timings, any::<bool>(), any::<bool>())
        .prop_map(|(at, milli, timing, one, two)| Fact::Glucose { at, milli, timing, home: one && two })
}

fn number() -> impl Strategy<Value = Fact> {
    let numbers = select(vec![
        (Concept::Hba1c, 6_200),
        (Concept::Hba1c, 7_400),
        (Concept::Hba1c, 8_100),
        (Concept::Hba1c, 9_500),
        (Concept::Potassium, 2_400),
        (Concept::Potassium, 3_300),
        (Concept::Potassium, 4_400),
        (Concept::Potassium, 5_700),
        (Concept::Potassium, 6_200),
        (Concept::Potassium, 6_600),
        (Concept::Egfr, 25_000),
        (Concept::Egfr, 80_000),
        (Concept::HeartRate, 38_000),
        (Concept::HeartRate, 45_000),
        (Concept::HeartRate, 72_000),
        (Concept::HeartRate, 135_000),
        (Concept::Temperature, 36_800),
        (Concept::Temperature, 39_500),
        (Concept::Uacr, 10_000),
    ]);
    (at(), numbers).prop_map(|(at, (concept, milli))| Fact::Number { at, concept, milli })
}

fn code() -> impl Strategy<Value = Fact> {
    let concepts = select(vec![Concept::Foot, Concept::FootPulse, Concept::UrineProtein, Concept::Fundus]);
    (at(), concepts, 0..7_usize).prop_map(|(at, concept, pick)| Fact::Code { at, concept, pick })
}

fn symptom() -> impl Strategy<Value = Fact> {
    let symptoms = prop_oneof![1 => Just(None), 4 => select(Symptom::ALL.to_vec()).prop_map(Some)];
    let acute = select(vec![None, Some(true), Some(false), Some(false)]);
    (at(), symptoms, acute, 0..5_u8).prop_map(|(at, symptom, acute, said)| Fact::Symptom {
        at,
        symptom,
        acute,
        present: symptom.is_none() || said > 0,
    })
}

fn condition() -> impl Strategy<Value = Fact> {
    let codes = select(vec![
        Condition::Hypertension,
        Condition::Type2Diabetes,
        Condition::Type1Diabetes,
        Condition::Stroke,
        Condition::MyocardialInfarction,
        Condition::DiabeticFootUlcer,
        Condition::Dementia,
        Condition::HeartFailure,
        Condition::SecondaryHypertension,
        Condition::Dialysis,
        Condition::DiabetesTypeUnclear,
    ]);
    let status = select(vec![
        ConditionStatus::Active,
        ConditionStatus::Active,
        ConditionStatus::Active,
        ConditionStatus::Suspected,
        ConditionStatus::Resolved,
        ConditionStatus::Withdrawn,
    ]);
    (codes, status, prop::option::of(at())).prop_map(|(code, status, since)| Fact::Condition {
        code,
        status,
        since,
    })
}

fn medicine() -> impl Strategy<Value = Fact> {
    let adherence = select(vec![None, Some(Adherence::Regular), Some(Adherence::Refused)]);
    let full = select(vec![None, Some(true), Some(false)]);
    (select(DrugClass::ALL.to_vec()), prop::option::of(at()), full, adherence)
        .prop_map(|(class, since, full, adherence)| Fact::Medicine { class, since, full, adherence })
}

fn visit() -> impl Strategy<Value = Fact> {
    let class = prop_oneof![1 => Just(None), 2 => select(VisitClass::ALL.to_vec()).prop_map(Some)];
    let low = select(vec![None, None, Some(Hypoglycaemia::Occasional), Some(Hypoglycaemia::Frequent)]);
    (at(), concern(), class, 0..32_u8, low).prop_map(|(at, concern, class, bits, low)| Fact::Visit {
        at,
        concern,
        class,
        phone: bits == 0,
        reached: bits != 1,
        adverse: bits == 2,
        complication: bits == 3,
        low,
    })
}

fn referral() -> impl Strategy<Value = Fact> {
    let closed = prop::option::of((0..60_i32, select(ReferralOutcome::ALL.to_vec())));
    (at(), 0..5_u8, concern(), 0..5_u8, closed).prop_map(|(at, up, concern, routine, closed)| {
        Fact::Referral {
            at,
            up: up > 0,
            concern,
            routine: routine == 0,
            closed: closed.map(|(after, outcome)| (at + after, outcome)),
        }
    })
}

/// One fact of any kind.
pub fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        6 => pressure(), 5 => glucose(), 2 => number(), 1 => code(), 3 => symptom(), 2 => condition(), 1 => medicine(),
        3 => visit(), 2 => referral(),
    ]
}

/// Who the record is about, before anything is said.
pub fn patient() -> impl Strategy<Value = Life> {
    let age = select(vec![None, Some(12), Some(28), Some(50), Some(66), Some(82)]);
    let pregnancy = select(vec![
        None,
        None,
        None,
        Some(Pregnancy::No),
        Some(Pregnancy::Pregnant),
        Some(Pregnancy::Lactating),
    ]);
    let status = prop_oneof![
        12 => Just(None),
        1 => (select(PatientStatus::ALL.to_vec()), prop::option::of(at())).prop_map(Some),
    ];
    (age, pregnancy, 0..4_u8, status).prop_map(|(age, pregnancy, diagnosed, status)| {
        let mut life = age.map_or_else(Life::default, Life::aged);
        if let Some(pregnancy) = pregnancy {
            life.0.patient.sex = Some(Sex::Female);
            life.0.patient.pregnancy = Some(pregnancy);
        }
        for (bit, code) in [(1, Condition::Hypertension), (2, Condition::Type2Diabetes)] {
            if diagnosed & bit != 0 {
                life.condition(code, ConditionStatus::Active, None);
            }
        }
        if let Some((status, at)) = status {
            life.0.patient.status = Some(status);
            life.0.patient.status_at = at.map(super::day);
        }
        life
    })
}

/// A life of up to so many facts.
pub fn life(most: usize) -> impl Strategy<Value = Life> {
    (patient(), prop::collection::vec(fact(), 0..=most)).prop_map(|(mut life, facts)| {
        for fact in &facts {
            tell(&mut life, fact);
        }
        life
    })
}

/// Adds a fact to a life.
pub fn tell(life: &mut Life, fact: &Fact) {
    match *fact {
        Fact::Pressure { at, minute, systolic, diastolic, unit, setting, rest } => {
            // A kilopascal is 7.5 mmHg: a pressure of the same size, near enough for chance.
            let scale = |value: i64| if unit == Unit::Kilopascal { milli(value * 133) } else { whole(value) };
            let value = pressure_value(systolic.map(scale), diastolic.map(scale), unit);
            let reading = life.observe(at, minute, Concept::BloodPressure, value);
            reading.setting = setting;
            reading.after_rest = rest;
        }
        Fact::Glucose { at, milli, timing, home } => {
            let reading = life.glucose(at, milli, timing);
            reading.setting = if home { Setting::Home } else { Setting::Clinic };
        }
        Fact::Number { at, concept, milli } => {
            let unit = concept.unit_at(0).expect("a unit");
            let quantity = Quantity { value: Decimal::from_milli(milli), unit };
            life.observe(at, None, concept, Value::Number(quantity, Mark::Exact)).sustained =
                Some(milli > 100_000);
        }
        Fact::Code { at, concept, pick } => {
            let Kind::Code(codes) = concept.kind() else { return };
            life.observe(at, None, concept, Value::Code(codes[pick % codes.len()]));
        }
        Fact::Symptom { at, symptom, acute, present } => {
            let said = life.observe(at, None, Concept::Symptom, Value::Symptom(symptom));
            said.acute = acute.filter(|_| symptom.is_some());
            said.present = present;
        }
        Fact::Condition { code, status, since } => _ = life.condition(code, status, since),
        Fact::Medicine { class, since, full, adherence } => {
            let medicine = life.medicine(&[class]);
            medicine.since = since.map(super::written);
            medicine.full_dose = full;
            medicine.adherence = adherence;
        }
        Fact::Visit { at, concern, class, phone, reached, adverse, complication, low } => {
            let visit = life.visit(at, concern, class);
            visit.mode = if phone { Mode::Phone } else { Mode::FaceToFace };
            visit.reached = reached;
            visit.adverse_reaction = adverse.then_some(true);
            visit.new_complication = complication.then_some(true);
            visit.hypoglycaemia = low;
        }
        Fact::Referral { at, up, concern, routine, closed } => {
            let direction = if up { ReferralDirection::Up } else { ReferralDirection::Down };
            let referral = life.referral(at, direction, concern, closed);
            referral.urgency = routine.then_some(Urgency::Routine);
        }
    }
}
