//! Reads diagnoses, medicines, visits and referrals.

use super::Door;
use crate::civil::Moment;
use crate::concept::{Condition, ConditionStatus, DrugClass, Mode, ReferralOutcome};
use crate::json::{Json, Node, Read, plain, quoted};
use crate::record::{
    ConditionEntry, Medication, Per, ProblemCode, Referral, ReferralEvent, RequestErrorCode, Visit,
};

const CONDITION: &[&str] = &["code", "status", "since", "nyha", "stage", "infected", "ischaemic"];
const MEDICATION: &[&str] = &[
    "code",
    "name",
    "classes",
    "dose",
    "perDay",
    "per",
    "since",
    "until",
    "route",
    "release",
    "fullDose",
    "adherence",
];
const VISIT: &[&str] = &[
    "at",
    "mode",
    "concern",
    "class",
    "reached",
    "medicationChanged",
    "adverseReaction",
    "newComplication",
    "hypoglycaemia",
    "adherence",
    "form",
];
const REFERRAL: &[&str] = &["id", "at", "direction", "to", "rule", "concern", "urgency", "events", "closed"];

/// More doses in a period than anyone takes.
const MOST_DOSES: i64 = 100;

pub(super) fn condition(node: Node<'_>, _: usize, door: &mut Door) -> Read<Option<ConditionEntry>> {
    let fields = node.fields(&[CONDITION])?;
    let code = fields.need("code")?.text()?;
    let status = fields.code("status").unwrap_or(ConditionStatus::Active);
    let (since, nyha) = (fields.date("since"), fields.read("nyha", nyha));
    let stage = fields.read("stage", stage);
    let (infected, ischaemic) = (fields.flag("infected"), fields.flag("ischaemic"));
    let known = Condition::parse(code);
    if known.is_none() {
        door.set_aside(&node, ProblemCode::UnknownCode, format!("{} is no known condition", quoted(code)));
    }
    Ok(known.map(|code| ConditionEntry { code, status, since, nyha, stage, infected, ischaemic }))
}

fn nyha(node: Node<'_>) -> Read<u8> {
    let class = node.number()?;
    let whole =
        class.to_int().and_then(|class| u8::try_from(class).ok()).filter(|class| (1..=4).contains(class));
    whole.ok_or_else(|| {
        node.refuse(RequestErrorCode::UnknownValue, format!("found `{class}`, expected `1`, `2`, `3` or `4`"))
    })
}

/// A stage is written as a text or as a bare number.
fn stage(node: Node<'_>) -> Read<String> {
    if matches!(node.value(), Json::Number(_)) {
        Ok(node.number()?.to_string())
    } else {
        node.text().map(str::to_owned)
    }
}

pub(super) fn medication(node: Node<'_>, index: usize, door: &mut Door) -> Read<Option<Medication>> {
    let fields = node.fields(&[MEDICATION])?;
    let classes = match fields.get("classes") {
        Some(list) => drug_classes(list, door)?,
        None => Vec::new(),
    };
    let medication = Medication {
        code: fields.text("code"),
        name: fields.text("name"),
        classes,
        dose: fields.text("dose"),
        per_day: door.amount(&fields, "perDay", MOST_DOSES),
        per: fields.read("per", per).unwrap_or(Per::Day),
        since: fields.date("since"),
        until: fields.day("until"),
        route: fields.text("route"),
        release: fields.word("release", &["ir", "mr"]),
        full_dose: fields.flag("fullDose"),
        adherence: fields.code("adherence"),
        index,
    };
    let named = medication.code.is_some() || medication.name.is_some() || !medication.classes.is_empty();
    if !named {
        door.set_aside(
            &node,
            ProblemCode::NotUnderstood,
            "found no medicine, expected `code`, `name` or `classes`",
        );
    }
    Ok(named.then_some(medication))
}

fn drug_classes(list: Node<'_>, door: &mut Door) -> Read<Vec<DrugClass>> {
    let mut classes = Vec::new();
    for node in list.items()? {
        let code = node.text()?;
        let class = DrugClass::parse(code);
        if class.is_none() {
            let message = format!("{} is no known drug class", quoted(code));
            door.set_aside(&node, ProblemCode::UnknownCode, message);
        }
        classes.extend(class);
    }
    Ok(classes)
}

fn per(node: Node<'_>) -> Read<Per> {
    Ok(match node.word(&["day", "week", "two-weeks"])? {
        "week" => Per::Week,
        "two-weeks" => Per::TwoWeeks,
        _ => Per::Day,
    })
}

pub(super) fn visit(node: Node<'_>, index: usize, door: &mut Door) -> Read<Option<Visit>> {
    let fields = node.fields(&[VISIT])?;
    Ok(Some(Visit {
        at: door.moment_needed(&fields, "at")?,
        mode: fields.code("mode").unwrap_or(Mode::FaceToFace),
        concern: fields.code("concern"),
        class: fields.code("class"),
        reached: fields.flag("reached").unwrap_or(true),
        medication_changed: fields.flag("medicationChanged"),
        adverse_reaction: fields.flag("adverseReaction"),
        new_complication: fields.flag("newComplication"),
        hypoglycaemia: fields.code("hypoglycaemia"),
        adherence: fields.code("adherence"),
        form: fields.read("form", form),
        index,
    }))
}

/// The rest of the form is kept as it is.
fn form(node: Node<'_>) -> Read<String> {
    match node.value() {
        object @ Json::Object(_) => Ok(plain(object)),
        _ => Err(node.wrong_type("an object")),
    }
}

pub(super) fn referral(node: Node<'_>, index: usize, door: &mut Door) -> Read<Option<Referral>> {
    let fields = node.fields(&[REFERRAL])?;
    let (at, direction) = (door.moment_needed(&fields, "at")?, fields.need("direction")?.code()?);
    let mut events = Vec::new();
    if let Some(list) = fields.get("events") {
        for node in list.items()? {
            events.push(event(node, door)?);
        }
    }
    Ok(Some(Referral {
        id: fields.text("id"),
        at,
        direction,
        to: fields.code("to"),
        rule: fields.text("rule"),
        concern: fields.code("concern"),
        urgency: fields.code("urgency"),
        events,
        closed: fields.read("closed", |node| closing(node, door)),
        index,
    }))
}

fn event(node: Node<'_>, door: &Door) -> Read<ReferralEvent> {
    let fields = node.fields(&[&["at", "state"]])?;
    Ok(ReferralEvent { at: door.moment_needed(&fields, "at")?, state: fields.need("state")?.code()? })
}

fn closing(node: Node<'_>, door: &Door) -> Read<(Moment, ReferralOutcome)> {
    let fields = node.fields(&[&["at", "outcome"]])?;
    Ok((door.moment_needed(&fields, "at")?, fields.need("outcome")?.code()?))
}
