//! One text for all spellings of the same document, and its digest.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::quantity::Decimal;
use crate::sorted::{sort, sort_by_key};

/// Deeper than any text that the reader accepts; only a value built in memory can be.
const DEEPEST: usize = 128;

/// JSON with sorted keys and sorted lists, absent fields left out and numbers normalised.
///
/// `None` if the value is nested deeper than a text may be.
pub(crate) fn canonical(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(&mut out, value, DEEPEST)?;
    Some(out)
}

/// `sha256:` and the digest in hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

fn write(out: &mut String, value: &Value, depth: usize) -> Option<()> {
    let inner = depth.checked_sub(1)?;
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(number.as_str())),
        Value::String(text) => quote(out, text),
        Value::Array(items) => {
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                let mut text = String::new();
                write(&mut text, item, inner)?;
                texts.push(text);
            }
            sort(&mut texts);
            out.push('[');
            out.push_str(&texts.join(","));
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().filter(|(_, value)| !value.is_null()).collect();
            sort_by_key(&mut entries, |(key, _)| *key);
            out.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                quote(out, key);
                out.push(':');
                write(out, value, inner)?;
            }
            out.push('}');
        }
    }
    Some(())
}

/// The number as the decimal it is read as; a number that a decimal cannot hold, as it was written.
fn number_text(written: &str) -> String {
    let end = Decimal::from_int(i64::MAX);
    match Decimal::parse(written) {
        Some(number) if number < end && number > Decimal::ZERO.minus(end) => number.to_string(),
        _ => written.to_owned(),
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    if !text.contains(|c: char| c == '"' || c == '\\' || c.is_control()) {
        out.push_str(text);
        out.push('"');
        return;
    }
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{canonical, sha256};
    use serde_json::json;

    #[test]
    fn order_absence_and_trailing_zeroes_do_not_change_the_text() {
        let one = serde_json::from_str(r#"{"b": [7.0, 3, {"y": null, "x": 1e1}], "a": "q\"\n"}"#);
        let other = serde_json::from_str(r#"{"a": "q\"\n", "b": [3, {"x": 10}, 7]}"#);
        let text = canonical(&one.expect("JSON")).expect("shallow");
        assert_eq!(text, r#"{"a":"q\"\u000a","b":[3,7,{"x":10}]}"#);
        assert_eq!(canonical(&other.expect("JSON")).expect("shallow"), text);
    }

    #[test]
    fn numbers_beyond_a_decimal_stay_apart() {
        let text = |json| canonical(&serde_json::from_str(json).expect("JSON")).expect("shallow");
        assert_ne!(text("13800000000"), text("13900000000"));
        assert_ne!(text("1e400"), text("-1e400"));
    }

    #[test]
    fn a_value_nested_deeper_than_a_text_may_be_has_no_canonical_text() {
        let mut value = json!(1);
        for _ in 0..200 {
            value = json!([value]);
        }
        assert_eq!(canonical(&value), None);
    }

    #[test]
    fn the_digest_is_sha_256() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(""), empty);
    }
}
