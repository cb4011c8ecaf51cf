//! SCORE2 and its kin.

use super::inputs::Inputs;
use super::person::{AGE, DIABETES, HDL, KNOWN_CVD, NO_DIABETES, SEX, SMOKER, SYSTOLIC, TC, band, explained};
use super::{Answer, Calculator, Field, Options};
use crate::equation::score2::{self, Person, asia_pacific, diabetes, op};
use crate::equation::{AgeAtDiabetes, Egfr, Hba1c, Note};
use crate::json::Read;

const REGION: Field = Field::code::<score2::Region>("region");

/// What SCORE2 asks.
const SHARED: &[Field] = &[REGION, SEX, AGE, SMOKER, SYSTOLIC, TC, HDL, NO_DIABETES, KNOWN_CVD];

/// What SCORE2-OP asks; diabetes may be left unsaid, and the result then says so.
const OLDER: &[Field] = &[REGION, SEX, AGE, SMOKER, SYSTOLIC, TC, HDL, DIABETES.optional(), KNOWN_CVD];

pub(super) const ALL: &[Calculator] = &[
    Calculator { about: &score2::ABOUT, fields: SHARED, answers: &["cvd_10y_pct", "band"], run: score2 },
    Calculator { about: &op::ABOUT, fields: OLDER, answers: &["cvd_10y_pct", "band"], run: older },
    Calculator {
        about: &diabetes::ABOUT,
        fields: &[
            REGION,
            SEX,
            AGE,
            SMOKER,
            SYSTOLIC,
            TC,
            HDL,
            Field::measure::<AgeAtDiabetes>("age_at_diabetes_years"),
            Field::measure::<Hba1c>("hba1c_mmol_mol"),
            Field::measure::<Egfr>("egfr"),
            KNOWN_CVD,
            Field::excluded("severe_target_organ_damage", "severe damage of target organs"),
        ],
        answers: &["cvd_10y_pct", "band"],
        run: diabetic,
    },
    Calculator { about: &asia_pacific::ABOUT, fields: SHARED, answers: &["cvd_10y_pct"], run: asia },
];

fn person(inputs: &Inputs) -> Read<Person> {
    Ok(Person {
        region: inputs.code("region")?,
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        smoker: inputs.flag("current_smoker")?,
        systolic: inputs.measure()?,
        cholesterol: inputs.measure()?,
        hdl: inputs.measure()?,
    })
}

fn score2(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = person(inputs)?;
    let risk = score2::ten_year(&person)?;
    let answer = Answer::default()
        .with("cvd_10y_pct", risk.percent())
        .with("band", band(risk, score2::tiers(person.age)))
        .noted(&[Note::Europe], options);
    Ok(explained(answer, options, &person, score2::ten_year, [score2::REFERENCES, score2::CHANGES]))
}

fn older(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let said = inputs.some_flag("diabetes")?;
    let person = op::Person { person: person(inputs)?, diabetes: said == Some(true) };
    let risk = op::ten_year(&person)?;
    let notes = [Note::Europe, Note::DiabetesNotSaid];
    let answer = Answer::default()
        .with("cvd_10y_pct", risk.percent())
        .with("band", band(risk, op::TIERS))
        .noted(if said.is_none() { &notes } else { &[Note::Europe] }, options);
    Ok(explained(answer, options, &person, op::ten_year, [op::REFERENCES, op::CHANGES]))
}

fn diabetic(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = diabetes::Person {
        person: person(inputs)?,
        diagnosed: inputs.measure()?,
        hba1c: inputs.measure()?,
        egfr: inputs.measure()?,
    };
    let risk = diabetes::ten_year(&person)?;
    let answer = Answer::default()
        .with("cvd_10y_pct", risk.percent())
        .with("band", band(risk, diabetes::TIERS))
        .noted(&[Note::Europe], options);
    Ok(explained(answer, options, &person, diabetes::ten_year, [diabetes::REFERENCES, diabetes::CHANGES]))
}

fn asia(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = person(inputs)?;
    let risk = asia_pacific::ten_year(&person)?;
    let answer = Answer::default().with("cvd_10y_pct", risk.percent()).noted(&[Note::RegionChosen], options);
    Ok(explained(answer, options, &person, asia_pacific::ten_year, [score2::REFERENCES, score2::CHANGES]))
}
