//! A county's signed adjustment: it may tighten, name and add, never soften what is locked.

use super::criterion::Source;
use super::parameter::{Parameter, quantities};
use super::table::{Fault, Place, Table};
use super::{GuidelineError, GuidelineErrorCode as Code};
use crate::json::{self, Json};
use crate::quantity::Decimal;
use crate::sorted::Named;

/// Who adjusted what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayInfo {
    /// The overlay's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Who signed it.
    pub signed: String,
    /// The parameters it moved.
    pub moved: Vec<String>,
}

/// An overlay taken apart: what it adds goes through the same judgement as a pack.
#[derive(Debug, Default)]
pub struct Overlay<'t> {
    /// Who adjusted what.
    pub info: Option<OverlayInfo>,
    /// Rules it adds, by id.
    pub rules: Vec<(String, Json<'t>)>,
    /// Words it adds, by locale.
    pub text: Vec<(&'static str, Json<'t>)>,
}

/// The file name that errors of an overlay carry.
pub const FILE: &str = "overlay";

/// Judges an overlay and applies its parameters and criteria.
pub fn apply<'t>(
    text: &'t str,
    parameters: &mut [Parameter],
    criteria: &mut Named<Source<'t>>,
    pack: usize,
    errors: &mut Vec<GuidelineError>,
) -> Overlay<'t> {
    let place = Place { file: FILE.to_owned(), item: String::new() };
    let parsed = json::parse(text)
        .map_err(|error| (Code::Malformed, format!("the overlay is no JSON: {}", error.message)))
        .and_then(Table::of)
        .and_then(|table| parts(table, parameters, criteria, pack, errors));
    match parsed {
        Ok(overlay) => overlay,
        Err((code, message)) => {
            errors.push(place.error(code, message));
            Overlay::default()
        }
    }
}

fn parts<'t>(
    mut table: Table<'t>,
    parameters: &mut [Parameter],
    criteria: &mut Named<Source<'t>>,
    pack: usize,
    errors: &mut Vec<GuidelineError>,
) -> Result<Overlay<'t>, Fault> {
    let mut info = OverlayInfo {
        id: table.needed("id")?,
        version: table.needed("version")?,
        signed: table.needed("signed")?,
        moved: Vec::new(),
    };
    for (name, value) in table.table("parameters")?.rest() {
        let place = Place { file: FILE.to_owned(), item: name.clone() };
        match parameters.iter_mut().find(|parameter| parameter.name == name) {
            None => {
                errors.push(place.error(Code::OverlayUnknown, format!("parameter `{name}` does not exist")));
            }
            Some(parameter) => match Table::of(value).and_then(|table| adjust(parameter, table)) {
                Ok(()) => info.moved.push(name),
                Err((code, message)) => errors.push(place.error(code, message)),
            },
        }
    }
    for (name, value) in table.table("criteria")?.rest() {
        let place = Place { file: FILE.to_owned(), item: name.clone() };
        if criteria.has(&name) {
            let message = format!("criterion `{name}` belongs to a pack; add one of another name");
            errors.push(place.error(Code::OverlayLocked, message));
        } else {
            criteria.insert(name, Source { pack, place, value });
        }
    }
    let rules = table.table("rules")?.rest().collect();
    let mut words = table.table("text")?;
    let text = ["zh-CN", "en"].into_iter().filter_map(|locale| Some((locale, words.take(locale)?))).collect();
    words.finish()?;
    table.finish()?;
    Ok(Overlay { info: Some(info), rules, text })
}

/// Moves a parameter inside its bounds, in every unit it is stated in.
fn adjust(parameter: &mut Parameter, mut table: Table<'_>) -> Result<(), Fault> {
    let stated = quantities(&table.texts("value")?)?;
    table.finish()?;
    let Some((low, high)) = parameter.adjust else {
        return Err((Code::OverlayLocked, format!("parameter `{}` is fixed", parameter.name)));
    };
    let outside = || {
        let (unit, name) =
            (parameter.values.first().map_or("", |(_, suffix)| suffix.code()), &parameter.name);
        (
            Code::OverlayBounds,
            format!("`{name}` may stand between {low} and {high} {unit}, stated in each unit of the pack"),
        )
    };
    let original = parameter.values.first().map(|(value, _)| *value).unwrap_or_default();
    let lower_is_tighter = low < original;
    let mut moved = Vec::new();
    for (place, (base, suffix)) in parameter.values.iter().enumerate() {
        let value = stated.iter().find(|(_, own)| own == suffix).map(|(value, _)| *value);
        let value: Decimal = value.ok_or_else(outside)?;
        let inside = if place == 0 {
            (low..=high).contains(&value)
        } else if lower_is_tighter {
            value <= *base
        } else {
            value >= *base
        };
        if !inside {
            return Err(outside());
        }
        moved.push((value, *suffix));
    }
    if stated.len() != moved.len() {
        return Err(outside());
    }
    parameter.values = moved;
    Ok(())
}
