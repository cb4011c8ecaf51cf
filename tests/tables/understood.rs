//! Headers, units, days, layouts and codes.

use serde_json::{Value, json};

use super::{preview, records};

const NONE: Value = Value::Null;

/// The day that a cell is read as.
fn day(cell: &str) -> Option<String> {
    let (records, _) = records(&format!("id,date,weight\n1,{cell},60\n"), &NONE);
    records.first().map(|record| record["observations"][0]["at"].as_str().expect("a day").to_owned())
}

#[test]
fn days_are_read_in_every_way_that_exports_write_them() {
    for (cell, expected) in [
        ("2026-01-05", "2026-01-05"),
        ("2026/1/5", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("２０２６年１月５日", "2026-01-05"),
        ("20260105", "2026-01-05"),
        ("2026/1/5 8:05", "2026-01-05T08:05"),
        ("2026-01-05T08:05:59", "2026-01-05T08:05"),
        ("2026年1月5日8时5分", "2026-01-05T08:05"),
        ("46027", "2026-01-05"),
        ("46027.5", "2026-01-05T12:00"),
        ("2024/2/29", "2024-02-29"),
        ("5-Jan-26", "2026-01-05"),
        ("05-JAN-2026 8:05", "2026-01-05T08:05"),
        ("29-Feb-28", "2028-02-29"),
    ] {
        assert_eq!(day(cell).as_deref(), Some(expected), "{cell}");
    }
}

#[test]
fn days_that_could_be_others_are_not_guessed() {
    for cell in [
        "5/1/2026",
        "05.01.2026",
        "26/1/5",
        "2026/13/1",
        "2026-02-30",
        "2026",
        "1/5",
        "123",
        "2026-1-5 25:00",
        "昨天",
        "0",
        "5-Jan-30",
        "5-Jan-126",
        "29-Feb-26",
        "5-Jam-26",
        "Jan-5-26",
    ] {
        assert_eq!(day(cell), None, "{cell}");
    }
}

#[test]
fn two_digits_of_a_year_say_nothing_of_a_birth() {
    let born = |cell: &str| {
        let (records, _) = records(&format!("id,born,date,weight\n1,{cell},2026-01-05,60\n"), &NONE);
        records.first().map(|record| record["patient"]["born"].clone())
    };
    assert_eq!(born("5-Jan-26"), None);
    assert_eq!(born("5-Jan-1926"), Some(json!("1926-01-05")));
}

#[test]
fn the_numbers_of_a_sheet_are_days_where_a_day_is_meant() {
    let table = |serial: Value, date1904: bool| {
        json!({"rows": [["id", "date", "weight"], ["1", serial, 60]], "date1904": date1904}).to_string()
    };
    let at = |serial: Value, date1904: bool| {
        let answer = super::json(liangbing::tables::records(&table(serial, date1904), true, ""));
        answer["records"][0]["observations"][0]["at"].clone()
    };
    assert_eq!(at(json!(46_027), false), "2026-01-05");
    assert_eq!(at(json!(44_565), true), "2026-01-05");
    assert_eq!(at(json!(46_027.340_277_777_8), false), "2026-01-05T08:10");
    assert_eq!(at(json!(20_260_105), false), "2026-01-05");
    assert_eq!(at(json!(5), false), NONE);
}

#[test]
fn headers_are_known_in_both_languages_with_units_in_brackets() {
    let table = "身份证号,姓名,随访日期,收缩压(mmHg),舒张压（mmHg）,空腹血糖(mmol/L),体重（公斤）,备注\n1,王,2026/1/5,148,86,7.4,66.5,好\n";
    let preview = preview(table, &NONE);
    let is: Vec<(&str, &str)> = preview["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .map(|column| (column["is"].as_str().unwrap_or("-"), column["unit"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(
        is,
        [
            ("id", "-"),
            ("name", "-"),
            ("date", "-"),
            ("systolic", "mmHg"),
            ("diastolic", "mmHg"),
            ("glucose-fasting", "mmol/L"),
            ("weight", "kg"),
            ("-", "-")
        ]
    );
    assert_eq!(preview["columns"][7]["code"], "not-understood");
    assert_eq!(preview["columns"][5]["examples"], json!(["7.4"]));
    assert_eq!((&preview["rows"], &preview["good"], &preview["people"]), (&json!(1), &json!(1), &json!(1)));
    let (mut records, aside) = records(table, &NONE);
    assert_eq!(
        records.remove(0),
        json!({"patient": {"id": "1", "name": "王"}, "observations": [
        {"at": "2026-01-05", "concept": "glucose", "value": 7.4, "unit": "mmol/L", "timing": "fasting"},
        {"at": "2026-01-05", "concept": "weight", "value": 66.5, "unit": "kg"},
        {"at": "2026-01-05", "concept": "blood-pressure", "systolic": 148, "diastolic": 86, "unit": "mmHg"}]})
    );
    assert_eq!(aside[0]["path"], "columns.备注");
    let english = "Patient ID\tVisit_Date\tSBP\tDBP\tFasting Glucose (mg/dL)\n1\t2026-01-05\t148\t86\t133\n";
    let (records, _) = super::records(english, &NONE);
    assert_eq!(records[0]["observations"][0]["unit"], "mg/dL");
}

#[test]
fn separators_quotes_line_ends_and_a_title_above_the_header() {
    for table in [
        "id,date,bp\r\n1,2026/1/5,128/82\r\n",
        "id;date;bp\n1;2026/1/5;128/82",
        "id\tdate\tbp\n1\t2026/1/5\t128/82\n\n\n",
        "\u{feff}\"id\",\"date\",\"bp\"\n\"1\",\"2026/1/5\",\"128/82\"\n",
        "２０２６年随访表,,\nid,date,bp\n1,2026/1/5,１２８／８２\n",
    ] {
        let (records, aside) = records(table, &NONE);
        assert_eq!(records[0]["observations"][0]["systolic"], 128, "{table}");
        assert_eq!(aside, Vec::<Value>::new(), "{table}");
    }
    let (records, _) =
        records("id,date,bp,药物名称\n1,2026/1/5,128/82,\"二甲双胍,\n缓释\"\"片\"\"\"\n", &NONE);
    assert_eq!(records[0]["medications"][0]["name"], "二甲双胍,\n缓释\"片\"");
}

#[test]
fn rows_of_one_person_are_joined_and_two_people_under_one_id_are_not() {
    let table = "id,姓名,性别,date,bp\n7,王,女,2026/1/5,148/86\n8,李,男,2026/1/6,120/80\n7,王,女,2026/2/5,138/82\n7,张,女,2026/3/5,118/72\n";
    let (records, aside) = records(table, &NONE);
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["observations"].as_array().map(Vec::len), Some(2));
    assert_eq!(records[0]["patient"], json!({"id": "7", "name": "王", "sex": "female"}));
    assert_eq!((&aside[0]["path"], &aside[0]["code"]), (&json!("rows[5]"), &json!("contradictory")));
}

#[test]
fn a_table_of_one_person_needs_no_id() {
    let table = "date,bp\n2026/1/5,128/82\n";
    assert_eq!(super::refusal(table, &NONE).0, "missing-field");
    let (records, _) = records(table, &json!({"patient": "me"}));
    assert_eq!(records[0]["patient"]["id"], "me");
}

#[test]
fn a_row_that_is_there_twice_counts_once_and_is_listed() {
    let table = "id,date,bp\n1,2026/1/5,128/82\n1,2026/1/6,130/82\n1,2026/1/5,128/82\n";
    assert_eq!(preview(table, &NONE)["duplicates"], json!([{"row": 4, "of": 2}]));
    let (records, aside) = records(table, &NONE);
    assert_eq!(records[0]["observations"].as_array().map(Vec::len), Some(2));
    assert_eq!((&aside[0]["path"], &aside[0]["code"]), (&json!("rows[4]"), &json!("duplicate")));
}

#[test]
fn a_long_table_is_read_by_its_items_and_units() {
    let table = "档案号,检查日期,检查项目,结果,单位\n1,2026/1/5,收缩压,148,mmHg\n1,2026/1/5,舒张压,86,mmHg\n\
                 1,2026/1/5,空腹血糖,7.4,mmol/L\n1,2026/1/5,糖化血红蛋白,7.8,%\n1,2026/1/5,血压,150/90,mmHg\n\
                 1,2026/1/5,空腹血糖,133,\n1,2026/1/5,幽门螺杆菌,阴性,\n1,2026/1/5,体重,60,\n";
    let preview = preview(table, &NONE);
    assert_eq!(preview["layout"], "long");
    let (records, aside) = records(table, &NONE);
    let seen = records[0]["observations"].as_array().expect("observations");
    let pressures: Vec<(&Value, &Value)> = seen
        .iter()
        .filter(|one| one["concept"] == "blood-pressure")
        .map(|one| (&one["systolic"], &one["diastolic"]))
        .collect();
    assert_eq!(pressures, [(&json!(148), &json!(86)), (&json!(150), &json!(90))]);
    assert_eq!(seen.len(), 5);
    let paths: Vec<&str> = aside.iter().map(|one| one["path"].as_str().expect("a path")).collect();
    assert_eq!(paths, ["rows[7].结果", "rows[8].结果"], "a glucose without a unit, and an unknown item");
}

#[test]
fn a_mapping_says_what_names_do_not() {
    let table = "编码A,记录日,甲,乙\n1,2026/1/5,148,86\n";
    let mapping = json!({"columns": {"编码A": "id", "记录日": "date", "甲": {"is": "systolic", "unit": "mmHg"}, "乙": {"is": "diastolic", "unit": "mmHg"}}});
    let (records, _) = records(table, &mapping);
    assert_eq!(records[0]["observations"][0]["diastolic"], 86);
    // What a preview understood, given back, is understood the same way.
    let first = preview(table, &mapping);
    let (again, _) = super::records(table, &first["mapping"]);
    assert_eq!(again, records);
}

#[test]
fn a_habit_is_grams_only_with_its_unit() {
    let (records, _) = records("id,date,摄盐量(g)\n1,2026/1/5,6\n", &NONE);
    assert_eq!(records[0]["lifestyle"], json!({"at": "2026-01-05", "saltGramsPerDay": 6}));
    assert_eq!(super::refusal("id,date,摄盐量\n1,2026/1/5,1\n", &NONE).1, "columns.摄盐量");
    let (records, _) = super::records("id,date,摄盐情况\n1,2026/1/5,中\n", &NONE);
    assert_eq!(records[0]["lifestyle"]["saltLevel"], "moderate");
}

#[test]
fn diagnoses_are_words_and_a_diabetes_without_its_type_has_none() {
    let (records, aside) = records("id,诊断\n1,\"高血压、2型糖尿病\"\n2,糖尿病\n3,肩周炎\n", &NONE);
    assert_eq!(records[0]["conditions"], json!([{"code": "hypertension"}, {"code": "type-2-diabetes"}]));
    assert_eq!(records[1]["conditions"], json!([{"code": "diabetes-type-unclear"}]));
    assert_eq!(aside[0]["path"], "rows[4].诊断");
}
