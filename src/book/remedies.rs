//! The tables that belong to no one pack: medicines, their checks and steps, the plan, and referral.

use super::sheets::{Maker, Row, Sheet};
use crate::guideline::{Asked, Check, Cited, Head, Medicine, ReferralCriterion, Test, Which, decider};

impl Maker<'_> {
    /// Every table of medicines, the plan and referral.
    pub(super) fn of_all(&self) -> Vec<Sheet> {
        let [up, down] = [false, true].map(|down| self.referral(down));
        let sheets = [
            self.medicines(),
            self.checks(),
            self.steps(),
            self.choices(),
            self.after(),
            self.contacts(),
            self.tests(),
            self.lessons(),
            up,
            down,
            self.keepers(),
            self.timers(),
        ];
        sheets.into_iter().flatten().collect()
    }

    fn medicines(&self) -> Option<Sheet> {
        let rows = self.ruleset().medicines.0.iter().map(|own| self.medicine(own)).collect();
        self.sheet(
            "medicines",
            &["medicine", "classes", "dose", "times", "tablet", "lows", "kidney", "checks"],
            rows,
        )
    }

    fn medicine(&self, own: &Medicine) -> Row {
        let doses = own.doses.iter().map(|dose| (dose.printed.clone(), &dose.cited));
        let strengths = own.strengths.iter().map(|(cited, list)| (list.join(", "), cited));
        let kidney = own.kidney.iter().map(|limit| (format!("eGFR {}", limit.printed), &limit.cited));
        let mut cited: Vec<Cited> = Vec::new();
        let mut told = |list: Vec<(String, &Cited)>| {
            let each = list.into_iter().map(|(text, source)| {
                let place = cited.iter().position(|own| own == source).unwrap_or_else(|| {
                    cited.push(source.clone());
                    cited.len().saturating_sub(1)
                });
                format!("{text} [{}]", place.saturating_add(1))
            });
            each.collect::<Vec<_>>().join("; ")
        };
        let (doses, strengths, kidney) =
            (told(doses.collect()), told(strengths.collect()), told(kidney.collect()));
        let lows =
            own.lows.map_or(String::new(), |high| self.words().code(if high { "high" } else { "low" }));
        let cells = vec![
            self.words().medicine(&own.code),
            self.words().classes(&own.classes),
            doses,
            own.times.clone().unwrap_or_default(),
            strengths,
            lows,
            kidney,
            self.checks_of(own),
        ];
        let pending = cited.iter().any(Cited::is_pending);
        self.cited(&own.code, None, cells, (&cited, pending))
    }

    /// The checks that name a medicine or its class.
    fn checks_of(&self, medicine: &Medicine) -> String {
        let named = |check: &&Check| {
            !check.which.classes().is_empty() || check.which.codes().contains(&medicine.code)
        };
        let own = self.ruleset().checks.0.iter().filter(named).filter(|check| {
            check.which.means(Some(&medicine.code), &medicine.classes) && check.asked != Asked::SameClass
        });
        own.map(|check| check.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn checks(&self) -> Option<Sheet> {
        let rows = self.ruleset().checks.0.iter().map(|check| {
            let words = self.words();
            let severity = words.code(check.severity.code());
            let mut asks = match &check.asked {
                Asked::Conditions(list, _) => words.conditions(list),
                Asked::Plans(list) => {
                    let list = words.list(list.iter().map(|own| words.word("plan", own)));
                    words.fill("say.planned", &[("list", &list)])
                }
                Asked::With(other) => words.fill("say.with", &[("list", &self.which(other))]),
                Asked::Liver(list, _) | Asked::Untested(list, _) => self.concepts(list),
                _ => String::new(),
            };
            if check.starting {
                asks =
                    words.list([asks, words.say("say.starting")].into_iter().filter(|own| !own.is_empty()));
            }
            let said = words.word("check", &check.id);
            let said = if said == check.id { String::new() } else { said };
            let cells = vec![severity, self.which(&check.which), asks, said];
            self.cited(&check.id, check.when, cells, (&check.cited, check.pending))
        });
        self.sheet("checks", &["severity", "medicine", "when", "sentence"], rows.collect())
    }

    fn which(&self, which: &Which) -> String {
        let text = self.words().medicines(which.classes(), which.codes());
        if text.is_empty() { self.words().say("say.every-medicine") } else { text }
    }

    fn steps(&self) -> Option<Sheet> {
        let rows = self.ruleset().steps.steps.iter().map(|step| {
            let words = self.words();
            let cells = vec![
                words.code(step.kind.code()),
                words.word("step", &step.id),
                words.classes(&step.from),
                words.classes(&step.classes),
                words.word("place", decider(step.decided_by)),
            ];
            self.cited(&step.id, Some(step.when), cells, (&step.cited, step.pending))
        });
        self.sheet("steps", &["kind", "sentence", "from", "to", "who"], rows.collect())
    }

    fn choices(&self) -> Option<Sheet> {
        let rows = self.ruleset().steps.choices.iter().map(|own| {
            self.cited(
                &own.id,
                Some(own.when),
                vec![self.words().classes(&own.classes)],
                (&own.cited, own.pending),
            )
        });
        self.sheet("choices", &["classes"], rows.collect())
    }

    fn after(&self) -> Option<Sheet> {
        let rows = self.ruleset().steps.after.iter().map(|own| {
            let within = own.within.map_or(String::new(), |days| self.days(days));
            let cells = vec![self.words().classes(&[own.class]), self.concepts(&own.monitor), within];
            let pending = own.cited.iter().any(Cited::is_pending);
            self.cited(own.class.code(), None, cells, (&own.cited, pending))
        });
        self.sheet("after", &["classes", "of", "within"], rows.collect())
    }

    fn head(&self, head: &Head, cells: Vec<String>) -> Row {
        self.cited(&head.id, Some(head.when), cells, (&head.cited, head.pending))
    }

    fn contacts(&self) -> Option<Sheet> {
        let rows = self.ruleset().plans.contacts.iter().map(|own| {
            let words = self.words();
            let from = words.code(own.from.code());
            // What is only named beside a date has no sentence of its own.
            let said = if own.beside { words.say("say.beside") } else { words.word("contact", &own.head.id) };
            let cells = vec![said, from, self.days(own.within), words.word("place", decider(own.owner))];
            self.head(&own.head, cells)
        });
        self.sheet("contacts", &["sentence", "counted", "within", "who"], rows.collect())
    }

    fn tests(&self) -> Option<Sheet> {
        let rows = self.ruleset().plans.tests.iter().map(|own| {
            let cells =
                vec![self.concepts(&own.tests), self.counts(own), self.words().code(own.group.code())];
            self.head(&own.head, cells)
        });
        self.sheet("tests", &["tests", "within", "group"], rows.collect())
    }

    /// For how long a result counts.
    fn counts(&self, row: &Test) -> String {
        let between = |from: i32, to: i32| {
            self.words().fill("say.from-to", &[("from", &from.to_string()), ("to", &to.to_string())])
        };
        let after = |days: &str| self.words().fill("say.takes-time", &[("days", days)]);
        match (row.after_start, row.every.as_slice()) {
            (true, [from, .., to]) => after(&between(*from, *to)),
            (_, [from, to]) => self.words().fill("say.days", &[("days", &between(*from, *to))]),
            (true, [only]) => after(&only.to_string()),
            (false, [only]) => self.days(*only),
            _ => self.words().say("say.once"),
        }
    }

    fn lessons(&self) -> Option<Sheet> {
        let own = self.ruleset().plans.lessons.iter();
        let rows = own.map(|own| self.head(&own.head, vec![self.words().word("lesson", &own.head.id)]));
        self.sheet("lessons", &["sentence"], rows.collect())
    }

    fn referral(&self, down: bool) -> Option<Sheet> {
        let own = self.ruleset().referrals.criteria.iter().filter(|row| row.down == down);
        let rows = own.map(|row| self.refer(row)).collect();
        self.sheet(if down { "down" } else { "up" }, &["sentence", "when", "urgent", "to"], rows)
    }

    fn refer(&self, row: &ReferralCriterion) -> Row {
        let words = self.words();
        let rules = row.rules.iter().filter_map(|at| self.ruleset().rules.get(usize::from(*at)));
        let rules: Vec<&str> = rules.map(|rule| rule.id.as_str()).collect();
        let urgency = if row.rules.is_empty() && !row.down {
            words.word("urgency", row.urgency.code())
        } else {
            String::new()
        };
        let places = words.list(row.to.iter().map(|place| words.word("place", place.code())));
        let cells =
            vec![words.word("refer", &row.id), rules.join(words.say("say.or").as_str()), urgency, places];
        self.cited(&row.id, row.when, cells, (&row.cited, row.pending))
    }

    fn keepers(&self) -> Option<Sheet> {
        let rows = self.ruleset().referrals.keepers.iter().map(|own| {
            let words = self.words();
            let levels: Vec<&str> = own.levels.iter().map(|level| level.code()).collect();
            let with =
                own.with.map(|place| words.fill("say.keeps", &[("of", &words.word("place", place.code()))]));
            let to = words.list([words.word("place", own.to.code())].into_iter().chain(with));
            self.cited(&levels.join(" "), None, vec![levels.join(" "), to], (&own.cited, own.pending))
        });
        self.sheet("keepers", &["levels", "who"], rows.collect())
    }

    fn timers(&self) -> Option<Sheet> {
        let rows = self.ruleset().referrals.timers.iter().map(|own| {
            let days = |days: Option<i32>| days.map_or(String::new(), |days| self.days(days));
            let by = self.words().code(if own.by_sender { "sender" } else { "receiver" });
            let cells =
                vec![self.words().word("state", own.state.code()), by, days(own.within), days(own.urgent)];
            self.cited(own.state.code(), None, cells, (&own.cited, own.pending))
        });
        self.sheet("timers", &["says", "by", "within", "urgent"], rows.collect())
    }
}
