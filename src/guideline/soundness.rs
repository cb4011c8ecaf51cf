//! Whether the packs hold together: worded, cited, used, reachable.

use super::criterion::Source;
use super::load::LOCALES;
use super::parameter::Parameter;
use super::table::Place;
use super::{GuidelineError, GuidelineErrorCode as Code, Node, NodeId, Ruleset, Trigger};
use crate::concept::request::{Request, Span};
use crate::concept::{Concept, VisitClass, events};
use crate::sorted::Named;

/// The events that a condition needs on its day, each set needing one of its bits.
pub fn trigger(nodes: &[Node], id: NodeId) -> Trigger {
    Trigger::of(needs(nodes, id))
}

fn needs(nodes: &[Node], id: NodeId) -> Vec<u64> {
    match nodes.get(usize::from(id)) {
        Some(Node::All(parts)) => parts.iter().flat_map(|part| needs(nodes, *part)).collect(),
        Some(Node::Any(parts)) => {
            // One need of each part, the rarest, joined: weaker than the truth, never stronger.
            let common = |need: &u64| (need & events::COMMON).count_ones();
            let mut joined = 0;
            for part in parts {
                match needs(nodes, *part).iter().min_by_key(|need| common(need)) {
                    Some(need) => joined |= need,
                    None => return Vec::new(),
                }
            }
            vec![joined]
        }
        Some(Node::Assumed(part)) => needs(nodes, *part),
        Some(Node::Ask(request)) => {
            let class = match &**request {
                Request::Unsatisfied { .. } => true,
                Request::Class(classes) => !classes.contains(&VisitClass::Controlled),
                _ => false,
            };
            event(request).into_iter().chain(class.then_some(events::UNSATISFIED)).collect()
        }
        Some(Node::Not(_) | Node::Count(..)) | None => Vec::new(),
    }
}

/// The events of a day without which a request cannot be met.
fn event(request: &Request) -> Option<u64> {
    let of = events::of;
    Some(match request {
        Request::Standing(_) | Request::SomeReading(_, Span::Day) | Request::Impossible { .. } => {
            events::LOUD_PRESSURE
        }
        Request::Number { concept: Concept::Glucose, span: Span::Day, .. } => events::LOUD_GLUCOSE,
        Request::Number { concept: Concept::HeartRate, span: Span::Day, .. } => events::LOUD_PULSE,
        Request::ArmDifference(_) => events::ARM,
        Request::DayValue(_) | Request::RepeatedDays { .. } => of(Concept::BloodPressure),
        Request::Number { concept, span: Span::Day, .. }
        | Request::DaysWith { concept, .. }
        | Request::Code { concept, span: Span::Day, .. }
        | Request::Done { concept, span: Span::Day } => of(*concept),
        Request::VenousGlucose { .. } => of(Concept::Glucose),
        Request::StuckOverTarget { .. } => of(Concept::Hba1c),
        Request::PulseSustained { .. } => of(Concept::HeartRate),
        Request::Sign { span: Span::Day, .. } | Request::UnansweredGroups { .. } => of(Concept::Symptom),
        Request::ConditionDated { .. } => events::CONDITION,
        Request::FormHypoglycaemia(_) | Request::FormAdverseReaction => events::VISIT,
        Request::Class(_) | Request::Unsatisfied { .. } | Request::NewComplication(_) => {
            events::VISIT | of(Concept::BloodPressure) | of(Concept::Glucose)
        }
        Request::ReferredUp => events::REFERRAL,
        _ => return None,
    })
}

/// Numbers and criteria that nothing uses.
pub fn unused(
    parameters: &[Parameter],
    seen: &[u16],
    criteria: &Named<Source<'_>>,
    used: &Named<()>,
    errors: &mut Vec<GuidelineError>,
) {
    for (at, parameter) in parameters.iter().enumerate() {
        if !u16::try_from(at).is_ok_and(|at| seen.contains(&at)) {
            let place = Place {
                file: format!("{}/parameters.toml", parameter.cite.guideline),
                item: parameter.name.clone(),
            };
            errors.push(
                place.error(Code::Unused, format!("parameter `{}` is used by no rule", parameter.name)),
            );
        }
    }
    for (name, source) in criteria.iter() {
        if !used.has(name) {
            errors.push(source.place.error(Code::Unused, format!("criterion `{name}` is used by no rule")));
        }
    }
}

/// See [`Ruleset::soundness`].
pub fn check(ruleset: &Ruleset) -> Vec<GuidelineError> {
    let mut errors = Vec::new();
    for rule in &ruleset.rules {
        let pack = ruleset.packs.get(rule.pack).map_or("", |pack| pack.id.as_str());
        let place = |file: String| Place { file, item: rule.id.clone() };
        if rule.is_day_rule() && rule.trigger == Trigger::ANY {
            let message = "a red rule needs an event of its day; this one would fire on every day".to_owned();
            errors.push(place(format!("{pack}/rules/{}.toml", rule.id)).error(Code::Unreachable, message));
        }
        if rule.level().is_none() {
            continue;
        }
        for (words, locale) in ruleset.words.iter().zip(LOCALES) {
            let place = place(format!("{pack}/text/{locale}.toml"));
            match words.rule(&rule.id) {
                None => errors.push(place.error(Code::Words, "`summary` or `detail` is missing")),
                Some(text) => {
                    // Digits inside braces are names of numbers, not numbers.
                    if has_digit(text.summary) || has_digit(text.detail) {
                        errors.push(
                            place
                                .error(Code::Words, "a sentence carries a digit; name the parameter instead"),
                        );
                    }
                }
            }
        }
    }
    for (words, locale) in ruleset.words.iter().zip(LOCALES) {
        for id in ruleset.referrals.unworded(words) {
            let place = Place { file: format!("words/{locale}.toml"), item: format!("refer.{id}") };
            errors.push(place.error(Code::Words, "a criterion of referral has no words"));
        }
    }
    diagnosis_words(ruleset, &mut errors);
    let [zh, en] = &ruleset.words;
    for (one, other, locale) in [(zh, en, "en"), (en, zh, "zh-CN")] {
        for key in one.keys().filter(|key| other.find(key).is_none()) {
            let place = Place { file: format!("words/{locale}.toml"), item: key.to_owned() };
            errors.push(place.error(Code::Words, format!("`{key}` is not worded in {locale}")));
        }
    }
    errors
}

/// Rows of `diagnosis.toml` are worded by what they say; those that count days, and those that are
/// asked about, also while something is missing.
fn diagnosis_words(ruleset: &Ruleset, errors: &mut Vec<GuidelineError>) {
    for row in ruleset.diagnosis.iter().filter(|row| row.is.is_told()) {
        let begun = (row.days > 1).then_some("more");
        let open = row.is.is_asked().then_some(if row.points.is_some() { "risk-score-open" } else { "open" });
        for says in std::iter::once(row.is.code()).chain(begun).chain(open) {
            let key = format!("diagnosis.{}.{says}", row.concern.code());
            for (words, locale) in ruleset.words.iter().zip(LOCALES) {
                let place = Place { file: format!("words/{locale}.toml"), item: row.clause.id.clone() };
                match words.find(&key) {
                    None => errors.push(place.error(Code::Words, format!("`{key}` is missing"))),
                    Some(text) if has_digit(text) => {
                        errors.push(place.error(Code::Words, format!("`{key}` carries a digit")));
                    }
                    Some(_) => {}
                }
            }
        }
    }
}

fn has_digit(text: &str) -> bool {
    let mut inside = false;
    text.chars().any(|c| {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        !inside && c.is_ascii_digit()
    })
}
