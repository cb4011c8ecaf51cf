//! What everything that is written shares: references, codings, quantities, bundles.

use super::draft::{Fields, put, put_some};
pub(super) use super::tree::object;
use super::tree::{Number, Tree};
use crate::civil::{Moment, PartialDate};
use crate::json::{Json, sha256};
use crate::quantity::Unit;

pub(super) const LOINC: &str = "http://loinc.org";
pub(super) const SNOMED_CT: &str = "http://snomed.info/sct";
const UCUM: &str = "http://unitsofmeasure.org";

/// A Bundle while it grows. Its ids come from a digest and a count, so that the same input has the same ids.
pub(super) struct Book {
    seed: String,
    subject: Tree,
    entries: Vec<Tree>,
}

impl Book {
    /// A Bundle about one person; `seed` is whatever makes its input this input.
    pub(super) fn new(seed: &str, subject: Tree) -> Self {
        let digest = sha256(seed);
        let seed = digest.rsplit(':').next().unwrap_or_default().to_owned();
        Self { seed, subject, entries: Vec::new() }
    }

    /// The address of the entry that is added so many places from now, as a UUID of version 8.
    pub(super) fn address(&self, ahead: usize) -> String {
        let part = |from, to| self.seed.get(from..to).unwrap_or_default();
        let count = self.entries.len().saturating_add(ahead);
        format!("urn:uuid:{}-{}-8{}-8{}-{count:012x}", part(0, 8), part(8, 12), part(12, 15), part(15, 18))
    }

    /// Whom it is about.
    pub(super) fn subject(&self) -> Tree {
        self.subject.clone()
    }

    /// Says who it is about, from the next entry on.
    pub(super) fn about(&mut self, subject: Tree) {
        self.subject = subject;
    }

    /// Adds a resource and gives its address.
    pub(super) fn add(&mut self, mut resource: Fields) -> String {
        let address = self.address(0);
        if resource.get("id").is_none() {
            put_some(&mut resource, "id", address.rsplit(':').next());
        }
        self.entries.push(object! { "fullUrl": address.as_str(), "resource": resource });
        address
    }

    /// The Bundle as JSON text.
    pub(super) fn finish(self) -> String {
        let mut fields = resource("Bundle");
        put(&mut fields, "type", "collection");
        if !self.entries.is_empty() {
            put(&mut fields, "entry", self.entries);
        }
        let mut out = String::new();
        Tree::Object(fields).write(&mut out);
        out
    }
}

/// A resource of a type.
#[inline(never)]
pub(super) fn resource(kind: &str) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "resourceType", kind);
    fields
}

/// A reference to an address.
pub(super) fn reference(address: impl Into<Tree>) -> Tree {
    object! { "reference": address }
}

/// A coding.
#[inline(never)]
pub(super) fn coding(system: &str, code: &str) -> Tree {
    object! { "system": system, "code": code }
}

/// A concept of one coding.
#[inline(never)]
pub(super) fn concept(system: &str, code: &str) -> Tree {
    object! { "coding": vec![coding(system, code)] }
}

/// A concept of words alone.
#[inline(never)]
pub(super) fn words(text: &str) -> Tree {
    object! { "text": text }
}

/// A quantity with the unit as written and, where the unit is known, its UCUM code.
pub(super) fn quantity(value: Number, unit: Option<&str>) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "value", value);
    let Some(unit) = unit else { return fields };
    put(&mut fields, "unit", unit);
    if let Some(known) = Unit::parse(unit) {
        put(&mut fields, "system", UCUM);
        put(&mut fields, "code", ucum(known));
    }
    fields
}

/// The UCUM code where the field's spelling is another.
pub(super) fn ucum(unit: Unit) -> &'static str {
    match unit {
        Unit::MillimetreHg => "mm[Hg]",
        Unit::MillilitrePerMinute => "mL/min/{1.73_m2}",
        other => other.code(),
    }
}

/// A FHIR dateTime of a day or moment; `None` if FHIR cannot say it.
pub(super) fn date_time(written: &str, utc_offset: &str) -> Option<String> {
    let Some((_, time)) = written.split_once('T') else {
        return PartialDate::parse(written).map(|_| written.to_owned());
    };
    Moment::parse(written, 0)?;
    let place = time.bytes().position(|byte| matches!(byte, b'Z' | b'+' | b'-'));
    let (clock, offset) = time.split_at_checked(place.unwrap_or(time.len()))?;
    let (day, _) = written.split_once('T')?;
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    let offset = if offset.is_empty() { utc_offset } else { offset };
    Some(format!("{day}T{clock}{seconds}{offset}"))
}

/// Whether a text may be the id of a resource.
pub(super) fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

/// Words as a generated narrative.
pub(super) fn narrative(text: &str) -> Tree {
    let mut div = String::from("<div xmlns=\"http://www.w3.org/1999/xhtml\">");
    for character in text.chars() {
        match character {
            '<' => div.push_str("&lt;"),
            '>' => div.push_str("&gt;"),
            '&' => div.push_str("&amp;"),
            '"' => div.push_str("&quot;"),
            other => div.push(other),
        }
    }
    div.push_str("</div>");
    object! { "status": "generated", "div": div }
}

/// A text of an object that was read.
pub(super) fn said<'a>(value: &'a Json<'a>, path: &[&str]) -> Option<&'a str> {
    let (last, way) = path.split_last()?;
    let holder = way.iter().try_fold(value, |value, step| value.get(step))?;
    super::json::text(holder, last)
}
