//! Steps of therapy: when a document asks for one, which class it names first, and what follows.

use super::cited::Cited;
use super::criterion::{Compiled, Compiler};
use super::medicine::Medicines;
use super::parameter::{Parameter, Suffix};
use super::table::{Faults, Table};
use super::{GuidelineErrorCode as Code, NodeId};
use crate::concept::{Concept, Concern, DrugClass, ReferralPlace};
use crate::packed::{packed, packed_list};
use crate::sorted::add;

/// What a step does to the list of medicines, in the order in which steps are looked for: what eases goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// A medicine is ended.
    Stop,
    /// A dose is lowered, or one of several medicines ended.
    Reduce,
    /// A medicine gives way to one of another class.
    Switch,
    /// The first medicine.
    Start,
    /// One class more, or more of what is taken.
    Add,
    /// No step of therapy: the patient is entitled to cover and does not have it.
    Enrol,
}

impl StepKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Stop, Self::Reduce, Self::Switch, Self::Start, Self::Add, Self::Enrol];

    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Reduce => "reduce",
            Self::Switch => "switch",
            Self::Start => "start",
            Self::Add => "add",
            Self::Enrol => "enrol",
        }
    }

    /// Whether it takes away rather than gives.
    pub const fn eases(self) -> bool {
        matches!(self, Self::Stop | Self::Reduce)
    }
}

/// Who decides, as answers write a place of care.
pub const fn decider(place: ReferralPlace) -> &'static str {
    match place {
        ReferralPlace::VillageClinic => "village-doctor",
        other => other.code(),
    }
}

/// One step: when, what, who decides, and how long until the next.
#[derive(Clone, Debug)]
pub struct Step {
    /// The id: its name in the table.
    pub id: String,
    /// Of which concern; none for what is not about one.
    pub concern: Option<Concern>,
    /// What is done.
    pub kind: StepKind,
    /// When.
    pub when: NodeId,
    /// The classes to choose from, in order; where none are named the table of choices says.
    pub classes: Vec<DrugClass>,
    /// The classes that give way, or are eased; in order where the document has one.
    pub from: Vec<DrugClass>,
    /// Who decides.
    pub decided_by: ReferralPlace,
    /// Days before the next step.
    pub wait: Option<i32>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it, or a number it uses: then it is only considered.
    pub pending: bool,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// Which classes come first for whom.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The id: its name in the table.
    pub id: String,
    /// Of which concern.
    pub concern: Option<Concern>,
    /// For whom; of one concern no two hold together.
    pub when: NodeId,
    /// The classes in order.
    pub classes: Vec<DrugClass>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it.
    pub pending: bool,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// What is looked at after a class was given.
#[derive(Clone, Debug)]
pub struct After {
    /// The class.
    pub class: DrugClass,
    /// What is measured.
    pub monitor: Vec<Concept>,
    /// Within how many days, where a document says.
    pub within: Option<i32>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// Every step, choice and what follows, each in order of their names.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// When to do what.
    pub steps: Vec<Step>,
    /// Which classes first.
    pub choices: Vec<Choice>,
    /// What to look at afterwards.
    pub after: Vec<After>,
}

impl Steps {
    /// Reads them all; after each, `done` is told its name and the parameters it uses.
    pub fn read<'t>(
        &mut self,
        mut table: Table<'t>,
        compiler: &mut Compiler<'_>,
        faults: &'t Faults,
        parameters: &[Parameter],
        mut done: impl FnMut(&str, &[u16]),
    ) {
        let waits = |used: &[u16]| {
            used.iter().any(|at| parameters.get(usize::from(*at)).is_some_and(|parameter| parameter.pending))
        };
        let (steps, choices, after) = (table.table("step"), table.table("choice"), table.table("after"));
        table.finish();
        for (id, value) in steps.rest() {
            let mut step = Step::read(&id, Table::of(value, faults), compiler);
            step.pending |= waits(&step.parameters);
            done(&id, &step.parameters);
            self.steps.push(step);
        }
        for (id, value) in choices.rest() {
            let mut choice = Choice::read(&id, Table::of(value, faults), compiler);
            choice.pending |= waits(&choice.parameters);
            done(&id, &choice.parameters);
            self.choices.push(choice);
        }
        for (name, value) in after.rest() {
            let own = After::read(&name, Table::of(value, faults), compiler);
            done(&name, own.as_ref().map_or(&[], |own| &own.parameters));
            self.after.extend(own);
        }
    }
}

impl Step {
    /// Reads one; what is wrong with it is noted.
    pub fn read(id: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>) -> Self {
        let kinds: Vec<(&str, StepKind)> = StepKind::ALL.iter().map(|kind| (kind.code(), *kind)).collect();
        let kind = table.one_of("step", &kinds).unwrap_or_else(|| {
            table.note(Code::Malformed, "`step` is missing");
            StepKind::Enrol
        });
        let places =
            [ReferralPlace::VillageClinic, ReferralPlace::TownshipClinic, ReferralPlace::CountyHospital];
        let decided_by = table.one_of("decided-by", &places.map(|place| (decider(place), place)));
        if decided_by.is_none() {
            table.note(Code::Malformed, "`decided-by` is missing");
        }
        let (concern, Compiled { node, mut parameters }) = whom(&mut table, compiler);
        let wait = table.text("wait").map(|name| compiler.whole(&name, Suffix::Days));
        for place in compiler.take_noted() {
            add(&mut parameters, place);
        }
        let (cited, pending) = cited(&mut table);
        let classes = table.words("classes", "drug class", DrugClass::parse);
        let from = table.words("from", "drug class", DrugClass::parse);
        if kind.eases() && from.is_empty() {
            table.note(Code::Malformed, "`from` is missing: what is eased");
        }
        table.finish();
        let decided_by = decided_by.unwrap_or(ReferralPlace::CountyHospital);
        Self {
            id: id.to_owned(),
            concern,
            kind,
            when: node,
            classes,
            from,
            decided_by,
            wait,
            cited,
            pending,
            parameters,
        }
    }
}

impl Choice {
    /// Reads one; what is wrong with it is noted.
    pub fn read(id: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>) -> Self {
        let (concern, Compiled { node, parameters }) = whom(&mut table, compiler);
        let (cited, pending) = cited(&mut table);
        let classes = table.words("classes", "drug class", DrugClass::parse);
        table.finish();
        Self { id: id.to_owned(), concern, when: node, classes, cited, pending, parameters }
    }
}

impl After {
    /// Reads one, named by its class; what is wrong with it is noted.
    pub fn read(name: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>) -> Option<Self> {
        let class = table.listed(name, "drug class", DrugClass::parse);
        let monitor = table.words("monitor", "concept", Concept::parse);
        let within = table.text("within").map(|name| compiler.whole(&name, Suffix::Days));
        let (cited, _) = cited(&mut table);
        table.finish();
        Some(Self { class: class?, monitor, within, cited, parameters: compiler.take_noted() })
    }
}

fn whom(table: &mut Table<'_>, compiler: &mut Compiler<'_>) -> (Option<Concern>, Compiled) {
    let concern = table.word("concern", "concern", Concern::parse);
    let when = table.take("when").unwrap_or(crate::json::Json::Null);
    (concern, compiler.condition(when))
}

/// The clauses, and whether a clinician has yet to look at them.
pub(super) fn cited(table: &mut Table<'_>) -> (Vec<Cited>, bool) {
    let lines = table.texts("cite");
    let cited: Vec<Cited> = lines.iter().filter_map(|line| Cited::parse(line)).collect();
    if cited.is_empty() || cited.len() != lines.len() {
        table.note(Code::NotCited, "a clause is written `guideline section A`");
    }
    let marked = table.one_of("review", &[("pending", true)]).unwrap_or(false);
    let pending = marked || cited.iter().any(Cited::is_pending);
    (cited, pending)
}

/// A county's list of what can be dispensed where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formulary {
    /// Each medicine with the lowest place of care that has it.
    pub drugs: Vec<(String, ReferralPlace)>,
    /// Those that the two-disease outpatient cover pays for.
    pub covered: Vec<String>,
}

packed! {
    Step { id, concern, kind, when, classes, from, decided_by, wait, cited, pending, parameters }
    Choice { id, concern, when, classes, cited, pending, parameters }
    After { class, monitor, within, cited, parameters }
    Steps { steps, choices, after }
    Formulary { drugs, covered }
}

packed_list! { StepKind }

impl Formulary {
    /// Reads it; a medicine that the drug table does not have is refused.
    pub fn read(mut table: Table<'_>, medicines: &Medicines) -> Self {
        let mut own = Self::default();
        let places = [
            ("village", ReferralPlace::VillageClinic),
            ("township", ReferralPlace::TownshipClinic),
            ("county", ReferralPlace::CountyHospital),
        ];
        for (name, place) in places {
            for code in table.texts(name) {
                if own.drugs.iter().any(|(had, _)| *had == code) {
                    table.note(
                        Code::Duplicate,
                        format!("medicine `{code}` is listed twice; once, at the lowest place"),
                    );
                } else {
                    own.drugs.push((code, place));
                }
            }
        }
        own.covered = table.texts("covered");
        for code in own.drugs.iter().map(|(code, _)| code) {
            if !medicines.0.iter().any(|medicine| medicine.code == *code) {
                table.note(Code::OverlayUnknown, format!("medicine `{code}` is not in the drug table"));
            }
        }
        for code in &own.covered {
            if !own.drugs.iter().any(|(had, _)| had == code) {
                table.note(Code::OverlayUnknown, format!("medicine `{code}` is covered, yet listed nowhere"));
            }
        }
        table.finish();
        own
    }

    /// What a place of care has.
    pub fn at(&self, place: ReferralPlace) -> impl Iterator<Item = &str> {
        self.drugs.iter().filter(move |(_, lowest)| *lowest <= place).map(|(code, _)| code.as_str())
    }
}
