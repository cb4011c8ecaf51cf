//! The words of what readings at home come to, of the way values go, and of what changed since the last visit.

use super::{fill, shown};
use crate::assess::Judge;
use crate::assess::report::{Assessment, ChangedReport, HomeReport, TargetReport, TrendReport};
use crate::concept::{Colour, Level};
use crate::guideline::Words;
use crate::quantity::Decimal;

/// Gives them their sentences, and names to targets and gaps that their data element alone does not tell apart.
pub fn say(judge: &Judge, assessment: &mut Assessment, language: usize, words: &Words) {
    for home in &mut assessment.home {
        home.text = of_home(home, words);
    }
    for trend in &mut assessment.trends {
        trend.text = of_trend(trend, words);
    }
    for target in assessment.targets.iter_mut().filter(|target| target.timing.is_some()) {
        target.label = Some(named(target.concept, None, target.timing.as_deref(), words));
    }
    for gap in assessment.gaps.iter_mut().filter(|gap| gap.about == Some("home")) {
        gap.label = Some(words.get("home-of.gap"));
    }
    for change in &mut assessment.changed {
        change.text = of_change(judge, change, &assessment.targets, language, words);
    }
}

/// What something is, with where it was measured and when.
fn named(concept: &str, setting: Option<&str>, timing: Option<&str>, words: &Words) -> String {
    let mut what = words.get(&key("concept", concept));
    if let Some(setting) = setting {
        what = fill(&words.get(&key("home-of", setting)), &[("what", what)]);
    }
    let Some(timing) = timing else { return what };
    let mut of = String::new();
    for code in timing.split(' ') {
        if !of.is_empty() {
            of.push_str(&words.get("step-of.and"));
        }
        of.push_str(&words.get(&key("timing", code)));
    }
    fill(&words.get("home-of.timed"), &[("what", what), ("of", of)])
}

fn key(family: &str, code: &str) -> String {
    [family, ".", code].concat()
}

fn of_home(home: &HomeReport, words: &Words) -> String {
    let name = words.find(&key("home", &home.rule)).map(str::to_owned);
    let what = name.unwrap_or_else(|| named(home.concept, home.setting, home.timing.as_deref(), words));
    let mut mean = String::new();
    for part in &home.mean {
        if !mean.is_empty() {
            mean.push('/');
        }
        mean.push_str(&part.to_string());
    }
    let template = match home.expected {
        _ if home.mean.is_empty() => "home-of.few",
        Some(_) => "home-of.mean-of",
        None => "home-of.mean",
    };
    let values = [
        ("what", what),
        ("mean", mean),
        ("unit", home.unit.to_owned()),
        ("used", home.used.to_string()),
        ("expected", home.expected.unwrap_or_default().to_string()),
        ("from", home.from.to_string()),
        ("until", home.until.to_string()),
        ("days", home.missing_days.to_string()),
        ("readings", home.missing_readings.to_string()),
    ];
    let text = fill(&words.get(template), &values);
    if home.raised == Some(true) { fill(&words.get("home-of.raised"), &[("text", text)]) } else { text }
}

fn of_trend(trend: &TrendReport, words: &Words) -> String {
    let mut what = named(trend.concept, trend.setting, trend.timing.as_deref(), words);
    if let Some(part) = trend.part {
        what = fill(&words.get(&key("home-of", part)), &[("what", what)]);
    }
    let text = fill(
        &words.get("home-of.trend"),
        &[
            ("what", what),
            ("newest", trend.newest.to_string()),
            ("unit", trend.unit.to_owned()),
            ("at", trend.at.to_string()),
            ("previous", trend.previous.to_string()),
            ("before", trend.previous_at.to_string()),
        ],
    );
    let (Some(direction), Some([by, low, high])) = (trend.direction, trend.rise) else { return text };
    // A fall is told by how much, without a sign.
    let minus = |number: Decimal| Decimal::ZERO.minus(number);
    let [by, low, high] =
        if direction == "falling" { [minus(by), minus(high), minus(low)] } else { [by, low, high] };
    let values = [
        ("text", text),
        ("by", by.to_string()),
        ("low", low.to_string()),
        ("high", high.to_string()),
        ("from", trend.from.to_string()),
    ];
    fill(&words.get(&key("home-of", direction)), &values)
}

fn of_change(
    judge: &Judge,
    change: &ChangedReport,
    targets: &[TargetReport],
    language: usize,
    words: &Words,
) -> String {
    let code = change.code.as_str();
    let coloured = |level: &Level| {
        let colour = match level.colour() {
            Colour::Red => "changed.red",
            Colour::Yellow => "changed.yellow",
            Colour::Blue => "changed.blue",
            Colour::Grey => "changed.grey",
        };
        words.get(colour)
    };
    let mut template = key("changed", change.what);
    let [mut from, mut to] = [&change.from, &change.to]
        .map(|value| value.as_ref().map_or_else(|| "—".to_owned(), |value| shown(value, code, words)));
    let what = match change.what {
        "level" => {
            if from == to {
                template = "changed.same".to_owned();
            }
            for told in [&mut from, &mut to] {
                if let Some(level) = Level::parse(told) {
                    *told = [coloured(&level).as_str(), " ", told].concat();
                }
            }
            words.get(&key("changed", code))
        }
        "condition" | "suspected" => words.get(&key("condition", code)),
        "started" | "stopped" => {
            let medicine = judge.ruleset.medicines.find(code);
            let title = medicine.and_then(|own| own.title.get(language));
            title.cloned().unwrap_or_else(|| code.to_owned())
        }
        "referral" => {
            template = key("changed", code);
            to = words.get(&key("changed", if to == "result" { "result-back" } else { &to }));
            String::new()
        }
        _ => {
            let mut labelled = targets.iter().filter(|own| own.concept == code && own.since == Some(change.at));
            let label = labelled.next().and_then(|own| own.label.clone());
            label.unwrap_or_else(|| words.get(&key("concept", code)))
        }
    };
    let values = [
        ("what", what),
        ("from", from),
        ("to", to),
        ("unit", change.unit.unwrap_or_default().to_owned()),
        ("at", change.at.to_string()),
    ];
    fill(&words.get(&template), &values)
}
