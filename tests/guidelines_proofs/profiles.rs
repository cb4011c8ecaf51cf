//! All packs together, in every profile: no row out of reach, none against another, and the colours the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use liangbing::civil::Day;
use liangbing::concept::request::Op;
use liangbing::concept::{Concern, TargetKind};
use liangbing::engine::{Locale, Options};
use liangbing::facts::{Chart, View};
use liangbing::guideline::{Held, PROFILES, TargetRow};
use liangbing::quantity::Decimal;
use liangbing::record::Record;
use liangbing::synth::Synth;
use serde_json::{Value, json};

use super::super::{ruleset, whole};

const TODAY: &str = "2026-11-21";

fn today() -> Day {
    Day::parse(TODAY).expect("a day")
}

fn seen(concept: &str, value: f64, unit: &str) -> Value {
    json!({"observations": [{"at": TODAY, "concept": concept, "value": value, "unit": unit}]})
}

fn ill(codes: &[&str]) -> Value {
    json!({"conditions": codes.iter().map(|code| json!({"code": code})).collect::<Vec<_>>()})
}

fn looked(concept: &str, code: &str) -> Value {
    json!({"observations": [{"at": TODAY, "concept": concept, "code": code}]})
}

fn taken(code: &str) -> Value {
    json!({"medications": [{"name": code, "classes": [code], "since": "2025-01-01"}]})
}

/// One thing more that a document may ask about.
fn things() -> Vec<Value> {
    let many = json!({
        "observations": [
            {"at": TODAY, "concept": "waist", "value": 100, "unit": "cm"},
            {"at": TODAY, "concept": "ldl", "value": 4, "unit": "mmol/L"},
            {"at": TODAY, "concept": "heart-rate", "value": 90, "unit": "/min"},
        ],
        "lifestyle": {"smoking": "current"},
    });
    vec![
        json!({}),
        json!({"lifestyle": {"smoking": "current"}}),
        many,
        json!({"patient": {"function": {"longTermCare": true}}}),
        ill(&["coronary-heart-disease"]),
        ill(&["heart-failure", "copd", "depression"]),
        ill(&["severe-hypoglycaemia"]),
        ill(&["diabetic-nephropathy"]),
        ill(&["neuropathy"]),
        ill(&["neuropathy", "peripheral-artery-disease"]),
        ill(&["diabetic-foot-ulcer"]),
        looked("fundus", "mild-npdr"),
        looked("fundus", "moderate-npdr"),
        looked("fundus", "pdr"),
        seen("cgm-active", 80.0, "%"),
        seen("uacr", 50.0, "mg/g"),
        taken("insulin-basal"),
        taken("sulfonylurea"),
    ]
}

/// Adds what `more` says to a record: lists grow, tables are joined.
fn join(record: &mut Value, more: &Value) {
    for (name, value) in more.as_object().expect("a table") {
        match (&mut record[name], value) {
            (Value::Array(list), Value::Array(more)) => list.extend(more.iter().cloned()),
            (own @ Value::Object(_), Value::Object(_)) => join(own, value),
            (own, value) => *own = value.clone(),
        }
    }
}

/// People of every age and both sexes with either disease or both, at every grade of pressure, with any two things.
fn people() -> Vec<Record> {
    let things = things();
    let ages = ["", "1986-01-01", "1962-01-01", "1961-01-01", "1947-01-01", "1946-01-01"];
    let diseases: [&[&str]; 3] =
        [&["hypertension"], &["type-2-diabetes"], &["hypertension", "type-2-diabetes"]];
    let mut list = Vec::new();
    for (first, one) in things.iter().enumerate() {
        for (second, other) in things.iter().enumerate().skip(first) {
            for (at, born) in ages.iter().enumerate() {
                let place = first + second + at;
                let systolic = [126, 134, 148, 166, 184][place % 5];
                let mut record = json!({"patient": {"sex": if place % 2 == 0 { "male" } else { "female" }}, "medications": []});
                if !born.is_empty() {
                    record["patient"]["born"] = json!(born);
                }
                let pressure = json!({
                    "at": TODAY, "concept": "blood-pressure", "systolic": systolic, "diastolic": 78, "unit": "mmHg",
                });
                join(&mut record, &ill(diseases[(first * 7 + second + at) % 3]));
                join(&mut record, &json!({"observations": [pressure]}));
                join(&mut record, one);
                if first != second {
                    join(&mut record, other);
                }
                list.push(
                    Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}: {record}")),
                );
            }
        }
    }
    list
}

/// Runs through people, each with the chart and the two views of today.
fn each(mut with: impl FnMut(&[View<'_>; 2])) {
    let judge = whole().judge();
    for record in people() {
        let chart: Chart = whole().chart(&record);
        let upto = chart.upto(today());
        with(
            &[Concern::Hypertension, Concern::Diabetes]
                .map(|concern| judge.view(&chart, concern, today(), upto)),
        );
    }
}

fn holds(row: &TargetRow, views: &[View<'_>; 2]) -> bool {
    let [hypertension, diabetes] = views;
    let view = if row.concern == Concern::Hypertension { hypertension } else { diabetes };
    whole().judge().truth(row.when, view).is_met()
}

#[test]
fn every_target_and_every_cell_of_a_risk_is_somebodys() {
    let mut missed: BTreeSet<String> = ruleset().targets.iter().map(|row| row.clause.id.clone()).collect();
    let cells =
        || ruleset().risks.iter().flat_map(|row| row.cells.iter().enumerate().map(move |cell| (row, cell)));
    missed.extend(cells().map(|(row, (at, _))| format!("{} {at}", row.clause.id)));
    each(|views| {
        for row in ruleset().targets.iter().filter(|row| holds(row, views)) {
            missed.remove(&row.clause.id);
        }
        for (row, (at, cell)) in cells() {
            if whole().judge().truth(cell.when, &views[0]).is_met() {
                missed.remove(&format!("{} {at}", row.clause.id));
            }
        }
    });
    assert!(missed.is_empty(), "out of reach: {missed:?}");
}

/// From and to of a target in its first unit, for a value or for the systolic pressure.
fn ends(row: &TargetRow) -> (Option<Decimal>, Option<Decimal>) {
    let tests = match row.held {
        Held::Pressure(test) => [test.systolic, None],
        Held::Number(tests) => tests,
    };
    let (mut from, mut to) = (None, None);
    for test in tests.into_iter().flatten() {
        match test.op {
            Op::Ge | Op::Gt => from = from.max(Some(test.limit())),
            _ => to = Some(to.map_or(test.limit(), |own: Decimal| own.min(test.limit()))),
        }
    }
    (from, to)
}

#[test]
fn no_document_asks_two_things_of_one_patient_that_cannot_both_be() {
    let mut pairs = 0;
    each(|views| {
        let rows: Vec<&TargetRow> = ruleset().targets.iter().filter(|row| holds(row, views)).collect();
        for (at, one) in rows.iter().enumerate() {
            for other in rows.iter().skip(at + 1) {
                let alike = one.concept == other.concept && one.timings.0 & other.timings.0 != 0;
                if !alike || one.clause.pack != other.clause.pack {
                    continue;
                }
                pairs += 1;
                let (one_from, one_to) = ends(one);
                let (other_from, other_to) = ends(other);
                let to = [one_to, other_to].into_iter().flatten().min();
                let is_open = one_from.max(other_from).is_none_or(|from| to.is_none_or(|to| from < to));
                assert!(is_open, "{} against {}", one.clause.id, other.clause.id);
                // What is asked if it is tolerated is never easier than what is asked of everyone.
                for (eased, asked, to) in [(one, other, (one_to, other_to)), (other, one, (other_to, one_to))]
                {
                    if (eased.kind, asked.kind) == (TargetKind::IfTolerated, TargetKind::Clinical) {
                        assert!(to.0 <= to.1, "{} against {}", eased.clause.id, asked.clause.id);
                    }
                }
            }
        }
    });
    assert!(pairs > 1000, "{pairs}");
}

#[test]
fn a_pack_speaks_in_a_profile_or_is_an_edition_of_one_that_does() {
    let spoken: BTreeSet<usize> =
        ruleset().profiles.iter().flat_map(|profile| profile.speaks.clone()).collect();
    let names = |at: usize| ruleset().packs[at].id.as_str();
    for at in (0..ruleset().packs.len()).filter(|at| !spoken.contains(at)) {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("guidelines").join(names(at)).join("edition.toml");
        let text = fs::read_to_string(file).unwrap_or_else(|_| panic!("{} speaks nowhere", names(at)));
        let edition: Value = toml::from_str(&text).expect("TOML");
        let of = edition["of"].as_str().expect("an edition of a pack");
        assert!(spoken.iter().any(|own| names(*own) == of), "{}", names(at));
    }
    // Whoever speaks in the county speaks in every profile, so that nothing is lost by the choice of one.
    let county: BTreeSet<usize> = ruleset().profiles[0].speaks.iter().copied().collect();
    for profile in &ruleset().profiles {
        let own: BTreeSet<usize> = profile.speaks.iter().copied().collect();
        assert!(own.is_superset(&county), "{}", profile.id);
    }
}

#[test]
fn a_figure_that_is_not_encoded_says_what_where_how_sure_and_why() {
    let mut rows = 0;
    for pack in ruleset().packs.iter().filter(|pack| pack.id != "tiering") {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("guidelines").join(&pack.id).join("omitted.toml");
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} says nothing", file.display()));
        let omitted: Value = toml::from_str(&text).expect("TOML");
        for (name, row) in omitted.as_object().expect("a table") {
            let texts = [
                ("section", &row["section"]),
                ("confidence", &row["confidence"]),
                ("figure, zh-CN", &row["figure"]["zh-CN"]),
                ("figure, en", &row["figure"]["en"]),
                ("why, zh-CN", &row["why"]["zh-CN"]),
                ("why, en", &row["why"]["en"]),
            ];
            for (field, text) in texts {
                assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{} {name}: {field}", pack.id);
            }
            let known = ["figure", "section", "confidence", "why", "in"];
            assert!(
                row.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())),
                "{} {name}",
                pack.id
            );
            rows += 1;
        }
    }
    assert!(rows >= 90, "{rows}");
}

/// An answer under a profile, as JSON.
fn answer(record: &Value, profile: &'static str) -> Value {
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { locale: Locale::En, profile, ..Options::on(today()) };
    serde_json::to_value(super::super::support_proofs::engine().assess(&record, &options)).expect("JSON")
}

#[test]
fn a_profile_changes_whose_targets_and_risks_are_shown_and_nothing_else() {
    for record in Synth::new(11, today()).take(150) {
        let answers = PROFILES.map(|profile| answer(&record, profile));
        for (own, profile) in answers.iter().zip(PROFILES) {
            assert_eq!(own["profile"], profile);
            for key in [
                "tier",
                "concerns",
                "referral",
                "management",
                "findings",
                "gaps",
                "timeline",
                "medicationChecks",
            ] {
                assert_eq!(own[key], answers[0][key], "{key} under {profile}: {record}");
            }
            assert_eq!(own["stamp"]["digest"], answers[0]["stamp"]["digest"]);
        }
    }
}

#[test]
fn in_every_profile_the_order_of_a_record_changes_nothing_and_what_is_not_measured_is_not_met() {
    for record in Synth::new(12, today()).take(60) {
        let (mut turned, mut bare) = (record.clone(), record.clone());
        for list in ["observations", "conditions", "medications", "visits"] {
            if let Some(list) = turned[list].as_array_mut() {
                list.reverse();
            }
        }
        bare["observations"] = json!([]);
        for profile in PROFILES {
            let (one, other) = (answer(&record, profile), answer(&turned, profile));
            for key in ["targets", "risk", "tier"] {
                assert_eq!(one[key], other[key], "{key} under {profile}: {record}");
            }
            for target in answer(&bare, profile)["targets"].as_array().expect("a list") {
                assert!(target["met"].is_null(), "{target} of nothing measured");
            }
        }
    }
}
