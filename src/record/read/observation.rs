//! Reads one observation and judges its answer.
//!
//! A blood pressure or glucose is kept even when it is not usable, because the newest reading being
//! unusable, or impossible, is a fact that later rules need. Anything else that is odd is left out.

use super::Door;
use super::measured::{self, Pressure, Reason};
use crate::concept::{Concept, FindingCode, Kind, Setting, Symptom, Timing};
use crate::json::{Fields, Node, Read, any_of, quoted};
use crate::quantity::{Decimal, Quantity, Unit};
use crate::record::{BloodPressure, Mark, Observation, ProblemCode, RequestErrorCode, Value};

/// How it was observed: accepted on every concept, whether or not a rule asks.
const HOW: &[&str] = &[
    "id",
    "at",
    "concept",
    "setting",
    "timing",
    "specimen",
    "arm",
    "position",
    "afterRest",
    "sustained",
    "verified",
];
/// What was observed: each concept has its own, and another one's is refused.
const PRESSURE: &[&str] = &["systolic", "diastolic", "unit"];
const NUMBER: &[&str] = &["value", "unit", "upperLimit"];
const CODE: &[&str] = &["code", "side", "codeList"];
const SYMPTOM: &[&str] = &["code", "present", "acute"];
const FLAG: &[&str] = &["present"];

/// Reads the record's observations in their order.
pub(super) fn list(fields: &Fields<'_>, door: &mut Door) -> Read<Vec<Observation>> {
    let Some(list) = fields.get("observations") else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (index, node) in list.items()?.enumerate() {
        out.extend(read(node, index, door)?);
    }
    Ok(out)
}

fn read(node: Node<'_>, index: usize, door: &mut Door) -> Read<Option<Observation>> {
    let fields = Fields::new(node)?;
    let concept = fields.read("concept", |node| node.text()).and_then(Concept::parse);
    fields.only(&names(concept))?;
    let code = fields.need("concept")?.text()?;
    let observation = circumstances(&fields, concept, index, door)?;
    let Some(concept) = concept else {
        door.set_aside(&node, ProblemCode::UnknownCode, format!("{} is no known concept", quoted(code)));
        return Ok(None);
    };
    let answer = answer(&fields, concept)?;
    if let Some((code, message)) = answer.problem {
        door.set_aside(&node, code, message);
    }
    let upper_limit = upper_limit(&fields, door)?;
    Ok(answer.value.map(|value| Observation { value, usable: answer.usable, upper_limit, ..observation }))
}

fn names(concept: Option<Concept>) -> Vec<&'static [&'static str]> {
    match concept.map(Concept::kind) {
        Some(Kind::BloodPressure) => vec![HOW, PRESSURE],
        Some(Kind::Number) => vec![HOW, NUMBER],
        Some(Kind::Code(_)) => vec![HOW, CODE],
        Some(Kind::Symptom) => vec![HOW, SYMPTOM],
        Some(Kind::Flag) => vec![HOW, FLAG],
        None => vec![HOW, PRESSURE, NUMBER, CODE, SYMPTOM],
    }
}

/// Everything but the answer, which is filled in afterwards.
fn circumstances(
    fields: &Fields<'_>,
    concept: Option<Concept>,
    index: usize,
    door: &Door,
) -> Read<Observation> {
    let at = door.moment_needed(fields, "at")?;
    Ok(Observation {
        id: fields.text("id"),
        index,
        at,
        // An unknown concept is judged in shape only; the observation is not kept.
        concept: concept.unwrap_or(Concept::Symptom),
        value: Value::Unreadable,
        usable: false,
        setting: fields.read("setting", |node| setting(node, concept)).unwrap_or(Setting::Clinic),
        timing: fields.code("timing").unwrap_or(Timing::Random),
        specimen: fields.code("specimen"),
        arm: fields.code("arm"),
        position: fields.code("position"),
        after_rest: fields.flag("afterRest"),
        present: fields.flag("present").unwrap_or(true),
        acute: fields.flag("acute"),
        sustained: fields.flag("sustained"),
        verified: fields.flag("verified"),
        upper_limit: None,
        code_list: fields.read("codeList", code_list),
        side: fields.word("side", &["both", "left", "right"]),
    })
}

fn setting(node: Node<'_>, concept: Option<Concept>) -> Read<Setting> {
    let setting = node.code()?;
    let everywhere = matches!(setting, Setting::Clinic | Setting::Home);
    if everywhere || matches!(concept, None | Some(Concept::BloodPressure)) {
        return Ok(setting);
    }
    let message = format!("found `{}`, expected `clinic` or `home` but for a blood pressure", setting.code());
    Err(node.refuse(RequestErrorCode::UnknownValue, message))
}

fn code_list(node: Node<'_>) -> Read<u16> {
    let edition = node.number()?;
    let known =
        edition.to_int().and_then(|year| u16::try_from(year).ok()).filter(|y| matches!(y, 2009 | 2017));
    known.ok_or_else(|| {
        node.refuse(RequestErrorCode::UnknownValue, format!("found `{edition}`, expected `2009` or `2017`"))
    })
}

fn upper_limit(fields: &Fields<'_>, door: &mut Door) -> Read<Option<Decimal>> {
    let Some(node) = fields.get("upperLimit") else { return Ok(None) };
    let limit = node.number()?;
    if limit > Decimal::ZERO {
        return Ok(Some(limit));
    }
    door.set_aside(&node, ProblemCode::Implausible, format!("found `{limit}`, expected a limit above 0"));
    Ok(None)
}

/// An answer as judged: what is kept, whether it may be compared, what is reported.
struct Answer {
    value: Option<Value>,
    usable: bool,
    problem: Option<Reason>,
}

impl Answer {
    fn good(value: Value) -> Self {
        Self { value: Some(value), usable: true, problem: None }
    }

    fn flagged(value: Value, problem: Reason) -> Self {
        Self { value: Some(value), usable: true, problem: Some(problem) }
    }

    fn unusable(value: Value, problem: Reason) -> Self {
        Self { value: Some(value), usable: false, problem: Some(problem) }
    }

    /// Not kept; for a blood pressure or glucose, kept as a reading that cannot be compared.
    fn unreadable(concept: Concept, problem: Reason) -> Self {
        let value = matches!(concept, Concept::BloodPressure | Concept::Glucose).then_some(Value::Unreadable);
        Self { value, usable: false, problem: Some(problem) }
    }

    fn silent(concept: Concept, field: &str) -> Self {
        let message = format!("found no answer, expected `{field}`");
        Self::unreadable(concept, (ProblemCode::NotUnderstood, message))
    }
}

fn answer(fields: &Fields<'_>, concept: Concept) -> Read<Answer> {
    match concept.kind() {
        Kind::BloodPressure => pressure(fields),
        Kind::Number => number(fields, concept),
        Kind::Code(codes) => finding(fields, concept, codes),
        Kind::Symptom => symptom(fields),
        Kind::Flag => Ok(match fields.flag("present") {
            Some(present) => Answer::good(Value::Flag(present)),
            None => Answer::silent(concept, "present"),
        }),
    }
}

/// One part of a blood pressure.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Absent,
    Unmeasurable,
    Number(Decimal),
}

impl Part {
    fn read(fields: &Fields<'_>, name: &str) -> Read<Self> {
        let Some(node) = fields.get(name) else { return Ok(Self::Absent) };
        if node.value().as_text() == Some("unmeasurable") {
            return Ok(Self::Unmeasurable);
        }
        if node.value().as_text().is_some() {
            return Err(node.wrong_type("a number or `unmeasurable`"));
        }
        let number = node.number()?;
        // Forms are filled with 0 where nothing was measured.
        Ok(if number == Decimal::ZERO { Self::Absent } else { Self::Number(number) })
    }

    fn number(self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

fn pressure(fields: &Fields<'_>) -> Read<Answer> {
    const CONCEPT: Concept = Concept::BloodPressure;
    let (upper, lower) = (Part::read(fields, "systolic")?, Part::read(fields, "diastolic")?);
    let unit = measured::unit(fields, CONCEPT)?;
    let (systolic, diastolic) = (upper.number(), lower.number());
    let unmeasurable = upper == Part::Unmeasurable || (lower == Part::Unmeasurable && upper == Part::Absent);
    let reading = |unit| Value::BloodPressure(BloodPressure { systolic, diastolic, unit, unmeasurable });
    let numbers = systolic.is_some() || diastolic.is_some();
    if unmeasurable && !numbers {
        // No number to compare, but a finding all the same, and it needs no unit.
        return Ok(Answer { value: Some(reading(Unit::MillimetreHg)), usable: false, problem: None });
    }
    let unit = match unit {
        Ok(unit) => unit,
        Err(problem) => return Ok(Answer::unreadable(CONCEPT, problem)),
    };
    if !numbers {
        let said = fields.get("systolic").is_some() || fields.get("diastolic").is_some();
        let code = if said { ProblemCode::Implausible } else { ProblemCode::NotUnderstood };
        let message = "found neither `systolic` nor `diastolic`, expected one above 0".to_owned();
        return Ok(Answer::unusable(reading(unit), (code, message)));
    }
    Ok(match (Pressure { systolic, diastolic, unit }).judged() {
        Ok(()) => Answer::good(reading(unit)),
        Err(problem) => Answer::unusable(reading(unit), problem),
    })
}

fn number(fields: &Fields<'_>, concept: Concept) -> Read<Answer> {
    let unit = measured::unit(fields, concept)?;
    let Some(node) = fields.get("value") else { return Ok(Answer::silent(concept, "value")) };
    let is_glucose = concept == Concept::Glucose;
    if let Some(mark) = node.value().as_text().filter(|_| is_glucose).and_then(meter_word) {
        return Ok(beyond_the_meter(mark, unit, fields.get("unit").is_some()));
    }
    if is_glucose && node.value().as_text().is_some() {
        return Err(node.wrong_type("a number, `HI` or `LO`"));
    }
    let value = node.number()?;
    let unit = match unit {
        Ok(unit) => unit,
        Err(problem) => return Ok(Answer::unreadable(concept, problem)),
    };
    let measured = Value::Number(Quantity { value, unit }, Mark::Exact);
    let Err(problem) = measured::judged(concept, value, unit) else { return Ok(Answer::good(measured)) };
    if !is_glucose {
        return Ok(Answer::unreadable(concept, problem));
    }
    Ok(match (value > Decimal::ZERO, value < lowest(unit)) {
        (true, true) => {
            Answer::flagged(Value::Number(Quantity { value: lowest(unit), unit }, Mark::Low), problem)
        }
        _ if value == Decimal::ZERO => Answer::unreadable(
            concept,
            (ProblemCode::Implausible, "found `0`, which is not measured".to_owned()),
        ),
        _ => Answer::unusable(measured, problem),
    })
}

/// The lowest glucose that counts as a number, and stands for `LO`.
fn lowest(unit: Unit) -> Decimal {
    let range = Concept::Glucose.ranges().iter().find(|range| range.unit == unit);
    range.map_or(Decimal::ZERO, |range| range.low)
}

/// The upper end of a meter, and what `HI` stands for.
fn highest(unit: Unit) -> Decimal {
    match unit {
        Unit::MilligramPerDecilitre => Decimal::from_int(600),
        _ => Decimal::from_milli(33_300),
    }
}

fn meter_word(text: &str) -> Option<Mark> {
    match text {
        "高" => Some(Mark::High),
        "低" => Some(Mark::Low),
        _ if text.eq_ignore_ascii_case("hi") => Some(Mark::High),
        _ if text.eq_ignore_ascii_case("lo") => Some(Mark::Low),
        _ => None,
    }
}

/// `HI` and `LO` mean the same in every unit, so an unknown one is reported and hides nothing.
fn beyond_the_meter(mark: Mark, unit: Result<Unit, Reason>, said: bool) -> Answer {
    let (unit, problem) = match unit {
        Ok(unit) => (unit, None),
        Err(problem) => (Unit::MillimolePerLitre, Some(problem).filter(|_| said)),
    };
    let value = if mark == Mark::High { highest(unit) } else { lowest(unit) };
    Answer { value: Some(Value::Number(Quantity { value, unit }, mark)), usable: true, problem }
}

fn finding(fields: &Fields<'_>, concept: Concept, codes: &'static [FindingCode]) -> Read<Answer> {
    let Some(node) = fields.get("code") else { return Ok(Answer::silent(concept, "code")) };
    let text = node.text()?;
    if let Some(code) = FindingCode::parse(text).filter(|code| codes.contains(code)) {
        return Ok(Answer::good(Value::Code(code)));
    }
    let expected = any_of(codes.iter().map(|code| code.code()));
    let message = format!("found the code {}, expected {expected}", quoted(text));
    Ok(Answer::unreadable(concept, (ProblemCode::UnknownCode, message)))
}

fn symptom(fields: &Fields<'_>) -> Read<Answer> {
    const CONCEPT: Concept = Concept::Symptom;
    let Some(node) = fields.get("code") else { return Ok(Answer::silent(CONCEPT, "code")) };
    let text = node.text()?;
    if text == "none" {
        let denied = fields.flag("present") == Some(false);
        let message = "found `none` with `present` false, expected one of them".to_owned();
        return Ok(if denied {
            Answer::unreadable(CONCEPT, (ProblemCode::Contradictory, message))
        } else {
            Answer::good(Value::Symptom(None))
        });
    }
    if let Some(symptom) = Symptom::parse(text) {
        return Ok(Answer::good(Value::Symptom(Some(symptom))));
    }
    let message = format!("{} is no known symptom", quoted(text));
    Ok(Answer::unreadable(CONCEPT, (ProblemCode::UnknownCode, message)))
}
