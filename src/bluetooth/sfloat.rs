//! The 16-bit number of medical devices.

use crate::quantity::Decimal;

/// An IEEE 11073-20601 SFLOAT: twelve bits of mantissa and four of exponent to the base of ten, both two's complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sfloat {
    /// Mantissa and exponent.
    Number(i16, i8),
    /// Not a number, not at this resolution, or reserved: the device has no value.
    None,
    /// Above or below what the device can say.
    Infinite {
        /// Below.
        negative: bool,
    },
}

impl Sfloat {
    /// The number of two bytes, the low one first in the message.
    #[must_use]
    pub fn from_bits(bits: u16) -> Self {
        match bits {
            0x07fe => return Self::Infinite { negative: false },
            0x0802 => return Self::Infinite { negative: true },
            // NaN, NRes and the reserved one.
            0x07ff..=0x0801 => return Self::None,
            _ => {}
        }
        let [high, low] = bits.to_be_bytes();
        let mantissa = i16::from_be_bytes([high & 0x0f, low]);
        let exponent = i8::from_be_bytes([high >> 4]);
        let mantissa = if mantissa > 0x07ff { mantissa.saturating_sub(0x1000) } else { mantissa };
        Self::Number(mantissa, if exponent > 7 { exponent.saturating_sub(16) } else { exponent })
    }

    /// The number times ten to a power, exactly to the ninth place; `None` where there is no number.
    #[must_use]
    pub fn times_ten_to(self, power: i8) -> Option<Decimal> {
        let Self::Number(mantissa, exponent) = self else { return None };
        // In steps of the ninth place; a power beyond that is below what any device measures.
        let places = i32::from(exponent).saturating_add(i32::from(power)).saturating_add(9);
        let steps = match u32::try_from(places) {
            Ok(places) => i64::from(mantissa).saturating_mul(10_i64.saturating_pow(places)),
            Err(_) => {
                i64::from(mantissa).checked_div(10_i64.saturating_pow(places.unsigned_abs())).unwrap_or(0)
            }
        };
        Some(Decimal::from_steps(steps))
    }

    /// The number itself.
    #[must_use]
    pub fn number(self) -> Option<Decimal> {
        self.times_ten_to(0)
    }
}
