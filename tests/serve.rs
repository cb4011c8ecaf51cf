//! `liangbing serve`: statuses, tokens, TLS, slow and broken clients, a clean end.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::zombie_processes,
    reason = "a test that falls has found something"
)]

#[path = "serve/calls.rs"]
mod calls;
#[path = "serve/hooks.rs"]
mod hooks;
#[path = "serve/requirements.rs"]
mod requirements;
#[path = "serve/support.rs"]
mod support;
#[path = "serve/tokens.rs"]
mod tokens;
