//! The words: an assessment in codes becomes sentences and cards in one language.
//!
//! Cards go in three channels that never mix: *stop* interrupts, *do* asks for one thing, *know* sits
//! in the patient strip. Of several cards that would ask, the most serious asks and the others are to be known:
//! each prompt more makes the next less likely to be read. A card's summary stays under 140 characters, and everything in it comes from
//! the packs' texts and the finding's own evidence.

mod advice;
mod course;
mod diagnosis;
mod letter;
pub mod medication;
pub(crate) mod memory;
mod one;
mod plan;
mod referral;
mod step;
mod template;

use std::cmp::Reverse;

use crate::assess::evidence::{Evidence, Shown};
use crate::assess::report::{Action, Assessment, Card, FindingReport, Receipt, Source, Tier};
use crate::assess::{Composed, Contribution, Judge, Section};
use crate::civil::Day;
use crate::concept::{Concept, Concern, Level};
use crate::guideline::Words;

pub use letter::write as letter;
pub use memory::quiet;
pub use template::fill;

/// The longest summary that CDS Hooks allows.
const SUMMARY: usize = 139;

/// Takes out cards that were answered, and notes so on their findings.
pub type Memory<'a> = &'a dyn Fn(&mut Vec<Card>, &mut [FindingReport]);

/// Gives an assessment its words; what memory takes out leaves room for the next card to ask.
pub fn say(
    judge: &Judge,
    composed: Composed,
    language: usize,
    words: &Words,
    memory: Memory<'_>,
) -> Assessment {
    let Composed { mut assessment, enrol, speaking } = composed;
    for finding in assessment.findings.iter_mut().filter(|finding| finding.outcome == "fired") {
        finding.text = words.rule(&finding.rule).map(|text| fill(text.summary, &values(finding, words)));
    }
    let fired: Vec<(Concern, &Contribution, &FindingReport)> = speaking
        .iter()
        .filter_map(|(concern, said)| {
            let rule = judge.rule(said.rule?)?;
            let own = assessment.findings.iter().find(|f| f.rule == rule.id && f.outcome == "fired");
            own.map(|finding| (*concern, said, finding))
        })
        .collect();
    let mut cards: Vec<Card> = Vec::new();
    for (concern, said, finding) in &fired {
        // The more serious of two goes first, of equals hypertension's.
        let told = fired.iter().any(|(other, _, twin)| {
            (Reverse(twin.level), other) < (Reverse(finding.level), concern) && is_twin(twin, finding)
        });
        if !told && !cards.iter().any(|card| card.rule == finding.rule) {
            cards.push(card(judge, &assessment, finding, *concern, said, words));
        }
    }
    if let Some(referral) = &mut assessment.referral {
        referral::say(referral, words);
        referral::add(referral, &mut cards);
        one::referral(judge, referral.to, &referral.met, &mut cards, words);
        if assessment.sections.is_explained() {
            referral::say_criteria(judge, referral, language, words);
        }
    }
    if let Some(care) = &mut assessment.care {
        referral::say_care(care, words);
    }
    medication::say(judge, &mut assessment.medication_checks, language, words);
    step::say(judge, &mut assessment.plan.medication, language, words);
    step::add(judge, &assessment, &mut cards, words);
    medication::add(judge, &assessment.medication_checks, &mut cards, words);
    cards.extend(enrol.map(|mut enrol| {
        step::say(judge, std::slice::from_mut(&mut enrol), language, words);
        let label = enrol.text.clone();
        step::card(judge, &enrol, "know", vec![Action { kind: "record", label, by: None }], words)
    }));
    memory(&mut cards, &mut assessment.findings);
    one_asks(&mut cards);
    if assessment.sections.has(Section::Plan) {
        plan::say(&mut assessment.plan, words);
    }
    plan::add(&assessment.plan, &mut cards, words);
    advice::say(&mut assessment, words);
    advice::add(&assessment, &mut cards);
    diagnosis::say(&mut assessment.diagnosis, &mut cards, words);
    assessment.cards = cards;
    if assessment.sections.is_explained() {
        let Assessment { tier, concerns, findings, .. } = &mut assessment;
        receipt(tier, findings, words);
        for report in [&mut concerns.hypertension, &mut concerns.diabetes].into_iter().flatten() {
            receipt(&mut report.tier, findings, words);
        }
    }
    course::say(judge, &mut assessment, language, words);
    assessment
}

/// Leaves the first card that asks, since cards stand in the order of their levels, those of medicines last; what
/// refers always asks, and is one card. The others change nothing but the channel: answered, they are quiet no longer than before.
fn one_asks(cards: &mut [Card]) {
    for card in cards.iter_mut().filter(|card| card.channel == "do").skip(1) {
        if card.indicator != "critical" {
            card.channel = "know";
        }
    }
}

/// For how many days an answered card of a channel is quiet.
fn quiet_days(judge: &Judge, channel: &str) -> i32 {
    let policy = &judge.ruleset.policy;
    match channel {
        "stop" => 0,
        "do" => policy.quiet_do,
        _ => policy.quiet_know,
    }
}

/// Whether two concerns ask for the same thing on the same measurements or signs: one prompt is enough.
///
/// What only one concern's visit says, such as its class, is never the other's.
fn is_twin(one: &FindingReport, other: &FindingReport) -> bool {
    let measured = |evidence: &Evidence| Concept::parse(evidence.concept).is_some();
    one.concern != other.concern
        && one.rule.split_once('-').map(|(_, name)| name) == other.rule.split_once('-').map(|(_, name)| name)
        && !one.because.is_empty()
        && one.because.iter().all(measured)
        && one.because == other.because
}

/// The deciding rule's own words, and the facts it used.
fn receipt(tier: &mut Tier, findings: &[FindingReport], words: &Words) {
    let Receipt { because, rule, .. } = &mut tier.receipt;
    let finding =
        rule.as_deref().and_then(|rule| findings.iter().find(|f| f.rule == rule && f.outcome == "fired"));
    if let Some(finding) = finding {
        because.extend(finding.text.clone());
        because.extend(
            finding
                .because
                .iter()
                .filter(|evidence| evidence.value.is_some())
                .map(|evidence| sentence(evidence, words)),
        );
    }
    if let Some(reason) = tier.reason {
        because.push(words.get(&format!("no-colour.{reason}")));
    }
}

fn card(
    judge: &Judge,
    assessment: &Assessment,
    finding: &FindingReport,
    concern: Concern,
    said: &Contribution,
    words: &Words,
) -> Card {
    let values = values(finding, words);
    let text = words.rule(&finding.rule);
    let summary = text.map_or_else(String::new, |text| fill(text.summary, &values));
    let detail = text.map_or_else(String::new, |text| fill(text.detail, &values));
    let (channel, indicator) = channel(said.level);
    Card {
        id: finding.rule.clone(),
        channel,
        indicator,
        summary: summary.chars().take(SUMMARY).collect(),
        detail,
        source: Source {
            label: finding.cite.label.clone(),
            url: finding.cite.url.clone(),
            section: finding.cite.section.clone(),
        },
        quiet_days: quiet_days(judge, channel),
        actions: actions(assessment, concern, said, words),
        rule: finding.rule.clone(),
        concern: Some(concern.code()),
        level: Some(said.level),
        cite: finding.cite.clone(),
        review: finding.review,
        also: Vec::new(),
    }
}

/// Which channel and indicator a level speaks on.
const fn channel(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::R0 | Level::R1 => ("stop", "critical"),
        Level::R2 => ("do", "critical"),
        Level::Y1 | Level::Y2 | Level::Y3 | Level::Y4 => ("do", "warning"),
        Level::G1 | Level::G2 | Level::G2WasRed | Level::G3 | Level::G4 | Level::B3 => ("do", "info"),
        Level::B1 | Level::B2 => ("know", "info"),
    }
}

/// How soon a level wants a referral.
const fn urgency(level: Level) -> &'static str {
    match level {
        Level::R0 => "emergency",
        Level::R1 => "today",
        Level::R2 => "within-14-days",
        _ => "routine",
    }
}

/// What a concern is measured by.
const fn measured(concern: Concern) -> &'static str {
    match concern {
        Concern::Hypertension => "blood-pressure",
        Concern::Diabetes => "glucose",
    }
}

fn actions(assessment: &Assessment, concern: Concern, said: &Contribution, words: &Words) -> Vec<Action> {
    let act = |kind: &'static str, by: Option<Day>, place: &str| {
        let by_text = by.map(|day| day.to_string()).unwrap_or_default();
        let values = [
            ("place", words.get(&format!("place.{place}"))),
            ("urgency", words.get(&format!("urgency.{}", urgency(said.level)))),
            ("concept", words.get(&format!("concept.{}", measured(concern)))),
            ("date", by_text),
        ];
        let own = assessment.referral.as_ref().filter(|_| kind == "refer").and_then(referral::label);
        let label = fill(&words.get(&own.unwrap_or_else(|| format!("action.{kind}"))), &values);
        Action { kind, label: label.trim().to_owned(), by }
    };
    let place = assessment.referral.as_ref().map_or("township-clinic", |referral| referral.to);
    let by = Some(said.act_by);
    match said.level {
        level if level.is_red() => {
            let repeat = assessment.tier.repeat_pending.then(|| act("measure", by, place));
            repeat.into_iter().chain([act("refer", by, place)]).collect()
        }
        Level::B3 => vec![act("refer", by, place)],
        level if level.is_yellow() => vec![act("schedule", by, place)],
        Level::G1 | Level::G3 | Level::G4 => vec![act("measure", by, place)],
        _ => vec![act("schedule", by, place)],
    }
}

/// What a finding's sentences may name.
fn values(finding: &FindingReport, words: &Words) -> Vec<(&'static str, String)> {
    let mut list = Vec::new();
    let mut set = |name: &'static str, value: Option<String>| {
        if let Some(value) = value
            && !list.iter().any(|(own, _)| *own == name)
        {
            list.push((name, value));
        }
    };
    for evidence in &finding.because {
        let value = evidence.value.as_ref().map(|value| shown(value, evidence.concept, words));
        match (evidence.concept, &evidence.value) {
            ("blood-pressure", Some(Shown::Text(text))) => {
                let (systolic, diastolic) = text.split_once('/').unwrap_or((text.as_str(), ""));
                set("systolic", Some(systolic.to_owned()));
                set("diastolic", Some(diastolic.to_owned()));
            }
            ("glucose", Some(_)) => set("glucose", value.clone()),
            _ => {}
        }
        // A sentence's value is a measurement: never the age or the medicine that stands beside it.
        if value.is_some() && evidence.unit.is_some() {
            set("unit", Some(unit_of(evidence, words)));
            if evidence.concept != "blood-pressure" {
                set("value", value);
            }
        }
    }
    set("date", Some(finding.at.to_string()));
    list
}

/// The unit beside a value; what a meter calls too high or too low is off its scale instead.
fn unit_of(evidence: &Evidence, words: &Words) -> String {
    match (&evidence.value, evidence.concept) {
        (Some(Shown::Text(mark)), "glucose") => words.get(&["sentence.", mark].concat()),
        _ => evidence.unit.unwrap_or_default().to_owned(),
    }
}

/// One fact as a sentence: what, value, unit, limit, date.
pub fn sentence(evidence: &Evidence, words: &Words) -> String {
    let what = words.find(&format!("concept.{}", evidence.concept)).unwrap_or(evidence.concept).to_owned();
    let value =
        evidence.value.as_ref().map_or_else(String::new, |value| shown(value, evidence.concept, words));
    let unit = unit_of(evidence, words);
    let date = evidence.at.clone().unwrap_or_default().replace('T', " ");
    let key = match (&evidence.limit, &evidence.at) {
        (Some(_), Some(_)) => "sentence.because-limit",
        (None, Some(_)) => "sentence.because",
        (Some(_), None) => "sentence.because-limit-undated",
        (None, None) => "sentence.because-undated",
    };
    let limit = evidence.limit.clone().unwrap_or_default();
    let values = [("what", what), ("value", value), ("unit", unit), ("date", date), ("limit", limit)];
    single_spaced(&fill(&words.get(key), &values))
}

/// Each pair of spaces as one: beside a part that is absent stand two. The standard library's search for a text
/// weighs 3 KB in the module.
fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_first = true;
    for letter in text.chars() {
        if letter != ' ' || is_first {
            out.push(letter);
        }
        is_first = letter != ' ' || !is_first;
    }
    out
}

fn shown(value: &Shown, concept: &str, words: &Words) -> String {
    match value {
        Shown::Number(number) => number.to_string(),
        Shown::Text(text) => {
            let prefix = match concept {
                "symptom" => "symptom",
                "condition" | "new-complication" => "condition",
                "class" => "class",
                _ => return text.clone(),
            };
            words.find(&format!("{prefix}.{text}")).unwrap_or(text).to_owned()
        }
        Shown::Flag(flag) => words.get(if *flag { "sentence.yes" } else { "sentence.no" }),
    }
}
