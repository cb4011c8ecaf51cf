//! The rule book as data, for pages that show or search it.

use serde::Serialize;

use super::reads;
use crate::assess::report::{Citation, Stamp};
use crate::assess::{Judge, owner};
use crate::concept::Level;
use crate::engine::Locale;
use crate::guideline::{Parameter, Rule, Then};

/// Every pack in one language.
#[derive(Clone, Debug, Serialize)]
pub struct Rulebook {
    /// The language's code.
    pub locale: &'static str,
    /// The packs, in order of their ids.
    pub packs: Vec<PackPage>,
    /// What the book was printed from.
    pub stamp: Stamp,
}

/// One pack.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the pack's")]
pub struct PackPage {
    pub id: String,
    pub version: String,
    pub title: String,
    pub publisher: String,
    pub edition: String,
    pub url: Option<String>,
    pub rules: Vec<RulePage>,
    pub parameters: Vec<ParameterPage>,
}

/// One rule.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the rule's")]
pub struct RulePage {
    pub id: String,
    pub concern: &'static str,
    /// `level`, `class` or `target`.
    pub says: &'static str,
    pub level: Option<Level>,
    pub class: Option<&'static str>,
    pub target: Option<&'static str>,
    pub summary: Option<String>,
    pub detail: Option<String>,
    /// The data elements it reads.
    pub reads: Vec<&'static str>,
    /// The names of the numbers it uses.
    pub parameters: Vec<String>,
    pub owner: Option<&'static str>,
    pub locked: bool,
    pub since: String,
    pub cite: Citation,
}

/// One number.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the field names are the parameter's")]
pub struct ParameterPage {
    pub name: String,
    /// As printed, in each unit.
    pub values: Vec<String>,
    /// How far a county may move it, lowest and highest.
    pub adjust: Option<[String; 2]>,
    pub cite: Citation,
}

/// The whole book in one language.
pub fn rulebook(judge: &Judge, locale: Locale) -> Rulebook {
    let ruleset = &judge.ruleset;
    let language = locale.place();
    let packs = ruleset.packs.iter().enumerate().map(|(at, pack)| PackPage {
        id: pack.id.clone(),
        version: pack.version.clone(),
        title: pack.title.get(language).cloned().unwrap_or_default(),
        publisher: pack.publisher.clone(),
        edition: pack.edition.clone(),
        url: pack.url.clone(),
        rules: ruleset
            .rules
            .iter()
            .filter(|rule| rule.pack == at)
            .map(|rule| rule_page(judge, rule, language))
            .collect(),
        parameters: ruleset
            .parameters
            .iter()
            .filter(|parameter| parameter.pack == at)
            .map(|parameter| parameter_page(judge, parameter, language))
            .collect(),
    });
    Rulebook { locale: locale.code(), packs: packs.collect(), stamp: judge.stamp(None) }
}

pub(super) fn rule_page(judge: &Judge, rule: &Rule, language: usize) -> RulePage {
    let ruleset = &judge.ruleset;
    let text = ruleset.words.get(language).and_then(|words| words.rule(&rule.id));
    let names = rule.parameters.iter().filter_map(|at| ruleset.parameters.get(usize::from(*at)));
    let (says, class, target) = match rule.then {
        Then::Level { .. } => ("level", None, None),
        Then::Class(class) => ("class", Some(class.code()), None),
        Then::Target(target) => ("target", None, Some(target.concept.code())),
    };
    RulePage {
        id: rule.id.clone(),
        concern: rule.concern.code(),
        says,
        level: rule.level(),
        class,
        target,
        summary: text.map(|text| text.summary.to_owned()),
        detail: text.map(|text| text.detail.to_owned()),
        reads: reads(ruleset, rule),
        parameters: names.map(|parameter| parameter.name.clone()).collect(),
        owner: rule.level().map(owner),
        locked: rule.locked,
        since: rule.since.clone(),
        cite: judge.citation(&rule.cite, rule.confidence, rule.pending, language),
    }
}

pub(super) fn parameter_page(judge: &Judge, parameter: &Parameter, language: usize) -> ParameterPage {
    ParameterPage {
        name: parameter.name.clone(),
        values: parameter
            .values
            .iter()
            .map(|(value, suffix)| format!("{value} {}", suffix.code()).trim_end().to_owned())
            .collect(),
        adjust: parameter.adjust.map(|(low, high)| [low.to_string(), high.to_string()]),
        cite: judge.citation(&parameter.cite, parameter.confidence, parameter.pending, language),
    }
}
