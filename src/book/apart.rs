//! What only the rule book prints: which figures are not encoded and why, and what an edition says instead.

use std::fmt::Write as _;

use crate::json::{self, Json};

/// As the build translated it from `omitted.toml` and `edition.toml` of each pack and `words/book/`.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/book.json"));

/// The whole of it.
pub(super) fn whole() -> Json<'static> {
    json::parse(TEXT).unwrap_or(Json::Null)
}

/// A text of a table; empty if there is none.
pub(super) fn text<'t>(table: &'t Json<'_>, name: &str) -> &'t str {
    table.get(name).and_then(Json::as_text).unwrap_or_default()
}

/// What a table says under a name in a language; empty if it says nothing.
pub(super) fn said<'t>(table: &'t Json<'_>, name: &str, language: &str) -> &'t str {
    table.get(name).map_or("", |texts| text(texts, language))
}

/// Writes the figures of a pack's document that no row says, and why.
pub(super) fn write_omitted(out: &mut String, pack: &str) {
    let whole = whole();
    let omitted = whole.get("packs").and_then(|packs| packs.get(pack)).and_then(|pack| pack.get("omitted"));
    let Some(Json::Object(rows)) = omitted else { return };
    if rows.is_empty() {
        return;
    }
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(out, "## Not encoded, and why\n\n| figure | clause | confidence | why | where |");
    let _ = writeln!(out, "|---|---|---|---|---|");
    for row in rows {
        let [figure, why] = ["figure", "why"].map(|name| said(&row.value, name, "en"));
        let [section, confidence, place] = ["section", "confidence", "in"].map(|name| text(&row.value, name));
        let _ = writeln!(out, "| {figure} | {section} | {confidence} | {why} | {place} |");
    }
}
