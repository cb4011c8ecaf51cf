//! The arrows between the rooms, and how large a room may be.
#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected")]

use std::fs;
use std::path::{Path, PathBuf};

/// Whom a module may import, besides itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("packed", &[]),
    ("sorted", &["packed"]),
    ("problem", &[]),
    ("quantity", &["packed"]),
    ("civil", &[]),
    ("mark", &[]),
    ("concept", &["packed", "quantity"]),
    ("json", &["problem", "sorted", "quantity", "civil", "concept"]),
    ("equation", &["quantity", "civil", "concept"]),
    ("calc", &["problem", "json", "quantity", "civil", "concept", "equation"]),
    ("record", &["problem", "sorted", "mark", "json", "quantity", "civil", "concept"]),
    ("guideline", &["packed", "sorted", "json", "quantity", "concept"]),
    ("facts", &["sorted", "equation", "quantity", "civil", "concept", "record"]),
    ("assess", &["sorted", "json", "quantity", "civil", "concept", "record", "facts", "guideline"]),
    ("card", &["mark", "quantity", "civil", "concept", "record", "guideline", "assess"]),
    ("book", &["json", "quantity", "concept", "record", "facts", "guideline", "assess", "engine", "calc"]),
    ("engine", &["quantity", "civil", "concept", "record", "facts", "guideline", "assess", "card", "book"]),
    ("tree", &["json", "sorted"]),
    ("fhir", &["quantity", "civil", "concept", "record", "json", "problem", "sorted", "tree"]),
    ("cds_hooks", &["civil", "concept", "record", "json", "tree", "assess", "card", "engine", "fhir"]),
    ("bluetooth", &["problem", "json", "quantity", "civil", "concept"]),
    ("forms", &["problem", "sorted", "json", "quantity", "civil", "concept", "record"]),
    ("tables", &["problem", "sorted", "json", "quantity", "civil", "concept", "record", "forms"]),
    ("round", &["mark", "concept", "problem"]),
    ("synth", &["quantity", "civil", "concept", "record", "engine"]),
    ("thrown", &["record"]),
    ("wasm", &["thrown", "json", "record", "engine", "civil", "concept", "facts", "assess"]),
];

/// The line at which a file wants to be two.
const LONG: usize = 450;

fn files(folder: &Path, list: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, list);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            list.push(path);
        }
    }
    list.sort();
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut list = Vec::new();
    files(&root, &mut list);
    list.into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            (path.strip_prefix(&root).expect("inside src").to_owned(), text)
        })
        .collect()
}

/// The room a file belongs to: its first folder, or its own name.
fn room(path: &Path) -> String {
    let first = path.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_module_imports_only_whom_it_may() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        if room == "lib" || room == "bin" {
            continue;
        }
        let (_, may) =
            ARROWS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("`{room}` has no arrows"));
        let code = text.split("#[cfg(test)]").next().expect("a first part");
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() && name != room && !may.contains(&name.as_str()) {
                    wrong.push(format!("{} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that may not be:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_a_person_likes_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONG)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "files that want to be two:\n{}", long.join("\n"));
}

#[test]
fn the_core_has_no_clock() {
    // A server is a caller: it knows today, as a page does.
    let caller = Path::new("bin/liangbing/serve");
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.starts_with(caller)) {
        for clock in ["SystemTime", "Instant::now", "Date::now", "js_sys::Date"] {
            assert!(!text.contains(clock), "{} reads {clock}", path.display());
        }
    }
}
