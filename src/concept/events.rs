//! Kinds of events of a day, a bit each: a day rule is judged only on days that could fire it.

use super::Concept;

/// A follow-up contact.
pub const VISIT: u64 = 1 << 60;
/// A referral written.
pub const REFERRAL: u64 = 1 << 61;
/// A condition dated.
pub const CONDITION: u64 = 1 << 62;

/// An observation of a concept.
pub fn of(concept: Concept) -> u64 {
    1_u64.checked_shl(concept.index()).unwrap_or(0)
}
