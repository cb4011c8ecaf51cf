//! What letters are made from: facts of the record up to the as-of day, and sentences of the answer. Nothing is worded
//! here, nothing is guessed, and what matters and is not known is said to be so by an empty list.

use super::Judge;
use super::compose::Request;
use super::evidence::{Shown, measured};
use super::report::{Assessment, LetterData, LetterFact, StepReport};
use crate::civil::{PartialDate, Precision};
use crate::concept::{Concept, ConditionStatus, ReferralPlace, Setting, Sex};
use crate::facts::{Answer, Sample};
use crate::quantity::{Decimal, Unit};
use crate::record::Per;
use crate::sorted::sort_by;

/// The kinds of letters, in the order in which they are written.
pub const LETTERS: [&str; 5] = ["referral-up", "referral-down", "visit-note", "patient", "consult"];

/// How many of the newest pressures and of the newest glucose values a letter names.
const READINGS: usize = 3;

type Facts = Vec<LetterFact>;

fn fact(concept: &'static str, value: Option<Shown>) -> LetterFact {
    LetterFact { concept, value, unit: None, how: None, dose: None, at: None }
}

fn text(concept: &'static str, value: &str) -> LetterFact {
    fact(concept, Some(Shown::Text(value.to_owned())))
}

fn said(concept: &'static str, value: Option<&str>) -> Facts {
    value.map(|value| text(concept, value)).into_iter().collect()
}

fn sentences(list: &[String]) -> Facts {
    let mut facts = Facts::new();
    for own in list {
        facts.push(text("criterion", own));
    }
    facts
}

/// The order of a list in the record never decides.
fn in_order(facts: &mut Facts) {
    sort_by(facts, |one, other| {
        let name = |own: &LetterFact| match &own.value {
            Some(Shown::Text(text)) => text.clone(),
            _ => String::new(),
        };
        (name(one), &one.at, &one.dose, one.how).cmp(&(name(other), &other.at, &other.dose, other.how))
    });
}

/// A date as far as it was written.
fn written(date: PartialDate) -> String {
    let length = match date.precision {
        Precision::Year => 4,
        Precision::Month => 7,
        Precision::Day => 10,
    };
    date.day.to_string().chars().take(length).collect()
}

impl Judge {
    /// The facts of a letter about a patient; none where there is nothing to write.
    pub fn letter(&self, request: &Request<'_>, answer: &Assessment, kind: &str) -> Option<LetterData> {
        answer.tier.level?;
        let referral = answer.referral.as_ref();
        let direction = match kind {
            "referral-up" => Some("up"),
            "referral-down" => Some("down"),
            _ => None,
        };
        if direction.is_some() && direction != referral.map(|own| own.direction) {
            return None;
        }
        let asked = answer.plan.medication.iter().find(|own| own.letter.is_some());
        let mut to = referral.map(|own| own.to);
        if kind == "consult" {
            to = asked.map(|own| own.decided_by).or(to).or(Some(above(request.place).code()));
        }
        let mut data = LetterData::default();
        let mut put = |place: &'static str, facts: Facts| data.0.push((place, facts));
        self.put_person(request, &mut put);
        put("day", vec![text("date", &request.as_of.to_string())]);
        put("from", vec![text("place", request.place.code())]);
        put("stamp", vec![text("engine", answer.stamp.engine)]);
        if let Some(to) = to {
            put("to", vec![text("place", to)]);
        }
        if let Some(own) = referral {
            put("urgency", vec![text("urgency", own.urgency)]);
            put("check", vec![text("date", &own.check_by.to_string())]);
            some("met", sentences(&own.met), &mut put);
            some("notMet", sentences(&own.not_met), &mut put);
            some("unknown", sentences(&own.unknown), &mut put);
        }
        self.put_history(request, &mut put);
        self.put_values(request, answer, &mut put);
        // Whoever is sent somewhere now is not asked to come here first.
        let sent = kind == "patient"
            && referral.is_some_and(|own| own.direction == "up" && own.urgency != "routine");
        if let Some(next) = answer.plan.next_contact.as_ref().filter(|_| !sent) {
            put("next", vec![text("date", &next.by.to_string())]);
        }
        put_answer(answer, kind == "consult", &mut put);
        Some(data)
    }

    fn put_person(&self, request: &Request<'_>, put: &mut dyn FnMut(&'static str, Facts)) {
        let (patient, chart) = (&request.record.patient, request.chart);
        put("name", said("name", patient.name.as_deref()));
        some("id", said("id", patient.id.as_deref()), put);
        put("sex", said("sex", patient.sex.map(Sex::code)));
        let age = chart.age_on(request.as_of);
        let years = |age: i32| fact("age", Some(Shown::Number(Decimal::from_int(i64::from(age)))));
        put("age", age.map(years).into_iter().collect());
        some("village", said("village", patient.place.village.as_deref()), put);
        let protocol = self.protocol();
        let fertile = age.is_none_or(|age| (protocol.fertile_from..=protocol.fertile_to).contains(&age));
        if patient.pregnancy.is_some() || (fertile && patient.sex != Some(Sex::Male)) {
            put("pregnancy", said("pregnancy", patient.pregnancy.map(crate::concept::Pregnancy::code)));
        }
    }

    fn put_history(&self, request: &Request<'_>, put: &mut dyn FnMut(&'static str, Facts)) {
        let (record, as_of) = (request.record, request.as_of);
        let mut conditions = Facts::new();
        for own in &record.conditions {
            if own.status != ConditionStatus::Withdrawn && own.since.is_none_or(|since| since.day <= as_of) {
                let how = Some(own.status.code()).filter(|_| own.status != ConditionStatus::Active);
                let at = own.since.map(written);
                conditions.push(LetterFact { how, at, ..text("condition", own.code.code()) });
            }
        }
        in_order(&mut conditions);
        some("conditions", conditions, put);
        let mut medicines = Facts::new();
        for course in request.chart.courses.iter().filter(|course| course.is_active(as_of)) {
            let source = usize::try_from(course.source).ok().and_then(|at| record.medications.get(at));
            let Some(own) = source else { continue };
            let Some(name) = own.code.as_deref().or(own.name.as_deref()) else { continue };
            let per = match own.per {
                Per::Day => "day",
                Per::Week => "week",
                Per::TwoWeeks => "two-weeks",
            };
            let mut dose = own.dose.clone().unwrap_or_default();
            if let Some(times) = own.per_day {
                dose.push_str(if dose.is_empty() { "× " } else { " × " });
                dose.push_str(&times.to_string());
            }
            medicines.push(LetterFact {
                how: own.per_day.map(|_| per),
                dose: Some(dose).filter(|dose| !dose.is_empty()),
                at: own.since.map(written),
                ..text("medication", name)
            });
        }
        in_order(&mut medicines);
        if medicines.is_empty() && record.medications_listed {
            medicines.push(fact("medication", Some(Shown::Flag(false))));
        }
        put("medicines", medicines);
        let mut visits = request.chart.visits.iter().rev().filter(|visit| visit.day <= as_of);
        if let Some((visit, how)) = visits.find_map(|visit| visit.adherence.map(|how| (visit, how))) {
            let at = Some(visit.day.to_string());
            put("adherence", vec![LetterFact { at, ..text("adherence", how.code()) }]);
        }
        let mut allergies = Facts::new();
        for own in &record.allergies {
            let named = own.name.as_deref().or(own.code.as_deref());
            allergies
                .extend(named.map(|name| LetterFact { dose: own.reaction.clone(), ..text("allergy", name) }));
        }
        in_order(&mut allergies);
        put("allergies", allergies);
    }

    /// The newest readings, and the newest of every other test; what cannot be used is not passed on.
    fn put_values(
        &self,
        request: &Request<'_>,
        answer: &Assessment,
        put: &mut dyn FnMut(&'static str, Facts),
    ) {
        let (mut readings, mut tests, mut symptoms) = (Facts::new(), Facts::new(), Facts::new());
        let (mut counts, mut kidney) = ([0_usize; 2], Facts::new());
        let mut seen: Vec<Concept> = Vec::new();
        let mut asked = None;
        for sample in request.chart.samples.iter().rev().filter(|s| s.day <= request.as_of && s.usable) {
            let Some(own) = value_of(request, sample) else { continue };
            let concept = sample.concept;
            if concept == Concept::Symptom {
                if *asked.get_or_insert(sample.day) == sample.day {
                    symptoms.push(own);
                }
                continue;
            }
            let slot = [Concept::BloodPressure, Concept::Glucose].iter().position(|own| *own == concept);
            if let Some(count) = slot.and_then(|slot| counts.get_mut(slot)) {
                *count = count.saturating_add(1);
                if *count <= READINGS {
                    readings.push(own);
                }
            } else if !seen.contains(&concept) {
                seen.push(concept);
                if concept == Concept::Egfr || concept == Concept::Creatinine {
                    kidney.push(own.clone());
                }
                tests.push(own);
            }
        }
        some("symptoms", symptoms, put);
        some("readings", readings, put);
        some("tests", tests, put);
        put("kidney", kidney);
        let mut because = Facts::new();
        for finding in answer.findings.iter().filter(|finding| finding.outcome == "fired") {
            for own in finding.because.iter().filter(|own| own.value.is_some()) {
                let base = fact(own.concept, own.value.clone());
                let shown = LetterFact { unit: own.unit, at: own.at.clone(), ..base };
                if !because.contains(&shown) {
                    because.push(shown);
                }
            }
        }
        some("because", because, put);
    }
}

/// An observation as it was measured; an eGFR that was made from it, as it was made.
fn value_of(request: &Request<'_>, sample: &Sample) -> Option<LetterFact> {
    let source = usize::try_from(sample.source).ok()?;
    let observation = request.record.observations.get(source)?;
    let (value, unit) = measured(&observation.value, observation.present);
    let how = match sample.concept {
        Concept::Glucose => Some(observation.timing.code()),
        _ if sample.setting != Setting::Clinic => Some(sample.setting.code()),
        _ => None,
    };
    let mut own =
        LetterFact { unit, how, at: Some(observation.at.to_string()), ..fact(sample.concept.code(), value) };
    if let (true, Answer::Number { value, slot }) = (sample.derived, sample.answer) {
        own.value = Some(Shown::Number(value));
        own.unit = sample.concept.unit_at(slot).map(Unit::code);
        own.how = Some("derived");
    }
    Some(own).filter(|own| own.value.is_some())
}

/// What the answer says: class, targets, plan, checks, gaps.
fn put_answer(answer: &Assessment, only_asked: bool, put: &mut dyn FnMut(&'static str, Facts)) {
    let mut classes = Facts::new();
    for (how, concern) in
        [("hypertension", &answer.concerns.hypertension), ("diabetes", &answer.concerns.diabetes)]
    {
        let class = concern.as_ref().and_then(|concern| concern.class);
        classes.extend(class.map(|class| LetterFact { how: Some(how), ..text("class", class.code()) }));
    }
    some("classes", classes, put);
    some("level", said("level", answer.tier.level.map(crate::concept::Level::code)), put);
    let (mut targets, mut aims) = (Facts::new(), Facts::new());
    for own in &answer.targets {
        let shown =
            LetterFact { how: own.timing.or(Some(own.kind.code())), ..text(own.concept, &own.target) };
        if own.kind == crate::concept::TargetKind::Clinical
            && ["blood-pressure", "glucose", "hba1c"].contains(&own.concept)
        {
            aims.push(LetterFact { how: own.timing, ..shown.clone() });
        }
        targets.push(shown);
    }
    some("targets", targets, put);
    some("aims", aims, put);
    let mut steps = Facts::new();
    let own = |step: &&StepReport| !only_asked || step.letter.is_some();
    for step in answer.plan.medication.iter().filter(own) {
        steps.push(text("step", &step.text));
    }
    some("steps", steps, put);
    let mut checks = Facts::new();
    for check in &answer.medication_checks {
        checks.push(text("check", &check.text));
    }
    some("checks", checks, put);
    let mut gaps = Facts::new();
    for gap in &answer.gaps {
        let at = gap.last_at.map(|day| day.to_string());
        let own = LetterFact { at, ..fact(gap.concept, None) };
        if Concept::parse(gap.concept).is_some_and(|concept| concept != Concept::Symptom)
            && !gaps.contains(&own)
        {
            gaps.push(own);
        }
    }
    some("gaps", gaps, put);
}

/// Puts what there is: of an absent place the letter says nothing.
fn some(place: &'static str, facts: Facts, put: &mut dyn FnMut(&'static str, Facts)) {
    if !facts.is_empty() {
        put(place, facts);
    }
}

/// The next place up, whose doctors a question goes to.
const fn above(place: ReferralPlace) -> ReferralPlace {
    match place {
        ReferralPlace::VillageClinic => ReferralPlace::TownshipClinic,
        _ => ReferralPlace::CountyHospital,
    }
}
