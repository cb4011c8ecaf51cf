//! Parts of the resources of a record: what FHIR has an exact place for leaves the fields.

use super::codes::{OBSERVATIONS, written};
use super::draft::{Fields, put, put_some};
use super::out::{LOINC, coding, concept, object, quantity, words};
use super::own::CONCEPT;
use super::tree::{Number, Tree};
use crate::civil::{Day, PartialDate};
use crate::quantity::Unit;

/// The unit that a code's definition may ask for; halves of a pressure ask for none.
pub(super) fn known_unit<'a>(unit: Option<&'a str>, meaning: &str) -> &'a str {
    let plain = matches!(meaning, "systolic" | "diastolic" | "pressure");
    let known = if plain { None } else { unit.and_then(Unit::parse) };
    known.map_or("", Unit::code)
}

/// How soon, in FHIR's words.
pub(super) fn priority(urgency: Option<&str>) -> &'static str {
    match urgency {
        Some("emergency") => "stat",
        Some("today") => "asap",
        Some("within-14-days") => "urgent",
        _ => "routine",
    }
}

/// A concept in the record's own words, and in a standard's where there is a code for it.
pub(super) fn coded(own: &str, code: &str, system: &str, standard: Option<&str>) -> Tree {
    let mut codings = Vec::new();
    if !code.is_empty() {
        codings.push(coding(own, code));
    }
    codings.extend(standard.map(|standard| coding(system, standard)));
    object! { "coding": codings }
}

/// A whole day, taken out of the fields.
pub(super) fn day(fields: &mut Fields, name: &str) -> Option<String> {
    Day::parse(fields.text(name)?)?;
    fields.take_text(name)
}

/// A year, month or day, taken out of the fields.
pub(super) fn date(fields: &mut Fields, name: &str) -> Option<String> {
    PartialDate::parse(fields.text(name)?)?;
    fields.take_text(name)
}

/// What was observed, in the record's words and in LOINC's where a code says just that.
pub(super) fn observed(name: &str, fields: &Fields) -> Tree {
    let unit = known_unit(fields.text("unit"), "");
    let part = |name: &str| fields.text(name).unwrap_or("-").to_owned();
    let loinc = match name {
        "blood-pressure" => written(OBSERVATIONS, "pressure", ""),
        "glucose" => {
            let exact = format!("glucose {} {}", part("timing"), part("specimen"));
            let plain = format!("glucose - {}", part("specimen"));
            written(OBSERVATIONS, &exact, unit).or_else(|| written(OBSERVATIONS, &plain, unit))
        }
        other => written(OBSERVATIONS, other, unit),
    };
    coded(CONCEPT, name, LOINC, loinc)
}

pub(super) fn number(fields: &mut Fields, out: &mut Fields) {
    match fields.take("value") {
        Some(Tree::Number(value)) => {
            let unit = fields.take_text("unit");
            put(out, "valueQuantity", quantity(value, unit.as_deref()));
        }
        Some(Tree::Text(mark)) => put(out, "valueString", mark),
        Some(other) => put(fields, "value", other),
        None => {}
    }
}

pub(super) fn pressure(fields: &mut Fields, out: &mut Fields) {
    let unit = fields.text("unit").map(str::to_owned);
    let mut components = Vec::new();
    for side in ["systolic", "diastolic"] {
        let Some(Tree::Number(value)) = fields.get(side).cloned() else { continue };
        fields.take(side);
        components.push(object! {
            "code": coded(CONCEPT, side, LOINC, written(OBSERVATIONS, side, "")),
            "valueQuantity": quantity(value, unit.as_deref()),
        });
    }
    if components.is_empty() {
        let absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
        return put(out, "dataAbsentReason", concept(absent, "error"));
    }
    fields.take("unit");
    put(out, "component", components);
}

/// Dose, times and route where FHIR says just that.
pub(super) fn dosage(fields: &mut Fields) -> Fields {
    let mut out = Fields::new();
    put_some(&mut out, "route", fields.take_text("route").map(|route| words(&route)));
    let amount = fields.text("dose").and_then(|dose| {
        let (number, unit) = dose.split_once(' ')?;
        let plain = !unit.is_empty() && unit.trim() == unit;
        Some((Number::parse(number)?, unit.to_owned())).filter(|_| plain)
    });
    let Some((number, unit)) = amount else { return out };
    fields.take("dose");
    let mut dose = Fields::new();
    put(&mut dose, "value", number);
    put(&mut dose, "unit", unit);
    put(&mut out, "doseAndRate", vec![object! { "doseQuantity": dose }]);
    let (period, unit) = match fields.text("per") {
        None | Some("day") => (1_u64, "d"),
        Some("week") => (1, "wk"),
        Some("two-weeks") => (2, "wk"),
        Some(_) => return out,
    };
    let times = match fields.get("perDay") {
        Some(Tree::Number(times)) => times.text().parse::<u64>().ok().filter(|times| *times > 0),
        _ => None,
    };
    if let Some(times) = times {
        fields.take("perDay");
        fields.take("per");
        let repeat = object! { "frequency": times, "period": period, "periodUnit": unit };
        put(&mut out, "timing", object! { "repeat": repeat });
    }
    out
}
