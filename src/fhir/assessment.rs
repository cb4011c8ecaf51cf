//! An assessment as FHIR R4. Nothing is judged or worded here: codes, days and sentences are the answer's own.
//!
//! Whatever asks for an act is a proposal or a draft, because a person decides.

use super::assessment_plan as plan;
use super::draft::{Fields, put, put_some};
use super::json::{list, text};
use super::out::{
    Book, LOINC, SNOMED_CT, coding, concept, is_id, narrative, object, quantity, reference, resource, said,
    words,
};
use super::own::{CONCEPT, FINDING};
use super::record_parts::{coded, priority};
use super::tree::{Number, Tree};
use crate::json::{Json, Read, parse};
use crate::problem::{RequestError, RequestErrorCode};

pub(super) const LEVEL: &str = "urn:liangbing:level";
const COLOUR: &str = "urn:liangbing:colour";
pub(super) const RULE: &str = "urn:liangbing:rule";
const RISK: &str = "urn:liangbing:risk";
const CERTAINTY: &str = "urn:liangbing:certainty";
const LETTER: &str = "urn:liangbing:letter";
/// The standard extension that says what a Flag rests on.
const FLAG_DETAIL: &str = "http://hl7.org/fhir/StructureDefinition/flag-detail";

/// Writes an assessment's JSON text as a Bundle; the record says who it is about.
pub(super) fn write(assessment: &str, record: &str) -> Read<String> {
    let (assessment, record) = (parse(assessment)?, parse(record)?);
    let Some(as_of) = text(&assessment, "asOf") else {
        let message = "`asOf` is missing; expected an assessment";
        return Err(Box::new(RequestError::new(RequestErrorCode::MissingField, "asOf", message)));
    };
    let seed = [&["stamp", "record"][..], &["stamp", "digest"], &["locale"], &["profile"]];
    let mut seed: Vec<&str> = seed.iter().map(|path| said(&assessment, path).unwrap_or("-")).collect();
    seed.push(as_of);
    let mut book = Book::new(&seed.join(" "), subject(&record));
    let plan = plan::write(&assessment, as_of, &mut book);
    flags(&assessment, as_of, &mut book);
    risks(&assessment, as_of, &mut book);
    issues(&assessment, as_of, &mut book);
    referral(&assessment, as_of, &mut book);
    means(&assessment, &mut book);
    letters(&assessment, &mut book);
    guidance(&assessment, as_of, &plan, &mut book);
    Ok(book.finish())
}

/// The patient of the caller's server, or the name where the record has no id that FHIR takes.
fn subject(record: &Json<'_>) -> Tree {
    match said(record, &["patient", "id"]) {
        Some(id) if is_id(id) => reference(format!("Patient/{id}")),
        other => {
            let mut fields = Fields::new();
            put(&mut fields, "type", "Patient");
            put_some(&mut fields, "identifier", other.map(|id| object! { "value": id }));
            put(&mut fields, "display", said(record, &["patient", "name"]).unwrap_or("-"));
            Tree::Object(fields)
        }
    }
}

/// Where a sentence comes from: document, section, and whether it still waits for review.
pub(super) fn source(item: &Json<'_>) -> Option<String> {
    let cite = item.get("cite")?;
    let mut words = vec![text(cite, "label")?];
    words.extend(text(cite, "section"));
    words.extend(text(cite, "review").filter(|review| *review == "pending"));
    Some(words.join(", "))
}

/// A note with a sentence and its source.
pub(super) fn note(text: &str) -> Tree {
    Tree::List(vec![object! { "text": text }])
}

/// The colour, and each finding that is red and not answered.
fn flags(assessment: &Json<'_>, as_of: &str, book: &mut Book) {
    if let (Some(level), Some(colour)) =
        (said(assessment, &["tier", "level"]), said(assessment, &["tier", "colour"]))
    {
        let because = assessment.get("tier").and_then(|tier| tier.get("receipt"));
        let because = because.map_or(&[][..], |receipt| list(receipt, "because"));
        let lines: Vec<&str> = because.iter().filter_map(Json::as_text).collect();
        let codings = vec![coding(COLOUR, colour), coding(LEVEL, level)];
        let since = said(assessment, &["tier", "at"]).unwrap_or(as_of);
        flag(
            object! { "coding": codings, "text": lines.first().copied().unwrap_or(level) },
            since,
            &lines.join("\n"),
            &[],
            book,
        );
    }
    for finding in list(assessment, "findings") {
        let red = text(finding, "level").is_some_and(|level| level.starts_with('R'));
        if !red || text(finding, "outcome") != Some("fired") || text(finding, "answered").is_some() {
            continue;
        }
        let rule = text(finding, "rule").unwrap_or_default();
        let sentence = text(finding, "text").unwrap_or(rule);
        let mut codings = vec![coding(RULE, rule)];
        codings.extend(text(finding, "level").map(|level| coding(LEVEL, level)));
        let since = text(finding, "at").unwrap_or(as_of);
        let code = object! { "coding": codings, "text": sentence };
        flag(code, since, sentence, list(finding, "because"), book);
    }
}

fn flag(code: Tree, since: &str, shown: &str, because: &[Json<'_>], book: &mut Book) {
    let mut out = resource("Flag");
    put(&mut out, "text", narrative(shown));
    let mut details = Vec::new();
    for evidence in because {
        if let Some(id) = text(evidence, "observation").filter(|id| is_id(id)) {
            let of = reference(format!("Observation/{id}"));
            details.push(object! { "url": FLAG_DETAIL, "valueReference": of });
        }
    }
    if !details.is_empty() {
        put(&mut out, "extension", details);
    }
    put(&mut out, "status", "active");
    put(&mut out, "code", code);
    put(&mut out, "subject", book.subject());
    put(&mut out, "period", object! { "start": since });
    book.add(out);
}

/// What each risk could be: proven, and possible where it differs.
fn risks(assessment: &Json<'_>, as_of: &str, book: &mut Book) {
    let Some(risk) = assessment.get("risk") else { return };
    let ranges = risk.get("hypertension").into_iter().chain(list(risk, "badges"));
    for range in ranges {
        let (Some(low), Some(high)) = (text(range, "low"), text(range, "high")) else { continue };
        let mut predictions = vec![prediction(range, low, "proven")];
        if low != high {
            predictions.push(prediction(range, high, "possible"));
        }
        risk_assessment(range, as_of, predictions, book);
    }
    let Some(ten_year) = risk.get("chinaPar") else { return };
    let Some(Json::Number(percent)) = ten_year.get("tenYear") else { return };
    let Some(percent) = Number::parse(percent) else { return };
    let years = |years: &str| Number::parse(years).map(|years| quantity(years, None));
    let mut out = Fields::new();
    put(&mut out, "outcome", concept("urn:liangbing:calculator", "china-par-10y"));
    put(&mut out, "probabilityDecimal", percent);
    if let Some(mut end) = years("10") {
        put(&mut end, "unit", "a");
        put(&mut end, "system", "http://unitsofmeasure.org");
        put(&mut end, "code", "a");
        put(&mut out, "whenRange", object! { "high": end });
    }
    risk_assessment(ten_year, as_of, vec![Tree::Object(out)], book);
}

fn prediction(range: &Json<'_>, level: &str, certainty: &str) -> Tree {
    let mut out = Fields::new();
    put_some(&mut out, "outcome", text(range, "of").map(|of| concept(RISK, of)));
    put(
        &mut out,
        "qualitativeRisk",
        object! { "coding": vec![coding(RISK, level), coding(CERTAINTY, certainty)] },
    );
    put_some(&mut out, "rationale", text(range, "text"));
    Tree::Object(out)
}

fn risk_assessment(range: &Json<'_>, as_of: &str, predictions: Vec<Tree>, book: &mut Book) {
    let mut out = resource("RiskAssessment");
    put_some(&mut out, "text", text(range, "text").map(narrative));
    // While something is missing the answer is not the last word.
    let open = matches!(range.get("atLeast"), Some(Json::Flag(true)));
    put(&mut out, "status", if open { "preliminary" } else { "final" });
    put_some(&mut out, "code", text(range, "rule").map(|rule| concept(RULE, rule)));
    put(&mut out, "subject", book.subject());
    put(&mut out, "occurrenceDateTime", as_of);
    put(&mut out, "prediction", predictions);
    put_some(&mut out, "note", source(range).map(|source| note(&source)));
    book.add(out);
}

/// The checks of medicines.
fn issues(assessment: &Json<'_>, as_of: &str, book: &mut Book) {
    for check in list(assessment, "medicationChecks") {
        let mut out = resource("DetectedIssue");
        let sentence = text(check, "text").or(text(check, "rule")).unwrap_or("-");
        put(&mut out, "text", narrative(sentence));
        let unsure = text(check, "truth") == Some("unknown");
        put(&mut out, "status", if unsure { "preliminary" } else { "final" });
        let rule = text(check, "rule").map(|rule| vec![coding(RULE, rule)]);
        let mut code = Fields::new();
        put_some(&mut code, "coding", rule);
        put(&mut code, "text", sentence);
        put(&mut out, "code", code);
        let severity = match text(check, "severity") {
            Some("stop") => "high",
            Some("warn") => "moderate",
            _ => "low",
        };
        put(&mut out, "severity", severity);
        put(&mut out, "patient", book.subject());
        put(&mut out, "identifiedDateTime", as_of);
        let implicated = [text(check, "medication"), text(check, "with")].into_iter().flatten();
        put(&mut out, "implicated", implicated.map(|name| object! { "display": name }).collect::<Vec<_>>());
        put(&mut out, "detail", sentence);
        let cite = list(check, "cites").first();
        put_some(&mut out, "reference", cite.and_then(|cite| text(cite, "url")));
        book.add(out);
    }
}

/// The referral that is asked for, and each that is open.
fn referral(assessment: &Json<'_>, as_of: &str, book: &mut Book) {
    let Some(referral @ Json::Object(_)) = assessment.get("referral") else { return };
    let mut out = resource("ServiceRequest");
    let reasons = list(referral, "met").iter().filter_map(Json::as_text).map(words);
    let reasons: Vec<Tree> = reasons.collect();
    put(&mut out, "status", "draft");
    put(&mut out, "intent", "proposal");
    put(&mut out, "priority", priority(text(referral, "urgency")));
    let direction = text(referral, "direction").unwrap_or("up");
    put(&mut out, "code", coded("urn:liangbing:referral", direction, SNOMED_CT, Some("3457005")));
    put(&mut out, "subject", book.subject());
    put_some(
        &mut out,
        "occurrencePeriod",
        text(referral, "checkBy").map(|by| object! { "start": as_of, "end": by }),
    );
    put(&mut out, "authoredOn", as_of);
    put_some(&mut out, "performerType", text(referral, "to").map(|to| concept("urn:liangbing:place", to)));
    if !reasons.is_empty() {
        put(&mut out, "reasonCode", reasons);
    }
    let asks = list(referral, "rules").iter().any(|rule| rule.as_text().is_some());
    if asks {
        book.add(out);
    }
    for open in list(referral, "loop") {
        task(open, book);
    }
}

fn task(open: &Json<'_>, book: &mut Book) {
    let mut out = resource("Task");
    put_some(&mut out, "text", text(open, "text").map(narrative));
    let status = match text(open, "done") {
        Some("sent") => "requested",
        Some("accepted") => "accepted",
        _ => "in-progress",
    };
    put(&mut out, "status", status);
    put(&mut out, "intent", "order");
    let step = text(open, "next").unwrap_or("closed");
    put(&mut out, "businessStatus", concept("urn:liangbing:referral-state", step));
    put_some(&mut out, "description", text(open, "text"));
    let id = text(open, "id").filter(|id| is_id(id));
    put_some(&mut out, "focus", id.map(|id| reference(format!("ServiceRequest/{id}"))));
    put(&mut out, "for", book.subject());
    put_some(&mut out, "authoredOn", text(open, "at"));
    put_some(&mut out, "restriction", text(open, "by").map(|by| object! { "period": object! { "end": by } }));
    book.add(out);
}

/// The protocol whose mean the colour is judged by.
const JUDGED: &str = "home-all-days";

/// Means of pressures. The codes that stand for a mean of two or more readings at home are for the one that the colour
/// is judged by alone; the method of each is its rule.
fn means(assessment: &Json<'_>, book: &mut Book) {
    for mean in list(assessment, "home") {
        if text(mean, "concept") != Some("blood-pressure") || mean.get("systolic").is_none() {
            continue;
        }
        let rule = text(mean, "rule");
        let loinc = |code| (rule == Some(JUDGED)).then_some(code);
        let mut components = Vec::new();
        for (side, code) in [("systolic", "96608-5"), ("diastolic", "96609-3")] {
            let Some(Json::Number(digits)) = mean.get(side) else { continue };
            let Some(number) = Number::parse(digits) else { continue };
            let value = quantity(number, text(mean, "unit"));
            components
                .push(object! { "code": coded(CONCEPT, side, LOINC, loinc(code)), "valueQuantity": value });
        }
        if let Some(Json::Number(used)) = mean.get("used")
            && let Some(number) = Number::parse(used)
        {
            let value = quantity(number, Some("1"));
            components.push(object! { "code": concept(SNOMED_CT, "246432004"), "valueQuantity": value });
        }
        let mut out = resource("Observation");
        let category = "http://terminology.hl7.org/CodeSystem/observation-category";
        put(&mut out, "status", "final");
        put(&mut out, "category", vec![concept(category, "vital-signs")]);
        put(&mut out, "code", coded(CONCEPT, "blood-pressure-mean", LOINC, loinc("96607-7")));
        put_some(&mut out, "method", rule.map(|rule| concept(RULE, rule)));
        put(&mut out, "subject", book.subject());
        let mut period = Fields::new();
        put_some(&mut period, "start", text(mean, "from"));
        put_some(&mut period, "end", text(mean, "until"));
        put(&mut out, "effectivePeriod", period);
        if matches!(text(mean, "setting"), None | Some("home")) {
            put(&mut out, "performer", vec![book.subject()]);
        }
        put_some(&mut out, "note", source(mean).map(|source| note(&source)));
        put(&mut out, "component", components);
        book.add(out);
    }
}

/// Letters that were asked for; nothing is sent.
fn letters(assessment: &Json<'_>, book: &mut Book) {
    for letter in list(assessment, "letters") {
        let Some(words) = text(letter, "text") else { continue };
        let mut out = resource("Communication");
        put(&mut out, "status", "preparation");
        put_some(&mut out, "category", text(letter, "kind").map(|kind| vec![concept(LETTER, kind)]));
        put(&mut out, "subject", book.subject());
        put(&mut out, "payload", vec![object! { "contentString": words }]);
        book.add(out);
    }
}

/// What answered, what is missing, and what was set aside.
fn guidance(assessment: &Json<'_>, as_of: &str, plan: &str, book: &mut Book) {
    let mut out = resource("GuidanceResponse");
    let mut contained = vec![stamp(assessment)];
    let issues: Vec<Tree> = list(assessment, "setAside").iter().map(issue).collect();
    let gaps: Vec<Tree> = list(assessment, "gaps").iter().map(gap).collect();
    let aside = !issues.is_empty();
    if aside {
        let mut outcome = resource("OperationOutcome");
        put(&mut outcome, "id", "aside");
        put(&mut outcome, "issue", issues);
        contained.push(Tree::Object(outcome));
    }
    put(&mut out, "contained", contained);
    put(&mut out, "moduleUri", "urn:liangbing:assess");
    put(&mut out, "status", if gaps.is_empty() { "success" } else { "data-requested" });
    put(&mut out, "subject", book.subject());
    put(&mut out, "occurrenceDateTime", as_of);
    if aside {
        put(&mut out, "evaluationMessage", vec![reference("#aside")]);
    }
    put(&mut out, "outputParameters", reference("#stamp"));
    put(&mut out, "result", reference(plan));
    if !gaps.is_empty() {
        put(&mut out, "dataRequirement", gaps);
    }
    book.add(out);
}

fn stamp(assessment: &Json<'_>) -> Tree {
    let mut rows = Vec::new();
    for name in ["engine", "digest", "overlay", "record"] {
        if let Some(value) = said(assessment, &["stamp", name]) {
            rows.push(object! { "name": name, "valueString": value });
        }
    }
    let packs = assessment.get("stamp").map_or(&[][..], |stamp| list(stamp, "guidelines"));
    for pack in packs {
        let (id, version) = (text(pack, "id").unwrap_or("-"), text(pack, "version").unwrap_or("-"));
        rows.push(object! { "name": "guideline", "valueString": format!("{id}@{version}") });
    }
    let mut out = resource("Parameters");
    put(&mut out, "id", "stamp");
    if !rows.is_empty() {
        put(&mut out, "parameter", rows);
    }
    Tree::Object(out)
}

fn issue(aside: &Json<'_>) -> Tree {
    let kind = match text(aside, "code") {
        Some("contradictory") => "conflict",
        Some("unknown-code") => "code-invalid",
        Some("duplicate") => "duplicate",
        Some("not-understood") => "not-supported",
        _ => "value",
    };
    let mut out = Fields::new();
    put(&mut out, "severity", "warning");
    put(&mut out, "code", kind);
    put_some(&mut out, "diagnostics", text(aside, "message"));
    put_some(&mut out, "expression", text(aside, "path").map(|path| vec![Tree::from(path)]));
    Tree::Object(out)
}

/// A missing fact as the data that would answer it.
fn gap(gap: &Json<'_>) -> Tree {
    let mut codings = vec![coding(CONCEPT, text(gap, "concept").unwrap_or("-"))];
    codings.extend(text(gap, "about").map(|about| coding(FINDING, about)));
    let filter = object! { "path": "code", "code": codings };
    object! { "type": "Observation", "codeFilter": vec![filter] }
}
