//! Sorts a record into a chart.

use super::super::alarm::Alarms;
use super::super::derived::{derive, takes_part};
use super::super::pressure::day_pressure;
use super::super::view::Protocol;
use super::{ALWAYS, Answer, Chart, ConditionAt, Course, DayEntry, Pressure, ReferralAt, Sample, VisitAt};
use crate::civil::Day;
use crate::concept::{
    Concept, Concern, ConditionStatus, DrugClass, Mode, PatientStatus, ReferralDirection, Specimen, Truth,
    events,
};
use crate::quantity::Decimal;
use crate::record::{Lifestyle, Medication, Observation, Record, Value};
use crate::sorted::sort_by_key;

impl Chart {
    /// Sorts a record; `resolve` gives a medicine's code, classes and whether it is at full dose.
    ///
    /// What a day says whatever is asked, its age and its pressure, is worked out here, once.
    pub fn new(
        record: &Record,
        protocol: &Protocol,
        alarms: &Alarms,
        resolve: impl Fn(&Medication) -> (Option<String>, Vec<DrugClass>, Option<bool>),
    ) -> Self {
        let observations = record.observations.iter().enumerate();
        let mut samples: Vec<Sample> = observations.filter_map(|(at, o)| sample(at, o)).collect();
        sort_by_key(&mut samples, Sample::order);
        let mut visits: Vec<VisitAt> = record.visits.iter().enumerate().filter_map(visit).collect();
        sort_by_key(&mut visits, |v| (v.day, v.class, v.source));
        let mut referrals: Vec<ReferralAt> =
            record.referrals.iter().enumerate().filter_map(referral).collect();
        sort_by_key(&mut referrals, |r| (r.day, r.up, r.closed.map(|(day, _)| day), r.source));
        let conditions = record.conditions.iter().map(condition).collect::<Vec<_>>();
        let courses =
            record.medications.iter().enumerate().filter_map(|(at, m)| course(at, m, &resolve)).collect();
        let patient = &record.patient;
        let mut chart = Self {
            born: patient.born,
            sex: patient.sex,
            pregnancy: patient.pregnancy,
            pregnancy_since: patient.pregnancy_since.map(|date| date.day),
            status: patient.status.unwrap_or(PatientStatus::Active),
            status_at: patient.status_at,
            deceased_at: patient.deceased_at,
            long_term_care: patient.function.long_term_care,
            cognition: patient.function.cognition.clone(),
            tobacco: record.lifestyle.as_ref().map_or((Truth::Unknown, None), tobacco),
            family: record.family.clone(),
            listed: record.medications_listed || !record.medications.is_empty(),
            cover: patient.coverage.two_diseases.clone(),
            days: Vec::new(),
            has_home: false,
            samples,
            visits,
            referrals,
            diagnosed: [
                diagnosed(&conditions, Concern::Hypertension),
                diagnosed(&conditions, Concern::Diabetes),
            ],
            diagnosed_on: [dated(&conditions, Concern::Hypertension), dated(&conditions, Concern::Diabetes)],
            conditions,
            courses,
            targets: record.targets.clone(),
            first: None,
        };
        chart.derive();
        chart.settle(protocol, alarms);
        chart
    }

    /// Adds one observation, as if it had stood in the record at a place.
    pub fn add(&mut self, observation: &Observation, at: usize, protocol: &Protocol, alarms: &Alarms) {
        let Some(new) = sample(at, observation) else { return };
        let place = self.samples.partition_point(|own| own.order() <= new.order());
        self.samples.insert(place, new);
        if takes_part(&new) {
            self.derive();
            return self.settle(protocol, alarms);
        }
        let newest = self.days.last().is_none_or(|last| last.day <= new.day);
        if !newest || self.first.is_none_or(|first| new.day < first) {
            return self.settle(protocol, alarms);
        }
        // What is newer than all else changes its own day only.
        self.has_home |= new.is_home_pressure();
        let before = self.days.pop_if(|last| last.day == new.day).map_or(0, |last| last.events);
        let entry = self.entry(new.day, before | alarms.events(&new));
        self.days.push(self.aged(entry, protocol));
    }

    /// Forgets every observation later than a day.
    pub fn forget_after(&mut self, day: Day, protocol: &Protocol, alarms: &Alarms) {
        self.samples.truncate(self.samples.partition_point(|own| own.day <= day));
        self.settle(protocol, alarms);
    }

    /// Adds what equations make of the samples, in place of what they made before.
    fn derive(&mut self) {
        self.samples.retain(|sample| !sample.derived);
        let mut derived = derive(self);
        if derived.is_empty() {
            return;
        }
        sort_by_key(&mut derived, Sample::order);
        let mut derived = derived.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.samples.len().saturating_add(derived.len()));
        for own in std::mem::take(&mut self.samples) {
            while let Some(before) = derived.next_if(|made| made.order() < own.order()) {
                merged.push(before);
            }
            merged.push(own);
        }
        merged.extend(derived);
        self.samples = merged;
    }

    /// Works out what rests on all the observations together.
    fn settle(&mut self, protocol: &Protocol, alarms: &Alarms) {
        self.has_home = self.samples.iter().any(Sample::is_home_pressure);
        let [sample, visit] = [self.samples.first().map(|s| s.day), self.visits.first().map(|v| v.day)];
        self.first = sample.into_iter().chain(visit).min();
        for condition in &mut self.conditions {
            condition.event = condition.since.or(self.first).unwrap_or(ALWAYS);
            condition.new =
                matches!((condition.since, self.first), (Some(since), Some(first)) if since >= first);
        }
        self.days = self.event_days(alarms).into_iter().map(|entry| self.aged(entry, protocol)).collect();
    }

    /// A day with what it says whatever is asked.
    fn aged(&self, entry: DayEntry, protocol: &Protocol) -> DayEntry {
        let pressures = self.samples_of(&entry, Concept::BloodPressure);
        let pressure = day_pressure(pressures, protocol.pair_minutes);
        DayEntry { age: self.age_on(entry.day), pressure, ..entry }
    }

    fn event_days(&self, alarms: &Alarms) -> Vec<DayEntry> {
        let mut days: Vec<(Day, u64)> = Vec::new();
        days.extend(self.samples.iter().map(|s| (s.day, alarms.events(s))));
        days.extend(self.visits.iter().map(|v| (v.day, events::VISIT)));
        days.extend(self.referrals.iter().map(|r| (r.day, events::REFERRAL)));
        days.extend(self.conditions.iter().map(|c| (c.event, events::CONDITION)));
        days.retain(|(day, _)| *day != ALWAYS);
        sort_by_key(&mut days, |(day, _)| *day);
        let mut entries: Vec<DayEntry> = Vec::new();
        for (day, bit) in days {
            match entries.last_mut() {
                Some(last) if last.day == day => last.events |= bit,
                _ => entries.push(self.entry(day, bit)),
            }
        }
        entries
    }

    fn entry(&self, day: Day, events: u64) -> DayEntry {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        DayEntry {
            day,
            events,
            samples_from: place(self.samples.partition_point(|s| s.day < day)),
            samples_to: place(self.samples.partition_point(|s| s.day <= day)),
            visits_from: place(self.visits.partition_point(|v| v.day < day)),
            visits_to: place(self.visits.partition_point(|v| v.day <= day)),
            age: None,
            pressure: None,
        }
    }
}

fn diagnosed(conditions: &[ConditionAt], concern: Concern) -> Option<Day> {
    let own = Chart::conditions_of(concern);
    let active = conditions.iter().filter(|c| own.contains(&c.code) && c.status == ConditionStatus::Active);
    active.map(|c| c.since.unwrap_or(ALWAYS)).min()
}

fn dated(conditions: &[ConditionAt], concern: Concern) -> Option<Day> {
    let own = Chart::conditions_of(concern);
    let active = conditions.iter().filter(|c| own.contains(&c.code) && c.status == ConditionStatus::Active);
    active.filter_map(|c| c.since).min()
}

/// Smoke of one's own or of others; only both answers say that there is none.
fn tobacco(habits: &Lifestyle) -> (Truth, Option<Day>) {
    let own = habits.smoking.as_deref().map(|answer| answer == "current");
    let truth = match (own, habits.second_hand_smoke) {
        (Some(true), _) | (_, Some(true)) => Truth::Met,
        (Some(false), Some(false)) => Truth::NotMet,
        _ => Truth::Unknown,
    };
    (truth, habits.at.map(|at| at.day))
}

fn condition(entry: &crate::record::ConditionEntry) -> ConditionAt {
    ConditionAt {
        code: entry.code,
        status: entry.status,
        since: entry.since.map(|date| date.day),
        event: ALWAYS,
        new: false,
        infected: entry.infected == Some(true) || entry.ischaemic == Some(true),
    }
}

fn course(
    at: usize,
    medication: &Medication,
    resolve: impl Fn(&Medication) -> (Option<String>, Vec<DrugClass>, Option<bool>),
) -> Option<Course> {
    let (code, classes, full_dose) = resolve(medication);
    Some(Course {
        code,
        classes,
        since: medication.since.map(|date| date.day),
        until: medication.until,
        full_dose,
        adherence: medication.adherence,
        source: u32::try_from(at).ok()?,
    })
}

fn visit((at, visit): (usize, &crate::record::Visit)) -> Option<VisitAt> {
    Some(VisitAt {
        day: visit.at.day,
        face_to_face: visit.mode == Mode::FaceToFace,
        concern: visit.concern,
        class: visit.class,
        reached: visit.reached,
        medication_changed: visit.medication_changed == Some(true),
        adverse_reaction: visit.adverse_reaction == Some(true),
        new_complication: visit.new_complication == Some(true),
        hypoglycaemia: visit.hypoglycaemia,
        adherence: visit.adherence,
        source: u32::try_from(at).ok()?,
    })
}

fn referral((at, referral): (usize, &crate::record::Referral)) -> Option<ReferralAt> {
    // A rule id says its concern by its prefix; the record's own word goes first.
    let by_rule = referral.rule.as_deref().and_then(|rule| match rule.split_once('-') {
        Some(("htn", _)) => Some(Concern::Hypertension),
        Some(("dm", _)) => Some(Concern::Diabetes),
        _ => None,
    });
    Some(ReferralAt {
        day: referral.at.day,
        up: referral.direction == ReferralDirection::Up,
        concern: referral.concern.or(by_rule),
        urgency: referral.urgency,
        to: referral.to,
        closed: referral.closed.map(|(at, outcome)| (at.day, outcome)),
        source: u32::try_from(at).ok()?,
    })
}

fn sample(at: usize, observation: &Observation) -> Option<Sample> {
    let concept = observation.concept;
    let answer = match observation.value {
        Value::BloodPressure(pressure) => match concept.unit_slot(pressure.unit) {
            // No pressure at all is below every line.
            Some(slot) if pressure.unmeasurable => {
                Answer::Pressure(Pressure { systolic: Some(Decimal::ZERO), diastolic: None, slot })
            }
            Some(slot) => Answer::Pressure(Pressure {
                systolic: pressure.systolic,
                diastolic: pressure.diastolic,
                slot,
            }),
            None => Answer::Unreadable,
        },
        Value::Number(quantity, _) => match concept.unit_slot(quantity.unit) {
            Some(slot) => Answer::Number { value: quantity.value, slot },
            None => Answer::Unreadable,
        },
        Value::Code(code) => Answer::Code(code),
        Value::Symptom(symptom) => Answer::Symptom(symptom),
        Value::Flag(flag) => Answer::Flag(flag),
        Value::Unreadable => Answer::Unreadable,
    };
    Some(Sample {
        day: observation.at.day,
        minute: observation.at.minute,
        concept,
        answer,
        usable: observation.usable && answer != Answer::Unreadable,
        setting: observation.setting,
        timing: observation.timing,
        interstitial: observation.specimen == Some(Specimen::Interstitial),
        specimen: observation.specimen,
        arm: observation.arm,
        after_rest: observation.after_rest == Some(true),
        present: observation.present,
        acute: observation.acute,
        sustained: observation.sustained == Some(true),
        derived: false,
        source: u32::try_from(at).ok()?,
    })
}
