//! What letters are made from: facts of the record up to the as-of day, and sentences of the answer. Nothing is worded
//! here, nothing is guessed, and what matters and is not known is said to be so by an empty list.

use super::Judge;
use super::compose::Request;
use super::evidence::{Shown, measured};
use super::report::{Assessment, LetterData, LetterFact};
use crate::civil::{PartialDate, Precision};
use crate::concept::{Concept, ConditionStatus, Pregnancy, ReferralPlace, Setting, Sex, TargetKind, Timing};
use crate::facts::{Answer, Sample};
use crate::quantity::{Decimal, Unit};
use crate::record::Per;
use crate::sorted::sort_by;

/// The kinds of letters, in the order in which they are written.
pub const LETTERS: [&str; 5] = ["referral-up", "referral-down", "visit-note", "patient", "consult"];

/// What matters so much that its absence is said.
const MATTERS: [&str; 6] = ["name", "sex", "age", "medicines", "allergies", "kidney"];

/// How many of the newest pressures and of the newest glucose values a letter names.
const READINGS: usize = 3;

/// A fact without a value.
const fn blank(concept: &'static str) -> LetterFact {
    LetterFact { concept, value: None, unit: None, how: None, dose: None, at: None }
}

/// A code, a name or a sentence.
#[inline(never)]
fn text(concept: &'static str, value: &str) -> LetterFact {
    LetterFact { value: Some(Shown::Text(value.to_owned())), ..blank(concept) }
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

/// A letter in the making. There is one way in for every fact: copies of it for each kind weigh in the browser.
struct Draft(LetterData);

impl Draft {
    /// A place that may stay empty.
    fn open(&mut self, place: &'static str) {
        if self.0.get(place).is_none() {
            self.0.0.push((place, Vec::new()));
        }
    }

    /// Adds a fact to a place.
    #[inline(never)]
    fn add(&mut self, place: &'static str, fact: LetterFact) {
        self.open(place);
        if let Some((_, facts)) = self.0.0.iter_mut().find(|(own, _)| *own == place) {
            facts.push(fact);
        }
    }

    /// Adds a code, a name or a sentence.
    #[inline(never)]
    fn text(&mut self, place: &'static str, concept: &'static str, value: &str) {
        self.add(place, text(concept, value));
    }

    fn maybe(&mut self, place: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(place, place, value);
        }
    }

    /// Puts places in order by what they say: the order of a list in the record never decides.
    fn sort(&mut self, places: &[&str]) {
        for (place, facts) in &mut self.0.0 {
            if places.contains(place) {
                sort_by(facts, |one, other| {
                    let name = |own: &LetterFact| match &own.value {
                        Some(Shown::Text(text)) => text.clone(),
                        _ => String::new(),
                    };
                    let rest = |own: &LetterFact| (own.at.clone(), own.dose.clone(), own.how);
                    name(one).cmp(&name(other)).then_with(|| rest(one).cmp(&rest(other)))
                });
            }
        }
    }
}

impl Judge {
    /// The facts of a letter about a patient; none where there is nothing to write.
    pub fn letter(&self, request: &Request<'_>, answer: &Assessment, kind: &str) -> Option<LetterData> {
        answer.tier.level?;
        // A question goes up only, and nobody writes a referral to where they are.
        let referral = answer.referral.as_ref().filter(|own| kind != "consult" || own.direction == "up");
        let wanted = kind.split_once('-').filter(|(first, _)| *first == "referral").map(|(_, way)| way);
        let away = referral.filter(|own| own.step == "refer");
        if wanted.is_some() && wanted != away.map(|own| own.direction) {
            return None;
        }
        let mut draft = Draft(LetterData::default());
        for place in MATTERS {
            draft.open(place);
        }
        self.person(request, &mut draft);
        draft.text("day", "date", &request.as_of.to_string());
        draft.text("from", "place", request.place.code());
        draft.text("stamp", "engine", answer.stamp.engine);
        let asked = answer.plan.medication.iter().find(|own| own.letter.is_some());
        let mut to = referral.map(|own| own.to);
        if kind == "consult" {
            to = asked.map(|own| own.decided_by).or(to).or(Some(above(request.place).code()));
        }
        if let Some(to) = to {
            draft.text("to", "place", to);
        }
        if let Some(own) = referral {
            draft.text("urgency", "urgency", own.urgency);
            draft.text("check", "date", &own.check_by.to_string());
            for (place, list) in [("met", &own.met), ("notMet", &own.not_met), ("unknown", &own.unknown)] {
                for criterion in list {
                    draft.text(place, "criterion", criterion);
                }
            }
        }
        // Whoever is sent somewhere now is not asked to come here first.
        let sent = kind == "patient"
            && referral.is_some_and(|own| own.direction == "up" && own.urgency != "routine");
        if let Some(next) = answer.plan.next_contact.as_ref().filter(|_| !sent) {
            draft.text("next", "date", &next.by.to_string());
        }
        history(request, &mut draft);
        values(request, &mut draft);
        because(answer, &mut draft);
        said(answer, kind == "consult", &mut draft);
        draft.sort(&["conditions", "medicines", "allergies"]);
        Some(draft.0)
    }

    fn person(&self, request: &Request<'_>, draft: &mut Draft) {
        let patient = &request.record.patient;
        draft.maybe("name", patient.name.as_deref());
        draft.maybe("id", patient.id.as_deref());
        draft.maybe("sex", patient.sex.map(Sex::code));
        draft.maybe("village", patient.place.village.as_deref());
        let age = request.chart.age_on(request.as_of);
        if let Some(age) = age {
            let value = Some(Shown::Number(Decimal::from_int(i64::from(age))));
            draft.add("age", LetterFact { value, ..blank("age") });
        }
        let protocol = self.protocol();
        let fertile = age.is_none_or(|age| (protocol.fertile_from..=protocol.fertile_to).contains(&age));
        if fertile && patient.sex != Some(Sex::Male) {
            draft.open("pregnancy");
        }
        draft.maybe("pregnancy", patient.pregnancy.map(Pregnancy::code));
    }
}

fn history(request: &Request<'_>, draft: &mut Draft) {
    let (record, as_of) = (request.record, request.as_of);
    for own in &record.conditions {
        if own.status != ConditionStatus::Withdrawn && own.since.is_none_or(|since| since.day <= as_of) {
            let how = Some(own.status.code()).filter(|_| own.status != ConditionStatus::Active);
            let at = own.since.map(written);
            draft.add("conditions", LetterFact { how, at, ..text("condition", own.code.code()) });
        }
    }
    let mut taken = false;
    for course in request.chart.courses.iter().filter(|course| course.is_active(as_of)) {
        let source = usize::try_from(course.source).ok().and_then(|at| record.medications.get(at));
        let Some(own) = source else { continue };
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
        let name = own.code.as_deref().or(own.name.as_deref()).unwrap_or_default();
        draft.add(
            "medicines",
            LetterFact {
                how: own.per_day.map(|_| per),
                dose: Some(dose).filter(|dose| !dose.is_empty()),
                at: own.since.map(written),
                ..text("medication", name)
            },
        );
        taken = true;
    }
    if record.medications_listed && !taken {
        draft.add("medicines", LetterFact { value: Some(Shown::Flag(false)), ..blank("medication") });
    }
    let mut visits = request.chart.visits.iter().rev().filter(|visit| visit.day <= as_of);
    if let Some((visit, how)) = visits.find_map(|visit| visit.adherence.map(|how| (visit, how))) {
        let at = Some(visit.day.to_string());
        draft.add("adherence", LetterFact { at, ..text("adherence", how.code()) });
    }
    for own in &record.allergies {
        let name = own.name.as_deref().or(own.code.as_deref()).unwrap_or_default();
        draft.add("allergies", LetterFact { dose: own.reaction.clone(), ..text("allergy", name) });
    }
}

/// The newest readings, and the newest of every other test; what cannot be used is not passed on.
fn values(request: &Request<'_>, draft: &mut Draft) {
    let (mut pressures, mut glucoses) = (0_usize, 0_usize);
    let mut seen: Vec<Concept> = Vec::new();
    let mut asked = None;
    for sample in request.chart.samples.iter().rev().filter(|s| s.day <= request.as_of && s.usable) {
        let Some(own) = value_of(request, sample) else { continue };
        let concept = sample.concept;
        let count = match concept {
            Concept::Symptom => {
                if *asked.get_or_insert(sample.day) == sample.day {
                    draft.add("symptoms", own);
                }
                continue;
            }
            Concept::BloodPressure => &mut pressures,
            Concept::Glucose => &mut glucoses,
            _ => {
                if !seen.contains(&concept) {
                    seen.push(concept);
                    if concept == Concept::Egfr || concept == Concept::Creatinine {
                        draft.add("kidney", own.clone());
                    }
                    draft.add("tests", own);
                }
                continue;
            }
        };
        *count = count.saturating_add(1);
        if *count <= READINGS {
            draft.add("readings", own);
        }
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
    let at = Some(observation.at.to_string());
    let mut own = LetterFact { value, unit, how, at, ..blank(sample.concept.code()) };
    if let (true, Answer::Number { value, slot }) = (sample.derived, sample.answer) {
        own.value = Some(Shown::Number(value));
        own.unit = sample.concept.unit_at(slot).map(Unit::code);
        own.how = Some("derived");
    }
    own.value.is_some().then_some(own)
}

/// The facts that fired rules rest on, each once.
fn because(answer: &Assessment, draft: &mut Draft) {
    for finding in answer.findings.iter().filter(|finding| finding.outcome == "fired") {
        for own in finding.because.iter().filter(|own| own.value.is_some()) {
            let (value, at) = (own.value.clone(), own.at.clone());
            let fact = LetterFact { value, unit: own.unit, at, ..blank(own.concept) };
            if draft.0.get("because").is_none_or(|facts| !facts.contains(&fact)) {
                draft.add("because", fact);
            }
        }
    }
}

/// What the answer says: class, targets, plan, checks, gaps.
fn said(answer: &Assessment, only_asked: bool, draft: &mut Draft) {
    let concerns = [("hypertension", &answer.concerns.hypertension), ("diabetes", &answer.concerns.diabetes)];
    for (how, concern) in concerns {
        if let Some(class) = concern.as_ref().and_then(|concern| concern.class) {
            draft.add("classes", LetterFact { how: Some(how), ..text("class", class.code()) });
        }
    }
    draft.maybe("level", answer.tier.level.map(crate::concept::Level::code));
    for own in &answer.targets {
        let mut timings = Timing::ALL.iter().map(|timing| timing.code());
        let timing = timings.find(|code| own.timing.as_deref() == Some(code));
        let how = timing.or(Some(own.kind.code()));
        draft.add("targets", LetterFact { how, ..text(own.concept, &own.target) });
        let main = ["blood-pressure", "glucose", "hba1c"].contains(&own.concept);
        if main && own.kind == TargetKind::Clinical {
            draft.add("aims", LetterFact { how: timing, ..text(own.concept, &own.target) });
        }
    }
    for step in answer.plan.medication.iter().filter(|step| !only_asked || step.letter.is_some()) {
        draft.text("steps", "step", &step.text);
    }
    for check in &answer.medication_checks {
        draft.text("checks", "check", &check.text);
    }
    for gap in &answer.gaps {
        let test = Concept::parse(gap.concept).is_some_and(|concept| concept != Concept::Symptom);
        let fact = LetterFact { at: gap.last_at.map(|day| day.to_string()), ..blank(gap.concept) };
        if test && draft.0.get("gaps").is_none_or(|facts| !facts.contains(&fact)) {
            draft.add("gaps", fact);
        }
    }
}

/// The next place up, whose doctors a question goes to.
const fn above(place: ReferralPlace) -> ReferralPlace {
    match place {
        ReferralPlace::VillageClinic => ReferralPlace::TownshipClinic,
        _ => ReferralPlace::CountyHospital,
    }
}
