//! Questions as sentences, in one language: what is read, over which days, held against what.

use super::compare::Words;
use crate::concept::request::{Compare, Onset, Op, Pick, PressureTest, Request, Span, Timings};
use crate::concept::{Concept, Concern, Condition, DrugClass, Symptom, Timing};
use crate::guideline::Ruleset;
use crate::quantity::Unit;

/// Who writes them.
pub(super) struct Sentences<'r> {
    ruleset: &'r Ruleset,
    words: &'r Words,
    language: usize,
}

impl<'r> Sentences<'r> {
    pub(super) const fn new(ruleset: &'r Ruleset, words: &'r Words, language: usize) -> Self {
        Self { ruleset, words, language }
    }

    /// A word of the book.
    pub(super) fn say(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// A word of the book with its places filled.
    pub(super) fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut text = self.words.get(key);
        for (name, value) in places {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text.trim().to_owned()
    }

    /// A word of the answers, such as a data element's name; the code where there is none.
    pub(super) fn word(&self, group: &str, code: &str) -> String {
        let words = self.ruleset.words.get(self.language);
        let found = words.and_then(|words| words.find(&format!("{group}.{code}")));
        found.unwrap_or(code).to_owned()
    }

    /// A code that no answer says, by the book's own word; the code itself where it says itself, as `2+` does.
    pub(super) fn code(&self, code: &str) -> String {
        let key = format!("code.{code}");
        let word = self.words.get(&key);
        if word == key { code.to_owned() } else { word }
    }

    /// Words in a row.
    pub(super) fn list(&self, words: impl Iterator<Item = String>) -> String {
        words.collect::<Vec<_>>().join(&self.say("say.comma"))
    }

    /// Names of a data element.
    pub(super) fn concept(&self, concept: Concept, timings: Timings) -> String {
        let of = self.word("concept", concept.code());
        let own = Timing::ALL.iter().filter(|timing| timings != Timings::ALL && timings.has(**timing));
        let timing = self.list(own.map(|timing| self.word("timing", timing.code())));
        if timing.is_empty() { of } else { self.fill("say.timed", &[("of", &of), ("timing", &timing)]) }
    }

    pub(super) fn classes(&self, classes: &[DrugClass]) -> String {
        self.list(classes.iter().map(|class| self.word("drug-class", class.code())))
    }

    /// Classes, then single medicines.
    pub(super) fn medicines(&self, classes: &[DrugClass], codes: &[String]) -> String {
        let own = classes.iter().map(|class| self.word("drug-class", class.code()));
        self.list(own.chain(codes.iter().map(|code| self.medicine(code))))
    }

    /// A medicine's name.
    pub(super) fn medicine(&self, code: &str) -> String {
        let known = self.ruleset.medicines.0.iter().find(|own| own.code == code);
        known.and_then(|own| own.title.get(self.language)).map_or(code, String::as_str).to_owned()
    }

    pub(super) fn conditions(&self, list: &[Condition]) -> String {
        self.list(list.iter().map(|own| self.word("condition", own.code())))
    }

    fn symptoms(&self, list: &[Symptom]) -> String {
        self.list(list.iter().map(|own| self.word("symptom", own.code())))
    }

    fn codes<'c>(&self, list: impl Iterator<Item = &'c str>) -> String {
        self.list(list.map(|code| self.code(code)))
    }

    /// How many of a list.
    pub(super) fn count(&self, test: &Compare) -> String {
        self.fill("say.all-of", &[("count", compared(test, None).trim())])
    }

    /// A test on one pressure, as far as each part is asked.
    pub(super) fn pressure(&self, test: &PressureTest) -> String {
        let part = |compare: Option<Compare>| {
            compare.map(|own| format!(" {} {}", sign(own.op), own.limit())).unwrap_or_default()
        };
        let (systolic, diastolic) = (part(test.systolic), part(test.diastolic));
        let join = self.say(if test.either { "say.or" } else { "say.and" });
        let key = match (test.systolic, test.diastolic) {
            (Some(_), None) => "say.systolic",
            (None, _) => "say.diastolic",
            _ => "say.both",
        };
        let places = [("systolic", systolic.as_str()), ("joint", &join), ("diastolic", &diastolic)];
        let text = self.fill(key, &places);
        format!("{} mmHg", text.replace("  ", " "))
    }

    fn span(&self, span: Span) -> String {
        let days = |key, days: i32| self.fill(key, &[("days", &days.to_string())]);
        match span {
            Span::Day => self.say("span.day"),
            Span::Visit { before: 0 } => self.say("span.visit"),
            Span::Visit { before } => days("span.visit-before", before),
            Span::Within(within) => days("span.within", within),
            Span::Ever => self.say("span.ever"),
        }
    }

    /// The whole sentence of a question.
    pub(super) fn ask(&self, request: &Request) -> String {
        self.of_pressure(request)
            .or_else(|| self.of_value(request))
            .or_else(|| self.of_medicine(request))
            .or_else(|| self.of_person(request))
            .unwrap_or_else(|| self.of_visit(request))
    }

    fn of_pressure(&self, request: &Request) -> Option<String> {
        let plain = |key: &str, test: &PressureTest| self.fill(key, &[("test", &self.pressure(test))]);
        Some(match request {
            Request::Standing(test) => plain("ask.standing", test),
            Request::DayValue(test) => plain("ask.day-value", test),
            Request::UntreatedPressure(test) => plain("ask.untreated", test),
            Request::SomeReading(test, span) => self.spanned("ask.some-reading", test, *span, ""),
            Request::HomeMean(test, span) => self.spanned("ask.home-mean", test, *span, ""),
            Request::AmbulatoryMean(test, span, setting) => {
                self.spanned("ask.ambulatory-mean", test, *span, &self.code(setting.code()))
            }
            Request::Impossible { reversed, beyond: [above, below, wide] } => {
                let [above, below, wide] =
                    [above, below, wide].map(|own| compared(own, Some(Concept::BloodPressure)));
                let places = [
                    ("above", above.as_str()),
                    ("below", &below),
                    ("wide", &wide),
                    ("test", &self.pressure(reversed)),
                ];
                self.fill("ask.impossible", &places).replace("  ", " ")
            }
            Request::RepeatedDays { test, count, window, .. } => {
                self.counted("ask.repeated-days", test, *count, *window)
            }
            Request::RecentDays { test, count } => self.counted("ask.recent-days", test, *count, 0),
            Request::WhiteCoat { raised, after, .. } => self.counted("ask.white-coat", raised, 0, *after),
            Request::ArmDifference(test) => self
                .fill("ask.arms", &[("test", &compared(test, Some(Concept::BloodPressure)))])
                .replace("  ", " "),
            _ => return None,
        })
    }

    fn spanned(&self, key: &str, test: &PressureTest, span: Span, of: &str) -> String {
        self.fill(key, &[("test", &self.pressure(test)), ("span", &self.span(span)), ("of", of)])
    }

    fn counted(&self, key: &str, test: &PressureTest, count: i32, days: i32) -> String {
        let (count, days) = (count.to_string(), days.to_string());
        self.fill(key, &[("test", &self.pressure(test)), ("count", &count), ("days", &days)])
    }

    fn of_value(&self, request: &Request) -> Option<String> {
        let text = |key: &str, of: Concept, test: String, numbers: [i32; 2]| {
            let (of, [days, count]) = (self.concept(of, Timings::ALL), numbers.map(|own| own.to_string()));
            let places = [("of", of.as_str()), ("test", &test), ("days", &days), ("count", &count)];
            self.fill(key, &places).replace("  ", " ")
        };
        Some(match request {
            Request::Number { concept, span, pick, timings, tests, lasting } => {
                let tests = tests.iter().flatten().map(|own| compared(own, Some(*concept)).trim().to_owned());
                let test = tests.collect::<Vec<_>>().join(&self.say("say.and"));
                let key = if *pick == Pick::Latest { "ask.number-latest" } else { "ask.number" };
                let of = self.concept(*concept, *timings);
                let told = self.fill(key, &[("of", &of), ("span", &self.span(*span)), ("test", &test)]);
                match lasting {
                    Some(minutes) => {
                        self.fill("ask.lasting", &[("text", &told), ("days", &minutes.to_string())])
                    }
                    None => told,
                }
            }
            Request::VenousGlucose { timings, test } => {
                let of = self.concept(Concept::Glucose, *timings);
                let test = compared(test, Some(Concept::Glucose));
                self.fill("ask.venous", &[("of", &of), ("test", test.trim())])
            }
            Request::DaysWith { concept, test, window, count, .. } => text(
                "ask.days-with",
                *concept,
                compared(test, Some(*concept)).trim().to_owned(),
                [*window, *count],
            ),
            Request::RecentValues { concept, test, count, .. } => text(
                "ask.recent-values",
                *concept,
                compared(test, Some(*concept)).trim().to_owned(),
                [0, *count],
            ),
            Request::ExcessOverTarget(test) => {
                text("ask.excess", Concept::Hba1c, compared(test, Some(Concept::Hba1c)), [0, 0])
            }
            Request::StuckOverTarget { excess, from, to } => {
                let (of, test) =
                    (self.concept(Concept::Hba1c, Timings::ALL), compared(excess, Some(Concept::Hba1c)));
                let (from, to) = (from.to_string(), to.to_string());
                self.fill("ask.stuck", &[("of", &of), ("from", &from), ("to", &to), ("test", &test)])
                    .replace("  ", " ")
            }
            Request::BelowTarget { concept, window } => {
                text("ask.below-target", *concept, String::new(), [*window, 0])
            }
            Request::PulseSustained { test, apart } => {
                text("ask.pulse", Concept::HeartRate, compared(test, Some(Concept::HeartRate)), [*apart, 0])
            }
            Request::Code { concept, codes, span } => {
                let (of, span) = (self.concept(*concept, Timings::ALL), self.span(*span));
                let list = self.codes(codes.iter().map(|own| own.code()));
                self.fill("ask.code", &[("of", &of), ("span", &span), ("list", &list)])
            }
            Request::Done { concept, span } => self.fill(
                "ask.done",
                &[("of", &self.concept(*concept, Timings::ALL)), ("span", &self.span(*span))],
            ),
            _ => return None,
        })
    }

    fn of_medicine(&self, request: &Request) -> Option<String> {
        let list =
            |key: &str, list: &str, days: i32| self.fill(key, &[("list", list), ("days", &days.to_string())]);
        Some(match request {
            Request::Medicine { classes, codes } => list("ask.medicine", &self.medicines(classes, codes), 0),
            Request::NotTaken => self.say("ask.not-taken"),
            Request::TakenRegularly => self.say("ask.regular"),
            Request::FullDoseClasses { count, days, classes } => {
                let test = compared(count, None);
                let places = [
                    ("days", days.to_string()),
                    ("test", test.trim().to_owned()),
                    ("list", self.classes(classes)),
                ];
                self.fill("ask.full-dose", &places.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
            Request::Untreated(classes) => list("ask.untreated-by", &self.classes(classes), 0),
            Request::Steady { classes, days } => list("ask.steady", &self.classes(classes), *days),
            Request::Cover(states) => list("ask.cover", &self.codes(states.iter().map(String::as_str)), 0),
            _ => return None,
        })
    }

    fn of_person(&self, request: &Request) -> Option<String> {
        let list = |key: &str, list: String| self.fill(key, &[("list", &list)]);
        let of = |key: &str, concern: Concern, days: i32| {
            self.fill(key, &[("of", &self.word("concern", concern.code())), ("days", &days.to_string())])
        };
        Some(match request {
            Request::Condition(own) => list("ask.condition", self.conditions(own)),
            Request::ConditionCount(own, test) => {
                let test = compared(test, None);
                self.fill("ask.condition-count", &[("list", &self.conditions(own)), ("test", test.trim())])
            }
            Request::ConditionDated { conditions, new, infected, age, .. } => {
                let told =
                    list(if *new { "ask.dated-new" } else { "ask.dated" }, self.conditions(conditions));
                let told = if *infected { self.fill("ask.infected", &[("text", &told)]) } else { told };
                self.begun(told, *age)
            }
            Request::Suspected(own) => list("ask.suspected", self.conditions(own)),
            Request::Diagnosed(own) => of("ask.diagnosed", *own, 0),
            Request::DiagnosedWithin(own, days) => of("ask.diagnosed-within", *own, *days),
            Request::Age(test) => self.fill("ask.age", &[("test", &compared(test, None))]).replace("  ", " "),
            Request::Sex(own) => list("ask.sex", self.code(own.code())),
            Request::Pregnancy(own) => list("ask.pregnancy", self.codes(own.iter().map(|own| own.code()))),
            Request::Tobacco => self.say("ask.tobacco"),
            Request::Family { conditions, relations, onset } => {
                let [list, of] =
                    [conditions, relations].map(|own| self.codes(own.iter().map(String::as_str)));
                self.begun(self.fill("ask.family", &[("list", &list), ("of", &of)]), *onset)
            }
            Request::LongTermCare => self.say("ask.long-term-care"),
            Request::Cognition(own) => list("ask.cognition", self.codes(own.iter().map(String::as_str))),
            Request::Sign { symptoms, onset, span } => {
                let key = match onset {
                    Onset::NotOld => "ask.sign",
                    Onset::Acute => "ask.sign-acute",
                    Onset::Old => "ask.sign-old",
                };
                self.fill(key, &[("list", &self.symptoms(symptoms)), ("span", &self.span(*span))])
            }
            Request::UnansweredGroups { groups, test } => {
                let names = groups.iter().map(|own| self.symptoms(own)).collect::<Vec<_>>().join("; ");
                self.fill("ask.groups", &[("list", &names), ("test", compared(test, None).trim())])
            }
            _ => return None,
        })
    }

    /// The age at which it began, where one is asked for.
    fn begun(&self, text: String, age: Option<Compare>) -> String {
        let Some(test) = age else { return text };
        self.fill("ask.begun", &[("text", &text), ("test", &compared(&test, None))]).replace("  ", " ")
    }

    fn of_visit(&self, request: &Request) -> String {
        let list = |key: &str, list: String| self.fill(key, &[("list", &list)]);
        match request {
            Request::FormHypoglycaemia(own) => {
                list("ask.form-hypoglycaemia", self.codes(own.iter().map(|own| own.code())))
            }
            Request::FormAdverseReaction => self.say("ask.form-adverse-reaction"),
            Request::NewComplication(own) => list("ask.new-complication", self.conditions(own)),
            Request::Class(own) => {
                list("ask.class", self.list(own.iter().map(|own| self.word("class", own.code()))))
            }
            Request::Unsatisfied { count, apart } => {
                let test = compared(count, None);
                self.fill("ask.unsatisfied", &[("test", test.trim()), ("days", &apart.to_string())])
            }
            Request::ReferredUp => self.say("ask.referred-up"),
            Request::ReturnedFromAbove => self.say("ask.returned"),
            Request::StableVisits(days) => self.fill("ask.stable", &[("days", &days.to_string())]),
            _ => String::new(),
        }
    }
}

/// A comparison as people write it.
const fn sign(op: Op) -> &'static str {
    match op {
        Op::Ge => "≥",
        Op::Gt => ">",
        Op::Le => "≤",
        Op::Lt => "<",
    }
}

/// `≥ 7 mmol/L`; the unit is the usual one, since the lines say the others.
fn compared(compare: &Compare, concept: Option<Concept>) -> String {
    let unit = concept.and_then(|concept| concept.unit_at(0)).map_or("", Unit::code);
    let unit = if unit == "1" { "" } else { unit };
    format!(" {} {} {unit}", sign(compare.op), compare.limit()).trim_end().to_owned()
}
