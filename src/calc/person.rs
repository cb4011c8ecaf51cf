//! What most scores ask of a person, and how a risk is answered.

use super::answer::said;
use super::{Answer, Field, Options, Out};
use crate::concept::Sex;
use crate::equation::explain::{Effect, Step, effects};
use crate::equation::{Age, HdlCholesterol, Refusal, Risk, Systolic, TotalCholesterol, about};

/// Female or male.
pub(super) const SEX: Field = Field::code::<Sex>("sex");
/// Age in years.
pub(super) const AGE: Field = Field::measure::<Age>("age_years");
/// Systolic pressure.
pub(super) const SYSTOLIC: Field = Field::measure::<Systolic>("sbp_mmhg");
/// Whether on drugs that lower blood pressure.
pub(super) const TREATED: Field = Field::flag("bp_treated");
/// Total cholesterol, usually in mg/dL.
pub(super) const TC_MG: Field = Field::measure::<TotalCholesterol>("tc_mg_dl");
/// HDL cholesterol, usually in mg/dL.
pub(super) const HDL_MG: Field = Field::measure::<HdlCholesterol>("hdl_mg_dl");
/// Total cholesterol, usually in mmol/L.
pub(super) const TC: Field = Field::measure::<TotalCholesterol>("tc_mmol_l");
/// HDL cholesterol, usually in mmol/L.
pub(super) const HDL: Field = Field::measure::<HdlCholesterol>("hdl_mmol_l");
/// Whether smoking now.
pub(super) const SMOKER: Field = Field::flag("current_smoker");
/// Whether diabetes is known.
pub(super) const DIABETES: Field = Field::flag("diabetes");
/// Cardiovascular disease, which every score of its risk excludes.
pub(super) const KNOWN_CVD: Field = Field::excluded("known_cvd", "cardiovascular disease");
/// Diabetes, where the score is for people without.
pub(super) const NO_DIABETES: Field = Field::excluded("diabetes", "diabetes");

/// The key of a band between lines in per cent, such as `5-<10`.
pub(super) fn band(risk: Risk, lines: &[f64]) -> Out {
    let percent = risk.percent();
    let below = lines.iter().rev().find(|line| percent >= **line);
    let above = lines.iter().find(|line| percent < **line);
    Out::Said(match (below, above) {
        (Some(below), Some(above)) => format!("{below}-<{above}"),
        (Some(below), None) => format!(">={below}"),
        (None, Some(above)) => format!("<{above}"),
        (None, None) => String::new(),
    })
}

/// The answer with what each input brings and what one change would, if that was asked for.
pub(super) fn explained<P: Copy + PartialEq>(
    answer: Answer,
    options: &Options,
    person: &P,
    risk: impl Fn(&P) -> Result<Risk, Refusal>,
    [references, changes]: [&[Step<P>]; 2],
) -> Answer {
    if !options.explain {
        return answer;
    }
    let contribution = |effect: Effect| {
        let label = about::input(effect.name).map(|words| said(words, options));
        let reference = effect.reference.map_or(Out::Flag(false), Out::Number);
        line("input", label, effect).with("reference", reference)
    };
    let change = |effect: Effect| {
        let label = about::change(effect.name).map(|words| said(words, options));
        line("change", label, effect)
    };
    let contributions = effects(person, &risk, references).into_iter().map(contribution).map(Out::Object);
    let changes = effects(person, &risk, changes).into_iter().map(change).map(Out::Object);
    let explain = Answer::default()
        .with("contributions", contributions.collect::<Vec<_>>())
        .with("changes", changes.collect::<Vec<_>>());
    answer.with("explain", explain)
}

fn line(key: &'static str, label: Option<&'static str>, effect: Effect) -> Answer {
    Answer::default()
        .with(key, effect.name)
        .with_some("label", label)
        .with("risk_pct", effect.risk.percent())
        .with("pct_points", effect.points)
}
