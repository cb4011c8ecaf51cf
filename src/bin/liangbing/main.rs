//! The command line: the same verdicts, natively.

mod args;
mod assess;
mod book;
mod calc;
mod check;
mod compare;
mod form;
mod import;
mod order;
mod people;
mod round;
mod rules;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod synth;
mod text;

use std::process::ExitCode;

/// Reading FHIR is thousands of small allocations, on each thread of the server at once.
#[cfg(feature = "serve")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
liangbing assess FILE|- --as-of DATE [--locale zh-CN|en] [--profile P] [--level village|township|county]
                 [--letters KIND,KIND|all] [--sections NAME,NAME] [--overlay FILE.toml|.json]
                 [--format json|text|cards|fhir]
liangbing calc FILE|- [--samples DIR]
liangbing check [DIR] [--overlay FILE]
liangbing check-order FILE|- --order FILE --as-of DATE [--locale L] [--profile P] [--level L] [--overlay FILE]
liangbing book [--locale zh-CN|en] [--out DIR]
liangbing compare PACK PACK [--locale zh-CN|en] [--format text|json]
liangbing form read FILE|-
liangbing form write FILE|- --as-of DATE [--edition E] [--concern hypertension|diabetes] [--locale L] [--format json|fhir]
liangbing import FILE [--mapping FILE.json] [--preview]
liangbing round FILE|- --as-of DATE [--last STATE] [--out STATE] [--profile P] [--level L] [--overlay FILE]
                [--format text|json|csv]
liangbing rules --out FILE
liangbing schema [--out FILE]
liangbing synth --count N --seed N --as-of DATE
liangbing serve [--listen 127.0.0.1:8787] [--auth none|jwt] [--config FILE]

JSON or NDJSON in: an answer a line, in order, a refused one {\"line\",\"error\"}.
Of calc: {\"calculator\",\"inputs\",\"options\"?} in, {\"calculator\",\"result\"} or {\"calculator\",\"error\"} out.
Exit 0 done, 1 something refused or found, 2 bad usage.";

/// How a command ended without an answer.
enum Failure {
    /// The command line itself is wrong.
    Usage(String),
    /// Something was refused or found; it was already said.
    Found,
}

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let command = words.next().map(|word| word.to_string_lossy().into_owned());
    let rest = lexopt::Parser::from_args(words);
    let ended = match command.as_deref() {
        Some("assess") => assess::run(rest),
        Some("calc") => calc::run(rest),
        Some("check") => check::run(rest),
        Some("check-order") => order::run(rest),
        Some("compare") => compare::run(rest),
        Some("book") => book::run(rest),
        Some("form") => form::run(rest),
        Some("import") => import::run(rest),
        Some("round") => round::run(rest),
        Some("rules") => rules::run(rest),
        Some("schema") => schema::run(rest),
        #[cfg(feature = "serve")]
        Some("serve") => serve::run(rest),
        Some("synth") => synth::run(rest),
        Some("--version" | "-V") => {
            text::line(env!("CARGO_PKG_VERSION"));
            Ok(())
        }
        Some("--help" | "-h" | "help") => {
            text::line(USAGE);
            Ok(())
        }
        Some(other) => Err(Failure::Usage(format!("`{other}` is no command"))),
        None => Err(Failure::Usage("a command is missing".to_owned())),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Found) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            text::complain(&format!("{message}\n\n{USAGE}"));
            ExitCode::from(2)
        }
    }
}
