//! The words of diet, exercise and lifestyle, and the one sentence that joins the card that already asks.

use super::fill;
use crate::assess::advice::range;
use crate::assess::advice::report::AdviceReport;
use crate::assess::report::{Action, Assessment, Card};
use crate::guideline::Words;

/// Gives every sentence of the plan its words.
pub fn say(assessment: &mut Assessment, words: &Words) {
    let plan = &mut assessment.plan;
    each(&mut plan.lifestyle, words);
    if let Some(diet) = &mut plan.diet {
        each(&mut diet.items, words);
    }
    if let Some(exercise) = &mut plan.exercise {
        each(&mut exercise.not_today, words);
        each(&mut exercise.items, words);
    }
}

fn each(list: &mut [AdviceReport], words: &Words) {
    for own in list {
        let mut key = ["advice.", own.says.code()].concat();
        let mut values = Vec::new();
        for (name, numbers) in ["range", "range2", "range3"].into_iter().zip(own.numbers.chunks(2)) {
            if values.is_empty() {
                values.push(("a", range(numbers.get(..1).unwrap_or_default())));
            }
            values.push((name, range(numbers)));
        }
        if let Some(now) = own.now {
            values.push(("now", now.to_string()));
            if own.why == Some("recorded") {
                key.push_str("-now");
            }
        }
        own.text = fill(&words.get(&key), &values);
    }
}

/// Puts the first thing that is otherwise than asked on the card that asks, unless that card is about danger.
pub fn add(assessment: &Assessment, cards: &mut [Card]) {
    let known = assessment.plan.lifestyle.iter().find(|own| own.why != Some("not-asked"));
    let asks =
        |card: &&mut Card| card.channel == "do" && card.indicator != "critical" && card.level.is_some();
    if let (Some(known), Some(card)) = (known, cards.iter_mut().find(asks)) {
        card.actions.push(Action { kind: "educate", label: known.text.clone(), by: None });
    }
}
