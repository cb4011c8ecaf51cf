//! The assessment of one patient: the verdict with everything that explains it, in codes.

use crate::civil::Day;
use crate::concept::request::Request as Ask;
use crate::concept::{Concept, Concern, DrugClass, Level, ReferralPlace, Truth};
use crate::facts::{Chart, View};
use crate::guideline::{About, Cite, Confidence, Node, NodeId, Rule, Then};
use crate::quantity::Decimal;
use crate::record::{ProblemCode, Record};

use super::possible::Possible;
use super::report::{
    Assessment, Citation, ConcernReport, Concerns, Exports, FindingReport, Kidney, NextContact, PackStamp,
    PlanReport, Receipt, ReferralReport, RiskReport, SetAside, Stamp, TargetReport, Tier, TimelineEntry, met,
};
use super::tier::ConcernVerdict;
use super::{Contribution, Judge, NoColour, Scratch, Status, Verdict, own};

/// How many possible findings an answer carries.
const POSSIBLE: usize = 8;

/// What is asked of [`Judge::compose`].
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "it holds a function")]
pub struct Request<'a> {
    /// The record.
    pub record: &'a Record,
    /// Makes a chart of a record, for this one and for what-ifs.
    pub chart_of: &'a dyn Fn(&Record) -> Chart,
    /// The day to judge.
    pub as_of: Day,
    /// The locale's code.
    pub locale: &'static str,
    /// Which of a guideline's two titles.
    pub language: usize,
    /// The profile's name.
    pub profile: String,
    /// Where a patient goes down to from the user's level.
    pub next_down: ReferralPlace,
}

/// An assessment without words yet, and what the words are made from.
#[derive(Debug)]
pub struct Composed {
    /// The assessment; its cards and sentences are empty.
    pub assessment: Assessment,
    /// Every contribution that decides something, most serious first.
    pub speaking: Vec<(Concern, Contribution)>,
}

impl Judge {
    /// Assesses one record, with evidence.
    pub fn compose(&self, request: &Request<'_>, scratch: &mut Scratch) -> Composed {
        let Request { record, as_of, .. } = *request;
        let chart = (request.chart_of)(record);
        let timeline = self.timeline(&chart, as_of, scratch);
        let verdict = self.judge(&chart, as_of, scratch);
        let possible: Vec<Possible> = Concern::ALL
            .iter()
            .flat_map(|concern| {
                self.possible(&chart, as_of, *concern, own(&verdict.concerns, *concern), scratch)
            })
            .collect();
        let speaking = spoken(&verdict, scratch);
        let findings = self.findings(request, &chart, &verdict, &speaking, &possible, scratch);
        let set_aside = self.set_aside(record, as_of);
        let sides = Sides { chart: &chart, possible: &possible, set_aside: &set_aside, request };
        let tier = self.patient_tier(&sides, &verdict, scratch);
        let concern = |concern| self.concern_report(&sides, &verdict, concern, scratch);
        let concerns =
            Concerns { hypertension: concern(Concern::Hypertension), diabetes: concern(Concern::Diabetes) };
        let plan = PlanReport { next_contact: next_contact(&verdict), ..PlanReport::default() };
        let assessment = Assessment {
            as_of,
            locale: request.locale,
            profile: request.profile.clone(),
            concerns,
            referral: self.referral(request, &verdict, &speaking, &findings, &chart),
            management: self.management(&chart, as_of, &verdict),
            targets: self.target_reports(request, &chart, &verdict),
            risk: RiskReport { kidney: self.kidney(&chart, as_of), ..RiskReport::default() },
            plan,
            cards: Vec::new(),
            findings,
            medication_checks: [],
            gaps: self.gaps(&chart, as_of, &possible),
            set_aside: set_aside.clone(),
            timeline,
            letters: [],
            stamp: self.stamp(Some(&record.digest)),
            tier,
        };
        Composed { assessment, speaking }
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
    fn timeline(&self, chart: &Chart, as_of: Day, scratch: &mut Scratch) -> Vec<TimelineEntry> {
        self.judge(chart, as_of, scratch);
        let mut days: Vec<Day> = Vec::new();
        for (states, findings) in scratch.states.iter().zip(&scratch.findings) {
            days.extend(states.iter().filter(|state| state.class.is_some()).map(|state| state.day));
            days.extend(findings.iter().map(|finding| finding.day));
        }
        days.sort_unstable();
        days.dedup();
        let mut entry = |at: Day| {
            let verdict = self.judge(chart, at, scratch);
            let [hypertension, diabetes] = verdict.concerns;
            TimelineEntry {
                at,
                level: verdict.level,
                hypertension: hypertension.level,
                diabetes: diabetes.level,
            }
        };
        days.into_iter().map(&mut entry).collect()
    }

    /// The last different colour before the as-of day.
    fn was(&self, chart: &Chart, as_of: Day, pick: &dyn Fn(&Verdict) -> Option<Level>) -> Option<Level> {
        let mut scratch = Scratch::default();
        let mut colour = |day: Day| pick(&self.judge(chart, day, &mut scratch));
        let now = colour(as_of)?;
        let entries = chart.days.get(..chart.upto(as_of)).unwrap_or(&[]);
        let mut before = as_of;
        for entry in entries.iter().rev() {
            // Between two events a colour changes once at most: the interval's two ends show both.
            for day in [before.plus(-1).max(entry.day), entry.day] {
                if day < as_of
                    && let Some(level) = colour(day).filter(|level| level.colour() != now.colour())
                {
                    return Some(level);
                }
            }
            before = entry.day;
        }
        None
    }

    fn findings(
        &self,
        request: &Request<'_>,
        chart: &Chart,
        verdict: &Verdict,
        speaking: &[(Concern, Contribution)],
        possible: &[Possible],
        scratch: &Scratch,
    ) -> Vec<FindingReport> {
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
        for possible in possible.iter().take(POSSIBLE) {
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

    fn patient_tier(&self, sides: &Sides<'_>, verdict: &Verdict, scratch: &Scratch) -> Tier {
        let as_of = sides.request.as_of;
        let deciding = verdict.concern.map(|concern| (concern, own(&verdict.concerns, concern)));
        let because = deciding.and_then(|(_, own)| own.because);
        let floor =
            Concern::ALL.iter().filter_map(|concern| self.floor(sides.chart, as_of, *concern, scratch)).max();
        let ceiling = sides.possible.iter().map(|possible| possible.level).max().max(verdict.level);
        let mut changes = Vec::new();
        if let Some((concern, own)) = deciding {
            changes = self.changes(sides.request, concern, own.level);
        }
        let mut tier = self.tier(sides, verdict.level, verdict.reason, because, verdict.act_by);
        tier.was = self.was(sides.chart, as_of, &|verdict| verdict.level).map(Level::colour);
        if verdict.level.is_some() {
            tier.floor = floor.map_or(verdict.level, |floor| Some(floor).min(verdict.level));
            tier.ceiling = ceiling;
        }
        tier.repeat_pending =
            Concern::ALL.iter().any(|concern| self.repeat_pending(sides, *concern, scratch));
        tier.exports = self.exports(sides.chart, as_of, verdict);
        tier.receipt.valid_until = deciding.and_then(|(_, own)| own.valid_until);
        tier.receipt.would_change = changes;
        tier
    }

    fn concern_report(
        &self,
        sides: &Sides<'_>,
        verdict: &Verdict,
        concern: Concern,
        scratch: &Scratch,
    ) -> Option<ConcernReport> {
        let mine: &ConcernVerdict = own(&verdict.concerns, concern);
        if mine.level.is_none() && mine.reason.is_none() {
            return None;
        }
        let as_of = sides.request.as_of;
        let mut tier = self.tier(sides, mine.level, mine.reason, mine.because, mine.act_by);
        let possible = sides.possible.iter().filter(|possible| possible.concern == concern);
        if mine.level.is_some() {
            let floor = self.floor(sides.chart, as_of, concern, scratch);
            tier.floor = floor.map_or(mine.level, |floor| Some(floor).min(mine.level));
            tier.ceiling = possible.map(|possible| possible.level).max().max(mine.level);
        }
        tier.was =
            self.was(sides.chart, as_of, &|verdict| own(&verdict.concerns, concern).level).map(Level::colour);
        tier.repeat_pending = self.repeat_pending(sides, concern, scratch);
        let alone = Verdict { level: mine.level, concern: Some(concern), ..*verdict };
        tier.exports = self.exports(sides.chart, as_of, &alone);
        tier.receipt.valid_until = mine.valid_until;
        if verdict.concern == Some(concern) || mine.level.is_some() {
            tier.receipt.would_change = self.changes(sides.request, concern, mine.level);
        }
        Some(ConcernReport { tier, class: mine.class, consecutive: mine.consecutive })
    }

    fn changes(
        &self,
        request: &Request<'_>,
        concern: Concern,
        now: Option<Level>,
    ) -> Vec<super::report::Change> {
        if now.is_none() {
            return Vec::new();
        }
        self.would_change(request.record, request.chart_of, request.as_of, concern, now)
    }

    fn tier(
        &self,
        sides: &Sides<'_>,
        level: Option<Level>,
        reason: Option<NoColour>,
        because: Option<Contribution>,
        act_by: Option<Contribution>,
    ) -> Tier {
        let rule = because.and_then(|said| said.rule).and_then(|at| self.rule(at));
        Tier {
            colour: level.map(Level::colour),
            level,
            floor: None,
            ceiling: None,
            reason: reason.map(NoColour::code),
            at: because.map(|said| said.at),
            act_by: act_by.map(|said| said.act_by),
            owner: act_by.map(|said| owner(said.level)),
            repeat_pending: false,
            was: None,
            was_red: level == Some(Level::G2WasRed),
            data_quality: sides.set_aside.iter().any(|aside| is_about_quality(aside.code)),
            exports: Exports { three_colour: "green", wenzhou: "green", hearts: None },
            receipt: Receipt {
                because: Vec::new(),
                rule: rule.map(|rule| rule.id.clone()),
                valid_until: None,
                would_change: Vec::new(),
            },
        }
    }

    /// A critical pressure that stands and was not repeated: a timer, not a siren.
    fn repeat_pending(&self, sides: &Sides<'_>, concern: Concern, scratch: &Scratch) -> bool {
        let chart = sides.chart;
        let upto = chart.upto(sides.request.as_of);
        own(&scratch.findings, concern).iter().any(|finding| {
            let Some(rule) = self.rule(finding.rule).filter(|rule| rule.about == About::Pressure) else {
                return false;
            };
            let open =
                matches!(self.status(chart, sides.request.as_of, concern, finding, scratch), Status::Open(_));
            let days = chart.days.get(..upto).unwrap_or(&[]);
            let newer = days.iter().filter(|entry| entry.day > finding.day);
            let again =
                newer.flat_map(|entry| chart.samples_of(entry, Concept::BloodPressure)).any(|s| s.usable);
            let view = self.finding_view(chart, concern, finding);
            open && !again && self.awaits_repeat(rule.when, &view)
        })
    }

    fn awaits_repeat(&self, id: NodeId, view: &View<'_>) -> bool {
        match self.ruleset.node(id) {
            Some(Node::All(parts) | Node::Any(parts)) => {
                parts.iter().any(|part| self.truth(*part, view).is_met() && self.awaits_repeat(*part, view))
            }
            Some(Node::Assumed(part)) => self.awaits_repeat(*part, view),
            Some(Node::Ask(ask @ Ask::Standing(test))) => {
                let standing = view.ask(ask).truth.is_met();
                standing && view.today().is_some_and(|entry| !view.is_repeated(entry, test))
            }
            Some(Node::Ask(ask @ Ask::Impossible { .. })) => view.ask(ask).truth.is_met(),
            _ => false,
        }
    }

    fn referral(
        &self,
        request: &Request<'_>,
        verdict: &Verdict,
        speaking: &[(Concern, Contribution)],
        findings: &[FindingReport],
        chart: &Chart,
    ) -> Option<ReferralReport> {
        let level = verdict.level.filter(|level| level.is_red() || *level == Level::B3)?;
        let check = self.ruleset.policy.check_referral;
        let (direction, urgency) = match level {
            Level::R0 => ("up", "emergency"),
            Level::R1 => ("up", "today"),
            Level::R2 => ("up", "within-14-days"),
            _ => ("down", "routine"),
        };
        let mut rules: Vec<&Rule> = Vec::new();
        let mut to = if level == Level::B3 { request.next_down } else { default_place(level) };
        let mut first: Option<Day> = None;
        for (_, said) in speaking.iter().filter(|(_, said)| said.level.is_red() == level.is_red()) {
            let Some(rule) = said.rule.and_then(|at| self.rule(at)) else { continue };
            let wanted = match rule.then {
                Then::Level { to: Some(place), .. } => place,
                _ => default_place(said.level),
            };
            if said.level == level && level.is_red() {
                // A rule may ask for less than its level's place, never a milder rule for more.
                to = if first.is_none() { wanted } else { to.max(wanted) };
                first = first.or(Some(said.at));
            }
            if !rules.iter().any(|own| own.id == rule.id) {
                rules.push(rule);
            }
        }
        let as_of = request.as_of;
        let open = chart
            .referrals
            .iter()
            .filter(|r| r.up && r.day <= as_of && r.closed.is_none_or(|(closed, _)| closed > as_of));
        let from = open.map(|r| r.day).min();
        let oldest = speaking.iter().filter(|(_, said)| said.level == level).map(|(_, said)| said.at).min();
        let check_by = from.or(oldest).unwrap_or(as_of).plus(check);
        let ids = |outcome: &str| {
            let own = findings.iter().filter(|finding| finding.outcome == outcome && finding.level.is_red());
            own.map(|finding| finding.rule.clone()).collect::<Vec<_>>()
        };
        Some(ReferralReport {
            direction,
            urgency,
            to: to.code(),
            rules: rules.iter().map(|rule| rule.id.clone()).collect(),
            check_by,
            met: if level == Level::B3 {
                rules.iter().map(|rule| rule.id.clone()).collect()
            } else {
                ids("fired")
            },
            not_met: Vec::new(),
            unknown: ids("possible"),
        })
    }

    fn management(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Option<&'static str> {
        let level = verdict.level?;
        let complicated = self.has_complication(chart, as_of);
        let insulin = chart.courses.iter().any(|course| {
            let classes = [DrugClass::InsulinBasal, DrugClass::InsulinPrandial, DrugClass::InsulinPremixed];
            course.is_active(as_of) && course.classes.iter().any(|class| classes.contains(class))
        });
        let class_4 =
            verdict.concerns.iter().any(|own| own.class == Some(crate::concept::VisitClass::Complication));
        Some(match level {
            _ if level.is_red() => "key",
            Level::G2WasRed => "key",
            Level::G2 if insulin => "key",
            _ if level.is_yellow() && (complicated || class_4) => "key",
            _ if level.is_yellow() => "regular",
            Level::G1 => "regular",
            _ if level.is_blue() && complicated => "regular",
            _ => "general",
        })
    }

    fn exports(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Exports {
        use crate::concept::Colour;
        let colour = verdict.level.map(Level::colour);
        Exports {
            three_colour: match colour {
                Some(Colour::Red) => "red",
                Some(Colour::Yellow | Colour::Grey) => "yellow",
                Some(Colour::Blue) | None => "green",
            },
            wenzhou: match (colour, verdict.level) {
                (Some(Colour::Red), _) => "red",
                (Some(Colour::Grey), Some(Level::G3)) => "blue",
                (Some(Colour::Yellow | Colour::Grey), _) => "orange",
                (Some(Colour::Blue), _) => "yellow",
                (None, _) => "green",
            },
            hearts: self.hearts(chart, as_of, verdict),
        }
    }

    /// By the latest reading, except where there is none.
    fn hearts(&self, chart: &Chart, as_of: Day, verdict: &Verdict) -> Option<&'static str> {
        match verdict.level? {
            Level::G1 => return Some("no-visit"),
            Level::G2 | Level::G2WasRed => return Some("lost"),
            _ => {}
        }
        let upto = chart.upto(as_of);
        let mut known = false;
        let mut controlled = true;
        for concern in Concern::ALL.iter().filter(|concern| chart.is_diagnosed(**concern, as_of)) {
            let line = *own(&self.ruleset.policy.below_screening, *concern);
            let truth = (1..=upto).rev().find_map(|upto| {
                let day = chart.days.get(upto.checked_sub(1)?)?.day;
                let truth = self.truth(line, &self.view(chart, *concern, day, upto));
                (truth != Truth::Unknown).then_some(truth)
            });
            known |= truth.is_some();
            controlled &= truth == Some(Truth::Met);
        }
        known.then_some(if controlled { "controlled" } else { "uncontrolled" })
    }

    fn target_reports(&self, request: &Request<'_>, chart: &Chart, verdict: &Verdict) -> Vec<TargetReport> {
        let mut list = Vec::new();
        for concern in Concern::ALL.iter().filter(|concern| self.is_classed(chart, **concern, request.as_of))
        {
            let view = self.tier_view(chart, request.as_of, *concern, own(&verdict.concerns, *concern));
            let concept = match concern {
                Concern::Hypertension => Concept::BloodPressure,
                Concern::Diabetes => Concept::Hba1c,
            };
            // The most lenient target rule that fires is the one in force.
            let fired = self.ruleset.rules.iter().filter_map(|rule| match rule.then {
                Then::Target(target)
                    if target.concept == concept && self.truth(rule.when, &view).is_met() =>
                {
                    Some((self.ruleset.parameters.get(usize::from(target.below))?, rule))
                }
                _ => None,
            });
            let Some((_, rule)) =
                fired.max_by_key(|(parameter, _)| parameter.values.first().map(|(value, _)| *value))
            else {
                continue;
            };
            let first = |pair: [Option<Decimal>; 2]| pair.into_iter().flatten().next();
            let target = match concept {
                Concept::BloodPressure => first(view.targets.systolic)
                    .zip(first(view.targets.diastolic))
                    .map(|(systolic, diastolic)| format!("< {systolic}/{diastolic} mmHg")),
                _ => first(view.targets.hba1c).map(|value| format!("< {value} %")),
            };
            let Some(target) = target else { continue };
            let window = i32::MAX;
            let fact = view.below_target(concept, window);
            list.push(TargetReport {
                concept: concept.code(),
                kind: "clinical",
                target,
                met: met(fact.truth),
                since: None,
                cite: self.citation(&rule.cite, rule.confidence, rule.pending, request.language),
            });
        }
        list
    }

    fn kidney(&self, chart: &Chart, as_of: Day) -> Kidney {
        let view = self.view(chart, Concern::Hypertension, as_of, chart.upto(as_of));
        let egfr = view.latest(Concept::Egfr).and_then(|(sample, _)| match sample.answer {
            crate::facts::Answer::Number { value, .. } => Some(value),
            _ => None,
        });
        Kidney { egfr, ..Kidney::default() }
    }

    fn set_aside(&self, record: &Record, as_of: Day) -> Vec<SetAside> {
        let mut list: Vec<SetAside> = record.problems.iter().cloned().map(SetAside::from).collect();
        let mut later = |path: String, day: Day| {
            if day > as_of {
                let message = format!("`{day}` is later than the as-of day `{as_of}`");
                list.push(SetAside { path, code: ProblemCode::AfterAsOf.code(), message });
            }
        };
        for observation in &record.observations {
            later(format!("observations[{}]", observation.index), observation.at.day);
        }
        for visit in &record.visits {
            later(format!("visits[{}]", visit.index), visit.at.day);
        }
        for referral in &record.referrals {
            later(format!("referrals[{}]", referral.index), referral.at.day);
        }
        for medication in &record.medications {
            let name = medication.code.as_deref().or(medication.name.as_deref()).unwrap_or("");
            if medication.classes.is_empty()
                && self.ruleset.medicines.of(medication.code.as_deref(), medication.name.as_deref()).is_none()
            {
                let message = format!(
                    "medicine `{name}` is not in the drug table; a code or exact name of it is expected"
                );
                let path = format!("medications[{}]", medication.index);
                list.push(SetAside { path, code: ProblemCode::UnknownCode.code(), message });
            }
        }
        list.sort_by(|a, b| (&a.path, a.code, &a.message).cmp(&(&b.path, b.code, &b.message)));
        list
    }
}

/// What the tier of a patient and of its concerns share.
struct Sides<'a> {
    chart: &'a Chart,
    possible: &'a [Possible],
    set_aside: &'a [SetAside],
    request: &'a Request<'a>,
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
        let replaced = mine.because.filter(|because| because.level == Level::G2WasRed);
        match replaced {
            Some(because) => list.push((*concern, because)),
            None => list.extend(own(&scratch.contributions, *concern).iter().map(|said| (*concern, *said))),
        }
    }
    list.sort_by_key(|(concern, said)| (std::cmp::Reverse((said.level, said.at)), said.rule, *concern));
    let mut seen: Vec<(Concern, Option<u16>)> = Vec::new();
    list.retain(|(concern, said)| {
        let fresh = !seen.contains(&(*concern, said.rule));
        seen.push((*concern, said.rule));
        fresh
    });
    list
}

fn next_contact(verdict: &Verdict) -> Option<NextContact> {
    let said = verdict.act_by?;
    Some(NextContact { by: said.act_by, mode: "face-to-face", owner: owner(said.level) })
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

/// Where a level refers to unless its rule says otherwise.
const fn default_place(level: Level) -> ReferralPlace {
    match level {
        Level::R1 => ReferralPlace::TownshipClinic,
        Level::B3 => ReferralPlace::VillageClinic,
        _ => ReferralPlace::CountyHospital,
    }
}
