//! Every requirement on the side of a service, by its number. Those that only HTTP can show are in `tests/serve`.

use liangbing::cds_hooks::{Hook, services, status, valid};
use serde_json::{Value, json};

use super::support::{answer, call, cards, order, ordering, refusal};

/// The numbers, as the list of requirements gives them.
const ALL: [u16; 73] = [
    1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 16, 29, 36, 54, 55, 56, 57, 59, 61, 74, 75, 80, 83, 85, 87, 88, 89, 90,
    92, 93, 95, 96, 98, 100, 103, 105, 107, 111, 115, 117, 119, 121, 124, 125, 127, 128, 130, 131, 132, 133,
    134, 135, 136, 138, 139, 141, 142, 144, 147, 168, 176, 199, 201, 203, 208, 211, 213, 214, 216, 217, 218,
    219, 220,
];

/// A sound answer that has everything that an answer may have.
fn full() -> Value {
    json!({
        "cards": [{
            "uuid": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "summary": "A summary", "detail": "Some **detail**",
            "indicator": "info",
            "source": {"label": "A source", "url": "https://example.org", "icon": "https://example.org/icon.png",
                "topic": {"system": "urn:x", "code": "a", "display": "A"}},
            "suggestions": [{"label": "Do it", "uuid": "a", "isRecommended": true, "actions": [
                {"type": "create", "description": "Create", "resource": {"resourceType": "ServiceRequest"}},
                {"type": "update", "description": "Update", "resource": {"resourceType": "ServiceRequest", "id": "a"}},
                {"type": "delete", "description": "Delete", "resourceId": "ServiceRequest/b"}]}],
            "selectionBehavior": "at-most-one",
            "overrideReasons": [{"system": "urn:x", "code": "b", "display": "B"}],
            "links": [{"label": "Read", "url": "https://example.org/a", "type": "absolute"},
                {"label": "Launch", "url": "https://example.org/b", "type": "smart", "appContext": "c"}],
            "extension": {"a": 1}
        }],
        "systemActions": [{"type": "update", "resource": {"resourceType": "ServiceRequest", "id": "c"}}],
        "extension": {"b": {"c": 1}}
    })
}

/// Our own answers, to each hook and in each channel; each is checked by the validator on its way.
fn ours() -> Vec<Value> {
    let mut list: Vec<Value> = [Hook::PatientView, Hook::EncounterStart]
        .into_iter()
        .flat_map(|hook| [128, 146, 186].map(|systolic| answer(hook, &call(hook, systolic, 96))))
        .collect();
    for hook in [Hook::OrderSelect, Hook::OrderSign] {
        list.push(answer(hook, &ordering(hook, order("m1", "metformin"))));
    }
    list
}

/// The validator finds this breach after the change and none before, and our own answers have none.
fn refuses(requirement: u16, change: impl Fn(&mut Value)) {
    assert_eq!(valid::response(&full()), []);
    let mut broken = full();
    change(&mut broken);
    assert_ne!(broken, full(), "nothing was changed");
    let found = valid::response(&broken);
    assert!(found.iter().any(|breach| breach.requirement == requirement), "not found: {found:?}");
    assert!(ours().iter().any(|answer| !cards(answer).is_empty()));
}

fn discovery() -> Value {
    serde_json::from_str(&services()).unwrap()
}

fn refuses_service(requirement: u16, change: impl Fn(&mut Value)) {
    assert_eq!(valid::discovery(&discovery()), []);
    let mut broken = discovery();
    change(&mut broken);
    let found = valid::discovery(&broken);
    assert!(found.iter().any(|breach| breach.requirement == requirement), "not found: {found:?}");
}

/// Sets or, with null, removes what stands at a pointer.
fn set(value: &mut Value, pointer: &str, new: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap();
    match parent {
        Value::Object(fields) if new.is_null() => {
            fields.remove(name);
        }
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = new,
        _ => parent[name] = new,
    }
}

/// One test for each requirement that a changed answer shows: where, and what is put there; null removes.
macro_rules! answers {
    ($($name:ident = $number:literal: $($pointer:literal to $new:tt),+;)*) => {
        $(#[test] fn $name() { $(refuses($number, |answer| set(answer, $pointer, json!($new)));)+ })*
    };
}

/// The same of the list of services.
macro_rules! discoveries {
    ($($name:ident = $number:literal: $($pointer:literal to $new:tt),+;)*) => {
        $(#[test] fn $name() { $(refuses_service($number, |list| set(list, $pointer, json!($new)));)+ })*
    };
}

discoveries! {
    requirement_006_discovery_is_a_list_of_services = 6: "/services" to null, "/services" to {"a": 1};
    requirement_007_a_service_names_its_hook = 7: "/services/0/hook" to null, "/services/0/hook" to 1;
    requirement_009_a_service_has_a_description = 9: "/services/0/description" to null, "/services/0/description" to [];
    requirement_010_a_service_has_an_id = 10: "/services/0/id" to null, "/services/0/id" to 7;
    requirement_016_the_id_is_the_end_of_the_address = 16: "/services/0/id" to "a/b", "/services/0/id" to "a b";
    requirement_029_templates_are_registered_in_discovery = 29: "/services/0/prefetch" to ["Patient"];
    requirement_036_each_template_has_a_key = 36: "/services/0/prefetch/patient" to 7, "/services/0/prefetch" to {"": "Patient"};
    requirement_055_tokens_stand_between_double_braces = 55:
        "/services/0/prefetch/patient" to "Patient/{context.patientId}", "/services/0/prefetch/patient" to "Patient/{{context.patientId}";
    requirement_056_tokens_are_fields_of_the_context_or_the_user = 56:
        "/services/0/prefetch/patient" to "Patient/{{today()}}", "/services/0/prefetch/patient" to "{{fhirServer}}";
    requirement_057_only_fields_with_one_value_are_tokens = 57:
        "/services/0/prefetch/patient" to "{{context.draftOrders}}", "/services/0/prefetch/patient" to "{{context.draftOrders.entry}}";
    requirement_059_a_token_of_the_context_says_context = 59: "/services/0/prefetch/patient" to "Patient/{{patientId}}";
    requirement_211_the_same_id_twice_is_for_different_hooks = 211:
        "/services/1" to {"id": "liangbing-patient-view", "hook": "patient-view", "description": "the same again"};
}

answers! {
    requirement_003_nothing_is_null_or_empty = 3: "/cards/0/detail" to "", "/cards/0/links" to [], "/extension/b/c" to [null];
    requirement_074_the_answer_holds_a_list_of_cards = 74: "/cards" to null, "/cards" to {"a": 1}, "/cards/0" to "card";
    requirement_075_system_actions_are_a_list = 75: "/systemActions" to {"a": 1};
    requirement_080_uuid_is_text = 80: "/cards/0/uuid" to 7;
    requirement_083_summary_is_shorter_than_140 = 83:
        "/cards/0/summary" to null, "/cards/0/summary" to ("x".repeat(140)), "/cards/0/summary" to ("压".repeat(140));
    requirement_085_detail_is_markdown = 85: "/cards/0/detail" to {"div": "a"}, "/cards/0/detail" to "<div>a</div>";
    requirement_087_indicator_is_required_text = 87: "/cards/0/indicator" to null, "/cards/0/indicator" to 1;
    requirement_088_indicator_is_one_of_three = 88: "/cards/0/indicator" to "success", "/cards/0/indicator" to "hard-stop";
    requirement_089_indicator_can_be_sorted_by = 89: "/cards/0/indicator" to "Warning";
    requirement_090_source_is_a_required_object = 90: "/cards/0/source" to null, "/cards/0/source" to "a source";
    requirement_092_suggestions_are_a_list = 92: "/cards/0/suggestions" to {"label": "a"}, "/cards/0/suggestions/0" to "a";
    requirement_093_suggestions_need_a_selection_behaviour = 93: "/cards/0/selectionBehavior" to null;
    requirement_095_selection_behaviour_is_one_of_two = 95: "/cards/0/selectionBehavior" to "all";
    requirement_096_selection_behaviour_is_text = 96: "/cards/0/selectionBehavior" to null, "/cards/0/selectionBehavior" to 1;
    requirement_098_override_reasons_are_a_list_of_codings = 98:
        "/cards/0/overrideReasons" to {"a": 1}, "/cards/0/overrideReasons/0" to "no";
    requirement_100_override_reasons_have_a_display = 100: "/cards/0/overrideReasons/0/display" to null;
    requirement_103_links_are_a_list = 103: "/cards/0/links" to {"a": 1}, "/cards/0/links/0" to "https://example.org";
    requirement_105_source_has_a_label = 105: "/cards/0/source/label" to null, "/cards/0/source/label" to 1;
    requirement_107_source_url_is_absolute = 107: "/cards/0/source/url" to "/a", "/cards/0/source/url" to "example.org";
    requirement_111_source_icon_is_absolute = 111: "/cards/0/source/icon" to "icon.png", "/cards/0/source/icon" to 1;
    requirement_115_source_topic_is_a_coding = 115: "/cards/0/source/topic" to "a", "/cards/0/source/topic" to ["a"];
    requirement_117_a_suggestion_has_a_label = 117: "/cards/0/suggestions/0/label" to null, "/cards/0/suggestions/0/label" to 1;
    requirement_119_a_suggestions_uuid_is_text = 119: "/cards/0/suggestions/0/uuid" to 1;
    requirement_121_is_recommended_is_true_or_false = 121: "/cards/0/suggestions/0/isRecommended" to "yes";
    requirement_124_actions_are_a_list = 124: "/cards/0/suggestions/0/actions" to {"a": 1}, "/cards/0/suggestions/0/actions/0" to "create";
    requirement_125_actions_of_a_suggestion_go_together = 125: "/cards/0/suggestions/0/actions/2/resourceId" to "ServiceRequest/a";
    requirement_127_an_action_has_one_of_three_types = 127:
        "/cards/0/suggestions/0/actions/0/type" to null, "/cards/0/suggestions/0/actions/0/type" to "replace";
    requirement_128_an_action_has_a_description = 128: "/cards/0/suggestions/0/actions/0/description" to null;
    requirement_130_the_resource_of_an_action_is_fhir = 130:
        "/cards/0/suggestions/0/actions/0/resource" to {"a": 1}, "/cards/0/suggestions/0/actions/0/resource" to "a";
    requirement_131_create_holds_a_new_resource = 131: "/cards/0/suggestions/0/actions/0/resource" to null;
    requirement_132_update_holds_the_whole_resource = 132:
        "/cards/0/suggestions/0/actions/1/resource" to null, "/cards/0/suggestions/0/actions/1/resource/id" to null;
    requirement_133_delete_names_nothing_in_resource = 133: "/cards/0/suggestions/0/actions/2/resource" to "ServiceRequest/b";
    requirement_134_delete_names_the_resource_by_reference = 134: "/cards/0/suggestions/0/actions/2/resourceId" to null;
    requirement_135_resource_id_is_text = 135: "/cards/0/suggestions/0/actions/2/resourceId" to 7;
    requirement_136_override_reasons_are_readable = 136: "/cards/0/overrideReasons/0/display" to " ";
    requirement_138_a_link_has_a_label = 138: "/cards/0/links/0/label" to null, "/cards/0/links/0/label" to 1;
    requirement_139_a_link_has_an_address = 139: "/cards/0/links/0/url" to null, "/cards/0/links/0/url" to "a";
    requirement_141_a_link_has_a_type = 141: "/cards/0/links/0/type" to null, "/cards/0/links/0/type" to 1;
    requirement_142_a_link_is_absolute_or_smart = 142: "/cards/0/links/0/type" to "relative";
    requirement_144_app_context_is_text = 144: "/cards/0/links/1/appContext" to {"a": 1};
    requirement_147_an_absolute_link_has_no_app_context = 147: "/cards/0/links/0/appContext" to "a";
    requirement_214_an_extension_is_an_object = 214: "/extension" to "a", "/cards/0/extension" to [1];
    requirement_216_a_coding_has_a_code = 216: "/cards/0/source/topic/code" to null, "/cards/0/overrideReasons/0/code" to null;
    requirement_217_a_coding_has_a_system = 217: "/cards/0/source/topic/system" to null, "/cards/0/overrideReasons/0/system" to 1;
    requirement_218_a_codings_code_is_text = 218: "/cards/0/overrideReasons/0/code" to 7;
    requirement_219_a_reasons_display_is_required = 219: "/cards/0/overrideReasons/0/display" to 7;
    requirement_220_a_topics_display_is_text_if_there = 220: "/cards/0/source/topic/display" to 7;
}

#[test]
fn requirement_054_data_that_is_not_there_is_a_precondition_that_failed() {
    let mut call = call(Hook::PatientView, 132, 78);
    call["prefetch"] = json!({});
    assert_eq!(status(&refusal("liangbing-patient-view", &call.to_string())), 412);
}

#[test]
fn requirement_061_no_server_of_fhir_is_called_so_that_no_token_is_used_or_told() {
    // A service that fetches must present the token; this one fetches nothing, and the token goes nowhere.
    let mut call = call(Hook::PatientView, 186, 112);
    let plain = answer(Hook::PatientView, &call);
    call["fhirServer"] = json!("https://fhir.example.org");
    call["fhirAuthorization"] = json!({"access_token": "a-secret", "token_type": "Bearer", "expires_in": 300,
        "scope": "user/Patient.read", "subject": "liangbing"});
    let said = answer(Hook::PatientView, &call);
    assert_eq!(said, plain);
    assert!(!said.to_string().contains("a-secret"));
}

#[test]
fn requirement_075_our_own_answers_have_no_system_actions() {
    assert!(ours().iter().all(|answer| answer.get("systemActions").is_none()));
}

#[test]
fn requirement_080_identifiers_are_unique_over_cards_and_calls() {
    let mut seen = Vec::new();
    for instance in ["a", "b", "c"] {
        let mut call = call(Hook::PatientView, 186, 112);
        call["hookInstance"] = json!(instance);
        for card in cards(&answer(Hook::PatientView, &call)) {
            seen.push(card["uuid"].as_str().unwrap().to_owned());
            for suggestion in card["suggestions"].as_array().into_iter().flatten() {
                seen.push(suggestion["uuid"].as_str().unwrap().to_owned());
            }
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count);
    assert!(seen.iter().all(|uuid| uuid.len() == 36 && uuid.as_bytes()[14] == b'8'), "{seen:?}");
}

#[test]
fn requirement_213_every_hook_that_safety_needs_is_named_in_discovery() {
    // Which hooks a client supports is agreed on between people; the service can say which it has.
    let discovery = discovery();
    let hooks: Vec<&str> =
        discovery["services"].as_array().unwrap().iter().map(|own| own["hook"].as_str().unwrap()).collect();
    assert_eq!(hooks, ["patient-view", "order-select", "order-sign", "encounter-start"]);
    let page = include_str!("../../docs/cds-hooks.md");
    assert!(hooks.iter().all(|hook| page.contains(&format!("`{hook}`"))));
}

#[test]
fn every_requirement_has_a_test_of_its_number() {
    let sources = [include_str!("requirements.rs"), include_str!("../serve/requirements.rs")].concat();
    let missing: Vec<u16> =
        ALL.into_iter().filter(|number| !sources.contains(&format!("requirement_{number:03}_"))).collect();
    assert_eq!(missing, Vec::<u16>::new());
}
