//! Continuous glucose monitoring: one series of readings to every figure the field reports.
//!
//! | figure | formula | reference |
//! |---|---|---|
//! | time in ranges | share of readings; 70 to 180 mg/dL inclusive in range, below 70 and 54 and above 180 and 250 strictly outside | Battelino T, Diabetes Care 2019;42:1593-603, doi 10.2337/dci19-0028 |
//! | CV | sample standard deviation / mean | same |
//! | GMI | see [`glycaemia`](super::glycaemia) | Bergenstal RM, Diabetes Care 2018;41:2275-80, doi 10.2337/dc18-1581 |
//! | eA1c | the average glucose of an HbA1c, solved for the HbA1c | Nathan DM, Diabetes Care 2008;31:1473-8, doi 10.2337/dc08-0545 |
//! | LBGI, HBGI | mean of 10 f², f = 1.509 (ln(mg/dL)^1.084 − 5.381), where f is below, and above, zero | Kovatchev BP, Diabetes Care 1997;20:1655-8 |
//! | GRI | 3.0 very low + 2.4 low + 1.6 very high + 0.8 high, at most 100; zones A to E by twenties | Klonoff DC, J Diabetes Sci Technol 2023;17:1226-42, doi 10.1177/19322968221085273 |
//! | J-index | 0.001 (mean + standard deviation)² | the package iglu, whose outputs the tests hold |
//! | median, IQR, percentiles | on the line between the two nearest order statistics | same |
//! | active | readings, of those that the steps between first and last leave room for | same |
//! | MAGE | see [`Mage`] | Fernandes NJ, J Diabetes Sci Technol 2022;16:987-94, doi 10.1177/19322968211061165 |
//!
//! Readings in mmol/L are compared with the cut-offs printed in mmol/L (3.0, 3.9, 7.8, 10.0, 13.9), never
//! converted: 10.0 mmol/L is in range, though it is 180.2 mg/dL. Formulas defined in mg/dL convert.
//!
//! **Population.** Cut-offs for adults with type 1 or type 2 diabetes; the older and frail have other
//! targets, pregnancy other ranges. **Not for** diagnosis, nor for capillary readings taken when needed:
//! times in ranges want readings at a steady pace.
//!
//! A year of five-minute readings is sorted once by its bytes, for the shares and for the typical day alike; equal
//! readings are counted together, and so logarithms are taken once a distinct value.

mod distribution;
mod mage;
mod modal;
mod order;
mod period;
mod wear;

use super::input::measured;
use super::{About, Measured, Refusal, data};
use crate::civil::Second;
use crate::concept::Concept;
use crate::quantity::Unit;

pub use distribution::{Metrics, Zone};
pub use mage::{ABOUT as MAGE, Mage};
pub use modal::{PERCENTS, SLOT_MINUTES, Slot};
pub use period::{Period, period};
pub use wear::Wear;

measured! {
    /// A glucose that a sensor read.
    SensorGlucose of Some(Concept::Glucose) => {
        mg_dl = "glucose_mg_dl" in Some(Unit::MilligramPerDecilitre),
        mmol_l = "glucose_mmol_l" in Some(Unit::MillimolePerLitre),
    }
}

/// The unit that a series was measured in; its cut-offs are those printed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlucoseUnit {
    /// Milligrams per decilitre.
    MgDl,
    /// Millimoles per litre.
    MmolL,
}

impl GlucoseUnit {
    /// A value of the unit.
    pub const fn of(self, value: f64) -> SensorGlucose {
        match self {
            Self::MgDl => SensorGlucose::mg_dl(value),
            Self::MmolL => SensorGlucose::mmol_l(value),
        }
    }
}

/// Where the ranges end, in one unit.
#[derive(Debug)]
pub(crate) struct CutOffs {
    very_low: f64,
    low: f64,
    tight: f64,
    high: f64,
    very_high: f64,
}

data!("cgm-metrics");

/// One reading of a sensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// When, on the wall of whoever wears it.
    pub at: Second,
    /// The glucose, in the unit of its series.
    pub glucose: f64,
}

/// Readings of one person, in one unit.
///
/// The limits themselves are in range, each in the unit that was measured:
/// ```
/// use liangbing::equation::cgm::{GlucoseUnit, Series};
/// let series = Series::untimed(GlucoseUnit::MmolL, &[2.9, 3.0, 3.9, 10.0, 10.1]).expect("plausible readings");
/// let metrics = series.metrics();
/// assert_eq!([metrics.very_low, metrics.below, metrics.in_range, metrics.above], [20.0, 40.0, 40.0, 20.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    unit: GlucoseUnit,
    /// In the order of time; empty if no times were given.
    readings: Vec<Reading>,
    /// Rising, each with its slot of the typical day; 0 if no times were given.
    sorted: Vec<(f64, u16)>,
}

/// Why there is no series, and which reading is to blame, from zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refused {
    /// The reading; `None` when there is none.
    pub place: Option<usize>,
    /// What is wrong with it.
    pub refusal: Refusal,
}

impl Series {
    /// Readings without times: all that needs none can be said.
    ///
    /// # Errors
    /// `input-missing` without a reading, `input-range` for one that no body has.
    pub fn untimed(unit: GlucoseUnit, glucose: &[f64]) -> Result<Self, Refused> {
        plausible(unit, glucose.iter().copied())?;
        let sorted = rising(glucose.iter().map(|glucose| (*glucose, 0)).collect());
        Ok(Self { unit, readings: Vec::new(), sorted })
    }

    /// Readings with their times, in any order.
    ///
    /// The same reading twice, time and value alike, is one reading; two values of one second are two.
    ///
    /// # Errors
    /// `input-missing` without a reading, `input-range` for one that no body has.
    pub fn timed(unit: GlucoseUnit, mut readings: Vec<Reading>) -> Result<Self, Refused> {
        plausible(unit, readings.iter().map(|reading| reading.glucose))?;
        if !readings.is_sorted_by_key(|reading| reading.at) {
            order::sort_by_key(&mut readings, |reading| order::of_int(reading.at.number()));
        }
        if !readings.is_sorted_by(|one, next| one.at < next.at) {
            for second in readings.chunk_by_mut(|one, next| one.at == next.at) {
                second.sort_unstable_by_key(|reading| order::of_float(reading.glucose));
            }
            readings.dedup_by_key(|reading| (reading.at, order::of_float(reading.glucose)));
        }
        let slotted = |reading: &Reading| (reading.glucose, modal::slot_of(reading.at));
        let sorted = rising(readings.iter().map(slotted).collect());
        Ok(Self { unit, readings, sorted })
    }

    /// How many readings there are, repeated ones once.
    pub const fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Never: a series has readings.
    pub const fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The unit of the readings.
    pub const fn unit(&self) -> GlucoseUnit {
        self.unit
    }

    /// What does not depend on when the readings were taken.
    pub fn metrics(&self) -> Metrics {
        distribution::metrics(self.unit, &self.sorted)
    }

    /// How long and how steadily the sensor was worn; `None` without times, or with a single one.
    pub fn wear(&self) -> Option<Wear> {
        wear::wear(&self.readings)
    }

    /// The typical day: percentiles by time of day; empty without times.
    pub fn modal_day(&self) -> Vec<Slot> {
        if self.readings.is_empty() { Vec::new() } else { modal::modal_day(&self.sorted) }
    }

    /// The mean amplitude of glycaemic excursions; `None` without times, or when there is no excursion.
    pub fn mage(&self) -> Option<Mage> {
        mage::mage(&self.readings)
    }
}

/// Refuses a list without readings, or with one that no body has.
fn plausible(unit: GlucoseUnit, mut glucose: impl ExactSizeIterator<Item = f64>) -> Result<(), Refused> {
    let any = unit.of(0.0).measure();
    if glucose.len() == 0 {
        return Err(Refused { place: None, refusal: Refusal::Missing { input: any.key() } });
    }
    let range = any.plausible();
    let mut given = 0.0;
    let beyond = glucose.position(|glucose| {
        given = glucose;
        !range.holds(glucose)
    });
    match beyond {
        None => Ok(()),
        place => Err(Refused { place, refusal: Refusal::Range { input: any.key(), given, range } }),
    }
}

/// In the order of the glucose.
fn rising(mut list: Vec<(f64, u16)>) -> Vec<(f64, u16)> {
    order::sort_by_key(&mut list, |(glucose, _)| order::of_float(*glucose));
    list
}

/// A number of things as a float; exact below four milliards.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

/// Equal values of a rising list together: the value, and how many they are.
fn runs(sorted: &[(f64, u16)]) -> Vec<(f64, f64)> {
    let equal = sorted.chunk_by(|one, next| one.0.to_bits() == next.0.to_bits());
    equal.filter_map(|run| Some((run.first()?.0, count(run.len())))).collect()
}

/// The mean of values, each so many times; no number of none.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, number) =
        values.fold((0.0, 0.0), |(sum, number), (value, times)| (sum + value * times, number + times));
    sum / number
}

/// The sample standard deviation of values, each so many times; `None` of fewer than two.
fn deviation(values: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let mean = mean(values.clone());
    let (squares, number) = values.fold((0.0, 0.0), |(squares, number), (value, times)| {
        (squares + times * (value - mean) * (value - mean), number + times)
    });
    (number > 1.0).then(|| libm::sqrt(squares / (number - 1.0)))
}

/// The value below which so many per cent of so many rising ones lie, on the line between its neighbours.
fn percentile(length: usize, at: impl Fn(usize) -> Option<f64>, percent: usize) -> Option<f64> {
    let steps = length.checked_sub(1)?.saturating_mul(percent);
    let (place, rest) = (steps.div_euclid(100), count(steps.rem_euclid(100)) / 100.0);
    let below = at(place)?;
    let above = at(place.saturating_add(1)).unwrap_or(below);
    Some(below + (above - below) * rest)
}
