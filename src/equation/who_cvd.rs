//! The WHO's charts of 2019: ten-year risk of fatal and non-fatal cardiovascular disease, in 21 regions.
//!
//! For coronary disease and stroke apart, `r = 1 − baseline^exp(Σβx)` over age − 60, systolic pressure − 120 and
//! cholesterol − 6 mmol/L or, without a laboratory, BMI − 25, flags for smoking and (laboratory) diabetes, and age
//! times each; recalibrated to the region by `r' = 1 − exp(−exp(constant + slope · ln(−ln(1 − r))))`; and
//! `risk = 1 − (1 − r'₁)(1 − r'₂)`. Ages 40 to 74.
//!
//! WHO CVD Risk Chart Working Group (Kaptoge S, Pennells L, et al.). Lancet Glob Health 2019;7:e1332-45,
//! doi [10.1016/S2214-109X(19)30318-3](https://doi.org/10.1016/S2214-109X(19)30318-3). The regional constants were
//! recovered from the published charts and reproduce them; they are not official, and the result says so. Not for
//! people with cardiovascular disease.

use super::explain::{LESS_MMHG, Step};
use super::{Age, Bmi, Measured, Refusal, Risk, Sex, Systolic, TotalCholesterol, flag, recalibrated, terms};
use crate::concept::{Code, codes};

terms! {
    /// The coefficients of one endpoint.
    Terms {
        age, tc, bmi, sbp, diabetes, smoking, age_tc, age_bmi, age_sbp, age_diabetes, age_smoking, baseline,
    }
}

terms! {
    /// How a region's risk differs.
    Recalibration { constant, slope }
}

/// What is predicted, each by an equation of its own.
#[derive(Clone, Copy)]
pub(crate) enum Endpoint {
    Chd,
    Stroke,
}

codes! {
    /// A region of the WHO's charts.
    Region {
        EastAsia = "east_asia", SouthAsia = "south_asia", SoutheastAsia = "southeast_asia",
        CentralAsia = "central_asia", HighIncomeAsiaPacific = "high_income_asia_pacific",
        NorthAfricaMiddleEast = "north_africa_middle_east",
        CentralSubsaharanAfrica = "central_subsaharan_africa",
        EasternSubsaharanAfrica = "eastern_subsaharan_africa",
        SouthernSubsaharanAfrica = "southern_subsaharan_africa",
        WesternSubsaharanAfrica = "western_subsaharan_africa",
        SouthernLatinAmerica = "southern_latin_america", HighIncomeNorthAmerica = "high_income_north_america",
        Caribbean = "caribbean", AndeanLatinAmerica = "andean_latin_america",
        CentralLatinAmerica = "central_latin_america", TropicalLatinAmerica = "tropical_latin_america",
        WesternEurope = "western_europe", CentralEurope = "central_europe", EasternEurope = "eastern_europe",
        Oceania = "oceania", Australasia = "australasia",
    }
}

/// With a laboratory: cholesterol and diabetes.
pub mod lab {
    use super::{Endpoint, Recalibration, Region, Terms};
    use crate::concept::Sex;
    use crate::equation::{About, Range, data};
    data!("who-2019-lab");
}

/// Without a laboratory: body mass index.
pub mod nonlab {
    use super::{Endpoint, Recalibration, Region, Terms};
    use crate::concept::Sex;
    use crate::equation::{About, Range, data};
    data!("who-2019-nonlab");
}

/// What is known of the blood, or of the body instead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    /// With a laboratory.
    Lab {
        /// Total cholesterol.
        cholesterol: TotalCholesterol,
        /// Whether diabetes is known.
        diabetes: bool,
    },
    /// Without one.
    NonLab {
        /// Body mass index.
        bmi: Bmi,
    },
}

/// Whom a risk is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// The region.
    pub region: Region,
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Whether smoking now.
    pub smoker: bool,
    /// Cholesterol and diabetes, or body mass index.
    pub body: Body,
}

/// Ten-year risk.
///
/// A cell of the published chart for East Asia: a man of 70 to 74 with 140 to 159 mmHg and less than 4 mmol/L,
/// neither diabetic nor smoking, 22 %:
/// ```
/// use liangbing::equation::{Age, Sex, Systolic, TotalCholesterol, who_cvd};
/// let man = who_cvd::Person {
///     region: who_cvd::Region::EastAsia, sex: Sex::Male, age: Age::years(72.5),
///     systolic: Systolic::mmhg(150.0), smoker: false,
///     body: who_cvd::Body::Lab { cholesterol: TotalCholesterol::mmol_l(3.5), diabetes: false },
/// };
/// assert_eq!(who_cvd::ten_year(&man)?.percent().round(), 22.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 40 to 74 years, or for a value that cannot be.
pub fn ten_year(person: &Person) -> Result<Risk, Refusal> {
    check(person)?;
    let free: f64 = [Endpoint::Chd, Endpoint::Stroke]
        .into_iter()
        .map(|endpoint| {
            let (terms, region) = columns(person, endpoint);
            1.0 - recalibrated(terms.baseline, sum(person, terms), region.constant, region.slope)
        })
        .product();
    Ok(Risk::of(1.0 - free))
}

fn check(person: &Person) -> Result<(), Refusal> {
    person.systolic.check(&[])?;
    match person.body {
        Body::Lab { cholesterol, .. } => {
            person.age.check(&[lab::AGE_YEARS])?;
            cholesterol.check(&[])
        }
        Body::NonLab { bmi } => {
            person.age.check(&[nonlab::AGE_YEARS])?;
            bmi.check(&[])
        }
    }
}

fn columns(person: &Person, endpoint: Endpoint) -> (&'static Terms, &'static Recalibration) {
    let (region, sex) = (person.region, person.sex);
    match person.body {
        Body::Lab { .. } => (lab::terms(sex, endpoint), lab::recalibration(region, sex, endpoint)),
        Body::NonLab { .. } => (nonlab::terms(sex, endpoint), nonlab::recalibration(region, sex, endpoint)),
    }
}

fn sum(person: &Person, terms: &Terms) -> f64 {
    let (age_centre, sbp_centre) = match person.body {
        Body::Lab { .. } => (lab::AGE_CENTRE, lab::SBP_CENTRE),
        Body::NonLab { .. } => (nonlab::AGE_CENTRE, nonlab::SBP_CENTRE),
    };
    let age = person.age.in_years() - age_centre;
    let body = match person.body {
        Body::Lab { cholesterol, diabetes } => {
            let tc = cholesterol.in_mmol_l(lab::MG_DL_PER_MMOL_L) - lab::TC_CENTRE;
            (terms.tc + terms.age_tc * age) * tc
                + (terms.diabetes + terms.age_diabetes * age) * flag(diabetes)
        }
        Body::NonLab { bmi } => (terms.bmi + terms.age_bmi * age) * (bmi.in_kg_m2() - nonlab::BMI_CENTRE),
    };
    terms.age * age
        + body
        + (terms.sbp + terms.age_sbp * age) * (person.systolic.in_mmhg() - sbp_centre)
        + (terms.smoking + terms.age_smoking * age) * flag(person.smoker)
}

/// Each input put at the centre of the equation.
pub(crate) const REFERENCES: &[Step<Person>] = &[
    Step::to("sbp_mmhg", lab::SBP_CENTRE, |person| person.systolic = Systolic::mmhg(lab::SBP_CENTRE)),
    Step::to("tc_mmol_l", lab::TC_CENTRE, |person| {
        if let Body::Lab { cholesterol, .. } = &mut person.body {
            *cholesterol = TotalCholesterol::mmol_l(lab::TC_CENTRE);
        }
    }),
    Step::to("bmi", nonlab::BMI_CENTRE, |person| {
        if let Body::NonLab { bmi } = &mut person.body {
            *bmi = Bmi::kg_m2(nonlab::BMI_CENTRE);
        }
    }),
    Step::no("current_smoker", |person| person.smoker = false),
    Step::no("diabetes", |person| {
        if let Body::Lab { diabetes, .. } = &mut person.body {
            *diabetes = false;
        }
    }),
];

/// What a person could change.
pub(crate) const CHANGES: &[Step<Person>] = &[
    Step::no("stop-smoking", |person| person.smoker = false),
    Step::no("sbp-10-less", |person| person.systolic = person.systolic.less(LESS_MMHG)),
];
