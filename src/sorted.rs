//! Sorted lists, small: inside the wasm the size budget decides, and the standard library compiles its
//! sort and its ordered map anew for every type (some 40 KB each, all told).

use std::cmp::Ordering;

use crate::packed::{Packed, Packer, Unpacker};

/// Sorts a list by a comparison; equal items keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if list.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return;
    }
    let is_after = |one: usize, other: usize| {
        list.get(one).zip(list.get(other)).is_some_and(|(one, other)| compare(one, other).is_gt())
    };
    let order = order(0, list.len(), &is_after);
    let mut items: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| items.get_mut(at).and_then(Option::take)));
}

/// Sorts a list by a key; equal items keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, Ord::cmp);
}

/// Lists up to here are sorted by insertion, which needs one allocation.
const SHORT: usize = 8;

/// The places from `from` to `to`, merged into their order; the one sort that is compiled.
fn order(from: usize, to: usize, is_after: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    if to.saturating_sub(from) <= SHORT {
        let mut run = Vec::with_capacity(SHORT);
        for one in from..to {
            let before = run.iter().rposition(|other| !is_after(*other, one));
            run.insert(before.map_or(0, |place| place.saturating_add(1)), one);
        }
        return run;
    }
    let middle = from.midpoint(to);
    let mut right = order(middle, to, is_after).into_iter().peekable();
    let mut merged = Vec::with_capacity(to.saturating_sub(from));
    for one in order(from, middle, is_after) {
        while let Some(other) = right.next_if(|other| is_after(one, *other)) {
            merged.push(other);
        }
        merged.push(one);
    }
    merged.extend(right);
    merged
}

/// Which of so many things equal an earlier one, in their order: each with the first of its kind.
pub fn repeated(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut first = None;
    for place in order(0, count, &|one, other| compare(one, other).is_gt()) {
        match first {
            Some(first) if compare(first, place).is_eq() => list.push((place, first)),
            _ => first = Some(place),
        }
    }
    sort(&mut list);
    list
}

/// Adds a number to a sorted list of numbers, once.
pub fn add(list: &mut Vec<u16>, number: u16) {
    if let Err(place) = list.binary_search(&number) {
        list.insert(place, number);
    }
}

/// Things by their names, in the order of the names.
#[derive(Clone, Debug)]
pub struct Named<T>(Vec<(String, T)>);

impl<T: Packed> Packed for Named<T> {
    fn pack(&self, out: &mut Packer) {
        // All the names, then all the things: like beside like compresses better.
        self.0.len().pack(out);
        self.0.iter().for_each(|(name, _)| name.pack(out));
        self.0.iter().for_each(|(_, thing)| thing.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let names: Vec<String> = Vec::unpack(from);
        Self(names.into_iter().map(|name| (name, T::unpack(from))).collect())
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.as_str().cmp(name))
    }

    /// The thing of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(self.place(name).ok()?).map(|(_, thing)| thing)
    }

    /// Whether the name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Adds a thing; false if its name was taken, and the thing that had it is lost.
    pub fn insert(&mut self, name: String, thing: T) -> bool {
        match self.place(&name) {
            Ok(place) => {
                if let Some((_, own)) = self.0.get_mut(place) {
                    *own = thing;
                }
                false
            }
            Err(place) => {
                self.0.insert(place, (name, thing));
                true
            }
        }
    }

    /// Takes a thing away.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.place(name).ok().map(|place| self.0.remove(place).1)
    }

    /// The names and things, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, thing)| (name.as_str(), thing))
    }

    /// The names and things, in order, taken apart.
    pub fn into_iter(self) -> impl Iterator<Item = (String, T)> {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, add, repeated, sort, sort_by_key};

    #[test]
    fn equal_items_keep_their_order() {
        let mut list: Vec<(u32, u32)> = (0..500_u32).map(|at| (at.wrapping_mul(7_919) % 13, at)).collect();
        let mut expected = list.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, expected);
    }

    #[test]
    fn every_length_is_sorted() {
        for length in 0..40_u32 {
            let mut list: Vec<u32> = (0..length).map(|at| at.wrapping_mul(2_654_435_761) % 31).collect();
            let mut expected = list.clone();
            expected.sort_unstable();
            sort(&mut list);
            assert_eq!(list, expected);
        }
    }

    #[test]
    fn what_stands_in_the_list_before_is_found_with_the_first_of_its_kind() {
        let list = ["b", "a", "b", "c", "a", "b"];
        assert_eq!(repeated(list.len(), &|one, other| list[one].cmp(list[other])), [(2, 0), (4, 1), (5, 0)]);
        assert_eq!(repeated(0, &|_, _| unreachable!()), []);
    }

    #[test]
    fn a_number_is_added_once() {
        let mut list = Vec::new();
        for number in [3, 1, 3, 2] {
            add(&mut list, number);
        }
        assert_eq!(list, [1, 2, 3]);
    }

    #[test]
    fn things_stand_in_the_order_of_their_names() {
        let mut named = Named::default();
        assert!(named.insert("b".to_owned(), 1) && named.insert("a".to_owned(), 2));
        assert!(!named.insert("b".to_owned(), 3), "the name is taken");
        assert_eq!(named.get("b"), Some(&3));
        assert!(named.has("a") && !named.has("c"));
        assert_eq!(named.iter().collect::<Vec<_>>(), [("a", &2), ("b", &3)]);
        assert_eq!((named.remove("a"), named.remove("a")), (Some(2), None));
    }
}
