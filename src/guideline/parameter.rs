//! Numbers: each said once, where it is cited.

use super::GuidelineErrorCode as Code;
use super::rule::Cite;
use super::table::Table;
use crate::packed::{packed, packed_enum};
use crate::quantity::{Decimal, Unit};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// A measured quantity.
    Unit(Unit),
    /// Days (`d`).
    Days,
    /// Minutes (`min`).
    Minutes,
    /// Completed years (`a`).
    Years,
    /// A plain count.
    Count,
}

impl Suffix {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "d" => Self::Days,
            "min" => Self::Minutes,
            "a" => Self::Years,
            "" => Self::Count,
            _ => Self::Unit(Unit::parse(text)?),
        })
    }

    /// As packs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit(unit) => unit.code(),
            Self::Days => "d",
            Self::Minutes => "min",
            Self::Years => "a",
            Self::Count => "",
        }
    }
}

/// How sure the project is of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Seen in the primary text or two sources.
    A,
    /// Seen in one secondary source.
    B,
    /// General knowledge or engineering, to be verified.
    C,
}

impl Confidence {
    /// Takes a mark, if there is one.
    pub fn read(table: &mut Table<'_>) -> Option<Self> {
        table.one_of("confidence", &[("A", Self::A), ("B", Self::B), ("C", Self::C)])
    }

    /// The confidence of a mark.
    pub fn parse(mark: &str) -> Option<Self> {
        [Self::A, Self::B, Self::C].into_iter().find(|own| own.code() == mark)
    }

    /// The mark.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// One number with its clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name that criteria use.
    pub name: String,
    /// The pack that states it, by its place.
    pub pack: usize,
    /// The number in each unit it is stated in; of a range or a row of a table, every number in order.
    pub values: Vec<(Decimal, Suffix)>,
    /// The units above that were derived by a factor, not printed.
    pub derived: Vec<Unit>,
    /// The clause.
    pub cite: Cite,
    /// How sure.
    pub confidence: Confidence,
    /// Whether a named clinician has yet to check it.
    pub pending: bool,
    /// How far a county may move it, in the first unit.
    pub adjust: Option<(Decimal, Decimal)>,
}

packed! { Parameter { name, pack, values, derived, cite, confidence, pending, adjust } }
packed_enum! { Suffix { Unit(unit), Days, Minutes, Years, Count, } else Self::Count }
packed_enum! { Confidence { A, B, C, } else Self::C }

impl Parameter {
    /// Reads a parameter's table.
    pub fn read(name: &str, pack: usize, pack_id: &str, mut table: Table<'_>) -> Self {
        let mut values = quantities(&mut table, "value");
        let derived = quantities(&mut table, "derived");
        if values.is_empty() {
            table.note(Code::Malformed, "`value` is missing");
        }
        let confidence = Confidence::read(&mut table);
        if confidence.is_none() {
            table.note(Code::Malformed, "`confidence` is missing");
        }
        let cite = Cite::read(table.table("cite"), pack_id);
        let pending = table.one_of("review", &[("pending", true)]).unwrap_or(false);
        let adjust = table.table_if("adjust").and_then(|mut bounds| {
            let (from, to) = (bounds.needed("from"), bounds.needed("to"));
            let pair = one(&bounds, &from).zip(one(&bounds, &to));
            bounds.finish();
            pair.map(|((from, _), (to, _))| (from.min(to), from.max(to)))
        });
        table.finish();
        let derived_units = derived.iter().filter_map(|(_, suffix)| unit_of(*suffix)).collect();
        values.extend(derived);
        Self {
            name: name.to_owned(),
            pack,
            values,
            derived: derived_units,
            cite,
            confidence: confidence.unwrap_or(Confidence::C),
            pending,
            adjust,
        }
    }

    /// The number in a unit.
    pub fn in_unit(&self, unit: Unit) -> Option<Decimal> {
        self.values.iter().find(|(_, suffix)| *suffix == Suffix::Unit(unit)).map(|(value, _)| *value)
    }

    /// The number of a suffix, whole.
    pub fn whole(&self, suffix: Suffix) -> Option<i32> {
        let (value, _) = self.values.iter().find(|(_, own)| *own == suffix)?;
        i32::try_from(value.to_int()?).ok()
    }

    /// The number with its unit, as the pack prints it first.
    pub fn printed(&self) -> String {
        self.values.first().map_or_else(String::new, |(value, suffix)| match suffix {
            Suffix::Count => value.to_string(),
            Suffix::Unit(Unit::Percent) => format!("{value}%"),
            other => format!("{value} {}", other.code()),
        })
    }
}

const fn unit_of(suffix: Suffix) -> Option<Unit> {
    match suffix {
        Suffix::Unit(unit) => Some(unit),
        _ => None,
    }
}

/// A number and its suffix, such as `7.0 mmol/L`, `106 d`, `2`.
fn one(table: &Table<'_>, text: &str) -> Option<(Decimal, Suffix)> {
    let (number, suffix) = text.split_once(' ').unwrap_or((text, ""));
    let found = Decimal::parse(number).zip(Suffix::parse(suffix));
    if found.is_none() {
        table.note(Code::Malformed, format!("`{text}` is no number with its unit"));
    }
    found
}

/// Takes several numbers, each in a unit of its own.
pub fn quantities(table: &mut Table<'_>, name: &str) -> Vec<(Decimal, Suffix)> {
    table.texts(name).iter().filter_map(|text| one(table, text)).collect()
}
