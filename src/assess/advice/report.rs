//! Diet, exercise and lifestyle as answers carry them.

use serde::Serialize;

use crate::assess::report::{Citation, OtherTarget};
use crate::guideline::Says;
use crate::quantity::Decimal;

/// One sentence to a person about food, drink, smoke or movement.
#[derive(Clone, Debug, Serialize)]
pub struct AdviceReport {
    /// What about; none where it is a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<&'static str>,
    /// Why not today; none where it is a topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The row of a pack.
    pub rule: String,
    /// The sentence, in the words of the answer's language.
    pub text: String,
    /// `recorded` habits, `measured` weight or waist that are not as asked; `not-asked` where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// How much it is now, where the record says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Decimal>,
    /// The numbers that the sentence names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Decimal>,
    /// Where it stands.
    pub cite: Citation,
    /// Whether a clinician has yet to check it.
    pub review: Option<&'static str>,
    /// What other documents ask, where they ask something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherTarget>,
    /// What it says.
    #[serde(skip)]
    pub says: Says,
}

/// What to eat and drink; a number without its inputs is null, and what it wants stands in `missing`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DietReport {
    /// Kilocalories a day at light work, from and to.
    pub energy_kcal: Option<Vec<Decimal>>,
    /// Staple food a day, dry.
    pub staple_grams: Option<Decimal>,
    /// Salt a day, to stay below.
    pub salt_grams: Option<Decimal>,
    /// `none`, where a document advises it.
    pub alcohol: Option<&'static str>,
    /// Protein a day for each kilogram, with kidney disease.
    pub protein_grams_per_kg: Option<Decimal>,
    /// Whether salt that holds potassium is known to be borne.
    pub potassium_salt: bool,
    /// The next weight to reach.
    pub weight_goal_kg: Option<Decimal>,
    /// The sentences, each with its clause.
    pub items: Vec<AdviceReport>,
    /// What the record does not say, by data element.
    pub missing: Vec<&'static str>,
}

/// How to move; without types nothing is prescribed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExerciseReport {
    /// `walking`, `seated`, `resistance`.
    pub types: Vec<&'static str>,
    /// `moderate` or `light`.
    pub intensity: Option<&'static str>,
    /// At least.
    pub minutes_per_week: Option<Decimal>,
    /// From and to.
    pub days_per_week: Option<Vec<Decimal>>,
    /// Reasons not to, each with its clause.
    pub not_today: Vec<AdviceReport>,
    /// The sentences, what to mind included.
    pub items: Vec<AdviceReport>,
    /// What the record does not say and could bar it.
    pub missing: Vec<&'static str>,
}
