//! Suggestions: drafts that a person may take over. No medicine is ever written.

use super::words::{REFERRAL, REMOVE, Words, coding};
use super::{list, text};
use crate::json::Json;
use crate::tree::{Fields, Tree, object, put, put_some};

/// What a draft is about and when it is written.
pub(super) struct Draft<'a> {
    /// Of the call.
    pub(super) about: &'a Json<'a>,
    /// The day of the answer.
    pub(super) as_of: &'a str,
    pub(super) words: Words,
}

impl Draft<'_> {
    /// What the actions of an assessed card come to: a referral, tests.
    pub(super) fn of_card(&self, card: &Json<'_>, answers: &Json<'_>) -> Vec<Fields> {
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

    fn referral(&self, card: &Json<'_>, action: &Json<'_>, answers: &Json<'_>) -> Fields {
        let referral = answers.get("referral").unwrap_or(&Json::Null);
        let label = text(action, "label").unwrap_or(self.words.say(REFERRAL));
        // SNOMED CT 3457005: referral of a patient.
        let code = coding("http://snomed.info/sct", "3457005", self.words.say(REFERRAL));
        let mut request = self.request(object! { "coding": vec![code], "text": label });
        let priority = match text(referral, "urgency") {
            Some("emergency") => "stat",
            Some("today") => "asap",
            Some("within-14-days") => "urgent",
            _ => "routine",
        };
        put(&mut request, "priority", priority);
        if let Some(by) = text(action, "by").or_else(|| text(referral, "checkBy")) {
            put(&mut request, "occurrencePeriod", object! { "start": self.as_of, "end": by });
        }
        if let Some(summary) = text(card, "summary") {
            put(&mut request, "reasonCode", vec![object! { "text": summary }]);
        }
        if let Some(to) = text(referral, "to") {
            put(&mut request, "performerType", object! { "text": to });
        }
        suggestion(label, create(label, request))
    }

    fn tests(&self, action: &Json<'_>, answers: &Json<'_>, suggestions: &mut Vec<Fields>) {
        let plan = answers.get("plan").unwrap_or(&Json::Null);
        for due in list(plan, "testsDue") {
            let Some((label, code)) = text(due, "concept").and_then(|concept| self.words.test(concept))
            else {
                continue;
            };
            let mut request = self.request(object! { "coding": vec![code] });
            put_some(&mut request, "occurrenceDateTime", text(action, "by"));
            suggestions.push(suggestion(label, create(label, request)));
        }
    }

    /// Takes the user's own draft away.
    pub(super) fn removal(&self, reference: &str) -> Fields {
        let label = self.words.say(REMOVE);
        suggestion(label, object! { "type": "delete", "description": label, "resourceId": reference })
    }

    /// A draft of a request for this patient.
    fn request(&self, code: Tree) -> Fields {
        let refer = |to: &str| object! { "reference": to };
        let mut request = Fields::new();
        put(&mut request, "resourceType", "ServiceRequest");
        put(&mut request, "status", "draft");
        put(&mut request, "intent", "proposal");
        put(&mut request, "code", code);
        let patient = ["Patient/", text(self.about, "patientId").unwrap_or("")].concat();
        put(&mut request, "subject", refer(&patient));
        if let Some(encounter) = text(self.about, "encounterId") {
            put(&mut request, "encounter", refer(&["Encounter/", encounter].concat()));
        }
        put(&mut request, "authoredOn", self.as_of);
        // A patient may be the user of a view; only clinicians request.
        let user = text(self.about, "userId").filter(|user| user.starts_with("Practitioner"));
        put_some(&mut request, "requester", user.map(refer));
        request
    }
}

fn create(description: &str, resource: Fields) -> Tree {
    object! { "type": "create", "description": description, "resource": resource }
}

fn suggestion(label: &str, action: Tree) -> Fields {
    let mut suggestion = Fields::new();
    put(&mut suggestion, "label", label);
    put(&mut suggestion, "actions", vec![action]);
    suggestion
}
