//! Two rounds of one list compared: what is other of whom, the most urgent first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::judge::{Judged, rank};
use super::state::{PatientState, RoundState};
use crate::concept::Level;

/// The name of the shape of a comparison.
pub const ROUND: &str = "liangbing.round-result/1";

/// What a change is, the weightiest first.
const KINDS: [&str; 19] = [
    "new-red",
    "worse",
    "no-contact",
    "overdue",
    "loop-overdue",
    "result",
    "uncoloured",
    "new-card",
    "facts",
    "referral",
    "data-issue",
    "test-due",
    "loop",
    "new-patient",
    "taken-on",
    "off-list",
    "better",
    "loop-closed",
    "card-gone",
];

/// What harm the first prompt would avoid, the most first.
const HARM: [&str; 9] = [
    "stop critical",
    "stop warning",
    "stop info",
    "do critical",
    "do warning",
    "do info",
    "know critical",
    "know warning",
    "know info",
];

/// One thing that is other than at the last round, as codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// One of the kinds of the page's `KINDS`.
    pub what: &'static str,
    /// Of which prompt, data element, open referral or problem.
    pub code: Option<String>,
    /// From which level, step or state.
    pub from: Option<String>,
    /// To which.
    pub to: Option<String>,
    /// `rules` where today's rules would have said so at the last round already, else `patient`.
    pub cause: &'static str,
}

/// A patient as a round shows them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the page's")]
pub struct Row {
    pub id: String,
    pub level: Option<String>,
    pub was_red: bool,
    pub was: Option<String>,
    pub act_by: Option<String>,
    pub overdue: bool,
    pub owner: Option<String>,
    pub harm: Option<String>,
    pub place: Option<String>,
    pub changes: Vec<Change>,
}

/// A row of the list that no round can follow.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the page's")]
pub struct Issue {
    pub row: usize,
    pub id: Option<String>,
    pub code: String,
    pub path: String,
    pub message: String,
    pub level: Option<String>,
    pub was_red: bool,
}

/// Who was on the list at the last round and is not on this one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the page's")]
pub struct Absent {
    pub id: String,
    pub level: Option<String>,
    pub was_red: bool,
}

/// How many; `changed`, `unchanged` and `issues` together are `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the field names are the page's")]
pub struct Counts {
    pub all: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub issues: usize,
    pub absent: usize,
}

/// A comparison of two rounds of one list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the page's")]
pub struct Round {
    pub schema: &'static str,
    pub as_of: String,
    /// The day of the last round.
    pub since: Option<String>,
    pub complete: bool,
    /// `first`, `same` or `changed`.
    pub rules: &'static str,
    pub counts: Counts,
    pub changed: Vec<Row>,
    pub unchanged: Vec<Row>,
    pub issues: Vec<Issue>,
    pub absent: Vec<Absent>,
}

/// A patient today; `then` is how today's rules see the day of the last round, where those were others.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Today.
    pub now: Judged,
    /// The day of the last round.
    pub then: Option<PatientState>,
}

/// Compares a list, judged from one end to the other, with the last round of it.
pub fn compare(last: Option<&RoundState>, seen: &[Seen], mut issues: Vec<Issue>, as_of: &str) -> Round {
    let old: &[PatientState] = last.map_or(&[], |state| &state.patients);
    let before: BTreeMap<&str, &PatientState> = old.iter().map(|own| (own.id.as_str(), own)).collect();
    let was = |one: &Seen| before.get(one.now.state.id.as_str()).copied();
    let mut rows: Vec<Row> = seen.iter().map(|one| row(was(one), one, as_of)).collect();
    rows.sort_by(by_urgency);
    let (changed, unchanged): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| !row.changes.is_empty());
    issues.sort_by(by_danger);
    let mut here: BTreeSet<&str> = seen.iter().map(|one| one.now.state.id.as_str()).collect();
    here.extend(issues.iter().filter_map(|issue| issue.id.as_deref()));
    let mut absent: Vec<Absent> =
        old.iter().filter(|own| !here.contains(own.id.as_str())).map(Absent::of).collect();
    absent.sort_by(|one, other| {
        let serious = |own: &Absent| rank(own.level.as_deref(), own.was_red);
        serious(other).cmp(&serious(one)).then_with(|| one.id.cmp(&other.id))
    });
    let others = seen.iter().any(|one| was(one).is_some_and(|own| own.rules != one.now.state.rules));
    let rules = match (last, others) {
        (None, _) => "first",
        (Some(_), true) => "changed",
        (Some(_), false) => "same",
    };
    let counts = Counts {
        all: seen.len().saturating_add(issues.len()),
        changed: changed.len(),
        unchanged: unchanged.len(),
        issues: issues.len(),
        absent: absent.len(),
    };
    Round {
        schema: ROUND,
        as_of: as_of.to_owned(),
        since: last.map(|state| state.as_of.clone()),
        complete: true,
        rules,
        counts,
        changed,
        unchanged,
        issues,
        absent,
    }
}

impl Absent {
    fn of(state: &PatientState) -> Self {
        Self { id: state.id.clone(), level: state.level.clone(), was_red: state.was_red }
    }
}

fn row(before: Option<&PatientState>, seen: &Seen, as_of: &str) -> Row {
    let Judged { state, owner, harm, place } = &seen.now;
    let mut changes = changes(before, state);
    // A change that today's rules do not see between then and now is theirs, not the patient's.
    if let (Some(before), Some(then)) = (before, &seen.then)
        && before.rules != state.rules
    {
        let own = self::changes(Some(then), state);
        for change in &mut changes {
            if !own.iter().any(|other| other.what == change.what && other.code == change.code) {
                change.cause = "rules";
            }
        }
    }
    Row {
        id: state.id.clone(),
        level: state.level.clone(),
        was_red: state.was_red,
        was: before.and_then(|own| own.level.clone()),
        act_by: state.act_by.clone(),
        overdue: state.act_by.as_deref().is_some_and(|day| day < as_of),
        owner: owner.clone(),
        harm: harm.clone(),
        place: place.clone(),
        changes,
    }
}

/// What is other, the weightiest first; of equal weight in the order of codes.
fn changes(before: Option<&PatientState>, now: &PatientState) -> Vec<Change> {
    let mut list = match before {
        None => first_sight(now),
        Some(before) => {
            let mut list: Vec<Change> = levels(before, now).into_iter().collect();
            list.extend(prompts(before, now));
            let fresh = now.tests.iter().filter(|test| !before.tests.contains(test));
            list.extend(fresh.map(|test| say("test-due", Some(test), None, None)));
            list
        }
    };
    list.extend(late(before, now));
    list.extend(loops(before, now));
    let fresh = now.results.iter().filter(|own| before.is_none_or(|before| !before.results.contains(own)));
    list.extend(pairs(fresh, 1).into_iter().map(|(code, day)| say("result", Some(code), None, Some(day))));
    list.extend(aside(before, now));
    let weight = |change: &Change| KINDS.iter().position(|kind| *kind == change.what);
    list.sort_by(|one, other| weight(one).cmp(&weight(other)).then_with(|| one.code.cmp(&other.code)));
    list
}

fn say(what: &'static str, code: Option<&str>, from: Option<&str>, to: Option<&str>) -> Change {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Change { what, code: own(code), from: own(from), to: own(to), cause: "patient" }
}

fn is_red(state: &PatientState) -> bool {
    state.level.as_deref().is_some_and(|level| level.starts_with('R'))
}

fn is_lost(state: &PatientState) -> bool {
    state.level.as_deref() == Some("G2")
}

fn first_sight(now: &PatientState) -> Vec<Change> {
    let mut list = vec![say("new-patient", None, None, now.level.as_deref())];
    if is_red(now) {
        list.push(say("new-red", None, None, now.level.as_deref()));
    }
    if is_lost(now) {
        list.push(say("no-contact", None, None, now.level.as_deref()));
    }
    list
}

/// Becoming grey is never called better: what is unknown is not milder.
fn levels(before: &PatientState, now: &PatientState) -> Option<Change> {
    let serious = |own: &PatientState| rank(own.level.as_deref(), own.was_red);
    let (from, to) = (serious(before), serious(now));
    let is_grey = now.level.as_deref().is_some_and(|level| level.starts_with('G'));
    let what = match from.cmp(&to) {
        Ordering::Equal => return None,
        _ if to.is_none() => "off-list",
        _ if is_red(now) && !is_red(before) => "new-red",
        _ if is_lost(now) && !is_lost(before) => "no-contact",
        _ if is_grey && !is_lost(now) => "uncoloured",
        _ if from.is_none() => "taken-on",
        Ordering::Less => "worse",
        Ordering::Greater => "better",
    };
    let reason = now.reason.as_deref().filter(|_| what == "off-list");
    Some(say(what, reason, before.level.as_deref(), now.level.as_deref()))
}

fn prompts(before: &PatientState, now: &PatientState) -> Vec<Change> {
    let (had, has) = (pairs(&before.cards, 1), pairs(&now.cards, 1));
    let mut list = Vec::new();
    for (id, facts) in &has {
        match had.get(id) {
            None => list.push(say("new-card", Some(id), None, None)),
            Some(old) if old != facts => list.push(say("facts", Some(id), None, None)),
            Some(_) => {}
        }
    }
    list.extend(
        had.keys().filter(|id| !has.contains_key(*id)).map(|id| say("card-gone", Some(id), None, None)),
    );
    if now.referral.is_some() && now.referral != before.referral {
        list.push(say("referral", None, before.referral.as_deref(), now.referral.as_deref()));
    }
    list
}

/// Late since the last round: then it was not yet, or something else was asked for.
fn late(before: Option<&PatientState>, now: &PatientState) -> Option<Change> {
    let day = now.act_by.as_deref().filter(|day| *day < now.as_of.as_str())?;
    let was_late = before.is_some_and(|own| own.act_by.as_deref() == Some(day) && day < own.as_of.as_str());
    (!was_late).then(|| say("overdue", None, None, Some(day)))
}

fn loops(before: Option<&PatientState>, now: &PatientState) -> Vec<Change> {
    let old: &[String] = before.map_or(&[], |own| &own.loops);
    let (had, has) = (pairs(old, 2), pairs(&now.loops, 2));
    let mut list = Vec::new();
    for (key, step) in &has {
        let (done, is_late) = split(step);
        let was = had.get(key).map(|step| split(step));
        let was_done = was.map(|(done, _)| done);
        if is_late && !was.is_some_and(|(_, late)| late) {
            list.push(say("loop-overdue", Some(key), was_done, Some(done)));
        } else if before.is_some() && was_done != Some(done) {
            list.push(say("loop", Some(key), was_done, Some(done)));
        }
    }
    let gone = had.iter().filter(|(key, _)| !has.contains_key(*key));
    list.extend(gone.map(|(key, step)| say("loop-closed", Some(key), Some(split(step).0), None)));
    list
}

/// The furthest step of an open referral, and whether the next one is late.
fn split(step: &str) -> (&str, bool) {
    step.strip_suffix(" late").map_or((step, false), |done| (done, true))
}

/// A problem more than there was; the same twice is two.
fn aside(before: Option<&PatientState>, now: &PatientState) -> Vec<Change> {
    let mut left: Vec<&String> = before.map(|own| own.aside.iter().collect()).unwrap_or_default();
    let fresh: Vec<&String> = now
        .aside
        .iter()
        .filter(|own| {
            let at = left.iter().position(|old| old == own);
            at.map(|at| left.remove(at)).is_none()
        })
        .collect();
    pairs(fresh, 1).into_keys().map(|code| say("data-issue", Some(code), None, None)).collect()
}

/// Texts of words, by their first word or words.
fn pairs<'a>(list: impl IntoIterator<Item = &'a String>, words: usize) -> BTreeMap<&'a str, &'a str> {
    let blank = words.saturating_sub(1);
    let parted = |text: &'a String| {
        let at = text.match_indices(' ').nth(blank).map(|(at, _)| at);
        at.and_then(|at| text.split_at_checked(at))
            .map_or((text.as_str(), ""), |(key, rest)| (key, rest.trim_start()))
    };
    list.into_iter().map(parted).collect()
}

/// The most serious level, then the earliest day to act by, then the harm of the first prompt.
fn by_urgency(one: &Row, other: &Row) -> Ordering {
    let serious = |row: &Row| rank(row.level.as_deref(), row.was_red);
    let day = |row: &Row| row.act_by.clone().unwrap_or_else(|| "9999".to_owned());
    let harm = |row: &Row| {
        let known = row.harm.as_deref().and_then(|own| HARM.iter().position(|harm| *harm == own));
        known.unwrap_or(HARM.len())
    };
    serious(other)
        .cmp(&serious(one))
        .then_with(|| day(one).cmp(&day(other)))
        .then_with(|| harm(one).cmp(&harm(other)))
        .then_with(|| one.id.cmp(&other.id))
}

/// What is red first, then what could not be judged at all, then the rest.
fn by_danger(one: &Issue, other: &Issue) -> Ordering {
    let danger = |issue: &Issue| {
        let own = rank(issue.level.as_deref(), issue.was_red);
        (own.is_some_and(Level::is_red), own.is_none(), own)
    };
    danger(other).cmp(&danger(one)).then_with(|| one.row.cmp(&other.row))
}
