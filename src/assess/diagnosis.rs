//! What the documents say of a disease that may be there: each by its own lines, side by side, with the proof and with
//! what would settle it. It colours nothing, and names nothing a diagnosis.

use super::compose::Request;
use super::evidence::{Missing, concept_of};
use super::report::{Diagnoses, DiagnosisReport, DiagnosisStatement};
use super::{Judge, NoColour, Verdict};
use crate::civil::Day;
use crate::concept::request::{Pick, PressureTest, Request as Question, Span, Timings};
use crate::concept::{Concept, Concern, Stated, Truth, events};
use crate::facts::View;
use crate::facts::diabetes_points::{self, Points};
use crate::guideline::{DiagnosisRow, Node, NodeId};
use crate::quantity::Decimal;

/// How much proof a statement carries at most.
const PROOF: usize = 8;

/// What a risk score reads, so that it is told as proof: no test is made of it.
static SCORED: [Question; 3] = [
    Question::RecentDays { test: PressureTest { systolic: None, diastolic: None, either: false }, count: 1 },
    newest(Concept::Bmi),
    newest(Concept::Waist),
];

const fn newest(concept: Concept) -> Question {
    let (span, pick) = (Span::Ever, Pick::Latest);
    Question::Number { concept, span, pick, timings: Timings::ALL, tests: [None, None], lasting: None }
}

/// What a row comes to.
#[derive(Debug)]
struct Held {
    truth: Truth,
    /// The days on which it does, newest first; fewer than needed where it is not met.
    on: Vec<Day>,
    /// Until when the rest must be measured, where the document says.
    by: Option<Day>,
    /// The points of a risk score.
    points: Option<Points>,
}

impl Judge {
    /// What is known of both diseases; nothing is said of who has died or moved.
    pub(super) fn diagnoses(&self, request: &Request<'_>, verdict: &Verdict) -> Diagnoses {
        let gone = matches!(verdict.reason, Some(NoColour::Deceased | NoColour::Moved));
        let of = |concern| (!gone).then(|| self.diagnosis(request, concern));
        Diagnoses { hypertension: of(Concern::Hypertension), diabetes: of(Concern::Diabetes) }
    }

    fn diagnosis(&self, request: &Request<'_>, concern: Concern) -> DiagnosisReport {
        let memo = self.memo();
        let chart = request.chart;
        let view = self.view(chart, concern, request.as_of, chart.upto(request.as_of)).remembering(&memo);
        let mut found =
            DiagnosisReport { state: Stated::Unknown, possible: Stated::Unknown, statements: Vec::new() };
        // Rows stand strongest first, so that what is proven already outranks what follows.
        for row in self.ruleset.diagnosis.iter().filter(|row| row.concern == concern) {
            let held = self.held(row, &view);
            if held.truth == Truth::NotMet {
                continue;
            }
            // Neither a value below the lines nor a later date is comfort beside what is raised.
            if row.is <= Stated::Normal && found.state > row.is
                || row.every.is_some() && found.state >= Stated::Suspected
                || row.points.is_some() && is_tested(found.state)
            {
                continue;
            }
            let mut is_told = held.truth.is_met() || row.is.is_asked();
            if row.is.is_state() {
                found.possible = found.possible.max(row.is);
                if held.truth.is_met() {
                    found.state = found.state.max(row.is);
                }
                let is_begun = row.is == Stated::CriteriaMet && row.days > 1 && !held.on.is_empty();
                is_told = is_told && !outranked(&found.statements, row) || is_begun;
            }
            if is_told && row.is.is_told() {
                found.statements.push(self.statement(request, row, held, &view));
            }
        }
        found
    }

    /// What a row comes to in a view, before the stronger ones of its document are heard.
    pub fn diagnosis_truth(&self, row: &DiagnosisRow, view: &View<'_>) -> Truth {
        self.held(row, view).truth
    }

    /// Whether a row holds, and on which days.
    fn held(&self, row: &DiagnosisRow, view: &View<'_>) -> Held {
        let mut found = Held { truth: self.truth(row.when, view), on: Vec::new(), by: None, points: None };
        if let Some(line) = row.points.filter(|_| found.truth != Truth::NotMet) {
            found.points = diabetes_points::of(view, self.ruleset.policy.test_days);
            let reach = |own: &Points| own.reach(f64::from(line));
            found.truth = found.truth.and(found.points.as_ref().map_or(Truth::NotMet, reach));
        }
        let Some(on) = row.on.filter(|_| found.truth != Truth::NotMet) else { return found };
        let mut read = 0;
        self.ruleset.each_request(on, &mut |request| {
            read |= concept_of(request).map_or(0, events::of);
        });
        let needed = usize::try_from(row.days).unwrap_or(usize::MAX);
        // Where nothing was measured on any day, nothing is known.
        let mut best = None;
        for entry in view.span(Span::Within(self.ruleset.policy.test_days)) {
            if entry.events & read == 0 {
                continue;
            }
            let truth = self.truth(on, &self.day_view(view, entry.day));
            best = best.max(Some(truth));
            if truth.is_met() {
                found.on.push(entry.day);
                if is_complete(row, &found.on, needed) {
                    return found;
                }
            } else if row.in_a_row && truth == Truth::NotMet {
                break;
            }
        }
        // Of hints one proves, and every one is told.
        if needed == 1 && !found.on.is_empty() {
            return found;
        }
        found.truth = found.truth.and(best.unwrap_or(Truth::Unknown).min(Truth::Unknown));
        if let Some(within) = row.within {
            let mut open = Vec::new();
            for day in found.on {
                if view.day.since(day) <= within {
                    found.by = Some(day.plus(within));
                    open.push(day);
                }
            }
            found.on = open;
        }
        found
    }

    fn day_view<'a>(&'a self, view: &View<'a>, day: Day) -> View<'a> {
        self.view(view.chart, view.concern, day, view.chart.upto(day))
    }

    fn statement(
        &self,
        request: &Request<'_>,
        row: &DiagnosisRow,
        Held { truth, on: days, mut by, points }: Held,
        view: &View<'_>,
    ) -> DiagnosisStatement {
        let mut because = Vec::new();
        self.evidence(row.when, view, request.record, &mut because);
        for day in &days {
            if let Some(on) = row.on {
                self.evidence(on, &self.day_view(view, *day), request.record, &mut because);
            }
        }
        because.retain(|own| own.value.is_some() && own.truth.is_met());
        let mut open = Vec::new();
        self.open(row.when, view, &mut open);
        let mut missing = Vec::new();
        for own in open {
            missing.push(own.name);
        }
        let mut between = Vec::new();
        if let Some(Points { low, high, missing: not_known }) = points {
            between.extend([low, high].into_iter().filter_map(Decimal::from_f64));
            for asked in &SCORED {
                let is_known = concept_of(asked).is_some_and(|own| !not_known.contains(&own.code()));
                if is_known {
                    because.extend(self.show(asked, view, request.record));
                }
            }
            for own in &mut because {
                own.truth = Truth::Met;
            }
            missing.extend(not_known);
        }
        because.truncate(PROOF);
        let mut last = None;
        if let Some((of, every)) = row.of.zip(row.every).filter(|_| truth.is_met()) {
            last = last_measured(of, row, view);
            by = Some(last.map_or(view.day, |last| last.plus(every)));
        }
        let clause = &row.clause;
        let cite = self.citation(&clause.cite, clause.confidence, clause.pending, request.language);
        let counts = row.days > 1;
        let need = counts.then_some(row.days).or(row.points);
        DiagnosisStatement {
            rule: clause.id.clone(),
            is: row.is,
            truth,
            text: String::new(),
            have: i32::try_from(days.len()).ok().filter(|_| counts),
            need,
            last,
            by,
            points: between,
            because,
            missing,
            review: cite.review,
            cite,
        }
    }

    /// What is not known of a condition, also where enough of it is.
    fn open(&self, id: NodeId, view: &View<'_>, into: &mut Vec<Missing>) {
        self.missing(id, view, into);
        if let Some(Node::All(parts) | Node::Any(parts)) = self.ruleset.node(id) {
            for part in parts {
                self.open(*part, view, into);
            }
        }
    }
}

/// Whether the test that a risk score asks for was done, or a doctor is to be asked already.
fn is_tested(state: Stated) -> bool {
    state == Stated::Normal || state > Stated::Elevated
}

/// Whether the last of these days, newest first, completes so many within a row's window; none of fewer than two.
fn is_complete(row: &DiagnosisRow, days: &[Day], needed: usize) -> bool {
    let newest = days.len().checked_sub(needed).and_then(|at| days.get(at));
    match (newest, days.last()) {
        (Some(newest), Some(oldest)) if needed > 1 => {
            row.within.is_none_or(|within| newest.since(*oldest) <= within)
        }
        _ => false,
    }
}

/// Whether the document that a row is of already says something stronger.
fn outranked(statements: &[DiagnosisStatement], row: &DiagnosisRow) -> bool {
    statements.iter().any(|own| {
        own.truth.is_met()
            && own.is.is_state()
            && own.is > row.is
            && own.cite.guideline == row.clause.cite.guideline
    })
}

/// The last day on which a row's element was measured: a pressure at the clinic, a glucose of the row's timing.
fn last_measured(of: Concept, row: &DiagnosisRow, view: &View<'_>) -> Option<Day> {
    if of == Concept::BloodPressure {
        return view.entries().iter().rev().find(|entry| entry.pressure.is_some()).map(|entry| entry.day);
    }
    view.numbers(of, row.timings).next().map(|(day, _)| day)
}
