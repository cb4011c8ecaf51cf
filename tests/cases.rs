//! The promises: what every rule with a level says of four patients, written by hand in `tests/cases`.
//!
//! A file per rule. `who` and `story` at its head belong to every case; a case may replace `who` and goes on
//! with the story, in the notation of `support/story.rs`; `record` adds fields as the contract writes them,
//! `expect` is read by `support/expect.rs`. A kind may have several cases (`[[fires]]`).
//!
//! * `fires`: the rule is found. * `silent`: it is known not to be. * `possible`: it is not found, and an
//!   answer to a question would settle it. * `excused`: what would fire does not, by `unless` or an answer.
//! * `none`: why a rule has no such case. * `open`: why a case is not kept yet; it must still fail.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod cases_book;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use liangbing::civil::Day;
use liangbing::engine::Locale;
use serde_json::Value;
use support::answer::Answer;
use support::expect::{self, Expected};
use support::story::Story;

const KINDS: [&str; 4] = ["fires", "silent", "possible", "excused"];

/// One case of one file.
struct Case {
    name: String,
    kind: &'static str,
    rule: String,
    table: toml::Table,
    head: toml::Table,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files of a folder with this extension, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut list: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    list.sort();
    list
}

fn read(path: &Path) -> toml::Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}

/// `guideline/rule` of every rule with a level, and the rule.
fn level_rules() -> Vec<(String, toml::Table)> {
    let packs = files(&root().join("guidelines")).into_iter();
    let rules = packs.flat_map(|pack| {
        let name = stem(&pack);
        files(&pack.join("rules"))
            .into_iter()
            .map(move |path| (format!("{name}/{}", stem(&path)), read(&path)))
    });
    rules.filter(|(_, rule)| rule["then"].get("level").is_some()).collect()
}

/// `guideline/rule` of every file of cases, and the file.
fn case_files() -> Vec<(String, toml::Table)> {
    // Rows that make no level have cases of another form, which `rows` reads.
    let packs = files(&root().join("tests/cases")).into_iter().filter(|pack| stem(pack) != "rows");
    packs
        .flat_map(|pack| {
            let name = stem(&pack);
            files(&pack).into_iter().map(move |path| (format!("{name}/{}", stem(&path)), read(&path)))
        })
        .collect()
}

fn cases(name: &str, file: &toml::Table) -> Vec<Case> {
    let rule = name.split_once('/').map_or(name, |(_, rule)| rule).to_owned();
    let mut list = Vec::new();
    for kind in KINDS {
        let tables: Vec<_> = match file.get(kind) {
            Some(toml::Value::Table(own)) => vec![own.clone()],
            Some(toml::Value::Array(own)) => own.iter().filter_map(|own| own.as_table().cloned()).collect(),
            _ => Vec::new(),
        };
        for (at, table) in tables.into_iter().enumerate() {
            let name = format!("{name} [{kind} {}]", at + 1);
            list.push(Case { name, kind, rule: rule.clone(), table, head: file.clone() });
        }
    }
    list
}

fn text<'a>(table: &'a toml::Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(toml::Value::as_str)
}

fn lines(table: &toml::Table) -> Vec<String> {
    let list = table.get("story").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|line| line.as_str().expect("a line of a story is text").to_owned()).collect()
}

fn words(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn expected(case: &Case) -> Expected {
    let own = case.table.get("expect").and_then(toml::Value::as_table);
    own.map(|own| own.iter().map(|(key, value)| (key.clone(), words(value))).collect()).unwrap_or_default()
}

fn answer(case: &Case, locale: Locale) -> Answer {
    let (as_of, record) = told(case);
    support::assess(&record, as_of, locale)
}

/// The day and the record of a case.
fn told(case: &Case) -> (Day, Value) {
    let as_of = support::day(text(&case.head, "as-of").unwrap_or(support::AS_OF));
    let who = text(&case.table, "who").or(text(&case.head, "who")).unwrap_or_default();
    let told = [lines(&case.head), lines(&case.table)].concat();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let mut story = Story::new(as_of).who(who).tell(&told);
    for table in [&case.head, &case.table] {
        if let Some(record) = table.get("record") {
            let record: Value = serde_json::to_value(record).expect("a table is JSON");
            story = story.with(&record);
        }
    }
    (as_of, story.record())
}

/// What a kind of case says of its rule, whatever else is expected.
fn implied(case: &Case) -> Expected {
    let rule = case.rule.clone();
    let said: &[&str] = match case.kind {
        "fires" => &["fires"],
        "silent" => &["not", "impossible"],
        "possible" => &["not", "possible"],
        _ => &["not"],
    };
    said.iter().map(|key| ((*key).to_owned(), rule.clone())).collect()
}

#[test]
fn every_rule_keeps_its_promises() {
    let mut failures = Vec::new();
    let mut open = Vec::new();
    let mut kept = 0;
    for case in case_files().iter().flat_map(|(name, file)| cases(name, file)) {
        let answer = answer(&case, Locale::En);
        let wrong = expect::differences(&answer, &[implied(&case), expected(&case)].concat());
        match (text(&case.table, "open"), wrong.is_empty()) {
            (None, true) => kept += 1,
            (None, false) => {
                failures.push(format!(
                    "{}\n    {}\n    {}",
                    case.name,
                    wrong.join("\n    "),
                    answer.summary()
                ));
            }
            (Some(why), false) => open.push(format!("{}: {why}", case.name)),
            (Some(_), true) => failures.push(format!("{} is kept now: drop `open`", case.name)),
        }
    }
    println!("{kept} cases kept, {} open\n{}", open.len(), open.join("\n"));
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

/// Every text under a JSON value that a person reads.
fn sentences<'a>(value: &'a Value, key: &str, into: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, own)| sentences(own, key, into)),
        Value::Array(list) => list.iter().for_each(|own| sentences(own, key, into)),
        Value::String(text) if ["summary", "detail", "text", "label", "because"].contains(&key) => {
            into.push(text);
        }
        _ => {}
    }
}

#[test]
fn no_sentence_has_a_gap_or_a_key_in_it() {
    let mut faults = BTreeSet::new();
    for case in case_files().iter().flat_map(|(name, file)| cases(name, file)) {
        for locale in Locale::ALL {
            let answer = answer(&case, locale);
            let mut texts = Vec::new();
            sentences(answer.json(), "", &mut texts);
            let odd =
                texts.iter().filter(|text| text.contains('—') || text.contains('[') || text.contains('{'));
            faults.extend(odd.map(|text| format!("{text} ({}, {})", case.name, locale.code())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_rule_with_a_level_has_its_cases_and_every_file_of_cases_a_rule() {
    let rules: BTreeSet<_> = level_rules().into_iter().map(|(name, _)| name).collect();
    let files: BTreeSet<_> = case_files().into_iter().map(|(name, _)| name).collect();
    let missing: Vec<_> = rules.difference(&files).collect();
    let stray: Vec<_> = files.difference(&rules).collect();
    assert!(missing.is_empty() && stray.is_empty(), "without cases: {missing:?}\nwithout a rule: {stray:?}");
}

#[test]
fn a_rule_has_its_four_cases_or_says_why_its_language_has_none() {
    let rules = level_rules();
    let mut faults = Vec::new();
    for (name, file) in case_files() {
        let rule = rules.iter().find(|(own, _)| *own == name).map(|(_, rule)| rule);
        let excuses = rule.is_some_and(|rule| rule["when"].get("unless").is_some());
        for kind in KINDS {
            let reason = file.get("none").and_then(|none| none.get(kind)).and_then(toml::Value::as_str);
            match (file.contains_key(kind), reason) {
                (true, Some(_)) => faults.push(format!("{name}: `{kind}` is there and said not to be")),
                (false, None) => faults.push(format!("{name}: no `{kind}` and no reason")),
                (false, Some(_)) if matches!(kind, "fires" | "silent") => {
                    faults.push(format!("{name}: every rule has a case that is `{kind}`"));
                }
                (false, Some(_)) if kind == "excused" && excuses => {
                    faults.push(format!("{name}: the rule has `unless`, so it has a case that is excused"));
                }
                (true, None) | (false, Some(_)) => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_of_cases_says_nothing_that_is_not_read() {
    let head = ["who", "story", "record", "as-of", "none", "fires", "silent", "possible", "excused"];
    let own = ["who", "story", "record", "expect", "open", "why"];
    let mut faults = Vec::new();
    for (name, file) in case_files() {
        faults.extend(
            file.keys().filter(|key| !head.contains(&key.as_str())).map(|key| format!("{name}: {key}")),
        );
        for case in cases(&name, &file) {
            let stray = case.table.keys().filter(|key| !own.contains(&key.as_str()));
            faults.extend(stray.map(|key| format!("{}: {key}", case.name)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The other engine's check reads these lines and must give the same bytes: `cargo xtask test` runs it.
#[test]
fn the_cases_are_laid_out_for_the_other_engine() {
    let mut out = String::new();
    for case in case_files().iter().flat_map(|(name, file)| cases(name, file)) {
        let (as_of, record) = told(&case);
        for locale in Locale::ALL {
            let answer = support::answer_text(&record, as_of, locale);
            let line = serde_json::json!({
                "name": case.name, "asOf": as_of, "locale": locale.code(), "record": record, "answer": answer,
            });
            out.push_str(&line.to_string());
            out.push('\n');
        }
    }
    assert!(out.lines().count() > 1_000, "the whole case set in both languages");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases.ndjson");
    fs::write(&path, out).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
