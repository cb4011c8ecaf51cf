//! Translates `guidelines/**/*.toml` into one JSON text and the equations among it into Rust, and has the rules
//! judged and compiled by the library's own modules: one reader judges packs and overlays, whoever runs it. What
//! the equations' tables hold is judged by the compiler.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use sha2::{Digest, Sha256};

#[path = "build/equations.rs"]
mod equations;
#[path = "build/forms.rs"]
mod forms;
#[path = "build/tables.rs"]
mod tables;
#[path = "build/tree.rs"]
mod tree;

/// The library, as far as judging needs it.
#[path = "src"]
#[allow(dead_code, unused_imports, reason = "whatever does not judge is used by the library alone")]
#[allow(clippy::all, clippy::pedantic, reason = "linted as the library, where names are an interface")]
mod library {
    pub mod civil;
    pub mod concept;
    pub mod guideline;
    pub mod json;
    pub mod packed;
    pub mod problem;
    pub mod quantity;
    pub mod sorted;
}
// At the root, where `crate::` of these modules looks for them.
use library::{civil, concept, guideline, json, packed, problem, quantity, sorted};

/// What the shape of compiled rules depends on: the modules above.
const SOURCES: [&str; 8] =
    ["civil", "concept", "guideline", "json", "packed", "problem", "quantity", "sorted"];

fn main() {
    let folder = |name: &str| PathBuf::from(env::var_os(name).unwrap_or_default());
    let (home, out) = (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR"));
    println!("cargo::rerun-if-changed=guidelines");
    println!("cargo::rerun-if-changed=build");
    if let Err(faults) = translate(&home, &out) {
        for fault in faults {
            println!("cargo::error={fault}");
        }
        process::exit(1);
    }
}

/// Writes what the library includes; every fault of the packs at once, each with its file and rule.
fn translate(home: &Path, out: &Path) -> Result<(), Vec<String>> {
    let root = home.join("guidelines");
    let text = tree::tree(&root).map_err(one)?;
    equations::write(&tree::equations(&root).map_err(one)?, &out.join("equations")).map_err(one)?;
    let sheets = forms::rust(&tree::worded(&root.join("forms")).map_err(one)?).map_err(one)?;
    write(&out.join("forms.rs"), sheets.as_bytes())?;
    let columns = tables::rust(&tree::worded(&root.join("tables")).map_err(one)?).map_err(one)?;
    write(&out.join("tables.rs"), columns.as_bytes())?;
    let said =
        |faults: Vec<guideline::GuidelineError>| faults.iter().map(ToString::to_string).collect::<Vec<_>>();
    let whole = guideline::Ruleset::judged(&text, None).map_err(said)?;
    let core = guideline::Ruleset::core(&text).map_err(said)?;
    let seal = seal(&text, &home.join("src")).map_err(one)?;
    write(&out.join("guidelines.json"), text.as_bytes())?;
    write(&out.join("rules.bin"), &core.to_bytes(&seal))?;
    // What the core leaves out, a file of its own in the browser.
    write(&out.join("whole.bin"), &whole.to_bytes(&seal))?;
    write(&out.join("book.json"), tree::book(&root).map_err(one)?.to_string().as_bytes())?;
    // Apart as well: who compiles an overlay needs the seal and not the built-in rules.
    write(&out.join("seal.bin"), &seal)
}

fn one(fault: String) -> Vec<String> {
    vec![fault]
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Vec<String>> {
    fs::write(file, bytes).map_err(|error| one(format!("{}: {error}", file.display())))
}

/// A digest of the engine's version, the packs, and the code that gives compiled rules their shape.
fn seal(packs: &str, sources: &Path) -> Result<[u8; guideline::SEAL], String> {
    let mut hash = Sha256::new();
    hash.update(env::var("CARGO_PKG_VERSION").unwrap_or_default());
    hash.update(packs);
    for name in SOURCES {
        add(&mut hash, &sources.join(name).with_extension("rs"))?;
        add(&mut hash, &sources.join(name))?;
    }
    Ok(hash.finalize().into())
}

/// Adds a file, or every file of a folder; there may be no folder.
fn add(hash: &mut Sha256, path: &Path) -> Result<(), String> {
    if path.is_file() {
        println!("cargo::rerun-if-changed={}", path.display());
        hash.update(fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
        return Ok(());
    }
    tree::entries(path)?.iter().try_for_each(|entry| add(hash, entry))
}
