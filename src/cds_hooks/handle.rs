//! A call answered by the engine of this program.

use std::borrow::Cow;

use super::Host;
use super::ask::{Asked, heard};
use super::card::written;
use crate::assess::Sections;
use crate::assess::report::{Action, Assessment, Card, MedicationCheck, PackStamp, Source, Stamp};
use crate::civil::Day;
use crate::concept::{Colour, Level};
use crate::engine::{Engine, Options};
use crate::json::{Field, Json, parse};
use crate::record::{Medication, Record, RequestError};

/// Answers a call of a service, named by its id, with a response as JSON text; `host` has the host's own options, with
/// at least the day.
///
/// # Errors
/// What [`super::ask`] refuses, and what the strict reader of records does.
pub fn handle(engine: &Engine, id: &str, request: &str, host: &Host) -> Result<String, RequestError> {
    let (asked, record) = heard(id, request, host)?;
    // What explains itself on a page nobody would see here.
    let options = Options { sections: Sections::CARDS, ..asked.host.options()? };
    let record = Record::of(&record.json()).map_err(|error| after_fhir(&error, "record"))?;
    let about = parse(&asked.about).map_err(|error| *error)?;
    let stamp = engine.stamp();
    if asked.is_about_orders() {
        let checks = checks(engine, &asked, &record, &options)?;
        let checks = list(&checks, |own| list(own, check));
        let as_of = day(options.as_of);
        let answers = object([("asOf", as_of), ("checks", checks), ("stamp", stamped(&stamp))]);
        return Ok(written(&about, &answers));
    }
    let assessment = engine.assess(&record, &options);
    Ok(written(&about, &brief(&assessment)))
}

fn checks(
    engine: &Engine,
    asked: &Asked,
    record: &Record,
    options: &Options,
) -> Result<Vec<Vec<MedicationCheck>>, RequestError> {
    let mut checks = Vec::new();
    for order in &asked.orders {
        let medication =
            Medication::read(&order.medication).map_err(|error| after_fhir(&error, "context.draftOrders"))?;
        checks.push(engine.check_order(record.clone(), medication, options));
    }
    Ok(checks)
}

/// Of an assessment what [`super::respond`] reads, as it would read it. Written out and read again it took a tenth
/// of a call.
fn brief(assessment: &Assessment) -> Json<'_> {
    let Assessment { tier, referral, stamp, .. } = assessment;
    let level = |level: Option<Level>| text(level.map(Level::code));
    let tests = list(&assessment.plan.tests_due, |own| object([("concept", text(Some(own.concept)))]));
    let referral = referral.as_ref().map_or(Json::Null, |own| {
        object([
            ("checkBy", day(own.check_by)),
            ("to", text(Some(own.to))),
            ("urgency", text(Some(own.urgency))),
        ])
    });
    let tier = object([
        ("actBy", tier.act_by.map_or(Json::Null, day)),
        ("ceiling", level(tier.ceiling)),
        ("colour", text(tier.colour.map(Colour::code))),
        ("floor", level(tier.floor)),
        ("level", level(tier.level)),
        ("owner", text(tier.owner)),
        ("reason", text(tier.reason)),
    ]);
    object([
        ("asOf", day(assessment.as_of)),
        ("cards", list(&assessment.cards, card)),
        ("plan", object([("testsDue", tests)])),
        ("referral", referral),
        ("stamp", stamped(stamp)),
        ("tier", tier),
    ])
}

fn card(card: &Card) -> Json<'_> {
    let Source { label, url, section } = &card.source;
    object([
        ("actions", list(&card.actions, action)),
        ("channel", text(Some(card.channel))),
        ("detail", text(Some(&card.detail))),
        ("id", text(Some(&card.id))),
        ("indicator", text(Some(card.indicator))),
        ("level", text(card.level.map(Level::code))),
        ("review", text(card.review)),
        ("source", source(label, url.as_deref(), section)),
        ("summary", text(Some(&card.summary))),
    ])
}

fn action(action: &Action) -> Json<'_> {
    object([
        ("by", action.by.map_or(Json::Null, day)),
        ("kind", text(Some(action.kind))),
        ("label", text(Some(&action.label))),
    ])
}

fn check(check: &MedicationCheck) -> Json<'_> {
    object([
        ("cites", list(&check.cites, |own| source(&own.label, own.url.as_deref(), &own.section))),
        ("medication", text(Some(&check.medication))),
        ("review", text(check.review)),
        ("rule", text(Some(&check.rule))),
        ("severity", text(Some(check.severity))),
        ("text", text(Some(&check.text))),
        ("truth", text(Some(check.truth.code()))),
    ])
}

fn source<'a>(label: &'a str, url: Option<&'a str>, section: &'a str) -> Json<'a> {
    object([("label", text(Some(label))), ("section", text(Some(section))), ("url", text(url))])
}

fn stamped(stamp: &Stamp) -> Json<'_> {
    object([
        ("digest", text(Some(&stamp.digest))),
        ("engine", text(Some(stamp.engine))),
        ("guidelines", list(&stamp.guidelines, pack)),
        ("overlay", text(stamp.overlay.as_deref())),
        ("record", text(stamp.record.as_deref())),
    ])
}

fn pack(pack: &PackStamp) -> Json<'_> {
    object([("id", text(Some(&pack.id))), ("version", text(Some(&pack.version)))])
}

/// An object of fields in the order of their names.
fn object<'a, const N: usize>(fields: [(&'static str, Json<'a>); N]) -> Json<'a> {
    Json::Object(fields.into_iter().map(|(name, value)| Field::new(name, value)).collect())
}

fn list<'a, T>(items: &'a [T], each: impl Fn(&'a T) -> Json<'a>) -> Json<'a> {
    Json::List(items.iter().map(each).collect())
}

fn text(text: Option<&str>) -> Json<'_> {
    text.map_or(Json::Null, |text| Json::Text(Cow::Borrowed(text)))
}

fn day(day: Day) -> Json<'static> {
    Json::Text(Cow::Owned(day.to_string()))
}

fn after_fhir(error: &RequestError, place: &str) -> RequestError {
    let path = if error.path.is_empty() { place.to_owned() } else { [place, ".", &error.path].concat() };
    let message = ["after reading FHIR: ", &error.message].concat();
    // The caller's own text was JSON; what it was made into is not theirs.
    RequestError::new(error.code, path, message)
}
