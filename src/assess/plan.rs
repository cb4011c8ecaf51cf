//! What comes next: by when someone is seen, which tests are due, what is explained. Rows of data say so; here they
//! are held against the patient.
//!
//! A result counts wherever it was made. Of several rows on one test the one that is due first counts, whether it
//! is known to hold or only not known not to: then the answer says what is not known.

mod contact;
mod lesson;

use super::compose::Request;
use super::report::{Citation, Considered, PlanReport, TestReport, TestsTogether};
use super::{Judge, Verdict, own};
use crate::civil::Day;
use crate::concept::{Concept, Concern, DrugClass, Truth};
use crate::facts::{Memo, View};
use crate::guideline::{Head, Test, TestGroup};
use crate::sorted::sort_by_key;

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
        let horizon = plan.next_contact.as_ref().map_or(request.as_of, |next| next.by.max(request.as_of));
        let dated = self.dated(request.as_of, &followed);
        let (mut due, mut counted) = (Vec::new(), Vec::new());
        let mut together = [TestGroup::AnnualExam, TestGroup::Screening].map(|group| (group, None));
        for first in &dated {
            // One place asks for a test: its first row gathers the others.
            if dated.iter().take_while(|own| !std::ptr::eq(*own, first)).any(|own| is_same(own, first)) {
                continue;
            }
            let mut others: Vec<&Dated<'_>> = dated.iter().filter(|own| is_same(own, first)).collect();
            sort_by_key(&mut others, |own| (own.due, own.truth != Truth::Met, own.row.head.pending));
            let Some(deciding) = others.first().copied() else { continue };
            for (group, sum) in &mut together {
                if others.iter().any(|own| own.row.group == *group) {
                    self.gather(request, *group, deciding, horizon, sum);
                }
            }
            if deciding.row.group == TestGroup::AnnualExam {
                continue;
            }
            let report = self.test_report(request, deciding, &others, &followed);
            if report.due <= horizon { due.push(report) } else { counted.push(report) }
        }
        sort_by_key(&mut due, |test| (test.due, test.concept));
        sort_by_key(&mut counted, |test| (test.due, test.concept));
        plan.tests_together = together.into_iter().filter_map(|(_, sum)| sum).collect();
        if let Some(first) = due.first() {
            let mut items = Vec::new();
            for test in &due {
                items.push(test.concept);
            }
            plan.tests_together.insert(
                0,
                TestsTogether {
                    group: "next-contact",
                    last: None,
                    due: first.due,
                    status: first.status,
                    items,
                    text: String::new(),
                    cite: None,
                },
            );
        }
        (plan.tests_due, plan.tests_counted) = (due, counted);
        plan.education = self.lessons(request, &followed);
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

    /// Every row that may hold, on each of its tests.
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
                for other in &row.or {
                    last = last.max(view.latest(*other).map(|(_, day)| day));
                }
                let Some((due, latest)) = self.when_due(row, view, last, as_of) else { continue };
                list.push(Dated { concept: *concept, row, truth, last, due, latest });
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

    fn test_report(
        &self,
        request: &Request<'_>,
        deciding: &Dated<'_>,
        same: &[&Dated<'_>],
        followed: &Followed<'_>,
    ) -> TestReport {
        let head = &deciding.row.head;
        let mut unknown = Vec::new();
        if deciding.truth == Truth::Unknown
            && let Some(view) = followed.of(head.concern)
        {
            let mut missing = Vec::new();
            self.missing(head.when, view, &mut missing);
            for own in missing {
                unknown.push(own.name);
            }
        }
        let mut others: Vec<Considered> = Vec::new();
        for own in same.iter().filter(|own| own.truth.is_met() && own.due != deciding.due) {
            if !others.iter().any(|had| had.by == own.due) {
                others.extend(self.considered(request, &own.row.head, own.due));
            }
        }
        TestReport {
            concept: deciding.concept.code(),
            last: deciding.last,
            due: deciding.due,
            status: deciding.status(request.as_of),
            group: deciding.row.group.code(),
            place: deciding.row.at.code(),
            unknown,
            rule: head.id.clone(),
            text: String::new(),
            review: head.pending.then_some("pending"),
            cite: self.head_cite(request, head),
            others,
        }
    }

    /// Takes a test into what is done together.
    fn gather(
        &self,
        request: &Request<'_>,
        group: TestGroup,
        test: &Dated<'_>,
        horizon: Day,
        sum: &mut Option<TestsTogether>,
    ) {
        let status = test.status(request.as_of);
        let own = sum.get_or_insert_with(|| TestsTogether {
            group: group.code(),
            last: test.last,
            due: test.due,
            status,
            items: Vec::new(),
            text: String::new(),
            cite: Some(self.head_cite(request, &test.row.head)),
        });
        own.last = own.last.min(test.last);
        if test.due < own.due {
            own.due = test.due;
            own.status = status;
        }
        if test.due <= horizon {
            own.items.push(test.concept.code());
        }
    }

    /// A row that was looked at.
    fn considered(&self, request: &Request<'_>, head: &Head, by: Day) -> Option<Considered> {
        Some(Considered { rule: head.id.clone(), by, cite: self.head_cite(request, head) })
    }

    /// The leading clause of a row.
    fn head_cite(&self, request: &Request<'_>, head: &Head) -> Citation {
        let [first, ..] = head.cited.as_slice() else { return Citation::default() };
        self.citation(&first.cite, first.confidence, head.pending, request.language)
    }
}

/// Whether two rows ask for the same thing: the yearly examination is its own.
fn is_same(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let is_exam = |own: &Dated<'_>| own.row.group == TestGroup::AnnualExam;
    one.concept == other.concept && is_exam(one) == is_exam(other)
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
