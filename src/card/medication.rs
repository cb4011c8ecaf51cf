//! The words of checks of medicines, and the cards of those that matter now.

use super::{SUMMARY, fill, quiet_days};
use crate::assess::Judge;
use crate::assess::report::{Action, Card, MedicationCheck, Source};
use crate::concept::Truth;
use crate::guideline::{Asked, Words};

/// Gives checks their sentences.
pub fn say(judge: &Judge, checks: &mut [MedicationCheck], language: usize, words: &Words) {
    for check in checks {
        let name = |code: &str| match judge.ruleset.medicines.find(code) {
            Some(medicine) => medicine.title.get(language).cloned().unwrap_or_default(),
            None => ["condition", "plan"]
                .iter()
                .find_map(|kind| words.find(&format!("{kind}.{code}")))
                .unwrap_or(code)
                .to_owned(),
        };
        let own = judge.ruleset.checks.0.iter().find(|own| own.id == check.rule);
        let kind = match own.map(|own| &own.asked) {
            Some(Asked::Conditions(..)) => "condition",
            Some(Asked::Plans(_)) => "plan",
            Some(Asked::With(_)) => "pair",
            _ => "other",
        };
        let mut text = words
            .find(&format!("check.{}", check.rule))
            .map_or_else(|| words.get(&format!("check-of.{kind}-{}", check.severity)), str::to_owned);
        // What only asks to be looked at says itself that it is missing.
        if check.truth == Truth::Unknown && check.severity != "monitor" {
            text = fill(&words.get("check-of.unknown"), &[("text", text)]);
        }
        let values = [
            ("medicine", name(&check.medication)),
            ("with", check.with.as_deref().map(name).unwrap_or_default()),
            ("printed", check.printed.clone()),
        ];
        check.text = fill(&text, &values);
    }
}

/// Adds the cards of checks: one that forbids stops, one that warns asks, the rest stay on their list.
///
/// A card asks only by a clause that somebody confirmed. Nothing is lost: every check stands in the list of checks.
pub fn add(judge: &Judge, checks: &[MedicationCheck], cards: &mut Vec<Card>, words: &Words) {
    for check in checks.iter().filter(|check| check.truth.is_met() && check.severity != "monitor") {
        let channel = match check.severity {
            "stop" => "stop",
            _ if check.cites.iter().all(|cite| cite.confidence != "A") => "know",
            _ => "do",
        };
        cards.extend(card(judge, check, channel, words));
    }
}

fn card(judge: &Judge, check: &MedicationCheck, channel: &'static str, words: &Words) -> Option<Card> {
    let cite = check.cites.first()?.clone();
    let clauses = check.cites.iter().map(|cite| format!("{} {}", cite.label, cite.section));
    Some(Card {
        id: format!("{}-{}", check.rule, check.medication),
        channel,
        indicator: if channel == "stop" { "critical" } else { "warning" },
        summary: check.text.chars().take(SUMMARY).collect(),
        detail: clauses.collect::<Vec<_>>().join("\n"),
        source: Source { label: cite.label.clone(), url: cite.url.clone(), section: cite.section.clone() },
        quiet_days: quiet_days(judge, channel),
        actions: vec![Action { kind: "medication", label: words.get("action.medication"), by: None }],
        rule: check.rule.clone(),
        concern: None,
        level: None,
        review: check.review,
        also: Vec::new(),
        cite,
    })
}
