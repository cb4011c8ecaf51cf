//! ATC codes, drug by drug, and what the letters of a code say of a class.

use std::collections::BTreeMap;

use crate::ruleset;

/// Codes by their group, written apart from the table.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("C08CA", "amlodipine=C08CA01 levamlodipine=C08CA17 felodipine=C08CA02 nitrendipine=C08CA08 lacidipine=C08CA09 benidipine=C08CA15 lercanidipine=C08CA13"),
    ("C08DA", "verapamil=C08DA01"),
    ("C08DB", "diltiazem=C08DB01"),
    ("C09AA", "captopril=C09AA01 enalapril=C09AA02 benazepril=C09AA07 perindopril=C09AA04 fosinopril=C09AA09 ramipril=C09AA05 lisinopril=C09AA03 imidapril=C09AA16"),
    ("C09CA", "losartan=C09CA01 valsartan=C09CA03 irbesartan=C09CA04 telmisartan=C09CA07 candesartan=C09CA06 olmesartan=C09CA08"),
    ("C09DX", "sacubitril-valsartan=C09DX04"),
    ("C03AA", "hydrochlorothiazide=C03AA03"),
    ("C03CA", "furosemide=C03CA01 torasemide=C03CA04 bumetanide=C03CA02"),
    ("C03DA", "spironolactone=C03DA01 eplerenone=C03DA04 finerenone=C03DA05"),
    ("C07AB", "bisoprolol=C07AB07 atenolol=C07AB03"),
    ("C07AA", "propranolol=C07AA05"),
    ("C07AG", "carvedilol=C07AG02 labetalol=C07AG01"),
    ("G04CA", "terazosin=G04CA03"),
    ("C02CA", "doxazosin=C02CA04 prazosin=C02CA01"),
    ("C09DB", "valsartan-amlodipine=C09DB01 olmesartan-amlodipine=C09DB02"),
    ("C09BB", "perindopril-amlodipine=C09BB04"),
    ("C02AA", "reserpine=C02AA02"),
    ("A10BA", "metformin=A10BA02"),
    ("A10BD", "sitagliptin-metformin=A10BD07 vildagliptin-metformin=A10BD08 linagliptin-metformin=A10BD11 saxagliptin-metformin=A10BD10 pioglitazone-metformin=A10BD05 repaglinide-metformin=A10BD14 dapagliflozin-metformin=A10BD15"),
    ("A10BB", "glibenclamide=A10BB01 gliquidone=A10BB08 glimepiride=A10BB12"),
    ("A10BX", "repaglinide=A10BX02 nateglinide=A10BX03 mitiglinide=A10BX08 tirzepatide=A10BX16"),
    ("A10BF", "acarbose=A10BF01 voglibose=A10BF03 miglitol=A10BF02"),
    ("A10BG", "pioglitazone=A10BG03 rosiglitazone=A10BG02"),
    ("A10BH", "sitagliptin=A10BH01 saxagliptin=A10BH03 vildagliptin=A10BH02 linagliptin=A10BH05 alogliptin=A10BH04"),
    ("A10BK", "dapagliflozin=A10BK01 empagliflozin=A10BK03 canagliflozin=A10BK02 ertugliflozin=A10BK04"),
    ("A10BJ", "liraglutide=A10BJ02 exenatide=A10BJ01 lixisenatide=A10BJ03 dulaglutide=A10BJ05"),
    ("A10AB", "insulin-regular=A10AB01 insulin-aspart=A10AB05 insulin-lispro=A10AB04 insulin-glulisine=A10AB06"),
    ("A10AC", "insulin-nph=A10AC01"),
    ("A10AE", "insulin-glargine=A10AE04 insulin-detemir=A10AE05 insulin-degludec=A10AE06 insulin-degludec-liraglutide=A10AE56 insulin-glargine-lixisenatide=A10AE54"),
    ("A10AD", "insulin-premixed-human=A10AD01 insulin-aspart-mix=A10AD05 insulin-lispro-mix=A10AD04 insulin-degludec-aspart=A10AD06"),
    ("C10AA", "atorvastatin=C10AA05 rosuvastatin=C10AA07 simvastatin=C10AA01 pravastatin=C10AA03 pitavastatin=C10AA08 fluvastatin=C10AA04"),
    ("C10AB", "fenofibrate=C10AB05 bezafibrate=C10AB02 gemfibrozil=C10AB04"),
    ("B01AC", "aspirin=B01AC06 clopidogrel=B01AC04 ticagrelor=B01AC24"),
    ("M01AE", "ibuprofen=M01AE01"),
    ("M01AB", "diclofenac=M01AB05 indometacin=M01AB01"),
    ("M01AH", "celecoxib=M01AH01"),
    ("M01AC", "meloxicam=M01AC06"),
    ("H02AB", "prednisone=H02AB07 prednisolone=H02AB06 methylprednisolone=H02AB04 dexamethasone=H02AB02"),
    ("A12BA", "potassium-chloride=A12BA01"),
];

/// What the classification's own groups are; a medicine of a group has this class among its own.
const GROUPS: &[(&str, &str)] = &[
    ("A10AB", "insulin-prandial"),
    ("A10AC", "insulin-basal"),
    ("A10AE", "insulin-basal"),
    ("A10BA", "metformin"),
    ("A10BB", "sulfonylurea"),
    ("A10BD", "metformin"),
    ("A10BF", "agi"),
    ("A10BG", "tzd"),
    ("A10BH", "dpp4i"),
    ("A10BJ", "glp1ra"),
    ("A10BK", "sglt2i"),
    ("A12BA", "potassium-supplement"),
    ("B01AC", "antiplatelet"),
    ("C02AA", "reserpine"),
    ("C02CA", "alpha-blocker"),
    ("C03AA", "thiazide"),
    ("C03CA", "loop-diuretic"),
    ("C07A", "beta-blocker"),
    ("C08CA", "ccb-dhp"),
    ("C08D", "ccb-non-dhp"),
    ("C09AA", "acei"),
    ("C09BB", "acei"),
    ("C09BB", "ccb-dhp"),
    ("C09CA", "arb"),
    ("C09DB", "arb"),
    ("C09DB", "ccb-dhp"),
    ("C09DX04", "arni"),
    ("C10AA", "statin"),
    ("C10AB", "fibrate"),
    ("G04CA", "alpha-blocker"),
    ("H02AB", "steroid"),
    ("M01A", "nsaid"),
];

#[test]
fn every_code_is_the_one_written_here_and_names_one_medicine() {
    let mut expected = BTreeMap::new();
    for (group, codes) in CODES {
        for own in codes.split(' ') {
            let (code, atc) = own.split_once('=').expect("code=ATC");
            assert!(atc.starts_with(group), "{own}");
            assert!(expected.insert(code.to_owned(), atc.to_owned()).is_none(), "{own} stands twice");
        }
    }
    let medicines = &ruleset().medicines.0;
    let table: BTreeMap<String, String> = medicines
        .iter()
        .filter_map(|medicine| Some((medicine.code.clone(), medicine.atc.clone()?)))
        .collect();
    assert_eq!(table, expected);
    for (code, atc) in &table {
        let found = ruleset().medicines.find(atc).map(|medicine| medicine.code.as_str());
        assert_eq!(found, Some(code.as_str()), "{atc} means another medicine too");
    }
}

#[test]
fn the_letters_of_a_code_agree_with_the_classes() {
    let mut judged = 0;
    for medicine in &ruleset().medicines.0 {
        let Some(atc) = &medicine.atc else { continue };
        for (group, class) in GROUPS.iter().filter(|(group, _)| atc.starts_with(group)) {
            judged += 1;
            let has = medicine.classes.iter().any(|own| own.code() == *class);
            assert!(has, "{} is {atc}, of {group}, and no {class}", medicine.code);
        }
        let shape = atc.len() == 7
            && atc.is_ascii()
            && atc.chars().next().is_some_and(|own| own.is_ascii_uppercase());
        assert!(shape, "{atc}");
    }
    assert!(judged > 90, "{judged}");
}

/// Where one code means forms of different doses, or any of several medicines, the code is no name.
#[test]
fn a_code_that_means_several_forms_stands_nowhere() {
    let codes = [
        "A10BB07", "A10BB09", "A10BD02", "A10BJ06", "C03BA11", "C07AB02", "C08CA05", "C09BA04", "C09DA01",
        "C09DA03",
    ];
    for code in codes {
        assert!(ruleset().medicines.find(code).is_none(), "{code}");
    }
}

#[test]
fn saxagliptin_is_avoided_where_the_kidney_has_failed() {
    let own = ruleset().medicines.find("saxagliptin").expect("a medicine");
    let limits: Vec<(String, bool)> =
        own.kidney.iter().map(|limit| (limit.below.to_string(), limit.most.is_some())).collect();
    assert_eq!(limits, [("45".to_owned(), true), ("15".to_owned(), false)]);
}
