//! HbA1c, mean glucose, insulin resistance, conversions.

use super::inputs::{Inputs, Kind, twice};
use super::{Answer, Calculator, Field, Options};
use crate::equation::convert::{self, Quantity};
use crate::equation::glycaemia::{self, MeanGlucose};
use crate::equation::homa_ir::{self, FastingGlucose, Insulin};
use crate::equation::input::Form;
use crate::equation::{Hba1c, Measure, Measured as _, Refusal};
use crate::json::Read;

const MEAN: Field = Field::measure::<MeanGlucose>("mean_glucose_mg_dl");

pub(super) const ALL: &[Calculator] = &[
    Calculator {
        about: &glycaemia::eag::ABOUT,
        fields: &[Field::measure::<Hba1c>("hba1c_pct").optional(), MEAN.optional()],
        answers: &["eag_mg_dl", "eag_mmol_l", "hba1c_pct", "hba1c_mmol_mol"],
        run: average,
    },
    Calculator {
        about: &glycaemia::ABOUT,
        fields: &[MEAN],
        answers: &["gmi_pct", "gmi_mmol_mol"],
        run: |inputs, _| {
            let gmi = glycaemia::gmi(inputs.measure()?)?;
            Ok(Answer::default().with("gmi_pct", gmi.pct).with("gmi_mmol_mol", gmi.mmol_mol))
        },
    },
    Calculator {
        about: &homa_ir::ABOUT,
        fields: &[
            Field::measure::<Insulin>("insulin_uiu_ml"),
            Field::measure::<FastingGlucose>("glucose_mmol_l"),
        ],
        answers: &["homa_ir"],
        run: |inputs, _| {
            Ok(Answer::default().with("homa_ir", homa_ir::homa_ir(inputs.measure()?, inputs.measure()?)?))
        },
    },
    Calculator {
        about: &convert::ABOUT,
        fields: &[
            Field::code::<Quantity>("quantity"),
            VALUES[0],
            VALUES[1],
            VALUES[2],
            VALUES[3],
            VALUES[4],
            VALUES[5],
            VALUES[6],
        ],
        answers: &[
            "value_pct",
            "value_mmol_mol",
            "value_mg_dl",
            "value_mmol_l",
            "value_umol_l",
            "value_mg_g",
            "value_mg_mmol",
        ],
        run: other_unit,
    },
];

/// A value in any of the units that some quantity has.
const VALUES: [Field; 7] = [
    Field::other("value_pct", Kind::Number),
    Field::other("value_mmol_mol", Kind::Number),
    Field::other("value_mg_dl", Kind::Number),
    Field::other("value_mmol_l", Kind::Number),
    Field::other("value_umol_l", Kind::Number),
    Field::other("value_mg_g", Kind::Number),
    Field::other("value_mg_mmol", Kind::Number),
];

/// The average glucose of an HbA1c, or the HbA1c of an average glucose.
fn average(inputs: &Inputs, _: &Options) -> Read<Answer> {
    let (hba1c, mean): (Option<Hba1c>, Option<MeanGlucose>) =
        (inputs.some_measure()?, inputs.some_measure()?);
    match (hba1c, mean) {
        (Some(hba1c), None) => {
            let glucose = glycaemia::average_glucose(hba1c)?;
            Ok(Answer::default().with("eag_mg_dl", glucose.mg_dl).with("eag_mmol_l", glucose.mmol_l))
        }
        (None, Some(mean)) => {
            let pct = glycaemia::estimated_hba1c(mean)?;
            let mmol_mol = convert::convert(Quantity::Hba1c, Measure::new(pct, Quantity::Hba1c.forms()[0]))?;
            Ok(Answer::default().with("hba1c_pct", pct).with("hba1c_mmol_mol", mmol_mol.value()))
        }
        (Some(hba1c), Some(mean)) => Err(twice(hba1c.measure().key(), mean.measure().key())),
        (None, None) => Err(Refusal::Missing { input: "hba1c_pct" }.into()),
    }
}

/// A value in its other unit.
fn other_unit(inputs: &Inputs, _: &Options) -> Read<Answer> {
    let quantity: Quantity = inputs.code("quantity")?;
    let forms = quantity.forms();
    let given = |form: &'static Form| {
        let node = inputs.get(form.key)?;
        Some(node.number().map(|number| Measure::new(number.to_f64(), form)))
    };
    let foreign = VALUES
        .iter()
        .find(|field| inputs.get(field.key).is_some() && forms.iter().all(|form| form.key != field.key));
    if let Some(field) = foreign {
        return Err(twice(forms[0].key, field.key));
    }
    match forms.map(given) {
        [None, None] => Err(Refusal::Missing { input: forms[0].key }.into()),
        [Some(_), Some(_)] => Err(twice(forms[0].key, forms[1].key)),
        [Some(value), None] | [None, Some(value)] => {
            let other = convert::convert(quantity, value?)?;
            Ok(Answer::default().with(other.key(), other.value()))
        }
    }
}
