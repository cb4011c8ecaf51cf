//! The same on the command line.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use super::{glucose_form, pressure_form};

fn run(words: &[&str], input: &str) -> (Output, Vec<Value>) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("forms");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(format!("{}-{}.json", words.join("-"), input.len()));
    fs::write(&file, input).expect("a file");
    let (action, more) = words.split_at(2);
    let output = Command::new(env!("CARGO_BIN_EXE_liangbing")).args(action).arg(&file).args(more).output();
    let output = output.expect("an answer");
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (output, lines)
}

#[test]
fn forms_in_records_out_and_back() {
    let both = format!("{}\n{}\n", pressure_form(), glucose_form());
    let (output, lines) = run(&["form", "read"], &both);
    assert!(output.status.success());
    assert_eq!(lines.len(), 2);
    let record = lines[1]["record"].to_string();
    let (_, written) = run(&["form", "write", "--as-of", "2026-11-20"], &record);
    assert_eq!(
        (&written[0]["concern"], &written[0]["footPulse"]),
        (&glucose_form()["concern"], &glucose_form()["footPulse"])
    );
    let (_, older) = run(
        &["form", "write", "--as-of", "2026-11-20", "--edition", "2009", "--concern", "diabetes"],
        &record,
    );
    assert_eq!(older[0]["footPulse"], Value::Null, "the older list has no weak pulse");
    let (_, fhir) = run(&["form", "write", "--as-of", "2026-11-20", "--format", "fhir"], &record);
    assert_eq!(fhir[0]["questionnaire"], "urn:liangbing:form:diabetes|2017");
    let (_, again) = run(&["form", "read"], &fhir[0].to_string());
    assert_eq!(again[0]["record"]["visits"][0]["class"], "uncontrolled");
}

#[test]
fn a_refused_form_has_its_line_and_the_others_are_read() {
    let (output, lines) =
        run(&["form", "read"], &format!("{}\n{{\"concern\": \"gout\"}}\n", pressure_form()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((&lines[1]["line"], &lines[1]["error"]["path"]), (&Value::from(2), &Value::from("concern")));
    let (output, _) = run(&["form", "write"], "{}");
    assert_eq!(output.status.code(), Some(2), "the day is missing");
    let (output, _) = run(&["form", "draw"], "{}");
    assert_eq!(output.status.code(), Some(2));
}
