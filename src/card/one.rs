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
    let of =
        |is: &dyn Fn(&Card) -> bool, cards: &[Card]| cards.iter().position(|card| refers(card) && is(card));
    // Of a referral that is open the act is to find out what became of it.
    let Some(at) = of(&is_open, cards).or_else(|| of(&|_| true, cards)) else { return };
    let mut first = cards.remove(at);
    let mut others = Vec::new();
    let mut kept = Vec::new();
    let mut place_of_first = None;
    for card in cards.drain(..) {
        if refers(&card) {
            place_of_first = place_of_first.or(Some(kept.len()));
            others.push(card);
        } else {
            kept.push(card);
        }
    }
    if !others.is_empty() {
        first.summary = summary(judge, place, met, &first, &others, words);
    }
    for other in others {
        take_over(&mut first, other);
    }
    let at = place_of_first.map_or(at, |own| own.min(at));
    kept.insert(at.min(kept.len()), first);
    *cards = kept;
}

fn is_open(card: &Card) -> bool {
    card.rule.ends_with("-open-referral")
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

/// Place, urgency, the reason that stands first and one of the other disease, if it has one; how many more there are. Of
/// a referral that is open its own sentence, and the other disease's reason, which may not be among those it was sent for.
fn summary(
    judge: &Judge,
    place: &str,
    met: &[String],
    first: &Card,
    others: &[Card],
    words: &Words,
) -> String {
    let other = others.iter().find(|own| own.concern != first.concern);
    let mut told = (None, "");
    let mut left = others.len();
    let mut text = if is_open(first) {
        told = (first.concern, "open");
        left = 0;
        first.summary.clone()
    } else {
        fill(&words.get("refer-one.to"), &[("place", words.get(&["place.", place].concat()))])
    };
    let second = other.or(others.first().filter(|_| !is_open(first)));
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
