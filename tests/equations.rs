//! Every equation against published and official figures, each with its source.
//!
//! The figures stand in `tests/equations/figures/`, a file a calculator; where the whole collection of
//! vectors is at hand beside the repository, every one of it is checked too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what it expected"
)]

#[path = "equations/small.rs"]
mod small;
#[path = "equations/vectors.rs"]
mod vectors;

#[path = "equations/laws.rs"]
mod laws;
#[path = "equations/refused.rs"]
mod refused;
