//! Every field of the contract is read.

use liangbing::civil::{Day, Moment, PartialDate, Precision};
use liangbing::concept::{
    Adherence, Arm, Concept, Concern, Condition, ConditionStatus, DrugClass, FindingCode, Hypoglycaemia,
    Mode, PatientStatus, Position, Pregnancy, ReferralDirection, ReferralOutcome, ReferralPlace,
    ReferralState, Setting, Sex, Specimen, Symptom, Timing, Urgency, VisitClass,
};
use liangbing::quantity::{Decimal, Quantity, Unit};
use liangbing::record::{
    Allergy, Answered, BloodPressure, ConditionEntry, Coverage, FamilyEntry, Function, Lifestyle, Mark,
    Medication, Patient, Per, PersonalTarget, Place, Plan, Record, Referral, ReferralEvent, Value, Visit,
};

use super::{accepted, one, only, problems};

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a number")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).expect("a date")
}

fn moment(text: &str) -> Moment {
    Moment::parse(text, 480).expect("a moment")
}

#[allow(clippy::unnecessary_wraps, reason = "every text of a record is optional")]
fn said(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn an_empty_record_is_a_record_with_a_digest() {
    for text in ["{}", r#"{"observations": null, "patient": {}, "visits": []}"#, "\u{feff}{}"] {
        let record = accepted(text);
        let digest = record.digest.clone();
        assert!(digest.starts_with("sha256:") && digest.len() == 71, "{digest}");
        assert_eq!(record, Record { digest, ..Record::default() });
    }
}

#[test]
fn every_field_of_the_patient_is_read() {
    let record = accepted(
        r#"{"schema": "liangbing.record/1", "utcOffset": "+08:00", "patient": {
            "id": "p-001", "name": "王", "born": "1958", "sex": "female", "pregnancy": "no",
            "pregnancySince": "2026-01", "status": "moved", "statusAt": "2026-02-01", "deceasedAt": "2026-03-01",
            "place": {"county": "c", "township": "t", "village": "v", "grid": "g", "northern": true, "urban": false},
            "function": {"cognition": "mild", "adlDependencies": 2, "iadlDependencies": 3.0, "longTermCare": true},
            "coverage": {"scheme": "residents", "twoDiseases": "enrolled", "until": "2026-12-31"}}}"#,
    );
    let expected = Patient {
        id: said("p-001"),
        name: said("王"),
        born: Some(PartialDate { day: day("1958-01-01"), precision: Precision::Year }),
        sex: Some(Sex::Female),
        pregnancy: Some(Pregnancy::No),
        pregnancy_since: Some(date("2026-01")),
        status: Some(PatientStatus::Moved),
        status_at: Some(day("2026-02-01")),
        deceased_at: Some(day("2026-03-01")),
        place: Place {
            county: said("c"),
            township: said("t"),
            village: said("v"),
            grid: said("g"),
            northern: Some(true),
            urban: Some(false),
        },
        function: Function {
            cognition: said("mild"),
            adl_dependencies: Some(2),
            iadl_dependencies: Some(3),
            long_term_care: Some(true),
        },
        coverage: Coverage {
            scheme: said("residents"),
            two_diseases: said("enrolled"),
            until: Some(day("2026-12-31")),
        },
    };
    assert_eq!(record.patient, expected);
    assert_eq!(problems(&record), []);
}

#[test]
fn every_field_of_a_diagnosis_and_a_medicine_is_read() {
    let record = accepted(
        r#"{"conditions": [{"code": "diabetic-foot-ulcer", "status": "suspected", "since": "2020-05", "nyha": 2,
                "stage": 3, "infected": true, "ischaemic": false}],
            "medications": [{"code": "amlodipine", "name": "氨氯地平", "classes": ["ccb-dhp"], "dose": "5 mg",
                "perDay": 1.5, "per": "two-weeks", "since": "2024", "until": "2026-01-01", "route": "oral",
                "release": "mr", "fullDose": true, "adherence": "intermittent"}]}"#,
    );
    let condition = ConditionEntry {
        code: Condition::DiabeticFootUlcer,
        status: ConditionStatus::Suspected,
        since: Some(date("2020-05")),
        nyha: Some(2),
        stage: said("3"),
        infected: Some(true),
        ischaemic: Some(false),
    };
    let medication = Medication {
        code: said("amlodipine"),
        name: said("氨氯地平"),
        classes: vec![DrugClass::CcbDhp],
        dose: said("5 mg"),
        per_day: Some(decimal("1.5")),
        per: Per::TwoWeeks,
        since: Some(date("2024")),
        until: Some(day("2026-01-01")),
        route: said("oral"),
        release: said("mr"),
        full_dose: Some(true),
        adherence: Some(Adherence::Intermittent),
        index: 0,
    };
    assert_eq!((record.conditions, record.medications), (vec![condition], vec![medication]));
}

#[test]
fn every_field_of_a_visit_and_a_referral_is_read() {
    let record = accepted(
        r#"{"visits": [{"at": "2026-08-21", "mode": "phone", "concern": "diabetes", "class": "adverse-reaction",
                "reached": false, "medicationChanged": true, "adverseReaction": true, "newComplication": false,
                "hypoglycaemia": "occasional", "adherence": "refused", "form": {"anything": [1, {"at": "all"}]}}],
            "referrals": [{"id": "r1", "at": "2026-03-01", "direction": "up", "to": "county-hospital",
                "rule": "class-4", "concern": "hypertension", "urgency": "within-14-days",
                "events": [{"at": "2026-03-01", "state": "sent"}, {"at": "2026-03-02T09:00", "state": "seen"}],
                "closed": {"at": "2026-03-10", "outcome": "seen"}}]}"#,
    );
    let visit = Visit {
        at: moment("2026-08-21"),
        mode: Mode::Phone,
        concern: Some(Concern::Diabetes),
        class: Some(VisitClass::AdverseReaction),
        reached: false,
        medication_changed: Some(true),
        adverse_reaction: Some(true),
        new_complication: Some(false),
        hypoglycaemia: Some(Hypoglycaemia::Occasional),
        adherence: Some(Adherence::Refused),
        form: Some(r#"{"anything":[1,{"at":"all"}]}"#.to_owned()),
        index: 0,
    };
    let referral = Referral {
        id: said("r1"),
        at: moment("2026-03-01"),
        direction: ReferralDirection::Up,
        to: Some(ReferralPlace::CountyHospital),
        rule: said("class-4"),
        concern: Some(Concern::Hypertension),
        urgency: Some(Urgency::Within14Days),
        events: vec![
            ReferralEvent { at: moment("2026-03-01"), state: ReferralState::Sent },
            ReferralEvent { at: moment("2026-03-02T09:00"), state: ReferralState::Seen },
        ],
        closed: Some((moment("2026-03-10"), ReferralOutcome::Seen)),
        index: 0,
    };
    assert_eq!((record.visits, record.referrals), (vec![visit], vec![referral]));
}

#[test]
fn every_field_of_the_rest_is_read() {
    let record = accepted(
        r#"{"lifestyle": {"at": "2026-01-01", "smoking": "former", "secondHandSmoke": true, "cigarettesPerDay": 0,
                "saltLevel": "heavy", "saltGramsPerDay": 9.5, "potassiumSalt": false, "stapleGramsPerDay": 300,
                "alcoholGramsPerDay": 15, "exerciseMinutesPerWeek": 150},
            "family": [{"condition": "cardiovascular-disease", "relation": "father", "onsetAge": 48}],
            "allergies": [{"code": "acei", "name": "n", "reaction": "cough"}],
            "plans": [{"kind": "iodinated-contrast", "at": "2026-12-01"}],
            "answered": [{"card": "c1", "at": "2026-11-01", "outcome": "overridden", "reason": "r",
                "until": "2026-12-01"}]}"#,
    );
    let lifestyle = Lifestyle {
        at: Some(moment("2026-01-01")),
        smoking: said("former"),
        second_hand_smoke: Some(true),
        cigarettes_per_day: Some(Decimal::ZERO),
        salt_level: said("heavy"),
        salt_grams_per_day: Some(decimal("9.5")),
        potassium_salt: Some(false),
        staple_grams_per_day: Some(decimal("300")),
        alcohol_grams_per_day: Some(decimal("15")),
        exercise_minutes_per_week: Some(decimal("150")),
    };
    assert_eq!(record.lifestyle, Some(lifestyle));
    let family = FamilyEntry {
        condition: "cardiovascular-disease".to_owned(),
        relation: said("father"),
        onset_age: Some(48),
    };
    assert_eq!(record.family, [family]);
    assert_eq!(
        record.allergies,
        [Allergy { code: said("acei"), name: said("n"), reaction: said("cough"), index: 0 }]
    );
    assert_eq!(
        record.plans,
        [Plan { kind: "iodinated-contrast".to_owned(), at: Some(moment("2026-12-01")) }]
    );
    let answered = Answered {
        card: "c1".to_owned(),
        at: moment("2026-11-01"),
        outcome: "overridden".to_owned(),
        reason: said("r"),
        until: Some(day("2026-12-01")),
    };
    assert_eq!(record.answered, [answered]);
}

#[test]
fn a_personal_target_is_one_number_or_a_pair() {
    let record = accepted(
        r#"{"targets": [
            {"concept": "blood-pressure", "below": "130/80", "unit": "mmHg", "at": "2026-01-01", "setBy": "Dr Li"},
            {"concept": "blood-pressure", "below": 150, "unit": "mmHg"},
            {"concept": "hba1c", "below": 7.5, "unit": "%"}]}"#,
    );
    let target = |concept, below: &str, unit, diastolic: Option<&str>| PersonalTarget {
        concept,
        below: Quantity { value: decimal(below), unit },
        below_diastolic: diastolic.map(decimal),
        at: None,
        set_by: None,
    };
    let first = PersonalTarget {
        at: Some(moment("2026-01-01")),
        set_by: said("Dr Li"),
        ..target(Concept::BloodPressure, "130", Unit::MillimetreHg, Some("80"))
    };
    let second = target(Concept::BloodPressure, "150", Unit::MillimetreHg, None);
    let third = target(Concept::Hba1c, "7.5", Unit::Percent, None);
    assert_eq!(record.targets, [first, second, third]);
}

#[test]
fn every_field_of_an_observation_is_read() {
    let record = one(
        r#""id": "o1", "concept": "blood-pressure", "systolic": 148, "diastolic": 86.5, "unit": "mm[Hg]",
            "setting": "ambulatory-24h", "arm": "left", "position": "standing", "afterRest": true, "verified": false,
            "sustained": null"#,
    );
    let observation = only(&record);
    let pressure = BloodPressure {
        systolic: Some(decimal("148")),
        diastolic: Some(decimal("86.5")),
        unit: Unit::MillimetreHg,
        unmeasurable: false,
    };
    assert_eq!(observation.value, Value::BloodPressure(pressure));
    assert!(observation.usable && observation.present);
    assert_eq!((observation.id.as_deref(), observation.index), (Some("o1"), 0));
    assert_eq!((observation.at, observation.concept), (moment("2026-11-20T08:10"), Concept::BloodPressure));
    assert_eq!((observation.setting, observation.arm), (Setting::Ambulatory24h, Some(Arm::Left)));
    assert_eq!((observation.position, observation.after_rest), (Some(Position::Standing), Some(true)));
    assert_eq!((observation.verified, observation.sustained), (Some(false), None));

    let record = one(
        r#""concept": "glucose", "value": 7.40, "unit": "mmol/L", "timing": "ogtt-2h", "specimen": "venous",
            "upperLimit": 6.1"#,
    );
    let observation = only(&record);
    let value = Quantity { value: decimal("7.4"), unit: Unit::MillimolePerLitre };
    assert_eq!(observation.value, Value::Number(value, Mark::Exact));
    assert_eq!((observation.timing, observation.specimen), (Timing::Ogtt2h, Some(Specimen::Venous)));
    assert_eq!(observation.upper_limit, Some(decimal("6.1")));
}

#[test]
fn answers_without_a_number_are_read() {
    let record = one(r#""concept": "foot-pulse", "code": "weak", "side": "left", "codeList": 2017"#);
    let pulse = only(&record);
    assert_eq!(pulse.value, Value::Code(FindingCode::Weak));
    assert_eq!((pulse.side.as_deref(), pulse.code_list), (Some("left"), Some(2017)));

    let record = one(r#""concept": "symptom", "code": "drowsiness", "present": false, "acute": true"#);
    let symptom = only(&record);
    assert_eq!(symptom.value, Value::Symptom(Some(Symptom::AlteredConsciousness)));
    assert_eq!((symptom.present, symptom.acute), (false, Some(true)));

    assert_eq!(only(&one(r#""concept": "symptom", "code": "none""#)).value, Value::Symptom(None));
    assert_eq!(only(&one(r#""concept": "ecg-lvh", "present": false"#)).value, Value::Flag(false));
}

#[test]
fn every_number_keeps_its_digits() {
    for digits in ["109.934", "11.000000001", "139.99999999", "4e1", "1.480E+2"] {
        let record = one(&format!(r#""concept": "glucose", "value": {digits}, "unit": "mg/dL""#));
        let Value::Number(quantity, Mark::Exact) = only(&record).value else { panic!("a number expected") };
        assert_eq!(quantity.value, decimal(digits), "{digits}");
    }
}

#[test]
fn a_single_unambiguous_unit_may_be_left_out() {
    for (concept, value) in
        [("heart-rate", "72"), ("weight", "60.5"), ("bmi", "24"), ("tir", "70"), ("temperature", "36.5")]
    {
        let record = one(&format!(r#""concept": "{concept}", "value": {value}"#));
        assert!(only(&record).usable, "{concept}");
        assert_eq!(problems(&record), [], "{concept}");
    }
}

#[test]
fn a_time_in_utc_is_moved_to_the_clinic() {
    let at = |offset: &str| {
        let text =
            r#"{OFFSET "observations": [{"at": "2026-11-20T20:10Z", "concept": "symptom", "code": "none"}]}"#;
        only(&accepted(&text.replace("OFFSET", offset))).at.to_string()
    };
    assert_eq!(at(""), "2026-11-21T04:10");
    assert_eq!(at(r#""utcOffset": "-03:30","#), "2026-11-20T16:40");
}
