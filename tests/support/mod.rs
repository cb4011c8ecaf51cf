//! What the tests of promises share: a short notation for records, and questions to an answer.
#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

pub mod answer;
pub mod complete;
pub mod expect;
pub mod story;
pub mod story_items;

use std::sync::LazyLock;

use liangbing::civil::Day;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::Value;

use answer::Answer;
use story::Story;

/// The day on which a case is judged unless it names another.
pub const AS_OF: &str = "2026-11-20";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

/// A day of a test, `YYYY-MM-DD`.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("`{text}` is not a day"))
}

/// The answer as the native engine prints it.
pub fn answer_text(record: &Value, as_of: Day, locale: Locale) -> String {
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    let options = Options { locale, ..Options::on(as_of) };
    serde_json::to_string(&ENGINE.assess(&record, &options)).expect("an answer is JSON")
}

/// Assesses a record given as the contract writes it.
pub fn assess(record: &Value, as_of: Day, locale: Locale) -> Answer {
    let text = record.to_string();
    let record = Record::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let options = Options { locale, ..Options::on(as_of) };
    let assessment = ENGINE.assess(&record, &options);
    Answer::new(serde_json::to_value(&assessment).expect("an assessment is JSON"), as_of)
}

/// Assesses who it is with what happened, in the notation of [`story`], on [`AS_OF`].
pub fn answer(who: &str, story: &[&str]) -> Answer {
    answer_on(AS_OF, who, story)
}

/// The same on another day; ages and offsets count from that day.
pub fn answer_on(as_of: &str, who: &str, story: &[&str]) -> Answer {
    let as_of = day(as_of);
    assess(&Story::new(as_of).who(who).tell(story).record(), as_of, Locale::En)
}

/// Checks that the answer is what `expected` says, in the words of [`expect`].
///
/// # Panics
/// If it is not, with every difference.
#[track_caller]
pub fn check(who: &str, story: &[&str], expected: &str) {
    verify(&answer(who, story), expected, &format!("{who}: {story:?}"));
}

/// The same, judged so many days after [`AS_OF`], from which ages and offsets still count.
#[track_caller]
pub fn check_later(days: i32, who: &str, story: &[&str], expected: &str) {
    let as_of = day(AS_OF);
    let record = Story::new(as_of).who(who).tell(story).record();
    let answer = assess(&record, as_of.plus(days), Locale::En);
    verify(&answer, expected, &format!("{days} days later, {who}: {story:?}"));
}

/// The same with further fields of the record, as the contract writes them.
#[track_caller]
pub fn check_with(who: &str, story: &[&str], more: &Value, expected: &str) {
    let as_of = day(AS_OF);
    let record = Story::new(as_of).who(who).tell(story).with(more).record();
    verify(&assess(&record, as_of, Locale::En), expected, &format!("{who}: {story:?} with {more}"));
}

#[track_caller]
fn verify(answer: &Answer, expected: &str, told: &str) {
    let wrong = expect::differences(answer, &expect::parse(expected));
    assert!(wrong.is_empty(), "{told}\n  {}\n  {}", wrong.join("\n  "), answer.summary());
}
