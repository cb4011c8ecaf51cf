//! The one sort of sensor readings: by bytes of a key, linear in the length, small in the module.

use std::ops::Range;

/// Sorts by a key, a byte at a time; equal keys keep their order.
///
/// A year of readings is a hundred thousand; a comparison sort of them costs ten times this. The upper half of a
/// float tells readings apart that differ by a millionth, so the lower half is looked at only when it must be.
pub(super) fn sort_by_key<T: Copy>(list: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    for bytes in [4..8, 0..8] {
        if list.is_sorted_by_key(&key) {
            return;
        }
        sort_by_bytes(list, &key, bytes);
    }
}

/// Sorts by some bytes of a key, from the lowest; a byte that all keys share is skipped.
fn sort_by_bytes<T: Copy>(list: &mut Vec<T>, key: impl Fn(&T) -> u64, bytes: Range<u32>) {
    let Some(first) = list.first().map(&key) else { return };
    let differing = list.iter().fold(0, |differing, item| differing | (key(item) ^ first));
    let mut sorted = list.clone();
    for byte in bytes {
        let digit = |key: u64| {
            let [digit, ..] = key.wrapping_shr(byte.saturating_mul(8)).to_le_bytes();
            usize::from(digit)
        };
        if digit(differing) != 0 {
            pass(list, &mut sorted, |item| digit(key(item)));
            std::mem::swap(list, &mut sorted);
        }
    }
}

/// Puts a list in the order of one digit; `sorted` is as long as the list.
fn pass<T: Copy>(list: &[T], sorted: &mut [T], digit: impl Fn(&T) -> usize) {
    let mut places = [0_usize; 256];
    for item in list {
        if let Some(count) = places.get_mut(digit(item)) {
            *count = count.saturating_add(1);
        }
    }
    let mut before = 0_usize;
    for place in &mut places {
        before = before.saturating_add(std::mem::replace(place, before));
    }
    for item in list {
        if let Some(place) = places.get_mut(digit(item)) {
            if let Some(free) = sorted.get_mut(*place) {
                *free = *item;
            }
            *place = place.saturating_add(1);
        }
    }
}

/// The key that puts positive floats in their order.
pub(super) const fn of_float(value: f64) -> u64 {
    value.to_bits()
}

/// The key that puts whole numbers in their order, negative ones first.
pub(super) const fn of_int(value: i64) -> u64 {
    value.wrapping_sub(i64::MIN).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::{of_float, of_int, sort_by_key};

    #[test]
    fn the_order_is_that_of_the_standard_sort() {
        let mut seed = 1_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed.wrapping_shr(33)
        };
        for length in [0, 1, 2, 3, 255, 5_000] {
            let numbers: Vec<i64> = (0..length).map(|_| next().cast_signed().wrapping_sub(1 << 30)).collect();
            let floats: Vec<f64> =
                (0..length).map(|_| f64::from(u32::try_from(next() % 4_000).unwrap()) / 7.0 + 0.5).collect();
            let (mut one, mut other) = (numbers.clone(), numbers);
            sort_by_key(&mut one, |number| of_int(*number));
            other.sort_unstable();
            assert_eq!(one, other);
            let (mut one, mut other) = (floats.clone(), floats);
            sort_by_key(&mut one, |float| of_float(*float));
            other.sort_by(f64::total_cmp);
            assert_eq!(one, other);
        }
    }

    #[test]
    fn equal_keys_keep_their_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by_key(&mut list, |(number, _)| *number);
        assert_eq!(list, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
