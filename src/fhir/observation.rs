//! Observations and their components.

use crate::json::Json;

use super::draft::{Draft, Fields, Resource, put, put_some};
use super::extension::{holds_modified, is_modified};
use super::json::{clip, codings, day, describe, identity, label, list, tail, text};
use super::loinc::{Meaning, Unknown, grade, meaning};
use super::pressure::{self, Loose};
use super::tree::{Tree, holds};
use super::units::{Written, converted};
use super::value::{Answer, Bound, Measured, answer, beyond_scale};
use crate::concept::{Concept, Concern, Position, Specimen, Timing};
use crate::quantity::{Decimal, Unit};
use crate::record::ProblemCode;

/// What all values of one Observation share.
#[derive(Clone, Debug)]
pub(super) struct Shared<'a> {
    pub(super) at: &'a str,
    pub(super) body: &'a Json<'a>,
    pub(super) home: bool,
}

impl Shared<'_> {
    /// The fields that every value of the Observation has.
    pub(super) fn fields(&self, concept: Concept) -> Fields {
        let mut fields = Fields::new();
        put(&mut fields, "at", self.at);
        put(&mut fields, "concept", concept.code());
        if self.home {
            put(&mut fields, "setting", "home");
        }
        fields
    }
}

/// Reads one Observation.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if let Some(status @ ("entered-in-error" | "cancelled")) = text(body, "status") {
        let message = format!("an observation that is `{status}` is left out");
        draft.report.again(&resource.path, ProblemCode::NotUnderstood, message);
        return;
    }
    if is_about_another(resource, draft) {
        return;
    }
    let code = body.get("code").unwrap_or(&Json::Null);
    let own = meaning(codings(code));
    let components = list(body, "component");
    let has_members = !list(body, "hasMember").is_empty();
    let is_group = matches!(answer(body), Answer::Nothing) && (has_members || !components.is_empty());
    if let (Err(Unknown::Code), false) = (own, is_group) {
        let message = format!("observation {} is not read", describe(code));
        draft.report.again_by(identity(code), &resource.path, ProblemCode::UnknownCode, message);
        if components.is_empty() {
            return;
        }
    }
    let Some(at) = when(resource, draft) else { return };
    let shared = Shared { at, body, home: at_home(body, draft) };
    let from_components = read_components(resource, &shared, own, draft);
    let silent = is_group && (has_members || from_components);
    match own {
        Ok(_) if silent => {}
        Ok(Meaning::Pressure) if from_components => {}
        Ok(own) => read_value(own, &shared, body, &resource.path, draft),
        Err(Unknown::Contradictory) => {
            let message = format!("the codes of {} mean different things", describe(code));
            draft.report.add(&resource.at("code"), ProblemCode::Contradictory, message);
        }
        Err(Unknown::Code) => {}
    }
}

/// Whether the focus is not the patient but a fetus, a parent, a donor, a device.
fn is_about_another(resource: &Resource<'_>, draft: &mut Draft<'_>) -> bool {
    let body = resource.body;
    let reference = |value: &Json<'_>| text(value, "reference").and_then(tail).map(str::to_owned);
    let subject = body.get("subject").and_then(reference);
    let mut focus = list(body, "focus").iter();
    let is_other = focus.any(|focus| {
        let focus = reference(focus);
        focus.is_none() || (focus != subject && focus.as_deref() != draft.patient.text("id"))
    });
    if is_other {
        let message = "an observation whose focus is not the patient is left out";
        draft.report.again(&resource.at("focus"), ProblemCode::NotUnderstood, message);
    }
    is_other
}

fn when<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) -> Option<&'a str> {
    let body = resource.body;
    let period = body.get("effectivePeriod").unwrap_or(&Json::Null);
    let choices = [
        ("effectiveDateTime", text(body, "effectiveDateTime")),
        ("effectiveInstant", text(body, "effectiveInstant")),
        ("effectivePeriod.start", text(period, "start")),
        ("effectivePeriod.end", text(period, "end")),
        ("issued", text(body, "issued")),
    ];
    let Some((field, written)) = choices.into_iter().find_map(|(field, text)| Some((field, text?))) else {
        draft.report.unclear(&resource.path, "an observation without a date is left out");
        return None;
    };
    draft.moment(written, &resource.at(field))
}

/// SNOMED CT's home environment, as an extension says where a reading was taken.
const HOME: &str = "264362003";

/// Whether the patient took the reading.
fn at_home(body: &Json<'_>, draft: &Draft<'_>) -> bool {
    let patient = draft.patient.text("id");
    let by_patient = list(body, "performer").iter().any(|performer| {
        let reference = text(performer, "reference").unwrap_or("");
        let kind = text(performer, "type").unwrap_or("");
        let named = patient.is_some_and(|id| tail(reference) == Some(id));
        let is_one = |own: &&str| own.strip_suffix('/') == Some(kind) || holds(reference, own);
        named || ["Patient/", "RelatedPerson/"].iter().any(is_one)
    });
    let meta = body.get("meta").unwrap_or(&Json::Null);
    let marks = list(meta, "security").iter().chain(list(meta, "tag"));
    let said = list(body, "extension").iter().filter_map(|extension| extension.get("valueCodeableConcept"));
    by_patient
        || marks.flat_map(codings).any(|mark| mark.code == Some("PATAST"))
        || said.flat_map(codings).any(|place| place.is("snomed") && place.code == Some(HOME))
}

/// Reads the components; true if there was anything to read in them.
fn read_components<'a>(
    resource: &Resource<'a>,
    shared: &Shared<'a>,
    own: Result<Meaning, Unknown>,
    draft: &mut Draft<'a>,
) -> bool {
    let (mut systolic, mut diastolic, mut position, mut any) = (None, None, None, false);
    for (index, component) in list(resource.body, "component").iter().enumerate() {
        let path = resource.at(&format!("component[{index}]"));
        let code = component.get("code").unwrap_or(&Json::Null);
        any = true;
        if is_modified(component, &path, draft) {
            continue;
        }
        match meaning(codings(code)) {
            // The parts of a mean are no readings either, whatever their own codes.
            _ if matches!(own, Ok(Meaning::Unused(_))) => any = false,
            Ok(Meaning::Systolic(place)) if systolic.is_none() => {
                systolic = pressure::side(component, &path, draft);
                position = position.or(place);
            }
            Ok(Meaning::Diastolic(place)) if diastolic.is_none() => {
                diastolic = pressure::side(component, &path, draft);
                position = position.or(place);
            }
            Ok(other) => read_value(other, shared, component, &path, draft),
            Err(_) => {
                let message = format!("component {} is not read", describe(code));
                draft.report.again(&path, ProblemCode::UnknownCode, message);
            }
        }
    }
    if (systolic.is_some() || diastolic.is_some()) && !pressure::is_elsewhere(shared, &resource.path, draft) {
        pressure::push(shared, position, systolic, diastolic, draft);
    }
    any
}

pub(super) fn read_value<'a>(
    meaning: Meaning,
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    match meaning {
        Meaning::Pressure | Meaning::Systolic(_) | Meaning::Diastolic(_)
            if pressure::is_elsewhere(shared, path, draft) => {}
        Meaning::Pressure => pressure::read_words(shared, holder, path, draft),
        Meaning::Systolic(position) => hold(true, position, shared, holder, path, draft),
        Meaning::Diastolic(position) => hold(false, position, shared, holder, path, draft),
        Meaning::Glucose(timing, specimen) => read_glucose(timing, specimen, shared, holder, path, draft),
        Meaning::Number(concept) => read_number(concept, shared, holder, path, draft),
        Meaning::Grade(concept) => read_grade(concept, shared, holder, path, draft),
        Meaning::Smoking => super::social::read_smoking(shared, holder, path, draft),
        Meaning::Pregnancy => super::social::read_pregnancy(shared, holder, path, draft),
        Meaning::Unused(why) => draft.report.again(path, ProblemCode::NotUnderstood, why),
    }
}

/// Keeps a single systolic or diastolic until its other half is met.
fn hold<'a>(
    systolic: bool,
    position: Option<Position>,
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    let Some(side) = pressure::side(holder, path, draft) else { return };
    let slot = draft.observations.len();
    draft.observations.push(Fields::new());
    let (path, place) = (path.to_owned(), draft.report.place);
    draft.loose.push(Loose { slot, systolic, position, side, shared: shared.clone(), path, place });
}

/// Lists an answer that no number can be made of.
pub(super) fn no_number(answer: &Answer<'_>, path: &str, draft: &mut Draft<'_>) {
    let message = match answer {
        Answer::Absent(why) => format!("not measured: `{}`", clip(why)),
        Answer::Text(words) => format!("`{}` is no number", clip(words)),
        Answer::Coded(coded) => format!("{} is no number", describe(coded)),
        Answer::Nothing => "no value".to_owned(),
        Answer::Number(_) | Answer::Unread => "a value in a form that is not read".to_owned(),
    };
    draft.report.unclear(path, message);
}

fn read_glucose<'a>(
    timing: Option<Timing>,
    specimen: Option<Specimen>,
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    let mut fields = shared.fields(Concept::Glucose);
    match answer(holder) {
        Answer::Number(measured) => glucose_number(&measured, &mut fields, path, draft),
        other => {
            // A coded "high" is a judgement of the laboratory; only a meter's own words are its scale's end.
            let words = if let Answer::Text(words) = other { Some(words) } else { None };
            let Some(mark) = words.and_then(beyond_scale) else { return no_number(&other, path, draft) };
            put_mark(&mut fields, mark);
        }
    }
    put_some(&mut fields, "timing", timing.map(Timing::code));
    put_some(&mut fields, "specimen", specimen.map(Specimen::code));
    push(shared, holder, fields, Some(Concern::Diabetes), draft);
}

fn put_mark(fields: &mut Fields, mark: &str) {
    put(fields, "value", mark);
    put(fields, "unit", Unit::MillimolePerLitre.code());
}

/// A glucose that is only known to be above or below a number.
///
/// Meters end at 27.8 mmol/L (500 mg/dL) at the lowest, and what is below 3.9 (70) is low by an
/// unknown depth: beyond these the alarming mark is taken. Any other "below" has no safe number, so
/// that it loses its unit and is shown as unusable.
fn glucose_number(measured: &Measured<'_>, fields: &mut Fields, path: &str, draft: &mut Draft<'_>) {
    let value = measured.decimal();
    let (above, below) = match measured.unit {
        Written::Known(Unit::MilligramPerDecilitre) => {
            (Decimal::from_milli(500_000), Decimal::from_milli(70_000))
        }
        _ => (Decimal::from_milli(27_800), Decimal::from_milli(3_900)),
    };
    let plain = !matches!(measured.unit, Written::Other(_));
    let (mark, unit) = match measured.bound {
        Bound::AtLeast if plain && value >= above => (Some("HI"), None),
        Bound::Exact | Bound::AtLeast => (None, measured.unit.print()),
        Bound::AtMost if plain && value <= below => (Some("LO"), None),
        Bound::AtMost => (None, None),
    };
    if let Some(mark) = mark {
        draft.report.unclear(path, format!("{} is read as {mark}", measured.shown()));
        return put_mark(fields, mark);
    }
    if measured.bound != Bound::Exact {
        let read =
            if unit.is_some() { "read as the number itself" } else { "kept without a unit, as unusable" };
        draft.report.unclear(path, format!("{} is {read}", measured.shown()));
    }
    put(fields, "value", measured.number.clone());
    put_some(fields, "unit", unit);
}

fn read_number<'a>(
    concept: Concept,
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    let measured = match answer(holder) {
        Answer::Number(measured) => measured,
        other => return no_number(&other, path, draft),
    };
    let converted = match measured.unit {
        Written::Known(unit) if concept.unit_slot(unit).is_some() => Some((measured.number.clone(), unit)),
        Written::Other(text) => converted(concept, &measured.number, text),
        _ => None,
    };
    let Some((number, unit)) = converted else {
        let unit =
            measured.unit.print().map_or_else(|| "no unit".to_owned(), |unit| format!("`{}`", clip(unit)));
        let message = format!("{} in {unit} is left out", concept.code());
        return draft.report.again(path, ProblemCode::UnknownUnit, message);
    };
    if measured.bound != Bound::Exact {
        draft.report.unclear(path, format!("{} is read as the number itself", measured.shown()));
    }
    let mut fields = shared.fields(concept);
    put(&mut fields, "value", number);
    put(&mut fields, "unit", unit.code());
    if matches!(concept, Concept::Alt | Concept::Ast) {
        put_some(&mut fields, "upperLimit", upper_limit(holder, measured.unit));
    }
    push(shared, holder, fields, None, draft);
}

/// The only upper limit of the laboratory, if it is in the value's own unit.
fn upper_limit<'a>(holder: &'a Json<'a>, unit: Written<'_>) -> Option<Tree> {
    let [range] = list(holder, "referenceRange") else { return None };
    let high = range.get("high")?;
    (super::units::of_quantity(high) == unit)
        .then(|| high.get("value").filter(|value| matches!(value, Json::Number(_))).and_then(Tree::of))?
}

fn read_grade<'a>(
    concept: Concept,
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    let found = match answer(holder) {
        Answer::Text(words) => grade(Some(words), None),
        Answer::Coded(coded) => grade(label(coded), None)
            .or_else(|| codings(coded).find_map(|coding| grade(coding.display, coding.code))),
        other => return no_number(&other, path, draft),
    };
    let Some(grade) = found else {
        let shown = holder.get("valueCodeableConcept").map_or_else(|| "its answer".to_owned(), describe);
        let message = format!("{shown} is no grade of {}", concept.code());
        return draft.report.again(path, ProblemCode::UnknownCode, message);
    };
    let mut fields = shared.fields(concept);
    put(&mut fields, "code", grade);
    push(shared, holder, fields, None, draft);
}

/// Adds an observation to the record; one made of a component has no id of its own.
fn push<'a>(
    shared: &Shared<'a>,
    holder: &Json<'_>,
    mut fields: Fields,
    of: Option<Concern>,
    draft: &mut Draft<'a>,
) {
    if std::ptr::eq(holder, shared.body) {
        put_some(&mut fields, "id", text(shared.body, "id"));
    }
    note_day(shared, of, draft);
    draft.observations.push(fields);
}

/// Remembers that a concern was measured on a day.
pub(super) fn note_day(shared: &Shared<'_>, of: Option<Concern>, draft: &mut Draft<'_>) {
    if let (Some(concern), Some(day)) = (of, day(shared.at)) {
        draft.measured.push((concern, day.to_owned()));
    }
}

/// Reads a report: its results are Observations, of which those that it contains are read here.
pub(super) fn read_report<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if matches!(text(body, "status"), Some("entered-in-error" | "cancelled")) {
        return draft.report.passed_over(&resource.path, "a report given up is left out");
    }
    for (index, inner) in list(body, "contained").iter().enumerate() {
        if text(inner, "resourceType") == Some("Observation") {
            let path = resource.at(&format!("contained[{index}]"));
            let inner = Resource { path, kind: "Observation", body: inner, address: None, ..*resource };
            if !holds_modified(&inner, draft) {
                read(&inner, draft);
            }
        }
    }
    if list(body, "result").iter().any(|result| draft.follow("Observation", body, result).is_none()) {
        draft.report.passed_over(&resource.path, "a report names results that are not here");
    }
    let beside = ["conclusion", "conclusionCode", "presentedForm", "media"];
    if beside.iter().any(|field| !list(body, field).is_empty()) {
        draft.report.passed_over(&resource.path, "what a report says beside its results is not read");
    }
}

/// Pairs what came in halves, once everything was read.
pub(super) fn finish(draft: &mut Draft<'_>) {
    pressure::pair(draft);
    // What follows is about all that was read.
    draft.report.place = usize::MAX;
    super::social::finish(draft);
}
