//! The record while it grows.

use super::extension::has_modifier;
use super::json::{moment, tail, text};
use super::pressure::Loose;
use super::report::Report;
use super::social::Social;
use super::tree::Tree;
pub(super) use super::tree::{Fields, put, put_some};
use crate::concept::{Concern, Condition, Mode};
use crate::json::Json;
use crate::sorted::{repeated, sort_by};

/// One resource and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Resource<'a> {
    pub(super) path: String,
    /// Which one it is in the order of the input.
    pub(super) place: usize,
    pub(super) kind: &'a str,
    pub(super) body: &'a Json<'a>,
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

/// Where a resource lies in memory, by which it is known again.
pub(super) fn place_of(body: &Json<'_>) -> usize {
    std::ptr::from_ref(body).addr()
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
    pub(super) referrals: Vec<Fields>,
    pub(super) family: Vec<Fields>,
    pub(super) plans: Vec<Fields>,
    pub(super) targets: Vec<Fields>,
    pub(super) answered: Vec<Fields>,
    /// Habits as a native record wrote them.
    pub(super) lifestyle: Option<Fields>,
    /// What stands beside the lists: the clinic's offset, the schema.
    pub(super) root: Fields,
    /// Someone said that no medicine is taken.
    pub(super) no_medicines: bool,
    pub(super) report: Report,
    /// Resources that others refer to, by kind and id.
    pub(super) known: Vec<((&'a str, &'a str), &'a Json<'a>)>,
    /// Systolic and diastolic values that came alone.
    pub(super) loose: Vec<Loose<'a>>,
    /// Smoking and pregnancy, of which the latest answer counts.
    pub(super) social: Social<'a>,
    /// Contacts about a concern, which are visits unless a reading makes their day one.
    pub(super) contacts: Vec<(&'a str, Mode, Concern)>,
    /// The medicines that others refer to, by their address in memory.
    pub(super) named: Vec<usize>,
    /// Days with a reading of a concern.
    pub(super) measured: Vec<(Concern, String)>,
    /// Diagnoses that another one implies, each with its status and date.
    pub(super) implied: Vec<(Condition, &'static str, Option<&'a str>)>,
    /// Days of dialysis.
    pub(super) dialysis: Vec<&'a str>,
}

impl<'a> Draft<'a> {
    /// The resource that a reference names, contained or in the same bundle.
    pub(super) fn follow(
        &self,
        kind: &'static str,
        from: &'a Json<'a>,
        reference: &'a Json<'a>,
    ) -> Option<&'a Json<'a>> {
        let target = text(reference, "reference")?;
        if let Some(id) = target.strip_prefix('#') {
            let mut contained = super::json::list(from, "contained").iter();
            return contained.find(|inner| text(inner, "id") == Some(id) && !has_modifier(inner));
        }
        let key = (kind, tail(target)?);
        let place = self.known.binary_search_by(|(own, _)| own.cmp(&key)).ok()?;
        self.known.get(place).map(|(_, body)| *body).filter(|body| !has_modifier(body))
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

    /// Brings what is looked up by name into order.
    pub(super) fn settle(&mut self) {
        sort_by(&mut self.known, |(one, _), (other, _)| one.cmp(other));
    }

    /// The native record.
    pub(super) fn into_record(mut self) -> (Fields, Report) {
        each_id_once(&mut self.observations);
        let mut record = self.root;
        if !self.patient.is_empty() {
            put(&mut record, "patient", self.patient);
        }
        let lists = [
            ("conditions", self.conditions),
            ("observations", self.observations),
            ("medications", self.medications),
            ("visits", self.visits),
            ("referrals", self.referrals),
            ("family", self.family),
            ("allergies", self.allergies),
            ("plans", self.plans),
            ("targets", self.targets),
            ("answered", self.answered),
        ];
        for (name, list) in lists {
            let mut items: Vec<Tree> = Vec::new();
            for fields in list {
                if !fields.is_empty() {
                    items.push(Tree::Object(fields));
                }
            }
            // An empty list of medicines says that there are none.
            if !items.is_empty() || (name == "medications" && self.no_medicines) {
                put(&mut record, name, items);
            }
        }
        let lifestyle = self.lifestyle.or_else(|| self.social.lifestyle());
        put_some(&mut record, "lifestyle", lifestyle);
        (record, self.report)
    }
}

/// Takes an id from whoever has it second; two parts of one resource are two observations.
fn each_id_once(observations: &mut [Fields]) {
    let id = |place: usize| observations.get(place).and_then(|fields| fields.text("id"));
    let mut twice = repeated(observations.len(), &|one, other| id(one).cmp(&id(other)));
    twice.retain(|(place, _)| id(*place).is_some());
    for (place, _) in twice {
        if let Some(fields) = observations.get_mut(place) {
            fields.take("id");
        }
    }
}
