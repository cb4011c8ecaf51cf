//! What a document says of a disease that may be there: never a diagnosis, which a person makes.

use super::codes;
use super::codes::Code;

codes! {
    /// What a row of `diagnosis.toml` says. Up to [`Stated::Known`] these are states, the weakest first: of several
    /// that hold the last is the patient's. The others stand beside a state.
    Stated {
        /// Nothing is proven.
        Unknown = "unknown",
        /// What was measured is below the line, yet not everything was measured.
        NotRaised = "not-raised",
        Normal = "normal",
        /// Above normal, and not settled.
        Elevated = "elevated",
        ImpairedFasting = "impaired-fasting",
        ImpairedTolerance = "impaired-tolerance",
        ImpairedBoth = "impaired-both",
        Suspected = "suspected",
        WhiteCoat = "white-coat",
        /// The norm's preliminary diagnosis, which a hospital confirms.
        Preliminary = "preliminary",
        /// The document's own criteria are met.
        CriteriaMet = "criteria-met",
        /// The lines are for others: children, pregnancy, breastfeeding.
        NotJudged = "not-judged",
        /// Diagnosed, as recorded.
        Known = "known",
        Masked = "masked",
        GradeOne = "grade-1",
        GradeTwo = "grade-2",
        GradeThree = "grade-3",
        IsolatedSystolic = "isolated-systolic",
        IsolatedDiastolic = "isolated-diastolic",
        SecondaryClue = "secondary-clue",
        TypeClue = "type-clue",
        HighRisk = "high-risk",
        /// The points of a risk score ask for a test.
        RiskScore = "risk-score",
        /// Someone who is measured every so often.
        Screening = "screening",
    }
}

impl Stated {
    /// Whether it is a state: a patient has one of each disease.
    pub fn is_state(self) -> bool {
        self <= Self::Known
    }

    /// Whether it is told while it is only possible, so that somebody asks what is missing.
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::HighRisk | Self::RiskScore)
    }

    /// Whether it is told at all: that a disease is diagnosed the record says itself.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Known)
    }
}
