//! Extensions and implicit rules that change what they stand in: R4 forbids to use what holds one that is not understood,
//! and none is.

use super::draft::{Draft, Resource, join};
use super::json::{list, text};
use super::own::is_own;
use crate::json::Json;

/// How deep a resource is searched; nothing of R4 that is read lies deeper.
const DEEPEST: usize = 16;

/// A field that changes what its element says, and what is said of it.
type Modifier = (&'static str, &'static str);

const EXTENSION: Modifier =
    ("modifierExtension", "an extension that is not understood changes what this says; left out");
const RULES: Modifier =
    ("implicitRules", "rules that are not known here say how this is to be read; left out");

/// What changes an element, of which nobody here knows what it says.
fn modifier(element: &Json<'_>) -> Option<Modifier> {
    if !list(element, EXTENSION.0).is_empty() {
        return Some(EXTENSION);
    }
    text(element, RULES.0).map(|_| RULES)
}

/// Whether an element is changed so.
pub(super) fn has_modifier(element: &Json<'_>) -> bool {
    modifier(element).is_some()
}

/// The same, and lists what is set aside for it.
pub(super) fn is_modified(element: &Json<'_>, path: &str, draft: &mut Draft<'_>) -> bool {
    let Some((name, message)) = modifier(element) else { return false };
    draft.report.unclear(&join(path, name), message);
    true
}

/// Whether a resource, or a part of it that is not judged by itself, is changed so; it is left out as a whole.
pub(super) fn holds_modified(resource: &Resource<'_>, draft: &mut Draft<'_>) -> bool {
    // Resources inside, components and questions are judged one by one; what was written here is read at one go.
    let apart: &[&str] =
        if is_own(resource.body) { &["contained"] } else { &["contained", "component", "item"] };
    let Some((path, message)) = within(resource.body, apart, 0) else { return false };
    draft.report.unclear(&resource.at(&path), message);
    true
}

/// The path of the first of them, and what is said of it.
fn within(element: &Json<'_>, apart: &[&str], depth: usize) -> Option<(String, &'static str)> {
    let Json::Object(fields) = element else { return None };
    if let Some((name, message)) = modifier(element) {
        return Some((name.to_owned(), message));
    }
    let mut fields = fields.iter().filter(|field| depth < DEEPEST && !apart.contains(&&*field.name));
    fields.find_map(|field| {
        let deeper = depth.saturating_add(1);
        match &field.value {
            Json::List(items) => items.iter().enumerate().find_map(|(index, item)| {
                let (path, message) = within(item, apart, deeper)?;
                Some((format!("{}[{index}].{path}", field.name), message))
            }),
            value => within(value, apart, deeper).map(|(path, message)| (join(&field.name, &path), message)),
        }
    })
}
