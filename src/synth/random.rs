//! A small generator of our own, so that a seed means the same patients in every version.

/// Steele, Lea and Flood's `SplitMix64`: fast, well mixed, no secret.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator that starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both inside.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = i64::from(high).saturating_sub(i64::from(low)).saturating_add(1).max(1);
        // The remainder favours no number visibly: widths are tiny beside 2^64.
        let step = self.next().checked_rem(width.unsigned_abs()).unwrap_or(0);
        i32::try_from(i64::from(low).saturating_add_unsigned(step)).unwrap_or(high)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list, by weights.
    pub fn weighted<T: Copy>(&mut self, list: &[(i32, T)], otherwise: T) -> T {
        let total = list.iter().fold(0_i32, |sum, (weight, _)| sum.saturating_add(*weight));
        let mut left = self.between(1, total);
        for (weight, item) in list {
            left = left.saturating_sub(*weight);
            if left <= 0 {
                return *item;
            }
        }
        otherwise
    }
}
