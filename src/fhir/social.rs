//! Smoking and pregnancy: the latest answer counts.

use crate::json::Json;

use super::draft::{Draft, Fields, put, put_some};
use super::json::{clip, codings, date, describe, label};
use super::observation::{Shared, no_number};
use super::value::{Answer, answer};
use crate::civil::Moment;
use crate::record::ProblemCode;

/// The latest answers so far.
#[derive(Debug, Default)]
pub(super) struct Social<'a> {
    smoking: Option<(Moment, &'a str, &'static str)>,
    pregnant: Option<(Moment, &'a str, bool)>,
    /// A diagnosis of pregnancy stands.
    pub(super) stands: bool,
    /// Its date; the latest of several.
    pub(super) stands_since: Option<&'a str>,
}

impl Social<'_> {
    /// The lifestyle of the native record.
    pub(super) fn lifestyle(&self) -> Option<Fields> {
        let (_, at, smoking) = self.smoking?;
        let mut fields = Fields::new();
        put(&mut fields, "at", at);
        put(&mut fields, "smoking", smoking);
        Some(fields)
    }
}

/// The moment in order of time; the offset of `Z` does not matter between answers of one source.
fn moment(at: &str) -> Option<Moment> {
    Moment::parse(at, 0)
}

/// Reads an answer about smoking.
pub(super) fn read_smoking<'a>(shared: &Shared<'a>, holder: &'a Json<'a>, path: &str, draft: &mut Draft<'a>) {
    let answer = answer(holder);
    let Answer::Coded(coded) = answer else { return no_number(&answer, path, draft) };
    let found = codings(coded).find_map(|coding| match coding.code? {
        "266919005" | "LA18978-9" => Some("never"),
        "8517006" | "LA15920-4" => Some("former"),
        "77176002" | "449868002" | "428041000124106" | "428071000124103" | "428061000124105"
        | "LA18976-3" | "LA18977-1" | "LA18981-3" | "LA18982-1" => Some("current"),
        _ => None,
    });
    let (Some(status), Some(moment)) = (found, moment(shared.at)) else {
        let message = format!("{} says neither never, former nor current smoking", describe(coded));
        return draft.report.again(path, ProblemCode::UnknownCode, message);
    };
    let latest = &mut draft.social.smoking;
    if latest.is_none_or(|(before, ..)| before <= moment) {
        *latest = Some((moment, shared.at, status));
    }
}

/// Reads an answer about pregnancy.
pub(super) fn read_pregnancy<'a>(
    shared: &Shared<'a>,
    holder: &'a Json<'a>,
    path: &str,
    draft: &mut Draft<'a>,
) {
    let answer = answer(holder);
    let Answer::Coded(coded) = answer else { return no_number(&answer, path, draft) };
    let found = codings(coded).find_map(|coding| match coding.code? {
        "LA15173-0" | "77386006" => Some(true),
        "LA26683-5" | "60001007" => Some(false),
        _ => None,
    });
    let (Some(pregnant), Some(moment)) = (found, moment(shared.at)) else {
        let shown = label(coded).unwrap_or("the answer");
        return draft.report.again(
            path,
            ProblemCode::UnknownCode,
            format!("`{}` says nothing about pregnancy", clip(shown)),
        );
    };
    if !pregnant {
        draft.report.again(
            path,
            ProblemCode::NotUnderstood,
            "not being pregnant is true on its day only; not carried over",
        );
    }
    let latest = &mut draft.social.pregnant;
    if latest.is_none_or(|(before, ..)| before <= moment) {
        *latest = Some((moment, shared.at, pregnant));
    }
}

/// Tells the patient's fields what was said about pregnancy.
pub(super) fn finish(draft: &mut Draft<'_>) {
    let observed = draft.social.pregnant.filter(|(.., pregnant)| *pregnant).and_then(|(_, at, _)| date(at));
    if !draft.social.stands && observed.is_none() {
        return;
    }
    if draft.patient.text("sex") == Some("male") {
        return draft.report.add("", ProblemCode::Contradictory, "a pregnancy of a male patient is left out");
    }
    put(&mut draft.patient, "pregnancy", "pregnant");
    put_some(&mut draft.patient, "pregnancySince", draft.social.stands_since.max(observed));
}
