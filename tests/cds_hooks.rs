//! CDS Hooks: calls in, cards out, and every requirement on the side of a service.
#![cfg(feature = "cli")]
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that falls has found something"
)]

#[path = "cds_hooks/calls.rs"]
mod calls;
#[path = "cds_hooks/requirements.rs"]
mod requirements;
#[path = "cds_hooks/same.rs"]
mod same;
#[path = "cds_hooks/samples.rs"]
mod samples;
#[path = "cds_hooks/support.rs"]
mod support;
