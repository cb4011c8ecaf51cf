//! The rule book tried on the promises: what it says of a rule and a record is what the case says, and the page of the
//! book starts from these records.

use std::fs;
use std::sync::LazyLock;

use liangbing::book::condition::Part;
use liangbing::book::tried::{Tried, tried};
use liangbing::concept::Truth;
use liangbing::engine::{Engine, Locale, Options, PACKS};
use liangbing::record::Record;
use serde_json::{Map, Value, json};

use super::{Case, KINDS, case_files, cases, root, told};

/// Judged from text, as the page's module does it: only so are criteria named.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load(PACKS, None).expect("the packs are sound"));

fn of(case: &Case) -> Tried {
    let (as_of, record) = told(case);
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    let options = Options { locale: Locale::En, ..Options::on(as_of) };
    tried(&ENGINE, &case.rule, &record, &options).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn all() -> impl Iterator<Item = Case> {
    case_files().into_iter().flat_map(|(name, file)| cases(&name, &file))
}

#[test]
fn a_rule_tried_in_the_book_says_what_its_case_says() {
    let mut wrong = Vec::new();
    for case in all().filter(|case| !case.table.contains_key("open")) {
        let answer = of(&case);
        let right = match case.kind {
            "excused" => answer.outcome != "fires",
            kind => answer.outcome == kind,
        };
        if !right {
            wrong.push(format!("{}: {} on {}", case.name, answer.outcome, answer.on));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every part that a truth does not follow from its own parts.
fn unfounded(part: &Part, into: &mut Vec<String>) {
    let truths: Vec<Truth> = part.parts.iter().map(|own| own.truth.expect("a record was asked")).collect();
    let own = part.truth.expect("a record was asked");
    let right = match part.kind {
        "all" => own == truths.iter().copied().min().unwrap_or(Truth::Met),
        "any" => own == truths.iter().copied().max().unwrap_or(Truth::NotMet),
        "not" => truths == [own.not()],
        "assumed" => own.is_met() == truths[0].is_met() && own != Truth::Unknown,
        _ => true,
    };
    if !right {
        into.push(format!("{} {:?} is {own:?} of {truths:?}", part.kind, part.name));
    }
    part.parts.iter().for_each(|own| unfounded(own, into));
}

#[test]
fn every_truth_in_the_book_follows_from_its_parts() {
    let mut wrong = Vec::new();
    all().for_each(|case| unfounded(&of(&case).when, &mut wrong));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_that_is_no_rule_is_refused() {
    let options = Options::on(super::support::day("2026-11-20"));
    let record = Record::read("{}").expect("an empty record");
    let error = tried(&ENGINE, "htn-nothing", &record, &options).expect_err("no such rule");
    assert_eq!((error.code.code(), error.path.as_str()), ("bad-options", "rule"));
}

/// The records that the page starts from: of each kind the first case of which the book says the same.
fn examples() -> Value {
    let mut rules: Map<String, Value> = Map::new();
    for kind in KINDS {
        for case in all().filter(|case| case.kind == kind && !case.table.contains_key("open")) {
            let (as_of, record) = told(&case);
            let own = rules.entry(case.rule.clone()).or_insert_with(|| json!({}));
            if own.get(kind).is_none() {
                own[kind] = json!({"asOf": as_of, "record": record});
            }
        }
    }
    Value::Object(rules)
}

/// `LIANGBING_WRITE=1 cargo test --test cases` writes it anew.
#[test]
fn the_page_of_the_book_starts_from_these_cases() {
    let path = root().join("www/src/guidelines/examples.json");
    let lines = examples();
    let lines = lines.as_object().expect("rules").iter().map(|(rule, own)| format!("\"{rule}\": {own}"));
    let fresh = format!("{{\n{}\n}}\n", lines.collect::<Vec<_>>().join(",\n"));
    if std::env::var_os("LIANGBING_WRITE").is_some() {
        fs::write(&path, &fresh).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "www/src/guidelines/examples.json is stale: LIANGBING_WRITE=1 cargo test --test cases"
    );
}
