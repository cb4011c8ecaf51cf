//! Points for undiagnosed or coming diabetes.

use super::answer::said;
use super::inputs::Inputs;
use super::person::{AGE, NO_DIABETES, SEX, SYSTOLIC};
use super::{Answer, Calculator, Field, Options, Out};
use crate::equation::about::{self, Words};
use crate::equation::diabetes_risk::{self, Item, Person, Relatives, Respondent, chinese, findrisc};
use crate::equation::explain::LESS_MMHG;
use crate::equation::{Bmi, Note, Waist};
use crate::json::Read;

const BMI: Field = Field::measure::<Bmi>("bmi");
const WAIST: Field = Field::measure::<Waist>("waist_cm");

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &chinese::ABOUT,
        fields: &[SEX, AGE, SYSTOLIC, BMI, WAIST, Field::flag("family_history"), NO_DIABETES],
        answers: &["score", "high_risk"],
        run: chinese,
    },
    Calculator {
        about: &findrisc::ABOUT,
        fields: &[
            SEX,
            AGE,
            BMI,
            WAIST,
            Field::flag("physically_active"),
            Field::flag("daily_fruit_veg"),
            Field::flag("antihypertensive_drugs"),
            Field::flag("history_high_glucose"),
            Field::code::<Relatives>("family_history"),
            NO_DIABETES,
        ],
        answers: &["score", "band", "about_pct"],
        run: finnish,
    },
];

fn chinese(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = Person {
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        systolic: inputs.measure()?,
        bmi: inputs.measure()?,
        waist: inputs.measure()?,
        family_history: inputs.flag("family_history")?,
    };
    let score = diabetes_risk::chinese_score(&person)?;
    let answer = Answer::default().with("score", score.points).with("high_risk", score.high_risk);
    let lower = Person { systolic: person.systolic.less(LESS_MMHG), ..person };
    let lower = diabetes_risk::chinese_score(&lower).map_or(score.points, |lower| lower.points);
    Ok(explained(answer, options, &score.items, &[("sbp-10-less", score.points - lower)]))
}

fn finnish(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let score = diabetes_risk::findrisc_score(&Respondent {
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        bmi: inputs.measure()?,
        waist: inputs.measure()?,
        physically_active: inputs.flag("physically_active")?,
        daily_fruit_veg: inputs.flag("daily_fruit_veg")?,
        antihypertensive_drugs: inputs.flag("antihypertensive_drugs")?,
        history_high_glucose: inputs.flag("history_high_glucose")?,
        relatives: inputs.code("family_history")?,
    })?;
    let answer = Answer::default()
        .with("score", score.points)
        .with("band", scores(score.points))
        .with("about_pct", score.about_percent)
        .noted(&[Note::Europe], options);
    let active = score.items.iter().copied().find(|(input, _)| *input == "physically_active");
    let change: Vec<Item> = active.map(|(_, points)| ("be-active", points)).into_iter().collect();
    Ok(explained(answer, options, &score.items, &change))
}

/// The answer with the points of each input, and those that a change would take off, if that was asked for.
fn explained(answer: Answer, options: &Options, items: &[Item], changes: &[Item]) -> Answer {
    if !options.explain {
        return answer;
    }
    let list = |key: &'static str, label: fn(&str) -> Option<Words>, items: &[Item]| -> Vec<Out> {
        let line = |(name, points): &Item| {
            let label = label(name).map(|words| said(words, options));
            Out::Object(Answer::default().with(key, *name).with_some("label", label).with("points", *points))
        };
        items.iter().filter(|(_, points)| *points > 0.0).map(line).collect()
    };
    let explain = Answer::default()
        .with("contributions", list("input", about::input, items))
        .with("changes", list("change", about::change, changes));
    answer.with("explain", explain)
}

/// The key of a band of whole scores, such as `7-11`.
fn scores(points: f64) -> Out {
    let first = findrisc::BANDS.iter().rev().find(|(from, _)| points >= *from).map_or(0.0, |(from, _)| *from);
    let next = findrisc::BANDS.iter().find(|(from, _)| points < *from);
    Out::Said(match next {
        Some((next, _)) if first > 0.0 => format!("{first}-{}", next - 1.0),
        Some((next, _)) => format!("<{next}"),
        None => format!(">{}", first - 1.0),
    })
}
