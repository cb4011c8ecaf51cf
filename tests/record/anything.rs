//! Whatever is handed in, the reader answers.

use liangbing::record::{Record, Value as Answer};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use serde_json::{Map, Value};

/// The same cases on every machine, and no files left behind.
fn config() -> Config {
    Config {
        cases: 512,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(1),
        ..Config::default()
    }
}

/// Words that a record is made of, so that chance gets past the first door.
const WORDS: &[&str] = &[
    "patient",
    "observations",
    "conditions",
    "medications",
    "visits",
    "referrals",
    "targets",
    "lifestyle",
    "answered",
    "id",
    "at",
    "concept",
    "value",
    "unit",
    "systolic",
    "diastolic",
    "code",
    "present",
    "form",
    "below",
    "closed",
    "born",
    "classes",
    "direction",
    "outcome",
    "events",
    "upperLimit",
    "perDay",
    "setting",
    "glucose",
    "blood-pressure",
    "symptom",
    "none",
    "mmol/L",
    "mmHg",
    "2026-11-20",
    "HI",
    "unmeasurable",
    "up",
    "hba1c",
    "%",
    "",
    "130/80",
    "foot",
    "ecg-lvh",
    "hypertension",
    "nyha",
    "onsetAge",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => any::<String>()]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_u32..300).prop_map(Value::from),
        word().prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 96, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((word(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// An observation with the fields it needs, and others by chance.
fn observation() -> impl Strategy<Value = Value> {
    let concept =
        prop::sample::select(vec!["glucose", "blood-pressure", "symptom", "hba1c", "foot", "ecg-lvh"]);
    let field = prop::sample::select(vec!["value", "unit", "systolic", "diastolic", "code", "present"]);
    (concept, prop::collection::vec((field, json()), 0..4)).prop_map(|(concept, fields)| {
        let mut map: Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        map.insert("at".to_owned(), "2026-11-20".into());
        map.insert("concept".to_owned(), concept.into());
        Value::Object(map)
    })
}

fn unmeasurable(value: &Answer) -> bool {
    matches!(value, Answer::BloodPressure(pressure) if pressure.unmeasurable)
}

/// A digit for a letter, a letter for a brace: near misses of a real record.
const SAMPLE: &str = r#"{"patient": {"id": "p-001", "born": "1958-03-02", "sex": "female"},
    "observations": [{"id": "o1", "at": "2026-11-20T08:10", "concept": "blood-pressure", "systolic": 148,
    "diastolic": 86, "unit": "mmHg"}, {"at": "2026-11-20", "concept": "symptom", "code": "none"}]}"#;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = Record::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_record_never_panics(at in 0..SAMPLE.len(), byte in 0_u8..128, cut in any::<bool>()) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        let _ = Record::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn arbitrary_json_is_read_or_refused_by_its_shape(value in json()) {
        if let Err(error) = Record::read(&value.to_string()) {
            prop_assert_ne!(error.code.code(), "not-json", "{}", error);
        }
    }

    #[test]
    fn an_unusable_observation_is_reported(list in prop::collection::vec(observation(), 0..4)) {
        let mut map = Map::new();
        map.insert("observations".to_owned(), Value::Array(list));
        match Record::read(&Value::Object(map).to_string()) {
            Ok(record) => {
                for observation in record.observations.iter().filter(|observation| !observation.usable) {
                    let path = format!("observations[{}]", observation.index);
                    let reported = record.problems.iter().any(|problem| problem.path == path);
                    prop_assert!(reported || unmeasurable(&observation.value), "{:?}", observation);
                }
            }
            Err(error) => prop_assert!(error.path.starts_with("observations["), "{}", error),
        }
    }
}
