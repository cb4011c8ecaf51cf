//! The numbers and criteria that code asks for, each by its fixed name: those of the episode machine, which stand in
//! the `tiering` pack, and those that say which values an equation may use.
//!
//! A state machine does not belong in a language without state, so it is code; its numbers are data.

use super::NodeId;
use super::criterion::Compiler;
use super::parameter::Suffix;
use crate::concept::request::PressureTest;
use crate::packed::packed;

macro_rules! policy {
    ($($(#[$doc:meta])* $field:ident = $name:literal, $suffix:ident;)*) => {
        /// The numbers of sessions, episodes and expiry. Fields are days, minutes, years or counts as named.
        #[derive(Clone, Debug, Default)]
        pub struct Policy {
            $($(#[$doc])* pub $field: i32,)*
            /// Raised pressures for those without the diagnosis.
            pub screening: Option<PressureTest>,
            /// A clinic day without the diagnosis that counts as class 1, by concern.
            pub below_screening: [NodeId; 2],
            /// A later day on which the pressure, or the glucose, is known and not critical.
            pub not_critical: [NodeId; 2],
            /// Home means that keep hypertension blue.
            pub home_quiet: Option<PressureTest>,
            /// A fasting glucose that still counts is one of diabetes.
            pub diabetic_fasting: NodeId,
            /// Which parameters the fields above are.
            pub parameters: Vec<u16>,
        }

        packed! {
            Policy { $($field,)* screening, below_screening, not_critical, home_quiet, diabetic_fasting,
                parameters }
        }

        impl Policy {
            /// The names of the numbers.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// Finds every number and criterion by its name.
            pub fn read(compiler: &mut Compiler<'_>) -> Self {
                Self {
                    $($field: compiler.whole($name, Suffix::$suffix),)*
                    screening: Some(compiler.pressure("screening-pressure")),
                    below_screening: [
                        compiler.named("clinic-pressure-below-screening"),
                        compiler.named("clinic-glucose-below-screening"),
                    ],
                    not_critical: [
                        compiler.named("pressure-known-not-critical"),
                        compiler.named("glucose-known-not-critical"),
                    ],
                    diabetic_fasting: compiler.named("diabetic-fasting-this-year"),
                    home_quiet: Some(compiler.pressure("home-normal-pressure")),
                    parameters: Self::NAMES.iter().map(|name| compiler.place(name)).collect(),
                }
            }
        }
    };
}

policy! {
    /// Minutes of rest before a repeat clears a critical pressure.
    standing_minutes = "repeat-after", Minutes;
    /// Minutes within which the last two pressures are averaged.
    pair_minutes = "pair-within", Minutes;
    /// Home pressures in a series.
    home_count = "home-series-readings", Count;
    /// Days of a home series.
    home_days = "home-series-days", Count;
    /// Days within which a home series lies.
    home_window = "home-series-within", Days;
    /// Days blue lasts from its clinic reading.
    blue_days = "blue-lasts", Days;
    /// Days yellow lasts from the newest usable reading.
    yellow_days = "yellow-lasts", Days;
    /// Days blue lasts where a home series carries it.
    carried_days = "blue-carried-lasts", Days;
    /// Days since such a series ended.
    carrying_days = "home-series-carries", Days;
    /// Days after which a patient without a reading is lost.
    lost_days = "lost-after", Days;
    /// Failed contacts on different days.
    failed_contacts = "failed-contacts", Count;
    /// Age of the reading from which failed contacts count.
    contact_days = "failed-contacts-reading-age", Days;
    /// Days after a finding before unreachable ends its red.
    unreachable_days = "unreachable-after", Days;
    /// Class-1 visits in a row that end the check after red.
    quiet_visits = "quiet-visits", Count;
    /// Years from which someone is an adult.
    adult_age = "adult-age", Years;
    /// Days to act on R2.
    act_r2 = "act-r2", Days;
    /// Days to act on yellow.
    act_yellow = "act-yellow", Days;
    /// Days to act on blue.
    act_blue = "act-blue", Days;
    /// Days to act on an expired reading.
    act_g1 = "act-g1", Days;
    /// Days to act where there is no reading yet.
    act_g1_none = "act-g1-none", Days;
    /// Days to act on a lost patient.
    act_g2 = "act-g2", Days;
    /// Days to act on a lost patient who was red.
    act_g2_was_red = "act-g2-was-red", Days;
    /// Days to confirm or exclude a suspicion.
    act_g3 = "act-g3", Days;
    /// Days in which a referral is checked.
    check_referral = "check-referral", Days;
    /// Days for which an answered Do card is not repeated.
    quiet_do = "quiet-do", Days;
    /// Days for which a Know card is not repeated.
    quiet_know = "quiet-know", Days;
    /// Days for which a yearly test counts.
    test_days = "yearly-tests", Days;
    /// From this age an unknown pregnancy is a gap.
    fertile_from = "pregnancy-asked-from", Years;
    /// Up to this age an unknown pregnancy is a gap.
    fertile_to = "pregnancy-asked-to", Years;
}
