//! Builds the WebAssembly modules.

use std::fs;

use crate::command::{Done, Home, run};
use crate::setup;

/// A module of the browser's.
struct Module {
    package: &'static str,
    /// The crate's folder.
    path: &'static str,
    /// The name of the glue.
    name: &'static str,
    features: &'static [&'static str],
    out: &'static str,
}

const MODULES: [Module; 7] = [
    CORE,
    Module {
        package: "liangbing-bluetooth",
        path: "crates/bluetooth",
        name: "bluetooth",
        features: &[],
        out: "www/pkg-bluetooth",
    },
    Module {
        package: "liangbing-edges",
        path: "crates/edges",
        name: "edges",
        features: &[],
        out: "www/pkg-edges",
    },
    EQUATIONS,
    Module {
        package: "liangbing-forms",
        path: "crates/forms",
        name: "forms",
        features: &[],
        out: "www/pkg-forms",
    },
    Module {
        package: "liangbing-overlays",
        path: "crates/overlays",
        name: "overlays",
        features: &[],
        out: "www/pkg-overlays",
    },
    Module {
        package: "liangbing-book",
        path: "crates/book",
        name: "book",
        features: &[],
        out: "www/pkg-book",
    },
];

const CORE: Module = Module {
    package: "liangbing",
    path: ".",
    name: "liangbing",
    features: &["--no-default-features", "--features", "wasm"],
    out: "www/pkg",
};

const EQUATIONS: Module = Module {
    package: "liangbing-equations",
    path: "crates/equations",
    name: "equations",
    features: &[],
    out: "www/pkg-equations",
};

// The package is described in www; with this .gitignore beside them npm would leave the modules out.
const NOT_OURS: [&str; 4] = [".gitignore", "package.json", "README.md", "LICENSE"];

/// Builds the modules into www, small.
pub fn build(home: &Home) -> Done {
    build_each(home, &MODULES)?;
    // What the core leaves out: the rules of every pack, for a profile that asks for them.
    let rules = home.root.join("www/pkg/liangbing-who-hearts.rules").to_string_lossy().into_owned();
    home.cargo(&["run", "--quiet", "--bin", "liangbing", "--", "rules", "--out", &rules])
}

/// Times assessments and a sensor's year as a page sees them.
pub fn bench(home: &Home) -> Done {
    build_each(home, &[CORE, EQUATIONS])?;
    home.npm(&["run", "--silent", "bench"])
}

fn build_each(home: &Home, modules: &[Module]) -> Done {
    setup::wasm_target(home)?;
    setup::wasm_bindgen(home)?;
    setup::wasm_pack(home)?;
    setup::www(home)?;
    modules.iter().try_for_each(|module| build_one(home, module))
}

/// Lints the modules as the browser gets them.
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
    let out = home.root.join(module.out);
    // Stale glue beside a new module is the kind of mistake that only shows in a browser.
    if out.is_dir() {
        fs::remove_dir_all(&out).map_err(|e| format!("{} cannot be emptied: {e}", module.out))?;
    }
    // The generator of the pinned version is on the path, so that nothing is fetched for it.
    let fixed = ["build", "--mode", "no-install", "--target", "web", "--no-pack", "--no-opt"];
    run(home
        .command("wasm-pack")
        .args(fixed)
        .args(["--profile", "wasm", "--out-name", module.name, "--out-dir"])
        .arg(&out)
        .arg(module.path)
        .arg("--")
        .arg("--quiet")
        .args(module.features))?;
    for name in NOT_OURS {
        let file = out.join(name);
        if file.is_file() {
            fs::remove_file(&file).map_err(|e| format!("{}/{name} cannot be removed: {e}", module.out))?;
        }
    }
    let wasm = out.join(format!("{}_bg.wasm", module.name));
    // Rust's own defaults for this target; named here because wasm-opt refuses what it is not told of.
    let features = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"];
    let more = ["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"];
    // Measured on the core, in brotli: functions that differ in a constant become one, 1.6 KB; a function with one
    // caller stays a function, which repeats better than one great body does, 10 KB. The lowest kilobyte is the
    // far end of the stack, where no data lies.
    let whole = ["--one-caller-inline-max-function-size", "0"];
    let passes = ["-Os", "--merge-similar-functions", "--low-memory-unused", "--strip-producers", "-Oz"];
    run(home
        .command("wasm-opt")
        .args(whole)
        .args(passes)
        .args(features)
        .args(more)
        .arg(&wasm)
        .arg("-o")
        .arg(&wasm))
}
