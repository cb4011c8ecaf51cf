//! From whatever was given to single resources, all about one person.

use crate::json::{Json, canonical};

use super::draft::{Draft, Resource, join, place_of};
use super::extension::{holds_modified, is_modified};
use super::json::{clip, tail, text};
use super::own::is_own;
use super::tree::{Fields, holds};
use super::{allergy, condition, encounter, history, medication, native, observation, patient};
use crate::record::{Problem, ProblemCode, RequestError, RequestErrorCode};
use crate::sorted::repeated;

/// How deep bundles may lie in bundles.
const DEEPEST: usize = 4;

/// Resources that say nothing about values, diagnoses or medicines, or only repeat them; each type is listed once.
const IRRELEVANT: &[&str] = &[
    "Account",
    "Appointment",
    "AppointmentResponse",
    "AuditEvent",
    "BodyStructure",
    "CapabilityStatement",
    "CareTeam",
    "ChargeItem",
    "Claim",
    "ClaimResponse",
    "Communication",
    "CommunicationRequest",
    "Composition",
    "Consent",
    "CoverageEligibilityRequest",
    "CoverageEligibilityResponse",
    "Device",
    "DeviceMetric",
    "DeviceRequest",
    "DocumentReference",
    "Endpoint",
    "EpisodeOfCare",
    "ExplanationOfBenefit",
    "Group",
    "HealthcareService",
    "ImagingStudy",
    "Immunization",
    "ImmunizationRecommendation",
    "InsurancePlan",
    "Invoice",
    "List",
    "Location",
    "Media",
    "Medication",
    "OperationOutcome",
    "Organization",
    "OrganizationAffiliation",
    "Parameters",
    "Patient",
    "PaymentNotice",
    "PaymentReconciliation",
    "Person",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "Questionnaire",
    "RelatedPerson",
    "Schedule",
    "Slot",
    "Specimen",
    "Subscription",
    "SupplyDelivery",
    "SupplyRequest",
    "VisionPrescription",
];

/// Converts a Bundle, a resource or an array of resources.
pub(super) fn convert(value: &Json<'_>) -> Result<(Fields, Vec<Problem>), RequestError> {
    match value {
        Json::List(items) => {
            convert_parts(items.iter().enumerate().map(|(index, item)| (format!("[{index}]"), item)))
        }
        Json::Object(_) if value.get("resourceType").is_some() => {
            convert_parts([(String::new(), value)].into_iter())
        }
        Json::Object(_) => {
            let message = "no `resourceType`; expected a FHIR resource";
            Err(RequestError::new(RequestErrorCode::MissingField, "resourceType", message))
        }
        _ => {
            let message = "expected a FHIR Bundle, a resource or an array of resources";
            Err(RequestError::new(RequestErrorCode::WrongType, "", message))
        }
    }
}

/// Converts resources and Bundles, each with the path that problems name it by.
pub(super) fn convert_parts<'a>(
    parts: impl Iterator<Item = (String, &'a Json<'a>)>,
) -> Result<(Fields, Vec<Problem>), RequestError> {
    let mut draft = Draft::default();
    let mut found = Vec::new();
    for (path, part) in parts {
        collect(part, path, None, 0, &mut draft, &mut found)?;
    }
    let found = once_each(found, &mut draft);
    one_person(&found)?;
    read_all(&found, &mut draft);
    let (record, report) = draft.into_record();
    Ok((record, report.finish()))
}

fn collect<'a>(
    value: &'a Json<'a>,
    path: String,
    address: Option<&'a str>,
    depth: usize,
    draft: &mut Draft<'a>,
    found: &mut Vec<Resource<'a>>,
) -> Result<(), RequestError> {
    draft.report.place = found.len();
    let Some(kind) = text(value, "resourceType") else {
        draft.report.unclear(&path, "no resource with a `resourceType`");
        return Ok(());
    };
    if kind != "Bundle" {
        found.push(Resource { path, place: found.len(), kind, body: value, address });
        return Ok(());
    }
    if is_modified(value, &path, draft) {
        return Ok(());
    }
    let entries = match value.get("entry") {
        None | Some(Json::Null) => return Ok(()),
        Some(Json::List(entries)) if depth < DEEPEST => entries,
        Some(Json::List(_)) => {
            draft.report.unclear(&path, format!("a bundle more than {DEEPEST} bundles deep is not read"));
            return Ok(());
        }
        Some(_) => {
            return Err(RequestError::new(
                RequestErrorCode::WrongType,
                join(&path, "entry"),
                "expected an array",
            ));
        }
    };
    for (index, entry) in entries.iter().enumerate() {
        draft.report.place = found.len();
        let inner = join(&path, &format!("entry[{index}]"));
        if is_modified(entry, &inner, draft) {
            continue;
        }
        match entry.get("resource") {
            Some(resource) => {
                let deeper = depth.saturating_add(1);
                collect(resource, join(&inner, "resource"), text(entry, "fullUrl"), deeper, draft, found)?;
            }
            None => draft.report.unclear(&inner, "an entry without a resource"),
        }
    }
    Ok(())
}

/// Leaves out a resource that is there twice; two versions of one id are both kept and listed.
fn once_each<'a>(found: Vec<Resource<'a>>, draft: &mut Draft<'a>) -> Vec<Resource<'a>> {
    let key = |place: usize| {
        let resource: &Resource<'a> = found.get(place)?;
        text(resource.body, "id").or(resource.address).map(|id| (resource.kind, id))
    };
    let mut twice = repeated(found.len(), &|one, other| key(one).cmp(&key(other)));
    twice.retain(|(place, _)| key(*place).is_some());
    let mut same = Vec::new();
    for (place, first) in twice {
        let (Some(resource), Some(earlier)) = (found.get(place), found.get(first)) else { continue };
        draft.report.place = place;
        if canonical(resource.body) == canonical(earlier.body) {
            draft.report.add(&resource.path, ProblemCode::Duplicate, "the same resource twice; read once");
            same.push(place);
        } else if resource.kind != "Patient" && !IRRELEVANT.contains(&resource.kind) {
            let message = "another version of a resource with this id; both are read";
            draft.report.add(&resource.path, ProblemCode::Contradictory, message);
        }
    }
    let mut kept = Vec::new();
    for (place, resource) in found.into_iter().enumerate() {
        if same.binary_search(&place).is_ok() {
            continue;
        }
        for id in [text(resource.body, "id"), resource.address.and_then(tail)].into_iter().flatten() {
            draft.known.push(((resource.kind, id), resource.body));
        }
        kept.push(resource);
    }
    draft.settle();
    kept
}

/// Refuses a request about two people.
fn one_person(found: &[Resource<'_>]) -> Result<(), RequestError> {
    let refuse = |path: String, id: &str| {
        let message = format!("`{}` is another person; expected one patient", clip(id));
        Err(RequestError::new(RequestErrorCode::UnknownValue, path, message))
    };
    let ids = |resource: &Resource<'_>| {
        [text(resource.body, "id").map(str::to_owned), resource.address.and_then(tail).map(str::to_owned)]
    };
    let mut patients = found.iter().filter(|resource| resource.kind == "Patient");
    let mut accepted: Vec<String> = Vec::new();
    if let Some(first) = patients.next() {
        accepted.extend(ids(first).into_iter().flatten());
        for other in patients {
            let same = ids(other).into_iter().flatten().any(|id| accepted.contains(&id));
            if !same && canonical(other.body) != canonical(first.body) {
                return refuse(other.path.clone(), text(other.body, "id").unwrap_or("a second Patient"));
            }
        }
    }
    // What is not read cannot mix two people, such as the insurance of a spouse.
    for resource in found.iter().filter(|resource| !IRRELEVANT.contains(&resource.kind)) {
        let Some((field, reference)) = subject(resource.body) else { continue };
        let Some(id) = tail(reference) else { continue };
        if accepted.is_empty() {
            accepted.push(id.to_owned());
        } else if !accepted.iter().any(|known| known == id) && !is_thing(reference) {
            return refuse(resource.at(field), reference);
        }
    }
    Ok(())
}

fn subject<'a>(body: &'a Json<'a>) -> Option<(&'static str, &'a str)> {
    ["subject", "patient"].into_iter().find_map(|field| {
        let reference = text(body.get(field)?, "reference")?;
        (!is_thing(reference)).then_some((field, reference))
    })
}

/// Whether a subject is said to be no person.
fn is_thing(reference: &str) -> bool {
    ["Group/", "Device/", "Location/"].iter().any(|kind| holds(reference, kind))
}

fn read_all<'a>(found: &[Resource<'a>], draft: &mut Draft<'a>) {
    let first = found.iter().find(|resource| resource.kind == "Patient");
    if let Some(first) = first {
        draft.report.place = first.place;
        if is_modified(first.body, &first.path, draft) {
            // Nothing of it is used, but for its id: whose the rest is.
        } else if is_own(first.body) {
            native::read(first, draft);
        } else {
            patient::read(first, draft);
        }
    }
    for resource in found {
        draft.report.place = resource.place;
        let thing = resource
            .body
            .get("subject")
            .and_then(|subject| text(subject, "reference"))
            .filter(|r| is_thing(r));
        if let (Some(thing), false) = (thing, IRRELEVANT.contains(&resource.kind)) {
            draft
                .report
                .unclear(&resource.path, format!("about `{}`, which is no person; left out", clip(thing)));
            continue;
        }
        let is_read = resource.kind != "Patient" && !IRRELEVANT.contains(&resource.kind);
        if is_read && holds_modified(resource, draft) {
            continue;
        }
        if resource.kind == "Patient" && first.is_some_and(|first| first.place != resource.place) {
            draft.report.passed_over(&resource.path, "another version of the patient is not read");
        }
        read_one(resource, draft);
    }
    crate::sorted::sort(&mut draft.named);
    for resource in found.iter().filter(|resource| resource.kind == "Medication") {
        if draft.named.binary_search(&place_of(resource.body)).is_err() {
            draft.report.place = resource.place;
            let message = "a Medication that nothing on the list of medicines names is not read";
            draft.report.passed_over(&resource.path, message);
        }
    }
    observation::finish(draft);
    condition::finish(draft);
    encounter::finish(draft);
}

fn read_one<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    // The patient was read first.
    if resource.kind != "Patient" && is_own(resource.body) && native::read(resource, draft) {
        return;
    }
    match resource.kind {
        "Observation" => observation::read(resource, draft),
        "Condition" => condition::read(resource, draft),
        "Procedure" => condition::read_procedure(resource, draft),
        "MedicationRequest" | "MedicationStatement" => medication::read(resource, draft),
        "AllergyIntolerance" => allergy::read(resource, draft),
        "FamilyMemberHistory" => history::family(resource, draft),
        "Goal" => history::goal(resource, draft),
        "Coverage" => history::coverage(resource, draft),
        "QuestionnaireResponse" => history::questionnaire(resource, draft),
        "ServiceRequest" | "Task" => history::unread(resource, draft),
        "DiagnosticReport" => observation::read_report(resource, draft),
        "Encounter" => encounter::read(resource, draft),
        // The patient came first; a medicine is read where it is named.
        "Patient" | "Medication" => {}
        kind => {
            let why = if IRRELEVANT.contains(&kind) { "; a record has no place for them" } else { "" };
            let message = format!("resources of type `{}` are not read{why}", clip(kind));
            draft.report.passed_over(&resource.path, message);
        }
    }
}
