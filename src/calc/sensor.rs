//! Sensor series: figures and excursions, from lists or, on the command line, from a file.

#[cfg(feature = "cli")]
mod csv;

use super::inputs::{Inputs, Kind, twice};
use super::{Answer, Calculator, Field, Options, Out};
use crate::civil::Second;
use crate::equation::Refusal;
use crate::equation::cgm::{self, GlucoseUnit, Mage, Metrics, Reading, Series, Slot, Wear};
use crate::equation::convert::GLUCOSE;
use crate::equation::glycaemia::{self, MeanGlucose};
use crate::json::Read;
use crate::problem::{RequestError, RequestErrorCode};

/// The clinic's minutes east of Greenwich, for times written with `Z`, as in a record that says nothing.
const UTC_OFFSET: i32 = 480;

const MG_DL: Field = Field::other("glucose_mg_dl", Kind::List);
const MMOL_L: Field = Field::other("glucose_mmol_l", Kind::List);
const TIME: Field = Field::other("time", Kind::List);

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &cgm::ABOUT,
        fields: &[MG_DL, MMOL_L, TIME, Field::other("cgm_csv", Kind::Text), Field::other("rows", Kind::Text)],
        answers: &[
            "n",
            "mean_mg_dl",
            "mean_mmol_l",
            "sd_mg_dl",
            "sd_mmol_l",
            "cv_pct",
            "gmi_pct",
            "gmi_mmol_mol",
            "ea1c_pct",
            "tbr_lt54_pct",
            "tbr_lt70_pct",
            "tir_70_180_pct",
            "titr_70_140_pct",
            "tar_gt180_pct",
            "tar_gt250_pct",
            "lbgi",
            "hbgi",
            "gri",
            "gri_zone",
            "median_mg_dl",
            "median_mmol_l",
            "iqr_mg_dl",
            "iqr_mmol_l",
            "j_index",
            "mage_mg_dl",
            "mage_mmol_l",
            "interval_min",
            "active_pct",
            "of_14_days_pct",
            "sufficient",
            "modal_day",
            "repeated",
            "set_aside",
        ],
        run: metrics,
    },
    Calculator {
        about: &cgm::MAGE,
        fields: &[
            MG_DL,
            MMOL_L,
            TIME,
            // Where the readings came from: said beside them, read by nobody.
            Field::other("subject", Kind::Text),
            Field::other("rows_of_example_data_5_subject", Kind::List),
        ],
        answers: &[
            "mage_mg_dl",
            "mage_mmol_l",
            "mage_plus_mg_dl",
            "mage_plus_mmol_l",
            "mage_minus_mg_dl",
            "mage_minus_mmol_l",
        ],
        run: |inputs, _| {
            let (unit, readings) = timed(inputs)?;
            let series = Series::timed(unit, readings).map_err(|refused| at_place(&refused))?;
            // A trace without an excursion has no mean of them, and that is an answer.
            let none = || Answer::default().with("mage_mg_dl", Out::Null).with("mage_mmol_l", Out::Null);
            Ok(series.mage().map_or_else(none, |mage| excursions(Answer::default(), unit, &mage)))
        },
    },
];

/// Which rows of a file were set aside, and why.
#[derive(Default)]
struct Given {
    set_aside: Vec<Out>,
    repeated: usize,
}

/// Everything that a series says.
fn metrics(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let (series, given) = series(inputs, options)?;
    Ok(told(&series, given))
}

/// A sensor's series as numbers, for a caller that has no text of it: seconds of the wall clock since
/// 1970-01-01 00:00, and as many readings.
///
/// # Errors
/// As [`super::calc`] for `cgm-metrics` with the same lists.
pub fn sensor(seconds: &[u32], glucose: &[f64], unit: GlucoseUnit) -> Result<Answer, RequestError> {
    same_length(seconds.len(), glucose.len())?;
    let reading =
        |(at, glucose): (&u32, &f64)| Reading { at: Second::from_number(i64::from(*at)), glucose: *glucose };
    let series = Series::timed(unit, seconds.iter().zip(glucose).map(reading).collect());
    let series = series.map_err(|refused| at_place(&refused))?;
    let repeated = glucose.len().saturating_sub(series.len());
    Ok(told(&series, Given { repeated, ..Given::default() }))
}

fn told(series: &Series, given: Given) -> Answer {
    let unit = series.unit();
    let mut answer = distribution(unit, &series.metrics());
    if let Some(mage) = series.mage() {
        answer = in_both(answer, unit, ["mage_mg_dl", "mage_mmol_l"], Some(mage.mage));
    }
    if let Some(wear) = series.wear() {
        answer = worn(answer, &wear).with("modal_day", modal_day(unit, &series.modal_day()));
    }
    if given.repeated > 0 {
        answer = answer.with("repeated", number(given.repeated));
    }
    if given.set_aside.is_empty() { answer } else { answer.with("set_aside", given.set_aside) }
}

fn series(inputs: &Inputs, options: &Options) -> Read<(Series, Given)> {
    let lists = [MG_DL, MMOL_L].iter().any(|field| inputs.get(field.key).is_some());
    let (unit, readings, set_aside) = match inputs.get("cgm_csv") {
        Some(file) if !lists => from_file(file.text()?, inputs, options)?,
        _ if inputs.get("time").is_none() => {
            let (unit, glucose) = glucose(inputs)?;
            let series = Series::untimed(unit, &glucose).map_err(|refused| at_place(&refused))?;
            return Ok((series, Given::default()));
        }
        _ => timed(inputs).map(|(unit, readings)| (unit, readings, Vec::new()))?,
    };
    let written = readings.len();
    let series = Series::timed(unit, readings).map_err(|refused| at_place(&refused))?;
    let repeated = written.saturating_sub(series.len());
    Ok((series, Given { set_aside, repeated }))
}

#[cfg(feature = "cli")]
fn from_file(path: &str, inputs: &Inputs, options: &Options) -> Read<(GlucoseUnit, Vec<Reading>, Vec<Out>)> {
    let refuse =
        |path, message: String| Box::new(RequestError::new(RequestErrorCode::UnknownValue, path, message));
    let text = (options.files)(path).map_err(|message| refuse("cgm_csv", message))?;
    let rows = inputs.get("rows").map(|node| node.text()).transpose()?.unwrap_or("all");
    let most = match rows.strip_prefix("first ") {
        _ if rows == "all" => Some(usize::MAX),
        Some(most) => most.parse().ok(),
        None => None,
    };
    let most =
        most.ok_or_else(|| refuse("rows", format!("`{rows}` is not `all` or `first` and a number")))?;
    csv::read(&text, most).map_err(|message| refuse("cgm_csv", message))
}

#[cfg(not(feature = "cli"))]
fn from_file(path: &str, _: &Inputs, options: &Options) -> Read<(GlucoseUnit, Vec<Reading>, Vec<Out>)> {
    let message = (options.files)(path).err().unwrap_or_default();
    Err(Box::new(RequestError::new(RequestErrorCode::UnknownValue, "cgm_csv", message)))
}

/// The readings of the lists, with their unit.
fn glucose(inputs: &Inputs) -> Read<(GlucoseUnit, Vec<f64>)> {
    let (unit, node) = match (inputs.get(MG_DL.key), inputs.get(MMOL_L.key)) {
        (Some(node), None) => (GlucoseUnit::MgDl, node),
        (None, Some(node)) => (GlucoseUnit::MmolL, node),
        (None, None) => return Err(Refusal::Missing { input: MG_DL.key }.into()),
        (Some(_), Some(_)) => return Err(twice(MG_DL.key, MMOL_L.key)),
    };
    let glucose: Read<Vec<f64>> = node.items()?.map(|item| Ok(item.number()?.to_f64())).collect();
    Ok((unit, glucose?))
}

/// The readings of the lists with their times.
fn timed(inputs: &Inputs) -> Read<(GlucoseUnit, Vec<Reading>)> {
    let (unit, glucose) = glucose(inputs)?;
    let node = inputs.get(TIME.key).ok_or(Refusal::Missing { input: TIME.key })?;
    let times: Read<Vec<Second>> = node.items()?.map(|item| item.second(UTC_OFFSET)).collect();
    let times = times?;
    same_length(times.len(), glucose.len())?;
    Ok((unit, times.into_iter().zip(glucose).map(|(at, glucose)| Reading { at, glucose }).collect()))
}

fn same_length(times: usize, readings: usize) -> Read<()> {
    if times == readings {
        return Ok(());
    }
    let message = format!("found {times} times, expected as many as readings, {readings}");
    Err(Box::new(RequestError::new(RequestErrorCode::InputMissing, TIME.key, message)))
}

/// The refusal with the place of the reading in its list.
fn at_place(refused: &cgm::Refused) -> Box<RequestError> {
    let mut error = Box::<RequestError>::from(refused.refusal);
    if let Some(place) = refused.place {
        error.path = format!("{}[{place}]", error.path);
    }
    error
}

/// The same figure in mg/dL and mmol/L, the measured one unconverted.
fn in_both(answer: Answer, unit: GlucoseUnit, keys: [&'static str; 2], value: Option<f64>) -> Answer {
    let (mg_dl, mmol_l) = match unit {
        GlucoseUnit::MgDl => (value, value.map(|value| value / GLUCOSE)),
        GlucoseUnit::MmolL => (value.map(|value| value * GLUCOSE), value),
    };
    answer.with_some(keys[0], mg_dl).with_some(keys[1], mmol_l)
}

fn distribution(unit: GlucoseUnit, metrics: &Metrics) -> Answer {
    let mean = match unit {
        GlucoseUnit::MgDl => MeanGlucose::mg_dl(metrics.mean),
        GlucoseUnit::MmolL => MeanGlucose::mmol_l(metrics.mean),
    };
    let gmi = glycaemia::gmi_of(mean);
    let answer = Answer::default().with("n", number(metrics.n));
    let answer = in_both(answer, unit, ["mean_mg_dl", "mean_mmol_l"], Some(metrics.mean));
    let answer = in_both(answer, unit, ["sd_mg_dl", "sd_mmol_l"], metrics.sd)
        .with_some("cv_pct", metrics.cv)
        .with("gmi_pct", gmi.pct)
        .with("gmi_mmol_mol", gmi.mmol_mol)
        .with("ea1c_pct", glycaemia::estimated_hba1c_of(mean.in_mg_dl()))
        .with("tbr_lt54_pct", metrics.very_low)
        .with("tbr_lt70_pct", metrics.below)
        .with("tir_70_180_pct", metrics.in_range)
        .with("titr_70_140_pct", metrics.in_tight_range)
        .with("tar_gt180_pct", metrics.above)
        .with("tar_gt250_pct", metrics.very_high)
        .with("lbgi", metrics.lbgi)
        .with("hbgi", metrics.hbgi)
        .with("gri", metrics.gri)
        .with("gri_zone", metrics.zone.code());
    let answer = in_both(answer, unit, ["median_mg_dl", "median_mmol_l"], Some(metrics.median));
    in_both(answer, unit, ["iqr_mg_dl", "iqr_mmol_l"], Some(metrics.iqr))
        .with_some("j_index", metrics.j_index)
}

fn excursions(answer: Answer, unit: GlucoseUnit, mage: &Mage) -> Answer {
    let answer = in_both(answer, unit, ["mage_mg_dl", "mage_mmol_l"], Some(mage.mage));
    let answer = in_both(answer, unit, ["mage_plus_mg_dl", "mage_plus_mmol_l"], mage.plus);
    in_both(answer, unit, ["mage_minus_mg_dl", "mage_minus_mmol_l"], mage.minus)
}

fn worn(answer: Answer, wear: &Wear) -> Answer {
    answer
        .with("interval_min", wear.interval)
        .with("active_pct", wear.active)
        .with("of_14_days_pct", wear.of_fourteen_days)
        .with("sufficient", wear.sufficient)
}

/// The slots of the typical day, percentiles in the unit of the readings.
fn modal_day(unit: GlucoseUnit, slots: &[Slot]) -> Vec<Out> {
    let keys: [&'static str; 5] = match unit {
        GlucoseUnit::MgDl => ["p5_mg_dl", "p25_mg_dl", "p50_mg_dl", "p75_mg_dl", "p95_mg_dl"],
        GlucoseUnit::MmolL => ["p5_mmol_l", "p25_mmol_l", "p50_mmol_l", "p75_mmol_l", "p95_mmol_l"],
    };
    let slot = |slot: &Slot| {
        let answer = Answer::default().with("minute", f64::from(slot.minute)).with("n", number(slot.n));
        let percentiles = keys.into_iter().zip(slot.percentiles);
        Out::Object(percentiles.fold(answer, |answer, (key, value)| answer.with(key, value)))
    };
    slots.iter().map(slot).collect()
}

/// A number of things; exact below four milliards.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
