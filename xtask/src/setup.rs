//! Installs what the chores need, once.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Done, Home, ask, find, run};

// The generator must be of the same version as the crate in Cargo.toml.
const WASM_BINDGEN: &str = "0.2.130";
const WASM_PACK: &str = "0.15.0";
const WASM: &str = "wasm32-unknown-unknown";

/// The compiler's second target.
pub fn wasm_target(home: &Home) -> Done {
    let installed = ask(home.command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if installed.is_some_and(|dir| Path::new(&dir).is_dir()) {
        return Ok(());
    }
    run(home.command("rustup").args(["target", "add", WASM]))
        .map_err(|_| format!("the Rust target {WASM} is missing and rustup could not add it"))
}

/// The generator of the JavaScript glue.
pub fn wasm_bindgen(home: &Home) -> Done {
    tool(home, "wasm-bindgen", "wasm-bindgen-cli", WASM_BINDGEN)
}

/// The builder of the browser's modules.
pub fn wasm_pack(home: &Home) -> Done {
    tool(home, "wasm-pack", "wasm-pack", WASM_PACK)
}

fn tool(home: &Home, program: &str, package: &str, wanted: &str) -> Done {
    let version = ask(home.command(program).arg("--version")).unwrap_or_default();
    if version.split_whitespace().nth(1) == Some(wanted) {
        return Ok(());
    }
    let tools = home.tools.to_string_lossy().into_owned();
    let install = ["install", "--root", &tools, package, "--version", wanted];
    // Its own lock file first; a registry that lacks one of the versions there is no reason to stop.
    home.cargo(&[&install[..], &["--locked"]].concat())
        .or_else(|_| home.cargo(&install))
        .map_err(|_| format!("{package} {wanted} is missing and cargo could not install it"))
}

/// The packages of www, as its lock file says.
pub fn www(home: &Home) -> Done {
    let lock = home.www().join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|e| format!("www/package-lock.json cannot be read: {e}"))?;
    let receipt = home.www().join("node_modules/.liangbing-lock");
    if fs::read(&receipt).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if find("npm").is_none() {
        return Err("npm is missing; install Node.js 20 or later".to_owned());
    }
    home.npm(&["ci", "--no-audit", "--no-fund"])
        .map_err(|_| "the packages of www could not be installed with npm".to_owned())?;
    fs::write(&receipt, wanted).map_err(|e| format!("www/node_modules cannot be written: {e}"))
}

/// A browser for the tests: one that is there, else Playwright's, else the system's package.
pub fn chromium(home: &Home) -> Done<PathBuf> {
    if let Some(browser) = installed_chromium(home) {
        return Ok(browser);
    }
    let fetched = run(home.command("playwright-core").args(["install", "chromium-headless-shell"]));
    if fetched.is_err() && is_root(home) && find("apt-get").is_some() {
        run(home.command("apt-get").args(["update", "-qq"]))?;
        run(home
            .command("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"])
            .env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    installed_chromium(home).ok_or_else(|| {
        "no Chromium was found or could be installed; name one in the variable CHROMIUM".to_owned()
    })
}

fn installed_chromium(home: &Home) -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    let usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    named.or_else(|| usual.into_iter().find_map(find)).or_else(|| playwright_chromium(home))
}

fn playwright_chromium(home: &Home) -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let said = ask(home.command("node").args(["-e", script]).current_dir(home.www()))?;
    let shell = find_below(&cache_of_playwright()?, "headless_shell", 4);
    Some(PathBuf::from(said)).filter(|file| file.is_file()).or(shell)
}

fn cache_of_playwright() -> Option<PathBuf> {
    let named = env::var_os("PLAYWRIGHT_BROWSERS_PATH").map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache/ms-playwright")))
}

fn find_below(dir: &Path, name: &str, depth: u8) -> Option<PathBuf> {
    let deeper = depth.checked_sub(1)?;
    let entries: Vec<PathBuf> = fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path()).collect();
    let here = entries.iter().find(|path| path.is_file() && path.file_name().is_some_and(|n| n == name));
    here.cloned().or_else(|| entries.iter().find_map(|path| find_below(path, name, deeper)))
}

fn is_root(home: &Home) -> bool {
    ask(home.command("id").arg("-u")).as_deref() == Some("0")
}
