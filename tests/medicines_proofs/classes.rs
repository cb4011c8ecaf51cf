//! The class map, drug by drug, and how names are found.

use std::collections::BTreeMap;

use crate::ruleset;

/// Classes and the medicines that have exactly these; written apart from the table, so that a slip in one shows.
#[rustfmt::skip]
const CLASSES: &[(&str, &str)] = &[
    ("ccb-dhp", "amlodipine levamlodipine nifedipine nifedipine-sr nifedipine-gits felodipine nitrendipine lacidipine benidipine lercanidipine"),
    ("ccb-non-dhp", "verapamil diltiazem"),
    ("acei", "captopril enalapril benazepril perindopril fosinopril ramipril lisinopril imidapril enalapril-folic-acid"),
    ("arb", "losartan valsartan irbesartan telmisartan candesartan olmesartan allisartan"),
    ("arni", "sacubitril-valsartan"),
    ("thiazide", "hydrochlorothiazide indapamide indapamide-sr"),
    ("loop-diuretic", "furosemide torasemide bumetanide"),
    ("mra", "spironolactone eplerenone"),
    ("finerenone", "finerenone"),
    ("beta-blocker", "metoprolol metoprolol-succinate bisoprolol atenolol propranolol carvedilol arotinolol labetalol"),
    ("alpha-blocker", "terazosin doxazosin prazosin"),
    ("ccb-dhp acei", "amlodipine-benazepril"),
    ("arb ccb-dhp", "valsartan-amlodipine olmesartan-amlodipine"),
    ("arb thiazide", "losartan-hydrochlorothiazide valsartan-hydrochlorothiazide irbesartan-hydrochlorothiazide telmisartan-hydrochlorothiazide olmesartan-hydrochlorothiazide"),
    ("acei thiazide", "perindopril-indapamide captopril-hydrochlorothiazide"),
    ("acei ccb-dhp", "perindopril-amlodipine"),
    ("ccb-dhp beta-blocker", "nitrendipine-atenolol"),
    ("reserpine thiazide", "reserpine-triamterene compound-reserpine"),
    ("reserpine", "reserpine"),
    ("metformin", "metformin"),
    ("dpp4i metformin", "sitagliptin-metformin vildagliptin-metformin linagliptin-metformin saxagliptin-metformin"),
    ("tzd metformin", "pioglitazone-metformin"),
    ("glinide metformin", "repaglinide-metformin"),
    ("sulfonylurea metformin", "glipizide-metformin glibenclamide-metformin"),
    ("sglt2i metformin", "dapagliflozin-metformin"),
    ("sulfonylurea", "glibenclamide glipizide glipizide-gits gliclazide gliclazide-mr gliquidone glimepiride xiaoke-pill"),
    ("glinide", "repaglinide nateglinide mitiglinide"),
    ("agi", "acarbose voglibose miglitol"),
    ("tzd", "pioglitazone rosiglitazone"),
    ("", "chiglitazar dorzagliatin"),
    ("dpp4i", "sitagliptin saxagliptin vildagliptin linagliptin alogliptin retagliptin cofrogliptin"),
    ("sglt2i", "dapagliflozin empagliflozin canagliflozin ertugliflozin henagliflozin janagliflozin"),
    ("glp1ra", "liraglutide exenatide lixisenatide loxenatide semaglutide semaglutide-injection semaglutide-oral dulaglutide tirzepatide"),
    ("insulin-prandial", "insulin-regular insulin-aspart insulin-lispro insulin-glulisine"),
    ("insulin-basal", "insulin-nph insulin-glargine insulin-detemir insulin-degludec insulin-icodec"),
    ("insulin-premixed", "insulin-premixed-human insulin-aspart-mix insulin-lispro-mix"),
    ("insulin-basal insulin-prandial", "insulin-degludec-aspart"),
    ("insulin-basal glp1ra", "insulin-degludec-liraglutide insulin-glargine-lixisenatide"),
    ("statin", "atorvastatin rosuvastatin simvastatin pravastatin pitavastatin fluvastatin"),
    ("fibrate", "fenofibrate bezafibrate gemfibrozil"),
    ("antiplatelet", "aspirin clopidogrel ticagrelor"),
    ("nsaid", "ibuprofen diclofenac indometacin celecoxib meloxicam"),
    ("steroid", "prednisone prednisolone methylprednisolone dexamethasone"),
    ("liquorice", "liquorice"),
    ("potassium-supplement", "potassium-chloride"),
];

fn found(name: &str) -> Option<&'static str> {
    ruleset().medicines.find(name).map(|medicine| medicine.code.as_str())
}

#[test]
fn every_medicine_has_the_classes_of_all_its_parts() {
    let mut expected = BTreeMap::new();
    for (classes, codes) in CLASSES {
        for code in codes.split(' ') {
            assert!(expected.insert(code, *classes).is_none(), "{code} stands twice");
        }
    }
    let table = ruleset().medicines.0.iter().map(|medicine| {
        let classes: Vec<&str> = medicine.classes.iter().map(|class| class.code()).collect();
        (medicine.code.as_str(), classes.join(" "))
    });
    let table: BTreeMap<&str, String> = table.collect();
    let table: BTreeMap<&str, &str> = table.iter().map(|(code, classes)| (*code, classes.as_str())).collect();
    assert_eq!(table, expected);
}

#[test]
fn atenolol_and_its_single_pill_are_no_angiotensin_receptor_blockers() {
    for name in ["阿替洛尔", "阿替洛爾", "氨酰心安", "atenolol", "尼群洛尔", "尼群洛爾片"]
    {
        let medicine = ruleset().medicines.find(name).unwrap_or_else(|| panic!("{name}"));
        let classes: Vec<&str> = medicine.classes.iter().map(|class| class.code()).collect();
        assert!(classes.contains(&"beta-blocker") && !classes.contains(&"arb"), "{name}: {classes:?}");
    }
}

#[test]
fn a_name_is_found_whole_in_either_script_and_never_in_part() {
    for (name, code) in [
        ("消渴丸", Some("xiaoke-pill")),
        ("天麦消渴片", None),
        ("消渴", None),
        ("津力达颗粒", None),
        ("鹽酸二甲雙胍", Some("metformin")),
        ("格列齊特緩釋片", Some("gliclazide-mr")),
        ("硝苯地平緩釋片（Ⅱ）", Some("nifedipine-sr")),
        ("纈沙坦氨氯地平片（I）", Some("valsartan-amlodipine")),
        ("门冬胰岛素30注射液", Some("insulin-aspart-mix")),
        ("地尔硫䓬", Some("diltiazem")),
        ("NORVASC", Some("amlodipine")),
        ("C08CA01", Some("amlodipine")),
        ("A10BB09", None),
        (" 代文 ", Some("valsartan")),
        ("沙坦", None),
        ("", None),
    ] {
        assert_eq!(found(name), code, "{name}");
    }
}

#[test]
fn no_name_means_two_medicines() {
    let mut seen = BTreeMap::new();
    for medicine in &ruleset().medicines.0 {
        for name in &medicine.names {
            let other = seen.insert(name.clone(), medicine.code.clone());
            assert!(
                other.as_ref().is_none_or(|other| *other == medicine.code),
                "{name}: {other:?}, {}",
                medicine.code
            );
        }
    }
}

#[test]
fn ranges_stand_the_right_way_round_and_a_form_that_is_named_exists() {
    for medicine in &ruleset().medicines.0 {
        for range in &medicine.doses {
            assert!(range.least <= range.most, "{}: {}", medicine.code, range.printed);
        }
        if let Some(form) = &medicine.modified_release {
            assert_eq!(found(form), Some(form.as_str()), "{}", medicine.code);
        }
    }
    let full = |code: &str| ruleset().medicines.find(code).unwrap().full_dose.map(|dose| dose.to_string());
    assert_eq!(full("glibenclamide").as_deref(), Some("210"), "the lower of two upper ends, in a fortnight");
    assert_eq!(full("enalapril").as_deref(), Some("280"));
    assert_eq!(
        (full("dulaglutide"), full("captopril"), full("losartan").as_deref()),
        (None, None, Some("1400"))
    );
}
