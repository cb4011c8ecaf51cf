//! Reads habits, family, allergies, plans, personal targets and answered prompts.

use super::Door;
use super::measured::{self, Pressure};
use crate::concept::{Concept, Kind};
use crate::json::{Fields, Node, Read, quoted};
use crate::quantity::{Decimal, Quantity, Unit};
use crate::record::{Allergy, Answered, FamilyEntry, Lifestyle, PersonalTarget, Plan, ProblemCode};

const LIFESTYLE: &[&str] = &[
    "at",
    "smoking",
    "secondHandSmoke",
    "cigarettesPerDay",
    "saltLevel",
    "saltGramsPerDay",
    "potassiumSalt",
    "stapleGramsPerDay",
    "alcoholGramsPerDay",
    "exerciseMinutesPerWeek",
];

/// More than anyone smokes, eats or drinks in a day, or has minutes in a week.
const MOST_CIGARETTES: i64 = 200;
const MOST_SALT: i64 = 200;
const MOST_STAPLE: i64 = 5_000;
const MOST_ALCOHOL: i64 = 2_000;
const MOST_EXERCISE: i64 = 10_080;
const OLDEST: u8 = 130;

pub(super) fn lifestyle(node: Node<'_>, door: &mut Door) -> Read<Lifestyle> {
    let fields = node.fields(&[LIFESTYLE])?;
    Ok(Lifestyle {
        at: door.moment(&fields, "at"),
        smoking: fields.word("smoking", &["never", "former", "current"]),
        second_hand_smoke: fields.flag("secondHandSmoke"),
        cigarettes_per_day: door.amount(&fields, "cigarettesPerDay", MOST_CIGARETTES),
        salt_level: fields.word("saltLevel", &["light", "moderate", "heavy"]),
        salt_grams_per_day: door.amount(&fields, "saltGramsPerDay", MOST_SALT),
        potassium_salt: fields.flag("potassiumSalt"),
        staple_grams_per_day: door.amount(&fields, "stapleGramsPerDay", MOST_STAPLE),
        alcohol_grams_per_day: door.amount(&fields, "alcoholGramsPerDay", MOST_ALCOHOL),
        exercise_minutes_per_week: door.amount(&fields, "exerciseMinutesPerWeek", MOST_EXERCISE),
    })
}

pub(super) fn family(node: Node<'_>, _: usize, door: &mut Door) -> Read<Option<FamilyEntry>> {
    let fields = node.fields(&[&["condition", "relation", "onsetAge"]])?;
    Ok(Some(FamilyEntry {
        condition: fields.need("condition")?.text()?.to_owned(),
        relation: fields.text("relation"),
        onset_age: door.count(&fields, "onsetAge", OLDEST),
    }))
}

pub(super) fn allergy(node: Node<'_>, index: usize, door: &mut Door) -> Read<Option<Allergy>> {
    let fields = node.fields(&[&["code", "name", "reaction"]])?;
    let allergy = Allergy {
        code: fields.text("code"),
        name: fields.text("name"),
        reaction: fields.text("reaction"),
        index,
    };
    let named = allergy.code.is_some() || allergy.name.is_some();
    if !named {
        door.set_aside(&node, ProblemCode::NotUnderstood, "found no allergy, expected `code` or `name`");
    }
    Ok(named.then_some(allergy))
}

pub(super) fn plan(node: Node<'_>, _: usize, door: &mut Door) -> Read<Option<Plan>> {
    let fields = node.fields(&[&["kind", "at"]])?;
    let kind = fields.need("kind")?.word(&["iodinated-contrast", "surgery", "fasting", "pregnancy"])?;
    Ok(Some(Plan { kind: kind.to_owned(), at: door.moment(&fields, "at") }))
}

pub(super) fn answered(node: Node<'_>, _: usize, door: &mut Door) -> Read<Option<Answered>> {
    let fields = node.fields(&[&["card", "at", "outcome", "reason", "until"]])?;
    let (card, at) = (fields.need("card")?.text()?, door.moment_needed(&fields, "at")?);
    let outcome = fields.need("outcome")?.word(&["accepted", "overridden"])?;
    Ok(Some(Answered {
        card: card.to_owned(),
        at,
        outcome: outcome.to_owned(),
        reason: fields.text("reason"),
        until: fields.day("until"),
    }))
}

pub(super) fn target(node: Node<'_>, _: usize, door: &mut Door) -> Read<Option<PersonalTarget>> {
    let fields = node.fields(&[&["concept", "below", "unit", "at", "setBy"]])?;
    let code = fields.need("concept")?.text()?;
    let (at, set_by) = (door.moment(&fields, "at"), fields.text("setBy"));
    let below = fields.need("below")?;
    let Some(concept) = Concept::parse(code) else {
        if below.value().as_text().is_none() {
            below.number()?;
        }
        fields.text("unit");
        door.set_aside(&node, ProblemCode::UnknownCode, format!("{} is no known concept", quoted(code)));
        return Ok(None);
    };
    match goal(&fields, below, concept)? {
        Ok((below, below_diastolic)) => {
            Ok(Some(PersonalTarget { concept, below, below_diastolic, at, set_by }))
        }
        Err((code, message)) => {
            door.set_aside(&node, code, message);
            Ok(None)
        }
    }
}

type Goal = Result<(Quantity, Option<Decimal>), (ProblemCode, String)>;

fn goal(fields: &Fields<'_>, below: Node<'_>, concept: Concept) -> Read<Goal> {
    let (value, diastolic) = match below.value().as_text() {
        Some(text) if concept.kind() == Kind::BloodPressure => pair(text)
            .map(|(systolic, diastolic)| (systolic, Some(diastolic)))
            .ok_or_else(|| below.wrong_type("a number or a pair such as `130/80`"))?,
        _ => (below.number()?, None),
    };
    let unit = measured::unit(fields, concept)?;
    if !matches!(concept.kind(), Kind::Number | Kind::BloodPressure) {
        let message = format!("found a number, expected a concept that has one, not `{}`", concept.code());
        return Ok(Err((ProblemCode::NotUnderstood, message)));
    }
    Ok(unit.and_then(|unit| {
        plausible(concept, value, diastolic, unit)?;
        Ok((Quantity { value, unit }, diastolic))
    }))
}

fn plausible(
    concept: Concept,
    value: Decimal,
    diastolic: Option<Decimal>,
    unit: Unit,
) -> Result<(), (ProblemCode, String)> {
    if concept.kind() == Kind::BloodPressure {
        Pressure { systolic: Some(value), diastolic, unit }.judged()
    } else {
        measured::judged(concept, value, unit)
    }
}

fn pair(text: &str) -> Option<(Decimal, Decimal)> {
    let (systolic, diastolic) = text.split_once('/')?;
    Some((Decimal::parse(systolic)?, Decimal::parse(diastolic)?))
}
