//! Clauses in one line: `cn-dm-2024 附录2 A` is the document, the section and how sure the project is.

use super::parameter::Confidence;
use super::rule::Cite;
use crate::packed::packed;

/// A clause with its confidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The clause.
    pub cite: Cite,
    /// How sure.
    pub confidence: Confidence,
}

packed! { Cited { cite, confidence } }

impl Cited {
    /// Reads a line.
    pub fn parse(line: &str) -> Option<Self> {
        let (rest, mark) = line.rsplit_once(' ')?;
        let (guideline, section) = rest.split_once(' ')?;
        let confidence = Confidence::parse(mark)?;
        let cite = Cite { guideline: guideline.to_owned(), section: section.to_owned() };
        Some(Self { cite, confidence })
    }

    /// Whether a named clinician has yet to check it.
    pub fn is_pending(&self) -> bool {
        self.confidence > Confidence::A
    }
}
