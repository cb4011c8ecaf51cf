//! Points for diabetes that nobody has diagnosed yet, or that is to come.
//!
//! * The Chinese diabetes risk score (中国糖尿病风险评分表): ages 20 to 74, at most 51 points; from 25 on an
//!   oral glucose tolerance test. Zhou X, Qiao Q, Ji L, et al. Diabetes Care 2013;36:3944-52,
//!   doi [10.2337/dc13-0593](https://doi.org/10.2337/dc13-0593). Confidence B. Not the score of 2010 that other
//!   programs call by the same letters.
//! * FINDRISC: Lindström J, Tuomilehto J. Diabetes Care 2003;26:725-31,
//!   doi [10.2337/diacare.26.3.725](https://doi.org/10.2337/diacare.26.3.725), with the family history of the
//!   later public form. Derived in Finland; the result says so.
//!
//! Neither is for people who are known to have diabetes.

use super::{Age, Bmi, Measured, Refusal, Sex, Systolic, Waist, flag, points};
use crate::concept::{Code, codes};

/// The Chinese score's points.
pub mod chinese {
    use crate::equation::{About, Range, data};
    data!("chinese-diabetes-risk-score");
}

/// FINDRISC's points.
pub mod findrisc {
    use crate::equation::{About, data};
    data!("findrisc");
}

/// Whom the Chinese score is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Systolic pressure.
    pub systolic: Systolic,
    /// Body mass index.
    pub bmi: Bmi,
    /// Waist.
    pub waist: Waist,
    /// A parent, brother, sister or child with diabetes.
    pub family_history: bool,
}

/// What one input brings to a total: its key and its points.
pub type Item = (&'static str, f64);

fn total(items: &[Item]) -> f64 {
    items.iter().map(|(_, points)| points).sum()
}

/// A total of points, and whether a glucose tolerance test is due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// What each input brings.
    pub items: [Item; 6],
    /// The total.
    pub points: f64,
    /// Whether it reaches the threshold.
    pub high_risk: bool,
}

/// The Chinese diabetes risk score.
///
/// ```
/// use liangbing::equation::{Age, Bmi, Sex, Systolic, Waist, diabetes_risk};
/// let man = diabetes_risk::Person {
///     sex: Sex::Male, age: Age::years(52.0), systolic: Systolic::mmhg(134.0), bmi: Bmi::kg_m2(24.5),
///     waist: Waist::cm(88.0), family_history: false,
/// };
/// let score = diabetes_risk::chinese_score(&man)?;
/// assert_eq!((score.points, score.high_risk), (13.0 + 6.0 + 3.0 + 7.0 + 2.0, true));
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` outside 20 to 74 years, or for a value that cannot be.
pub fn chinese_score(person: &Person) -> Result<Score, Refusal> {
    use chinese::{AGE, AGE_YEARS, BMI, FAMILY_HISTORY, MALE, SBP, THRESHOLD, WAIST_FEMALE, WAIST_MALE};
    person.age.check(&[AGE_YEARS])?;
    person.systolic.check(&[])?;
    person.bmi.check(&[])?;
    person.waist.check(&[])?;
    let (waist, sex) = if person.sex == Sex::Male { (WAIST_MALE, MALE) } else { (WAIST_FEMALE, 0.0) };
    let items = [
        ("age_years", points(AGE, person.age.in_years())),
        ("sbp_mmhg", points(SBP, person.systolic.in_mmhg())),
        ("bmi", points(BMI, person.bmi.in_kg_m2())),
        ("waist_cm", points(waist, person.waist.in_cm())),
        ("family_history", FAMILY_HISTORY * flag(person.family_history)),
        ("sex", sex),
    ];
    let points = total(&items);
    Ok(Score { items, points, high_risk: points >= THRESHOLD })
}

codes! {
    /// Relatives with diabetes; parents, siblings and own children are of the first degree.
    Relatives { None = "none", SecondDegree = "second_degree", FirstDegree = "first_degree", }
}

/// Whom FINDRISC is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Respondent {
    /// Female or male.
    pub sex: Sex,
    /// Age in years.
    pub age: Age,
    /// Body mass index.
    pub bmi: Bmi,
    /// Waist.
    pub waist: Waist,
    /// Whether active every day.
    pub physically_active: bool,
    /// Whether fruit or vegetables are eaten every day.
    pub daily_fruit_veg: bool,
    /// Whether on drugs that lower blood pressure.
    pub antihypertensive_drugs: bool,
    /// Whether glucose was ever found high.
    pub history_high_glucose: bool,
    /// Relatives with diabetes.
    pub relatives: Relatives,
}

/// FINDRISC's total, and the first score of its band with that band's rough share, in per cent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Findrisc {
    /// What each input brings.
    pub items: [Item; 8],
    /// The total.
    pub points: f64,
    /// Roughly what share of people with such a total develop diabetes, in per cent.
    pub about_percent: f64,
}

/// FINDRISC.
///
/// # Errors
/// `input-range` for a value that cannot be.
pub fn findrisc_score(person: &Respondent) -> Result<Findrisc, Refusal> {
    use findrisc as data;
    person.age.check(&[])?;
    person.bmi.check(&[])?;
    person.waist.check(&[])?;
    let (waist, waist_above) = if person.sex == Sex::Male {
        (data::WAIST_MALE, data::WAIST_MALE_ABOVE)
    } else {
        (data::WAIST_FEMALE, data::WAIST_FEMALE_ABOVE)
    };
    let relatives = match person.relatives {
        Relatives::None => 0.0,
        Relatives::SecondDegree => data::SECOND_DEGREE,
        Relatives::FirstDegree => data::FIRST_DEGREE,
    };
    let items = [
        ("age_years", points(data::AGE, person.age.in_years())),
        ("bmi", either(data::BMI, data::BMI_ABOVE, person.bmi.in_kg_m2())),
        ("waist_cm", either(waist, waist_above, person.waist.in_cm())),
        ("family_history", relatives),
        ("physically_active", data::INACTIVE * flag(!person.physically_active)),
        ("daily_fruit_veg", data::NO_DAILY_FRUIT_OR_VEGETABLES * flag(!person.daily_fruit_veg)),
        ("antihypertensive_drugs", data::ANTIHYPERTENSIVES * flag(person.antihypertensive_drugs)),
        ("history_high_glucose", data::HIGH_GLUCOSE * flag(person.history_high_glucose)),
    ];
    let points = total(&items);
    Ok(Findrisc { items, points, about_percent: super::points(data::BANDS, points) })
}

/// Points from a value on, and more above another.
fn either(from: &[(f64, f64)], above: &[(f64, f64)], value: f64) -> f64 {
    let more = above.iter().rev().find(|(limit, _)| value > *limit);
    more.map_or_else(|| points(from, value), |(_, points)| *points)
}
