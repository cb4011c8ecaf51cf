//! Files as they lie on a disk, through the command line: encodings, sheets, bombs.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn import(name: &str, bytes: &[u8], more: &[&str]) -> Output {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    fs::write(&file, bytes).expect("a file");
    Command::new(env!("CARGO_BIN_EXE_liangbing"))
        .arg("import")
        .arg(file)
        .args(more)
        .output()
        .expect("an answer")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

const TABLE: &str =
    "档案号,姓名,随访日期,收缩压,舒张压\n1,王秀英,2026年1月5日,148,86\n2,李建国,2026/1/6,128,82\n";

/// An .xlsx of the parts given; nothing else is needed to be one.
fn xlsx(sheet: &str, workbook: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts = [
        ("[Content_Types].xml", r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#.to_owned()),
        ("_rels/.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml", format!(r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbook}<sheets><sheet name="随访" sheetId="1" r:id="r1"/></sheets></workbook>"#)),
        ("xl/_rels/workbook.xml.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#)),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a file").into_inner()
}

/// The rows of a small sheet: texts inline, numbers bare, a formula with its stale value.
const SHEET: &str = r#"<row r="2"><c r="B2" t="inlineStr"><is><t>档案号</t></is></c><c r="C2" t="inlineStr"><is><t>随访日期</t></is></c><c r="D2" t="inlineStr"><is><t>空腹血糖(mmol/L)</t></is></c></row><row r="3"><c r="B3"><v>1</v></c><c r="C3"><v>46027</v></c><c r="D3"><v>6.8999999999999995</v></c></row><row r="4"><c r="B4"><v>2</v></c><c r="C4"><v>46027</v></c><c r="D4"><f>D3*2</f><v>13.8</v></c></row>"#;

#[test]
fn a_table_is_read_in_every_encoding_that_spreadsheets_write() {
    let expected = lines(&import("utf8.csv", TABLE.as_bytes(), &[]));
    assert_eq!(expected.len(), 2);
    assert_eq!(expected[0]["patient"]["name"], "王秀英");
    let (gb, _, _) = encoding_rs::GB18030.encode(TABLE);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(TABLE.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, bytes) in [
        ("gb18030.csv", gb.into_owned()),
        ("bom.csv", format!("\u{feff}{TABLE}").into_bytes()),
        ("utf16.txt", utf16),
    ] {
        let output = import(name, &bytes, &[]);
        assert_eq!(lines(&output), expected, "{name}");
        assert!(output.status.success(), "{name}");
    }
}

#[test]
fn a_sheet_is_read_with_its_days_and_without_its_formulas() {
    let output = import("sheet.xlsx", &xlsx(SHEET, ""), &[]);
    let records = lines(&output);
    assert_eq!(records.len(), 1, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(records[0]["observations"][0]["at"], "2026-01-05");
    assert_eq!(records[0]["observations"][0]["value"], 6.9);
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(complaint.contains("rows[4].空腹血糖(mmol/L): not-understood"), "{complaint}");
    let later = import("1904.xlsx", &xlsx(SHEET, r#"<workbookPr date1904="1"/>"#), &[]);
    assert_eq!(lines(&later)[0]["observations"][0]["at"], "2030-01-06");
    let preview = lines(&import("sheet.xlsx", &xlsx(SHEET, ""), &["--preview"]));
    assert_eq!((preview[0]["rows"].as_u64(), preview[0]["good"].as_u64()), (Some(2), Some(1)));
}

#[test]
fn what_is_no_table_is_refused_in_one_sentence() {
    let code = |name: &str, bytes: &[u8]| {
        let output = import(name, bytes, &[]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        lines(&output)[0]["error"]["code"].as_str().expect("a code").to_owned()
    };
    let bomb = xlsx(&format!("<row r=\"1\">{}</row>", " ".repeat(64 << 20)), "");
    assert!(bomb.len() < 1 << 20, "it is small on the disk");
    assert_eq!(code("bomb.xlsx", &bomb), "too-large");
    let good = xlsx(SHEET, "");
    assert_eq!(code("cut.xlsx", good.get(..good.len() / 2).expect("half")), "wrong-type");
    assert_eq!(code("garbage.bin", &[0x80, 0xff, 0x00, 0xfe, 0x81]), "wrong-type");
    assert_eq!(code("zip.xlsx", b"PK\x03\x04nothing"), "wrong-type");
    assert_eq!(code("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "wrong-type");
    assert_eq!(code("large.csv", &vec![b'a'; 50 << 20]), "too-large");
    assert_eq!(code("empty.csv", b""), "missing-field");
}
