//! What is known of a therapy before it is changed: whether there is one, since when, and whether it is taken.

use crate::concept::{Adherence, DrugClass, Truth};

use super::chart::VisitAt;
use super::view::{Fact, Seen, View};

impl View<'_> {
    /// None of these classes is taken. Where nobody gave a list of medicines this is not known.
    pub fn untreated(&self, classes: &[DrugClass]) -> Fact {
        if !self.chart.listed {
            return Fact::UNKNOWN;
        }
        let taken = self.medicine(classes, &[]);
        Fact::new(taken.truth.not(), taken.seen)
    }

    /// Nothing of these classes began or ended for so many days; without its first day that is not known.
    pub fn steady(&self, classes: &[DrugClass], days: i32) -> Fact {
        let from = self.day.plus(days.saturating_neg());
        let changed = |visit: &VisitAt| {
            let own = visit.concern.is_none_or(|concern| concern == self.concern);
            own && visit.medication_changed && visit.day > from && visit.day <= self.day
        };
        if self.chart.visits.iter().any(changed) {
            return Fact::NOT_MET;
        }
        let mut truth = Truth::Met;
        for course in &self.chart.courses {
            if !course.classes.iter().any(|class| classes.contains(class)) {
                continue;
            }
            let began = course.since.map(|since| since > from && since <= self.day);
            let ended = course.until.is_some_and(|until| until >= from && until < self.day);
            if ended || began == Some(true) {
                return Fact::NOT_MET;
            }
            if began.is_none() {
                truth = Truth::Unknown;
            }
        }
        Fact::new(truth, Seen::Nothing)
    }

    /// Every medicine is said to be taken regularly, each by itself or all at the current visit.
    pub fn taken_regularly(&self) -> Fact {
        let (mut all, mut said) = (true, false);
        for (_, course) in self.courses() {
            match course.adherence {
                Some(Adherence::Regular) => said = true,
                Some(_) => return Fact::NOT_MET,
                None => all = false,
            }
        }
        let mut visit = false;
        for (_, own) in self.visits() {
            match own.adherence {
                Some(Adherence::Regular) => visit = true,
                Some(_) => return Fact::NOT_MET,
                None => {}
            }
        }
        if visit || (said && all) { Fact::known(true, Seen::Nothing) } else { Fact::UNKNOWN }
    }
}
