//! What stands around a tier: referral, management, what was set aside.

use super::{Request, default_place};
use crate::assess::report::{FindingReport, ReferralReport, SetAside};
use crate::assess::{Contribution, Judge, Verdict};
use crate::civil::Day;
use crate::concept::{Concern, DrugClass, Level};
use crate::facts::Chart;
use crate::guideline::{Rule, Then};
use crate::record::{ProblemCode, Record};
use crate::sorted::sort_by;

impl Judge {
    pub(super) fn referral(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        speaking: &[(Concern, Contribution)],
        findings: &[FindingReport],
    ) -> Option<ReferralReport> {
        let level = verdict.level.filter(|level| level.is_red() || *level == Level::B3)?;
        let check = self.ruleset.policy.check_referral;
        let (direction, urgency) = match level {
            Level::R0 => ("up", "emergency"),
            Level::R1 => ("up", "today"),
            Level::R2 => ("up", "within-14-days"),
            _ => ("down", "routine"),
        };
        let mut rules: Vec<&Rule> = Vec::new();
        let mut to = if level == Level::B3 { request.next_down } else { default_place(level) };
        let mut first: Option<Day> = None;
        for (_, said) in speaking.iter().filter(|(_, said)| said.level.is_red() == level.is_red()) {
            let Some(rule) = said.rule.and_then(|at| self.rule(at)) else { continue };
            let wanted = match rule.then {
                Then::Level { to: Some(place), .. } => place,
                _ => default_place(said.level),
            };
            if said.level == level && level.is_red() {
                // A rule may ask for less than its level's place, never a milder rule for more.
                to = if first.is_none() { wanted } else { to.max(wanted) };
                first = first.or(Some(said.at));
            }
            if !rules.iter().any(|own| own.id == rule.id) {
                rules.push(rule);
            }
        }
        let as_of = request.as_of;
        let open = request
            .chart
            .referrals
            .iter()
            .filter(|r| r.up && r.day <= as_of && r.closed.is_none_or(|(closed, _)| closed > as_of));
        let from = open.map(|r| r.day).min();
        let oldest = speaking.iter().filter(|(_, said)| said.level == level).map(|(_, said)| said.at).min();
        let check_by = from.or(oldest).unwrap_or(as_of).plus(check);
        let ids = |outcome: &str| {
            let own = findings.iter().filter(|finding| finding.outcome == outcome && finding.level.is_red());
            own.map(|finding| finding.rule.clone()).collect::<Vec<_>>()
        };
        Some(ReferralReport {
            direction,
            urgency,
            to: to.code(),
            rules: rules.iter().map(|rule| rule.id.clone()).collect(),
            check_by,
            met: if level == Level::B3 {
                rules.iter().map(|rule| rule.id.clone()).collect()
            } else {
                ids("fired")
            },
            not_met: Vec::new(),
            unknown: ids("possible"),
        })
    }

    pub(super) fn management(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Option<&'static str> {
        let level = verdict.level?;
        let complicated = self.has_complication(chart, as_of);
        let insulin = chart.courses.iter().any(|course| {
            let classes = [DrugClass::InsulinBasal, DrugClass::InsulinPrandial, DrugClass::InsulinPremixed];
            course.is_active(as_of) && course.classes.iter().any(|class| classes.contains(class))
        });
        let class_4 =
            verdict.concerns.iter().any(|own| own.class == Some(crate::concept::VisitClass::Complication));
        Some(match level {
            _ if level.is_red() => "key",
            Level::G2WasRed => "key",
            Level::G2 if insulin => "key",
            _ if level.is_yellow() && (complicated || class_4) => "key",
            _ if level.is_yellow() => "regular",
            Level::G1 => "regular",
            _ if level.is_blue() && complicated => "regular",
            _ => "general",
        })
    }

    pub(super) fn set_aside(&self, record: &Record, as_of: Day) -> Vec<SetAside> {
        let mut list: Vec<SetAside> = record.problems.iter().cloned().map(SetAside::from).collect();
        let mut later = |path: String, day: Day| {
            if day > as_of {
                let message = format!("`{day}` is later than the as-of day `{as_of}`");
                list.push(SetAside { path, code: ProblemCode::AfterAsOf.code(), message });
            }
        };
        for observation in &record.observations {
            later(format!("observations[{}]", observation.index), observation.at.day);
        }
        for visit in &record.visits {
            later(format!("visits[{}]", visit.index), visit.at.day);
        }
        for referral in &record.referrals {
            later(format!("referrals[{}]", referral.index), referral.at.day);
        }
        for allergy in &record.allergies {
            let said = || [&allergy.code, &allergy.name].into_iter().flatten();
            let known = |said: &String| {
                DrugClass::parse(said).is_some() || self.ruleset.medicines.find(said).is_some()
            };
            if !said().any(known) {
                let name = said().next().map_or("", String::as_str);
                let message = format!(
                    "allergy `{name}` is no medicine or class that is known; nothing is checked against it"
                );
                let path = format!("allergies[{}]", allergy.index);
                list.push(SetAside { path, code: ProblemCode::UnknownCode.code(), message });
            }
        }
        for medication in &record.medications {
            let name = medication.code.as_deref().or(medication.name.as_deref()).unwrap_or("");
            if medication.classes.is_empty()
                && self
                    .ruleset
                    .medicines
                    .of(medication.code.as_deref(), medication.name.as_deref(), None)
                    .is_none()
            {
                let message = format!(
                    "medicine `{name}` is not in the drug table; a code or exact name of it is expected"
                );
                let path = format!("medications[{}]", medication.index);
                list.push(SetAside { path, code: ProblemCode::UnknownCode.code(), message });
            }
        }
        sort_by(&mut list, |a, b| (&a.path, a.code, &a.message).cmp(&(&b.path, b.code, &b.message)));
        list
    }
}
