//! Every row of every section, read off the rules themselves, and what a person's record makes of it.

use liangbing::assess::{Judge, Scratch, own};
use liangbing::civil::Day;
use liangbing::concept::{Concern, Truth};
use liangbing::engine::{Engine, Options};
use liangbing::guideline::{Head, NodeId};
use liangbing::record::Record;
use serde_json::Value;

/// How a row is asked.
#[derive(Clone, Copy, Debug)]
enum Asked {
    /// Its condition, in the view of its concern; of either disease where none is named.
    When(NodeId, Option<Concern>),
    /// A row on finding a disease, which counts days besides.
    Diagnosis(usize),
    /// A mean at home: there is one or there is none.
    Home,
    /// A trend: there is one or there is none.
    Trend,
}

/// One row, by its section and its name; of a table of risks one cell of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The file of its cases.
    pub section: &'static str,
    /// Its name there.
    pub name: String,
    asked: Asked,
}

/// Every row that has a condition of its own.
pub fn all(engine: &Engine) -> Vec<Row> {
    let rules = &engine.judge().ruleset;
    let mut list: Vec<Row> = Vec::new();
    let mut add = |section, name: &str, asked| list.push(Row { section, name: name.to_owned(), asked });
    let head = |head: &Head| Asked::When(head.when, head.concern);
    for row in &rules.targets {
        add("targets", &row.clause.id, Asked::When(row.when, Some(row.concern)));
    }
    for row in &rules.risks {
        let places = if row.cells.len() == 1 { 0..1 } else { 1..5 };
        for (cell, place) in row.cells.iter().zip(places) {
            let name =
                if place == 0 { row.clause.id.clone() } else { format!("{}-cell-{place}", row.clause.id) };
            add("risks", &name, Asked::When(cell.when, Some(Concern::Hypertension)));
        }
    }
    for (at, row) in rules.diagnosis.iter().enumerate() {
        add("diagnosis", &row.clause.id, Asked::Diagnosis(at));
    }
    for row in &rules.plans.contacts {
        add("contacts", &row.head.id, head(&row.head));
    }
    for row in &rules.plans.tests {
        add("tests", &row.head.id, head(&row.head));
    }
    for row in &rules.plans.lessons {
        add("lessons", &row.head.id, head(&row.head));
    }
    for row in &rules.referrals.criteria {
        // What rules alone say is proven by the rules' own cases.
        let concern = row
            .concern
            .or_else(|| row.rules.first().and_then(|at| engine.judge().rule(*at)).map(|rule| rule.concern));
        if let Some(when) = row.when {
            add("referral", &row.id, Asked::When(when, concern));
        }
    }
    for row in &rules.advice {
        add("lifestyle", &row.clause.id, Asked::When(row.when, row.concern));
    }
    for row in &rules.steps.steps {
        add("steps", &row.id, Asked::When(row.when, row.concern));
    }
    for row in &rules.steps.choices {
        add("choices", &row.id, Asked::When(row.when, row.concern));
    }
    for row in &rules.home {
        add("home", &row.clause.id, Asked::Home);
    }
    for row in &rules.trends {
        add("trends", &row.id, Asked::Trend);
    }
    list
}

/// A record as of a day, asked about rows.
pub struct Person<'a> {
    engine: &'a Engine,
    record: Record,
    as_of: Day,
}

impl<'a> Person<'a> {
    /// Of a record as the contract writes it.
    pub fn new(engine: &'a Engine, record: &Value, as_of: Day) -> Self {
        let text = record.to_string();
        let record = Record::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        Self { engine, record, as_of }
    }

    /// What each row comes to.
    pub fn truths(&self, rows: &[Row]) -> Vec<Truth> {
        let judge = self.engine.judge();
        let chart = self.engine.chart(&self.record);
        let verdict = judge.judge(&chart, self.as_of, &mut Scratch::default());
        let memos = [judge.memo(), judge.memo()];
        let view = |concern: Concern, memo| {
            let mine = own(&verdict.concerns, concern);
            judge.tier_view(&chart, self.as_of, concern, mine).remembering(memo)
        };
        let views = [view(Concern::Hypertension, &memos[0]), view(Concern::Diabetes, &memos[1])];
        let told = self.told();
        let has = |list: &str, name: &str| {
            let list = told[list].as_array().expect("a list");
            Truth::known(list.iter().any(|own| own["rule"] == name))
        };
        let truth = |row: &Row| match row.asked {
            Asked::When(when, Some(concern)) => judge.truth(when, own(&views, concern)),
            Asked::When(when, None) => {
                let classed = |concern: &&Concern| chart.is_diagnosed(**concern, self.as_of);
                let concern = Concern::ALL.iter().find(classed).copied().unwrap_or(Concern::Hypertension);
                judge.truth(when, own(&views, concern))
            }
            Asked::Diagnosis(at) => self.diagnosis(judge, at),
            Asked::Home => has("home", &row.name),
            Asked::Trend => has("trends", &row.name),
        };
        rows.iter().map(truth).collect()
    }

    fn diagnosis(&self, judge: &Judge, at: usize) -> Truth {
        let chart = self.engine.chart(&self.record);
        let row = &judge.ruleset.diagnosis[at];
        let view = judge.view(&chart, row.concern, self.as_of, chart.upto(self.as_of));
        judge.diagnosis_truth(row, &view)
    }

    fn told(&self) -> Value {
        let answer = self.engine.assess(&self.record, &Options::on(self.as_of));
        serde_json::json!({"home": answer.home, "trends": answer.trends})
    }
}
