//! What the engine said becomes cards, few of them.

use serde_json::Value;

use super::suggest::Draft;
use super::words::{self, Words};
use super::{add, list, object, text};
use crate::civil::Day;

/// The longest summary, in characters: the standard wants fewer than 140.
const SUMMARY: usize = 139;
/// The most lines in the card that folds the rest.
const FOLDED: usize = 8;

/// How loudly a prompt speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Channel {
    Stop,
    Do,
    Know,
}

/// A prompt before the budget.
struct Prompt {
    id: String,
    channel: Channel,
    indicator: &'static str,
    summary: String,
    /// Paragraphs, as Markdown.
    detail: Vec<String>,
    label: String,
    url: Option<String>,
    topic: Option<Value>,
    extension: Option<Value>,
    quiet_days: i32,
    suggestions: Vec<Value>,
    /// What it rests on, as text; the same prompt on other facts is another prompt.
    facts: String,
}

/// Writes what the engine said as the answer to a call.
///
/// `about` is [`super::Asked::about`]. `answers` holds of an assessment `asOf`, `cards`, `plan.testsDue`, `referral`,
/// `tier`, `stamp` and of `findings` the `rule` and `because`; of orders `asOf`, `stamp` and `checks`, a list of checks for each order in the call's order.
pub fn respond(about: &Value, answers: &Value) -> Value {
    let words = Words::of(text(about, "locale").unwrap_or(""));
    let as_of = text(answers, "asOf").unwrap_or("");
    let draft = Draft { about, as_of, words };
    let mut prompts: Vec<Prompt> =
        list(answers, "cards").iter().map(|card| assessed(card, answers, &draft)).collect();
    for (checks, order) in list(answers, "checks").iter().zip(list(about, "orders")) {
        let checks = checks.as_array().map_or(&[][..], Vec::as_slice);
        let order = order.as_str().filter(|order| !order.is_empty());
        prompts.extend(checks.iter().map(|check| checked(check, order, &draft)));
    }
    prompts.extend(unheard(about, words));
    let day = Day::parse(as_of);
    prompts.retain(|prompt| !is_quiet(prompt, list(about, "answered"), day));
    let cards = budget(prompts, answers, words);
    let cards = cards.into_iter().enumerate().map(|(at, prompt)| card(prompt, at, about, words)).collect();
    let mut own = object([("asOf", as_of.into())]);
    for (name, from) in [("stamp", answers), ("setAside", about)] {
        if let Some(value) = from.get(name).and_then(full) {
            add(&mut own, name, value);
        }
    }
    if let Some(tier) = answers.get("tier").and_then(tier) {
        add(&mut own, "tier", tier);
    }
    object([("cards", Value::Array(cards)), ("extension", object([("liangbing", own)]))])
}

/// A value without what is null or empty, which the standard forbids; none if nothing is left.
fn full(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then(|| value.clone()),
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(full).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(fields) => {
            let fields: serde_json::Map<_, _> =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), full(value)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        _ => Some(value.clone()),
    }
}

/// The colour, which three indicators cannot tell.
fn tier(tier: &Value) -> Option<Value> {
    let mut own = object([]);
    for name in ["actBy", "ceiling", "colour", "floor", "level", "owner", "reason"] {
        if let Some(value) = text(tier, name) {
            add(&mut own, name, value);
        }
    }
    full(&own)
}

/// A card of an assessment.
fn assessed(card: &Value, answers: &Value, draft: &Draft<'_>) -> Prompt {
    let level = text(card, "level");
    let words = draft.words;
    let mut detail = paragraphs(text(card, "detail").unwrap_or(""));
    let by = list(card, "actions").iter().find_map(|action| text(action, "by"));
    if let Some(by) = by {
        detail.push([words.say(words::BY), &escaped(by)].concat());
    }
    let source = card.get("source").unwrap_or(&Value::Null);
    detail.extend(clause(source, text(card, "review"), words));
    let topic = match level {
        Some(level) => words::coding(words::LEVELS, level, level),
        None => words::coding(words::TOPICS, "medication", "medication"),
    };
    Prompt {
        id: text(card, "id").unwrap_or("").to_owned(),
        channel: match text(card, "channel") {
            Some("stop") => Channel::Stop,
            Some("do") => Channel::Do,
            // Asked for by a level, and only to be known because another card asks: it asks once that one is quiet.
            _ if level.is_some() && text(card, "indicator") != Some("info") => Channel::Do,
            _ => Channel::Know,
        },
        indicator: indicator(text(card, "indicator")),
        summary: text(card, "summary").unwrap_or("").to_owned(),
        detail,
        label: text(source, "label").unwrap_or("liangbing").to_owned(),
        url: web(source),
        topic: Some(topic),
        extension: answers.get("tier").filter(|_| level.is_some()).and_then(tier),
        quiet_days: card
            .get("quietDays")
            .and_then(Value::as_i64)
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(0),
        suggestions: draft.of_card(card, answers),
        facts: facts(text(card, "rule").unwrap_or(""), answers),
    }
}

/// What the findings of a rule rest on: each data element with its value, whenever it was measured.
fn facts(rule: &str, answers: &Value) -> String {
    let mut facts = String::new();
    for finding in list(answers, "findings").iter().filter(|finding| text(finding, "rule") == Some(rule)) {
        for evidence in list(finding, "because") {
            let value = evidence.get("value").map(Value::to_string).unwrap_or_default();
            facts.extend([text(evidence, "concept").unwrap_or(""), " ", &value, "\n"]);
        }
    }
    facts
}

/// A check of an order. What forbids stops; what warns, and what would forbid and is not known, asks.
fn checked(check: &Value, order: Option<&str>, draft: &Draft<'_>) -> Prompt {
    let is_met = text(check, "truth") == Some("met");
    let (channel, indicator) = match (text(check, "severity"), is_met) {
        (Some("stop"), true) => (Channel::Stop, "critical"),
        (Some("stop"), false) | (Some("warn"), true) => (Channel::Do, "warning"),
        _ => (Channel::Know, "info"),
    };
    let cite = list(check, "cites").first().unwrap_or(&Value::Null);
    let mut detail = paragraphs(text(check, "text").unwrap_or(""));
    for cite in list(check, "cites") {
        detail.extend(clause(cite, text(check, "review"), draft.words));
    }
    let stops = channel == Channel::Stop;
    Prompt {
        id: [text(check, "rule").unwrap_or(""), "-", text(check, "medication").unwrap_or("")].concat(),
        channel,
        indicator,
        summary: text(check, "text").unwrap_or("").to_owned(),
        detail,
        label: text(cite, "label").unwrap_or("liangbing").to_owned(),
        url: web(cite),
        topic: Some(words::coding(words::TOPICS, "medication", "medication")),
        extension: None,
        quiet_days: 0,
        suggestions: order.filter(|_| stops).map(|order| draft.removal(order)).into_iter().collect(),
        facts: String::new(),
    }
}

/// What could not be heard: lists cut short, orders that were not understood. It is said, because silence reads as
/// "nothing found".
fn unheard(about: &Value, words: Words) -> Vec<Prompt> {
    let mut prompts = Vec::new();
    for (name, said) in [("cut", words::CUT), ("unread", words::UNREAD)] {
        let names: Vec<&str> = list(about, name).iter().filter_map(Value::as_str).collect();
        if !names.is_empty() {
            let summary = [words.say(said), &names.join(", ")].concat();
            prompts.push(Prompt {
                id: name.to_owned(),
                channel: Channel::Know,
                indicator: "info",
                detail: Vec::new(),
                summary,
                label: "liangbing".to_owned(),
                url: None,
                topic: None,
                extension: None,
                quiet_days: 0,
                suggestions: Vec::new(),
                facts: String::new(),
            });
        }
    }
    prompts
}

/// At most one prompt that stops, one that asks, and one that folds the rest.
fn budget(mut prompts: Vec<Prompt>, answers: &Value, words: Words) -> Vec<Prompt> {
    // Stable: among equals the engine's own order stays, the most serious first.
    prompts.sort_by_key(|prompt| prompt.channel);
    let mut shown: Vec<Prompt> = Vec::new();
    let mut rest: Vec<Prompt> = Vec::new();
    for prompt in prompts {
        let taken = prompt.channel == Channel::Know || shown.iter().any(|own| own.channel == prompt.channel);
        if taken { rest.push(prompt) } else { shown.push(prompt) }
    }
    // What would stop is never only in a card of information.
    let others: Vec<String> = rest
        .iter()
        .filter(|prompt| prompt.indicator == "critical")
        .map(|prompt| line(&prompt.summary))
        .collect();
    if let Some(first) = shown.first_mut().filter(|_| !others.is_empty()) {
        first.detail.push([words.say(words::ALSO), "\n", &others.concat()].concat());
        first.indicator = "critical";
    }
    rest.retain(|prompt| prompt.indicator != "critical");
    shown.extend(folded(&rest, answers, words));
    shown
}

fn folded(rest: &[Prompt], answers: &Value, words: Words) -> Option<Prompt> {
    let first = rest.first()?;
    let mut lines: String = rest.iter().take(FOLDED).map(|prompt| line(&prompt.summary)).collect();
    let left = rest.len().saturating_sub(FOLDED);
    if left > 0 {
        lines.push_str(&line(&[words.say(words::MORE_LINES), &left.to_string()].concat()));
    }
    let version = answers.get("stamp").and_then(|stamp| text(stamp, "engine")).unwrap_or("");
    let summary = if rest.len() == 1 { first.summary.clone() } else { words.say(words::MORE).to_owned() };
    Some(Prompt {
        id: "more".to_owned(),
        channel: Channel::Know,
        indicator: "info",
        summary,
        detail: if rest.len() == 1 { first.detail.clone() } else { vec![lines] },
        label: if rest.len() == 1 {
            first.label.clone()
        } else {
            ["liangbing ", version].concat().trim().to_owned()
        },
        url: None,
        topic: Some(words::coding(words::TOPICS, "more", words.say(words::MORE))),
        extension: None,
        quiet_days: first.quiet_days,
        suggestions: Vec::new(),
        facts: rest.iter().flat_map(|prompt| [prompt.summary.as_str(), "\n", &prompt.facts]).collect(),
    })
}

/// Whether somebody answered this very prompt and its quiet period lasts. What is critical is never quiet.
fn is_quiet(prompt: &Prompt, answered: &[Value], as_of: Option<Day>) -> bool {
    let Some(as_of) = as_of.filter(|_| prompt.indicator != "critical") else { return false };
    let fingerprint = identifier(&content(prompt), &[]);
    answered.iter().any(|entry| {
        let day = |name| text(entry, name).and_then(|at| at.get(..10)).and_then(Day::parse);
        let card = text(entry, "card").unwrap_or("");
        let same = card.get(..FINGERPRINT).is_some_and(|own| fingerprint.get(..FINGERPRINT) == Some(own));
        let until = day("until");
        // An entry by the prompt's name alone does not know the facts it was given for: it needs its own end.
        let ends = if same {
            until.or_else(|| day("at").map(|at| at.plus(prompt.quiet_days)))
        } else {
            until.filter(|_| card == prompt.id)
        };
        ends.is_some_and(|last| as_of <= last)
    })
}

fn card(prompt: Prompt, at: usize, about: &Value, words: Words) -> Value {
    let instance = [text(about, "hookInstance").unwrap_or(""), &at.to_string()].concat();
    let uuid = identifier(&content(&prompt), &[&instance]);
    let mut source = object([("label", prompt.label.into())]);
    if let Some(topic) = prompt.topic {
        add(&mut source, "topic", topic);
    }
    let mut card = object([
        ("indicator", prompt.indicator.into()),
        ("summary", prompt.summary.chars().take(SUMMARY).collect::<String>().into()),
        ("uuid", uuid.as_str().into()),
    ]);
    if let Some(url) = prompt.url {
        add(&mut source, "url", url.as_str());
        let label = words.say(words::SOURCE);
        let link = object([("label", label.into()), ("type", "absolute".into()), ("url", url.into())]);
        add(&mut card, "links", vec![link]);
    }
    add(&mut card, "source", source);
    if !prompt.detail.is_empty() {
        add(&mut card, "detail", prompt.detail.join("\n\n"));
    }
    if let Some(tier) = prompt.extension {
        add(&mut card, "extension", object([("liangbing.tier", tier)]));
    }
    if prompt.channel != Channel::Know {
        add(&mut card, "overrideReasons", words.overrides());
    }
    if !prompt.suggestions.is_empty() {
        let mut suggestions = prompt.suggestions;
        for (place, suggestion) in suggestions.iter_mut().enumerate() {
            add(suggestion, "uuid", identifier(&[&uuid, &place.to_string()], &[&instance]));
        }
        add(&mut card, "suggestions", suggestions);
        add(&mut card, "selectionBehavior", "any");
    }
    card
}

/// What makes a prompt the same prompt: its rule, its sentence and its facts.
fn content(prompt: &Prompt) -> [&str; 3] {
    [&prompt.id, &prompt.summary, &prompt.facts]
}

/// How much of an identifier tells the content: the first half, without the digit that names the version.
const FINGERPRINT: usize = 13;

/// An identifier in the shape of a UUID of version 8: what it is about, then which call it was.
fn identifier(content: &[&str], call: &[&str]) -> String {
    let (first, second) = (hash(content), hash(&[content, call].concat()));
    let mut out = String::new();
    for (at, byte) in first.to_be_bytes().into_iter().chain(second.to_be_bytes()).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let byte = match at {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        for digit in [byte >> 4, byte & 0x0f] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    out
}

/// FNV-1a with 64 bits: names, not secrets.
fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

fn indicator(code: Option<&str>) -> &'static str {
    match code {
        Some("critical") => "critical",
        Some("warning") => "warning",
        _ => "info",
    }
}

fn web(source: &Value) -> Option<String> {
    text(source, "url").filter(|url| url.starts_with("https://")).map(str::to_owned)
}

/// The clause that a prompt stands on.
fn clause(source: &Value, review: Option<&str>, words: Words) -> Option<String> {
    let label = text(source, "label")?;
    let mut out = ["*", &escaped(label), " ", &escaped(text(source, "section").unwrap_or("")), "*"].concat();
    if review.is_some() {
        out.push(' ');
        out.push_str(words.say(words::REVIEW));
    }
    Some(out)
}

fn line(text: &str) -> String {
    ["* ", &escaped(text), "\n"].concat()
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(escaped).collect()
}

/// Text that Markdown takes as it is: a medicine's name comes from outside.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}
