//! What a calculator is: title, reference, population and caution, in both languages.

use super::{Range, data};
use crate::concept::{Code, codes};

/// A text in Chinese and English, in the order of the engine's locales.
pub type Words = [&'static str; 2];

/// What a calculator is; compiled from its data file and `guidelines/equations/text/`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct About {
    /// The name callers use.
    pub name: &'static str,
    /// The primary reference.
    pub reference: &'static str,
    /// Its DOI.
    pub doi: &'static str,
    /// How sure its numbers are, as parameters say it: A or B.
    pub confidence: &'static str,
    /// The ranges that its inputs may be in, each in one unit; of several for one key the first is the usual one.
    pub ranges: &'static [Range],
    /// The title.
    pub title: Words,
    /// What it answers.
    pub outcome: Words,
    /// Whom it was derived in.
    pub population: Words,
    /// What it must not be used for.
    pub caution: Words,
}

codes! {
    /// What a result says about itself, beside its number.
    Note {
        /// Outside the ages it was derived in, because the caller asked for that.
        ExtendedRange = "extended-range",
        /// Derived in the United States, not calibrated for China.
        UnitedStates = "derived-in-united-states",
        /// Derived in Europe, not calibrated for China.
        Europe = "derived-in-europe",
        /// Known to overestimate in Chinese people.
        Overestimates = "overestimates",
        /// Computed with the published term for an input that is missing.
        MissingTerm = "missing-term",
        /// Diabetes was not mentioned, and its term was left out.
        DiabetesNotSaid = "diabetes-not-said",
        /// The region is the caller's choice; no source says which one China belongs to.
        RegionChosen = "region-chosen",
        /// Its constants were recovered from the published charts.
        Recovered = "recalibration-recovered",
        /// An older equation, for comparison with older results.
        Superseded = "superseded",
        /// A category alone is no chronic kidney disease.
        NotDiagnosis = "category-is-no-diagnosis",
    }
}

data!("words");

impl Note {
    /// The sentence for the page.
    pub fn words(self) -> Words {
        note(self.code()).unwrap_or_default()
    }
}
