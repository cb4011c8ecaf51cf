//! What readings at home come to, the way values go, and what changed since the last visit, as answers carry them.

use serde::Serialize;

use super::{Citation, Shown};
use crate::civil::Day;
use crate::quantity::Decimal;

/// What readings at home come to by one document, or what a mean still lacks. It colours nothing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HomeReport {
    /// The row.
    pub rule: String,
    /// Of what.
    pub concept: &'static str,
    /// Where it was read: `home`, or a part of an ambulatory day.
    pub setting: Option<&'static str>,
    /// Of a glucose, when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<String>,
    /// The first day that counts.
    pub from: Day,
    /// The last one.
    pub until: Day,
    /// Days with a reading at the right time, those left out included.
    pub days: i32,
    /// Readings that count.
    pub used: i32,
    /// Readings of a whole series, where the document says.
    pub expected: Option<i32>,
    /// Readings of those days, whatever their time and unit.
    pub taken: i32,
    /// Days that a mean still needs.
    pub missing_days: i32,
    /// Readings that a mean still needs.
    pub missing_readings: i32,
    /// Systolic and diastolic, or one number, cut to tenths; empty while something is missing.
    pub mean: Vec<Decimal>,
    /// Their standard deviations, cut to tenths; empty of fewer than two readings.
    pub sd: Vec<Decimal>,
    /// The unit of both.
    pub unit: &'static str,
    /// Whether the mean, before it was cut, is at or over the document's line; null without a mean or a line.
    pub raised: Option<bool>,
    /// A sentence.
    pub text: String,
    /// Where it stands.
    pub cite: Citation,
    /// Whether a clinician has yet to check it.
    pub review: Option<&'static str>,
}

/// The way a value goes, a value a day. It judges nothing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrendReport {
    /// The row.
    pub rule: String,
    /// Of what.
    pub concept: &'static str,
    /// `systolic` or `diastolic`, of a pressure.
    pub part: Option<&'static str>,
    /// Where it was measured, if the row is about one place.
    pub setting: Option<&'static str>,
    /// Of a glucose, when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<String>,
    /// The unit of every number here.
    pub unit: &'static str,
    /// The first day.
    pub from: Day,
    /// Days with a value.
    pub days: i32,
    /// The newest day.
    pub at: Day,
    /// Its value.
    pub newest: Decimal,
    /// The day before that has one.
    pub previous_at: Day,
    /// Its value.
    pub previous: Decimal,
    /// The mean of all days but the newest, cut to hundredths.
    pub mean: Decimal,
    /// How much a straight line rises from the first day to the newest, then the two ends of its 95 % interval;
    /// null of fewer than three days.
    pub rise: Option<[Decimal; 3]>,
    /// `rising`, `falling`, or `no-clear-change` where the interval holds zero; null of fewer than three days.
    pub direction: Option<&'static str>,
    /// A sentence.
    pub text: String,
}

/// One thing that changed since the last visit. It judges nothing.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedReport {
    /// `level`, `outside-target`, `condition`, `suspected`, `started`, `stopped`, `result` or `referral`.
    pub what: &'static str,
    /// A concern, data element, condition or medicine; of a referral its direction.
    pub code: String,
    /// What it was.
    pub from: Option<Shown>,
    /// What it is.
    pub to: Option<Shown>,
    /// The unit of both.
    pub unit: Option<&'static str>,
    /// When it changed, or was found to have.
    pub at: Day,
    /// The visit since which this is told.
    pub since: Day,
    /// A sentence.
    pub text: String,
}
