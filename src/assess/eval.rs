//! Three-valued evaluation of compiled conditions, and personal targets.

use crate::civil::Day;
use crate::concept::{Concept, Concern, Truth};
use crate::facts::{Chart, Memo, Run, Targets, View};
use crate::guideline::{Node, NodeId, Ruleset, Target};
use crate::quantity::Decimal;

use super::Judge;

impl Judge {
    /// Whether a condition holds.
    pub fn truth(&self, id: NodeId, view: &View<'_>) -> Truth {
        let Some(place) = view.memo.and_then(|memo| memo.place(usize::from(id))) else {
            // Most conditions are a single request, which needs no frame of its own.
            return match self.ruleset.node(id) {
                Some(Node::Ask(request)) => view.ask(request).truth,
                _ => self.judged(id, view),
            };
        };
        if let Some(truth) = place.get() {
            return truth;
        }
        let truth = self.judged(id, view);
        place.set(Some(truth));
        truth
    }

    /// Room for a view to remember what conditions came to.
    pub fn memo(&self) -> Memo {
        Memo::of(self.ruleset.nodes.len())
    }

    fn judged(&self, id: NodeId, view: &View<'_>) -> Truth {
        match self.ruleset.node(id) {
            Some(Node::All(parts)) => {
                let mut truth = Truth::Met;
                for part in parts {
                    truth = truth.and(self.truth(*part, view));
                    if truth == Truth::NotMet {
                        break;
                    }
                }
                truth
            }
            Some(Node::Any(parts)) => {
                let mut truth = Truth::NotMet;
                for part in parts {
                    truth = truth.or(self.truth(*part, view));
                    if truth.is_met() {
                        break;
                    }
                }
                truth
            }
            Some(Node::Count(parts, test)) => {
                Truth::of_count(parts.iter().map(|part| self.truth(*part, view)), |count| test.holds(count))
            }
            Some(Node::Not(part)) => self.truth(*part, view).not(),
            Some(Node::Assumed(part)) => Truth::known(self.truth(*part, view).is_met()),
            Some(Node::Ask(request)) => view.ask(request).truth,
            None => Truth::Unknown,
        }
    }

    /// Whether a rule fires.
    pub fn fires(&self, rule: u16, view: &View<'_>) -> Truth {
        self.when(rule).map_or(Truth::Unknown, |when| self.truth(when, view))
    }

    /// A chart as of a day, before any stratum has spoken.
    pub fn view<'a>(&'a self, chart: &'a Chart, concern: Concern, day: Day, upto: usize) -> View<'a> {
        View {
            chart,
            protocol: self.protocol(),
            day,
            upto,
            age: chart.age_at(day, upto),
            concern,
            visit: Some(day),
            previous: None,
            class: None,
            run: Run::default(),
            quiet_since: None,
            targets: Targets::default(),
            lookback: None,
            harmless: false,
            memo: None,
        }
    }

    /// The targets of the patient that the rules of a view's concern ask for, on its day: the recorded one, else
    /// the most lenient that a rule sets.
    pub fn targets(&self, view: &View<'_>) -> Targets {
        let mut targets = Targets::default();
        for rule in &self.strata(view.concern, view.chart, view.day).targets {
            if self.truth(rule.when, view).is_met() {
                relax(&mut targets, &rule.targets);
            }
        }
        for concept in [Concept::Hba1c, Concept::BloodPressure] {
            recorded(&mut targets, concept, view);
        }
        targets
    }
}

/// What a rule's target says in each unit slot.
pub fn limits(ruleset: &Ruleset, target: Target) -> Targets {
    let limit = |at: u16, slot: u8| {
        let parameter = ruleset.parameters.get(usize::from(at))?;
        parameter.in_unit(target.concept.unit_at(slot)?)
    };
    let both = |at: u16| [limit(at, 0), limit(at, 1)];
    if target.concept == Concept::Hba1c {
        return Targets { hba1c: both(target.below), ..Targets::default() };
    }
    let diastolic = target.below_diastolic.map(both).unwrap_or_default();
    Targets { systolic: both(target.below), diastolic, ..Targets::default() }
}

/// Of two targets the more lenient holds.
fn relax(own: &mut Targets, other: &Targets) {
    let raise = |own: &mut [Option<Decimal>; 2], other: &[Option<Decimal>; 2]| {
        for (place, limit) in own.iter_mut().zip(other) {
            *place = (*place).max(*limit);
        }
    };
    raise(&mut own.hba1c, &other.hba1c);
    raise(&mut own.systolic, &other.systolic);
    raise(&mut own.diastolic, &other.diastolic);
}

fn recorded(targets: &mut Targets, concept: Concept, view: &View<'_>) {
    let day = |at: Option<crate::civil::Moment>| at.map(|at| at.day);
    let mine = view.chart.targets.iter().filter(|target| target.concept == concept);
    let newest =
        mine.filter(|target| day(target.at).is_none_or(|at| at <= view.day)).max_by_key(|target| target.at);
    let Some(target) = newest else { return };
    let Some(slot) = concept.unit_slot(target.below.unit) else { return };
    let only = |value: Decimal| if slot == 0 { [Some(value), None] } else { [None, Some(value)] };
    if concept == Concept::Hba1c {
        targets.hba1c = only(target.below.value);
    } else {
        targets.systolic = only(target.below.value);
        if let Some(diastolic) = target.below_diastolic {
            targets.diastolic = only(diastolic);
        }
    }
}
