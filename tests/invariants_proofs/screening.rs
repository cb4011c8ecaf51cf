//! Screening: every sequence of days of someone without the diagnosis, and what the diagnosis ends.

use liangbing::assess::Scratch;
use liangbing::concept::{
    Concern, Condition, ConditionStatus, Level, ReferralDirection, ReferralOutcome, Setting,
};

use super::days;
use crate::support_proofs::{Life, engine, whole};

/// What may happen on a day; days are so many apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// A raised clinic pressure.
    Raised,
    /// A clinic pressure below the screening line.
    Normal,
    /// A calm pressure at home.
    Home,
    /// A referral up, seen the same day.
    Seen,
}

const ALPHABET: [Event; 4] = [Event::Raised, Event::Normal, Event::Home, Event::Seen];

fn life(events: &[Event], apart: i32) -> Life {
    let mut life = Life::aged(50);
    for (at, event) in (0..).zip(events) {
        let day = at * apart;
        match event {
            Event::Raised => _ = life.pressure(day, 146, 92),
            Event::Normal => _ = life.pressure(day, 124, 76),
            Event::Home => _ = life.reading(day, None, (Some(whole(124)), Some(whole(76))), Setting::Home),
            Event::Seen => {
                let own = Some(Concern::Hypertension);
                life.referral(day, ReferralDirection::Up, own, Some((day, ReferralOutcome::Seen)));
            }
        }
    }
    life
}

/// The days on which three raised clinic days in a row, close enough, were found.
fn found(events: &[Event], apart: i32) -> Vec<usize> {
    let mut row: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Raised => row.push(at),
            Event::Normal => row.clear(),
            Event::Home | Event::Seen => continue,
        }
        let near = |first: usize| i32::try_from(at - first).unwrap() * apart <= days("screening-within");
        if row.len() >= 3 && near(row[row.len() - 3]) {
            found.push(at);
        }
    }
    found
}

/// What speaks on the last day.
fn spec(events: &[Event], apart: i32) -> Option<Level> {
    let clinic = |event: &Event| matches!(event, Event::Raised | Event::Normal);
    let mut level = None;
    for finding in found(events, apart) {
        let later = &events[finding + 1..];
        let answered = later.iter().position(|event| matches!(event, Event::Normal | Event::Seen));
        level = level.max(Some(match answered {
            None => Level::R2,
            Some(at) => {
                // Two calm clinic days in a row since end the check; the answering one counts.
                let own = &later[at..];
                let mut quiet = 0;
                for event in own.iter().filter(|event| clinic(event)) {
                    if quiet < 2 {
                        quiet = if *event == Event::Normal { quiet + 1 } else { 0 };
                    }
                }
                if quiet >= 2 {
                    continue;
                }
                Level::Y4
            }
        }));
    }
    // One of the last two clinic days raised is a suspicion.
    let suspicion =
        events.iter().rev().filter(|event| clinic(event)).take(2).any(|event| *event == Event::Raised);
    level.max(suspicion.then_some(Level::G3))
}

#[test]
fn every_story_without_a_diagnosis_has_the_defined_level_and_the_diagnosis_ends_its_screening() {
    let mut scratch = Scratch::default();
    let mut cells = 0;
    for (apart, length) in
        [7, 14, 15].into_iter().flat_map(|apart| (1..=6_usize).map(move |length| (apart, length)))
    {
        for number in 0..4_usize.pow(u32::try_from(length).unwrap()) {
            let events: Vec<Event> = (0..length)
                .map(|at| ALPHABET[number / 4_usize.pow(u32::try_from(at).unwrap()) % 4])
                .collect();
            let last = i32::try_from(length - 1).unwrap() * apart;
            let mut life = life(&events, apart);
            let level = life.judged_with(engine(), last, &mut scratch).level;
            assert_eq!(level, spec(&events, apart), "{apart} days apart: {events:?}");
            life.condition(Condition::Hypertension, ConditionStatus::Active, Some(last));
            let level = life.judged_with(engine(), last, &mut scratch).level;
            assert!(level.is_some_and(|level| !level.is_red()), "{level:?} after the diagnosis: {events:?}");
            cells += 1;
        }
    }
    // 5 460 stories to length six, at three paces.
    assert_eq!(cells, 3 * 5_460);
}
