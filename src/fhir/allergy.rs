//! Allergies and intolerances.

use crate::json::Json;

use super::draft::{Draft, Fields, Resource, put, put_some};
use super::drug::classes;
use super::history::says_none;
use super::json::{Coding, clip, code, codings, label, list, text};
use crate::record::ProblemCode;

/// Reads an `AllergyIntolerance`.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let concept = body.get("code").unwrap_or(&Json::Null);
    // That none is known is no allergy; a record says it by silence.
    if says_none(concept).is_some() {
        return;
    }
    let Some(name) = label(concept).or_else(|| code(Some(concept))) else {
        draft.report.unclear(&resource.path, "an allergy without a name or code is left out");
        return;
    };
    let over = [
        ("verificationStatus", ["refuted", "entered-in-error"]),
        ("clinicalStatus", ["inactive", "resolved"]),
    ];
    for (field, statuses) in over {
        if let Some(status) = code(body.get(field)).filter(|status| statuses.contains(status)) {
            let message = format!("allergy `{}` is `{status}`; left out", clip(name));
            draft.report.add(&resource.path, ProblemCode::NotUnderstood, message);
            return;
        }
    }
    let coded: Vec<Coding<'_>> = codings(concept).collect();
    let names = std::iter::once(name).chain(coded.iter().filter_map(|coding| coding.display));
    let found = classes(coded.iter().copied(), names);
    let manifestation =
        list(body, "reaction").first().and_then(|reaction| list(reaction, "manifestation").first());
    let reaction = manifestation.and_then(|shown| shown.get("concept").map_or_else(|| label(shown), label));
    let rows = if found.is_empty() { vec![None] } else { found.into_iter().map(Some).collect() };
    for class in rows {
        let mut fields = Fields::new();
        put_some(&mut fields, "code", class.map(crate::concept::DrugClass::code));
        put(&mut fields, "name", name);
        put_some(&mut fields, "reaction", reaction.or_else(|| text(body, "reaction")));
        draft.allergies.push(fields);
    }
}
