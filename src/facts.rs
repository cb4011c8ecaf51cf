//! The record placed in time: a chart of event days, and answers to requests as of any of them.
//!
//! Everything dated after the judged day has not happened. An answer is met, not met or unknown;
//! asking never allocates, so that a county can be coloured at the speed of its bedside.

mod alarm;
mod chart;
pub mod china_par;
mod derived;
pub mod diabetes_points;
mod history;
pub mod kidney;
mod number;
mod person;
mod pressure;
mod series;
mod sign;
mod therapy;
mod view;

pub use alarm::Alarms;
pub use chart::{Answer, Chart, ConditionAt, Course, DayEntry, Pressure, ReferralAt, Sample, VisitAt};
pub use derived::equation_of;
pub use pressure::DayPressure;
pub use series::{HomeMean, Trend};
pub use view::{Fact, Memo, Protocol, Run, Seen, Targets, View};
