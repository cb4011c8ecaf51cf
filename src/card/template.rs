//! Texts with named places.

/// Fills `{name}` by its value; a name without a value becomes a dash, so that no brace is ever shown.
///
/// ```
/// use liangbing::card::fill;
/// let values = [("value", "7.4".to_owned())];
/// assert_eq!(fill("glucose {value} on {date}", &values), "glucose 7.4 on —");
/// ```
pub fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push_str(after);
            return out;
        };
        match values.iter().find(|(own, _)| *own == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push('—'),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
