//! Cardiovascular risk: China-PAR, PREVENT, the Pooled Cohort Equations.

use super::inputs::{Inputs, Kind};
use super::person::{AGE, DIABETES, HDL_MG, KNOWN_CVD, SEX, SMOKER, SYSTOLIC, TC_MG, TREATED, explained};
use super::{Answer, Calculator, Field, Options};
use crate::equation::prevent::{Horizon, Model, Outcome};
use crate::equation::{Bmi, Diastolic, Egfr, Hba1c, Note, Uacr, Waist, china_par, pce, prevent};
use crate::json::Read;

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &china_par::ABOUT,
        fields: &[
            SEX,
            AGE,
            SYSTOLIC,
            Field::measure::<Diastolic>("dbp_mmhg").optional(),
            TREATED,
            TC_MG,
            HDL_MG,
            Field::measure::<Waist>("waist_cm"),
            SMOKER,
            DIABETES,
            Field::flag("north"),
            Field::flag("urban"),
            Field::flag("family_history"),
            KNOWN_CVD,
        ],
        answers: &["ascvd_10y_pct", "category"],
        run: china,
    },
    Calculator {
        about: &prevent::ABOUT,
        fields: &[
            SEX,
            AGE,
            SYSTOLIC,
            TREATED,
            TC_MG,
            HDL_MG,
            Field::flag("statin"),
            DIABETES,
            SMOKER,
            Field::measure::<Egfr>("egfr"),
            Field::measure::<Bmi>("bmi"),
            Field::code::<Model>("model"),
            Field::code::<Horizon>("horizon"),
            Field::measure::<Hba1c>("hba1c_pct").optional(),
            Field::measure::<Uacr>("uacr_mg_g").optional(),
            Field::other("sdi_decile", Kind::Number),
            KNOWN_CVD,
            Field::excluded("heart_failure", "heart failure"),
        ],
        answers: &[
            "total_cvd_10yr_risk",
            "ascvd_10yr_risk",
            "heart_failure_10yr_risk",
            "chd_10yr_risk",
            "stroke_10yr_risk",
            "total_cvd_30yr_risk",
            "ascvd_30yr_risk",
            "heart_failure_30yr_risk",
            "chd_30yr_risk",
            "stroke_30yr_risk",
        ],
        run: united_states,
    },
    Calculator {
        about: &pce::ABOUT,
        fields: &[
            Field::code::<pce::Race>("race"),
            SEX,
            AGE,
            TC_MG,
            HDL_MG,
            SYSTOLIC,
            TREATED,
            SMOKER,
            DIABETES,
            KNOWN_CVD,
        ],
        answers: &["ascvd_10y_pct"],
        run: pooled,
    },
];

fn china(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = china_par::Person {
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        systolic: inputs.measure()?,
        diastolic: inputs.some_measure()?,
        treated: inputs.flag("bp_treated")?,
        cholesterol: inputs.measure()?,
        hdl: inputs.measure()?,
        waist: inputs.measure()?,
        smoker: inputs.flag("current_smoker")?,
        diabetes: inputs.flag("diabetes")?,
        north: inputs.flag("north")?,
        urban: inputs.flag("urban")?,
        family_history: inputs.flag("family_history")?,
    };
    let ages = if options.extended_range { china_par::Ages::Extended } else { china_par::Ages::Derived };
    let risk = |person: &china_par::Person| china_par::ten_year(person, ages);
    let now = risk(&person)?;
    let notes: &[Note] = if china_par::Ages::beyond(person.age) { &[Note::ExtendedRange] } else { &[] };
    let answer = Answer::default()
        .with("ascvd_10y_pct", now.percent())
        .with("category", china_par::category(now).code())
        .noted(notes, options);
    Ok(explained(answer, options, &person, risk, [china_par::REFERENCES, china_par::CHANGES]))
}

fn united_states(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let (model, horizon): (Model, Horizon) = (inputs.code("model")?, inputs.code("horizon")?);
    let person = prevent::Person {
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        systolic: inputs.measure()?,
        treated: inputs.flag("bp_treated")?,
        cholesterol: inputs.measure()?,
        hdl: inputs.measure()?,
        statin: inputs.flag("statin")?,
        diabetes: inputs.flag("diabetes")?,
        smoker: inputs.flag("current_smoker")?,
        egfr: inputs.measure()?,
        bmi: inputs.measure()?,
        hba1c: inputs.some_measure()?,
        uacr: inputs.some_measure()?,
        sdi_decile: inputs.some_number("sdi_decile")?,
    };
    let mut answer = Answer::default();
    for outcome in Outcome::ALL.iter().copied() {
        let risk = prevent::risk(&person, model, horizon, outcome)?;
        answer = answer.with(prevent_key(outcome, horizon), risk.fraction());
    }
    let lacks = model == Model::Full
        && (person.hba1c.is_none() || person.uacr.is_none() || person.sdi_decile.is_none());
    let notes = [Note::UnitedStates, Note::MissingTerm];
    let notes = if lacks { &notes[..] } else { &[Note::UnitedStates] };
    let answer = answer.noted(notes, options);
    let total = |person: &prevent::Person| prevent::risk(person, model, horizon, Outcome::TotalCvd);
    Ok(explained(answer, options, &person, total, [prevent::REFERENCES, prevent::CHANGES]))
}

/// The key of a risk, as the published package names it.
const fn prevent_key(outcome: Outcome, horizon: Horizon) -> &'static str {
    match (horizon, outcome) {
        (Horizon::TenYears, Outcome::TotalCvd) => "total_cvd_10yr_risk",
        (Horizon::TenYears, Outcome::Ascvd) => "ascvd_10yr_risk",
        (Horizon::TenYears, Outcome::HeartFailure) => "heart_failure_10yr_risk",
        (Horizon::TenYears, Outcome::Chd) => "chd_10yr_risk",
        (Horizon::TenYears, Outcome::Stroke) => "stroke_10yr_risk",
        (Horizon::ThirtyYears, Outcome::TotalCvd) => "total_cvd_30yr_risk",
        (Horizon::ThirtyYears, Outcome::Ascvd) => "ascvd_30yr_risk",
        (Horizon::ThirtyYears, Outcome::HeartFailure) => "heart_failure_30yr_risk",
        (Horizon::ThirtyYears, Outcome::Chd) => "chd_30yr_risk",
        (Horizon::ThirtyYears, Outcome::Stroke) => "stroke_30yr_risk",
    }
}

fn pooled(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let person = pce::Person {
        race: inputs.code("race")?,
        sex: inputs.code("sex")?,
        age: inputs.measure()?,
        cholesterol: inputs.measure()?,
        hdl: inputs.measure()?,
        systolic: inputs.measure()?,
        treated: inputs.flag("bp_treated")?,
        smoker: inputs.flag("current_smoker")?,
        diabetes: inputs.flag("diabetes")?,
    };
    let answer = Answer::default()
        .with("ascvd_10y_pct", pce::ten_year(&person)?.percent())
        .noted(&[Note::UnitedStates, Note::Overestimates], options);
    Ok(explained(answer, options, &person, pce::ten_year, [pce::REFERENCES, pce::CHANGES]))
}
