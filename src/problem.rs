//! What can be wrong with a request: refused whole, or one part set aside.

use std::fmt;

use serde::Serialize;

macro_rules! error_codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The stable kebab-case code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}

error_codes! {
    /// Why a request was refused.
    RequestErrorCode {
        /// The text is not JSON, or a field stands in it twice.
        NotJson = "not-json",
        /// A value of another type than expected.
        WrongType = "wrong-type",
        /// A field that the contract does not name.
        UnknownField = "unknown-field",
        /// A field that must be there is not.
        MissingField = "missing-field",
        /// A value that its closed list does not name.
        UnknownValue = "unknown-value",
        /// A date or time that is none.
        BadDate = "bad-date",
        /// An id given twice.
        DuplicateId = "duplicate-id",
        /// A record larger than the limit.
        TooLarge = "too-large",
        /// Options that cannot be used.
        BadOptions = "bad-options",
        /// An overlay that touches what is locked.
        OverlayLocked = "overlay-locked",
        /// An overlay that leaves the bounds of a parameter.
        OverlayBounds = "overlay-bounds",
        /// An overlay that names what does not exist.
        OverlayUnknown = "overlay-unknown",
        /// Compiled rules of another version.
        VersionClash = "version-clash",
        /// A calculator that does not exist.
        UnknownCalculator = "unknown-calculator",
        /// An input that the calculator needs and was not given.
        InputMissing = "input-missing",
        /// An input outside the range the calculator is valid in.
        InputRange = "input-range",
        /// A disease that the score predicts, or excludes, is already there.
        OutcomePresent = "outcome-present",
    }
}

error_codes! {
    /// Why a part of a record was set aside.
    ProblemCode {
        /// Outside the plausible range.
        Implausible = "implausible",
        /// Two statements that cannot both be true.
        Contradictory = "contradictory",
        /// A code that no list names.
        UnknownCode = "unknown-code",
        /// A unit that the element is not measured in, or none.
        UnknownUnit = "unknown-unit",
        /// Dated later than the as-of day.
        AfterAsOf = "after-as-of",
        /// The same statement twice.
        Duplicate = "duplicate",
        /// Something that was not understood.
        NotUnderstood = "not-understood",
    }
}

/// A request that was refused: what was wrong, where, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestError {
    /// The stable code.
    pub code: RequestErrorCode,
    /// Where, such as `observations[2].value`; empty for the whole text.
    pub path: String,
    /// One sentence: lower case, no full stop, the input in backticks.
    pub message: String,
}

impl RequestError {
    /// A refusal.
    pub fn new(code: RequestErrorCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, path: path.into(), message: message.into() }
    }
}

impl From<Box<Self>> for RequestError {
    fn from(error: Box<Self>) -> Self {
        *error
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}: {}", self.code.code(), self.message)
        } else {
            write!(f, "{}: {}: {}", self.code.code(), self.path, self.message)
        }
    }
}

impl std::error::Error for RequestError {}

/// A part of a record that was set aside, shown and never counted as normal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where, such as `observations[2]`.
    pub path: String,
    /// The stable code.
    pub code: ProblemCode,
    /// What was found and what was expected.
    pub message: String,
}

impl Problem {
    /// A part set aside.
    pub fn new(path: impl Into<String>, code: ProblemCode, message: impl Into<String>) -> Self {
        Self { path: path.into(), code, message: message.into() }
    }
}
