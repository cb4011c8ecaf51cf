//! Calls, good and bad, over HTTP.

use std::io::Write as _;
use std::thread;

use liangbing::cds_hooks::{Hook, services};
use serde_json::{Value, json};

use super::hooks::call;
use super::hooks::same::cases;
use super::hooks::support::defaults;
use super::support::{Server, file, read};

const VIEW: &str = "/cds-services/liangbing-patient-view";

/// Method, path, headers, body and the status that they get.
type Faulty<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str, u16);

/// The call with a day and language of its own, so that the server's today decides nothing.
fn dated(mut call: Value) -> String {
    call["extension"] = json!({"liangbing": defaults()});
    call.to_string()
}

#[test]
fn the_server_gives_the_bytes_of_the_function() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/cds-services").body, services());
    for case in cases() {
        let reply = server.post(&case.path, &case.body);
        assert_eq!((reply.status, reply.body), (case.status, case.answer), "{}", case.body);
    }
}

#[test]
fn each_fault_of_a_call_has_its_status_and_an_outcome() {
    let server = Server::start(&[]);
    let good = dated(call(Hook::PatientView, 132, 78));
    let json = [("Content-Type", "application/json")];
    let without = dated({
        let mut call = call(Hook::PatientView, 132, 78);
        call["prefetch"] = json!({});
        call
    });
    let cases: [Faulty<'_>; 18] = [
        ("POST", VIEW, &json, &good, 200),
        ("POST", VIEW, &json, "{", 400),
        ("POST", VIEW, &json, &without, 412),
        ("POST", VIEW, &[("Content-Type", "text/plain")], &good, 415),
        ("POST", VIEW, &[], &good, 415),
        ("POST", "/cds-services/nobody", &json, &good, 404),
        ("POST", "/cds-services/liangbing-patient-view/feedback", &json, "{}", 400),
        ("GET", "/nothing", &[], "", 404),
        ("POST", "/cds-services/%ff", &json, &good, 404),
        ("POST", "/cds-services/%ff/feedback", &json, "{}", 404),
        ("POST", "/cds-services", &json, "{}", 405),
        ("GET", VIEW, &[], "", 405),
        ("PUT", VIEW, &json, &good, 405),
        ("DELETE", "/assess", &[], "", 405),
        ("POST", "/health", &[], "", 405),
        ("POST", "/assess?asOf=2026-11-20&asOf=2026-11-21", &json, "{}", 400),
        ("POST", "/assess?asOf=2026-11-20&asOf=2026-11-20", &json, "{}", 400),
        ("POST", "/assess?asOf=%ff", &json, "{}", 400),
    ];
    for (method, path, headers, body, status) in cases {
        let reply = server.send(method, path, headers, body);
        assert_eq!(reply.status, status, "{path}: {reply:?}");
        assert_eq!(reply.header("content-type"), Some("application/json"));
        if status != 200 {
            assert_eq!(reply.json()["resourceType"], "OperationOutcome", "{reply:?}");
        }
    }
    let large = [("Content-Type", "application/json"), ("Content-Length", "22020096")];
    assert_eq!(server.send("POST", VIEW, &large, "{").status, 413);
    assert_eq!(server.post(VIEW, &good).status, 200, "nothing else was disturbed");
}

#[test]
fn a_wrong_method_names_the_right_one_and_a_head_is_a_get_without_a_body() {
    let server = Server::start(&[]);
    assert_eq!(server.get(VIEW).header("allow"), Some("POST"));
    assert_eq!(server.post("/cds-services", "{}").header("allow"), Some("GET,HEAD"));
    for (path, status) in [("/cds-services", 200), (VIEW, 405)] {
        let reply = server.send("HEAD", path, &[], "");
        assert_eq!((reply.status, reply.body.as_str()), (status, ""), "{path}");
    }
}

#[test]
fn a_client_that_sends_fifty_megabytes_before_it_reads_is_told() {
    let server = Server::start(&[]);
    let size = 50 * 1024 * 1024;
    let part = vec![b' '; 1024 * 1024];
    for round in 0..6 {
        let mut stream = server.connect();
        let is_chunked = round % 2 == 1;
        let length = if is_chunked {
            "Transfer-Encoding: chunked".to_owned()
        } else {
            format!("Content-Length: {size}")
        };
        // The second wrong thing is found first, and is told as well.
        let (kind, status) = if round < 4 { ("application/json", 413) } else { ("text/plain", 415) };
        let head = format!(
            "POST {VIEW} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {kind}\r\n{length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..50 {
            if is_chunked {
                stream.write_all(b"100000\r\n").unwrap();
            }
            stream.write_all(&part).unwrap();
            if is_chunked {
                stream.write_all(b"\r\n").unwrap();
            }
        }
        if is_chunked {
            stream.write_all(b"0\r\n\r\n").unwrap();
        }
        let reply = read(stream);
        assert_eq!(reply.status, status, "{round}: {reply:?}");
        assert_eq!(reply.json()["resourceType"], "OperationOutcome");
    }
    // Who asks first whether to send hears no at once.
    let asked =
        [("Content-Type", "application/json"), ("Content-Length", "52428800"), ("Expect", "100-continue")];
    let reply = server.send("POST", VIEW, &asked, "");
    assert_eq!((reply.status, reply.head.contains("100 Continue")), (413, false));
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_body_without_a_length_is_cut_at_the_limit_too() {
    let server = Server::start(&[("LIANGBING_MAX_BYTES", "1000")]);
    let mut stream = server.connect();
    let head = format!(
        "POST {VIEW} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(format!("7d0\r\n{}\r\n0\r\n\r\n", " ".repeat(2000)).as_bytes()).unwrap();
    assert_eq!(read(stream).status, 413);
}

#[test]
fn a_slow_client_is_told_or_cut_and_the_others_go_on() {
    let server = Server::start(&[("LIANGBING_READ_SECONDS", "1")]);
    let mut body = server.connect();
    let head = format!(
        "POST {VIEW} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    body.write_all(head.as_bytes()).unwrap();
    let mut headers = server.connect();
    headers.write_all(b"POST /cds-serv").unwrap();
    assert_eq!(server.get("/health").status, 200);
    assert_eq!(read(body).status, 408);
    // Without headers there is no call to answer: the connection ends.
    let mut rest = Vec::new();
    assert!(std::io::Read::read_to_end(&mut headers, &mut rest).is_ok());
}

#[test]
fn a_client_that_goes_away_disturbs_nobody() {
    let server = Server::start(&[]);
    let head = format!(
        "POST {VIEW} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    for _ in 0..20 {
        server.connect().write_all(head.as_bytes()).unwrap();
    }
    let good = dated(call(Hook::PatientView, 132, 78));
    assert_eq!(server.post(VIEW, &good).status, 200);
}

#[test]
fn two_calls_at_once_do_not_mix() {
    let server = Server::start(&[]);
    let calls = [100, 186].map(|systolic| dated(call(Hook::PatientView, systolic, 70)));
    let alone = calls.each_ref().map(|call| server.post(VIEW, call).body);
    assert_ne!(alone[0], alone[1]);
    let server = &server;
    thread::scope(|scope| {
        for _ in 0..4 {
            for (call, alone) in calls.iter().zip(&alone) {
                scope.spawn(move || assert_eq!(&server.post(VIEW, call).body, alone));
            }
        }
    });
}

#[test]
fn feedback_goes_back_and_is_not_kept() {
    let server = Server::start(&[]);
    let told = json!({"feedback": [{"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "accepted",
        "outcomeTimestamp": "2026-11-21T09:00:00Z", "acceptedSuggestions": [{"id": "a"}]}]});
    let reply = server.post("/cds-services/liangbing-patient-view/feedback", &told.to_string());
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["answered"][0]["outcome"], "accepted");
}

#[test]
fn a_record_is_assessed_as_of_a_day() {
    let server = Server::start(&[]);
    let record = r#"{"conditions": [{"code": "hypertension"}], "observations": [{"at": "2026-11-20T08:10",
        "concept": "blood-pressure", "systolic": 186, "diastolic": 112, "unit": "mmHg"}]}"#;
    let reply = server.post("/assess?asOf=2026-11-20&locale=en", record);
    assert_eq!((reply.status, &reply.json()["tier"]["level"]), (200, &json!("R1")));
    assert_eq!(server.post("/assess?asOf=soon", record).status, 400);
    assert_eq!(server.post("/assess?asof=2026-11-20", record).status, 400);
    assert_eq!(server.post("/assess?asOf=2026-11-20", "{}{").status, 400);
}

#[test]
fn a_page_of_an_allowed_origin_may_call_and_no_other() {
    let server = Server::start(&[("LIANGBING_CORS__ORIGINS", "https://ehr.example.org")]);
    let ask = |origin| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type"),
        ];
        server.send("OPTIONS", VIEW, &headers, "")
    };
    assert_eq!(
        ask("https://ehr.example.org").header("access-control-allow-origin"),
        Some("https://ehr.example.org")
    );
    assert_eq!(ask("https://other.example.org").header("access-control-allow-origin"), None);
}

#[test]
fn metrics_count_calls_and_logs_hold_nothing_of_a_patient() {
    let server = Server::start(&[]);
    let good = dated(call(Hook::PatientView, 186, 112));
    assert_eq!(server.post(VIEW, &good).status, 200);
    assert_eq!(server.post("/cds-services/p1?name=王秀英", &good).status, 404);
    let lines = [server.line(), server.line()];
    assert_eq!(
        (&lines[0]["fields"]["route"], &lines[1]["fields"]["status"]),
        (&"hook".into(), &404.into()),
        "{lines:?}"
    );
    let metrics = server.get("/metrics").body;
    assert!(metrics.contains(r#"liangbing_calls_total{route="hook",status="200"} 1"#), "{metrics}");
    // Times are left out of what is looked at: any figures may stand in them.
    let logged = lines.map(|mut line| {
        line["timestamp"] = "".into();
        line["fields"]["seconds"] = 0.into();
        line.to_string()
    });
    let counted: String = metrics.lines().filter_map(|line| Some(line.rsplit_once(' ')?.0)).collect();
    for text in logged.iter().chain([&counted]) {
        assert!(["王秀英", "p1", "186", "1958"].iter().all(|part| !text.contains(part)), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn a_sign_to_end_ends_it_and_the_open_call_is_answered() {
    let mut server = Server::start(&[]);
    let good = dated(call(Hook::PatientView, 132, 78));
    let mut stream = server.connect();
    let head = format!(
        "POST {VIEW} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        good.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&good.as_bytes()[..10]).unwrap();
    // The server has the beginning of the call once it answers another.
    assert_eq!(server.get("/health").status, 200);
    let sent =
        std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(server.line()["fields"]["message"], "ending");
    stream.write_all(&good.as_bytes()[10..]).unwrap();
    assert_eq!(read(stream).status, 200);
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn settings_that_cannot_be_used_are_said_in_one_line() {
    let bad = file("bad.toml", "listens = 1");
    for (arguments, part) in [
        (vec!["--auth", "basic"], "basic"),
        (vec!["--listen", "everywhere"], "socket address"),
        (vec!["--config", bad.to_str().unwrap()], "`listens` is no setting"),
        (vec!["--port", "1"], "`--port` is no option"),
    ] {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_liangbing"))
            .arg("serve")
            .args(arguments)
            .env_clear()
            .output();
        let out = out.unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(2) && said.contains(part), "{said}");
    }
}
