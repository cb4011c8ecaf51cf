//! The calls of the tests of CDS Hooks.
#![allow(dead_code, reason = "those tests use the rest")]

#[path = "../cds_hooks/same.rs"]
pub mod same;
#[path = "../cds_hooks/support.rs"]
pub mod support;

pub use support::{call, order, ordering};
