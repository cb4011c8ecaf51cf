//! The worked patients of the two fact sheets, each with everything its line says: class, level and days, what each
//! document's target comes to, risk, referral, the step of therapy or the check of a medicine, and the clause of what decides.
//!
//! Class, colour and days are the sheets'; where a sheet speaks of days, the answer is due no later. Where a line says
//! something that the module does not say, the test says why in one line. Colours follow the project's own definition.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

#[path = "../support/mod.rs"]
mod support;

mod diabetes;
mod hypertension;
mod vectors;

use liangbing::engine::Locale;
use serde_json::{Value, json};
use support::answer::{Answer, plain};
use support::story::Story;
use support::{AS_OF, expect};

/// One patient's answer, with questions that a line of a sheet asks of it.
struct Patient {
    told: String,
    answer: Answer,
}

/// Who it is with what happened, in the notation of [`support::story`], on the usual day.
fn patient(who: &str, story: &[&str]) -> Patient {
    patient_with(who, story, &json!({}))
}

/// The same with further fields of the record.
fn patient_with(who: &str, story: &[&str], more: &Value) -> Patient {
    let as_of = support::day(AS_OF);
    let record = Story::new(as_of).who(who).tell(story).with(more).record();
    Patient { told: format!("{who}: {story:?}"), answer: support::assess(&record, as_of, Locale::En) }
}

impl Patient {
    fn list(&self, path: &str) -> Vec<Value> {
        self.answer.at(path).as_array().cloned().unwrap_or_else(|| panic!("{}: no list at {path}", self.told))
    }

    /// In the words of [`support::expect`].
    #[track_caller]
    fn is(&self, expected: &str) -> &Self {
        let wrong = expect::differences(&self.answer, &expect::parse(expected));
        assert!(wrong.is_empty(), "{}\n  {}\n  {}", self.told, wrong.join("\n  "), self.answer.summary());
        self
    }

    /// What stands at a path.
    #[track_caller]
    fn at(&self, path: &str, expected: &str) -> &Self {
        assert_eq!(self.answer.text(path), expected, "{}: {path}", self.told);
        self
    }

    /// The clause of a rule that was found, as `pack section`.
    #[track_caller]
    fn by(&self, rule: &str, clause: &str) -> &Self {
        let findings = self.list("/findings");
        let own = findings.iter().find(|own| own["rule"] == rule && own["outcome"] == "fired");
        let own = own.unwrap_or_else(|| panic!("{}: {rule} was not found", self.told));
        assert_eq!(cite(&own["cite"]), clause, "{}: {rule}", self.told);
        self
    }

    /// A target of a kind as every document has it: `< 130/80 mmHg no cn-htn-primary-2025; < 140/90 mmHg yes cn-htn-2024`.
    #[track_caller]
    fn target(&self, concept: &str, kind: &str, expected: &str) -> &Self {
        let said = |own: &Value, pack: &Value| {
            let met = match own["met"] {
                Value::Bool(true) => "yes",
                Value::Bool(false) => "no",
                _ => "unknown",
            };
            format!("{} {met} {}", plain(&own["target"]), plain(pack))
        };
        let mut told = Vec::new();
        let of = |own: &Value| own["concept"] == concept && own["kind"] == kind;
        for own in self.list("/targets").iter().filter(|own| of(own)) {
            told.push(said(own, &own["cite"]["guideline"]));
            for other in own["others"].as_array().into_iter().flatten() {
                told.push(said(other, &other["guideline"]));
            }
        }
        assert_eq!(told.join("; "), expected, "{}: {kind} {concept}", self.told);
        self
    }

    /// The stratum of hypertension: `low..high`, with a `+` where something missing could make it more.
    #[track_caller]
    fn risk(&self, expected: &str) -> &Self {
        let risk = self.answer.at("/risk/hypertension");
        let open = if risk["atLeast"] == true { "+" } else { "" };
        let told = format!("{}..{}{open}", plain(&risk["low"]), plain(&risk["high"]));
        assert_eq!(told, expected, "{}: risk", self.told);
        self.at("/risk/hypertension/cite/guideline", "cn-htn-2024")
    }

    /// What a document says of a disease before its diagnosis: state, and statements as `rule truth` among others.
    #[track_caller]
    fn finds(&self, concern: &str, state: &str, statements: &[&str]) -> &Self {
        let path = format!("/diagnosis/{concern}");
        self.at(&format!("{path}/state"), state);
        let list = self.list(&format!("{path}/statements"));
        let told: Vec<String> =
            list.iter().map(|own| format!("{} {}", plain(&own["rule"]), plain(&own["truth"]))).collect();
        for own in statements {
            assert!(told.iter().any(|had| had == own), "{}: {own} of {told:?}", self.told);
        }
        self
    }

    /// The next contact no later than so many days on, and who owns it.
    #[track_caller]
    fn next(&self, days: i32, owner: &str) -> &Self {
        let by = support::day(&self.answer.text("/plan/nextContact/by"));
        assert_eq!(by.since(self.answer.as_of()), days, "{}: the next contact", self.told);
        self.at("/plan/nextContact/owner", owner)
    }

    /// A rule of another contact beside the next one, so many days on.
    #[track_caller]
    fn beside(&self, rule: &str, days: i32) -> &Self {
        let list = self.list("/plan/nextContact/others");
        let own = list.iter().find(|own| own["rule"] == rule);
        let own = own.unwrap_or_else(|| panic!("{}: no {rule} of {list:?}", self.told));
        let by = support::day(&plain(&own["by"]));
        assert_eq!(by.since(self.answer.as_of()), days, "{}: {rule}", self.told);
        self
    }

    /// The steps of therapy, as `kind class row`, and the first clause of each.
    #[track_caller]
    fn steps(&self, expected: &[(&str, &str)]) -> &Self {
        let told: Vec<(String, String)> = self
            .list("/plan/medication")
            .iter()
            .map(|own| {
                let [step, class, rule] = ["step", "class", "rule"].map(|key| plain(&own[key]));
                (format!("{step} {class} {rule}"), cite(&own["cite"]))
            })
            .collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(step, cite)| ((*step).to_owned(), (*cite).to_owned())).collect();
        assert_eq!(told, expected, "{}: steps", self.told);
        self
    }

    /// A check of a medicine: severity, truth and what it meets, and every clause.
    #[track_caller]
    fn checks(&self, rule: &str, expected: &str, clauses: &[&str]) -> &Self {
        let list = self.list("/medicationChecks");
        let own = list.iter().find(|own| own["rule"] == rule);
        let own = own.unwrap_or_else(|| panic!("{}: no {rule} of {list:#?}", self.told));
        let told = ["severity", "truth", "medication", "with"].map(|key| plain(&own[key])).join(" ");
        assert_eq!(told, expected, "{}: {rule}", self.told);
        let cites: Vec<String> = own["cites"].as_array().into_iter().flatten().map(cite).collect();
        assert_eq!(cites, clauses, "{}: {rule}", self.told);
        self
    }

    /// Whether a test is due, and by which row.
    #[track_caller]
    fn due(&self, concept: &str, rule: &str) -> &Self {
        let list = self.list("/plan/testsDue");
        let own = list.iter().find(|own| own["concept"] == concept);
        assert_eq!(own.map(|own| plain(&own["rule"])).as_deref(), Some(rule), "{}: {concept}", self.told);
        self
    }

    /// Why there is no exercise today.
    #[track_caller]
    fn not_today(&self, reason: &str) -> &Self {
        let list = self.list("/plan/exercise/notToday");
        assert!(list.iter().any(|own| own["reason"] == reason), "{}: {reason} of {list:?}", self.told);
        self
    }

    /// Words that a card says, in its summary or its detail.
    #[track_caller]
    fn says(&self, card: &str, words: &[&str]) -> &Self {
        let cards = self.list("/cards");
        let own = cards.iter().find(|own| own["id"] == card);
        let own = own.unwrap_or_else(|| panic!("{}: no card {card}", self.told));
        let text = format!("{} {}", plain(&own["summary"]), plain(&own["detail"]));
        for word in words {
            assert!(text.contains(word), "{}: `{word}` not in: {text}", self.told);
        }
        self
    }

    /// A criterion of referral that is met, by its words and its clause.
    #[track_caller]
    fn meets(&self, words: &[&str]) -> &Self {
        let met = self.list("/referral/met");
        let has = |own: &Value| words.iter().all(|word| plain(own).contains(word));
        assert!(met.iter().any(has), "{}: {words:?} of {met:?}", self.told);
        self
    }
}

fn cite(cite: &Value) -> String {
    format!("{} {}", plain(&cite["guideline"]), plain(&cite["section"]))
}

/// A measured value of the usual day, with fields of its own.
fn measured(concept: &str, value: f64, unit: &str, more: &Value) -> Value {
    let mut own = json!({"at": AS_OF, "concept": concept, "value": value, "unit": unit});
    for (key, value) in more.as_object().into_iter().flatten() {
        own[key] = value.clone();
    }
    own
}

/// A glucose of the usual day.
fn glucose(value: f64, timing: &str, specimen: &str) -> Value {
    measured("glucose", value, "mmol/L", &json!({"timing": timing, "specimen": specimen}))
}

/// Lists joined: observations of two records.
fn both(one: &Value, other: &Value) -> Value {
    let mut one = one.clone();
    for (key, value) in other.as_object().into_iter().flatten() {
        match (one.get_mut(key), value) {
            (Some(Value::Array(own)), Value::Array(more)) => own.extend(more.iter().cloned()),
            _ => one[key] = value.clone(),
        }
    }
    one
}
