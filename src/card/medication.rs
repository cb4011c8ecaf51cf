//! The words of checks of medicines, and the cards of those that matter now.

use super::{SUMMARY, fill};
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

/// The cards of checks: one that forbids stops, one that warns asks, the rest stay on their list.
pub fn cards<'a>(
    judge: &'a Judge,
    checks: &'a [MedicationCheck],
    words: &'a Words,
) -> impl Iterator<Item = Card> + 'a {
    checks.iter().filter(|check| check.truth.is_met() && check.severity != "monitor").filter_map(|check| {
        let cite = check.cites.first()?.clone();
        let stops = check.severity == "stop";
        let label = words.get("action.medication");
        Some(Card {
            id: format!("{}-{}", check.rule, check.medication),
            channel: if stops { "stop" } else { "do" },
            indicator: if stops { "critical" } else { "warning" },
            summary: check.text.chars().take(SUMMARY).collect(),
            detail: check
                .cites
                .iter()
                .map(|cite| format!("{} {}", cite.label, cite.section))
                .collect::<Vec<_>>()
                .join("\n"),
            source: Source {
                label: cite.label.clone(),
                url: cite.url.clone(),
                section: cite.section.clone(),
            },
            quiet_days: if stops { 0 } else { judge.ruleset.policy.quiet_do },
            actions: vec![Action { kind: "medication", label, by: None }],
            rule: check.rule.clone(),
            concern: None,
            level: None,
            review: check.review,
            cite,
        })
    })
}
