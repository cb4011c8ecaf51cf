//! The assessment of one patient: the verdict with everything that explains it, in codes.

mod around;
mod changed;
mod course;
mod risk;
mod targets;

pub use targets::target_text;
mod tiers;

use crate::civil::Day;
use crate::concept::{Colour, Concern, Level, ReferralPlace, Truth};
use crate::facts::{Chart, View};
use crate::guideline::{Cite, Confidence, Rule, Then};
use crate::record::{ProblemCode, Record};
use crate::sorted::{sort, sort_by_key};

use super::advice::Advised;
use super::possible::Possible;
use super::referral::Referred;
use super::report::{
    Assessment, Change, Citation, Concerns, Diagnoses, FindingReport, PackStamp, PlanReport, SetAside, Stamp,
    StepReport, TimelineEntry,
};
use super::section::{Section, Sections};
use super::step::Stepped;
use super::{Contribution, Judge, Scratch, Verdict, own};

/// The name of an answer's shape. A field more keeps it; one renamed, retyped or taken away makes a new one.
const SCHEMA: &str = "liangbing.assessment/1";

/// How many possible findings an answer carries.
const POSSIBLE: usize = 8;

/// What is asked of [`Judge::compose`].
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its chart.
    pub chart: &'a Chart,
    /// The day to judge.
    pub as_of: Day,
    /// The locale's code.
    pub locale: &'static str,
    /// Which of a guideline's two titles.
    pub language: usize,
    /// The profile's name.
    pub profile: &'static str,
    /// Where the user works.
    pub place: ReferralPlace,
    /// Where a patient goes down to from the user's level.
    pub next_down: ReferralPlace,
    /// What is shown.
    pub sections: Sections,
}

impl Request<'_> {
    /// What is made for a section; nothing where it is not shown.
    pub(super) fn shown<T: Default>(&self, section: Section, make: impl FnOnce() -> T) -> T {
        if self.sections.has(section) { make() } else { T::default() }
    }

    /// What is made where the answer explains itself.
    fn explained<T: Default>(&self, make: impl FnOnce() -> T) -> T {
        if self.sections.is_explained() { make() } else { T::default() }
    }
}

/// An assessment without words yet, and what the words are made from.
#[derive(Debug)]
pub struct Composed {
    /// The assessment; its cards and sentences are empty.
    pub assessment: Assessment,
    /// What is asked of the two-disease cover, if anything.
    pub enrol: Option<StepReport>,
    /// Every contribution that decides something, most serious first.
    pub speaking: Vec<(Concern, Contribution)>,
}

impl Judge {
    /// Assesses one record, with evidence.
    pub fn compose(&self, request: &Request<'_>, scratch: &mut Scratch) -> Composed {
        let Request { record, chart, as_of, .. } = *request;
        let verdict = self.judge(chart, as_of, scratch);
        let possible: Vec<Possible> = Concern::ALL
            .iter()
            .flat_map(|concern| {
                self.possible(chart, as_of, *concern, own(&verdict.concerns, *concern), scratch)
            })
            .collect();
        let speaking = spoken(&verdict, scratch);
        let findings = self.findings(request, &verdict, &speaking, &possible, scratch);
        let set_aside = self.set_aside(record, as_of);
        let sides = Sides {
            chart,
            possible: &possible,
            set_aside: &set_aside,
            request,
            was: request.explained(|| self.was(chart, as_of, &verdict, scratch)),
            changes: request.explained(|| self.would_change(chart, as_of, &verdict, scratch)),
        };
        let tier = self.patient_tier(&sides, &verdict, scratch);
        let concern = |concern| request.explained(|| self.concern_report(&sides, &verdict, concern, scratch));
        let concerns =
            Concerns { hypertension: concern(Concern::Hypertension), diabetes: concern(Concern::Diabetes) };
        let Stepped { steps, enrol, mut missing } = self.steps(request, &verdict);
        let mut gaps = request.shown(Section::Gaps, || self.gaps(chart, as_of, &possible));
        let Referred { report: referral, care } =
            self.refer(request, &verdict, (&speaking, scratch), &mut missing);
        if request.sections.has(Section::Gaps) {
            self.step_gaps(request, missing, &mut gaps);
        }
        let is_changed = request.sections.has(Section::Changed);
        let mut targets = Vec::new();
        if is_changed || request.sections.has(Section::Targets) {
            targets = self.target_reports(request, &verdict);
        }
        let mut timeline = Vec::new();
        if is_changed || request.sections.has(Section::Timeline) {
            timeline = self.timeline(chart, as_of, scratch);
        }
        // What is known before a diagnosis joins the card that asks to settle a suspicion.
        let is_suspected = speaking.iter().any(|(_, said)| said.level == Level::G3);
        let mut diagnosis = Diagnoses::default();
        if is_suspected || request.sections.has(Section::Diagnosis) {
            diagnosis = self.diagnoses(request, &verdict);
        }
        let view = self.view(chart, Concern::Hypertension, as_of, chart.upto(as_of));
        // Without a plan that is shown, advice is only for a card that asks and is about no danger.
        let asks = |said: &Contribution| !said.level.is_red() && !matches!(said.level, Level::B1 | Level::B2);
        let is_advised = request.sections.has(Section::Plan) || speaking.iter().any(|(_, said)| asks(said));
        let Advised { lifestyle, diet, exercise } =
            if is_advised { self.advise(request, &verdict) } else { Advised::default() };
        let plan =
            PlanReport { medication: steps, lifestyle, diet, exercise, ..self.plan(request, &verdict) };
        let assessment = Assessment {
            schema: SCHEMA,
            as_of,
            locale: request.locale,
            profile: request.profile,
            concerns,
            referral,
            care,
            management: self.management(chart, as_of, &verdict),
            changed: request.shown(Section::Changed, || {
                changed::changed(request, &verdict, scratch, &timeline, &targets)
            }),
            targets,
            risk: request.shown(Section::Risk, || self.risks(request)),
            home: request.shown(Section::Home, || self.home_reports(request, &view)),
            trends: request.shown(Section::Trends, || self.trend_reports(&view)),
            diagnosis,
            plan,
            cards: Vec::new(),
            findings,
            medication_checks: self.medication_checks(request, None),
            gaps,
            set_aside: set_aside.clone(),
            timeline,
            letters: Vec::new(),
            stamp: self.stamp(Some(&record.digest)),
            tier,
            sections: request.sections,
        };
        Composed { assessment, enrol, speaking }
    }

    /// What answers: engine, packs, digest.
    pub fn stamp(&self, record: Option<&str>) -> Stamp {
        let packs = self.ruleset.packs.iter();
        Stamp {
            engine: env!("CARGO_PKG_VERSION"),
            guidelines: packs
                .map(|pack| PackStamp { id: pack.id.clone(), version: pack.version.clone() })
                .collect(),
            digest: self.ruleset.digest.clone(),
            overlay: self
                .ruleset
                .overlay
                .as_ref()
                .map(|overlay| format!("{}@{}", overlay.id, overlay.version)),
            record: record.map(str::to_owned),
        }
    }

    /// The tier on every visit day, and on every day of a red finding.
    fn timeline(&self, chart: &Chart, as_of: Day, scratch: &Scratch) -> Vec<TimelineEntry> {
        let mut days: Vec<Day> = Vec::new();
        for (states, findings) in scratch.states.iter().zip(&scratch.findings) {
            days.extend(states.iter().filter(|state| state.class.is_some()).map(|state| state.day));
            days.extend(findings.iter().map(|finding| finding.day));
        }
        // A visit that had no reading is a visit to whoever reads the line.
        let visits = chart.visits.iter().filter(|visit| visit.face_to_face && visit.reached);
        days.extend(visits.map(|visit| visit.day).filter(|day| *day <= as_of));
        sort(&mut days);
        days.dedup();
        let mut scratch = scratch.clone();
        let mut entry = |at: Day| {
            let verdict = self.judge_back(chart, at, &mut scratch);
            let [hypertension, diabetes] = verdict.concerns;
            TimelineEntry {
                at,
                level: verdict.level,
                hypertension: hypertension.level,
                diabetes: diabetes.level,
            }
        };
        let mut entries: Vec<TimelineEntry> = days.into_iter().rev().map(&mut entry).collect();
        entries.reverse();
        entries
    }

    /// The last different colour before the as-of day.
    fn was(&self, chart: &Chart, as_of: Day, verdict: &Verdict, scratch: &Scratch) -> Was {
        let now = Was::of(verdict);
        let mut was = Was::default();
        let mut scratch = scratch.clone();
        let entries = chart.days.get(..chart.upto(as_of)).unwrap_or(&[]);
        let mut before = as_of;
        for entry in entries.iter().rev() {
            // Between two events a colour changes once at most: the interval's two ends show both.
            let end = before.plus(-1).max(entry.day);
            for day in [Some(end), Some(entry.day).filter(|start| *start != end)].into_iter().flatten() {
                if was.is_known(now) {
                    return was;
                }
                if day < as_of {
                    was.look_back(now, Was::of(&self.judge_back(chart, day, &mut scratch)));
                }
            }
            before = entry.day;
        }
        was
    }

    fn findings(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        speaking: &[(Concern, Contribution)],
        possible: &[Possible],
        scratch: &Scratch,
    ) -> Vec<FindingReport> {
        let chart = request.chart;
        let mut list: Vec<FindingReport> = Vec::new();
        for (concern, said) in speaking {
            let Some(rule) = said.rule.and_then(|at| self.rule(at)) else { continue };
            if list.iter().any(|own| own.rule == rule.id) {
                continue;
            }
            let findings = own(&scratch.findings, *concern);
            let finding = findings.iter().rev().find(|f| Some(f.rule) == said.rule && f.day == said.at);
            let view = match finding {
                Some(finding) => self.finding_view(chart, *concern, finding),
                None => self.tier_view(chart, request.as_of, *concern, own(&verdict.concerns, *concern)),
            };
            let mut report = self.finding(request, rule, said.level, said.at, "fired", &view);
            if self.is_builtin(*concern, said.rule) {
                report.because.extend(self.newest_reading(&view, request.record));
            }
            list.push(report);
        }
        let told = if request.sections.has(Section::Findings) { POSSIBLE } else { 0 };
        for possible in possible.iter().take(told) {
            let Some(rule) = self.rule(possible.rule) else { continue };
            let mut view = self.view(chart, possible.concern, possible.day, chart.upto(possible.day));
            view.lookback = Some(self.ruleset.policy.lost_days);
            view.targets = self.targets(&view);
            list.push(self.finding(request, rule, possible.level, possible.day, "possible", &view));
        }
        list
    }

    fn finding(
        &self,
        request: &Request<'_>,
        rule: &Rule,
        level: Level,
        at: Day,
        outcome: &'static str,
        view: &View<'_>,
    ) -> FindingReport {
        let mut because = Vec::new();
        self.evidence(rule.when, view, request.record, &mut because);
        // A precondition without a value of its own explains nothing; of what is possible only the unknown matters.
        let wanted = if outcome == "fired" { Truth::Met } else { Truth::Unknown };
        because.retain(|evidence| {
            (evidence.value.is_some() || wanted == Truth::Unknown) && evidence.truth == wanted
        });
        if wanted == Truth::Unknown {
            because.dedup_by_key(|evidence| evidence.concept);
        }
        let pack = self.ruleset.packs.get(rule.pack);
        let pending = self.is_pending(rule, outcome, &because, request.record);
        let cite = self.citation(&rule.cite, rule.confidence, pending, request.language);
        FindingReport {
            rule: rule.id.clone(),
            concern: rule.concern.code(),
            at,
            outcome,
            answered: None,
            level,
            origin: pack.map_or(String::new(), |pack| format!("{}@{}", pack.id, pack.version)),
            review: cite.review,
            cite,
            text: None,
            because,
        }
    }

    /// Whether a clinician has yet to check what a finding rests on: the rule, or a number it used.
    fn is_pending(
        &self,
        rule: &Rule,
        outcome: &str,
        because: &[super::evidence::Evidence],
        record: &Record,
    ) -> bool {
        let parameter =
            |name: &str| self.ruleset.parameter(name).is_some_and(|(_, parameter)| parameter.pending);
        let used = because.iter().filter_map(|evidence| evidence.parameter.as_deref()).any(parameter);
        // How long a sensor's value must last is a number of the rule that no evidence shows.
        let sensor = because.iter().filter_map(|evidence| evidence.observation.as_deref()).any(|id| {
            let own = record.observations.iter().find(|observation| observation.id.as_deref() == Some(id));
            own.is_some_and(|observation| {
                observation.specimen == Some(crate::concept::Specimen::Interstitial)
            })
        });
        let days = match rule.then {
            Then::Level { days_parameter: Some(at), .. } => {
                self.ruleset.parameters.get(usize::from(at)).is_some_and(|parameter| parameter.pending)
            }
            _ => false,
        };
        rule.marked_pending
            || used
            || days
            || (sensor && rule.pending)
            || (outcome != "fired" && rule.pending)
    }

    /// Where something stands, readable.
    pub fn citation(&self, cite: &Cite, confidence: Confidence, pending: bool, language: usize) -> Citation {
        let pack = self.ruleset.packs.iter().find(|pack| pack.id == cite.guideline);
        let label = pack.and_then(|pack| pack.title.get(language)).cloned();
        Citation {
            guideline: cite.guideline.clone(),
            label: label.unwrap_or_else(|| cite.guideline.clone()),
            section: cite.section.clone(),
            url: pack.and_then(|pack| pack.url.clone()),
            confidence: confidence.code(),
            review: pending.then_some("pending"),
        }
    }
}

/// What the tier of a patient and of its concerns share.
struct Sides<'a> {
    chart: &'a Chart,
    possible: &'a [Possible],
    set_aside: &'a [SetAside],
    request: &'a Request<'a>,
    was: Was,
    changes: [Vec<Change>; 2],
}

/// Colours of the patient and of each concern.
#[derive(Clone, Copy, Debug, Default)]
struct Was {
    patient: Option<Colour>,
    concerns: [Option<Colour>; 2],
}

impl Was {
    fn of(verdict: &Verdict) -> Self {
        let concerns = verdict.concerns.map(|own| own.level.map(Level::colour));
        Self { patient: verdict.colour(), concerns }
    }

    fn each(self) -> [Option<Colour>; 3] {
        let [hypertension, diabetes] = self.concerns;
        [self.patient, hypertension, diabetes]
    }

    /// Whether everything that has a colour now is known to have had another.
    fn is_known(self, now: Self) -> bool {
        self.each().iter().zip(now.each()).all(|(was, now)| was.is_some() || now.is_none())
    }

    /// Takes over what was coloured differently then, where nothing newer was.
    fn look_back(&mut self, now: Self, then: Self) {
        let [hypertension, diabetes] = &mut self.concerns;
        let places = [&mut self.patient, hypertension, diabetes];
        for ((was, now), then) in places.into_iter().zip(now.each()).zip(then.each()) {
            if was.is_none() && now.is_some() && then != now {
                *was = then;
            }
        }
    }
}

fn is_about_quality(code: &str) -> bool {
    [ProblemCode::Implausible, ProblemCode::Contradictory, ProblemCode::UnknownUnit]
        .iter()
        .any(|quality| quality.code() == code)
}

/// What speaks, most serious first, each rule once per concern by its most serious and newest day.
fn spoken(verdict: &Verdict, scratch: &Scratch) -> Vec<(Concern, Contribution)> {
    let mut list: Vec<(Concern, Contribution)> = Vec::new();
    for concern in Concern::ALL {
        let mine = own(&verdict.concerns, *concern);
        if mine.level.is_none() {
            continue;
        }
        // Moved with red open: the concern's own verdict replaces what its rules said.
        let said = own(&scratch.contributions, *concern);
        let replaced = mine.because.filter(|because| !said.contains(because));
        match replaced {
            Some(because) => list.push((*concern, because)),
            None => list.extend(said.iter().map(|said| (*concern, *said))),
        }
    }
    sort_by_key(&mut list, |(concern, said)| (std::cmp::Reverse((said.level, said.at)), said.rule, *concern));
    let mut seen: Vec<(Concern, Option<u16>)> = Vec::new();
    list.retain(|(concern, said)| {
        let fresh = !seen.contains(&(*concern, said.rule));
        seen.push((*concern, said.rule));
        fresh
    });
    list
}

/// Who must act on a level.
pub const fn owner(level: Level) -> &'static str {
    match level {
        Level::R0 => "present-staff",
        Level::R1 | Level::R2 | Level::B3 => "township-clinic",
        Level::G2 => "grid-volunteer",
        _ => "village-doctor",
    }
}
