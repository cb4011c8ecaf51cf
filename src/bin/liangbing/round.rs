//! `liangbing round`: a list of patients, a record a line, against the last round of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use liangbing::assess::Sections;
use liangbing::assess::report::{Assessment, to_json};
use liangbing::engine::{Engine, Options as How};
use liangbing::record::{Record, RequestError, RequestErrorCode};
use liangbing::round::{
    Change, Issue, Judged, PatientState, Round, RoundState, Row, Rules, SECTIONS, Seen, compare, judged,
};
use serde_json::Value;

use crate::args::Options;
use crate::assess::read;
use crate::{Failure, text};

/// Judges a list line by line, says what is other than at the last round, and keeps what the next one needs.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let options = Options::read(parser, &["as-of", "last", "out", "profile", "level", "overlay", "format"])?;
    let format = options.format.as_deref().unwrap_or("text");
    if !["text", "json", "csv"].contains(&format) {
        return Err(Failure::Usage(format!("format `{format}` is none of text, json, csv")));
    }
    let as_of = options.as_of.as_deref().ok_or_else(|| Failure::Usage("`--as-of` is missing".to_owned()))?;
    let last = options.last.as_deref().map(kept).transpose()?;
    let mut sweep = Sweep::new(&options, as_of, last.as_ref())?;
    let file =
        options.operand.as_deref().ok_or_else(|| Failure::Usage("a file or `-` is missing".to_owned()))?;
    let unreadable = |error: io::Error| Failure::Usage(format!("{}: {error}", file.display()));
    let mut lines = opened(file).map_err(unreadable)?;
    let mut line = Vec::new();
    // One line at a time: a county's records are never in memory together.
    while lines.read_until(b'\n', &mut line).map_err(unreadable)? > 0 {
        sweep.row(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
        line.clear();
    }
    let Sweep { seen, issues, .. } = sweep;
    let round = compare(last.as_ref(), &seen, issues, as_of);
    if let Some(out) = options.out.as_deref() {
        keep(out, as_of, last, seen, &round)?;
    }
    match format {
        "json" => text::line(&to_json(&round)),
        "csv" => text::line(csv(&round).trim_end()),
        _ => text::line(&prose(&round)),
    }
    if round.issues.is_empty() { Ok(()) } else { Err(Failure::Found) }
}

fn opened(file: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file)?))
    })
}

/// What was kept of the last round.
fn kept(file: &Path) -> Result<RoundState, Failure> {
    let bad = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    RoundState::read(&text).map_err(|error| bad(error.to_string()))
}

/// Writes what the next round needs. Whoever reads the answer has seen everybody in it; of whom could not be judged the
/// old stays.
fn keep(
    out: &Path,
    as_of: &str,
    last: Option<RoundState>,
    seen: Vec<Seen>,
    round: &Round,
) -> Result<(), Failure> {
    let mut patients: BTreeMap<String, PatientState> =
        last.into_iter().flat_map(|state| state.patients).map(|own| (own.id.clone(), own)).collect();
    patients.retain(|id, _| round.issues.iter().any(|issue| issue.id.as_ref() == Some(id)));
    patients.extend(seen.into_iter().map(|one| (one.now.state.id.clone(), one.now.state)));
    let state = RoundState::new(as_of, patients.into_values().collect());
    // Beside the old one first: a full disc must not cost the round before.
    let fresh = out.with_extension("new");
    let written = fs::write(&fresh, to_json(&state) + "\n").and_then(|()| fs::rename(&fresh, out));
    written.map_err(|error| Failure::Usage(format!("{}: {error}", out.display())))
}

/// What a row came to.
enum Found {
    /// A patient whom the next round knows again.
    Followed(Box<Seen>),
    /// The id, if there is one, why nobody can be followed by it, and what the row would be.
    Nobody(Option<String>, RequestError, Box<Assessment>),
}

/// One way through a list.
struct Sweep<'a> {
    engine: Engine,
    how: How,
    level: String,
    before: BTreeMap<&'a str, &'a PatientState>,
    /// The row that each id stands in first.
    first: BTreeMap<String, usize>,
    rows: usize,
    seen: Vec<Seen>,
    issues: Vec<Issue>,
}

impl<'a> Sweep<'a> {
    fn new(options: &Options, as_of: &str, last: Option<&'a RoundState>) -> Result<Self, Failure> {
        let bad = |error: RequestError| Failure::Usage(error.to_string());
        let how = How::read(as_of, Some("en"), options.profile.as_deref(), options.level.as_deref())
            .map_err(bad)?;
        let how = How { sections: Sections::NONE, ..how };
        let how = SECTIONS.into_iter().try_fold(how, How::with_section).map_err(bad)?;
        Ok(Self {
            engine: options.engine()?,
            how,
            level: options.level.clone().unwrap_or_else(|| "village".to_owned()),
            before: last
                .into_iter()
                .flat_map(|state| &state.patients)
                .map(|own| (own.id.as_str(), own))
                .collect(),
            first: BTreeMap::new(),
            rows: 0,
            seen: Vec::new(),
            issues: Vec::new(),
        })
    }

    fn row(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        self.rows = self.rows.saturating_add(1);
        match self.judge(line) {
            Ok(Found::Followed(seen)) => {
                self.first.insert(seen.now.state.id.clone(), self.rows);
                self.seen.push(*seen);
            }
            Ok(Found::Nobody(id, error, now)) => self.refuse(id, error, Some(&now)),
            Err(error) => self.refuse(named(line), error, None),
        }
    }

    fn judge(&self, line: &str) -> Result<Found, RequestError> {
        let (record, aside) = read(line)?;
        let answered = |how: &How| {
            let mut assessment = self.engine.assess(&record, how);
            assessment.set_aside.extend(aside.iter().cloned().map(Into::into));
            assessment
        };
        let now = answered(&self.how);
        let nobody = |code, why: String, now| {
            let error = RequestError::new(code, "patient.id", why);
            Ok(Found::Nobody(record.patient.id.clone(), error, Box::new(now)))
        };
        let Some(own) = record.patient.id.as_deref() else {
            let why = "without an id nobody can say who this was at the last round";
            return nobody(RequestErrorCode::MissingField, why.to_owned(), now);
        };
        if let Some(row) = self.first.get(own) {
            return nobody(
                RequestErrorCode::DuplicateId,
                format!("`{own}` stands in row {row} already"),
                now,
            );
        }
        let rules = self.rules(&now);
        let told = |a: &Assessment| judged(own, place(&record), &to_json(a), &rules);
        let before = self.before.get(own).filter(|before| before.rules != rules);
        let then = before
            .map(|before| How::read(&before.as_of, None, None, None).map(|day| day.as_of))
            .transpose()?;
        let then = then.map(|as_of| told(&answered(&How { as_of, ..self.how.clone() }))).transpose()?;
        Ok(Found::Followed(Box::new(Seen { now: told(&now)?, then: then.map(|Judged { state, .. }| state) })))
    }

    fn rules(&self, a: &Assessment) -> String {
        let stamp = &a.stamp;
        let overlay = stamp.overlay.as_deref();
        Rules { engine: stamp.engine, digest: &stamp.digest, overlay, profile: a.profile, level: &self.level }
            .digest()
    }

    fn refuse(&mut self, id: Option<String>, error: RequestError, now: Option<&Assessment>) {
        let tier = now.map(|now| &now.tier);
        let RequestError { code, path, message } = error;
        self.issues.push(Issue {
            row: self.rows,
            id,
            code: code.code().to_owned(),
            path,
            message,
            level: tier.and_then(|tier| tier.level).map(|level| level.code().to_owned()),
            was_red: tier.is_some_and(|tier| tier.was_red),
        });
    }
}

/// The grid, else the village.
fn place(record: &Record) -> Option<&str> {
    let place = &record.patient.place;
    [&place.grid, &place.village].into_iter().find_map(|own| own.as_deref().filter(|own| !own.is_empty()))
}

/// The id in a record that was refused, where it can be read all the same.
fn named(line: &str) -> Option<String> {
    let value: Value = serde_json::from_str(line).ok()?;
    value.get("patient")?.get("id")?.as_str().filter(|id| !id.is_empty()).map(str::to_owned)
}

fn count(round: &Round) -> String {
    let n = &round.counts;
    let since = round.since.as_ref().map_or(String::new(), |day| format!(" since {day}"));
    format!(
        "{}{since}: {} on the list, {} changed, {} as before, {} to put right, {} no longer on it",
        round.as_of, n.all, n.changed, n.unchanged, n.issues, n.absent
    )
}

/// The round for a person at a terminal; ids, levels and codes, and no name.
fn prose(round: &Round) -> String {
    let mut out = vec![count(round)];
    if round.rules == "changed" {
        out.push("Other rules answered at the last round; what is only theirs is marked [rules].".to_owned());
    }
    for issue in &round.issues {
        let level = issue.level.as_deref().unwrap_or("-");
        let who = issue.id.as_deref().unwrap_or("-");
        out.push(format!(
            "!  {level:<3} {} row {}: {}: {}",
            plain(who),
            issue.row,
            issue.code,
            plain(&issue.message)
        ));
    }
    for Row { id, level, was, act_by, owner, place, changes, .. } in &round.changed {
        let text = |own: &Option<String>| plain(own.as_deref().unwrap_or("-"));
        out.push(format!(
            "{:<3} {}  was {}  act by {}  {}  {}",
            text(level),
            plain(id),
            text(was),
            text(act_by),
            text(owner),
            text(place)
        ));
        out.push(format!("    {}", changes.iter().map(said).collect::<Vec<_>>().join("; ")));
    }
    for absent in &round.absent {
        out.push(format!(
            "-  {:<3} {} was on the list",
            absent.level.as_deref().unwrap_or("-"),
            plain(&absent.id)
        ));
    }
    out.join("\n")
}

fn said(change: &Change) -> String {
    let mut words = vec![change.what.to_owned()];
    words.extend(change.code.as_deref().map(plain));
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => words.push(format!("{from} -> {to}")),
        (Some(only), None) | (None, Some(only)) => words.push(only.clone()),
        (None, None) => {}
    }
    if change.cause == "rules" {
        words.push("[rules]".to_owned());
    }
    words.join(" ")
}

/// Text from outside without what would steer a terminal.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| {
            !letter.is_control() && !matches!(*letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect()
}

/// The changed, and what is to be put right, as a table that spreadsheets open: UTF-8 with its mark, lines ended by CR LF.
fn csv(round: &Round) -> String {
    let mut out = String::from("\u{feff}level,id,was,act by,overdue,owner,place,changes\r\n");
    let mut line = |cells: [&str; 8]| {
        out.push_str(&cells.map(cell).join(","));
        out.push_str("\r\n");
    };
    for row in &round.changed {
        let text = |own: &'_ Option<String>| own.clone().unwrap_or_default();
        let changes = row.changes.iter().map(said).collect::<Vec<_>>().join("; ");
        let overdue = if row.overdue { "yes" } else { "" };
        let (level, was, by) = (text(&row.level), text(&row.was), text(&row.act_by));
        line([&level, &row.id, &was, &by, overdue, &text(&row.owner), &text(&row.place), &changes]);
    }
    for issue in &round.issues {
        let level = issue.level.clone().unwrap_or_default();
        let what = format!("row {}: {}: {}", issue.row, issue.code, issue.message);
        line([&level, issue.id.as_deref().unwrap_or_default(), "", "", "", "", "", &what]);
    }
    out
}

/// One cell: quoted where it must be, and nothing that a spreadsheet would take for a formula.
fn cell(text: &str) -> String {
    let first =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').chars().next();
    let formula =
        first.is_some_and(|letter| "=+-@＝＋－＠".contains(letter)) || text.starts_with(['\t', '\r', '\n']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', ';', '\t', '\r', '\n']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}
