//! The words of what is known of a disease before its diagnosis. They make no card: where a card already asks to
//! settle a suspicion, they tell it what is there and what is still needed.

use super::fill;
use crate::assess::report::{Card, Diagnoses, DiagnosisReport, DiagnosisStatement};
use crate::concept::Level;
use crate::guideline::Words;
use crate::quantity::Decimal;

/// Gives statements their sentences, and tells the states to the card of the suspicion.
pub fn say(diagnoses: &mut Diagnoses, cards: &mut [Card], words: &Words) {
    let Diagnoses { hypertension, diabetes } = diagnoses;
    for (concern, report) in [("hypertension", hypertension), ("diabetes", diabetes)] {
        let Some(DiagnosisReport { statements, .. }) = report else { continue };
        for own in statements.iter_mut() {
            own.text = text(concern, own, words);
        }
        let suspicion = |card: &&mut Card| card.level == Some(Level::G3) && card.concern == Some(concern);
        let Some(card) = cards.iter_mut().find(suspicion) else { continue };
        for own in statements.iter().filter(|own| own.is.is_state()) {
            for part in ["\n", &own.text, " ", &own.cite.label, " ", &own.cite.section] {
                card.detail.push_str(part);
            }
        }
    }
}

fn text(concern: &str, own: &DiagnosisStatement, words: &Words) -> String {
    let (have, need) = (own.have.unwrap_or_default(), own.need.unwrap_or_default());
    let what = if !own.points.is_empty() {
        if own.truth.is_met() { own.is.code() } else { "risk-score-open" }
    } else if have < need {
        "more"
    } else if own.truth.is_met() {
        own.is.code()
    } else {
        "open"
    };
    let values = [
        ("have", have.to_string()),
        ("need", need.to_string()),
        ("left", need.saturating_sub(have).to_string()),
        ("points", between(&own.points)),
        ("date", own.by.map(|day| day.to_string()).unwrap_or_default()),
    ];
    fill(&words.get(&format!("diagnosis.{concern}.{what}")), &values)
}

/// One total, or the lowest and the highest.
fn between(points: &[Decimal]) -> String {
    match points {
        [low, high] if low != high => [low.to_string(), high.to_string()].join("–"),
        [one, ..] => one.to_string(),
        [] => String::new(),
    }
}
