//! What readings at home come to by each document, and the way values go. They colour nothing.

use super::Request;
use crate::assess::Judge;
use crate::assess::report::{HomeReport, TrendReport, met};
use crate::concept::series::Readings;
use crate::concept::{Concept, Concern, Setting};
use crate::facts::{HomeMean, Pressure, Trend};
use crate::guideline::{HomeRow, TrendRow};
use crate::quantity::{Decimal, Unit};

impl Judge {
    /// Each document's mean of the readings at home, the profile's first word first.
    pub(super) fn home_reports(&self, request: &Request<'_>) -> Vec<HomeReport> {
        let view = self.view(
            request.chart,
            Concern::Hypertension,
            request.as_of,
            request.chart.upto(request.as_of),
        );
        let mut list = Vec::new();
        for pack in self.profile(request.profile).map_or(&[][..], |profile| &profile.speaks) {
            for row in self.ruleset.home.iter().filter(|row| row.clause.pack == *pack) {
                if let Some(found) = view.home_result(&row.series) {
                    list.push(self.home_report(request, row, &found));
                }
            }
        }
        list
    }

    fn home_report(&self, request: &Request<'_>, row: &HomeRow, found: &HomeMean) -> HomeReport {
        let clause = &row.clause;
        let Readings { of, setting, timings } = row.series.readings;
        let cut = |parts: [Option<Decimal>; 2]| {
            let mut list = Vec::new();
            for part in parts.into_iter().flatten() {
                list.push(part.cut_to(Decimal::from_milli(100)));
            }
            list
        };
        let [systolic, diastolic] = found.mean;
        let mean = Pressure { systolic, diastolic, slot: found.slot };
        let raised = row.raised.filter(|_| systolic.is_some()).and_then(|line| met(line.on(mean)));
        let cite = self.citation(&clause.cite, clause.confidence, clause.pending, request.language);
        HomeReport {
            rule: clause.id.clone(),
            concept: of.code(),
            setting: setting.map(Setting::code),
            timing: timings.text(),
            from: found.from,
            until: found.until,
            days: found.days,
            used: found.used,
            expected: Some(row.series.expected).filter(|expected| *expected > 0),
            taken: found.taken,
            missing_days: found.missing_days,
            missing_readings: found.missing_readings,
            mean: cut(found.mean),
            sd: cut(found.deviation),
            unit: unit(of, found.slot),
            raised,
            text: String::new(),
            review: cite.review,
            cite,
        }
    }

    /// The way each value goes that has been measured on two days or more.
    pub(super) fn trend_reports(&self, request: &Request<'_>) -> Vec<TrendReport> {
        let view = self.view(
            request.chart,
            Concern::Hypertension,
            request.as_of,
            request.chart.upto(request.as_of),
        );
        let mut list = Vec::new();
        for row in &self.ruleset.trends {
            for found in view.trends(&row.readings, row.within) {
                list.push(trend_report(row, &found));
            }
        }
        list
    }
}

fn trend_report(row: &TrendRow, found: &Trend) -> TrendReport {
    let Readings { of, setting, timings } = row.readings;
    let direction = found.rise.map(|[_, low, high]| {
        if low > Decimal::ZERO {
            "rising"
        } else if high < Decimal::ZERO {
            "falling"
        } else {
            "no-clear-change"
        }
    });
    let part = if found.part == 0 { "systolic" } else { "diastolic" };
    let hundredth = Decimal::from_milli(10);
    TrendReport {
        rule: row.id.clone(),
        concept: of.code(),
        part: (of == Concept::BloodPressure).then_some(part),
        setting: setting.map(Setting::code),
        timing: timings.text(),
        unit: unit(of, found.slot),
        from: found.from,
        days: found.days,
        at: found.newest.0,
        newest: found.newest.1.cut_to(hundredth),
        previous_at: found.previous.0,
        previous: found.previous.1.cut_to(hundredth),
        mean: found.mean.cut_to(hundredth),
        rise: found.rise,
        direction,
        text: String::new(),
    }
}

fn unit(of: Concept, slot: u8) -> &'static str {
    of.unit_at(slot).map_or("", Unit::code)
}
