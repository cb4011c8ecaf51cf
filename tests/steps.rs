//! Steps of therapy: offered, held back, waiting for an answer; and what a county can dispense.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::needless_pass_by_value,
    reason = "a test may fail loudly"
)]

mod steps_proofs;

use std::sync::LazyLock;

use liangbing::civil::Day;
use liangbing::engine::{CareLevel, Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-20";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn options() -> Options {
    Options { locale: Locale::En, ..Options::on(Day::parse(AS_OF).expect("a day")) }
}

fn assess(engine: &Engine, record: &Value, options: &Options) -> Value {
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    serde_json::to_value(engine.assess(&record, options)).expect("JSON")
}

fn answer(record: &Value) -> Value {
    assess(&ENGINE, record, &options())
}

/// The steps of a record: kind, class, row.
fn steps(record: &Value) -> Vec<(String, String, String)> {
    let answer = answer(record);
    let text = |step: &Value, key: &str| step[key].as_str().unwrap_or("-").to_owned();
    let list = answer["plan"]["medication"].as_array().expect("a list");
    list.iter().map(|step| (text(step, "step"), text(step, "class"), text(step, "rule"))).collect()
}

/// The only step, as `kind class row`; `none` if there is none.
fn step(record: &Value) -> String {
    match steps(record).as_slice() {
        [] => "none".to_owned(),
        [(kind, class, rule)] => format!("{kind} {class} {rule}"),
        many => panic!("{many:?}"),
    }
}

/// A hypertensive man with one visit, told as fields that replace or add.
fn hypertensive(change: impl Fn(&mut Value)) -> Value {
    let mut record = json!({
        "patient": {"born": "1970-01-01", "sex": "male"},
        "conditions": [{"code": "hypertension", "since": "2015"}],
        "medications": [],
        "observations": [pressure("2026-11-20T08:00", 164, 92)],
        "visits": [{"at": AS_OF, "concern": "hypertension", "class": "uncontrolled", "adherence": "regular"}],
    });
    change(&mut record);
    record
}

/// A diabetic man with one visit.
fn diabetic(change: impl Fn(&mut Value)) -> Value {
    let mut record = json!({
        "patient": {"born": "1970-01-01", "sex": "male"},
        "conditions": [{"code": "type-2-diabetes", "since": "2018"}],
        "medications": [],
        "observations": [
            {"at": AS_OF, "concept": "glucose", "value": 8.4, "unit": "mmol/L", "timing": "fasting"},
            lab("hba1c", 7.8), lab("egfr", 80.0)],
        "visits": [{"at": AS_OF, "concern": "diabetes", "class": "uncontrolled", "adherence": "regular"}],
    });
    change(&mut record);
    record
}

fn pressure(at: &str, systolic: i32, diastolic: i32) -> Value {
    json!({"at": at, "concept": "blood-pressure", "systolic": systolic, "diastolic": diastolic, "unit": "mmHg"})
}

fn lab(concept: &str, value: f64) -> Value {
    json!({"at": "2026-11-01", "concept": concept, "value": value, "unit": match concept {
        "hba1c" => "%", "potassium" => "mmol/L", "bmi" => "kg/m2", "uacr" => "mg/g", _ => "mL/min/1.73m2" }})
}

fn push(record: &mut Value, list: &str, item: Value) {
    match record[list].as_array_mut() {
        Some(items) => items.push(item),
        None => record[list] = json!([item]),
    }
}

fn taking(record: &mut Value, codes: &[&str]) {
    record["medications"] = codes.iter().map(|code| json!({"code": code, "since": "2024-01-01"})).collect();
}

#[test]
fn a_very_high_pressure_starts_and_a_lower_one_waits_for_lifestyle_unless_there_is_diabetes() {
    assert_eq!(step(&hypertensive(|_| ())), "start ccb-dhp htn-start");
    let at = |systolic: i32, since: &str, codes: &[&str]| {
        step(&hypertensive(|record| {
            record["observations"] = json!([pressure("2026-11-20T08:00", systolic, 92)]);
            // At 51 no risk is proven by age alone.
            record["patient"]["born"] = json!("1975-01-01");
            record["conditions"] = json!([{"code": "hypertension", "since": since}]);
            for code in codes {
                push(record, "conditions", json!({"code": code, "since": "2015"}));
            }
        }))
    };
    assert_eq!(at(160, "2026-11-01", &[]), "start ccb-dhp htn-start");
    assert_eq!(at(159, "2026-11-01", &[]), "none", "lifestyle first, and no risk is proven");
    assert_eq!(at(159, "2026-08-28", &[]), "none", "84 days ago is not yet over");
    assert_eq!(at(159, "2026-08-27", &[]), "start ccb-dhp htn-start-lifestyle-tried");
    assert_eq!(at(159, "2026-11-01", &["heart-failure"]), "start acei htn-start-risk");
    assert_eq!(
        at(139, "2015", &[]),
        "start ccb-dhp htn-start-lifestyle-tried",
        "139/92 is raised by its lower part"
    );
    let both = hypertensive(|record| {
        push(record, "conditions", json!({"code": "type-2-diabetes", "since": "2026-11-01"}));
        record["observations"] = json!([pressure("2026-11-20T08:00", 144, 88)]);
        record["conditions"][0]["since"] = json!("2026-11-01");
    });
    assert!(
        steps(&both).contains(&("start".into(), "acei".into(), "htn-start-diabetes".into())),
        "{:?}",
        steps(&both)
    );
}

#[test]
fn a_doubtful_clause_is_considered_and_never_a_card_to_do_by_itself() {
    let find = |record: &Value| answer(record)["plan"]["medication"][0].clone();
    let general = find(&hypertensive(|_| ()));
    assert_eq!(general["review"], "pending", "the order of classes was not seen in print");
    assert!(general["text"].as_str().unwrap().starts_with("To consider: "), "{general}");
    let diabetes = find(&hypertensive(|record| {
        push(record, "conditions", json!({"code": "type-2-diabetes", "since": "2015"}));
    }));
    assert_eq!((diabetes["class"].as_str(), diabetes["review"].as_str()), (Some("acei"), None));
    assert_eq!(diabetes["decidedBy"], "township-clinic");
    assert_eq!((diabetes["waitDays"].as_i64(), diabetes["monitorDays"].as_i64()), (Some(28), Some(28)));
    assert_eq!(diabetes["monitor"], json!(["potassium", "creatinine"]));
    let cites: Vec<&str> =
        diabetes["moreCites"].as_array().unwrap().iter().map(|c| c["guideline"].as_str().unwrap()).collect();
    assert_eq!(
        (diabetes["cite"]["guideline"].as_str(), cites),
        (Some("cn-htn-2024"), vec!["cn-dm-2024", "cn-t2dm-primary-2022"])
    );
    let old = answer(&hypertensive(|record| record["patient"]["born"] = json!("1950-01-01")));
    assert_eq!(old["plan"]["medication"][0]["rule"], "htn-start-elderly");
    let alone = |card: &&Value| card["rule"].as_str().is_some_and(|rule| rule.starts_with("htn-start"));
    assert!(!old["cards"].as_array().unwrap().iter().any(|card| alone(&card) && card["channel"] == "do"));
}

#[test]
fn age_is_asked_before_the_pressure_and_an_unknown_one_starts_nothing() {
    let at = |born: Value, systolic: i32| {
        let record = hypertensive(|record| {
            record["patient"]["born"] = born.clone();
            record["observations"] = json!([pressure("2026-11-20T08:00", systolic, 84)]);
        });
        step(&record)
    };
    assert_eq!(at(json!("1944-01-01"), 148), "none", "below the line of the very old");
    assert_eq!(at(json!("1944-01-01"), 158), "none", "at this age only considered from a higher line");
    assert_eq!(at(json!("1944-01-01"), 160), "start ccb-dhp htn-start-very-old");
    assert_eq!(at(json!("1956-01-01"), 152), "start ccb-dhp htn-start-elderly");
    assert_eq!(at(json!("1956-01-01"), 142), "none", "satisfied by the norm");
    assert_eq!(at(Value::Null, 164), "none");
    let answer = answer(&hypertensive(|record| record["patient"]["born"] = Value::Null));
    let gap = answer["gaps"].as_array().unwrap().iter().find(|gap| gap["concept"] == "age").cloned();
    assert!(gap.is_some_and(|gap| gap["wouldSettle"].to_string().contains("htn-start")));
}

#[test]
fn no_step_where_adherence_is_the_gap_the_reading_is_old_or_the_last_change_too_near() {
    let treated = |change: &dyn Fn(&mut Value)| {
        step(&hypertensive(|record| {
            taking(record, &["amlodipine"]);
            change(record);
        }))
    };
    assert_eq!(treated(&|_| ()), "add acei htn-add");
    for adherence in ["intermittent", "none", "refused"] {
        assert_eq!(
            treated(&|record| record["visits"][0]["adherence"] = json!(adherence)),
            "none",
            "{adherence}"
        );
        assert_eq!(
            treated(&|record| record["medications"][0]["adherence"] = json!(adherence)),
            "none",
            "{adherence}"
        );
    }
    assert_eq!(treated(&|record| record["visits"][0]["adherence"] = Value::Null), "none", "nobody asked");
    let began = |since: &str| treated(&|record| record["medications"][0]["since"] = json!(since));
    assert_eq!((began("2026-10-24"), began("2026-10-23")), ("none".into(), "add acei htn-add".into()));
    assert_eq!(treated(&|record| record["medications"][0]["since"] = Value::Null), "none", "since when?");
    assert_eq!(
        treated(&|record| record["visits"][0]["medicationChanged"] = json!(true)),
        "none",
        "changed today"
    );
    let ended = json!({"code": "losartan", "since": "2020-01-01", "until": "2026-11-10"});
    assert_eq!(treated(&|record| push(record, "medications", ended.clone())), "none");
    let on = |as_of: &str| {
        let record = hypertensive(|record| taking(record, &["amlodipine"]));
        let options = Options::on(Day::parse(as_of).unwrap());
        assess(&ENGINE, &record, &options)["plan"]["medication"].as_array().unwrap().len()
    };
    assert_eq!((on("2026-12-04"), on("2026-12-05")), (1, 0), "as long as the visit waits for its follow-up");
}

#[test]
fn red_refers_first_and_who_is_not_treated_here_gets_no_step() {
    let red = hypertensive(|record| push(record, "observations", pressure("2026-11-20T08:30", 186, 112)));
    assert_eq!(step(&red), "none");
    let two = hypertensive(|record| {
        push(record, "observations", pressure("2026-11-06T08:00", 158, 92));
        push(
            record,
            "visits",
            json!({"at": "2026-11-06", "concern": "hypertension", "class": "uncontrolled"}),
        );
    });
    assert_eq!(answer(&two)["tier"]["level"], "R2");
    assert_eq!(step(&two), "none");
    for (change, why) in [
        (json!({"born": "1990-01-01", "sex": "female", "pregnancy": "lactating"}), "breastfeeding"),
        (json!({"born": "1990-01-01", "sex": "female"}), "pregnancy unknown"),
        (json!({"born": "1970-01-01", "status": "moved"}), "moved"),
        (json!({"born": "2012-01-01"}), "a child"),
    ] {
        assert_eq!(step(&hypertensive(|record| record["patient"] = change.clone())), "none", "{why}");
    }
    let unlisted = hypertensive(|record| {
        record.as_object_mut().unwrap().remove("medications");
    });
    assert_eq!(step(&unlisted), "none", "nobody said that nothing is taken");
    let strange = hypertensive(|record| push(record, "medications", json!({"name": "祖传降压丸"})));
    assert_eq!(step(&strange), "none", "what it is nobody knows");
}

#[test]
fn a_class_is_never_offered_into_a_check() {
    let class = |change: &dyn Fn(&mut Value)| {
        let found = step(&hypertensive(|record| {
            push(record, "conditions", json!({"code": "type-2-diabetes", "since": "2015"}));
            change(record);
        }));
        found.split(' ').nth(1).unwrap_or("none").to_owned()
    };
    assert_eq!(class(&|_| ()), "acei");
    let condition = |code: &str| json!({"code": code, "since": "2020"});
    assert_eq!(class(&|record| push(record, "conditions", condition("angioedema"))), "arb");
    assert_eq!(class(&|record| push(record, "conditions", condition("hyperkalaemia"))), "ccb-dhp");
    assert_eq!(class(&|record| push(record, "allergies", json!({"code": "acei"}))), "arb");
    assert_eq!(
        class(&|record| push(record, "allergies", json!({"name": "卡托普利"}))),
        "arb",
        "of its class"
    );
    assert_eq!(class(&|record| push(record, "observations", lab("potassium", 5.6))), "ccb-dhp");
    assert_eq!(class(&|record| push(record, "plans", json!({"kind": "pregnancy"}))), "ccb-dhp");
    assert_eq!(
        class(&|record| push(record, "medications", json!({"code": "potassium-chloride"}))),
        "ccb-dhp"
    );
    assert_eq!(class(&|record| record["lifestyle"] = json!({"potassiumSalt": true})), "ccb-dhp");
    let suspected = json!({"code": "bilateral-renal-artery-stenosis", "status": "suspected"});
    assert_eq!(
        class(&|record| push(record, "conditions", suspected.clone())),
        "ccb-dhp",
        "unknown is not no"
    );
    let all = |record: &mut Value| {
        push(record, "conditions", condition("hyperkalaemia"));
        push(record, "conditions", condition("gout"));
        push(record, "allergies", json!({"code": "ccb-dhp"}));
    };
    assert_eq!(class(&all), "none", "nothing is left");
}

#[test]
fn the_class_goes_by_the_illness() {
    let class = |codes: &[&str]| {
        let found = step(&hypertensive(|record| {
            for code in codes {
                push(record, "conditions", json!({"code": code, "since": "2020"}));
            }
        }));
        found.split(' ').nth(1).unwrap_or("none").to_owned()
    };
    assert_eq!(class(&[]), "ccb-dhp");
    assert_eq!(class(&["chronic-kidney-disease"]), "acei");
    assert_eq!(class(&["angina"]), "beta-blocker");
    assert_eq!(class(&["angina", "asthma"]), "ccb-dhp");
    assert_eq!(class(&["myocardial-infarction"]), "acei");
    assert_eq!(class(&["heart-failure", "angina"]), "acei");
    assert_eq!(class(&["stroke"]), "acei");
    assert_eq!(class(&["chronic-kidney-disease", "angina"]), "acei");
}

#[test]
fn a_reaction_to_an_ace_inhibitor_is_answered_by_a_receptor_blocker() {
    let reaction = |code: &str| {
        step(&hypertensive(|record| {
            taking(record, &[code]);
            record["observations"] = json!([pressure("2026-11-20T08:00", 132, 78)]);
            record["visits"][0]["class"] = json!("adverse-reaction");
        }))
    };
    assert_eq!(reaction("enalapril"), "switch arb htn-switch-cough");
    assert_eq!(reaction("amlodipine"), "none");
}

#[test]
fn what_is_too_much_is_taken_away_before_anything_is_added() {
    let low = hypertensive(|record| {
        taking(record, &["amlodipine"]);
        record["observations"] = json!([pressure("2026-11-20T08:00", 88, 56)]);
        record["visits"][0]["class"] = json!("controlled");
    });
    assert_eq!(step(&low), "reduce ccb-dhp htn-ease-low");
    let text = answer(&low)["plan"]["medication"][0]["text"].to_string();
    assert!(text.contains("stop nothing at once"), "{text}");
    let two = hypertensive(|record| {
        taking(record, &["amlodipine", "losartan"]);
        record["observations"] = json!([pressure("2026-11-20T08:00", 88, 56)]);
    });
    assert_eq!(step(&two), "reduce - htn-ease-low", "which of two no document says");
    let fell = hypertensive(|record| {
        taking(record, &["indapamide"]);
        record["patient"]["born"] = json!("1943-01-01");
        record["observations"] = json!([pressure("2026-11-20T08:00", 106, 60),
            {"at": AS_OF, "concept": "symptom", "code": "fall", "acute": false}]);
    });
    assert_eq!(step(&fell), "reduce thiazide htn-ease-old");
    let elderly = |hba1c: f64, extra: Value| {
        step(&diabetic(|record| {
            record["patient"] = json!({"born": "1944-01-01", "sex": "male"});
            record["patient"].as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            taking(record, &["gliclazide"]);
            record["observations"] = json!([lab("hba1c", hba1c), lab("egfr", 80.0),
                {"at": AS_OF, "concept": "glucose", "value": 6.2, "unit": "mmol/L", "timing": "fasting"}]);
            record["visits"][0]["class"] = json!("controlled");
        }))
    };
    assert_eq!(elderly(6.9, json!({})), "reduce sulfonylurea dm-ease-elderly");
    assert_eq!(elderly(7.0, json!({})), "none");
    let dementia = json!({"function": {"cognition": "moderate"}});
    assert_eq!(
        (elderly(7.4, dementia.clone()), elderly(7.5, dementia)),
        ("reduce sulfonylurea dm-ease-elderly".into(), "none".into())
    );
    let care = json!({"function": {"longTermCare": true}});
    assert_eq!(
        (elderly(7.9, care.clone()), elderly(8.0, care)),
        ("reduce sulfonylurea dm-ease-elderly".into(), "none".into())
    );
    let meals = diabetic(|record| taking(record, &["gliclazide", "insulin-glargine", "insulin-aspart"]));
    assert_eq!(step(&meals), "stop sulfonylurea dm-stop-secretagogue");
}

#[test]
fn metformin_comes_first_unless_a_kidney_an_illness_or_a_missing_test_speaks() {
    assert_eq!(step(&diabetic(|_| ())), "start metformin dm-start");
    let kidney = |egfr: Option<f64>| {
        step(&diabetic(|record| {
            record["observations"].as_array_mut().unwrap().retain(|own| own["concept"] != "egfr");
            if let Some(egfr) = egfr {
                push(record, "observations", lab("egfr", egfr));
            }
        }))
    };
    assert_eq!(kidney(Some(60.0)), "start metformin dm-start");
    assert_eq!(kidney(Some(45.0)), "start sglt2i dm-start");
    assert_eq!(kidney(Some(44.0)), "start sglt2i dm-start", "documents differ on metformin");
    assert_eq!(kidney(None), "none", "no kidney function, no metformin: first the test");
    let open = answer(&diabetic(|record| {
        record["observations"].as_array_mut().unwrap().retain(|own| own["concept"] != "egfr");
    }));
    let gap = open["gaps"].as_array().unwrap().iter().find(|gap| gap["concept"] == "egfr").cloned();
    assert!(gap.is_some_and(|gap| gap["wouldSettle"].to_string().contains("dm-start")), "{}", open["gaps"]);
    let class = |code: &str| {
        step(&diabetic(|record| push(record, "conditions", json!({"code": code, "since": "2020"}))))
    };
    assert_eq!(class("heart-failure"), "start sglt2i dm-start");
    assert_eq!(class("stroke"), "start glp1ra dm-start");
    assert_eq!(class("coronary-heart-disease"), "start glp1ra dm-start");
    assert_eq!(class("diabetic-nephropathy"), "start sglt2i dm-start");
    assert_eq!(class("fatty-liver"), "start metformin dm-start");
    let first = answer(&diabetic(|record| push(record, "conditions", json!({"code": "heart-failure"}))));
    assert_eq!(
        first["plan"]["medication"][0]["others"][0], "metformin",
        "the other document's choice stands beside it"
    );
}

#[test]
fn one_more_after_three_months_and_insulin_after_three_kinds() {
    let on = |codes: &[&str]| step(&diabetic(|record| taking(record, codes)));
    assert_eq!(on(&["metformin"]), "add dpp4i dm-add");
    assert_eq!(on(&["metformin", "sitagliptin"]), "add agi dm-add");
    assert_eq!(on(&["metformin", "sitagliptin", "acarbose"]), "add insulin-basal dm-add-insulin");
    assert_eq!(
        on(&["metformin", "sitagliptin", "acarbose", "insulin-glargine"]),
        "none",
        "that is for above"
    );
    let since = |days: &str| {
        step(&diabetic(|record| {
            taking(record, &["metformin"]);
            record["medications"][0]["since"] = json!(days);
        }))
    };
    assert_eq!((since("2026-08-23"), since("2026-08-22")), ("none".into(), "add dpp4i dm-add".into()));
    let at_target = diabetic(|record| {
        taking(record, &["metformin"]);
        record["observations"][1]["value"] = json!(6.8);
    });
    assert_eq!(step(&at_target), "none", "one fasting value does not outweigh an average at target");
    let old = diabetic(|record| {
        taking(record, &["metformin"]);
        record["patient"]["born"] = json!("1950-01-01");
        record["observations"][1]["value"] = json!(7.4);
    });
    assert_eq!(step(&old), "none", "below the target of the elderly");
    let average = diabetic(|record| {
        taking(record, &["metformin"]);
        record["observations"][0]["value"] = json!(6.4);
        record["visits"][0]["class"] = json!("controlled");
        record["observations"][1]["value"] = json!(8.7);
    });
    assert_eq!(step(&average), "add dpp4i dm-add", "a good fasting value is not a good average");
}

#[test]
fn a_step_is_no_prompt_more_where_the_concern_already_asks() {
    let answer = answer(&hypertensive(|record| {
        push(record, "conditions", json!({"code": "type-2-diabetes", "since": "2015"}));
    }));
    let cards = answer["cards"].as_array().unwrap();
    let own: Vec<&Value> =
        cards.iter().filter(|card| card["channel"] == "do" && card["concern"] == "hypertension").collect();
    assert_eq!(own.len(), 1);
    let kinds: Vec<&str> =
        own[0]["actions"].as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap()).collect();
    // The tests that are due stand behind it, in one line.
    assert_eq!(kinds, ["schedule", "medication", "order"]);
    assert!(own[0]["actions"][1]["label"].as_str().unwrap().ends_with("(ask the township clinic)"));
    let township = Options { level: CareLevel::Township, ..options() };
    let there = assess(&ENGINE, &hypertensive(|_| ()), &township);
    assert!(!there["cards"].to_string().contains("ask the township clinic"));
}
