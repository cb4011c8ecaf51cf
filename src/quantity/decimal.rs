//! Fixed-point numbers, compared exactly.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::packed::{Packed, Packer, Unpacker};

/// Digits kept after the point.
const PLACES: u32 = 9;
/// Ten to the power of [`PLACES`].
const SCALE: i64 = 1_000_000_000;
/// Two to the power of 32.
const HALF: i64 = 1 << 32;

/// A decimal number with nine places, as it was measured or printed.
///
/// More than nine places are cut off, never rounded: 109.934 is not 110. Arithmetic is checked or
/// saturating; there is no division but by two, because nothing clinical here divides.
///
/// ```
/// use liangbing::quantity::Decimal;
/// let limit = Decimal::parse("7.0").expect("a number");
/// assert!(Decimal::parse("6.999").expect("a number") < limit);
/// assert_eq!(limit.to_string(), "7");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A whole number; saturates beyond about nine milliards.
    pub const fn from_int(value: i64) -> Self {
        Self(value.saturating_mul(SCALE))
    }

    /// Steps of the ninth place, as a writer of another form than JSON's is given them.
    pub const fn from_steps(steps: i64) -> Self {
        Self(steps)
    }

    /// Thousandths: `from_milli(6_900)` is 6.9.
    pub const fn from_milli(value: i64) -> Self {
        Self(value.saturating_mul(1_000_000))
    }

    /// The number that a text in JSON's notation says, exponents included.
    ///
    /// `None` when it is no number. A number too large is held at the largest one, a place beyond
    /// the ninth is dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let places = i32::try_from(fraction.len()).ok()?;
        let shift = exponent.saturating_sub(places).saturating_add(i32::try_from(PLACES).ok()?);
        let mut value: i128 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            let digit = digit.to_digit(10)?;
            value = value.saturating_mul(10).saturating_add(i128::from(digit));
        }
        let power = 10_i128.checked_pow(shift.unsigned_abs());
        let scaled = match (shift >= 0, power) {
            (true, Some(power)) => value.saturating_mul(power),
            (true, None) if value == 0 => 0,
            (true, None) => i128::MAX,
            (false, Some(power)) => value.checked_div(power)?,
            (false, None) => 0,
        };
        let held = i64::try_from(scaled).unwrap_or(i64::MAX);
        Some(Self(if negative { held.saturating_neg() } else { held }))
    }

    /// The sum, held at the largest number.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, held at the smallest number.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The product with a whole number, held at the largest one.
    #[must_use]
    pub const fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// The product with another decimal; places beyond the ninth are cut off.
    #[must_use]
    pub fn scaled_by(self, factor: Self) -> Self {
        let product = i128::from(self.0).saturating_mul(i128::from(factor.0));
        let cut = product.checked_div(i128::from(SCALE)).unwrap_or(0);
        Self(i64::try_from(cut).unwrap_or(if cut < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The nearest multiple of a step above zero, the higher of two as near.
    #[must_use]
    pub fn nearest(self, step: Self) -> Self {
        let up = self.0.saturating_add(step.0.checked_div(2).unwrap_or(0));
        Self(up.saturating_sub(up.checked_rem_euclid(step.0).unwrap_or(0)))
    }

    /// The mean of two, exact to the ninth place.
    #[must_use]
    pub fn mean(self, other: Self) -> Self {
        let sum = i128::from(self.0).saturating_add(i128::from(other.0));
        Self(i64::try_from(sum.checked_div(2).unwrap_or(0)).unwrap_or(i64::MAX))
    }

    /// The mean of several, cut off after the ninth place; `None` of none.
    pub fn mean_of(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (0_i128, 0_i128);
        for value in values {
            sum = sum.saturating_add(i128::from(value.0));
            count = count.saturating_add(1);
        }
        i64::try_from(sum.checked_div(count)?).ok().map(Self)
    }

    /// The smallest step, one ninth place.
    pub const STEP: Self = Self(1);

    /// The unit of its last printed place: a tenth of 7.4, one of 140; never more than one.
    #[must_use]
    pub fn place(self) -> Self {
        let mut place = SCALE;
        while place > 1 && self.0.checked_rem(place) != Some(0) {
            place = place.checked_div(10).unwrap_or(1);
        }
        Self(place)
    }

    /// The next number down that a place divides: 134.96 to tenths is 134.9. Itself for a place of zero.
    #[must_use]
    pub fn cut_to(self, place: Self) -> Self {
        Self(self.0.saturating_sub(self.0.checked_rem_euclid(place.0).unwrap_or(0)))
    }

    /// The number as a float, for equations and for JSON.
    ///
    /// The nearest float up to nine millions, where both parts of the quotient are exact; beyond, where
    /// nothing clinical lies, the last bit may be off.
    pub fn to_f64(self) -> f64 {
        // Not through text: the standard reader of floats and its tables weigh 18 KB in the module.
        let high = i32::try_from(self.0.div_euclid(HALF)).map_or(0.0, f64::from);
        let low = u32::try_from(self.0.rem_euclid(HALF)).map_or(0.0, f64::from);
        (high * 4_294_967_296.0 + low) / 1e9
    }

    /// The decimal nearest to what an equation computed; `None` for what is no number or beyond the range.
    #[allow(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "checked to be inside the range"
    )]
    pub fn from_f64(value: f64) -> Option<Self> {
        let scaled = (value * 1e9).round();
        (scaled.abs() < 9e18).then_some(Self(scaled as i64))
    }

    /// The whole number it is, if it is one.
    pub fn to_int(self) -> Option<i64> {
        (self.0.checked_rem(SCALE)? == 0).then_some(self.0.checked_div(SCALE)?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let scale = SCALE.unsigned_abs();
        let whole = magnitude.checked_div(scale).unwrap_or(0);
        let fraction = magnitude.checked_rem(scale).unwrap_or(0);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if fraction > 0 {
            let digits = format!("{fraction:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Packed for Decimal {
    /// Without the zeros at its end, as it was printed: how many places it has, then its digits.
    fn pack(&self, out: &mut Packer) {
        let (mut digits, mut places) = (self.0, PLACES);
        while let (Some(next), Some(0), true) = (digits.checked_div(10), digits.checked_rem(10), places > 0) {
            (digits, places) = (next, places.saturating_sub(1));
        }
        u8::try_from(places).unwrap_or_default().pack(out);
        digits.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let places = u32::from(u8::unpack(from));
        let power = PLACES.checked_sub(places).and_then(|zeros| 10_i64.checked_pow(zeros));
        let steps = power.and_then(|power| i64::unpack(from).checked_mul(power));
        steps.map_or_else(|| from.wrong(Self::ZERO), Self)
    }
}

impl Serialize for Decimal {
    /// Prints as JavaScript does: `7`, not `7.0`. The writer of answers is given the steps, and prints the same.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_i128(self.0.into());
        }
        match self.to_int() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.to_f64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn places_beyond_the_ninth_are_cut_off_never_rounded() {
        assert_eq!(decimal("139.9999999999").to_string(), "139.999999999");
        assert!(decimal("139.99999999999999999999") < decimal("140"));
        assert_eq!(decimal("109.934").to_string(), "109.934");
    }

    #[test]
    fn exponents_are_read() {
        assert_eq!(decimal("1.4e2"), decimal("140"));
        assert_eq!(decimal("1400E-1"), decimal("140"));
        assert_eq!(decimal("0e999").to_string(), "0");
    }

    #[test]
    fn numbers_beyond_the_range_are_held_at_its_end() {
        assert!(decimal("1e400") > decimal("9000000000"));
        assert!(decimal("-1e400") < decimal("-9000000000"));
        assert_eq!(decimal("1e-400"), Decimal::ZERO);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".", "1.2.3", "１", "12o", "1e", "0x10"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_printed_place_is_known_and_more_is_cut_off() {
        let place = |text| decimal(text).place().to_string();
        assert_eq!(
            [place("7.4"), place("140"), place("0"), place("-0.25"), place("0.000000001")],
            ["0.1", "1", "1", "0.01", "0.000000001"]
        );
        let cut = |text, place| decimal(text).cut_to(decimal(place)).to_string();
        assert_eq!(
            [cut("134.96", "0.1"), cut("134.9", "0.1"), cut("-0.25", "0.1"), cut("7", "0")],
            ["134.9", "134.9", "-0.3", "7"]
        );
    }

    #[test]
    fn the_mean_is_not_rounded() {
        assert_eq!(decimal("179").mean(decimal("138")).to_string(), "158.5");
        assert_eq!(Decimal::mean_of([]), None);
    }

    #[test]
    fn the_float_is_the_nearest_to_the_decimal() {
        let mut scaled = 1_i64;
        while scaled < 9_000_000_000_000_000 {
            for value in [Decimal(scaled), Decimal(-scaled)] {
                let nearest: f64 = value.to_string().parse().expect("a number");
                assert_eq!(value.to_f64().to_bits(), nearest.to_bits(), "{value}");
            }
            scaled += scaled / 97 + 1;
        }
    }

    #[test]
    fn an_equations_number_keeps_nine_places() {
        let text = |value| Decimal::from_f64(value).map(|decimal| decimal.to_string());
        assert_eq!(text(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(text(-12.345_678_901_2).as_deref(), Some("-12.345678901"));
        assert_eq!([text(f64::NAN), text(f64::INFINITY), text(1e300)], [None, None, None]);
    }

    #[test]
    fn json_numbers_have_no_trailing_point() {
        let text = serde_json::to_string(&[decimal("7.0"), decimal("7.4")]).expect("serialises");
        assert_eq!(text, "[7,7.4]");
    }
}
