//! Resources of a record that were written here, read back field by field; [`super::record`] writes them.

use super::draft::{Draft, Fields, Resource, put, put_some};
use super::json::{code, codings, list, text};
use super::own::{CONCEPT, CONDITION, DRUG, DRUG_CLASS, FINDING, PLAN, SMOKING, code_in, overlay, quantity};
use super::tree::Tree;
use crate::concept::{Concept, Kind};
use crate::json::Json;

/// Reads a resource of a record; false if it is of a kind that none is written in.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) -> bool {
    let body = resource.body;
    match resource.kind {
        "Patient" => patient(body, draft),
        "Coverage" => {
            let fields = coverage(body);
            put(&mut draft.patient, "coverage", fields);
        }
        "Condition" => draft.conditions.push(condition(body)),
        "Observation" if code_in(body.get("code"), CONCEPT) == Some("lifestyle") => {
            draft.lifestyle = Some(lifestyle(body));
        }
        "Observation" => draft.observations.push(observation(body)),
        "MedicationStatement" if code_in(body.get("medicationCodeableConcept"), DRUG) == Some("none") => {
            draft.no_medicines = true;
        }
        "MedicationStatement" => draft.medications.push(medication(body)),
        "AllergyIntolerance" => draft.allergies.push(allergy(body)),
        "Encounter" => draft.visits.push(visit(body)),
        "ServiceRequest" if code_in(body.get("code"), PLAN) == Some("referral") => {
            draft.referrals.push(at(body, "authoredOn"));
        }
        "ServiceRequest" => {
            let mut fields = Fields::new();
            put_some(&mut fields, "kind", code_in(body.get("code"), PLAN));
            put_some(&mut fields, "at", text(body, "occurrenceDateTime"));
            overlay(&mut fields, body);
            draft.plans.push(fields);
        }
        "Goal" => draft.targets.push(target(body)),
        "FamilyMemberHistory" => draft.family.push(family(body)),
        "Basic" => draft.answered.push(at(body, "created")),
        _ => return false,
    }
    true
}

fn at(body: &Json<'_>, field: &str) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "at", text(body, field));
    overlay(&mut fields, body);
    fields
}

/// The patient, and what stands beside the lists.
fn patient(body: &Json<'_>, draft: &mut Draft<'_>) {
    let mut fields = Fields::new();
    put_some(&mut fields, "name", list(body, "name").first().and_then(|name| text(name, "text")));
    put_some(&mut fields, "born", text(body, "birthDate"));
    put_some(&mut fields, "sex", text(body, "gender").filter(|sex| *sex != "unknown"));
    put_some(&mut fields, "deceasedAt", text(body, "deceasedDateTime"));
    overlay(&mut fields, body);
    for name in ["schema", "utcOffset"] {
        if let Some(value) = fields.take(name) {
            put(&mut draft.root, name, value);
        }
    }
    if let Some(coverage) = draft.patient.take("coverage") {
        put(&mut fields, "coverage", coverage);
    }
    draft.patient = fields;
}

fn coverage(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "scheme", body.get("type").and_then(|kind| text(kind, "text")));
    put_some(&mut fields, "until", body.get("period").and_then(|period| text(period, "end")));
    overlay(&mut fields, body);
    fields
}

fn condition(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "code", code_in(body.get("code"), CONDITION));
    let sure = code(body.get("verificationStatus"));
    let status = match (code(body.get("clinicalStatus")), sure) {
        (_, Some("refuted" | "entered-in-error")) => Some("withdrawn"),
        (_, Some("provisional" | "unconfirmed" | "differential")) => Some("suspected"),
        (Some("resolved" | "inactive" | "remission"), _) => Some("resolved"),
        (Some("active" | "recurrence" | "relapse"), _) => Some("active"),
        _ => None,
    };
    put_some(&mut fields, "status", status);
    put_some(&mut fields, "since", text(body, "onsetDateTime"));
    let stage = list(body, "stage").first().and_then(|stage| text(stage.get("summary")?, "text"));
    put_some(&mut fields, "stage", stage);
    overlay(&mut fields, body);
    fields
}

fn observation(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "at", text(body, "effectiveDateTime"));
    let concept = code_in(body.get("code"), CONCEPT);
    put_some(&mut fields, "concept", concept);
    let kind = concept.and_then(Concept::parse).map(Concept::kind);
    match kind {
        Some(Kind::BloodPressure) => pressure(body, &mut fields),
        Some(Kind::Flag) => {
            let present = body.get("valueBoolean").and_then(super::json::flag);
            put_some(&mut fields, "present", present);
        }
        Some(Kind::Code(_) | Kind::Symptom) => {
            put_some(&mut fields, "code", code_in(body.get("valueCodeableConcept"), FINDING));
        }
        Some(Kind::Number) | None => {
            let (value, unit) = quantity(body.get("valueQuantity"));
            put_some(&mut fields, "value", value);
            put_some(&mut fields, "unit", unit);
            put_some(&mut fields, "value", text(body, "valueString"));
        }
    }
    put_some(&mut fields, "arm", super::pressure::arm(body).map(crate::concept::Arm::code));
    overlay(&mut fields, body);
    fields
}

fn pressure(body: &Json<'_>, fields: &mut Fields) {
    for component in list(body, "component") {
        let name = match code_in(component.get("code"), CONCEPT) {
            Some("systolic") => "systolic",
            Some("diastolic") => "diastolic",
            _ => continue,
        };
        let (value, unit) = quantity(component.get("valueQuantity"));
        put_some(fields, name, value);
        put_some(fields, "unit", unit);
    }
}

fn medication(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    let concept = body.get("medicationCodeableConcept");
    put_some(&mut fields, "code", code_in(concept, DRUG));
    put_some(&mut fields, "name", concept.and_then(|concept| text(concept, "text")));
    let mut classes: Vec<Tree> = Vec::new();
    for coding in concept.into_iter().flat_map(codings).filter(|coding| coding.system == Some(DRUG_CLASS)) {
        classes.extend(coding.code.map(Tree::from));
    }
    if !classes.is_empty() {
        put(&mut fields, "classes", classes);
    }
    if let Some(period) = body.get("effectivePeriod") {
        put_some(&mut fields, "since", text(period, "start"));
        put_some(&mut fields, "until", text(period, "end"));
    }
    super::medication::add_dose(body, &mut fields);
    overlay(&mut fields, body);
    fields
}

fn allergy(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    let concept = body.get("code");
    put_some(&mut fields, "code", code_in(concept, DRUG));
    put_some(&mut fields, "name", concept.and_then(|concept| text(concept, "text")));
    let shown = list(body, "reaction").first().and_then(|reaction| list(reaction, "manifestation").first());
    put_some(&mut fields, "reaction", shown.and_then(|shown| text(shown, "text")));
    overlay(&mut fields, body);
    fields
}

fn visit(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "at", body.get("period").and_then(|period| text(period, "start")));
    let mode = match code(body.get("class")) {
        Some("AMB") => Some("face-to-face"),
        Some("VR") => Some("phone"),
        _ => None,
    };
    put_some(&mut fields, "mode", mode);
    overlay(&mut fields, body);
    fields
}

fn target(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "at", text(body, "startDate"));
    put_some(&mut fields, "setBy", body.get("expressedBy").and_then(|person| text(person, "display")));
    let parts = list(body, "target");
    let concept = parts.iter().find_map(|part| code_in(part.get("measure"), CONCEPT));
    put_some(&mut fields, "concept", concept);
    let mut below: Vec<String> = Vec::new();
    for part in parts {
        let (value, unit) = quantity(part.get("detailQuantity"));
        below.extend(value.map(|value| value.text().to_owned()));
        put_some(&mut fields, "unit", unit);
    }
    match below.as_slice() {
        [one] => put_some(&mut fields, "below", super::tree::Number::parse(one)),
        [systolic, diastolic] => put(&mut fields, "below", format!("{systolic}/{diastolic}")),
        _ => {}
    }
    overlay(&mut fields, body);
    fields
}

fn family(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "relation", body.get("relationship").and_then(|kin| text(kin, "text")));
    if let Some(illness) = list(body, "condition").first() {
        put_some(&mut fields, "condition", illness.get("code").and_then(|concept| text(concept, "text")));
        put_some(&mut fields, "onsetAge", quantity(illness.get("onsetAge")).0);
    }
    overlay(&mut fields, body);
    fields
}

fn lifestyle(body: &Json<'_>) -> Fields {
    let mut fields = Fields::new();
    put_some(&mut fields, "at", text(body, "effectiveDateTime"));
    put_some(&mut fields, "smoking", code_in(body.get("valueCodeableConcept"), SMOKING));
    overlay(&mut fields, body);
    fields
}
