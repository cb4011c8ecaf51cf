//! JSON text to a value, as RFC 8259 has it and no other way.
//!
//! A field given twice is refused, because either reading of it may be wrong. Numbers keep the digits
//! they were written with, and texts are not copied where they are spelt plainly.

use std::borrow::Cow;

use super::words::quoted;
use super::{Field, Json, Path, Read, Step};
use crate::problem::{RequestError, RequestErrorCode};
use crate::sorted::sort_by;

/// Lists and objects inside each other; more could exhaust the stack.
const DEEPEST: u8 = 127;

/// Up to so many fields an object is kept in order while it is read, which needs no second list.
const FEW: usize = 24;

/// Behind the last field that does not come after a name.
fn place_of(name: &str, fields: &[Field<'_>]) -> usize {
    let before = fields.iter().rposition(|field| field.name.as_ref() <= name);
    before.map_or(0, |place| place.saturating_add(1))
}

/// Reads one JSON document.
pub(crate) fn parse(text: &str) -> Read<Json<'_>> {
    // Spreadsheets and Windows editors put a byte-order mark before UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, rest: text, depth: 0 };
    let value = reader.value(&Path::ROOT)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.refuse("expected nothing after the document")),
    }
}

/// A document and what of it is still to be read.
struct Reader<'t> {
    text: &'t str,
    rest: &'t str,
    depth: u8,
}

impl<'t> Reader<'t> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(next) = self.rest.bytes().next() {
            if !matches!(next, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(next);
            }
            self.skip();
        }
        None
    }

    /// Goes on behind the next character, which is one of ASCII.
    fn skip(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// Takes the next character, if it is this one of ASCII.
    fn take(&mut self, character: u8) -> bool {
        let is_next = self.rest.bytes().next() == Some(character);
        if is_next {
            self.skip();
        }
        is_next
    }

    /// Takes bytes up to the first that is not wanted, which must start a character.
    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'t str {
        let end = self.rest.bytes().position(|byte| !wanted(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn value(&mut self, path: &Path<'_>) -> Read<Json<'t>> {
        match self.peek() {
            Some(b'{') => self.inside(path, Self::object),
            Some(b'[') => self.inside(path, Self::list),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let words = [("null", Json::Null), ("true", Json::Flag(true)), ("false", Json::Flag(false))];
                for (word, value) in words {
                    if let Some(rest) = self.rest.strip_prefix(word) {
                        self.rest = rest;
                        return Ok(value);
                    }
                }
                Err(self.refuse("expected a value"))
            }
        }
    }

    /// Reads a list or an object, its opening bracket first.
    fn inside(
        &mut self,
        path: &Path<'_>,
        read: fn(&mut Self, &Path<'_>) -> Read<Json<'t>>,
    ) -> Read<Json<'t>> {
        if self.depth == DEEPEST {
            return Err(self.refuse("nested too deep, expected fewer than 128 levels"));
        }
        self.skip();
        self.depth = self.depth.saturating_add(1);
        let value = read(self, path)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(value)
    }

    /// Whether another item follows; takes the comma before it, or the closing bracket.
    fn another(&mut self, first: bool, close: u8, expected: &str) -> Read<bool> {
        self.peek();
        if self.take(close) {
            return Ok(false);
        }
        if first || self.take(b',') { Ok(true) } else { Err(self.refuse(expected)) }
    }

    fn list(&mut self, path: &Path<'_>) -> Read<Json<'t>> {
        let mut items = Vec::new();
        while self.another(items.is_empty(), b']', "expected `,` or `]`")? {
            items.push(self.value(&path.to(Step::Item(items.len())))?);
        }
        Ok(Json::List(items))
    }

    fn object(&mut self, path: &Path<'_>) -> Read<Json<'t>> {
        let mut fields = Vec::new();
        while self.another(fields.is_empty(), b'}', "expected `,` or `}`")? {
            if self.peek() != Some(b'"') {
                return Err(self.refuse("expected the name of a field in double quotes"));
            }
            let name = self.string()?;
            let after = self.rest.len();
            self.peek();
            if !self.take(b':') {
                return Err(self.refuse("expected `:`"));
            }
            let value = self.value(&path.to(Step::Field(&name)))?;
            // Few fields are put in their places as they come; many are sorted at the end.
            let place = if fields.len() < FEW { place_of(&name, &fields) } else { fields.len() };
            fields.insert(place, Field { name, value, after });
        }
        if fields.len() > FEW {
            sort_by(&mut fields, |one, other| one.name.cmp(&other.name));
        }
        // Equal names keep their order, so that the second of a pair is the one too many.
        let pairs = fields.windows(2).filter_map(|pair| match pair {
            [one, other] => Some(other).filter(|other| one.name == other.name),
            _ => None,
        });
        match pairs.max_by_key(|field| field.after) {
            None => Ok(Json::Object(fields)),
            Some(Field { name, after, .. }) => {
                let reason = format!("{} is given twice", quoted(name));
                Err(self.refuse_at(*after, path.to(Step::Field(name)), &reason))
            }
        }
    }

    fn string(&mut self) -> Read<Cow<'t, str>> {
        let plain = |byte| byte >= b' ' && byte != b'"' && byte != b'\\';
        self.take(b'"');
        let start = self.take_while(plain);
        if self.take(b'"') {
            return Ok(Cow::Borrowed(start));
        }
        let mut text = start.to_owned();
        while !self.take(b'"') {
            text.push(self.escape()?);
            text.push_str(self.take_while(plain));
        }
        Ok(Cow::Owned(text))
    }

    fn escape(&mut self) -> Read<char> {
        if !self.take(b'\\') {
            return Err(self.refuse("expected an escape such as `\\n` for a control character"));
        }
        let spelt = [
            (b'"', '"'),
            (b'\\', '\\'),
            (b'/', '/'),
            (b'b', '\u{8}'),
            (b'f', '\u{c}'),
            (b'n', '\n'),
            (b'r', '\r'),
            (b't', '\t'),
        ];
        for (letter, meant) in spelt {
            if self.take(letter) {
                return Ok(meant);
            }
        }
        let unit = self.unit()?;
        let whole = char::decode_utf16([unit]).flatten().next();
        if let Some(character) = whole {
            return Ok(character);
        }
        // Half a character: the other half must follow.
        let pair = if self.take(b'\\') { [unit, self.unit()?] } else { [unit, unit] };
        let whole = char::decode_utf16(pair).next().and_then(Result::ok);
        whole.ok_or_else(|| self.refuse("expected both halves of a surrogate pair"))
    }

    /// A UTF-16 unit, behind its backslash.
    fn unit(&mut self) -> Read<u16> {
        if self.take(b'u')
            && let Some((digits, rest)) = self.rest.split_at_checked(4)
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            && let Ok(unit) = u16::from_str_radix(digits, 16)
        {
            self.rest = rest;
            return Ok(unit);
        }
        Err(self.refuse("expected an escape such as `\\n` or `\\u00b5`"))
    }

    fn number(&mut self) -> Read<Json<'t>> {
        let start = self.rest;
        self.take(b'-');
        // Nothing follows a leading zero but a point or an exponent; whoever asks next refuses a digit.
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let length = start.len().saturating_sub(self.rest.len());
        Ok(Json::Number(start.get(..length).unwrap_or_default()))
    }

    fn digits(&mut self) -> Read<()> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        if digits.is_empty() { Err(self.refuse("expected a digit")) } else { Ok(()) }
    }

    /// A refusal of what stands next.
    #[cold]
    fn refuse(&self, expected: &str) -> Box<RequestError> {
        match self.rest.len().checked_sub(1) {
            Some(after) => self.refuse_at(after, Path::ROOT, expected),
            None => self.refuse_at(0, Path::ROOT, "the text ends before the JSON is complete"),
        }
    }

    /// A refusal, placed at the last byte before so many that were not read.
    #[cold]
    fn refuse_at(&self, after: usize, path: Path<'_>, reason: &str) -> Box<RequestError> {
        let read = self.text.len().saturating_sub(after);
        let read = self.text.as_bytes().get(..read).unwrap_or_default();
        let line = read.split(|byte| *byte == b'\n').count();
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        let message = format!("line {line} column {column}: {reason}");
        Box::new(RequestError::new(RequestErrorCode::NotJson, path.to_string(), message))
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::json::{Json, canonical};
    use proptest::prelude::*;
    use serde_json::Value;

    fn refused(text: &str) -> String {
        parse(text).expect_err(text).message
    }

    #[test]
    fn every_kind_of_value_is_read_as_it_was_written() {
        let text = "\u{feff} {\"b\": [1.50, -0e+1, true, false, null], \"a\": \"\\u8840\\ud83e\\ude78\\n\", \"c\": {}} ";
        let read = parse(text).expect("JSON");
        assert_eq!(read.get("a").and_then(Json::as_text), Some("血🩸\n"));
        let Some(Json::List(items)) = read.get("b") else { panic!("a list") };
        assert!(matches!(items.as_slice(), [Json::Number("1.50"), Json::Number("-0e+1"), ..]));
        assert_eq!(canonical(&read), "{\"a\":\"血🩸\\u000a\",\"b\":[0,1.5,false,null,true],\"c\":{}}");
    }

    #[test]
    fn a_refusal_names_the_line_the_column_and_what_was_expected() {
        let cases = [
            ("{\"a\" 1}", "line 1 column 6: expected `:`"),
            ("[1\n 2]", "line 2 column 2: expected `,` or `]`"),
            ("[1,]", "line 1 column 4: expected a value"),
            ("{\"a\": 1,}", "line 1 column 9: expected the name of a field in double quotes"),
            ("{\"a\": 1;", "line 1 column 8: expected `,` or `}`"),
            ("1.x", "line 1 column 3: expected a digit"),
            ("\"\\x\"", "line 1 column 3: expected an escape such as `\\n` or `\\u00b5`"),
            ("\"\\u+123\"", "line 1 column 4: expected an escape such as `\\n` or `\\u00b5`"),
            ("\"\t\"", "line 1 column 2: expected an escape such as `\\n` for a control character"),
            ("\"\\udc00\"", "line 1 column 8: expected both halves of a surrogate pair"),
            ("[1] 2", "line 1 column 5: expected nothing after the document"),
            ("\"a", "line 1 column 2: the text ends before the JSON is complete"),
            ("{\"a\": 1,\n\"a\": 2, \"a\": 3}", "line 2 column 3: `a` is given twice"),
        ];
        for (text, message) in cases {
            assert_eq!(refused(text), message, "{text}");
        }
    }

    #[test]
    fn a_text_may_be_127_levels_deep() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&deep(127)).is_ok());
        assert!(refused(&deep(128)).ends_with("nested too deep, expected fewer than 128 levels"));
        let wide = format!("[{}]", vec![deep(126); 50].join(","));
        assert!(parse(&wide).is_ok());
    }

    #[test]
    fn a_wide_object_is_read_in_time() {
        let fields: Vec<String> = (0..200_000).rev().map(|name| format!("\"{name}\":1")).collect();
        let text = format!("{{{}}}", fields.join(","));
        assert!(matches!(parse(&text), Ok(Json::Object(fields)) if fields.len() == 200_000));
        let twice = format!("{},\"7\":2}}", text.trim_end_matches('}'));
        assert!(refused(&twice).ends_with("`7` is given twice"));
    }

    /// The same value, as another reader of JSON has it.
    fn same(own: &Json<'_>, other: &Value) -> bool {
        match (own, other) {
            (Json::Null, Value::Null) => true,
            (Json::Flag(own), Value::Bool(other)) => own == other,
            (Json::Number(own), Value::Number(other)) => own.parse().ok() == other.as_f64(),
            (Json::Text(own), Value::String(other)) => own == other,
            (Json::List(own), Value::Array(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| same(own, other))
            }
            (Json::Object(own), Value::Object(other)) => {
                own.len() == other.len()
                    && own
                        .iter()
                        .all(|field| other.get(&*field.name).is_some_and(|value| same(&field.value, value)))
            }
            _ => false,
        }
    }

    const SAMPLE: &str = r#"{"a": [1, -2.5e+3, 0.0, 1E-2, true, null], "\u00e9\n": "\ud83e\ude78 \\ \" 血",
        "deep": {"x": [[], {}, [{"y": "z"}]], "": false}}"#;

    /// Pieces that JSON is made of, so that chance comes near it.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"b\":",
            "1",
            "0",
            "-",
            ".",
            "e",
            "E+",
            "true",
            "null",
            "\\",
            "\\u",
            "\\u12",
            "\\ud83e",
            "\\ude78",
            "00",
            " ",
            "\n",
            "\u{1}",
            "血",
            "/",
            "[1,2]",
            "{\"c\":3}",
        ]);
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    fn as_others_read_it(text: &str) -> Result<(), TestCaseError> {
        match (parse(text), serde_json::from_str::<Value>(text)) {
            (Ok(own), Ok(other)) => prop_assert!(same(&own, &other), "{}", text),
            (Err(own), Ok(_)) => prop_assert!(own.message.ends_with("is given twice"), "{}: {}", text, own),
            (Ok(_), Err(other)) => prop_assert!(false, "{} was not refused: {}", text, other),
            (Err(_), Err(_)) => {}
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_122), ..ProptestConfig::default() })]

        #[test]
        fn pieces_of_json_are_read_as_others_read_them(text in pieces()) {
            as_others_read_it(&text)?;
        }

        #[test]
        fn damaged_json_is_read_as_others_read_it(at in 0..SAMPLE.len(), piece in pieces(), cut in 0..4_usize) {
            let bytes = SAMPLE.as_bytes();
            let text = [&bytes[..at], piece.as_bytes(), &bytes[at.saturating_add(cut).min(bytes.len())..]].concat();
            as_others_read_it(&String::from_utf8_lossy(&text))?;
        }
    }
}
