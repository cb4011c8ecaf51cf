//! Suggestions: drafts that a person may take over. No medicine is ever written.

use serde_json::Value;

use super::words::{REFERRAL, REMOVE, Words};
use super::{add, list, object, text};

/// What a draft is about and when it is written.
pub(super) struct Draft<'a> {
    /// Of the call.
    pub(super) about: &'a Value,
    /// The day of the answer.
    pub(super) as_of: &'a str,
    pub(super) words: Words,
}

impl Draft<'_> {
    /// What the actions of an assessed card come to: a referral, tests.
    pub(super) fn of_card(&self, card: &Value, answers: &Value) -> Vec<Value> {
        let mut suggestions = Vec::new();
        for action in list(card, "actions") {
            match text(action, "kind") {
                Some("refer") => suggestions.push(self.referral(card, action, answers)),
                Some("order") => self.tests(action, answers, &mut suggestions),
                _ => {}
            }
        }
        suggestions
    }

    fn referral(&self, card: &Value, action: &Value, answers: &Value) -> Value {
        let referral = answers.get("referral").unwrap_or(&Value::Null);
        let label = text(action, "label").unwrap_or(self.words.say(REFERRAL));
        // SNOMED CT 3457005: referral of a patient.
        let code = super::words::coding("http://snomed.info/sct", "3457005", self.words.say(REFERRAL));
        let mut request = self.request(object([("coding", vec![code].into()), ("text", label.into())]));
        let priority = match text(referral, "urgency") {
            Some("emergency") => "stat",
            Some("today") => "asap",
            Some("within-14-days") => "urgent",
            _ => "routine",
        };
        add(&mut request, "priority", priority);
        let by = text(action, "by").or_else(|| text(referral, "checkBy"));
        if let Some(by) = by {
            add(&mut request, "occurrencePeriod", object([("end", by.into()), ("start", self.as_of.into())]));
        }
        if let Some(summary) = text(card, "summary") {
            add(&mut request, "reasonCode", vec![object([("text", summary.into())])]);
        }
        if let Some(to) = text(referral, "to") {
            add(&mut request, "performerType", object([("text", to.into())]));
        }
        suggestion(label, create(label, request))
    }

    fn tests(&self, action: &Value, answers: &Value, suggestions: &mut Vec<Value>) {
        let plan = answers.get("plan").unwrap_or(&Value::Null);
        for due in list(plan, "testsDue") {
            let Some(code) = text(due, "concept").and_then(|concept| self.words.test(concept)) else {
                continue;
            };
            let label = text(&code, "display").unwrap_or("").to_owned();
            let mut request = self.request(object([("coding", vec![code].into())]));
            if let Some(by) = text(action, "by") {
                add(&mut request, "occurrenceDateTime", by);
            }
            suggestions.push(suggestion(&label, create(&label, request)));
        }
    }

    /// Takes the user's own draft away.
    pub(super) fn removal(&self, reference: &str) -> Value {
        let label = self.words.say(REMOVE);
        let action = object([
            ("description", label.into()),
            ("resourceId", reference.into()),
            ("type", "delete".into()),
        ]);
        suggestion(label, action)
    }

    /// A draft of a request for this patient.
    fn request(&self, code: Value) -> Value {
        let refer = |to: String| object([("reference", to.into())]);
        let mut request = object([
            ("authoredOn", self.as_of.into()),
            ("code", code),
            ("intent", "proposal".into()),
            ("resourceType", "ServiceRequest".into()),
            ("status", "draft".into()),
            ("subject", refer(["Patient/", text(self.about, "patientId").unwrap_or("")].concat())),
        ]);
        if let Some(encounter) = text(self.about, "encounterId") {
            add(&mut request, "encounter", refer(["Encounter/", encounter].concat()));
        }
        // A patient may be the user of a view; only clinicians request.
        let user = text(self.about, "userId").filter(|user| user.starts_with("Practitioner"));
        if let Some(user) = user {
            add(&mut request, "requester", refer(user.to_owned()));
        }
        request
    }
}

fn create(description: &str, resource: Value) -> Value {
    object([("description", description.into()), ("resource", resource), ("type", "create".into())])
}

fn suggestion(label: &str, action: Value) -> Value {
    object([("actions", vec![action].into()), ("label", label.into())])
}
