//! Every row of every section holds for somebody, is silent for somebody, and is unknown where it can be.
//!
//! The rows are read off the rules; `tests/cases/rows/SECTION.toml` has a table for each, by its name: `holds`, `silent`
//! and `unknown`, each a person as `who | a day and what happened | …` in the notation of `support/story.rs`, with
//! further fields of the record after ` + `. A row that cannot be unknown, or cannot be silent, says `"never: why"` there,
//! which is held against everybody else here and a synthetic county. Rules have files of their own, which `tests/cases.rs` reads;
//! checks of medicines are proven in `tests/medicines_proofs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

#[path = "../support/mod.rs"]
mod support;

mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use liangbing::concept::Truth;
use liangbing::engine::Engine;
use liangbing::synth::Synth;
use list::{Person, Row};
use serde_json::Value;
use support::AS_OF;
use support::story::Story;

const KINDS: [(&str, Truth); 3] =
    [("holds", Truth::Met), ("silent", Truth::NotMet), ("unknown", Truth::Unknown)];
const NEVER: &str = "never: ";

/// Every pack and every profile.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::whole().expect("the packs load"));

type Files = BTreeMap<String, toml::Table>;

/// The files of cases, by their section.
fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rows");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("a folder of cases").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a file of cases");
        let table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
        found.insert(entry.path().file_stem().expect("a name").to_string_lossy().into_owned(), table);
    }
    found
}

/// What a row's table says of a kind.
fn said<'a>(files: &'a Files, row: &Row, kind: &str) -> Option<&'a str> {
    files.get(row.section)?.get(&row.name)?.as_table()?.get(kind)?.as_str()
}

/// The record of a case.
fn record(case: &str) -> Value {
    let (story, more) = case.split_once(" + ").unwrap_or((case, "{}"));
    let mut parts = story.split('|').map(str::trim);
    let who = parts.next().unwrap_or_default();
    let story: Vec<&str> = parts.collect();
    let more: Value = serde_json::from_str(more).unwrap_or_else(|error| panic!("{error}: {case}"));
    Story::new(support::day(AS_OF)).who(who).tell(&story).with(&more).record()
}

fn truths(record: &Value, rows: &[Row]) -> Vec<Truth> {
    Person::new(&ENGINE, record, support::day(AS_OF)).truths(rows)
}

#[test]
fn every_row_has_a_case_of_each_kind_and_every_case_a_row() {
    let files = files();
    let rows = list::all(&ENGINE);
    let mut missing = Vec::new();
    for row in &rows {
        for (kind, _) in KINDS {
            match said(&files, row, kind) {
                None => missing.push(format!("{}/{}: no `{kind}`", row.section, row.name)),
                Some(text) if text.starts_with(NEVER) && kind == "holds" => {
                    missing.push(format!("{}/{}: `{kind}` is owed", row.section, row.name));
                }
                Some(_) => {}
            }
        }
    }
    assert!(missing.is_empty(), "{} cases are missing:\n{}", missing.len(), missing.join("\n"));
    let named: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.section, row.name.as_str())).collect();
    assert_eq!(named.len(), rows.len(), "two rows of a section share a name");
    let mut stray = Vec::new();
    for (section, table) in &files {
        for (name, own) in table {
            let kinds = own.as_table().expect("a table of cases");
            let odd = kinds.keys().any(|key| KINDS.iter().all(|(kind, _)| kind != key));
            if odd || !named.contains(&(section.as_str(), name.as_str())) {
                stray.push(format!("{section}/{name}"));
            }
        }
    }
    assert!(stray.is_empty(), "without a row, or with a key that is not read: {stray:?}");
    assert!(rows.len() > 200, "{} rows", rows.len());
}

#[test]
fn every_case_comes_to_what_it_says() {
    let files = files();
    let mut wrong = Vec::new();
    for row in list::all(&ENGINE) {
        for (kind, expected) in KINDS {
            let Some(case) = said(&files, &row, kind).filter(|text| !text.starts_with(NEVER)) else {
                continue;
            };
            let found = truths(&record(case), std::slice::from_ref(&row));
            if found != [expected] {
                wrong.push(format!("{}/{} [{kind}] {case}: {found:?}", row.section, row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_said_never_to_be_is_so_for_nobody() {
    let files = files();
    let rows = list::all(&ENGINE);
    let never = |row: &Row, truth: Truth| {
        let kind = KINDS.iter().find(|(_, own)| *own == truth).map(|(kind, _)| *kind);
        kind.and_then(|kind| said(&files, row, kind)).is_some_and(|text| text.starts_with(NEVER))
    };
    let cases = files.values().flat_map(|table| table.values()).filter_map(toml::Value::as_table);
    let told: BTreeSet<&str> = cases
        .flat_map(|own| own.values())
        .filter_map(toml::Value::as_str)
        .filter(|own| !own.starts_with(NEVER))
        .collect();
    let told = told.into_iter().map(record);
    let county = Synth::new(23, support::day(AS_OF)).take(60);
    let mut wrong = BTreeSet::new();
    for record in told.chain(county) {
        for (row, truth) in rows.iter().zip(truths(&record, &rows)) {
            if never(row, truth) {
                wrong.insert(format!("{}/{} is {}", row.section, row.name, truth.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What rules alone say is proven by the rules' own cases; a criterion without either would be proven by nothing.
#[test]
fn what_has_no_condition_of_its_own_has_rules_with_cases() {
    let judge = ENGINE.judge();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for row in &judge.ruleset.referrals.criteria {
        assert!(row.when.is_some() || !row.rules.is_empty(), "{}", row.id);
        for at in &row.rules {
            let rule = judge.rule(*at).expect("a rule");
            let pack = &judge.ruleset.packs[rule.pack].id;
            let file = folder.join(pack).join(format!("{}.toml", rule.id));
            assert!(file.exists(), "{} rests on {}, which has no cases", row.id, rule.id);
        }
    }
}
