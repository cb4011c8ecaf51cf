//! One answer as what a round keeps and shows of it.

use serde::Deserialize;
use serde_json::Value;

use super::state::{PatientState, digest};
use crate::concept::Level;
use crate::problem::{RequestError, RequestErrorCode};

/// The sections of an assessment that a round reads.
pub const SECTIONS: [&str; 3] = ["findings", "changed", "plan"];

/// What a round knows of one patient on a day.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What is kept.
    pub state: PatientState,
    /// Who must act.
    pub owner: Option<String>,
    /// Channel and indicator of the prompt that comes first.
    pub harm: Option<String>,
    /// The grid, else the village.
    pub place: Option<String>,
}

/// Who answers where, besides what an answer's stamp says.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The engine's version.
    pub engine: &'a str,
    /// The digest of packs and words.
    pub digest: &'a str,
    /// The overlay's digest, if there is one.
    pub overlay: Option<&'a str>,
    /// The profile.
    pub profile: &'a str,
    /// Where the user works.
    pub level: &'a str,
}

impl Rules<'_> {
    /// Which rules answered, as a state keeps it.
    pub fn digest(&self) -> String {
        let parts = [self.engine, self.digest, self.overlay.unwrap_or_default(), self.profile, self.level];
        digest(&parts.join("\n"))
    }
}

/// The levels from the mildest, in the engine's own order; a lost patient who was red stands apart.
pub fn order() -> Vec<String> {
    Level::ALL.iter().map(|level| name(*level)).collect()
}

fn name(level: Level) -> String {
    let was_red = if level == Level::G2WasRed { " was red" } else { "" };
    format!("{}{was_red}", level.code())
}

/// How serious a level is; none is the mildest.
pub(super) fn rank(level: Option<&str>, was_red: bool) -> Option<Level> {
    let level = level?;
    if level == "G2" && was_red {
        return Some(Level::G2WasRed);
    }
    Level::parse(level)
}

/// What a round reads of an answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    as_of: String,
    tier: Tier,
    referral: Option<Referral>,
    changed: Vec<Changed>,
    plan: Plan,
    cards: Vec<Card>,
    findings: Vec<Finding>,
    set_aside: Vec<SetAside>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tier {
    level: Option<String>,
    was_red: bool,
    reason: Option<String>,
    act_by: Option<String>,
    owner: Option<String>,
}

#[derive(Deserialize)]
struct Referral {
    direction: String,
    urgency: String,
    to: String,
    rules: Vec<String>,
    #[serde(default)]
    r#loop: Vec<Open>,
}

#[derive(Deserialize)]
struct Open {
    direction: String,
    at: String,
    done: String,
    overdue: bool,
}

#[derive(Deserialize)]
struct Changed {
    what: String,
    code: String,
    at: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    tests_due: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    concept: String,
    due: String,
}

#[derive(Deserialize)]
struct Card {
    id: String,
    rule: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    level: Option<String>,
    channel: String,
    indicator: String,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
    outcome: String,
    because: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    concept: String,
    value: Option<Value>,
    unit: Option<String>,
    at: Option<String>,
}

#[derive(Deserialize)]
struct SetAside {
    code: String,
    message: String,
}

/// Reads an answer, as JSON with [`SECTIONS`], as what a round keeps and shows of it.
///
/// # Errors
/// `not-json` for what is no such answer.
pub fn judged(id: &str, place: Option<&str>, answer: &str, rules: &str) -> Result<Judged, RequestError> {
    let answer: Answer = serde_json::from_str(answer)
        .map_err(|error| RequestError::new(RequestErrorCode::NotJson, "", error.to_string()))?;
    let referral = answer.referral.as_ref();
    let asks = referral.filter(|own| !own.rules.is_empty());
    let first = answer.cards.first();
    let loops = referral.map_or(&[][..], |own| &own.r#loop);
    let due = answer.plan.tests_due.iter().filter(|test| test.due <= answer.as_of);
    let results = answer.changed.iter().filter(|own| own.what == "result");
    let state = PatientState {
        id: id.to_owned(),
        rules: rules.to_owned(),
        cards: sorted(answer.cards.iter().map(|card| format!("{} {}", card.id, facts_of(card, &answer)))),
        referral: asks.map(|own| format!("{} {} {}", own.direction, own.urgency, own.to)),
        loops: sorted(loops.iter().map(|own| {
            let late = if own.overdue { " late" } else { "" };
            format!("{} {} {}{late}", own.direction, own.at, own.done)
        })),
        tests: sorted(due.map(|test| test.concept.clone())),
        results: sorted(results.map(|own| format!("{} {}", own.code, own.at))),
        aside: sorted(answer.set_aside.iter().map(|own| format!("{} {}", own.code, digest(said_once(own))))),
        level: answer.tier.level.clone(),
        was_red: answer.tier.was_red,
        reason: answer.tier.reason.clone(),
        act_by: answer.tier.act_by.clone(),
        as_of: answer.as_of.clone(),
    };
    Ok(Judged {
        harm: first.map(|card| format!("{} {}", card.channel, card.indicator)),
        owner: answer.tier.owner,
        place: place.map(str::to_owned),
        state,
    })
}

/// What was said of it, without how often where that changes nothing: a bill more is no news of a patient.
fn said_once(own: &SetAside) -> &str {
    let often = own.message.rsplit_once("; ").filter(|(_, tail)| tail.ends_with(" times"));
    let is_same = matches!(own.code.as_str(), "not-understood" | "unknown-code");
    often.filter(|_| is_same).map_or(own.message.as_str(), |(said, _)| said)
}

/// What a prompt rests on, as one digest: its level and channel, and what fired, as measured and when.
fn facts_of(card: &Card, answer: &Answer) -> String {
    let own = |rule: &String| card.rule.as_ref() == Some(rule) || card.also.contains(rule);
    let fired = answer.findings.iter().filter(|finding| finding.outcome == "fired" && own(&finding.rule));
    let facts = sorted(fired.flat_map(|finding| &finding.because).map(|fact| {
        let value = match &fact.value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        [
            &fact.concept,
            &value,
            fact.unit.as_deref().unwrap_or_default(),
            fact.at.as_deref().unwrap_or_default(),
        ]
        .join(" ")
    }));
    let mut parts =
        vec![card.level.clone().unwrap_or_default(), card.channel.clone(), card.indicator.clone()];
    parts.extend(facts);
    digest(&parts.join("\n"))
}

fn sorted(list: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = list.collect();
    list.sort();
    list
}
