//! Tiers as answers carry them: level, range, owner, receipt, exports.

use super::{Sides, is_about_quality, owner};
use crate::assess::possible::worth_asking;
use crate::assess::report::{ConcernReport, Exports, Receipt, Tier};
use crate::assess::{ConcernVerdict, Contribution, Judge, NoColour, Scratch, Status, Verdict, own};
use crate::civil::Day;
use crate::concept::request::Request as Ask;
use crate::concept::{Concept, Concern, Level, Truth};
use crate::facts::{Chart, View};
use crate::guideline::{About, Node, NodeId};

impl Judge {
    pub(super) fn patient_tier(&self, sides: &Sides<'_>, verdict: &Verdict, scratch: &Scratch) -> Tier {
        let as_of = sides.request.as_of;
        let deciding = verdict.concern.map(|concern| (concern, own(&verdict.concerns, concern)));
        let because = deciding.and_then(|(_, own)| own.because);
        let floor =
            Concern::ALL.iter().filter_map(|concern| self.floor(sides.chart, as_of, *concern, scratch)).max();
        let ceiling = sides.possible.iter().map(|possible| possible.level).max().max(verdict.level);
        let mut tier = self.tier(sides, verdict.level, verdict.reason, because, verdict.act_by);
        tier.was = sides.was.patient;
        if verdict.level.is_some() {
            tier.receipt.worth_asking = worth_asking(sides.possible, verdict.level);
            tier.floor = floor.map_or(verdict.level, |floor| Some(floor).min(verdict.level));
            tier.ceiling = ceiling;
        }
        tier.repeat_pending =
            Concern::ALL.iter().any(|concern| self.repeat_pending(sides, *concern, scratch));
        tier.exports = self.exports(sides.chart, as_of, verdict);
        tier.receipt.valid_until = deciding.and_then(|(_, own)| own.valid_until);
        tier.receipt.would_change =
            deciding.map(|(concern, _)| own(&sides.changes, concern).clone()).unwrap_or_default();
        tier
    }

    pub(super) fn concern_report(
        &self,
        sides: &Sides<'_>,
        verdict: &Verdict,
        concern: Concern,
        scratch: &Scratch,
    ) -> Option<ConcernReport> {
        let mine: &ConcernVerdict = own(&verdict.concerns, concern);
        if mine.level.is_none() && mine.reason.is_none() {
            return None;
        }
        let as_of = sides.request.as_of;
        let mut tier = self.tier(sides, mine.level, mine.reason, mine.because, mine.act_by);
        let possible = sides.possible.iter().filter(|possible| possible.concern == concern);
        if mine.level.is_some() {
            let floor = self.floor(sides.chart, as_of, concern, scratch);
            tier.floor = floor.map_or(mine.level, |floor| Some(floor).min(mine.level));
            tier.ceiling = possible.map(|possible| possible.level).max().max(mine.level);
        }
        tier.was = *own(&sides.was.concerns, concern);
        tier.repeat_pending = self.repeat_pending(sides, concern, scratch);
        let alone = Verdict { level: mine.level, concern: Some(concern), ..*verdict };
        tier.exports = self.exports(sides.chart, as_of, &alone);
        tier.receipt.valid_until = mine.valid_until;
        tier.receipt.would_change.clone_from(own(&sides.changes, concern));
        Some(ConcernReport { tier, class: mine.class, consecutive: mine.consecutive })
    }

    fn tier(
        &self,
        sides: &Sides<'_>,
        level: Option<Level>,
        reason: Option<NoColour>,
        because: Option<Contribution>,
        act_by: Option<Contribution>,
    ) -> Tier {
        let rule = because.and_then(|said| said.rule).and_then(|at| self.rule(at));
        Tier {
            colour: level.map(Level::colour),
            level,
            floor: None,
            ceiling: None,
            reason: reason.map(NoColour::code),
            at: because.map(|said| said.at),
            act_by: act_by.map(|said| said.act_by),
            owner: act_by.map(|said| owner(said.level)),
            repeat_pending: false,
            was: None,
            was_red: level == Some(Level::G2WasRed),
            data_quality: sides.set_aside.iter().any(|aside| is_about_quality(aside.code)),
            exports: Exports { three_colour: "green", wenzhou: "green", hearts: None },
            receipt: Receipt {
                because: Vec::new(),
                rule: rule.map(|rule| rule.id.clone()),
                valid_until: None,
                would_change: Vec::new(),
                worth_asking: None,
            },
        }
    }

    /// A critical pressure that stands and was not repeated: a timer, not a siren.
    fn repeat_pending(&self, sides: &Sides<'_>, concern: Concern, scratch: &Scratch) -> bool {
        let chart = sides.chart;
        let upto = chart.upto(sides.request.as_of);
        own(&scratch.findings, concern).iter().any(|finding| {
            let Some(rule) = self.rule(finding.rule).filter(|rule| rule.about == About::Pressure) else {
                return false;
            };
            let open =
                matches!(self.status(chart, sides.request.as_of, concern, finding, scratch), Status::Open(_));
            let days = chart.days.get(..upto).unwrap_or(&[]);
            let newer = days.iter().filter(|entry| entry.day > finding.day);
            let again =
                newer.flat_map(|entry| chart.samples_of(entry, Concept::BloodPressure)).any(|s| s.usable);
            let view = self.finding_view(chart, concern, finding);
            open && !again && self.awaits_repeat(rule.when, &view)
        })
    }

    fn awaits_repeat(&self, id: NodeId, view: &View<'_>) -> bool {
        match self.ruleset.node(id) {
            Some(Node::All(parts) | Node::Any(parts) | Node::Count(parts, _)) => {
                parts.iter().any(|part| self.truth(*part, view).is_met() && self.awaits_repeat(*part, view))
            }
            Some(Node::Assumed(part)) => self.awaits_repeat(*part, view),
            Some(Node::Ask(ask)) if view.ask(ask).truth.is_met() => match &**ask {
                Ask::Standing(test) => view.today().is_some_and(|entry| !view.is_repeated(entry, test)),
                ask => matches!(ask, Ask::Impossible { .. }),
            },
            _ => false,
        }
    }

    fn exports(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Exports {
        use crate::concept::Colour;
        let colour = verdict.level.map(Level::colour);
        Exports {
            three_colour: match colour {
                Some(Colour::Red) => "red",
                Some(Colour::Yellow | Colour::Grey) => "yellow",
                Some(Colour::Blue) | None => "green",
            },
            wenzhou: match (colour, verdict.level) {
                (Some(Colour::Red), _) => "red",
                (Some(Colour::Grey), Some(Level::G3)) => "blue",
                (Some(Colour::Yellow | Colour::Grey), _) => "orange",
                (Some(Colour::Blue), _) => "yellow",
                (None, _) => "green",
            },
            hearts: self.hearts(chart, as_of, verdict),
        }
    }

    /// By the latest reading, except where there is none.
    fn hearts(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Option<&'static str> {
        match verdict.level? {
            Level::G1 => return Some("no-visit"),
            Level::G2 | Level::G2WasRed => return Some("lost"),
            _ => {}
        }
        let upto = chart.upto(as_of);
        let mut known = false;
        let mut controlled = true;
        for concern in Concern::ALL.iter().filter(|concern| chart.is_diagnosed(**concern, as_of)) {
            let line = *own(&self.ruleset.policy.below_screening, *concern);
            let truth = (1..=upto).rev().find_map(|upto| {
                let day = chart.days.get(upto.checked_sub(1)?)?.day;
                let truth = self.truth(line, &self.view(chart, *concern, day, upto));
                (truth != Truth::Unknown).then_some(truth)
            });
            known |= truth.is_some();
            controlled &= truth == Some(Truth::Met);
        }
        known.then_some(if controlled { "controlled" } else { "uncontrolled" })
    }
}
