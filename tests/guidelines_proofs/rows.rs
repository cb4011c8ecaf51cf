//! The rows of targets and risks: cited, worded, reviewed, each cell above the ones it outranks.

use liangbing::concept::{Badge, Concern, Truth};
use liangbing::guideline::{Cell, Clause, RiskRow, Short};

use super::super::ruleset;

/// The clause of every row.
pub fn clauses() -> impl Iterator<Item = &'static Clause> {
    let targets = ruleset().targets.iter().map(|row| &row.clause);
    let home = ruleset().home.iter().map(|row| &row.clause);
    let risks = ruleset().risks.iter().map(|row| &row.clause);
    let diagnosis = ruleset().diagnosis.iter().map(|row| &row.clause);
    let advice = ruleset().advice.iter().map(|row| &row.clause);
    targets.chain(home).chain(risks).chain(advice).chain(diagnosis)
}

/// The parameters that steps of therapy use.
pub fn steps() -> impl Iterator<Item = u16> {
    let steps = &ruleset().steps;
    let rows = steps.steps.iter().map(|row| &row.parameters);
    let choices = steps.choices.iter().map(|row| &row.parameters);
    rows.chain(choices).chain(steps.after.iter().map(|row| &row.parameters)).flatten().copied()
}

/// The parameters that the plan uses.
pub fn plans() -> impl Iterator<Item = u16> {
    let plans = &ruleset().plans;
    let contacts = plans.contacts.iter().map(|row| &row.head);
    contacts.chain(plans.tests.iter().map(|row| &row.head)).flat_map(|head| &head.parameters).copied()
}

#[test]
fn every_row_cites_a_pack_and_is_reviewed_unless_it_is_sure() {
    let packs: Vec<&str> = ruleset().packs.iter().map(|pack| pack.id.as_str()).collect();
    for clause in clauses() {
        assert!(
            packs.contains(&clause.cite.guideline.as_str()) && !clause.cite.section.is_empty(),
            "{clause:?}"
        );
        assert_eq!(clause.confidence.code() != "A", clause.pending, "{}", clause.id);
    }
}

#[test]
fn every_row_of_a_risk_is_worded_in_both_languages_without_a_digit() {
    for words in &ruleset().words {
        // Of an older edition only the strata are shown.
        for row in ruleset().risks.iter().filter(|row| ruleset().packs[row.clause.pack].latest) {
            let text = words
                .find(&format!("rule.{}.summary", row.clause.id))
                .unwrap_or_else(|| panic!("{}", row.clause.id));
            assert!(!text.contains(|c: char| c.is_numeric()) && text.chars().count() <= 139, "{text}");
        }
    }
}

#[test]
fn a_row_is_possible_for_those_its_concern_is_about() {
    const NEVER: Short = Short::Settled(Truth::NotMet);
    let mut rules = ruleset().clone();
    for row in &ruleset().targets {
        let diagnosed = [row.concern == Concern::Hypertension, row.concern == Concern::Diabetes];
        let possible = [diagnosed, [true, true]].iter().any(|of| rules.shortened(row.when, *of) != NEVER);
        assert!(possible, "{} is out of reach", row.clause.id);
    }
    for cell in ruleset().risks.iter().flat_map(|row| &row.cells) {
        assert_ne!(rules.shortened(cell.when, [true, true]), NEVER, "{cell:?}");
        assert!(cell.low <= cell.high);
    }
}

/// The document's own table, said once more by hand: what is not a cell there is none here.
#[test]
fn the_risk_table_of_hypertension_has_the_documents_fifteen_cells() {
    let printed = |row: &RiskRow| {
        let cell = |cell: &Cell| match (cell.low.code(), cell.high.code()) {
            (low, high) if low == high => low.to_owned(),
            (low, high) => format!("{low}/{high}"),
        };
        row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
    };
    for (row, cells) in [
        ("htn-risk-no-factor", "low intermediate high"),
        ("htn-risk-some-factors", "intermediate intermediate/high very-high low"),
        ("htn-risk-many-factors", "high high very-high intermediate/high"),
        ("htn-risk-disease", "very-high very-high very-high high/very-high"),
    ] {
        let own = ruleset().risks.iter().find(|own| own.clause.id == row).expect(row);
        assert_eq!((own.of, printed(own).as_str()), (Badge::Hypertension, cells), "{row}");
    }
}
