//! What a record holds of one day, in a form's terms. Nothing is filled in by itself: what is not known is absent.

use super::sheet::{Choice, Field, Sheet, To};
use super::value::{Medicine, Value};
use crate::civil::Day;
use crate::concept::{Concept, Concern, DrugClass, FindingCode, Setting, Symptom, Timing};
use crate::problem::{Problem, ProblemCode};
use crate::quantity::{Decimal, Unit};
use crate::record::{Mark, Medication, Observation, Per, Record, Value as Seen, Visit};

type Answers = Vec<(&'static Field, Value)>;

/// The visit of a concern on a day, if there is one.
pub(crate) fn visit(record: &Record, day: Day, concern: Concern) -> Option<&Visit> {
    let own = |visit: &&Visit| visit.at.day == day && visit.concern.is_none_or(|one| one == concern);
    record
        .visits
        .iter()
        .filter(own)
        .max_by_key(|visit| (visit.concern.is_some(), visit.at.minute, visit.index))
}

/// The day of the visit before, of the same concern.
fn before(record: &Record, day: Day, concern: Concern) -> Option<Day> {
    let own = |visit: &&Visit| {
        visit.reached && visit.at.day < day && visit.concern.is_none_or(|one| one == concern)
    };
    record.visits.iter().filter(own).map(|visit| visit.at.day).max()
}

/// The answers that the record itself gives; `unsaid` takes what this form or edition has no answer for.
pub(crate) fn of(
    record: &Record,
    day: Day,
    sheet: &'static Sheet,
    edition: Option<u16>,
    unsaid: &mut Vec<Problem>,
) -> Answers {
    let here =
        Here { record, day, since: before(record, day, sheet.concern), edition, concern: sheet.concern };
    let mut answers: Answers =
        sheet.fields.iter().filter_map(|field| Some((field, here.answer(field, unsaid)?))).collect();
    here.medicines(sheet, &mut answers);
    answers
}

struct Here<'r> {
    record: &'r Record,
    day: Day,
    /// The visit before; what was asked or tested after it belongs to this one.
    since: Option<Day>,
    edition: Option<u16>,
    concern: Concern,
}

impl<'r> Here<'r> {
    fn answer(&self, field: &'static Field, unsaid: &mut Vec<Problem>) -> Option<Value> {
        match field.to {
            To::Patient(name) => self.person(name),
            To::Visit(name) => self.visited(field, name),
            To::Lifestyle { name, .. } => self.habit(field, name),
            To::Pressure { systolic } => self.pressure(systolic).map(Value::Number),
            To::Number { concept, timing } => self.number(field, concept, timing),
            To::FootPulse => self.pulse(field, unsaid),
            To::Symptoms => self.symptoms(field, unsaid),
            To::Rest => self.rest(field),
        }
    }

    fn person(&self, name: &str) -> Option<Value> {
        let patient = &self.record.patient;
        match name {
            "name" => patient.name.clone().map(Value::Text),
            "id" => patient.id.clone().map(Value::Text),
            _ => patient.deceased_at.map(Value::Day),
        }
    }

    fn visited(&self, field: &Field, name: &str) -> Option<Value> {
        let visit = visit(self.record, self.day, self.concern)?;
        let means = match name {
            "mode" => Some(visit.mode.code()),
            "class" => visit.class.map(crate::concept::VisitClass::code),
            "adverseReaction" => visit.adverse_reaction.map(|seen| if seen { "true" } else { "false" }),
            "hypoglycaemia" => visit.hypoglycaemia.map(crate::concept::Hypoglycaemia::code),
            _ => visit.adherence.map(crate::concept::Adherence::code),
        }?;
        meant(field, means).map(Value::Choice)
    }

    fn habit(&self, field: &Field, name: &str) -> Option<Value> {
        let habits = self.record.lifestyle.as_ref()?;
        let asked = habits.at?.day;
        if asked > self.day || asked != self.day && self.since.is_none_or(|since| asked <= since) {
            return None;
        }
        match name {
            "cigarettesPerDay" => habits.cigarettes_per_day.map(Value::Number),
            "stapleGramsPerDay" => habits.staple_grams_per_day.map(Value::Number),
            "saltLevel" => meant(field, habits.salt_level.as_deref()?).map(Value::Choice),
            // Grams of ethanol are no liang of spirit; none is none.
            _ => habits.alcohol_grams_per_day.filter(|grams| *grams == Decimal::ZERO).map(Value::Number),
        }
    }

    /// The readings of the day that were taken in the clinic, the newest last.
    fn seen(&self, concept: Concept) -> impl Iterator<Item = &'r Observation> {
        let day = self.day;
        let own = move |seen: &&Observation| {
            seen.concept == concept && seen.at.day == day && seen.setting == Setting::Clinic
        };
        let mut list: Vec<_> = self.record.observations.iter().filter(own).collect();
        crate::sorted::sort_by_key(&mut list, |seen| (seen.at, seen.index));
        list.into_iter()
    }

    fn pressure(&self, systolic: bool) -> Option<Decimal> {
        let Seen::BloodPressure(pressure) = self.seen(Concept::BloodPressure).last()?.value else {
            return None;
        };
        let part = if systolic { pressure.systolic } else { pressure.diastolic };
        part.filter(|_| pressure.unit == Unit::MillimetreHg)
    }

    /// A number in the form's own unit; nothing is converted.
    fn number(&self, field: &Field, concept: Concept, timing: Option<Timing>) -> Option<Value> {
        let own = |seen: &&Observation| timing.is_none_or(|timing| seen.timing == timing);
        let seen = match concept {
            Concept::Hba1c => self.newest(concept)?,
            _ => self.seen(concept).filter(own).last()?,
        };
        match seen.value {
            Seen::Number(number, Mark::Exact) if Unit::parse(field.unit) == Some(number.unit) => {
                Some(Value::Number(number.value))
            }
            _ => None,
        }
    }

    /// The newest result since the visit before, from any institution.
    fn newest(&self, concept: Concept) -> Option<&'r Observation> {
        let fresh = |seen: &&Observation| {
            let day = seen.at.day;
            seen.concept == concept && day <= self.day && self.since.is_none_or(|since| day > since)
        };
        self.record.observations.iter().filter(fresh).max_by_key(|seen| (seen.at, seen.index))
    }

    fn pulse(&self, field: &'static Field, unsaid: &mut Vec<Problem>) -> Option<Value> {
        let seen = self.seen(Concept::FootPulse).last()?;
        let Seen::Code(code) = seen.value else { return None };
        let edition = self.edition.or(seen.code_list);
        let found = field.choices(edition).find(|choice| choice.means == code.code());
        if found.is_none() || edition.is_none() {
            let message = format!("this edition has no code for the foot pulse `{}`", code.code());
            unsaid.push(Problem::new(field.id, ProblemCode::UnknownCode, message));
        }
        // A pulse of the older list is known to be felt and no more: it is not written as a normal one.
        let vague = seen.code_list == Some(2009) && edition != Some(2009) && code == FindingCode::Normal;
        found.filter(|_| edition.is_some() && !vague).map(Value::Choice)
    }

    fn symptoms(&self, field: &'static Field, unsaid: &mut Vec<Problem>) -> Option<Value> {
        let mut present: Vec<Symptom> = Vec::new();
        let mut none = false;
        for seen in self.seen(Concept::Symptom).filter(|seen| seen.present) {
            match seen.value {
                Seen::Symptom(Some(symptom)) => present.push(symptom),
                Seen::Symptom(None) => none = true,
                _ => {}
            }
        }
        let listed =
            |choice: &Choice, symptom| choice.symptoms.contains(symptom) || choice.also.contains(symptom);
        let said = |choice: &&'static Choice| {
            let any = present.iter().any(|symptom| listed(choice, symptom));
            any || (choice.symptoms.is_empty() && none && present.is_empty())
        };
        let choices: Vec<&'static Choice> = field.options.iter().filter(said).collect();
        for symptom in &present {
            if !field.options.iter().any(|choice| listed(choice, symptom)) {
                let message = format!("this form has no code for the symptom `{}`", symptom.code());
                unsaid.push(Problem::new(field.id, ProblemCode::UnknownCode, message));
            }
        }
        (!choices.is_empty()).then_some(Value::Choices(choices))
    }

    /// Fields that are read off others.
    fn rest(&self, field: &'static Field) -> Option<Value> {
        let word = |word: &str| field.options.iter().find(|choice| choice.id == word).map(Value::Choice);
        match field.id {
            "date" => Some(Value::Day(self.day)),
            "footPulseSide" => word(self.seen(Concept::FootPulse).last()?.side.as_deref()?),
            "hba1cDate" => self.newest(Concept::Hba1c).map(|seen| Value::Day(seen.at.day)),
            "adherenceNote" => {
                let adherence = visit(self.record, self.day, self.concern)?.adherence?;
                word(adherence.code())
            }
            "specimen" => {
                let specimens = || self.seen(Concept::Glucose).map(|seen| seen.specimen);
                let first = specimens().next()??;
                word(first.code()).filter(|_| specimens().all(|specimen| specimen == Some(first)))
            }
            _ => None,
        }
    }

    /// The medicines of the day; insulin has lines of its own on the form that has them.
    fn medicines(&self, sheet: &'static Sheet, answers: &mut Answers) {
        let own_lines = sheet.field("insulin");
        let mut list = Vec::new();
        for medication in self.record.medications.iter().filter(|one| self.taken(one)) {
            let Some(name) = medication.name.clone().or_else(|| medication.code.clone()) else { continue };
            let answered = answers.iter().any(|(field, _)| field.id == "insulin");
            match own_lines.filter(|_| is_insulin(medication) && !answered) {
                Some(field) => {
                    answers.push((field, Value::Text(name)));
                    let (how, dose) = (sheet.field("insulinUse"), medication.dose.clone());
                    answers.extend(how.zip(dose.map(Value::Text)));
                }
                None => {
                    list.push(Medicine { name, per_day: times(medication), amount: medication.dose.clone() });
                }
            }
        }
        if let Some(field) = sheet.field("medicines").filter(|_| !list.is_empty()) {
            answers.push((field, Value::Medicines(list)));
        }
    }

    fn taken(&self, medication: &Medication) -> bool {
        let begun = medication.since.is_none_or(|since| since.day <= self.day);
        begun && medication.until.is_none_or(|until| until >= self.day)
    }
}

fn times(medication: &Medication) -> Option<Decimal> {
    medication.per_day.filter(|_| medication.per == Per::Day)
}

fn is_insulin(medication: &Medication) -> bool {
    let classed = |class: &DrugClass| {
        matches!(class, DrugClass::InsulinBasal | DrugClass::InsulinPrandial | DrugClass::InsulinPremixed)
    };
    let named = |name: &String| name.contains("胰岛素") || name.to_ascii_lowercase().contains("insulin");
    medication.classes.iter().any(classed) || medication.name.as_ref().is_some_and(named)
}

/// The one answer that means a word of the record; of several none, since which was written is not known.
fn meant(field: &Field, word: &str) -> Option<&'static Choice> {
    let mut found = field.options.iter().filter(|choice| choice.means == word);
    let one = found.next().filter(|_| found.next().is_none())?;
    if one.write == 0 { Some(one) } else { field.options.iter().find(|choice| choice.code == one.write) }
}
