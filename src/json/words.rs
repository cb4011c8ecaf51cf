//! How a refusal names what it found and what it expected.

/// More than this of an input is not repeated in a message.
const SHOWN: usize = 40;

/// The input in backticks, cut where it is long, its control characters replaced.
pub(crate) fn quoted(input: &str) -> String {
    format!("`{}`", shortened(input))
}

/// The input, cut where it is long, its control characters replaced.
pub(super) fn shortened(input: &str) -> String {
    let mut text: String =
        input.chars().take(SHOWN).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if input.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    text
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn any_of(words: impl IntoIterator<Item = &'static str>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match (words.pop(), words.is_empty()) {
        (Some(last), false) => format!("{} or {last}", words.join(", ")),
        (Some(last), true) => last,
        (None, _) => "nothing".to_owned(),
    }
}

/// The known word that was probably meant.
pub(super) fn nearest(input: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if input.chars().nth(SHOWN).is_some() {
        return None;
    }
    let input = input.to_ascii_lowercase();
    let allowed = input.chars().count().div_euclid(3).max(1);
    known
        .map(|word| (distance(&input, &word.to_ascii_lowercase()), word))
        .min()
        .filter(|(distance, _)| *distance <= allowed)
        .map(|(_, word)| word)
}

/// Letters to add, drop or replace to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut left = at.saturating_add(1);
        let mut next = vec![left];
        for (other, pair) in to.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let replaced = diagonal.saturating_add(usize::from(letter != *other));
            left = replaced.min(above.saturating_add(1)).min(left.saturating_add(1));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{any_of, nearest, quoted};

    #[test]
    fn a_near_spelling_is_suggested_and_a_far_one_is_not() {
        let known = || ["systolic", "diastolic", "at", "afterRest"].into_iter();
        assert_eq!(nearest("systolc", known()), Some("systolic"));
        assert_eq!(nearest("Diastolic", known()), Some("diastolic"));
        assert_eq!(nearest("after_rest", known()), Some("afterRest"));
        assert_eq!(nearest("spb", known()), None);
        assert_eq!(nearest("", known()), None);
    }

    #[test]
    fn a_long_input_is_cut_and_a_list_reads_as_a_sentence() {
        assert_eq!(quoted(&"血".repeat(50)), format!("`{}…`", "血".repeat(40)));
        assert_eq!(quoted("a\nb"), "`a\u{fffd}b`");
        assert_eq!(any_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(any_of(["a"]), "`a`");
    }
}
