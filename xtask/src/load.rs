//! The load on `liangbing serve`: calls at a steady rate beside the same server's `/health`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::command::{Done, Home, run};

/// What the service should hold: 2 000 calls a second, over so many connections, each with its share.
const CONNECTIONS: &str = "40";
const EACH: &str = "50";

/// Runs the server and `hey` against it: 2 000 calls a second, or as many as it answers, which `hey` says.
pub fn bench(home: &Home, seconds: &str) -> Done {
    if Command::new("hey").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return Err("`hey` is not installed; `apt-get install hey` or `brew install hey` does it".to_owned());
    }
    home.cargo(&["build", "--release", "--bin", "liangbing"])?;
    home.cargo(&["test", "--quiet", "--test", "cds_hooks", "a_call_of_real_size"])?;
    let call = home.target.join("tmp/call.json");
    let server = home.target.join("release/liangbing");
    let mut server = Command::new(server)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("LIANGBING_LOG_CALLS", "false")
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("the server does not start: {e}"))?;
    let mut line = String::new();
    if let Some(stderr) = server.stderr.take() {
        // The server writes one line and then nothing, so that nobody needs to read on.
        BufReader::new(stderr).read_line(&mut line).map_err(|e| format!("the server says nothing: {e}"))?;
    }
    let address = line.split("\"address\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    let base = format!("http://{address}");
    let memory = |what: &str| {
        let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
        let resident =
            status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or("VmRSS: not known here");
        println!("memory {what}: {resident}");
    };
    let calls = call.display().to_string();
    let post = ["-m", "POST", "-T", "application/json", "-D", &calls];
    let done = load(&format!("{base}/health"), "5", &[])
        .and_then(|()| {
            memory("before");
            load(&format!("{base}/cds-services/liangbing-patient-view"), seconds, &post)
        })
        .map(|()| memory("after"));
    server.kill().and_then(|()| server.wait()).map_err(|e| format!("the server does not end: {e}"))?;
    done
}

fn load(address: &str, seconds: &str, more: &[&str]) -> Done {
    println!("\n{address}, 2 000 calls a second for {seconds} s");
    let fixed = ["-c", CONNECTIONS, "-q", EACH, "-z"];
    run(Command::new("hey").args(fixed).arg(format!("{seconds}s")).args(more).arg(address))
}
