//! The assessment as answers carry it: fixed shapes, camelCase, nothing computed here.

mod plan;

pub use plan::{Considered, LessonReport, NextContact, TestReport};
mod course;
mod diagnosis;
mod referral;
mod whole;

use serde::Serialize;

pub use course::Told;

use super::advice::report::{AdviceReport, DietReport, ExerciseReport};
use super::evidence::{Evidence, Shown};
use crate::civil::Day;
use crate::concept::{Badge, Colour, Level, Stratum, TargetKind, Truth, VisitClass};
use crate::facts::china_par::{Category, Refused};
use crate::facts::kidney::Kidney;
use crate::json;

pub use diagnosis::{Diagnoses, DiagnosisReport, DiagnosisStatement};
pub use referral::{CareReport, Letter, LetterData, LetterFact, LoopReport, ReferralReport};
pub use whole::Assessment;

/// Why a tier is what it is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Sentences: what decided.
    pub because: Vec<String>,
    /// The deciding rule.
    pub rule: Option<String>,
    /// The last good day.
    pub valid_until: Option<Day>,
    /// The smallest changes that would give another level.
    pub would_change: Vec<Change>,
    /// The missing fact worth most; none where nothing that is missing could make it more serious.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth_asking: Option<Worth>,
}

/// A missing fact, and the most serious level that it could bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Worth {
    /// Of what, as gaps write it.
    pub concept: &'static str,
    /// Which symptom; or out of the clinic.
    pub about: Option<&'static str>,
    /// The level.
    pub level: Level,
}

/// One change and the level it would give the concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Of what.
    pub concept: &'static str,
    /// To what, with its unit.
    pub to: String,
    /// Which level then.
    pub level: Level,
}

/// The same verdict in other people's schemes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exports {
    /// red, yellow or green.
    pub three_colour: &'static str,
    /// red, orange, yellow, blue or green.
    pub wenzhou: &'static str,
    /// controlled, uncontrolled, no-visit or lost.
    pub hearts: Option<&'static str>,
}

/// A colour with everything that goes with it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Tier {
    pub colour: Option<Colour>,
    pub level: Option<Level>,
    pub floor: Option<Level>,
    pub ceiling: Option<Level>,
    pub reason: Option<&'static str>,
    pub at: Option<Day>,
    pub act_by: Option<Day>,
    pub owner: Option<&'static str>,
    pub repeat_pending: bool,
    pub was: Option<Colour>,
    /// Whether the patient was red when lost.
    pub was_red: bool,
    pub data_quality: bool,
    pub exports: Exports,
    pub receipt: Receipt,
}

/// One concern's tier, class and row of visits.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct ConcernReport {
    pub tier: Tier,
    pub class: Option<VisitClass>,
    pub consecutive: i32,
}

/// Both concerns; null where nothing is diagnosed or found.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Concerns {
    pub hypertension: Option<ConcernReport>,
    pub diabetes: Option<ConcernReport>,
}

/// Where a statement stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Citation {
    pub guideline: String,
    pub label: String,
    pub section: String,
    pub url: Option<String>,
    pub confidence: &'static str,
    pub review: Option<&'static str>,
}

/// A target, whether it is met, and since when that has been so.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct TargetReport {
    pub concept: &'static str,
    pub kind: TargetKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<String>,
    /// What it is a target of, where the data element's name is not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub target: String,
    pub met: Option<bool>,
    pub since: Option<Day>,
    pub cite: Citation,
    /// What other documents ask, where they ask something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherTarget>,
}

/// What another document asks.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct OtherTarget {
    pub guideline: String,
    pub label: String,
    pub target: String,
    pub met: Option<bool>,
}

/// A step of therapy that documents ask for; a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct StepReport {
    pub step: &'static str,
    /// The class; none where one of several is eased and no document says which.
    pub class: Option<&'static str>,
    pub decided_by: &'static str,
    pub concern: Option<&'static str>,
    /// Medicines of the class that the county's list has there; none without a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drugs: Vec<String>,
    /// The other classes that would do, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<&'static str>,
    /// Days before the next step.
    pub wait_days: Option<i32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub monitor: Vec<&'static str>,
    /// Within how many days, where a document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitor_days: Option<i32>,
    pub rule: String,
    /// The row that chose the class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    pub text: String,
    pub review: Option<&'static str>,
    pub cite: Citation,
    /// The other clauses, where more than one document speaks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more_cites: Vec<Citation>,
    /// The letter that asks for the decision, where it is made further up than the user works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<&'static str>,
}

/// What to do next.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct PlanReport {
    pub next_contact: Option<NextContact>,
    /// Due by the next contact, the longest due first.
    pub tests_due: Vec<TestReport>,
    /// Results that still count then, and need no repeat.
    pub tests_counted: Vec<TestReport>,
    /// The yearly examination and the search for complications, in one line each.
    pub tests_together: Vec<TestReport>,
    pub education: Vec<LessonReport>,
    pub medication: Vec<StepReport>,
    pub lifestyle: Vec<AdviceReport>,
    pub diet: Option<DietReport>,
    pub exercise: Option<ExerciseReport>,
}

/// A risk, from what is proven to what is possible.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct RiskRange {
    pub of: Badge,
    pub low: Stratum,
    pub high: Stratum,
    /// Something missing could make it more.
    pub at_least: bool,
    pub rule: String,
    pub text: Option<String>,
    pub cite: Citation,
    pub review: Option<&'static str>,
    /// What other editions come to, where they differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Edition>,
    /// What could make it more: data elements, or what is asked of the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<&'static str>,
}

/// A risk by another edition.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Edition {
    pub guideline: String,
    pub low: Stratum,
    pub high: Stratum,
    pub at_least: bool,
}

/// A ten-year risk by China-PAR, or why there is none.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct ChinaPar {
    /// Per cent, as `china-par-10y` answers.
    pub ten_year: Option<crate::quantity::Decimal>,
    pub category: Option<Category>,
    pub refused: Option<Refused>,
    /// Of a risk; a refusal says all with its path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<Citation>,
}

/// Risks; null until they are known.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct RiskReport {
    pub hypertension: Option<RiskRange>,
    pub kidney: Kidney,
    pub hypoglycaemia: Option<Stratum>,
    pub foot: Option<Stratum>,
    pub eye: Option<Stratum>,
    pub china_par: ChinaPar,
    /// What the three before rest on; null is not among them.
    pub badges: Vec<RiskRange>,
}

/// A rule that fired and is not answered, or one that possibly fires.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct FindingReport {
    pub rule: String,
    pub concern: &'static str,
    pub at: Day,
    pub outcome: &'static str,
    pub answered: Option<Day>,
    pub level: Level,
    pub origin: String,
    pub cite: Citation,
    pub text: Option<String>,
    pub review: Option<&'static str>,
    pub because: Vec<Evidence>,
}

/// Something that is not known, and what it would settle.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Gap {
    pub concept: &'static str,
    pub reason: &'static str,
    pub about: Option<&'static str>,
    pub last_at: Option<Day>,
    /// What is missing, where the data element's name is not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub would_settle: Vec<String>,
    /// The most serious level among them; none where only steps of treatment wait for it.
    pub could_be: Option<Level>,
}

/// The tier on one visit day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct TimelineEntry {
    pub at: Day,
    pub level: Option<Level>,
    pub hypertension: Option<Level>,
    pub diabetes: Option<Level>,
}

/// One thing to do, in one tap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Action {
    pub kind: &'static str,
    pub label: String,
    pub by: Option<Day>,
}

/// A prompt; `also` are the ids of the others it stands for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Card {
    pub id: String,
    pub channel: &'static str,
    pub indicator: &'static str,
    pub summary: String,
    pub detail: String,
    pub source: Source,
    pub quiet_days: i32,
    pub actions: Vec<Action>,
    pub rule: String,
    /// None where a card is about a medicine.
    pub concern: Option<&'static str>,
    pub level: Option<Level>,
    pub cite: Citation,
    pub review: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// Where a prompt comes from, as CDS Hooks writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Source {
    pub label: String,
    pub url: Option<String>,
    pub section: String,
}

/// Something to think of before a medicine is given, or to look at while it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct MedicationCheck {
    pub severity: &'static str,
    pub truth: Truth,
    pub medication: String,
    /// The other medicine, the condition or the plan.
    pub with: Option<String>,
    pub cites: Vec<Citation>,
    pub rule: String,
    pub text: String,
    pub review: Option<&'static str>,
    /// What a document prints of the dose; the sentence names it.
    #[serde(skip)]
    pub printed: String,
}

/// Something set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct SetAside {
    pub path: String,
    pub code: &'static str,
    pub message: String,
}

impl From<crate::record::Problem> for SetAside {
    fn from(problem: crate::record::Problem) -> Self {
        Self { path: problem.path, code: problem.code.code(), message: problem.message }
    }
}

/// One pack and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct PackStamp {
    pub id: String,
    pub version: String,
}

/// What answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Stamp {
    pub engine: &'static str,
    pub guidelines: Vec<PackStamp>,
    pub digest: String,
    pub overlay: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// An answer as JSON text: the one writer, so that the bytes are the same natively and in the browser.
pub fn to_json<T: Serialize + ?Sized>(answer: &T) -> String {
    // The shapes above hold nothing that is not writable.
    json::text(answer).unwrap_or_default()
}

/// How a truth about a target is told.
pub const fn met(truth: Truth) -> Option<bool> {
    match truth {
        Truth::Met => Some(true),
        Truth::NotMet => Some(false),
        Truth::Unknown => None,
    }
}
