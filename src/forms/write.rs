//! A record and its assessment to the form of the day.

use super::form::{self, Form};
use super::sheet::{CURRENT, Sheet, one_of, place};
use super::today;
use super::value::Value;
use crate::civil::Day;
use crate::concept::{Concern, Condition};
use crate::json::{Field as Part, Json, any_of, parse, plain, quoted};
use crate::problem::{RequestError, RequestErrorCode};
use crate::record::Record;

type Read<T> = Result<T, RequestError>;

/// Where medicines stand on a form.
const MEDICINES: [&str; 3] = ["medicines", "insulin", "insulinUse"];

/// What the caller may say.
struct Options {
    concern: Option<Concern>,
    edition: Option<String>,
    english: bool,
}

/// The form of the assessment's day. What the record and the assessment do not say stays empty.
pub(crate) fn form(record: &str, assessment: &str, options: &str) -> Read<Form> {
    let record = Record::read(record)?;
    let answer = parse(assessment)?;
    let options = self::options(options, &answer)?;
    let day = day(&answer)?;
    let sheet = Sheet::of(concern(&record, &options)?);
    let edition = match &options.edition {
        Some(year) => sheet.edition(year, "edition").map_err(bad)?,
        None => kept_edition(&record, day, sheet)?.unwrap_or(CURRENT),
    };
    let mut form = Form::new(sheet, Some(edition));
    fill(&mut form, &record, day)?;
    judged(&mut form, &record, &answer, day, options.english);
    Ok(form)
}

/// What was written that day, and what the record's own fields say.
fn fill(form: &mut Form, record: &Record, day: Day) -> Read<()> {
    let own = today::of(record, day, form.sheet, form.edition, &mut form.set_aside);
    let visit = today::visit(record, day, form.sheet.concern);
    let kept = visit.and_then(|visit| Some((visit.form.as_deref()?, visit.index)));
    if let Some((text, index)) = kept {
        let json = parse(text)?;
        let prefix = format!("visits[{index}].form.");
        let mut written =
            Form::new(form.sheet, form::edition(&json, form.sheet, &format!("{prefix}edition"))?);
        written.answers(&json, &prefix)?;
        // The form as written is the day's word on habits and medicines, of which the record holds only the newest.
        for (field, value) in written.values {
            let newer = own.iter().any(|(one, _)| one.id == field.id) && !field.keep;
            let foreign = field.by_edition() && written.edition != form.edition;
            if !newer && !foreign {
                form.set(field, value);
            }
        }
        form.more = more(&json, form.sheet);
    }
    // Once a person has written the day's medicines, the list is whole: an insulin by its brand is not one more tablet.
    let listed = MEDICINES.iter().any(|id| form.get(id).is_some());
    for (field, value) in own {
        // A result whose date a person left out is in the record under the visit's own day, which is no answer.
        let undated = kept.is_some() && field.id == "hba1cDate" && value == Value::Day(day);
        if !(undated || listed && MEDICINES.contains(&field.id)) {
            form.set(field, value);
        }
    }
    Ok(())
}

/// Fields of the visit's form that are no field of this form.
fn more(json: &Json<'_>, sheet: &Sheet) -> Option<String> {
    let Json::Object(fields) = json else { return None };
    let foreign = |field: &&Part<'_>| {
        sheet.field(&field.name).is_none() && field.name != "edition" && field.name != "more"
    };
    let own = fields.iter().filter(foreign).cloned();
    let before = json
        .get("more")
        .and_then(|more| if let Json::Object(more) = more { Some(more.clone()) } else { None });
    let all: Vec<Part<'_>> = own.chain(before.into_iter().flatten()).collect();
    (!all.is_empty()).then(|| plain(&Json::Object(all)))
}

/// Class, referral and next date, as the assessment has them.
fn judged(form: &mut Form, record: &Record, answer: &Json<'_>, day: Day, english: bool) {
    let concern = form.sheet.concern.code();
    let at = |path: &[&str]| path.iter().try_fold(answer, |json, name| json.get(name));
    let text = |path: &[&str]| at(path).and_then(Json::as_text);
    // The assessment's class is that of the newest visit, which is this form's only if it was today.
    let seen = form.get("systolic").is_some() || form.get("fastingGlucose").is_some();
    if (seen || today::visit(record, day, form.sheet.concern).is_some())
        && let Some(class) = text(&["concerns", concern, "class"])
        && let Some(choice) =
            form.sheet.field("class").and_then(|field| field.options.iter().find(|one| one.means == class))
    {
        form.put("class", Value::Choice(choice));
    }
    if let (Some(Json::List(met)), Some(to)) = (at(&["referral", "met"]), text(&["referral", "to"])) {
        let reasons: Vec<&str> = met.iter().filter_map(Json::as_text).collect();
        if !reasons.is_empty() {
            form.put("referralReason", Value::Text(reasons.join(one_of(["；", "; "], english))));
            form.put("referralTo", Value::Text(place(to, english).to_owned()));
        }
    }
    if let Some(by) = text(&["plan", "nextContact", "by"]).and_then(Day::parse).filter(|by| *by > day) {
        form.put("nextDate", Value::Day(by));
    }
}

/// Whatever is wrong with an option, the options are bad.
fn bad(error: RequestError) -> RequestError {
    RequestError { code: RequestErrorCode::BadOptions, ..error }
}

fn options(text: &str, answer: &Json<'_>) -> Read<Options> {
    let json = parse(text).map_err(|error| bad(*error))?;
    let refuse = |path: &str, message: String| RequestError::new(RequestErrorCode::BadOptions, path, message);
    let Json::Object(fields) = &json else {
        return Err(refuse("", format!("found {}, expected an object", json.described())));
    };
    if let Some(odd) =
        fields.iter().find(|field| !["concern", "edition", "locale"].contains(&field.name.as_ref()))
    {
        return Err(refuse(
            &odd.name,
            format!("{} is no option, expected `concern`, `edition` or `locale`", quoted(&odd.name)),
        ));
    }
    let said = |name: &str| json.get(name).filter(|value| !matches!(value, Json::Null));
    let concern = match said("concern") {
        None => None,
        Some(value) => Some(value.as_text().and_then(Concern::parse).ok_or_else(|| {
            let known = any_of(Concern::ALL.iter().map(|concern| concern.code()));
            refuse("concern", format!("found {}, expected {known}", value.described()))
        })?),
    };
    let edition = match said("edition") {
        None => None,
        Some(Json::Number(year)) => Some((*year).to_owned()),
        Some(Json::Text(year)) => Some(year.to_string()),
        Some(other) => {
            return Err(refuse("edition", format!("found {}, expected a year", other.described())));
        }
    };
    let locale = said("locale").or_else(|| answer.get("locale")).and_then(Json::as_text).unwrap_or("zh-CN");
    match locale {
        "zh-CN" | "en" => Ok(Options { concern, edition, english: locale == "en" }),
        other => Err(refuse("locale", format!("found {}, expected `zh-CN` or `en`", quoted(other)))),
    }
}

fn day(answer: &Json<'_>) -> Read<Day> {
    let said = answer.get("asOf").and_then(Json::as_text);
    said.and_then(Day::parse).ok_or_else(|| {
        RequestError::new(RequestErrorCode::MissingField, "asOf", "an assessment says its day as `asOf`")
    })
}

/// The form that was asked for, else that of the one concern that the patient has.
fn concern(record: &Record, options: &Options) -> Read<Concern> {
    if let Some(concern) = options.concern {
        return Ok(concern);
    }
    let has = |codes: &[Condition]| record.conditions.iter().any(|one| codes.contains(&one.code));
    let visited = |concern| record.visits.iter().any(|visit| visit.concern == Some(concern));
    let pressure = has(&[Condition::Hypertension]) || visited(Concern::Hypertension);
    let glucose = has(&[Condition::Type2Diabetes]) || visited(Concern::Diabetes);
    match (pressure, glucose) {
        (true, false) => Ok(Concern::Hypertension),
        (false, true) => Ok(Concern::Diabetes),
        _ => {
            let known = any_of(Concern::ALL.iter().map(|concern| concern.code()));
            Err(RequestError::new(
                RequestErrorCode::BadOptions,
                "concern",
                format!("which form is meant? expected {known}"),
            ))
        }
    }
}

/// The edition that the day's form was written in.
fn kept_edition(record: &Record, day: Day, sheet: &Sheet) -> Read<Option<u16>> {
    let visit = today::visit(record, day, sheet.concern);
    let Some((text, index)) = visit.and_then(|visit| Some((visit.form.as_deref()?, visit.index))) else {
        return Ok(None);
    };
    form::edition(&parse(text)?, sheet, &format!("visits[{index}].form.edition"))
}
