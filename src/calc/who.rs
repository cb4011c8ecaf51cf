//! The WHO's charts, at a point or by the bands of the published charts.

use super::inputs::{Inputs, Kind};
use super::person::{AGE, DIABETES, KNOWN_CVD, SEX, SMOKER, SYSTOLIC, TC, band, explained};
use super::{Answer, Calculator, Field, Options};
use crate::equation::input::{Measure, Measured};
use crate::equation::who_cvd::{self, Body, Person, Region, lab, nonlab};
use crate::equation::{About, Age, Bmi, Note, Refusal, Systolic};
use crate::json::Read;

const REGION: Field = Field::code::<Region>("region");
const EVALUATE_AT: Field = Field::other("evaluate_at", Kind::Object);
const BMI: Field = Field::measure::<Bmi>("bmi");

const ANSWERS: &[&str] = &["cvd_10y_pct", "cvd_10y_pct_rounded", "band"];

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &lab::ABOUT,
        fields: &[
            REGION,
            SEX,
            AGE.optional(),
            SYSTOLIC.optional(),
            TC.optional(),
            Field::other("age_band", Kind::Text),
            Field::other("sbp_band", Kind::Text),
            Field::other("tc_band_mmol_l", Kind::Text),
            EVALUATE_AT,
            DIABETES,
            SMOKER,
            KNOWN_CVD,
        ],
        answers: ANSWERS,
        run: |inputs, options| {
            let place = Place::of(inputs, &[AGE, SYSTOLIC, TC], &lab::ABOUT)?;
            let cholesterol = place.measure("tc_band_mmol_l", lab::TC_BANDS)?;
            let body = Body::Lab { cholesterol, diabetes: inputs.flag("diabetes")? };
            answer(&place, body, [lab::AGE_BANDS, lab::SBP_BANDS], lab::TIERS, options)
        },
    },
    Calculator {
        about: &nonlab::ABOUT,
        fields: &[
            REGION,
            SEX,
            AGE.optional(),
            SYSTOLIC.optional(),
            BMI.optional(),
            Field::other("age_band", Kind::Text),
            Field::other("sbp_band", Kind::Text),
            Field::other("bmi_band", Kind::Text),
            EVALUATE_AT,
            SMOKER,
            KNOWN_CVD,
        ],
        answers: ANSWERS,
        run: |inputs, options| {
            let place = Place::of(inputs, &[AGE, SYSTOLIC, BMI], &nonlab::ABOUT)?;
            let body = Body::NonLab { bmi: place.measure("bmi_band", nonlab::BMI_BANDS)? };
            let bands = [nonlab::AGE_BANDS, nonlab::SBP_BANDS];
            answer(&place, body, bands, nonlab::TIERS, options)
        },
    },
];

/// Where on the chart: the point that `evaluate_at` names wins over the numbers, and they over the bands.
struct Place<'a> {
    inputs: &'a Inputs<'a>,
    at: Option<Inputs<'a>>,
}

impl<'a> Place<'a> {
    fn of(inputs: &'a Inputs<'a>, inside: &[Field], about: &About) -> Read<Self> {
        let inside: Vec<Field> = inside.iter().map(|field| field.optional()).collect();
        let at = inputs.get("evaluate_at").map(|node| Inputs::read(node, &inside, about)).transpose()?;
        Ok(Self { inputs, at })
    }

    fn measure<M: Measured>(&self, band: &'static str, bands: &[(&'static str, f64)]) -> Read<M> {
        let at = self.at.as_ref().map(Inputs::some_measure).transpose()?.flatten();
        let given = if at.is_some() { at } else { self.inputs.some_measure()? };
        let Some(form) = M::FORMS.last() else { return Err(Refusal::Missing { input: band }.into()) };
        match given {
            Some(given) => Ok(given),
            None => self
                .inputs
                .some_word(band, bands)?
                .map(|value| M::of(Measure::new(value, form)))
                .ok_or_else(|| Refusal::Missing { input: form.key }.into()),
        }
    }
}

fn answer(
    place: &Place,
    body: Body,
    [age_bands, sbp_bands]: [&[(&'static str, f64)]; 2],
    tiers: &[f64],
    options: &Options,
) -> Read<Answer> {
    let inputs = place.inputs;
    let person = Person {
        region: inputs.code("region")?,
        sex: inputs.code("sex")?,
        age: place.measure::<Age>("age_band", age_bands)?,
        systolic: place.measure::<Systolic>("sbp_band", sbp_bands)?,
        smoker: inputs.flag("current_smoker")?,
        body,
    };
    let risk = who_cvd::ten_year(&person)?;
    let answer = Answer::default()
        .with("cvd_10y_pct", risk.percent())
        .with("cvd_10y_pct_rounded", risk.percent().round())
        .with("band", band(risk, tiers))
        .noted(&[Note::Recovered], options);
    Ok(explained(answer, options, &person, who_cvd::ten_year, [who_cvd::REFERENCES, who_cvd::CHANGES]))
}
