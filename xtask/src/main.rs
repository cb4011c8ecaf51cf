//! The chores of the house: `cargo xtask demo | test | wasm | package | bench | book | schema`.
//!
//! Plain Rust without dependencies, so that the first command on an empty machine starts at once. What
//! a chore needs and can install, it installs, once; what it cannot, it names in one sentence.

mod check;
mod command;
mod load;
mod serve;
mod setup;
mod wasm;

use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;

use command::{Done, Home};

const HELP: &str = "\
cargo xtask demo [--port 4173]   build everything and serve the pages
cargo xtask serve [--port 4173]  serve the pages as they were last built
cargo xtask test                 everything a change must pass
cargo xtask wasm                 build the WebAssembly modules into www/pkg and www/pkg-*
cargo xtask package              build the npm package into www/package
cargo xtask bench                the benchmarks
cargo xtask bench-serve [SECONDS]  `liangbing serve` under 2 000 calls a second
cargo xtask book                 write the rule book into guidelines/
cargo xtask schema               write the JSON Schemas of record and assessment into schemas/";

const DEFAULT_PORT: u16 = 4173;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = Home::find().and_then(|home| match words.as_slice() {
        ["demo", rest @ ..] => demo(&home, port(rest)?),
        ["serve", rest @ ..] => serve(&home, &listen(port(rest)?)?),
        ["test"] => check::all(&home),
        ["wasm"] => wasm::build(&home),
        ["package"] => package(&home),
        ["bench"] => home.cargo(&["bench"]).and_then(|()| wasm::bench(&home)),
        ["bench-serve"] => load::bench(&home, "30"),
        ["bench-serve", seconds] => load::bench(&home, seconds),
        ["book"] => check::write_book(&home),
        ["schema"] => check::write_schemas(&home),
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

fn port(words: &[&str]) -> Done<u16> {
    match words {
        [] => Ok(DEFAULT_PORT),
        ["--port", port] => port.parse().map_err(|_| format!("`{port}` is no port; 1 to 65535 is expected")),
        other => Err(format!("`{}` is not understood; `--port NUMBER` is expected", other.join(" "))),
    }
}

fn listen(port: u16) -> Done<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|e| format!("port {port} cannot be used ({e}); choose another with --port"))
}

fn package(home: &Home) -> Done {
    wasm::build(home)?;
    home.npm(&["run", "--silent", "package"])
}

fn demo(home: &Home, port: u16) -> Done {
    // First, so that a port in use is said before minutes of building.
    let listener = listen(port)?;
    wasm::build(home)?;
    home.npm(&["run", "--silent", "build:pages"])?;
    serve(home, &listener)
}

fn serve(home: &Home, listener: &TcpListener) -> Done {
    let address = listener.local_addr().map_err(|e| format!("no address for the pages: {e}"))?;
    println!("\nThe demo is at http://{address}/ (Ctrl-C ends it).");
    serve::forever(listener, &home.www().join("dist"));
    Ok(())
}
