//! What authors of packs are told.

use std::fmt;

/// Why a pack or overlay is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuidelineErrorCode {
    /// A value of another type than expected, or a missing one.
    Malformed,
    /// A field that the language does not have.
    UnknownField,
    /// A name that nothing defines.
    UnknownName,
    /// A name or id defined twice.
    Duplicate,
    /// A number without its clause, or a rule without one.
    NotCited,
    /// A parameter that does not state a unit its concept is measured in.
    UnitMissing,
    /// Criteria that refer to each other in a circle.
    Cycle,
    /// Conditions nested deeper than two.
    TooDeep,
    /// Words missing in a language, or with digits of their own.
    Words,
    /// A parameter or criterion that nothing uses.
    Unused,
    /// A rule that can never fire, or whose file is named otherwise.
    Unreachable,
    /// An overlay touches what is locked.
    OverlayLocked,
    /// An overlay leaves a parameter's bounds.
    OverlayBounds,
    /// An overlay names what does not exist.
    OverlayUnknown,
}

impl GuidelineErrorCode {
    /// The stable kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownField => "unknown-field",
            Self::UnknownName => "unknown-name",
            Self::Duplicate => "duplicate",
            Self::NotCited => "not-cited",
            Self::UnitMissing => "unit-missing",
            Self::Cycle => "cycle",
            Self::TooDeep => "too-deep",
            Self::Words => "words",
            Self::Unused => "unused",
            Self::Unreachable => "unreachable",
            Self::OverlayLocked => "overlay-locked",
            Self::OverlayBounds => "overlay-bounds",
            Self::OverlayUnknown => "overlay-unknown",
        }
    }
}

/// One fault of a pack or overlay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GuidelineError {
    /// The file, under `guidelines/`.
    pub file: String,
    /// The rule, criterion or parameter; empty for the whole file.
    pub item: String,
    /// The stable code.
    pub code: GuidelineErrorCode,
    /// What was wrong and what was expected.
    pub message: String,
}

impl fmt::Display for GuidelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}: {}", self.file, self.item, self.code.code(), self.message)
    }
}

impl std::error::Error for GuidelineError {}
