//! Words about pressures: standing, the day's value, lone and unusable numbers, home series.

use crate::support::{check, check_with};
use serde_json::json;

#[test]
fn a_critical_pressure_is_cleared_five_minutes_after_the_last_critical_one() {
    let first = "0 08:00 bp 182/104";
    check("52 male htn", &[first, "0 08:04 bp 150/90"], "level R1");
    check("52 male htn", &[first, "0 08:05 bp 150/90"], "level Y1");
    let later = "0 08:10 bp 184/100";
    check("52 male htn", &[first, later, "0 08:14 bp 150/90"], "level R1");
    check("52 male htn", &[first, later, "0 08:15 bp 150/90"], "level Y1");
}

#[test]
fn a_quiet_reading_between_two_critical_ones_clears_nothing() {
    check("52 male htn", &["0 08:00 bp 182/104", "0 08:10 bp 150/90", "0 08:20 bp 184/100"], "level R1");
}

#[test]
fn without_clock_times_only_after_rest_clears() {
    check("52 male htn", &["0 bp 182/104, bp 150/90"], "level R1");
    check("52 male htn", &["0 bp 182/104, bp 150/90 rested"], "level Y1");
    check("52 male htn", &["0 bp 182/104", "0 09:00 bp 150/90"], "level R1");
}

#[test]
fn a_home_reading_clears_only_what_was_taken_at_home() {
    check("52 male htn", &["0 08:00 bp 182/104 home", "0 09:00 bp 150/90 home"], "not htn-bp-critical");
    check("52 male htn", &["0 08:00 bp 182/104", "0 09:00 bp 150/90 home"], "level R1");
    let both = ["0 08:00 bp 182/104", "0 08:05 bp 184/100 home", "0 09:00 bp 150/90 home"];
    check("52 male htn", &both, "level R1");
    check("52 male htn", &["0 08:00 bp 182/104 home", "0 09:00 bp 150/90"], "level Y1");
}

#[test]
fn the_next_day_clears_nothing() {
    check("52 male htn", &["-1 08:00 bp 182/104", "0 08:00 bp 150/90"], "level R2, faded htn-bp-critical=R2");
}

#[test]
fn repeat_pending_stands_until_the_repeat_whatever_it_says() {
    check("52 male htn", &["0 08:00 bp 182/104"], "level R1, pending true");
    check("52 male htn", &["0 08:00 bp 182/104", "0 08:06 bp 184/100"], "level R1, pending false");
}

#[test]
fn with_a_sign_the_day_s_highest_reading_counts() {
    check("52 male htn", &["0 08:00 bp 182/104", "0 08:10 bp 150/90, sign dyspnoea"], "level R0");
    check("52 male htn", &["0 08:00 bp 182/104 home", "0 08:10 bp 150/90, sign vomiting"], "level R0");
}

#[test]
fn the_day_value_is_the_mean_of_the_last_two_at_most_30_minutes_apart() {
    check("52 male htn", &["0 08:00 bp 150/80", "0 08:30 bp 128/80"], "class controlled");
    check("52 male htn", &["0 08:00 bp 150/80", "0 08:30 bp 130/80"], "class uncontrolled");
    check("52 male htn", &["0 08:00 bp 150/80", "0 08:31 bp 130/80"], "class controlled");
    check(
        "52 male htn",
        &["0 07:50 bp 170/80", "0 08:00 bp 136/80", "0 08:10 bp 134/80"],
        "class controlled",
    );
}

#[test]
fn the_mean_is_not_rounded() {
    check("52 male htn", &["0 08:00 bp 140/80", "0 08:10 bp 139/80"], "class controlled, level B2");
}

#[test]
fn without_clock_times_the_highest_counts() {
    check("52 male htn", &["0 bp 150/80, bp 120/76"], "class uncontrolled");
}

#[test]
fn home_readings_alone_never_make_a_class() {
    check("52 male htn", &["0 bp 160/95 home"], "class none, level G1");
    check("52 male htn", &["-10 bp 132/78", "0 bp 160/95 home"], "class controlled, level B2");
}

#[test]
fn a_lone_number_counts_where_it_meets_a_line_never_as_normal() {
    check("52 male htn", &["0 bp 185/-"], "level R1");
    check("52 male htn", &["0 bp -/112"], "level R1");
    check("52 male htn", &["0 bp 150/-"], "level Y1, class uncontrolled");
    check("52 male htn", &["0 bp 128/-"], "level G1, class none");
    check("52 male htn", &["0 bp -/70"], "level G1, class none");
}

#[test]
fn a_lone_number_does_not_clear_a_critical_pressure() {
    check("52 male htn", &["0 08:00 bp 182/104", "0 08:10 bp 150/-"], "level R1");
}

#[test]
fn usable_is_40_to_300_over_20_to_200() {
    check(
        "52 male htn",
        &["-9 bp 132/78", "0 bp 40/20, no signs"],
        "level R1, fires htn-bp-very-low, flagged false",
    );
    check("52 male htn", &["0 bp 300/200"], "level R1, flagged false");
    check("52 male htn", &["-9 bp 132/78", "0 bp 120/19"], "level G4, flagged true");
}

#[test]
fn zero_is_not_measured() {
    check("52 male htn", &["0 bp 150/0"], "level Y1");
    check("52 male htn", &["0 bp 185/0"], "level R1");
    check("52 male htn", &["-9 bp 128/78", "0 bp 0/0"], "htn-class controlled");
}

#[test]
fn diastolic_at_or_above_systolic_is_red_only_if_critical_the_other_way_round() {
    check("52 male htn", &["-9 bp 132/78", "0 bp 90/180"], "level R1, pending true");
    check("52 male htn", &["-9 bp 132/78", "0 bp 110/150"], "level R1");
    check("52 male htn", &["-9 bp 132/78", "0 bp 109/179"], "level G4");
}

#[test]
fn an_impossible_pressure_is_taken_back_by_a_usable_repeat() {
    check("52 male htn", &["0 08:00 bp 110/190", "0 08:10 bp 128/78"], "level B1");
}

#[test]
fn a_pressure_without_a_unit_is_not_usable() {
    let bare = json!({"observations": [{"at": "2026-11-20", "concept": "blood-pressure", "systolic": 150, "diastolic": 90}]});
    check_with("52 male htn", &["-9 bp 132/78"], &bare, "level G4, aside unknown-unit");
}

#[test]
fn a_home_series_is_12_readings_on_3_days_within_7() {
    let twelve = |days: [&str; 3], last: usize| -> Vec<String> {
        let on = |day: &str, count: usize| -> Vec<String> {
            (0..count).map(|at| format!("{day} 08:{at:02} bp 140/80 home")).collect()
        };
        [on(days[0], 4), on(days[1], 4), on(days[2], last)].concat()
    };
    let told = |days, last, expected: &str| {
        let mut story = vec!["-20 bp 128/78".to_owned()];
        story.extend(twelve(days, last));
        let story: Vec<&str> = story.iter().map(String::as_str).collect();
        check("52 male htn", &story, expected);
    };
    told(["-8", "-5", "-2"], 4, "level Y3, fires htn-home-high");
    told(["-8", "-5", "-2"], 3, "not htn-home-high");
    told(["-9", "-5", "-2"], 4, "not htn-home-high");
    told(["-5", "-5", "-2"], 4, "not htn-home-high");
}

#[test]
fn kilopascals_are_compared_as_measured() {
    check("52 male htn", &["0 bp 18.7/10.0 kPa"], "level Y1");
    check("52 male htn", &["0 bp 18.6/10.0 kPa"], "class controlled");
}
