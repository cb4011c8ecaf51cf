//! A call answered by the engine of this program.

use serde::Serialize;

use super::ask::{Asked, ask};
use super::{Host, respond};
use crate::assess::Sections;
use crate::assess::report::{Assessment, Card, MedicationCheck, ReferralReport, Stamp, TestReport, Tier};
use crate::civil::Day;
use crate::engine::{Engine, Options};
use crate::json;
use crate::record::{Medication, Record, RequestError};

/// Of an assessment what cards need, so that the rest is not written only to be thrown away.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Brief<'a> {
    as_of: Day,
    cards: &'a [Card],
    plan: Due<'a>,
    referral: Option<&'a ReferralReport>,
    stamp: &'a Stamp,
    tier: &'a Tier,
}

/// Of a plan the tests.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Due<'a> {
    tests_due: &'a [TestReport],
}

/// What the checks of orders found, a list for each.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ordered<'a> {
    as_of: Day,
    checks: Vec<Vec<MedicationCheck>>,
    stamp: &'a Stamp,
}

/// Answers a call of a service, named by its id, with a response as JSON text; `host` has the host's own options, with
/// at least the day.
///
/// # Errors
/// What [`ask`] refuses, and what the strict reader of records does.
pub fn handle(engine: &Engine, id: &str, request: &str, host: &Host) -> Result<String, RequestError> {
    let asked = ask(id, request, host)?;
    // What the cards rest on is there in any case; the rest nobody would see.
    let options = Options { sections: Sections::NONE, ..asked.host.options()? };
    let record = Record::read(&asked.record).map_err(|error| after_fhir(&error, "record"))?;
    let answers = if asked.is_about_orders() {
        checks(engine, &asked, &record, &options)?
    } else {
        brief(&engine.assess(&record, &options))
    };
    respond(&asked.about, &answers)
}

fn brief(assessment: &Assessment) -> String {
    written(&Brief {
        as_of: assessment.as_of,
        cards: &assessment.cards,
        plan: Due { tests_due: &assessment.plan.tests_due },
        referral: assessment.referral.as_ref(),
        stamp: &assessment.stamp,
        tier: &assessment.tier,
    })
}

fn checks(
    engine: &Engine,
    asked: &Asked,
    record: &Record,
    options: &Options,
) -> Result<String, RequestError> {
    let mut checks = Vec::new();
    for order in &asked.orders {
        let medication =
            Medication::read(&order.medication).map_err(|error| after_fhir(&error, "context.draftOrders"))?;
        checks.push(engine.check_order(record.clone(), medication, options));
    }
    Ok(written(&Ordered { as_of: options.as_of, checks, stamp: &engine.stamp() }))
}

/// Our own shapes hold nothing that JSON does not.
fn written<T: Serialize>(answers: &T) -> String {
    json::text(answers).unwrap_or_default()
}

fn after_fhir(error: &RequestError, place: &str) -> RequestError {
    let path = if error.path.is_empty() { place.to_owned() } else { [place, ".", &error.path].concat() };
    let message = ["after reading FHIR: ", &error.message].concat();
    // The caller's own text was JSON; what it was made into is not theirs.
    RequestError::new(error.code, path, message)
}
