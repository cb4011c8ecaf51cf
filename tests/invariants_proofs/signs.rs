//! Signs in the definition's words, and which of them no rule tells apart.

use liangbing::concept::request::Request;
use liangbing::concept::{Concept, Symptom as S};
use liangbing::guideline::Node;
use liangbing::record::{Record, Value};

use crate::support_proofs::{Life, engine};

/// A sign and the answer to "sudden, worse, or affecting consciousness, breathing or walking?"
pub type Said = (S, Option<bool>);

/// The groups of non-specific signs.
const GROUPS: [&[S]; 8] = [
    &[S::Dizziness],
    &[S::Nausea, S::Vomiting, S::PoorAppetite],
    &[S::BlurredVision, S::EyePain],
    &[S::Palpitation, S::ChestTightness, S::Dyspnoea],
    &[S::Sweating, S::Hunger],
    &[S::Polydipsia, S::Polyuria],
    &[S::AbdominalPain],
    &[S::Nosebleed],
];

/// One sign of each kind that some rule tells apart from the others, read off the rules.
pub fn kinds() -> Vec<S> {
    let mut kinds: Vec<(Vec<usize>, S)> = Vec::new();
    let nodes = &engine().judge().ruleset.nodes;
    for symptom in S::ALL {
        let requests = nodes.iter().map(|node| if let Node::Ask(r) = node { Some(&**r) } else { None });
        let asked = requests.enumerate().flat_map(|(at, request)| match request {
            Some(Request::Sign { symptoms, .. }) if symptoms.contains(symptom) => vec![at],
            // A place for each group: signs of one group count once, of two groups twice.
            Some(Request::UnansweredGroups { groups, .. }) => {
                let own = (0..groups.len()).filter(|group| groups[*group].contains(symptom));
                own.map(|group| 10_000 + at * 100 + group).collect()
            }
            _ => Vec::new(),
        });
        let signature: Vec<usize> = asked.collect();
        if !kinds.iter().any(|(own, _)| *own == signature) {
            kinds.push((signature, *symptom));
        }
    }
    kinds.into_iter().map(|(_, symptom)| symptom).collect()
}

/// Nothing said; one sign; two signs; each sudden, old, or not answered.
pub fn answers() -> Vec<Vec<Said>> {
    let kinds = kinds();
    let said = |symptom: S| [None, Some(true), Some(false)].map(|acute| (symptom, acute));
    let mut list = vec![Vec::new()];
    for (at, one) in kinds.iter().enumerate() {
        list.extend(said(*one).map(|one| vec![one]));
        for other in kinds.iter().skip(at + 1) {
            let pairs = said(*one).into_iter().flat_map(|one| said(*other).map(|other| vec![one, other]));
            list.extend(pairs);
        }
    }
    list
}

/// Replaces the symptoms of a record.
pub fn say(record: &mut Record, signs: &[Said]) {
    record.observations.retain(|observation| observation.concept != Concept::Symptom);
    let mut life = Life(std::mem::take(record));
    for (symptom, acute) in signs {
        life.observe(0, None, Concept::Symptom, Value::Symptom(Some(*symptom))).acute = *acute;
    }
    *record = life.0;
}

/// A specific sign fires unless said old.
pub fn fires(signs: &[Said], any: &[S]) -> bool {
    signs.iter().any(|(symptom, acute)| any.contains(symptom) && *acute != Some(false))
}

/// On the ambulance list at any blood pressure: consciousness, stroke, coronary, lying flat.
pub fn is_ambulance(signs: &[Said]) -> bool {
    fires(signs, &[S::AlteredConsciousness, S::SpeechLoss, S::LimbWeakness, S::ChestPain, S::Orthopnoea])
        || (fires(signs, &[S::ChestTightness]) && fires(signs, &[S::Sweating]))
}

/// One of the first five said old, in someone without a known cause.
pub fn is_old(signs: &[Said]) -> bool {
    let first = [S::AlteredConsciousness, S::SpeechLoss, S::LimbWeakness, S::ChestPain, S::Orthopnoea];
    signs.iter().any(|(symptom, acute)| first.contains(symptom) && *acute == Some(false))
}

/// Non-specific signs that make a finding of their own.
pub fn is_nonspecific(signs: &[Said], glucose_odd: bool, sglt2: bool) -> bool {
    let group = |symptom: &S| GROUPS.iter().position(|group| group.contains(symptom));
    let acute = signs.iter().any(|(symptom, acute)| group(symptom).is_some() && *acute == Some(true));
    let mut open: Vec<usize> =
        signs.iter().filter(|(_, acute)| acute.is_none()).filter_map(|(symptom, _)| group(symptom)).collect();
    open.sort_unstable();
    open.dedup();
    let stomach = signs
        .iter()
        .any(|(symptom, acute)| acute.is_none() && [S::Nausea, S::PoorAppetite].contains(symptom));
    acute || open.len() >= 2 || (!open.is_empty() && glucose_odd) || (stomach && sglt2)
}
