//! The answer of an Observation or of one of its components.

use super::json::{code, text};
use super::tree::Number;
use super::units::{Written, of_quantity};
use crate::json::Json;
use crate::quantity::Decimal;

/// How a number stands to what was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The number itself.
    Exact,
    /// The number or more.
    AtLeast,
    /// The number or less.
    AtMost,
}

/// A number as written.
#[derive(Clone, Debug)]
pub(super) struct Measured<'a> {
    pub(super) number: Number,
    pub(super) bound: Bound,
    pub(super) unit: Written<'a>,
}

impl Measured<'_> {
    /// The number, to be compared.
    pub(super) fn decimal(&self) -> Decimal {
        Decimal::parse(self.number.text()).unwrap_or_default()
    }

    /// The number as a message shows it.
    pub(super) fn shown(&self) -> String {
        let sign = match self.bound {
            Bound::Exact => "",
            Bound::AtLeast => ">",
            Bound::AtMost => "<",
        };
        let unit = self.unit.print().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("`{sign}{}{unit}`", self.number.text())
    }
}

/// An answer, as far as its type tells.
#[derive(Clone, Debug)]
pub(super) enum Answer<'a> {
    /// A number.
    Number(Measured<'a>),
    /// Words.
    Text(&'a str),
    /// A coded answer.
    Coded(&'a Json<'a>),
    /// Not measured, and why.
    Absent(&'a str),
    /// An answer in a form that is not read.
    Unread,
    /// No answer at all.
    Nothing,
}

/// The answer that an Observation or component holds.
pub(super) fn answer<'a>(holder: &'a Json<'a>) -> Answer<'a> {
    if let Some(quantity) = present(holder, "valueQuantity") {
        return quantity_answer(quantity, holder);
    }
    if let Some(words) = text(holder, "valueString") {
        return measured(words).map_or(Answer::Text(words), Answer::Number);
    }
    // A Coding and a decimal are how a questionnaire answers.
    let coded = present(holder, "valueCodeableConcept").or_else(|| present(holder, "valueCoding"));
    if let Some(coded) = coded {
        return Answer::Coded(coded);
    }
    let number = present(holder, "valueInteger").or_else(|| present(holder, "valueDecimal"));
    if let Some(number) = number.and_then(digits) {
        return Answer::Number(Measured { number, bound: Bound::Exact, unit: Written::Missing });
    }
    if matches!(holder, Json::Object(fields) if fields.iter().any(|field| is_value(&field.name))) {
        return Answer::Unread;
    }
    reason(holder).map_or(Answer::Nothing, Answer::Absent)
}

fn is_value(key: &str) -> bool {
    key.strip_prefix("value").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn present<'a>(holder: &'a Json<'a>, key: &str) -> Option<&'a Json<'a>> {
    holder.get(key).filter(|value| !matches!(value, Json::Null))
}

fn digits(value: &Json<'_>) -> Option<Number> {
    if let Json::Number(digits) = value { Number::parse(digits) } else { None }
}

fn reason<'a>(holder: &'a Json<'a>) -> Option<&'a str> {
    let reason = present(holder, "dataAbsentReason")?;
    Some(code(Some(reason)).or_else(|| text(reason, "text")).unwrap_or("no reason"))
}

fn quantity_answer<'a>(quantity: &'a Json<'a>, holder: &'a Json<'a>) -> Answer<'a> {
    let unit = of_quantity(quantity);
    let bound = match text(quantity, "comparator") {
        None => Bound::Exact,
        Some(">" | ">=") => Bound::AtLeast,
        Some("<" | "<=") => Bound::AtMost,
        Some(_) => return Answer::Unread,
    };
    match present(quantity, "value") {
        Some(value @ Json::Number(_)) => match digits(value) {
            Some(number) => Answer::Number(Measured { number, bound, unit }),
            None => Answer::Unread,
        },
        Some(Json::Text(words)) => match measured(words) {
            Some(inner) => Answer::Number(Measured {
                number: inner.number,
                bound: if bound == Bound::Exact { inner.bound } else { bound },
                unit: if unit == Written::Missing { inner.unit } else { unit },
            }),
            None => Answer::Text(words.trim()),
        },
        Some(_) => Answer::Unread,
        None => reason(holder).map_or(Answer::Unread, Answer::Absent),
    }
}

/// A number with its bound and unit in words, such as `>33.3 mmol/L`.
pub(super) fn measured(words: &str) -> Option<Measured<'_>> {
    let words = words.trim();
    let unsigned = words.trim_start_matches(['<', '>', '=', '≤', '≥']);
    let sign = words.strip_suffix(unsigned)?;
    let bound = match sign.chars().next() {
        None => Bound::Exact,
        Some('>' | '≥') => Bound::AtLeast,
        Some('<' | '≤') => Bound::AtMost,
        Some(_) => return None,
    };
    let rest = unsigned.trim_start();
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = Number::parse(rest.strip_suffix(unit)?)?;
    // `120/80` and `2024-01-05` begin with a number and are none.
    let is_unit = |c: char| {
        !c.is_ascii() || c.is_ascii_alphabetic() || c.is_ascii_whitespace() || matches!(c, '%' | '[' | '{')
    };
    if !unit.is_empty() && !unit.starts_with(is_unit) {
        // Units such as `10*9/L` need a blank before them and come this way only without one.
        return None;
    }
    Some(Measured { number, bound, unit: Written::of(unit) })
}

/// What a meter shows instead of a number beyond its scale: above, or below.
pub(super) fn beyond_scale(words: &str) -> Option<&'static str> {
    match words.trim().to_ascii_lowercase().as_str() {
        "hi" | "high" | "高" => Some("HI"),
        "lo" | "low" | "低" => Some("LO"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, measured};

    #[test]
    fn words_with_a_number_are_read() {
        let read = |words: &str| {
            measured(words).map(|m| (m.number.text().to_owned(), m.bound, m.unit.print().map(str::to_owned)))
        };
        assert_eq!(read("7.0"), Some(("7.0".into(), Bound::Exact, None)));
        assert_eq!(read(">33.3 mmol/L"), Some(("33.3".into(), Bound::AtLeast, Some("mmol/L".into()))));
        assert_eq!(read("<= 40mg/dL"), Some(("40".into(), Bound::AtMost, Some("mg/dL".into()))));
        for words in ["", "HI", "120/80", "2024-01-05", "1.2.3", "=5", "-4", ">"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
