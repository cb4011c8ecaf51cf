//! A form to a record.

use std::borrow::Cow;

use super::draft::{Draft, add};
use super::form::Form;
use super::sheet::{Field, To};
use super::today;
use super::value::{Medicine, Value};
use crate::civil::Day;
use crate::concept::{Concept, Concern, Timing};
use crate::json::Out;
use crate::problem::{Problem, ProblemCode, RequestError};
use crate::quantity::Decimal;
use crate::record::Record;

/// A record's JSON text and what of the form was set aside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    pub(crate) record: String,
    pub(crate) set_aside: Vec<Problem>,
}

/// The record of one form; what the record cannot give back is kept in the visit, so that nothing is lost.
pub(crate) fn record(form: &Form) -> Result<Taken, RequestError> {
    let Some(day) = form.day() else { return Ok(Taken { record: "{}".to_owned(), set_aside: Vec::new() }) };
    let (bare, _) = draft(form, day, Vec::new());
    let read = Record::read(&bare.out().to_string())?;
    let back = today::of(&read, day, form.sheet, form.edition, &mut Vec::new());
    let again = |field: &Field| back.iter().find(|(own, _)| own.id == field.id).map(|(_, value)| value);
    let kept = form.values.iter().filter(|(field, value)| field.keep || again(field) != Some(value));
    let mut rest: Vec<_> =
        form.edition.map(|year| (Cow::Borrowed("edition"), Out::number(year))).into_iter().collect();
    rest.extend(kept.map(|(field, value)| (Cow::Borrowed(field.id), value.out())));
    rest.extend(form.more.clone().map(|more| (Cow::Borrowed("more"), Out::Raw(more))));
    let (whole, mut set_aside) = draft(form, day, rest);
    let record = whole.out().to_string();
    // What the one judge of records sets aside has the path that it has there.
    set_aside.extend(Record::read(&record)?.problems);
    Ok(Taken { record, set_aside })
}

fn draft(form: &Form, day: Day, rest: Vec<(Cow<'static, str>, Out)>) -> (Draft, Vec<Problem>) {
    let mut draft = Draft::default();
    let mut problems = Vec::new();
    let at = day.to_string();
    let diagnosis =
        if form.sheet.concern == Concern::Hypertension { "hypertension" } else { "type-2-diabetes" };
    add(&mut draft.conditions, Out::object([("code", Some(Out::text(diagnosis)))]));
    person(form, &mut draft);
    measured(form, &at, &mut draft);
    if let Some(Value::Choices(_)) = form.get("symptoms") {
        symptoms(form, &at, &mut draft, &mut problems);
    }
    medicines(form, &mut draft);
    draft.visits.push(visit(form, &at, rest));
    // A form's referral goes up: the norm lists no other reasons. Where to is a text that no list orders.
    if form.text("referralReason").or_else(|| form.text("referralTo")).is_some() {
        let concern = Out::text(form.sheet.concern.code());
        let fields = [("at", Out::text(&at)), ("direction", Out::text("up")), ("concern", concern)];
        draft.referrals.push(Out::object(fields.map(|(name, value)| (name, Some(value)))));
    }
    let habits = habits(form);
    draft.habits(&at, habits);
    (draft, problems)
}

fn person(form: &Form, draft: &mut Draft) {
    for (field, value) in &form.values {
        if let To::Patient(name) = field.to {
            // A fresh draft has nothing to contradict.
            let _ = draft.patient(name, value.out());
        }
    }
    if form.get("deathDate").is_some() || form.text("deathCause").is_some() {
        let _ = draft.patient("status", Out::text("deceased"));
    }
}

fn measured(form: &Form, at: &str, draft: &mut Draft) {
    let part = |id: &str| form.get(id).map(Value::out);
    let (systolic, diastolic) = (part("systolic"), part("diastolic"));
    if systolic.is_some() || diastolic.is_some() {
        let how = [("systolic", systolic), ("diastolic", diastolic), ("unit", Some(Out::text("mmHg")))];
        add(&mut draft.observations, observation(at, Concept::BloodPressure, how));
    }
    let specimen = form.get("specimen").map(Value::out);
    for (field, value) in &form.values {
        let at =
            if field.id == "hba1c" { drawn(form).unwrap_or_else(|| at.to_owned()) } else { at.to_owned() };
        match field.to {
            To::Number { concept, timing } => {
                let specimen = specimen.clone().filter(|_| concept == Concept::Glucose);
                let timing = timing.map(Timing::code).map(Out::text);
                let how = [
                    ("value", Some(value.out())),
                    ("unit", Some(Out::text(field.unit))),
                    ("timing", timing),
                    ("specimen", specimen),
                ];
                add(&mut draft.observations, observation(&at, concept, how));
            }
            To::FootPulse => {
                let Value::Choice(choice) = value else { continue };
                let side = form.get("footPulseSide").map(Value::out);
                let list = if choice.edition == 0 { None } else { Some(Out::number(choice.edition)) };
                let how = [("code", Some(Out::text(choice.means))), ("side", side), ("codeList", list)];
                add(&mut draft.observations, observation(&at, Concept::FootPulse, how));
            }
            _ => {}
        }
    }
}

/// The day that blood for HbA1c was drawn on, if it was said.
fn drawn(form: &Form) -> Option<String> {
    if let Some(Value::Day(day)) = form.get("hba1cDate") { Some(day.to_string()) } else { None }
}

fn observation<const N: usize>(at: &str, concept: Concept, how: [(&'static str, Option<Out>); N]) -> Out {
    let head = [("at", Some(Out::text(at))), ("concept", Some(Out::text(concept.code())))];
    Out::object(head.into_iter().chain(how))
}

/// "No symptoms" beside another one cannot be: the other one counts, since nobody may be called well by a slip.
fn symptoms(form: &Form, at: &str, draft: &mut Draft, problems: &mut Vec<Problem>) {
    let Some(Value::Choices(choices)) = form.get("symptoms") else { return };
    let none = choices.iter().any(|choice| choice.symptoms.is_empty());
    let others = choices.len() > usize::from(none) || form.text("symptomsOther").is_some();
    if none && others {
        let message = "found no symptoms beside another one, expected one of them; the other counts";
        problems.push(Problem::new("symptoms", ProblemCode::Contradictory, message));
    }
    let symptom = |code: &str| observation(at, Concept::Symptom, [("code", Some(Out::text(code)))]);
    if none && !others {
        add(&mut draft.observations, symptom("none"));
    }
    for code in choices.iter().flat_map(|choice| choice.symptoms) {
        add(&mut draft.observations, symptom(code.code()));
    }
}

fn medicines(form: &Form, draft: &mut Draft) {
    let insulin = form.text("insulin").map(|name| {
        let dose = form.text("insulinUse").map(Out::text);
        Out::object([("name", Some(Out::text(name))), ("dose", dose)])
    });
    let listed = if let Some(Value::Medicines(list)) = form.get("medicines") { list.as_slice() } else { &[] };
    let one = |medicine: &Medicine| {
        Out::object([
            ("name", Some(Out::text(&medicine.name))),
            ("dose", medicine.amount.as_deref().map(Out::text)),
            ("perDay", medicine.per_day.map(Out::number)),
        ])
    };
    for medicine in listed.iter().map(one).chain(insulin) {
        add(&mut draft.medications, medicine);
    }
}

fn visit(form: &Form, at: &str, rest: Vec<(Cow<'static, str>, Out)>) -> Out {
    let said = |name: &str| {
        form.values.iter().find_map(|(field, value)| match (field.to, value) {
            (To::Visit(own), Value::Choice(choice)) if own == name => Some(choice.means),
            _ => None,
        })
    };
    let reached = form.text("lostReason").map(|_| Out::Flag(false));
    let refused = form.get("adherenceNote").is_some();
    let adherence = if refused { Some("refused") } else { said("adherence") };
    Out::object([
        ("at", Some(Out::text(at))),
        ("mode", said("mode").map(Out::text)),
        ("concern", Some(Out::text(form.sheet.concern.code()))),
        ("class", said("class").map(Out::text)),
        ("reached", reached),
        ("adverseReaction", said("adverseReaction").map(|means| Out::Flag(means == "true"))),
        ("hypoglycaemia", said("hypoglycaemia").map(Out::text)),
        ("adherence", adherence.map(Out::text)),
        ("form", (!rest.is_empty()).then_some(Out::Object(rest))),
    ])
}

fn habits(form: &Form) -> Vec<(&'static str, Out)> {
    let mut habits = Vec::new();
    for (field, value) in &form.values {
        let To::Lifestyle { name, only_zero } = field.to else { continue };
        match value {
            Value::Number(number) if !only_zero || *number == Decimal::ZERO => {
                // Never or no more: the form does not say which, so only a smoker is called one.
                if name == "cigarettesPerDay" && *number > Decimal::ZERO {
                    habits.push(("smoking", Out::text("current")));
                }
                habits.push((name, Out::number(number)));
            }
            Value::Choice(choice) => habits.push((name, Out::text(choice.means))),
            _ => {}
        }
    }
    habits.extend(weekly(form).map(|minutes| ("exerciseMinutesPerWeek", Out::number(minutes))));
    habits
}

/// Times a week by minutes each time.
fn weekly(form: &Form) -> Option<Decimal> {
    let number = |id: &str| if let Some(Value::Number(number)) = form.get(id) { Some(*number) } else { None };
    match (number("exerciseTimes")?, number("exerciseMinutes")) {
        (Decimal::ZERO, _) => Some(Decimal::ZERO),
        (times, minutes) => Some(times.scaled_by(minutes?)),
    }
}
