//! What is explained: at most three things, each because of a fact of this patient.

use super::Followed;
use crate::assess::Judge;
use crate::assess::compose::Request;
use crate::assess::report::LessonReport;
use crate::concept::Truth;

/// More than this nobody takes home from one visit.
const LESSONS: usize = 3;

impl Judge {
    /// The first lessons whose reason is known; what is not known is asked elsewhere and explains nothing.
    pub(super) fn lessons(&self, request: &Request<'_>, followed: &Followed<'_>) -> Vec<LessonReport> {
        let mut list = Vec::new();
        for lesson in &self.ruleset.plans.lessons {
            let head = &lesson.head;
            let Some(view) = followed.of(head.concern) else { continue };
            if list.len() == LESSONS || !self.truth(head.when, view).is_met() {
                continue;
            }
            let mut because = Vec::new();
            self.evidence(head.when, view, request.record, &mut because);
            because.retain(|own| own.truth == Truth::Met && own.value.is_some());
            list.push(LessonReport {
                topic: head.id.clone(),
                text: String::new(),
                review: head.pending.then_some("pending"),
                cite: self.head_cite(request, head),
                because,
            });
        }
        list
    }
}
