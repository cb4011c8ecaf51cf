//! What comes next: by when someone is seen, which tests are due, what is explained. Rows of data say so; here they
//! are held against the patient.
//!
//! A result counts wherever it was made. Of several rows on one test the one that is due first counts, whether it
//! is known to hold or only not known not to: then the answer says what is not known.

mod contact;
mod lesson;

use super::compose::Request;
use super::report::{Citation, Considered, PlanReport, TestReport};
use super::{Judge, Section, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concept, Concern, DrugClass, Truth};
use crate::facts::{Memo, View};
use crate::guideline::{Head, Test, TestGroup};

/// The views of the concerns that are followed.
struct Followed<'a> {
    hypertension: Option<View<'a>>,
    diabetes: Option<View<'a>>,
}

impl<'a> Followed<'a> {
    /// The view that a row is judged in; none where its concern is not followed.
    fn of(&self, concern: Option<Concern>) -> Option<&View<'a>> {
        match concern {
            Some(Concern::Hypertension) => self.hypertension.as_ref(),
            Some(Concern::Diabetes) => self.diabetes.as_ref(),
            None => self.hypertension.as_ref().or(self.diabetes.as_ref()),
        }
    }
}

/// One row on one test.
struct Dated<'a> {
    concept: Concept,
    row: &'a Test,
    truth: Truth,
    last: Option<Day>,
    due: Day,
    /// The last day on which it is not overdue.
    latest: Day,
}

impl Dated<'_> {
    /// What is due first, then what is late first, then what is surer; of equals the data elements in their order.
    fn order(&self) -> (Day, Day, bool, bool, u32) {
        let Self { concept, row, truth, due, latest, .. } = self;
        (*due, *latest, *truth != Truth::Met, row.head.pending, concept.index())
    }

    fn status(&self, as_of: Day) -> &'static str {
        if as_of < self.due {
            "counts"
        } else if as_of <= self.latest {
            "due"
        } else {
            "overdue"
        }
    }
}

impl Judge {
    /// Everything of the plan but therapy, food and exercise; nothing for whom no adult's colour is given.
    pub(super) fn plan(&self, request: &Request<'_>, verdict: &Verdict) -> PlanReport {
        let memos = [self.memo(), self.memo()];
        let followed = self.followed(request, verdict, &memos);
        let mut plan = PlanReport {
            next_contact: self.next_contact(request, verdict, &followed),
            ..PlanReport::default()
        };
        if verdict.level.is_none() {
            return plan;
        }
        // The cards take what is due; the rest is for who shows the plan.
        let is_shown = request.sections.has(Section::Plan);
        let horizon = plan.next_contact.as_ref().map_or(request.as_of, |next| next.by.max(request.as_of));
        for one in self.dated(request.as_of, &followed) {
            let group = one.row.group;
            let is_exam = group == TestGroup::AnnualExam;
            if is_shown && (is_exam || group == TestGroup::Screening) {
                let list = &mut plan.tests_together;
                // The first is what is due first.
                let at = list.iter().position(|own| own.concept == group.code()).unwrap_or(list.len());
                if at == list.len() {
                    list.push(TestReport {
                        concept: group.code(),
                        ..self.test_report(request, &one, &followed)
                    });
                }
                if let Some(own) = list.get_mut(at) {
                    own.last = own.last.min(one.last);
                    if one.due <= horizon && !own.items.contains(&one.concept.code()) {
                        own.items.push(one.concept.code());
                    }
                }
            }
            if is_exam {
                continue;
            }
            // The first row on a test decides, since the list begins with what is due first; the others stand beside.
            let had = plan
                .tests_due
                .iter_mut()
                .chain(&mut plan.tests_counted)
                .find(|had| had.concept == one.concept.code());
            match had {
                Some(had) if one.truth.is_met() && had.due != one.due => {
                    had.others.push(self.considered(request, &one.row.head, one.due));
                }
                None if one.due <= horizon => {
                    plan.tests_due.push(self.test_report(request, &one, &followed));
                }
                None if is_shown => plan.tests_counted.push(self.test_report(request, &one, &followed)),
                Some(_) | None => {}
            }
        }
        if is_shown {
            plan.education = self.lessons(request, &followed);
        }
        plan
    }

    fn followed<'a>(
        &'a self,
        request: &Request<'a>,
        verdict: &Verdict,
        [first, second]: &'a [Memo; 2],
    ) -> Followed<'a> {
        let view = |concern, memo| {
            let mine = own(&verdict.concerns, concern);
            let followed = mine.level.is_some() && self.is_classed(request.chart, concern, request.as_of);
            followed.then(|| self.tier_view(request.chart, request.as_of, concern, mine).remembering(memo))
        };
        Followed {
            hypertension: view(Concern::Hypertension, first),
            diabetes: view(Concern::Diabetes, second),
        }
    }

    /// Every row that may hold, on each of its tests; what is due first, then what is surer, goes first.
    fn dated(&self, as_of: Day, followed: &Followed<'_>) -> Vec<Dated<'_>> {
        let mut list = Vec::new();
        for row in &self.ruleset.plans.tests {
            let Some(view) = followed.of(row.head.concern) else { continue };
            let truth = self.truth(row.head.when, view);
            if truth == Truth::NotMet {
                continue;
            }
            for concept in &row.tests {
                let mut last = view.latest(*concept).map(|(_, day)| day);
                if *concept == Concept::Creatinine {
                    last = last.max(view.latest(Concept::Egfr).map(|(_, day)| day));
                }
                let Some((due, latest)) = self.when_due(row, view, last, as_of) else { continue };
                let own = Dated { concept: *concept, row, truth, last, due, latest };
                let after = list.iter().position(|had: &Dated<'_>| had.order() > own.order());
                list.insert(after.unwrap_or(list.len()), own);
            }
        }
        list
    }

    /// The day from which a test is asked for, and the last on which it is not overdue; none where nothing is asked.
    fn when_due(&self, row: &Test, view: &View<'_>, last: Option<Day>, as_of: Day) -> Option<(Day, Day)> {
        let days = |list: &[i32]| Some((*list.first()?, *list.last()?));
        if row.after_start {
            let (from, to) = days(&row.every)?;
            let start = started(view, self.ruleset.policy.test_days)?;
            let is_done = last.is_some_and(|last| last >= start);
            return (!is_done).then(|| (start.plus(from), start.plus(to)));
        }
        // What was never done is due on the day asked; what is done once stays done.
        let Some(last) = last else { return Some((as_of, as_of)) };
        let (counts, to) = days(&row.every)?;
        let due = last.plus(counts).plus(1);
        Some((due, due.max(last.plus(to))))
    }

    fn test_report(&self, request: &Request<'_>, own: &Dated<'_>, followed: &Followed<'_>) -> TestReport {
        let head = &own.row.head;
        let mut missing = Vec::new();
        if let Some(view) = followed.of(head.concern) {
            // Nothing is missing where the row is known to hold.
            self.missing(head.when, view, &mut missing);
        }
        let mut unknown = Vec::new();
        for own in missing {
            unknown.push(own.name);
        }
        TestReport {
            concept: own.concept.code(),
            last: own.last,
            due: own.due,
            status: own.status(request.as_of),
            group: own.row.group.code(),
            place: self.ruleset.plans.place(own.concept).code(),
            items: Vec::new(),
            unknown,
            rule: head.id.clone(),
            text: String::new(),
            review: head.pending.then_some("pending"),
            cite: self.head_cite(request, head),
            others: Vec::new(),
        }
    }

    /// A row that was looked at.
    fn considered(&self, request: &Request<'_>, head: &Head, by: Day) -> Considered {
        Considered { rule: head.id.clone(), by, cite: self.head_cite(request, head) }
    }

    /// The leading clause of a row.
    fn head_cite(&self, request: &Request<'_>, head: &Head) -> Citation {
        let [first, ..] = head.cited.as_slice() else { return Citation::default() };
        self.citation(&first.cite, first.confidence, head.pending, request.language)
    }
}

/// The newest start of a blocker of the angiotensin system that is still taken, not longer ago than so many days.
fn started(view: &View<'_>, lasts: i32) -> Option<Day> {
    let mut newest = None;
    for course in &view.chart.courses {
        let own = [DrugClass::Acei, DrugClass::Arb].iter().any(|class| course.classes.contains(class));
        if own && course.is_active(view.day) {
            newest = newest.max(course.since);
        }
    }
    newest.filter(|start| view.day.since(*start) <= lasts)
}
