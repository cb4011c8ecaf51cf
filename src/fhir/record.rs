//! A native record as FHIR R4, from which [`super::native`] reads the same record.
//!
//! Each writer takes out of the fields what FHIR has an exact place for; what is left goes into the extension, so
//! that nothing is lost whatever the record holds.

use super::codes::{OBSERVATIONS, SNOMED, written};
use super::draft::{Fields, put, put_some};
use super::json::{list, text};
use super::out::{
    Book, LOINC, SNOMED_CT, coding, concept, date_time, is_id, object, quantity, reference, resource, words,
};
use super::own::{CONCEPT, CONDITION, DRUG, DRUG_CLASS, FINDING, PLAN, SMOKING, SYSTEM, extend, mark};
use super::record_parts::{coded, date, day, dosage, known_unit, number, observed, pressure, priority};
use super::tree::{Number, Tree};
use crate::concept::{Concept, Kind};
use crate::json::{Json, Read, canonical, parse};
use crate::problem::{RequestError, RequestErrorCode};

const STATUS: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const SURENESS: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const ENCOUNTER: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const KIN: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const ALLERGY: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

/// The clinic's offset where a record does not say it.
const UTC_OFFSET: &str = "+08:00";

/// Writes one element of a list.
type Write = fn(&mut Writer, Fields);

/// What every writer needs.
struct Writer {
    book: Book,
    utc_offset: String,
}

/// Writes a record's JSON text as a Bundle.
pub(super) fn write(text: &str) -> Read<String> {
    let value = parse(text)?;
    if !matches!(value, Json::Object(_)) || value.get("resourceType").is_some() {
        let message = format!("found {}, expected a native record", value.described());
        return Err(Box::new(RequestError::new(RequestErrorCode::WrongType, "", message)));
    }
    let utc_offset = super::json::text(&value, "utcOffset").unwrap_or(UTC_OFFSET).to_owned();
    let book = Book::new(&canonical(&value), Tree::Object(Fields::new()));
    let mut writer = Writer { book, utc_offset };
    writer.patient(&value);
    let lists: [(&str, Write); 10] = [
        ("conditions", Writer::condition),
        ("observations", Writer::observation),
        ("medications", Writer::medication),
        ("visits", Writer::visit),
        ("referrals", Writer::referral),
        ("lifestyle", Writer::lifestyle),
        ("family", Writer::family),
        ("allergies", Writer::allergy),
        ("plans", Writer::plan),
        ("targets", Writer::target),
    ];
    for (name, write) in lists {
        for item in list(&value, name) {
            write(&mut writer, Fields::of(item));
        }
    }
    for item in list(&value, "answered") {
        writer.answered(Fields::of(item));
    }
    if matches!(value.get("medications"), Some(Json::List(items)) if items.is_empty()) {
        writer.no_medicines();
    }
    Ok(writer.book.finish())
}

impl Writer {
    /// Adds a resource with what FHIR had no place for.
    fn add(&mut self, mut resource: Fields, rest: Fields) -> String {
        mark(&mut resource);
        extend(&mut resource, rest);
        self.book.add(resource)
    }

    /// A resource of a type about the patient.
    fn about(&self, kind: &str, subject: &'static str) -> Fields {
        let mut out = resource(kind);
        put(&mut out, subject, self.book.subject());
        out
    }

    /// Takes a moment out of the fields, as FHIR writes it.
    fn moment(&self, fields: &mut Fields, name: &str) -> Option<String> {
        let time = date_time(fields.text(name)?, &self.utc_offset)?;
        fields.take(name);
        Some(time)
    }

    fn patient(&mut self, value: &Json<'_>) {
        let mut fields = value.get("patient").map_or_else(Fields::new, Fields::of);
        let mut out = resource("Patient");
        // The id is kept beside the resource's own, which a server may replace.
        put_some(&mut out, "id", fields.text("id").filter(|id| is_id(id)).map(str::to_owned));
        if let Some(name) = fields.take_text("name") {
            put(&mut out, "name", vec![words(&name)]);
        }
        put_some(&mut out, "gender", fields.take_text("sex"));
        put_some(&mut out, "birthDate", date(&mut fields, "born"));
        match day(&mut fields, "deceasedAt") {
            Some(day) => put(&mut out, "deceasedDateTime", day),
            None if fields.text("status") == Some("deceased") => put(&mut out, "deceasedBoolean", true),
            None => {}
        }
        let coverage = fields.take("coverage");
        for name in ["schema", "utcOffset"] {
            put_some(&mut fields, name, text(value, name).map(str::to_owned));
        }
        if let Some(Tree::Object(place)) = fields.get("place") {
            let mut address = Fields::new();
            put_some(&mut address, "district", place.text("county").map(str::to_owned));
            put_some(&mut address, "city", place.text("township").map(str::to_owned));
            if !address.is_empty() {
                put(&mut out, "address", vec![Tree::Object(address)]);
            }
        }
        let address = self.add(out, fields);
        self.book.about(reference(address));
        if let Some(Tree::Object(coverage)) = coverage {
            self.coverage(coverage);
        }
    }

    fn coverage(&mut self, mut fields: Fields) {
        let mut out = self.about("Coverage", "beneficiary");
        put(&mut out, "status", "active");
        let scheme = fields.take_text("scheme");
        let payor = scheme.clone().unwrap_or_else(|| "unknown".to_owned());
        put(&mut out, "payor", vec![object! { "display": payor }]);
        put_some(&mut out, "type", scheme.map(|scheme| words(&scheme)));
        put_some(&mut out, "period", day(&mut fields, "until").map(|day| object! { "end": day }));
        self.add(out, fields);
    }

    fn condition(&mut self, mut fields: Fields) {
        let mut out = self.about("Condition", "subject");
        if let Some(code) = fields.take_text("code") {
            put(&mut out, "code", coded(CONDITION, &code, SNOMED_CT, written(SNOMED, &code, "")));
        }
        let (course, sure) = match fields.text("status") {
            Some("suspected") => (Some("active"), "provisional"),
            Some("resolved") => (Some("resolved"), "confirmed"),
            // What was withdrawn has no course.
            Some("withdrawn") => (None, "refuted"),
            _ => (Some("active"), "confirmed"),
        };
        fields.take("status");
        put_some(&mut out, "clinicalStatus", course.map(|course| concept(STATUS, course)));
        put(&mut out, "verificationStatus", concept(SURENESS, sure));
        put_some(&mut out, "onsetDateTime", date(&mut fields, "since"));
        if let Some(stage) = fields.take_text("stage") {
            put(&mut out, "stage", vec![object! { "summary": words(&stage) }]);
        }
        self.add(out, fields);
    }

    fn observation(&mut self, mut fields: Fields) {
        let mut out = self.about("Observation", "subject");
        put(&mut out, "status", "final");
        put_some(&mut out, "effectiveDateTime", self.moment(&mut fields, "at"));
        if fields.text("setting") == Some("home") {
            put(&mut out, "performer", vec![self.book.subject()]);
        }
        let name = fields.take_text("concept").unwrap_or_default();
        let kind = Concept::parse(&name).map(Concept::kind);
        put(&mut out, "code", observed(&name, &fields));
        match kind {
            Some(Kind::BloodPressure) => pressure(&mut fields, &mut out),
            Some(Kind::Code(_) | Kind::Symptom) => {
                let code = fields.take_text("code").map(|code| concept(FINDING, &code));
                put_some(&mut out, "valueCodeableConcept", code);
            }
            Some(Kind::Flag) => put_some(&mut out, "valueBoolean", fields.take("present")),
            Some(Kind::Number) | None => number(&mut fields, &mut out),
        }
        if let Some((site, arm)) = [("368208006", "left"), ("368209003", "right")]
            .into_iter()
            .find(|(_, arm)| fields.text("arm") == Some(*arm) && kind == Some(Kind::BloodPressure))
        {
            fields.take("arm");
            put(&mut out, "bodySite", object! { "coding": vec![coding(SNOMED_CT, site)], "text": arm });
        }
        self.add(out, fields);
    }

    fn medication(&mut self, mut fields: Fields) {
        let mut out = self.about("MedicationStatement", "subject");
        put(&mut out, "status", if fields.get("until").is_some() { "unknown" } else { "active" });
        let mut codings = Vec::new();
        if let Some(code) = fields.take_text("code") {
            codings.push(coding(DRUG, &code));
        }
        if let Some(Tree::List(classes)) = fields.take("classes") {
            codings.extend(classes.iter().filter_map(Tree::as_text).map(|class| coding(DRUG_CLASS, class)));
        }
        let mut medicine = Fields::new();
        if !codings.is_empty() {
            put(&mut medicine, "coding", codings);
        }
        put_some(&mut medicine, "text", fields.take_text("name"));
        put(&mut out, "medicationCodeableConcept", medicine);
        let mut period = Fields::new();
        put_some(&mut period, "start", date(&mut fields, "since"));
        put_some(&mut period, "end", day(&mut fields, "until"));
        if !period.is_empty() {
            put(&mut out, "effectivePeriod", period);
        }
        let dosage = dosage(&mut fields);
        if !dosage.is_empty() {
            put(&mut out, "dosage", vec![Tree::Object(dosage)]);
        }
        self.add(out, fields);
    }

    fn no_medicines(&mut self) {
        let mut out = self.about("MedicationStatement", "subject");
        put(&mut out, "status", "unknown");
        let absent = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
        let codings = vec![coding(DRUG, "none"), coding(absent, "no-known-medications")];
        put(&mut out, "medicationCodeableConcept", object! { "coding": codings });
        self.add(out, Fields::new());
    }

    fn visit(&mut self, mut fields: Fields) {
        let mut out = self.about("Encounter", "subject");
        let failed = fields.get("reached") == Some(&Tree::Flag(false));
        put(&mut out, "status", if failed { "cancelled" } else { "finished" });
        let class = if fields.text("mode") == Some("phone") { "VR" } else { "AMB" };
        fields.take("mode");
        put(&mut out, "class", coding(ENCOUNTER, class));
        put_some(&mut out, "period", self.moment(&mut fields, "at").map(|at| object! { "start": at }));
        let about = match fields.text("concern") {
            Some("hypertension") => Some("38341003"),
            Some("diabetes") => Some("73211009"),
            _ => None,
        };
        put_some(&mut out, "reasonCode", about.map(|code| vec![concept(SNOMED_CT, code)]));
        self.add(out, fields);
    }

    fn referral(&mut self, mut fields: Fields) {
        let mut out = self.about("ServiceRequest", "subject");
        put(&mut out, "status", if fields.get("closed").is_some() { "completed" } else { "active" });
        put(&mut out, "intent", "order");
        put(&mut out, "code", coded(PLAN, "referral", SNOMED_CT, Some("3457005")));
        put(&mut out, "priority", priority(fields.text("urgency")));
        put_some(&mut out, "authoredOn", self.moment(&mut fields, "at"));
        put_some(&mut out, "performerType", fields.text("to").map(words));
        self.add(out, fields);
    }

    fn lifestyle(&mut self, mut fields: Fields) {
        let mut out = self.about("Observation", "subject");
        put(&mut out, "status", "final");
        let smoking = fields.take_text("smoking");
        let loinc = smoking.as_ref().and_then(|_| written(OBSERVATIONS, "smoking", ""));
        put(&mut out, "code", coded(CONCEPT, "lifestyle", LOINC, loinc));
        put_some(&mut out, "effectiveDateTime", self.moment(&mut fields, "at"));
        if let Some(smoking) = smoking {
            let answer = match smoking.as_str() {
                "never" => Some("LA18978-9"),
                "former" => Some("LA15920-4"),
                // The list has no answer that says no more than "now".
                _ => None,
            };
            put(&mut out, "valueCodeableConcept", coded(SMOKING, &smoking, LOINC, answer));
        }
        self.add(out, fields);
    }

    fn family(&mut self, mut fields: Fields) {
        let mut out = self.about("FamilyMemberHistory", "patient");
        put(&mut out, "status", "partial");
        let relation = fields.take_text("relation");
        let kin = match relation.as_deref() {
            Some("father") => "FTH",
            Some("mother") => "MTH",
            Some("brother") => "BRO",
            Some("sister") => "SIS",
            Some("son") => "SON",
            Some("daughter") => "DAU",
            _ => "FAMMEMB",
        };
        let mut relationship = Fields::new();
        put(&mut relationship, "coding", vec![coding(KIN, kin)]);
        put_some(&mut relationship, "text", relation);
        put(&mut out, "relationship", relationship);
        if let Some(condition) = fields.take_text("condition") {
            let mut illness = Fields::new();
            put(&mut illness, "code", words(&condition));
            if let Some(Tree::Number(age)) = fields.take("onsetAge") {
                let mut years = Fields::new();
                put(&mut years, "value", age);
                put(&mut years, "unit", "a");
                put(&mut years, "system", "http://unitsofmeasure.org");
                put(&mut years, "code", "a");
                put(&mut illness, "onsetAge", years);
            }
            put(&mut out, "condition", vec![Tree::Object(illness)]);
        }
        self.add(out, fields);
    }

    fn allergy(&mut self, mut fields: Fields) {
        let mut out = self.about("AllergyIntolerance", "patient");
        put(&mut out, "clinicalStatus", concept(ALLERGY, "active"));
        let mut code = Fields::new();
        if let Some(drug) = fields.take_text("code") {
            put(&mut code, "coding", vec![coding(DRUG, &drug)]);
        }
        put_some(&mut code, "text", fields.take_text("name"));
        if !code.is_empty() {
            put(&mut out, "code", code);
        }
        if let Some(reaction) = fields.take_text("reaction") {
            put(&mut out, "reaction", vec![object! { "manifestation": vec![words(&reaction)] }]);
        }
        self.add(out, fields);
    }

    fn plan(&mut self, mut fields: Fields) {
        let mut out = self.about("ServiceRequest", "subject");
        put(&mut out, "status", "active");
        put(&mut out, "intent", "plan");
        put_some(&mut out, "code", fields.take_text("kind").map(|kind| concept(PLAN, &kind)));
        put_some(&mut out, "occurrenceDateTime", self.moment(&mut fields, "at"));
        self.add(out, fields);
    }

    fn target(&mut self, mut fields: Fields) {
        let mut out = self.about("Goal", "subject");
        put(&mut out, "lifecycleStatus", "active");
        put_some(&mut out, "startDate", day(&mut fields, "at"));
        put_some(&mut out, "expressedBy", fields.take_text("setBy").map(|by| object! { "display": by }));
        let name = fields.take_text("concept").unwrap_or_default();
        let unit = fields.take_text("unit");
        let mut below = Vec::new();
        match fields.take("below") {
            Some(Tree::Number(number)) => below.push(number),
            Some(Tree::Text(pair)) => {
                match pair.split_once('/').map(|(a, b)| (Number::parse(a), Number::parse(b))) {
                    Some((Some(systolic), Some(diastolic))) => below.extend([systolic, diastolic]),
                    _ => put(&mut fields, "below", pair),
                }
            }
            _ => {}
        }
        let shown: Vec<&str> = below.iter().map(Number::text).collect();
        let description = format!("{name} < {} {}", shown.join("/"), unit.as_deref().unwrap_or(""));
        put(&mut out, "description", words(description.trim()));
        let mut parts = Vec::new();
        for (index, number) in below.into_iter().enumerate() {
            let side = match (name.as_str(), index) {
                ("blood-pressure", 0) => "systolic",
                ("blood-pressure", _) => "diastolic",
                (other, _) => other,
            };
            let loinc = written(OBSERVATIONS, side, known_unit(unit.as_deref(), side));
            let mut limit = quantity(number, unit.as_deref());
            put(&mut limit, "comparator", "<");
            parts.push(object! { "measure": coded(CONCEPT, &name, LOINC, loinc), "detailQuantity": limit });
        }
        if parts.is_empty() {
            put(&mut fields, "concept", name);
            put_some(&mut fields, "unit", unit);
        } else {
            put(&mut out, "target", parts);
        }
        self.add(out, fields);
    }

    fn answered(&mut self, mut fields: Fields) {
        let mut out = self.about("Basic", "subject");
        put(&mut out, "code", concept(SYSTEM, "answered"));
        put_some(&mut out, "created", day(&mut fields, "at"));
        self.add(out, fields);
    }
}
