//! Referral as data: when a patient goes up or down, who keeps the patient, and when each step of a referral is due.

use super::cited::Cited;
use super::criterion::Compiler;
use super::parameter::{Parameter, Suffix};
use super::rule::Rule;
use super::step::cited;
use super::table::{Faults, Table};
use super::{GuidelineErrorCode as Code, NodeId, Words};
use crate::concept::{Concern, Level, ReferralPlace, ReferralState, Urgency};
use crate::packed::packed;

/// One criterion of referral, up or down.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The id: its name in the table.
    pub id: String,
    /// Down rather than up.
    pub down: bool,
    /// The rules that it is met by while one of them fires and is not answered; none where `when` alone says.
    pub rules: Vec<u16>,
    /// Of which concern, where no rule says.
    pub concern: Option<Concern>,
    /// When it is met; beside rules, which of their reasons.
    pub when: Option<NodeId>,
    /// How soon, where no rule says.
    pub urgency: Urgency,
    /// Where to; of a way down the places whose criterion it is.
    pub to: Vec<ReferralPlace>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it, or a number it uses.
    pub pending: bool,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// Who looks after a patient.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// Of which levels.
    pub levels: Vec<Level>,
    /// Where.
    pub to: ReferralPlace,
    /// Under whose guidance, if somebody's.
    pub with: Option<ReferralPlace>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it.
    pub pending: bool,
}

/// A step on the way of a referral.
#[derive(Clone, Debug)]
pub struct Timer {
    /// Which.
    pub state: ReferralState,
    /// Owed by whoever referred, rather than by whoever receives.
    pub by_sender: bool,
    /// Within how many days, where a document says.
    pub within: Option<i32>,
    /// Within how many days where the referral was for at once or today.
    pub urgent: Option<i32>,
    /// Where it stands.
    pub cited: Vec<Cited>,
    /// Whether a named clinician has yet to check it.
    pub pending: bool,
    /// The parameters it uses.
    pub parameters: Vec<u16>,
}

/// The whole of it.
#[derive(Clone, Debug, Default)]
pub struct Referrals {
    /// Criteria, up and down, each in order of their names.
    pub criteria: Vec<Criterion>,
    /// Who keeps whom.
    pub keepers: Vec<Keeper>,
    /// The steps of a referral, in their order.
    pub timers: Vec<Timer>,
    /// For how many days a referral that was seen answers what no colour shows.
    pub answers: i32,
}

packed! {
    Criterion { id, down, rules, concern, when, urgency, to, cited, pending, parameters }
    Keeper { levels, to, with, cited, pending }
    Timer { state, by_sender, within, urgent, cited, pending, parameters }
    Referrals { criteria, keepers, timers, answers }
}

impl Referrals {
    /// Reads them all; after each row, `done` is told its name and the parameters it uses.
    pub fn read<'t>(
        &mut self,
        mut table: Table<'t>,
        (compiler, faults): (&mut Compiler<'_>, &'t Faults),
        parameters: &[Parameter],
        rules: &[Rule],
        mut done: impl FnMut(&str, &[u16]),
    ) {
        let (up, down) = (table.table("up"), table.table("down"));
        let (keep, mut steps) = (table.table("keep"), table.table("loop"));
        self.answers = compiler.whole("referral-answers", Suffix::Days);
        table.finish();
        done("", &compiler.take_noted());
        for (is_down, rows) in [(false, up), (true, down)] {
            for (id, value) in rows.rest() {
                let mut row = Criterion::read(&id, is_down, Table::of(value, faults), compiler, rules);
                row.pending |= waits(parameters, &row.parameters);
                done(&id, &row.parameters);
                self.criteria.push(row);
            }
        }
        for (id, value) in keep.rest() {
            self.keepers.push(Keeper::read(Table::of(value, faults)));
            done(&id, &[]);
        }
        for state in ReferralState::ALL {
            match steps.table_if(state.code()) {
                Some(own) => {
                    let mut timer = Timer::read(*state, own, compiler);
                    timer.pending |= waits(parameters, &timer.parameters);
                    done(state.code(), &timer.parameters);
                    self.timers.push(timer);
                }
                None => steps.note(Code::Malformed, format!("step `{}` is missing", state.code())),
            }
        }
        steps.finish();
        done("loop", &[]);
    }

    /// Criteria without words, each by its name.
    pub fn unworded<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = &'a str> {
        let ids = self.criteria.iter().map(|row| row.id.as_str());
        ids.filter(|id| words.find(&format!("refer.{id}")).is_none())
    }
}

fn waits(parameters: &[Parameter], used: &[u16]) -> bool {
    used.iter().any(|at| parameters.get(usize::from(*at)).is_some_and(|parameter| parameter.pending))
}

impl Criterion {
    /// Reads one; what is wrong with it is noted.
    fn read(id: &str, down: bool, mut table: Table<'_>, compiler: &mut Compiler<'_>, rules: &[Rule]) -> Self {
        let mut own = Vec::new();
        for name in table.texts("rules") {
            let place = rules.iter().position(|rule| rule.id == name).and_then(|at| u16::try_from(at).ok());
            match place.filter(|at| rules.get(usize::from(*at)).is_some_and(Rule::is_day_rule)) {
                Some(at) => own.push(at),
                None => table.note(Code::UnknownName, format!("`{name}` is no red rule")),
            }
        }
        let concern = table.word("concern", "concern", Concern::parse);
        let compiled = table.take("when").map(|when| compiler.condition(when));
        if own.is_empty() != (concern.is_some() && compiled.is_some()) {
            table.note(Code::Malformed, "a criterion has `rules`, or a `concern` and `when`");
        }
        let urgency = table.word("urgency", "urgency", Urgency::parse).unwrap_or(Urgency::Routine);
        let to = table.words("to", "place", ReferralPlace::parse);
        if own.is_empty() == to.is_empty() {
            table.note(Code::Malformed, "`to` is said where no rule says it, and nowhere else");
        }
        let (cited, pending) = cited(&mut table);
        table.finish();
        let (when, parameters) = match compiled {
            Some(own) => (Some(own.node), own.parameters),
            None => (None, Vec::new()),
        };
        Self { id: id.to_owned(), down, rules: own, concern, when, urgency, to, cited, pending, parameters }
    }
}

impl Keeper {
    fn read(mut table: Table<'_>) -> Self {
        let levels = table.words("levels", "level", level);
        let to = table.word("to", "place", ReferralPlace::parse);
        let with = table.word("with", "place", ReferralPlace::parse);
        let (cited, pending) = cited(&mut table);
        if levels.is_empty() || to.is_none() {
            table.note(Code::Malformed, "`levels` and `to` say whose keeper it is");
        }
        table.finish();
        Self { levels, to: to.unwrap_or(ReferralPlace::CountyHospital), with, cited, pending }
    }
}

impl Timer {
    fn read(state: ReferralState, mut table: Table<'_>, compiler: &mut Compiler<'_>) -> Self {
        let by_sender = table.one_of("owed-by", &[("sender", true), ("receiver", false)]);
        if by_sender.is_none() {
            table.note(Code::Malformed, "`owed-by` is missing");
        }
        let mut days = |key| table.text(key).map(|name| compiler.whole(&name, Suffix::Days));
        let (within, urgent) = (days("within"), days("urgent"));
        let (cited, pending) = cited(&mut table);
        table.finish();
        Self {
            state,
            by_sender: by_sender.unwrap_or(true),
            within,
            urgent,
            cited,
            pending,
            parameters: compiler.take_noted(),
        }
    }
}

/// A level by its code; a lost patient who was red is kept like other lost ones.
fn level(code: &str) -> Option<Level> {
    Level::ALL.iter().copied().find(|level| level.code() == code)
}
