//! One row for each data element: code, kind, units and plausible range.

use super::FindingCode;
use crate::packed::packed_list;
use crate::quantity::{Decimal, Unit};

/// What kind of answer a concept has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Systolic and diastolic.
    BloodPressure,
    /// A number with a unit.
    Number,
    /// One of a few codes.
    Code(&'static [FindingCode]),
    /// A symptom's code and whether it is present.
    Symptom,
    /// Present or not.
    Flag,
}

/// The plausible range of a concept in one unit, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The unit the range is in.
    pub unit: Unit,
    /// The lowest plausible value.
    pub low: Decimal,
    /// The highest plausible value.
    pub high: Decimal,
}

const fn range(unit: Unit, low_milli: i64, high_milli: i64) -> Range {
    Range { unit, low: Decimal::from_milli(low_milli), high: Decimal::from_milli(high_milli) }
}

macro_rules! concepts {
    ($($name:ident = $code:literal, $kind:expr, [$($range:expr),* $(,)?];)*) => {
        /// A data element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "a variant is the code beside it")]
        #[repr(u8)]
        pub enum Concept { $($name,)* }

        impl Concept {
            /// Every data element, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The element of a code; `None` if the code is unknown.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }

            /// The code as records and answers write it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What kind of answer it has.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => $kind,)* }
            }

            /// The units it may be measured in with the plausible range in each; the first is the usual one.
            pub const fn ranges(self) -> &'static [Range] {
                match self { $(Self::$name => const { &[$($range),*] },)* }
            }
        }
    };
}

use FindingCode as F;
use Kind::{BloodPressure, Code, Flag, Number, Symptom};
use Unit as U;

const URINE: Kind = Code(&[F::Negative, F::Trace, F::Plus1, F::Plus2, F::Plus3, F::Plus4]);
const SENSE: Kind = Code(&[F::Normal, F::Abnormal]);
const FOOT: Kind =
    Code(&[F::Normal, F::ColourChange, F::Swelling, F::Pain, F::Cellulitis, F::Gangrene, F::DeepUlcer]);
const FUNDUS: Kind =
    Code(&[F::None, F::MildNpdr, F::ModerateNpdr, F::SevereNpdr, F::Pdr, F::Dme, F::Papilloedema]);

concepts! {
    BloodPressure = "blood-pressure", BloodPressure, [range(U::MillimetreHg, 40_000, 300_000), range(U::Kilopascal, 5_300, 40_000)];
    Glucose = "glucose", Number, [range(U::MillimolePerLitre, 600, 60_000), range(U::MilligramPerDecilitre, 10_800, 1_081_000)];
    Hba1c = "hba1c", Number, [range(U::Percent, 3_000, 20_000), range(U::MillimolePerMole, 9_000, 195_000)];
    Egfr = "egfr", Number, [range(U::MillilitrePerMinute, 1_000, 250_000)];
    Uacr = "uacr", Number, [range(U::MilligramPerGram, 0, 30_000_000), range(U::MilligramPerMillimole, 0, 3_400_000)];
    Creatinine = "creatinine", Number, [range(U::MicromolePerLitre, 10_000, 3_000_000), range(U::MilligramPerDecilitre, 110, 34_000)];
    UricAcid = "uric-acid", Number, [range(U::MicromolePerLitre, 30_000, 2_000_000), range(U::MilligramPerDecilitre, 500, 34_000)];
    TotalCholesterol = "total-cholesterol", Number, [range(U::MillimolePerLitre, 500, 40_000), range(U::MilligramPerDecilitre, 19_000, 1_550_000)];
    Ldl = "ldl", Number, [range(U::MillimolePerLitre, 100, 30_000), range(U::MilligramPerDecilitre, 3_000, 1_160_000)];
    Hdl = "hdl", Number, [range(U::MillimolePerLitre, 100, 10_000), range(U::MilligramPerDecilitre, 3_000, 390_000)];
    Triglycerides = "triglycerides", Number, [range(U::MillimolePerLitre, 100, 150_000), range(U::MilligramPerDecilitre, 8_000, 13_300_000)];
    Potassium = "potassium", Number, [range(U::MillimolePerLitre, 1_000, 12_000)];
    Sodium = "sodium", Number, [range(U::MillimolePerLitre, 80_000, 200_000)];
    BloodKetone = "blood-ketone", Number, [range(U::MillimolePerLitre, 0, 30_000)];
    Alt = "alt", Number, [range(U::UnitPerLitre, 0, 20_000_000)];
    Ast = "ast", Number, [range(U::UnitPerLitre, 0, 20_000_000)];
    Platelets = "platelets", Number, [range(U::GigaPerLitre, 0, 5_000_000)];
    Haemoglobin = "haemoglobin", Number, [range(U::GramPerLitre, 10_000, 300_000)];
    B12 = "b12", Number, [range(U::PicomolePerLitre, 0, 10_000_000)];
    Homocysteine = "homocysteine", Number, [range(U::MicromolePerLitre, 0, 500_000)];
    Weight = "weight", Number, [range(U::Kilogram, 1_000, 400_000)];
    Height = "height", Number, [range(U::Centimetre, 40_000, 250_000)];
    Waist = "waist", Number, [range(U::Centimetre, 30_000, 250_000)];
    Bmi = "bmi", Number, [range(U::KilogramPerSquareMetre, 8_000, 100_000)];
    Temperature = "temperature", Number, [range(U::Celsius, 25_000, 45_000)];
    HeartRate = "heart-rate", Number, [range(U::PerMinute, 10_000, 300_000)];
    Abi = "abi", Number, [range(U::One, 0, 3_000)];
    Lvmi = "lvmi", Number, [range(U::GramPerSquareMetre, 10_000, 500_000)];
    Imt = "imt", Number, [range(U::Millimetre, 100, 10_000)];
    Pwv = "pwv", Number, [range(U::MetrePerSecond, 1_000, 50_000)];
    Tir = "tir", Number, [range(U::Percent, 0, 100_000)];
    Tbr = "tbr", Number, [range(U::Percent, 0, 100_000)];
    TbrLevel2 = "tbr-level-2", Number, [range(U::Percent, 0, 100_000)];
    Tar = "tar", Number, [range(U::Percent, 0, 100_000)];
    TarLevel2 = "tar-level-2", Number, [range(U::Percent, 0, 100_000)];
    GlucoseCv = "glucose-cv", Number, [range(U::Percent, 0, 200_000)];
    CgmActive = "cgm-active", Number, [range(U::Percent, 0, 100_000)];
    UrineProtein = "urine-protein", URINE, [];
    UrineBlood = "urine-blood", URINE, [];
    UrineKetone = "urine-ketone", URINE, [];
    FootPulse = "foot-pulse", Code(&[F::Normal, F::Weak, F::Absent]), [];
    Foot = "foot", FOOT, [];
    Fundus = "fundus", FUNDUS, [];
    Monofilament = "monofilament", SENSE, [];
    Vibration = "vibration", SENSE, [];
    EcgLvh = "ecg-lvh", Flag, [];
    Symptom = "symptom", Symptom, [];
}

packed_list! { Concept }

/// The plausible range of a diastolic pressure; [`Concept::ranges`] of blood pressure is the systolic one.
pub const DIASTOLIC: &[Range] =
    &[range(U::MillimetreHg, 20_000, 200_000), range(U::Kilopascal, 2_600, 26_700)];

impl Concept {
    /// The place on the table, from 0.
    #[allow(clippy::as_conversions, reason = "the discriminant of an enum without fields")]
    pub const fn index(self) -> u32 {
        self as u32
    }

    /// Which of the concept's units a unit is, from 0; `None` if the concept is not measured in it.
    pub fn unit_slot(self, unit: Unit) -> Option<u8> {
        self.ranges().iter().position(|range| range.unit == unit).and_then(|at| u8::try_from(at).ok())
    }

    /// The unit of a number written without one; `None` where a missing unit is never guessed.
    ///
    /// Only a concept with a single unit has one, and not where another unit is so common that its
    /// numbers would pass for plausible: haemoglobin in g/dL, B12 in pg/mL, ketones in mg/dL.
    pub fn unit_if_unsaid(self) -> Option<Unit> {
        match (self, self.ranges()) {
            (Self::Haemoglobin | Self::B12 | Self::BloodKetone, _) => None,
            (_, [only]) => Some(only.unit),
            _ => None,
        }
    }

    /// The unit at a slot.
    pub fn unit_at(self, slot: u8) -> Option<Unit> {
        self.ranges().get(usize::from(slot)).map(|range| range.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::{Concept, Kind};

    #[test]
    fn every_number_has_a_unit_and_every_code_reads_back() {
        for concept in Concept::ALL {
            assert_eq!(Concept::parse(concept.code()), Some(*concept));
            let measured = matches!(concept.kind(), Kind::Number | Kind::BloodPressure);
            assert_eq!(measured, !concept.ranges().is_empty(), "{}", concept.code());
        }
    }
}
