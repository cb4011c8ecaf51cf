//! Records built in memory, without JSON, for proofs over many of them.
#![allow(dead_code, reason = "each proof uses its own part")]

use std::sync::OnceLock;

use liangbing::assess::{Scratch, Verdict};
use liangbing::civil::{Day, Minute, Moment, PartialDate, Precision};
use liangbing::concept::{
    Adherence, Concept, Concern, Condition, ConditionStatus, DIASTOLIC, DrugClass, Mode, Pregnancy,
    ReferralDirection, ReferralOutcome, Setting, Sex, Symptom, Timing, VisitClass,
};
use liangbing::engine::Engine;
use liangbing::quantity::{Decimal, Quantity, Unit};
use liangbing::record::{
    BloodPressure, ConditionEntry, Mark, Medication, Observation, Per, Record, Referral, Value, Visit,
};

pub mod numbers;
pub mod random;
pub mod requests;

/// The engine with the packs it was built with.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builtin().expect("the packs load"))
}

/// The first day that proofs use.
pub const START: i32 = 20_400;

/// So many days after the first.
pub fn day(after: i32) -> Day {
    Day::from_number(START + after)
}

/// A whole number.
pub fn whole(value: i64) -> Decimal {
    Decimal::from_int(value)
}

/// A number in thousandths.
pub fn milli(value: i64) -> Decimal {
    Decimal::from_milli(value)
}

/// A date of birth that makes this age on the first day and for the year after it.
pub fn born(age: i32) -> PartialDate {
    let (year, month, date) = day(-1).ymd();
    let birthday = Day::of(year - age, month, date).expect("no leap day");
    PartialDate { day: birthday, precision: Precision::Day }
}

/// A day as a date of birth or diagnosis is written.
pub fn written(after: i32) -> PartialDate {
    PartialDate { day: day(after), precision: Precision::Day }
}

fn moment(after: i32, minute: Option<u32>) -> Moment {
    match minute {
        Some(minute) => Moment::at(day(after), Minute::of(minute / 60, minute % 60).expect("inside the day")),
        None => Moment::on(day(after)),
    }
}

/// A record in the making.
#[derive(Clone, Debug, Default)]
pub struct Life(pub Record);

impl Life {
    /// Someone of an age; nothing else is known.
    pub fn aged(age: i32) -> Self {
        let mut life = Self::default();
        life.0.patient.born = Some(born(age));
        life.0.patient.sex = Some(Sex::Male);
        life
    }

    /// Someone of an age with long-standing diagnoses.
    pub fn with(age: i32, conditions: &[Condition]) -> Self {
        let mut life = Self::aged(age);
        for code in conditions {
            life.condition(*code, ConditionStatus::Active, None);
        }
        life
    }

    /// Female, and pregnant or not.
    pub fn pregnancy(&mut self, pregnancy: Pregnancy) -> &mut Self {
        self.0.patient.sex = Some(Sex::Female);
        self.0.patient.pregnancy = Some(pregnancy);
        self
    }

    /// Adds a condition.
    pub fn condition(&mut self, code: Condition, status: ConditionStatus, since: Option<i32>) -> &mut Self {
        let since = since.map(written);
        let entry =
            ConditionEntry { code, status, since, nyha: None, stage: None, infected: None, ischaemic: None };
        self.0.conditions.push(entry);
        self
    }

    /// Adds an observation of any kind, taken at the clinic.
    pub fn observe(
        &mut self,
        after: i32,
        minute: Option<u32>,
        concept: Concept,
        value: Value,
    ) -> &mut Observation {
        let index = self.0.observations.len();
        self.0.observations.push(Observation {
            id: None,
            index,
            at: moment(after, minute),
            concept,
            value,
            usable: is_usable(concept, value),
            setting: Setting::Clinic,
            timing: Timing::Random,
            specimen: None,
            arm: None,
            position: None,
            after_rest: None,
            present: true,
            acute: None,
            sustained: None,
            verified: None,
            upper_limit: None,
            code_list: None,
            side: None,
        });
        self.0.observations.last_mut().expect("just pushed")
    }

    /// Adds a clinic pressure in mmHg.
    pub fn pressure(&mut self, after: i32, systolic: i64, diastolic: i64) -> &mut Self {
        self.reading(after, None, (Some(whole(systolic)), Some(whole(diastolic))), Setting::Clinic);
        self
    }

    /// Adds a pressure in mmHg.
    pub fn reading(
        &mut self,
        after: i32,
        minute: Option<u32>,
        (systolic, diastolic): (Option<Decimal>, Option<Decimal>),
        setting: Setting,
    ) -> &mut Observation {
        let value = pressure_value(systolic, diastolic, Unit::MillimetreHg);
        let observation = self.observe(after, minute, Concept::BloodPressure, value);
        observation.setting = setting;
        observation
    }

    /// Adds a glucose in thousandths of mmol/L.
    pub fn glucose(&mut self, after: i32, value: i64, timing: Timing) -> &mut Observation {
        let observation = self.number(after, Concept::Glucose, milli(value));
        observation.timing = timing;
        observation
    }

    /// Adds a number in the concept's first unit.
    pub fn number(&mut self, after: i32, concept: Concept, value: Decimal) -> &mut Observation {
        let unit = concept.unit_at(0).expect("a number has a unit");
        self.observe(after, None, concept, Value::Number(Quantity { value, unit }, Mark::Exact))
    }

    /// Adds a symptom.
    pub fn symptom(&mut self, after: i32, symptom: Symptom, acute: Option<bool>) -> &mut Self {
        self.observe(after, None, Concept::Symptom, Value::Symptom(Some(symptom))).acute = acute;
        self
    }

    /// Adds "asked, all absent".
    pub fn no_symptom(&mut self, after: i32) -> &mut Self {
        self.observe(after, None, Concept::Symptom, Value::Symptom(None));
        self
    }

    /// Adds a face-to-face contact.
    pub fn visit(&mut self, after: i32, concern: Option<Concern>, class: Option<VisitClass>) -> &mut Visit {
        let index = self.0.visits.len();
        self.0.visits.push(Visit {
            at: moment(after, None),
            mode: Mode::FaceToFace,
            concern,
            class,
            reached: true,
            medication_changed: None,
            adverse_reaction: None,
            new_complication: None,
            hypoglycaemia: None,
            adherence: None,
            form: None,
            index,
        });
        self.0.visits.last_mut().expect("just pushed")
    }

    /// Adds a referral.
    pub fn referral(
        &mut self,
        after: i32,
        direction: ReferralDirection,
        concern: Option<Concern>,
        closed: Option<(i32, ReferralOutcome)>,
    ) -> &mut Referral {
        let index = self.0.referrals.len();
        self.0.referrals.push(Referral {
            id: None,
            at: moment(after, None),
            direction,
            to: None,
            rule: None,
            concern,
            urgency: None,
            events: Vec::new(),
            closed: closed.map(|(after, outcome)| (moment(after, None), outcome)),
            index,
        });
        self.0.referrals.last_mut().expect("just pushed")
    }

    /// Adds a medicine by its classes.
    pub fn medicine(&mut self, classes: &[DrugClass]) -> &mut Medication {
        let index = self.0.medications.len();
        self.0.medications.push(Medication {
            code: None,
            name: None,
            classes: classes.to_vec(),
            dose: None,
            per_day: None,
            per: Per::Day,
            since: None,
            until: None,
            route: None,
            release: None,
            full_dose: None,
            adherence: Some(Adherence::Regular),
            index,
        });
        self.0.medications.last_mut().expect("just pushed")
    }

    /// The verdict so many days after the first.
    pub fn judged(&self, after: i32) -> Verdict {
        self.judged_with(engine(), after, &mut Scratch::default())
    }

    /// The verdict of an engine, with memory that is reused.
    pub fn judged_with(&self, engine: &Engine, after: i32, scratch: &mut Scratch) -> Verdict {
        engine.colour(&engine.chart(&self.0), day(after), scratch)
    }
}

/// A pressure as a value.
pub fn pressure_value(systolic: Option<Decimal>, diastolic: Option<Decimal>, unit: Unit) -> Value {
    Value::BloodPressure(BloodPressure { systolic, diastolic, unit, unmeasurable: false })
}

/// Whether an answer is inside its plausible range, restated here so that proofs need no reader.
pub fn is_usable(concept: Concept, value: Value) -> bool {
    let inside = |ranges: &[liangbing::concept::Range], unit: Unit, value: Decimal| {
        ranges.iter().any(|range| range.unit == unit && (range.low..=range.high).contains(&value))
    };
    match value {
        Value::BloodPressure(BloodPressure { systolic, diastolic, unit, .. }) => {
            let parts = [(concept.ranges(), systolic), (DIASTOLIC, diastolic)];
            let mut measured =
                parts.into_iter().filter_map(|(ranges, part)| Some((ranges, part?))).peekable();
            measured.peek().is_some()
                && measured.all(|(ranges, part)| inside(ranges, unit, part))
                && (systolic.is_none() || diastolic.is_none() || systolic > diastolic)
        }
        Value::Number(quantity, _) => inside(concept.ranges(), quantity.unit, quantity.value),
        Value::Unreadable => false,
        Value::Code(_) | Value::Symptom(_) | Value::Flag(_) => true,
    }
}

/// The level's place from mildest to most serious; no colour is 0.
///
/// Milder follows the definition: red, grey that was red, yellow, grey, blue, none.
pub fn gravity(verdict: &Verdict) -> u8 {
    use liangbing::concept::{Colour, Level};
    match (verdict.level, verdict.colour()) {
        (None, _) | (_, None) => 0,
        (_, Some(Colour::Blue)) => 1,
        (Some(Level::G2WasRed), _) => 4,
        (_, Some(Colour::Grey)) => 2,
        (_, Some(Colour::Yellow)) => 3,
        (_, Some(Colour::Red)) => 5,
    }
}
