//! What the two ways share: how a resource that was written here is marked, and what it carries beside FHIR's fields.
//!
//! A resource of a record carries the tag `record` of [`SYSTEM`]. What FHIR has no exact place for stands in one
//! extension, [`FIELDS`], whose parts are named as the record's own fields; a list's parts are named `item`.

use std::borrow::Cow;

use super::draft::{Fields, put};
use super::json::{codings, list, text};
use super::tree::{Number, Tree};
use crate::json::Json;

/// The code system of the record's own words; `urn:liangbing:` and the list's name.
pub(super) const SYSTEM: &str = "urn:liangbing";
/// The extension with the fields that FHIR has no exact place for.
pub(super) const FIELDS: &str = "urn:liangbing:fields";

/// The systems of the record's own words.
pub(super) const CONDITION: &str = "urn:liangbing:condition";
pub(super) const CONCEPT: &str = "urn:liangbing:concept";
pub(super) const FINDING: &str = "urn:liangbing:finding";
pub(super) const DRUG: &str = "urn:liangbing:drug";
pub(super) const DRUG_CLASS: &str = "urn:liangbing:drug-class";
pub(super) const PLAN: &str = "urn:liangbing:plan";
pub(super) const SMOKING: &str = "urn:liangbing:smoking";

/// Whether a resource of a record was written here, so that nothing in it is guessed.
pub(super) fn is_own(body: &Json<'_>) -> bool {
    let tags = body.get("meta").map_or(&[][..], |meta| list(meta, "tag"));
    tags.iter().any(|tag| text(tag, "system") == Some(SYSTEM) && text(tag, "code") == Some("record"))
}

/// The mark of a resource that belongs to a record.
pub(super) fn mark(resource: &mut Fields) {
    let mut tag = Fields::new();
    put(&mut tag, "system", SYSTEM);
    put(&mut tag, "code", "record");
    let mut meta = Fields::new();
    put(&mut meta, "tag", vec![Tree::Object(tag)]);
    put(resource, "meta", meta);
}

/// The code that a concept has in one of the record's own systems.
pub(super) fn code_in<'a>(concept: Option<&'a Json<'a>>, system: &str) -> Option<&'a str> {
    codings(concept?).find(|coding| coding.system == Some(system)).and_then(|coding| coding.code)
}

/// Sets what the extension carries over what was read.
pub(super) fn overlay(fields: &mut Fields, body: &Json<'_>) {
    let extensions = list(body, "extension");
    for extension in extensions.iter().filter(|extension| text(extension, "url") == Some(FIELDS)) {
        for (name, value) in pairs(extension) {
            fields.set(name, value);
        }
    }
}

fn pairs(extension: &Json<'_>) -> Vec<(Cow<'static, str>, Tree)> {
    let mut out = Vec::new();
    for part in list(extension, "extension") {
        let Some(name) = text(part, "url") else { continue };
        let value = ["valueString", "valueBoolean", "valueDecimal"].iter().find_map(|key| part.get(key));
        let value = match value {
            Some(value) => Tree::of(value),
            None => Some(inside(part)),
        };
        out.extend(value.map(|value| (Cow::Owned(name.to_owned()), value)));
    }
    out
}

/// The list or object that the parts of an extension are.
fn inside(part: &Json<'_>) -> Tree {
    let pairs = pairs(part);
    if pairs.iter().all(|(name, _)| name == "item") {
        return Tree::List(pairs.into_iter().map(|(_, value)| value).collect());
    }
    let mut fields = Fields::new();
    for (name, value) in pairs {
        fields.set(name, value);
    }
    Tree::Object(fields)
}

/// Puts fields into the extension of a resource; without any there is none.
pub(super) fn extend(resource: &mut Fields, fields: Fields) {
    let parts: Vec<Tree> =
        fields.into_pairs().into_iter().filter_map(|(name, value)| part(&name, value)).collect();
    if parts.is_empty() {
        return;
    }
    let mut extension = Fields::new();
    put(&mut extension, "url", FIELDS);
    put(&mut extension, "extension", parts);
    put(resource, "extension", vec![Tree::Object(extension)]);
}

fn part(name: &str, value: Tree) -> Option<Tree> {
    let mut fields = Fields::new();
    put(&mut fields, "url", name);
    let mut inner = Vec::new();
    match value {
        Tree::Flag(flag) => put(&mut fields, "valueBoolean", flag),
        Tree::Number(number) => put(&mut fields, "valueDecimal", number),
        // FHIR has no empty texts, and neither has a record.
        Tree::Text(text) if text.trim().is_empty() => return None,
        Tree::Text(text) => put(&mut fields, "valueString", text),
        Tree::List(items) => inner.extend(items.into_iter().filter_map(|item| part("item", item))),
        Tree::Object(inside) => {
            inner.extend(inside.into_pairs().into_iter().filter_map(|(name, value)| part(&name, value)));
        }
    }
    if fields.get("valueBoolean").or(fields.get("valueDecimal")).or(fields.get("valueString")).is_none() {
        if inner.is_empty() {
            return None;
        }
        put(&mut fields, "extension", inner);
    }
    Some(Tree::Object(fields))
}

/// The number of a Quantity's value, with its printed unit beside it.
pub(super) fn quantity(quantity: Option<&Json<'_>>) -> (Option<Number>, Option<String>) {
    let Some(quantity) = quantity else { return (None, None) };
    let number = match quantity.get("value") {
        Some(Json::Number(digits)) => Number::parse(digits),
        _ => None,
    };
    (number, text(quantity, "unit").map(str::to_owned))
}
