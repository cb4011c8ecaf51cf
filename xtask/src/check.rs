//! Everything a change must pass.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread;

use crate::command::{Done, Home, run};
use crate::{serve, setup, wasm};

/// Runs all checks, the quick ones first.
pub fn all(home: &Home) -> Done {
    home.cargo(&["fmt", "--all", "--check"])?;
    home.cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    wasm::lint(home)?;
    home.cargo(&["test", "--workspace"])?;
    book_is_fresh(home)?;
    wasm::build(home)?;
    schemas_are_fresh(home)?;
    same_bytes(home)?;
    home.npm(&["run", "--silent", "typecheck"])?;
    home.npm(&["run", "--silent", "test"])?;
    home.npm(&["run", "--silent", "build"])?;
    home.npm(&["run", "--silent", "package"])?;
    browser(home)?;
    home.npm(&["run", "--silent", "sizes"])?;
    println!("\nAll checks passed.");
    Ok(())
}

/// Native and WebAssembly give the same bytes for the whole case set and every calculator, which the tests have laid out.
fn same_bytes(home: &Home) -> Done {
    let [cases, equations, forms] = ["tmp/cases.ndjson", "tmp/equations.ndjson", "tmp/forms.ndjson"]
        .map(|file| home.target.join(file).display().to_string());
    home.npm(&["run", "--silent", "same-bytes", "--", &cases, &equations, &forms])
}

fn browser(home: &Home) -> Done {
    let chromium = setup::chromium(home)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .map_err(|e| format!("no free port for the pages: {e}"))?;
    let address = listener.local_addr().map_err(|e| format!("no address for the pages: {e}"))?;
    let pages = home.www().join("dist");
    thread::spawn(move || serve::forever(&listener, &pages));
    run(home
        .command("npm")
        .args(["run", "--silent", "test:browser"])
        .current_dir(home.www())
        .env("CHROMIUM", &chromium)
        .env("LIANGBING_URL", format!("http://{address}/")))?;
    // The package as it is published, and every example that installs it.
    run(home
        .command("npm")
        .args(["run", "--silent", "test:package"])
        .current_dir(home.www())
        .env("CHROMIUM", chromium))
}

/// Writes the rule book where readers look for it.
pub fn write_book(home: &Home) -> Done {
    book(home, &home.root.join("guidelines"))
}

fn book(home: &Home, out: &Path) -> Done {
    let out = out.to_string_lossy();
    home.cargo(&["run", "--quiet", "--bin", "liangbing", "--", "book", "--out", &out])
}

fn book_is_fresh(home: &Home) -> Done {
    let fresh = home.target.join("book");
    if fresh.is_dir() {
        fs::remove_dir_all(&fresh).map_err(|e| format!("{} cannot be emptied: {e}", fresh.display()))?;
    }
    book(home, &fresh)?;
    for page in files(&fresh) {
        let name = page.strip_prefix(&fresh).unwrap_or(&page);
        let kept = fs::read(home.root.join("guidelines").join(name)).unwrap_or_default();
        if fs::read(&page).unwrap_or_default() != kept {
            return Err(format!("guidelines/{} is not what `cargo xtask book` writes", name.display()));
        }
    }
    Ok(())
}

/// Writes the schemas where readers look for them: the record's as the reader says, then the assessment's as the types do.
pub fn write_schemas(home: &Home) -> Done {
    setup::www(home)?;
    let record = home.root.join("schemas/record.schema.json");
    home.cargo(&[
        "run",
        "--quiet",
        "--bin",
        "liangbing",
        "--",
        "schema",
        "--out",
        &record.to_string_lossy(),
    ])?;
    home.npm(&["run", "--silent", "schema"])
}

/// The assessment's; that the record's is fresh is a test of the core's.
fn schemas_are_fresh(home: &Home) -> Done {
    let fresh = home.target.join("assessment.schema.json");
    home.npm(&["run", "--silent", "schema", "--", &fresh.to_string_lossy()])?;
    let kept = fs::read(home.root.join("schemas/assessment.schema.json")).unwrap_or_default();
    if fs::read(&fresh).unwrap_or_default() == kept {
        return Ok(());
    }
    Err("schemas/assessment.schema.json is not what `cargo xtask schema` writes".to_owned())
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
