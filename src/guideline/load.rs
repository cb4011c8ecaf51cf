//! Judges the whole guideline tree and compiles it; every fault is reported at once.

use sha2::{Digest, Sha256};

use super::criterion::{Compiler, Source};
use super::medicine::Medicines;
use super::overlay::{self, Overlay};
use super::parameter::{Confidence, Parameter, Suffix};
use super::policy::Policy;
use super::rule::{About, Cite, Closing, Rule, Target, Then};
use super::table::{Fault, Place, Table};
use super::text::Words;
use super::{Criterion, GuidelineError, GuidelineErrorCode as Code, Pack, Ruleset, soundness};
use crate::concept::{Concept, Concern, Level, ReferralPlace, VisitClass};
use crate::json::{self, Json};
use crate::sorted::{Named, sort};

type Errors = Vec<GuidelineError>;

/// Everything read so far, before conditions are compiled.
#[derive(Debug, Default)]
struct Tree<'t> {
    packs: Vec<Pack>,
    parameters: Vec<Parameter>,
    criteria: Named<Source<'t>>,
    rules: Named<(usize, Place, Json<'t>)>,
    words: [Words; 2],
    medicines: Medicines,
}

/// The locales in the order of [`Ruleset::words`].
pub const LOCALES: [&str; 2] = ["zh-CN", "en"];

/// See [`Ruleset::load`].
pub fn load(text: &str, overlay_text: Option<&str>) -> Result<Ruleset, Errors> {
    let mut errors = Errors::new();
    let whole = json::parse(text)
        .map_err(|error| (Code::Malformed, format!("the guidelines are no JSON: {}", error.message)))
        .and_then(Table::of);
    let mut tree = Tree::default();
    match whole {
        Ok(whole) => tree.read(whole, &mut errors),
        Err((code, message)) => errors.push(Place::default().error(code, message)),
    }
    let pack = tree.packs.len();
    let overlay = overlay_text
        .map(|text| overlay::apply(text, &mut tree.parameters, &mut tree.criteria, pack, &mut errors))
        .unwrap_or_default();
    tree.add_overlay(&overlay, &mut errors);
    let ruleset = compile(tree, overlay, digest(text, overlay_text), &mut errors);
    match ruleset {
        Some(ruleset) if errors.is_empty() => Ok(ruleset),
        _ => {
            sort(&mut errors);
            errors.dedup();
            Err(errors)
        }
    }
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

impl<'t> Tree<'t> {
    fn read(&mut self, mut whole: Table<'t>, errors: &mut Errors) {
        let packs = whole.table("packs").map(|packs| packs.rest().collect::<Vec<_>>());
        for (id, value) in packs.unwrap_or_default() {
            let place = Place { file: format!("{id}/guideline.toml"), item: String::new() };
            let read = Table::of(value).and_then(|table| self.read_pack(&id, table, errors));
            note(errors, &place, read);
        }
        let place = Place { file: "medicines/medicines.toml".to_owned(), item: String::new() };
        match whole.table("medicines").map_err(|fault| (String::new(), fault)).and_then(Medicines::read) {
            Ok(medicines) => self.medicines = medicines,
            Err((item, (code, message))) => errors.push(Place { item, ..place }.error(code, message)),
        }
        let all = whole.table("words");
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            let place = Place { file: format!("words/{locale}.toml"), item: String::new() };
            let read = all.clone().and_then(|mut all| words.add("", all.table(locale)?));
            note(errors, &place, read);
        }
    }

    fn read_pack(&mut self, id: &str, mut table: Table<'t>, errors: &mut Errors) -> Result<(), Fault> {
        let at = self.packs.len();
        let mut guideline = table.table("guideline")?;
        let mut title = guideline.table("title")?;
        let pack = Pack {
            id: id.to_owned(),
            version: guideline.needed("version")?,
            title: [title.needed("zh-CN")?, title.needed("en")?],
            publisher: guideline.needed("publisher")?,
            edition: guideline.needed("edition")?,
            url: guideline.text("url")?,
        };
        for kept in ["doi", "effective", "status", "supersedes", "review", "read"] {
            guideline.text(kept)?;
        }
        title.finish()?;
        guideline.finish()?;
        self.packs.push(pack);
        for (name, value) in table.table("parameters")?.rest() {
            let place = Place { file: format!("{id}/parameters.toml"), item: name.clone() };
            if self.parameters.iter().any(|own| own.name == name) {
                errors.push(place.error(Code::Duplicate, format!("parameter `{name}` is stated twice")));
            }
            match Table::of(value).and_then(|table| Parameter::read(&name, at, id, table)) {
                Ok(parameter) => self.parameters.push(parameter),
                Err((code, message)) => errors.push(place.error(code, message)),
            }
        }
        for (name, value) in table.table("criteria")?.rest() {
            let place = Place { file: format!("{id}/criteria.toml"), item: name.clone() };
            if !self.criteria.insert(name.clone(), Source { pack: at, place: place.clone(), value }) {
                errors.push(place.error(Code::Duplicate, format!("criterion `{name}` is defined twice")));
            }
        }
        for (name, value) in table.table("rules")?.rest() {
            let place = Place { file: format!("{id}/rules/{name}.toml"), item: name.clone() };
            if !self.rules.insert(name.clone(), (at, place.clone(), value)) {
                errors.push(place.error(Code::Duplicate, format!("rule `{name}` stands in two packs")));
            }
        }
        let mut text = table.table("text")?;
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            let place = Place { file: format!("{id}/text/{locale}.toml"), item: String::new() };
            let own = text.table(locale)?;
            note(errors, &place, words.add("rule", own));
        }
        text.finish()?;
        table.finish()
    }

    fn add_overlay(&mut self, overlay: &Overlay<'t>, errors: &mut Errors) {
        let Some(info) = &overlay.info else { return };
        let at = self.packs.len();
        self.packs.push(Pack {
            id: info.id.clone(),
            version: info.version.clone(),
            title: [info.signed.clone(), info.signed.clone()],
            publisher: info.signed.clone(),
            edition: info.version.clone(),
            url: None,
        });
        for (name, value) in &overlay.rules {
            let place = Place { file: overlay::FILE.to_owned(), item: name.clone() };
            if self.rules.has(name) {
                errors.push(place.error(
                    Code::OverlayLocked,
                    format!("rule `{name}` belongs to a pack; add one of another name"),
                ));
            } else {
                self.rules.insert(name.clone(), (at, place, value.clone()));
            }
        }
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            let place = Place { file: overlay::FILE.to_owned(), item: String::new() };
            if let Some((_, value)) = overlay.text.iter().find(|(own, _)| *own == locale) {
                note(errors, &place, Table::of(value.clone()).and_then(|table| words.add("rule", table)));
            }
        }
    }
}

fn note(errors: &mut Errors, place: &Place, result: Result<(), Fault>) {
    if let Err((code, message)) = result {
        errors.push(place.error(code, message));
    }
}

fn compile(tree: Tree<'_>, overlay: Overlay<'_>, digest: String, errors: &mut Errors) -> Option<Ruleset> {
    let Tree { packs, parameters, criteria, rules, words, medicines } = tree;
    let mut compiler = Compiler::new(&parameters, &criteria);
    let policy = Policy::read(&mut compiler);
    let overlay_pack = overlay.info.as_ref().map(|_| packs.len().saturating_sub(1));
    let mut compiled = Vec::new();
    let mut seen = policy.as_ref().map(|policy| policy.parameters.clone()).unwrap_or_default();
    for (id, (pack, place, value)) in rules.into_iter() {
        let own = packs.get(pack).map_or("", |pack| pack.id.as_str());
        let by_overlay = overlay_pack == Some(pack);
        match Table::of(value)
            .and_then(|table| rule(&mut compiler, &id, (pack, own), table, &parameters, by_overlay))
        {
            Ok(rule) => {
                seen.extend_from_slice(&rule.parameters);
                compiled.push(rule);
            }
            Err((code, message)) => errors.push(place.error(code, message)),
        }
    }
    compiler.all_named();
    errors.append(&mut compiler.faults);
    let used = std::mem::take(&mut compiler.used);
    let nodes = std::mem::take(&mut compiler.nodes);
    let mut named = Vec::new();
    for (name, source) in criteria.iter() {
        if source.value.get("pressure").is_none()
            && let Ok(done) = compiler.named(name)
        {
            named.push(Criterion { name: name.to_owned(), pack: source.pack, node: done.node });
        }
    }
    let policy = match policy {
        Ok(policy) => policy,
        Err((code, message)) => {
            let place = Place { file: "tiering/parameters.toml".to_owned(), item: String::new() };
            errors.push(place.error(code, message));
            return None;
        }
    };
    for rule in &mut compiled {
        rule.trigger = soundness::trigger(&nodes, rule.when);
    }
    soundness::unused(&parameters, &seen, &criteria, &used, errors);
    Some(Ruleset {
        packs,
        parameters,
        criteria: named,
        nodes,
        rules: compiled,
        policy,
        medicines,
        words,
        overlay: overlay.info,
        digest,
    })
}

fn rule(
    compiler: &mut Compiler<'_>,
    id: &str,
    (pack, own): (usize, &str),
    mut table: Table<'_>,
    parameters: &[Parameter],
    overlay: bool,
) -> Result<Rule, Fault> {
    let said = table.needed("id")?;
    if said != id {
        return Err((Code::Unreachable, format!("the file is named `{id}`, its rule `{said}`")));
    }
    let since = table.needed("since")?;
    let concern = table.needed("concern")?;
    let concern = Concern::parse(&concern)
        .ok_or_else(|| (Code::UnknownName, format!("concern `{concern}` is not on its list")))?;
    let locked = table.flag("locked")?;
    let cite = Cite::read(table.table("cite")?, own)?;
    let confidence = match table.text("confidence")? {
        None => Confidence::A,
        Some(text) => Confidence::parse(&text)
            .ok_or_else(|| (Code::Malformed, format!("confidence `{text}` is none of A, B, C")))?,
    };
    let stated_pending = table.text("review")?.is_some();
    let when = compiler.condition(table.take("when").unwrap_or(Json::Null))?;
    let then = table.table("then")?;
    let (then, about, closing) = consequence(compiler, then, overlay)?;
    table.finish()?;
    let used: Vec<&Parameter> =
        when.parameters.iter().filter_map(|at| parameters.get(usize::from(*at))).collect();
    let mut noted = when.parameters.clone();
    noted.extend(compiler.take_noted());
    Ok(Rule {
        id: id.to_owned(),
        pack,
        since,
        concern,
        locked,
        cite,
        confidence: used.iter().map(|p| p.confidence).chain([confidence]).max().unwrap_or(confidence),
        marked_pending: stated_pending,
        pending: stated_pending || used.iter().any(|p| p.pending),
        when: when.node,
        then,
        about,
        closing,
        trigger: super::Trigger::default(),
        parameters: noted,
        overlay,
    })
}

fn consequence(
    compiler: &mut Compiler<'_>,
    mut then: Table<'_>,
    overlay: bool,
) -> Result<(Then, About, Closing), Fault> {
    let about = match then.text("about")?.as_deref() {
        None => About::Other,
        Some("blood-pressure") => About::Pressure,
        Some("glucose") => About::Glucose,
        Some(other) => {
            return Err((Code::Malformed, format!("about `{other}` is none of blood-pressure, glucose")));
        }
    };
    let closing = closing(compiler, &mut then)?;
    let result = if let Some(code) = then.text("level")? {
        let level = Level::parse(&code)
            .ok_or_else(|| (Code::UnknownName, format!("level `{code}` is not on its list")))?;
        let added = level.is_red() || (level.is_yellow() && level != Level::Y4) || level == Level::G3;
        if overlay && !added {
            return Err((
                Code::OverlayLocked,
                format!("an overlay may add red, Y1 to Y3 and G3, not `{code}`"),
            ));
        }
        let to = then
            .text("to")?
            .map(|code| {
                ReferralPlace::parse(&code)
                    .ok_or_else(|| (Code::UnknownName, format!("place `{code}` is not on its list")))
            })
            .transpose()?;
        let days_name = then.text("act-within")?;
        let days = days_name.as_deref().map(|name| compiler.whole(name, Suffix::Days)).transpose()?;
        let days_parameter = days_name.as_deref().map(|name| compiler.place(name)).transpose()?;
        Then::Level { level, to, days, days_parameter }
    } else if let Some(code) = then.text("class")? {
        let class = VisitClass::parse(&code)
            .ok_or_else(|| (Code::UnknownName, format!("class `{code}` is not on its list")))?;
        if overlay && class == VisitClass::Controlled {
            return Err((Code::OverlayLocked, "an overlay may not call a visit satisfied".to_owned()));
        }
        Then::Class(class)
    } else if let Some(code) = then.text("target")? {
        // Of several targets the most lenient holds, so that one more could only soften.
        if overlay {
            return Err((Code::OverlayLocked, "an overlay may not add a target".to_owned()));
        }
        let concept = Concept::parse(&code)
            .ok_or_else(|| (Code::UnknownName, format!("concept `{code}` is not on its list")))?;
        let below = then.needed("below")?;
        let below_diastolic = then.text("below-diastolic")?;
        Then::Target(Target {
            concept,
            below: compiler.place(&below)?,
            below_diastolic: below_diastolic.map(|name| compiler.place(&name)).transpose()?,
        })
    } else {
        return Err((Code::Malformed, "`then` says neither level, class nor target".to_owned()));
    };
    then.finish()?;
    Ok((result, about, closing))
}

fn closing(compiler: &mut Compiler<'_>, then: &mut Table<'_>) -> Result<Closing, Fault> {
    let concept = then
        .text("closed-by-newer")?
        .map(|code| {
            Concept::parse(&code)
                .ok_or_else(|| (Code::UnknownName, format!("concept `{code}` is not on its list")))
        })
        .transpose()?;
    let days = then.text("closed-for")?.map(|name| compiler.whole(&name, Suffix::Days)).transpose()?;
    let named = then.text("closed-by")?;
    Ok(match (concept, days, named.as_deref()) {
        (Some(concept), Some(days), None) => Closing::ValueFor(concept, days),
        (Some(concept), None, None) => Closing::Value(concept),
        (None, None, None | Some("visit")) => Closing::Visit,
        (None, None, Some("referral")) => Closing::Referral,
        (None, None, Some("diagnosis")) => Closing::Diagnosis,
        (None, None, Some("loop")) => Closing::Loop,
        _ => return Err((Code::Malformed, "how the finding closes is said twice or unknown".to_owned())),
    })
}
