//! The episode machine: every sequence of events to length five, against the definition's own words.

use liangbing::assess::Scratch;
use liangbing::concept::{Concern, Condition, Level, ReferralDirection, ReferralOutcome, Setting, Symptom};

use super::{days, gravity};
use crate::support_proofs::{Life, engine, whole};

/// What may happen on an event day; days are ten apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// A clinic pressure of class 1.
    Class1,
    /// A clinic pressure of class 2.
    Class2,
    /// A visit recorded with a new complication, without a reading.
    Class4,
    /// A critical clinic pressure.
    Critical,
    /// Chest pain; no reading.
    Sign,
    /// A calm pressure at home.
    Home,
    /// A referral up.
    Up,
    /// A referral back down.
    Down,
    /// The newest open referral is closed.
    Closed(ReferralOutcome),
}

const ALPHABET: [Event; 11] = [
    Event::Class1,
    Event::Class2,
    Event::Class4,
    Event::Critical,
    Event::Sign,
    Event::Home,
    Event::Up,
    Event::Down,
    Event::Closed(ReferralOutcome::Seen),
    Event::Closed(ReferralOutcome::Refused),
    Event::Closed(ReferralOutcome::Unreachable),
];

const APART: i32 = 10;

#[derive(Clone, Copy, Debug)]
struct Referral {
    day: i32,
    closed: Option<(i32, ReferralOutcome)>,
}

impl Referral {
    fn is_open_on(&self, day: i32) -> bool {
        self.day <= day && self.closed.is_none_or(|(closed, _)| closed > day)
    }

    /// Dated on or after a finding, or open over it.
    fn covers(&self, finding: i32) -> bool {
        self.day >= finding || self.is_open_on(finding)
    }
}

#[derive(Clone, Debug)]
struct Story {
    events: Vec<(i32, Event)>,
    referrals: Vec<Referral>,
    downs: Vec<i32>,
}

/// A story, or none where a closing has nothing to close.
fn story(letters: &[Event]) -> Option<Story> {
    let mut referrals: Vec<Referral> = Vec::new();
    let mut downs = Vec::new();
    let mut events = Vec::new();
    for (at, event) in (0..).zip(letters) {
        let day = at * APART;
        match event {
            Event::Up => referrals.push(Referral { day, closed: None }),
            Event::Down => downs.push(day),
            Event::Closed(outcome) => {
                referrals.iter_mut().rev().find(|r| r.closed.is_none())?.closed = Some((day, *outcome));
            }
            _ => {}
        }
        events.push((day, *event));
    }
    Some(Story { events, referrals, downs })
}

fn life(story: &Story) -> Life {
    let mut life = Life::with(50, &[Condition::Hypertension]);
    let own = Some(Concern::Hypertension);
    for (day, event) in &story.events {
        match event {
            Event::Class1 => _ = life.pressure(*day, 120, 70),
            Event::Class2 => _ = life.pressure(*day, 150, 85),
            Event::Critical => _ = life.pressure(*day, 185, 100),
            Event::Class4 => life.visit(*day, own, None).new_complication = Some(true),
            Event::Sign => _ = life.symptom(*day, Symptom::ChestPain, None),
            Event::Home => _ = life.reading(*day, None, (Some(whole(120)), Some(whole(70))), Setting::Home),
            Event::Down => _ = life.referral(*day, ReferralDirection::Down, own, None),
            Event::Up | Event::Closed(_) => {}
        }
    }
    for referral in &story.referrals {
        life.referral(referral.day, ReferralDirection::Up, own, referral.closed);
    }
    life
}

#[derive(Clone, Copy, Debug)]
struct Finding {
    day: i32,
    level: Level,
    pressure: bool,
    /// Found by a referral itself.
    referral: bool,
}

struct Numbers {
    fresh: i32,
    lost: i32,
    unreachable: i32,
    apart: i32,
}

/// The definition in plain words.
struct Spec<'a> {
    story: &'a Story,
    numbers: &'a Numbers,
    as_of: i32,
    findings: Vec<Finding>,
}

impl<'a> Spec<'a> {
    fn new(story: &'a Story, numbers: &'a Numbers, as_of: i32) -> Self {
        let mut spec = Self { story, numbers, as_of, findings: Vec::new() };
        let mut row: Vec<i32> = Vec::new();
        for (day, event) in &story.events {
            let mut find = |level, pressure, referral| {
                spec.findings.push(Finding { day: *day, level, pressure, referral });
            };
            match event {
                Event::Critical => find(Level::R1, true, false),
                Event::Sign => find(Level::R0, false, false),
                Event::Class4 => find(Level::R2, false, false),
                Event::Up => find(Level::R2, false, true),
                _ => {}
            }
            // Two consecutive: no class 1 between, all after the last closing that was seen.
            match event {
                Event::Class1 => row.clear(),
                Event::Class2 | Event::Critical | Event::Class4 => {
                    let closed = seen_closing(story, *day);
                    row.retain(|own| Some(*own) > closed);
                    row.push(*day);
                    if row.len() >= 2 && day - row[0] >= numbers.apart {
                        find(Level::R2, false, false);
                    }
                }
                _ => {}
            }
        }
        spec
    }

    fn visits_after(&self, day: i32) -> impl Iterator<Item = (i32, Event)> {
        let is_visit =
            |event: &Event| matches!(event, Event::Class1 | Event::Class2 | Event::Critical | Event::Class4);
        self.story.events.iter().copied().filter(move |(own, event)| *own > day && is_visit(event))
    }

    /// The day a finding was answered, and how many class-1 visits in a row the answer brought.
    fn answered(&self, finding: Finding) -> Option<(i32, usize)> {
        // An open referral is not ended by another one's end.
        let is_open = |r: &Referral| r.day == finding.day && r.closed.is_none();
        let alone = finding.referral && self.story.referrals.iter().any(is_open);
        let seen =
            self.story.referrals.iter().filter(|r| r.covers(finding.day)).filter_map(|r| match r.closed {
                Some((closed, ReferralOutcome::Seen)) if !alone => Some(closed),
                _ => None,
            });
        let down = self.story.downs.iter().copied().filter(|down| *down > finding.day);
        let by_referral = seen.chain(down).min().map(|day| (day, 0));
        let mut quiet = 0;
        let mut by_visits = None;
        for (day, event) in self.visits_after(finding.day) {
            quiet = if event == Event::Class1 { quiet + 1 } else { 0 };
            let open = self.story.referrals.iter().any(|r| r.is_open_on(day));
            let needed = if open || finding.level == Level::R0 { 2 } else { 1 };
            if quiet >= needed {
                by_visits = Some((day, quiet));
                break;
            }
        }
        match (by_referral, by_visits) {
            (Some(one), Some(other)) => Some(if one.0 <= other.0 { one } else { other }),
            (one, other) => one.or(other),
        }
    }

    /// What a finding shows on the as-of day.
    fn shows(&self, finding: Finding) -> Option<Level> {
        if let Some((answer, mut quiet)) = self.answered(finding) {
            if finding.referral {
                return None;
            }
            for (_, event) in self.visits_after(answer) {
                if quiet >= 2 {
                    break;
                }
                quiet = if event == Event::Class1 { quiet + 1 } else { 0 };
            }
            return (quiet < 2).then_some(Level::Y4);
        }
        let lost =
            self.story.referrals.iter().filter(|r| r.covers(finding.day)).filter_map(|r| match r.closed {
                Some((closed, ReferralOutcome::Refused)) => Some(closed),
                Some((closed, ReferralOutcome::Unreachable))
                    if closed - finding.day >= self.numbers.unreachable =>
                {
                    Some(closed)
                }
                _ => None,
            });
        let heard = |lost: &i32| {
            self.story.events.iter().any(|(day, event)| {
                day > lost && !matches!(event, Event::Up | Event::Down | Event::Closed(_))
            })
        };
        if lost.max().is_some_and(|lost| !heard(&lost)) {
            return Some(Level::G2WasRed);
        }
        if finding.day == self.as_of || finding.level == Level::R2 {
            return Some(finding.level);
        }
        let referred = self.story.referrals.iter().any(|r| r.covers(finding.day));
        let calm = |event: &Event| matches!(event, Event::Class1 | Event::Class2 | Event::Home);
        let eased = finding.pressure
            && self.story.events.iter().any(|(day, event)| *day > finding.day && calm(event));
        Some(if referred || eased { Level::R2 } else { Level::R1 })
    }

    fn level(&self) -> Level {
        let newest = |is: &dyn Fn(&Event) -> bool| {
            self.story.events.iter().filter(|(_, event)| is(event)).map(|(day, _)| *day).max()
        };
        let clinic = newest(&|e| matches!(e, Event::Class1 | Event::Class2 | Event::Critical));
        let reading = clinic.max(newest(&|e| *e == Event::Home));
        let visit = self.visits_after(-1).last();
        let seen = reading.max(newest(&|e| matches!(e, Event::Class4 | Event::Sign)));
        let own_evidence = visit.filter(|(_, event)| *event != Event::Class1).map(|(day, _)| day);
        let is_fresh = reading.max(own_evidence).is_some_and(|day| self.as_of - day <= self.numbers.fresh);
        let fade = |level: Level| if level == Level::Y4 && !is_fresh { Level::G1 } else { level };
        let mut levels: Vec<Level> =
            self.findings.iter().filter_map(|finding| self.shows(*finding)).map(fade).collect();
        let after_closing = visit.is_some_and(|(day, _)| Some(day) > seen_closing(self.story, self.as_of));
        match visit {
            Some((_, Event::Class2 | Event::Critical)) if is_fresh && after_closing => levels.push(Level::Y1),
            Some((day, Event::Class1)) if self.as_of - day <= self.numbers.fresh => levels.push(Level::B2),
            _ => {}
        }
        match (clinic, seen) {
            (Some(day), _) if self.as_of - day > self.numbers.lost => levels.push(Level::G2),
            (Some(day), _) if self.as_of - day > self.numbers.fresh => levels.push(Level::G1),
            (Some(_), _) => {}
            (None, Some(day)) if self.as_of - day <= self.numbers.lost => levels.push(Level::G1),
            (None, _) => levels.push(Level::G2),
        }
        // What a higher level saw last is checked here next.
        levels.into_iter().max().unwrap_or(Level::Y4)
    }
}

fn seen_closing(story: &Story, day: i32) -> Option<i32> {
    let seen = story.referrals.iter().filter_map(|r| match r.closed {
        Some((closed, ReferralOutcome::Seen)) if closed <= day => Some(closed),
        _ => None,
    });
    seen.max()
}

fn numbers() -> Numbers {
    assert_eq!(days("blue-lasts"), days("yellow-lasts"));
    Numbers {
        fresh: days("blue-lasts"),
        lost: days("lost-after"),
        unreachable: days("unreachable-after"),
        apart: days("visits-apart"),
    }
}

fn plain(level: Option<Level>) -> Option<Level> {
    if level == Some(Level::B1) { Some(Level::B2) } else { level }
}

/// Every sequence of one length that begins with one of these.
fn sequences(length: usize, firsts: &[Event], with: &mut dyn FnMut(&Story)) {
    let count = firsts.len() * ALPHABET.len().pow(u32::try_from(length - 1).unwrap());
    let mut letters = vec![Event::Class1; length];
    for number in 0..count {
        let mut rest = number;
        letters[0] = firsts[rest % firsts.len()];
        rest /= firsts.len();
        for letter in letters.iter_mut().skip(1) {
            *letter = ALPHABET[rest % ALPHABET.len()];
            rest /= ALPHABET.len();
        }
        if let Some(story) = story(&letters) {
            with(&story);
        }
    }
}

fn all_sequences(firsts: &[Event]) -> usize {
    let numbers = numbers();
    let mut scratch = Scratch::default();
    let mut cells = 0;
    for length in 1..=5 {
        sequences(length, firsts, &mut |story| {
            let chart = engine().chart(&life(story).0);
            let last = story.events.last().expect("an event").0;
            let mut before: Option<Option<Level>> = None;
            // The day itself, the days around the ends of blue, yellow and the year, and long after.
            for later in [0, 5, numbers.fresh, numbers.fresh + 1, numbers.lost + 1, 4_000] {
                let as_of = last + later;
                let verdict = engine().colour(&chart, crate::support_proofs::day(as_of), &mut scratch);
                let level = plain(verdict.concerns[0].level);
                let expected = Spec::new(story, &numbers, as_of).level();
                assert_eq!(level, Some(expected), "{later} days after {story:#?}");
                if let Some(before) = before {
                    time_alone_only_greys(before, level, story);
                }
                before = Some(level);
                cells += 1;
            }
        });
    }
    cells
}

/// Time alone makes nothing blue and ends no red; blue and yellow only turn grey.
fn time_alone_only_greys(before: Option<Level>, after: Option<Level>, story: &Story) {
    let (one, other) = (before.expect("followed"), after.expect("followed"));
    if one.is_red() {
        assert!(other.is_red(), "{one:?} became {other:?}: {story:#?}");
    } else {
        assert!(!other.is_blue() || one.is_blue(), "{one:?} became {other:?}: {story:#?}");
        assert!(
            !(other.is_red() || one.is_blue() && other.is_yellow()),
            "{one:?} became {other:?}: {story:#?}"
        );
    }
    assert!(gravity(after) <= gravity(before) || one.is_blue(), "{one:?} became {other:?}: {story:#?}");
}

#[test]
fn every_story_that_begins_with_a_visit_has_the_defined_level_for_as_long_as_time_runs() {
    let firsts = [Event::Class1, Event::Class2, Event::Class4, Event::Critical];
    let cells = all_sequences(&firsts);
    println!("{cells}");
    assert!(cells >= 100_000, "{cells}");
}

#[test]
fn every_story_that_begins_otherwise_has_the_defined_level_for_as_long_as_time_runs() {
    let firsts = [Event::Sign, Event::Home, Event::Up, Event::Down];
    let cells = all_sequences(&firsts);
    println!("{cells}");
    assert!(cells >= 100_000, "{cells}");
}
