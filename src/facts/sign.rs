//! Symptoms: present, said old, said acute, or not answered.

use crate::concept::request::{Compare, Onset, Span};
use crate::concept::{Concept, Symptom, Truth};

use super::chart::{Answer, DayEntry, Sample};
use super::view::{Fact, Seen, View};

impl<'a> View<'a> {
    fn symptoms(&self, entry: &'a DayEntry) -> impl Iterator<Item = (&'a Sample, Option<Symptom>)> + Clone {
        self.chart.samples_of(entry, Concept::Symptom).filter_map(|sample| match sample.answer {
            Answer::Symptom(symptom) => Some((sample, symptom)),
            _ => None,
        })
    }

    /// A class written at the visit of the day answers what was not answered.
    fn class_written(&self, entry: &'a DayEntry) -> bool {
        self.chart.visits_on(entry).iter().any(|visit| visit.class.is_some())
    }

    /// One of the symptoms, described so.
    pub fn sign(&self, symptoms: &[Symptom], onset: Onset, span: Span) -> Fact {
        let mut best = Fact::NOT_MET;
        let mut any_day = false;
        for entry in self.span(span) {
            any_day = true;
            let fact = self.sign_on(entry, symptoms, onset);
            if fact.truth.is_met() {
                return fact;
            }
            if fact.truth > best.truth {
                best = fact;
            }
        }
        if any_day { best } else { Fact::UNKNOWN }
    }

    fn sign_on(&self, entry: &'a DayEntry, symptoms: &[Symptom], onset: Onset) -> Fact {
        let mut best = Fact::NOT_MET;
        let all_absent = self.symptoms(entry).any(|(s, symptom)| symptom.is_none() && s.present);
        for wanted in symptoms {
            let mut said = self.symptoms(entry).filter(|(_, symptom)| *symptom == Some(*wanted)).peekable();
            if said.peek().is_none() {
                let truth = if all_absent || onset == Onset::Old { Truth::NotMet } else { Truth::Unknown };
                best.truth = best.truth.or(truth);
            }
            for (sample, _) in said {
                let truth = match (sample.present, onset, sample.acute) {
                    (false, ..) | (true, Onset::NotOld | Onset::Acute, Some(false)) => Truth::NotMet,
                    (true, Onset::NotOld, _) | (true, Onset::Acute, Some(true)) => Truth::Met,
                    (true, Onset::Acute, None) if self.class_written(entry) => Truth::NotMet,
                    (true, Onset::Acute, None) => Truth::Unknown,
                    (true, Onset::Old, answer) => Truth::known(answer == Some(false)),
                };
                let fact = Fact::new(truth, Seen::Sample(sample.source));
                if truth.is_met() {
                    return fact;
                }
                if truth >= best.truth {
                    best = fact;
                }
            }
        }
        best
    }

    /// Groups of symptoms present and not answered on the day judged, counted.
    pub fn unanswered_groups(&self, groups: &[Vec<Symptom>], test: &Compare) -> Fact {
        let Some(entry) = self.today() else { return Fact::UNKNOWN };
        if self.symptoms(entry).next().is_none() {
            return Fact::UNKNOWN;
        }
        if self.harmless || self.class_written(entry) {
            return Fact::NOT_MET;
        }
        let mut seen = Seen::Nothing;
        let mut count = 0_i32;
        for group in groups {
            let mut open = self.symptoms(entry).filter(|(sample, symptom)| {
                sample.present
                    && sample.acute.is_none()
                    && symptom.is_some_and(|symptom| group.contains(&symptom))
            });
            if let Some((sample, _)) = open.next() {
                count = count.saturating_add(1);
                if seen == Seen::Nothing {
                    seen = Seen::Sample(sample.source);
                }
            }
        }
        Fact::known(test.holds(count), seen)
    }
}
