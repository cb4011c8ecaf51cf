//! The record while it grows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::json::{moment, tail, text};
use super::pressure::Loose;
use super::report::Report;
use super::social::Social;
use crate::concept::{Concern, Condition};

/// The fields of one element of a native record.
pub(super) type Fields = Map<String, Value>;

/// One resource and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Resource<'a> {
    pub(super) path: String,
    pub(super) kind: &'a str,
    pub(super) body: &'a Value,
    /// The address of its entry in a Bundle.
    pub(super) address: Option<&'a str>,
}

impl Resource<'_> {
    /// The path of a field.
    pub(super) fn at(&self, field: &str) -> String {
        join(&self.path, field)
    }
}

/// A path with a field behind it.
pub(super) fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

/// The record while it grows, and what was set aside so far.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    pub(super) patient: Fields,
    pub(super) conditions: Vec<Fields>,
    pub(super) observations: Vec<Fields>,
    pub(super) medications: Vec<Fields>,
    pub(super) visits: Vec<Fields>,
    pub(super) allergies: Vec<Fields>,
    pub(super) report: Report,
    /// Resources that others refer to, by kind and id.
    pub(super) known: BTreeMap<(&'a str, &'a str), &'a Value>,
    /// Systolic and diastolic values that came alone.
    pub(super) loose: Vec<Loose<'a>>,
    /// Smoking and pregnancy, of which the latest answer counts.
    pub(super) social: Social<'a>,
    /// Days with a reading of a concern.
    pub(super) measured: BTreeSet<(Concern, String)>,
    /// Diagnoses that another one implies, each with its status and date.
    pub(super) implied: Vec<(Condition, &'static str, Option<&'a str>)>,
    /// Days of dialysis.
    pub(super) dialysis: BTreeSet<&'a str>,
    pub(super) used_ids: BTreeSet<&'a str>,
}

impl<'a> Draft<'a> {
    /// The resource that a reference names, contained or in the same bundle.
    pub(super) fn follow(
        &self,
        kind: &'static str,
        from: &'a Value,
        reference: &'a Value,
    ) -> Option<&'a Value> {
        let target = text(reference, "reference")?;
        match target.strip_prefix('#') {
            Some(id) => {
                super::json::list(from, "contained").iter().find(|inner| text(inner, "id") == Some(id))
            }
            None => self.known.get(&(kind, tail(target)?)).copied(),
        }
    }

    /// The moment in a field, passed on as written; lists a time that is none.
    pub(super) fn moment(&mut self, written: &'a str, path: &str) -> Option<&'a str> {
        match moment(written) {
            Some((moment, true)) => Some(moment),
            Some((day, false)) => {
                self.report.unclear(
                    path,
                    format!(
                        "`{}` has no time of day that exists; its day is kept",
                        super::json::clip(written)
                    ),
                );
                Some(day)
            }
            None => {
                self.report.unclear(path, format!("`{}` names no day; left out", super::json::clip(written)));
                None
            }
        }
    }

    /// Gives an element its FHIR id, if no other has it.
    pub(super) fn name(&mut self, fields: &mut Fields, body: &'a Value) {
        if let Some(id) = text(body, "id").filter(|id| self.used_ids.insert(id)) {
            put(fields, "id", id);
        }
    }

    /// The native record.
    pub(super) fn into_record(self) -> (Value, Report) {
        let mut record = Fields::new();
        if !self.patient.is_empty() {
            put(&mut record, "patient", self.patient);
        }
        let lists = [
            ("conditions", self.conditions),
            ("observations", self.observations),
            ("medications", self.medications),
            ("visits", self.visits),
            ("allergies", self.allergies),
        ];
        for (name, list) in lists {
            let list: Vec<Value> =
                list.into_iter().filter(|fields| !fields.is_empty()).map(Value::from).collect();
            if !list.is_empty() {
                put(&mut record, name, list);
            }
        }
        if let Some(lifestyle) = self.social.lifestyle() {
            put(&mut record, "lifestyle", lifestyle);
        }
        (Value::Object(record), self.report)
    }
}

/// Sets a field.
pub(super) fn put(fields: &mut Fields, key: &str, value: impl Into<Value>) {
    fields.insert(key.to_owned(), value.into());
}

/// Sets a field if there is something to set.
pub(super) fn put_some(fields: &mut Fields, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        put(fields, key, value);
    }
}
