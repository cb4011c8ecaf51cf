//! What stands around a tier: management, what was set aside.

use crate::assess::report::SetAside;
use crate::assess::{Judge, Verdict};
use crate::civil::Day;
use crate::concept::{DrugClass, Level};
use crate::facts::Chart;
use crate::record::{ProblemCode, Record};
use crate::sorted::sort_by;

impl Judge {
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
