//! The calculators themselves, for a page that lists them or builds a form: titles, inputs with units and ranges.

use super::answer::said;
use super::{Answer, Calculator, Field, Kind, Options, Out, calculators};
use crate::equation::input::{Form, Measure};
use crate::equation::{About, Range, about};

/// Every calculator in one language, the place in pairs of words, as a list of objects.
///
/// An input's units each have the key that says so, and the range that is answered in it: the one that the
/// reference prints, else the one that no body leaves; no range where neither is known.
pub fn list(language: usize) -> Out {
    let options = Options { language, ..Options::default() };
    Out::List(calculators().map(|own| Out::Object(calculator(own, &options))).collect())
}

fn calculator(own: &Calculator, options: &Options) -> Answer {
    let about = own.about;
    let inputs = own.fields.iter().map(|field| Out::Object(input(field, about, options)));
    Answer::default()
        .with("name", about.name)
        .with("title", said(about.title, options))
        .with("outcome", said(about.outcome, options))
        .with("population", said(about.population, options))
        .with("caution", said(about.caution, options))
        .with("reference", about.reference)
        .with("doi", if about.doi.is_empty() { Out::Null } else { about.doi.into() })
        .with("confidence", about.confidence)
        .with("inputs", inputs.collect::<Vec<Out>>())
        .with("answers", texts(own.answers))
}

fn input(field: &Field, about: &About, options: &Options) -> Answer {
    let label = about::input(field.key).map_or(Out::Null, |words| said(words, options).into());
    let answer = Answer::default().with("key", field.key).with("label", label).with("needed", field.needed);
    let kind = |kind: &'static str| answer.with("kind", kind);
    match field.kind {
        Kind::Measure(forms) => {
            let units = forms.iter().map(|form| Out::Object(unit(form, about)));
            kind("measure").with("units", units.collect::<Vec<Out>>())
        }
        Kind::Flag => kind("flag"),
        Kind::Excluded(disease) => kind("excluded").with("disease", disease),
        Kind::Word(words) => kind("word").with("words", texts(words)),
        Kind::Number => ranged(kind("number"), about.ranges.iter().find(|own| own.input == field.key)),
        Kind::Text => kind("text"),
        Kind::List => kind("list"),
        Kind::Object => kind("object"),
    }
}

/// A key with its unit and range.
fn unit(form: &'static Form, about: &About) -> Answer {
    let answer = Answer::default().with("key", form.key).with("unit", form.unit());
    let plausible = Measure::new(0.0, form).plausible();
    let printed = about.ranges.iter().find(|range| range.input == form.key);
    ranged(answer, printed.or(Some(&plausible).filter(|range| range.high.is_finite())))
}

fn ranged(answer: Answer, range: Option<&Range>) -> Answer {
    let Some(range) = range else { return answer };
    answer
        .with("low", range.low)
        .with("high", range.high)
        .with("below", range.below)
        .with("whole", range.whole)
        .with("source", range.source)
}

fn texts(list: &[&'static str]) -> Vec<Out> {
    list.iter().map(|text| Out::Text(text)).collect()
}
