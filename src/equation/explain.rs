//! What each input brings to a risk, and what one realistic change would.
//!
//! Both are differences of the same equation: the risk as it is, less the risk with one input put at a
//! reference or changed. So they hold for every model, interactions included, and they need not add up.
//! The comparison is with a person of the same age and sex; neither is anybody's to change.

use super::{Refusal, Risk};

/// Millimetres of mercury that treatment may well take off a systolic pressure.
pub const LESS_MMHG: f64 = 10.0;

/// One input put elsewhere.
pub struct Step<P> {
    /// The input's key, or the change's code.
    pub name: &'static str,
    /// The reference it is put at; `None` puts a flag at false.
    pub reference: Option<f64>,
    /// Puts it there.
    pub set: fn(&mut P),
}

impl<P> Step<P> {
    /// A number put at a reference.
    pub const fn to(name: &'static str, reference: f64, set: fn(&mut P)) -> Self {
        Self { name, reference: Some(reference), set }
    }

    /// A flag put at false, or a change.
    pub const fn no(name: &'static str, set: fn(&mut P)) -> Self {
        Self { name, reference: None, set }
    }
}

/// What one step makes of the risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The input's key, or the change's code.
    pub name: &'static str,
    /// The reference it was put at; `None` for a flag or a change.
    pub reference: Option<f64>,
    /// The risk after the step.
    pub risk: Risk,
    /// How many percentage points the risk is higher than after the step.
    pub points: f64,
}

/// The effect of each step; a step that changes nothing, or leaves the equation's range, is left out.
pub fn effects<P: Copy + PartialEq>(
    person: &P,
    risk: impl Fn(&P) -> Result<Risk, Refusal>,
    steps: &[Step<P>],
) -> Vec<Effect> {
    let Ok(now) = risk(person) else { return Vec::new() };
    let effect = |step: &Step<P>| {
        let mut other = *person;
        (step.set)(&mut other);
        let risk = if other == *person { return None } else { risk(&other).ok()? };
        let points = now.percent() - risk.percent();
        Some(Effect { name: step.name, reference: step.reference, risk, points })
    };
    steps.iter().filter_map(effect).collect()
}
