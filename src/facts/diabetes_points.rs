//! The Chinese diabetes risk score of a person, from a record as of a day: between what is sure and what could be.
//!
//! What is not known brings from the fewest to the most points of its table; nothing is taken to be harmless.
//! What is measured is the newest usable value, while it counts; of pressures the newest clinic day's.

use super::chart::Answer;
use super::view::View;
use crate::concept::{Concept, Sex, Truth};
use crate::equation::diabetes_risk::chinese;
use crate::equation::points;
use crate::quantity::Decimal;

/// Points between two totals.
#[derive(Clone, Debug, Default)]
pub struct Points {
    /// The total if all that is missing is harmless.
    pub low: f64,
    /// The total if all that is missing is as bad as it can be.
    pub high: f64,
    /// What is missing: data elements, or what is asked of the person.
    pub missing: Vec<&'static str>,
}

impl Points {
    /// Whether the total reaches a line.
    pub fn reach(&self, line: f64) -> Truth {
        if self.low >= line {
            Truth::Met
        } else if self.high >= line {
            Truth::Unknown
        } else {
            Truth::NotMet
        }
    }

    /// Adds the points of a value by its table; by the tables of both sexes where the sex is not known.
    fn add(&mut self, name: &'static str, value: Option<f64>, tables: &[Steps]) {
        let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
        for table in tables {
            let end = |step: Option<&(f64, f64)>| step.map_or(0.0, |(_, points)| *points);
            let known = value.map(|value| points(table, value));
            low = low.min(known.unwrap_or_else(|| end(table.first())));
            high = high.max(known.unwrap_or_else(|| end(table.last())));
        }
        self.low += low;
        self.high += high;
        if value.is_none() {
            self.missing.push(name);
        }
    }
}

/// From which value on, how many points; the steps rise.
type Steps = &'static [(f64, f64)];

/// What is asked of the person as a table: no and yes.
const FAMILY: Steps = &[(0.0, 0.0), (1.0, chinese::FAMILY_HISTORY)];
const MALE: Steps = &[(0.0, 0.0), (1.0, chinese::MALE)];

/// The points of someone who is not known to have diabetes; none outside the ages that the score was made for. Values
/// count for so many days.
pub fn of(view: &View<'_>, days: i32) -> Option<Points> {
    let age = view.age.map(f64::from);
    if age.is_some_and(|age| !chinese::AGE_YEARS.holds(age)) {
        return None;
    }
    let mut found = Points::default();
    let waists: &[Steps] = match view.chart.sex {
        Some(Sex::Male) => &[chinese::WAIST_MALE],
        Some(Sex::Female) => &[chinese::WAIST_FEMALE],
        None => &[chinese::WAIST_MALE, chinese::WAIST_FEMALE],
    };
    let newest = view.entries().iter().rev().find_map(|entry| Some((entry.pressure?.pressure, entry.day)));
    let newest = newest.filter(|(own, day)| own.slot == 0 && view.day.since(*day) <= days);
    let systolic = newest.and_then(|(own, _)| own.systolic).map(Decimal::to_f64);
    let number = |concept| {
        let (sample, _) = view.latest(concept).filter(|(_, day)| view.day.since(*day) <= days)?;
        match sample.answer {
            Answer::Number { value, slot: 0 } => Some(value.to_f64()),
            _ => None,
        }
    };
    let (bmi, waist) = (number(Concept::Bmi), number(Concept::Waist));
    found.add("age", age, &[chinese::AGE]);
    found.add(Concept::BloodPressure.code(), systolic, &[chinese::SBP]);
    found.add(Concept::Bmi.code(), bmi, &[chinese::BMI]);
    found.add(Concept::Waist.code(), waist, waists);
    found.add("family", family(view), &[FAMILY]);
    found.add("sex", view.chart.sex.map(|sex| f64::from(u8::from(sex == Sex::Male))), &[MALE]);
    Some(found)
}

/// Diabetes of a parent, brother, sister or child, 1 or 0; that there is none must be said.
fn family(view: &View<'_>) -> Option<f64> {
    let said = view.chart.family.iter().filter_map(|entry| {
        let ill = match entry.condition.as_str() {
            "none" => return Some(Truth::NotMet),
            "diabetes" | "type-2-diabetes" => Truth::Met,
            _ => return None,
        };
        match entry.relation.as_deref() {
            Some(
                "father" | "mother" | "parent" | "brother" | "sister" | "sibling" | "son" | "daughter"
                | "child",
            ) => Some(ill),
            Some(_) => None,
            None => Some(Truth::Unknown),
        }
    });
    match said.max()? {
        Truth::Met => Some(1.0),
        Truth::NotMet => Some(0.0),
        Truth::Unknown => None,
    }
}
