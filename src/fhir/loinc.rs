//! What the codes of Observations mean.

use super::json::Coding;
use crate::concept::{Concept, Position, Specimen, Timing};

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

fn one(coding: Coding<'_>) -> Option<Meaning> {
    let code = coding.code?;
    let named = coding.may_be("loinc").then(|| loinc(code)).flatten();
    named.or_else(|| coding.may_be("snomed").then(|| snomed(code))?)
}

const MEAN: Meaning = Meaning::Unused("a mean of several blood pressures is not one reading");
const RACE: Meaning = Meaning::Unused("a filtration rate multiplied for race is not used");
const STRIP: Meaning = Meaning::Unused("a concentration in urine is not one of the strip's grades");

fn loinc(code: &str) -> Option<Meaning> {
    use Concept as C;
    use Meaning::{Diastolic, Grade, Number, Pregnancy, Pressure, Smoking, Systolic};
    use Position::{Lying, Sitting, Standing};
    Some(match code {
        "85354-9" | "55284-4" | "35094-2" => Pressure,
        "8480-6" => Systolic(None),
        "8459-0" => Systolic(Some(Sitting)),
        "8460-8" => Systolic(Some(Standing)),
        "8461-6" => Systolic(Some(Lying)),
        "8462-4" => Diastolic(None),
        "8453-3" => Diastolic(Some(Sitting)),
        "8454-1" => Diastolic(Some(Standing)),
        "8455-8" => Diastolic(Some(Lying)),
        "96607-7" | "96608-5" | "96609-3" => MEAN,
        "4548-4" | "17856-6" | "59261-8" | "4549-2" => Number(C::Hba1c),
        "2160-0" | "38483-4" | "14682-9" | "77140-2" => Number(C::Creatinine),
        "33914-3" | "62238-1" | "48642-3" | "69405-9" | "77147-7" | "88294-4" | "98979-8" | "50044-7"
        | "98980-6" | "50210-4" | "94677-2" => Number(C::Egfr),
        "48643-1" | "88293-6" => RACE,
        "14959-1" | "9318-7" | "14958-3" | "13705-9" | "32294-1" | "30000-4" => Number(C::Uacr),
        "2823-3" | "6298-4" => Number(C::Potassium),
        "2951-2" | "2947-0" => Number(C::Sodium),
        "2093-3" | "14647-2" => Number(C::TotalCholesterol),
        "2089-1" | "18262-6" | "13457-7" | "22748-8" | "39469-2" | "69419-0" => Number(C::Ldl),
        "2085-9" | "14646-4" => Number(C::Hdl),
        "2571-8" | "14927-8" | "3043-7" => Number(C::Triglycerides),
        "3084-1" | "14933-6" => Number(C::UricAcid),
        "1742-6" => Number(C::Alt),
        "1920-8" => Number(C::Ast),
        "777-3" | "26515-7" => Number(C::Platelets),
        "718-7" => Number(C::Haemoglobin),
        "14685-2" | "2132-9" => Number(C::B12),
        "6873-4" => Number(C::BloodKetone),
        "29463-7" | "3141-9" => Number(C::Weight),
        "8302-2" | "8308-9" | "3137-7" => Number(C::Height),
        "8280-0" | "56086-2" => Number(C::Waist),
        "39156-5" => Number(C::Bmi),
        "8310-5" | "8331-1" => Number(C::Temperature),
        "8867-4" | "40443-4" => Number(C::HeartRate),
        "20454-5" => Grade(C::UrineProtein),
        "2514-8" => Grade(C::UrineKetone),
        "5794-3" => Grade(C::UrineBlood),
        "5804-0" | "5797-6" | "2888-6" => STRIP,
        "72166-2" => Smoking,
        "82810-3" => Pregnancy,
        _ => return glucose(code),
    })
}

fn glucose(code: &str) -> Option<Meaning> {
    use Specimen::{Capillary, Interstitial, Venous};
    use Timing::{Fasting, Ogtt1h, Ogtt2h, Postprandial2h};
    let (timing, specimen) = match code {
        "2339-0" | "15074-8" | "2340-8" => (None, None),
        // A baseline and one hour after an unsaid load are read as glucoses of no particular time.
        "2345-7" | "14749-6" | "1547-9" | "20438-8" => (None, Some(Venous)),
        "32016-8" | "41653-7" | "14743-9" => (None, Some(Capillary)),
        "99504-3" | "105272-9" => (None, Some(Interstitial)),
        "1558-6" | "14771-0" | "1557-8" => (Some(Fasting), Some(Venous)),
        "76629-5" | "77145-1" => (Some(Fasting), None),
        "1556-0" | "14770-2" | "41604-0" => (Some(Fasting), Some(Capillary)),
        "1521-4" => (Some(Postprandial2h), Some(Venous)),
        "14760-3" => (Some(Postprandial2h), Some(Capillary)),
        "1507-3" => (Some(Ogtt1h), Some(Venous)),
        "1518-0" | "14995-5" => (Some(Ogtt2h), Some(Venous)),
        _ => return None,
    };
    Some(Meaning::Glucose(timing, specimen))
}

fn snomed(code: &str) -> Option<Meaning> {
    Some(match code {
        "75367002" | "386534000" => Meaning::Pressure,
        "271649006" => Meaning::Systolic(None),
        "271650006" => Meaning::Diastolic(None),
        "33747003" => Meaning::Glucose(None, None),
        "43396009" => Meaning::Number(Concept::Hba1c),
        "27113001" => Meaning::Number(Concept::Weight),
        "50373000" => Meaning::Number(Concept::Height),
        "60621009" => Meaning::Number(Concept::Bmi),
        "364075005" => Meaning::Number(Concept::HeartRate),
        "386725007" => Meaning::Number(Concept::Temperature),
        _ => return None,
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
    let lower = words.to_lowercase();
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
        _ if answer.ends_with("negative") && !answer.contains("not ") => Some("negative"),
        _ => None,
    }
}
