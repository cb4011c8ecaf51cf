//! Sets aside what the rest of the record contradicts or repeats.

use std::collections::HashMap;

use crate::civil::Moment;
use crate::record::{Observation, Problem, ProblemCode, Record, Value};
use crate::sorted::sort;

pub(super) fn set_aside(record: &mut Record) {
    duplicates(record);
    denied_complaints(record);
    birth_after_a_reading(record);
    closed_before_sent(record);
}

fn place(observation: &Observation) -> String {
    format!("observations[{}]", observation.index)
}

/// The same statement twice counts once; two statements with ids of their own are two.
fn duplicates(record: &mut Record) {
    let mut kept: HashMap<Observation, usize> = HashMap::new();
    let bare = |observation: &Observation| Observation { id: None, index: 0, ..observation.clone() };
    for observation in record.observations.iter().filter(|observation| observation.id.is_some()) {
        kept.entry(bare(observation)).or_insert(observation.index);
    }
    let problems = &mut record.problems;
    record.observations.retain(|observation| {
        if observation.id.is_some() {
            return true;
        }
        let first = *kept.entry(bare(observation)).or_insert(observation.index);
        if first != observation.index {
            let message = format!("the same as `observations[{first}]`");
            problems.push(Problem::new(place(observation), ProblemCode::Duplicate, message));
        }
        first == observation.index
    });
}

/// "Asked, all absent" gives way to a complaint of the same moment.
fn denied_complaints(record: &mut Record) {
    let mut complaints: Vec<Moment> = record
        .observations
        .iter()
        .filter(|observation| matches!(observation.value, Value::Symptom(Some(_))) && observation.present)
        .map(|observation| observation.at)
        .collect();
    sort(&mut complaints);
    let problems = &mut record.problems;
    record.observations.retain(|observation| {
        let denied =
            observation.value == Value::Symptom(None) && complaints.binary_search(&observation.at).is_ok();
        if denied {
            let message = format!("found `none` and a symptom, both at {}", observation.at);
            problems.push(Problem::new(place(observation), ProblemCode::Contradictory, message));
        }
        !denied
    });
}

/// A birth after a reading is no birth: without it the age is unknown, and no reading is lost.
fn birth_after_a_reading(record: &mut Record) {
    let Some(born) = record.patient.born else { return };
    let earliest =
        record.observations.iter().min_by_key(|observation| (observation.at.day, observation.index));
    if let Some(observation) = earliest.filter(|observation| observation.at.day < born.day) {
        let message = format!("found a birth after `{}` of {}", place(observation), observation.at.day);
        record.problems.push(Problem::new("patient.born", ProblemCode::Contradictory, message));
        record.patient.born = None;
    }
}

/// A referral closed before it was sent is still open.
fn closed_before_sent(record: &mut Record) {
    for referral in &mut record.referrals {
        let Some((closed, _)) = referral.closed else { continue };
        if is_before(closed, referral.at) {
            let message = format!("closed on {closed}, before it was sent on {}", referral.at);
            let path = format!("referrals[{}].closed", referral.index);
            record.problems.push(Problem::new(path, ProblemCode::Contradictory, message));
            referral.closed = None;
        }
    }
}

/// Earlier for certain: on an earlier day, or at an earlier minute where both are known.
fn is_before(one: Moment, other: Moment) -> bool {
    let minutes = one.minute.zip(other.minute);
    one.day < other.day || (one.day == other.day && minutes.is_some_and(|(one, other)| one < other))
}
