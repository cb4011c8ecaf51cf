//! Numbers: each said once, where it is cited.

use super::GuidelineErrorCode as Code;
use super::rule::Cite;
use super::table::{Fault, Table, texts};
use crate::concept::Concept;
use crate::concept::request::{Compare, Op, UNIT_SLOTS};
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
    /// A mark; anything else is none.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            _ => None,
        }
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
    /// The number in each unit it is stated in.
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

impl Parameter {
    /// Reads a parameter's table.
    pub fn read(name: &str, pack: usize, pack_id: &str, mut table: Table<'_>) -> Result<Self, Fault> {
        let values = quantities(&table.take("value").map_or(Ok(Vec::new()), |value| texts("value", value))?)?;
        let derived = quantities(&table.texts("derived")?)?;
        if values.is_empty() {
            return Err((Code::Malformed, "`value` is missing".to_owned()));
        }
        let confidence = table.needed("confidence")?;
        let confidence = Confidence::parse(&confidence)
            .ok_or_else(|| (Code::Malformed, format!("confidence `{confidence}` is none of A, B, C")))?;
        let cite = Cite::read(table.table("cite")?, pack_id)?;
        let pending = match table.text("review")?.as_deref() {
            None => false,
            Some("pending") => true,
            Some(other) => return Err((Code::Malformed, format!("review `{other}` is not `pending`"))),
        };
        let adjust = match table.take("adjust") {
            None => None,
            Some(value) => {
                let mut bounds = Table::of(value)?;
                let pair = (one(&bounds.needed("from")?)?.0, one(&bounds.needed("to")?)?.0);
                bounds.finish()?;
                Some((pair.0.min(pair.1), pair.0.max(pair.1)))
            }
        };
        table.finish()?;
        let derived_units = derived.iter().filter_map(|(_, suffix)| unit_of(*suffix)).collect();
        let values = values.into_iter().chain(derived).collect();
        Ok(Self {
            name: name.to_owned(),
            pack,
            values,
            derived: derived_units,
            cite,
            confidence,
            pending,
            adjust,
        })
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

    /// A comparison with this parameter for a concept, in each of its units.
    pub fn compare(&self, op: Op, place: u16, concept: Concept) -> Result<Compare, Fault> {
        let mut limits = [None; UNIT_SLOTS];
        for (limit, range) in limits.iter_mut().zip(concept.ranges()) {
            let stated = self.in_unit(range.unit);
            if stated.is_none() {
                let message = format!("`{}` states no value in `{}`", self.name, range.unit.code());
                return Err((Code::UnitMissing, message));
            }
            *limit = stated;
        }
        Ok(Compare { op, parameter: place, limits })
    }

    /// A comparison with this parameter for a number that has no unit of a concept.
    pub fn compare_plain(&self, op: Op, place: u16, suffix: Suffix) -> Result<Compare, Fault> {
        match self.whole(suffix) {
            Some(value) => {
                let limits = [Some(Decimal::from_int(i64::from(value))), None];
                Ok(Compare { op, parameter: place, limits })
            }
            None => Err((
                Code::UnitMissing,
                format!("`{}` states no whole number in `{}`", self.name, suffix.code()),
            )),
        }
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
pub fn one(text: &str) -> Result<(Decimal, Suffix), Fault> {
    let (number, suffix) = text.split_once(' ').unwrap_or((text, ""));
    match (Decimal::parse(number), Suffix::parse(suffix)) {
        (Some(value), Some(suffix)) => Ok((value, suffix)),
        (None, _) => Err((Code::Malformed, format!("`{text}` does not start with a number"))),
        (_, None) => Err((Code::Malformed, format!("`{suffix}` is no unit"))),
    }
}

/// Several numbers, each in a unit of its own.
pub fn quantities(list: &[String]) -> Result<Vec<(Decimal, Suffix)>, Fault> {
    list.iter().map(|text| one(text)).collect()
}
