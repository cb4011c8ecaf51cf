//! The words of steps of therapy, and where they are shown: in the concern's own Do card, or in one of theirs.

use super::{SUMMARY, fill, quiet_days};
use crate::assess::Judge;
use crate::assess::report::{Action, Assessment, Card, Source, StepReport};
use crate::guideline::Words;

/// Gives steps their sentences.
pub fn say(judge: &Judge, steps: &mut [StepReport], language: usize, words: &Words) {
    for step in steps {
        let class = match step.class {
            Some(class) => words.get(&format!("drug-class.{class}")),
            None => words.get("step-of.one-of-them"),
        };
        let name = |code: &String| {
            let medicine = judge.ruleset.medicines.find(code);
            medicine.and_then(|own| own.title.get(language)).cloned().unwrap_or_default()
        };
        let drugs: Vec<String> = step.drugs.iter().map(name).collect();
        let key = if drugs.is_empty() { "step-of.class" } else { "step-of.class-with-drugs" };
        let named = [("class", class), ("drugs", drugs.join(&words.get("step-of.or")))];
        step.text =
            fill(&words.get(&format!("step.{}", step.rule)), &[("class", fill(&words.get(key), &named))]);
        if step.review.is_some() {
            step.text = fill(&words.get("step-of.consider"), &[("text", step.text.clone())]);
        }
    }
}

/// Who decides, what else would do, how long to wait and what to look at: a line each.
fn detail(step: &StepReport, words: &Words) -> String {
    let or = words.get("step-of.or");
    let mut lines = Vec::new();
    let mut line = |key: &str, of: String, days: Option<i32>| {
        let days = days.map(|days| days.to_string()).unwrap_or_default();
        lines.push(fill(&words.get(&format!("step-of.{key}")), &[("of", of), ("days", days)]));
    };
    line("decided", place(step, words), None);
    if !step.others.is_empty() {
        let others: Vec<String> =
            step.others.iter().map(|class| words.get(&format!("drug-class.{class}"))).collect();
        line("others", others.join(&or), None);
    }
    if !step.monitor.is_empty() {
        let list: Vec<String> =
            step.monitor.iter().map(|concept| words.get(&format!("concept.{concept}"))).collect();
        let key = if step.monitor_days.is_some() { "monitor-within" } else { "monitor" };
        line(key, list.join(&words.get("step-of.and")), step.monitor_days);
    }
    if step.wait_days.is_some() {
        line("wait", String::new(), step.wait_days);
    }
    for cite in std::iter::once(&step.cite).chain(&step.more_cites) {
        lines.push(format!("{} {}", cite.label, cite.section));
    }
    lines.join("\n")
}

fn place(step: &StepReport, words: &Words) -> String {
    let place = if step.decided_by == "village-doctor" { "village-clinic" } else { step.decided_by };
    words.get(&format!("place.{place}"))
}

/// Puts steps on cards. The card that already asks for something in a concern takes the step in, so that a step is
/// no prompt more; alone it asks only where it is more than considered.
pub fn add(judge: &Judge, assessment: &Assessment, cards: &mut Vec<Card>, words: &Words) {
    for step in &assessment.plan.medication {
        let label = if step.letter.is_some() {
            fill(&words.get("step-of.ask"), &[("text", step.text.clone()), ("of", place(step, words))])
        } else {
            step.text.clone()
        };
        let action = Action { kind: "medication", label, by: None };
        let own =
            |card: &&mut Card| card.channel == "do" && card.level.is_some() && card.concern == step.concern;
        if let Some(card) = cards.iter_mut().find(own) {
            card.detail = format!("{}\n{}\n{}", card.detail, step.text, detail(step, words));
            card.actions.push(action);
            card.review = card.review.or(step.review);
        } else {
            let channel = if step.review.is_some() { "know" } else { "do" };
            cards.push(card(judge, step, channel, vec![action], words));
        }
    }
}

/// The card of a step by itself.
pub fn card(
    judge: &Judge,
    step: &StepReport,
    channel: &'static str,
    actions: Vec<Action>,
    words: &Words,
) -> Card {
    let cite = step.cite.clone();
    Card {
        id: step.rule.clone(),
        channel,
        indicator: if channel == "do" { "warning" } else { "info" },
        summary: step.text.chars().take(SUMMARY).collect(),
        detail: detail(step, words),
        source: Source { label: cite.label.clone(), url: cite.url.clone(), section: cite.section.clone() },
        quiet_days: quiet_days(judge, channel),
        actions,
        rule: step.rule.clone(),
        concern: step.concern,
        level: None,
        review: step.review,
        also: Vec::new(),
        cite,
    }
}
