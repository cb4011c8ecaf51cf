//! `liangbing assess`: records in, assessments out.

use std::fmt::Write as _;

use liangbing::assess::report::{Assessment, to_json};
use liangbing::assess::{LETTERS, Sections};
use liangbing::engine::{Engine, Options as How};
use liangbing::fhir;
use liangbing::record::{Problem, Record, RequestError, RequestErrorCode};
use serde_json::{Value, json};

use crate::args::Options;
use crate::{Failure, people, text};

/// Assesses one JSON document, or each line of NDJSON; lines that are single resources of FHIR by whom they are about.
pub fn run(parser: lexopt::Parser) -> Result<(), Failure> {
    let known = ["as-of", "locale", "profile", "level", "letters", "sections", "overlay", "format"];
    let options = Options::read(parser, &known)?;
    let format = options.format.as_deref().unwrap_or("json").to_owned();
    if !["json", "text", "cards", "fhir"].contains(&format.as_str()) {
        return Err(Failure::Usage(format!("format `{format}` is none of json, text, cards, fhir")));
    }
    let as_of = options.as_of.as_deref().ok_or_else(|| Failure::Usage("`--as-of` is missing".to_owned()))?;
    let how =
        How::read(as_of, options.locale.as_deref(), options.profile.as_deref(), options.level.as_deref());
    let kinds = match options.letters.as_deref() {
        Some("all") => LETTERS.to_vec(),
        Some(kinds) => kinds.split(',').collect(),
        None => Vec::new(),
    };
    let how = how.and_then(|how| kinds.into_iter().try_fold(how, How::with_letter));
    let how = how.and_then(|how| match options.sections.as_deref() {
        None => Ok(how),
        Some(names) => {
            let none = How { sections: Sections::NONE, ..how };
            names.split(',').filter(|name| !name.is_empty()).try_fold(none, How::with_section)
        }
    });
    let how = how.map_err(|error| Failure::Usage(error.to_string()))?;
    let input = options.input()?;
    let engine = options.engine()?;
    let mut refused = false;
    for (line, document) in people::apart(documents(&input)) {
        let answer = document.and_then(|document| {
            let assessment = one(&engine, &document, &how)?;
            match format.as_str() {
                "fhir" => bundle(&assessment, &document),
                _ => Ok(print(&assessment, &format)),
            }
        });
        match answer {
            Ok(answer) => text::line(&answer),
            Err(error) => {
                refused = true;
                text::line(&json!({"line": line, "error": error}).to_string());
                text::complain(&format!("line {line}: {error}"));
            }
        }
    }
    if refused { Err(Failure::Found) } else { Ok(()) }
}

/// The whole text as one document, or its lines if it is several.
pub fn documents(input: &str) -> Vec<(usize, &str)> {
    let lines = || input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let complete = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    let several = lines().count() > 1 && lines().next().is_some_and(|(_, first)| complete(first));
    if several { lines().map(|(at, line)| (at.saturating_add(1), line)).collect() } else { vec![(1, input)] }
}

/// Reads a record or FHIR and assesses it.
pub fn one(engine: &Engine, document: &str, how: &How) -> Result<Assessment, RequestError> {
    let (record, aside) = read(document)?;
    let mut assessment = engine.assess(&record, how);
    assessment.set_aside.extend(aside.into_iter().map(Into::into));
    Ok(assessment)
}

/// Whether a document says that it is FHIR.
fn looks_fhir(document: &str) -> bool {
    document.contains("\"resourceType\"")
        && serde_json::from_str::<Value>(document).is_ok_and(|value| fhir::is_fhir(&value))
}

pub fn read(document: &str) -> Result<(Record, Vec<Problem>), RequestError> {
    // A native record is read strictly, from its own text; only what says it is FHIR goes the lenient way.
    if !looks_fhir(document) {
        return Record::read(document).map(|record| (record, Vec::new()));
    }
    let converted = fhir::tell(document)?;
    let record = Record::read(&converted.record).map_err(|error| {
        RequestError::new(
            RequestErrorCode::UnknownValue,
            error.path,
            format!("after reading FHIR: {}", error.message),
        )
    })?;
    Ok((record, converted.set_aside))
}

/// The assessment as FHIR, about whom the document is about.
fn bundle(assessment: &Assessment, document: &str) -> Result<String, RequestError> {
    let assessment = print(assessment, "json");
    let record = if looks_fhir(document) { fhir::tell(document)?.record } else { document.to_owned() };
    fhir::from_assessment(&assessment, &record)
}

fn print(assessment: &Assessment, format: &str) -> String {
    match format {
        "text" => prose(assessment),
        "cards" => json!({"cards": assessment.cards}).to_string(),
        _ => to_json(assessment),
    }
}

/// The answer for a person at a terminal.
fn prose(assessment: &Assessment) -> String {
    let tier = &assessment.tier;
    let mut out = String::new();
    let level = tier.level.map_or("-", liangbing::concept::Level::code);
    let colour = tier.colour.map_or("-", liangbing::concept::Colour::code);
    let by =
        tier.act_by.map_or(String::new(), |day| format!("  act by {day} ({})", tier.owner.unwrap_or("-")));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}  {colour} {level}{by}", assessment.as_of);
    for line in &tier.receipt.because {
        let _ = writeln!(out, "  {line}");
    }
    for change in &tier.receipt.would_change {
        let _ = writeln!(out, "  {} {} -> {}", change.concept, change.to, change.level.code());
    }
    for card in &assessment.cards {
        let level = card.level.map_or("-", liangbing::concept::Level::code);
        let _ = writeln!(out, "\n[{}] {level} {}", card.channel, card.summary);
        let _ = writeln!(out, "    {}", card.detail);
        let review = if card.review.is_some() { ", review pending" } else { "" };
        let _ = writeln!(
            out,
            "    {} {} ({}{review})",
            card.source.label, card.source.section, card.cite.confidence
        );
    }
    for gap in &assessment.gaps {
        let about = gap.about.map_or(String::new(), |about| format!(" {about}"));
        let _ = writeln!(out, "? {}{about}: {} -> {}", gap.concept, gap.reason, gap.would_settle.join(", "));
    }
    for letter in &assessment.letters {
        let _ = writeln!(out, "\n{}", letter.text);
    }
    for aside in &assessment.set_aside {
        let _ = writeln!(out, "! {}: {}: {}", aside.path, aside.code, aside.message);
    }
    let _ = write!(out, "{} {}", assessment.stamp.engine, assessment.stamp.digest);
    out
}
