//! Lays out calls with their answers, which the browser's module must give to the byte.

use std::fs;
use std::path::Path;

use liangbing::record::RequestError;
use liangbing::{forms, tables};
use serde_json::{Value, json};

use super::{assess, glucose_form, pressure_form, read};

const TABLES: [(&str, &str); 4] = [
    (
        "id,姓名,date,血压,空腹血糖,备注\n1,王,2026/1/5,１２８/82,6.95,x\n1,王,2026年1月6日,82/128,七,\n1,王,2026/1/5,１２８/82,6.95,x\n",
        "",
    ),
    (
        "档案号;检查日期;检查项目;结果;单位\n1;46027.34;收缩压;148;mmHg\n1;46027.34;舒张压;86;mmHg\n1;46027;空腹血糖;133;\n",
        "",
    ),
    (
        "编码\t日\t方式\n1\t20260105\t3\n",
        r#"{"columns": {"编码": "id", "日": "date", "方式": {"is": "mode", "codes": 2017}}}"#,
    ),
    ("", ""),
];

fn answer(name: &str, arguments: Value, said: Result<String, RequestError>) -> String {
    let answer = match said {
        Ok(text) => text,
        Err(error) => json!({"code": error.code, "message": error.message, "path": error.path}).to_string(),
    };
    json!({"name": name, "arguments": arguments, "answer": answer}).to_string()
}

#[test]
fn calls_are_laid_out_for_the_module() {
    let mut lines = Vec::new();
    for locale in ["zh-CN", "en", "fr"] {
        lines.push(answer("fields", json!([locale]), forms::fields(locale)));
    }
    for form in [
        pressure_form(),
        glucose_form(),
        json!({"concern": "diabetes", "date": "2026-11-20", "footPulse": 1}),
    ] {
        let text = form.to_string();
        lines.push(answer("read", json!([text]), forms::read(&text)));
        let response = forms::to_questionnaire_response(&text);
        lines.push(answer("toQuestionnaireResponse", json!([text]), response.clone()));
        if let Ok(response) = response {
            lines.push(answer(
                "fromQuestionnaireResponse",
                json!([response]),
                forms::from_questionnaire_response(&response),
            ));
            let record = read(&form).0;
            let (record, assessment) = (record.to_string(), assess(&record, "2026-11-20").to_string());
            let written = forms::write(&record, &assessment, r#"{"locale": "en"}"#);
            lines.push(answer("write", json!([record, assessment, r#"{"locale": "en"}"#]), written));
        }
    }
    for (table, mapping) in TABLES {
        let arguments = json!([table, false, mapping]);
        lines.push(answer("preview", arguments.clone(), tables::preview(table, false, mapping)));
        lines.push(answer("records", arguments, tables::records(table, false, mapping)));
    }
    assert!(lines.len() > 15, "{}", lines.len());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forms.ndjson");
    fs::write(path, lines.join("\n")).expect("a file");
}
