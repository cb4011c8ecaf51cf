//! The three invariants of the definition, over exhausted cells, layer by layer.
//!
//! A layer restates the definition in plain code of its own and holds the engine against it, then
//! compares neighbouring cells: a worse fact never gives a milder colour. Cells are one just below
//! and one at every number that the layer's rules compare with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod invariants_proofs;
mod support_proofs;
