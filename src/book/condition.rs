//! Conditions as data: the tree that a rule asks, each question as a sentence with its numbers, and, for one record,
//! what each of them came to.

use serde::Serialize;

use super::compare::Words;
use super::sentence::Sentences;
use crate::assess::Judge;
use crate::assess::evidence::{Evidence, Shown, compares, concept_of, pressure_test};
use crate::concept::request::{Compare, Request};
use crate::concept::{Concept, Truth};
use crate::facts::{Seen, View};
use crate::guideline::{Node, NodeId, Suffix};
use crate::quantity::{Decimal, Unit};
use crate::record::Record;

/// One part of a condition.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// `all`, `any`, `count`, `not`, `assumed` (unknown counts as not met) or `ask`.
    pub kind: &'static str,
    /// The criterion's name in its pack, if it has one.
    pub name: Option<String>,
    /// Of a question: the sentence. Of a count: how many.
    pub text: Option<String>,
    /// The data element that a question reads.
    pub concept: Option<&'static str>,
    /// The numbers it is held against.
    pub lines: Vec<Line>,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// What it came to; only where a record was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
    /// What was seen; only where a record was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<SeenFact>,
}

/// A number that a question is held against.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The parameter's name.
    pub parameter: String,
    /// `>=`, `>`, `<=` or `<`.
    pub op: &'static str,
    /// The field of an observation it is held against: `value`, `systolic` or `diastolic`; none where it is not one's.
    pub field: Option<&'static str>,
    /// The limit in each unit.
    pub limits: Vec<Limit>,
}

/// A limit in one unit, with a step to each side.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names say it")]
pub struct Limit {
    pub unit: &'static str,
    pub below: String,
    pub at: String,
    pub above: String,
}

/// A fact that a question saw.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the evidence's")]
pub struct SeenFact {
    pub value: Option<Shown>,
    pub unit: Option<&'static str>,
    pub at: Option<String>,
    /// Its place among the record's observations, if it is one of them.
    pub observation: Option<u32>,
}

/// Who reads conditions: the rules, and the words of one language.
pub(super) struct Reader<'r> {
    judge: &'r Judge,
    sentences: Sentences<'r>,
}

impl<'r> Reader<'r> {
    pub(super) const fn new(judge: &'r Judge, words: &'r Words, language: usize) -> Self {
        Self { judge, sentences: Sentences::new(&judge.ruleset, words, language) }
    }

    pub(super) const fn sentences(&self) -> &Sentences<'r> {
        &self.sentences
    }

    /// A condition; with a view, what each part came to.
    pub(super) fn part(&self, id: NodeId, asked: Option<(&View<'_>, &Record)>) -> Part {
        let ruleset = &self.judge.ruleset;
        let named = ruleset.criteria.0.iter().find(|own| own.node == id);
        let mut part = Part {
            kind: "any",
            name: named.map(|own| own.name.clone()),
            text: None,
            concept: None,
            lines: Vec::new(),
            parts: Vec::new(),
            truth: asked.map(|(view, _)| self.judge.truth(id, view)),
            seen: Vec::new(),
        };
        let each = |list: &[NodeId]| list.iter().map(|own| self.part(*own, asked)).collect();
        match ruleset.node(id) {
            Some(Node::All(list)) => (part.kind, part.parts) = ("all", each(list)),
            Some(Node::Any(list)) => part.parts = each(list),
            Some(Node::Count(list, test)) => {
                (part.kind, part.parts) = ("count", each(list));
                part.text = Some(self.sentences.count(test));
                part.lines = vec![self.line(test, None, None)];
            }
            Some(Node::Not(own)) => (part.kind, part.parts) = ("not", each(&[*own])),
            Some(Node::Assumed(own)) => (part.kind, part.parts) = ("assumed", each(&[*own])),
            Some(Node::Ask(request)) => self.ask(request, asked, &mut part),
            None => {}
        }
        part
    }

    fn ask(&self, request: &Request, asked: Option<(&View<'_>, &Record)>, part: &mut Part) {
        part.kind = "ask";
        part.text = Some(self.sentences.ask(request));
        part.concept = concept_of(request).map(Concept::code);
        part.lines = self.lines(request);
        let Some((view, record)) = asked else { return };
        let place = match view.ask(request).seen {
            Seen::Sample(source) => Some(source),
            _ => None,
        };
        for Evidence { value, unit, at, .. } in self.judge.show(request, view, record) {
            let is_new = part.seen.iter().all(|own| own.value != value || own.at != at);
            if value.is_some() && is_new {
                part.seen.push(SeenFact { value, unit, at, observation: place });
            }
        }
    }

    fn lines(&self, request: &Request) -> Vec<Line> {
        let concept = concept_of(request);
        if let Some(test) = pressure_test(request) {
            // A mean is of many readings, so that no one of them stands at its limit.
            let is_mean = matches!(request, Request::HomeMean(..) | Request::AmbulatoryMean(..));
            let field = |name| Some(name).filter(|_| !is_mean);
            let parts = [(test.systolic, "systolic"), (test.diastolic, "diastolic")];
            let each = parts.into_iter().filter_map(|(own, name)| Some((own?, name)));
            return each.map(|(own, name)| self.line(&own, concept, field(name))).collect();
        }
        let measured = matches!(
            request,
            Request::ArmDifference(_) | Request::ExcessOverTarget(_) | Request::StuckOverTarget { .. }
        );
        let field = concept.filter(|own| !measured && *own != Concept::Symptom).map(|_| "value");
        compares(request)
            .iter()
            .map(|own| self.line(own, concept.filter(|_| field.is_some()), field))
            .collect()
    }

    fn line(&self, compare: &Compare, concept: Option<Concept>, field: Option<&'static str>) -> Line {
        let parameter = self.judge.ruleset.parameters.get(usize::from(compare.parameter));
        let slots = (0_u8..).zip(compare.limits).filter_map(|(slot, limit)| Some((slot, limit?)));
        let limits = slots.map(|(slot, limit)| {
            let unit = concept.and_then(|concept| concept.unit_at(slot));
            let step = unit.map_or(Decimal::from_int(1), step);
            let suffix =
                parameter.and_then(|own| own.values.first()).map_or("", |(_, suffix)| match suffix {
                    Suffix::Unit(_) => "",
                    other => other.code(),
                });
            Limit {
                unit: unit.map_or(suffix, Unit::code),
                below: limit.minus(step).to_string(),
                at: limit.to_string(),
                above: limit.plus(step).to_string(),
            }
        });
        Line {
            parameter: parameter.map(|own| own.name.clone()).unwrap_or_default(),
            op: compare.op.code(),
            field,
            limits: limits.collect(),
        }
    }
}

/// How finely values in a unit are usually written: what lies one step from a limit.
const fn step(unit: Unit) -> Decimal {
    match unit {
        Unit::MillimolePerLitre
        | Unit::Kilopascal
        | Unit::Percent
        | Unit::Celsius
        | Unit::KilogramPerSquareMetre
        | Unit::MilligramPerMillimole
        | Unit::MetrePerSecond => Decimal::from_milli(100),
        Unit::One | Unit::Millimetre => Decimal::from_milli(10),
        _ => Decimal::from_milli(1_000),
    }
}
