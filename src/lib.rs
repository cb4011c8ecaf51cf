//! Decision support for hypertension and type-2 diabetes.
pub mod assess;
pub mod book;
pub mod card;
pub mod civil;
pub mod concept;
pub mod engine;
pub mod facts;
#[cfg(feature = "fhir")]
pub mod fhir;
pub mod guideline;
pub mod quantity;
pub mod record;
#[cfg(feature = "cli")]
pub mod synth;
#[cfg(feature = "wasm")]
mod wasm;
