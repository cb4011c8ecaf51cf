//! What readings at home come to by each document, and the way values go. They colour nothing.

use super::Request;
use crate::assess::Judge;
use crate::assess::evidence::Shown;
use crate::assess::report::Told;
use crate::concept::series::Readings;
use crate::concept::{Concept, Truth};
use crate::facts::{HomeMean, Pressure, Trend, View};
use crate::guideline::{HomeRow, TrendRow};
use crate::quantity::{Decimal, Unit};

impl Judge {
    /// Each document's mean of the readings at home, the profile's first word first.
    pub(super) fn home_reports(&self, request: &Request<'_>, view: &View<'_>) -> Vec<Told> {
        let mut list = Vec::new();
        for pack in self.profile(request.profile).map_or(&[][..], |profile| &profile.speaks) {
            for row in self.ruleset.home.iter().filter(|row| row.clause.pack == *pack) {
                if let Some(found) = view.home_result(&row.series) {
                    let clause = &row.clause;
                    let mut told = home_report(row, &found);
                    let cite =
                        self.citation(&clause.cite, clause.confidence, clause.pending, request.language);
                    told.cite = Some(cite);
                    list.push(told);
                }
            }
        }
        list
    }

    /// The way each value goes that has been measured on two days or more.
    pub(super) fn trend_reports(&self, view: &View<'_>) -> Vec<Told> {
        let mut list = Vec::new();
        for row in &self.ruleset.trends {
            for found in view.trends(row.readings, row.within) {
                list.push(trend_report(row, &found));
            }
        }
        list
    }
}

/// Says which readings, and in which unit.
fn begun(template: &'static str, rule: &str, readings: Readings, slot: u8) -> Told {
    let mut told = Told::new(template, "concept");
    told.text("rule", rule);
    told.text("concept", readings.of.code());
    if let Some(setting) = readings.setting {
        told.text("setting", setting.code());
    }
    if let Some(timing) = readings.timings.text() {
        told.text("timing", &timing);
    }
    told.text("unit", readings.of.unit_at(slot).map_or("", Unit::code));
    told
}

fn home_report(row: &HomeRow, found: &HomeMean) -> Told {
    let is_whole = found.is_whole();
    let template = match row.series.expected {
        _ if !is_whole => "home-of.few",
        0 => "home-of.mean",
        _ => "home-of.mean-of",
    };
    let mut told = begun(template, &row.clause.id, row.series.readings, found.slot);
    told.day("from", found.from);
    told.day("until", found.until);
    told.count("days", found.days);
    told.count("used", found.used);
    if row.series.expected > 0 {
        told.count("expected", row.series.expected);
    }
    told.count("taken", found.taken);
    told.count("missingDays", found.missing_days);
    told.count("missingReadings", found.missing_readings);
    let is_pressure = row.series.readings.of == Concept::BloodPressure;
    let tenth = |number: Option<Decimal>| number.map(|number| number.cut_to(Decimal::from_milli(100)));
    let ([systolic, diastolic], [first, second]) = (found.mean, found.deviation);
    let (name, sd) = if is_pressure { ("systolic", "systolicSd") } else { ("value", "sd") };
    told.number(name, tenth(systolic));
    told.number(sd, tenth(first));
    told.number("diastolic", tenth(diastolic));
    told.number("diastolicSd", tenth(second));
    if let Some(line) = row.raised.filter(|_| is_whole) {
        let raised = line.on(Pressure { systolic, diastolic, slot: found.slot });
        told.values.push(("raised", Shown::Flag(raised == Truth::Met)));
    }
    told
}

fn trend_report(row: &TrendRow, found: &Trend) -> Told {
    let template = if found.rise.is_some() { "home-of.line" } else { "home-of.trend" };
    let mut told = begun(template, &row.id, row.readings, found.slot);
    if row.readings.of == Concept::BloodPressure {
        told.text("part", if found.part == 0 { "systolic" } else { "diastolic" });
    }
    let hundredth = |number: Decimal| Some(number.cut_to(Decimal::from_milli(10)));
    told.day("from", found.from);
    told.count("days", found.days);
    told.day("at", found.newest.0);
    told.number("newest", hundredth(found.newest.1));
    told.day("previousAt", found.previous.0);
    told.number("previous", hundredth(found.previous.1));
    told.number("mean", hundredth(found.mean));
    if let Some([by, low, high]) = found.rise {
        told.number("by", Some(by));
        told.number("low", Some(low));
        told.number("high", Some(high));
        let direction = if low > Decimal::ZERO {
            "rising"
        } else if high < Decimal::ZERO {
            "falling"
        } else {
            "no-clear-change"
        };
        told.text("direction", direction);
    }
    told
}
