//! What does not depend on when a reading was taken.

use super::{
    GRI_HIGH, GRI_LOW, GRI_VERY_HIGH, GRI_VERY_LOW, GRI_ZONE_PCT, GlucoseUnit, J_SCALE, RISK_POWER,
    RISK_SCALE, RISK_SHIFT, RISK_WEIGHT, count, cut_offs, deviation, mean, percentile, runs,
};
use crate::equation::convert::GLUCOSE;

/// Everything that follows from the readings without their times.
///
/// Shares are percentages of the readings. `None` where one reading is too few.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Readings.
    pub n: usize,
    /// The mean, in the unit of the readings.
    pub mean: f64,
    /// The sample standard deviation, in the unit of the readings.
    pub sd: Option<f64>,
    /// The coefficient of variation, per cent.
    pub cv: Option<f64>,
    /// Below 54 mg/dL or 3.0 mmol/L.
    pub very_low: f64,
    /// Below 70 mg/dL or 3.9 mmol/L, the very low ones included.
    pub below: f64,
    /// From 70 to 180 mg/dL or 3.9 to 10.0 mmol/L.
    pub in_range: f64,
    /// From 70 to 140 mg/dL or 3.9 to 7.8 mmol/L.
    pub in_tight_range: f64,
    /// Above 180 mg/dL or 10.0 mmol/L, the very high ones included.
    pub above: f64,
    /// Above 250 mg/dL or 13.9 mmol/L.
    pub very_high: f64,
    /// The low blood glucose index.
    pub lbgi: f64,
    /// The high blood glucose index.
    pub hbgi: f64,
    /// The glycaemia risk index, 0 to 100.
    pub gri: f64,
    /// The zone of the glycaemia risk index.
    pub zone: Zone,
    /// The median, in the unit of the readings.
    pub median: f64,
    /// The third quartile less the first, in the unit of the readings.
    pub iqr: f64,
    /// The J-index, defined in mg/dL.
    pub j_index: Option<f64>,
}

/// A fifth of the glycaemia risk index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// 0 to 20.
    A,
    /// Above 20, to 40.
    B,
    /// Above 40, to 60.
    C,
    /// Above 60, to 80.
    D,
    /// Above 80.
    E,
}

impl Zone {
    /// The letter.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }

    fn of(gri: f64) -> Self {
        let zones = [Self::A, Self::B, Self::C, Self::D];
        let ends = [1.0, 2.0, 3.0, 4.0].map(|zone| zone * GRI_ZONE_PCT);
        zones.into_iter().zip(ends).find(|(_, end)| gri <= *end).map_or(Self::E, |(zone, _)| zone)
    }
}

/// The figures of a rising list, which has at least one reading.
pub(super) fn metrics(unit: GlucoseUnit, sorted: &[(f64, u16)]) -> Metrics {
    let cuts = cut_offs(unit);
    let mg_dl = match unit {
        GlucoseUnit::MgDl => 1.0,
        GlucoseUnit::MmolL => GLUCOSE,
    };
    let share = |number: usize| 100.0 * count(number) / count(sorted.len());
    let until = |inside: &dyn Fn(f64) -> bool| sorted.partition_point(|(glucose, _)| inside(*glucose));
    let very_low = until(&|glucose| glucose < cuts.very_low);
    let low = until(&|glucose| glucose < cuts.low);
    let tight = until(&|glucose| glucose <= cuts.tight);
    let high = until(&|glucose| glucose <= cuts.high);
    let very_high = until(&|glucose| glucose <= cuts.very_high);
    let between = |from: usize, to: usize| share(to.saturating_sub(from));
    let gri = GRI_VERY_LOW * share(very_low)
        + GRI_LOW * between(very_low, low)
        + GRI_VERY_HIGH * between(very_high, sorted.len())
        + GRI_HIGH * between(high, very_high);
    let gri = gri.min(100.0);
    let runs = runs(sorted);
    let (mean, sd) = (mean(runs.iter().copied()), deviation(runs.iter().copied()));
    let (lbgi, hbgi) = risk_indices(&runs, count(sorted.len()), mg_dl);
    let place = |place: usize| sorted.get(place).map(|(glucose, _)| *glucose);
    let at = |percent| percentile(sorted.len(), place, percent).unwrap_or(mean);
    Metrics {
        n: sorted.len(),
        mean,
        sd,
        cv: sd.map(|sd| 100.0 * sd / mean),
        very_low: share(very_low),
        below: share(low),
        in_range: between(low, high),
        in_tight_range: between(low, tight),
        above: between(high, sorted.len()),
        very_high: between(very_high, sorted.len()),
        lbgi,
        hbgi,
        gri,
        zone: Zone::of(gri),
        median: at(50),
        iqr: at(75) - at(25),
        j_index: sd.map(|sd| J_SCALE * (mg_dl * (mean + sd)) * (mg_dl * (mean + sd))),
    }
}

/// The low and high blood glucose index of values, each so many times.
fn risk_indices(runs: &[(f64, f64)], number: f64, mg_dl: f64) -> (f64, f64) {
    let (mut low, mut high) = (0.0, 0.0);
    for (glucose, times) in runs {
        let f = RISK_SCALE * (libm::pow(libm::log(glucose * mg_dl), RISK_POWER) - RISK_SHIFT);
        let risk = times * RISK_WEIGHT * f * f;
        if f < 0.0 {
            low += risk;
        } else {
            high += risk;
        }
    }
    (low / number, high / number)
}
