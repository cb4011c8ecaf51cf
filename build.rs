//! Translates `guidelines/**/*.toml` into one JSON text. It translates and never judges: what the
//! tables mean is decided by the one reader that also judges overlays, at run time and in tests.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use serde_json::{Map, Value};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("guidelines");
    println!("cargo::rerun-if-changed=guidelines");
    match tree(&root) {
        Ok(text) => {
            let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("guidelines.json");
            if let Err(error) = fs::write(&out, text) {
                fail(&format!("{}: {error}", out.display()));
            }
        }
        Err(error) => fail(&error),
    }
}

fn fail(message: &str) {
    println!("cargo::error={message}");
    process::exit(1);
}

/// `{"packs": {id: pack}, "medicines": table, "words": {locale: table}}`.
fn tree(root: &Path) -> Result<String, String> {
    let mut packs = Map::new();
    for folder in entries(root)? {
        if folder.join("guideline.toml").is_file() {
            packs.insert(stem(&folder), pack(&folder)?);
        }
    }
    let mut whole = Map::new();
    whole.insert("packs".to_owned(), Value::Object(packs));
    whole.insert("medicines".to_owned(), table(&root.join("medicines/medicines.toml"))?);
    whole.insert("words".to_owned(), locales(&root.join("words"))?);
    serde_json::to_string(&whole).map_err(|error| error.to_string())
}

fn pack(folder: &Path) -> Result<Value, String> {
    let mut pack = Map::new();
    for name in ["guideline", "parameters", "criteria"] {
        pack.insert(name.to_owned(), table(&folder.join(name).with_extension("toml"))?);
    }
    let mut rules = Map::new();
    for file in entries(&folder.join("rules"))? {
        rules.insert(stem(&file), table(&file)?);
    }
    pack.insert("rules".to_owned(), Value::Object(rules));
    pack.insert("text".to_owned(), locales(&folder.join("text"))?);
    Ok(Value::Object(pack))
}

fn locales(folder: &Path) -> Result<Value, String> {
    let files = entries(folder)?;
    let tables = files.iter().map(|file| Ok((stem(file), table(file)?))).collect::<Result<_, String>>()?;
    Ok(Value::Object(tables))
}

/// The files and folders of a folder in the order of their names; none if there is no such folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
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
