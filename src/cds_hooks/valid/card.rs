//! Cards and what they hold.

use serde_json::Value;

use super::{Faults, at};

/// The standard says fewer than 140.
const SUMMARY: usize = 140;

/// Checks a card.
pub(super) fn card(card: &Value, path: &str, faults: &mut Faults) {
    if !card.is_object() {
        return faults.add(74, path, "a card, which is an object");
    }
    faults.text(card, path, "uuid", 80);
    let summary = card.get("summary").and_then(Value::as_str).unwrap_or("");
    let length = summary.chars().count();
    if length == 0 || length >= SUMMARY {
        faults.add(83, &at(path, "summary"), "a text of fewer than 140 characters");
    }
    if card.get("detail").is_some_and(|detail| !detail.as_str().is_some_and(is_markdown)) {
        faults.add(85, &at(path, "detail"), "a text in Markdown, without HTML");
    }
    indicator(card, path, faults);
    match card.get("source") {
        Some(Value::Object(_)) => source(card, path, faults),
        _ => faults.add(90, &at(path, "source"), "an object"),
    }
    let suggestions = faults.items(card, path, "suggestions", 92);
    for (place, own) in suggestions.iter().enumerate() {
        suggestion(own, &[path, ".suggestions[", &place.to_string(), "]"].concat(), faults);
    }
    selection(card, path, !suggestions.is_empty(), faults);
    for (place, own) in faults.items(card, path, "overrideReasons", 98).iter().enumerate() {
        let path = [path, ".overrideReasons[", &place.to_string(), "]"].concat();
        coding(own, &path, faults);
        for requirement in [100, 136, 219] {
            faults.needed(own, &path, "display", requirement);
        }
    }
    for (place, own) in faults.items(card, path, "links", 103).iter().enumerate() {
        link(own, &[path, ".links[", &place.to_string(), "]"].concat(), faults);
    }
    faults.extension(card.get("extension"), &at(path, "extension"));
}

/// GitHub's Markdown may hold HTML; a client that shows it as such would run what came from a record.
fn is_markdown(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        if letter == '<' && before != '\\' {
            return false;
        }
        before = letter;
    }
    !text.trim().is_empty()
}

fn indicator(card: &Value, path: &str, faults: &mut Faults) {
    let path = at(path, "indicator");
    match card.get("indicator") {
        Some(Value::String(code)) if ["info", "warning", "critical"].contains(&code.as_str()) => {}
        Some(Value::String(_)) => {
            // What a client colours and sorts by must be one of those it knows.
            faults.add(88, &path, "`info`, `warning` or `critical`");
            faults.add(89, &path, "`info`, `warning` or `critical`");
        }
        _ => faults.add(87, &path, "a text"),
    }
}

fn source(card: &Value, path: &str, faults: &mut Faults) {
    let path = at(path, "source");
    let source = card.get("source").unwrap_or(&Value::Null);
    faults.needed(source, &path, "label", 105);
    faults.address(source, &path, "url", 107);
    faults.address(source, &path, "icon", 111);
    match source.get("topic") {
        None => {}
        Some(topic) if topic.is_object() => {
            let path = at(&path, "topic");
            coding(topic, &path, faults);
            faults.text(topic, &path, "display", 220);
        }
        Some(_) => faults.add(115, &at(&path, "topic"), "a Coding"),
    }
    faults.extension(source.get("extension"), &at(&path, "extension"));
}

fn selection(card: &Value, path: &str, suggests: bool, faults: &mut Faults) {
    let path = at(path, "selectionBehavior");
    match card.get("selectionBehavior") {
        None if suggests => {
            faults.add(93, &path, "`at-most-one` or `any`, since there are suggestions");
            faults.add(96, &path, "a text, since there are suggestions");
        }
        None => {}
        Some(Value::String(code)) if ["at-most-one", "any"].contains(&code.as_str()) => {}
        Some(Value::String(_)) => faults.add(95, &path, "`at-most-one` or `any`"),
        Some(_) => faults.add(96, &path, "a text"),
    }
}

fn suggestion(suggestion: &Value, path: &str, faults: &mut Faults) {
    if !suggestion.is_object() {
        return faults.add(92, path, "a suggestion, which is an object");
    }
    faults.needed(suggestion, path, "label", 117);
    faults.text(suggestion, path, "uuid", 119);
    if suggestion.get("isRecommended").is_some_and(|own| !own.is_boolean()) {
        faults.add(121, &at(path, "isRecommended"), "true or false");
    }
    let actions = faults.items(suggestion, path, "actions", 124);
    for (place, own) in actions.iter().enumerate() {
        action(own, &[path, ".actions[", &place.to_string(), "]"].concat(), false, faults);
    }
    // All actions of a suggestion are taken together, so that none may undo another.
    let targets: Vec<&str> = actions.iter().filter_map(target).collect();
    if targets.iter().enumerate().any(|(place, own)| targets.iter().take(place).any(|other| other == own)) {
        faults.add(125, &at(path, "actions"), "at most one action on each resource");
    }
}

/// The resource that an action removes or replaces.
fn target(action: &Value) -> Option<&str> {
    let id = |resource: &'_ Value| resource.get("id").and_then(Value::as_str).is_some();
    let removed =
        action.get("resourceId").and_then(Value::as_str).map(|own| own.rsplit('/').next().unwrap_or(own));
    removed.or_else(|| action.get("resource").filter(|own| id(own))?.get("id")?.as_str())
}

/// Checks an action; those of the system may do without a description, as the standard's own examples do.
pub(super) fn action(action: &Value, path: &str, system: bool, faults: &mut Faults) {
    if !action.is_object() {
        return faults.add(124, path, "an action, which is an object");
    }
    let kind = action.get("type").and_then(Value::as_str).unwrap_or("");
    if !["create", "update", "delete"].contains(&kind) {
        faults.add(127, &at(path, "type"), "`create`, `update` or `delete`");
    }
    if !system {
        faults.needed(action, path, "description", 128);
    }
    let resource = action.get("resource");
    let is_resource = |own: &Value| own.get("resourceType").is_some_and(Value::is_string);
    if resource
        .is_some_and(|own| !own.is_object() && kind != "delete" || own.is_object() && !is_resource(own))
    {
        faults.add(130, &at(path, "resource"), "a FHIR resource");
    }
    match kind {
        "create" if !resource.is_some_and(is_resource) => {
            faults.add(131, &at(path, "resource"), "a new FHIR resource");
        }
        "update" if !resource.is_some_and(|own| is_resource(own) && own.get("id").is_some()) => {
            faults.add(132, &at(path, "resource"), "the whole updated resource, with its id");
        }
        "delete" => {
            if resource.is_some_and(Value::is_string) {
                faults.add(133, &at(path, "resource"), "no text; `resourceId` names what is removed");
            }
            if action.get("resourceId").is_none() {
                faults.add(134, &at(path, "resourceId"), "the reference of what is removed");
            }
        }
        _ => {}
    }
    faults.text(action, path, "resourceId", 135);
}

fn link(link: &Value, path: &str, faults: &mut Faults) {
    if !link.is_object() {
        return faults.add(103, path, "a link, which is an object");
    }
    faults.needed(link, path, "label", 138);
    if link.get("url").is_none() {
        faults.add(139, &at(path, "url"), "an absolute address");
    }
    faults.address(link, path, "url", 139);
    faults.needed(link, path, "type", 141);
    let kind = link.get("type").and_then(Value::as_str).unwrap_or("");
    if !["absolute", "smart", ""].contains(&kind) {
        faults.add(142, &at(path, "type"), "`absolute` or `smart`");
    }
    faults.text(link, path, "appContext", 144);
    if link.get("appContext").is_some() && kind == "absolute" {
        faults.add(147, &at(path, "appContext"), "nothing; only a SMART app takes it");
    }
}

fn coding(coding: &Value, path: &str, faults: &mut Faults) {
    if !coding.is_object() {
        return faults.add(98, path, "a Coding, which is an object");
    }
    for requirement in [216, 218] {
        faults.needed(coding, path, "code", requirement);
    }
    faults.needed(coding, path, "system", 217);
}
