//! What makes a reading loud: one that some red rule could fire on.
//!
//! Most readings are calm, and a day of calm readings need not be asked about crises. Being loud is
//! necessary for an alarm, never enough: when in doubt a reading is loud.

use crate::concept::request::{Compare, PressureTest, Request, Span};
use crate::concept::{Concept, events};

use super::chart::{Answer, Sample};
use super::number::all_hold;

/// The lines that red rules hold a day's readings against.
#[derive(Clone, Debug, Default)]
pub struct Alarms {
    pressures: Vec<PressureTest>,
    glucoses: Vec<[Option<Compare>; 2]>,
    pulses: Vec<[Option<Compare>; 2]>,
}

impl Alarms {
    /// Takes in what a red rule asks of a day.
    pub fn add(&mut self, request: &Request) {
        match request {
            Request::Standing(test) | Request::SomeReading(test, Span::Day) => self.pressures.push(*test),
            Request::Number { concept: Concept::Glucose, span: Span::Day, tests, .. } => {
                self.glucoses.push(*tests);
            }
            Request::Number { concept: Concept::HeartRate, span: Span::Day, tests, .. } => {
                self.pulses.push(*tests);
            }
            _ => {}
        }
    }

    /// The events that an observation brings to its day.
    pub fn events(&self, sample: &Sample) -> u64 {
        let loud = match sample.concept {
            Concept::BloodPressure => events::LOUD_PRESSURE,
            Concept::Glucose => events::LOUD_GLUCOSE,
            Concept::HeartRate => events::LOUD_PULSE,
            _ => 0,
        };
        let arm = if sample.arm.is_some() { events::ARM } else { 0 };
        events::of(sample.concept) | arm | if self.is_loud(sample) { loud } else { 0 }
    }

    /// A value that cannot be used, or comes from a sensor, is never taken for calm.
    fn is_loud(&self, sample: &Sample) -> bool {
        if !sample.usable || sample.interstitial {
            return true;
        }
        match sample.answer {
            Answer::Pressure(pressure) => self.pressures.iter().any(|test| test.on(pressure).is_met()),
            Answer::Number { value, slot } => {
                let lines = if sample.concept == Concept::Glucose { &self.glucoses } else { &self.pulses };
                lines.iter().any(|tests| all_hold(tests, (value, slot)).is_met())
            }
            _ => true,
        }
    }
}
