//! The whole rule book as data, in one language: every pack with its rules, their conditions as trees, its numbers and
//! tables, and what it leaves out; then what belongs to no one pack.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::apart;
use super::compare::Words;
use super::condition::{Part, Reader};
use super::data::{ParameterPage, RulePage, parameter_page, rule_page};
use super::sheets::{Maker, Sheet};
use crate::assess::Judge;
use crate::assess::report::Stamp;
use crate::concept::Colour;
use crate::engine::{Locale, PACKS};
use crate::guideline::{Closing, Node, NodeId, Rule};
use crate::json::{self, Json};

/// The whole book.
#[derive(Clone, Debug, Serialize)]
pub struct WholeBook {
    /// The language's code.
    pub locale: &'static str,
    /// The packs, in order of their ids.
    pub packs: Vec<WholePack>,
    /// Medicines, checks, steps, the plan and referral.
    pub sheets: Vec<Sheet>,
    /// What a record's codes are called, as `condition.angina`: conditions, symptoms, times of a glucose, medicines.
    pub names: BTreeMap<String, String>,
    /// What the book was printed from.
    pub stamp: Stamp,
}

/// One pack.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the pack's")]
pub struct WholePack {
    pub id: String,
    pub version: String,
    pub title: String,
    pub publisher: String,
    pub edition: String,
    /// `latest`, `superseded`, `in-force`, `draft`, or `to-compare` where a later edition is still to be read.
    pub status: &'static str,
    pub url: Option<String>,
    pub rules: Vec<WholeRule>,
    pub parameters: Vec<ParameterPage>,
    pub sheets: Vec<Sheet>,
    pub omitted: Vec<Omitted>,
}

/// One rule, with its condition.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WholeRule {
    /// What the short book says of it.
    pub page: RulePage,
    /// The colour of its level.
    pub colour: Option<Colour>,
    /// When it holds.
    pub when: Part,
    /// The machine of open findings speaks with it; its condition is only what it wants first.
    pub machine: bool,
    /// How a finding is answered; none where nothing stays open.
    pub answered_by: Option<String>,
    /// Other rules that speak where an exception of this one holds.
    pub yields_to: Vec<String>,
}

/// A figure of the document that no row says, and why.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the pack's")]
pub struct Omitted {
    pub figure: String,
    pub section: String,
    pub confidence: String,
    pub why: String,
    pub place: String,
}

/// The whole book of packs that were judged from their text: only so are the names of criteria known.
pub fn whole(judge: &Judge, locale: Locale) -> WholeBook {
    let words = Words::of(locale);
    let language = locale.place();
    let reader = Reader::new(judge, &words, language);
    let maker = Maker { judge, reader: &reader, language };
    let ruleset = &judge.ruleset;
    let tree = json::parse(PACKS).unwrap_or(Json::Null);
    let packs = ruleset.packs.iter().enumerate().map(|(at, pack)| WholePack {
        id: pack.id.clone(),
        version: pack.version.clone(),
        title: pack.title.get(language).cloned().unwrap_or_default(),
        publisher: pack.publisher.clone(),
        edition: pack.edition.clone(),
        status: status(&tree, &pack.id),
        url: pack.url.clone(),
        rules: rules(judge, &reader, at, language),
        parameters: ruleset
            .parameters
            .iter()
            .filter(|parameter| parameter.pack == at)
            .map(|parameter| parameter_page(judge, parameter, language))
            .collect(),
        sheets: maker.of_pack(at),
        omitted: omitted(&pack.id, locale.code()),
    });
    WholeBook {
        locale: locale.code(),
        packs: packs.collect(),
        sheets: maker.of_all(),
        names: names(judge, language),
        stamp: judge.stamp(None),
    }
}

/// The words of the codes that a record may hold.
fn names(judge: &Judge, language: usize) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    if let Some(words) = judge.ruleset.words.get(language) {
        let coded =
            |key: &&str| ["condition.", "symptom.", "timing."].iter().any(|family| key.starts_with(family));
        names.extend(words.keys().filter(coded).map(|key| (key.to_owned(), words.get(key))));
    }
    for medicine in &judge.ruleset.medicines.0 {
        let title = medicine.title.get(language).cloned().unwrap_or_default();
        names.insert(format!("medicine.{}", medicine.code), title);
    }
    names
}

/// What the pack says of its document's standing.
fn status(tree: &Json<'_>, pack: &str) -> &'static str {
    let found = tree.get("packs").and_then(|packs| packs.get(pack)).and_then(|pack| pack.get("guideline"));
    match found.map_or("", |guideline| apart::text(guideline, "status")) {
        "latest" => "latest",
        "superseded" => "superseded",
        "draft" => "draft",
        text if text.starts_with("in force") => "in-force",
        _ => "to-compare",
    }
}

/// The rules of a pack: by disease, the most serious first.
fn rules(judge: &Judge, reader: &Reader<'_>, pack: usize, language: usize) -> Vec<WholeRule> {
    let mut own: Vec<(u16, &Rule)> =
        (0_u16..).zip(&judge.ruleset.rules).filter(|(_, rule)| rule.pack == pack).collect();
    own.sort_by_key(|(_, rule)| (rule.concern, std::cmp::Reverse(rule.level()), rule.id.clone()));
    let each = own.into_iter().map(|(at, rule)| WholeRule {
        page: rule_page(judge, rule, language),
        colour: rule.level().map(crate::concept::Level::colour),
        when: reader.part(rule.when, None),
        machine: judge.is_builtin(rule.concern, Some(at)),
        answered_by: answered_by(reader, rule),
        yields_to: yields_to(judge, rule),
    });
    each.collect()
}

/// How a finding of a red rule is answered; of the others nothing stays open.
fn answered_by(reader: &Reader<'_>, rule: &Rule) -> Option<String> {
    let words = reader.sentences();
    let key = match rule.closing {
        Closing::Visit => "closing.visit",
        Closing::Value(_) | Closing::ValueFor(..) => "closing.value",
        Closing::Referral => "closing.referral",
        Closing::Diagnosis => "closing.diagnosis",
        Closing::Loop => "closing.loop",
    };
    let of = match rule.closing {
        Closing::Value(concept) | Closing::ValueFor(concept, _) => words.word("concept", concept.code()),
        _ => String::new(),
    };
    rule.is_day_rule().then(|| words.fill(key, &[("of", &of)]))
}

/// The rules of the same disease that ask for what is an exception here.
fn yields_to(judge: &Judge, rule: &Rule) -> Vec<String> {
    let (mut wanted, mut excused) = (BTreeSet::new(), BTreeSet::new());
    asked(judge, rule.when, false, &mut wanted, &mut excused);
    let others = judge.ruleset.rules.iter().filter(|own| own.id != rule.id && own.concern == rule.concern);
    let speaks = |own: &&Rule| {
        let (mut wants, mut not) = (BTreeSet::new(), BTreeSet::new());
        asked(judge, own.when, false, &mut wants, &mut not);
        own.level().is_some() && !wants.is_disjoint(&excused)
    };
    others.filter(speaks).map(|own| own.id.clone()).collect()
}

/// What a condition wants and what excuses from it, as nodes; a question shared by two conditions is one node.
fn asked(
    judge: &Judge,
    id: NodeId,
    turned: bool,
    wanted: &mut BTreeSet<NodeId>,
    excused: &mut BTreeSet<NodeId>,
) {
    if turned {
        excused.insert(id);
    } else {
        wanted.insert(id);
    }
    match judge.ruleset.node(id) {
        Some(Node::Not(part)) => asked(judge, *part, !turned, wanted, excused),
        Some(Node::Assumed(part)) => asked(judge, *part, turned, wanted, excused),
        // Of alternatives none alone is what the rule stands on.
        Some(Node::All(parts)) => parts.iter().for_each(|part| asked(judge, *part, turned, wanted, excused)),
        _ => {}
    }
}

fn omitted(pack: &str, language: &str) -> Vec<Omitted> {
    let whole = apart::whole();
    let found = whole.get("packs").and_then(|packs| packs.get(pack)).and_then(|pack| pack.get("omitted"));
    let Some(Json::Object(rows)) = found else { return Vec::new() };
    let each = rows.iter().map(|row| {
        let text = |name| apart::text(&row.value, name).to_owned();
        let said = |name| apart::said(&row.value, name, language).to_owned();
        Omitted {
            figure: said("figure"),
            section: text("section"),
            confidence: text("confidence"),
            why: said("why"),
            place: text("in"),
        }
    });
    each.collect()
}
