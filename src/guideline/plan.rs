//! The plan as data: by when someone is seen, which tests are due how often, and what is explained.

use super::cited::Cited;
use super::criterion::Compiler;
use super::parameter::{Parameter, Suffix};
use super::table::{Faults, Table};
use super::{GuidelineErrorCode as Code, NodeId};
use crate::concept::{Concept, Concern, ReferralPlace};
use crate::json::Json;
use crate::packed::{packed, packed_list};

/// What a contact counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The current visit of the concern.
    Visit,
    /// The newest change of medicines that lower pressure, unless a visit came after it.
    Change,
    /// The first referral up that is still open.
    Referral,
}

impl From {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Visit, Self::Change, Self::Referral];

    /// As the table writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Change => "change",
            Self::Referral => "referral",
        }
    }
}

/// With what a test is done together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestGroup {
    /// At visits of the follow-up.
    Visit,
    /// In the yearly examination; told as one line, never test by test.
    AnnualExam,
    /// In the search for complications.
    Screening,
    /// Because of a medicine.
    Medicine,
}

impl TestGroup {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Visit, Self::AnnualExam, Self::Screening, Self::Medicine];

    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::AnnualExam => "annual-exam",
            Self::Screening => "screening",
            Self::Medicine => "medicine",
        }
    }
}

/// What every row of the plan has.
#[derive(Clone, Debug)]
pub struct Head {
    /// The id: its name in the table.
    pub id: String,
    /// For whose patients; none for those of any.
    pub concern: Option<Concern>,
    /// For whom of them.
    pub when: NodeId,
    /// Where it stands; the first clause leads.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it, or a number it uses.
    pub pending: bool,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// By when someone is seen.
#[derive(Clone, Debug)]
pub struct Contact {
    /// For whom, and where it stands.
    pub head: Head,
    /// What the days count from.
    pub from: From,
    /// Within how many days.
    pub within: i32,
    /// Who sees the patient.
    pub owner: ReferralPlace,
    /// Only named beside the others: it never decides.
    pub beside: bool,
}

/// How often tests are done.
#[derive(Clone, Debug)]
pub struct Test {
    /// For whom, and where it stands.
    pub head: Head,
    /// Which, each by itself.
    pub tests: Vec<Concept>,
    /// Done together with what.
    pub group: TestGroup,
    /// For how many days a result counts, and, where the document prints a range, after how many it is overdue;
    /// none where one result is enough.
    pub every: Vec<i32>,
    /// Asked once, within the days, after a blocker of the angiotensin system began.
    pub after_start: bool,
}

/// Something to explain, keyed to a gap of this patient.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// For whom, and where it stands; its id is the topic.
    pub head: Head,
}

/// Every row, in order of their names; lessons in the order in which they are given.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    /// By when someone is seen.
    pub contacts: Vec<Contact>,
    /// Which tests, how often.
    pub tests: Vec<Test>,
    /// What is explained.
    pub lessons: Vec<Lesson>,
    /// What a village can be expected to do, and what only a county; everything else a township.
    pub places: [Vec<Concept>; 2],
}

packed! {
    Head { id, concern, when, cited, pending, parameters }
    Contact { head, from, within, owner, beside }
    Test { head, tests, group, every, after_start }
    Lesson { head }
    Plans { contacts, tests, lessons, places }
}

packed_list! { From }
packed_list! { TestGroup }

impl Plans {
    /// Reads them all; after each, `done` is told its table, its name and the parameters it uses.
    pub fn read<'t>(
        &mut self,
        mut table: Table<'t>,
        compiler: &mut Compiler<'_>,
        faults: &'t Faults,
        parameters: &[Parameter],
        mut done: impl FnMut(&str, &[u16]),
    ) {
        let (contacts, tests, mut lessons) =
            (table.table("contact"), table.table("test"), table.table("lesson"));
        let order = table.texts("lesson-order");
        self.places = ["village", "county"].map(|name| table.words(name, "concept", Concept::parse));
        table.finish();
        done("", &[]);
        for (id, value) in contacts.rest() {
            let row = Contact::read(&id, Table::of(value, faults), compiler, parameters);
            done(&id, &row.head.parameters);
            self.contacts.push(row);
        }
        for (id, value) in tests.rest() {
            let row = Test::read(&id, Table::of(value, faults), compiler, parameters);
            done(&id, &row.head.parameters);
            self.tests.push(row);
        }
        for id in order {
            let Some(value) = lessons.take(&id) else {
                faults.note((Code::UnknownName, format!("lesson `{id}` has an order and no row")));
                done(&id, &[]);
                continue;
            };
            let mut table = Table::of(value, faults);
            let head = head(&id, &mut table, compiler, parameters);
            table.finish();
            done(&id, &head.parameters);
            self.lessons.push(Lesson { head });
        }
        for id in lessons.names() {
            faults.note((Code::Unused, format!("lesson `{id}` has no place in `lesson-order`")));
            done(&id, &[]);
        }
    }
}

impl Plans {
    /// The lowest place of care that can be expected to do a test.
    pub fn place(&self, test: Concept) -> ReferralPlace {
        let [village, county] = &self.places;
        if village.contains(&test) {
            ReferralPlace::VillageClinic
        } else if county.contains(&test) {
            ReferralPlace::CountyHospital
        } else {
            ReferralPlace::TownshipClinic
        }
    }
}

impl Contact {
    fn read(id: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>, parameters: &[Parameter]) -> Self {
        let from = one_of(&mut table, "from", From::ALL, From::code).unwrap_or(From::Visit);
        let owner = place(&mut table, "owner");
        let beside = table.flag("beside");
        let within = table.needed("within");
        let mut head = head(id, &mut table, compiler, parameters);
        let within = compiler.whole(&within, Suffix::Days);
        head.uses(compiler, parameters);
        table.finish();
        Self { head, from, within, owner, beside }
    }
}

impl Test {
    fn read(id: &str, mut table: Table<'_>, compiler: &mut Compiler<'_>, parameters: &[Parameter]) -> Self {
        let tests = table.words("test", "concept", Concept::parse);
        if tests.is_empty() {
            table.note(Code::Malformed, "`test` is missing");
        }
        let group = one_of(&mut table, "group", TestGroup::ALL, TestGroup::code).unwrap_or(TestGroup::Visit);
        let after_start = table.flag("after-start");
        let named = table.texts("every");
        let mut head = head(id, &mut table, compiler, parameters);
        let every: Vec<i32> = named.iter().map(|name| compiler.whole(name, Suffix::Days)).collect();
        head.uses(compiler, parameters);
        if every.len() > 2 || !every.is_sorted() {
            table.note(Code::Malformed, "`every` is one number of days, or a shorter and a longer one");
        }
        if after_start && every.is_empty() {
            table.note(Code::Malformed, "`every` is missing: within how many days of the start");
        }
        table.finish();
        Self { head, tests, group, every, after_start }
    }
}

impl Head {
    /// Notes the parameters named since the condition, and what waits because of one.
    fn uses(&mut self, compiler: &mut Compiler<'_>, parameters: &[Parameter]) {
        for place in compiler.take_noted() {
            self.pending |= parameters.get(usize::from(place)).is_some_and(|own| own.pending);
            crate::sorted::add(&mut self.parameters, place);
        }
    }
}

/// Reads what every row has; what is wrong with it is noted.
fn head(id: &str, table: &mut Table<'_>, compiler: &mut Compiler<'_>, parameters: &[Parameter]) -> Head {
    let concern = table.word("concern", "concern", Concern::parse);
    let lines = table.texts("cite");
    let cited: Vec<Cited> = lines.iter().filter_map(|line| Cited::parse(line)).collect();
    if cited.is_empty() || cited.len() != lines.len() {
        table.note(Code::NotCited, "a clause is written `guideline section A`");
    }
    let when = compiler.condition(table.take("when").unwrap_or(Json::Null));
    let waits = |at: &u16| parameters.get(usize::from(*at)).is_some_and(|own| own.pending);
    // The leading clause says how sure the row is; what stands behind it says the same or more.
    let pending = cited.first().is_some_and(Cited::is_pending) || when.parameters.iter().any(waits);
    Head { id: id.to_owned(), concern, when: when.node, cited, pending, parameters: when.parameters }
}

fn one_of<T: Copy>(table: &mut Table<'_>, name: &str, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
    let words: Vec<(&'static str, T)> = all.iter().map(|one| (code(*one), *one)).collect();
    if !table.has(name) {
        table.note(Code::Malformed, format!("`{name}` is missing"));
    }
    table.one_of(name, &words)
}

fn place(table: &mut Table<'_>, name: &str) -> ReferralPlace {
    let places = [ReferralPlace::VillageClinic, ReferralPlace::TownshipClinic, ReferralPlace::CountyHospital];
    one_of(table, name, &places, ReferralPlace::code).unwrap_or(ReferralPlace::CountyHospital)
}
