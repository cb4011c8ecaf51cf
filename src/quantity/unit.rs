//! Units of measurement, a closed list.

use crate::packed::packed_list;

/// One table: the variant, its UCUM code, and other spellings seen in records.
macro_rules! units {
    ($($(#[$doc:meta])* $name:ident = $ucum:literal $(| $alias:literal)*;)*) => {
        /// A unit that some data element may be measured in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Unit { $($(#[$doc])* $name,)* }

        impl Unit {
            /// The unit of a UCUM code or of the field's own spelling; `None` if unknown.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($ucum $(| $alias)* => Some(Self::$name),)* _ => None }
            }

            /// The code printed in answers: the field's spelling, readable as UCUM.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $ucum,)* }
            }

            /// Every unit.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

units! {
    /// Millimetres of mercury.
    MillimetreHg = "mmHg" | "mm[Hg]" | "mm Hg" | "MMHG" | "mmhg";
    /// Kilopascals.
    Kilopascal = "kPa";
    /// Millimoles per litre.
    MillimolePerLitre = "mmol/L" | "mmol/l" | "mM" | "meq/L" | "mEq/L";
    /// Milligrams per decilitre.
    MilligramPerDecilitre = "mg/dL" | "mg/dl";
    /// Per cent.
    Percent = "%";
    /// Millimoles per mole, the IFCC unit of `HbA1c`.
    MillimolePerMole = "mmol/mol";
    /// Millilitres a minute per 1.73 m² of body surface.
    MillilitrePerMinute = "mL/min/1.73m2" | "mL/min/{1.73_m2}" | "mL/min/{1.73m2}" | "ml/min/1.73m2" | "mL/min/1.73m^2"
        | "mL/min/1.73.m2" | "mL/min";
    /// Milligrams per gram, of urine albumin to creatinine.
    MilligramPerGram = "mg/g" | "mg/g{creat}" | "mg/g{Cre}";
    /// Milligrams per millimole, of urine albumin to creatinine.
    MilligramPerMillimole = "mg/mmol" | "mg/mmol{creat}";
    /// Micromoles per litre.
    MicromolePerLitre = "umol/L" | "µmol/L" | "μmol/L" | "umol/l" | "µmol/l";
    /// Units per litre.
    UnitPerLitre = "U/L" | "IU/L" | "[iU]/L" | "u/L";
    /// 10⁹ per litre.
    GigaPerLitre = "10*9/L" | "10^9/L" | "10*3/uL" | "10*3/µL";
    /// Grams per litre.
    GramPerLitre = "g/L" | "g/l";
    /// Picomoles per litre.
    PicomolePerLitre = "pmol/L" | "pmol/l";
    /// Kilograms.
    Kilogram = "kg";
    /// Centimetres.
    Centimetre = "cm";
    /// Kilograms per square metre.
    KilogramPerSquareMetre = "kg/m2" | "kg/m^2" | "kg/m²";
    /// Degrees Celsius.
    Celsius = "Cel" | "°C" | "℃" | "C";
    /// Per minute.
    PerMinute = "/min" | "{beats}/min" | "bpm" | "1/min" | "min-1";
    /// A ratio.
    One = "1" | "{ratio}" | "{index}";
    /// Grams per square metre.
    GramPerSquareMetre = "g/m2" | "g/m^2";
    /// Millimetres.
    Millimetre = "mm";
    /// Metres a second.
    MetrePerSecond = "m/s";
    /// Micro-units of insulin per millilitre.
    MicroUnitPerMillilitre = "uIU/mL" | "µIU/mL" | "u[IU]/mL" | "mIU/L";
}

packed_list! { Unit }

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn every_code_is_read_back_as_itself() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.code()), Some(*unit));
        }
    }
}
