//! What bars only a start, multiples of a limit, tests after a start, and the other checks with a test of their own.

use serde_json::{Value, json};

use crate::{ENGINE, asked, listed, options, ordered, truth};

fn lab(concept: &str, value: f64) -> Value {
    json!({"at": "2026-11-01", "concept": concept, "value": value})
}

#[test]
fn a_start_is_barred_where_going_on_is_not() {
    let start = |code: &str, born: &str, concept: &str, value: f64, rule: &str| {
        let record = json!({"patient": {"born": born}, "observations": [lab(concept, value)]});
        let going_on = asked(rule, record.clone(), json!({"code": code}));
        (truth(&ordered(&record, &json!({"code": code, "dose": "10 mg", "perDay": 1})), rule), going_on)
    };
    let sglt2i = |egfr: f64| start("dapagliflozin", "1970", "egfr", egfr, "sglt2i-start");
    assert_eq!((sglt2i(20.0), sglt2i(19.0)), ((None, None), (Some("met"), None)));
    let elderly = |egfr: f64| start("dapagliflozin", "1950", "egfr", egfr, "sglt2i-start-elderly");
    assert_eq!((elderly(45.0), elderly(44.0)), ((None, None), (Some("met"), None)));
    let finerenone = |potassium: f64| start("finerenone", "1970", "potassium", potassium, "finerenone-start");
    assert_eq!((finerenone(5.0), finerenone(5.1)), ((None, None), (Some("met"), None)));
    let unknown = ordered(&json!({}), &json!({"code": "finerenone", "dose": "10 mg", "perDay": 1}));
    assert_eq!(truth(&unknown, "finerenone-start"), Some("unknown"));
}

#[test]
fn a_liver_value_is_held_against_the_laboratorys_own_limit() {
    let alt = |value: f64, limit: Option<f64>| {
        let own =
            json!({"at": "2026-11-01", "concept": "alt", "value": value, "unit": "U/L", "upperLimit": limit});
        asked("tzd-liver", json!({"observations": [own]}), json!({"code": "pioglitazone"}))
    };
    assert_eq!(alt(100.0, Some(40.0)), None, "at two and a half times");
    assert_eq!(alt(104.0, Some(40.0)), Some("met"));
    assert_eq!(alt(104.0, None), Some("unknown"), "whose limit?");
    assert_eq!(asked("tzd-liver", json!({}), json!({"code": "pioglitazone"})), Some("unknown"));
}

#[test]
fn a_blocker_that_began_is_tested_and_what_is_named_whole_is_found() {
    let since = |day: &str, tested: bool| {
        let labs = [
            lab("potassium", 4.2),
            json!({"at": "2026-11-01", "concept": "creatinine", "value": 80, "unit": "umol/L"}),
        ];
        let observations: Vec<Value> = if tested { labs.to_vec() } else { Vec::new() };
        asked(
            "ras-blocker-untested",
            json!({"observations": observations}),
            json!({"code": "losartan", "since": day}),
        )
    };
    assert_eq!((since("2026-10-23", false), since("2026-10-22", false)), (None, Some("met")));
    assert_eq!((since("2026-10-22", true), since("2020-01-01", false)), (None, None));
    let glibenclamide = |born: &str, name: &str| {
        asked("glibenclamide-elderly", json!({"patient": {"born": born}}), json!({"name": name}))
    };
    assert_eq!(glibenclamide("1950", "消渴丸"), Some("met"));
    assert_eq!((glibenclamide("1980", "消渴丸"), glibenclamide("1950", "天麦消渴片")), (None, None));
    let pair = listed(
        &json!({"medications": [{"code": "insulin-glargine"}, {"code": "insulin-glargine-lixisenatide"}]}),
    );
    assert_eq!(truth(&pair, "fixed-ratio-with-basal"), Some("met"));
    let salt = |used: bool| {
        asked("potassium-salt", json!({"lifestyle": {"potassiumSalt": used}}), json!({"code": "losartan"}))
    };
    assert_eq!((salt(true), salt(false)), (Some("met"), None));
    let thin = |bmi: f64| {
        asked(
            "sglt2i-metformin-thin",
            json!({"observations": [lab("bmi", bmi)]}),
            json!({"code": "dapagliflozin-metformin"}),
        )
    };
    assert_eq!((thin(18.5), thin(18.4)), (None, Some("met")));
}

#[test]
fn an_allergy_that_names_no_medicine_is_set_aside_and_said() {
    let record =
        json!({"allergies": [{"name": "络活喜"}, {"name": "花生"}, {"code": "acei", "name": "某药"}]});
    let record = liangbing::record::Record::read(&record.to_string()).unwrap();
    let aside = ENGINE.assess(&record, &options()).set_aside;
    let told: Vec<(&str, &str)> = aside.iter().map(|own| (own.path.as_str(), own.code)).collect();
    assert_eq!(told, [("allergies[1]", "unknown-code")]);
}
