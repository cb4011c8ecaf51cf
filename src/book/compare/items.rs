//! What an edition says, thing by thing, each under the name it has in the edition it is compared with.

use super::{Said, Words};
use crate::assess::{Judge, target_text};
use crate::book::apart;
use crate::concept::request::Timings;
use crate::guideline::{Cell, Cite, Clause, Confidence, Parameter, Ruleset, Then};
use crate::json::Json;

/// One thing that an edition says.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// `parameter`, `criterion`, `target` or `risk`.
    pub(super) what: &'static str,
    /// The name of what it stands for.
    pub(super) key: String,
    /// What it says, with every name replaced by the one it stands for.
    pub(super) compared: String,
    /// Of a target: of what, and for whom.
    pub(super) subject: Option<String>,
    /// As it is shown.
    pub(super) said: Said,
}

/// Everything that an edition says, and what it leaves to the one it differs from.
pub(super) struct Edition {
    pub(super) items: Vec<Item>,
}

/// A pack as it is read: compiled, and as it was written.
struct Reader<'r> {
    judge: &'r Judge,
    /// Its place among the packs.
    at: usize,
    id: &'r str,
    /// The criteria of every pack as written, for clauses and conditions.
    tree: &'r Json<'r>,
    words: &'r Words,
    language: usize,
    /// Own name and the one it stands for.
    instead: Vec<(String, String)>,
}

impl Edition {
    /// A pack's own things, and of the pack it is an edition of what it neither replaces nor lacks.
    pub(super) fn read(id: &str, judge: &Judge, tree: &Json<'_>, words: &Words, language: usize) -> Self {
        let whole = apart::whole();
        let edition = whole.get("packs").and_then(|packs| packs.get(id)).and_then(|pack| pack.get("edition"));
        let of = edition.map_or("", |edition| apart::text(edition, "of"));
        let mut reader =
            Reader { judge, at: at(judge, of), id: of, tree, words, language, instead: Vec::new() };
        let mut left = if of.is_empty() { Vec::new() } else { reader.items() };
        reader.instead = edition.map(|edition| instead(edition, id, &left)).unwrap_or_default();
        (reader.at, reader.id) = (at(judge, id), id);
        let mut items = reader.items();
        let without = edition.map(|edition| texts(edition.get("without"))).unwrap_or_default();
        left.retain(|own| {
            let is_said = items.iter().any(|item| (item.what, &item.key) == (own.what, &own.key));
            let name = own.said.name.split(' ').next().unwrap_or_default();
            !is_said && !without.iter().any(|gone| gone == name)
        });
        items.append(&mut left);
        Self { items }
    }
}

/// The place of a pack.
fn at(judge: &Judge, id: &str) -> usize {
    judge.ruleset.packs.iter().position(|pack| pack.id == id).unwrap_or(usize::MAX)
}

/// Which name stands for which: as said, or the same name with its year.
fn instead(edition: &Json<'_>, id: &str, left: &[Item]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    if let Some(Json::Object(fields)) = edition.get("instead") {
        let pair = |value: &Json<'_>| value.as_text().unwrap_or_default().to_owned();
        pairs.extend(fields.iter().map(|field| (field.name.to_string(), pair(&field.value))));
    }
    let year = id.rsplit('-').next().unwrap_or_default();
    let dated = left.iter().map(|item| item.said.name.split(' ').next().unwrap_or_default());
    for name in dated {
        // Where the year stands in the name is the pack's own choice: after the concern, the kind, or at the end.
        let parts: Vec<&str> = name.split('-').collect();
        for place in 1..=parts.len() {
            let (before, after) = parts.split_at(place);
            pairs.push(([before, &[year], after].concat().join("-"), name.to_owned()));
        }
    }
    pairs
}

fn texts(list: Option<&Json<'_>>) -> Vec<String> {
    let Some(Json::List(items)) = list else { return Vec::new() };
    items.iter().filter_map(Json::as_text).map(str::to_owned).collect()
}

impl Reader<'_> {
    fn ruleset(&self) -> &Ruleset {
        &self.judge.ruleset
    }

    /// A file of the pack as it was written.
    fn file(&self, name: &str) -> Option<&Json<'_>> {
        self.tree.get("packs")?.get(self.id)?.get(name)
    }

    /// The name that a name stands for.
    fn key(&self, name: &str) -> String {
        let found = self.instead.iter().find(|(own, _)| own == name);
        found.map_or(name, |(_, key)| key.as_str()).to_owned()
    }

    /// A condition with every name replaced by the one it stands for.
    fn mapped(&self, says: &str) -> String {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut out = String::new();
        let mut rest = says;
        while let Some(start) = rest.find(is_name) {
            let (before, after) = rest.split_at(start);
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            let (name, next) = after.split_at(end);
            out.push_str(before);
            out.push_str(&self.key(name));
            rest = next;
        }
        out + rest
    }

    fn items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        let numbers = self.ruleset().parameters.iter().filter(|number| number.pack == self.at);
        items.extend(numbers.map(|number| self.number(number)));
        self.criteria(&mut items);
        self.targets(&mut items);
        for row in self.ruleset().risks.iter().filter(|row| row.clause.pack == self.at) {
            items.extend(row.cells.iter().map(|cell| self.cell(&row.clause, *cell)));
        }
        items
    }

    fn number(&self, number: &Parameter) -> Item {
        let printed = number.values.iter().filter(|(_, suffix)| match suffix {
            crate::guideline::Suffix::Unit(unit) => !number.derived.contains(unit),
            _ => true,
        });
        let says: Vec<String> = printed
            .map(|(value, suffix)| format!("{value} {}", suffix.code()).trim_end().to_owned())
            .collect();
        let says = says.join("; ");
        let cite = (&number.cite, number.confidence, number.pending);
        self.item("parameter", &number.name, (says.clone(), says), None, cite)
    }

    fn item(
        &self,
        what: &'static str,
        name: &str,
        (says, compared): (String, String),
        whom: Option<String>,
        (cite, confidence, pending): (&Cite, Confidence, bool),
    ) -> Item {
        let compared = match &whom {
            Some(whom) => format!("{compared} | {}", self.mapped(whom)),
            None => compared,
        };
        let cite = self.judge.citation(cite, confidence, pending, self.language);
        let said = Said { name: name.to_owned(), says, whom, cite };
        Item { what, key: self.mapped(name), compared, subject: None, said }
    }

    /// Conditions; a test on one pressure says no more than its two numbers.
    fn criteria(&self, items: &mut Vec<Item>) {
        let Some(Json::Object(fields)) = self.file("criteria") else { return };
        for field in fields.iter().filter(|field| field.value.get("pressure").is_none()) {
            let says = written(&field.value);
            let mut numbers = Vec::new();
            self.numbers_of(&field.value, 4, &mut numbers);
            let clause = numbers.iter().find(|number| number.pack == self.at).or(numbers.first()).copied();
            let own = Cite { guideline: self.id.to_owned(), section: String::new() };
            let cite = clause.map_or((&own, Confidence::C, true), |number| {
                (&number.cite, number.confidence, number.pending)
            });
            let mapped = self.mapped(&says);
            items.push(self.item("criterion", &field.name, (says, mapped), None, cite));
        }
    }

    /// The numbers that a condition names, itself or by other criteria, what it compares with first.
    fn numbers_of<'s>(&'s self, value: &Json<'_>, deep: usize, list: &mut Vec<&'s Parameter>) {
        let Some(next) = deep.checked_sub(1) else { return };
        match value {
            Json::Text(text) => {
                let name = text.rsplit(' ').next().unwrap_or_default();
                match (self.ruleset().parameter(name), self.criterion(name)) {
                    (Some((_, number)), _) => list.push(number),
                    (None, Some(criterion)) => self.numbers_of(criterion, next, list),
                    (None, None) => {}
                }
            }
            Json::List(items) => {
                for item in items {
                    self.numbers_of(item, deep, list);
                }
            }
            Json::Object(fields) => {
                if let Some(is) = value.get("is") {
                    self.numbers_of(is, deep, list);
                }
                for field in fields {
                    self.numbers_of(&field.value, deep, list);
                }
            }
            _ => {}
        }
    }

    /// A criterion of any pack as it was written.
    fn criterion(&self, name: &str) -> Option<&Json<'_>> {
        let Some(Json::Object(packs)) = self.tree.get("packs") else { return None };
        packs.iter().find_map(|pack| pack.value.get("criteria")?.get(name))
    }

    /// The rows of a pack, and its rules that set a target.
    fn targets(&self, items: &mut Vec<Item>) {
        for row in self.ruleset().targets.iter().filter(|row| row.clause.pack == self.at) {
            let whom = self.whom("targets", &row.clause.id);
            let of = (row.concept, row.kind.code(), row.timings);
            let clause = &row.clause;
            let cite = (&clause.cite, clause.confidence, clause.pending);
            items.push(self.target(&clause.id, of, target_text(&row.held, row.concept), whom, cite));
        }
        for rule in self.ruleset().rules.iter().filter(|rule| rule.pack == self.at) {
            let Then::Target(target) = rule.then else { continue };
            let number = |at: u16| self.ruleset().parameters.get(usize::from(at)).map(Parameter::printed);
            let (below, diastolic) = (number(target.below), target.below_diastolic.and_then(number));
            let below = below.unwrap_or_default();
            let bare = below.split(' ').next().unwrap_or_default();
            let says = diastolic.map_or(format!("< {below}"), |diastolic| format!("< {bare}/{diastolic}"));
            let whom = self.whom("rules", &rule.id);
            let of = (target.concept, "clinical", Timings::ALL);
            let cite = (&rule.cite, rule.confidence, rule.pending);
            items.push(self.target(&rule.id, of, says, whom, cite));
        }
    }

    fn target(
        &self,
        name: &str,
        (concept, kind, timings): (crate::concept::Concept, &str, Timings),
        text: String,
        whom: Option<String>,
        cite: (&Cite, Confidence, bool),
    ) -> Item {
        let own = self.ruleset().words.get(self.language);
        let of = own.map_or_else(String::new, |words| words.get(&format!("concept.{}", concept.code())));
        let timing = timings.text().map_or(String::new(), |timing| format!(", {timing}"));
        let label = self.words.get(&format!("kind.{kind}"));
        let subject =
            whom.as_deref().map(|whom| format!("{} {kind}{timing} {}", concept.code(), self.mapped(whom)));
        let says = format!("{of}{timing}, {label}: {text}");
        let item = self.item("target", name, (says, text), whom, cite);
        Item { subject, ..item }
    }

    fn cell(&self, clause: &Clause, cell: Cell) -> Item {
        let named = |node| self.ruleset().criteria.0.iter().find(|own| own.node == node);
        let column = cell.column.and_then(named).map_or(String::new(), |own| format!(" {}", own.name));
        let strata =
            [cell.low.code(), cell.high.code()].map(|code| self.words.get(&format!("stratum.{code}")));
        let says = match &strata {
            [low, high] if low == high => low.clone(),
            [low, high] => format!("{low} / {high}"),
        };
        let whom = self.whom("risks", &clause.id);
        let cite = (&clause.cite, clause.confidence, clause.pending);
        self.item("risk", &format!("{}{column}", clause.id), (says.clone(), says), whom, cite)
    }

    /// For whom a row is, as it was written.
    fn whom(&self, file: &str, name: &str) -> Option<String> {
        Some(written(self.file(file)?.get(name)?.get("when")?))
    }
}

/// A condition in one line: names and values in their order, nested ones in brackets.
fn written(value: &Json<'_>) -> String {
    let joined = |parts: Vec<String>, by: &str| parts.join(by);
    match value {
        Json::Null => String::new(),
        Json::Flag(flag) => flag.to_string(),
        Json::Number(number) => (*number).to_owned(),
        Json::Text(text) => text.to_string(),
        Json::List(items) => joined(items.iter().map(nested).collect(), ", "),
        Json::Object(fields) => {
            let field = |field: &crate::json::Field<'_>| format!("{} {}", field.name, written(&field.value));
            joined(fields.iter().map(field).collect(), "; ")
        }
    }
}

/// The same inside another.
fn nested(value: &Json<'_>) -> String {
    match value {
        Json::Object(_) => format!("({})", written(value)),
        _ => written(value),
    }
}
