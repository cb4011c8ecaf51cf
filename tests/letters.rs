//! Letters and the consult packet: what they say, what they leave out, and that nothing is in them that nobody wrote.
//!
//! The photographs are read when they change, as those of assessments are.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod support;

use std::sync::LazyLock;

use liangbing::assess::LETTERS;
use liangbing::engine::{CareLevel, Engine, Locale, Options};
use liangbing::record::Record;
use liangbing::synth::Synth;
use serde_json::{Value, json};
use support::story::Story;
use support::{AS_OF, day};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn all(locale: Locale, level: CareLevel) -> Options {
    Options { locale, level, letters: LETTERS.to_vec(), ..Options::on(day(AS_OF)) }
}

fn assess(record: &Value, options: &Options) -> Value {
    let record = Record::read(&record.to_string()).unwrap_or_else(|error| panic!("{error}: {record}"));
    serde_json::to_value(ENGINE.assess(&record, options)).expect("JSON")
}

fn letters(record: &Value, options: &Options) -> Vec<Value> {
    assess(record, options)["letters"].as_array().expect("a list").clone()
}

fn letter(record: &Value, kind: &str) -> Value {
    let list = letters(record, &all(Locale::En, CareLevel::Village));
    list.into_iter().find(|own| own["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"))
}

fn text(record: &Value, kind: &str) -> String {
    letter(record, kind)["text"].as_str().expect("text").to_owned()
}

fn told(who: &str, story: &[&str]) -> Value {
    Story::new(day(AS_OF)).who(who).tell(story).record()
}

/// Six patients: named and nameless, up and down, one disease and two, much known and hardly anything.
fn patients() -> [(&'static str, CareLevel, Value); 6] {
    let named = json!({
        "patient": {"name": "李秀英", "id": "p-7", "place": {"village": "东沟村"}},
        "medications": [
            {"code": "amlodipine", "dose": "5 mg", "perDay": 1, "since": "2024-01-01"},
            {"code": "metformin", "dose": "500 mg", "perDay": 2, "since": "2020-06"},
            {"name": "a powder from the market"},
        ],
        "allergies": [{"code": "acei", "reaction": "angioedema"}, {"name": "penicillin"}],
    });
    let critical = Story::new(day(AS_OF)).who("68 female htn dm").tell(&[
        "-91 visit both 1, bp 146/84, fasting 6.4",
        "-60 hba1c 7.1, potassium 4.2, uacr 12, creatinine 71, fundus moderate-npdr",
        "0 08:10 bp 184/104, visit both adherence:regular",
        "0 08:12 fasting 7.4, sign dizziness old",
    ]);
    let stable = json!({"patient": {"name": "王建国"}, "conditions": [{"code": "stroke", "since": "2019-03", "status": "resolved"}]});
    let ready = Story::new(day(AS_OF)).who("64 male htn on:amlodipine").tell(&[
        "-200 bp 172/104, up htn seen@-190",
        "-100 creatinine 82",
        "-40 visit htn 1, bp 132/80",
        "-10 visit htn 1, bp 131/78",
    ]);
    let untreated = Story::new(day(AS_OF))
        .who("58 male dm")
        .tell(&["-3 hba1c 8.1, egfr 80", "0 visit dm 2 adherence:regular, fasting 8.4"]);
    [
        ("critical", CareLevel::Village, critical.with(&named).record()),
        ("ready-down", CareLevel::Township, ready.with(&stable).record()),
        ("stroke", CareLevel::County, told("70 male", &["0 09:00 bp 150/96, sign speech-loss acute"])),
        ("pregnant", CareLevel::Village, told("31 female pregnant", &["0 10:00 bp 146/92, fasting 5.4"])),
        ("step-above", CareLevel::Village, untreated.with(&json!({"medications": []})).record()),
        (
            "quiet",
            CareLevel::Village,
            told(
                "61 male htn on:amlodipine",
                &["-90 visit htn 1, bp 126/76", "0 visit htn 1, bp 124/76, no signs"],
            ),
        ),
    ]
}

#[test]
fn photographs_of_six_patients_in_both_languages() {
    for (name, level, record) in patients() {
        for locale in Locale::ALL {
            let list = letters(&record, &all(locale, level));
            let text: Vec<String> = list
                .iter()
                .map(|own| {
                    format!(
                        "== {} ==\n{}",
                        own["kind"].as_str().expect("kind"),
                        own["text"].as_str().expect("text")
                    )
                })
                .collect();
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("letter-{name}.{}", locale.code()), text.join("\n"));
            });
        }
    }
}

#[test]
fn none_is_written_unless_asked_for_and_none_that_does_not_fit() {
    let record = &patients()[0].2;
    let quiet = assess(record, &Options { letters: Vec::new(), ..all(Locale::En, CareLevel::Village) });
    assert_eq!(quiet["letters"], json!([]));
    let kinds = |at: usize| -> Vec<String> {
        let (_, level, record) = &patients()[at];
        let list = letters(record, &all(Locale::En, *level));
        list.iter().map(|own| own["kind"].as_str().expect("text").to_owned()).collect()
    };
    assert_eq!(kinds(0), ["referral-up", "visit-note", "patient", "consult"]);
    assert_eq!(kinds(1), ["referral-down", "visit-note", "patient", "consult"]);
    assert_eq!(kinds(2), ["visit-note", "patient", "consult"], "nobody writes to where they are");
    assert_eq!(kinds(5), ["visit-note", "patient", "consult"]);
    let healthy = told("40 male", &["0 bp 118/76"]);
    assert!(letters(&healthy, &all(Locale::En, CareLevel::Village)).is_empty(), "nothing to write of");
}

#[test]
fn the_kinds_are_asked_for_by_name_in_any_order_and_once() {
    let read = |kinds: &[&str]| {
        kinds.iter().try_fold(Options::on(day(AS_OF)), |options, kind| options.with_letter(kind))
    };
    let options = read(&["patient", "visit-note", "patient"]).expect("kinds");
    let list = letters(&patients()[5].2, &options);
    assert_eq!(
        list.iter().map(|own| own["kind"].as_str()).collect::<Vec<_>>(),
        [Some("visit-note"), Some("patient")]
    );
    for bad in ["", "all", "Patient", "letter"] {
        let error = read(&[bad]).expect_err("a refusal");
        assert_eq!((error.code.code(), error.path.as_str()), ("bad-options", "letters"), "{bad}");
    }
}

#[test]
fn what_matters_and_is_not_known_says_so_and_a_name_is_never_made_up() {
    let bare = text(&told("52 female htn", &["0 bp 184/104"]), "referral-up");
    assert!(bare.contains("Name: ______________\n"), "{bare}");
    for line in
        ["Medicines:\n- not known", "Allergies:\n- not known", "Kidney function:\n- not known", "Sex: female"]
    {
        assert!(bare.contains(line), "{line} in {bare}");
    }
    assert!(
        !bare.contains("Village:") && !bare.contains("Last tests:"),
        "what is not there drops out: {bare}"
    );
    let pregnancy = |who: &str| {
        text(&told(who, &["0 bp 184/104"]), "referral-up")
            .lines()
            .find(|l| l.starts_with("Pregnancy"))
            .map(str::to_owned)
    };
    assert_eq!(pregnancy("31 female htn").as_deref(), Some("Pregnancy: not known"));
    assert_eq!(pregnancy("31 female htn lactating").as_deref(), Some("Pregnancy: breastfeeding"));
    assert_eq!(pregnancy("31 male htn"), None);
    assert_eq!(pregnancy("61 female htn"), None);
    let none =
        Story::new(day(AS_OF)).who("52 male htn").tell(&["0 bp 184/104"]).with(&json!({"medications": []}));
    assert!(
        text(&none.record(), "referral-up").contains("Medicines:\n- none\n"),
        "a list that is empty says none"
    );
}

#[test]
fn a_letter_carries_values_as_measured_with_unit_and_date_and_doses_as_written() {
    let record = &patients()[0].2;
    let up = text(record, "referral-up");
    for line in [
        "- blood pressure 184/104 mmHg (2026-11-20 08:10)",
        "- glucose fasting 7.4 mmol/L (2026-11-20 08:12)",
        "- creatinine 71 umol/L (2026-09-21)",
        "- estimated filtration rate calculated ",
        "- eye fundus moderate non-proliferative retinopathy (2026-09-21)",
        "- amlodipine 5 mg × 1 a day (2024-01-01)",
        "- metformin 500 mg × 2 a day (2020-06)",
        "- a powder from the market",
        "- penicillin",
        "- ACE inhibitor angioedema",
        "Urgency: today   Date: 2026-11-20",
    ] {
        assert!(up.contains(line), "{line} in {up}");
    }
    let data = letter(record, "referral-up")["data"].clone();
    assert_eq!(
        data["readings"][0],
        json!({"concept": "glucose", "value": 7.4, "unit": "mmol/L", "how": "fasting", "at": "2026-11-20T08:12"})
    );
    assert_eq!(data["to"], json!([{"concept": "place", "value": "township-clinic"}]));
    let odd = told("52 male htn", &["-1 bp 80/120", "0 bp 184/104", "1 bp 120/70"]);
    let up = text(&odd, "referral-up");
    assert!(
        !up.contains("80/120") && !up.contains("120/70"),
        "neither what cannot be used nor what is to come: {up}"
    );
}

#[test]
fn a_step_decided_above_offers_the_consultation_with_the_step_in_it() {
    let (_, level, record) = &patients()[4];
    let answer = assess(record, &all(Locale::En, *level));
    let step = &answer["plan"]["medication"][0];
    assert_eq!((&step["decidedBy"], &step["letter"]), (&json!("township-clinic"), &json!("consult")));
    let packet = text(record, "consult");
    assert!(packet.contains(&format!("Asked:\n- {}", step["text"].as_str().expect("text"))), "{packet}");
    assert!(packet.contains("From: village clinic   To: township clinic"), "{packet}");
    let label = answer["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .flat_map(|card| card["actions"].as_array().expect("actions").clone());
    assert!(label.into_iter().any(|own| own["kind"] == "medication"
        && own["label"].as_str().is_some_and(|l| l.contains("consultation letter"))));
    let there = assess(record, &all(Locale::En, CareLevel::Township));
    assert_eq!(there["plan"]["medication"][0]["letter"], Value::Null, "decided where the user works");
}

#[test]
fn the_order_of_a_record_never_decides_what_a_letter_says() {
    for (_, level, record) in patients() {
        let mut turned = record.clone();
        for list in ["conditions", "observations", "medications", "visits", "allergies"] {
            if let Some(own) = turned[list].as_array_mut() {
                own.reverse();
            }
        }
        let options = all(Locale::En, level);
        assert_eq!(letters(&record, &options), letters(&turned, &options));
    }
}

/// The words and numbers of a text that hold a digit.
fn figures(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-' || c == ':'));
    let own = parts
        .map(|part| part.trim_matches(['.', '-', ':']))
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    own.map(str::to_owned).collect()
}

#[test]
fn every_figure_of_a_patients_letter_stands_in_the_record_or_in_the_answer_and_no_place_stays_open() {
    let mut written = 0;
    for record in Synth::new(11, day(AS_OF)).take(120) {
        for locale in Locale::ALL {
            for level in [CareLevel::Village, CareLevel::County] {
                let answer = assess(&record, &all(locale, level));
                let mut known = answer.clone();
                known["letters"] = Value::Null;
                let known = format!("{known}{record}").replace('T', " ");
                for own in answer["letters"].as_array().expect("a list") {
                    let text = own["text"].as_str().expect("text");
                    assert!(!text.contains(['{', '}', '—', '[', ']']), "{text}");
                    assert!(!text.contains("\n\n\n"), "{text}");
                    if own["kind"] == "patient" {
                        for figure in figures(text) {
                            assert!(known.contains(&figure), "{figure} of {text} in {record}");
                        }
                    }
                    written += 1;
                }
            }
        }
    }
    assert!(written > 120, "{written}");
}
