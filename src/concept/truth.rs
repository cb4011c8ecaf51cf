//! Three-valued truth: unknown is not false.

use serde::{Serialize, Serializer};

/// Whether a condition holds, as far as the record says. `and` is the least, `or` the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Known not to hold.
    #[default]
    NotMet,
    /// The record does not say.
    Unknown,
    /// Known to hold.
    Met,
}

impl Truth {
    /// Known truth.
    pub const fn known(met: bool) -> Self {
        if met { Self::Met } else { Self::NotMet }
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::NotMet,
        }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether the number of those that hold passes a test that only ever turns one way as the number grows:
    /// known where as many as are proven and as many as are possible agree.
    #[must_use]
    pub fn of_count(truths: impl Iterator<Item = Self>, test: impl Fn(i32) -> bool) -> Self {
        let (mut proven, mut possible) = (0_i32, 0_i32);
        for truth in truths {
            proven = proven.saturating_add(i32::from(truth.is_met()));
            possible = possible.saturating_add(i32::from(truth != Self::NotMet));
        }
        match (test(proven), test(possible)) {
            (true, true) => Self::Met,
            (false, false) => Self::NotMet,
            _ => Self::Unknown,
        }
    }

    /// Whether it is known to hold.
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met)
    }

    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Unknown => "unknown",
            Self::Met => "met",
        }
    }
}

impl Serialize for Truth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
