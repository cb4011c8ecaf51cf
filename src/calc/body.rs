//! Body, pressure, lipids, liver, stroke points.

use super::inputs::Inputs;
use super::person::{AGE, SEX};
use super::{Answer, Calculator, Field};
use crate::equation::body::{self, Height, Weight};
use crate::equation::cha2ds2_vasc::{self, Person};
use crate::equation::fib4::{self, Alt, Ast, Platelets};
use crate::equation::lipid::{self, Method, Triglycerides};
use crate::equation::{Diastolic, HdlCholesterol, Systolic, TotalCholesterol, Waist, pressure};
use crate::json::Read;

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &body::ABOUT,
        fields: &[Field::measure::<Weight>("weight_kg"), Field::measure::<Height>("height_cm")],
        answers: &["bmi", "class_china"],
        run: |inputs, _| {
            let bmi = body::bmi(inputs.measure()?, inputs.measure()?)?;
            Ok(Answer::default().with("bmi", bmi).with("class_china", body::bmi_class(bmi).code()))
        },
    },
    Calculator {
        about: &body::waist::ABOUT,
        fields: &[SEX, Field::measure::<Waist>("waist_cm")],
        answers: &["central_obesity"],
        run: |inputs, _| {
            let central = body::central_obesity(inputs.measure()?, inputs.code("sex")?)?;
            Ok(Answer::default().with("central_obesity", central))
        },
    },
    Calculator {
        about: &pressure::ABOUT,
        fields: &[Field::measure::<Systolic>("sbp_mmhg"), Field::measure::<Diastolic>("dbp_mmhg")],
        answers: &["map_mmhg", "pulse_pressure_mmhg"],
        run: |inputs, _| {
            let together = pressure::together(inputs.measure()?, inputs.measure()?)?;
            let answer = Answer::default().with("map_mmhg", together.mean_arterial);
            Ok(answer.with("pulse_pressure_mmhg", together.pulse))
        },
    },
    Calculator {
        about: &lipid::ABOUT,
        fields: &[
            Field::measure::<TotalCholesterol>("tc_mg_dl"),
            Field::measure::<HdlCholesterol>("hdl_mg_dl"),
            Field::measure::<Triglycerides>("tg_mg_dl"),
            Field::code::<Method>("method"),
        ],
        answers: &["ldl_mg_dl", "ldl_mmol_l"],
        run: |inputs, _| {
            let (total, hdl, triglycerides) = (inputs.measure()?, inputs.measure()?, inputs.measure()?);
            let ldl = lipid::ldl(total, hdl, triglycerides, inputs.code("method")?)?;
            Ok(Answer::default().with("ldl_mg_dl", ldl.mg_dl).with("ldl_mmol_l", ldl.mmol_l))
        },
    },
    Calculator {
        about: &fib4::ABOUT,
        fields: &[
            AGE,
            Field::measure::<Ast>("ast_u_l"),
            Field::measure::<Alt>("alt_u_l"),
            Field::measure::<Platelets>("platelets_1e9_l"),
        ],
        answers: &["fib4"],
        run: |inputs, _| {
            let (age, ast, alt) = (inputs.measure()?, inputs.measure()?, inputs.measure()?);
            Ok(Answer::default().with("fib4", fib4::fib4(age, ast, alt, inputs.measure()?)?))
        },
    },
    Calculator {
        about: &cha2ds2_vasc::ABOUT,
        fields: &[
            AGE,
            Field::flag("chf"),
            Field::flag("hypertension"),
            Field::flag("diabetes"),
            Field::flag("stroke_tia_te"),
            Field::flag("vascular_disease"),
            Field::flag("female"),
        ],
        answers: &["score"],
        run: |inputs, _| Ok(Answer::default().with("score", cha2ds2_vasc::cha2ds2_vasc(&person(inputs)?)?)),
    },
];

fn person(inputs: &Inputs) -> Read<Person> {
    Ok(Person {
        age: inputs.measure()?,
        heart_failure: inputs.flag("chf")?,
        hypertension: inputs.flag("hypertension")?,
        diabetes: inputs.flag("diabetes")?,
        stroke: inputs.flag("stroke_tia_te")?,
        vascular_disease: inputs.flag("vascular_disease")?,
        female: inputs.flag("female")?,
    })
}
