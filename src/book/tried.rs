//! One rule tried on one record: what it came to, and what every part of its condition came to. The engine judges as
//! it always does; here it only tells more.

use serde::Serialize;

use super::compare::Words;
use super::condition::{Part, Reader};
use crate::assess::{Finding, Judge, Scratch, Sections, Verdict, own};
use crate::concept::{Colour, Concern, Level, Truth};
use crate::engine::{Engine, Options};
use crate::facts::{Chart, View};
use crate::guideline::{Rule, Then};
use crate::record::{Record, RequestError, RequestErrorCode};

/// What a rule says of a record.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// The rule.
    pub rule: String,
    /// `fires`; `possible` where an answer to a question would settle it; `silent`.
    pub outcome: &'static str,
    /// The day on which it was asked, where it speaks of one day: a finding's own, else the newest with any event.
    pub on: String,
    /// The condition, with what each part came to on that day.
    pub when: Part,
    /// The patient's level, all rules together.
    pub level: Option<Level>,
    /// And its colour.
    pub colour: Option<Colour>,
    /// What was set aside of the record, by code and path.
    pub set_aside: Vec<Aside>,
}

/// Something that was set aside.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Aside {
    pub path: String,
    pub code: &'static str,
    pub message: String,
}

/// Tries a rule of an engine whose packs were judged from their text.
///
/// # Errors
/// `bad-options` for a name that is no rule.
pub fn tried(engine: &Engine, rule: &str, record: &Record, options: &Options) -> Result<Tried, RequestError> {
    let judge = engine.judge();
    let known = (0_u16..).zip(&judge.ruleset.rules).find(|(_, own)| own.id == rule);
    let Some((at, own)) = known else {
        let message = format!("`{rule}` is no rule");
        return Err(RequestError::new(RequestErrorCode::BadOptions, "rule", message));
    };
    let chart = engine.chart(record);
    let mut scratch = Scratch::default();
    let verdict = judge.judge(&chart, options.as_of, &mut scratch);
    let asked = Asked { judge, chart: &chart, options, verdict: &verdict, scratch: &scratch };
    let view = asked.view(at, own);
    let words = Words::of(options.locale);
    let reader = Reader::new(judge, &words, options.locale.place());
    // For what it set aside, and for what an answer would settle.
    let asks = Options { sections: Sections::NONE, ..options.clone() }
        .with_section("findings")?
        .with_section("gaps")?;
    let assessment = engine.assess(record, &asks);
    let settled = assessment.gaps.iter().flat_map(|gap| &gap.would_settle).any(|name| name == rule);
    let may_be =
        settled || assessment.findings.iter().any(|own| own.rule == rule && own.outcome == "possible");
    let aside = assessment.set_aside.iter().map(|own| Aside {
        path: own.path.clone(),
        code: own.code,
        message: own.message.clone(),
    });
    Ok(Tried {
        rule: rule.to_owned(),
        outcome: asked.outcome(at, own, &view, may_be),
        on: view.day.to_string(),
        when: reader.part(own.when, Some((&view, record))),
        level: verdict.level,
        colour: verdict.colour(),
        set_aside: aside.collect(),
    })
}

/// A record that was judged.
struct Asked<'a> {
    judge: &'a Judge,
    chart: &'a Chart,
    options: &'a Options,
    verdict: &'a Verdict,
    scratch: &'a Scratch,
}

impl<'a> Asked<'a> {
    /// Where the rule was asked: on the day of its newest finding, on the newest event day, or on the as-of day.
    fn view(&self, at: u16, rule: &Rule) -> View<'a> {
        let Self { judge, chart, options, verdict, scratch } = *self;
        let concern = rule.concern;
        if rule.is_day_rule() {
            if let Some(finding) = self.finding(at, concern) {
                return judge.finding_view(chart, concern, finding);
            }
            return judge.newest_view(chart, options.as_of, concern, scratch);
        }
        if matches!(rule.then, Then::Class(_))
            && let Some(day) = own(&verdict.concerns, concern).visit
        {
            return judge.view(chart, concern, day, chart.upto(day));
        }
        judge.tier_view(chart, options.as_of, concern, own(&verdict.concerns, concern))
    }

    /// The newest finding of a rule that is still open or watched.
    fn finding(&self, at: u16, concern: Concern) -> Option<&'a Finding> {
        own(&self.scratch.findings, concern).iter().rev().find(|own| own.rule == at)
    }

    fn outcome(&self, at: u16, rule: &Rule, view: &View<'_>, may_be: bool) -> &'static str {
        let said = own(&self.scratch.contributions, rule.concern).iter();
        // Of someone who moved away the machine speaks alone.
        let decided = own(&self.verdict.concerns, rule.concern).because;
        let speaks = said.chain(&decided).any(|said| said.rule == Some(at));
        // The machine's own rules hold where it speaks with them, whatever their precondition.
        let holds = self.judge.truth(rule.when, view);
        let is_builtin = self.judge.is_builtin(rule.concern, Some(at));
        // Blue stands on proof alone: it may be only where the engine asks for what would settle it.
        let is_blue = rule.level().is_some_and(Level::is_blue);
        match holds {
            _ if speaks => "fires",
            Truth::Met if rule.level().is_none() => "fires",
            Truth::Unknown if !is_builtin && (!is_blue || may_be) => "possible",
            _ => "silent",
        }
    }
}
