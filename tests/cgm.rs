//! The laws of a sensor series: limits, order, units, gaps, wear.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_cmp,
    reason = "a test says what it expected"
)]

use liangbing::civil::Second;
use liangbing::equation::cgm::{GlucoseUnit, Reading, Series};
use proptest::prelude::*;

const MIDNIGHT: i64 = 1_700_006_400;

fn at(seconds: i64, glucose: f64) -> Reading {
    Reading { at: Second::from_number(MIDNIGHT.saturating_add(seconds)), glucose }
}

/// Five-minute readings of a wave around 150 mg/dL, from a peak: half a day a period.
fn wave(days: i64, height: f64) -> Vec<Reading> {
    let half_day = 43_200.0;
    let glucose = |seconds: i64| {
        let part = f64::from(i32::try_from(seconds.rem_euclid(43_200)).unwrap()) / half_day;
        150.0 + height * libm::cos(part * std::f64::consts::TAU)
    };
    (0..days * 288).map(|step| at(step * 300, glucose(step * 300))).collect()
}

fn series(readings: Vec<Reading>) -> Series {
    Series::timed(GlucoseUnit::MgDl, readings).unwrap()
}

fn near(one: f64, other: f64, tolerance: f64) {
    assert!((one - other).abs() <= tolerance, "{one} is not {other} within {tolerance}");
}

#[test]
fn what_is_no_glucose_is_refused_at_its_place() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -100.0, 0.0, 5.5, 5_000.0] {
        let refused = Series::untimed(GlucoseUnit::MgDl, &[100.0, bad]).unwrap_err();
        assert_eq!((refused.place, refused.refusal.code()), (Some(1), "input-range"), "{bad}");
        assert!(Series::timed(GlucoseUnit::MgDl, vec![at(0, bad)]).is_err());
    }
    let refused = Series::untimed(GlucoseUnit::MmolL, &[]).unwrap_err();
    assert_eq!((refused.place, refused.refusal.input()), (None, "glucose_mmol_l"));
}

#[test]
fn limits_are_inside_the_range_in_the_unit_measured() {
    let shares = |unit, glucose: &[f64]| {
        let metrics = Series::untimed(unit, glucose).unwrap().metrics();
        [
            metrics.very_low,
            metrics.below,
            metrics.in_range,
            metrics.in_tight_range,
            metrics.above,
            metrics.very_high,
        ]
    };
    let mg_dl = [53.0, 54.0, 69.0, 70.0, 140.0, 141.0, 180.0, 181.0, 250.0, 251.0];
    assert_eq!(shares(GlucoseUnit::MgDl, &mg_dl), [10.0, 30.0, 40.0, 20.0, 30.0, 10.0]);
    let mmol_l = [2.9, 3.0, 3.8, 3.9, 7.8, 7.9, 10.0, 10.1, 13.9, 14.0];
    assert_eq!(shares(GlucoseUnit::MmolL, &mmol_l), [10.0, 30.0, 40.0, 20.0, 30.0, 10.0]);
    // 10.0 mmol/L is 180.2 mg/dL: converted, it would be above.
    assert_eq!(shares(GlucoseUnit::MmolL, &[10.0])[2..], [100.0, 0.0, 0.0, 0.0]);
}

#[test]
fn one_reading_has_no_spread_and_no_wear() {
    let one = series(vec![at(0, 100.0)]);
    let metrics = one.metrics();
    assert_eq!((metrics.n, metrics.sd, metrics.cv, metrics.j_index), (1, None, None, None));
    assert_eq!((metrics.median, metrics.iqr), (100.0, 0.0));
    assert_eq!((one.wear(), one.mage(), one.modal_day().len()), (None, None, 1));
}

#[test]
fn the_same_reading_twice_is_one_and_two_values_of_a_second_are_two() {
    let twice = series(vec![at(300, 110.0), at(0, 100.0), at(300, 110.0), at(300, 112.0)]);
    assert_eq!(twice.metrics().n, 3);
}

#[test]
fn wear_counts_the_readings_that_would_fill_the_time() {
    let mut readings = wave(14, 40.0);
    let wear = series(readings.clone()).wear().unwrap();
    assert_eq!(
        (wear.interval, wear.active, wear.of_fourteen_days, wear.sufficient),
        (5.0, 100.0, 100.0, true)
    );
    readings.drain(1_000..2_300);
    let wear = series(readings).wear().unwrap();
    near(wear.active, 100.0 * 2_732.0 / 4_032.0, 1e-9);
    assert!(!wear.sufficient);
    assert!(!series(wave(9, 40.0)).wear().unwrap().sufficient, "nine days are less than 70 % of fourteen");
    assert!(series(wave(10, 40.0)).wear().unwrap().sufficient);
}

#[test]
fn the_excursions_of_a_wave_are_its_height() {
    let mage = series(wave(3, 40.0)).mage().unwrap();
    near(mage.mage, 80.0, 0.1);
    near(mage.plus.unwrap(), 80.0, 0.1);
    assert_eq!(series(wave(3, 0.0)).mage(), None, "a flat trace has none");
}

#[test]
fn a_long_gap_cuts_the_trace_and_a_short_one_does_not() {
    let day = wave(1, 40.0);
    let later: Vec<Reading> =
        day.iter().map(|one| at(one.at.number() - MIDNIGHT + 40 * 86_400, one.glucose)).collect();
    let apart: Vec<Reading> = day.iter().chain(&later).copied().collect();
    near(series(apart).mage().unwrap().mage, series(day.clone()).mage().unwrap().mage, 1e-9);
    let holes: Vec<Reading> =
        day.iter().enumerate().filter(|(place, _)| place % 50 > 5).map(|(_, one)| *one).collect();
    near(series(holes).mage().unwrap().mage, series(day).mage().unwrap().mage, 4.0);
}

#[test]
fn two_readings_a_millennium_apart_cost_nothing() {
    let far = series(vec![at(0, 100.0), at(32_000_000_000, 200.0)]);
    assert_eq!((far.mage(), far.modal_day().len() <= 2), (None, true));
    assert!(far.wear().is_some_and(|wear| wear.interval.is_finite() && wear.active <= 100.0));
}

#[test]
fn the_typical_day_gathers_the_same_quarter_of_all_days() {
    let slots = series(wave(5, 40.0)).modal_day();
    assert_eq!(slots.len(), 96);
    let six = slots.iter().find(|slot| slot.minute == 360).unwrap();
    assert_eq!(six.n, 15);
    assert!(six.percentiles.is_sorted());
}

fn glucose() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(40_u16..=400, 1..400)
}

proptest! {
    #[test]
    fn shares_add_up_and_percentiles_bracket_the_median(list in glucose()) {
        let list: Vec<f64> = list.into_iter().map(f64::from).collect();
        let metrics = Series::untimed(GlucoseUnit::MgDl, &list).unwrap().metrics();
        near(metrics.below + metrics.in_range + metrics.above, 100.0, 1e-9);
        prop_assert!(metrics.very_low <= metrics.below && metrics.very_high <= metrics.above);
        prop_assert!(metrics.in_tight_range <= metrics.in_range);
        prop_assert!((0.0..=100.0).contains(&metrics.gri));
        prop_assert!(metrics.iqr >= 0.0 && metrics.lbgi >= 0.0 && metrics.hbgi >= 0.0);
        let (low, high) = (list.iter().copied().fold(f64::MAX, f64::min), list.iter().copied().fold(0.0, f64::max));
        prop_assert!((low..=high).contains(&metrics.median));
    }

    #[test]
    fn the_order_of_readings_never_changes_a_figure(list in glucose(), turn in 0_usize..400) {
        let mut readings: Vec<Reading> =
            list.iter().zip(0..).map(|(glucose, step)| at(step * 300, f64::from(*glucose))).collect();
        let straight = series(readings.clone());
        let length = readings.len();
        readings.rotate_left(turn % length);
        readings.reverse();
        let turned = series(readings);
        prop_assert_eq!(&straight, &turned);
        prop_assert_eq!(straight.metrics(), turned.metrics());
        prop_assert_eq!(straight.mage(), turned.mage());
        prop_assert_eq!(straight.wear(), turned.wear());
        for slot in straight.modal_day() {
            prop_assert!(slot.percentiles.is_sorted());
        }
    }

    #[test]
    fn the_unit_changes_no_figure_that_has_none(list in glucose()) {
        let mg_dl: Vec<f64> = list.into_iter().map(f64::from).collect();
        let mmol_l: Vec<f64> = mg_dl.iter().map(|glucose| glucose / 18.0156).collect();
        let one = Series::untimed(GlucoseUnit::MgDl, &mg_dl).unwrap().metrics();
        let other = Series::untimed(GlucoseUnit::MmolL, &mmol_l).unwrap().metrics();
        near(one.lbgi, other.lbgi, 1e-9);
        near(one.hbgi, other.hbgi, 1e-9);
        near(one.mean, other.mean * 18.0156, 1e-9);
        near(one.cv.unwrap_or(0.0), other.cv.unwrap_or(0.0), 1e-9);
        near(one.j_index.unwrap_or(0.0), other.j_index.unwrap_or(0.0), 1e-9);
    }
}
