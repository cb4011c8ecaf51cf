//! Laboratory findings: every sequence of potassium values, visits and referrals to length six.

use liangbing::assess::Scratch;
use liangbing::concept::{Concept, Concern, Condition, Level, ReferralDirection, ReferralOutcome};

use crate::support_proofs::{Life, engine, milli};

/// What may happen on a day; days are ten apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// Potassium 7.0: severe, and dangerous as well.
    Severe,
    /// Potassium 6.2.
    Dangerous,
    /// Potassium 4.4.
    Normal,
    /// A clinic pressure of class 1.
    Class1,
    /// A referral up, seen the same day.
    Seen,
}

const ALPHABET: [Event; 5] = [Event::Severe, Event::Dangerous, Event::Normal, Event::Class1, Event::Seen];

const APART: i32 = 10;

fn life(events: &[Event]) -> Life {
    let mut life = Life::with(50, &[Condition::Hypertension]);
    for (at, event) in (0..).zip(events) {
        let day = at * APART;
        match event {
            Event::Severe => _ = life.number(day, Concept::Potassium, milli(7_000)),
            Event::Dangerous => _ = life.number(day, Concept::Potassium, milli(6_200)),
            Event::Normal => _ = life.number(day, Concept::Potassium, milli(4_400)),
            Event::Class1 => _ = life.pressure(day, 132, 76),
            Event::Seen => {
                let own = Some(Concern::Hypertension);
                life.referral(day, ReferralDirection::Up, own, Some((day, ReferralOutcome::Seen)));
            }
        }
    }
    life
}

/// What one finding shows at the end: answered by a newer value without it, or by a referral that was seen.
fn shows(level: Level, finding: usize, events: &[Event]) -> Option<Level> {
    let later = &events[finding + 1..];
    let ends = |event: &Event| match event {
        Event::Normal | Event::Seen => true,
        Event::Dangerous => level == Level::R0,
        Event::Severe | Event::Class1 => false,
    };
    let Some(answer) = later.iter().position(ends) else {
        return Some(if later.is_empty() { level } else { Level::R1 });
    };
    // A visit never answers it, but two of class 1 since end the check.
    let quiet = later[answer..].iter().filter(|event| **event == Event::Class1).count();
    (quiet < 2).then_some(Level::Y4)
}

fn spec(events: &[Event]) -> Level {
    let mut levels = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if *event == Event::Severe {
            levels.extend(shows(Level::R0, at, events));
        }
        if matches!(event, Event::Severe | Event::Dangerous) {
            levels.extend(shows(Level::R1, at, events));
        }
    }
    // Without a clinic reading of its own hypertension is grey; a potassium alone was not even a contact missed.
    let read = events.contains(&Event::Class1);
    let fresh = |level: Level| if level == Level::Y4 && !read { Level::G1 } else { level };
    let seen = events.iter().any(|event| *event != Event::Seen);
    let own = match (read, seen) {
        (true, _) => Level::B2,
        (_, true) => Level::G1,
        _ => Level::G2,
    };
    levels.into_iter().map(fresh).max().map_or(own, |level| level.max(own))
}

#[test]
fn every_story_of_a_potassium_has_the_defined_level_and_no_visit_ends_it() {
    let mut scratch = Scratch::default();
    let mut cells = 0;
    for length in 1..=6_usize {
        for number in 0..5_usize.pow(u32::try_from(length).unwrap()) {
            let events: Vec<Event> = (0..length)
                .map(|at| ALPHABET[number / 5_usize.pow(u32::try_from(at).unwrap()) % 5])
                .collect();
            let last = i32::try_from(length - 1).unwrap() * APART;
            let verdict = life(&events).judged_with(engine(), last, &mut scratch);
            assert_eq!(verdict.concerns[0].level, Some(spec(&events)), "{events:?}");
            cells += 1;
        }
    }
    assert_eq!(cells, 19_530);
}
