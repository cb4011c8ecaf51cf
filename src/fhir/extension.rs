//! Extensions that change what they stand in: R4 forbids to use what holds one that is not understood, and none is.

use super::draft::{Draft, Resource, join};
use super::json::list;
use super::own::is_own;
use crate::json::Json;

/// How deep a resource is searched; nothing of R4 that is read lies deeper.
const DEEPEST: usize = 16;

const MESSAGE: &str = "an extension that is not understood changes what this says; left out";

/// Whether an element is changed by an extension, of which nobody here knows what it says.
pub(super) fn has_modifier(element: &Json<'_>) -> bool {
    !list(element, "modifierExtension").is_empty()
}

/// The same, and lists what is set aside for it.
pub(super) fn is_modified(element: &Json<'_>, path: &str, draft: &mut Draft<'_>) -> bool {
    let is_modified = has_modifier(element);
    if is_modified {
        draft.report.unclear(&join(path, "modifierExtension"), MESSAGE);
    }
    is_modified
}

/// Whether a resource, or a part of it that is not judged by itself, is changed so; it is left out as a whole.
pub(super) fn holds_modified(resource: &Resource<'_>, draft: &mut Draft<'_>) -> bool {
    // Resources inside, components and questions are judged one by one; what was written here is read at one go.
    let apart: &[&str] =
        if is_own(resource.body) { &["contained"] } else { &["contained", "component", "item"] };
    let Some(path) = within(resource.body, apart, 0) else { return false };
    draft.report.unclear(&resource.at(&path), MESSAGE);
    true
}

/// The path of the first such extension.
fn within(element: &Json<'_>, apart: &[&str], depth: usize) -> Option<String> {
    let Json::Object(fields) = element else { return None };
    if has_modifier(element) {
        return Some("modifierExtension".to_owned());
    }
    let mut fields = fields.iter().filter(|field| depth < DEEPEST && !apart.contains(&&*field.name));
    fields.find_map(|field| {
        let deeper = depth.saturating_add(1);
        match &field.value {
            Json::List(items) => items.iter().enumerate().find_map(|(index, item)| {
                Some(format!("{}[{index}].{}", field.name, within(item, apart, deeper)?))
            }),
            value => Some(join(&field.name, &within(value, apart, deeper)?)),
        }
    })
}
