//! Translates the guidelines.
fn main() {}
