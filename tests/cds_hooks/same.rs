//! Calls, good and bad, that every form of the service must answer with the same bytes.

use liangbing::cds_hooks::{Hook, Host, feedback, handle, outcome, status};
use liangbing::synth::Synth;
use serde_json::{Value, json};

use super::support::{ENGINE, bundle, call, defaults, order, ordering, pressure, value};

/// A call, by the end of its address, and what every form answers.
pub struct Case {
    pub path: String,
    pub body: String,
    pub status: u16,
    pub answer: String,
}

/// What hosts of the tests say of their own; the calls say their day themselves.
pub fn house() -> Host {
    let said = json!({"level": "village", "locale": "zh-CN", "profile": "cn-county", "utcOffset": "+08:00", "asOf": "2000-01-01"});
    Host::read(&said.to_string()).unwrap()
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut ask = |id: &str, body: String| {
        let (status, answer) = match handle(&ENGINE, id, &body, &house()) {
            Ok(answer) => (200, answer),
            Err(error) => (status(&error), outcome(&error)),
        };
        cases.push(Case { path: format!("/cds-services/{id}"), body, status, answer });
    };
    for (hook, call) in good() {
        ask(hook.id(), call.to_string());
    }
    let good = dated(call(Hook::PatientView, 132, 78));
    let view = Hook::PatientView.id();
    for body in ["", "{", "[]", "{}", "{\"hook\": \"order-sign\"}"] {
        ask(view, body.to_owned());
    }
    for key in ["patient", "conditions", "glucose"] {
        let mut call = good.clone();
        call["prefetch"].as_object_mut().unwrap().remove(key);
        ask(view, call.to_string());
    }
    let mut call = good;
    call["prefetch"]["patient"]["id"] = json!("p2");
    ask(view, call.to_string());
    let told = json!({"feedback": [{"card": "a", "outcome": "overridden", "outcomeTimestamp": "2026-11-21T09:00:00Z",
        "overrideReason": {"reason": {"code": "handled", "system": "urn:liangbing:override-reason"}, "userComment": "好"}}]});
    for body in
        [told.to_string(), "{}".to_owned(), "{".to_owned(), r#"{"feedback": [{"card": "a"}]}"#.to_owned()]
    {
        let (status, answer) = match feedback(&body) {
            Ok(answer) => (200, answer),
            Err(error) => (status(&error), outcome(&error)),
        };
        cases.push(Case { path: format!("/cds-services/{view}/feedback"), body, status, answer });
    }
    cases
}

/// The call with a day of its own, so that nobody's today decides; every other one in English.
fn dated(mut call: Value) -> Value {
    call["extension"] = json!({"liangbing": defaults()});
    call
}

fn good() -> Vec<(Hook, Value)> {
    let mut list = Vec::new();
    for systolic in (90..=230).step_by(4) {
        let hook = if systolic % 8 == 2 { Hook::PatientView } else { Hook::EncounterStart };
        let mut call = dated(call(hook, systolic, 50 + systolic / 4));
        if systolic % 12 < 6 {
            call["extension"]["liangbing"]["locale"] = json!("zh-CN");
        }
        list.push((hook, call));
    }
    for (place, name) in
        ["metformin", "二甲双胍", "amlodipine 5 mg", "spironolactone", "gliclazide", "nothing known"]
            .iter()
            .enumerate()
    {
        let mut call = dated(ordering(Hook::OrderSign, order(&format!("m{place}"), name)));
        call["prefetch"]["measurements"] = bundle(&[
            value("98979-8", "2026-11-20T08:12:00+08:00", 21.5, "mL/min/{1.73_m2}"),
            value("2823-3", "2026-11-20T08:12:00+08:00", 5.75, "mmol/L"),
        ]);
        list.push((Hook::OrderSign, call.clone()));
        call["hook"] = json!("order-select");
        list.push((Hook::OrderSelect, call));
    }
    // Invented patients' pressures, many at a time.
    let day = liangbing::civil::Day::parse("2026-11-21").unwrap();
    for record in Synth::new(7, day).take(20) {
        let readings = record["observations"].as_array().into_iter().flatten();
        let pressures: Vec<Value> = readings
            .filter_map(|own| {
                Some(pressure(own["at"].as_str()?, whole(&own["systolic"])?, whole(&own["diastolic"])?))
            })
            .collect();
        let mut call = dated(call(Hook::PatientView, 132, 78));
        call["prefetch"]["pressures"] = bundle(&pressures);
        list.push((Hook::PatientView, call));
    }
    list
}

fn whole(value: &Value) -> Option<u32> {
    value.to_string().parse().ok()
}
