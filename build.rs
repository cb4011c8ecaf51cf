//! Translates `guidelines/**/*.toml` into one JSON text, and the equations among it into Rust. It
//! translates and never judges: what the tables mean is decided by the one reader that also judges
//! overlays, at run time and in tests; what the equations' tables hold, by the compiler.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "build/equations.rs"]
mod equations;
#[path = "build/tree.rs"]
mod tree;

fn main() {
    let folder = |name: &str| PathBuf::from(env::var_os(name).unwrap_or_default());
    println!("cargo::rerun-if-changed=guidelines");
    println!("cargo::rerun-if-changed=build");
    if let Err(error) = translate(&folder("CARGO_MANIFEST_DIR").join("guidelines"), &folder("OUT_DIR")) {
        println!("cargo::error={error}");
        process::exit(1);
    }
}

fn translate(root: &Path, out: &Path) -> Result<(), String> {
    let text = tree::tree(root)?;
    fs::write(out.join("guidelines.json"), text).map_err(|error| format!("{}: {error}", out.display()))?;
    equations::write(&tree::equations(root)?, &out.join("equations"))
}
