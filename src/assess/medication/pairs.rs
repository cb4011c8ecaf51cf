//! A medicine beside others: with another, twice, of one class, after an allergy, stopped at once.

use super::{Bench, Found, Taken};
use crate::concept::{Adherence, DrugClass, Truth};
use crate::guideline::{Asked, Check, Medicines};
use crate::record::Allergy;

impl<'a> Bench<'a> {
    pub(super) fn pairs(&self, check: &Check, own: &Taken<'a>, found: &mut Found<'a>) {
        for other in self.taken.iter().filter(|other| !other.stopped && !other.is(own)) {
            let same = own.same(other);
            let shares = |class: &DrugClass| other.course.classes.contains(class);
            let hit = match &check.asked {
                Asked::With(which) => {
                    which.means(other.course.code.as_deref(), &other.course.classes) && !same
                }
                Asked::Twice => same,
                _ => !same && check.which.classes().iter().any(|class| own.has(*class) && shares(class)),
            };
            // A pair is told once: from the order's side, else in the order of the names.
            let first = match &check.asked {
                Asked::With(_) => !self.ordering || own.ordered,
                _ if self.ordering => own.ordered,
                _ => own.label() <= other.label(),
            };
            if hit && first {
                // Ordering what stands on the list may mean to go on with it.
                let truth = if same && self.ordering { Truth::Unknown } else { Truth::Met };
                found.add(truth, Some(other.label()));
            } else if hit && other.ordered {
                found.turned(other.label(), own.label());
            }
        }
    }

    /// Whether the patient is allergic to a medicine or, as `of_class`, to another of its class.
    pub(super) fn allergy(
        &self,
        of_class: bool,
        medicines: &Medicines,
        own: &Taken<'a>,
        found: &mut Found<'a>,
    ) {
        for Allergy { code, name, .. } in &self.record.allergies {
            for said in [code, name].into_iter().flatten() {
                let to = medicines.find(said);
                let itself = DrugClass::parse(said).is_some_and(|class| own.has(class))
                    || to.is_some_and(|to| own.course.code.as_deref() == Some(&to.code))
                    || own.label() == said;
                let related = to.is_some_and(|to| to.classes.iter().any(|class| own.has(*class)));
                if if of_class { related && !itself } else { itself } {
                    found.add(Truth::Met, Some(said));
                }
            }
        }
    }

    /// Whether a medicine ended since the last contact with nothing of its kind after it, or is not taken.
    pub(super) fn stopped(&self, check: &Check, own: &Taken<'a>, found: &mut Found<'a>) {
        let left = matches!(own.course.adherence, Some(Adherence::None | Adherence::Refused));
        let goes_on = self.taken.iter().any(|other| {
            !other.stopped && check.which.means(other.course.code.as_deref(), &other.course.classes)
        });
        found.add(Truth::known(if own.stopped { !goes_on } else { left }), None);
    }
}
