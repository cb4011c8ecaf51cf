//! What can be dispensed: a county's list names and narrows, and never adds what is barred.

use liangbing::engine::{CareLevel, Engine, Options};
use liangbing::guideline::GuidelineErrorCode as Code;
use serde_json::{Value, json};

use crate::{answer, assess, diabetic, hypertensive, options, push};

fn county(formulary: Value) -> Engine {
    let overlay = json!({"id": "a", "version": "1", "signed": "b", "formulary": formulary});
    Engine::with_overlay(&overlay.to_string()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn step(engine: &Engine, record: &Value, level: CareLevel) -> Value {
    assess(engine, record, &Options { level, ..options() })["plan"]["medication"][0].clone()
}

#[test]
fn without_a_list_nothing_is_claimed_to_be_available() {
    let step = &answer(&diabetic(|_| ()))["plan"]["medication"][0];
    assert_eq!(step["drugs"], Value::Null);
}

#[test]
fn a_list_names_what_it_has_covered_first_and_gives_the_next_class_where_the_first_is_missing() {
    let record = diabetic(|record| push(record, "conditions", json!({"code": "heart-failure"})));
    let engine = county(json!({
        "village": ["metformin"], "township": ["acarbose", "glimepiride"], "county": ["dapagliflozin"],
        "covered": ["metformin"],
    }));
    let at_village = step(&engine, &record, CareLevel::Village);
    assert_eq!((&at_village["class"], &at_village["drugs"]), (&json!("metformin"), &json!(["metformin"])));
    let at_county = step(&engine, &record, CareLevel::County);
    assert_eq!((&at_county["class"], &at_county["drugs"]), (&json!("sglt2i"), &json!(["dapagliflozin"])));
    let pressure = hypertensive(|_| ());
    let engine = county(json!({"village": ["nifedipine-gits", "amlodipine"], "covered": ["amlodipine"]}));
    assert_eq!(
        step(&engine, &pressure, CareLevel::Village)["drugs"],
        json!(["amlodipine", "nifedipine-gits"])
    );
    let text = step(&engine, &pressure, CareLevel::Village)["text"].to_string();
    assert!(text.contains("amlodipine or nifedipine controlled-release"), "{text}");
    let empty = step(&county(json!({"village": ["metformin"]})), &pressure, CareLevel::Village);
    assert_eq!((&empty["class"], &empty["drugs"]), (&json!("ccb-dhp"), &Value::Null), "nothing of any class");
}

#[test]
fn a_medicine_on_the_list_is_held_against_its_own_limits_and_allergies() {
    let sulfonylureas = json!({"village": ["glibenclamide", "gliquidone"]});
    let engine = county(sulfonylureas);
    let kidney = diabetic(|record| {
        record["observations"][2]["value"] = json!(40.0);
        for class in ["dpp4i", "agi", "sglt2i", "glp1ra"] {
            push(record, "allergies", json!({"code": class}));
        }
    });
    let found = step(&engine, &kidney, CareLevel::Village);
    assert_eq!((&found["class"], &found["drugs"]), (&json!("sulfonylurea"), &json!(["gliquidone"])));
    let engine = county(json!({"village": ["amlodipine", "felodipine"]}));
    let allergic = hypertensive(|record| push(record, "allergies", json!({"name": "络活喜"})));
    let found = step(&engine, &allergic, CareLevel::Village);
    assert_ne!(found["class"], "ccb-dhp", "an allergy to one of the class is asked about first");
}

#[test]
fn a_list_never_offers_what_the_documents_do_not() {
    let engine = county(json!({"village": ["spironolactone", "reserpine"]}));
    for record in [hypertensive(|_| ()), diabetic(|_| ())] {
        let (with, without) =
            (step(&engine, &record, CareLevel::Village), &answer(&record)["plan"]["medication"][0]);
        assert_eq!(with["class"], without["class"]);
    }
}

#[test]
fn an_unknown_or_twofold_medicine_of_a_list_is_refused() {
    let refused = |formulary: Value, code: Code| {
        let overlay = json!({"id": "a", "version": "1", "signed": "b", "formulary": formulary}).to_string();
        let faults = Engine::with_overlay(&overlay).expect_err("a refusal");
        assert!(faults.iter().any(|fault| fault.code == code && fault.item == "formulary"), "{faults:#?}");
    };
    refused(json!({"village": ["amlodipin"]}), Code::OverlayUnknown);
    refused(json!({"village": ["络活喜"]}), Code::OverlayUnknown);
    refused(json!({"village": ["amlodipine"], "covered": ["metformin"]}), Code::OverlayUnknown);
    refused(json!({"village": ["amlodipine"], "county": ["amlodipine"]}), Code::Duplicate);
    refused(json!({"hamlet": []}), Code::UnknownField);
}

#[test]
fn entitled_but_not_enrolled_is_to_be_known() {
    let cover = |cover: &str| {
        let answer =
            answer(&hypertensive(|record| record["patient"]["coverage"] = json!({"twoDiseases": cover})));
        let cards = answer["cards"].as_array().unwrap().clone();
        cards.into_iter().find(|card| card["rule"] == "two-disease-cover")
    };
    let card = cover("entitled").expect("a card");
    assert_eq!((card["channel"].as_str(), card["review"].as_str()), (Some("know"), Some("pending")));
    assert!(cover("enrolled").is_none() && cover("none").is_none());
    let healthy = answer(&json!({"patient": {"coverage": {"twoDiseases": "entitled"}}}));
    assert_eq!(healthy["cards"], json!([]));
}
