//! The patient, diagnoses, medicines, visits and referrals.

use crate::civil::Day;
use crate::concept::request::{Compare, Request};
use crate::concept::{
    Adherence, Condition, ConditionStatus, DrugClass, Hypoglycaemia, Pregnancy, ReferralOutcome, Sex, Truth,
    Urgency, VisitClass,
};

use super::chart::{ConditionAt, Course, VisitAt};
use super::view::{Fact, Seen, View};

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl View<'_> {
    /// Answers what is asked of the person rather than of readings.
    pub fn ask_person(&self, request: &Request) -> Fact {
        match request {
            Request::Condition(list) => self.condition(list),
            Request::ConditionCount(list, test) => {
                let active = list.iter().filter(|code| self.chart.has(**code, self.day)).count();
                let count = i32::try_from(active).unwrap_or(i32::MAX);
                Fact::known(test.holds(count), Seen::Count(count))
            }
            Request::ConditionDated { conditions, new, suspected, infected, age } => {
                self.condition_dated(conditions, (*new, *suspected, *infected), age.as_ref())
            }
            Request::Suspected(list) => {
                let suspected = |c: &ConditionAt| {
                    let dated = c.since.is_none_or(|since| since <= self.day);
                    c.status == ConditionStatus::Suspected && list.contains(&c.code) && dated
                };
                self.find_condition(suspected)
            }
            Request::Diagnosed(concern) => {
                Fact::known(self.chart.is_diagnosed(*concern, self.day), Seen::Nothing)
            }
            Request::DiagnosedWithin(concern, days) => match self.chart.diagnosis_date(*concern) {
                Some(since) if since <= self.day => {
                    Fact::known(self.day.since(since) <= *days, Seen::Nothing)
                }
                _ if self.chart.is_diagnosed(*concern, self.day) => Fact::UNKNOWN,
                Some(_) | None => Fact::NOT_MET,
            },
            Request::Medicine { classes, codes } => self.medicine(classes, codes),
            Request::NotTaken => self.not_taken(),
            Request::FullDoseClasses { classes, count, days } => {
                self.full_dose_classes(classes, count, *days)
            }
            Request::Untreated(classes) => self.untreated(classes),
            Request::Steady { classes, days } => self.steady(classes, *days),
            Request::TakenRegularly => self.taken_regularly(),
            Request::Cover(list) => match &self.chart.cover {
                Some(own) => Fact::known(list.contains(own), Seen::Nothing),
                None => Fact::UNKNOWN,
            },
            Request::Age(test) => match self.age {
                Some(age) => Fact::known(test.holds(age), Seen::Count(age)),
                None => Fact::UNKNOWN,
            },
            Request::Sex(sex) => {
                self.chart.sex.map_or(Fact::UNKNOWN, |own| Fact::known(own == *sex, Seen::Nothing))
            }
            Request::Pregnancy(list) => self.pregnancy(list),
            Request::Tobacco => self.tobacco(),
            Request::Family { conditions, relations, onset } => {
                self.family(conditions, relations, onset.as_ref())
            }
            Request::LongTermCare => {
                self.chart.long_term_care.map_or(Fact::UNKNOWN, |own| Fact::known(own, Seen::Nothing))
            }
            Request::Cognition(list) => match &self.chart.cognition {
                Some(own) => Fact::known(list.contains(own), Seen::Nothing),
                None => Fact::UNKNOWN,
            },
            other => self.ask_visit(other),
        }
    }

    fn ask_visit(&self, request: &Request) -> Fact {
        match request {
            Request::FormHypoglycaemia(list) => self.form_hypoglycaemia(list),
            Request::FormAdverseReaction => self.find_visit(|visit| visit.adverse_reaction),
            Request::NewComplication(list) => self.new_complication(list),
            Request::Class(list) => match self.class {
                Some(class) => Fact::known(list.contains(&class), Seen::Nothing),
                None => Fact::NOT_MET,
            },
            Request::Unsatisfied { count, apart } => {
                let far = self.run.first.is_some_and(|first| self.day.since(first) >= *apart);
                let met = count.holds(self.run.count) && (far || count.holds(self.run.records));
                Fact::known(met, Seen::Count(self.run.count))
            }
            Request::ReferredUp => self.referred_up(),
            Request::ReturnedFromAbove => self.returned_from_above(),
            Request::StableVisits(apart) => {
                let span = match (self.quiet_since, self.visit) {
                    (Some(first), Some(last)) => last.since(first),
                    _ => return Fact::NOT_MET,
                };
                Fact::known(span >= *apart, Seen::Nothing)
            }
            // Every other request is about readings and was answered before.
            _ => Fact::UNKNOWN,
        }
    }

    fn find_condition(&self, is: impl Fn(&ConditionAt) -> bool) -> Fact {
        match self.chart.conditions.iter().position(is) {
            Some(at) => Fact::known(true, Seen::Condition(place(at))),
            None => Fact::NOT_MET,
        }
    }

    fn condition(&self, list: &[Condition]) -> Fact {
        self.find_condition(|c| list.contains(&c.code) && c.is_active(self.day))
    }

    fn condition_dated(
        &self,
        list: &[Condition],
        (new, suspected, infected): (bool, bool, bool),
        age: Option<&Compare>,
    ) -> Fact {
        let found = self.find_condition(|c| {
            // An event that is over was an event; an ulcer that healed is none.
            let counts = match c.status {
                ConditionStatus::Active => true,
                ConditionStatus::Resolved => new,
                ConditionStatus::Suspected => suspected,
                ConditionStatus::Withdrawn => false,
            };
            let fresh = !new || c.new || (suspected && c.status == ConditionStatus::Suspected);
            counts && fresh && c.event == self.day && list.contains(&c.code) && (!infected || c.infected)
        });
        match age {
            Some(test) if found.truth.is_met() => match self.age {
                Some(age) => Fact::known(test.holds(age), found.seen),
                None => Fact::new(Truth::Unknown, found.seen),
            },
            _ => found,
        }
    }

    pub(super) fn courses(&self) -> impl Iterator<Item = (usize, &Course)> {
        self.chart.courses.iter().enumerate().filter(|(_, course)| course.is_active(self.day))
    }

    pub(super) fn medicine(&self, classes: &[DrugClass], codes: &[String]) -> Fact {
        let mut unknown = false;
        for (at, course) in self.courses() {
            let by_class = course.classes.iter().any(|class| classes.contains(class));
            let by_code = course.code.as_ref().is_some_and(|code| codes.contains(code));
            if by_class || by_code {
                return Fact::known(true, Seen::Course(place(at)));
            }
            unknown |= course.classes.is_empty();
        }
        if unknown { Fact::UNKNOWN } else { Fact::NOT_MET }
    }

    fn not_taken(&self) -> Fact {
        let refused = |adherence| matches!(adherence, Some(Adherence::None | Adherence::Refused));
        if let Some((at, _)) = self.courses().find(|(_, course)| refused(course.adherence)) {
            return Fact::known(true, Seen::Course(place(at)));
        }
        self.find_visit(|visit| refused(visit.adherence))
    }

    fn full_dose_classes(&self, classes: &[DrugClass], count: &Compare, days: i32) -> Fact {
        let visit_regular = self.visits().any(|(_, visit)| visit.adherence == Some(Adherence::Regular));
        let (mut known, mut possible) = (Classes::default(), Classes::default());
        for (_, course) in self.courses() {
            let old = course.since.map(|since| self.day.since(since) >= days);
            let regular = match course.adherence {
                Some(adherence) => Some(adherence == Adherence::Regular),
                None => visit_regular.then_some(true),
            };
            let parts = [old, course.full_dose, regular];
            for class in course.classes.iter().filter(|class| classes.contains(class)) {
                if parts.iter().all(|part| *part == Some(true)) {
                    known.add(*class);
                }
                if parts.iter().all(|part| *part != Some(false)) {
                    possible.add(*class);
                }
            }
        }
        let met = known.diuretic && count.holds(known.count());
        let may = possible.diuretic && count.holds(possible.count());
        let truth = if met {
            Truth::Met
        } else if may {
            Truth::Unknown
        } else {
            Truth::NotMet
        };
        Fact::new(truth, Seen::Count(known.count()))
    }

    fn pregnancy(&self, list: &[Pregnancy]) -> Fact {
        match self.chart.pregnancy {
            Some(own) => {
                let began = self.chart.pregnancy_since.is_none_or(|since| since <= self.day);
                Fact::known(began && list.contains(&own), Seen::Nothing)
            }
            None if self.chart.sex == Some(Sex::Male) => Fact::NOT_MET,
            None => match self.age {
                Some(age) if age < self.protocol.fertile_from || age > self.protocol.fertile_to => {
                    Fact::NOT_MET
                }
                _ => Fact::UNKNOWN,
            },
        }
    }

    /// Contacts of the concern since the current visit, up to the day judged.
    pub(super) fn visits(&self) -> impl Iterator<Item = (usize, &VisitAt)> {
        let from = self.visit.unwrap_or(self.day);
        self.chart.visits.iter().enumerate().filter(move |(_, visit)| {
            let own = visit.concern.is_none_or(|concern| concern == self.concern);
            own && visit.reached && visit.day >= from && visit.day <= self.day
        })
    }

    fn find_visit(&self, is: impl Fn(&VisitAt) -> bool) -> Fact {
        match self.visits().find(|(_, visit)| is(visit)) {
            Some((at, _)) => Fact::known(true, Seen::Visit(place(at))),
            None => Fact::NOT_MET,
        }
    }

    fn form_hypoglycaemia(&self, list: &[Hypoglycaemia]) -> Fact {
        self.find_visit(|visit| visit.hypoglycaemia.is_some_and(|answer| list.contains(&answer)))
    }

    fn new_complication(&self, list: &[Condition]) -> Fact {
        let said = self.find_visit(|visit| visit.new_complication);
        if said.truth.is_met() {
            return said;
        }
        self.find_condition(|c| {
            let counts = matches!(c.status, ConditionStatus::Active | ConditionStatus::Resolved);
            let fresh = c.new && self.previous.is_none_or(|previous| c.event > previous);
            counts && fresh && c.event <= self.day && list.contains(&c.code)
        })
    }

    fn referred_up(&self) -> Fact {
        let found = self.chart.referrals.iter().position(|r| {
            let urgent = r.urgency != Some(Urgency::Routine);
            r.up && urgent && r.day == self.day && self.chart.speaks_for(r.concern, self.concern, self.day)
        });
        found.map_or(Fact::NOT_MET, |at| Fact::known(true, Seen::Referral(place(at))))
    }

    fn returned_from_above(&self) -> Fact {
        let newest = self
            .chart
            .referrals
            .iter()
            .enumerate()
            .rev()
            .find(|(_, r)| r.day <= self.day && self.chart.speaks_for(r.concern, self.concern, self.day));
        match newest {
            Some((at, r)) => {
                let seen = matches!(r.closed, Some((day, ReferralOutcome::Seen)) if day <= self.day);
                Fact::known(r.up && seen, Seen::Referral(place(at)))
            }
            None => Fact::NOT_MET,
        }
    }

    /// The most serious class written on the day for the concern.
    pub fn recorded_class(&self, day: Day) -> Option<VisitClass> {
        let own = |visit: &&VisitAt| {
            visit.day == day
                && visit.face_to_face
                && visit.reached
                && visit.concern.is_none_or(|concern| concern == self.concern)
        };
        self.chart.visits.iter().filter(own).filter_map(|visit| visit.class).max()
    }
}

/// A set of drug classes without allocation.
#[derive(Clone, Copy, Debug, Default)]
struct Classes {
    bits: u64,
    diuretic: bool,
}

impl Classes {
    fn add(&mut self, class: DrugClass) {
        self.bits |= 1_u64.checked_shl(class.index()).unwrap_or(0);
        self.diuretic |= class.is_diuretic();
    }

    fn count(self) -> i32 {
        i32::try_from(self.bits.count_ones()).unwrap_or(i32::MAX)
    }
}
