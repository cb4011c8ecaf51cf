//! The memory of prompts: a card that somebody answered is quiet for a while, unless it is about more by now.
//!
//! What it was about is not stored: the day of the answer is judged again, by the same function. A card that stops
//! somebody, or stands for red, is never quiet, because only the record itself can say that it was dealt with.

use crate::assess::evidence::{Evidence, Shown};
use crate::assess::report::{Assessment, Card, FindingReport};
use crate::civil::{Day, Moment};
use crate::concept::Level;
use crate::mark::digits;
use crate::quantity::Decimal;
use crate::record::Answered;

/// Takes out the cards that are quiet as of a day, and notes on their findings since when; `then` is what was said on
/// another day, before any answer.
pub fn quiet(
    answered: &[Answered],
    as_of: Day,
    cards: &mut Vec<Card>,
    findings: &mut [FindingReport],
    then: &dyn Fn(Day) -> Assessment,
) {
    for answer in answered.iter().filter(|answer| answer.at.day <= as_of) {
        let Some(place) = cards.iter().position(|card| is_named(card, &answer.card)) else { continue };
        let Some(card) = cards.get(place).filter(|card| rests(card, answer, as_of)) else { continue };
        let now = about(card, findings);
        let then = then(answer.at.day);
        let Some(before) = then.cards.iter().find(|own| own.id == card.id) else { continue };
        let is_more = seriousness(card) > seriousness(before)
            || now.iter().any(|evidence| {
                is_new(evidence, answer.at) || is_worse(evidence, &about(before, &then.findings))
            });
        if is_more {
            continue;
        }
        let card = cards.remove(place);
        for finding in findings.iter_mut().filter(|own| own.rule == card.rule && own.outcome == "fired") {
            finding.answered = Some(answer.at.day);
        }
    }
}

/// Whether an answer is to a card: it has its id, or the identifier that CDS Hooks gave it.
fn is_named(card: &Card, name: &str) -> bool {
    card.id == name || name.get(..FINGERPRINT) == fingerprint(&card.id).get(..FINGERPRINT)
}

/// How much of an identifier of CDS Hooks tells which card it is.
pub(crate) const FINGERPRINT: usize = 13;

/// A name's mark, written as a UUID begins.
pub(crate) fn fingerprint(name: &str) -> String {
    let mut digits = digits(name);
    digits.insert(8, '-');
    digits
}

/// Whether a card may be quiet at all on a day, by itself and by when it was answered.
fn rests(card: &Card, answer: &Answered, as_of: Day) -> bool {
    let until = answer.until.unwrap_or_else(|| answer.at.day.plus(card.quiet_days));
    let stops = card.channel == "stop" || card.indicator == "critical";
    !stops && !card.level.is_some_and(Level::is_red) && as_of < until
}

/// How loud a card that may rest is, and for how serious a level.
fn seriousness(card: &Card) -> (bool, Option<Level>) {
    (card.indicator == "warning", card.level)
}

/// What a card rests on.
fn about<'a>(card: &Card, findings: &'a [FindingReport]) -> Vec<&'a Evidence> {
    let own = findings.iter().filter(|own| own.rule == card.rule && own.outcome == "fired");
    own.flat_map(|finding| &finding.because).collect()
}

/// Whether a fact was measured on the day of the answer and after it.
fn is_new(evidence: &Evidence, answered: Moment) -> bool {
    let at = evidence.at.as_deref().and_then(|at| Moment::parse(at, 0));
    at.is_some_and(|at| {
        at.day == answered.day && at.minute.is_some() && answered.minute.is_some() && at > answered
    })
}

/// Whether a fact is further from where it should be than it was, or was not among them.
fn is_worse(now: &Evidence, before: &[&Evidence]) -> bool {
    let own = before
        .iter()
        .find(|own| (own.concept, &own.parameter, own.unit) == (now.concept, &now.parameter, now.unit));
    let Some(own) = own else { return true };
    // Held against a lower limit, less is worse.
    let falls = now.limit.as_deref().is_some_and(|limit| limit.starts_with('<'));
    match (&now.value, &own.value) {
        (Some(Shown::Number(now)), Some(Shown::Number(own))) => {
            if falls {
                now < own
            } else {
                now > own
            }
        }
        (Some(Shown::Text(now)), Some(Shown::Text(own))) => {
            is_worse_pressure(now, own, falls).unwrap_or(now != own)
        }
        (now, own) => now != own,
    }
}

/// The same of a pressure, where either part may be worse; none where the texts are no pressures.
fn is_worse_pressure(now: &str, own: &str, falls: bool) -> Option<bool> {
    let parts = |text: &str| {
        let (systolic, diastolic) = text.split_once('/')?;
        Some([Decimal::parse(systolic)?, Decimal::parse(diastolic)?])
    };
    let (now, own) = (parts(now)?, parts(own)?);
    Some(now.iter().zip(own).any(|(now, own)| if falls { *now < own } else { *now > own }))
}
