//! The answer to discovery.

use serde_json::Value;

use super::{Breach, Faults, at};

/// Fields of a context that are one value, which a token may name; the standard's hooks have no others.
const FIELDS: [&str; 6] = ["patientId", "encounterId", "userId", "appointmentId", "order", "performer"];
/// Who the user is, by what kind of user it is.
const USERS: [&str; 4] =
    ["userPractitionerId", "userPractitionerRoleId", "userPatientId", "userRelatedPersonId"];

/// Everything in a list of services that the standard forbids; nothing for a sound one.
pub fn discovery(value: &Value) -> Vec<Breach> {
    let mut faults = Faults::default();
    faults.nothing_empty(value, "");
    let Some(services) = value.get("services").and_then(Value::as_array) else {
        faults.add(6, "services", "a list of services");
        return faults.0;
    };
    for (place, service) in services.iter().enumerate() {
        let path = ["services[", &place.to_string(), "]"].concat();
        for (name, requirement) in [("hook", 7), ("description", 9), ("id", 10)] {
            faults.needed(service, &path, name, requirement);
        }
        // The id is the last part of the service's address.
        let id = service.get("id").and_then(Value::as_str).unwrap_or("");
        if !id.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~".contains(letter)) {
            faults.add(16, &at(&path, "id"), "letters that an address may hold as they are");
        }
        // Of several services with one id the later ones update the cards of the first, at another hook.
        let hook = |service: &Value| service.get("hook").cloned();
        let same = |other: &&Value| other.get("id") == service.get("id") && hook(other) == hook(service);
        if services.iter().take(place).any(|other| same(&other)) {
            faults.add(211, &at(&path, "id"), "an id once for each hook");
        }
        prefetch(service, &path, &mut faults);
        faults.extension(service.get("extension"), &at(&path, "extension"));
    }
    faults.0
}

fn prefetch(service: &Value, path: &str, faults: &mut Faults) {
    let path = at(path, "prefetch");
    let Some(prefetch) = service.get("prefetch") else { return };
    let Some(templates) = prefetch.as_object() else {
        return faults.add(29, &path, "an object of templates by their keys");
    };
    for (key, template) in templates {
        let path = at(&path, key);
        match template.as_str() {
            Some(template) if !key.trim().is_empty() => tokens(template, &path, faults),
            _ => faults.add(36, &path, "a key and a template"),
        }
    }
}

fn tokens(template: &str, path: &str, faults: &mut Faults) {
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        let Some((token, after)) = behind.split_once("}}") else {
            return faults.add(55, path, "tokens between `{{` and `}}`");
        };
        stray(before, path, faults);
        match token.strip_prefix("context.") {
            Some(field) if FIELDS.contains(&field) => {}
            Some(_) => faults.add(57, path, "a field of the context that is one value"),
            None if USERS.contains(&token) => {}
            None if FIELDS.contains(&token) => faults.add(59, path, "`context.` before the field"),
            None => faults.add(56, path, "a field of the context or who the user is"),
        }
        rest = after;
    }
    stray(rest, path, faults);
}

/// Braces outside of tokens.
fn stray(text: &str, path: &str, faults: &mut Faults) {
    if text.contains(['{', '}']) {
        faults.add(55, path, "tokens between `{{` and `}}`");
    }
}
