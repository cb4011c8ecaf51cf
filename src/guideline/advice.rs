//! What documents ask of a person's days: food, drink, smoke, movement; a row says one thing to one kind of patient.

use super::criterion::Compiler;
use super::parameter::Parameter;
use super::row::{Clause, clause};
use super::table::Table;
use super::{GuidelineErrorCode, NodeId};
use crate::concept::{Code, Concern, codes};
use crate::packed::packed;
use crate::quantity::Decimal;

/// Where a row speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is eaten and drunk.
    Diet,
    /// Smoke and sleep.
    Habit,
    /// Which movement, how hard, how much, and what to mind in it.
    Exercise,
    /// Why not today.
    NotToday,
    /// No sentence: numbers that other rows reckon with.
    Body,
}

codes! {
    /// What a row says: the key of its sentence, and what other documents' rows are held against. What is told to a
    /// person first stands first.
    Says {
        LowSugar = "low-sugar",
        Smoking = "smoking",
        Salt = "salt",
        Alcohol = "alcohol",
        WeightLoss = "weight-loss",
        WeightGain = "weight-gain",
        Weight = "weight",
        Activity = "activity",
        Staple = "staple",
        Waist = "waist",
        Sleep = "sleep",
        Energy = "energy",
        AlcoholLows = "alcohol-lows",
        Protein = "protein",
        PotassiumSalt = "potassium-salt",
        Walking = "walking",
        Seated = "seated",
        Resistance = "resistance",
        Moderate = "moderate",
        Light = "light",
        Days = "days",
        Gap = "gap",
        Lows = "lows",
        NoVigour = "no-vigour",
        NoWater = "no-water",
        Unsteady = "unsteady",
        GlucoseHigh = "glucose-high",
        GlucoseLow = "glucose-low",
        Ketones = "ketones",
        Retina = "retina",
        Kidney = "kidney",
        Infection = "infection",
        Event = "event",
        StandardWeight = "standard-weight",
        EnergyLeast = "energy-least",
    }
}

impl Says {
    /// Where it speaks.
    pub fn part(self) -> Part {
        match self {
            Self::LowSugar | Self::Smoking | Self::Sleep => Part::Habit,
            Self::Activity => Part::Exercise,
            Self::StandardWeight | Self::EnergyLeast => Part::Body,
            own if own >= Self::GlucoseHigh => Part::NotToday,
            own if own >= Self::Walking => Part::Exercise,
            _ => Part::Diet,
        }
    }

    /// What its numbers are counted in, as it stands behind them; nothing where they are a count.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Activity => " min",
            Self::LowSugar | Self::Salt | Self::Alcohol | Self::Staple => " g",
            Self::Energy => " kcal",
            Self::WeightLoss | Self::WeightGain | Self::Weight => " kg",
            Self::Protein => " g/kg",
            _ => "",
        }
    }

    /// How many numbers it wants at least.
    const fn wants(self) -> usize {
        match self {
            Self::Staple => 4,
            Self::WeightLoss | Self::StandardWeight => 2,
            Self::LowSugar => 3,
            Self::Energy | Self::Weight | Self::WeightGain | Self::EnergyLeast => 1,
            _ => 0,
        }
    }
}

/// One thing a document asks of a patient.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Where it stands.
    pub clause: Clause,
    /// What it says.
    pub says: Says,
    /// Only for those in care for this.
    pub concern: Option<Concern>,
    /// Of which of them.
    pub when: NodeId,
    /// Its numbers, in the unit that their parameters print first.
    pub value: Vec<Decimal>,
}

packed! { Advice { clause, says, concern, when, value } }

/// Reads a row; what is wrong with it is noted.
pub fn advice(
    compiler: &mut Compiler<'_>,
    of: (&str, usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
) -> Option<Advice> {
    let says = table.needed("says");
    let says = table.listed(&says, "advice", Says::parse)?;
    let concern = table.word("concern", "concern", Concern::parse);
    let (clause, (when, value)) = clause(compiler, of, &mut table, parameters, |compiler, table, when| {
        let mut value = Vec::new();
        for name in table.texts("value") {
            let Some(own) = parameters.get(usize::from(compiler.place(&name))) else { continue };
            let unit = own.values.first().map(|(_, suffix)| *suffix);
            let printed = own.values.iter().filter(|(_, own)| Some(*own) == unit);
            value.extend(printed.map(|(number, _)| *number));
        }
        if value.len() < says.wants() {
            table.note(GuidelineErrorCode::Malformed, "`value` names too few numbers for what is reckoned");
        }
        Some((when, value))
    })?;
    table.finish();
    Some(Advice { clause, says, concern, when, value })
}
