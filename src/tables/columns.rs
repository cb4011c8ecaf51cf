//! What columns are called and what they are, as `guidelines/tables/` has it.

use crate::concept::{Concept, Timing};
use crate::quantity::Unit;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// What a column is in a record.
#[derive(Debug)]
pub(crate) struct Meaning {
    pub(crate) id: &'static str,
    pub(crate) kind: Kind,
    /// The field of the patient, the form or the habits.
    pub(crate) to: &'static str,
    pub(crate) concept: Option<Concept>,
    pub(crate) timing: Option<Timing>,
    /// The spellings of the one unit that a habit is counted in.
    pub(crate) units: &'static [&'static str],
    /// Without its unit the column is something else elsewhere.
    pub(crate) needs_unit: bool,
    names: &'static [&'static str],
}

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Patient,
    Date,
    Time,
    Systolic,
    Diastolic,
    Pressure,
    Number,
    Field,
    Habit,
    Condition,
    Concern,
    Medicine,
    Item,
    Value,
    Unit,
}

/// The column of an id.
pub(crate) fn by_id(id: &str) -> Option<&'static Meaning> {
    COLUMNS.iter().find(|meaning| meaning.id == id)
}

/// Every id, for a refusal.
pub(crate) fn ids() -> Vec<&'static str> {
    COLUMNS.iter().map(|meaning| meaning.id).collect()
}

/// The column that a header names, the unit in its brackets taken off.
pub(crate) fn by_name(name: &str) -> Option<&'static Meaning> {
    let name = plain(name);
    COLUMNS.iter().find(|meaning| meaning.names.iter().any(|own| plain(own) == name))
}

/// A name without case, spaces, `_` and `-`.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A header and the unit in its brackets, if it has one.
pub(crate) fn split(header: &str) -> (&str, Option<&str>) {
    let found = header.strip_suffix([')', ']']).and_then(|rest| {
        let open = rest.rfind(['(', '['])?;
        let (name, unit) = rest.split_at_checked(open)?;
        Some((name.trim(), unit.get(1..)?.trim()))
    });
    match found {
        Some((name, unit)) if !name.is_empty() && !unit.is_empty() => (name, Some(unit)),
        _ => (header, None),
    }
}

/// A unit in any of its spellings.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let known = UNITS.iter().find(|(own, _)| *own == text).map_or(text, |(_, unit)| unit);
    Unit::parse(known)
}

/// The code of a cell's word.
pub(crate) fn word(list: &'static [(&'static str, &'static str)], text: &str) -> Option<&'static str> {
    list.iter().find(|(own, _)| own.eq_ignore_ascii_case(text)).map(|(_, code)| *code)
}

/// Words of diagnoses, concerns and sexes.
pub(crate) fn words(of: Words) -> &'static [(&'static str, &'static str)] {
    match of {
        Words::Condition => CONDITIONS,
        Words::Concern => CONCERNS,
        Words::Sex => SEXES,
    }
}

/// Which words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Words {
    Condition,
    Concern,
    Sex,
}

/// Full-width letters, digits and signs as the plain ones, spaces at the ends taken off.
pub(crate) fn narrow(text: &str) -> String {
    let one = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide.saturating_sub(0xfee0)).unwrap_or(c),
        0x3000 | 0xa0 => ' ',
        _ => c,
    };
    text.chars().map(one).filter(|c| *c != '\u{feff}').collect::<String>().trim().to_owned()
}
