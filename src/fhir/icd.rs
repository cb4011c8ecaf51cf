//! Diagnoses in ICD-10, its clinical modification and its Chinese edition, by the beginning of the code.

use super::diagnosis::Diagnosis;
use crate::concept::Condition as C;

/// Beginnings of codes without their point; the longest that fits counts.
const TABLE: &[(&str, &[C])] = &[
    ("I10", &[C::Hypertension]),
    ("I11", &[C::Hypertension]),
    ("I110", &[C::Hypertension, C::HeartFailure]),
    ("I12", &[C::Hypertension, C::ChronicKidneyDisease]),
    ("I13", &[C::Hypertension, C::ChronicKidneyDisease]),
    ("I130", &[C::Hypertension, C::ChronicKidneyDisease, C::HeartFailure]),
    ("I132", &[C::Hypertension, C::ChronicKidneyDisease, C::HeartFailure]),
    ("I15", &[C::SecondaryHypertension]),
    ("I16", &[C::Hypertension]),
    ("O10", &[C::Hypertension]),
    ("O240", &[C::Type1Diabetes]),
    ("O241", &[C::Type2Diabetes]),
    ("O244", &[C::GestationalDiabetes]),
    ("R730", &[C::Prediabetes]),
    ("I20", &[C::Angina]),
    ("I200", &[C::AcuteCoronarySyndrome]),
    ("I21", &[C::MyocardialInfarction]),
    ("I22", &[C::MyocardialInfarction]),
    ("I24", &[C::AcuteCoronarySyndrome]),
    ("I25", &[C::CoronaryHeartDisease]),
    ("I44", &[]),
    ("I441", &[C::AvBlock]),
    ("I442", &[C::AvBlock]),
    ("I443", &[C::AvBlock]),
    ("I48", &[C::AtrialFibrillation]),
    ("I50", &[C::HeartFailure]),
    ("I60", &[C::Stroke]),
    ("I61", &[C::Stroke]),
    ("I62", &[C::Stroke]),
    ("I63", &[C::Stroke]),
    ("I64", &[C::Stroke]),
    ("I702", &[C::PeripheralArteryDisease]),
    ("I739", &[C::PeripheralArteryDisease]),
    ("I951", &[C::PosturalHypotension]),
    ("R001", &[C::Bradycardia]),
    ("G45", &[C::Tia]),
    // Transient global amnesia is no attack of ischaemia.
    ("G454", &[]),
    ("E15", &[C::SevereHypoglycaemia]),
    ("E875", &[C::Hyperkalaemia]),
    ("N18", &[C::ChronicKidneyDisease]),
    ("Z992", &[C::Dialysis]),
    ("M10", &[C::Gout]),
    ("M1A", &[C::Gout]),
    ("J43", &[C::Copd]),
    ("J44", &[C::Copd]),
    ("J45", &[C::Asthma]),
    ("J96", &[C::Hypoxia]),
    ("R0902", &[C::Hypoxia]),
    ("G473", &[C::SleepApnoea]),
    ("T783", &[C::Angioedema]),
    ("F00", &[C::Dementia]),
    ("F01", &[C::Dementia]),
    ("F02", &[C::Dementia]),
    ("F03", &[C::Dementia]),
    ("G30", &[C::Dementia]),
    ("F32", &[C::Depression]),
    ("F33", &[C::Depression]),
    ("F101", &[C::AlcoholAbuse]),
    ("F102", &[C::AlcoholAbuse]),
    ("C", &[C::Cancer]),
    ("C67", &[C::BladderCancer]),
    ("K25", &[C::PepticUlcer]),
    ("K26", &[C::PepticUlcer]),
    ("K27", &[C::PepticUlcer]),
    ("K56", &[C::BowelObstruction]),
    ("K70", &[C::LiverDisease]),
    ("K700", &[C::FattyLiver]),
    ("K72", &[C::LiverDisease]),
    ("K73", &[C::LiverDisease]),
    ("K74", &[C::LiverDisease]),
    ("B18", &[C::LiverDisease]),
    ("K760", &[C::FattyLiver]),
    ("K7581", &[C::FattyLiver]),
    ("K85", &[C::Pancreatitis]),
    ("K860", &[C::Pancreatitis]),
    ("K861", &[C::Pancreatitis]),
    ("K90", &[C::Malabsorption]),
    ("M80", &[C::Osteoporosis]),
    ("M81", &[C::Osteoporosis]),
    ("N40", &[C::ProstaticEnlargement]),
    ("A40", &[C::SevereInfection]),
    ("A41", &[C::SevereInfection]),
    ("Z894", &[C::Amputation]),
    ("Z895", &[C::Amputation]),
    ("Z896", &[C::Amputation]),
];

/// Codes that say it happened once.
const PAST: &[(&str, C)] = &[("I252", C::MyocardialInfarction), ("I69", C::Stroke), ("Z8673", C::Stroke)];

/// The diagnoses that a code states.
pub(super) fn diagnoses(code: &str) -> Vec<Diagnosis> {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let mut letters = plain.bytes();
    let begins = letters.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && letters.next().is_some_and(|byte| byte.is_ascii_digit());
    if !begins {
        return Vec::new();
    }
    if let Some((_, condition)) = PAST.iter().find(|(start, _)| plain.starts_with(start)) {
        return vec![Diagnosis::of(*condition).past()];
    }
    if let Some(found) = diabetes(&plain) {
        return vec![found];
    }
    let rows = TABLE.iter().filter(|(start, _)| plain.starts_with(start));
    let longest = rows.max_by_key(|(start, _)| start.len());
    let conditions = longest.map(|(_, conditions)| *conditions).unwrap_or_default();
    conditions
        .iter()
        .map(|condition| Diagnosis { stage: stage(&plain), ..Diagnosis::of(*condition) })
        .collect()
}

/// Diabetes, or the complication that the fourth character names.
fn diabetes(plain: &str) -> Option<Diagnosis> {
    let (kind, rest) = plain.split_at_checked(3)?;
    let kind = match kind {
        "E10" => C::Type1Diabetes,
        "E11" => C::Type2Diabetes,
        "E08" | "E09" | "E12" | "E13" | "E14" => C::DiabetesTypeUnclear,
        _ => return None,
    };
    // The clinical modification numbers what the basic edition leaves together.
    let complication = match rest {
        _ if rest.starts_with("621") => C::DiabeticFootUlcer,
        _ if rest.starts_with("641") => C::SevereHypoglycaemia,
        "36" | "39" | "59" => return Some(Diagnosis::of(kind)),
        _ => match rest.chars().next() {
            Some('1') => C::Ketoacidosis,
            Some('2') => C::DiabeticNephropathy,
            Some('3') => C::DiabeticRetinopathy,
            Some('4') => C::Neuropathy,
            Some('5') => C::PeripheralArteryDisease,
            _ => return Some(Diagnosis::of(kind)),
        },
    };
    Some(Diagnosis::of(complication).implying(kind))
}

fn stage(plain: &str) -> Option<&'static str> {
    let rest = plain.strip_prefix("N18")?;
    Some(match rest {
        _ if rest.starts_with("31") => "3a",
        _ if rest.starts_with("32") => "3b",
        _ => match rest.chars().next()? {
            '1' => "1",
            '2' => "2",
            '3' => "3",
            '4' => "4",
            '5' | '6' => "5",
            _ => return None,
        },
    })
}
