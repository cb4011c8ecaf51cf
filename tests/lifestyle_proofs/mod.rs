//! Moving, and the rows themselves.

mod exercise;
mod rows;
