//! Every equation against published and official figures, each with its source.
//!
//! The figures stand in `tests/equations/figures/`, a file a calculator; where the whole collection of
//! vectors is at hand beside the repository, every one of it is checked too.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

#[path = "equations/small.rs"]
mod small;
#[path = "equations/vectors.rs"]
mod vectors;
