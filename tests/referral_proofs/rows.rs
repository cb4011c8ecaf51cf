//! Every criterion is met, not met and unknown for somebody; cited, worded and of one voice with the colours.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use liangbing::guideline::ReferralCriterion;
use serde_json::{Value, json};

use crate::support::story::Story;
use crate::support::{AS_OF, day};
use crate::{ENGINE, answer, assess, list, options, words};

fn rows() -> &'static [ReferralCriterion] {
    &ENGINE.judge().ruleset.referrals.criteria
}

/// The records of a rule's cases of a kind, from the promises of the rules.
fn cases(rule: &str, kind: &str) -> Vec<(String, Value)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> =
        fs::read_dir(root).expect("cases").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let path = folders.iter().map(|folder| folder.join(format!("{rule}.toml"))).find(|path| path.is_file());
    let text = fs::read_to_string(path.unwrap_or_else(|| panic!("{rule} has no cases"))).expect("a file");
    let file: toml::Table = text.parse().expect("TOML");
    let own = match file.get(kind) {
        Some(toml::Value::Table(one)) => vec![one.clone()],
        Some(toml::Value::Array(many)) => many.iter().filter_map(|own| own.as_table().cloned()).collect(),
        _ => Vec::new(),
    };
    let as_of = file.get("as-of").and_then(toml::Value::as_str).unwrap_or(AS_OF).to_owned();
    let record = |case: &toml::Table| {
        let who = case.get("who").or(file.get("who")).and_then(toml::Value::as_str).unwrap_or_default();
        let mut lines: Vec<String> = Vec::new();
        for table in [&file, case] {
            let story = table.get("story").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            lines.extend(story.iter().filter_map(toml::Value::as_str).map(str::to_owned));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut story = Story::new(day(&as_of)).who(who).tell(&lines);
        for more in [&file, case].iter().filter_map(|table| table.get("record")) {
            story = story.with(&serde_json::to_value(more).expect("JSON"));
        }
        (as_of.clone(), story.record())
    };
    own.iter().map(record).collect()
}

fn judged((as_of, record): &(String, Value)) -> Value {
    let mut options = options();
    options.as_of = day(as_of);
    assess(record, &options)
}

#[test]
fn a_row_of_a_rule_is_met_where_the_rule_fires_and_silent_where_it_is() {
    for row in rows().iter().filter(|row| !row.rules.is_empty()) {
        let mut met = 0;
        for rule in row.rules.iter().map(|at| ENGINE.judge().rule(*at).expect("a rule").id.as_str()) {
            let fires = cases(rule, "fires");
            let found = fires.iter().map(judged).filter(|answer| list(answer, &row.id) == "met").count();
            assert!(found > 0 || row.when.is_some(), "{} by {rule} of {} cases", row.id, fires.len());
            met += found;
            // Silence is said of the rule alone; a twin of the other disease may speak.
            for answer in cases(rule, "silent").iter().map(judged) {
                let spoken = answer["referral"]["rules"].to_string();
                let other = row.rules.iter().any(|at| {
                    spoken.contains(&format!("\"{}\"", ENGINE.judge().rule(*at).expect("a rule").id))
                });
                assert!(other || list(&answer, &row.id) != "met", "{} by {rule}", row.id);
            }
        }
        assert!(met > 0, "{} is never met", row.id);
    }
}

#[test]
fn a_row_of_a_rule_is_unknown_where_nobody_asked() {
    // Red by one thing, with nothing else known.
    let red = answer("40 female htn dm", &["0 bp 184/112, fasting 17"]);
    for row in [
        "consciousness",
        "acs",
        "lying-flat",
        "stroke-sign",
        "headache",
        "vision",
        "potassium",
        "pulse",
        "foot",
    ] {
        assert_eq!(list(&red, row), "unknown", "{row}");
    }
    let asked = answer(
        "40 female htn dm not-pregnant",
        &["0 bp 184/112, fasting 17, no signs, potassium 4.2, heart-rate 72"],
    );
    for row in
        ["consciousness", "acs", "lying-flat", "stroke-sign", "headache", "vision", "potassium", "pulse"]
    {
        assert_eq!(list(&asked, row), "notMet", "{row}");
    }
}

#[test]
fn every_red_rule_of_the_packs_has_a_row_and_every_row_a_clause_and_words() {
    let ruleset = &ENGINE.judge().ruleset;
    let covered: BTreeSet<u16> = rows().iter().flat_map(|row| row.rules.iter().copied()).collect();
    for (at, rule) in (0_u16..).zip(&ruleset.rules).filter(|(_, rule)| rule.is_day_rule()) {
        assert!(covered.contains(&at), "{} refers by no criterion", rule.id);
    }
    let packs: Vec<&str> = ruleset.packs.iter().map(|pack| pack.id.as_str()).collect();
    for row in rows() {
        assert!(!row.cited.is_empty(), "{}", row.id);
        for cited in &row.cited {
            assert!(packs.contains(&cited.cite.guideline.as_str()), "{}: {}", row.id, cited.cite.guideline);
        }
        for own in &ruleset.words {
            let text = own.find(&format!("refer.{}", row.id)).expect("words");
            assert!(!text.is_empty() && !text.contains(|c: char| c.is_ascii_digit()), "{text}");
        }
        let doubtful = row.cited.iter().any(|cited| cited.confidence.code() != "A");
        assert!(!doubtful || row.pending, "{} rests on a B or C", row.id);
    }
    let one: BTreeSet<String> = rows().iter().map(|row| words(&row.id)).collect();
    assert_eq!(one.len(), rows().len(), "two rows read alike");
}

/// Of whom, who meets a row that no colour shows, and who does not.
type Case = (&'static str, &'static str, [&'static str; 1], [&'static str; 1]);
const UNCOLOURED: &[Case] = &[
    ("kidney-filtration", "58 male dm", ["-30 egfr 59.9"], ["-30 egfr 60"]),
    ("kidney-albumin", "58 male dm", ["-30 uacr 300"], ["-30 uacr 299"]),
    ("leg-pain", "58 male dm", ["0 sign claudication"], ["0 no signs"]),
    ("retina-severe", "58 male dm", ["-30 fundus pdr"], ["-30 fundus moderate-npdr"]),
    ("retina-moderate", "58 male dm", ["-30 fundus moderate-npdr"], ["-30 fundus mild-npdr"]),
    ("paroxysms", "58 male htn", ["0 sign paroxysms"], ["0 no signs"]),
];

#[test]
fn a_row_that_no_colour_shows_is_met_not_met_and_unknown() {
    for (row, who, met, not) in UNCOLOURED {
        // Glucose or pressure makes it red by itself.
        let red = ["0 bp 184/112, fasting 17"];
        let on = |story: &[&str]| list(&answer(who, &[story, &red].concat()), row);
        assert_eq!((on(met), on(not), on(&[])), ("met", "notMet", "unknown"), "{row}");
    }
    let red = ["0 bp 184/112"];
    let pregnant = |who: &str| list(&answer(who, &red), "pregnant-with-hypertension");
    assert_eq!(pregnant("31 female htn lactating"), "met");
    assert_eq!(pregnant("31 female htn not-pregnant"), "notMet");
    assert_eq!(pregnant("31 female htn"), "unknown");
    assert_eq!(pregnant("58 male htn"), "notMet");
    assert_eq!(list(&answer("58 male dm foot-deformity", &["0 fasting 17"]), "foot-deformity"), "met");
    assert_eq!(list(&answer("58 male dm", &["0 fasting 17"]), "foot-deformity"), "notMet");
    let blood = |code: Option<&str>| {
        let mut story = Story::new(day(AS_OF)).who("58 male").tell(&["-100 is htn", "0 bp 184/112"]);
        if let Some(code) = code {
            story = story.with(
                &json!({"observations": [{"at": "2026-11-01", "concept": "urine-blood", "code": code}]}),
            );
        }
        list(&assess(&story.record(), &options()), "blood-in-urine")
    };
    assert_eq!((blood(Some("1+")), blood(Some("trace")), blood(None)), ("met", "notMet", "unknown"));
    let dialysis = answer("58 male dm dialysis", &["-30 egfr 20", "0 fasting 17"]);
    assert_eq!(list(&dialysis, "kidney-filtration"), "notMet", "whoever is on dialysis is seen to");
}

#[test]
fn months_above_target_need_steady_regular_treatment_and_no_day_at_target() {
    let told = |who: &str, story: &[&str]| {
        let more = json!({"visits": [{"at": AS_OF, "concern": "hypertension", "class": "controlled", "adherence": "regular"}]});
        assess(&Story::new(day(AS_OF)).who(who).tell(story).with(&more).record(), &options())
    };
    let row = "three-months-above";
    let refers = |answer: &Value| answer["referral"]["rules"].to_string().contains(row);
    let above = ["-80 bp 136/84", "0 bp 138/86"];
    let found = told("58 male htn on:amlodipine", &above);
    assert!(refers(&found), "{found}");
    assert_eq!((&found["tier"]["colour"], &found["referral"]["review"]), (&json!("blue"), &json!("pending")));
    assert!(
        !refers(&told("58 male htn on:amlodipine", &["-80 bp 136/84", "-40 bp 128/78", "0 bp 138/86"])),
        "a day at target"
    );
    assert!(!refers(&told("58 male htn on:amlodipine", &["-93 bp 136/84", "0 bp 138/86"])), "one day only");
    assert!(!refers(&told("58 male htn", &above)), "no medicine is known");
    assert!(
        !refers(&told("58 male htn", &["-91 on amlodipine", above[0], above[1]])),
        "begun less than three months ago"
    );
    assert!(
        !refers(&told("84 male htn on:amlodipine", &["-80 bp 146/84", "0 bp 148/86"])),
        "another target in great age"
    );
}

#[test]
fn a_severe_eye_or_much_albumin_does_not_wait_for_routine() {
    let quiet = |lab: &str| answer("58 male dm", &[lab, "0 fasting 6.2"])["referral"]["urgency"].clone();
    assert_eq!(quiet("-30 fundus pdr"), "within-14-days");
    assert_eq!(quiet("-30 fundus moderate-npdr"), "routine");
    assert_eq!(quiet("-30 uacr 300"), "within-14-days");
    assert_eq!(quiet("-30 fundus none"), Value::Null);
}
