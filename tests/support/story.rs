//! A short notation for a patient's record.
//!
//! *Who*: words apart by spaces: an age in completed years on the as-of day, `male` `female`, a
//! diagnosis made long ago (`htn` `dm` `dm1` `gdm`, or a condition's code), a medicine taken for years
//! (`on:amlodipine`, `on:class:sglt2i`), `pregnant` `lactating` `not-pregnant`, `born:1970`.
//!
//! *Story*: a line is a day, perhaps a time, and what happened, apart by commas. A day is `YYYY-MM-DD`
//! or days from as-of (`0`, `-106`): `-30 08:10 bp 148/86 home, visit htn 1`. The items: `story_items.rs`.

use liangbing::civil::Day;
use serde_json::{Map, Value, json};

use super::story_items;

/// A record being told.
#[derive(Clone, Debug)]
pub struct Story {
    as_of: Day,
    record: Map<String, Value>,
}

impl Story {
    /// Nothing said yet.
    pub fn new(as_of: Day) -> Self {
        Self { as_of, record: Map::new() }
    }

    /// Who it is.
    pub fn who(mut self, who: &str) -> Self {
        for word in who.split_whitespace() {
            if let Ok(age) = word.parse::<i32>() {
                let (year, month, day) = self.as_of.ymd();
                self.patient("born", format!("{:04}-{month:02}-{day:02}", year - age).into());
            } else if let Some(born) = word.strip_prefix("born:") {
                self.patient("born", born.into());
            } else if let Some(class) = word.strip_prefix("on:class:") {
                self.push("medications", json!({"code": format!("any-{class}"), "classes": [class]}));
            } else if let Some(code) = word.strip_prefix("on:") {
                self.push("medications", json!({"code": code, "since": "2020-01-01"}));
            } else {
                match word {
                    "male" | "female" => self.patient("sex", word.into()),
                    "pregnant" | "lactating" => self.patient("pregnancy", word.into()),
                    "not-pregnant" => self.patient("pregnancy", "no".into()),
                    code => self.push("conditions", json!({"code": condition(code), "since": "2015"})),
                }
            }
        }
        self
    }

    /// What happened.
    pub fn tell(mut self, story: &[&str]) -> Self {
        for line in story {
            let (date, rest) = line.split_once(' ').unwrap_or_else(|| panic!("nothing happens in `{line}`"));
            let date = self.day(date);
            let first = rest.split_whitespace().next().unwrap_or_default();
            let (at, rest) = if first.contains(':') && first.len() == 5 {
                (format!("{date}T{first}"), rest.trim_start().split_once(' ').map_or("", |(_, rest)| rest))
            } else {
                (date.to_string(), rest)
            };
            for item in rest.split(',').map(str::trim) {
                story_items::tell(&mut self, &at, item);
            }
        }
        self
    }

    /// Further fields as the contract writes them: lists grow, the rest is replaced.
    pub fn with(mut self, more: &Value) -> Self {
        if let Some(more) = more.as_object() {
            merge(&mut self.record, more);
        }
        self
    }

    /// The record as the contract writes it.
    pub fn record(self) -> Value {
        Value::Object(self.record)
    }

    /// A day: a date, or days from as-of.
    pub fn day(&self, text: &str) -> Day {
        match text.parse::<i32>() {
            Ok(days) => self.as_of.plus(days),
            Err(_) => super::day(text),
        }
    }

    /// Adds to a list.
    pub fn push(&mut self, list: &str, item: Value) {
        let list = self.record.entry(list).or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(item);
    }

    fn patient(&mut self, field: &str, value: Value) {
        let patient = self.record.entry("patient").or_insert_with(|| json!({}));
        patient[field] = value;
    }
}

/// A condition's code, or a short name of one.
pub fn condition(code: &str) -> &str {
    match code {
        "htn" => "hypertension",
        "dm" => "type-2-diabetes",
        "dm1" => "type-1-diabetes",
        "gdm" => "gestational-diabetes",
        code => code,
    }
}

fn merge(into: &mut Map<String, Value>, more: &Map<String, Value>) {
    for (key, value) in more {
        match (into.get_mut(key), value) {
            (Some(Value::Object(own)), Value::Object(more)) => merge(own, more),
            (Some(Value::Array(own)), Value::Array(more)) => own.extend(more.iter().cloned()),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
