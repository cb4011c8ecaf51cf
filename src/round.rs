//! A digital round: a list judged at once, and only what is other than at the last round of it.
//!
//! The page's `liangbing/round` says the same of the same list; `tests/round` holds what both must say. A comparison
//! reads answers as a page does, as JSON, and needs no more of them than codes, levels and days.
//!
//! * **Nobody is lost.** Every row of the list is changed, unchanged or an issue: refused, without an id, or there twice.
//! * **Unknown is not milder.** Who became grey is never called better.
//! * **The rules' changes are not the patient's.** Where other rules answered at the last round, its day is judged again
//!   by today's, and what was other already then is said to be theirs.
//! * What is kept from one round to the next ([`RoundState`]) has no name, no value and no sentence, but ids.

mod compare;
mod judge;
mod state;

pub use compare::{Change, Counts, Issue, Round, Row, Seen, compare};
pub use judge::{Judged, Rules, SECTIONS, judged, order};
pub use state::{PatientState, RoundState, digest};
