//! A record sorted into event days, once, for any number of judgements.

mod build;

use super::pressure::DayPressure;
use crate::civil::{Day, Minute, PartialDate};
use crate::concept::{
    Adherence, Arm, Concept, Concern, Condition, ConditionStatus, DrugClass, FindingCode, Hypoglycaemia,
    PatientStatus, Pregnancy, ReferralOutcome, ReferralPlace, Setting, Sex, Specimen, Symptom, Timing, Truth,
    Urgency, VisitClass, events,
};
use crate::quantity::Decimal;
use crate::record::{FamilyEntry, PersonalTarget};

/// A blood pressure in one of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressure {
    /// Systolic, if measured.
    pub systolic: Option<Decimal>,
    /// Diastolic, if measured.
    pub diastolic: Option<Decimal>,
    /// Which unit, by its slot.
    pub slot: u8,
}

/// What an observation answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A blood pressure.
    Pressure(Pressure),
    /// A number in one of the concept's units.
    Number {
        /// As measured.
        value: Decimal,
        /// Which unit, by its slot.
        slot: u8,
    },
    /// One of the concept's codes.
    Code(FindingCode),
    /// A symptom; `None` is "asked, all absent".
    Symptom(Option<Symptom>),
    /// Present or not.
    Flag(bool),
    /// Nothing that can be compared.
    Unreadable,
}

impl Answer {
    /// An order among answers of one concept, by their values.
    fn rank(&self) -> (Option<Decimal>, Option<Decimal>, u32) {
        match *self {
            Self::Pressure(Pressure { systolic, diastolic, slot }) => (systolic, diastolic, u32::from(slot)),
            Self::Number { value, slot } => (Some(value), None, u32::from(slot)),
            Self::Code(code) => (None, None, code.index()),
            Self::Symptom(symptom) => (None, None, symptom.map_or(u32::MAX, Symptom::index)),
            Self::Flag(flag) => (None, None, u32::from(flag)),
            Self::Unreadable => (None, None, u32::MAX),
        }
    }
}

/// One observation, placed in time.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The day.
    pub day: Day,
    /// The minute of the day, if known.
    pub minute: Option<Minute>,
    /// What.
    pub concept: Concept,
    /// The answer.
    pub answer: Answer,
    /// Inside the plausible range.
    pub usable: bool,
    /// Where taken.
    pub setting: Setting,
    /// When taken, for glucose.
    pub timing: Timing,
    /// From a sensor under the skin.
    pub interstitial: bool,
    /// From where, if said.
    pub specimen: Option<Specimen>,
    /// Which arm, if said.
    pub arm: Option<Arm>,
    /// After rest, if said.
    pub after_rest: bool,
    /// Whether the symptom is present.
    pub present: bool,
    /// Whether the symptom is acute, if answered.
    pub acute: Option<bool>,
    /// Whether the pulse lasts.
    pub sustained: bool,
    /// Made by an equation from the observation, not measured.
    pub derived: bool,
    /// Where the observation stands in [`Record::observations`].
    pub source: u32,
}

impl Sample {
    /// A pressure from home or over 24 hours.
    fn is_home_pressure(&self) -> bool {
        self.concept == Concept::BloodPressure && self.setting != Setting::Clinic
    }

    /// By day, concept and time. Values break ties, so that the order of a list never decides; of two at once
    /// the odd one is the newer.
    fn order(&self) -> impl Ord + use<> {
        (self.day, self.concept, self.minute, !self.usable, self.answer.rank(), self.source)
    }
}

/// A condition, placed in time.
#[derive(Clone, Copy, Debug)]
pub struct ConditionAt {
    /// Which.
    pub code: Condition,
    /// How sure.
    pub status: ConditionStatus,
    /// Its date, if one was written.
    pub since: Option<Day>,
    /// The day it shows up in the chart: its date, or the first day of the chart.
    pub event: Day,
    /// Dated on or after the record's first reading or visit.
    pub new: bool,
    /// Said to be infected or ischaemic.
    pub infected: bool,
}

/// A medicine, placed in time.
#[derive(Clone, Debug)]
pub struct Course {
    /// The generic's code, where known.
    pub code: Option<String>,
    /// Its classes; empty if the medicine is unknown.
    pub classes: Vec<DrugClass>,
    /// First day, if written.
    pub since: Option<Day>,
    /// Last day, if written.
    pub until: Option<Day>,
    /// At full dose, if that can be said.
    pub full_dose: Option<bool>,
    /// How regularly it is taken.
    pub adherence: Option<Adherence>,
    /// Where it stands in [`Record::medications`].
    pub source: u32,
}

/// A contact, placed in time.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the field names are the record's")]
pub struct VisitAt {
    pub day: Day,
    pub face_to_face: bool,
    pub concern: Option<Concern>,
    pub class: Option<VisitClass>,
    pub reached: bool,
    pub medication_changed: bool,
    pub adverse_reaction: bool,
    pub new_complication: bool,
    pub hypoglycaemia: Option<Hypoglycaemia>,
    pub adherence: Option<Adherence>,
    pub source: u32,
}

/// A referral, placed in time.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the field names are the record's")]
pub struct ReferralAt {
    pub day: Day,
    pub up: bool,
    pub concern: Option<Concern>,
    pub urgency: Option<Urgency>,
    pub to: Option<ReferralPlace>,
    pub closed: Option<(Day, ReferralOutcome)>,
    pub source: u32,
}

/// One day on which something happened.
#[derive(Clone, Copy, Debug)]
pub struct DayEntry {
    /// The day.
    pub day: Day,
    /// What happened, a bit for each kind.
    pub events: u64,
    /// Its observations, from.
    pub samples_from: u32,
    /// Its observations, to.
    pub samples_to: u32,
    /// Its contacts, from.
    pub visits_from: u32,
    /// Its contacts, to.
    pub visits_to: u32,
    /// Completed years on the day.
    pub age: Option<i32>,
    /// The value of its clinic pressures.
    pub pressure: Option<DayPressure>,
}

/// A record sorted into event days.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the field names are the record's")]
pub struct Chart {
    pub born: Option<PartialDate>,
    pub sex: Option<Sex>,
    pub pregnancy: Option<Pregnancy>,
    pub pregnancy_since: Option<Day>,
    pub status: PatientStatus,
    pub status_at: Option<Day>,
    pub deceased_at: Option<Day>,
    pub long_term_care: Option<bool>,
    pub cognition: Option<String>,
    /// Whether the patient smokes or breathes in smoke, and when that was asked.
    pub tobacco: (Truth, Option<Day>),
    pub family: Vec<FamilyEntry>,
    /// Whether a list of medicines was given, empty or not.
    pub listed: bool,
    /// The two-disease outpatient cover.
    pub cover: Option<String>,
    /// Event days, oldest first.
    pub days: Vec<DayEntry>,
    /// Observations by day, concept and time.
    pub samples: Vec<Sample>,
    /// Contacts by day.
    pub visits: Vec<VisitAt>,
    /// Referrals by day.
    pub referrals: Vec<ReferralAt>,
    pub conditions: Vec<ConditionAt>,
    pub courses: Vec<Course>,
    pub targets: Vec<PersonalTarget>,
    /// Since when each concern is diagnosed; `None` is not diagnosed, a date before all others if unknown.
    pub diagnosed: [Option<Day>; 2],
    /// The diagnosis' own date, where one was written.
    pub diagnosed_on: [Option<Day>; 2],
    /// The first reading or visit.
    pub first: Option<Day>,
    /// Whether any blood pressure was taken at home or over 24 hours.
    pub has_home: bool,
}

/// A day before every record.
const ALWAYS: Day = Day::from_number(i32::MIN);

/// The diagnoses that make a concern.
const CONCERN_CONDITIONS: [&[Condition]; 2] = [
    &[Condition::Hypertension, Condition::SecondaryHypertension],
    &[
        Condition::Type2Diabetes,
        Condition::Type1Diabetes,
        Condition::DiabetesTypeUnclear,
        Condition::GestationalDiabetes,
    ],
];

impl Chart {
    /// The observations of a day.
    pub fn samples_on(&self, entry: &DayEntry) -> &[Sample] {
        slice(&self.samples, entry.samples_from, entry.samples_to)
    }

    /// The observations of a concept on a day.
    pub fn samples_of(
        &self,
        entry: &DayEntry,
        concept: Concept,
    ) -> impl DoubleEndedIterator<Item = &Sample> + Clone {
        let has = entry.events & events::of(concept) != 0;
        let samples = if has { self.samples_on(entry) } else { &[] };
        samples.iter().filter(move |s| s.concept == concept)
    }

    /// The contacts of a day.
    pub fn visits_on(&self, entry: &DayEntry) -> &[VisitAt] {
        slice(&self.visits, entry.visits_from, entry.visits_to)
    }

    /// The number of event days up to a day.
    pub fn upto(&self, day: Day) -> usize {
        self.days.partition_point(|entry| entry.day <= day)
    }

    /// The number of event days before a day.
    pub fn before(&self, day: Day) -> usize {
        self.days.partition_point(|entry| entry.day < day)
    }

    /// Completed years on a day, the last of so many event days or a day after them.
    pub fn age_at(&self, day: Day, upto: usize) -> Option<i32> {
        let last = upto.checked_sub(1).and_then(|at| self.days.get(at)).filter(|entry| entry.day == day);
        last.map_or_else(|| self.age_on(day), |entry| entry.age)
    }

    /// Whether a concern is diagnosed on a day.
    pub fn is_diagnosed(&self, concern: Concern, day: Day) -> bool {
        self.diagnosed_since(concern).is_some_and(|since| since <= day)
    }

    /// Since when a concern is diagnosed.
    pub fn diagnosed_since(&self, concern: Concern) -> Option<Day> {
        let [hypertension, diabetes] = self.diagnosed;
        match concern {
            Concern::Hypertension => hypertension,
            Concern::Diabetes => diabetes,
        }
    }

    /// The diagnosis' own date, where one was written.
    pub fn diagnosis_date(&self, concern: Concern) -> Option<Day> {
        let [hypertension, diabetes] = self.diagnosed_on;
        match concern {
            Concern::Hypertension => hypertension,
            Concern::Diabetes => diabetes,
        }
    }

    /// Whether a condition is active on a day.
    pub fn has(&self, condition: Condition, day: Day) -> bool {
        self.conditions.iter().any(|c| c.code == condition && c.is_active(day))
    }

    /// Whether something of unknown concern, or of this one, speaks for a concern on a day.
    pub fn speaks_for(&self, said: Option<Concern>, concern: Concern, day: Day) -> bool {
        match said {
            Some(said) => said == concern,
            None => match concern {
                Concern::Diabetes => self.is_diagnosed(Concern::Diabetes, day),
                Concern::Hypertension => {
                    self.is_diagnosed(Concern::Hypertension, day)
                        || !self.is_diagnosed(Concern::Diabetes, day)
                }
            },
        }
    }

    /// Completed years on a day.
    pub fn age_on(&self, day: Day) -> Option<i32> {
        self.born.and_then(|born| born.age_on(day))
    }

    /// The conditions that make a concern.
    pub const fn conditions_of(concern: Concern) -> &'static [Condition] {
        let [hypertension, diabetes] = CONCERN_CONDITIONS;
        match concern {
            Concern::Hypertension => hypertension,
            Concern::Diabetes => diabetes,
        }
    }
}

impl ConditionAt {
    /// Whether it is active on a day.
    pub fn is_active(&self, day: Day) -> bool {
        self.status == ConditionStatus::Active && self.since.is_none_or(|since| since <= day)
    }
}

impl Course {
    /// Whether it is being taken on a day, as far as its dates say.
    pub fn is_active(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

fn slice<T>(list: &[T], from: u32, to: u32) -> &[T] {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    list.get(place(from)..place(to)).unwrap_or(&[])
}
