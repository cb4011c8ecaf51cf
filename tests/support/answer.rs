//! Questions to an assessment as callers receive it: JSON.

use liangbing::civil::Day;
use serde_json::Value;

/// An assessment.
#[derive(Clone, Debug)]
pub struct Answer {
    json: Value,
    as_of: Day,
}

impl Answer {
    /// Of JSON, as of a day.
    pub fn new(json: Value, as_of: Day) -> Self {
        Self { json, as_of }
    }

    /// The whole of it.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The day it was judged.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// A part, by its JSON pointer; null if there is none.
    pub fn at(&self, pointer: &str) -> &Value {
        self.json.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// A part as text; `none` for null.
    pub fn text(&self, pointer: &str) -> String {
        plain(self.at(pointer))
    }

    /// The rules found with an outcome.
    pub fn rules(&self, outcome: &str) -> Vec<String> {
        let findings = self.at("/findings").as_array().map(Vec::as_slice).unwrap_or_default();
        let own = findings.iter().filter(|finding| finding["outcome"] == outcome);
        own.map(|finding| plain(&finding["rule"])).collect()
    }

    /// The level with which a rule was found.
    pub fn level_of(&self, rule: &str) -> Option<String> {
        let findings = self.at("/findings").as_array()?;
        let own = findings.iter().find(|finding| finding["rule"] == rule)?;
        Some(plain(&own["level"]))
    }

    /// The rules that an answer to some question would settle.
    pub fn settled(&self) -> Vec<String> {
        let gaps = self.at("/gaps").as_array().map(Vec::as_slice).unwrap_or_default();
        let rules = gaps.iter().filter_map(|gap| gap["wouldSettle"].as_array()).flatten();
        rules.map(plain).collect()
    }

    /// What is not known: the concept, or what a question is about.
    pub fn gaps(&self) -> Vec<String> {
        let gaps = self.at("/gaps").as_array().map(Vec::as_slice).unwrap_or_default();
        let name = |gap: &Value| plain(if gap["about"].is_null() { &gap["concept"] } else { &gap["about"] });
        gaps.iter().map(name).collect()
    }

    /// Codes of what was set aside.
    pub fn aside(&self) -> Vec<String> {
        let list = self.at("/setAside").as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(|own| plain(&own["code"])).collect()
    }

    /// The concern that is there alone, else `None`.
    pub fn only_concern(&self) -> Option<&'static str> {
        let there = |concern: &&&str| !self.at(&format!("/concerns/{concern}")).is_null();
        match ["hypertension", "diabetes"].iter().filter(there).copied().collect::<Vec<_>>().as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// One line for a failing test.
    pub fn summary(&self) -> String {
        let fired = self.rules("fired").into_iter().map(|rule| {
            let level = self.level_of(&rule).unwrap_or_default();
            format!("{rule}={level}")
        });
        let fired: Vec<_> = fired.collect();
        let [level, reason, by, owner, was] =
            ["level", "reason", "actBy", "owner", "was"].map(|key| self.text(&format!("/tier/{key}")));
        let [htn, htn_class, dm, dm_class] =
            ["hypertension/tier/level", "hypertension/class", "diabetes/tier/level", "diabetes/class"]
                .map(|path| self.text(&format!("/concerns/{path}")));
        format!(
            "is {level} (reason {reason}), htn {htn} class {htn_class}, dm {dm} class {dm_class}, act by {by} {owner}, \
             was {was}, fired {fired:?}"
        )
    }
}

/// A JSON value as a word.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
