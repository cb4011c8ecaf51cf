//! What the codes of diagnoses mean.

use super::icd;
use super::json::Coding;
use crate::concept::Condition;

/// One diagnosis that a code states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Diagnosis {
    pub(super) condition: Condition,
    /// A diagnosis that the code implies and another entry may state better.
    pub(super) implied: Option<Condition>,
    pub(super) stage: Option<&'static str>,
    /// The code says that it happened once; its date is the day it was written down.
    pub(super) history: bool,
}

impl Diagnosis {
    /// A plain statement.
    pub(super) const fn of(condition: Condition) -> Self {
        Self { condition, implied: None, stage: None, history: false }
    }

    /// With what it implies.
    pub(super) const fn implying(self, implied: Condition) -> Self {
        Self { implied: Some(implied), ..self }
    }

    /// With a stage.
    pub(super) const fn stage(self, stage: &'static str) -> Self {
        Self { stage: Some(stage), ..self }
    }

    /// As history.
    pub(super) const fn past(self) -> Self {
        Self { history: true, ..self }
    }
}

/// The diagnoses that a coding states; none if it is on no list.
pub(super) fn diagnoses(coding: Coding<'_>) -> Vec<Diagnosis> {
    let Some(code) = coding.code else { return Vec::new() };
    if coding.is("icd") || coding.is("2.16.840.1.113883.6.90") || coding.is("2.16.840.1.113883.6.3") {
        return icd::diagnoses(code);
    }
    let all_digits = code.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits && coding.may_be("snomed") {
        return snomed(code).into_iter().collect();
    }
    // Without a system only a code with its point in place, or a bare category, is taken for one of these.
    let shaped = code.len() == 3 || code.as_bytes().get(3) == Some(&b'.');
    if coding.system.is_none() && shaped { icd::diagnoses(code) } else { Vec::new() }
}

/// Whether a coding says that the patient is pregnant.
pub(super) fn is_pregnancy(coding: Coding<'_>) -> bool {
    let Some(code) = coding.code else { return false };
    let snomed = coding.may_be("snomed") && matches!(code, "77386006" | "72892002" | "47200007");
    let icd = coding.may_be("icd") && (code.starts_with("Z33.1") || code == "Z33" || code.starts_with("Z34"));
    snomed || icd
}

fn snomed(code: &str) -> Option<Diagnosis> {
    snomed_heart(code).or_else(|| snomed_diabetes(code)).or_else(|| snomed_other(code).map(Diagnosis::of))
}

fn snomed_heart(code: &str) -> Option<Diagnosis> {
    use Condition as C;
    let plain = match code {
        "38341003" | "59621000" | "1201005" | "10725009" | "78975002" | "70272006" | "56218007"
        | "48146000" | "429457004" | "64715009" | "38481006" => C::Hypertension,
        "31992008" | "123799005" | "28119000" => C::SecondaryHypertension,
        "53741008" | "414545008" | "399261000" => C::CoronaryHeartDisease,
        "194828000" => C::Angina,
        "394659003" | "4557003" => C::AcuteCoronarySyndrome,
        "22298006" | "57054005" | "401303003" | "401314000" => C::MyocardialInfarction,
        "399211009" | "1755008" => return Some(Diagnosis::of(C::MyocardialInfarction).past()),
        "275526006" => return Some(Diagnosis::of(C::Stroke).past()),
        "161511000" => return Some(Diagnosis::of(C::Tia).past()),
        "84114007" | "88805009" | "42343007" | "85232009" | "441481004" | "441530006" | "417996009"
        | "418304008" => C::HeartFailure,
        "49436004" | "282825002" | "440059007" | "440028005" => C::AtrialFibrillation,
        "230690007" | "422504002" | "432504007" | "274100004" | "21454007" => C::Stroke,
        "266257000" => C::Tia,
        "399957001" | "400047006" | "840580004" => C::PeripheralArteryDisease,
        "233917008" | "27885002" | "195042002" => C::AvBlock,
        "48867003" => C::Bradycardia,
        "28651003" => C::PosturalHypotension,
        _ => return None,
    };
    Some(Diagnosis::of(plain))
}

fn snomed_diabetes(code: &str) -> Option<Diagnosis> {
    use Condition as C;
    let due_to_type_2 = |condition| Diagnosis::of(condition).implying(C::Type2Diabetes);
    let due_to_diabetes = |condition| Diagnosis::of(condition).implying(C::DiabetesTypeUnclear);
    let stage = |stage| Diagnosis::of(C::ChronicKidneyDisease).stage(stage);
    Some(match code {
        "44054006" | "199230006" | "237599002" | "359642000" | "81531005" | "313436004" | "1481000119100" => {
            Diagnosis::of(C::Type2Diabetes)
        }
        "46635009" | "426875007" => Diagnosis::of(C::Type1Diabetes),
        "73211009" | "8801005" | "609561005" => Diagnosis::of(C::DiabetesTypeUnclear),
        "11687002" => Diagnosis::of(C::GestationalDiabetes),
        "15777000" | "714628002" | "9414007" | "390951007" => Diagnosis::of(C::Prediabetes),
        "127013003" => due_to_diabetes(C::DiabeticNephropathy),
        "90781000119102" | "157141000119108" | "420279001" => due_to_type_2(C::DiabeticNephropathy),
        "771000119108" | "751000119104" | "741000119101" | "731000119105" | "721000119107"
        | "711000119100" => due_to_type_2(C::ChronicKidneyDisease),
        "4855003" | "59276001" | "390834004" | "232020009" => due_to_diabetes(C::DiabeticRetinopathy),
        "422034002" | "1551000119108" | "97331000119101" | "1501000119109" => {
            due_to_type_2(C::DiabeticRetinopathy)
        }
        "368581000119106" => due_to_type_2(C::Neuropathy),
        "230572002" | "49455004" | "424736006" => due_to_diabetes(C::Neuropathy),
        "371087003" | "201251005" | "201250006" => due_to_diabetes(C::DiabeticFootUlcer),
        "421750000" => due_to_type_2(C::Ketoacidosis),
        "420270002" => Diagnosis::of(C::Ketoacidosis).implying(C::Type1Diabetes),
        "420422005" => due_to_diabetes(C::Ketoacidosis),
        "709044004" => Diagnosis::of(C::ChronicKidneyDisease),
        "431855005" => stage("1"),
        "431856006" => stage("2"),
        "433144002" => stage("3"),
        "700378005" => stage("3a"),
        "700379002" => stage("3b"),
        "431857002" => stage("4"),
        "433146000" | "46177005" => stage("5"),
        _ => return None,
    })
}

fn snomed_other(code: &str) -> Option<Condition> {
    use Condition as C;
    Some(match code {
        "14140009" => C::Hyperkalaemia,
        "90560007" => C::Gout,
        "195967001" => C::Asthma,
        "13645005" | "185086009" | "87433001" => C::Copd,
        "73430006" | "78275009" => C::SleepApnoea,
        "41291007" => C::Angioedema,
        "52448006" | "26929004" | "429998004" | "230265002" => C::Dementia,
        "35489007" | "370143000" | "36923009" => C::Depression,
        "399326009" => C::BladderCancer,
        "255032005" => C::MedullaryThyroidCancer,
        "363346000" | "254837009" | "254637007" | "254632001" | "363406005" | "93761005" | "399068003" => {
            C::Cancer
        }
        "75694006" | "197456007" | "235494005" => C::Pancreatitis,
        "19943007" | "235856003" | "328383001" => C::LiverDisease,
        "197321007" | "442685003" => C::FattyLiver,
        "13200003" => C::PepticUlcer,
        "32230006" => C::Malabsorption,
        "81060008" => C::BowelObstruction,
        "64859006" => C::Osteoporosis,
        "266569009" => C::ProstaticEnlargement,
        "91302008" | "76571007" => C::SevereInfection,
        "389086002" | "65710008" => C::Hypoxia,
        "7200002" | "15167005" | "66590003" => C::AlcoholAbuse,
        _ => return None,
    })
}
