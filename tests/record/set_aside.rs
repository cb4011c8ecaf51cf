//! An odd value is set aside with code and path; what can still warn is kept.

use liangbing::quantity::{Decimal, Quantity, Unit};
use liangbing::record::{BloodPressure, Mark, Value};

use super::{accepted, observed, one, only, problems};

const WHOLE: &str = "observations[0]";

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a number")
}

fn number(text: &str, unit: Unit, mark: Mark) -> Value {
    Value::Number(Quantity { value: decimal(text), unit }, mark)
}

fn pressure(systolic: Option<&str>, diastolic: Option<&str>) -> BloodPressure {
    BloodPressure {
        systolic: systolic.map(decimal),
        diastolic: diastolic.map(decimal),
        unit: Unit::MillimetreHg,
        unmeasurable: false,
    }
}

#[test]
fn an_odd_blood_pressure_is_kept_and_not_usable() {
    for (systolic, diastolic, code) in [
        ("400", "90", "implausible"),
        ("30", "20", "implausible"),
        ("1e400", "90", "implausible"),
        ("-120", "80", "implausible"),
        ("250", "201", "implausible"),
        ("120", "190", "contradictory"),
        ("80", "120", "contradictory"),
        ("120", "120", "contradictory"),
    ] {
        let record = one(&format!(
            r#""concept": "blood-pressure", "systolic": {systolic}, "diastolic": {diastolic}, "unit": "mmHg""#
        ));
        let kept = only(&record);
        assert_eq!(kept.value, Value::BloodPressure(pressure(Some(systolic), Some(diastolic))));
        assert!(!kept.usable, "{systolic}/{diastolic}");
        assert_eq!(problems(&record), [(code, WHOLE)], "{systolic}/{diastolic}");
    }
}

#[test]
fn a_blood_pressure_at_the_ends_of_the_range_is_usable() {
    for (systolic, diastolic, unit) in
        [("300", "200", "mmHg"), ("40", "20", "mmHg"), ("40", "26.7", "kPa"), ("5.3", "2.6", "kPa")]
    {
        let record = one(&format!(
            r#""concept": "blood-pressure", "systolic": {systolic}, "diastolic": {diastolic}, "unit": "{unit}""#
        ));
        assert!(only(&record).usable, "{systolic}/{diastolic}");
        assert_eq!(problems(&record), []);
    }
}

#[test]
fn zero_is_not_measured_and_a_lone_number_counts() {
    let read = |parts: &str| one(&format!(r#""concept": "blood-pressure", {parts}, "unit": "mmHg""#));
    for (parts, expected) in [
        (r#""systolic": 185, "diastolic": 0"#, pressure(Some("185"), None)),
        (r#""systolic": 185"#, pressure(Some("185"), None)),
        (r#""systolic": 0.0, "diastolic": 110"#, pressure(None, Some("110"))),
        (r#""systolic": 60, "diastolic": "unmeasurable""#, pressure(Some("60"), None)),
    ] {
        let record = read(parts);
        assert_eq!(only(&record).value, Value::BloodPressure(expected), "{parts}");
        assert!(only(&record).usable, "{parts}");
        assert_eq!(problems(&record), [], "{parts}");
    }
    for (parts, code) in [
        (r#""systolic": 0, "diastolic": 0"#, "implausible"),
        (r#""systolic": null, "arm": "left""#, "not-understood"),
    ] {
        let record = read(parts);
        assert_eq!(only(&record).value, Value::BloodPressure(pressure(None, None)), "{parts}");
        assert!(!only(&record).usable, "{parts}");
        assert_eq!(problems(&record), [(code, WHOLE)], "{parts}");
    }
}

#[test]
fn an_unmeasurable_blood_pressure_is_a_finding_without_numbers() {
    for parts in [r#""systolic": "unmeasurable""#, r#""diastolic": "unmeasurable", "unit": "mmHg""#] {
        let record = one(&format!(r#""concept": "blood-pressure", {parts}"#));
        let expected = BloodPressure { unmeasurable: true, ..pressure(None, None) };
        assert_eq!(only(&record).value, Value::BloodPressure(expected));
        assert!(!only(&record).usable);
        assert_eq!(problems(&record), []);
    }
}

#[test]
fn an_impossible_glucose_is_kept_and_not_usable() {
    use Unit::{MilligramPerDecilitre as Mg, MillimolePerLitre as Mmol};
    for (value, unit) in [("61", Mmol), ("-5", Mmol), ("1e99", Mmol), ("1100", Mg)] {
        let record = one(&format!(r#""concept": "glucose", "value": {value}, "unit": "{}""#, unit.code()));
        assert_eq!(only(&record).value, number(value, unit, Mark::Exact));
        assert!(!only(&record).usable, "{value}");
        assert_eq!(problems(&record), [("implausible", WHOLE)]);
    }
    let record = one(r#""concept": "glucose", "value": 0, "unit": "mmol/L""#);
    assert_eq!((only(&record).value, only(&record).usable), (Value::Unreadable, false));
    assert_eq!(problems(&record), [("implausible", WHOLE)]);
}

#[test]
fn a_glucose_below_the_meter_reads_as_lo_and_is_flagged() {
    use Unit::{MilligramPerDecilitre as Mg, MillimolePerLitre as Mmol};
    for (value, unit, end) in [("0.5", Mmol, "0.6"), ("0.000000001", Mmol, "0.6"), ("10.7", Mg, "10.8")] {
        let record = one(&format!(r#""concept": "glucose", "value": {value}, "unit": "{}""#, unit.code()));
        assert_eq!(only(&record).value, number(end, unit, Mark::Low), "{value}");
        assert!(only(&record).usable, "{value}");
        assert_eq!(problems(&record), [("implausible", WHOLE)], "{value}");
    }
    for (value, unit) in [("0.6", Mmol), ("60", Mmol), ("10.8", Mg)] {
        let record = one(&format!(r#""concept": "glucose", "value": {value}, "unit": "{}""#, unit.code()));
        assert_eq!(only(&record).value, number(value, unit, Mark::Exact));
        assert_eq!(problems(&record), []);
    }
}

#[test]
fn hi_and_lo_stand_for_the_ends_of_the_meter() {
    use Unit::{MilligramPerDecilitre as Mg, MillimolePerLitre as Mmol};
    for (word, unit, expected) in [
        ("HI", r#", "unit": "mmol/L""#, number("33.3", Mmol, Mark::High)),
        ("Hi", "", number("33.3", Mmol, Mark::High)),
        ("高", r#", "unit": "mg/dL""#, number("600", Mg, Mark::High)),
        ("lo", "", number("0.6", Mmol, Mark::Low)),
        ("低", r#", "unit": "mg/dL""#, number("10.8", Mg, Mark::Low)),
    ] {
        let record = one(&format!(r#""concept": "glucose", "value": "{word}"{unit}"#));
        assert_eq!((only(&record).value, only(&record).usable), (expected, true), "{word}");
        assert_eq!(problems(&record), [], "{word}");
    }
    let record = one(r#""concept": "glucose", "value": "HI", "unit": "units""#);
    assert_eq!((only(&record).value, only(&record).usable), (number("33.3", Mmol, Mark::High), true));
    assert_eq!(problems(&record), [("unknown-unit", WHOLE)]);
}

#[test]
fn a_unit_is_never_guessed_and_the_reading_stays_as_unreadable() {
    for fields in [
        r#""concept": "glucose", "value": 7.4"#,
        r#""concept": "glucose", "value": 7.4, "unit": "mmHg""#,
        r#""concept": "glucose", "value": 7.4, "unit": "mmol""#,
        r#""concept": "blood-pressure", "systolic": 150, "diastolic": 90"#,
        r#""concept": "blood-pressure", "systolic": 150, "diastolic": 90, "unit": "cmHg""#,
    ] {
        let record = one(fields);
        assert_eq!((only(&record).value, only(&record).usable), (Value::Unreadable, false), "{fields}");
        assert_eq!(problems(&record), [("unknown-unit", WHOLE)], "{fields}");
    }
}

#[test]
fn other_odd_observations_are_left_out() {
    for (fields, code) in [
        (r#""concept": "hba1c", "value": 7"#, "unknown-unit"),
        (r#""concept": "creatinine", "value": 80"#, "unknown-unit"),
        (r#""concept": "haemoglobin", "value": 14"#, "unknown-unit"),
        (r#""concept": "weight", "value": 120, "unit": "斤""#, "unknown-unit"),
        (r#""concept": "hba1c", "value": 70, "unit": "%""#, "implausible"),
        (r#""concept": "weight", "value": 60000, "unit": "kg""#, "implausible"),
        (r#""concept": "height", "value": 1.65"#, "implausible"),
        (r#""concept": "heart-rate", "value": 0"#, "implausible"),
        (r#""concept": "potassium", "value": -4, "unit": "mmol/L""#, "implausible"),
        (r#""concept": "potassium", "unit": "mmol/L""#, "not-understood"),
        (r#""concept": "ecg-lvh""#, "not-understood"),
        (r#""concept": "symptom""#, "not-understood"),
        (r#""concept": "fundus", "code": null"#, "not-understood"),
        (r#""concept": "fundus", "code": "1+""#, "unknown-code"),
        (r#""concept": "urine-protein", "code": "+""#, "unknown-code"),
        (r#""concept": "symptom", "code": "hiccup""#, "unknown-code"),
        (r#""concept": "symptom", "code": "none", "present": false"#, "contradictory"),
        (r#""concept": "blood-sugar", "value": 7, "unit": "mmol/L""#, "unknown-code"),
    ] {
        let record = one(fields);
        assert_eq!(record.observations, [], "{fields}");
        assert_eq!(problems(&record), [(code, WHOLE)], "{fields}");
    }
}

#[test]
fn a_silent_glucose_is_kept_as_unreadable() {
    let record = one(r#""concept": "glucose", "value": null, "unit": "mmol/L""#);
    assert_eq!((only(&record).value, only(&record).usable), (Value::Unreadable, false));
    assert_eq!(problems(&record), [("not-understood", WHOLE)]);
}

#[test]
fn an_odd_part_is_set_aside_and_the_rest_is_kept() {
    let record = accepted(
        r#"{"patient": {"function": {"adlDependencies": -1}},
            "conditions": [{"code": "plague"}, {"code": "hypertension"}],
            "medications": [{"code": "a", "classes": ["acei", "ace"], "perDay": -1}, {"dose": "5 mg"}],
            "lifestyle": {"cigarettesPerDay": 2000, "smoking": "current"},
            "family": [{"condition": "stroke", "onsetAge": 300}],
            "allergies": [{"reaction": "rash"}],
            "targets": [{"concept": "mood", "below": 3}, {"concept": "hba1c", "below": 7},
                {"concept": "blood-pressure", "below": "80/130", "unit": "mmHg"},
                {"concept": "blood-pressure", "below": 400, "unit": "mmHg"}, {"concept": "foot", "below": 1}],
            "observations": [
                {"at": "2026-01-01", "concept": "alt", "value": 40, "unit": "U/L", "upperLimit": 0}]}"#,
    );
    assert_eq!(
        problems(&record),
        [
            ("implausible", "patient.function.adlDependencies"),
            ("unknown-code", "conditions[0]"),
            ("implausible", "observations[0].upperLimit"),
            ("unknown-code", "medications[0].classes[1]"),
            ("implausible", "medications[0].perDay"),
            ("not-understood", "medications[1]"),
            ("implausible", "lifestyle.cigarettesPerDay"),
            ("implausible", "family[0].onsetAge"),
            ("not-understood", "allergies[0]"),
            ("unknown-code", "targets[0]"),
            ("unknown-unit", "targets[1]"),
            ("contradictory", "targets[2]"),
            ("implausible", "targets[3]"),
            ("not-understood", "targets[4]"),
        ]
    );
    assert_eq!((record.conditions.len(), record.medications.len(), record.observations.len()), (1, 1, 1));
    assert_eq!((record.medications[0].per_day, record.medications[0].classes.len()), (None, 1));
    assert_eq!(record.lifestyle.and_then(|lifestyle| lifestyle.smoking).as_deref(), Some("current"));
    assert_eq!((record.family.len(), record.allergies.len(), record.targets.len()), (1, 0, 0));
}

#[test]
fn the_same_statement_twice_counts_once() {
    let reading = |more: &str| {
        format!(r#"{{"at": "2026-11-20", "concept": "glucose", "value": 7.4, "unit": "mmol/L"{more}}}"#)
    };
    let same = reading("").replace("7.4", "7.40");
    let record = observed(&format!("{}, {same}, {}", reading(""), reading(r#", "setting": "clinic""#)));
    assert_eq!(problems(&record), [("duplicate", "observations[1]"), ("duplicate", "observations[2]")]);
    assert_eq!(only(&record).index, 0);

    let record = observed(&format!("{}, {}", reading(""), reading(r#", "id": "o2""#)));
    assert_eq!(problems(&record), [("duplicate", "observations[0]")]);
    assert_eq!(only(&record).id.as_deref(), Some("o2"));

    let apart = [reading(r#", "id": "o1""#), reading(r#", "id": "o2""#), reading(r#", "timing": "fasting""#)];
    assert_eq!(observed(&apart.join(",")).observations.len(), 3);

    let record = accepted(
        r#"{"visits": [{"at": "2026-08-21"}, {"at": "2026-08-22"}, {"at": "2026-08-21", "mode": null}],
            "conditions": [{"code": "tia"}, {"code": "tia"}]}"#,
    );
    assert_eq!(problems(&record), [("duplicate", "conditions[1]"), ("duplicate", "visits[2]")]);
    assert_eq!((record.visits.len(), record.conditions.len()), (2, 1));
}

#[test]
fn nothing_complained_of_gives_way_to_a_complaint() {
    let said = |at: &str, code: &str, present: &str| {
        format!(r#"{{"at": "{at}", "concept": "symptom", "code": "{code}", "present": {present}}}"#)
    };
    let record =
        observed(&[said("2026-11-20", "none", "null"), said("2026-11-20", "chest-pain", "true")].join(","));
    assert_eq!(problems(&record), [("contradictory", "observations[0]")]);
    assert_eq!(only(&record).index, 1);
    for other in [said("2026-11-20", "chest-pain", "false"), said("2026-11-20T09:00", "chest-pain", "true")] {
        let record = observed(&[said("2026-11-20", "none", "true"), other].join(","));
        assert_eq!(problems(&record), []);
        assert_eq!(record.observations.len(), 2);
    }
}

#[test]
fn a_birth_after_a_reading_is_set_aside() {
    let born = |born: &str| {
        accepted(&format!(
            r#"{{"patient": {{"born": "{born}"}}, "observations": [
                {{"at": "2026-11-20", "concept": "heart-rate", "value": 70}}]}}"#
        ))
    };
    let record = born("2026-11-21");
    assert_eq!(problems(&record), [("contradictory", "patient.born")]);
    assert_eq!((record.patient.born, record.observations.len()), (None, 1));
    for possible in ["2026-11-20", "2026", "1958"] {
        assert!(born(possible).patient.born.is_some(), "{possible}");
    }
}

#[test]
fn a_referral_closed_before_it_was_sent_stays_open() {
    let closed = |closed: &str| {
        accepted(&format!(
            r#"{{"referrals": [{{"at": "2026-03-01T10:00", "direction": "up",
                "closed": {{"at": "{closed}", "outcome": "seen"}}}}]}}"#
        ))
    };
    for early in ["2026-02-28", "2026-03-01T09:59"] {
        let record = closed(early);
        assert_eq!(problems(&record), [("contradictory", "referrals[0].closed")], "{early}");
        assert_eq!(record.referrals[0].closed, None);
    }
    for possible in ["2026-03-01", "2026-03-01T10:00", "2026-03-02"] {
        assert!(closed(possible).referrals[0].closed.is_some(), "{possible}");
    }
}

#[test]
fn messages_speak_in_the_words_of_the_record() {
    let record = observed(
        r#"{"at": "2026-11-20", "concept": "glucose", "value": 61, "unit": "mmol/L"},
           {"at": "2026-11-20", "concept": "hba1c", "value": 7, "unit": "mg"}"#,
    );
    let messages: Vec<_> = record.problems.iter().map(|problem| problem.message.as_str()).collect();
    let expected =
        ["found glucose `61` mmol/L, expected 0.6 to 60", "found the unit `mg`, expected `%` or `mmol/mol`"];
    assert_eq!(messages, expected);
}
