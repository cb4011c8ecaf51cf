//! One module for each layer.

mod classes;
mod episode;
mod glucose;
mod join;
mod laboratory;
mod pressure;
mod screening;
mod session;
mod signs;

use liangbing::concept::{Colour, Level};
use liangbing::guideline::Suffix;
use liangbing::quantity::{Decimal, Unit};

use crate::support_proofs::engine;

/// A number of the packs, in one of its units.
pub fn line(name: &str, unit: Unit) -> Decimal {
    let (_, parameter) = engine().judge().ruleset.parameter(name).unwrap_or_else(|| panic!("no {name}"));
    parameter.in_unit(unit).unwrap_or_else(|| panic!("{name} in {}", unit.code()))
}

/// A line of a blood pressure.
pub fn mmhg(name: &str) -> Decimal {
    line(name, Unit::MillimetreHg)
}

/// A line of a glucose.
pub fn mmol(name: &str) -> Decimal {
    line(name, Unit::MillimolePerLitre)
}

/// A number of days.
pub fn days(name: &str) -> i32 {
    let (_, parameter) = engine().judge().ruleset.parameter(name).unwrap_or_else(|| panic!("no {name}"));
    parameter.whole(Suffix::Days).unwrap_or_else(|| panic!("{name} in days"))
}

/// One cell just below and one at each line, lowest first.
pub fn below_and_at(lines: &[Decimal]) -> Vec<Decimal> {
    let mut cells: Vec<Decimal> = lines.iter().flat_map(|line| [line.minus(Decimal::STEP), *line]).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// A level's place in the definition's own order, from no colour to red.
pub fn gravity(level: Option<Level>) -> u8 {
    match level.map(|level| (level, level.colour())) {
        None => 0,
        Some((_, Colour::Blue)) => 1,
        Some((Level::G2WasRed, _)) => 4,
        Some((_, Colour::Grey)) => 2,
        Some((_, Colour::Yellow)) => 3,
        Some((_, Colour::Red)) => 5,
    }
}
