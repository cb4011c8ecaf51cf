//! Checks of medicines: which medicine, what is asked of it, how serious it is, and where it stands.

use super::cited::Cited;
use super::criterion::Compiler;
use super::parameter::{Confidence, Suffix};
use super::table::Table;
use super::{GuidelineErrorCode as Code, NodeId};
use crate::concept::request::Compare;
use crate::concept::{Concept, Condition, DrugClass};
use crate::packed::{packed, packed_enum};

/// How serious a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Every document that speaks of it forbids it.
    Stop,
    /// Think before going on.
    Warn,
    /// Go on and look.
    Monitor,
}

impl Severity {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Warn => "warn",
            Self::Monitor => "monitor",
        }
    }
}

/// Medicines by class or code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    classes: Vec<DrugClass>,
    codes: Vec<String>,
    except: Vec<String>,
}

impl Which {
    /// Whether a medicine of this code and these classes is meant; where none is named, every one is.
    pub fn means(&self, code: Option<&str>, classes: &[DrugClass]) -> bool {
        if self.is_any() {
            return true;
        }
        let named = |list: &[String]| code.is_some_and(|code| list.iter().any(|own| own == code));
        (classes.iter().any(|class| self.classes.contains(class)) || named(&self.codes))
            && !named(&self.except)
    }

    /// Whether no medicine is named.
    fn is_any(&self) -> bool {
        self.classes.is_empty() && self.codes.is_empty()
    }

    /// The medicines that it names by their codes.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// The classes that it means.
    pub fn classes(&self) -> &[DrugClass] {
        &self.classes
    }
}

/// What is asked, apart from the condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing but the condition.
    Nothing,
    /// One of these conditions; with a grade (a stage, a heart-failure class), it must be known.
    Conditions(Vec<Condition>, Option<Compare>),
    /// One of these is planned.
    Plans(Vec<String>),
    /// Another medicine is taken with it.
    With(Which),
    /// The same medicine stands on the list twice.
    Twice,
    /// Another medicine of the same class is taken.
    SameClass,
    /// The patient is allergic to it, or to its class as the record says it.
    Allergy,
    /// The patient is allergic to another medicine of its class.
    ClassAllergy,
    /// The dose is above what a document prints.
    DoseAbove,
    /// The dose is below what every document prints.
    DoseBelow,
    /// The dose is not said, or not in a unit that can be compared.
    DoseUnreadable,
    /// Kidney function is below where a document advises against it.
    KidneyUnfit,
    /// The dose is above what kidney function allows.
    KidneyDose,
    /// It is not in the drug table.
    UnknownMedicine,
    /// It was stopped at once.
    Stopped,
    /// A liver value is so many times its upper limit.
    Liver(Vec<Concept>, Compare),
    /// So many days after it began none of these was measured.
    Untested(Vec<Concept>, i32),
    /// Salt with potassium is used at home.
    PotassiumSalt,
}

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// The id: its name in the table.
    pub id: String,
    /// How serious.
    pub severity: Severity,
    /// Of which medicines.
    pub which: Which,
    /// What is asked.
    pub asked: Asked,
    /// What must hold besides, if anything.
    pub when: Option<NodeId>,
    /// Only of what is ordered and not taken yet.
    pub starting: bool,
    /// How long a kidney function counts, in days.
    pub lasts: i32,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it, or a number it uses.
    pub pending: bool,
    /// The parameters it compares with.
    pub parameters: Vec<u16>,
}

/// Every check, in order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Checks(pub Vec<Check>);

packed! {
    Which { classes, codes, except }
    Check { id, severity, which, asked, when, starting, lasts, cited, pending, parameters }
    Checks { 0 }
}

packed_enum! { Severity { Stop, Warn, Monitor, } else Self::Stop }

packed_enum! {
    Asked {
        Nothing,
        Conditions(conditions, grade),
        Plans(kinds),
        With(other),
        Twice,
        SameClass,
        Allergy,
        ClassAllergy,
        DoseAbove,
        DoseBelow,
        DoseUnreadable,
        KidneyUnfit,
        KidneyDose,
        UnknownMedicine,
        Stopped,
        Liver(concepts, test),
        Untested(concepts, days),
        PotassiumSalt,
    } else Self::Nothing
}

impl Check {
    /// Reads one; what is wrong with it is noted.
    pub fn read(id: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>) -> Self {
        let severities = [Severity::Stop, Severity::Warn, Severity::Monitor].map(|own| (own.code(), own));
        let severity = table.one_of("severity", &severities).unwrap_or_else(|| {
            table.note(Code::Malformed, "`severity` is missing");
            Severity::Monitor
        });
        let when = table.take("when").map(|value| compiler.condition(value));
        let mut parameters = when.as_ref().map(|when| when.parameters.clone()).unwrap_or_default();
        let which = which(&mut table, ["classes", "drugs"]);
        let (asked, starting) = (asked(&mut table, compiler), table.flag("starting"));
        let narrow = matches!(
            asked,
            Asked::Nothing | Asked::Conditions(..) | Asked::Plans(_) | Asked::With(_) | Asked::Stopped
        );
        if narrow && which.is_any() {
            table.note(Code::Malformed, "no medicine is named");
        }
        let lasts = table.text("within").map_or(0, |name| compiler.whole(&name, Suffix::Days));
        parameters.extend(compiler.take_noted());
        let lines = table.texts("cite");
        let cited: Vec<Cited> = lines.iter().filter_map(|line| Cited::parse(line)).collect();
        if cited.len() != lines.len() {
            table.note(Code::NotCited, "a clause is written `guideline section A`");
        }
        if severity == Severity::Stop && cited.iter().any(|cited| cited.confidence == Confidence::C) {
            table.note(Code::NotCited, "what nobody confirmed stops nobody");
        }
        let marked = table.one_of("review", &[("pending", true)]).unwrap_or(false);
        table.finish();
        Self {
            id: id.to_owned(),
            severity,
            which,
            asked,
            when: when.map(|when| when.node),
            starting,
            lasts,
            pending: marked || cited.iter().any(Cited::is_pending),
            cited,
            parameters,
        }
    }
}

fn which(table: &mut Table<'_>, [classes, codes]: [&str; 2]) -> Which {
    Which {
        classes: table.words(classes, "drug class", DrugClass::parse),
        codes: table.texts(codes),
        except: table.texts("except"),
    }
}

fn asked(table: &mut Table<'_>, compiler: &mut Compiler<'_>) -> Asked {
    if table.has("conditions") {
        let grade = table.text("grade").map(|text| compiler.compare_plain(&text, Suffix::Count));
        return Asked::Conditions(table.words("conditions", "condition", Condition::parse), grade);
    }
    if table.has("plans") {
        return Asked::Plans(table.texts("plans"));
    }
    if table.has("liver") {
        let concepts = table.words("liver", "concept", Concept::parse);
        // A multiple of a limit is a number in the unit one, as the index of the ankle is.
        let text = table.needed("multiple");
        return Asked::Liver(concepts, compiler.compare(&text, Concept::Abi));
    }
    if table.has("untested") {
        let name = table.needed("after");
        let after = compiler.whole(&name, Suffix::Days);
        return Asked::Untested(table.words("untested", "concept", Concept::parse), after);
    }
    if table.has("with") || table.has("with-drugs") {
        return Asked::With(which(table, ["with", "with-drugs"]));
    }
    let words = [
        ("twice", Asked::Twice),
        ("same-class", Asked::SameClass),
        ("allergy", Asked::Allergy),
        ("class-allergy", Asked::ClassAllergy),
        ("dose-above", Asked::DoseAbove),
        ("dose-below", Asked::DoseBelow),
        ("dose-unreadable", Asked::DoseUnreadable),
        ("kidney-unfit", Asked::KidneyUnfit),
        ("kidney-dose", Asked::KidneyDose),
        ("unknown-medicine", Asked::UnknownMedicine),
        ("stopped", Asked::Stopped),
        ("potassium-salt", Asked::PotassiumSalt),
    ];
    let Some(word) = table.text("asks") else { return Asked::Nothing };
    let found = words.into_iter().find(|(own, _)| *own == word).map(|(_, asked)| asked);
    found.unwrap_or_else(|| {
        table.note(Code::UnknownName, format!("`{word}` is nothing that a check asks"));
        Asked::Nothing
    })
}
