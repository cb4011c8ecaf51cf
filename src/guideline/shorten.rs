//! Conditions shortened to what the diagnoses leave open, so that colouring a patient asks less.

use super::{Node, NodeId, Ruleset};
use crate::concept::request::Request;
use crate::concept::{Concern, Truth};

/// What is left of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Short {
    /// Nothing: it is known.
    Settled(Truth),
    /// A condition that comes to the same.
    Open(NodeId),
}

impl Ruleset {
    /// A condition without what is settled by knowing which concerns are diagnosed. Adds nodes where there is no
    /// such condition yet; a count stays as it is.
    pub fn shortened(&mut self, id: NodeId, diagnosed: [bool; 2]) -> Short {
        let [hypertension, diabetes] = diagnosed;
        match self.node(id).cloned() {
            Some(Node::All(parts)) => self.joined(&parts, diagnosed, Truth::Met),
            Some(Node::Any(parts)) => self.joined(&parts, diagnosed, Truth::NotMet),
            Some(Node::Not(part)) => match self.shortened(part, diagnosed) {
                Short::Settled(truth) => Short::Settled(truth.not()),
                Short::Open(part) => self.open(Node::Not(part)),
            },
            Some(Node::Assumed(part)) => match self.shortened(part, diagnosed) {
                Short::Settled(truth) => Short::Settled(Truth::known(truth.is_met())),
                Short::Open(part) => self.open(Node::Assumed(part)),
            },
            Some(Node::Ask(request)) => match *request {
                Request::Diagnosed(Concern::Hypertension) => Short::Settled(Truth::known(hypertension)),
                Request::Diagnosed(Concern::Diabetes) => Short::Settled(Truth::known(diabetes)),
                _ => Short::Open(id),
            },
            Some(Node::Count(..)) | None => Short::Open(id),
        }
    }

    /// Parts of which all must hold, or any: what holds nothing back is left out, and parts of the same kind join.
    fn joined(&mut self, parts: &[NodeId], diagnosed: [bool; 2], neutral: Truth) -> Short {
        let mut left: Vec<NodeId> = Vec::new();
        for part in parts {
            match self.shortened(*part, diagnosed) {
                Short::Settled(truth) if truth == neutral => {}
                Short::Settled(truth) => return Short::Settled(truth),
                Short::Open(open) => match (self.node(open), neutral) {
                    (Some(Node::All(inner)), Truth::Met) | (Some(Node::Any(inner)), Truth::NotMet) => {
                        left.extend_from_slice(inner);
                    }
                    _ => left.push(open),
                },
            }
        }
        match (left.as_slice(), neutral) {
            ([], _) => Short::Settled(neutral),
            ([only], _) => Short::Open(*only),
            (_, Truth::Met) => self.open(Node::All(left.into_boxed_slice())),
            _ => self.open(Node::Any(left.into_boxed_slice())),
        }
    }

    /// The place of a node, which is added if there is none like it.
    fn open(&mut self, node: Node) -> Short {
        let place = self.nodes.iter().position(|own| *own == node).unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len().saturating_sub(1)
        });
        // More nodes than a place can say would be refused when the packs are judged.
        Short::Open(NodeId::try_from(place).unwrap_or(NodeId::MAX))
    }
}
