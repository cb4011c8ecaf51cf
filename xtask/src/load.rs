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
    home.cargo(&["test", "--quiet", "--test", "cds_hooks", "calls_of_two_sizes"])?;
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
    let view = format!("{base}/cds-services/liangbing-patient-view");
    let answered = |call: &str| {
        let call = home.target.join("tmp").join(call);
        println!("\n{}, {} bytes", call.display(), fs::metadata(&call).map_or(0, |file| file.len()));
        let call = call.display().to_string();
        load(&view, seconds, &["-m", "POST", "-T", "application/json", "-D", &call])?;
        memory("after");
        Ok(())
    };
    memory("before");
    let done = load(&format!("{base}/health"), "5", &[])
        .and_then(|()| answered("ordinary.json"))
        .and_then(|()| answered("wordy.json"));
    server.kill().and_then(|()| server.wait()).map_err(|e| format!("the server does not end: {e}"))?;
    done
}

fn load(address: &str, seconds: &str, more: &[&str]) -> Done {
    println!("\n{address}, 2 000 calls a second for {seconds} s");
    let fixed = ["-c", CONNECTIONS, "-q", EACH, "-z"];
    run(Command::new("hey").args(fixed).arg(format!("{seconds}s")).args(more).arg(address))
}
