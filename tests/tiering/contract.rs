//! The contract's example record has the contract's example answer.

use crate::support::{assess, day, expect};
use liangbing::engine::Locale;
use serde_json::json;

#[test]
fn the_example_record_has_the_example_answer() {
    let record = json!({
        "patient": {"id": "p-001", "born": "1958-03-02", "sex": "female", "pregnancy": "no", "place": {"village": "…"}},
        "utcOffset": "+08:00",
        "conditions": [{"code": "hypertension", "since": "2015-06"}, {"code": "type-2-diabetes", "since": "2020"}],
        "observations": [
            {"id": "o1", "at": "2026-11-20T08:10", "concept": "blood-pressure", "systolic": 148, "diastolic": 86,
             "unit": "mmHg", "setting": "clinic"},
            {"id": "o2", "at": "2026-11-20T08:12", "concept": "glucose", "value": 7.4, "unit": "mmol/L", "timing": "fasting"},
            {"id": "o3", "at": "2026-11-20", "concept": "symptom", "code": "none"}],
        "medications": [{"code": "amlodipine", "dose": "5 mg", "perDay": 1, "since": "2024-01-01"}],
        "visits": [
            {"at": "2026-08-21", "mode": "face-to-face", "concern": "hypertension", "class": "controlled"},
            {"at": "2026-08-21", "mode": "face-to-face", "concern": "diabetes", "class": "controlled"}],
        "referrals": [{"id": "r1", "at": "2026-03-01", "direction": "up", "to": "county-hospital",
            "closed": {"at": "2026-03-10", "outcome": "seen"}}],
        "lifestyle": {"smoking": "never"},
        "family": [{"condition": "cardiovascular-disease", "relation": "father", "onsetAge": 48}]
    });
    let answer = assess(&record, day("2026-11-21"), Locale::En);
    let expected = "colour yellow, level Y1, floor Y1, ceiling R0, reason none, at 2026-11-20, act-by 2026-12-04, \
        pending false, was grey, flagged false, three yellow, wenzhou orange, hearts uncontrolled, rule dm-class-2, \
        valid-until 2027-03-06, htn B2, htn-class controlled, htn-consecutive 1, dm Y1, dm-class uncontrolled, \
        dm-consecutive 1, referral none, owner village-doctor, management regular";
    let wrong = expect::differences(&answer, &expect::parse(expected));
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), answer.summary());

    let changes = answer.at("/concerns/diabetes/tier/receipt/wouldChange");
    let lower = json!({"concept": "glucose", "to": "< 7 mmol/L", "level": "B2"});
    assert!(changes.as_array().is_some_and(|list| list.contains(&lower)), "{changes}");

    let because = answer.at("/findings/0/because/0");
    assert_eq!(because["concept"], "glucose", "{because}");
    assert_eq!(because["value"].to_string(), "7.4");
    assert_eq!(because["observation"], "o2");
    assert_eq!(because["limit"], ">= 7 mmol/L");
    assert_eq!(answer.text("/findings/0/origin"), "cn-bphs-2017@1.0.0");

    let first = json!({"at": "2026-08-21", "level": "G1", "hypertension": "G1", "diabetes": "G1"});
    let timeline = answer.at("/timeline").as_array().cloned().unwrap_or_default();
    assert!(timeline.contains(&first), "{timeline:?}");
}
