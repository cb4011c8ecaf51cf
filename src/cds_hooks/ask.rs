//! A call of a hook becomes a record, options and orders.

use serde_json::{Map, Value};

use super::{Hook, MAX_BYTES, OPTIONS, list, object, quoted, refused, services, text};
use crate::fhir;
use crate::record::{Problem, ProblemCode, RequestError, RequestErrorCode};

/// The field of a call's `extension` that is ours.
const OWN: &str = "liangbing";

/// What a call asks of the engine.
#[derive(Clone, Debug)]
pub struct Asked {
    /// A native record, for the strict reader.
    pub record: Value,
    /// `asOf`, and `locale`, `profile` and `level` where they were said.
    pub options: Value,
    /// The medicines that are about to be ordered; empty for hooks about the patient.
    pub orders: Vec<Order>,
    /// What [`super::respond`] needs of the call: who, where, which call, and what was answered.
    pub about: Value,
    /// What was not understood.
    pub set_aside: Vec<Problem>,
}

/// A medicine about to be ordered.
#[derive(Clone, Debug)]
pub struct Order {
    /// The draft, as `MedicationRequest/id`; empty if it has no id.
    pub reference: String,
    /// A native medication, for the strict reader.
    pub medication: Value,
}

impl Asked {
    /// All of it as one JSON value, to cross from one module of a page to another.
    pub fn to_value(&self) -> Value {
        let orders = self.orders.iter().map(|order| order.medication.clone()).collect::<Vec<_>>();
        object([
            ("about", self.about.clone()),
            ("options", self.options.clone()),
            ("orders", orders.into()),
            ("record", self.record.clone()),
        ])
    }
}

/// Reads a call of a hook, named by its service's id; `defaults` are the host's own options: `asOf`, `locale`,
/// `profile`, `level`, `utcOffset`.
///
/// # Errors
/// The call is too large or no JSON; a field that the standard requires is not there; it is about another hook or
/// more than one person; something that the service asked for was not delivered. [`super::status`] has the answer's
/// status.
pub fn ask(id: &str, request: &str, defaults: &Value) -> Result<Asked, RequestError> {
    let hook = Hook::parse(id)?;
    if request.len() > MAX_BYTES {
        let message = "the call is too large; at most 20 MB are read";
        return Err(refused(RequestErrorCode::TooLarge, "", &[message]));
    }
    let mut call: Value = serde_json::from_str(request)
        .map_err(|error| refused(RequestErrorCode::NotJson, "", &["not JSON: ", &error.to_string()]))?;
    if !call.is_object() {
        return Err(refused(RequestErrorCode::WrongType, "", &["expected an object"]));
    }
    if needed(&call, "", "hook")? != hook.name() {
        let message = [
            "`",
            text(&call, "hook").unwrap_or(""),
            "` is not the hook of this service, `",
            hook.name(),
            "`",
        ];
        return Err(refused(RequestErrorCode::UnknownValue, "hook", &message));
    }
    needed(&call, "", "hookInstance")?;
    let patient = needed(call.get("context").unwrap_or(&Value::Null), "context", "patientId")?.to_owned();
    let own = own(&call)?.clone();
    let (resources, names) = delivered(hook, &mut call, &patient)?;
    let found = fhir::to_record_value(Value::Array(resources)).map_err(|error| renamed(error, &names))?;
    let mut set_aside = found.set_aside;
    for problem in &mut set_aside {
        problem.path = rename(&problem.path, &names);
    }
    set_aside.extend(cut_short(&call));
    let mut record = found.record;
    for (name, from) in [("utcOffset", "utcOffset"), ("answered", "answered")] {
        if let (Some(value), Value::Object(fields)) =
            (own.get(from).or_else(|| defaults.get(from)), &mut record)
        {
            fields.insert(name.to_owned(), value.clone());
        }
    }
    let said = |name: &&str| own.get(*name).or_else(|| defaults.get(*name)).filter(|value| !value.is_null());
    let options = OPTIONS.iter().filter_map(|name| Some(((*name).to_owned(), said(name)?.clone())));
    let options = Value::Object(options.collect::<Map<_, _>>());
    let mut about = about(hook, &call, &own, &options);
    let mut orders = Vec::new();
    if hook.orders() {
        let drafts = drafts(hook, &call, &patient, &mut set_aside)?;
        let names = drafts.iter().filter(|(_, medication)| medication.is_none());
        super::add(
            &mut about,
            "unread",
            names.map(|(name, _)| Value::from(name.as_str())).collect::<Vec<_>>(),
        );
        orders = drafts
            .into_iter()
            .filter_map(|(reference, medication)| Some(Order { reference, medication: medication? }))
            .collect();
        let references = orders.iter().map(|order| Value::from(order.reference.as_str()));
        super::add(&mut about, "orders", references.collect::<Vec<_>>());
    }
    super::add(&mut about, "setAside", set_aside.iter().map(told).collect::<Vec<_>>());
    Ok(Asked { record, options, orders, about, set_aside })
}

/// A text field that must be there.
fn needed<'a>(value: &'a Value, path: &str, key: &str) -> Result<&'a str, RequestError> {
    let path = if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() };
    match value.get(key) {
        None | Some(Value::Null) => Err(refused(
            RequestErrorCode::MissingField,
            &path,
            &["the field is missing; the standard requires it"],
        )),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
        Some(_) => Err(refused(RequestErrorCode::WrongType, &path, &["expected a text that is not empty"])),
    }
}

/// What the call says to this service alone.
fn own(call: &Value) -> Result<&Value, RequestError> {
    let own = call.get("extension").and_then(|extension| extension.get(OWN)).unwrap_or(&Value::Null);
    let known = |name: &String| {
        OPTIONS.contains(&name.as_str()) || ["utcOffset", "answered"].contains(&name.as_str())
    };
    match own {
        Value::Null => Ok(own),
        Value::Object(fields) => match fields.keys().find(|name| !known(name)) {
            None => Ok(own),
            Some(name) => {
                let path = ["extension.", OWN, ".", name].concat();
                Err(refused(RequestErrorCode::UnknownField, &path, &[&quoted(name), " is no field of it"]))
            }
        },
        _ => Err(refused(RequestErrorCode::WrongType, "extension.liangbing", &["expected an object"])),
    }
}

/// Takes what was delivered out of the call, with the key of each; all that the service asked for must be there.
fn delivered(
    hook: Hook,
    call: &mut Value,
    patient: &str,
) -> Result<(Vec<Value>, Vec<&'static str>), RequestError> {
    let prefetch = call.get_mut("prefetch").and_then(Value::as_object_mut);
    let mut prefetch = prefetch.map(std::mem::take).unwrap_or_default();
    let mut taken: Vec<(&'static str, Option<Value>)> = Vec::new();
    for key in services::keys(hook) {
        taken.push((key, prefetch.remove(key)));
    }
    let failed = |value: &Option<Value>| value.as_ref().is_none_or(|value| kind(value) == "OperationOutcome");
    let missing = |(key, value): &(&'static str, Option<Value>)| {
        (failed(value) || (*key == "patient" && value == &Some(Value::Null))).then_some(*key)
    };
    let missing: Vec<&str> = taken.iter().filter_map(missing).collect();
    if let Some(first) = missing.first() {
        let path = ["prefetch.", first].concat();
        let why = ["the service fetches nothing itself; not delivered: ", &missing.join(", ")];
        return Err(refused(RequestErrorCode::MissingField, &path, &why));
    }
    let mut resources = Vec::new();
    let mut names = Vec::new();
    for (key, value) in taken {
        let value = value.unwrap_or(Value::Null);
        if value.is_null() {
            continue;
        }
        let wanted = if key == "patient" { "Patient" } else { "Bundle" };
        if kind(&value) != wanted {
            let path = ["prefetch.", key].concat();
            return Err(refused(RequestErrorCode::WrongType, &path, &["expected a ", wanted, " or null"]));
        }
        if key == "patient" && text(&value, "id") != Some(patient) {
            let id = quoted(text(&value, "id").unwrap_or(""));
            let why = [id.as_str(), " is not the patient of the context, ", &quoted(patient)];
            return Err(refused(RequestErrorCode::UnknownValue, "prefetch.patient.id", &why));
        }
        resources.push(value);
        names.push(key);
    }
    // What is left of the answer says which lists were cut short.
    let more = |value: &Value| list(value, "link").iter().any(|link| text(link, "relation") == Some("next"));
    let cut = resources.iter().zip(&names).filter(|(value, _)| more(value)).map(|(_, key)| Value::from(*key));
    let cut = cut.collect::<Vec<_>>();
    super::add(call, "prefetch", cut);
    Ok((resources, names))
}

/// The type of a resource; empty for what is none.
fn kind(value: &Value) -> &str {
    text(value, "resourceType").unwrap_or("")
}

/// Lists of which the call holds only the first page.
fn cut_short(call: &Value) -> impl Iterator<Item = Problem> + '_ {
    list(call, "prefetch").iter().filter_map(Value::as_str).map(|key| {
        let path = ["prefetch.", key].concat();
        Problem::new(path, ProblemCode::NotUnderstood, "only the first page of the list was delivered")
    })
}

/// A path among the resources as the caller knows it.
fn rename(path: &str, names: &[&str]) -> String {
    let found = path.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match found.and_then(|(at, rest)| Some((names.get(at.parse::<usize>().ok()?)?, rest))) {
        Some((key, rest)) => ["prefetch.", key, rest].concat(),
        None => path.to_owned(),
    }
}

fn renamed(error: RequestError, names: &[&str]) -> RequestError {
    RequestError { path: rename(&error.path, names), ..error }
}

/// The medicines among the drafts, by name, each as a native medication if it was understood; of a choice only those
/// that are selected now.
fn drafts(
    hook: Hook,
    call: &Value,
    patient: &str,
    set_aside: &mut Vec<Problem>,
) -> Result<Vec<(String, Option<Value>)>, RequestError> {
    let context = call.get("context").unwrap_or(&Value::Null);
    let drafts = context.get("draftOrders").unwrap_or(&Value::Null);
    if kind(drafts) != "Bundle" {
        let code =
            if drafts.is_null() { RequestErrorCode::MissingField } else { RequestErrorCode::WrongType };
        return Err(refused(code, "context.draftOrders", &["expected a Bundle"]));
    }
    if hook == Hook::OrderSelect && !context.get("selections").is_some_and(Value::is_array) {
        return Err(refused(RequestErrorCode::MissingField, "context.selections", &["expected a list"]));
    }
    let selected: Vec<&str> = list(context, "selections").iter().filter_map(Value::as_str).collect();
    let resources: Vec<&Value> =
        list(drafts, "entry").iter().filter_map(|entry| entry.get("resource")).collect();
    let mut found = Vec::new();
    for draft in resources.iter().filter(|resource| kind(resource) == "MedicationRequest") {
        let reference = text(draft, "id").map(|id| ["MedicationRequest/", id].concat()).unwrap_or_default();
        if hook == Hook::OrderSelect && !selected.contains(&reference.as_str()) {
            continue;
        }
        let mut asked = vec![ordered(draft)];
        asked.extend(
            resources.iter().filter(|other| kind(other) == "Medication").map(|other| (*other).clone()),
        );
        // With the Patient beside it an order for somebody else is refused.
        asked.push(object([("resourceType", "Patient".into()), ("id", patient.into())]));
        let path = ["context.draftOrders ", &reference].concat();
        let read = fhir::to_record_value(Value::Array(asked))
            .map_err(|error| RequestError { path: path.clone(), ..error })?;
        set_aside.extend(read.set_aside.into_iter().map(|problem| Problem { path: path.clone(), ..problem }));
        found.push((reference, list(&read.record, "medications").first().cloned()));
    }
    Ok(found)
}

/// A draft as if it were signed, which is what it is checked for.
fn ordered(draft: &Value) -> Value {
    let mut order = draft.clone();
    super::add(&mut order, "status", "active");
    super::add(&mut order, "intent", "order");
    order
}

/// What the answer needs of the call.
fn about(hook: Hook, call: &Value, own: &Value, options: &Value) -> Value {
    let context = call.get("context").unwrap_or(&Value::Null);
    let mut about = object([("hook", hook.name().into())]);
    let mut keep = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            super::add(&mut about, name, value);
        }
    };
    keep("hookInstance", text(call, "hookInstance"));
    keep("locale", text(options, "locale"));
    for name in ["patientId", "encounterId", "userId"] {
        keep(name, text(context, name));
    }
    super::add(&mut about, "cut", list(call, "prefetch").to_vec());
    if let Some(answered) = own.get("answered") {
        super::add(&mut about, "answered", answered.clone());
    }
    about
}

/// A problem as answers carry it.
fn told(problem: &Problem) -> Value {
    object([
        ("code", problem.code.code().into()),
        ("message", problem.message.as_str().into()),
        ("path", problem.path.as_str().into()),
    ])
}
