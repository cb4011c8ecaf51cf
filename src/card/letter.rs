//! The words of letters: a template of lines each, in which a line without its facts drops out, and what matters and is
//! not known says so.

use super::{fill, shown, single_spaced};
use crate::assess::Judge;
use crate::assess::evidence::Shown;
use crate::assess::report::{Letter, LetterData, LetterFact};
use crate::concept::Concept;
use crate::guideline::Words;

/// Places that stand inside a line.
const INLINE: [&str; 14] = [
    "name",
    "id",
    "sex",
    "village",
    "from",
    "to",
    "urgency",
    "day",
    "check",
    "adherence",
    "pregnancy",
    "level",
    "next",
    "stamp",
];

/// Places whose lines say what they are by themselves.
const SAID: [&str; 9] =
    ["met", "notMet", "unknown", "steps", "checks", "conditions", "symptoms", "medicines", "allergies"];

/// Writes a letter.
pub fn write(judge: &Judge, kind: &'static str, data: LetterData, language: usize, words: &Words) -> Letter {
    let mut values: Vec<(&str, String)> = Vec::new();
    for (place, facts) in &data.0 {
        values.push((place, told(judge, place, facts, language, words)));
    }
    let mut text = String::new();
    for line in words.get(&letter_key(kind)).split('\n') {
        let known = |name: &str| values.iter().any(|(own, _)| *own == name);
        let is_gap = line.is_empty() && (text.is_empty() || text.ends_with("\n\n"));
        if !is_gap && names(line, &known) {
            text.push_str(&fill(line, &values));
            text.push('\n');
        }
    }
    Letter { kind, text, data }
}

fn letter_key(kind: &str) -> String {
    ["letter.", kind].concat()
}

/// Whether every place that a line names is known.
fn names(line: &str, known: &dyn Fn(&str) -> bool) -> bool {
    let mut parts = line.split('{');
    parts.next();
    parts.all(|part| part.split_once('}').is_some_and(|(name, _)| known(name)))
}

fn told(judge: &Judge, place: &str, facts: &[LetterFact], language: usize, words: &Words) -> String {
    let is_inline = place == "age" || INLINE.contains(&place);
    if facts.is_empty() {
        let text = words.get(if place == "name" { "letter-of.blank" } else { "letter-of.not-known" });
        return if is_inline { text } else { ["\n- ", &text].concat() };
    }
    let key = match place {
        "age" => "letter-of.age",
        _ if is_inline => "letter-of.only",
        _ if SAID.contains(&place) => "letter-of.line",
        _ => "letter-of.item",
    };
    let template = words.get(key);
    let mut out = String::new();
    for fact in facts {
        let spaced = |text: String| if text.is_empty() { text } else { [" ", &text].concat() };
        let how = fact.how.map(|how| words.find(&["letter-how.", how].concat()).unwrap_or(how).to_owned());
        let at = fact.at.as_ref().map(|at| ["(", &at.replace('T', " "), ")"].concat());
        let values = [
            ("what", words.find(&["concept.", fact.concept].concat()).unwrap_or(fact.concept).to_owned()),
            ("value", value(judge, fact, language, words)),
            ("unit", spaced(fact.unit.unwrap_or_default().to_owned())),
            ("dose", spaced(fact.dose.clone().unwrap_or_default())),
            ("how", spaced(how.unwrap_or_default())),
            ("at", spaced(at.unwrap_or_default())),
        ];
        out.push_str(single_spaced(&fill(&template, &values)).trim_end());
    }
    out
}

/// A value in words where it is a code; names and sentences stay as they are.
fn value(judge: &Judge, fact: &LetterFact, language: usize, words: &Words) -> String {
    let Some(value) = &fact.value else { return String::new() };
    let Shown::Text(code) = value else {
        return if *value == Shown::Flag(false) {
            words.get("letter-of.none")
        } else {
            shown(value, fact.concept, words)
        };
    };
    let group = match fact.concept {
        "place" | "urgency" => fact.concept,
        "sex" | "pregnancy" | "adherence" => "letter-answer",
        "medication" | "allergy" => {
            let medicine = judge.ruleset.medicines.find(code);
            let class = words.find(&["drug-class.", code.as_str()].concat()).unwrap_or(code);
            return medicine.and_then(|own| own.title.get(language)).map_or(class, String::as_str).to_owned();
        }
        "symptom" | "condition" | "class" => return shown(value, fact.concept, words),
        concept if Concept::parse(concept).is_some() => "letter-answer",
        _ => return code.clone(),
    };
    words.find(&[group, ".", code].concat()).unwrap_or(code).to_owned()
}
