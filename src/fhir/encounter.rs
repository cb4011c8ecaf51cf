//! Encounters that are contacts about hypertension or diabetes; see the module above for why so few.

use crate::json::Json;

use super::condition::stated;
use super::draft::{Draft, Fields, Resource, put};
use super::json::{code, day, list, text};
use crate::concept::{Concern, Condition, Mode};
use crate::sorted::sort;

/// Reads one Encounter: a contact about the two diseases, or one that is passed over.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    let concerns = concerns(body, draft);
    let Some(mode) = mode(body).filter(|_| !concerns.is_empty()) else {
        let message =
            "an encounter other than a finished visit or call about hypertension or diabetes is not read";
        return draft.report.passed_over(&resource.path, message);
    };
    let period = body.get("period").or_else(|| body.get("actualPeriod")).unwrap_or(&Json::Null);
    let Some(written) = text(period, "start") else {
        return draft.report.unclear(&resource.path, "an encounter without a date is left out");
    };
    let Some(at) = draft.moment(written, &resource.at("period.start")) else { return };
    draft.contacts.extend(concerns.into_iter().map(|concern| (at, mode, concern)));
}

/// How the patient was met; `None` for what is no visit or call, or is not over.
fn mode(body: &Json<'_>) -> Option<Mode> {
    if !matches!(text(body, "status"), Some("finished" | "completed")) {
        return None;
    }
    match code(list(body, "class").first())? {
        "AMB" | "HH" => Some(Mode::FaceToFace),
        "VR" => Some(Mode::Phone),
        _ => None,
    }
}

/// Makes contacts visits, once all readings are known.
pub(super) fn finish(draft: &mut Draft<'_>) {
    sort(&mut draft.measured);
    for (at, mode, concern) in std::mem::take(&mut draft.contacts) {
        let measured =
            day(at).is_some_and(|day| draft.measured.binary_search(&(concern, day.to_owned())).is_ok());
        if mode == Mode::FaceToFace && measured {
            continue;
        }
        let mut fields = Fields::new();
        put(&mut fields, "at", at);
        put(&mut fields, "mode", mode.code());
        put(&mut fields, "concern", concern.code());
        draft.visits.push(fields);
    }
}

/// What the encounter was about.
fn concerns<'a>(body: &'a Json<'a>, draft: &Draft<'a>) -> Vec<Concern> {
    let coded = list(body, "reasonCode").iter();
    let diagnoses = list(body, "diagnosis").iter().filter_map(|diagnosis| diagnosis.get("condition"));
    let followed = list(body, "reasonReference").iter().chain(diagnoses);
    let conditions = followed.filter_map(|reference| draft.follow("Condition", body, reference)?.get("code"));
    let mut found = Vec::new();
    for diagnosis in coded.chain(conditions).flat_map(stated) {
        let concern = match diagnosis.condition {
            Condition::Hypertension => Concern::Hypertension,
            Condition::Type2Diabetes | Condition::Type1Diabetes | Condition::DiabetesTypeUnclear => {
                Concern::Diabetes
            }
            _ => continue,
        };
        if !found.contains(&concern) {
            found.push(concern);
        }
    }
    found
}
