//! Why an equation does not answer: refusals, and the ranges they come from.

use std::fmt;

/// Why there is no answer; never a default filled in instead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// An input that the equation needs was not given.
    Missing {
        /// The input's key.
        input: &'static str,
    },
    /// An input outside the range of its source.
    Range {
        /// The input's key.
        input: &'static str,
        /// What was given.
        given: f64,
        /// The range that was left.
        range: Range,
    },
    /// The person already has the outcome, or a disease that the score excludes.
    OutcomePresent {
        /// The input that says so.
        input: &'static str,
        /// What the score is for.
        outcome: &'static str,
        /// Who excludes it.
        source: &'static str,
    },
}

impl Refusal {
    /// The stable kebab-case code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "input-missing",
            Self::Range { .. } => "input-range",
            Self::OutcomePresent { .. } => "outcome-present",
        }
    }

    /// The key of the input that was refused.
    pub const fn input(&self) -> &'static str {
        match self {
            Self::Missing { input } | Self::Range { input, .. } | Self::OutcomePresent { input, .. } => input,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { input } => write!(f, "`{input}` is missing"),
            Self::Range { given, range, .. } => {
                write!(f, "`{given}` is not {range} ({})", range.source)
            }
            Self::OutcomePresent { input, outcome, source } => {
                write!(f, "`{input}` is true, the score is for people without {outcome} ({source})")
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// The range an input may be in, and who says so; both ends inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The input's key.
    pub input: &'static str,
    /// The lowest value.
    pub low: f64,
    /// The highest value; infinite if the source names none.
    pub high: f64,
    /// Whether the highest value itself is outside.
    pub below: bool,
    /// Whether only whole numbers are inside.
    pub whole: bool,
    /// The unit of both.
    pub unit: &'static str,
    /// The document that states it.
    pub source: &'static str,
}

impl Range {
    /// Whether a value is inside; what is no number never is.
    pub fn holds(&self, value: f64) -> bool {
        let not_above = if self.below { value < self.high } else { value <= self.high };
        value >= self.low && not_above && value.is_finite() && (!self.whole || value.fract() == 0.0)
    }

    /// Refuses a value outside.
    pub fn check(&self, given: f64) -> Result<(), Refusal> {
        self.check_as(self.input, given)
    }

    /// Refuses a value outside, naming the input as the caller wrote it.
    pub fn check_as(&self, input: &'static str, given: f64) -> Result<(), Refusal> {
        if self.holds(given) { Ok(()) } else { Err(Refusal::Range { input, given, range: *self }) }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { low, high, unit, .. } = self;
        if self.whole {
            f.write_str("a whole number ")?;
        }
        match (high.is_finite(), self.below) {
            (false, _) => write!(f, "{low} {unit} or more"),
            (true, false) => write!(f, "from {low} to {high} {unit}"),
            (true, true) => write!(f, "from {low} to below {high} {unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    const BMI: Range = Range {
        input: "bmi",
        low: 18.5,
        high: 40.0,
        below: true,
        whole: false,
        unit: "kg/m2",
        source: "a paper",
    };

    #[test]
    fn ends_are_inside_unless_the_source_says_below() {
        assert!(BMI.holds(18.5) && BMI.holds(39.999) && !BMI.holds(40.0) && !BMI.holds(18.499));
        assert!(Range { below: false, ..BMI }.holds(40.0));
        let whole = Range { whole: true, ..BMI };
        assert!(whole.holds(20.0) && !whole.holds(20.5));
    }

    #[test]
    fn what_is_no_number_is_outside_every_range() {
        let open = Range { high: f64::INFINITY, below: false, ..BMI };
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!BMI.holds(value) && !open.holds(value));
        }
    }

    #[test]
    fn a_refusal_says_what_was_given_what_was_expected_and_by_whom() {
        let refusal = BMI.check(40.0).unwrap_err();
        assert_eq!((refusal.code(), refusal.input()), ("input-range", "bmi"));
        assert_eq!(refusal.to_string(), "`40` is not from 18.5 to below 40 kg/m2 (a paper)");
    }
}
