//! No table stops the reader, and every row is somewhere: read, bad or twice.

use liangbing::tables;
use proptest::prelude::*;
use serde_json::Value;

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,6}",
        "[0-9]{1,3}/[0-9]{1,3}",
        "[0-9]{1,3}\\.[0-9]{1,3}",
        "20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?",
        "\"?[ -~]{0,8}\"?",
        "[高低男女无有轻,、；/ ]{0,4}",
        "[=+@-].{0,4}",
    ]
}

const HEADERS: [&str; 14] = [
    "id",
    "date",
    "time",
    "血压",
    "收缩压",
    "低压",
    "空腹血糖",
    "空腹血糖(mg/dL)",
    "体重(kg)",
    "症状",
    "随访分类",
    "诊断",
    "性别",
    "备注",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_read_or_told(
        headers in prop::sample::subsequence(HEADERS.to_vec(), 1..=HEADERS.len()),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..15), 0..12),
        mapping in prop_oneof![Just(""), Just(r#"{"patient": "p", "concern": "diabetes"}"#)],
    ) {
        let mut table = headers.join(",");
        for row in &rows {
            table.push('\n');
            table.push_str(&row.join(","));
        }
        if let Ok(answer) = tables::preview(&table, false, mapping) {
            let answer: Value = serde_json::from_str(&answer).expect("JSON");
            let list = |name: &str| answer[name].as_array().expect("a list").clone();
            let mut bad: Vec<u64> = list("bad").iter().map(|one| one["row"].as_u64().expect("a row")).collect();
            bad.dedup();
            let count = |length: usize| u64::try_from(length).expect("a count");
            let told = answer["good"].as_u64().expect("a count") + count(list("duplicates").len()) + count(bad.len());
            prop_assert_eq!(answer["rows"].as_u64(), Some(told), "{}", table);
        }
        let _ = tables::records(&table, false, mapping);
    }

    #[test]
    fn no_text_stops_the_reader(text in ".{0,300}", mapping in ".{0,60}", sheet in any::<bool>()) {
        let _ = tables::preview(&text, sheet, &mapping);
        let _ = tables::records(&text, sheet, "");
    }
}
