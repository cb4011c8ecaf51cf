//! The words of referral: criteria with their clauses, what a place may do, and the steps of referrals that are open.

use super::fill;
use crate::assess::Judge;
use crate::assess::report::{Card, CareReport, LoopReport, ReferralReport};
use crate::guideline::{ReferralCriterion, Words};

/// Says what is next of referrals that are open.
pub fn say(referral: &mut ReferralReport, words: &Words) {
    for own in &mut referral.loops {
        own.text = step(own, words);
    }
}

/// Puts criteria in words, which go by their names until then.
pub fn say_criteria(judge: &Judge, referral: &mut ReferralReport, language: usize, words: &Words) {
    let rows = &judge.ruleset.referrals.criteria;
    let ReferralReport { met, not_met, unknown, .. } = referral;
    for (list, language) in [(met, Some(language)), (not_met, None), (unknown, None)] {
        // Names stand in the order of the rows, so that the next one is near.
        let mut near = rows.iter().cycle();
        for id in list {
            if let Some(row) = near.by_ref().take(rows.len()).find(|row| row.id == *id) {
                *id = criterion(judge, row, language, words);
            }
        }
    }
}

/// A criterion in words: with all its clauses, or, without a language, with the first one by its pack alone, since most
/// criteria of an answer are those that are not met.
fn criterion(judge: &Judge, row: &ReferralCriterion, language: Option<usize>, words: &Words) -> String {
    let mut cites = String::new();
    for cited in row.cited.iter().take(if language.is_some() { usize::MAX } else { 1 }) {
        let label =
            language.map(|language| judge.citation(&cited.cite, cited.confidence, false, language).label);
        if !cites.is_empty() {
            cites.push_str("; ");
        }
        for part in [label.as_ref().unwrap_or(&cited.cite.guideline), " ", &cited.cite.section] {
            cites.push_str(part);
        }
    }
    let values = [("text", words.get(&["refer.", &row.id].concat())), ("cites", cites)];
    let text = fill(&words.get("refer-of.row"), &values);
    if row.pending { fill(&words.get("refer-of.pending"), &[("text", text)]) } else { text }
}

/// What is next on a referral's way.
fn step(own: &LoopReport, words: &Words) -> String {
    let place =
        own.to.map_or_else(|| words.get("refer-loop.receiver"), |to| words.get(&["place.", to].concat()));
    let values = [
        ("place", place),
        ("date", own.at.to_string()),
        ("by", own.by.map(|day| day.to_string()).unwrap_or_default()),
    ];
    let text = fill(&words.get(&["refer-loop.", own.next].concat()), &values);
    if own.overdue { fill(&words.get("refer-of.overdue"), &[("text", text)]) } else { text }
}

/// Says what the place may do where the user works.
pub fn say_care(care: &mut CareReport, words: &Words) {
    care.text = words.get(&["refer-care.", care.here].concat());
}

/// Adds what is overdue to the card of the referral that is open.
pub fn add(referral: &ReferralReport, cards: &mut [Card]) {
    let late = referral.loops.iter().filter(|own| own.overdue && own.direction == "up");
    let Some(card) = cards.iter_mut().find(|card| card.rule.ends_with("-open-referral")) else { return };
    for own in late {
        card.detail.push('\n');
        card.detail.push_str(&own.text);
    }
}

/// The words of what a referral is where the user works; none where it is a referral.
pub fn label(referral: &ReferralReport) -> Option<String> {
    (referral.step != "refer").then(|| ["refer-of.", referral.direction, "-", referral.step].concat())
}
