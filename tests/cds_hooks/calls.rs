//! What calls are answered with, and which are refused.

use liangbing::cds_hooks::{Hook, MAX_BYTES, ask, feedback, handle, outcome, services, status, valid};
use liangbing::fhir::to_record_value;
use liangbing::record::Record;
use serde_json::{Value, json};

use super::support::{
    ENGINE, answer, bundle, call, cards, defaults, host, order, ordering, pressure, refusal,
};

#[test]
fn a_critical_pressure_stops_once_and_proposes_a_referral() {
    for hook in [Hook::PatientView, Hook::EncounterStart] {
        let said = answer(hook, &call(hook, 186, 112));
        let card = &cards(&said)[0];
        assert_eq!(card["indicator"], "critical");
        assert_eq!(said["extension"]["liangbing"]["tier"]["colour"], "red");
        let resource = &card["suggestions"][0]["actions"][0]["resource"];
        assert_eq!(resource["resourceType"], "ServiceRequest");
        assert_eq!((&resource["status"], &resource["intent"]), (&json!("draft"), &json!("proposal")));
        assert_eq!(resource["subject"]["reference"], "Patient/p1");
        assert_eq!(resource["encounter"]["reference"], "Encounter/e1");
        assert_eq!(resource["requester"]["reference"], "Practitioner/d1");
        assert_eq!(card["overrideReasons"].as_array().unwrap().len(), 6);
        assert!(said.get("systemActions").is_none());
    }
}

#[test]
fn no_answer_has_more_than_one_card_that_stops_one_that_asks_and_one_that_folds() {
    let mut folded = false;
    for systolic in [100, 128, 146, 162, 178, 186, 220] {
        let said = answer(Hook::PatientView, &call(Hook::PatientView, systolic, 96));
        let count = |reasons: bool| {
            cards(&said).iter().filter(|card| card.get("overrideReasons").is_some() == reasons).count()
        };
        assert!(count(true) <= 2 && count(false) <= 1, "{systolic}: {said:#}");
        let order: Vec<&str> = cards(&said).iter().map(|card| card["indicator"].as_str().unwrap()).collect();
        assert!(!order[1..].contains(&"critical") || order[0] == "critical", "{order:?}");
        folded |= count(false) == 1;
    }
    assert!(folded, "no case folded anything, so that the budget was not tried");
}

#[test]
fn what_was_asked_for_and_not_delivered_is_not_an_empty_answer() {
    let whole = call(Hook::PatientView, 132, 78);
    for key in whole["prefetch"].as_object().unwrap().keys() {
        let mut call = whole.clone();
        call["prefetch"].as_object_mut().unwrap().remove(key);
        let error = refusal("liangbing-patient-view", &call.to_string());
        assert_eq!((status(&error), error.path.as_str()), (412, format!("prefetch.{key}").as_str()));
        assert!(error.message.contains(key), "{error}");
        call["prefetch"][key] = json!({"resourceType": "OperationOutcome"});
        assert_eq!(status(&refusal("liangbing-patient-view", &call.to_string())), 412);
    }
    let mut bare = whole;
    bare.as_object_mut().unwrap().remove("prefetch");
    assert_eq!(status(&refusal("patient-view", &bare.to_string())), 412);
    bare["prefetch"] = json!({"patient": null});
    assert_eq!(status(&refusal("patient-view", &bare.to_string())), 412);
}

#[test]
fn whatever_is_read_is_asked_for_in_queries_that_a_server_takes() {
    let listed: Value = serde_json::from_str(&services()).unwrap();
    for service in listed["services"].as_array().unwrap() {
        let queries = service["prefetch"].as_object().unwrap();
        let asked: Vec<(&str, &str)> = queries
            .iter()
            .filter_map(|(key, query)| Some((key.as_str(), query.as_str()?.split_once("&code=")?.1)))
            .flat_map(|(key, rest)| rest.split('&').next().unwrap().split(',').map(move |code| (key, code)))
            .collect();
        for line in include_str!("../../src/fhir/codes/observations.txt").lines() {
            let (code, meaning) = line.split_once(' ').unwrap();
            let keys: Vec<&str> = asked.iter().filter(|(_, own)| *own == code).map(|(key, _)| *key).collect();
            // Read only to be set aside; a sensor's values would leave no place for others within the count.
            let is_left_out =
                ["mean", "race", "strip"].contains(&meaning) || meaning.contains("interstitial");
            assert_eq!(keys.len(), usize::from(!is_left_out), "{line}: {keys:?}");
        }
        let longest = queries.values().map(|query| query.as_str().unwrap().len()).max();
        assert!(longest < Some(1500), "{longest:?}");
    }
}

#[test]
fn a_list_that_not_every_client_has_may_be_missing_and_that_is_said() {
    let mut call = call(Hook::OrderSign, 132, 78);
    for delivered in [Value::Null, json!({"resourceType": "OperationOutcome"})] {
        call["prefetch"]["procedures"] = delivered.clone();
        let said = answer(Hook::OrderSign, &call)["extension"]["liangbing"]["setAside"].to_string();
        assert!(said.contains("prefetch.statements") && said.contains("not looked for"), "{said}");
        assert_eq!(said.contains("prefetch.procedures"), !delivered.is_null(), "{said}");
    }
    let mut taken = order("s1", "ibuprofen");
    taken["resourceType"] = json!("MedicationStatement");
    taken["status"] = json!("active");
    call["prefetch"]["statements"] = bundle(&[taken]);
    call["prefetch"]["procedures"] = bundle(&[json!({
        "resourceType": "Procedure", "status": "completed", "subject": {"reference": "Patient/p1"},
        "performedDateTime": "2026-11-18", "code": {"coding": [{"system": "http://snomed.info/sct", "code": "302497006"}]}
    })]);
    let asked = ask("order-sign", &call.to_string(), &host()).unwrap();
    let record = Record::read(&asked.record).unwrap();
    assert_eq!(record.medications.len(), 1);
    assert!(asked.record.contains(r#""dialysis""#), "{}", asked.record);
    assert!(
        !asked.set_aside.iter().any(|problem| problem.path.starts_with("prefetch")),
        "{:?}",
        asked.set_aside
    );
}

#[test]
fn a_broken_call_is_refused_with_its_place() {
    let good = call(Hook::PatientView, 132, 78);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut call = good.clone();
        change(&mut call);
        call.to_string()
    };
    let cases: [(String, u16, &str); 12] = [
        (String::new(), 400, ""),
        ("{".to_owned(), 400, ""),
        ("[]".to_owned(), 400, ""),
        (with(&|call| call["hook"] = json!("order-sign")), 400, "hook"),
        (with(&|call| call["hook"] = Value::Null), 400, "hook"),
        (with(&|call| call["hookInstance"] = json!("")), 400, "hookInstance"),
        (with(&|call| call["context"] = json!({"userId": "Practitioner/d1"})), 400, "context.patientId"),
        (with(&|call| call["context"]["patientId"] = json!(7)), 400, "context.patientId"),
        (with(&|call| call["context"]["patientId"] = json!("p2")), 400, "prefetch.patient.id"),
        (with(&|call| call["prefetch"]["glucose"] = json!([])), 400, "prefetch.glucose"),
        (
            with(&|call| call["extension"] = json!({"liangbing": {"asof": "2026-11-21"}})),
            400,
            "extension.liangbing.asof",
        ),
        (with(&|call| call["extension"] = json!({"liangbing": {"asOf": "soon"}})), 400, "asOf"),
    ];
    for (text, expected, path) in cases {
        let error = refusal("liangbing-patient-view", &text);
        assert_eq!((status(&error), error.path.as_str()), (expected, path), "{error}");
        let body: Value = serde_json::from_str(&outcome(&error)).unwrap();
        assert_eq!(body["resourceType"], "OperationOutcome");
    }
    assert_eq!(status(&refusal("liangbing-nothing", &good.to_string())), 404);
    let large = format!("{good}{}", " ".repeat(MAX_BYTES));
    assert_eq!(status(&refusal("liangbing-patient-view", &large)), 413);
}

#[test]
fn two_people_are_never_mixed() {
    let mut foreign = pressure("2026-11-20T08:10:00+08:00", 186, 112);
    foreign["subject"]["reference"] = json!("Patient/p2");
    let mut mixed = call(Hook::PatientView, 132, 78);
    mixed["prefetch"]["pressures"] = bundle(&[foreign]);
    let error = refusal("liangbing-patient-view", &mixed.to_string());
    assert_eq!((status(&error), error.path.as_str()), (400, "prefetch.pressures.entry[0].resource.subject"));
    let mut other = order("m1", "metformin");
    other["subject"]["reference"] = json!("Patient/p2");
    let error = refusal("liangbing-order-sign", &ordering(Hook::OrderSign, other).to_string());
    assert_eq!(status(&error), 400);
}

#[test]
fn an_order_that_is_contraindicated_stops_and_offers_to_take_the_draft_away() {
    let mut call = ordering(Hook::OrderSign, order("m1", "metformin"));
    call["prefetch"]["measurements"] =
        bundle(&[super::support::value("98979-8", "2026-11-20T08:12:00+08:00", 21.0, "mL/min/{1.73_m2}")]);
    let said = answer(Hook::OrderSign, &call);
    let card = &cards(&said)[0];
    assert_eq!(card["indicator"], "critical", "{said:#}");
    let action = &card["suggestions"][0]["actions"][0];
    assert_eq!((&action["type"], &action["resourceId"]), (&json!("delete"), &json!("MedicationRequest/m1")));
}

#[test]
fn what_would_forbid_and_is_not_known_is_asked_and_not_passed_over() {
    let said = answer(Hook::OrderSign, &ordering(Hook::OrderSign, order("m1", "metformin")));
    assert_eq!(cards(&said)[0]["indicator"], "warning", "{said:#}");
}

#[test]
fn only_what_is_selected_now_is_checked_while_choosing() {
    let mut call = ordering(Hook::OrderSelect, order("m1", "metformin"));
    assert!(!cards(&answer(Hook::OrderSelect, &call)).is_empty());
    call["context"]["selections"] = json!(["MedicationRequest/other"]);
    assert!(cards(&answer(Hook::OrderSelect, &call)).is_empty());
    call["context"].as_object_mut().unwrap().remove("selections");
    assert_eq!(status(&refusal("liangbing-order-select", &call.to_string())), 400);
}

#[test]
fn an_order_that_is_not_understood_is_said_and_not_passed_over() {
    let mut nameless = order("m7", "");
    nameless.as_object_mut().unwrap().remove("medicationCodeableConcept");
    let said = answer(Hook::OrderSign, &ordering(Hook::OrderSign, nameless));
    assert!(cards(&said)[0]["summary"].as_str().unwrap().contains("MedicationRequest/m7"), "{said:#}");
}

#[test]
fn drafts_that_are_no_medicines_are_listed_as_not_checked() {
    let scan = json!({"resourceType": "ServiceRequest", "id": "s1", "status": "draft", "intent": "order",
        "subject": {"reference": "Patient/p1"}, "code": {"text": "CT with contrast"}});
    for hook in [Hook::OrderSign, Hook::OrderSelect] {
        let mut call = ordering(hook, order("m1", "amlodipine"));
        call["context"]["draftOrders"]["entry"].as_array_mut().unwrap().push(json!({"resource": scan}));
        let said = |call: &Value| answer(hook, call)["extension"]["liangbing"]["setAside"].to_string();
        let listed = "a draft `ServiceRequest/s1` is not checked here";
        // Of a choice, what is selected now.
        assert_eq!(said(&call).contains(listed), hook == Hook::OrderSign);
        let cards_before = cards(&answer(hook, &call)).len();
        call["context"]["selections"] = json!(["MedicationRequest/m1", "ServiceRequest/s1"]);
        assert!(said(&call).contains(listed) && said(&call).contains("context.draftOrders.entry[1]"));
        assert_eq!(cards(&answer(hook, &call)).len(), cards_before, "no card for each");
    }
}

#[test]
fn a_list_of_which_only_the_first_page_came_is_said() {
    let mut call = call(Hook::PatientView, 132, 78);
    call["prefetch"]["medications"]["link"] =
        json!([{"relation": "next", "url": "https://fhir.example.org/?page=2"}]);
    let said = answer(Hook::PatientView, &call);
    assert!(said.to_string().contains("only the first page arrived: medications"), "{said:#}");
}

#[test]
fn a_prompt_that_was_answered_is_quiet_until_its_facts_change() {
    let first = call(Hook::PatientView, 146, 92);
    let said = answer(Hook::PatientView, &first);
    let card = cards(&said).iter().find(|card| card["indicator"] == "warning").expect("a card that asks");
    let told = json!({"feedback": [{"card": card["uuid"], "outcome": "overridden",
        "outcomeTimestamp": "2026-11-21T09:00:00+08:00", "overrideReason": {"reason": card["overrideReasons"][1]}}]});
    let kept: Value = serde_json::from_str(&feedback(&told.to_string()).unwrap()).unwrap();
    assert_eq!(kept["answered"][0]["reason"], "patient-refused");
    let again = |systolic, as_of: &str| {
        let mut call = call(Hook::PatientView, systolic, 92);
        call["hookInstance"] = json!("another-call");
        call["extension"] = json!({"liangbing": {"asOf": as_of, "answered": kept["answered"]}});
        let said = answer(Hook::PatientView, &call);
        cards(&said).iter().any(|own| own["summary"] == card["summary"])
    };
    let asks = |systolic, as_of: &str| {
        let mut call = call(Hook::PatientView, systolic, 92);
        call["extension"] = json!({"liangbing": {"asOf": as_of, "answered": kept["answered"]}});
        cards(&answer(Hook::PatientView, &call)).iter().any(|own| own["indicator"] == "warning")
    };
    assert!(!again(146, "2026-11-21"), "the same prompt came back the same day");
    assert!(asks(158, "2026-11-21"), "worse facts were kept quiet");
    // The record with such entries is one that the strict reader takes.
    let asked = ask(
        "patient-view",
        &{
            let mut call = first;
            call["extension"] = json!({"liangbing": {"answered": kept["answered"]}});
            call.to_string()
        },
        &host(),
    );
    let record = Record::read(&asked.unwrap().record).unwrap();
    assert_eq!(record.answered.len(), 1);
}

#[test]
fn what_is_critical_is_never_quiet() {
    let said = answer(Hook::PatientView, &call(Hook::PatientView, 186, 112));
    let card = &cards(&said)[0];
    let mut again = call(Hook::PatientView, 186, 112);
    again["extension"] = json!({"liangbing": {"answered": [
        {"card": card["uuid"], "at": "2026-11-21T08:00", "outcome": "overridden", "until": "2027-11-21"}]}});
    assert_eq!(cards(&answer(Hook::PatientView, &again))[0]["summary"], card["summary"]);
}

#[test]
fn feedback_that_lacks_what_the_standard_requires_is_refused_with_its_place() {
    for (text, path) in [
        ("", ""),
        ("{}", "feedback"),
        (
            r#"{"feedback": [{"outcome": "accepted", "outcomeTimestamp": "2026-11-21T09:00:00Z"}]}"#,
            "feedback[0].card",
        ),
        (
            r#"{"feedback": [{"card": "a", "outcome": "ignored", "outcomeTimestamp": "2026-11-21T09:00:00Z"}]}"#,
            "feedback[0].outcome",
        ),
        (
            r#"{"feedback": [{"card": "a", "outcome": "accepted", "outcomeTimestamp": "soon"}]}"#,
            "feedback[0].outcomeTimestamp",
        ),
    ] {
        let error = feedback(text).expect_err("a refusal");
        assert_eq!(error.path, path, "{error}");
        assert_eq!(status(&error), 400);
    }
}

#[test]
fn text_from_a_record_cannot_become_markup() {
    let hostile = "metformin <img src=x onerror=alert(1)> [here](javascript:alert(1)) **loud**";
    let said = answer(Hook::OrderSign, &ordering(Hook::OrderSign, order("m1", hostile)));
    assert!(!cards(&said).is_empty());
    for card in cards(&said) {
        let detail = card["detail"].as_str().unwrap_or("");
        assert!(!detail.contains(" <img") && !detail.contains(" [here]"), "{detail}");
    }
}

#[test]
fn every_code_that_is_asked_for_is_understood() {
    let discovery: Value = serde_json::from_str(&services()).unwrap();
    let mut asked = 0;
    for template in discovery["services"][0]["prefetch"].as_object().unwrap().values() {
        let template = template.as_str().unwrap();
        let Some((_, codes)) =
            template.split_once("&code=").filter(|(kind, _)| kind.starts_with("Observation"))
        else {
            continue;
        };
        for code in codes.split('&').next().unwrap().split(',') {
            asked += 1;
            let mut result = super::support::value(code, "2026-11-20T08:12:00Z", 5.0, "1");
            if !code.contains('-') {
                result["code"]["coding"][0]["system"] = json!("http://snomed.info/sct");
            }
            let read = to_record_value(json!([result])).unwrap();
            let unknown = read.set_aside.iter().any(|problem| problem.code.code() == "unknown-code");
            assert!(!unknown, "{code} is asked for and not understood: {:?}", read.set_aside);
        }
    }
    assert!(asked > 50);
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    let call = call(Hook::PatientView, 186, 112).to_string();
    let once = || handle(&ENGINE, "liangbing-patient-view", &call, &host()).unwrap();
    assert_eq!(once(), once());
    assert_eq!(valid::discovery(&serde_json::from_str(&services()).unwrap()), []);
}

#[test]
fn calls_and_answers_are_laid_out_for_the_other_forms() {
    let mut lines = String::new();
    let cases = super::same::cases();
    let of = |status: u16| cases.iter().filter(|case| case.status == status).count();
    assert!(of(200) > 60 && of(400) > 5 && of(412) > 2);
    for case in &cases {
        let line =
            json!({"path": case.path, "body": case.body, "status": case.status, "answer": case.answer});
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("hooks.ndjson"), lines).unwrap();
}

/// A call as a host sends it after two years of care: about 150 resources, as wordy as servers of FHIR write them.
fn real_size() -> Value {
    let wordy = |mut resource: Value, place: usize| {
        resource["id"] =
            json!(format!("r{place}-{}", resource["resourceType"].as_str().unwrap().to_lowercase()));
        resource["meta"] = json!({"versionId": "1", "lastUpdated": "2026-11-20T08:12:00.000+08:00"});
        resource["category"] = json!([{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "vital-signs", "display": "Vital signs"}]}]);
        resource["issued"] = json!("2026-11-20T08:12:00.000+08:00");
        resource["performer"] = json!([{"reference": "Practitioner/d1", "display": "a village doctor"}]);
        resource
    };
    let at = |place: usize| {
        format!(
            "20{}-{:02}-{:02}T08:{:02}:00+08:00",
            26 - place / 22,
            11 - place / 2 % 11,
            1 + place % 20,
            place % 60
        )
    };
    let mut call = dated(call(Hook::PatientView, 132, 78));
    let small = |place: usize| u32::try_from(place % 30).unwrap();
    let pressures: Vec<Value> = (0..50)
        .map(|place| wordy(pressure(&at(place), 126 + small(place), 70 + small(place) / 2), place))
        .collect();
    let codes = [("14771-0", 6.2, "mmol/L"), ("4548-4", 6.9, "%")];
    let glucose: Vec<Value> = (0..40)
        .map(|place| {
            let (code, low, unit) = codes[place % 2];
            wordy(
                super::support::value(code, &at(place), low + f64::from(small(place)) / 20.0, unit),
                place + 100,
            )
        })
        .collect();
    let codes = [
        ("14682-9", 78.0, "umol/L"),
        ("98979-8", 81.0, "mL/min/{1.73_m2}"),
        ("2823-3", 4.2, "mmol/L"),
        ("22748-8", 2.4, "mmol/L"),
        ("29463-7", 64.0, "kg"),
        ("8867-4", 72.0, "/min"),
    ];
    let measurements: Vec<Value> = (0..48)
        .map(|place| {
            let (code, low, unit) = codes[place % 6];
            wordy(super::support::value(code, &at(place), low, unit), place + 200)
        })
        .collect();
    let medications: Vec<Value> = ["amlodipine 5 mg", "metformin 500 mg", "atorvastatin 20 mg"]
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut order = order(&format!("m{place}"), name);
            order["status"] = json!("active");
            order["authoredOn"] = json!("2025-03-01");
            order
        })
        .collect();
    call["prefetch"]["pressures"] = bundle(&pressures);
    call["prefetch"]["glucose"] = bundle(&glucose);
    call["prefetch"]["measurements"] = bundle(&measurements);
    call["prefetch"]["medications"] = bundle(&medications);
    call
}

/// The day and language of a call, so that nobody's today decides.
fn dated(mut call: Value) -> Value {
    call["extension"] = json!({"liangbing": defaults()});
    call
}

/// A call of the ordinary case: both diseases, 12 readings of each, two medicines, as a small system of a clinic writes it.
fn ordinary() -> Value {
    let mut call = dated(call(Hook::PatientView, 132, 78));
    let day = |place: u32| format!("2026-{:02}-{:02}T08:10:00+08:00", 1 + place % 11, 3 + place);
    let pressures: Vec<Value> = (0..12).map(|place| pressure(&day(place), 128 + place, 72 + place)).collect();
    let glucose: Vec<Value> = (0..12)
        .map(|place| super::support::value("14771-0", &day(place), 6.0 + f64::from(place) / 5.0, "mmol/L"))
        .collect();
    let medications: Vec<Value> = ["amlodipine 5 mg", "metformin 500 mg"]
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut order = order(&format!("m{place}"), name);
            order["status"] = json!("active");
            order
        })
        .collect();
    call["prefetch"]["pressures"] = bundle(&pressures);
    call["prefetch"]["glucose"] = bundle(&glucose);
    call["prefetch"]["medications"] = bundle(&medications);
    call
}

#[test]
fn calls_of_two_sizes_are_answered_and_laid_out_for_the_load() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, call) in [("ordinary.json", ordinary()), ("wordy.json", real_size())] {
        assert!(!cards(&answer(Hook::PatientView, &call)).is_empty());
        std::fs::write(folder.join(name), call.to_string()).unwrap();
    }
}
