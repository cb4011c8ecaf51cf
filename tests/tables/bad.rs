//! What is listed as bad, what stops a table, and the traps of codes.

use liangbing::tables;
use serde_json::{Value, json};

use super::{preview, records, refusal};

const NONE: Value = Value::Null;

/// The code of the first bad cell.
fn bad(table: &str, mapping: &Value) -> Vec<(u64, String, String)> {
    let list = preview(table, mapping)["bad"].as_array().expect("a list").clone();
    let text = |one: &Value, name: &str| one[name].as_str().expect("a text").to_owned();
    list.iter()
        .map(|one| (one["row"].as_u64().expect("a row"), text(one, "column"), text(one, "code")))
        .collect()
}

fn at(row: u64, column: &str, code: &str) -> (u64, String, String) {
    (row, column.to_owned(), code.to_owned())
}

#[test]
fn a_bad_cell_keeps_its_whole_row_out_and_is_listed() {
    let table = "id,date,bp(mmHg),体重(kg)\n1,2026/1/5,128/82,66500\n1,2026/1/6,82/128,60\n,2026/1/7,128/82,60\n1,,128/82,60\n\
                 1,2026/1/9,128-82,60\n1,2026/1/10,400/80,六十\n1,2026/1/11,128/82,60,60\n1,2026/1/12,128/82,=A1\n1,2026/1/13,128/82,60\n";
    assert_eq!(
        bad(table, &NONE),
        [
            at(2, "体重(kg)", "implausible"),
            at(3, "", "contradictory"),
            at(4, "", "not-understood"),
            at(5, "", "not-understood"),
            at(6, "bp(mmHg)", "not-understood"),
            at(7, "bp(mmHg)", "implausible"),
            at(7, "体重(kg)", "not-understood"),
            at(8, "", "not-understood"),
            at(9, "体重(kg)", "not-understood"),
        ]
    );
    let (records, aside) = records(table, &NONE);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["observations"].as_array().map(Vec::len), Some(2), "only the last row");
    assert_eq!(aside.len(), 9);
}

#[test]
fn a_unit_that_stands_nowhere_is_assumed_only_if_every_number_fits() {
    let table = |value: &str| format!("id,date,空腹血糖\n1,2026/1/5,6.9\n1,2026/1/6,{value}\n");
    let good = preview(&table("7.4"), &NONE);
    assert_eq!(
        (&good["columns"][2]["unit"], &good["columns"][2]["assumed"]),
        (&json!("mmol/L"), &json!(true))
    );
    let odd = preview(&table("133"), &NONE);
    assert_eq!((&odd["columns"][2]["unit"], &odd["columns"][2]["code"]), (&NONE, &json!("unknown-unit")));
    assert_eq!(refusal(&table("133"), &NONE), ("bad-options", "columns.空腹血糖".to_owned()));
    // Said, the odd one alone is bad.
    let (records, aside) = records(&table("133"), &json!({"columns": {"空腹血糖": {"unit": "mmol/L"}}}));
    assert_eq!(records[0]["observations"][0]["value"], 6.9);
    assert_eq!(aside[0]["path"], "rows[3].空腹血糖");
    // Left out, the table is read without it.
    assert_eq!(super::records(&table("133"), &json!({"columns": {"空腹血糖": null}})).0.len(), 1);
    assert_eq!(refusal("id,date,空腹血糖(IU)\n1,2026/1/5,6.9\n", &NONE).1, "columns.空腹血糖(IU)");
    // A unit in the cell counts for that cell.
    let (own, _) = super::records("id,date,空腹血糖\n1,2026/1/5,133 mg/dL\n1,2026/1/6,7.4↑\n", &NONE);
    assert_eq!(
        (&own[0]["observations"][0]["unit"], &own[0]["observations"][1]["value"]),
        (&json!("mg/dL"), &json!(7.4))
    );
}

#[test]
fn a_zero_is_not_measured_and_decimals_stay() {
    let (records, aside) =
        records("id,date,高压,低压,心率,空腹血糖(mmol/L)\n1,2026/1/5,0,0,72,6.95\n", &NONE);
    assert_eq!(
        records[0]["observations"],
        json!([
        {"at": "2026-01-05", "concept": "heart-rate", "value": 72, "unit": "/min"},
        {"at": "2026-01-05", "concept": "glucose", "value": 6.95, "unit": "mmol/L", "timing": "fasting"}])
    );
    assert_eq!(aside, Vec::<Value>::new());
}

#[test]
fn a_bare_code_is_read_only_where_its_list_is_said() {
    let table =
        "id,date,sbp,dbp,药物不良反应\n1,2026/1/5,128,82,1\n2,2026/1/5,128,82,0\n3,2026/1/5,128,82,有\n";
    assert_eq!(
        bad(table, &NONE),
        [at(2, "药物不良反应", "unknown-code"), at(3, "药物不良反应", "unknown-code")]
    );
    let form = json!({"columns": {"药物不良反应": {"codes": 2017}}});
    assert_eq!(bad(table, &form), [at(3, "药物不良反应", "unknown-code")]);
    let own = json!({"columns": {"药物不良反应": {"values": {"1": "有", "0": "无"}}}});
    let (records, _) = records(table, &own);
    let reaction = |place: usize| records[place]["visits"][0]["adverseReaction"].clone();
    assert_eq!([reaction(0), reaction(1), reaction(2)], [json!(true), json!(false), json!(true)]);
}

#[test]
fn a_foot_pulse_goes_by_the_edition_and_a_telephone_by_its_name() {
    let pulse = |codes: i32, code: &str| {
        let table = format!("id,date,空腹血糖(mmol/L),足背动脉搏动\n1,2026/1/5,6.9,{code}\n");
        let (records, _) = records(&table, &json!({"columns": {"足背动脉搏动": {"codes": codes}}}));
        records.first().map(|record| record["observations"][1]["code"].clone())
    };
    assert_eq!(
        (pulse(2017, "1"), pulse(2009, "1"), pulse(2009, "3")),
        (Some(json!("normal")), Some(json!("absent")), None)
    );
    let (records, _) = records(
        "id,date,sbp,dbp,随访方式\n1,2026/1/5,128,82,电话\n2,2026/1/5,128,82,门诊\n3,2026/1/5,128,82,社区\n",
        &NONE,
    );
    assert_eq!(
        records.iter().map(|one| one["visits"][0]["mode"].clone()).collect::<Vec<_>>(),
        [json!("phone"), json!("face-to-face")]
    );
}

#[test]
fn a_column_in_which_everyone_has_the_same_complaint_is_a_default() {
    let table = |codes: [&str; 3]| {
        let row = |(place, code): (usize, &&str)| format!("{place},2026/1/5,128,82,{code}\n");
        format!("id,date,sbp,dbp,症状\n{}", codes.iter().enumerate().map(row).collect::<String>())
    };
    let codes = json!({"columns": {"症状": {"codes": 2017}}});
    assert_eq!(refusal(&table(["9", "9", "9"]), &codes).1, "columns.症状");
    assert_eq!(records(&table(["1", "1", "1"]), &codes).0.len(), 3);
    let (list, _) = records(&table(["9", "1", "2"]), &codes);
    assert_eq!(list[0]["observations"][0]["code"], "leg-oedema");
    assert_eq!(
        bad("id,date,sbp,dbp,症状\n1,2026/1/5,128,82,\"1,9\"\n", &codes),
        [at(2, "症状", "contradictory")]
    );
}

#[test]
fn a_class_needs_its_disease() {
    let table = "id,date,bp,空腹血糖(mmol/L),随访分类\n1,2026/1/5,128/82,6.9,控制满意\n";
    assert_eq!(bad(table, &NONE), [at(2, "随访分类", "not-understood")]);
    let (list, _) = records(table, &json!({"concern": "diabetes"}));
    assert_eq!(
        list[0]["visits"][0],
        json!({"at": "2026-01-05", "concern": "diabetes", "class": "controlled"})
    );
    let (list, _) = records("id,date,bp,随访分类\n1,2026/1/5,128/82,控制不满意\n", &NONE);
    assert_eq!(list[0]["visits"][0]["concern"], "hypertension");
}

#[test]
fn tables_that_are_none_are_refused_with_code_and_path() {
    let code = |table: &str, sheet: bool, mapping: &str| match tables::preview(table, sheet, mapping) {
        Err(error) => (error.code.code(), error.path),
        Ok(answer) => panic!("nothing was refused: {answer}"),
    };
    let at = |code: &'static str, path: &str| (code, path.to_owned());
    assert_eq!(code("", false, ""), at("missing-field", "rows"));
    assert_eq!(code("\n\n , ,\n", false, ""), at("missing-field", "rows"));
    assert_eq!(code("a\0b", false, ""), at("wrong-type", ""));
    assert_eq!(code(&"x".repeat(50 << 20), false, ""), at("too-large", ""));
    assert_eq!(
        code(&format!("id,date\n1,\"{}", "2,3\n".repeat(20_000)), false, ""),
        at("not-json", "rows[2]")
    );
    assert_eq!(code(&format!("id{}\n", ",a".repeat(2_000)), false, ""), at("too-large", "rows[1]"));
    assert_eq!(code("not json", true, ""), at("not-json", ""));
    assert_eq!(code("{}", true, ""), at("wrong-type", "rows"));
    assert_eq!(code(r#"{"rows": [1]}"#, true, ""), at("wrong-type", "rows[1]"));
    let table = "id,date,bp\n1,2026/1/5,128/82\n";
    assert_eq!(code(table, false, "nothing"), at("not-json", ""));
    assert_eq!(code(table, false, r#"{"colums": {}}"#), at("unknown-field", "colums"));
    assert_eq!(code(table, false, r#"{"columns": {"bp": "presure"}}"#), at("unknown-value", "columns.bp"));
    assert_eq!(code(table, false, r#"{"columns": {"bq": "pressure"}}"#), at("unknown-field", "columns.bq"));
    assert_eq!(
        code(table, false, r#"{"columns": {"bp": {"unit": "bar"}}}"#),
        at("unknown-value", "columns.bp.unit")
    );
    assert_eq!(
        code(table, false, r#"{"columns": {"bp": {"codes": 1999}}}"#),
        at("unknown-value", "columns.bp.codes")
    );
    assert_eq!(code(table, false, r#"{"header": 9}"#), at("bad-options", "header"));
    assert_eq!(code(table, false, r#"{"header": 0}"#), at("wrong-type", "header"));
    assert_eq!(code(table, false, r#"{"concern": "gout"}"#), at("unknown-value", "concern"));
    assert_eq!(
        refusal("id,date,bp,血压\n1,2026/1/5,128/82,130/80\n", &NONE),
        ("bad-options", "columns.血压".to_owned())
    );
}

#[test]
fn formulas_of_a_sheet_are_not_read() {
    let sheet =
        json!({"rows": [["id", "date", "weight"], ["1", 46027, {"formula": "=B2*2"}], ["2", 46027, 60]]})
            .to_string();
    let answer = super::json(tables::records(&sheet, true, ""));
    assert_eq!(answer["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["setAside"][0]["path"], "rows[2].weight");
}
