//! Yellow.

use crate::support::check;

#[test]
fn a_seen_closing_ends_the_yellow_of_an_earlier_visit() {
    check("52 male htn", &["-20 bp 150/90"], "level Y1");
    check("52 male htn", &["-20 bp 150/90, up htn seen@-20"], "not htn-class-2");
    check("52 male htn", &["-20 bp 150/90, up htn seen@-10"], "not htn-class-2");
    check("52 male htn", &["-30 up htn seen@-21", "-20 bp 150/90"], "level Y1");
}

#[test]
fn an_hba1c_above_target_is_yellow_however_old() {
    check("52 male dm", &["-3000 hba1c 8.0", "0 fasting 6.0"], "level Y3");
    check("52 male dm", &["-3000 hba1c 7.9", "0 fasting 6.0"], "level B2");
}

#[test]
fn a_high_home_series_counts_from_92_days_before_the_current_visit() {
    check("52 male htn", &["-92 home-series 135/80", "0 bp 128/78"], "level Y3, act-by +14");
    check("52 male htn", &["-93 home-series 135/80", "0 bp 128/78"], "level B1");
    check("52 male htn", &["-182 home-series 135/80", "-90 bp 128/78"], "level Y3");
    check("52 male htn", &["-50 bp 128/78", "-20 bp 130/70 24h"], "level Y3, act-by -6");
}

#[test]
fn a_high_glucose_after_meals_counts_at_or_since_the_current_visit() {
    check("52 male dm", &["0 fasting 6.0, 2h 13.9"], "level Y3");
    check("52 male dm", &["-9 fasting 6.0", "0 bedtime 13.9"], "level Y3");
    check("52 male dm", &["-9 2h 13.9", "0 fasting 6.0"], "level B2");
}

#[test]
fn a_drug_not_taken_is_yellow() {
    check("52 male htn", &["0 visit htn adherence:refused, bp 128/78"], "level Y3, fires htn-not-taken");
    check("52 male htn", &["0 visit htn adherence:intermittent, bp 128/78"], "level B1");
}

#[test]
fn an_occasional_low_glucose_on_a_drug_that_lowers_it_is_yellow() {
    check("52 male dm on:gliclazide", &["0 visit dm lows:occasional, fasting 6.0"], "level Y3");
    check("52 male dm", &["0 visit dm lows:occasional, fasting 6.0"], "level B2");
    check("52 male dm on:gliclazide", &["0 visit dm lows:frequent, fasting 6.0"], "level R2");
}

#[test]
fn a_pressure_below_90_on_pressure_drugs_is_yellow_for_2_days() {
    check("60 male htn on:valsartan", &["0 bp 89/60, no signs"], "level Y3, act-by +2");
    check("60 male htn on:valsartan", &["0 bp 90/60, no signs"], "level B1");
}

#[test]
fn over_treated_pressure_wants_age_80_below_110_and_dizziness_or_a_fall_in_28_days() {
    check("80 male htn", &["-28 sign dizziness old", "0 bp 109/60"], "level Y3");
    check("80 male htn", &["-29 sign dizziness old", "0 bp 109/60"], "level B1");
    check("80 male htn", &["-28 sign fall", "0 bp 110/60"], "level B1");
    check("79 male htn", &["-28 sign fall", "0 bp 109/60"], "level B1");
}

#[test]
fn over_treated_glucose_wants_age_65_a_drug_that_lowers_it_and_hba1c_below_6_5() {
    check("65 male dm on:gliclazide", &["0 hba1c 6.4, fasting 6.0"], "level Y3");
    check("65 male dm on:gliclazide", &["0 hba1c 6.5, fasting 6.0"], "level B1");
    check("65 male dm dementia on:gliclazide", &["0 hba1c 7.4, fasting 6.0"], "level Y3");
    check("65 male dm dementia on:gliclazide", &["0 hba1c 7.5, fasting 6.0"], "level B1");
    check("65 male dm htn copd depression on:gliclazide", &["0 hba1c 7.4, fasting 6.0"], "dm Y3");
    check("65 male dm htn copd on:gliclazide", &["0 hba1c 7.4, fasting 6.0"], "dm B1");
}

#[test]
fn a_slow_pulse_on_a_drug_that_slows_it_is_yellow_for_2_days() {
    check("66 male htn on:metoprolol", &["0 bp 128/78, heart-rate 49, no signs"], "level Y3, act-by +2");
    check("66 male htn on:metoprolol", &["0 bp 128/78, heart-rate 50, no signs"], "level B1");
    check("66 male htn on:metoprolol", &["0 bp 128/78, heart-rate 41, no signs"], "level Y3");
    check("66 male htn on:metoprolol", &["0 bp 128/78, heart-rate 40, no signs"], "level R1");
}

#[test]
fn a_potassium_of_5_6_to_5_9_is_yellow_for_2_days() {
    check("66 male htn", &["0 bp 128/78, potassium 5.6"], "level Y3, act-by +2");
    check("66 male htn", &["0 bp 128/78, potassium 5.5"], "level B1");
    check("66 male htn", &["0 bp 128/78, potassium 6.0"], "level R1");
}
