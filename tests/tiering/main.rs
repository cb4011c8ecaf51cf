//! The definition of the four colours, sentence by sentence, in the notation of `support`.
//!
//! Offsets are days from the as-of day; `expected` is written by hand from the definition.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

#[path = "../support/mod.rs"]
mod support;

mod answered;
mod blue;
mod classes;
mod contract;
mod expiry;
mod glucose;
mod grey;
mod open_box;
mod people;
mod precedence;
mod pressure;
mod referrals;
mod signs;
mod told;
mod yellow;
