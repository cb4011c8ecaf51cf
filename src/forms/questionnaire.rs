//! A form as a FHIR R4 QuestionnaireResponse, and back; the names of the fields are the `linkId`s.

use std::borrow::Cow;

use super::form::Form;
use super::sheet::{Choice, Field, Kind, Sheet};
use super::value::{Medicine, Value};
use crate::concept::Concern;
use crate::json::{Json, Out, parse, quoted};
use crate::problem::{RequestError, RequestErrorCode};

/// Which form and which edition a response answers: `urn:liangbing:form:` concern `|` edition.
const FORM: &str = "urn:liangbing:form:";

/// The response that carries a form's answers. Codes name their field and edition, so that none is ever bare.
pub(crate) fn write(form: &Form) -> Out {
    let version = form.edition.map(|year| format!("|{year}")).unwrap_or_default();
    let base = format!("{FORM}{}", form.sheet.concern.code());
    let own = |field: &'static Field| Some(item(field, form.get(field.id)?, &base, form.edition));
    let mut items: Vec<Out> = form.sheet.fields.iter().filter_map(own).flatten().collect();
    items.extend(form.more.as_ref().map(|more| leaf("more", vec![("valueString", Out::text(more))])));
    Out::object([
        ("resourceType", Some(Out::text("QuestionnaireResponse"))),
        ("questionnaire", Some(Out::text(format!("{base}{version}")))),
        ("status", Some(Out::text("completed"))),
        ("authored", form.day().map(|day| Out::text(day.to_string()))),
        ("item", (!items.is_empty()).then_some(Out::List(items))),
    ])
}

fn leaf(link: &'static str, answers: Vec<(&'static str, Out)>) -> Out {
    let answers = answers.into_iter().map(|(kind, value)| Out::Object(vec![(Cow::Borrowed(kind), value)]));
    Out::object([("linkId", Some(Out::text(link))), ("answer", Some(Out::List(answers.collect())))])
}

fn item(field: &'static Field, value: &Value, base: &str, edition: Option<u16>) -> Vec<Out> {
    let coded = |choice: &&'static Choice| ("valueCoding", coding(field, choice, base, edition));
    vec![match value {
        Value::Text(text) => leaf(field.id, vec![("valueString", Out::text(text))]),
        Value::Day(day) => leaf(field.id, vec![("valueDate", Out::text(day.to_string()))]),
        Value::Number(number) => leaf(field.id, vec![("valueDecimal", Out::number(number))]),
        Value::Choice(choice) => leaf(field.id, vec![coded(choice)]),
        Value::Choices(choices) if choices.is_empty() => return Vec::new(),
        Value::Choices(choices) => leaf(field.id, choices.iter().map(coded).collect()),
        Value::Medicines(list) => return list.iter().map(|one| medicine(field.id, one)).collect(),
    }]
}

fn coding(field: &Field, choice: &Choice, base: &str, edition: Option<u16>) -> Out {
    let year = (choice.edition != 0).then_some(choice.edition).or(edition);
    let code = if choice.code == 0 { choice.id.to_owned() } else { choice.code.to_string() };
    Out::object([
        ("system", Some(Out::text(format!("{base}:{}", field.id)))),
        ("version", year.map(|year| Out::text(year.to_string()))),
        ("code", Some(Out::text(code))),
        ("display", Some(Out::text(choice.label(false)))),
    ])
}

fn medicine(link: &'static str, one: &Medicine) -> Out {
    let mut parts = vec![leaf("medicines.name", vec![("valueString", Out::text(&one.name))])];
    parts.extend(
        one.per_day.map(|times| leaf("medicines.perDay", vec![("valueDecimal", Out::number(times))])),
    );
    let amount = one.amount.as_ref();
    parts.extend(amount.map(|amount| leaf("medicines.amount", vec![("valueString", Out::text(amount))])));
    Out::object([("linkId", Some(Out::text(link))), ("item", Some(Out::List(parts)))])
}

type Read<T> = Result<T, RequestError>;

fn refuse<T>(code: RequestErrorCode, path: &str, message: impl Into<String>) -> Read<T> {
    Err(RequestError::new(code, path, message))
}

/// The form that a response answers; one of another questionnaire, or an item that is no field, is refused.
pub(crate) fn read(text: &str) -> Read<Form> {
    let json = parse(text)?;
    let said = |name: &str| json.get(name).and_then(Json::as_text);
    if said("resourceType") != Some("QuestionnaireResponse") {
        return refuse(
            RequestErrorCode::UnknownValue,
            "resourceType",
            "found another resource, expected `QuestionnaireResponse`",
        );
    }
    let named = said("questionnaire").and_then(|url| url.strip_prefix(FORM));
    let (concern, edition) = named.map_or(("", None), |name| match name.split_once('|') {
        Some((concern, edition)) => (concern, Some(edition)),
        None => (name, None),
    });
    let Some(concern) = Concern::parse(concern) else {
        let message = format!("expected `{FORM}hypertension` or `{FORM}diabetes`, with `|` and the edition");
        return refuse(RequestErrorCode::UnknownValue, "questionnaire", message);
    };
    let sheet = Sheet::of(concern);
    let edition = edition.map(|year| sheet.edition(year, "questionnaire")).transpose()?;
    let mut fields: Vec<(Cow<'static, str>, Out)> =
        vec![(Cow::Borrowed("concern"), Out::text(concern.code()))];
    fields.extend(edition.map(|year| (Cow::Borrowed("edition"), Out::number(year))));
    let mut medicines = Vec::new();
    for (place, one) in items(&json).iter().enumerate() {
        let path = format!("item[{place}]");
        let link = one.get("linkId").and_then(Json::as_text).unwrap_or("");
        if link == "more" {
            let kept =
                answers(one).first().and_then(|answer| answer.get("valueString")).and_then(Json::as_text);
            fields.extend(kept.map(|kept| (Cow::Borrowed("more"), Out::Raw(kept.to_owned()))));
            continue;
        }
        let Some(field) = sheet.field(link) else {
            let message = format!("{} is no field of this form", quoted(link));
            return refuse(RequestErrorCode::UnknownField, &format!("{path}.linkId"), message);
        };
        match field.kind {
            Kind::Medicines => medicines.push(line(one, &path)?),
            Kind::Codes => {
                fields.push((Cow::Borrowed(field.id), Out::List(values(field, one, edition, &path)?)));
            }
            _ => {
                if let [value] = values(field, one, edition, &path)?.as_slice() {
                    fields.push((Cow::Borrowed(field.id), value.clone()));
                } else {
                    return refuse(
                        RequestErrorCode::WrongType,
                        &format!("{path}.answer"),
                        "expected one answer",
                    );
                }
            }
        }
    }
    if !medicines.is_empty() {
        fields.push((Cow::Borrowed("medicines"), Out::List(medicines)));
    }
    // The one strict reader of forms judges what came out.
    Form::read(&Out::Object(fields).to_string())
}

fn items<'j>(json: &'j Json<'_>) -> &'j [Json<'j>] {
    if let Some(Json::List(items)) = json.get("item") { items } else { &[] }
}

fn answers<'j>(json: &'j Json<'_>) -> &'j [Json<'j>] {
    if let Some(Json::List(items)) = json.get("answer") { items } else { &[] }
}

fn values(field: &Field, item: &Json<'_>, edition: Option<u16>, path: &str) -> Read<Vec<Out>> {
    let mut out = Vec::new();
    for (place, answer) in answers(item).iter().enumerate() {
        let path = format!("{path}.answer[{place}]");
        out.push(value(field, answer, edition, &path)?);
    }
    Ok(out)
}

fn value(field: &Field, answer: &Json<'_>, edition: Option<u16>, path: &str) -> Read<Out> {
    let text = |name: &str| answer.get(name).and_then(Json::as_text);
    let number = || ["valueDecimal", "valueInteger"].into_iter().find_map(|name| answer.get(name));
    let found = match field.kind {
        Kind::Text => text("valueString").map(Out::text),
        Kind::Date => text("valueDate").map(Out::text),
        Kind::Number => number().map(written),
        Kind::Code | Kind::Codes => return code(field, answer, edition, path),
        Kind::Medicines => None,
    };
    found.map_or_else(
        || {
            refuse(
                RequestErrorCode::WrongType,
                path,
                format!("expected the answer of a {}", field.kind.code()),
            )
        },
        Ok,
    )
}

fn written(json: &Json<'_>) -> Out {
    match json {
        Json::Number(digits) => Out::number(digits),
        other => Out::text(other.described()),
    }
}

/// A coding's number, or its words; its own version must be the form's edition where the list depends on it.
fn code(field: &Field, answer: &Json<'_>, edition: Option<u16>, path: &str) -> Read<Out> {
    let coding = answer.get("valueCoding").unwrap_or(&Json::Null);
    let text = |name: &str| coding.get(name).and_then(Json::as_text);
    let Some(code) = text("code") else {
        return refuse(RequestErrorCode::WrongType, path, "expected the answer of a code");
    };
    if field.by_edition()
        && let (Some(version), Some(year)) = (text("version"), edition)
        && version != year.to_string()
    {
        let message =
            format!("found the list of {}, expected that of the form's edition, `{year}`", quoted(version));
        return refuse(RequestErrorCode::UnknownValue, &format!("{path}.valueCoding.version"), message);
    }
    let digits = !code.is_empty()
        && code.len() < 4
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && !code.starts_with('0');
    Ok(if digits { Out::number(code) } else { Out::text(code) })
}

fn line(item: &Json<'_>, path: &str) -> Read<Out> {
    let mut parts: Vec<(Cow<'static, str>, Out)> = Vec::new();
    for (place, part) in items(item).iter().enumerate() {
        let link = part.get("linkId").and_then(Json::as_text).unwrap_or("");
        let answer = answers(part).first().unwrap_or(&Json::Null);
        let text = || answer.get("valueString").and_then(Json::as_text).map(Out::text);
        let number =
            || ["valueDecimal", "valueInteger"].into_iter().find_map(|name| answer.get(name)).map(written);
        let (name, said) = match link {
            "medicines.name" => ("name", text()),
            "medicines.perDay" => ("perDay", number()),
            "medicines.amount" => ("amount", text()),
            other => {
                let message = format!("{} is no part of a medicine", quoted(other));
                return refuse(
                    RequestErrorCode::UnknownField,
                    &format!("{path}.item[{place}].linkId"),
                    message,
                );
            }
        };
        parts.extend(said.map(|said| (Cow::Borrowed(name), said)));
    }
    Ok(Out::Object(parts))
}
