//! Measured inputs: a number with the unit it was measured in, one constructor a unit.
//!
//! A number is judged in the unit it was measured in, and converted by the factor its equation prints,
//! because the published equations do not agree on one.

use super::convert::{HBA1C_IFCC_ORIGIN, HBA1C_IFCC_SLOPE, HBA1C_NGSP_OFFSET, HBA1C_NGSP_SLOPE, UACR};
use super::{Range, Refusal};
use crate::concept::Concept;
use crate::quantity::Unit;

/// A key that callers write, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The key, such as `tc_mg_dl`.
    pub key: &'static str,
    /// The data element, if records hold it.
    pub concept: Option<Concept>,
    /// The unit; `None` is years.
    pub unit: Option<Unit>,
}

impl Form {
    /// The unit as answers print it.
    pub const fn unit(&self) -> &'static str {
        match self.unit {
            Some(unit) => unit.code(),
            None => "years",
        }
    }
}

/// A number as measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    value: f64,
    form: &'static Form,
}

/// Who says that a value cannot be, where the equation's own source prints no range.
const PLAUSIBLE: &str = "plausible range of the data element";

impl Measure {
    /// A number in a unit.
    pub const fn new(value: f64, form: &'static Form) -> Self {
        Self { value, form }
    }

    /// The number, in its own unit.
    pub const fn value(self) -> f64 {
        self.value
    }

    /// The key it was given by.
    pub const fn key(self) -> &'static str {
        self.form.key
    }

    /// Refuses a value outside the range that the source prints for its unit, or, where it prints none,
    /// one that no body has.
    pub fn check(self, printed: &[Range]) -> Result<(), Refusal> {
        // Most keys are one text at one address, which is told sooner than letter by letter.
        let own = |range: &&Range| std::ptr::eq(range.input, self.form.key) || range.input == self.form.key;
        if let Some(range) = printed.iter().find(own) {
            return range.check(self.value);
        }
        self.plausible().check(self.value)
    }

    /// The range that no body leaves, in the value's own unit.
    pub fn plausible(self) -> Range {
        let ranges = self.form.concept.map_or(&[][..], Concept::ranges);
        let found = ranges.iter().find(|range| Some(range.unit) == self.form.unit);
        let (low, high) = found.map_or((0.0, f64::INFINITY), |r| (r.low.to_f64(), r.high.to_f64()));
        let (input, unit) = (self.form.key, self.form.unit());
        Range { input, low, high, below: false, whole: false, unit, source: PLAUSIBLE }
    }
}

/// A measured input: how callers may write it, and what they wrote.
pub trait Measured: Copy + 'static {
    /// The keys it may be given by, each a unit; the usual one first.
    const FORMS: &'static [Form];

    /// A measured value.
    fn of(measure: Measure) -> Self;

    /// As measured.
    fn measure(self) -> Measure;

    /// Refuses a value outside the printed ranges, or an implausible one where none is printed.
    fn check(self, printed: &[Range]) -> Result<(), Refusal> {
        self.measure().check(printed)
    }
}

macro_rules! measured {
    ($($(#[$doc:meta])* $name:ident of $concept:expr => { $($form:ident = $key:literal in $unit:expr,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name($crate::equation::Measure);

        impl $name {
            $(
                #[doc = concat!("As `", $key, "`.")]
                pub const fn $form(value: f64) -> Self {
                    use $crate::equation::{Measure, input::Form};
                    const FORM: &Form = &Form { key: $key, concept: $concept, unit: $unit };
                    Self(Measure::new(value, FORM))
                }
            )*
        }

        impl $crate::equation::Measured for $name {
            const FORMS: &'static [$crate::equation::input::Form] =
                &[$($crate::equation::input::Form { key: $key, concept: $concept, unit: $unit }),*];

            fn of(measure: $crate::equation::Measure) -> Self {
                Self(measure)
            }

            fn measure(self) -> $crate::equation::Measure {
                self.0
            }
        }
    )*};
}
pub(crate) use measured;

use Concept as C;
use Unit as U;

measured! {
    /// Age in completed years, or with a fraction where an equation takes one.
    Age of None => { years = "age_years" in None, }
    /// Age when diabetes was diagnosed.
    AgeAtDiabetes of None => { years = "age_at_diabetes_years" in None, }
    /// Systolic pressure.
    Systolic of Some(C::BloodPressure) => { mmhg = "sbp_mmhg" in Some(U::MillimetreHg), }
    /// Diastolic pressure.
    Diastolic of None => { mmhg = "dbp_mmhg" in Some(U::MillimetreHg), }
    /// Total cholesterol.
    TotalCholesterol of Some(C::TotalCholesterol) => {
        mg_dl = "tc_mg_dl" in Some(U::MilligramPerDecilitre),
        mmol_l = "tc_mmol_l" in Some(U::MillimolePerLitre),
    }
    /// HDL cholesterol.
    HdlCholesterol of Some(C::Hdl) => {
        mg_dl = "hdl_mg_dl" in Some(U::MilligramPerDecilitre),
        mmol_l = "hdl_mmol_l" in Some(U::MillimolePerLitre),
    }
    /// Serum creatinine, IDMS traceable.
    Creatinine of Some(C::Creatinine) => {
        umol_l = "creatinine_umol_l" in Some(U::MicromolePerLitre),
        mg_dl = "creatinine_mg_dl" in Some(U::MilligramPerDecilitre),
    }
    /// Estimated glomerular filtration rate, mL/min/1.73 m².
    Egfr of Some(C::Egfr) => {
        ml_min = "egfr_ml_min_1_73m2" in Some(U::MillilitrePerMinute),
        short = "egfr" in Some(U::MillilitrePerMinute),
    }
    /// Body mass index.
    Bmi of Some(C::Bmi) => { kg_m2 = "bmi" in Some(U::KilogramPerSquareMetre), }
    /// Waist circumference.
    Waist of Some(C::Waist) => { cm = "waist_cm" in Some(U::Centimetre), }
    /// Glycated haemoglobin.
    Hba1c of Some(C::Hba1c) => {
        pct = "hba1c_pct" in Some(U::Percent),
        mmol_mol = "hba1c_mmol_mol" in Some(U::MillimolePerMole),
    }
    /// Urine albumin to creatinine.
    Uacr of Some(C::Uacr) => {
        mg_g = "uacr_mg_g" in Some(U::MilligramPerGram),
        mg_mmol = "uacr_mg_mmol" in Some(U::MilligramPerMillimole),
    }
    /// Albumin in urine.
    UrineAlbumin of None => { mg_dl = "urine_albumin_mg_dl" in Some(U::MilligramPerDecilitre), }
    /// Creatinine in urine.
    UrineCreatinine of None => { mg_dl = "urine_creatinine_mg_dl" in Some(U::MilligramPerDecilitre), }
}

impl Measure {
    /// Whether it was measured in a unit.
    pub fn is_in(self, unit: Unit) -> bool {
        self.form.unit == Some(unit)
    }
}

/// Cholesterol in one unit or the other, by the factor that an equation prints.
macro_rules! cholesterol {
    ($name:ident) => {
        impl $name {
            /// In mg/dL, at so many mg/dL a mmol/L.
            pub fn in_mg_dl(self, factor: f64) -> f64 {
                let value = self.0.value();
                if self.0.is_in(U::MillimolePerLitre) { value * factor } else { value }
            }

            /// In mmol/L, at so many mg/dL a mmol/L.
            pub fn in_mmol_l(self, factor: f64) -> f64 {
                let value = self.0.value();
                if self.0.is_in(U::MillimolePerLitre) { value } else { value / factor }
            }
        }
    };
}

cholesterol!(TotalCholesterol);
cholesterol!(HdlCholesterol);

impl Uacr {
    /// The ratio of two concentrations, in mg/g.
    pub fn of_urine(albumin: UrineAlbumin, creatinine: UrineCreatinine) -> Self {
        Self::mg_g(1000.0 * albumin.0.value() / creatinine.0.value())
    }
}

impl Age {
    /// In years.
    pub const fn in_years(self) -> f64 {
        self.0.value()
    }
}

impl Systolic {
    /// In mmHg.
    pub const fn in_mmhg(self) -> f64 {
        self.0.value()
    }

    /// So much lower.
    #[must_use]
    pub fn less(self, mmhg: f64) -> Self {
        Self::mmhg(self.in_mmhg() - mmhg)
    }
}

impl Bmi {
    /// In kg/m².
    pub const fn in_kg_m2(self) -> f64 {
        self.0.value()
    }
}

impl Waist {
    /// In cm.
    pub const fn in_cm(self) -> f64 {
        self.0.value()
    }
}

impl Egfr {
    /// In mL/min/1.73 m².
    pub const fn in_ml_min(self) -> f64 {
        self.0.value()
    }
}

impl AgeAtDiabetes {
    /// In years.
    pub const fn in_years(self) -> f64 {
        self.0.value()
    }
}

impl Hba1c {
    /// In per cent.
    pub fn in_pct(self) -> f64 {
        let value = self.0.value();
        if self.0.is_in(U::MillimolePerMole) { HBA1C_NGSP_SLOPE * value + HBA1C_NGSP_OFFSET } else { value }
    }

    /// In mmol/mol.
    pub fn in_mmol_mol(self) -> f64 {
        let value = self.0.value();
        if self.0.is_in(U::Percent) { HBA1C_IFCC_SLOPE * (value - HBA1C_IFCC_ORIGIN) } else { value }
    }
}

impl Uacr {
    /// In mg/g.
    pub fn in_mg_g(self) -> f64 {
        let value = self.0.value();
        if self.0.is_in(U::MilligramPerMillimole) { value * UACR } else { value }
    }
}
