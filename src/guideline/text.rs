//! The words, by locale: every sentence that a person reads.

use super::GuidelineErrorCode as Code;
use super::table::{Faults, Table};
use crate::json::Json;
use crate::packed::packed;
use crate::sorted::Named;

/// The words of one language, by dotted key such as `level.R1` or `rule.htn-bp-critical.summary`.
#[derive(Clone, Debug, Default)]
pub struct Words(Named<String>);

/// A rule's words.
#[derive(Clone, Copy, Debug)]
pub struct RuleText<'a> {
    /// What was found, in one line.
    pub summary: &'a str,
    /// What to do.
    pub detail: &'a str,
}

packed! { Words { 0 } }

impl Words {
    /// Adds a table of texts, nested or not, under a prefix.
    pub fn add(&mut self, prefix: &str, table: Table<'_>, faults: &Faults) {
        for (name, value) in table.rest() {
            let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
            match value {
                Json::Text(text) => {
                    if !self.0.insert(key.clone(), text.into_owned()) {
                        faults.note((Code::Duplicate, format!("`{key}` is worded twice")));
                    }
                }
                other => self.add(&key, Table::of(other, faults), faults),
            }
        }
    }

    /// A text; its key in brackets if it is missing, which the checks of the packs exclude.
    pub fn get(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| format!("[{key}]"))
    }

    /// A text, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A rule's words.
    pub fn rule(&self, id: &str) -> Option<RuleText<'_>> {
        let summary = self.find(&format!("rule.{id}.summary"))?;
        let detail = self.find(&format!("rule.{id}.detail"))?;
        Some(RuleText { summary, detail })
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key)
    }
}
