//! Judges the whole guideline tree and compiles it; every fault is reported at once.

mod rows;
mod tree;

use sha2::{Digest, Sha256};

use super::check::{Check, Checks};
use super::criterion::Compiler;
use super::overlay::{self, Overlay};
use super::parameter::{Confidence, Parameter, Suffix};
use super::plan::Plans;
use super::policy::Policy;
use super::referral::Referrals;
use super::rule::{About, Cite, Closing, Rule, Target, Then};
use super::step::{Formulary, Steps};
use super::table::{Faults, Place, Table};
use super::{Criterion, Glossary, GuidelineError, GuidelineErrorCode as Code, Ruleset, Scope, soundness};
use crate::concept::{Concept, Concern, Level, ReferralPlace, VisitClass};
use crate::json::{self, Json};
use crate::sorted::sort;

use rows::Shown;
use tree::Tree;

type Errors = Vec<GuidelineError>;

/// The locales in the order of [`Ruleset::words`].
pub const LOCALES: [&str; 2] = ["zh-CN", "en"];

/// See [`Ruleset::load`].
pub fn load(text: &str, overlay_text: Option<&str>, scope: Scope) -> Result<Ruleset, Errors> {
    let (mut errors, faults) = (Errors::new(), Faults::default());
    let mut tree = Tree::default();
    match json::parse(text) {
        Ok(whole) => tree.read(Table::of(whole, &faults), scope, &faults, &mut errors),
        Err(error) => {
            faults.note((Code::Malformed, format!("the guidelines are no JSON: {}", error.message)));
        }
    }
    note(&mut errors, &Place::default(), &faults);
    let pack = tree.packs.len();
    let overlay = overlay_text
        .map(|text| {
            overlay::apply(text, &mut tree.parameters, &mut tree.criteria, pack, (&faults, &mut errors))
        })
        .unwrap_or_default();
    tree.add_overlay(&overlay, &faults, &mut errors);
    let ruleset = compile(tree, overlay, digest(text, overlay_text), &faults, &mut errors);
    if errors.is_empty() {
        return Ok(ruleset);
    }
    sort(&mut errors);
    errors.dedup();
    Err(errors)
}

fn digest(text: &str, overlay: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    if let Some(overlay) = overlay {
        hash.update([0]);
        hash.update(overlay.as_bytes());
    }
    hex(&hash.finalize())
}

/// A digest with its prefix.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Files the fault that was noted, if there is one, under its place.
fn note(errors: &mut Errors, place: &Place, faults: &Faults) {
    if let Some((code, message)) = faults.take() {
        errors.push(place.error(code, message));
    }
}

fn compile(
    tree: Tree<'_>,
    overlay: Overlay<'_>,
    digest: String,
    faults: &Faults,
    errors: &mut Errors,
) -> Ruleset {
    let Tree {
        packs,
        parameters,
        criteria,
        rules,
        rows,
        words,
        medicines,
        checks,
        profiles,
        steps,
        plans,
        referrals,
    } = tree;
    let mut compiler = Compiler::new(faults, &parameters, &criteria);
    let policy = Policy::read(&mut compiler);
    note(errors, &Place::of("tiering/parameters.toml", ""), faults);
    let overlay_pack = overlay.info.as_ref().map(|_| packs.len().saturating_sub(1));
    let mut compiled = Vec::new();
    let mut seen = policy.parameters.clone();
    for (id, (pack, place, value)) in rules.into_iter() {
        let own = packs.get(pack).map_or("", |pack| pack.id.as_str());
        let table = Table::of(value, faults);
        let rule = rule(&mut compiler, &id, (pack, own), table, &parameters, overlay_pack == Some(pack));
        if let Some(rule) = rule {
            seen.extend_from_slice(&rule.parameters);
            compiled.push(rule);
        }
        note(errors, &place, faults);
    }
    let checked = read_checks(checks, (&mut compiler, &parameters), (faults, errors), &mut seen);
    let mut stepped = Steps::default();
    if let Some(table) = steps {
        stepped.read(table, &mut compiler, faults, &parameters, |id, own| {
            seen.extend_from_slice(own);
            note(errors, &Place::of("medicines/steps.toml", id), faults);
        });
    }
    let mut planned = Plans::default();
    if let Some(table) = plans {
        planned.read(table, &mut compiler, faults, &parameters, |id, own| {
            seen.extend_from_slice(own);
            note(errors, &Place::of("plan/plan.toml", id), faults);
        });
    }
    let mut referred = Referrals::default();
    if let Some(table) = referrals {
        referred.read(table, (&mut compiler, faults), &parameters, &compiled, |id, own| {
            seen.extend_from_slice(own);
            note(errors, &Place::of("referral/referral.toml", id), faults);
        });
    }
    let formulary = overlay.formulary.map(|table| Formulary::read(table, &medicines));
    note(errors, &Place::of(overlay::FILE, "formulary"), faults);
    let shown = Shown::read(rows, &packs, (&mut compiler, &parameters), (faults, errors), &mut seen);
    compiler.all_named();
    errors.append(&mut compiler.faults);
    let used = std::mem::take(&mut compiler.used);
    let nodes = std::mem::take(&mut compiler.nodes);
    let mut named = Vec::new();
    for (name, source) in criteria.iter().filter(|(_, source)| !source.is_pressure()) {
        named.push(Criterion { name: name.to_owned(), pack: source.pack, node: compiler.named(name) });
    }
    // What is wrong with a criterion was filed by `all_named`.
    faults.take();
    for rule in &mut compiled {
        rule.trigger = soundness::trigger(&nodes, rule.when);
    }
    soundness::unused(&parameters, &seen, &criteria, &used, errors);
    Ruleset {
        packs,
        parameters,
        criteria: Glossary(named),
        nodes,
        rules: compiled,
        targets: shown.targets,
        risks: shown.risks,
        home: shown.home,
        trends: shown.trends,
        advice: shown.advice,
        diagnosis: shown.diagnosis,
        policy,
        medicines,
        checks: checked,
        profiles,
        steps: stepped,
        plans: planned,
        referrals: referred,
        formulary,
        words,
        overlay: overlay.info,
        digest,
    }
}

/// Reads the checks of medicines; one with a pending number is pending.
fn read_checks<'t>(
    sources: Vec<(String, Json<'t>)>,
    (compiler, parameters): (&mut Compiler<'t>, &[Parameter]),
    (faults, errors): (&'t Faults, &mut Errors),
    seen: &mut Vec<u16>,
) -> Checks {
    let mut checks = Checks::default();
    for (id, value) in sources {
        let mut check = Check::read(&id, Table::of(value, faults), compiler);
        let pending = |at: &u16| parameters.get(usize::from(*at)).is_some_and(|own| own.pending);
        check.pending |= check.parameters.iter().any(pending);
        seen.extend_from_slice(&check.parameters);
        checks.0.push(check);
        note(errors, &Place::of("medicines/checks.toml", &id), faults);
    }
    checks
}

/// Reads a rule; what is wrong with it is noted, and none is returned where nothing can be made of it.
fn rule(
    compiler: &mut Compiler<'_>,
    id: &str,
    (pack, own): (usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
    overlay: bool,
) -> Option<Rule> {
    let said = table.needed("id");
    if said != id {
        table.note(Code::Unreachable, format!("the file is named `{id}`, its rule `{said}`"));
    }
    let since = table.needed("since");
    let concern = table.needed("concern");
    let concern = table.listed(&concern, "concern", Concern::parse);
    let locked = table.flag("locked");
    let cite = Cite::read(table.table("cite"), own);
    let confidence = Confidence::read(&mut table).unwrap_or(Confidence::A);
    let stated_pending = table.text("review").is_some();
    let when = compiler.condition(table.take("when").unwrap_or(Json::Null));
    let then = table.table("then");
    let (then, about, closing) = consequence(compiler, then, overlay)?;
    table.finish();
    let used: Vec<&Parameter> =
        when.parameters.iter().filter_map(|at| parameters.get(usize::from(*at))).collect();
    let mut noted = when.parameters.clone();
    noted.extend(compiler.take_noted());
    Some(Rule {
        id: id.to_owned(),
        pack,
        since,
        concern: concern?,
        locked,
        cite,
        confidence: used.iter().map(|p| p.confidence).chain([confidence]).max().unwrap_or(confidence),
        marked_pending: stated_pending,
        pending: stated_pending || used.iter().any(|p| p.pending),
        when: when.node,
        then,
        about,
        closing,
        trigger: super::Trigger::ANY,
        parameters: noted,
        overlay,
    })
}

fn consequence(
    compiler: &mut Compiler<'_>,
    mut then: Table<'_>,
    overlay: bool,
) -> Option<(Then, About, Closing)> {
    let subjects = [("blood-pressure", About::Pressure), ("glucose", About::Glucose)];
    let about = then.one_of("about", &subjects).unwrap_or(About::Other);
    let closing = closing(compiler, &mut then);
    let result = if then.has("level") {
        let level = then.word("level", "level", Level::parse)?;
        let added = level.is_red() || (level.is_yellow() && level != Level::Y4) || level == Level::G3;
        if overlay && !added {
            let message = format!("an overlay may add red, Y1 to Y3 and G3, not `{}`", level.code());
            then.note(Code::OverlayLocked, message);
        }
        let to = then.word("to", "place", ReferralPlace::parse);
        let days_name = then.text("act-within");
        let days = days_name.as_deref().map(|name| compiler.whole(name, Suffix::Days));
        let days_parameter = days_name.as_deref().map(|name| compiler.place(name));
        Then::Level { level, to, days, days_parameter }
    } else if then.has("class") {
        let class = then.word("class", "class", VisitClass::parse)?;
        if overlay && class == VisitClass::Controlled {
            then.note(Code::OverlayLocked, "an overlay may not call a visit satisfied");
        }
        Then::Class(class)
    } else if then.has("target") {
        // Of several targets the most lenient holds, so that one more could only soften.
        if overlay {
            then.note(Code::OverlayLocked, "an overlay may not add a target");
        }
        let concept = then.word("target", "concept", Concept::parse)?;
        let (below, below_diastolic) = (then.needed("below"), then.text("below-diastolic"));
        Then::Target(Target {
            concept,
            below: compiler.place(&below),
            below_diastolic: below_diastolic.map(|name| compiler.place(&name)),
        })
    } else {
        then.note(Code::Malformed, "`then` says neither level, class nor target");
        return None;
    };
    then.finish();
    Some((result, about, closing))
}

fn closing(compiler: &mut Compiler<'_>, then: &mut Table<'_>) -> Closing {
    let concept = then.word("closed-by-newer", "concept", Concept::parse);
    let days = then.text("closed-for").map(|name| compiler.whole(&name, Suffix::Days));
    let ways = [
        ("visit", Closing::Visit),
        ("referral", Closing::Referral),
        ("diagnosis", Closing::Diagnosis),
        ("loop", Closing::Loop),
    ];
    match (concept, days, then.one_of("closed-by", &ways)) {
        (Some(concept), Some(days), None) => Closing::ValueFor(concept, days),
        (Some(concept), None, None) => Closing::Value(concept),
        (None, None, way) => way.unwrap_or(Closing::Visit),
        _ => {
            then.note(Code::Malformed, "how the finding closes is said twice");
            Closing::Visit
        }
    }
}
