//! One card for one act: a patient is referred once, to one place, however many findings of either disease ask for it.

use super::{SUMMARY, fill};
use crate::assess::Judge;
use crate::assess::report::Card;
use crate::civil::Day;
use crate::guideline::Words;

/// Makes one card of those that ask for a referral and do not interrupt. The most serious stays, which stand first; it
/// takes over the sentences and clauses of the others, the earliest of their dates, and their ids.
///
/// `met` are the criteria of referral that are met, which name each reason in few words.
pub fn referral(judge: &Judge, place: &str, met: &[String], cards: &mut Vec<Card>, words: &Words) {
    let refers = |card: &&Card| card.channel == "do" && card.indicator == "critical";
    // Of a referral that is open the act is to find out what became of it.
    let mut all = cards.iter().filter(refers);
    let Some(first) = all.clone().find(|card| is_open(card)).or_else(|| all.next()) else { return };
    let others: Vec<&Card> = cards.iter().filter(refers).filter(|card| card.rule != first.rule).collect();
    if others.is_empty() {
        return;
    }
    let mut one = Taken { summary: summary(judge, place, met, first, &others, words), ..Taken::default() };
    for other in &others {
        let Card { source, cite, .. } = other;
        for part in ["\n", &other.summary, "\n", &other.detail, " ", &source.label, " ", &cite.section] {
            one.detail.push_str(part);
        }
        let by = other.actions.first().and_then(|action| action.by);
        one.by = one.by.map_or(by, |own| Some(by.map_or(own, |by| own.min(by))));
        one.review = one.review.or(other.review);
        one.also.push(other.id.clone());
    }
    let rule = first.rule.clone();
    let Taken { summary, detail, by, review, also } = one;
    cards.retain(|card| !also.contains(&card.id));
    let Some(card) = cards.iter_mut().find(|card| card.rule == rule) else { return };
    card.summary = summary;
    card.detail.push_str(&detail);
    for action in &mut card.actions {
        action.by = action.by.min(by.or(action.by));
    }
    card.review = card.review.or(review);
    card.also = also;
}

/// What one card takes over from the others.
#[derive(Debug, Default)]
struct Taken {
    summary: String,
    detail: String,
    by: Option<Day>,
    review: Option<&'static str>,
    also: Vec<String>,
}

fn is_open(card: &Card) -> bool {
    card.rule.ends_with("-open-referral")
}

/// Place, urgency, the reason that stands first and one of the other disease, if it has one; how many more there are. Of
/// a referral that is open its own sentence, and the other disease's reason, which may not be among those it was sent for.
fn summary(
    judge: &Judge,
    place: &str,
    met: &[String],
    first: &Card,
    others: &[&Card],
    words: &Words,
) -> String {
    let mut rest = others.iter().copied();
    let other = rest.clone().find(|own| own.concern != first.concern);
    let mut told = (None, "");
    let mut left = others.len();
    let mut text = if is_open(first) {
        told = (first.concern, "open");
        left = 0;
        first.summary.clone()
    } else {
        fill(&words.get("refer-one.to"), &[("place", words.get(&["place.", place].concat()))])
    };
    let second = other.or_else(|| rest.next().filter(|_| !is_open(first)));
    for card in Some(first).filter(|own| !is_open(own)).into_iter().chain(second) {
        let own = (card.concern, criterion(judge, met, &card.rule));
        if own.1 == "open" && told.1 == "open" || own == told {
            continue;
        }
        if told.0.is_some() {
            text.push_str(&words.get("refer-one.next"));
            left = left.saturating_sub(1);
        }
        if own.0 != told.0 {
            text.push_str(&words.get(&["refer-one.", own.0.unwrap_or_default()].concat()));
        }
        text.push_str(&words.get(&["refer.", own.1].concat()));
        told = own;
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
