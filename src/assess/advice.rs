//! Food, drink, smoke and movement: what documents ask of this person, and what the record shows to be otherwise.
//!
//! Rows of `guidelines/<pack>/lifestyle.toml` in the order of the profile: the first that speaks of a thing is
//! shown, others beside it where they say something else. A row that is not known says nothing, and what it wants
//! to know is told. Arithmetic is here, its numbers are the rows'.

pub mod report;

use report::{AdviceReport, DietReport, ExerciseReport};

use super::compose::Request;
use super::evidence::Missing;
use super::report::{Citation, OtherTarget};
use super::{Judge, Section, Verdict};
use crate::concept::{Concept, Concern, Level, Truth};
use crate::facts::{Answer, View};
use crate::guideline::{Advice, Part, Says};
use crate::quantity::Decimal;
use crate::record::Lifestyle;

/// How many things a person is told at once.
const AT_ONCE: usize = 3;

/// What is told of habits that nobody asked about.
const NOT_ASKED: Option<&str> = Some("not-asked");

/// The three parts of a plan.
#[derive(Debug, Default)]
pub struct Advised {
    /// What to begin with.
    pub lifestyle: Vec<AdviceReport>,
    /// What to eat and drink.
    pub diet: Option<DietReport>,
    /// How to move.
    pub exercise: Option<ExerciseReport>,
}

/// What the rows reckon with.
#[derive(Default)]
struct Body {
    height: Option<Decimal>,
    weight: Option<Decimal>,
    waist: Option<Decimal>,
    standard: Option<Decimal>,
    least: Decimal,
}

/// Everything that was said, and what was not known, of the diet and of the rest.
#[derive(Default)]
struct Heard {
    said: Vec<AdviceReport>,
    body: Body,
    missing: [Vec<&'static str>; 2],
}

impl Judge {
    /// What is asked of a patient's days.
    pub(super) fn advise(&self, request: &Request<'_>, verdict: &Verdict) -> Advised {
        let Some(level) = verdict.level else { return Advised::default() };
        let heard = self.hear_advice(request);
        // First someone sees the patient; until then only what forbids is said, and what to do while they wait.
        let is_red = level.is_red() || level == Level::G2WasRed;
        let exercise = heard.exercise(is_red);
        if matches!(level, Level::R0 | Level::R1) {
            let lifestyle = heard.find(Says::LowSugar).cloned().into_iter().collect();
            return Advised { lifestyle, exercise, ..Advised::default() };
        }
        let moves = exercise.as_ref().is_some_and(|own| !own.types.is_empty() && own.not_today.is_empty());
        Advised {
            lifestyle: heard.lifestyle(moves),
            diet: request.shown(Section::Plan, || heard.diet()),
            exercise,
        }
    }

    fn hear_advice(&self, request: &Request<'_>) -> Heard {
        let (chart, memo) = (request.chart, self.memo());
        let view = self.view(chart, Concern::Hypertension, request.as_of, chart.upto(request.as_of));
        let view = view.remembering(&memo);
        let mut heard = Heard { body: self.body(&view), ..Heard::default() };
        let in_care = |concern| self.is_classed(chart, concern, request.as_of);
        let care = [in_care(Concern::Hypertension), in_care(Concern::Diabetes)];
        let mut open: Vec<&Advice> = Vec::new();
        for pack in self.profile(request.profile).map_or(&[][..], |profile| &profile.speaks) {
            for row in &self.ruleset.advice {
                let concerns = match row.concern {
                    Some(concern) => *super::own(&care, concern),
                    None => care.contains(&true),
                };
                if row.clause.pack != *pack || !concerns {
                    continue;
                }
                match self.truth(row.when, &view) {
                    Truth::Met => self.say_advice(request, row, &mut heard),
                    // What would have to be known is told where the plan is.
                    Truth::Unknown if request.sections.has(Section::Plan) => open.push(row),
                    Truth::Unknown | Truth::NotMet => {}
                }
            }
        }
        let mut list = Vec::new();
        for row in open {
            if heard.find(row.says).is_none() {
                self.missing(row.when, &view, &mut list);
                while let Some(Missing { name, concept, .. }) = list.pop() {
                    heard.miss(row.says, concept == Some(Concept::Bmi), name);
                }
            }
        }
        heard
    }

    /// Height of any day, weight of the year, and the standard weight by the row of the sex.
    fn body(&self, view: &View<'_>) -> Body {
        let year = self.ruleset.policy.test_days;
        let mut body = Body {
            height: newest(view, Concept::Height, i32::MAX),
            weight: newest(view, Concept::Weight, year),
            waist: newest(view, Concept::Waist, year),
            ..Body::default()
        };
        for row in &self.ruleset.advice {
            if row.says.part() != Part::Body || !self.truth(row.when, view).is_met() {
                continue;
            }
            match *row.value.as_slice() {
                [least] => body.least = least,
                [off, factor, ref less @ ..] => {
                    let less = less.first().copied().unwrap_or_default();
                    let standard = body.height.map(|own| own.minus(off).scaled_by(factor).minus(less));
                    // The formula is for grown bodies: of a very short one it makes nothing.
                    body.standard = standard.filter(|own| *own > Decimal::default());
                }
                [] => {}
            }
        }
        body
    }

    /// Adds a row that holds, beside an earlier document's where that says something else.
    fn say_advice(&self, request: &Request<'_>, row: &Advice, heard: &mut Heard) {
        let Advice { clause, says, .. } = row;
        let Some(numbers) = heard.reckon(row) else {
            // Energy rests on the height, what a weight comes to on the weight; the staple food on the energy.
            if *says != Says::Staple {
                heard.miss(*says, true, "");
            }
            return;
        };
        let cite = self.citation(&clause.cite, clause.confidence, clause.pending, request.language);
        if let Some(first) = heard.said.iter_mut().find(|own| own.says == *says) {
            let target = [&*range(&numbers), says.unit()].concat();
            let is_other = !numbers.is_empty() && numbers != first.numbers;
            if is_other && first.others.iter().all(|own| own.target != target) {
                let Citation { guideline, label, .. } = cite;
                first.others.push(OtherTarget { guideline, label, target, met: None });
            }
            return;
        }
        let code = Some(says.code());
        let (topic, reason) = if says.part() == Part::NotToday { (None, code) } else { (code, None) };
        let goal = numbers.first().copied().unwrap_or_default();
        let (now, why) = heard.body.against(request, *says, goal);
        heard.said.push(AdviceReport {
            topic,
            reason,
            rule: clause.id.clone(),
            text: String::new(),
            why,
            now,
            numbers,
            review: cite.review,
            cite,
            others: Vec::new(),
            says: *says,
        });
    }
}

impl Body {
    /// How much it is now, and whether that is otherwise than asked: as what, or that nobody asked.
    fn against(
        &self,
        request: &Request<'_>,
        says: Says,
        goal: Decimal,
    ) -> (Option<Decimal>, Option<&'static str>) {
        let none = Lifestyle::default();
        let asked = request.record.lifestyle.as_ref();
        let asked = asked.filter(|own| own.at.is_none_or(|at| at.day <= request.as_of)).unwrap_or(&none);
        let (now, said) = match says {
            Says::WeightLoss | Says::WeightGain | Says::Weight => return (self.weight, Some("measured")),
            Says::Waist => return (self.waist, Some("measured")),
            Says::Smoking => (asked.cigarettes_per_day, smokes(asked)),
            Says::Salt => (asked.salt_grams_per_day, salty(asked)),
            Says::Alcohol => (asked.alcohol_grams_per_day, None),
            Says::Staple => (asked.staple_grams_per_day, None),
            Says::Activity => (asked.exercise_minutes_per_week, None),
            Says::LowSugar => return (None, Some("measured")),
            Says::Sleep => (None, None),
            _ => return (None, None),
        };
        let wrong = match (now, says) {
            (None, _) | (_, Says::Smoking) => said,
            (Some(now), Says::Activity) => Some(now < goal),
            (Some(now), Says::Salt) => Some(now >= goal),
            (Some(now), _) => Some(now > goal),
        };
        (now, wrong.map_or(NOT_ASKED, |wrong| wrong.then_some("recorded")))
    }
}

impl Heard {
    /// What the record shows to be otherwise, then what nobody asked about.
    fn lifestyle(&self, moves: bool) -> Vec<AdviceReport> {
        let mut list = Vec::new();
        for asked in [true, false] {
            for says in Says::ALL {
                let Some(own) = self.find(*says) else { continue };
                let fits = own.why.is_some() && (own.why != NOT_ASKED) == asked;
                if fits && list.len() < AT_ONCE && (moves || *says != Says::Activity) {
                    list.push(own.clone());
                }
            }
        }
        list
    }

    fn diet(self) -> Option<DietReport> {
        let goals = [Says::WeightLoss, Says::WeightGain, Says::Weight];
        let mut report = DietReport {
            energy_kcal: self.pair(Says::Energy),
            staple_grams: self.first(Says::Staple),
            salt_grams: self.first(Says::Salt),
            alcohol: self.find(Says::Alcohol).filter(|own| own.numbers.is_empty()).map(|_| "none"),
            protein_grams_per_kg: self.first(Says::Protein),
            potassium_salt: self.find(Says::PotassiumSalt).is_some(),
            weight_goal_kg: goals.into_iter().find_map(|goal| self.first(goal)),
            items: Vec::new(),
            missing: Vec::new(),
        };
        for own in self.said {
            if own.says.part() == Part::Diet {
                report.items.push(own);
            }
        }
        [report.missing, _] = self.missing;
        if report.items.is_empty() { None } else { Some(report) }
    }

    fn exercise(&self, is_red: bool) -> Option<ExerciseReport> {
        let [_, missing] = &self.missing;
        let mut report = ExerciseReport {
            types: Vec::new(),
            intensity: None,
            minutes_per_week: self.first(Says::Activity),
            days_per_week: self.pair(Says::Days),
            not_today: Vec::new(),
            items: Vec::new(),
            missing: missing.clone(),
        };
        for own in &self.said {
            match own.says.part() {
                Part::NotToday => report.not_today.push(own.clone()),
                Part::Exercise if !is_red => report.items.push(own.clone()),
                _ => {}
            }
            match own.says {
                Says::Walking | Says::Seated | Says::Resistance if !is_red => {
                    report.types.push(own.says.code());
                }
                Says::Moderate | Says::Light => report.intensity = own.topic,
                _ => {}
            }
        }
        if report.types.is_empty() {
            report.items = Vec::new();
            (report.intensity, report.minutes_per_week, report.days_per_week) = (None, None, None);
            let asks = !is_red && missing.contains(&"pregnancy");
            if report.not_today.is_empty() && !asks {
                return None;
            }
        }
        Some(report)
    }

    /// Notes what is not known; of a body mass index, and of what is made of a body, what it is made from.
    fn miss(&mut self, says: Says, is_made: bool, name: &'static str) {
        let [diet, rest] = &mut self.missing;
        let list = match says.part() {
            Part::Habit => return,
            Part::Diet | Part::Body => diet,
            _ => rest,
        };
        let Body { height, weight, .. } = self.body;
        let mut add = |name| {
            if !list.contains(&name) {
                list.push(name);
            }
        };
        if is_made && height.is_none() {
            add("height");
        }
        if is_made && weight.is_none() {
            add("weight");
        }
        let told = is_made && (height.is_none() || weight.is_none());
        if !told && !name.is_empty() {
            add(name);
        }
    }

    fn find(&self, says: Says) -> Option<&AdviceReport> {
        self.said.iter().find(|own| own.says == says)
    }

    fn first(&self, says: Says) -> Option<Decimal> {
        self.find(says)?.numbers.first().copied()
    }

    /// The first two numbers.
    fn pair(&self, says: Says) -> Option<Vec<Decimal>> {
        self.find(says)?.numbers.get(..2).map(<[Decimal]>::to_vec)
    }

    /// The numbers to say; none where what they are made from is not known.
    fn reckon(&self, row: &Advice) -> Option<Vec<Decimal>> {
        let Body { height, weight, standard, least, .. } = self.body;
        let tenth = Decimal::from_milli(100);
        let mut list = Vec::new();
        match (row.says, row.value.as_slice()) {
            (Says::Energy, value) => {
                for each in value {
                    list.push(standard?.scaled_by(*each).max(least).nearest(Decimal::from_int(10)));
                }
            }
            (Says::WeightLoss, [from, to, rest @ ..]) => {
                for share in [from, to] {
                    list.push(weight?.minus(percent(weight?, *share)).nearest(tenth));
                }
                for each in rest {
                    list.push(*each);
                }
            }
            (Says::Weight, [index, ..]) => list.push(at_index(height?, *index).nearest(tenth)),
            (Says::WeightGain, [index, ..]) => {
                list.push(standard?.max(at_index(height?, *index)).nearest(tenth));
            }
            // Minutes each time, and on how many days.
            (Says::Activity, [minutes, from, to]) => {
                for days in [from, to] {
                    list.push(minutes.scaled_by(*days));
                }
            }
            (Says::Staple, [from, to, grams, step, ..]) => {
                let energy = self.pair(Says::Energy)?;
                let (low, high) = (percent(*energy.first()?, *from), percent(*energy.last()?, *to));
                list.push(low.mean(high).scaled_by(*grams).nearest(*step));
            }
            (Says::StandardWeight | Says::EnergyLeast, _) => return None,
            (_, value) => list = value.to_vec(),
        }
        Some(list)
    }
}

/// Smoke of one's own or of others; only both answers say that there is none.
fn smokes(asked: &Lifestyle) -> Option<bool> {
    let counted = asked.cigarettes_per_day.map(|count| count > Decimal::default()).filter(|own| *own);
    let own = counted.or(asked.smoking.as_deref().map(|answer| answer == "current"));
    match (own, asked.second_hand_smoke) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// What the form's word says of salt; a middling one says neither.
fn salty(asked: &Lifestyle) -> Option<bool> {
    match asked.salt_level.as_deref() {
        Some("heavy") => Some(true),
        Some("light") => Some(false),
        _ => None,
    }
}

fn newest(view: &View<'_>, concept: Concept, counts: i32) -> Option<Decimal> {
    let (sample, day) = view.latest(concept)?;
    match sample.answer {
        Answer::Number { value, .. } if view.day.since(day) <= counts => Some(value),
        _ => None,
    }
}

fn percent(of: Decimal, share: Decimal) -> Decimal {
    of.scaled_by(share).scaled_by(Decimal::from_milli(10))
}

/// The weight in kilograms of a body mass index at a height in centimetres.
fn at_index(height: Decimal, index: Decimal) -> Decimal {
    let metres = height.scaled_by(Decimal::from_milli(10));
    metres.scaled_by(metres).scaled_by(index)
}

/// The first two numbers, such as `150-300`, or the only one.
pub fn range(numbers: &[Decimal]) -> String {
    match numbers {
        [from, to, ..] if from != to => [from.to_string(), to.to_string()].join("-"),
        [only, ..] => only.to_string(),
        [] => String::new(),
    }
}
