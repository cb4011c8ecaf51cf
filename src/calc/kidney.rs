//! Filtration and its classes.

use super::inputs::Inputs;
use super::person::{AGE, SEX};
use super::{Answer, Calculator, Field, Options};
use crate::concept::Sex;
use crate::equation::kdigo::{self, Albuminuria, GfrCategory};
use crate::equation::{
    Creatinine, Egfr, Measured as _, Note, Refusal, Uacr, UrineAlbumin, UrineCreatinine, ckd_epi,
};
use crate::json::Read;

const CREATININE: Field = Field::measure::<Creatinine>("creatinine_umol_l");

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &ckd_epi::year_2021::ABOUT,
        fields: &[CREATININE, AGE, SEX],
        answers: &["egfr_ml_min_1_73m2"],
        run: |inputs, _| {
            let egfr = ckd_epi::ckd_epi_2021(inputs.measure()?, inputs.measure()?, inputs.code("sex")?)?;
            Ok(Answer::default().with("egfr_ml_min_1_73m2", egfr.measure().value()))
        },
    },
    Calculator {
        about: &ckd_epi::year_2009::ABOUT,
        fields: &[CREATININE, AGE, SEX, Field::flag("black")],
        answers: &["egfr_ml_min_1_73m2"],
        run: |inputs, options| {
            let (creatinine, age) = (inputs.measure()?, inputs.measure()?);
            let sex: Sex = inputs.code("sex")?;
            let egfr = ckd_epi::ckd_epi_2009(creatinine, age, sex, inputs.flag("black")?)?;
            let answer = Answer::default().with("egfr_ml_min_1_73m2", egfr.measure().value());
            Ok(answer.noted(&[Note::Superseded], options))
        },
    },
    Calculator {
        about: &kdigo::categories::ABOUT,
        fields: &[
            Field::measure::<Egfr>("egfr_ml_min_1_73m2").optional(),
            Field::measure::<Uacr>("uacr_mg_g").optional(),
            Field::measure::<UrineAlbumin>("urine_albumin_mg_dl").optional(),
            Field::measure::<UrineCreatinine>("urine_creatinine_mg_dl").optional(),
        ],
        answers: &["uacr_mg_g", "g_category", "a_category", "risk"],
        run: categories,
    },
    Calculator {
        about: &kdigo::ABOUT,
        fields: &[Field::code::<GfrCategory>("g_category"), Field::code::<Albuminuria>("a_category")],
        answers: &["risk"],
        run: |inputs, options| {
            let (gfr, albuminuria): (GfrCategory, Albuminuria) =
                (inputs.code("g_category")?, inputs.code("a_category")?);
            let risk = kdigo::heat_map(gfr, albuminuria).code();
            Ok(Answer::default().with("risk", risk).noted(&[Note::NotDiagnosis], options))
        },
    },
];

/// The class of whatever was given, and the risk of both.
fn categories(inputs: &Inputs, options: &Options) -> Read<Answer> {
    let urine = inputs.some_measure()?.zip(inputs.some_measure()?);
    let ratio = urine.map(|(albumin, creatinine)| Uacr::of_urine(albumin, creatinine));
    let given: Option<Uacr> = inputs.some_measure()?;
    let gfr = inputs.some_measure()?.map(kdigo::gfr_category).transpose()?;
    let albuminuria = given.or(ratio).map(kdigo::albuminuria).transpose()?;
    if gfr.is_none() && albuminuria.is_none() {
        return Err(Refusal::Missing { input: "egfr_ml_min_1_73m2" }.into());
    }
    let risk = gfr.zip(albuminuria).map(|(gfr, albuminuria)| kdigo::heat_map(gfr, albuminuria).code());
    Ok(Answer::default()
        .with_some("uacr_mg_g", ratio.map(|ratio| ratio.measure().value()))
        .with_some("g_category", gfr.map(GfrCategory::code))
        .with_some("a_category", albuminuria.map(Albuminuria::code))
        .with_some("risk", risk)
        .noted(&[Note::NotDiagnosis], options))
}
