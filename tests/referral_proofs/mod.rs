//! Each row of the data, and the timers.

mod broken;
mod rows;
mod timers;
