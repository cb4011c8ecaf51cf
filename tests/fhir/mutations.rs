//! Anything in any place.

use std::fs;
use std::path::Path;

use liangbing::fhir::{to_record, to_record_value};
use proptest::prelude::*;
use serde_json::Value;

use super::native;

fn junk() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop_oneof![
            Just("2026-11-20"),
            Just("2026-11-20T24:61:00Z"),
            Just(">33.3"),
            Just("<"),
            Just("120/80"),
            Just("HI"),
            Just("Bundle"),
            Just("Patient/other"),
            Just("#"),
            Just("E11.6219"),
            Just("胰岛素30R"),
            Just("1e400"),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(
                (prop_oneof![Just("code"), Just("coding"), Just("value"), Just("reference")], inner),
                0..3
            )
            .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, v)| (key.to_owned(), v)).collect())),
        ]
    })
}

/// The nodes of a value, counted in the order of a walk.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(fields) => fields.values().map(nodes).sum(),
        _ => 0,
    }
}

fn replace(value: &mut Value, target: &mut usize, by: &Value) {
    if *target == 0 {
        *value = by.clone();
        *target = usize::MAX;
        return;
    }
    *target -= 1;
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, target, by)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, target, by)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_122), ..ProptestConfig::default() })]

    #[test]
    fn a_bundle_with_anything_in_any_place_is_read_or_refused(
        file in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), junk()), 1..8),
    ) {
        let names = ["readings.json", "laboratory.json", "diagnoses.json", "medicines.json", "encounters.json"];
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fhir").join(names[file]);
        let mut value: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for (place, by) in changes {
            let mut target = place.index(nodes(&value));
            replace(&mut value, &mut target, &by);
        }
        if let Ok(converted) = to_record_value(value) {
            native::check(&converted.record);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,64}") {
        let _ = to_record(&text);
    }
}
