//! What the codes of Observations mean.

use super::codes::{OBSERVATIONS, find, lines};
use super::json::Coding;
use super::tree::holds;
use crate::concept::{Concept, Kind, Position, Specimen, Timing};

/// What an Observation's code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A panel with systolic and diastolic.
    Pressure,
    /// The systolic one, and the position if the code says it.
    Systolic(Option<Position>),
    /// The diastolic one.
    Diastolic(Option<Position>),
    /// A glucose.
    Glucose(Option<Timing>, Option<Specimen>),
    /// A number in one of the concept's units.
    Number(Concept),
    /// A graded urine test.
    Grade(Concept),
    /// Smoking.
    Smoking,
    /// Pregnancy.
    Pregnancy,
    /// Understood, and not used: why.
    Unused(&'static str),
}

/// The codes of Observations whose meaning is wanted, as a search takes them.
pub(crate) fn observation_codes(is_wanted: impl Fn(&str) -> bool) -> String {
    let wanted = lines(OBSERVATIONS).filter(|(_, meaning)| is_wanted(meaning));
    wanted.map(|(code, _)| code).collect::<Vec<_>>().join(",")
}

/// Why a coded answer has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// No list names it.
    Code,
    /// Its codings mean different things.
    Contradictory,
}

/// What a concept's codings mean together.
pub(super) fn meaning<'a>(codings: impl Iterator<Item = Coding<'a>>) -> Result<Meaning, Unknown> {
    let mut found: Option<Meaning> = None;
    for next in codings.filter_map(one) {
        found = Some(match (found, next) {
            (None, next) => next,
            (Some(found), next) if found == next => found,
            (Some(unused @ Meaning::Unused(_)), _) | (_, unused @ Meaning::Unused(_)) => unused,
            (Some(Meaning::Glucose(timing, specimen)), Meaning::Glucose(other, more)) => {
                Meaning::Glucose(agreed(timing, other)?, specimen.or(more))
            }
            (Some(Meaning::Systolic(a)), Meaning::Systolic(b)) => Meaning::Systolic(agreed(a, b)?),
            (Some(Meaning::Diastolic(a)), Meaning::Diastolic(b)) => Meaning::Diastolic(agreed(a, b)?),
            (Some(_), _) => return Err(Unknown::Contradictory),
        });
    }
    found.ok_or(Unknown::Code)
}

fn agreed<T: PartialEq + Copy>(a: Option<T>, b: Option<T>) -> Result<Option<T>, Unknown> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Err(Unknown::Contradictory),
        _ => Ok(a.or(b)),
    }
}

const MEAN: Meaning = Meaning::Unused("a mean of several blood pressures is not one reading");
const RACE: Meaning = Meaning::Unused("a filtration rate multiplied for race is not used");
const STRIP: Meaning = Meaning::Unused("a concentration in urine is not one of the strip's grades");

/// What one coding means; codes of LOINC have a hyphen, those of SNOMED CT none.
fn one(coding: Coding<'_>) -> Option<Meaning> {
    let code = coding.code?;
    let system = if code.bytes().any(|byte| byte == b'-') { "loinc" } else { "snomed" };
    if !coding.may_be(system) {
        return None;
    }
    let mut words = find(OBSERVATIONS, code)?.split(' ');
    let first = words.next()?;
    let (second, third) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    Some(match first {
        "pressure" => Meaning::Pressure,
        "systolic" => Meaning::Systolic(Position::parse(second)),
        "diastolic" => Meaning::Diastolic(Position::parse(second)),
        "glucose" => Meaning::Glucose(Timing::parse(second), Specimen::parse(third)),
        "smoking" => Meaning::Smoking,
        "pregnancy" => Meaning::Pregnancy,
        "mean" => MEAN,
        "race" => RACE,
        "strip" => STRIP,
        concept => {
            let concept = Concept::parse(concept)?;
            match concept.kind() {
                Kind::Code(_) => Meaning::Grade(concept),
                _ => Meaning::Number(concept),
            }
        }
    })
}

/// The grade of a urine strip, from the words or the code of an answer.
pub(super) fn grade(words: Option<&str>, code: Option<&str>) -> Option<&'static str> {
    words.and_then(grade_of_words).or_else(|| match code? {
        "167273002" | "260385009" | "LA6577-6" => Some("negative"),
        "167274008" | "260405006" => Some("trace"),
        "167275009" | "260347006" => Some("1+"),
        "167276005" | "260348001" => Some("2+"),
        "167277001" | "260349009" => Some("3+"),
        "167278006" | "260350009" => Some("4+"),
        _ => None,
    })
}

fn grade_of_words(words: &str) -> Option<&'static str> {
    let lower = words.to_ascii_lowercase();
    let plain = lower.split('(').next().unwrap_or("").trim();
    let answer = plain.rsplit('=').next().unwrap_or("").trim();
    match answer {
        "-" | "neg" | "阴性" => Some("negative"),
        "±" | "+-" | "+/-" | "弱阳性" => Some("trace"),
        "+" | "1+" | "+1" => Some("1+"),
        "++" | "2+" | "+2" => Some("2+"),
        "+++" | "3+" | "+3" => Some("3+"),
        "++++" | "4+" | "+4" => Some("4+"),
        _ if answer.split_whitespace().any(|word| word == "trace") => Some("trace"),
        _ if answer.ends_with("negative") && !holds(answer, "not ") => Some("negative"),
        _ => None,
    }
}
