//! One text for all spellings of the same document, and its digest.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{Field, Json};
use crate::quantity::Decimal;
use crate::sorted::sort;

/// JSON with sorted keys and sorted lists, absent fields left out and numbers normalised.
pub(crate) fn canonical(value: &Json<'_>) -> String {
    let mut out = String::new();
    write(&mut out, value, true);
    out
}

/// The same text with lists in their own order, for what is kept and given back.
pub(crate) fn plain(value: &Json<'_>) -> String {
    let mut out = String::new();
    write(&mut out, value, false);
    out
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

fn write(out: &mut String, value: &Json<'_>, ordered: bool) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Number(number) => out.push_str(&number_text(number)),
        Json::Text(text) => quote(out, text),
        Json::List(items) => {
            let text = |item| {
                // Most items are readings, and one of them fits.
                let mut text = String::with_capacity(128);
                write(&mut text, item, ordered);
                text
            };
            let mut texts: Vec<String> = items.iter().map(text).collect();
            if ordered {
                sort(&mut texts);
            }
            out.push('[');
            out.push_str(&texts.join(","));
            out.push(']');
        }
        Json::Object(fields) => {
            out.push('{');
            let mut first = true;
            for Field { name, value, .. } in fields {
                if matches!(value, Json::Null) {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                quote(out, name);
                out.push(':');
                write(out, value, ordered);
            }
            out.push('}');
        }
    }
}

/// The number as the decimal it is read as; a number that a decimal cannot hold, as it was written.
fn number_text(written: &str) -> String {
    let end = Decimal::from_int(i64::MAX);
    match Decimal::parse(written) {
        Some(number) if number < end && number > Decimal::ZERO.minus(end) => number.to_string(),
        _ => written.to_owned(),
    }
}

/// Adds a text as JSON writes it.
pub(crate) fn quote(out: &mut String, text: &str) {
    out.push('"');
    if is_plain(text) {
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

/// Whether a text surely stands in JSON as it is; eight bytes at a time, because every text of an answer is asked.
fn is_plain(text: &str) -> bool {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    // 0xc2 begins the controls beyond ASCII.
    const ODD: [u64; 4] = [
        u64::from_le_bytes([b'"'; 8]),
        u64::from_le_bytes([b'\\'; 8]),
        u64::from_le_bytes([0x7f; 8]),
        u64::from_le_bytes([0xc2; 8]),
    ];
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [b' '; 8];
    for (place, byte) in last.iter_mut().zip(rest) {
        *place = *byte;
    }
    let mut found = 0;
    for word in words.iter().chain([&last]) {
        let word = u64::from_le_bytes(*word);
        found |= word.wrapping_sub(u64::from_le_bytes([0x20; 8])) & !word;
        for odd in ODD {
            let same = word ^ odd;
            found |= same.wrapping_sub(ONES) & !same;
        }
    }
    found & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::{canonical, quote, sha256};
    use crate::json::parse;

    fn text(json: &str) -> String {
        canonical(&parse(json).expect("JSON"))
    }

    #[test]
    fn order_absence_and_trailing_zeroes_do_not_change_the_text() {
        let one = text(r#"{"b": [7.0, 3, {"y": null, "x": 1e1}], "a": "q\"\n"}"#);
        assert_eq!(one, r#"{"a":"q\"\u000a","b":[3,7,{"x":10}]}"#);
        assert_eq!(text(r#"{"a": "q\"\n", "b": [3, {"x": 10}, 7]}"#), one);
    }

    #[test]
    fn every_character_that_json_must_not_hold_is_escaped_wherever_it_stands() {
        for odd in ["\0", "\u{1f}", "\"", "\\", "\n", "\u{7f}", "\u{85}"] {
            for before in 0..17 {
                let text = format!("{}{odd}血压", "a".repeat(before));
                let mut quoted = String::new();
                quote(&mut quoted, &text);
                assert!(quoted.contains('\\'), "{quoted}");
                assert_eq!(serde_json::from_str::<String>(&quoted).expect("JSON"), text);
            }
        }
        let mut quoted = String::new();
        quote(&mut quoted, "血压 ≥ 140/90 mmHg, é");
        assert_eq!(quoted, "\"血压 ≥ 140/90 mmHg, é\"");
    }

    #[test]
    fn numbers_beyond_a_decimal_stay_apart() {
        assert_ne!(text("13800000000"), text("13900000000"));
        assert_ne!(text("1e400"), text("-1e400"));
    }

    #[test]
    fn the_digest_is_sha_256() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(""), empty);
    }
}
