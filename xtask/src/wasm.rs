//! Builds the WebAssembly modules.

use std::fs;

use crate::command::{Done, Home, run};
use crate::setup;

/// A module of the browser's.
struct Module {
    package: &'static str,
    /// Cargo's file name, and the name of the glue.
    file: &'static str,
    name: &'static str,
    features: &'static [&'static str],
    out: &'static str,
}

const MODULES: [Module; 2] = [
    Module {
        package: "liangbing",
        file: "liangbing",
        name: "liangbing",
        features: &["--no-default-features", "--features", "wasm"],
        out: "www/pkg",
    },
    Module {
        package: "liangbing-edges",
        file: "liangbing_edges",
        name: "edges",
        features: &[],
        out: "www/pkg-edges",
    },
];

/// Builds both modules into www, small.
pub fn build(home: &Home) -> Done {
    setup::wasm_target(home)?;
    setup::wasm_bindgen(home)?;
    setup::www(home)?;
    MODULES.iter().try_for_each(|module| build_one(home, module))
}

/// Lints both modules as the browser gets them.
pub fn lint(home: &Home) -> Done {
    setup::wasm_target(home)?;
    MODULES.iter().try_for_each(|module| {
        let mut arguments = vec!["clippy", "--quiet", "--lib", "--target", "wasm32-unknown-unknown"];
        arguments.extend(["--package", module.package]);
        arguments.extend(module.features);
        arguments.extend(["--", "-D", "warnings"]);
        home.cargo(&arguments)
    })
}

fn build_one(home: &Home, module: &Module) -> Done {
    let mut arguments = vec!["build", "--quiet", "--lib", "--profile", "wasm"];
    arguments.extend(["--target", "wasm32-unknown-unknown", "--package", module.package]);
    arguments.extend(module.features);
    home.cargo(&arguments)?;

    let built = home.target.join("wasm32-unknown-unknown/wasm").join(format!("{}.wasm", module.file));
    let out = home.root.join(module.out);
    // Stale glue beside a new module is the kind of mistake that only shows in a browser.
    if out.is_dir() {
        fs::remove_dir_all(&out).map_err(|e| format!("{} cannot be emptied: {e}", module.out))?;
    }
    // A module that has trapped cannot be trusted with the next patient, so the page must be able to
    // start a fresh instance; that is what the reset function is for.
    run(home
        .command("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--experimental-reset-state-function",
            "--out-name",
            module.name,
            "--out-dir",
        ])
        .args([&out, &built]))?;
    let wasm = out.join(format!("{}_bg.wasm", module.name));
    // Rust's own defaults for this target; named here because wasm-opt refuses what it is not told of.
    let features = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"];
    let more = ["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"];
    // Measured on the core: 1.6 KB brotli smaller than -Os alone; functions that differ in a constant
    // become one. The lowest kilobyte is the far end of the stack, where no data lies.
    let passes = ["-Os", "--merge-similar-functions", "--low-memory-unused", "--strip-producers", "-Os"];
    run(home.command("wasm-opt").args(passes).args(features).args(more).arg(&wasm).arg("-o").arg(&wasm))
}
