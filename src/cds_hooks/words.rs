//! The few words of this edge that are not the packs': what an answer to a prompt may be, and what is folded.

use crate::tree::{Tree, object};

/// The code system of reasons to pass a prompt over.
pub(super) const REASONS: &str = "urn:liangbing:override-reason";
/// The code system of levels.
pub(super) const LEVELS: &str = "urn:liangbing:level";
/// The code system of what else a card is about.
pub(super) const TOPICS: &str = "urn:liangbing:topic";

/// A sentence or label in both languages.
pub(super) type Said = (&'static str, &'static str);

pub(super) const MORE: Said = ("另有提示，不急于处理", "More to know, nothing urgent");
pub(super) const MORE_LINES: Said = ("其余条数：", "Not listed here: ");
pub(super) const ALSO: Said = ("同时：", "Also: ");
pub(super) const CUT: Said = ("列表不完整，只收到第一页：", "Incomplete, only the first page arrived: ");
pub(super) const UNREAD: Said = ("未能核对的医嘱：", "Not checked, since not understood: ");
pub(super) const REVIEW: Said = ("待临床复核。", "Clinical review is pending.");
pub(super) const BY: Said = ("处理期限：", "Act by: ");
pub(super) const REMOVE: Said = ("删除该医嘱草稿", "Remove this draft order");
pub(super) const SOURCE: Said = ("出处", "Source");
pub(super) const REFERRAL: Said = ("转诊", "Patient referral");

const OVERRIDES: [(&str, Said); 6] = [
    ("handled", ("已处理", "Already dealt with")),
    ("patient-refused", ("患者拒绝", "Patient refused")),
    ("not-applicable", ("不适用本患者", "Does not apply to this patient")),
    ("data-wrong", ("数据有误", "The data are wrong")),
    ("other-target", ("另有治疗目标", "Another target was agreed")),
    ("other", ("其他", "Other")),
];

/// Tests that can be ordered: data element, LOINC code, name. Each is read back as that element by our own reader of
/// FHIR, which a test keeps.
const TESTS: [(&str, &str, Said); 14] = [
    ("hba1c", "4548-4", ("糖化血红蛋白", "HbA1c")),
    ("glucose", "14771-0", ("空腹血糖", "Fasting glucose")),
    ("creatinine", "14682-9", ("血肌酐", "Creatinine")),
    ("egfr", "98979-8", ("估算肾小球滤过率", "eGFR")),
    ("uacr", "9318-7", ("尿白蛋白/肌酐比", "Urine albumin/creatinine")),
    ("urine-protein", "20454-5", ("尿蛋白", "Urine protein")),
    ("potassium", "2823-3", ("血钾", "Potassium")),
    ("total-cholesterol", "14647-2", ("总胆固醇", "Total cholesterol")),
    ("ldl", "22748-8", ("低密度脂蛋白胆固醇", "LDL cholesterol")),
    ("hdl", "14646-4", ("高密度脂蛋白胆固醇", "HDL cholesterol")),
    ("triglycerides", "14927-8", ("甘油三酯", "Triglycerides")),
    ("uric-acid", "14933-6", ("尿酸", "Uric acid")),
    ("haemoglobin", "718-7", ("血红蛋白", "Haemoglobin")),
    ("b12", "14685-2", ("维生素 B12", "Vitamin B12")),
];

/// One language's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    english: bool,
}

impl Words {
    /// The words of a locale; Chinese unless English is asked for, as everywhere.
    pub(super) fn of(locale: &str) -> Self {
        Self { english: locale == "en" }
    }

    /// One sentence of both.
    pub(super) const fn say(self, said: Said) -> &'static str {
        if self.english { said.1 } else { said.0 }
    }

    /// Reasons to pass a prompt over, as Codings.
    pub(super) fn overrides(self) -> Vec<Tree> {
        OVERRIDES.iter().map(|(code, said)| coding(REASONS, code, self.say(*said))).collect()
    }

    /// A test's name and its Coding, if it can be ordered.
    pub(super) fn test(self, concept: &str) -> Option<(&'static str, Tree)> {
        let (_, code, said) = TESTS.iter().find(|(own, ..)| *own == concept)?;
        let name = self.say(*said);
        Some((name, coding("http://loinc.org", code, name)))
    }
}

/// A Coding.
pub(super) fn coding(system: &str, code: &str, display: &str) -> Tree {
    object! { "system": system, "code": code, "display": display }
}
