//! Encounters that are contacts about hypertension or diabetes; see the module above for why so few.

use crate::json::Json;

use super::condition::stated;
use super::draft::{Draft, Fields, Resource, put};
use super::json::{code, day, list, text};
use crate::concept::{Concern, Condition, Mode};

/// Reads one Encounter, after all readings.
pub(super) fn read<'a>(resource: &Resource<'a>, draft: &mut Draft<'a>) {
    let body = resource.body;
    if !matches!(text(body, "status"), Some("finished" | "completed")) {
        return;
    }
    let mode = match list(body, "class").first().and_then(|class| code(Some(class))) {
        Some("AMB" | "HH") => Mode::FaceToFace,
        Some("VR") => Mode::Phone,
        _ => return,
    };
    let period = body.get("period").or_else(|| body.get("actualPeriod")).unwrap_or(&Json::Null);
    let concerns = concerns(body, draft);
    let (Some(written), false) = (text(period, "start"), concerns.is_empty()) else { return };
    let Some(at) = draft.moment(written, &resource.at("period.start")) else { return };
    for concern in concerns {
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
