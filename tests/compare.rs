//! Two editions side by side: what differs, what is new, what is gone, each with its clause.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use liangbing::book::compare::{Comparison, Difference, compare};
use liangbing::engine::{Engine, Locale};
use serde_json::Value;

fn compared(from: &str, to: &str) -> Comparison {
    compare(from, to, Locale::En).unwrap_or_else(|error| panic!("{error}"))
}

fn named(difference: &Difference) -> String {
    let name = |said: &Option<liangbing::book::compare::Said>| {
        said.as_ref().map_or("-".to_owned(), |said| format!("{}: {}", said.name, said.says))
    };
    format!(
        "{} {} | {} | {}",
        difference.what,
        difference.outcome,
        name(&difference.from),
        name(&difference.to)
    )
}

/// Of one kind, in words that fit on a line.
fn of(comparison: &Comparison, what: &str) -> Vec<String> {
    comparison.differences.iter().filter(|own| own.what == what).map(named).collect()
}

#[test]
fn the_hypertension_guideline_of_2018_against_that_of_2024() {
    let comparison = compared("cn-htn-2018", "cn-htn-2024");
    // As the two documents print them, said once more by hand.
    assert_eq!(
        of(&comparison, "parameter"),
        [
            "parameter differs | goal-2018-sbp: 150 mmHg | goal-sbp: 140 mmHg",
            "parameter differs | goal-2018-tolerated-sbp: 140 mmHg | goal-lower-sbp: 130 mmHg",
            "parameter differs | homocysteine-2018: 15 umol/L | risk-homocysteine: 10 umol/L",
            "parameter differs | lvmi-2018-female: 95 g/m2 | damage-lvmi-female: 105 g/m2",
            "parameter differs | lvmi-2018-male: 115 g/m2 | damage-lvmi-male: 109 g/m2",
            "parameter new | - | risk-pulse: 80 /min",
            "parameter new | - | risk-uric-acid-female: 360 umol/L",
            "parameter new | - | risk-uric-acid-male: 420 umol/L",
            "parameter gone | goal-2018-age: 65 a | -",
            "parameter gone | seen-again-at-high-risk: 28 d | -",
            "parameter gone | start-very-old-sbp: 160 mmHg | -",
        ]
    );
    assert_eq!(
        of(&comparison, "target"),
        [
            "target differs | htn-goal-2018-elderly: blood pressure, clinical: < 150/90 mmHg | \
             htn-goal: blood pressure, clinical: < 140/90 mmHg",
            "target differs | htn-goal-2018-elderly-tolerated: blood pressure, if tolerated: < 140/90 mmHg | \
             htn-goal-tolerated: blood pressure, if tolerated: < 130/80 mmHg",
            "target new | - | htn-goal-old-tolerated: blood pressure, if tolerated: < 140/90 mmHg",
        ]
    );
    // Every cell is the same; who counts as having factors is not, and the criteria say so.
    assert!(of(&comparison, "risk").is_empty());
    let criteria: Vec<&str> = comparison
        .differences
        .iter()
        .filter(|own| own.what == "criterion")
        .map(|own| own.from.as_ref().or(own.to.as_ref()).unwrap().name.as_str())
        .collect();
    assert_eq!(
        criteria,
        [
            "many-risk-factors-2018",
            "some-risk-factors-2018",
            "pulse-factor",
            "uric-acid-factor",
            "uric-acid-high-female",
            "uric-acid-high-male",
            "goal-2018-elderly",
            "newest-at-start-of-very-old",
        ]
    );
    for said in comparison.differences.iter().flat_map(|own| [&own.from, &own.to]).flatten() {
        assert!(!said.cite.section.is_empty() && said.cite.guideline.starts_with("cn-htn-"), "{said:?}");
    }
}

#[test]
fn turned_round_what_was_new_is_gone() {
    let (forth, back) = (compared("cn-htn-2018", "cn-htn-2024"), compared("cn-htn-2024", "cn-htn-2018"));
    assert_eq!(forth.differences.len(), back.differences.len());
    for own in &forth.differences {
        let turned = back.differences.iter().any(|other| other.from == own.to && other.to == own.from);
        assert!(turned, "{own:?}");
    }
    let count = |comparison: &Comparison, outcome: &str| {
        comparison.differences.iter().filter(|own| own.outcome == outcome).count()
    };
    assert_eq!(count(&forth, "new"), count(&back, "gone"));
}

#[test]
fn the_primary_guidelines_differ_where_the_targets_do() {
    let says = |from: &str, to: &str| of(&compared(from, to), "target").join("\n");
    let latest = says("cn-htn-primary-2017", "cn-htn-primary-2025");
    assert!(
        latest.contains("htn-2017-goal: blood pressure, clinical: < 140/90 mmHg | htn-target-bp: "),
        "{latest}"
    );
    assert!(latest.contains("< 130/80 mmHg"), "{latest}");
    let between = says("cn-htn-primary-2017", "cn-htn-primary-2020");
    assert!(
        between.contains("new | - | htn-2020-goal-lower: blood pressure, if tolerated: < 130/80"),
        "{between}"
    );
    assert!(compared("cn-t2dm-primary-2022", "cn-t2dm-primary-2025").differences.is_empty());
}

#[test]
fn other_documents_are_paired_by_what_they_ask_of_whom() {
    let targets = of(&compared("cn-t2dm-primary-2022", "cn-dm-2024"), "target").join("\n");
    assert!(
        targets.contains("target differs | dm-ldl-ascvd: LDL cholesterol, clinical: < 1.8 mmol/L | "),
        "{targets}"
    );
}

#[test]
fn no_pack_differs_from_itself_and_a_name_that_is_none_is_refused() {
    for pack in &Engine::whole().unwrap().judge().ruleset.packs {
        assert!(compared(&pack.id, &pack.id).differences.is_empty(), "{}", pack.id);
    }
    let refused = compare("cn-htn-2018", "cn-htn-2042", Locale::En).unwrap_err();
    assert!(refused.contains("`cn-htn-2042` is no pack") && refused.contains("cn-htn-2024"), "{refused}");
}

#[test]
fn the_page_is_worded_in_both_languages() {
    for (locale, title, word) in [(Locale::En, "compared", "Targets"), (Locale::ZhCn, "的比较", "目标")]
    {
        let comparison = compare("cn-htn-2018", "cn-htn-2024", locale).unwrap();
        let page = comparison.text();
        assert!(
            page.lines().next().unwrap().contains(title) && page.contains(&format!("## {word}\n")),
            "{page}"
        );
        // Braces are filled, and a key that is not worded would show as itself.
        assert!(
            !page.contains(['{', '}']) && !page.contains("what.") && !page.contains("outcome."),
            "{page}"
        );
        assert!(page.contains("cn-htn-2018 降压目标"), "{page}");
    }
    let [zh, en] = ["zh-CN", "en"].map(|locale| keys(&toml_of(&format!("words/book/{locale}.toml"))));
    assert_eq!(zh, en);
}

fn toml_of(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("guidelines").join(path);
    toml::from_str(&fs::read_to_string(&file).unwrap_or_default())
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn keys(value: &Value) -> BTreeSet<String> {
    let Value::Object(fields) = value else { return BTreeSet::from([String::new()]) };
    fields
        .iter()
        .flat_map(|(name, value)| keys(value).into_iter().map(move |key| format!("{name}.{key}")))
        .collect()
}

#[test]
fn an_edition_names_a_pack_and_only_things_that_are_there() {
    let whole = Engine::whole().unwrap();
    let ruleset = &whole.judge().ruleset;
    let mut seen = 0;
    for pack in &ruleset.packs {
        let edition = toml_of(&format!("{}/edition.toml", pack.id));
        let Some(of) = edition["of"].as_str() else { continue };
        let holds = |pack: &str, name: &str| {
            let criteria = toml_of(&format!("{pack}/criteria.toml"));
            let files =
                ["parameters", "targets", "risks"].map(|file| toml_of(&format!("{pack}/{file}.toml")));
            let rule = toml_of(&format!("{pack}/rules/{name}.toml"));
            criteria.get(name).is_some()
                || files.iter().any(|file| file.get(name).is_some())
                || rule.get("id").is_some()
        };
        assert!(ruleset.packs.iter().any(|other| other.id == of), "{of}");
        for name in edition["without"].as_array().into_iter().flatten() {
            assert!(holds(of, name.as_str().unwrap()), "{}: {name} is not in {of}", pack.id);
        }
        for (own, other) in edition["instead"].as_object().into_iter().flatten() {
            assert!(holds(&pack.id, own), "{}: {own}", pack.id);
            assert!(holds(of, other.as_str().unwrap()), "{}: {other} is not in {of}", pack.id);
        }
        let known = ["of", "without", "instead"];
        assert!(edition.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{}", pack.id);
        seen += 1;
    }
    assert_eq!(seen, 4);
}
