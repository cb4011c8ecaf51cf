//! One card for one act: a patient is referred once, to one place, however many findings of either disease ask for it.

use super::{SUMMARY, fill};
use crate::assess::Judge;
use crate::assess::report::Card;
use crate::guideline::Words;

/// Makes one card of those that ask for a referral and do not interrupt. The most serious stays, which stand first; it
/// takes over the sentences and clauses of the others, the earliest of their dates, and their ids.
///
/// `met` are the criteria of referral that are met, which name each reason in few words.
pub fn referral(judge: &Judge, place: &str, met: &[String], cards: &mut Vec<Card>, words: &Words) {
    let refers = |card: &Card| card.channel == "do" && card.indicator == "critical";
    let Some(at) = cards.iter().position(refers) else { return };
    let rest = cards.split_off(at.saturating_add(1));
    let Some(first) = cards.get_mut(at) else { return };
    let mut others = Vec::new();
    let mut kept = Vec::new();
    for card in rest {
        if refers(&card) { others.push(card) } else { kept.push(card) }
    }
    if !others.is_empty() {
        first.summary = summary(judge, place, met, first, &others, words);
        for other in others {
            take_over(first, other);
        }
    }
    cards.extend(kept);
}

fn take_over(first: &mut Card, other: Card) {
    let Card { source, cite, .. } = &other;
    for part in ["\n", &other.summary, "\n", &other.detail, " ", &source.label, " ", &cite.section] {
        first.detail.push_str(part);
    }
    for (own, more) in first.actions.iter_mut().zip(&other.actions) {
        own.by = own.by.min(more.by);
    }
    first.review = first.review.or(other.review);
    first.also.push(other.id);
}

/// Place, urgency, the reason that stands first and one of the other disease, if it has one; how many more there are.
fn summary(
    judge: &Judge,
    place: &str,
    met: &[String],
    first: &Card,
    others: &[Card],
    words: &Words,
) -> String {
    let second = others.iter().find(|own| own.concern != first.concern).or(others.first());
    let mut text = fill(&words.get("refer-one.to"), &[("place", words.get(&["place.", place].concat()))]);
    let mut last = (None, "");
    let mut left = others.len();
    for card in std::iter::once(first).chain(second) {
        let told = (card.concern, criterion(judge, met, &card.rule));
        if told == last {
            continue;
        }
        if last.0.is_some() {
            text.push_str(&words.get("refer-one.next"));
            left = left.saturating_sub(1);
        }
        if told.0 != last.0 {
            text.push_str(&words.get(&["refer-one.", told.0.unwrap_or_default()].concat()));
        }
        text.push_str(&words.get(&["refer.", told.1].concat()));
        last = told;
    }
    if left > 0 {
        text.push_str(&fill(&words.get("refer-one.more"), &[("count", left.to_string())]));
    }
    text.chars().take(SUMMARY).collect()
}

/// The criterion of referral that a rule meets; of several the one that does hold.
fn criterion<'a>(judge: &'a Judge, met: &[String], rule: &str) -> &'a str {
    let rows = judge.ruleset.referrals.criteria.iter();
    let mut own =
        rows.filter(|row| row.rules.iter().any(|at| judge.rule(*at).is_some_and(|own| own.id == rule)));
    let any = own.clone().next();
    let found = own.find(|row| met.contains(&row.id)).or(any);
    found.map_or("open", |row| row.id.as_str())
}
