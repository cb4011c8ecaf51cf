//! What a page needs to draw the forms.

use std::borrow::Cow;

use super::sheet::{Choice, Field, Kind, Sheet, medicine_words, one_of};
use super::value;
use crate::json::Out;

/// Both forms in every edition: fields in the paper's order, with labels and answers in one language.
pub(crate) fn list(english: bool) -> Out {
    let mut forms = Vec::new();
    for sheet in Sheet::all() {
        for (year, status) in sheet.editions {
            let fields = sheet.fields.iter().map(|field| self::field(sheet, field, *year, english)).collect();
            forms.push(Out::object([
                ("concern", Some(Out::text(sheet.concern.code()))),
                ("edition", Some(Out::number(year))),
                ("status", Some(Out::text(*status))),
                ("label", Some(Out::text(one_of(sheet.labels, english)))),
                (
                    "cite",
                    Some(Out::object([
                        ("guideline", Some(Out::text(sheet.guideline))),
                        ("section", Some(Out::text(sheet.section))),
                    ])),
                ),
                ("template", Some(Out::text(sheet.template))),
                ("fields", Some(Out::List(fields))),
            ]));
        }
    }
    Out::List(forms)
}

fn field(sheet: &Sheet, field: &Field, edition: u16, english: bool) -> Out {
    let words = |list: &[&'static str]| Out::List(list.iter().map(|word| Out::text(*word)).collect());
    let options: Vec<Out> = field.choices(Some(edition)).map(|choice| option(choice, english)).collect();
    let target_of = field.id.strip_suffix("Target").filter(|id| {
        // `exerciseTimesTarget` is the target of `exerciseTimes`.
        sheet.field(id).is_some()
    });
    let parts = (field.kind == Kind::Medicines).then(|| {
        let part = |(id, words): &(&'static str, [&'static str; 2])| {
            (Cow::Borrowed(*id), Out::text(one_of(*words, english)))
        };
        Out::Object(medicine_words().iter().map(part).collect())
    });
    Out::object([
        ("id", Some(Out::text(field.id))),
        ("row", Some(Out::text(field.row))),
        ("kind", Some(Out::text(field.kind.code()))),
        ("label", Some(Out::text(one_of(field.labels, english)))),
        ("unit", (!field.unit.is_empty()).then(|| Out::text(field.unit))),
        ("places", field.places.map(Out::number)),
        ("required", field.required.then_some(Out::Flag(true))),
        ("targetOf", target_of.map(Out::text)),
        ("options", (!options.is_empty()).then_some(Out::List(options))),
        ("parts", parts),
        ("elements", (!field.elements.is_empty()).then(|| words(field.elements))),
    ])
}

fn option(choice: &Choice, english: bool) -> Out {
    Out::object([
        ("code", Some(value::code(choice))),
        ("id", Some(Out::text(choice.id))),
        ("label", Some(Out::text(choice.label(english)))),
        ("local", choice.local.then_some(Out::Flag(true))),
    ])
}
