//! A round says the same as the page's: `tests/round` holds what both must say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use liangbing::round::{Change, Judged, PatientState, RoundState, Row, Seen, compare, digest, order};
use serde_json::{Value, json};

fn path(file: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/round").join(file).display().to_string()
}

fn kept(file: &str) -> Value {
    let text = fs::read_to_string(path(file)).expect("a file of the tests");
    serde_json::from_str(&text).expect("JSON")
}

/// A patient laid over the base of the cases.
fn over(base: &Value, case: &Value) -> PatientState {
    let mut state = base.clone();
    for (name, value) in case.as_object().expect("fields") {
        state[name] = value.clone();
    }
    serde_json::from_value(state).expect("a state")
}

fn said(Change { what, code, from, to, cause }: &Change) -> String {
    let text = |own: &Option<String>| own.clone().unwrap_or_else(|| "-".to_owned());
    format!("{what} {} {}:{} {cause}", text(code), text(from), text(to))
}

fn now(state: PatientState) -> Judged {
    Judged { state, owner: None, harm: None, place: None }
}

#[test]
fn each_change_of_a_patient_is_said_as_the_page_says_it() {
    let file = kept("changes.json");
    let base = &file["base"];
    for case in file["cases"].as_array().expect("cases") {
        let of = |name: &str| case.get(name).filter(|own| !own.is_null()).map(|own| over(base, own));
        let last = of("before").map(|own| RoundState::new("2026-11-14", vec![own]));
        let seen = [Seen { now: now(of("now").expect("now")), then: of("then") }];
        let round = compare(last.as_ref(), &seen, Vec::new(), "2026-11-21");
        let rows: Vec<&Row> = round.changed.iter().chain(&round.unchanged).collect();
        let said: Vec<String> = rows.iter().flat_map(|row| &row.changes).map(said).collect();
        assert_eq!(json!(said), case["expect"], "{}", case["name"]);
    }
}

#[test]
fn levels_and_digests_are_those_of_the_page() {
    assert_eq!(json!(order()), kept("levels.json"));
    // Published figures of FNV-1a, 64 bits.
    for (of, wanted) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")]
    {
        assert_eq!(digest(of), wanted);
    }
}

fn liangbing(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_liangbing")).args(arguments).output().expect("the command line")
}

/// A folder of this test's own.
fn folder(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder.display().to_string()
}

/// A file of the tests in which `today` stands for today's rules, so that it outlives a change of the rules.
fn by_today(file: &str) -> String {
    let out = format!("{}/rules-{file}", folder("round-rules"));
    liangbing(&["round", &path("people.ndjson"), "--as-of", "2026-11-21", "--out", &out]);
    let state: Value = serde_json::from_str(&fs::read_to_string(&out).expect("a state")).expect("JSON");
    let rules = state["patients"][0]["rules"].as_str().expect("rules");
    let text = fs::read_to_string(path(file)).expect("a file of the tests");
    text.replace("\"rules\":\"today\"", &format!("\"rules\":\"{rules}\""))
}

#[test]
fn a_list_is_compared_and_kept_as_the_page_does_it() {
    let out = format!("{}/kept.json", folder("round-list"));
    let last = format!("{}/last.json", folder("round-list"));
    fs::write(&last, by_today("last.json")).expect("a state");
    let people = path("people.ndjson");
    let arguments =
        ["round", &people, "--as-of", "2026-11-21", "--last", &last, "--out", &out, "--format", "json"];
    let answer = liangbing(&arguments);
    assert_eq!(
        answer.status.code(),
        Some(1),
        "something is to be put right: {}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let round: Value = serde_json::from_slice(&answer.stdout).expect("JSON");
    assert_eq!(round, kept("round.json"));
    let state: Value = serde_json::from_str(&fs::read_to_string(&out).expect("what was kept")).expect("JSON");
    let wanted: Value = serde_json::from_str(&by_today("kept.json")).expect("JSON");
    assert_eq!(state, wanted);
}

#[test]
fn a_second_round_on_the_same_day_says_nothing() {
    let folder = folder("round-again");
    let (list, state) = (format!("{folder}/list.ndjson"), format!("{folder}/state.json"));
    let people = fs::read_to_string(path("people.ndjson")).expect("people");
    let sound: Vec<&str> = people.lines().skip(20).take(12).collect();
    fs::write(&list, sound.join("\n\n")).expect("a list");
    let first = liangbing(&["round", &list, "--as-of", "2026-11-21", "--out", &state]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(
        String::from_utf8_lossy(&first.stdout)
            .starts_with("2026-11-21: 12 on the list, 12 changed, 0 as before")
    );
    let again = liangbing(&["round", &list, "--as-of", "2026-11-21", "--last", &state]);
    assert_eq!(
        String::from_utf8_lossy(&again.stdout).trim(),
        "2026-11-21 since 2026-11-21: 12 on the list, 0 changed, 12 as before, 0 to put right, 0 no longer on it"
    );
}

#[test]
fn a_table_holds_no_formula_and_a_terminal_is_not_steered() {
    let folder = folder("round-hostile");
    let list = format!("{folder}/list.ndjson");
    let id = "=HYPERLINK(\"http://x\",\"a\")\u{1b}[31m\u{202e}";
    let record = json!({"patient": {"id": id, "place": {"grid": "@one,two"}}});
    fs::write(&list, format!("{record}\n")).expect("a list");
    let table = liangbing(&["round", &list, "--as-of", "2026-11-21", "--format", "csv"]);
    let table = String::from_utf8_lossy(&table.stdout).into_owned();
    assert!(table.starts_with("\u{feff}level,id,"), "{table}");
    assert!(table.contains("\"'=HYPERLINK(\"\"http") && table.contains("\"'@one,two\""), "{table}");
    let prose = liangbing(&["round", &list, "--as-of", "2026-11-21"]);
    let prose = String::from_utf8_lossy(&prose.stdout).into_owned();
    assert!(prose.contains("=HYPERLINK") && !prose.contains(['\u{1b}', '\u{202e}']), "{prose}");
}

#[test]
fn half_a_state_is_refused_whole() {
    let folder = folder("round-state");
    let state = format!("{folder}/state.json");
    let people = path("people.ndjson");
    let whole = kept("last.json");
    let mut other = whole.clone();
    other["schema"] = json!("liangbing.round/2");
    let mut field = whole.clone();
    field["patients"][0].as_object_mut().expect("a patient").remove("level");
    let mut twice = whole.clone();
    let first = twice["patients"][0].clone();
    twice["patients"].as_array_mut().expect("patients").push(first);
    for (bad, why) in [
        (other, "unknown-value"),
        (field, "missing field `level`"),
        (twice, "duplicate-id"),
        (json!([]), "not-json"),
    ] {
        fs::write(&state, bad.to_string()).expect("a state");
        let answer = liangbing(&["round", &people, "--as-of", "2026-11-21", "--last", &state]);
        let error = String::from_utf8_lossy(&answer.stderr).into_owned();
        assert_eq!(answer.status.code(), Some(2), "{error}");
        assert!(error.contains(why), "{error}");
    }
}
