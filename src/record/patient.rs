//! Who the record is about.

use crate::civil::{Day, PartialDate};
use crate::concept::{PatientStatus, Pregnancy, Sex};

/// The patient; every part may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patient {
    /// The caller's id.
    pub id: Option<String>,
    /// The name, for letters only.
    pub name: Option<String>,
    /// Date of birth.
    pub born: Option<PartialDate>,
    /// Administrative sex.
    pub sex: Option<Sex>,
    /// Pregnancy or breastfeeding; absent is unknown.
    pub pregnancy: Option<Pregnancy>,
    /// Since when.
    pub pregnancy_since: Option<PartialDate>,
    /// Whether the patient is still followed here; active if absent.
    pub status: Option<PatientStatus>,
    /// Since when the status holds.
    pub status_at: Option<Day>,
    /// Day of death.
    pub deceased_at: Option<Day>,
    /// Where the patient lives.
    pub place: Place,
    /// Cognition and function.
    pub function: Function,
    /// Insurance.
    pub coverage: Coverage,
}

/// Where the patient lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Place {
    pub county: Option<String>,
    pub township: Option<String>,
    pub village: Option<String>,
    pub grid: Option<String>,
    pub northern: Option<bool>,
    pub urban: Option<bool>,
}

/// Cognition and function, for targets in old age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// `intact`, `mild`, `moderate` or `severe` impairment.
    pub cognition: Option<String>,
    /// Dependencies in activities of daily living.
    pub adl_dependencies: Option<u8>,
    /// Dependencies in instrumental activities of daily living.
    pub iadl_dependencies: Option<u8>,
    /// Lives in long-term care.
    pub long_term_care: Option<bool>,
}

/// Insurance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The scheme's name.
    pub scheme: Option<String>,
    /// `enrolled`, `entitled` or `none`, of the two-disease outpatient cover.
    pub two_diseases: Option<String>,
    /// Last day of cover.
    pub until: Option<Day>,
}
