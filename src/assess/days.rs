//! The walk over event days: visits, their classes, and red findings.

use crate::civil::Day;
use crate::concept::{Concept, Concern, Condition, Level, ReferralOutcome, Setting, VisitClass, events};
use crate::facts::{Chart, DayEntry, Run, View};
use crate::guideline::Then;

use super::{DayRule, Judge, Scratch, own, own_mut, slot};

/// What one event day means to a concern.
#[derive(Clone, Copy, Debug)]
pub struct DayState {
    /// The day.
    pub day: Day,
    /// Its place among the chart's event days.
    pub entry: u32,
    /// The class, if the day is a visit.
    pub class: Option<VisitClass>,
    /// The replayed class had a usable clinic reading.
    pub reading: bool,
    /// Any usable reading of the concern, home included.
    pub any_reading: bool,
    /// A contact in which the patient was reached, or any observation.
    pub seen: bool,
    /// A visit, or without the diagnosis a clinic day, that counts when findings are answered.
    pub counts: bool,
    /// It counts as class 1 and no red finding was made.
    pub clean: bool,
    /// A red finding was made.
    pub red: bool,
    /// The row of unsatisfied visits after the day.
    pub run: Run,
}

/// A red rule that fired on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by its place.
    pub rule: u16,
    /// The day.
    pub day: Day,
    /// The event day's place in the chart.
    pub entry: u32,
    /// The level it has on its day.
    pub level: Level,
    /// The visits in a row up to the day, as the rule saw them.
    pub run: Run,
    /// The class of the day, as the rule saw it.
    pub class: Option<VisitClass>,
    /// The visit before, as the rule saw it.
    pub previous: Option<Day>,
}

/// The conditions whose holders are classed.
const CLASSED: [&[Condition]; 2] =
    [&[Condition::Hypertension, Condition::SecondaryHypertension], &[Condition::Type2Diabetes]];

/// No class, no clinic reading, no record of its own.
const NO_VISIT: (Option<VisitClass>, bool, bool) = (None, false, false);

/// Whether a diagnosis whose holders are classed is active.
pub fn has_classed(chart: &Chart, concern: Concern, day: Day) -> bool {
    own(&CLASSED, concern).iter().any(|condition| chart.has(*condition, day))
}

impl Judge {
    /// Whether someone of unknown or full age.
    pub fn is_adult(&self, age: Option<i32>) -> bool {
        age.is_none_or(|age| age >= self.ruleset.policy.adult_age)
    }

    /// Whether visits of the concern are classed: adults with the diagnosis.
    pub fn is_classed(&self, chart: &Chart, concern: Concern, day: Day) -> bool {
        has_classed(chart, concern, day) && self.is_adult(chart.age_on(day))
    }

    /// Walks on over the event days up to `as_of`, adding to the scratch's states and findings of the concern.
    ///
    /// A day's state rests on the days before it alone, so that a walk may go on from wherever one ended.
    pub(super) fn walk(&self, chart: &Chart, as_of: Day, concern: Concern, scratch: &mut Scratch) {
        let states = own_mut(&mut scratch.states, concern);
        let findings = own_mut(&mut scratch.findings, concern);
        let mut run = states.last().map_or_else(Run::default, |state| state.run);
        let mut previous = states.iter().rev().find(|state| state.class.is_some()).map(|state| state.day);
        let entries = chart.days.get(..chart.upto(as_of)).unwrap_or(&[]);
        for (at, entry) in entries.iter().enumerate().skip(states.len()) {
            let mut view = self.view(chart, concern, entry.day, at.saturating_add(1));
            view.previous = previous;
            let classed = has_classed(chart, concern, entry.day) && self.is_adult(entry.age);
            let (class, reading, record) = if classed { self.visit_class(&view, entry) } else { NO_VISIT };
            if let Some(class) = class {
                extend(
                    &mut run,
                    class,
                    entry.day,
                    record,
                    last_seen_closing(chart, concern, entry.day),
                    previous,
                );
            }
            view.class = class;
            let row = run;
            // The row speaks on its visits; a reading between them does not find it again.
            let run = if class.is_some() { row } else { Run::default() };
            view.run = run;
            if entry.events & events::of(Concept::Hba1c) != 0 {
                view.targets = self.targets(&view);
            }
            let before = findings.len();
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            let unsatisfied = class > Some(VisitClass::Controlled) || run.count > 0;
            let events = entry.events | if unsatisfied { events::UNSATISFIED } else { 0 };
            for DayRule { rule, level, when, .. } in self.strata(concern, chart, entry.day).may_fire(events) {
                if self.truth(*when, &view).is_met() {
                    let (rule, level, day, entry) = (*rule, *level, entry.day, place);
                    findings.push(Finding { rule, day, entry, level, run, class, previous });
                }
            }
            let red = findings.len() > before;
            states.push(DayState {
                run: row,
                ..self.state(&view, entry, place, (classed, class, reading), red)
            });
            if class.is_some() {
                previous = Some(entry.day);
            }
        }
    }

    /// The class of a day, whether it had a usable clinic reading, and whether a record of its own.
    fn visit_class(&self, view: &View<'_>, entry: &DayEntry) -> (Option<VisitClass>, bool, bool) {
        let concern = view.concern;
        let readings = match concern {
            Concern::Hypertension => Concept::BloodPressure,
            Concern::Diabetes => Concept::Glucose,
        };
        if entry.events & (events::VISIT | events::of(readings)) == 0 {
            return NO_VISIT;
        }
        let record = view.chart.visits_on(entry).iter().any(|visit| {
            visit.face_to_face && visit.reached && visit.concern.is_none_or(|said| said == concern)
        });
        let reading = match concern {
            Concern::Hypertension => view.day_pressure(entry).is_some(),
            Concern::Diabetes => view.has_clinic_fasting(entry),
        };
        let recorded = if record { view.recorded_class(entry.day) } else { None };
        let mut replayed = VisitClass::Controlled;
        let may = |class: VisitClass| match class {
            // What a form says needs a form; what a reading says needs one at the clinic.
            VisitClass::AdverseReaction => record,
            VisitClass::Complication => record || reading,
            VisitClass::Controlled | VisitClass::Uncontrolled => reading || has_clinic_pressure(view, entry),
        };
        for open in &self.strata(concern, view.chart, entry.day).class {
            let Some(rule) = self.rule(open.rule) else { continue };
            if let Then::Class(class) = rule.then
                && class > replayed
                && may(class)
                && self.truth(open.when, view).is_met()
            {
                replayed = class;
            }
        }
        let class = recorded.unwrap_or(VisitClass::Controlled).max(replayed);
        let counts = reading || class > VisitClass::Controlled;
        (counts.then_some(class), reading, record)
    }

    fn state(
        &self,
        view: &View<'_>,
        entry: &DayEntry,
        place: u32,
        (classed, class, reading): (bool, Option<VisitClass>, bool),
        red: bool,
    ) -> DayState {
        let concern = view.concern;
        let any_reading = any_reading(view, entry);
        let clinic_day = reading || (!classed && any_reading && is_clinic_day(view, entry));
        let clean = if classed {
            class == Some(VisitClass::Controlled) && !red
        } else {
            clinic_day
                && !red
                && self.truth(*own(&self.ruleset.policy.below_screening, concern), view).is_met()
        };
        let contact = view.chart.visits_on(entry).iter().any(|visit| visit.reached);
        DayState {
            day: entry.day,
            entry: place,
            class,
            reading,
            any_reading,
            seen: contact || entry.samples_to > entry.samples_from,
            counts: if classed { class.is_some() } else { clinic_day },
            clean,
            red,
            run: Run::default(),
        }
    }

    /// The state of the chart's day in the concern's walk.
    pub(super) fn states(scratch: &Scratch, concern: Concern) -> &[DayState] {
        scratch.states.get(slot(concern)).map_or(&[], Vec::as_slice)
    }
}

/// A clinic pressure that is usable, complete or not.
fn has_clinic_pressure(view: &View<'_>, entry: &DayEntry) -> bool {
    view.concern == Concern::Hypertension
        && view
            .chart
            .samples_of(entry, Concept::BloodPressure)
            .any(|s| s.usable && s.setting == Setting::Clinic)
}

fn is_clinic_day(view: &View<'_>, entry: &DayEntry) -> bool {
    let concept = match view.concern {
        Concern::Hypertension => Concept::BloodPressure,
        Concern::Diabetes => Concept::Glucose,
    };
    view.chart.samples_of(entry, concept).any(|s| s.usable && s.setting == Setting::Clinic && !s.interstitial)
}

fn any_reading(view: &View<'_>, entry: &DayEntry) -> bool {
    let concept = match view.concern {
        Concern::Hypertension => Concept::BloodPressure,
        Concern::Diabetes => Concept::Glucose,
    };
    view.chart.samples_of(entry, concept).any(|s| s.usable)
}

/// Adds a visit to the row of unsatisfied ones, or ends the row.
fn extend(
    run: &mut Run,
    class: VisitClass,
    day: Day,
    record: bool,
    closing: Option<Day>,
    previous: Option<Day>,
) {
    if class == VisitClass::Controlled || closing.is_some_and(|closing| closing >= day) {
        *run = Run::default();
        return;
    }
    if closing.is_some_and(|closing| previous.is_some_and(|previous| closing >= previous)) {
        *run = Run::default();
    }
    run.count = run.count.saturating_add(1);
    run.records = run.records.saturating_add(i32::from(record));
    run.first = run.first.or(Some(day));
}

/// The newest closing of an up-referral that was seen, up to a day.
pub fn last_seen_closing(chart: &Chart, concern: Concern, day: Day) -> Option<Day> {
    let closings = chart.referrals.iter().filter(|r| r.up && r.concern.is_none_or(|said| said == concern));
    closings
        .filter_map(|r| match r.closed {
            Some((closed, ReferralOutcome::Seen)) if closed <= day => Some(closed),
            _ => None,
        })
        .max()
}
