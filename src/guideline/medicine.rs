//! The drug table: which class a medicine is, and its full daily dose.

use super::GuidelineErrorCode as Code;
use super::table::Table;
use crate::concept::DrugClass;
use crate::quantity::Decimal;

/// One generic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medicine {
    /// The code that records use.
    pub code: String,
    /// Other exact names: brands, salts, Chinese names. Never a part of a name.
    pub names: Vec<String>,
    /// Every class it belongs to; a single pill has those of all its parts.
    pub classes: Vec<DrugClass>,
    /// The full daily dose in milligrams, if the document states one.
    pub full_dose: Option<Decimal>,
    /// Where the dose stands.
    pub section: Option<String>,
}

/// The drug table.
#[derive(Clone, Debug, Default)]
pub struct Medicines(pub Vec<Medicine>);

impl Medicines {
    /// The medicine of a record's code, else of its name.
    pub fn of(&self, code: Option<&str>, name: Option<&str>) -> Option<&Medicine> {
        code.and_then(|code| self.find(code)).or_else(|| name.and_then(|name| self.find(name)))
    }

    /// The medicine of a code or exact name; case does not matter.
    pub fn find(&self, name: &str) -> Option<&Medicine> {
        let name = lowercase(name.trim());
        self.0.iter().find(|medicine| medicine.code == name || medicine.names.contains(&name))
    }
}

impl Medicine {
    /// Reads the table of one.
    pub fn read(code: &str, mut table: Table<'_>) -> Self {
        let mut names = table.texts("names");
        names.extend([table.needed("zh-CN"), table.needed("en")]);
        for name in &mut names {
            *name = lowercase(name);
        }
        let classes = table.words("classes", "class", DrugClass::parse);
        let full_dose = table.text("full-dose").and_then(|text| {
            let dose = milligrams(&text);
            if dose.is_none() {
                table.note(Code::Malformed, format!("`{text}` is no dose in mg"));
            }
            dose
        });
        let section = table.text("section");
        if full_dose.is_some() && section.is_none() {
            table.note(Code::NotCited, "a full dose needs its `section`");
        }
        table.finish();
        Self { code: code.to_owned(), names, classes, full_dose, section }
    }
}

/// The name without case, as far as names of medicines have any: Latin letters and Roman numerals.
/// The cases of every other script weigh 8 KB in the module.
fn lowercase(name: &str) -> String {
    let lower = |letter| match letter {
        'Ⅰ'..='Ⅻ' => char::from_u32(u32::from(letter).saturating_add(16)).unwrap_or(letter),
        letter => letter.to_ascii_lowercase(),
    };
    name.chars().map(lower).collect()
}

/// Milligrams of a dose written `5 mg`, `0.5g` or `500 ug`; `None` for anything else.
pub fn milligrams(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at_checked(split)?;
    let number = Decimal::parse(number)?;
    Some(match unit.trim() {
        "mg" => number,
        "g" => number.times(1_000),
        "ug" | "µg" | "μg" | "mcg" => number.scaled_by(Decimal::from_milli(1)),
        _ => return None,
    })
}
