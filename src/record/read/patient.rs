//! Reads who the record is about.

use super::Door;
use crate::json::{Node, Read};
use crate::record::{Coverage, Function, Patient, Place};

const PATIENT: &[&str] = &[
    "id",
    "name",
    "born",
    "sex",
    "pregnancy",
    "pregnancySince",
    "status",
    "statusAt",
    "deceasedAt",
    "place",
    "function",
    "coverage",
];
const PLACE: &[&str] = &["county", "township", "village", "grid", "northern", "urban"];
const FUNCTION: &[&str] = &["cognition", "adlDependencies", "iadlDependencies", "longTermCare"];
const COVERAGE: &[&str] = &["scheme", "twoDiseases", "until"];

/// More dependencies than any scale counts.
const MOST_DEPENDENCIES: u8 = 20;

pub(super) fn read(node: Node<'_>, door: &mut Door) -> Read<Patient> {
    let fields = node.fields(&[PATIENT])?;
    Ok(Patient {
        id: fields.text("id")?,
        name: fields.text("name")?,
        born: fields.date("born")?,
        sex: fields.code("sex")?,
        pregnancy: fields.code("pregnancy")?,
        pregnancy_since: fields.date("pregnancySince")?,
        status: fields.code("status")?,
        status_at: fields.day("statusAt")?,
        deceased_at: fields.day("deceasedAt")?,
        place: fields.read("place", place)?.unwrap_or_default(),
        function: fields.read("function", |node| function(node, door))?.unwrap_or_default(),
        coverage: fields.read("coverage", coverage)?.unwrap_or_default(),
    })
}

fn place(node: Node<'_>) -> Read<Place> {
    let fields = node.fields(&[PLACE])?;
    Ok(Place {
        county: fields.text("county")?,
        township: fields.text("township")?,
        village: fields.text("village")?,
        grid: fields.text("grid")?,
        northern: fields.flag("northern")?,
        urban: fields.flag("urban")?,
    })
}

fn function(node: Node<'_>, door: &mut Door) -> Read<Function> {
    let fields = node.fields(&[FUNCTION])?;
    Ok(Function {
        cognition: fields.word("cognition", &["intact", "mild", "moderate", "severe"])?,
        adl_dependencies: door.count(&fields, "adlDependencies", MOST_DEPENDENCIES)?,
        iadl_dependencies: door.count(&fields, "iadlDependencies", MOST_DEPENDENCIES)?,
        long_term_care: fields.flag("longTermCare")?,
    })
}

fn coverage(node: Node<'_>) -> Read<Coverage> {
    let fields = node.fields(&[COVERAGE])?;
    Ok(Coverage {
        scheme: fields.text("scheme")?,
        two_diseases: fields.word("twoDiseases", &["enrolled", "entitled", "none"])?,
        until: fields.day("until")?,
    })
}
