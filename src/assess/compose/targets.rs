//! What is aimed at: the patient's own target in force, then what each document asks, each told apart.

use super::Request;
use crate::assess::report::{OtherTarget, TargetReport, met};
use crate::assess::{Judge, Verdict, own};
use crate::civil::Day;
use crate::concept::request::{Compare, Op, PressureTest, Timings};
use crate::concept::{Concept, Concern, TargetKind, Truth};
use crate::facts::View;
use crate::guideline::{Held, Profile, Rule, TargetRow, Then};
use crate::quantity::Decimal;
use crate::sorted::sort_by_key;

impl Judge {
    pub(super) fn target_reports(&self, request: &Request<'_>, verdict: &Verdict) -> Vec<TargetReport> {
        let mut list = Vec::new();
        for concern in Concern::ALL {
            if !self.is_classed(request.chart, *concern, request.as_of) {
                continue;
            }
            let tier = own(&verdict.concerns, *concern);
            let memo = self.memo();
            let view = self.tier_view(request.chart, request.as_of, *concern, tier).remembering(&memo);
            list.extend(self.own_target(request, &view));
            for pack in self.profile(request.profile).map_or(&[][..], |profile| &profile.speaks) {
                let rows = self.ruleset.targets.iter();
                for row in rows.filter(|row| row.concern == *concern && row.clause.pack == *pack) {
                    let Some(report) = self.target_row(request, row, &view) else { continue };
                    hear(&mut list, Asked { order: (*concern, row.concept), from: *pack, report });
                }
            }
        }
        sort_by_key(&mut list, |asked| (asked.order, asked.report.kind));
        list.into_iter().map(|asked| asked.report).collect()
    }

    /// A profile by its name.
    pub(in crate::assess) fn profile(&self, id: &str) -> Option<&Profile> {
        self.ruleset.profiles.iter().find(|profile| profile.id == id)
    }

    /// The target that the colour is judged by.
    fn own_target(&self, request: &Request<'_>, view: &View<'_>) -> Option<Asked> {
        let concept = match view.concern {
            Concern::Hypertension => Concept::BloodPressure,
            Concern::Diabetes => Concept::Hba1c,
        };
        let rule = self.most_lenient(concept, view)?;
        let below = |limits| Some(Compare { op: Op::Lt, parameter: u16::MAX, limits });
        let targets = &view.targets;
        let held = if concept == Concept::BloodPressure {
            let (systolic, diastolic) = (below(targets.systolic), below(targets.diastolic));
            Held::Pressure(PressureTest { systolic, diastolic, either: false })
        } else {
            Held::Number([below(targets.hba1c), None])
        };
        let truth = view.below_target(concept, i32::MAX).truth;
        let (now, since) = stretch(&held, concept, Timings::ALL, view).unzip();
        let report = TargetReport {
            concept: concept.code(),
            kind: TargetKind::Clinical,
            timing: None,
            label: None,
            target: target_text(&held, concept),
            met: met(truth),
            since: since.filter(|_| now.is_some_and(|(_, now)| now == truth)),
            cite: self.citation(&rule.cite, rule.confidence, rule.pending, request.language),
            others: Vec::new(),
        };
        Some(Asked { order: (view.concern, concept), from: rule.pack, report })
    }

    /// Of the rules that set a target of a concept, the most lenient that fires.
    fn most_lenient(&self, concept: Concept, view: &View<'_>) -> Option<&Rule> {
        let fired = self.ruleset.rules.iter().filter_map(|rule| match rule.then {
            Then::Target(target) if target.concept == concept && self.truth(rule.when, view).is_met() => {
                Some((self.ruleset.parameters.get(usize::from(target.below))?, rule))
            }
            _ => None,
        });
        let limit =
            |parameter: &crate::guideline::Parameter| parameter.values.first().map(|(value, _)| *value);
        fired.max_by_key(|(parameter, _)| limit(parameter)).map(|(_, rule)| rule)
    }

    fn target_row(&self, request: &Request<'_>, row: &TargetRow, view: &View<'_>) -> Option<TargetReport> {
        if !self.truth(row.when, view).is_met() {
            return None;
        }
        let found = stretch(&row.held, row.concept, row.timings, view);
        if found.is_none() && row.if_measured {
            return None;
        }
        let fresh = |day: Day| row.within.is_none_or(|days| view.day.since(day) <= days);
        let found = found.filter(|((newest, _), _)| fresh(*newest));
        let (truth, since) = found.map_or((Truth::Unknown, None), |((_, truth), since)| (truth, Some(since)));
        let clause = &row.clause;
        Some(TargetReport {
            concept: row.concept.code(),
            kind: row.kind,
            timing: row.timings.text(),
            label: None,
            target: target_text(&row.held, row.concept),
            met: met(truth),
            since: since.filter(|_| truth != Truth::Unknown),
            cite: self.citation(&clause.cite, clause.confidence, clause.pending, request.language),
            others: Vec::new(),
        })
    }
}

/// A target, and whose it is.
struct Asked {
    /// As a reader looks for it.
    order: (Concern, Concept),
    /// The pack.
    from: usize,
    report: TargetReport,
}

/// Adds a target beside an earlier document's own on the same value; one document may ask two things of it.
fn hear(list: &mut Vec<Asked>, asked: Asked) {
    let said = |row: &TargetReport| (row.concept, row.kind, row.timing.clone());
    let mut same = list.iter_mut().filter(|own| said(&own.report) == said(&asked.report));
    let Some(first) = same.next() else { return list.push(asked) };
    let is_known = first.report.target == asked.report.target
        || same.any(|own| own.report.target == asked.report.target);
    if is_known {
        return;
    }
    if first.from == asked.from {
        return list.push(asked);
    }
    let TargetReport { target, met, cite, .. } = asked.report;
    let others = &mut first.report.others;
    if others.iter().all(|other| other.target != target) {
        others.push(OtherTarget { guideline: cite.guideline, label: cite.label, target, met });
    }
}

/// The newest value's day and truth, and the first day since which every value said the same.
fn stretch(held: &Held, concept: Concept, timings: Timings, view: &View<'_>) -> Option<((Day, Truth), Day)> {
    let mut said: Box<dyn Iterator<Item = (Day, Truth)>> = match held {
        Held::Pressure(test) => Box::new(view.days_against(*test)),
        Held::Number(tests) => Box::new(view.values_against(concept, timings, *tests)),
    };
    let newest = said.next()?;
    let since = said.take_while(|(_, truth)| *truth == newest.1).last().map_or(newest.0, |(day, _)| day);
    Some((newest, since))
}

/// A target as people write it, such as `< 130/80 mmHg` or `4.4-7 mmol/L`.
pub fn target_text(held: &Held, concept: Concept) -> String {
    let unit = concept.unit_at(0).map_or("", crate::quantity::Unit::code);
    // What was agreed with the patient may be said in another unit only.
    let said = |limits: [Option<Decimal>; 2]| limits.into_iter().flatten().next().unwrap_or_default();
    match held {
        Held::Pressure(PressureTest { systolic: Some(systolic), diastolic: Some(diastolic), .. }) => {
            format!("{} {}/{} {unit}", systolic.op.code(), said(systolic.limits), said(diastolic.limits))
        }
        Held::Number([Some(low), Some(high)]) => format!("{}-{} {unit}", low.limit(), high.limit()),
        Held::Number([Some(only), None]) => format!("{} {} {unit}", only.op.code(), said(only.limits)),
        _ => String::new(),
    }
}
