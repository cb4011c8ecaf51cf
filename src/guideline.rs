//! Guidelines: documents as data, judged and compiled once to a [`Ruleset`].
//!
//! A ruleset holds every number with its clause, every criterion as a node of one flat table, and
//! every rule. It knows nothing of records; it only names what it asks, as requests.

mod advice;
mod check;
mod cited;
mod compiled;
mod criterion;
mod diagnosis;
mod error;
mod home;
mod leaf;
mod load;
mod medicine;
mod overlay;
mod parameter;
mod plan;
mod policy;
mod profile;
mod referral;
mod row;
mod rule;
mod shorten;
mod soundness;
mod step;
mod table;
mod text;

pub use advice::{Advice, Part, Says};
pub use check::{Asked, Check, Checks, Severity, Which};
pub use cited::Cited;
pub use compiled::{SEAL, Unreadable};
pub use diagnosis::DiagnosisRow;
pub use error::{GuidelineError, GuidelineErrorCode};
pub use home::{HomeRow, TrendRow};
pub use medicine::{DoseRange, FORTNIGHT, KidneyLimit, Medicine, Medicines, milligrams};
pub use parameter::{Confidence, Parameter, Suffix};
pub use plan::{Contact, From, Head, Lesson, Plans, Test, TestGroup};
pub use policy::Policy;
pub use profile::{PROFILES, Profile, Scope};
pub use referral::{Criterion as ReferralCriterion, Keeper, Referrals, Timer};
pub use row::{Cell, Clause, Held, RiskRow, TargetRow};
pub use rule::{About, Cite, Closing, Rule, Target, Then, Trigger};
pub use shorten::Short;
pub use step::{After, Choice, Formulary, Step, StepKind, Steps, decider};
pub use text::{RuleText, Words};

use crate::concept::request::{Compare, Request};
use crate::packed::{Packed, Packer, Unpacker, packed, packed_enum};

/// The place of a node in a ruleset.
pub type NodeId = u16;

/// One node of a compiled condition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "most nodes are requests, and a few hundred are all there are")]
pub enum Node {
    /// All hold.
    All(Box<[NodeId]>),
    /// At least one holds.
    Any(Box<[NodeId]>),
    /// So many of these hold.
    Count(Box<[NodeId]>, Compare),
    /// It does not hold.
    Not(NodeId),
    /// It holds; not knowing counts as not holding, as the document itself says.
    Assumed(NodeId),
    /// A request to the facts; apart, so that the conditions themselves lie close together.
    Ask(Box<Request>),
}

/// A named predicate.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The name that rules use.
    pub name: String,
    /// The pack that defines it, by its place.
    pub pack: usize,
    /// What it compiles to.
    pub node: NodeId,
}

/// Named predicates; none of them survives being written as bytes.
#[derive(Clone, Debug, Default)]
pub struct Glossary(pub Vec<Criterion>);

impl Packed for Glossary {
    fn pack(&self, _: &mut Packer) {}

    fn unpack(_: &mut Unpacker<'_>) -> Self {
        Self::default()
    }
}

/// One published document, or the project's own definition.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The folder's name.
    pub id: String,
    /// The pack's own version.
    pub version: String,
    /// The title in Chinese and in English.
    pub title: [String; 2],
    /// Who published it.
    pub publisher: String,
    /// The edition, such as a year.
    pub edition: String,
    /// Whether no later edition has taken its place.
    pub latest: bool,
    /// An address or DOI, if there is one.
    pub url: Option<String>,
}

/// Every pack, judged and compiled.
#[derive(Clone, Debug)]
pub struct Ruleset {
    /// The packs, in order of their ids.
    pub packs: Vec<Pack>,
    /// Every number.
    pub parameters: Vec<Parameter>,
    /// Every named predicate, where the packs were just judged: the rule book names them, the program never does, and
    /// so compiled rules do not carry them.
    pub criteria: Glossary,
    /// The compiled conditions.
    pub nodes: Vec<Node>,
    /// Every rule, in order of their ids.
    pub rules: Vec<Rule>,
    /// What documents ask of patients, for display.
    pub targets: Vec<TargetRow>,
    /// Who runs which risk, for display.
    pub risks: Vec<RiskRow>,
    /// What readings at home come to, for display.
    pub home: Vec<HomeRow>,
    /// Of what the way it goes is shown.
    pub trends: Vec<TrendRow>,
    /// What documents ask of a person's days, pack by pack.
    pub advice: Vec<Advice>,
    /// What is said of diseases that nobody has diagnosed, for display.
    pub diagnosis: Vec<DiagnosisRow>,
    /// The numbers of the episode machine.
    pub policy: Policy,
    /// The drug table.
    pub medicines: Medicines,
    /// What medicines are checked for, in order of their ids.
    pub checks: Checks,
    /// Whose word counts, for each of [`PROFILES`].
    pub profiles: Vec<Profile>,
    /// What is done with medicines, when.
    pub steps: Steps,
    /// By when someone is seen, which tests are due, what is explained.
    pub plans: Plans,
    /// When a patient goes up or down, who keeps whom, and the way of a referral.
    pub referrals: Referrals,
    /// What a county says can be dispensed, if it does.
    pub formulary: Option<Formulary>,
    /// The words, in Chinese and in English.
    pub words: [Words; 2],
    /// The overlay in force, if any.
    pub overlay: Option<overlay::OverlayInfo>,
    /// SHA-256 of packs, words and overlay, with its prefix.
    pub digest: String,
}

pub use overlay::OverlayInfo;

packed! {
    Pack { id, version, title, publisher, edition, latest, url }
    Ruleset {
        packs, parameters, criteria, nodes, rules, targets, risks, home, trends, diagnosis, policy, medicines, checks,
        profiles, steps, plans, referrals, formulary, advice, words, overlay, digest,
    }
}

packed_enum! {
    Node { All(parts), Any(parts), Count(parts, test), Not(part), Assumed(part), Ask(request), } else Self::Any([].into())
}

impl Ruleset {
    /// Judges packs, given as the JSON text of the whole guideline tree, and compiles them.
    ///
    /// # Errors
    /// Every fault at once, each with its file and rule.
    pub fn load(text: &str, overlay: Option<&str>) -> Result<Self, Vec<GuidelineError>> {
        load::load(text, overlay, Scope::Whole)
    }

    /// Judges and compiles what the browser's core has of the packs; the digest is that of the whole tree.
    ///
    /// # Errors
    /// Every fault at once, each with its file and rule; a number of a pack that speaks is a fault too where only
    /// packs use it that do not.
    pub fn core(text: &str) -> Result<Self, Vec<GuidelineError>> {
        load::load(text, None, Scope::Core)
    }

    /// Judges packs and compiles them as [`Ruleset::load`] does, and asks besides whether they hold together.
    ///
    /// # Errors
    /// Every fault at once, each with its file and rule.
    pub fn judged(text: &str, overlay: Option<&str>) -> Result<Self, Vec<GuidelineError>> {
        let ruleset = Self::load(text, overlay)?;
        let faults = ruleset.soundness();
        if faults.is_empty() { Ok(ruleset) } else { Err(faults) }
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(usize::from(id))
    }

    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Hands every request under a condition to `with`.
    pub fn each_request(&self, id: NodeId, with: &mut dyn FnMut(&Request)) {
        match self.node(id) {
            Some(Node::All(parts) | Node::Any(parts) | Node::Count(parts, _)) => {
                for part in parts {
                    self.each_request(*part, with);
                }
            }
            Some(Node::Not(part) | Node::Assumed(part)) => self.each_request(*part, with),
            Some(Node::Ask(request)) => with(request),
            None => {}
        }
    }

    /// A parameter by its name.
    pub fn parameter(&self, name: &str) -> Option<(u16, &Parameter)> {
        let at = self.parameters.iter().position(|parameter| parameter.name == name)?;
        Some((u16::try_from(at).ok()?, self.parameters.get(at)?))
    }

    /// What does not hold together: a line each, with file and rule.
    pub fn soundness(&self) -> Vec<GuidelineError> {
        soundness::check(self)
    }
}
