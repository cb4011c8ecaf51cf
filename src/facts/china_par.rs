//! What China-PAR asks of a person, from a record as of a day; nothing is filled in.
//!
//! In the order of the calculator's inputs, and refused by its first one that is not known. What is measured is the
//! newest usable value, while it counts. Age goes before the rest: nobody is asked for blood who is too old.

use serde::Serialize;

use super::chart::{Answer, ConditionAt};
use super::view::View;
use crate::concept::{Adherence, Concept, Concern, Condition, ConditionStatus, DrugClass, Truth};
use crate::equation::china_par::{self, AGE_YEARS, Ages, Person};
use crate::equation::{Age, HdlCholesterol, Measured as _, Refusal, Risk, Systolic, TotalCholesterol, Waist};
use crate::quantity::Decimal;
use crate::record::Record;

pub use crate::equation::china_par::{ABOUT, Category};

/// For how many days values count, and what the glucose says.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Of a clinic day's pressure.
    pub pressure_days: i32,
    /// Of cholesterol and waist.
    pub test_days: i32,
    /// Whether a fasting glucose that still counts is one of diabetes.
    pub diabetic_glucose: Truth,
}

/// Why there is no risk; the path is the key of one of the calculator's inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// `input-missing`, `input-range` or `outcome-present`.
    pub code: &'static str,
    /// The input.
    pub path: &'static str,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code(), path: refusal.input() }
    }
}

/// The diseases that China-PAR predicts, or that say as much: people who have them are past its question.
const OUTCOMES: [Condition; 7] = [
    Condition::CoronaryHeartDisease,
    Condition::Angina,
    Condition::AcuteCoronarySyndrome,
    Condition::MyocardialInfarction,
    Condition::Stroke,
    Condition::Tia,
    Condition::PeripheralArteryDisease,
];

/// Ten-year risk of atherosclerotic disease, and its category.
///
/// # Errors
/// `outcome-present` of someone who has, or had, such a disease; `input-range` outside 35 to 74 and the official
/// calculator's limits; `input-missing`, with the calculator's key of the first input that is not known.
pub fn ten_year(view: &View<'_>, record: &Record, known: Known) -> Result<(Risk, Category), Refused> {
    no_outcome(view)?;
    let sex = view.chart.sex.ok_or(missing("sex"))?;
    let age = Age::years(f64::from(view.age.ok_or(missing("age_years"))?));
    age.check(&[AGE_YEARS])?;
    let person = Person {
        sex,
        age,
        systolic: systolic(view, known.pressure_days).ok_or(missing("sbp_mmhg"))?,
        diastolic: None,
        treated: flag(taking(view, DrugClass::lowers_pressure), "bp_treated")?,
        cholesterol: newest(view, Concept::TotalCholesterol, known.test_days)
            .map(|value| value.either(TotalCholesterol::mmol_l, TotalCholesterol::mg_dl))
            .ok_or(missing("tc_mg_dl"))?,
        hdl: newest(view, Concept::Hdl, known.test_days)
            .map(|value| value.either(HdlCholesterol::mmol_l, HdlCholesterol::mg_dl))
            .ok_or(missing("hdl_mg_dl"))?,
        waist: newest(view, Concept::Waist, known.test_days)
            .map(|value| value.either(Waist::cm, Waist::cm))
            .ok_or(missing("waist_cm"))?,
        smoker: flag(smokes(view, record), "current_smoker")?,
        diabetes: flag(diabetes(view, known.diabetic_glucose), "diabetes")?,
        north: record.patient.place.northern.ok_or(missing("north"))?,
        urban: record.patient.place.urban.ok_or(missing("urban"))?,
        family_history: flag(family(view), "family_history")?,
    };
    let risk = china_par::ten_year(&person, Ages::Derived)?;
    Ok((risk, china_par::category(risk)))
}

const fn missing(path: &'static str) -> Refused {
    Refused { code: "input-missing", path }
}

fn flag(truth: Truth, path: &'static str) -> Result<bool, Refused> {
    match truth {
        Truth::Met => Ok(true),
        Truth::NotMet => Ok(false),
        Truth::Unknown => Err(missing(path)),
    }
}

/// Refuses whoever has the disease or had it, and whoever may have it.
fn no_outcome(view: &View<'_>) -> Result<(), Refused> {
    let own = view.chart.conditions.iter().filter(|own| OUTCOMES.contains(&own.code));
    let has = |own: &ConditionAt| match own.status {
        ConditionStatus::Active | ConditionStatus::Resolved => Truth::Met,
        ConditionStatus::Suspected => Truth::Unknown,
        ConditionStatus::Withdrawn => Truth::NotMet,
    };
    let by_now = own.filter(|own| own.since.is_none_or(|since| since <= view.day));
    match by_now.map(has).max() {
        Some(Truth::Met) => Err(Refused { code: "outcome-present", path: "known_cvd" }),
        Some(Truth::Unknown) => Err(missing("known_cvd")),
        _ => Ok(()),
    }
}

/// The newest clinic day's pressure, the next whole number up: the official calculator takes no other.
fn systolic(view: &View<'_>, days: i32) -> Option<Systolic> {
    let newest = view.entries().iter().rev().find(|entry| entry.pressure.is_some())?;
    let pressure = newest.pressure.filter(|_| view.day.since(newest.day) <= days)?.pressure;
    let value = pressure.systolic.filter(|_| pressure.slot == 0)?;
    Some(Systolic::mmhg(libm::ceil(value.to_f64())))
}

/// A number in one of its two units.
struct Value {
    number: Decimal,
    usual_unit: bool,
}

impl Value {
    fn either<T>(self, usual: fn(f64) -> T, other: fn(f64) -> T) -> T {
        if self.usual_unit { usual(self.number.to_f64()) } else { other(self.number.to_f64()) }
    }
}

fn newest(view: &View<'_>, concept: Concept, days: i32) -> Option<Value> {
    let (sample, _) = view.latest(concept).filter(|(_, day)| view.day.since(*day) <= days)?;
    match sample.answer {
        Answer::Number { value, slot } => Some(Value { number: value, usual_unit: slot == 0 }),
        _ => None,
    }
}

/// Whether a medicine of some classes is being taken; one that is unknown may be of them.
fn taking(view: &View<'_>, is: fn(DrugClass) -> bool) -> Truth {
    let taken = view.chart.courses.iter().filter(|course| {
        let refused = matches!(course.adherence, Some(Adherence::None | Adherence::Refused));
        course.is_active(view.day) && !refused
    });
    let of_class = taken.map(|course| match course.classes.as_slice() {
        [] => Truth::Unknown,
        classes => Truth::known(classes.iter().any(|class| is(*class))),
    });
    of_class.max().unwrap_or(Truth::NotMet)
}

fn smokes(view: &View<'_>, record: &Record) -> Truth {
    let habits = record.lifestyle.as_ref().filter(|own| own.at.is_none_or(|at| at.day <= view.day));
    habits
        .and_then(|own| own.smoking.as_deref())
        .map_or(Truth::Unknown, |smoking| Truth::known(smoking == "current"))
}

/// Diabetes as the equation has it: diagnosed, treated, or a fasting glucose that says so.
fn diabetes(view: &View<'_>, glucose: Truth) -> Truth {
    let diagnosed = Truth::known(view.chart.is_diagnosed(Concern::Diabetes, view.day));
    diagnosed.or(taking(view, DrugClass::lowers_glucose)).or(glucose)
}

/// Infarction or stroke of a parent, brother or sister; that there is none must be said.
fn family(view: &View<'_>) -> Truth {
    let said = view.chart.family.iter().filter_map(|entry| {
        let ill = match entry.condition.as_str() {
            "none" => return Some(Truth::NotMet),
            "cardiovascular-disease" | "myocardial-infarction" | "acute-coronary-syndrome" | "stroke" => {
                Truth::Met
            }
            // Which of its kinds is not said.
            "coronary-heart-disease" => Truth::Unknown,
            _ => return None,
        };
        match entry.relation.as_deref() {
            Some("father" | "mother" | "parent" | "brother" | "sister" | "sibling") => Some(ill),
            Some(_) => None,
            None => Some(Truth::Unknown),
        }
    });
    said.max().unwrap_or(Truth::Unknown)
}
