//! Whether a class, or a medicine of it, could be given: the same checks, asked of a medicine nobody takes yet.

use super::{Request, Taken};
use crate::assess::Judge;
use crate::assess::evidence::Missing;
use crate::concept::{DrugClass, Truth};
use crate::facts::Course;
use crate::guideline::{Medicine, Severity};
use crate::record::{Medication, Per};

impl Judge {
    /// Met where no check forbids a class or warns of it, unknown where one waits for an answer, which is noted.
    ///
    /// The classes of `from` would be ended first. With a medicine its own doses and limits count as well.
    pub fn suits(
        &self,
        request: &Request<'_>,
        (class, medicine): (DrugClass, Option<&Medicine>),
        from: &[DrugClass],
        missing: &mut Vec<Missing>,
    ) -> Truth {
        let code = medicine.map(|medicine| medicine.code.clone());
        let course = Course {
            code: code.clone(),
            classes: vec![class],
            since: Some(request.as_of),
            until: None,
            full_dose: None,
            adherence: None,
            source: u32::MAX,
        };
        let entry = Medication {
            code,
            name: None,
            classes: vec![class],
            dose: None,
            per_day: None,
            per: Per::Day,
            since: None,
            until: None,
            route: None,
            release: None,
            full_dose: None,
            adherence: None,
            index: usize::MAX,
        };
        let mut bench = self.bench(request, None);
        bench.taken.retain(|taken| !from.iter().any(|class| taken.has(*class)));
        bench.ordering = true;
        let (course, entry) = (&course, &entry);
        bench.taken.push(Taken { course, entry, medicine, ordered: true, stopped: false });
        let view = bench.view;
        let mut suits = Truth::Met;
        self.each_hit(&bench, &mut |check, _, hit| {
            if check.severity == Severity::Monitor {
                return;
            }
            suits = suits.and(hit.truth.not());
            if let Some(when) = check.when {
                self.missing(when, &view, missing);
            }
        });
        suits
    }
}
