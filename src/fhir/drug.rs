//! The classes of a medicine, from its codes and its name.

use super::json::Coding;
use crate::concept::DrugClass as C;

/// The classes that codes and names together tell, each once.
pub(super) fn classes<'a>(
    codings: impl Iterator<Item = Coding<'a>>,
    names: impl Iterator<Item = &'a str>,
) -> Vec<C> {
    let coded = codings.flat_map(of_coding);
    let mut all: Vec<C> = Vec::new();
    for class in coded.chain(names.flat_map(of_name)) {
        if !all.contains(&class) {
            all.push(class);
        }
    }
    if all.contains(&C::Arni) {
        all.retain(|class| *class != C::Arb);
    }
    all
}

fn of_coding(coding: Coding<'_>) -> Vec<C> {
    let Some(code) = coding.code else { return Vec::new() };
    if coding.is("rxnorm") || coding.is("2.16.840.1.113883.6.88") {
        return rxnorm(code);
    }
    if coding.is("atc") || coding.is("2.16.840.1.113883.6.73") { atc(code) } else { Vec::new() }
}

/// Ingredients, and the products whose names may be missing.
fn rxnorm(code: &str) -> Vec<C> {
    let class = match code {
        "316049" | "310798" | "5487" | "2409" => C::Thiazide,
        "860975" | "6809" => C::Metformin,
        "106892" => C::InsulinPremixed,
        "17767" => C::CcbDhp,
        "29046" | "35296" | "3827" | "18867" => C::Acei,
        "52175" | "69749" | "73494" | "83818" => C::Arb,
        "6918" | "20352" | "1202" => C::BetaBlocker,
        "83367" | "36567" | "42463" | "301542" => C::Statin,
        "4603" => C::LoopDiuretic,
        "9997" => C::Mra,
        "1191" | "32968" => C::Antiplatelet,
        "4815" | "4821" | "25789" => C::Sulfonylurea,
        "33738" => C::Tzd,
        "593411" => C::Dpp4i,
        "3443" | "11170" => C::CcbNonDhp,
        "274783" => C::InsulinBasal,
        "1545653" | "1488564" | "1373458" => C::Sglt2i,
        _ => return Vec::new(),
    };
    vec![class]
}

/// Beginnings of ATC codes; the longest that fits counts.
const ATC: &[(&str, &[C])] = &[
    ("A10AB", &[C::InsulinPrandial]),
    ("A10AC", &[C::InsulinBasal]),
    ("A10AD", &[C::InsulinPremixed]),
    ("A10AE", &[C::InsulinBasal]),
    ("A10AE54", &[C::InsulinBasal, C::Glp1ra]),
    ("A10AE56", &[C::InsulinBasal, C::Glp1ra]),
    ("A10BA", &[C::Metformin]),
    ("A10BB", &[C::Sulfonylurea]),
    ("A10BF", &[C::Agi]),
    ("A10BG", &[C::Tzd]),
    ("A10BH", &[C::Dpp4i]),
    ("A10BJ", &[C::Glp1ra]),
    ("A10BK", &[C::Sglt2i]),
    ("A10BX02", &[C::Glinide]),
    ("A10BX03", &[C::Glinide]),
    ("A10BX08", &[C::Glinide]),
    ("A12BA", &[C::PotassiumSupplement]),
    ("B01AC", &[C::Antiplatelet]),
    ("C02AA02", &[C::Reserpine]),
    ("C02CA", &[C::AlphaBlocker]),
    ("C03A", &[C::Thiazide]),
    ("C03BA", &[C::Thiazide]),
    ("C03C", &[C::LoopDiuretic]),
    ("C03DA", &[C::Mra]),
    ("C03DA05", &[C::Finerenone]),
    ("C03EA", &[C::Thiazide]),
    ("C07A", &[C::BetaBlocker]),
    ("C07B", &[C::BetaBlocker, C::Thiazide]),
    ("C07C", &[C::BetaBlocker, C::Thiazide]),
    ("C07F", &[C::BetaBlocker, C::CcbDhp]),
    ("C08CA", &[C::CcbDhp]),
    ("C08D", &[C::CcbNonDhp]),
    ("C09AA", &[C::Acei]),
    ("C09BA", &[C::Acei, C::Thiazide]),
    ("C09BB", &[C::Acei, C::CcbDhp]),
    ("C09BB10", &[C::Acei, C::CcbNonDhp]),
    ("C09CA", &[C::Arb]),
    ("C09DA", &[C::Arb, C::Thiazide]),
    ("C09DB", &[C::Arb, C::CcbDhp]),
    ("C09DX01", &[C::Arb, C::CcbDhp, C::Thiazide]),
    ("C09DX04", &[C::Arni]),
    ("C10AA", &[C::Statin]),
    ("C10AB", &[C::Fibrate]),
    ("C10BA", &[C::Statin]),
    ("C10BX", &[C::Statin]),
    ("G03AA", &[C::Contraceptive]),
    ("G03AB", &[C::Contraceptive]),
    ("G03AC", &[C::Contraceptive]),
    ("H02AB", &[C::Steroid]),
    ("M01A", &[C::Nsaid]),
    ("M01AX05", &[]),
];

fn atc(code: &str) -> Vec<C> {
    let rows = ATC.iter().filter(|(start, _)| code.starts_with(start));
    rows.max_by_key(|(start, _)| start.len()).map(|(_, classes)| classes.to_vec()).unwrap_or_default()
}

/// Endings that international names share within a class.
const ENDINGS: &[(&str, C)] = &[
    ("pril", C::Acei),
    ("sartan", C::Arb),
    ("dipine", C::CcbDhp),
    ("olol", C::BetaBlocker),
    ("alol", C::BetaBlocker),
    ("dilol", C::BetaBlocker),
    ("azosin", C::AlphaBlocker),
    ("thiazide", C::Thiazide),
    ("vastatin", C::Statin),
    ("fibrate", C::Fibrate),
    ("gliflozin", C::Sglt2i),
    ("gliptin", C::Dpp4i),
    ("glinide", C::Glinide),
    ("glitazone", C::Tzd),
    ("glutide", C::Glp1ra),
    ("natide", C::Glp1ra),
];

const WORDS: &[(C, &[&str])] = &[
    (C::Acei, &["enalaprilat"]),
    (C::Arni, &["sacubitril"]),
    (C::CcbNonDhp, &["verapamil", "diltiazem"]),
    (C::Thiazide, &["hctz", "chlorthalidone", "chlortalidone", "indapamide", "metolazone"]),
    (C::LoopDiuretic, &["furosemide", "torsemide", "torasemide", "bumetanide"]),
    (C::Mra, &["spironolactone", "eplerenone", "esaxerenone"]),
    (C::Finerenone, &["finerenone"]),
    (C::Reserpine, &["reserpine"]),
    (C::Metformin, &["metformin"]),
    (
        C::Sulfonylurea,
        &[
            "glyburide",
            "glibenclamide",
            "glipizide",
            "gliclazide",
            "glimepiride",
            "gliquidone",
            "tolbutamide",
            "chlorpropamide",
            "sulfonylurea",
        ],
    ),
    (C::Agi, &["acarbose", "voglibose", "miglitol"]),
    (C::Glp1ra, &["tirzepatide"]),
    (C::Fibrate, &["gemfibrozil"]),
    (
        C::Antiplatelet,
        &["aspirin", "acetylsalicylic", "clopidogrel", "ticagrelor", "prasugrel", "cilostazol"],
    ),
    (
        C::Nsaid,
        &[
            "ibuprofen",
            "naproxen",
            "diclofenac",
            "celecoxib",
            "etoricoxib",
            "meloxicam",
            "indomethacin",
            "indometacin",
            "ketorolac",
            "piroxicam",
            "nabumetone",
            "loxoprofen",
            "ketoprofen",
        ],
    ),
    (
        C::Steroid,
        &[
            "prednisone",
            "prednisolone",
            "methylprednisolone",
            "dexamethasone",
            "hydrocortisone",
            "betamethasone",
            "cortisone",
        ],
    ),
    (
        C::Contraceptive,
        &[
            "ethinylestradiol",
            "levonorgestrel",
            "norethindrone",
            "drospirenone",
            "desogestrel",
            "etonogestrel",
            "medroxyprogesterone",
            "norgestimate",
        ],
    ),
    (C::Liquorice, &["licorice", "liquorice", "glycyrrhizin"]),
];

/// Parts of Chinese names.
const PARTS: &[(&str, C)] = &[
    ("普利", C::Acei),
    ("沙坦", C::Arb),
    ("沙库巴曲", C::Arni),
    ("地平", C::CcbDhp),
    ("维拉帕米", C::CcbNonDhp),
    ("地尔硫", C::CcbNonDhp),
    ("噻嗪", C::Thiazide),
    ("吲达帕胺", C::Thiazide),
    ("氯噻酮", C::Thiazide),
    ("呋塞米", C::LoopDiuretic),
    ("托拉塞米", C::LoopDiuretic),
    ("螺内酯", C::Mra),
    ("依普利酮", C::Mra),
    ("非奈利酮", C::Finerenone),
    ("洛尔", C::BetaBlocker),
    ("唑嗪", C::AlphaBlocker),
    ("利血平", C::Reserpine),
    ("二甲双胍", C::Metformin),
    ("格列本脲", C::Sulfonylurea),
    ("格列齐特", C::Sulfonylurea),
    ("格列吡嗪", C::Sulfonylurea),
    ("格列美脲", C::Sulfonylurea),
    ("格列喹酮", C::Sulfonylurea),
    ("格列奈", C::Glinide),
    ("格列酮", C::Tzd),
    ("波糖", C::Agi),
    ("格列醇", C::Agi),
    ("列汀", C::Dpp4i),
    ("列净", C::Sglt2i),
    ("鲁肽", C::Glp1ra),
    ("糖肽", C::Glp1ra),
    ("那肽", C::Glp1ra),
    ("替尔泊肽", C::Glp1ra),
    ("他汀", C::Statin),
    ("贝特", C::Fibrate),
    ("阿司匹林", C::Antiplatelet),
    ("氯吡格雷", C::Antiplatelet),
    ("替格瑞洛", C::Antiplatelet),
    ("布洛芬", C::Nsaid),
    ("双氯芬酸", C::Nsaid),
    ("塞来昔布", C::Nsaid),
    ("泼尼松", C::Steroid),
    ("地塞米松", C::Steroid),
    ("甘草", C::Liquorice),
    ("氯化钾", C::PotassiumSupplement),
];

/// Forms that act where they are put.
const LOCAL: &[&str] = &["topical", "ophthalmic", "inhal", "滴眼", "软膏", "乳膏", "吸入", "鼻喷"];
const LOCAL_WORDS: &[&str] = &["otic", "nasal", "cream", "ointment"];

fn of_name(name: &str) -> Vec<C> {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_local =
        LOCAL.iter().any(|part| lower.contains(part)) || words.iter().any(|word| LOCAL_WORDS.contains(word));
    if is_local {
        return Vec::new();
    }
    let mut found: Vec<C> = Vec::new();
    for word in &words {
        let by_word = WORDS.iter().filter(|(_, list)| list.contains(word)).map(|(class, _)| *class);
        let by_ending = ENDINGS.iter().filter(|(ending, _)| word.ends_with(ending)).map(|(_, class)| *class);
        // An anabolic steroid that ends as beta-blockers do.
        found.extend(by_word.chain(by_ending.filter(|_| *word != "stanozolol")));
    }
    found.extend(PARTS.iter().filter(|(part, _)| lower.contains(part)).map(|(_, class)| *class));
    // Spelt as an inhibitor of the enzyme is; it is none.
    if lower.contains("依普利酮") {
        found.retain(|class| *class != C::Acei);
    }
    let phrases = [
        ("potassium chloride", C::PotassiumSupplement),
        ("ace inhibitor", C::Acei),
        ("angiotensin converting enzyme inhibitor", C::Acei),
        ("ethinyl estradiol", C::Contraceptive),
    ];
    found.extend(phrases.iter().filter(|(phrase, _)| lower.contains(phrase)).map(|(_, class)| *class));
    found.extend(insulin(&lower));
    found
}

/// The kind of an insulin; one of no known kind counts as basal, so that it stays an insulin.
fn insulin(name: &str) -> Option<C> {
    let any = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if !any(&["insulin", "胰岛素", "humulin", "novolin", "novolog", "humalog", "lantus"]) {
        return None;
    }
    let basal = any(&[
        "glargine",
        "detemir",
        "degludec",
        "isophane",
        "nph",
        "甘精",
        "地特",
        "德谷",
        "低精蛋白",
        "lantus",
    ]);
    let meal =
        any(&["lispro", "aspart", "glulisine", "regular", "门冬", "赖脯", "谷赖", "常规", "普通", "短效"]);
    let mix = any(&["70/30", "75/25", "50/50", "30/70", "protamine", " mix", "预混", "混合", "双时相"])
        || any(&["30r", "50r", "25r", "胰岛素30", "胰岛素50", "胰岛素25"]);
    Some(match (mix, basal, meal) {
        (true, _, _) | (_, true, true) => C::InsulinPremixed,
        (false, false, true) => C::InsulinPrandial,
        (false, _, false) => C::InsulinBasal,
    })
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_tell_their_classes() {
        let classes =
            |name: &str| of_name(name).iter().map(|class| class.code()).collect::<Vec<_>>().join(" ");
        for (name, expected) in [
            ("Hydrochlorothiazide 25 MG", "thiazide"),
            ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "metformin"),
            (
                "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML [Humulin]",
                "insulin-premixed",
            ),
            ("insulin glargine 100 UNT/ML", "insulin-basal"),
            ("insulin aspart", "insulin-prandial"),
            ("Insulin", "insulin-basal"),
            ("门冬胰岛素30注射液", "insulin-premixed"),
            ("Lisinopril 10 MG / Hydrochlorothiazide 12.5 MG", "acei thiazide"),
            ("losartan potassium 50 MG", "arb"),
            ("苯磺酸氨氯地平片", "ccb-dhp"),
            ("依普利酮片", "mra"),
            ("Timolol 0.5% Ophthalmic Solution", ""),
            ("nystatin", ""),
            ("Acetaminophen 325 MG Oral Tablet", ""),
            ("格列喹酮片", "sulfonylurea"),
            ("吡格列酮", "tzd"),
        ] {
            assert_eq!(classes(name), expected, "{name}");
        }
    }
}
