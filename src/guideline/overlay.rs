//! A county's signed adjustment: it may tighten, name and add, never soften what is locked.

use super::criterion::Source;
use super::parameter::{Parameter, Suffix, quantities};
use super::table::{Fault, Faults, Place, Table};
use super::{GuidelineError, GuidelineErrorCode as Code};
use crate::json::{self, Json};
use crate::packed::packed;
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

packed! { OverlayInfo { id, version, signed, moved } }

/// An overlay taken apart: what it adds goes through the same judgement as a pack.
#[derive(Debug, Default)]
pub struct Overlay<'t> {
    /// Who adjusted what.
    pub info: Option<OverlayInfo>,
    /// Rules it adds, by id.
    pub rules: Vec<(String, Json<'t>)>,
    /// What it says can be dispensed.
    pub formulary: Option<Table<'t>>,
    /// Words it adds, by locale.
    pub text: Vec<(&'static str, Json<'t>)>,
}

/// The file name that errors of an overlay carry.
pub const FILE: &str = "overlay";

/// Judges an overlay and applies its parameters and criteria; faults are noted on the one side and, once
/// their place is known, filed on the other.
pub fn apply<'t>(
    text: &'t str,
    parameters: &mut [Parameter],
    criteria: &mut Named<Source<'t>>,
    pack: usize,
    (faults, errors): (&'t Faults, &mut Vec<GuidelineError>),
) -> Overlay<'t> {
    let mut overlay = Overlay::default();
    match json::parse(text) {
        Ok(value) => {
            let mut table = Table::of(value, faults);
            overlay.info = Some(OverlayInfo {
                id: table.needed("id"),
                version: table.needed("version"),
                signed: table.needed("signed"),
                moved: Vec::new(),
            });
            parts(table, &mut overlay, parameters, (criteria, pack), (faults, errors));
        }
        Err(error) => faults.note((Code::Malformed, format!("the overlay is no JSON: {}", error.message))),
    }
    if let Some((code, message)) = faults.take() {
        errors.push(Place::of(FILE, "").error(code, message));
    }
    overlay
}

fn parts<'t>(
    mut table: Table<'t>,
    overlay: &mut Overlay<'t>,
    parameters: &mut [Parameter],
    (criteria, pack): (&mut Named<Source<'t>>, usize),
    (faults, errors): (&'t Faults, &mut Vec<GuidelineError>),
) {
    let (moves, own) = (table.table("parameters"), table.table("criteria"));
    overlay.formulary = table.table_if("formulary");
    overlay.rules = table.table("rules").rest().collect();
    let mut words = table.table("text");
    overlay.text =
        ["zh-CN", "en"].into_iter().filter_map(|locale| Some((locale, words.take(locale)?))).collect();
    words.finish();
    table.finish();
    let whole = faults.take();
    for (name, value) in moves.rest() {
        match parameters.iter_mut().find(|parameter| parameter.name == name) {
            None => faults.note((Code::OverlayUnknown, format!("parameter `{name}` does not exist"))),
            Some(parameter) => adjust(parameter, Table::of(value, faults), faults),
        }
        match (faults.take(), &mut overlay.info) {
            (Some((code, message)), _) => errors.push(Place::of(FILE, &name).error(code, message)),
            (None, Some(info)) => info.moved.push(name),
            (None, None) => {}
        }
    }
    for (name, value) in own.rest() {
        let place = Place::of(FILE, &name);
        if criteria.has(&name) {
            let message = format!("criterion `{name}` belongs to a pack; add one of another name");
            errors.push(place.error(Code::OverlayLocked, message));
        } else {
            criteria.insert(name, Source { pack, place, value });
        }
    }
    if let Some(fault) = whole {
        faults.note(fault);
    }
}

/// Moves a parameter inside its bounds, in every unit it is stated in.
fn adjust(parameter: &mut Parameter, mut table: Table<'_>, faults: &Faults) {
    let stated = quantities(&mut table, "value");
    table.finish();
    match moved(parameter, &stated) {
        Ok(values) => parameter.values = values,
        Err(fault) => faults.note(fault),
    }
}

/// The values that a parameter is moved to, or why it may not be.
fn moved(parameter: &Parameter, stated: &[(Decimal, Suffix)]) -> Result<Vec<(Decimal, Suffix)>, Fault> {
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
    Ok(moved)
}
