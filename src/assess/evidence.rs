//! Evidence: what a rule rests on, read off its own condition, and what it could not learn.

use serde::Serialize;

use crate::civil::{Day, Moment};
use crate::concept::request::{Compare, PressureTest, Request};
use crate::concept::{Concept, Setting, Symptom, Truth};
use crate::facts::{Answer, Pressure, Seen, View, equation_of};
use crate::guideline::{Node, NodeId};
use crate::quantity::{Decimal, Unit};
use crate::record::{Record, Value};

use super::Judge;

/// A value as it was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// A number.
    Number(Decimal),
    /// A pressure such as `148/86`, or a code.
    Text(String),
    /// Present or not.
    Flag(bool),
}

/// One fact that a rule used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The data element; a request about the person has a name of its own, such as `age`.
    pub concept: &'static str,
    /// As measured.
    pub value: Option<Shown>,
    /// The unit it was measured in.
    pub unit: Option<&'static str>,
    /// When.
    pub at: Option<String>,
    /// The caller's id of the observation.
    pub observation: Option<String>,
    /// The parameter it was held against.
    pub parameter: Option<String>,
    /// The limit, in the unit measured.
    pub limit: Option<String>,
    /// Whether it holds.
    pub truth: Truth,
    /// The calculator that made the value from the observation; left out of what was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equation: Option<&'static str>,
}

/// Something a rule could not learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The data element, if it is one.
    pub concept: Option<Concept>,
    /// Its code, or what else was asked of the person.
    pub name: &'static str,
    /// Which symptom, if one is not answered.
    pub about: Option<Symptom>,
    /// A series at home or a mean over a day, not any pressure.
    pub at_home: bool,
}

impl Missing {
    /// What the answer is asked about, as gaps write it: a symptom, or readings out of the clinic.
    pub fn asked_about(&self) -> Option<&'static str> {
        if self.at_home { Some(Setting::Home.code()) } else { self.about.map(Symptom::code) }
    }

    /// The day of the newest answer there is, too old as it may be.
    pub fn last_at(&self, view: &View<'_>) -> Option<Day> {
        if self.at_home {
            return view.last_out_of_clinic();
        }
        view.latest(self.concept?).map(|(_, day)| day)
    }
}

impl Judge {
    /// What a condition rests on: met requests under a met condition, unknown ones under an unknown one.
    pub fn evidence(&self, id: NodeId, view: &View<'_>, record: &Record, into: &mut Vec<Evidence>) {
        let truth = self.truth(id, view);
        match self.ruleset.node(id) {
            Some(Node::All(parts) | Node::Any(parts) | Node::Count(parts, _)) => {
                for part in parts.iter().filter(|part| self.truth(**part, view) >= truth.max(Truth::Unknown))
                {
                    self.evidence(*part, view, record, into);
                }
            }
            Some(Node::Assumed(part)) => self.evidence(*part, view, record, into),
            Some(Node::Ask(request)) => {
                if let Request::Class(_) | Request::Unsatisfied { .. } = **request {
                    self.class_evidence(view, record, into);
                }
                for evidence in self.show(request, view, record) {
                    if !into.contains(&evidence) {
                        into.push(evidence);
                    }
                }
            }
            Some(Node::Not(_)) | None => {}
        }
    }

    /// What made the class of the current visit: the class rules that fire on its day.
    fn class_evidence(&self, view: &View<'_>, record: &Record, into: &mut Vec<Evidence>) {
        let Some(day) = view.visit else { return };
        let mut at_visit = self.view(view.chart, view.concern, day, view.chart.upto(day));
        at_visit.previous = view.previous;
        for rule in self.class_rules(view.concern) {
            if self.truth(rule.when, &at_visit).is_met() {
                self.evidence(rule.when, &at_visit, record, into);
            }
        }
    }

    /// The newest usable reading of a concern, without a limit: what a quiet or missing verdict rests on.
    pub fn newest_reading(&self, view: &View<'_>, record: &Record) -> Option<Evidence> {
        let concept = match view.concern {
            crate::concept::Concern::Hypertension => Concept::BloodPressure,
            crate::concept::Concern::Diabetes => Concept::Glucose,
        };
        let (sample, _) = view.latest(concept)?;
        let observation = usize::try_from(sample.source).ok().and_then(|at| record.observations.get(at))?;
        let (value, unit) = measured(&observation.value, observation.present);
        Some(Evidence {
            concept: concept.code(),
            value,
            unit,
            at: Some(observation.at.to_string()),
            observation: observation.id.clone(),
            parameter: None,
            limit: None,
            truth: Truth::Met,
            equation: None,
        })
    }

    /// What keeps a condition from being known.
    pub fn missing(&self, id: NodeId, view: &View<'_>, into: &mut Vec<Missing>) {
        if self.truth(id, view) != Truth::Unknown {
            return;
        }
        match self.ruleset.node(id) {
            Some(Node::All(parts) | Node::Any(parts) | Node::Count(parts, _)) => {
                for part in parts {
                    self.missing(*part, view, into);
                }
            }
            Some(Node::Not(part) | Node::Assumed(part)) => self.missing(*part, view, into),
            Some(Node::Ask(request)) => {
                let fact = view.ask(request);
                let about = match (&**request, fact.seen) {
                    (Request::Sign { .. }, Seen::Sample(source)) => symptom_at(view, source),
                    _ => None,
                };
                let concept = concept_of(request);
                // A diagnosis is known or not there; what is not known of it is the age at which it was made.
                let name = match (concept, &**request) {
                    (Some(concept), _) => concept.code(),
                    (None, Request::ConditionDated { age: Some(_), .. }) => "age",
                    (None, request) => name_of(request),
                };
                let at_home = matches!(**request, Request::HomeMean(..) | Request::AmbulatoryMean(..));
                let missing = Missing { concept, name, about, at_home };
                if !into.contains(&missing) {
                    into.push(missing);
                }
            }
            None => {}
        }
    }

    /// What one request saw, held against each of its limits.
    pub fn show(&self, request: &Request, view: &View<'_>, record: &Record) -> Vec<Evidence> {
        let fact = view.ask(request);
        let mut base = Evidence {
            concept: concept_of(request).map_or(name_of(request), Concept::code),
            value: None,
            unit: None,
            at: None,
            observation: None,
            parameter: None,
            limit: None,
            truth: fact.truth,
            equation: None,
        };
        let mut pressure = None;
        if let (Request::Class(_), Some(class)) = (request, view.class) {
            base.value = Some(Shown::Text(class.code().to_owned()));
            base.at = view.visit.map(|day| day.to_string());
        }
        match fact.seen {
            Seen::Sample(source) => {
                let observation = usize::try_from(source).ok().and_then(|at| record.observations.get(at));
                let Some(observation) = observation else { return Vec::new() };
                base.at = Some(observation.at.to_string());
                base.observation.clone_from(&observation.id);
                (base.value, base.unit) = measured(&observation.value, observation.present);
                let wanted = concept_of(request).unwrap_or(observation.concept);
                let mut samples = view.chart.samples.iter().filter(|s| s.source == source);
                match samples.find(|s| s.concept == wanted).map(|s| (s.answer, s.derived)) {
                    Some((Answer::Pressure(own), _)) => pressure = Some(own),
                    Some((Answer::Number { value, slot }, true)) => {
                        base.value = Some(Shown::Number(value));
                        base.unit = wanted.unit_at(slot).map(Unit::code);
                        base.equation = equation_of(wanted);
                    }
                    _ => {}
                }
            }
            Seen::Mean(mean, day) => {
                base.at = Some(day.to_string());
                base.value = Some(Shown::Text(pressure_text(mean)));
                base.unit = Concept::BloodPressure.unit_at(mean.slot).map(Unit::code);
                pressure = Some(mean);
            }
            Seen::Condition(at) => {
                let condition = usize::try_from(at).ok().and_then(|at| view.chart.conditions.get(at));
                base.value = condition.map(|c| Shown::Text(c.code.code().to_owned()));
                base.at = condition.and_then(|c| c.since).map(|day| day.to_string());
            }
            Seen::Course(at) => {
                let course = usize::try_from(at).ok().and_then(|at| view.chart.courses.get(at));
                let medication = course
                    .and_then(|course| usize::try_from(course.source).ok())
                    .and_then(|source| record.medications.get(source));
                let name = medication.and_then(|m| m.name.clone().or_else(|| m.code.clone()));
                base.value = name.map(Shown::Text);
            }
            Seen::Visit(at) => {
                let visit = usize::try_from(at).ok().and_then(|at| view.chart.visits.get(at));
                base.at = visit.map(|visit| visit.day.to_string());
            }
            Seen::Referral(at) => {
                let referral = usize::try_from(at).ok().and_then(|at| view.chart.referrals.get(at));
                base.at = referral.map(|referral| referral.day.to_string());
            }
            Seen::Count(count) => base.value = Some(Shown::Number(Decimal::from_int(i64::from(count)))),
            Seen::Nothing => {}
        }
        if let Some(test) = pressure_test(request) {
            return self.pressure_evidence(test, pressure, &base);
        }
        let slot = base.unit.and_then(crate::quantity::Unit::parse);
        self.with_limits(request, slot, base)
    }

    fn pressure_evidence(
        &self,
        test: &PressureTest,
        pressure: Option<Pressure>,
        base: &Evidence,
    ) -> Vec<Evidence> {
        let mut evidence = base.clone();
        let met = |compare: Option<Compare>, value: Option<Decimal>| {
            let compare = compare?;
            let slot = pressure.map_or(0, |p| p.slot);
            let holds = value.is_none_or(|value| compare.meets(value, slot) == Some(true));
            holds.then_some(compare)
        };
        let systolic = met(test.systolic, pressure.and_then(|p| p.systolic));
        let diastolic = met(test.diastolic, pressure.and_then(|p| p.diastolic));
        let deciding = systolic.or(diastolic).or(test.systolic).or(test.diastolic);
        if let Some(compare) = deciding {
            let slot = pressure.map_or(0, |p| p.slot);
            let unit = Concept::BloodPressure.unit_at(slot).map_or("", Unit::code);
            let limit = |compare: Option<Compare>| {
                compare
                    .and_then(|c| c.limits.get(usize::from(slot)).copied().flatten())
                    .map_or("-".to_owned(), |v| v.to_string())
            };
            evidence.parameter =
                self.ruleset.parameters.get(usize::from(compare.parameter)).map(|p| p.name.clone());
            evidence.limit = Some(format!(
                "{} {}/{} {unit}",
                compare.op.code(),
                limit(test.systolic),
                limit(test.diastolic)
            ));
        }
        vec![evidence]
    }

    fn with_limits(
        &self,
        request: &Request,
        unit: Option<crate::quantity::Unit>,
        base: Evidence,
    ) -> Vec<Evidence> {
        let compares = compares(request);
        if compares.is_empty() {
            return vec![base];
        }
        let concept = concept_of(request);
        let one = |compare: &Compare| {
            let parameter = self.ruleset.parameters.get(usize::from(compare.parameter));
            let unit = unit.or_else(|| concept.and_then(|concept| concept.unit_at(0)));
            let slot = unit.and_then(|unit| concept.and_then(|concept| concept.unit_slot(unit))).unwrap_or(0);
            let limit = compare.limits.get(usize::from(slot)).copied().flatten().unwrap_or_default();
            let suffix = unit.map_or(String::new(), |unit| format!(" {}", unit.code()));
            Evidence {
                parameter: parameter.map(|p| p.name.clone()),
                limit: Some(format!("{} {limit}{suffix}", compare.op.code())),
                ..base.clone()
            }
        };
        compares.iter().map(one).collect()
    }
}

fn symptom_at(view: &View<'_>, source: u32) -> Option<Symptom> {
    let sample = view.chart.samples.iter().find(|sample| sample.source == source)?;
    match sample.answer {
        Answer::Symptom(symptom) => symptom,
        _ => None,
    }
}

/// A pressure as `148/86`; a part that was not measured is a dash.
pub fn pressure_text(pressure: Pressure) -> String {
    let part = |value: Option<Decimal>| value.map_or("-".to_owned(), |value| value.to_string());
    format!("{}/{}", part(pressure.systolic), part(pressure.diastolic))
}

/// A value as it was measured, and its unit.
pub fn measured(value: &Value, present: bool) -> (Option<Shown>, Option<&'static str>) {
    use crate::record::Mark;
    match value {
        Value::BloodPressure(pressure) if pressure.unmeasurable => {
            (Some(Shown::Text("unmeasurable".to_owned())), Some(pressure.unit.code()))
        }
        Value::BloodPressure(pressure) => {
            let text = pressure_text(Pressure {
                systolic: pressure.systolic,
                diastolic: pressure.diastolic,
                slot: 0,
            });
            (Some(Shown::Text(text)), Some(pressure.unit.code()))
        }
        Value::Number(quantity, Mark::Exact) => {
            (Some(Shown::Number(quantity.value)), Some(quantity.unit.code()))
        }
        Value::Number(quantity, Mark::High) => {
            (Some(Shown::Text("HI".to_owned())), Some(quantity.unit.code()))
        }
        Value::Number(quantity, Mark::Low) => {
            (Some(Shown::Text("LO".to_owned())), Some(quantity.unit.code()))
        }
        Value::Code(code) => (Some(Shown::Text(code.code().to_owned())), None),
        Value::Symptom(Some(symptom)) if present => (Some(Shown::Text(symptom.code().to_owned())), None),
        Value::Symptom(_) => (Some(Shown::Flag(false)), None),
        Value::Flag(flag) => (Some(Shown::Flag(*flag)), None),
        Value::Unreadable => (None, None),
    }
}

/// The data element that a request reads.
pub fn concept_of(request: &Request) -> Option<Concept> {
    Some(match request {
        Request::Standing(_)
        | Request::SomeReading(..)
        | Request::DayValue(_)
        | Request::Impossible { .. }
        | Request::HomeMean(..)
        | Request::AmbulatoryMean(..)
        | Request::RepeatedDays { .. }
        | Request::RecentDays { .. }
        | Request::WhiteCoat { .. }
        | Request::UntreatedPressure(_)
        | Request::ArmDifference(_) => Concept::BloodPressure,
        Request::Number { concept, .. }
        | Request::DaysWith { concept, .. }
        | Request::RecentValues { concept, .. }
        | Request::BelowTarget { concept, .. }
        | Request::Code { concept, .. }
        | Request::Done { concept, .. } => *concept,
        Request::VenousGlucose { .. } => Concept::Glucose,
        Request::ExcessOverTarget(_) | Request::StuckOverTarget { .. } => Concept::Hba1c,
        Request::PulseSustained { .. } => Concept::HeartRate,
        Request::Sign { .. } | Request::UnansweredGroups { .. } => Concept::Symptom,
        _ => return None,
    })
}

/// The name of a request that reads no data element.
const fn name_of(request: &Request) -> &'static str {
    match request {
        Request::Age(_) => "age",
        Request::Sex(_) => "sex",
        Request::Pregnancy(_) => "pregnancy",
        Request::Tobacco => "smoking",
        Request::Family { .. } => "family",
        Request::LongTermCare | Request::Cognition(_) => "function",
        Request::Medicine { .. }
        | Request::FullDoseClasses { .. }
        | Request::Untreated(_)
        | Request::Steady { .. } => "medication",
        Request::NotTaken | Request::TakenRegularly => "adherence",
        Request::FormHypoglycaemia(_) => "hypoglycaemia",
        Request::FormAdverseReaction => "adverse-reaction",
        Request::NewComplication(_) => "new-complication",
        Request::Class(_) => "class",
        Request::Unsatisfied { .. } | Request::StableVisits(_) => "visits",
        Request::ReferredUp | Request::ReturnedFromAbove => "referral",
        _ => "condition",
    }
}

/// The pressure test of a request, if it has one.
pub fn pressure_test(request: &Request) -> Option<&PressureTest> {
    match request {
        Request::Standing(test)
        | Request::SomeReading(test, _)
        | Request::DayValue(test)
        | Request::HomeMean(test, _)
        | Request::AmbulatoryMean(test, ..)
        | Request::RepeatedDays { test, .. }
        | Request::UntreatedPressure(test)
        | Request::RecentDays { test, .. } => Some(test),
        Request::Impossible { reversed, .. } => Some(reversed),
        _ => None,
    }
}

/// What a request compares with, pressures apart.
pub fn compares(request: &Request) -> Vec<Compare> {
    match request {
        Request::Number { tests, .. } => tests.iter().flatten().copied().collect(),
        Request::VenousGlucose { test, .. }
        | Request::DaysWith { test, .. }
        | Request::RecentValues { test, .. }
        | Request::PulseSustained { test, .. }
        | Request::ArmDifference(test)
        | Request::ExcessOverTarget(test)
        | Request::StuckOverTarget { excess: test, .. }
        | Request::Age(test)
        | Request::UnansweredGroups { test, .. }
        | Request::ConditionCount(_, test)
        | Request::Unsatisfied { count: test, .. }
        | Request::FullDoseClasses { count: test, .. } => vec![*test],
        _ => Vec::new(),
    }
}

/// A moment as text, for answers.
pub fn moment_text(at: Moment) -> String {
    at.to_string()
}
