//! The drug table against a table of its own, and every check against what its data say.

mod atc;
mod classes;
mod each;
mod starts;
