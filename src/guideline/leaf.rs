//! The requests as packs write them: the first key says what is asked.

use super::GuidelineErrorCode as Code;
use super::criterion::Compiler;
use super::parameter::Suffix;
use super::table::Table;
use crate::concept::request::{Compare, Onset, Pick, Request, Span, Timings};
use crate::concept::{
    Concept, Concern, Condition, DrugClass, FindingCode, Hypoglycaemia, Pregnancy, Setting, Sex, Symptom,
    Timing, VisitClass,
};
use crate::json::Json;

type Asked = Option<Request>;

/// Reads one request.
pub fn request(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    let readers = [pressure, number, laboratory, sign, condition, medicine, patient, visit];
    let request = readers.into_iter().find_map(|read| read(compiler, table));
    if request.is_none() {
        table.note(Code::Malformed, "a condition asks nothing that the language has");
    }
    request
}

fn pressure(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(name) = table.text("standing") {
        return Some(Request::Standing(compiler.pressure(&name)));
    }
    if let Some(name) = table.text("some-reading") {
        let test = compiler.pressure(&name);
        return Some(Request::SomeReading(test, span(compiler, table)));
    }
    if let Some(name) = table.text("day-value") {
        return Some(Request::DayValue(compiler.pressure(&name)));
    }
    if let Some(name) = table.text("impossible") {
        let reversed = compiler.pressure(&name);
        let mut limit = |key| {
            let text = table.needed(key);
            compiler.compare(&text, Concept::BloodPressure)
        };
        let beyond = [limit("systolic-above"), limit("systolic-below"), limit("diastolic-above")];
        return Some(Request::Impossible { reversed, beyond });
    }
    if let Some(name) = table.text("home-mean") {
        let test = compiler.pressure(&name);
        return Some(Request::HomeMean(test, span(compiler, table)));
    }
    if let Some(name) = table.text("ambulatory-mean") {
        let test = compiler.pressure(&name);
        let over = table.word("over", "setting", Setting::parse).unwrap_or(Setting::Ambulatory24h);
        return Some(Request::AmbulatoryMean(test, span(compiler, table), over));
    }
    if let Some(name) = table.text("repeated-days") {
        let test = compiler.pressure(&name);
        let count = whole(compiler, table, "count", Suffix::Count);
        let window = whole(compiler, table, "within", Suffix::Days);
        let dated = table.flag("dated");
        return Some(Request::RepeatedDays { test, count, window, dated });
    }
    if let Some(name) = table.text("recent-days") {
        let test = compiler.pressure(&name);
        let count = whole(compiler, table, "count", Suffix::Count);
        return Some(Request::RecentDays { test, count });
    }
    if let Some(name) = table.text("white-coat") {
        let raised = compiler.pressure(&name);
        let home = table.needed("home");
        let ambulatory = table.needed("ambulatory");
        let (home, ambulatory) = (compiler.pressure(&home), compiler.pressure(&ambulatory));
        let after = whole(compiler, table, "after", Suffix::Days);
        return Some(Request::WhiteCoat { raised, home, ambulatory, after });
    }
    if let Some(name) = table.text("untreated-pressure") {
        return Some(Request::UntreatedPressure(compiler.pressure(&name)));
    }
    if let Some(text) = table.text("arm-difference") {
        return Some(Request::ArmDifference(compiler.compare(&text, Concept::BloodPressure)));
    }
    None
}

fn number(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(name) = table.text("number") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        let tests = tests(compiler, table, concept);
        let lasting = optional_whole(compiler, table, "lasting", Suffix::Minutes);
        let timings = timings(table);
        let pick = table.one_of("pick", &[("any", Pick::Any), ("latest", Pick::Latest)]).unwrap_or(Pick::Any);
        let span = span(compiler, table);
        return Some(Request::Number { concept, span, pick, timings, tests, lasting });
    }
    if let Some(text) = table.text("venous-glucose") {
        let test = compiler.compare(&text, Concept::Glucose);
        return Some(Request::VenousGlucose { timings: timings(table), test });
    }
    if let Some(name) = table.text("days-with") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        let test = is(compiler, table, concept);
        let window = whole(compiler, table, "within", Suffix::Days);
        let count = whole(compiler, table, "count", Suffix::Count);
        let dated = table.flag("dated");
        return Some(Request::DaysWith { concept, test, window, count, dated });
    }
    if let Some(name) = table.text("recent-values") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        let timings = timings(table);
        let test = is(compiler, table, concept);
        let count = whole(compiler, table, "count", Suffix::Count);
        return Some(Request::RecentValues { concept, timings, test, count });
    }
    None
}

fn laboratory(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(text) = table.text("excess-over-target") {
        return Some(Request::ExcessOverTarget(compiler.compare(&text, Concept::Hba1c)));
    }
    if let Some(text) = table.text("stuck-over-target") {
        let excess = compiler.compare(&text, Concept::Hba1c);
        let from = whole(compiler, table, "from", Suffix::Days);
        let to = whole(compiler, table, "to", Suffix::Days);
        return Some(Request::StuckOverTarget { excess, from, to });
    }
    if let Some(name) = table.text("below-target") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        let window = whole(compiler, table, "within", Suffix::Days);
        return Some(Request::BelowTarget { concept, window });
    }
    if let Some(text) = table.text("pulse-sustained") {
        let test = compiler.compare(&text, Concept::HeartRate);
        let apart = whole(compiler, table, "apart", Suffix::Minutes);
        return Some(Request::PulseSustained { test, apart });
    }
    if let Some(name) = table.text("code") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        let codes = table.words("is-one-of", "finding", FindingCode::parse);
        let span = span(compiler, table);
        return Some(Request::Code { concept, codes, span });
    }
    if let Some(name) = table.text("done") {
        let concept = table.listed(&name, "concept", Concept::parse)?;
        return Some(Request::Done { concept, span: span(compiler, table) });
    }
    None
}

fn sign(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("sign") {
        let symptoms = table.words("sign", "symptom", Symptom::parse);
        let onsets = [("not-old", Onset::NotOld), ("acute", Onset::Acute), ("old", Onset::Old)];
        let onset = table.one_of("onset", &onsets).unwrap_or(Onset::NotOld);
        let span = span(compiler, table);
        return Some(Request::Sign { symptoms, onset, span });
    }
    if let Some(value) = table.take("unanswered-groups") {
        let Json::List(groups) = value else {
            table.note(Code::Malformed, "`unanswered-groups` is no list of lists");
            return None;
        };
        let symptom = |text: &String| table.listed(text, "symptom", Symptom::parse);
        let group = |value| table.each_text("unanswered-groups", value).iter().filter_map(symptom).collect();
        let groups = groups.into_iter().map(group).collect();
        let text = table.needed("is");
        let test = compiler.compare_plain(&text, Suffix::Count);
        return Some(Request::UnansweredGroups { groups, test });
    }
    None
}

fn condition(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("condition") {
        return Some(Request::Condition(table.words("condition", "condition", Condition::parse)));
    }
    if table.has("condition-count") {
        let list = table.words("condition-count", "condition", Condition::parse);
        let text = table.needed("is");
        return Some(Request::ConditionCount(list, compiler.compare_plain(&text, Suffix::Count)));
    }
    if table.has("condition-dated") {
        let conditions = table.words("condition-dated", "condition", Condition::parse);
        let age = table.text("age").map(|text| compiler.compare_plain(&text, Suffix::Years));
        let (new, suspected) = (table.flag("new"), table.flag("suspected"));
        let infected = table.flag("infected");
        return Some(Request::ConditionDated { conditions, new, suspected, infected, age });
    }
    if table.has("suspected") {
        return Some(Request::Suspected(table.words("suspected", "condition", Condition::parse)));
    }
    if let Some(name) = table.text("diagnosed") {
        let concern = table.listed(&name, "concern", Concern::parse)?;
        return Some(match optional_whole(compiler, table, "within", Suffix::Days) {
            Some(days) => Request::DiagnosedWithin(concern, days),
            None => Request::Diagnosed(concern),
        });
    }
    None
}

fn medicine(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("medicine") || table.has("drugs") {
        let classes = table.words("medicine", "drug class", DrugClass::parse);
        return Some(Request::Medicine { classes, codes: table.texts("drugs") });
    }
    if table.flag("not-taken") {
        return Some(Request::NotTaken);
    }
    if table.flag("taken-regularly") {
        return Some(Request::TakenRegularly);
    }
    if table.has("untreated") {
        return Some(Request::Untreated(table.words("untreated", "drug class", DrugClass::parse)));
    }
    if table.has("steady") {
        let classes = table.words("steady", "drug class", DrugClass::parse);
        let days = whole(compiler, table, "for", Suffix::Days);
        return Some(Request::Steady { classes, days });
    }
    if table.has("full-dose-classes") {
        let classes = table.words("full-dose-classes", "drug class", DrugClass::parse);
        let text = table.needed("is");
        let count = compiler.compare_plain(&text, Suffix::Count);
        let days = whole(compiler, table, "for", Suffix::Days);
        return Some(Request::FullDoseClasses { classes, count, days });
    }
    None
}

fn patient(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if let Some(text) = table.text("age") {
        return Some(Request::Age(compiler.compare_plain(&text, Suffix::Years)));
    }
    if let Some(name) = table.text("sex") {
        return Some(Request::Sex(table.listed(&name, "sex", Sex::parse)?));
    }
    if table.has("pregnancy") {
        return Some(Request::Pregnancy(table.words("pregnancy", "pregnancy", Pregnancy::parse)));
    }
    if table.flag("tobacco") {
        return Some(Request::Tobacco);
    }
    if table.has("family") {
        let (conditions, relations) = (table.texts("family"), table.texts("relations"));
        let onset = table.text("onset").map(|text| compiler.compare_plain(&text, Suffix::Years));
        return Some(Request::Family { conditions, relations, onset });
    }
    if table.has("cover") {
        return Some(Request::Cover(table.texts("cover")));
    }
    if table.flag("long-term-care") {
        return Some(Request::LongTermCare);
    }
    if table.has("cognition") {
        return Some(Request::Cognition(table.texts("cognition")));
    }
    None
}

fn visit(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Asked {
    if table.has("form-hypoglycaemia") {
        let answers = table.words("form-hypoglycaemia", "answer", Hypoglycaemia::parse);
        return Some(Request::FormHypoglycaemia(answers));
    }
    if table.flag("form-adverse-reaction") {
        return Some(Request::FormAdverseReaction);
    }
    if table.has("new-complication") {
        let conditions = table.words("new-complication", "condition", Condition::parse);
        return Some(Request::NewComplication(conditions));
    }
    if table.has("class") {
        return Some(Request::Class(table.words("class", "class", VisitClass::parse)));
    }
    if let Some(text) = table.text("unsatisfied") {
        let count = compiler.compare_plain(&text, Suffix::Count);
        let apart = whole(compiler, table, "apart", Suffix::Days);
        return Some(Request::Unsatisfied { count, apart });
    }
    if table.flag("referred-up") {
        return Some(Request::ReferredUp);
    }
    if table.flag("returned-from-above") {
        return Some(Request::ReturnedFromAbove);
    }
    if let Some(name) = table.text("stable-visits") {
        return Some(Request::StableVisits(compiler.whole(&name, Suffix::Days)));
    }
    None
}

/// `is = ">= a"`, or two that must both hold.
pub fn tests(compiler: &mut Compiler<'_>, table: &mut Table<'_>, concept: Concept) -> [Option<Compare>; 2] {
    let mut tests = [None; 2];
    let stated = table.texts("is");
    if stated.is_empty() || stated.len() > tests.len() {
        table.note(Code::Malformed, "`is` needs one comparison or two");
    }
    for (test, text) in tests.iter_mut().zip(stated) {
        *test = Some(compiler.compare(&text, concept));
    }
    tests
}

fn is(compiler: &mut Compiler<'_>, table: &mut Table<'_>, concept: Concept) -> Compare {
    let text = table.needed("is");
    compiler.compare(&text, concept)
}

fn whole(compiler: &mut Compiler<'_>, table: &mut Table<'_>, key: &str, suffix: Suffix) -> i32 {
    let name = table.needed(key);
    compiler.whole(&name, suffix)
}

fn optional_whole(
    compiler: &mut Compiler<'_>,
    table: &mut Table<'_>,
    key: &str,
    suffix: Suffix,
) -> Option<i32> {
    table.text(key).map(|name| compiler.whole(&name, suffix))
}

/// `span = "visit"` or `"ever"`, `within = p`, `before-visit = p`; the day judged if nothing is said.
fn span(compiler: &mut Compiler<'_>, table: &mut Table<'_>) -> Span {
    if let Some(days) = optional_whole(compiler, table, "within", Suffix::Days) {
        return Span::Within(days);
    }
    if let Some(before) = optional_whole(compiler, table, "before-visit", Suffix::Days) {
        return Span::Visit { before };
    }
    let spans = [("day", Span::Day), ("visit", Span::Visit { before: 0 }), ("ever", Span::Ever)];
    table.one_of("span", &spans).unwrap_or(Span::Day)
}

pub fn timings(table: &mut Table<'_>) -> Timings {
    let timings = table.words("timing", "timing", Timing::parse);
    if timings.is_empty() {
        return Timings::ALL;
    }
    let bit = |timing: &Timing| 1_u8.checked_shl(timing.index()).unwrap_or(0);
    Timings(timings.iter().fold(0, |bits, timing| bits | bit(timing)))
}
