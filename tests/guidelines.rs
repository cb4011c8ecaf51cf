//! Nothing in the packs contradicts: cited, worded, used, reviewed, bounded; and every fault is named.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod guidelines_proofs;
mod support_proofs;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use liangbing::assess::evidence::concept_of;
use liangbing::concept::request::{Op, Request};
use liangbing::concept::{Concept, Level};
use liangbing::engine::{Engine, PACKS};
use liangbing::guideline::{Confidence, Node, NodeId, Parameter, Rule, Ruleset, Suffix, Then};
use liangbing::quantity::{Decimal, Unit};
use serde_json::Value;

/// Every pack and every profile; what the browser's core has is a part of them.
fn whole() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::whole().expect("the packs load"));
    &ENGINE
}

fn ruleset() -> &'static Ruleset {
    &whole().judge().ruleset
}

fn parameter(name: &str) -> &'static Parameter {
    ruleset().parameter(name).unwrap_or_else(|| panic!("no parameter {name}")).1
}

#[test]
fn the_packs_load_and_nothing_in_them_contradicts() {
    Engine::builtin().expect("the packs load");
    assert_eq!(ruleset().soundness(), []);
    assert!(ruleset().rules.len() >= 100, "{}", ruleset().rules.len());
    assert!(ruleset().parameters.len() >= 100, "{}", ruleset().parameters.len());
}

#[test]
fn every_rule_and_every_number_names_its_clause_and_a_pack_that_exists() {
    let packs: BTreeSet<&str> = ruleset().packs.iter().map(|pack| pack.id.as_str()).collect();
    let rules = ruleset().rules.iter().map(|rule| (&rule.id, &rule.cite));
    let numbers = ruleset().parameters.iter().map(|number| (&number.name, &number.cite));
    for (name, cite) in rules.chain(numbers) {
        assert!(!cite.section.trim().is_empty(), "{name}");
        assert!(packs.contains(cite.guideline.as_str()), "{name} cites {}", cite.guideline);
    }
}

#[test]
fn every_rule_that_gives_a_level_is_worded_in_both_languages_without_a_digit_of_its_own() {
    for (words, locale) in ruleset().words.iter().zip(["zh-CN", "en"]) {
        for rule in ruleset().rules.iter().filter(|rule| rule.level().is_some()) {
            let text = words.rule(&rule.id).unwrap_or_else(|| panic!("{} in {locale}", rule.id));
            for sentence in [text.summary, text.detail] {
                assert!(!sentence.trim().is_empty(), "{} in {locale}", rule.id);
                let outside: String =
                    sentence.split('{').map(|part| part.split('}').next_back().unwrap_or("")).collect();
                assert!(!outside.contains(|c: char| c.is_numeric()), "{} in {locale}: {sentence}", rule.id);
            }
        }
    }
}

#[test]
fn every_summary_fits_on_a_card_when_its_braces_are_filled() {
    // The longest that can stand for each brace: a pressure, a decimal, a unit, a date.
    for (words, locale) in ruleset().words.iter().zip(["zh-CN", "en"]) {
        for rule in ruleset().rules.iter().filter(|rule| rule.level().is_some()) {
            let text = words.rule(&rule.id).expect("worded");
            let mut filled = String::new();
            for (at, part) in text.summary.split('{').enumerate() {
                let Some((name, rest)) = part.split_once('}').filter(|_| at > 0) else {
                    filled.push_str(part);
                    continue;
                };
                filled.push_str(match name {
                    "systolic" | "diastolic" => "300",
                    "unit" => "(above the meter)",
                    "value" => "1080",
                    "days" | "count" => "365",
                    "limit" | "target" => ">= 16.7 mmol/L",
                    _ => "2026-12-31",
                });
                filled.push_str(rest);
            }
            assert!(filled.chars().count() <= 139, "{} in {locale}: {filled}", rule.id);
        }
    }
}

#[test]
fn a_rule_is_named_as_its_file_and_begins_with_its_concern() {
    let packs: Value = serde_json::from_str(PACKS).unwrap();
    let mut seen = 0;
    for pack in packs["packs"].as_object().unwrap().values() {
        for (stem, rule) in pack["rules"].as_object().unwrap() {
            assert_eq!(rule["id"].as_str(), Some(stem.as_str()));
            let concern = rule["concern"].as_str().unwrap();
            let prefix = if concern == "hypertension" { "htn-" } else { "dm-" };
            assert!(stem.starts_with(prefix), "{stem}");
            seen += 1;
        }
    }
    assert_eq!(seen, ruleset().rules.len());
}

#[test]
fn every_number_says_how_sure_it_is_and_a_doubtful_one_that_decides_waits_for_a_clinician() {
    let rules = ruleset().rules.iter().flat_map(|rule| rule.parameters.clone());
    let checks = ruleset().checks.0.iter().flat_map(|check| check.parameters.clone());
    let clauses = guidelines_proofs::rows::clauses().flat_map(|clause| clause.parameters.clone());
    let steps = guidelines_proofs::rows::steps();
    let referral = &ruleset().referrals;
    let referral = referral
        .criteria
        .iter()
        .map(|row| &row.parameters)
        .chain(referral.timers.iter().map(|own| &own.parameters));
    let answers = ruleset().parameter("referral-answers").map(|(at, _)| at);
    let referral = referral.flatten().copied().chain(answers);
    let deciding: BTreeSet<u16> = rules
        .chain(checks)
        .chain(clauses)
        .chain(steps)
        .chain(guidelines_proofs::rows::plans())
        .chain(referral)
        .collect();
    let policy = &ruleset().policy.parameters;
    let mut doubtful = 0;
    for (at, number) in (0_u16..).zip(&ruleset().parameters) {
        let decides = deciding.contains(&at) || policy.contains(&at);
        assert!(decides, "{} is used by nothing", number.name);
        if number.confidence > Confidence::A {
            // No exceptions: where one is ever needed it stands here with its reason.
            assert!(number.pending, "{} is {} and not pending", number.name, number.confidence.code());
            doubtful += 1;
        }
    }
    assert!(doubtful >= 30, "{doubtful}");
    for rule in &ruleset().rules {
        let own = rule.parameters.iter().any(|at| {
            let when: BTreeSet<u16> = parameters_under(rule.when);
            when.contains(at) && ruleset().parameters[usize::from(*at)].pending
        });
        assert!(!own || rule.pending, "{} hides a pending number", rule.id);
    }
}

fn parameters_under(id: NodeId) -> BTreeSet<u16> {
    let mut set = BTreeSet::new();
    ruleset().each_request(id, &mut |request| {
        set.extend(support_proofs::requests::compares(request).iter().map(|compare| compare.parameter));
    });
    set
}

#[test]
fn a_number_that_a_county_may_move_only_ever_makes_more_rules_fire() {
    for number in ruleset().parameters.iter().filter(|number| number.adjust.is_some()) {
        let (low, high) = number.adjust.unwrap();
        let (base, _) = number.values[0];
        assert!(low < high && (base == low || base == high), "{} moves both ways", number.name);
    }
    let mut asked = 0;
    for rule in &ruleset().rules {
        // A target or a blue level softens, every other consequence alarms.
        let alarms = !rule.level().is_some_and(Level::is_blue) && !matches!(rule.then, Then::Target(_));
        asked += loosened(rule, rule.when, alarms);
    }
    for node in ruleset().policy.not_critical {
        // What eases a finding must become rarer.
        let rule = ruleset().rule("htn-bp-critical").expect("a rule");
        asked += loosened(rule, node, false);
    }
    assert!(asked >= 20, "{asked}");
}

/// Asserts that moving a number to its tighter bound can only turn this condition towards the alarm.
fn loosened(rule: &Rule, id: NodeId, towards: bool) -> usize {
    match ruleset().node(id).expect("a node") {
        Node::All(parts) | Node::Any(parts) | Node::Count(parts, _) => {
            parts.iter().map(|part| loosened(rule, *part, towards)).sum()
        }
        Node::Not(part) => loosened(rule, *part, !towards),
        Node::Assumed(part) => loosened(rule, *part, towards),
        Node::Ask(request) => {
            let mut asked = 0;
            for compare in support_proofs::requests::compares(request) {
                let number = &ruleset().parameters[usize::from(compare.parameter)];
                let Some((low, _)) = number.adjust else { continue };
                let falls = low < number.values[0].0;
                assert_eq!(compare.op.is_upper() == towards, falls, "{} in {}", number.name, rule.id);
                asked += 1;
            }
            asked
        }
    }
}

/// The band of a rule's only two-sided comparison: from, below.
fn band(rule: &Rule) -> Vec<(Decimal, Decimal)> {
    let mut bands = Vec::new();
    ruleset().each_request(rule.when, &mut |request| {
        if let Request::Number { tests: [Some(low), Some(high)], .. } = request {
            assert_eq!((low.op, high.op), (Op::Ge, Op::Lt), "{}", rule.id);
            bands.push((low.limit(), high.limit()));
        }
    });
    bands
}

fn lines(rule: &Rule, op: Op) -> Vec<Decimal> {
    let mut lines = Vec::new();
    ruleset().each_request(rule.when, &mut |request| {
        if let Request::Number { tests: [Some(test), None], .. } = request
            && test.op == op
        {
            lines.push(test.limit());
        }
    });
    lines
}

#[test]
fn the_bands_of_potassium_and_of_glucose_in_pregnancy_meet_without_gap_or_overlap() {
    let rule = |id: &str| ruleset().rule(id).unwrap_or_else(|| panic!("no rule {id}"));
    let [mild] = band(rule("htn-potassium-mild"))[..] else { panic!("one band") };
    let [high] = lines(rule("htn-potassium"), Op::Ge)[..] else { panic!("one line") };
    let [severe] = lines(rule("htn-potassium-severe"), Op::Ge)[..] else { panic!("one line") };
    assert!(mild.0 < mild.1 && mild.1 == high && high < severe);
    let [low] = lines(rule("htn-potassium"), Op::Lt)[..] else { panic!("one line") };
    let [very_low] = lines(rule("htn-potassium-severe"), Op::Lt)[..] else { panic!("one line") };
    assert!(very_low < low && low < mild.0);

    let raised = band(rule("dm-pregnant-glucose-raised"));
    let red = lines(rule("dm-pregnant-glucose"), Op::Ge);
    assert_eq!(raised.len(), 2);
    for (from, below) in raised {
        assert!(from < below && red.contains(&below), "{from} to {below}, then {red:?}");
    }
}

#[test]
fn low_glucose_is_severe_below_the_line_at_which_it_is_low_and_the_untreated_line_is_inside() {
    let mmol = Suffix::Unit(Unit::MillimolePerLitre);
    let value = |name: &str| parameter(name).values.iter().find(|(_, suffix)| *suffix == mmol).unwrap().0;
    assert!(value("untreated-low") < value("severe-low") && value("severe-low") < value("low-glucose"));
    assert_eq!(value("recurrent-low"), value("low-glucose"));
    assert!(
        value("critical-glucose") < value("severe-high")
            && value("severe-high") < value("glucose-impossible")
    );
}

/// How many mg/dL the usual unit of a concept is.
fn milligrams_per_decilitre(concept: Concept) -> f64 {
    match concept {
        Concept::Glucose => 18.0182,
        Concept::TotalCholesterol | Concept::Ldl | Concept::Hdl => 38.67,
        Concept::Triglycerides => 88.57,
        Concept::Creatinine => 1.0 / 88.4,
        Concept::UricAcid => 1.0 / 59.48,
        other => panic!("{} has no factor here", other.code()),
    }
}

#[test]
fn a_limit_in_a_derived_unit_is_never_on_the_calm_side_of_the_printed_one() {
    // Factors as conversion tables print them, in thousandths; a limit may stand on the alarming side by a step.
    let mut derived = 0;
    for request in
        ruleset().nodes.iter().filter_map(|node| if let Node::Ask(r) = node { Some(&**r) } else { None })
    {
        for compare in support_proofs::requests::compares(request) {
            let number = &ruleset().parameters[usize::from(compare.parameter)];
            let (Some(first), Some(second)) = (compare.limits[0], compare.limits[1]) else { continue };
            let factor = match (number.values[1].1, concept_of(request)) {
                (Suffix::Unit(Unit::Kilopascal), _) => 0.133_322_387_415,
                (Suffix::Unit(Unit::MilligramPerDecilitre), Some(concept)) => {
                    milligrams_per_decilitre(concept)
                }
                _ => continue,
            };
            let (exact, own) = (first.to_f64() * factor, second.to_f64());
            if number.derived.is_empty() {
                assert!((own / exact - 1.0).abs() < 0.01, "{}: {own} for {exact}", number.name);
                continue;
            }
            derived += 1;
            assert!((own / exact - 1.0).abs() < 0.005, "{}: {own} for {exact}", number.name);
            if matches!(number.values[1].1, Suffix::Unit(Unit::Kilopascal)) {
                let alarming = if compare.op.is_upper() { own <= exact } else { own >= exact };
                // A target and its mirror images are one number held from both sides.
                let mirrored = ["screening", "home", "ambulatory", "critical", "target", "grade", "elevated"];
                let both =
                    mirrored.iter().any(|name| number.name.starts_with(name)) && !compare.op.is_upper();
                assert!(alarming || both, "{}: {own} for {exact}", number.name);
            }
        }
    }
    assert!(derived >= 30, "{derived}");
}

#[test]
fn every_colour_has_rules_and_every_level_but_the_lost_red_is_given_by_one() {
    for level in Level::ALL.iter().filter(|level| **level != Level::G2WasRed) {
        assert!(ruleset().rules.iter().any(|rule| rule.level() == Some(*level)), "{}", level.code());
    }
    let blue = ruleset().rules.iter().filter(|rule| rule.level().is_some_and(Level::is_blue));
    assert!(blue.clone().count() >= 6);
    for rule in blue {
        assert!(rule.locked, "{}", rule.id);
    }
    assert!(ruleset().rules.iter().any(|rule| matches!(rule.then, Then::Target(_))));
}
