//! The drug table: names, classes, daily doses and what the kidney allows, each number with its clause.

use super::GuidelineErrorCode as Code;
use super::cited::Cited;
use super::table::Table;
use crate::concept::DrugClass;
use crate::packed::packed;
use crate::quantity::Decimal;

/// Over how many days a dose is counted, so that daily, weekly and fortnightly ones compare without a fraction.
pub const FORTNIGHT: i64 = 14;

/// One generic, in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medicine {
    /// The code that records use.
    pub code: String,
    /// The name in Chinese and in English.
    pub title: [String; 2],
    /// The ATC code, where one code means one form.
    pub atc: Option<String>,
    /// Every exact name, folded: brands, salts, Chinese names. Never a part of a name.
    pub names: Vec<String>,
    /// Every class it belongs to; a single pill has those of all its parts.
    pub classes: Vec<DrugClass>,
    /// The code of the form meant when the record says modified release.
    pub modified_release: Option<String>,
    /// Times a day, as the document prints them.
    pub times: Option<String>,
    /// The strengths of one tablet, by clause.
    pub strengths: Vec<(Cited, Vec<String>)>,
    /// Whether it is likely to cause low glucose by itself; none where no document says.
    pub lows: Option<bool>,
    /// What each document prints as its dose.
    pub doses: Vec<DoseRange>,
    /// Down to which kidney function which dose is allowed.
    pub kidney: Vec<KidneyLimit>,
    /// The full dose in a fortnight, in milligrams, if the documents state one.
    pub full_dose: Option<Decimal>,
}

/// A printed range, in milligrams in a fortnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseRange {
    /// As printed.
    pub printed: String,
    /// The lower end.
    pub least: Decimal,
    /// The upper end.
    pub most: Decimal,
    /// Where it stands.
    pub cited: Cited,
}

/// Below a kidney function so much is the most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KidneyLimit {
    /// As printed.
    pub printed: String,
    /// The eGFR below which it holds, in mL/min/1.73m2.
    pub below: Decimal,
    /// The most in a fortnight, in milligrams; none is not advised at all.
    pub most: Option<Decimal>,
    /// Where it stands.
    pub cited: Cited,
}

/// The drug table.
#[derive(Clone, Debug, Default)]
pub struct Medicines(pub Vec<Medicine>);

packed! {
    Medicine { code, title, atc, names, classes, modified_release, times, doses, kidney, full_dose, strengths, lows }
    DoseRange { printed, least, most, cited }
    KidneyLimit { printed, below, most, cited }
    Medicines { 0 }
}

impl Medicines {
    /// The medicine of a record's code, else of its name; of its forms the one that the record means.
    pub fn of(&self, code: Option<&str>, name: Option<&str>, release: Option<&str>) -> Option<&Medicine> {
        let find = |text: Option<&str>| text.and_then(|text| self.find(text));
        let found = find(code).or_else(|| find(name))?;
        let form = found.modified_release.as_deref().filter(|_| release == Some("mr"));
        find(form).or(Some(found))
    }

    /// The medicine of a code, an ATC code or an exact name.
    pub fn find(&self, name: &str) -> Option<&Medicine> {
        let name = folded(name.trim());
        self.0.iter().find(|medicine| medicine.names.contains(&name))
    }
}

impl Medicine {
    /// Reads the table of one.
    pub fn read(code: &str, mut table: Table<'_>) -> Self {
        let title = [table.needed("zh-CN"), table.needed("en")];
        let atc = table.text("atc");
        let mut names = table.texts("names");
        names.extend(title.iter().chain(&atc).cloned().chain([code.to_owned()]));
        for name in &mut names {
            *name = folded(name);
        }
        let classes = table.words("classes", "class", DrugClass::parse);
        let (doses, kidney) = (doses(&mut table), kidney(&mut table));
        let unsure = table.flag("full-dose-unsure");
        let daily = doses.iter().filter(|range| !range.printed.contains('/'));
        let full_dose = daily.map(|range| range.most).min().filter(|_| !unsure);
        let medicine = Self {
            code: code.to_owned(),
            title,
            atc,
            names,
            classes,
            modified_release: table.text("modified-release"),
            times: table.text("times"),
            strengths: strengths(&mut table),
            lows: table.one_of("lows", &[("high", true), ("low", false)]),
            doses,
            kidney,
            full_dose,
        };
        table.finish();
        medicine
    }
}

fn strengths(table: &mut Table<'_>) -> Vec<(Cited, Vec<String>)> {
    let mut list = Vec::new();
    for (cite, value) in table.table("strengths").rest() {
        let printed = table.each_text("strengths", value);
        match Cited::parse(&cite) {
            Some(cited) => list.push((cited, printed)),
            None => table.note(Code::NotCited, format!("`{cite}` is no clause")),
        }
    }
    list
}

fn doses(table: &mut Table<'_>) -> Vec<DoseRange> {
    let mut list = Vec::new();
    let inner = table.table("dose");
    let cited = inner.rest().map(|(cite, value)| (Cited::parse(&cite), table.each_text("dose", value)));
    for (cited, printed) in cited {
        for printed in printed {
            match range(&printed).zip(cited.clone()) {
                Some(((least, most), cited)) => list.push(DoseRange { printed, least, most, cited }),
                None => {
                    table.note(clauseless(cited.as_ref()), format!("`{printed}` is no dose with its clause"));
                }
            }
        }
    }
    list
}

fn kidney(table: &mut Table<'_>) -> Vec<KidneyLimit> {
    let mut list = Vec::new();
    let inner = table.table("kidney");
    let cited = inner.rest().map(|(cite, value)| (Cited::parse(&cite), table.each_text("kidney", value)));
    for (cited, printed) in cited {
        for printed in printed {
            match limit(&printed).zip(cited.clone()) {
                Some(((below, most), cited)) => list.push(KidneyLimit { printed, below, most, cited }),
                None => {
                    table
                        .note(clauseless(cited.as_ref()), format!("`{printed}` is no limit with its clause"));
                }
            }
        }
    }
    list
}

/// What is wrong where either a number or its clause could not be read.
const fn clauseless(cited: Option<&Cited>) -> Code {
    if cited.is_none() { Code::NotCited } else { Code::Malformed }
}

/// `2.5-10 mg`, `0.75-1.5 mg/week`: both ends in milligrams in a fortnight.
fn range(printed: &str) -> Option<(Decimal, Decimal)> {
    let (dose, period) = printed.split_once('/').unwrap_or((printed, "day"));
    let times = match period {
        "day" => FORTNIGHT,
        "week" => 2,
        "two-weeks" => 1,
        _ => return None,
    };
    let (numbers, unit) = dose.split_once(' ')?;
    let (least, most) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let end = |number: &str| Some(milligrams(&format!("{number} {unit}"))?.times(times));
    Some((end(least)?, end(most)?))
}

/// `< 45: 50 mg`, `< 30: no`.
fn limit(printed: &str) -> Option<(Decimal, Option<Decimal>)> {
    // By a letter: the standard library's search for a text weighs 3 KB in the browser.
    let (below, most) = printed.strip_prefix("< ")?.split_once(':')?;
    let most = match most.strip_prefix(' ')? {
        "no" => None,
        most => Some(milligrams(most)?.times(FORTNIGHT)),
    };
    Some((Decimal::parse(below)?, most))
}

/// Traditional characters and variants that occur in names of medicines, each before the one it stands for.
const VARIANTS: &str = "緩缓釋释貝贝樂乐維维異异馬马鈉钠鉀钾纈缬奧奥庫库氫氢達达內内爾尔羅罗複复雙双鹽盐膠胶齊齐鈣钙淨净恆恒\
魯鲁門门島岛賴赖鋅锌預预諾诺腸肠來来潑泼龍龙劑剂壓压優优靈灵寧宁歐欧蘭兰適适藥药參参聯联單单長长蘇苏鎂镁銨铵䓬卓（(）)";

/// A name without what does not tell medicines apart: case, traditional characters, wide brackets and Roman
/// numerals. The cases of every other script would weigh 8 KB in the module.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'Ⅰ' | 'ⅰ' => out.push('i'),
            'Ⅱ' | 'ⅱ' => out.push_str("ii"),
            'Ⅲ' | 'ⅲ' => out.push_str("iii"),
            _ if letter.is_ascii() => out.push(letter.to_ascii_lowercase()),
            _ => out.push(plain(letter)),
        }
    }
    out
}

fn plain(letter: char) -> char {
    let mut pairs = VARIANTS.chars();
    while let (Some(variant), Some(plain)) = (pairs.next(), pairs.next()) {
        if variant == letter {
            return plain;
        }
    }
    letter
}

/// Milligrams of a dose written `5 mg`, `0.5g`, `500 ug` or `5毫克`; `None` for anything else.
pub fn milligrams(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at_checked(split)?;
    let number = Decimal::parse(number)?;
    Some(match unit.trim() {
        "mg" | "毫克" => number,
        "g" | "克" => number.times(1_000),
        "ug" | "µg" | "μg" | "mcg" | "微克" => number.scaled_by(Decimal::from_milli(1)),
        _ => return None,
    })
}
