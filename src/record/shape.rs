//! The record and its lists, apart from observations.

use super::{Observation, Patient, Problem};
use crate::civil::{Day, Moment, PartialDate};
use crate::concept::{
    Adherence, Concept, Concern, Condition, ConditionStatus, DrugClass, Hypoglycaemia, Mode,
    ReferralDirection, ReferralOutcome, ReferralPlace, ReferralState, Urgency, VisitClass,
};
use crate::quantity::{Decimal, Quantity};

/// One patient's record: what was said, and what had to be set aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Who it is about.
    pub patient: Patient,
    /// Diagnoses and history.
    pub conditions: Vec<ConditionEntry>,
    /// Readings, laboratory values, symptoms.
    pub observations: Vec<Observation>,
    /// Medicines.
    pub medications: Vec<Medication>,
    /// Whether the list of medicines was given; where it was not, an empty one says nothing.
    pub medications_listed: bool,
    /// Follow-up contacts.
    pub visits: Vec<Visit>,
    /// Referrals, up and down.
    pub referrals: Vec<Referral>,
    /// Smoking, salt, exercise.
    pub lifestyle: Option<Lifestyle>,
    /// Illness in the family.
    pub family: Vec<FamilyEntry>,
    /// Allergies.
    pub allergies: Vec<Allergy>,
    /// What is planned that matters to medicines.
    pub plans: Vec<Plan>,
    /// Goals agreed with this patient.
    pub targets: Vec<PersonalTarget>,
    /// Prompts already answered.
    pub answered: Vec<Answered>,
    /// What was set aside while reading, and why.
    pub problems: Vec<Problem>,
    /// SHA-256 of the record with its lists and keys sorted.
    pub digest: String,
}

/// A diagnosis.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionEntry {
    /// Which.
    pub code: Condition,
    /// How sure; active if not said.
    pub status: ConditionStatus,
    /// Date of diagnosis or event.
    pub since: Option<PartialDate>,
    /// Heart-failure class, 1 to 4.
    pub nyha: Option<u8>,
    /// Stage as written.
    pub stage: Option<String>,
    /// An ulcer is infected.
    pub infected: Option<bool>,
    /// An ulcer is ischaemic.
    pub ischaemic: Option<bool>,
}

/// What [`Medication::per_day`] counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Times a day.
    Day,
    /// Times a week.
    Week,
    /// Times in two weeks.
    TwoWeeks,
}

/// A medicine on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Medication {
    /// The generic's code, if given.
    pub code: Option<String>,
    /// The name as written, if given.
    pub name: Option<String>,
    /// Classes said by the caller; the drug table's are used where these are empty.
    pub classes: Vec<DrugClass>,
    /// The dose as written, such as `5 mg`.
    pub dose: Option<String>,
    /// How many times in [`Medication::per`].
    pub per_day: Option<Decimal>,
    /// What the times are counted in; a day if not said.
    pub per: Per,
    /// First day.
    pub since: Option<PartialDate>,
    /// Last day.
    pub until: Option<Day>,
    /// Route as written.
    pub route: Option<String>,
    /// `ir` or `mr`.
    pub release: Option<String>,
    /// Said by the caller to be the full dose.
    pub full_dose: Option<bool>,
    /// How regularly it is taken.
    pub adherence: Option<Adherence>,
    /// Where it stood in the record.
    pub index: usize,
}

/// A follow-up contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// When.
    pub at: Moment,
    /// Face to face unless said otherwise.
    pub mode: Mode,
    /// Which concern; both if absent.
    pub concern: Option<Concern>,
    /// The class that was written.
    pub class: Option<VisitClass>,
    /// False is a failed contact.
    pub reached: bool,
    /// Therapy was changed.
    pub medication_changed: Option<bool>,
    /// An adverse reaction was recorded.
    pub adverse_reaction: Option<bool>,
    /// A new or worse complication was recorded.
    pub new_complication: Option<bool>,
    /// Low-glucose reactions since the last visit.
    pub hypoglycaemia: Option<Hypoglycaemia>,
    /// How regularly medicines were taken.
    pub adherence: Option<Adherence>,
    /// The rest of the national form, an object's JSON text; no rule reads it.
    pub form: Option<String>,
    /// Where it stood in the record.
    pub index: usize,
}

/// A referral and how it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// The caller's id.
    pub id: Option<String>,
    /// When it was written.
    pub at: Moment,
    /// Up or down.
    pub direction: ReferralDirection,
    /// Where to.
    pub to: Option<ReferralPlace>,
    /// The rule it answers.
    pub rule: Option<String>,
    /// The concern it answers.
    pub concern: Option<Concern>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Its steps, as far as they are known.
    pub events: Vec<ReferralEvent>,
    /// How and when it ended, if it did.
    pub closed: Option<(Moment, ReferralOutcome)>,
    /// Where it stood in the record.
    pub index: usize,
}

/// One step on a referral's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferralEvent {
    /// When.
    pub at: Moment,
    /// Which step.
    pub state: ReferralState,
}

/// Habits, as last asked.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Lifestyle {
    pub at: Option<Moment>,
    pub smoking: Option<String>,
    pub second_hand_smoke: Option<bool>,
    pub cigarettes_per_day: Option<Decimal>,
    pub salt_level: Option<String>,
    pub salt_grams_per_day: Option<Decimal>,
    pub potassium_salt: Option<bool>,
    pub staple_grams_per_day: Option<Decimal>,
    pub alcohol_grams_per_day: Option<Decimal>,
    pub exercise_minutes_per_week: Option<Decimal>,
}

/// An illness in the family.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct FamilyEntry {
    pub condition: String,
    pub relation: Option<String>,
    pub onset_age: Option<u8>,
}

/// An allergy.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Allergy {
    pub code: Option<String>,
    pub name: Option<String>,
    pub reaction: Option<String>,
    /// Where it stood in the record.
    pub index: usize,
}

/// Something planned.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Plan {
    pub kind: String,
    pub at: Option<Moment>,
}

/// A goal agreed with this patient: stay below a value.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonalTarget {
    /// Of what.
    pub concept: Concept,
    /// Stay below this; for a blood pressure the systolic one.
    pub below: Quantity,
    /// For a blood pressure, the diastolic one, if given as `130/80`.
    pub below_diastolic: Option<Decimal>,
    /// Since when it holds.
    pub at: Option<Moment>,
    /// Who set it.
    pub set_by: Option<String>,
}

/// A prompt that was answered.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Answered {
    pub card: String,
    pub at: Moment,
    pub outcome: String,
    pub reason: Option<String>,
    pub until: Option<Day>,
}
