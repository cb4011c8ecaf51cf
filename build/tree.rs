//! Translates a guideline tree to one JSON text; the build and `liangbing check DIR` share it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// `{"packs": {id: pack}, "medicines": table, "checks": table, "steps": table, "plan": table, "referral": table,
/// "profiles": table, "words": {locale: table}, "equations": digest}`.
///
/// Of the equations only the digest: their numbers are compiled, yet a changed one may change a colour,
/// so the digest of the whole must change with it.
pub fn tree(root: &Path) -> Result<String, String> {
    let mut packs = Map::new();
    for folder in entries(root)? {
        if folder.join("guideline.toml").is_file() {
            packs.insert(stem(&folder), pack(&folder)?);
        }
    }
    let mut whole = Map::new();
    whole.insert("packs".to_owned(), Value::Object(packs));
    whole.insert("medicines".to_owned(), table(&root.join("medicines/medicines.toml"))?);
    whole.insert("checks".to_owned(), table(&root.join("medicines/checks.toml"))?);
    whole.insert("profiles".to_owned(), table(&root.join("profiles.toml"))?);
    whole.insert("steps".to_owned(), table(&root.join("medicines/steps.toml"))?);
    whole.insert("plan".to_owned(), table(&root.join("plan/plan.toml"))?);
    whole.insert("referral".to_owned(), table(&root.join("referral/referral.toml"))?);
    whole.insert("words".to_owned(), tables(&root.join("words"))?);
    whole.insert("equations".to_owned(), Value::String(digest(&equations(root)?)));
    serde_json::to_string(&whole).map_err(|error| error.to_string())
}

fn digest(value: &Value) -> String {
    Sha256::digest(value.to_string().as_bytes()).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `{"data": {calculator: table}, "words": {locale: table}}`.
pub fn equations(root: &Path) -> Result<Value, String> {
    let folder = root.join("equations");
    Ok(json!({"data": tables(&folder)?, "words": tables(&folder.join("text"))?}))
}

/// `{"data": {file: table}, "words": {locale: table}}` of a folder of data with words: `forms`, `tables`.
#[allow(dead_code, reason = "of those who share this file only the build compiles it")]
pub fn worded(folder: &Path) -> Result<Value, String> {
    Ok(json!({"data": tables(folder)?, "words": tables(&folder.join("text"))?}))
}

fn pack(folder: &Path) -> Result<Value, String> {
    let mut pack = Map::new();
    let rows = ["targets", "risks", "home", "trends", "lifestyle", "diagnosis"];
    for name in ["guideline", "parameters", "criteria"].into_iter().chain(rows) {
        pack.insert(name.to_owned(), table(&folder.join(name).with_extension("toml"))?);
    }
    let mut rules = Map::new();
    for file in entries(&folder.join("rules"))? {
        rules.insert(stem(&file), table(&file)?);
    }
    pack.insert("rules".to_owned(), Value::Object(rules));
    pack.insert("text".to_owned(), tables(&folder.join("text"))?);
    Ok(Value::Object(pack))
}

/// `{"packs": {id: {"edition": table, "omitted": table}}, "words": {locale: table}}`: what only the rule book prints.
///
/// It is no part of the packs' text, since nothing that answers about a patient depends on it.
#[allow(dead_code, reason = "of those who share this file only the build prints a book")]
pub fn book(root: &Path) -> Result<Value, String> {
    let mut packs = Map::new();
    for folder in entries(root)? {
        if folder.join("guideline.toml").is_file() {
            let [edition, omitted] = ["edition.toml", "omitted.toml"].map(|name| table(&folder.join(name)));
            packs.insert(stem(&folder), json!({"edition": edition?, "omitted": omitted?}));
        }
    }
    Ok(json!({"packs": packs, "words": tables(&root.join("words/book"))?}))
}

/// Every TOML file of a folder, by its stem.
fn tables(folder: &Path) -> Result<Value, String> {
    let mut files = entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    let tables = files.iter().map(|file| Ok((stem(file), table(file)?))).collect::<Result<_, String>>()?;
    Ok(Value::Object(tables))
}

/// The files and folders of a folder in the order of their names; none if there is no such folder.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut list = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    list.sort();
    Ok(list)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A TOML file as JSON; an absent file is an empty table.
fn table(file: &Path) -> Result<Value, String> {
    if !file.is_file() {
        return Ok(Value::Object(Map::new()));
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str::<Value>(&text).map_err(|error| format!("{}: {error}", file.display()))
}
