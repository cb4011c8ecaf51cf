//! A year of prescriptions for the invented patients: plausible lists, some of them with one fault on purpose.

use serde_json::{Value, json};

use super::random::Random;
use crate::civil::Day;

/// A patient whose list was written down, and what is wrong with it on purpose.
#[derive(Clone, Debug)]
pub struct Prescribed {
    /// The native record.
    pub record: Value,
    /// The fault, if the list has one.
    pub fault: Option<&'static str>,
    /// The days on which someone looks at the record: the visits of the year.
    pub encounters: Vec<Day>,
}

/// Mistakes that a list may carry, each with what it needs.
const FAULTS: &[(i32, &str)] = &[
    (3, "acei-with-arb"),
    (3, "thiazide-in-gout"),
    (3, "beta-blocker-in-asthma"),
    (3, "metformin-in-kidney-failure"),
    (3, "one-class-twice"),
    (3, "ten-times-the-dose"),
    (2, "allergic"),
    (2, "secretagogue-twice"),
];

/// Illnesses beside the two, in a hundred patients.
const ILLNESSES: &[(i32, &str)] = &[
    (8, "coronary-heart-disease"),
    (6, "stroke"),
    (3, "heart-failure"),
    (6, "chronic-kidney-disease"),
    (4, "gout"),
    (2, "asthma"),
];

/// Writes prescriptions into the record of an invented patient.
pub fn prescribe(mut record: Value, random: &mut Random, as_of: Day) -> Prescribed {
    let mut own = List { random, has: codes(&record), medications: Vec::new(), as_of };
    let mut conditions = take(&mut record, "conditions");
    for (percent, code) in ILLNESSES {
        if own.random.chance(*percent) {
            conditions.push(json!({"code": code, "since": "2019"}));
            own.has.push((*code).to_owned());
        }
    }
    let treated = own.random.chance(85);
    if treated && own.is("hypertension") {
        own.pressure();
    }
    if treated && own.is("type-2-diabetes") {
        own.glucose();
    }
    let mut fault = None;
    if own.random.chance(10) {
        fault = Some(own.fault(&mut conditions, &mut record));
    }
    let mut observations = take(&mut record, "observations");
    own.tests(fault, &mut observations);
    let encounters = visits(&mut record, as_of);
    let changed = own.change(&encounters);
    if let Some(at) = changed
        && let Some(visits) = record.get_mut("visits").and_then(Value::as_array_mut)
    {
        for visit in visits.iter_mut().filter(|visit| visit.get("at") == Some(&json!(at.to_string()))) {
            set(visit, "medicationChanged", json!(true));
        }
    }
    let medications = std::mem::take(&mut own.medications);
    set(&mut record, "conditions", json!(conditions));
    set(&mut record, "observations", json!(observations));
    set(&mut record, "medications", json!(medications));
    Prescribed { record, fault, encounters }
}

struct List<'r> {
    random: &'r mut Random,
    has: Vec<String>,
    medications: Vec<Value>,
    as_of: Day,
}

impl List<'_> {
    fn is(&self, code: &str) -> bool {
        self.has.iter().any(|own| own == code)
    }

    fn add(&mut self, code: &str, dose: &str, per_day: i32) {
        let since = self.as_of.plus(self.random.between(-2_000, -500));
        self.medications
            .push(json!({"code": code, "dose": dose, "perDay": per_day, "since": since.to_string()}));
    }

    /// One to three classes, as a careful doctor would choose them.
    fn pressure(&mut self) {
        let count = self.random.between(1, 3);
        let blocker =
            [(3, ("valsartan", "80 mg", 1)), (2, ("losartan", "50 mg", 1)), (2, ("enalapril", "10 mg", 1))];
        let channel = [
            (4, ("amlodipine", "5 mg", 1)),
            (3, ("nifedipine-gits", "30 mg", 1)),
            (2, ("felodipine", "5 mg", 1)),
        ];
        let (code, dose, times) = if self.is("heart-failure") || self.random.chance(40) {
            self.random.weighted(&blocker, ("valsartan", "80 mg", 1))
        } else {
            self.random.weighted(&channel, ("amlodipine", "5 mg", 1))
        };
        self.add(code, dose, times);
        if count > 1 && self.is("coronary-heart-disease") && !self.is("asthma") {
            self.add("bisoprolol", "5 mg", 1);
        } else if count > 1 && !self.is("gout") {
            self.add("hydrochlorothiazide", "12.5 mg", 1);
        }
        let blocked = ["valsartan", "losartan", "enalapril"].contains(&code);
        if count > 2 && !blocked {
            self.add("valsartan", "80 mg", 1);
        } else if count > 2 && !self.is("heart-failure") {
            self.add("amlodipine", "5 mg", 1);
        }
    }

    fn glucose(&mut self) {
        if !self.is("chronic-kidney-disease") {
            self.add("metformin", "500 mg", 2);
        }
        let second = [
            (4, ("gliclazide-mr", "60 mg", 1)),
            (3, ("acarbose", "50 mg", 3)),
            (2, ("linagliptin", "5 mg", 1)),
            (1, ("glimepiride", "2 mg", 1)),
        ];
        if self.random.chance(45) || self.is("chronic-kidney-disease") {
            let (code, dose, times) = self.random.weighted(&second, ("linagliptin", "5 mg", 1));
            let kidney = self.is("chronic-kidney-disease");
            let (code, dose, times) = if kidney { ("linagliptin", "5 mg", 1) } else { (code, dose, times) };
            self.add(code, dose, times);
        }
        if self.random.chance(10) {
            self.medications.push(json!({"code": "insulin-glargine", "since": "2024-03-01"}));
        }
    }

    /// One mistake, where the patient can have it.
    fn fault(&mut self, conditions: &mut Vec<Value>, record: &mut Value) -> &'static str {
        let fault = self.random.weighted(FAULTS, "ten-times-the-dose");
        let mut ill = |code: &str| conditions.push(json!({"code": code, "since": "2019"}));
        match fault {
            "acei-with-arb" => {
                self.add("enalapril", "10 mg", 1);
                self.add("valsartan", "80 mg", 1);
            }
            "thiazide-in-gout" => {
                ill("gout");
                self.add("indapamide", "1.25 mg", 1);
            }
            "beta-blocker-in-asthma" => {
                ill("asthma");
                self.add("atenolol", "25 mg", 1);
            }
            "metformin-in-kidney-failure" => {
                self.add("metformin", "500 mg", 1);
            }
            "one-class-twice" => {
                self.add("amlodipine", "5 mg", 1);
                self.add("levamlodipine", "2.5 mg", 1);
            }
            "ten-times-the-dose" => self.add("irbesartan", "1500 mg", 1),
            "allergic" => {
                self.add("perindopril", "4 mg", 1);
                set(record, "allergies", json!([{"name": "雅施达"}]));
            }
            _ => {
                self.add("glipizide", "5 mg", 2);
                self.add("repaglinide", "1 mg", 3);
            }
        }
        fault
    }

    /// Kidney and potassium, tested at a visit a year ago in most; the kidney is bad only where that is the fault.
    fn tests(&mut self, fault: Option<&str>, observations: &mut Vec<Value>) {
        let creatinine = match fault {
            Some("metformin-in-kidney-failure") => 300,
            _ if self.is("chronic-kidney-disease") => self.random.between(105, 125),
            _ => self.random.between(50, 75),
        };
        if fault.is_some() || self.random.chance(80) {
            for back in [-360, -20] {
                let at = self.as_of.plus(back).to_string();
                observations
                    .push(json!({"at": at, "concept": "creatinine", "value": creatinine, "unit": "umol/L"}));
                observations.push(json!({"at": at, "concept": "potassium", "value": 4.3, "unit": "mmol/L"}));
            }
        }
    }

    /// One medicine begins at one of the visits, in some.
    fn change(&mut self, encounters: &[Day]) -> Option<Day> {
        let at = encounters.get(usize::try_from(self.random.between(0, 3)).unwrap_or(0)).copied()?;
        let medicine = self.medications.last_mut()?;
        if !self.random.chance(25) {
            return None;
        }
        set(medicine, "since", json!(at.to_string()));
        Some(at)
    }
}

fn codes(record: &Value) -> Vec<String> {
    let list = record.get("conditions").and_then(Value::as_array).into_iter().flatten();
    let active = list.filter(|own| own.get("status").is_none_or(|status| status == "active"));
    active.filter_map(|own| own.get("code").and_then(Value::as_str)).map(str::to_owned).collect()
}

fn take(record: &mut Value, list: &str) -> Vec<Value> {
    match record.get_mut(list).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

fn set(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

/// The days of the year's visits, oldest first.
fn visits(record: &mut Value, as_of: Day) -> Vec<Day> {
    let list = record.get("visits").and_then(Value::as_array).into_iter().flatten();
    let days = list.filter_map(|visit| Day::parse(visit.get("at")?.as_str()?));
    let mut days: Vec<Day> = days.filter(|day| as_of.since(*day) <= 365).collect();
    days.sort();
    days.dedup();
    days
}
