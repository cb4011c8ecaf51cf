//! Medicines held against the patient, against each other and against what documents print.
//!
//! Nothing is passed in silence: what cannot be told is *unknown*, and a check says so.

mod pairs;
mod results;
mod suits;

use crate::concept::request::{Compare, Op, Pick, Span, Timings};
use crate::concept::{Concept, Concern, Condition, ConditionStatus, DrugClass, Truth};
use crate::facts::{Course, View};
use crate::guideline::{
    Asked, Check, Cited, FORTNIGHT, KidneyLimit, Medicine, Medicines, Severity, milligrams,
};
use crate::quantity::Decimal;
use crate::record::{Medication, Per, Record};
use crate::sorted::sort_by_key;

use super::Judge;
use super::compose::Request;
use super::report::MedicationCheck;

/// A medicine being taken or ordered, with all that is known of it.
#[derive(Clone, Copy)]
struct Taken<'a> {
    course: &'a Course,
    entry: &'a Medication,
    medicine: Option<&'a Medicine>,
    ordered: bool,
    /// It ended since the last contact; only its stopping is looked at.
    stopped: bool,
}

impl<'a> Taken<'a> {
    /// Its code, else its name or class as written.
    fn label(&self) -> &'a str {
        let class = || self.entry.classes.first().map_or("", |class| class.code());
        self.course.code.as_deref().or(self.entry.name.as_deref()).unwrap_or_else(class)
    }

    /// Whether this is the same entry of the record.
    fn is(&self, other: &Taken<'_>) -> bool {
        self.course.source == other.course.source
    }

    /// Whether both are the same medicine, as far as they are named at all.
    fn same(&self, other: &Taken<'_>) -> bool {
        let named = self.course.code.is_some() || self.entry.name.is_some();
        named && self.label() == other.label()
    }

    /// Whether it is of a class.
    fn has(&self, class: DrugClass) -> bool {
        self.course.classes.contains(&class)
    }

    /// Milligrams in a fortnight; none if that cannot be said.
    fn amount(&self) -> Option<Decimal> {
        let times = match self.entry.per {
            Per::Day => FORTNIGHT,
            Per::Week => 2,
            Per::TwoWeeks => 1,
        };
        let dose = milligrams(self.entry.dose.as_deref()?)?;
        Some(dose.scaled_by(self.entry.per_day?).times(times))
    }
}

/// What all checks of one record look at.
struct Bench<'a> {
    view: View<'a>,
    record: &'a Record,
    taken: Vec<Taken<'a>>,
    ordering: bool,
}

/// What a check came to for one medicine.
#[derive(Default)]
struct Found<'a> {
    hits: Vec<Hit<'a>>,
}

#[derive(Default)]
struct Hit<'a> {
    truth: Truth,
    with: Option<&'a str>,
    /// The medicine spoken of, if not the one looked at.
    instead: Option<&'a str>,
    /// What a document prints, for the sentence.
    printed: String,
    cited: Vec<&'a Cited>,
}

impl<'a> Found<'a> {
    fn add(&mut self, truth: Truth, with: Option<&'a str>) {
        self.hits.push(Hit { truth, with, ..Hit::default() });
    }

    /// A pair told from the other's side.
    fn turned(&mut self, medication: &'a str, with: &'a str) {
        let hit = Hit { truth: Truth::Met, with: Some(with), instead: Some(medication), ..Hit::default() };
        self.hits.push(hit);
    }

    /// What a document prints.
    fn print(&mut self, truth: Truth, printed: String, cited: Vec<&'a Cited>) {
        self.hits.push(Hit { truth, printed, cited, ..Hit::default() });
    }
}

impl Judge {
    /// Checks every medicine on the list, or only the one that was ordered, by its place in the record.
    pub fn medication_checks(&self, request: &Request<'_>, order: Option<usize>) -> Vec<MedicationCheck> {
        let bench = self.bench(request, order);
        let mut list = Vec::new();
        self.each_hit(&bench, &mut |check, own, hit| list.push(self.report(request, check, own, hit)));
        sort_by_key(&mut list, |(rank, report)| {
            let MedicationCheck { rule, medication, with, printed, .. } = report;
            (*rank, rule.clone(), medication.clone(), with.clone(), printed.clone())
        });
        let mut list: Vec<MedicationCheck> = list.into_iter().map(|(_, report)| report).collect();
        list.dedup();
        list
    }

    /// The medicines of a record, and what they are held against.
    fn bench<'a>(&'a self, request: &Request<'a>, order: Option<usize>) -> Bench<'a> {
        let Request { record, chart, as_of, .. } = *request;
        let view = self.view(chart, Concern::Hypertension, as_of, chart.upto(as_of));
        let before = chart.visits.iter().map(|visit| visit.day).rfind(|day| *day < as_of).unwrap_or(as_of);
        let taken = chart.courses.iter().filter_map(|course| {
            let source = usize::try_from(course.source).ok()?;
            let entry = record.medications.get(source)?;
            let ordered = order == Some(source);
            let active = ordered || course.is_active(as_of);
            let stopped = !active && course.until.is_some_and(|until| until < as_of && until >= before);
            let medicine = course.code.as_deref().and_then(|code| self.ruleset.medicines.find(code));
            (active || stopped).then_some(Taken { course, entry, medicine, ordered, stopped })
        });
        Bench { view, record, taken: taken.collect(), ordering: order.is_some() }
    }

    /// Hands on what every check finds, unless it is known not to hold.
    fn each_hit<'a>(&self, bench: &Bench<'a>, with: &mut dyn FnMut(&Check, &Taken<'a>, Hit<'a>))
    where
        Self: 'a,
    {
        for check in &self.ruleset.checks.0 {
            for own in bench.taken.iter().filter(|own| bench.concerns(check, own)) {
                let besides = check.when.map_or(Truth::Met, |when| self.truth(when, &bench.view));
                let mut found = Found::default();
                bench.ask(check, own, &self.ruleset.medicines, &mut found);
                for hit in found.hits {
                    let truth = hit.truth.and(besides);
                    if truth != Truth::NotMet {
                        with(check, own, Hit { truth, ..hit });
                    }
                }
            }
        }
    }

    fn report(
        &self,
        request: &Request<'_>,
        check: &Check,
        own: &Taken<'_>,
        hit: Hit<'_>,
    ) -> ((Severity, std::cmp::Reverse<Truth>), MedicationCheck) {
        let pending = check.pending || hit.cited.iter().any(|cited| cited.is_pending());
        let cite = |cited: &Cited| {
            self.citation(
                &cited.cite,
                cited.confidence,
                cited.is_pending() || check.pending,
                request.language,
            )
        };
        let report = MedicationCheck {
            severity: check.severity.code(),
            truth: hit.truth,
            medication: hit.instead.unwrap_or_else(|| own.label()).to_owned(),
            with: hit.with.map(str::to_owned),
            cites: check.cited.iter().chain(hit.cited).map(cite).collect(),
            rule: check.id.clone(),
            text: String::new(),
            review: pending.then_some("pending"),
            printed: hit.printed,
        };
        ((check.severity, std::cmp::Reverse(hit.truth)), report)
    }
}

impl<'a> Bench<'a> {
    /// Whether a check is about a medicine. Of an order, only what the order brings: itself, or a pair it makes.
    fn concerns(&self, check: &Check, own: &Taken<'_>) -> bool {
        let pair = matches!(check.asked, Asked::With(_));
        let meant = check.which.means(own.course.code.as_deref(), &own.course.classes);
        let starting =
            self.ordering && own.ordered && !self.taken.iter().any(|other| !other.is(own) && own.same(other));
        meant
            && (!check.starting || starting)
            && (!self.ordering || own.ordered || pair)
            && (!own.stopped || check.asked == Asked::Stopped)
    }

    fn ask(&self, check: &Check, own: &Taken<'a>, medicines: &Medicines, found: &mut Found<'a>) {
        match &check.asked {
            Asked::Nothing => found.add(Truth::Met, None),
            Asked::Conditions(list, grade) => self.conditions(list, grade.as_ref(), found),
            Asked::Plans(kinds) => {
                for plan in self.record.plans.iter().filter(|plan| kinds.contains(&plan.kind)) {
                    let ahead = plan.at.is_none_or(|at| at.day >= self.view.day);
                    found.add(Truth::known(ahead), Some(&plan.kind));
                }
            }
            Asked::With(_) | Asked::Twice | Asked::SameClass => self.pairs(check, own, found),
            Asked::Allergy => self.allergy(false, medicines, own, found),
            Asked::ClassAllergy => self.allergy(true, medicines, own, found),
            Asked::DoseAbove | Asked::DoseBelow | Asked::DoseUnreadable => {
                self.dose(&check.asked, own, found);
            }
            Asked::KidneyUnfit | Asked::KidneyDose => self.kidney(check, own, found),
            // The list's unknown medicines are set aside by name; an order is answered here.
            Asked::UnknownMedicine => {
                found.add(Truth::known(self.ordering && own.medicine.is_none()), None);
            }
            Asked::Stopped => self.stopped(check, own, found),
            Asked::Liver(concepts, multiple) => self.liver(concepts, multiple, check.lasts, found),
            Asked::Untested(concepts, after) => self.untested(concepts, *after, check.lasts, own, found),
            Asked::PotassiumSalt => {
                let salt = self.record.lifestyle.as_ref().and_then(|own| own.potassium_salt);
                found.add(Truth::known(salt == Some(true)), None);
            }
        }
    }

    fn conditions(&self, list: &[Condition], grade: Option<&Compare>, found: &mut Found<'a>) {
        for condition in self.record.conditions.iter().filter(|condition| list.contains(&condition.code)) {
            let said = match condition.status {
                ConditionStatus::Active => Truth::known(self.view.chart.has(condition.code, self.view.day)),
                ConditionStatus::Suspected => Truth::Unknown,
                ConditionStatus::Resolved | ConditionStatus::Withdrawn => Truth::NotMet,
            };
            let stage = condition.stage.as_deref().and_then(|stage| stage.parse().ok());
            let known = condition.nyha.map(i32::from).or(stage);
            let grave = grade.map_or(Truth::Met, |grade| {
                known.map_or(Truth::Unknown, |known| Truth::known(grade.holds(known)))
            });
            found.add(said.and(grave), Some(condition.code.code()));
        }
    }

    fn dose(&self, asked: &Asked, own: &Taken<'a>, found: &mut Found<'a>) {
        let Some(medicine) = own.medicine.filter(|medicine| !medicine.doses.is_empty()) else { return };
        let ranges = medicine.doses.iter();
        let odd = match (asked, own.amount()) {
            (Asked::DoseAbove, Some(amount)) => {
                ranges.clone().map(|range| range.most).min().is_some_and(|most| amount > most)
            }
            (Asked::DoseBelow, Some(amount)) => {
                ranges.clone().map(|range| range.least).min().is_some_and(|least| amount < least)
            }
            // A list often says no dose; an order must, and a dose that was written must be readable.
            (Asked::DoseUnreadable, None) => {
                let text = own.entry.dose.as_deref();
                self.ordering || text.is_some_and(|text| milligrams(text).is_none())
            }
            _ => false,
        };
        let truth = match (odd, asked) {
            (false, _) => return,
            (true, Asked::DoseUnreadable) => Truth::Unknown,
            (true, _) => Truth::Met,
        };
        let printed: Vec<&str> = ranges.clone().map(|range| range.printed.as_str()).collect();
        found.print(truth, printed.join(" / "), ranges.map(|range| &range.cited).collect());
    }

    fn kidney(&self, check: &Check, own: &Taken<'a>, found: &mut Found<'a>) {
        let Some(medicine) = own.medicine else { return };
        let unfit = check.asked == Asked::KidneyUnfit;
        let mut worst: Option<(Truth, &'a KidneyLimit)> = None;
        for limit in medicine.kidney.iter().filter(|limit| limit.most.is_none() == unfit) {
            let much = match (limit.most, own.amount()) {
                (None, _) => Truth::Met,
                (Some(most), Some(amount)) => Truth::known(amount > most),
                (Some(_), None) => Truth::Unknown,
            };
            let truth = self.egfr_below(limit.below, check.lasts).and(much);
            // Of two limits that hold as surely, the one for the weaker kidney says more.
            if worst.is_none_or(|(other, own)| (truth, own.below) >= (other, limit.below)) {
                worst = Some((truth, limit));
            }
        }
        if let Some((truth, limit)) = worst {
            let printed = format!("eGFR {}", limit.printed.strip_suffix(": no").unwrap_or(&limit.printed));
            found.print(truth, printed, vec![&limit.cited]);
        }
    }

    /// Whether the newest eGFR is below a limit; none, or an old one, is unknown.
    fn egfr_below(&self, limit: Decimal, lasts: i32) -> Truth {
        let below = Compare { op: Op::Lt, parameter: u16::MAX, limits: [Some(limit), None] };
        let tests = [Some(below), None];
        self.view.number(Concept::Egfr, Span::Within(lasts), Pick::Latest, Timings::ALL, &tests, None).truth
    }
}
