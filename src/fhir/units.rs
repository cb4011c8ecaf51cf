//! Units as other systems write them.

use super::json::text;
use super::tree::Number;
use crate::concept::Concept;
use crate::json::Json;
use crate::quantity::Unit;

/// What was written as the unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written<'a> {
    /// A unit on the list.
    Known(Unit),
    /// Some other text.
    Other(&'a str),
    /// Nothing, or a code and a text that disagree.
    Missing,
}

impl<'a> Written<'a> {
    /// The unit of a text; empty text is no unit.
    pub(super) fn of(text: &'a str) -> Self {
        match (text.trim(), parse(text.trim())) {
            ("", _) => Self::Missing,
            (_, Some(unit)) => Self::Known(unit),
            (other, None) => Self::Other(other),
        }
    }

    /// The unit as a record writes it.
    pub(super) fn print(self) -> Option<&'a str> {
        match self {
            Self::Known(unit) => Some(unit.code()),
            Self::Other(text) => Some(text),
            Self::Missing => None,
        }
    }
}

/// The unit of a Quantity: its UCUM code, else the printed one.
pub(super) fn of_quantity<'a>(quantity: &'a Json<'a>) -> Written<'a> {
    let coded = text(quantity, "code").map(Written::of);
    let printed = text(quantity, "unit").map(Written::of);
    match (coded, printed) {
        (Some(Written::Known(a)), Some(Written::Known(b))) if a != b => Written::Missing,
        // Such as `[degF]` beside `°C`.
        (Some(Written::Other(code)), Some(Written::Known(_))) if code.starts_with('[') => Written::Missing,
        (Some(known @ Written::Known(_)), _) | (_, Some(known @ Written::Known(_))) => known,
        (Some(other), _) | (None, Some(other)) => other,
        (None, None) => Written::Missing,
    }
}

fn parse(text: &str) -> Option<Unit> {
    Unit::parse(text).or_else(|| {
        let plain: String =
            text.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>().to_ascii_lowercase();
        Some(match plain.as_str() {
            "mmhg" | "mm[hg]" | "毫米汞柱" => Unit::MillimetreHg,
            "kpa" => Unit::Kilopascal,
            "mmol/l" | "meq/l" | "毫摩尔/升" => Unit::MillimolePerLitre,
            "mg/dl" => Unit::MilligramPerDecilitre,
            "%{hb}" | "{hb}%" | "%{hemoglobina1c}" | "%hb" => Unit::Percent,
            "mmol/mol{hb}" | "mmol/mol" => Unit::MillimolePerMole,
            "ml/min/1.73" | "ml/min/{bsa}" | "ml/min/1.73m*2" | "ml/min/1.73m²" | "ml/min/1.73m2"
            | "ml/min/{1.73_m2}" | "ml/min/{1.73m2}" | "ml/min/1.73sqm" => Unit::MillilitrePerMinute,
            "mg/g" | "ug/mg" | "mg/gcr" | "mg/g{creat}" | "ug/mg{creat}" | "mg/gcreat" => {
                Unit::MilligramPerGram
            }
            "mg/mmol" | "g/mol" | "mg/mmolcr" => Unit::MilligramPerMillimole,
            "umol/l" | "µmol/l" | "μmol/l" => Unit::MicromolePerLitre,
            "u/l" | "iu/l" | "[iu]/l" => Unit::UnitPerLitre,
            "10*9/l" | "10^9/l" | "10*3/ul" | "10^3/ul" | "10*3/mm3" | "10^3/mm3" | "k/ul" | "x10e3/ul"
            | "10e3/ul" | "10e9/l" => Unit::GigaPerLitre,
            "g/l" => Unit::GramPerLitre,
            "pmol/l" => Unit::PicomolePerLitre,
            "kg" => Unit::Kilogram,
            "cm" => Unit::Centimetre,
            "kg/m2" | "kg/m^2" | "kg/m²" => Unit::KilogramPerSquareMetre,
            "cel" | "degc" | "°c" => Unit::Celsius,
            "beats/min" | "beats/minute" | "{beats}/min" | "{beats}/minute" | "次/分" => Unit::PerMinute,
            _ => return None,
        })
    })
}

/// A number in a unit that the concept is not kept in, in one that it is.
pub(super) fn converted(concept: Concept, number: &Number, unit: &str) -> Option<(Number, Unit)> {
    Some(match (concept, unit) {
        (Concept::Haemoglobin, "g/dL" | "g/dl") => (moved(number, 1)?, Unit::GramPerLitre),
        (Concept::Weight, "g") => (moved(number, -3)?, Unit::Kilogram),
        (Concept::Height | Concept::Waist, "m") => (moved(number, 2)?, Unit::Centimetre),
        (Concept::Height | Concept::Waist, "mm") => (moved(number, -1)?, Unit::Centimetre),
        // By the definitions of UCUM, which are exact: 0.45359237 kg, 2.54 cm.
        (Concept::Weight, "[lb_av]" | "lb" | "lbs") => (times(number, 45_359_237, 8)?, Unit::Kilogram),
        (Concept::Height | Concept::Waist, "[in_i]" | "in") => (times(number, 254, 2)?, Unit::Centimetre),
        (Concept::Temperature, "[degF]" | "degF" | "°F" | "℉") => (celsius(number)?, Unit::Celsius),
        _ => return None,
    })
}

/// The digits of a number without its point, and how many stood behind it.
fn digits(number: &Number) -> Option<(i64, i32)> {
    let (whole, fraction) = number.text().split_once('.').unwrap_or((number.text(), ""));
    Some(([whole, fraction].concat().parse().ok()?, i32::try_from(fraction.len()).ok()?))
}

/// The product with `factor` and a power of ten; `None` for a number with an exponent or too many digits.
fn times(number: &Number, factor: i64, places: i32) -> Option<Number> {
    let (digits, behind) = digits(number)?;
    let product = Number::parse(&digits.checked_mul(factor)?.to_string())?;
    moved(&product, places.checked_add(behind)?.checked_neg()?)
}

/// Degrees Celsius to the third place, rounded up: no fever becomes less than it was.
fn celsius(fahrenheit: &Number) -> Option<Number> {
    let (digits, behind) = digits(fahrenheit)?;
    let one = 10_i64.checked_pow(behind.unsigned_abs())?;
    let above = digits.checked_sub(one.checked_mul(32)?)?.checked_mul(5_000)?;
    let nine = one.checked_mul(9)?;
    let up = above.checked_add(nine.checked_sub(1)?)?.checked_div_euclid(nine)?;
    moved(&Number::parse(&up.to_string())?, -3)
}

/// A number with its point moved, every digit kept; `None` for a number with an exponent.
pub(super) fn moved(number: &Number, places: i32) -> Option<Number> {
    let text = number.text();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    if digits.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let shift = usize::try_from(places.unsigned_abs()).ok()?;
    let zeros = "0".repeat(shift);
    let (whole, fraction) = if places >= 0 {
        let padded = format!("{fraction}{zeros}");
        let (moved, rest) = padded.split_at_checked(shift)?;
        (format!("{whole}{moved}"), rest.to_owned())
    } else {
        let padded = format!("{zeros}{whole}");
        let (rest, moved) = padded.split_at_checked(padded.len().checked_sub(shift)?)?;
        (rest.to_owned(), format!("{moved}{fraction}"))
    };
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Number::parse(&format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::{Number, Written, converted, moved, of_quantity};
    use crate::concept::Concept;
    use crate::quantity::Unit;

    #[test]
    fn a_point_is_moved_without_losing_a_digit() {
        let shown = |text: &str, places| {
            moved(&Number::parse(text).expect("a number"), places).map(|number| number.text().to_owned())
        };
        assert_eq!(shown("14.698793101074568", 1).as_deref(), Some("146.98793101074568"));
        assert_eq!(shown("13", 1).as_deref(), Some("130"));
        assert_eq!(shown("1.75", 2).as_deref(), Some("175"));
        assert_eq!(shown("65500", -3).as_deref(), Some("65.5"));
        assert_eq!(shown("5", -3).as_deref(), Some("0.005"));
        assert_eq!(shown("-1.5", 1).as_deref(), Some("-15"));
        assert_eq!(shown("0", 1).as_deref(), Some("0"));
        assert_eq!(shown("1e2", 1), None);
    }

    #[test]
    fn pounds_and_inches_are_exact_and_no_fever_is_lost() {
        let shown = |concept, number: &str, unit| {
            converted(concept, &Number::parse(number)?, unit).map(|(number, _)| number.text().to_owned())
        };
        assert_eq!(shown(Concept::Weight, "154.3", "[lb_av]").as_deref(), Some("69.989302691"));
        assert_eq!(shown(Concept::Height, "70", "[in_i]").as_deref(), Some("177.8"));
        assert_eq!(shown(Concept::Waist, "35.25", "[in_i]").as_deref(), Some("89.535"));
        for (fahrenheit, celsius) in [
            ("100.4", "38"),
            ("98.6", "37"),
            ("101", "38.334"),
            ("98.60", "37"),
            ("32", "0"),
            ("31", "-0.555"),
        ] {
            assert_eq!(shown(Concept::Temperature, fahrenheit, "[degF]").as_deref(), Some(celsius));
        }
        for odd in ["1e2", "12345678901234567890", "0.1234567890123456789"] {
            assert_eq!(shown(Concept::Temperature, odd, "[degF]"), None, "{odd}");
        }
        assert_eq!(shown(Concept::Weight, "70", "[degF]"), None);
    }

    #[test]
    fn a_code_and_a_text_that_disagree_are_no_unit() {
        let unit = |code: &str, unit: &str| {
            let quantity = format!("{{\"code\": \"{code}\", \"unit\": \"{unit}\"}}");
            match of_quantity(&crate::json::parse(&quantity).expect("JSON")) {
                Written::Known(unit) => unit.code().to_owned(),
                Written::Other(text) => text.to_owned(),
                Written::Missing => "missing".to_owned(),
            }
        };
        assert_eq!(unit("mm[Hg]", "mmHg"), Unit::MillimetreHg.code());
        assert_eq!(unit("mmol/L", "mg/dL"), "missing");
        assert_eq!(unit("258797006", "mg/dL"), "mg/dL");
        assert_eq!(unit("[degF]", "Cel"), "missing");
        assert_eq!(unit("[lb_av]", "lb"), "[lb_av]");
        assert_eq!(unit("", "furlong"), "furlong");
    }
}
