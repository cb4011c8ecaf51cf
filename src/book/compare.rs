//! Two editions of a guideline side by side: which numbers, criteria, targets and cells of risk tables differ, are new,
//! or are gone, each with its clause.
//!
//! A pack that says only what differs from another names it in `edition.toml`, and what stands in the place of what.
//! What it leaves to the other is the same in both, or was not seen: neither is a difference that anyone can show.

mod items;

use std::fmt::Write as _;

use serde::Serialize;

use crate::assess::report::Citation;
use crate::engine::{Engine, Locale, PACKS};
use crate::json::{self, Json};
use items::{Edition, Item};

/// Two packs, compared.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The language's code.
    pub locale: &'static str,
    /// The pack compared, by its id and title.
    pub from: Side,
    /// The pack it is compared with.
    pub to: Side,
    /// Numbers first, then criteria, targets, and cells of risk tables; each in order of names.
    pub differences: Vec<Difference>,
}

/// A pack by its id and title.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// The folder's name.
    pub id: String,
    /// In the language asked for.
    pub title: String,
}

/// One thing that is not the same in both.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// `parameter`, `criterion`, `target` or `risk`.
    pub what: &'static str,
    /// `differs`, `new` in the second, or `gone` from it.
    pub outcome: &'static str,
    /// What the first says.
    pub from: Option<Said>,
    /// What the second says.
    pub to: Option<Said>,
}

/// What one of the two says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The name in the pack; of a cell the row and, where it has columns, the column.
    pub name: String,
    /// A number with its unit, a condition, a target, a stratum.
    pub says: String,
    /// For whom, by names of criteria; none for numbers and criteria.
    pub whom: Option<String>,
    /// The clause.
    pub cite: Citation,
}

/// What the first pack says and the second does not, or says otherwise, and the other way round.
///
/// # Errors
/// A name that is no pack, with those that are.
pub fn compare(from: &str, to: &str, locale: Locale) -> Result<Comparison, String> {
    // Judged here and not read as compiled: only so are the names of criteria known.
    let engine = Engine::load(PACKS, None).map_err(|_| "the packs are unsound".to_owned())?;
    compared(&engine, from, to, locale)
}

/// The same by an engine whose packs were judged from their text.
///
/// # Errors
/// A name that is no pack, with those that are.
pub fn compared(engine: &Engine, from: &str, to: &str, locale: Locale) -> Result<Comparison, String> {
    let tree = json::parse(PACKS).map_err(|error| error.to_string())?;
    let side = |id: &str| {
        let packs = &engine.judge().ruleset.packs;
        let found = packs.iter().find(|pack| pack.id == id);
        let title = found.and_then(|pack| pack.title.get(locale.place()));
        title.map(|title| Side { id: id.to_owned(), title: title.clone() }).ok_or_else(|| {
            let known: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
            format!("`{id}` is no pack; these are: {}", known.join(", "))
        })
    };
    let (one, other) = (side(from)?, side(to)?);
    let words = Words::of(locale);
    let read = |id: &str| Edition::read(id, engine.judge(), &tree, &words, locale.place());
    let differences = differences(read(from).items, read(to).items);
    Ok(Comparison { locale: locale.code(), from: one, to: other, differences })
}

/// Pairs what stands in the same place, then targets of the same thing for the same patients.
fn differences(from: Vec<Item>, mut to: Vec<Item>) -> Vec<Difference> {
    let is_same = |own: &Item, item: &Item| (own.what, &own.key) == (item.what, &item.key);
    // Several may stand in one place, each held against the same twin.
    let mut list: Vec<(Item, Option<Item>)> = from
        .into_iter()
        .map(|item| {
            let twin = to.iter().find(|own| is_same(own, &item)).cloned();
            (item, twin)
        })
        .collect();
    to.retain(|own| !list.iter().any(|(item, _)| is_same(own, item)));
    for (item, twin) in list.iter_mut().filter(|(item, twin)| twin.is_none() && item.subject.is_some()) {
        let alike = to.iter().position(|own| own.subject == item.subject);
        *twin = alike.map(|at| to.remove(at));
    }
    let mut differences: Vec<Difference> = Vec::new();
    for (item, twin) in list {
        if twin.as_ref().is_some_and(|twin| twin.compared == item.compared) {
            continue;
        }
        let outcome = if twin.is_some() { "differs" } else { "gone" };
        differences.push(Difference {
            what: item.what,
            outcome,
            from: Some(item.said),
            to: twin.map(|twin| twin.said),
        });
    }
    differences.extend(to.into_iter().map(|item| Difference {
        what: item.what,
        outcome: "new",
        from: None,
        to: Some(item.said),
    }));
    differences
        .sort_by_key(|own| (place(&WHAT, own.what), place(&OUTCOMES, own.outcome), own.name().to_owned()));
    differences
}

const WHAT: [&str; 4] = ["parameter", "criterion", "target", "risk"];
const OUTCOMES: [&str; 3] = ["differs", "new", "gone"];

fn place(list: &[&str], word: &str) -> usize {
    list.iter().position(|own| *own == word).unwrap_or(list.len())
}

impl Difference {
    fn name(&self) -> &str {
        self.from.as_ref().or(self.to.as_ref()).map_or("", |said| said.name.as_str())
    }
}

impl Comparison {
    /// The same for a reader: a page with a list for each kind of thing.
    pub fn text(&self) -> String {
        let words = Words::of(Locale::parse(self.locale).unwrap_or(Locale::En));
        let title = words.get("title").replace("{from}", &self.from.title).replace("{to}", &self.to.title);
        let mut out = format!("# {title}\n\n{} | {}\n", self.from.id, self.to.id);
        if self.differences.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n{}", words.get("same"));
        }
        for what in WHAT {
            let mut own = self.differences.iter().filter(|own| own.what == what).peekable();
            if own.peek().is_some() {
                let _ = writeln!(out, "\n## {}\n", words.get(&format!("what.{what}")));
            }
            for difference in own {
                write_difference(&mut out, difference, &words);
            }
        }
        let _ = writeln!(out, "\n{}", words.get("note"));
        out
    }
}

fn write_difference(out: &mut String, difference: &Difference, words: &Words) {
    let outcome = words.get(&format!("outcome.{}", difference.outcome));
    let _ = writeln!(out, "- {outcome}");
    for said in [&difference.from, &difference.to].into_iter().flatten() {
        let whom = said.whom.as_ref().map(|whom| format!("; {}", words.get("for").replace("{whom}", whom)));
        let pending = said.cite.review.map(|_| format!(", {}", words.get("pending")));
        let _ = writeln!(
            out,
            "  - {}: {}{} ({} {}, {}{})",
            said.name,
            said.says,
            whom.unwrap_or_default(),
            said.cite.guideline,
            said.cite.section,
            said.cite.confidence,
            pending.unwrap_or_default(),
        );
    }
}

/// The book's own words in one language.
pub(super) struct Words(Json<'static>, &'static str);

impl Words {
    pub(super) fn of(locale: Locale) -> Self {
        Self(super::apart::whole(), locale.code())
    }

    /// A word by its key; the key itself if it is missing, which a test excludes.
    pub(super) fn get(&self, key: &str) -> String {
        let mut found = self.0.get("words").and_then(|words| words.get(self.1));
        for part in key.split('.') {
            found = found.and_then(|table| table.get(part));
        }
        found.and_then(Json::as_text).unwrap_or(key).to_owned()
    }
}
