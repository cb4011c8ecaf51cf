//! What the engine said becomes cards, few of them.

use super::suggest::Draft;
use super::words::{self, Words};
use super::{list, text};
use crate::card::memory::{FINGERPRINT, fingerprint};
use crate::json::{Json, parse};
use crate::record::RequestError;
use crate::tree::{Fields, Tree, object, put, put_some};

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
    topic: Option<Tree>,
    extension: Option<Tree>,
    suggestions: Vec<Fields>,
}

impl Prompt {
    /// A prompt of information by this service itself.
    fn own(id: &str, summary: String) -> Self {
        Self {
            id: id.to_owned(),
            channel: Channel::Know,
            indicator: "info",
            summary,
            detail: Vec::new(),
            label: "liangbing".to_owned(),
            url: None,
            topic: None,
            extension: None,
            suggestions: Vec::new(),
        }
    }
}

/// Writes what the engine said as the answer to a call, as JSON text; so are both that it is made from.
///
/// `about` is [`super::Asked::about`]. `answers` holds of an assessment `asOf`, `cards`, `plan.testsDue`, `referral`,
/// `tier` and `stamp`; of orders `asOf`, `stamp` and `checks`, a list of checks for each order in the call's order.
///
/// # Errors
/// A text that is no JSON.
pub fn respond(about: &str, answers: &str) -> Result<String, RequestError> {
    let about = parse(about).map_err(|error| *error)?;
    let answers = parse(answers).map_err(|error| *error)?;
    Ok(written(&about, &answers))
}

/// The same from what was read.
pub(super) fn written(about: &Json<'_>, answers: &Json<'_>) -> String {
    let words = Words::of(text(about, "locale").unwrap_or(""));
    let as_of = text(answers, "asOf").unwrap_or("");
    let draft = Draft { about, as_of, words };
    let mut prompts: Vec<Prompt> =
        list(answers, "cards").iter().map(|card| assessed(card, answers, &draft)).collect();
    for (checks, order) in list(answers, "checks").iter().zip(list(about, "orders")) {
        let order = order.as_text().filter(|order| !order.is_empty());
        prompts.extend(checks.items().iter().map(|check| checked(check, order, &draft)));
    }
    prompts.extend(unheard(about, words));
    let cards = budget(prompts, answers, words).into_iter().enumerate();
    let cards: Vec<Tree> = cards.map(|(at, prompt)| card(prompt, at, about, words)).collect();
    let mut own = Fields::new();
    put(&mut own, "asOf", as_of);
    put_some(&mut own, "stamp", answers.get("stamp").and_then(full));
    put_some(&mut own, "setAside", about.get("setAside").and_then(full));
    put_some(&mut own, "tier", answers.get("tier").and_then(tier));
    object! { "cards": cards, "extension": object! { "liangbing": own } }.text()
}

/// A value without what is null or empty, which the standard forbids; none if nothing is left.
fn full(value: &Json<'_>) -> Option<Tree> {
    match value {
        Json::Text(text) if text.is_empty() => None,
        Json::List(items) => {
            let items: Vec<Tree> = items.iter().filter_map(full).collect();
            (!items.is_empty()).then_some(Tree::List(items))
        }
        Json::Object(list) => {
            let mut fields = Fields::new();
            for field in list {
                if let Some(value) = full(&field.value) {
                    fields.set(field.name.to_string().into(), value);
                }
            }
            (!fields.is_empty()).then_some(Tree::Object(fields))
        }
        value => Tree::of(value),
    }
}

/// The colour, which three indicators cannot tell.
fn tier(tier: &Json<'_>) -> Option<Tree> {
    let mut own = Fields::new();
    for name in ["actBy", "ceiling", "colour", "floor", "level", "owner", "reason"] {
        put_some(&mut own, name, text(tier, name));
    }
    (!own.is_empty()).then_some(Tree::Object(own))
}

/// A card of an assessment.
fn assessed(card: &Json<'_>, answers: &Json<'_>, draft: &Draft<'_>) -> Prompt {
    let level = text(card, "level");
    let words = draft.words;
    let mut detail = paragraphs(text(card, "detail").unwrap_or(""));
    let by = list(card, "actions").iter().find_map(|action| text(action, "by"));
    if let Some(by) = by {
        detail.push([words.say(words::BY), &escaped(by)].concat());
    }
    let source = card.get("source").unwrap_or(&Json::Null);
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
        suggestions: draft.of_card(card, answers),
    }
}

/// A check of an order. What forbids stops; what warns, and what would forbid and is not known, asks.
fn checked(check: &Json<'_>, order: Option<&str>, draft: &Draft<'_>) -> Prompt {
    let is_met = text(check, "truth") == Some("met");
    let (channel, indicator) = match (text(check, "severity"), is_met) {
        (Some("stop"), true) => (Channel::Stop, "critical"),
        (Some("stop"), false) | (Some("warn"), true) => (Channel::Do, "warning"),
        _ => (Channel::Know, "info"),
    };
    let cite = list(check, "cites").first().unwrap_or(&Json::Null);
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
        suggestions: order.filter(|_| stops).map(|order| draft.removal(order)).into_iter().collect(),
    }
}

/// What could not be heard: lists cut short, orders that were not understood. It is said, because silence reads as
/// "nothing found".
fn unheard(about: &Json<'_>, words: Words) -> Vec<Prompt> {
    let mut prompts = Vec::new();
    for (name, said) in [("cut", words::CUT), ("unread", words::UNREAD)] {
        let names: Vec<&str> = list(about, name).iter().filter_map(Json::as_text).collect();
        if !names.is_empty() {
            prompts.push(Prompt::own(name, [words.say(said), &names.join(", ")].concat()));
        }
    }
    prompts
}

/// At most one prompt that stops, one that asks, and one that folds the rest.
fn budget(mut prompts: Vec<Prompt>, answers: &Json<'_>, words: Words) -> Vec<Prompt> {
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

fn folded(rest: &[Prompt], answers: &Json<'_>, words: Words) -> Option<Prompt> {
    let first = rest.first()?;
    let more = words.say(words::MORE);
    let mut folded = Prompt::own("more", first.summary.clone());
    if rest.len() == 1 {
        folded.detail.clone_from(&first.detail);
        folded.label.clone_from(&first.label);
    } else {
        let mut lines: String = rest.iter().take(FOLDED).map(|prompt| line(&prompt.summary)).collect();
        let left = rest.len().saturating_sub(FOLDED);
        if left > 0 {
            lines.push_str(&line(&[words.say(words::MORE_LINES), &left.to_string()].concat()));
        }
        let version = answers.get("stamp").and_then(|stamp| text(stamp, "engine")).unwrap_or("");
        more.clone_into(&mut folded.summary);
        folded.detail.push(lines);
        ["liangbing ", version].concat().trim().clone_into(&mut folded.label);
    }
    folded.topic = Some(words::coding(words::TOPICS, "more", more));
    Some(folded)
}

fn card(prompt: Prompt, at: usize, about: &Json<'_>, words: Words) -> Tree {
    let call = [text(about, "hookInstance").unwrap_or(""), &at.to_string()].concat();
    let uuid = identifier(&prompt.id, &call);
    let mut card = Fields::new();
    put(&mut card, "uuid", uuid.as_str());
    put(&mut card, "summary", prompt.summary.chars().take(SUMMARY).collect::<String>());
    if !prompt.detail.is_empty() {
        put(&mut card, "detail", prompt.detail.join("\n\n"));
    }
    put(&mut card, "indicator", prompt.indicator);
    let mut source = Fields::new();
    put(&mut source, "label", prompt.label);
    put_some(&mut source, "url", prompt.url.as_deref());
    put_some(&mut source, "topic", prompt.topic);
    put(&mut card, "source", source);
    if !prompt.suggestions.is_empty() {
        let named = |(place, mut suggestion): (usize, Fields)| {
            put(&mut suggestion, "uuid", identifier(&uuid, &[&call, "/", &place.to_string()].concat()));
            Tree::Object(suggestion)
        };
        put(
            &mut card,
            "suggestions",
            prompt.suggestions.into_iter().enumerate().map(named).collect::<Vec<_>>(),
        );
        put(&mut card, "selectionBehavior", "any");
    }
    if prompt.channel != Channel::Know {
        put(&mut card, "overrideReasons", words.overrides());
    }
    if let Some(url) = prompt.url {
        let label = words.say(words::SOURCE);
        put(&mut card, "links", vec![object! { "label": label, "url": url, "type": "absolute" }]);
    }
    if let Some(tier) = prompt.extension {
        put(&mut card, "extension", object! { "liangbing.tier": tier });
    }
    Tree::Object(card)
}

/// An identifier in the shape of a UUID of version 8: first which prompt it is, by which the core's memory knows an
/// answer again, then which call it was.
fn identifier(id: &str, call: &str) -> String {
    let (prompt, call) = (fingerprint(id), fingerprint(&[id, "\n", call].concat()));
    let part = |from: usize, to| call.get(from..to).unwrap_or_default();
    let (first, rest) = prompt.split_at_checked(FINGERPRINT).unwrap_or_default();
    let rest = rest.get(..2).unwrap_or_default();
    // The digits of version and variant are the standard's.
    [first, "-8", part(0, 3), "-8", part(3, 6), "-", rest, part(6, 8), part(9, 17)].concat()
}

fn indicator(code: Option<&str>) -> &'static str {
    match code {
        Some("critical") => "critical",
        Some("warning") => "warning",
        _ => "info",
    }
}

fn web(source: &Json<'_>) -> Option<String> {
    text(source, "url").filter(|url| url.starts_with("https://")).map(str::to_owned)
}

/// The clause that a prompt stands on.
fn clause(source: &Json<'_>, review: Option<&str>, words: Words) -> Option<String> {
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
