//! Decision support for hypertension and type-2 diabetes: who must act next, and by when.
//!
//! A record and a day go in, an [`Assessment`](assess::report::Assessment) comes out: a colour with its
//! level, the finding behind it, the clause behind the finding, what is missing and what would change
//! it. The same record, day and rules give the same bytes on every machine, native and WebAssembly.
//!
//! ```
//! use liangbing::engine::{Engine, Locale, Options};
//! use liangbing::record::Record;
//!
//! let engine = Engine::builtin().expect("the built-in packs are sound");
//! let record = Record::read(
//!     r#"{"conditions": [{"code": "hypertension"}],
//!         "observations": [{"at": "2026-11-20T08:10", "concept": "blood-pressure",
//!                           "systolic": 186, "diastolic": 112, "unit": "mmHg"}]}"#,
//! )?;
//! let mut options = Options::read("2026-11-20", Some("en"), None, None)?;
//! let assessment = engine.assess(&record, &options);
//! assert_eq!(assessment.tier.level.map(|level| level.code()), Some("R1"));
//! assert!(assessment.tier.repeat_pending, "a first critical pressure asks for a second one");
//!
//! options.locale = Locale::ZhCn;
//! println!("{}", engine.assess(&record, &options).cards[0].summary);
//! # Ok::<(), liangbing::record::RequestError>(())
//! ```
//!
//! It does not diagnose, prescribe, store or send, and it has no clock: the day is an argument.
//!
//! | module | holds |
//! |---|---|
//! | [`quantity`], [`civil`] | decimals as measured; the clinic's calendar |
//! | [`concept`] | data elements, codes, levels, truth, requests: where records and guidelines meet |
//! | [`equation`], [`calc`] | the field's formulas, typed; the same by name, from JSON to JSON |
//! | `json` | the one strict reader of JSON, for records, packs, overlays and options |
//! | `packed` | values as bytes, for rules that are compiled once |
//! | [`record`] | what the caller says, read strictly |
//! | [`guideline`] | packs and overlays, judged and compiled once |
//! | [`facts`] | the record placed in time, and answers to requests |
//! | [`assess`] | the verdict, its evidence, the report |
//! | [`card`], [`book`] | the words of an assessment; the rule book |
//! | [`engine`] | the face of all this |
//! | `cds_hooks` | calls of CDS Hooks to records, assessments to cards |
//! | `fhir`, `synth` | FHIR R4 in and out; synthetic patients |
//! | `bluetooth` | messages of cuffs and meters to observations |
//! | `forms`, `tables` | the national follow-up records; tables of county systems |

pub mod assess;
#[cfg(feature = "bluetooth")]
pub mod bluetooth;
pub mod book;
pub mod calc;
pub mod card;
#[cfg(feature = "fhir")]
pub mod cds_hooks;
pub mod civil;
pub mod concept;
pub mod engine;
pub mod equation;
pub mod facts;
#[cfg(feature = "fhir")]
pub mod fhir;
#[cfg(feature = "forms")]
pub mod forms;
pub mod guideline;
mod json;
mod mark;
mod packed;
mod problem;
pub mod quantity;
pub mod record;
#[cfg(feature = "cli")]
pub mod round;
mod sorted;
#[cfg(feature = "cli")]
pub mod synth;
#[cfg(feature = "forms")]
pub mod tables;
#[cfg(feature = "js")]
pub mod thrown;
#[cfg(feature = "fhir")]
mod tree;
#[cfg(feature = "wasm")]
mod wasm;

/// Every browser module's memory; on other machines the system's own allocator is better.
#[cfg(all(feature = "js", target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
