//! The strict reader: what it reads, what it refuses, what it sets aside.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod anything;
mod digest;
mod fields;
mod refused;
mod set_aside;

use liangbing::record::{Observation, Record};

/// Reads a record that the test means to be accepted.
fn accepted(text: &str) -> Record {
    Record::read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Reads a record of these observations.
fn observed(observations: &str) -> Record {
    accepted(&format!(r#"{{"observations": [{observations}]}}"#))
}

/// Reads one observation that was taken on some day, given its other fields.
fn one(fields: &str) -> Record {
    observed(&format!(r#"{{"at": "2026-11-20T08:10", {fields}}}"#))
}

/// The only observation that was kept.
fn only(record: &Record) -> &Observation {
    match record.observations.as_slice() {
        [only] => only,
        others => panic!("one observation expected, found {others:?}"),
    }
}

/// Code and path of everything that was set aside.
fn problems(record: &Record) -> Vec<(&str, &str)> {
    record.problems.iter().map(|problem| (problem.code.code(), problem.path.as_str())).collect()
}
