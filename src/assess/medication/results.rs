//! A medicine beside results of the laboratory that criteria cannot say: multiples of a limit, tests since a day.

use super::{Bench, Found, Taken};
use crate::concept::request::{Compare, Span};
use crate::concept::{Concept, Truth};
use crate::record::{Mark, Value};

impl<'a> Bench<'a> {
    /// Whether the newest of each value exceeds so many times the laboratory's own limit; without one it is unknown.
    pub(super) fn liver(&self, concepts: &[Concept], multiple: &Compare, lasts: i32, found: &mut Found<'a>) {
        let from = self.view.day.plus(lasts.saturating_neg());
        let mut truth = Truth::NotMet;
        for concept in concepts {
            let counts = self.record.observations.iter().filter(|own| {
                own.concept == *concept && own.usable && own.at.day >= from && own.at.day <= self.view.day
            });
            let newest = counts.max_by_key(|own| own.at);
            truth = truth.or(newest.map_or(Truth::Unknown, |own| match (own.value, own.upper_limit) {
                (Value::Number(number, Mark::Exact), Some(limit)) => {
                    Truth::known(multiple.op.holds(number.value, limit.scaled_by(multiple.limit())))
                }
                _ => Truth::Unknown,
            }));
        }
        found.add(truth, None);
    }

    /// Whether a medicine that began so many days ago was followed by none of the tests, as long as its start counts.
    pub(super) fn untested(
        &self,
        concepts: &[Concept],
        after: i32,
        lasts: i32,
        own: &Taken<'a>,
        found: &mut Found<'a>,
    ) {
        let Some(days) = own.course.since.map(|since| self.view.day.since(since)) else { return };
        if days > after && days <= lasts {
            let done = |concept: &Concept| self.view.done(*concept, Span::Within(days)).truth.is_met();
            found.add(Truth::known(!concepts.iter().all(done)), None);
        }
    }
}
