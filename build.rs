//! Translates `guidelines/**/*.toml` into one JSON text. It translates and never judges: what the
//! tables mean is decided by the one reader that also judges overlays, at run time and in tests.

use std::path::PathBuf;
use std::{env, fs, process};

#[path = "build/tree.rs"]
mod tree;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("guidelines");
    println!("cargo::rerun-if-changed=guidelines");
    println!("cargo::rerun-if-changed=build");
    match tree::tree(&root) {
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
