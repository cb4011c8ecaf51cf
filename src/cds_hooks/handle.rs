//! A call answered by the engine of this program.

use serde::Serialize;
use serde_json::Value;

use super::ask::{Asked, ask};
use super::card::respond;
use super::{object, refused, text};
use crate::assess::Sections;
use crate::assess::evidence::Evidence;
use crate::assess::report::{Assessment, Card, ReferralReport, Stamp, TestReport, Tier};
use crate::civil::Day;
use crate::engine::{Engine, Options};
use crate::record::{Medication, Record, RequestError, RequestErrorCode};

/// Of an assessment what cards need, so that the rest is not written only to be thrown away.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Brief<'a> {
    as_of: Day,
    cards: &'a [Card],
    findings: Vec<Facts<'a>>,
    plan: Due<'a>,
    referral: Option<&'a ReferralReport>,
    stamp: &'a Stamp,
    tier: &'a Tier,
}

/// Of a finding what tells its facts.
#[derive(Serialize)]
struct Facts<'a> {
    rule: &'a str,
    because: &'a [Evidence],
}

/// Of a plan the tests.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Due<'a> {
    tests_due: &'a [TestReport],
}

/// Answers a call of a service, named by its id, with a response as JSON text; `defaults` are the host's own options,
/// with at least `asOf`.
///
/// # Errors
/// What [`ask`] refuses, and what the strict reader of records does.
pub fn handle(engine: &Engine, id: &str, request: &str, defaults: &Value) -> Result<String, RequestError> {
    let asked = ask(id, request, defaults)?;
    // What the cards rest on is there in any case; the rest nobody would see.
    let options = Options { sections: Sections::NONE, ..options(&asked.options)? };
    let record = Record::read(&asked.record.to_string()).map_err(|error| after_fhir(&error, "record"))?;
    let answers = if asked.about.get("orders").is_some() {
        checks(engine, &asked, &record, &options)?
    } else {
        let assessment = engine.assess(&record, &options);
        brief(&assessment)
    };
    Ok(respond(&asked.about, &answers).to_string())
}

fn brief(assessment: &Assessment) -> Value {
    let brief = Brief {
        as_of: assessment.as_of,
        cards: &assessment.cards,
        findings: assessment
            .findings
            .iter()
            .map(|own| Facts { rule: &own.rule, because: &own.because })
            .collect(),
        plan: Due { tests_due: &assessment.plan.tests_due },
        referral: assessment.referral.as_ref(),
        stamp: &assessment.stamp,
        tier: &assessment.tier,
    };
    // Our own shapes have text keys only, which is all that could fail.
    serde_json::to_value(brief).unwrap_or(Value::Null)
}

fn checks(engine: &Engine, asked: &Asked, record: &Record, options: &Options) -> Result<Value, RequestError> {
    let mut lists = Vec::new();
    for order in &asked.orders {
        let medication = Medication::read(&order.medication.to_string())
            .map_err(|error| after_fhir(&error, "context.draftOrders"))?;
        let checks = engine.check_order(record.clone(), medication, options);
        lists.push(serde_json::to_value(checks).unwrap_or(Value::Null));
    }
    let stamp = serde_json::to_value(engine.stamp()).unwrap_or(Value::Null);
    Ok(object([("asOf", options.as_of.to_string().into()), ("checks", lists.into()), ("stamp", stamp)]))
}

/// Options as the call and the host said them.
fn options(said: &Value) -> Result<Options, RequestError> {
    for name in super::OPTIONS {
        if said.get(name).is_some_and(|value| !value.is_string()) {
            return Err(refused(RequestErrorCode::BadOptions, name, &["expected a text"]));
        }
    }
    let Some(as_of) = text(said, "asOf") else {
        return Err(refused(RequestErrorCode::BadOptions, "asOf", &["expected a day written YYYY-MM-DD"]));
    };
    Options::read(as_of, text(said, "locale"), text(said, "profile"), text(said, "level"))
}

fn after_fhir(error: &RequestError, place: &str) -> RequestError {
    let path = if error.path.is_empty() { place.to_owned() } else { [place, ".", &error.path].concat() };
    let message = ["after reading FHIR: ", &error.message].concat();
    // The caller's own text was JSON; what it was made into is not theirs.
    RequestError::new(error.code, path, message)
}
