//! Kinds of events of a day, a bit each: a day rule is judged only on days that could fire it.

use super::Concept;

/// A visit of class 2 to 4, or a day while such visits are in a row; seen when the day is judged.
pub const UNSATISFIED: u64 = 1 << 55;
/// A pressure that said its arm.
pub const ARM: u64 = 1 << 56;
/// A pressure that some red rule could fire on.
pub const LOUD_PRESSURE: u64 = 1 << 57;
/// A glucose that some red rule could fire on.
pub const LOUD_GLUCOSE: u64 = 1 << 58;
/// A pulse that some red rule could fire on.
pub const LOUD_PULSE: u64 = 1 << 59;
/// A follow-up contact.
pub const VISIT: u64 = 1 << 60;
/// A referral written.
pub const REFERRAL: u64 = 1 << 61;
/// A condition dated.
pub const CONDITION: u64 = 1 << 62;

/// Whatever happened.
pub const ANY: u64 = u64::MAX;

/// What most days bring and nothing else: a visit with a calm pressure, pulse, glucose or `HbA1c`.
pub const COMMON: u64 =
    VISIT | of(Concept::BloodPressure) | of(Concept::HeartRate) | of(Concept::Glucose) | of(Concept::Hba1c);

/// An observation of a concept.
pub const fn of(concept: Concept) -> u64 {
    match 1_u64.checked_shl(concept.index()) {
        Some(bit) => bit,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        ARM, COMMON, CONDITION, Concept, LOUD_GLUCOSE, LOUD_PRESSURE, LOUD_PULSE, REFERRAL, UNSATISFIED,
        VISIT, of,
    };

    #[test]
    fn every_kind_of_event_has_a_bit_of_its_own() {
        let others = [UNSATISFIED, ARM, LOUD_PRESSURE, LOUD_GLUCOSE, LOUD_PULSE, VISIT, REFERRAL, CONDITION];
        let kinds = Concept::ALL.iter().map(|concept| of(*concept)).chain(others);
        let mut seen = 0_u64;
        for bit in kinds {
            assert_eq!(bit.count_ones(), 1);
            assert_eq!(seen & bit, 0);
            seen |= bit;
        }
        assert_eq!(COMMON & !seen, 0);
    }
}
