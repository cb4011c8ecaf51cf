//! Moving: what is prescribed, what bars it today, and what is minded in it.

use serde_json::{Value, json};

use super::super::{drop_of, glucose, hypertensive, item, names, names_of, of, patient, plan, push, set};

fn exercise(change: impl Fn(&mut Value)) -> Value {
    plan(&patient(change))["exercise"].clone()
}

fn reasons(change: impl Fn(&mut Value)) -> Vec<String> {
    names(&exercise(change)["notToday"], "reason")
}

fn code(concept: &str, code: &str) -> Value {
    json!({"at": super::super::AS_OF, "concept": concept, "code": code})
}

#[test]
fn a_known_body_moves_briskly_and_trains_strength() {
    let own = exercise(|_| ());
    assert_eq!(names_of(&own["types"]), ["walking", "resistance"]);
    assert_eq!((&own["intensity"], &own["minutesPerWeek"]), (&json!("moderate"), &json!(150)));
    assert_eq!((&own["notToday"], &own["missing"]), (&json!([]), &json!([])));
    let strength = item(&own["items"], "topic", "resistance");
    assert_eq!(strength["text"], "Train strength 2-3 times a week, never two days running");
    let alone = plan(&hypertensive(|_| ()))["exercise"].clone();
    assert_eq!((&alone["minutesPerWeek"], &alone["daysPerWeek"]), (&json!(150), &json!([5, 7])), "30 x 5");
    assert_eq!(alone["intensity"], "moderate");
}

#[test]
fn eyes_or_kidneys_that_nobody_looked_at_leave_slow_walking() {
    for concept in ["fundus", "egfr"] {
        let own = exercise(|record| drop_of(record, concept));
        assert_eq!(names_of(&own["types"]), ["walking"], "{concept}");
        assert_eq!((&own["intensity"], &own["notToday"]), (&json!("light"), &json!([])), "{concept}");
        assert_eq!(names_of(&own["missing"]), [concept]);
    }
    let stale = json!({"at": "2025-11-19", "concept": "fundus", "code": "none"});
    assert_eq!(exercise(|record| set(record, stale.clone()))["intensity"], "light", "366 days ago");
    let fresh = json!({"at": "2025-11-20", "concept": "fundus", "code": "none"});
    assert_eq!(exercise(|record| set(record, fresh.clone()))["intensity"], "moderate", "365 days ago");
    // Without diabetes neither is asked for.
    let alone = hypertensive(|record| {
        drop_of(record, "fundus");
        drop_of(record, "egfr");
    });
    assert_eq!(plan(&alone)["exercise"]["intensity"], "moderate");
}

#[test]
fn glucose_outside_the_range_bars_today_in_either_unit() {
    let at = |value: f64, unit: &str| {
        let (value, unit) = (value, unit.to_owned());
        reasons(move |record| set(record, glucose(value, &unit)))
    };
    assert_eq!(at(13.9, "mmol/L"), [""; 0]);
    assert_eq!(at(14.0, "mmol/L"), ["glucose-high"]);
    assert_eq!(at(5.0, "mmol/L"), [""; 0]);
    assert_eq!(at(4.9, "mmol/L"), ["glucose-low"]);
    assert_eq!(at(250.0, "mg/dL"), [""; 0]);
    assert_eq!(at(251.0, "mg/dL"), ["glucose-high"]);
    assert_eq!(at(90.0, "mg/dL"), [""; 0]);
    assert_eq!(at(89.0, "mg/dL"), ["glucose-low"]);
    // The newest of the day counts, one of yesterday says nothing of today.
    let later = reasons(|record| {
        set(record, glucose(14.5, "mmol/L"));
        let noon = json!({"at": "2026-11-20T12:00", "concept": "glucose", "value": 9, "unit": "mmol/L"});
        push(record, "observations", noon);
    });
    assert_eq!(later, [""; 0]);
    let yesterday = exercise(|record| {
        let own = json!({"at": "2026-11-19", "concept": "glucose", "value": 14.5, "unit": "mmol/L"});
        set(record, own);
    });
    assert_eq!(
        (&yesterday["notToday"], names_of(&yesterday["missing"])),
        (&json!([]), vec!["glucose".to_owned()])
    );
    let high = exercise(|record| set(record, glucose(14.5, "mmol/L")));
    let reason = &high["notToday"][0];
    assert_eq!(
        (&reason["rule"], &reason["cite"]["guideline"]),
        (&json!("dm-glucose-above-range"), &json!("cn-dm-2024"))
    );
    assert_eq!(reason["text"], "Sugar is above 13.9: no exercise today");
}

#[test]
fn every_other_reason_fires_stays_silent_and_is_unknown() {
    // Ketones.
    assert_eq!(reasons(|record| set(record, ketone(3.0))), ["ketones"]);
    assert_eq!(reasons(|record| set(record, ketone(2.9))), [""; 0]);
    assert_eq!(reasons(|record| set(record, code("urine-ketone", "2+"))), ["ketones"]);
    assert_eq!(reasons(|record| set(record, code("urine-ketone", "1+"))), [""; 0]);
    assert_eq!(reasons(|record| set(record, code("urine-ketone", "negative"))), [""; 0]);
    // Retina: proliferative, whenever it was seen last.
    assert_eq!(reasons(|record| set(record, code("fundus", "pdr"))), ["retina"]);
    assert_eq!(reasons(|record| set(record, code("fundus", "severe-npdr"))), [""; 0]);
    let old = json!({"at": "2020-01-01", "concept": "fundus", "code": "pdr"});
    assert_eq!(reasons(|record| set(record, old.clone())), ["retina"]);
    assert!(unknown(|record| drop_of(record, "fundus")).contains(&"fundus".to_owned()));
    assert_eq!(exercise(|record| set(record, code("fundus", "pdr")))["intensity"], "light");
    // Infection.
    let ill = |record: &mut Value| {
        push(
            record,
            "observations",
            json!({"at": super::super::AS_OF, "concept": "symptom", "code": "infection"}),
        );
    };
    assert_eq!(reasons(ill), ["infection"]);
    assert_eq!(reasons(|record| push(record, "conditions", json!({"code": "acute-illness"}))), ["infection"]);
    assert!(unknown(|record| drop_of(record, "symptom")).contains(&"symptom".to_owned()));
}

fn ketone(value: f64) -> Value {
    json!({"at": super::super::AS_OF, "concept": "blood-ketone", "value": value, "unit": "mmol/L"})
}

fn unknown(change: impl Fn(&mut Value)) -> Vec<String> {
    names_of(&exercise(change)["missing"])
}

#[test]
fn whoever_is_red_gets_no_prescription_and_still_hears_what_forbids() {
    // 16.7 is a crisis: no exercise, and why; nothing to practise.
    let high = exercise(|record| set(record, glucose(16.7, "mmol/L")));
    assert_eq!(names(&high["notToday"], "reason"), ["glucose-high"]);
    for key in ["types", "items"] {
        assert_eq!(high[key], json!([]), "{key}");
    }
    assert_eq!((&high["minutesPerWeek"], &high["intensity"]), (&Value::Null, &Value::Null));
    let low = exercise(|record| set(record, glucose(3.8, "mmol/L")));
    assert_eq!(names(&low["notToday"], "reason"), ["glucose-low"]);
    // Severe kidney disease is referred.
    let kidney = exercise(|record| set(record, of("egfr", 29.9, "mL/min/1.73m2")));
    assert_eq!(names(&kidney["notToday"], "reason"), ["kidney"]);
    assert_eq!(kidney["types"], json!([]));
    let event = exercise(|record| push(record, "conditions", json!({"code": "tia", "since": "2026-11-20"})));
    assert_eq!(names(&event["notToday"], "reason"), ["event"]);
    // A critical pressure alone: nothing is said of moving, eating or salt.
    let critical = plan(&hypertensive(|record| {
        set(
            record,
            json!({"at": "2026-11-20T08:00", "concept": "blood-pressure", "systolic": 186, "diastolic": 112, "unit": "mmHg"}),
        );
    }));
    assert_eq!(
        (&critical["exercise"], &critical["diet"], &critical["lifestyle"]),
        (&Value::Null, &Value::Null, &json!([]))
    );
    // A referral within two weeks leaves what to eat.
    let referred = plan(&hypertensive(|record| {
        push(
            record,
            "visits",
            json!({"at": "2026-11-06", "concern": "hypertension", "class": "uncontrolled"}),
        );
    }));
    assert_eq!((&referred["exercise"], &referred["diet"]["saltGrams"]), (&Value::Null, &json!(5)));
}

#[test]
fn who_can_fall_low_tests_and_eats_and_an_unread_list_is_asked_for() {
    let told = |record: &Value| {
        let own = plan(record)["exercise"].clone();
        names(&own["items"], "topic").contains(&"lows".to_owned())
    };
    for (drug, falls) in [("gliclazide", true), ("repaglinide", true), ("metformin", false)] {
        let taking = patient(|record| record["medications"] = json!([{"code": drug, "since": "2024-01-01"}]));
        assert_eq!(told(&taking), falls, "{drug}");
    }
    let insulin = patient(|record| record["medications"] = json!([{"classes": ["insulin-basal"]}]));
    let own = plan(&insulin);
    assert_eq!(
        item(&own["exercise"]["items"], "topic", "lows")["text"],
        "On insulin or sugar-lowering pills: test before, during and after; start 60 minutes after a meal; \
         before a meal eat 10-30 g of sugar first"
    );
    assert!(names(&own["diet"]["items"], "topic").contains(&"alcohol-lows".to_owned()));
    let unread = patient(|record| _ = record.as_object_mut().unwrap().remove("medications"));
    assert!(!told(&unread));
    assert!(names_of(&plan(&unread)["exercise"]["missing"]).contains(&"medication".to_owned()));
}

#[test]
fn pressure_falls_and_open_feet_change_how_one_moves() {
    let pressure = |systolic: i32| {
        plan(&hypertensive(|record| {
            set(record, json!({"at": "2026-11-20T08:00", "concept": "blood-pressure", "systolic": systolic, "diastolic": 84, "unit": "mmHg"}));
        }))["exercise"]
            .clone()
    };
    assert_eq!(names_of(&pressure(160)["types"]), ["walking", "resistance"]);
    let high = pressure(161);
    assert_eq!(names_of(&high["types"]), ["walking"]);
    assert!(names(&high["items"], "topic").contains(&"no-vigour".to_owned()));
    let fell = exercise(|record| {
        push(
            record,
            "observations",
            json!({"at": "2026-11-10", "concept": "symptom", "code": "fall", "acute": false}),
        );
    });
    assert_eq!((&fell["intensity"], names_of(&fell["types"])), (&json!("light"), vec!["walking".to_owned()]));
    assert!(names(&fell["items"], "topic").contains(&"unsteady".to_owned()));
    // An ulcer that was seen above and is under control here is not stood on.
    let foot = exercise(|record| {
        push(record, "conditions", json!({"code": "diabetic-foot-ulcer", "since": "2026-01-10"}));
        record["referrals"] = json!([{"id": "r", "at": "2026-01-10", "direction": "up", "to": "county-hospital",
            "closed": {"at": "2026-01-20", "outcome": "seen"}}]);
    });
    assert_eq!((names_of(&foot["types"]), &foot["intensity"]), (vec!["seated".to_owned()], &json!("light")));
    assert!(names(&foot["items"], "topic").contains(&"no-water".to_owned()));
}
