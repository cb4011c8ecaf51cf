//! Every row is cited, worded and used; two of a kind never hold together.

use std::collections::BTreeSet;

use liangbing::assess::Scratch;
use liangbing::civil::Day;
use liangbing::concept::Concern;
use liangbing::guideline::{Confidence, StepKind, Steps};
use liangbing::record::Record;
use liangbing::synth::Synth;

use crate::{AS_OF, ENGINE};

fn rows() -> &'static Steps {
    &ENGINE.judge().ruleset.steps
}

#[test]
fn every_row_is_cited_worded_and_waits_for_a_clinician_where_it_is_doubtful() {
    let ruleset = &ENGINE.judge().ruleset;
    assert!(rows().steps.len() >= 18 && rows().choices.len() >= 12 && rows().after.len() >= 6);
    for step in &rows().steps {
        assert!(!step.cited.is_empty(), "{}", step.id);
        let doubtful = step.cited.iter().any(|cited| cited.confidence > Confidence::A);
        assert!(!doubtful || step.pending, "{}", step.id);
        assert_eq!(step.concern.is_none(), step.kind == StepKind::Enrol, "{}", step.id);
        let gives = matches!(step.kind, StepKind::Start | StepKind::Add | StepKind::Switch);
        assert_eq!(step.wait.is_some(), gives, "{}", step.id);
        for words in &ruleset.words {
            let text = words.find(&format!("step.{}", step.id)).unwrap_or_else(|| panic!("{}", step.id));
            assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
            for class in step.from.iter().chain(&step.classes) {
                assert!(words.find(&format!("drug-class.{}", class.code())).is_some(), "{}", class.code());
            }
        }
    }
    for choice in &rows().choices {
        assert!(!choice.cited.is_empty() && !choice.classes.is_empty(), "{}", choice.id);
        for class in &choice.classes {
            for words in &ruleset.words {
                assert!(words.find(&format!("drug-class.{}", class.code())).is_some(), "{}", class.code());
            }
        }
    }
}

#[test]
fn what_takes_away_is_looked_for_first() {
    assert!(StepKind::ALL.is_sorted());
    assert!(
        StepKind::Stop < StepKind::Reduce
            && StepKind::Reduce < StepKind::Switch
            && StepKind::Switch < StepKind::Start
    );
}

/// Rows of one kind, and choices of one concern, exclude each other, so that no order among them decides.
#[test]
fn two_rows_of_a_kind_never_hold_together() {
    let judge = ENGINE.judge();
    let as_of = Day::parse(AS_OF).expect("a day");
    let mut seen = BTreeSet::new();
    for patient in Synth::new(7, as_of).take(1_500) {
        let record = Record::read(&patient.to_string()).expect("a record");
        let chart = ENGINE.chart(&record);
        let verdict = judge.judge(&chart, as_of, &mut Scratch::default());
        for (concern, own) in Concern::ALL.iter().zip(&verdict.concerns) {
            let view = judge.tier_view(&chart, as_of, *concern, own);
            let met = |when| judge.truth(when, &view).is_met();
            for kind in [StepKind::Switch, StepKind::Start, StepKind::Add] {
                let held: Vec<&str> = rows()
                    .steps
                    .iter()
                    .filter(|row| row.concern == Some(*concern) && row.kind == kind && met(row.when))
                    .map(|row| row.id.as_str())
                    .collect();
                assert!(held.len() <= 1, "{held:?} for {patient}");
                seen.extend(held);
            }
            let choices = rows().choices.iter().filter(|row| row.concern == Some(*concern) && met(row.when));
            assert_eq!(choices.count(), 1, "for {patient}");
        }
    }
    assert!(seen.len() >= 4, "{seen:?}");
}
