//! A page that shows a part gets that part, the same as in the whole answer, and the same cards.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

use liangbing::assess::report::to_json;
use liangbing::assess::{LETTERS, Section, Sections};
use liangbing::civil::Day;
use liangbing::engine::{Engine, Options};
use liangbing::record::Record;
use liangbing::synth::Synth;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-21";

/// Answers of many patients under options.
fn answers(options: &Options) -> Vec<Value> {
    let engine = Engine::builtin().expect("sound packs");
    let records = Synth::new(7, options.as_of).take(120);
    records
        .map(|record| Record::read(&record.to_string()).expect("a record"))
        .map(|record| serde_json::to_value(engine.assess(&record, options)).expect("JSON"))
        .collect()
}

fn options() -> Options {
    Options::on(Day::parse(AS_OF).expect("a day"))
}

fn is_section(name: &str) -> bool {
    Section::parse(name).is_some()
}

#[test]
fn without_sections_the_rest_is_the_same() {
    let lean = answers(&Options { sections: Sections::NONE, ..options() });
    for (mut whole, lean) in answers(&options()).into_iter().zip(lean) {
        let fields = whole.as_object_mut().expect("an object");
        assert_eq!(fields.keys().filter(|name| is_section(name)).count(), Section::ALL.len());
        fields.retain(|name, _| !is_section(name));
        assert_eq!(whole, lean);
    }
}

#[test]
fn cards_are_the_same_where_nothing_else_is_shown() {
    let bare = answers(&Options { sections: Sections::CARDS, ..options() });
    for (whole, bare) in answers(&options()).iter().zip(&bare) {
        for name in ["cards", "care", "stamp"] {
            assert_eq!(whole[name], bare[name], "{name}");
        }
        for name in ["colour", "level", "floor", "ceiling", "reason", "actBy", "owner", "repeatPending"] {
            assert_eq!(whole["tier"][name], bare["tier"][name], "{name}");
        }
        for name in ["urgency", "to", "checkBy", "loop"] {
            assert_eq!(whole["referral"][name], bare["referral"][name], "{name}");
        }
        assert_eq!(bare["tier"]["receipt"]["because"], json!([]), "not said, since nobody would see it");
    }
}

#[test]
fn each_section_is_the_same_alone() {
    let whole = answers(&options());
    for (_, name) in Section::ALL {
        let none = Options { sections: Sections::NONE, ..options() };
        let alone = answers(&none.with_section(name).expect("a name"));
        for (whole, alone) in whole.iter().zip(&alone) {
            let fields = alone.as_object().expect("an object");
            let carried: Vec<&String> = fields.keys().filter(|name| is_section(name)).collect();
            assert_eq!(carried, [name]);
            assert_eq!(whole[name], alone[name], "{name}");
        }
    }
}

#[test]
fn a_letter_is_the_same_whatever_is_shown() {
    let all = |sections| Options { letters: LETTERS.to_vec(), sections, ..options() };
    let lean = answers(&all(Sections::NONE));
    let mut written = 0;
    for (whole, lean) in answers(&all(Sections::ALL)).iter().zip(&lean) {
        assert_eq!(whole["letters"], lean["letters"]);
        assert!(lean.get("plan").is_none(), "made for the letters, and not carried");
        written += lean["letters"].as_array().map_or(0, Vec::len);
    }
    assert!(written > 0, "letters to compare");
}

#[test]
fn a_section_that_does_not_exist_is_refused() {
    let error = options().with_section("colours").expect_err("refused");
    assert_eq!((error.code.code(), error.path.as_str()), ("bad-options", "sections"));
    assert!(error.message.contains("`colours`") && error.message.contains("medicationChecks"));
}

#[test]
fn the_one_writer_says_of_every_answer_what_a_general_writer_does() {
    let engine = Engine::builtin().expect("sound packs");
    for locale in ["zh-CN", "en"] {
        let read = Options::read(AS_OF, Some(locale), None, None).expect("options");
        let options = Options { letters: LETTERS.to_vec(), ..read };
        for record in Synth::new(11, options.as_of).take(150) {
            let record = Record::read(&record.to_string()).expect("a record");
            let answer = engine.assess(&record, &options);
            let own: Value = serde_json::from_str(&to_json(&answer)).expect("an answer that is written");
            assert_eq!(own, serde_json::to_value(&answer).expect("JSON"));
        }
    }
}
