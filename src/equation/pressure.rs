//! Mean arterial pressure and pulse pressure.
//!
//! MAP = (SBP + 2 · DBP) / 3, pulse pressure = SBP − DBP, mmHg: the standard formula as Catheter Cardiovasc Interv
//! 2004;63:419-25, doi [10.1002/ccd.20217](https://doi.org/10.1002/ccd.20217), states it, which also finds it too low
//! at fast heart rates. An approximation at resting heart rates; not for
//! tachycardia, not for an arrhythmia, not in place of an invasive measurement.

use super::{About, Diastolic, Measured, Range, Refusal, Systolic, data};

data!("mean-arterial-pressure");

/// What a systolic and a diastolic pressure make together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// The mean arterial pressure, mmHg.
    pub mean_arterial: f64,
    /// The pulse pressure, mmHg.
    pub pulse: f64,
}

/// Mean arterial and pulse pressure.
///
/// openEHR's test case prints 103.3 mmHg for 130/90:
/// ```
/// use liangbing::equation::{Diastolic, Systolic, pressure::together};
/// let pressure = together(Systolic::mmhg(130.0), Diastolic::mmhg(90.0))?;
/// assert_eq!(((pressure.mean_arterial * 10.0).round(), pressure.pulse), (1033.0, 40.0));
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` for a systolic pressure that cannot be, or a diastolic one that is not below it.
pub fn together(systolic: Systolic, diastolic: Diastolic) -> Result<Together, Refusal> {
    systolic.check(&[])?;
    let (above, below) = (systolic.in_mmhg(), diastolic.measure());
    let range = Range {
        input: below.key(),
        low: 1.0,
        high: above,
        below: true,
        whole: false,
        unit: "mmHg",
        source: "a diastolic pressure is below the systolic",
    };
    range.check(below.value())?;
    Ok(Together {
        mean_arterial: (above + DIASTOLIC_WEIGHT * below.value()) / PARTS,
        pulse: above - below.value(),
    })
}
