//! The chores of the house: `cargo xtask demo | test | wasm | bench | book`.
//!
//! Plain Rust without dependencies, so that the first command on an empty machine starts at once. What
//! a chore needs and can install, it installs, once; what it cannot, it names in one sentence.

mod check;
mod command;
mod serve;
mod setup;
mod wasm;

use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;

use command::{Done, Home};

const HELP: &str = "\
cargo xtask demo [--port 4173]   build everything and serve the pages
cargo xtask test                 everything a change must pass
cargo xtask wasm                 build the WebAssembly modules into www/pkg and www/pkg-edges
cargo xtask bench                the benchmarks
cargo xtask book                 write the rule book into guidelines/";

const DEFAULT_PORT: u16 = 4173;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = Home::find().and_then(|home| match words.as_slice() {
        ["demo"] => demo(&home, DEFAULT_PORT),
        ["demo", "--port", port] => {
            demo(&home, port.parse().map_err(|_| format!("`{port}` is no port; 1 to 65535 is expected"))?)
        }
        ["test"] => check::all(&home),
        ["wasm"] => wasm::build(&home),
        ["bench"] => home.cargo(&["bench"]),
        ["book"] => check::write_book(&home),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("`{}` is no chore; these are:\n{HELP}", other.join(" "))),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn demo(home: &Home, port: u16) -> Done {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|e| format!("port {port} cannot be used ({e}); choose another with --port"))?;
    wasm::build(home)?;
    setup::www(home)?;
    home.npm(&["run", "--silent", "build"])?;
    println!("\nThe demo is at http://127.0.0.1:{port}/ (Ctrl-C ends it).");
    serve::forever(&listener, &home.www().join("dist"));
    Ok(())
}
