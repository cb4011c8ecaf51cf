//! The requests as packs write them: the first key says what is asked.

use super::GuidelineErrorCode as Code;
use super::criterion::Compiler;
use super::parameter::Suffix;
use super::table::{Fault, Table, texts};
use crate::concept::request::{Compare, Onset, Pick, Request, Span, Timings};
use crate::concept::{
    Concept, Concern, Condition, DrugClass, FindingCode, Hypoglycaemia, Pregnancy, Sex, Symptom, Timing,
    VisitClass,
};
use crate::json::Json;

type Asked = Result<Option<Request>, Fault>;

/// Reads one request.
pub fn request(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Result<Request, Fault> {
    for read in [pressure, number, laboratory, sign, condition, medicine, patient, visit] {
        if let Some(request) = read(compiler, table)? {
            return Ok(request);
        }
    }
    Err((Code::Malformed, "a condition asks nothing that the language has".to_owned()))
}

fn pressure(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(name) = table.text("standing")? {
        return Ok(Some(Request::Standing(compiler.pressure(&name)?)));
    }
    if let Some(name) = table.text("some-reading")? {
        let test = compiler.pressure(&name)?;
        return Ok(Some(Request::SomeReading(test, span(compiler, table)?)));
    }
    if let Some(name) = table.text("day-value")? {
        return Ok(Some(Request::DayValue(compiler.pressure(&name)?)));
    }
    if let Some(name) = table.text("impossible")? {
        let reversed = compiler.pressure(&name)?;
        let mut limit = |key| {
            let text = table.needed(key)?;
            compiler.compare(&text, Concept::BloodPressure)
        };
        let beyond = [limit("systolic-above")?, limit("systolic-below")?, limit("diastolic-above")?];
        return Ok(Some(Request::Impossible { reversed, beyond }));
    }
    if let Some(name) = table.text("home-mean")? {
        let test = compiler.pressure(&name)?;
        return Ok(Some(Request::HomeMean(test, span(compiler, table)?)));
    }
    if let Some(name) = table.text("ambulatory-mean")? {
        let test = compiler.pressure(&name)?;
        return Ok(Some(Request::AmbulatoryMean(test, span(compiler, table)?)));
    }
    if let Some(name) = table.text("repeated-days")? {
        let test = compiler.pressure(&name)?;
        let count = whole(compiler, table, "count", Suffix::Count)?;
        let window = whole(compiler, table, "within", Suffix::Days)?;
        let dated = table.flag("dated")?;
        return Ok(Some(Request::RepeatedDays { test, count, window, dated }));
    }
    if let Some(name) = table.text("recent-days")? {
        let test = compiler.pressure(&name)?;
        let count = whole(compiler, table, "count", Suffix::Count)?;
        return Ok(Some(Request::RecentDays { test, count }));
    }
    if let Some(name) = table.text("white-coat")? {
        let raised = compiler.pressure(&name)?;
        let home = table.needed("home")?;
        let ambulatory = table.needed("ambulatory")?;
        let (home, ambulatory) = (compiler.pressure(&home)?, compiler.pressure(&ambulatory)?);
        let after = whole(compiler, table, "after", Suffix::Days)?;
        return Ok(Some(Request::WhiteCoat { raised, home, ambulatory, after }));
    }
    if let Some(text) = table.text("arm-difference")? {
        return Ok(Some(Request::ArmDifference(compiler.compare(&text, Concept::BloodPressure)?)));
    }
    Ok(None)
}

fn number(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(name) = table.text("number")? {
        let concept = concept(&name)?;
        let tests = tests(compiler, table, concept)?;
        let lasting = optional_whole(compiler, table, "lasting", Suffix::Minutes)?;
        let timings = timings(table)?;
        let pick = match table.text("pick")?.as_deref() {
            None | Some("any") => Pick::Any,
            Some("latest") => Pick::Latest,
            Some(other) => return Err((Code::Malformed, format!("pick `{other}` is none of any, latest"))),
        };
        let span = span(compiler, table)?;
        return Ok(Some(Request::Number { concept, span, pick, timings, tests, lasting }));
    }
    if let Some(name) = table.text("days-with")? {
        let concept = concept(&name)?;
        let test = is(compiler, table, concept)?;
        let window = whole(compiler, table, "within", Suffix::Days)?;
        let count = whole(compiler, table, "count", Suffix::Count)?;
        let dated = table.flag("dated")?;
        return Ok(Some(Request::DaysWith { concept, test, window, count, dated }));
    }
    if let Some(name) = table.text("recent-values")? {
        let concept = concept(&name)?;
        let timings = timings(table)?;
        let test = is(compiler, table, concept)?;
        let count = whole(compiler, table, "count", Suffix::Count)?;
        return Ok(Some(Request::RecentValues { concept, timings, test, count }));
    }
    Ok(None)
}

fn laboratory(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(text) = table.text("excess-over-target")? {
        return Ok(Some(Request::ExcessOverTarget(compiler.compare(&text, Concept::Hba1c)?)));
    }
    if let Some(text) = table.text("stuck-over-target")? {
        let excess = compiler.compare(&text, Concept::Hba1c)?;
        let from = whole(compiler, table, "from", Suffix::Days)?;
        let to = whole(compiler, table, "to", Suffix::Days)?;
        return Ok(Some(Request::StuckOverTarget { excess, from, to }));
    }
    if let Some(name) = table.text("below-target")? {
        let concept = concept(&name)?;
        let window = whole(compiler, table, "within", Suffix::Days)?;
        return Ok(Some(Request::BelowTarget { concept, window }));
    }
    if let Some(text) = table.text("pulse-sustained")? {
        let test = compiler.compare(&text, Concept::HeartRate)?;
        let apart = whole(compiler, table, "apart", Suffix::Minutes)?;
        return Ok(Some(Request::PulseSustained { test, apart }));
    }
    if let Some(name) = table.text("code")? {
        let concept = concept(&name)?;
        let codes = list(table.texts("is-one-of")?, "finding", FindingCode::parse)?;
        let span = span(compiler, table)?;
        return Ok(Some(Request::Code { concept, codes, span }));
    }
    if let Some(name) = table.text("done")? {
        let concept = concept(&name)?;
        return Ok(Some(Request::Done { concept, span: span(compiler, table)? }));
    }
    Ok(None)
}

fn sign(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("sign") {
        let symptoms = list(table.texts("sign")?, "symptom", Symptom::parse)?;
        let onset = match table.text("onset")?.as_deref() {
            None | Some("not-old") => Onset::NotOld,
            Some("acute") => Onset::Acute,
            Some("old") => Onset::Old,
            Some(other) => {
                return Err((Code::Malformed, format!("onset `{other}` is none of not-old, acute, old")));
            }
        };
        let span = span(compiler, table)?;
        return Ok(Some(Request::Sign { symptoms, onset, span }));
    }
    if let Some(value) = table.take("unanswered-groups") {
        let Json::List(groups) = value else {
            return Err((Code::Malformed, "`unanswered-groups` is no list of lists".to_owned()));
        };
        let groups = groups
            .into_iter()
            .map(|group| list(texts("unanswered-groups", group)?, "symptom", Symptom::parse))
            .collect::<Result<Vec<_>, Fault>>()?;
        let text = table.needed("is")?;
        let test = compiler.compare_plain(&text, Suffix::Count)?;
        return Ok(Some(Request::UnansweredGroups { groups, test }));
    }
    Ok(None)
}

fn condition(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    let conditions = |names| list(names, "condition", Condition::parse);
    if table.has("condition") {
        return Ok(Some(Request::Condition(conditions(table.texts("condition")?)?)));
    }
    if table.has("condition-count") {
        let list = conditions(table.texts("condition-count")?)?;
        let text = table.needed("is")?;
        return Ok(Some(Request::ConditionCount(list, compiler.compare_plain(&text, Suffix::Count)?)));
    }
    if table.has("condition-dated") {
        let conditions = conditions(table.texts("condition-dated")?)?;
        let age = table.text("age")?.map(|text| compiler.compare_plain(&text, Suffix::Years)).transpose()?;
        let (new, suspected) = (table.flag("new")?, table.flag("suspected")?);
        let infected = table.flag("infected")?;
        return Ok(Some(Request::ConditionDated { conditions, new, suspected, infected, age }));
    }
    if table.has("suspected") {
        return Ok(Some(Request::Suspected(conditions(table.texts("suspected")?)?)));
    }
    if let Some(name) = table.text("diagnosed")? {
        let concern = one(&name, "concern", Concern::parse)?;
        return Ok(Some(match optional_whole(compiler, table, "within", Suffix::Days)? {
            Some(days) => Request::DiagnosedWithin(concern, days),
            None => Request::Diagnosed(concern),
        }));
    }
    Ok(None)
}

fn medicine(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("medicine") || table.has("drugs") {
        let classes = list(table.texts("medicine")?, "drug class", DrugClass::parse)?;
        return Ok(Some(Request::Medicine { classes, codes: table.texts("drugs")? }));
    }
    if table.flag("not-taken")? {
        return Ok(Some(Request::NotTaken));
    }
    if table.has("full-dose-classes") {
        let classes = list(table.texts("full-dose-classes")?, "drug class", DrugClass::parse)?;
        let text = table.needed("is")?;
        let count = compiler.compare_plain(&text, Suffix::Count)?;
        let days = whole(compiler, table, "for", Suffix::Days)?;
        return Ok(Some(Request::FullDoseClasses { classes, count, days }));
    }
    Ok(None)
}

fn patient(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(text) = table.text("age")? {
        return Ok(Some(Request::Age(compiler.compare_plain(&text, Suffix::Years)?)));
    }
    if let Some(name) = table.text("sex")? {
        return Ok(Some(Request::Sex(one(&name, "sex", Sex::parse)?)));
    }
    if table.has("pregnancy") {
        return Ok(Some(Request::Pregnancy(list(table.texts("pregnancy")?, "pregnancy", Pregnancy::parse)?)));
    }
    if table.flag("long-term-care")? {
        return Ok(Some(Request::LongTermCare));
    }
    if table.has("cognition") {
        return Ok(Some(Request::Cognition(table.texts("cognition")?)));
    }
    Ok(None)
}

fn visit(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("form-hypoglycaemia") {
        let answers = list(table.texts("form-hypoglycaemia")?, "answer", Hypoglycaemia::parse)?;
        return Ok(Some(Request::FormHypoglycaemia(answers)));
    }
    if table.flag("form-adverse-reaction")? {
        return Ok(Some(Request::FormAdverseReaction));
    }
    if table.has("new-complication") {
        let conditions = list(table.texts("new-complication")?, "condition", Condition::parse)?;
        return Ok(Some(Request::NewComplication(conditions)));
    }
    if table.has("class") {
        return Ok(Some(Request::Class(list(table.texts("class")?, "class", VisitClass::parse)?)));
    }
    if let Some(text) = table.text("unsatisfied")? {
        let count = compiler.compare_plain(&text, Suffix::Count)?;
        let apart = whole(compiler, table, "apart", Suffix::Days)?;
        return Ok(Some(Request::Unsatisfied { count, apart }));
    }
    if table.flag("referred-up")? {
        return Ok(Some(Request::ReferredUp));
    }
    if table.flag("returned-from-above")? {
        return Ok(Some(Request::ReturnedFromAbove));
    }
    if let Some(name) = table.text("stable-visits")? {
        return Ok(Some(Request::StableVisits(compiler.whole(&name, Suffix::Days)?)));
    }
    Ok(None)
}

fn concept(name: &str) -> Result<Concept, Fault> {
    one(name, "concept", Concept::parse)
}

fn one<T>(name: &str, what: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    parse(name).ok_or_else(|| (Code::UnknownName, format!("{what} `{name}` is not on its list")))
}

#[allow(clippy::needless_pass_by_value, reason = "every caller has just made the list")]
fn list<T>(names: Vec<String>, what: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
    names.iter().map(|name| one(name, what, &parse)).collect()
}

/// `is = ">= a"`, or two that must both hold.
fn tests(
    compiler: &mut Compiler<'_>,
    table: &mut Table<'_>,
    concept: Concept,
) -> Result<[Option<Compare>; 2], Fault> {
    let mut tests = [None; 2];
    let stated = table.texts("is")?;
    if stated.is_empty() || stated.len() > tests.len() {
        return Err((Code::Malformed, "`is` needs one comparison or two".to_owned()));
    }
    for (test, text) in tests.iter_mut().zip(stated) {
        *test = Some(compiler.compare(&text, concept)?);
    }
    Ok(tests)
}

fn is(compiler: &mut Compiler<'_>, table: &mut Table<'_>, concept: Concept) -> Result<Compare, Fault> {
    let text = table.needed("is")?;
    compiler.compare(&text, concept)
}

fn whole(
    compiler: &mut Compiler<'_>,
    table: &mut Table<'_>,
    key: &str,
    suffix: Suffix,
) -> Result<i32, Fault> {
    let name = table.needed(key)?;
    compiler.whole(&name, suffix)
}

fn optional_whole(
    compiler: &mut Compiler<'_>,
    table: &mut Table<'_>,
    key: &str,
    suffix: Suffix,
) -> Result<Option<i32>, Fault> {
    table.text(key)?.map(|name| compiler.whole(&name, suffix)).transpose()
}

/// `span = "visit"` or `"ever"`, `within = p`, `before-visit = p`; the day judged if nothing is said.
fn span(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Result<Span, Fault> {
    if let Some(days) = optional_whole(compiler, table, "within", Suffix::Days)? {
        return Ok(Span::Within(days));
    }
    if let Some(before) = optional_whole(compiler, table, "before-visit", Suffix::Days)? {
        return Ok(Span::Visit { before });
    }
    match table.text("span")?.as_deref() {
        None | Some("day") => Ok(Span::Day),
        Some("visit") => Ok(Span::Visit { before: 0 }),
        Some("ever") => Ok(Span::Ever),
        Some(other) => Err((Code::Malformed, format!("span `{other}` is none of day, visit, ever"))),
    }
}

fn timings(table: &mut Table<'_>) -> Result<Timings, Fault> {
    let names = table.texts("timing")?;
    if names.is_empty() {
        return Ok(Timings::ALL);
    }
    let mut bits = 0_u8;
    for name in names {
        let timing = one(&name, "timing", Timing::parse)?;
        bits |= 1_u8.checked_shl(timing.index()).unwrap_or(0);
    }
    Ok(Timings(bits))
}
