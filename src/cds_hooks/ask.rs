//! A call of a hook becomes a record, options and orders.

use super::{Hook, Host, MAX_BYTES, list, quoted, refused, services, text};
use crate::fhir;
use crate::json::{Json, parse};
use crate::record::{Problem, ProblemCode, RequestError, RequestErrorCode};
use crate::tree::{Fields, Tree, object, put, put_some};

/// The field of a call's `extension` that is ours.
const OWN: &str = "liangbing";

/// What a call asks of the engine.
#[derive(Clone, Debug)]
pub struct Asked {
    /// A native record as JSON text, for the strict reader.
    pub record: String,
    /// The day and manner of answering: what the host says, and the call over it.
    pub host: Host,
    /// The medicines that are about to be ordered; empty for hooks about the patient.
    pub orders: Vec<Order>,
    /// What [`super::respond`] needs of the call, as JSON text: who, where, which call, what was not understood.
    pub about: String,
    /// What was not understood.
    pub set_aside: Vec<Problem>,
    about_orders: bool,
}

/// A medicine about to be ordered.
#[derive(Clone, Debug)]
pub struct Order {
    /// The draft, as `MedicationRequest/id`; empty if it has no id.
    pub reference: String,
    /// A native medication as JSON text, for the strict reader.
    pub medication: String,
}

impl Asked {
    /// Whether medicines about to be ordered are to be checked, rather than the patient assessed.
    pub const fn is_about_orders(&self) -> bool {
        self.about_orders
    }

    /// All of it as JSON text, to cross from one module of a page to another: `about`, `record` and each of `orders` as
    /// texts inside, so that numbers arrive as they were written, `options` and `isAboutOrders`.
    pub fn json(&self) -> String {
        let orders = self.orders.iter().map(|order| Tree::from(order.medication.as_str()));
        let mut options = Fields::new();
        put_some(&mut options, "asOf", self.host.as_of.as_deref());
        put_some(&mut options, "locale", self.host.locale.as_deref());
        put_some(&mut options, "profile", self.host.profile.as_deref());
        put_some(&mut options, "level", self.host.level.as_deref());
        object! {
            "about": self.about.as_str(),
            "isAboutOrders": self.about_orders,
            "options": options,
            "orders": orders.collect::<Vec<_>>(),
            "record": self.record.as_str(),
        }
        .text()
    }
}

/// Reads a call of a hook, named by its service's id.
///
/// # Errors
/// The call is too large or no JSON; a field that the standard requires is not there; it is about another hook or
/// more than one person; something that the service asked for was not delivered. [`super::status`] has the answer's
/// status.
pub fn ask(id: &str, request: &str, host: &Host) -> Result<Asked, RequestError> {
    let (asked, record) = heard(id, request, host)?;
    Ok(Asked { record: record.text(), ..asked })
}

/// The same with the record apart, and not yet written as text.
pub(super) fn heard(id: &str, request: &str, host: &Host) -> Result<(Asked, Tree), RequestError> {
    let hook = Hook::parse(id)?;
    if request.len() > MAX_BYTES {
        let message = "the call is too large; at most 20 MB are read";
        return Err(refused(RequestErrorCode::TooLarge, "", &[message]));
    }
    let call = parse(request).map_err(|error| *error)?;
    if !matches!(call, Json::Object(_)) {
        return Err(refused(RequestErrorCode::WrongType, "", &["expected an object"]));
    }
    let said = needed(&call, "", "hook")?;
    if said != hook.name() {
        let message = ["`", said, "` is not the hook of this service, `", hook.name(), "`"];
        return Err(refused(RequestErrorCode::UnknownValue, "hook", &message));
    }
    needed(&call, "", "hookInstance")?;
    let context = call.get("context").unwrap_or(&Json::Null);
    let patient = needed(context, "context", "patientId")?;
    let own = own(&call)?;
    let host = host.over(own)?;
    let delivered = delivered(hook, &call, patient)?;
    let parts = delivered.iter().map(|(key, value)| (["prefetch.", key].concat(), *value));
    let (mut record, mut set_aside) = fhir::parts(parts)?;
    set_aside.extend(services::keys(hook).filter(|key| is_missing(&call, key)).map(|key| {
        let message = "not delivered; what it asks for was not looked for";
        Problem::new(["prefetch.", key].concat(), ProblemCode::NotUnderstood, message)
    }));
    let cut = delivered.iter().filter(|(_, value)| is_cut_short(value)).map(|(key, _)| *key);
    let cut: Vec<&str> = cut.collect();
    set_aside.extend(cut.iter().map(|key| {
        let message = "only the first page of the list was delivered";
        Problem::new(["prefetch.", key].concat(), ProblemCode::NotUnderstood, message)
    }));
    put_some(&mut record, "utcOffset", host.utc_offset.as_deref());
    put_some(&mut record, "answered", own.get("answered").and_then(Tree::of));
    let mut about = about(hook, &call, context, &host);
    put(&mut about, "cut", cut.into_iter().map(Tree::from).collect::<Vec<_>>());
    let mut orders = Vec::new();
    if hook.orders() {
        let drafts = drafts(hook, context, patient, &mut set_aside)?;
        let unread = drafts.iter().filter(|(_, medication)| medication.is_none());
        put(&mut about, "unread", unread.map(|(name, _)| Tree::from(name.as_str())).collect::<Vec<_>>());
        orders.extend(
            drafts
                .into_iter()
                .filter_map(|(reference, medication)| Some(Order { reference, medication: medication? })),
        );
        let references = orders.iter().map(|order| Tree::from(order.reference.as_str()));
        put(&mut about, "orders", references.collect::<Vec<_>>());
    }
    put(&mut about, "setAside", set_aside.iter().map(told).collect::<Vec<_>>());
    let asked = Asked {
        record: String::new(),
        host,
        orders,
        about: Tree::Object(about).text(),
        set_aside,
        about_orders: hook.orders(),
    };
    Ok((asked, Tree::Object(record)))
}

/// A text field that must be there.
fn needed<'a>(value: &'a Json<'a>, path: &str, key: &str) -> Result<&'a str, RequestError> {
    let path = if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() };
    match value.get(key) {
        None | Some(Json::Null) => {
            let message = "the field is missing; the standard requires it";
            Err(refused(RequestErrorCode::MissingField, &path, &[message]))
        }
        Some(Json::Text(text)) if !text.trim().is_empty() => Ok(text),
        Some(_) => Err(refused(RequestErrorCode::WrongType, &path, &["expected a text that is not empty"])),
    }
}

/// What the call says to this service alone.
fn own<'a>(call: &'a Json<'a>) -> Result<&'a Json<'a>, RequestError> {
    let own = call.get("extension").and_then(|extension| extension.get(OWN)).unwrap_or(&Json::Null);
    let known = |name: &str| super::host::NAMES.contains(&name) || name == "answered";
    match own {
        Json::Null => Ok(own),
        Json::Object(fields) => match fields.iter().find(|field| !known(&field.name)) {
            None => Ok(own),
            Some(field) => {
                let path = ["extension.", OWN, ".", &field.name].concat();
                let message = [quoted(&field.name).as_str(), " is no field of it"].concat();
                Err(refused(RequestErrorCode::UnknownField, &path, &[&message]))
            }
        },
        _ => Err(refused(RequestErrorCode::WrongType, "extension.liangbing", &["expected an object"])),
    }
}

/// Whether nothing was delivered for a key, not even that there is nothing.
fn is_missing(call: &Json<'_>, key: &str) -> bool {
    match call.get("prefetch").and_then(|prefetch| prefetch.get(key)) {
        None => true,
        Some(Json::Null) => key == "patient",
        Some(value) => kind(value) == "OperationOutcome",
    }
}

/// What was delivered of what the service asked for, each with its key; all of it must be there, if only as `null`, but
/// for what not every client has.
fn delivered<'a>(
    hook: Hook,
    call: &'a Json<'a>,
    patient: &str,
) -> Result<Vec<(&'static str, &'a Json<'a>)>, RequestError> {
    let prefetch = call.get("prefetch").unwrap_or(&Json::Null);
    let missing = services::keys(hook).filter(|key| is_missing(call, key));
    let missing: Vec<&str> = missing.filter(|key| !services::is_optional(key)).collect();
    if let Some(first) = missing.first() {
        let path = ["prefetch.", first].concat();
        let why = ["the service fetches nothing itself; not delivered: ", &missing.join(", ")];
        return Err(refused(RequestErrorCode::MissingField, &path, &why));
    }
    let mut found = Vec::new();
    for key in services::keys(hook) {
        let delivered = prefetch.get(key).filter(|value| !matches!(value, Json::Null));
        let Some(value) = delivered.filter(|_| !is_missing(call, key)) else { continue };
        let wanted = if key == "patient" { "Patient" } else { "Bundle" };
        if kind(value) != wanted {
            let path = ["prefetch.", key].concat();
            return Err(refused(RequestErrorCode::WrongType, &path, &["expected a ", wanted, " or null"]));
        }
        if key == "patient" && text(value, "id") != Some(patient) {
            let id = quoted(text(value, "id").unwrap_or(""));
            let why = [id.as_str(), " is not the patient of the context, ", &quoted(patient)];
            return Err(refused(RequestErrorCode::UnknownValue, "prefetch.patient.id", &why));
        }
        found.push((key, value));
    }
    Ok(found)
}

/// The type of a resource; empty for what is none.
fn kind<'a>(value: &'a Json<'a>) -> &'a str {
    text(value, "resourceType").unwrap_or("")
}

/// Whether a list says that there is more of it elsewhere.
fn is_cut_short(value: &Json<'_>) -> bool {
    list(value, "link").iter().any(|link| text(link, "relation") == Some("next"))
}

/// The medicines among the drafts, by name, each as a native medication if it was understood; of a choice only those
/// that are selected now.
fn drafts(
    hook: Hook,
    context: &Json<'_>,
    patient: &str,
    set_aside: &mut Vec<Problem>,
) -> Result<Vec<(String, Option<String>)>, RequestError> {
    let drafts = context.get("draftOrders").unwrap_or(&Json::Null);
    if kind(drafts) != "Bundle" {
        let missing = matches!(drafts, Json::Null);
        let code = if missing { RequestErrorCode::MissingField } else { RequestErrorCode::WrongType };
        return Err(refused(code, "context.draftOrders", &["expected a Bundle"]));
    }
    if hook == Hook::OrderSelect && !matches!(context.get("selections"), Some(Json::List(_))) {
        return Err(refused(RequestErrorCode::MissingField, "context.selections", &["expected a list"]));
    }
    let selected: Vec<&str> = list(context, "selections").iter().filter_map(Json::as_text).collect();
    let resources: Vec<&Json<'_>> =
        list(drafts, "entry").iter().filter_map(|entry| entry.get("resource")).collect();
    unchecked(hook, drafts, &selected, set_aside);
    // With the Patient beside it an order for somebody else is refused.
    let person = object! { "resourceType": "Patient", "id": patient }.text();
    let person = parse(&person).map_err(|error| *error)?;
    let mut found = Vec::new();
    for draft in resources.iter().filter(|resource| kind(resource) == "MedicationRequest") {
        let reference = text(draft, "id").map(|id| ["MedicationRequest/", id].concat()).unwrap_or_default();
        if hook == Hook::OrderSelect && !selected.contains(&reference.as_str()) {
            continue;
        }
        // As if it were signed, which is what it is checked for.
        let ordered = draft.with("status", "active").with("intent", "order");
        let path = ["context.draftOrders ", &reference].concat();
        let mut asked = vec![(String::new(), &ordered), (String::new(), &person)];
        // Those of other drafts are not of this one.
        let named = draft.get("medicationReference").and_then(|named| text(named, "reference")).unwrap_or("");
        let is_named = |id: &str| named.ends_with(id);
        for medicine in resources.iter().filter(|other| kind(other) == "Medication") {
            if text(medicine, "id").is_some_and(is_named) {
                asked.push((String::new(), *medicine));
            }
        }
        let (record, problems) =
            fhir::parts(asked.into_iter()).map_err(|error| RequestError { path: path.clone(), ..error })?;
        set_aside.extend(problems.into_iter().map(|problem| Problem { path: path.clone(), ..problem }));
        let medication = match record.get("medications") {
            Some(Tree::List(items)) => items.first().map(Tree::text),
            _ => None,
        };
        found.push((reference, medication));
    }
    Ok(found)
}

/// Lists the drafts that no rule looks at: silence would read as "nothing found".
fn unchecked(hook: Hook, drafts: &Json<'_>, selected: &[&str], set_aside: &mut Vec<Problem>) {
    for (index, entry) in list(drafts, "entry").iter().enumerate() {
        let draft = entry.get("resource").unwrap_or(&Json::Null);
        // A Medication is only what an order of one names.
        if matches!(kind(draft), "MedicationRequest" | "Medication") {
            continue;
        }
        let reference = [kind(draft), "/", text(draft, "id").unwrap_or("")].concat();
        if hook == Hook::OrderSelect && !selected.contains(&reference.as_str()) {
            continue;
        }
        let path = ["context.draftOrders.entry[", &index.to_string(), "]"].concat();
        let message =
            ["a draft ", &quoted(&reference), " is not checked here; orders of medicines are"].concat();
        set_aside.push(Problem::new(path, ProblemCode::NotUnderstood, message));
    }
}

/// What the answer needs of the call.
fn about(hook: Hook, call: &Json<'_>, context: &Json<'_>, host: &Host) -> Fields {
    let mut about = Fields::new();
    put(&mut about, "hook", hook.name());
    put_some(&mut about, "hookInstance", text(call, "hookInstance"));
    put_some(&mut about, "locale", host.locale.as_deref());
    for name in ["patientId", "encounterId", "userId"] {
        put_some(&mut about, name, text(context, name));
    }
    about
}

/// A problem as answers carry it.
fn told(problem: &Problem) -> Tree {
    object! {
        "code": problem.code.code(),
        "message": problem.message.as_str(),
        "path": problem.path.as_str(),
    }
}
