//! The whole answer, and which of its parts it carries.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{
    Card, CareReport, Concerns, Diagnoses, FindingReport, Gap, Letter, MedicationCheck, PlanReport,
    ReferralReport, RiskReport, SetAside, Stamp, TargetReport, Tier, TimelineEntry, Told,
};
use crate::assess::section::{Section, Sections};
use crate::civil::Day;

/// The whole answer about one patient.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the field names are the contract's")]
pub struct Assessment {
    pub schema: &'static str,
    pub as_of: Day,
    pub locale: &'static str,
    pub profile: &'static str,
    pub tier: Tier,
    pub concerns: Concerns,
    pub referral: Option<ReferralReport>,
    pub care: Option<CareReport>,
    pub management: Option<&'static str>,
    pub targets: Vec<TargetReport>,
    pub risk: RiskReport,
    pub home: Vec<Told>,
    pub trends: Vec<Told>,
    pub changed: Vec<Told>,
    pub diagnosis: Diagnoses,
    pub plan: PlanReport,
    pub cards: Vec<Card>,
    pub findings: Vec<FindingReport>,
    pub medication_checks: Vec<MedicationCheck>,
    pub gaps: Vec<Gap>,
    pub set_aside: Vec<SetAside>,
    pub timeline: Vec<TimelineEntry>,
    pub letters: Vec<Letter>,
    pub stamp: Stamp,
    /// What was asked for. Of the others a field may hold what the cards needed; the answer does not carry it, since
    /// half a list, or an empty one, would read as all there is.
    pub sections: Sections,
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Assessment", 25)?;
        out.serialize_field("schema", self.schema)?;
        out.serialize_field("asOf", &self.as_of)?;
        out.serialize_field("locale", self.locale)?;
        out.serialize_field("profile", self.profile)?;
        out.serialize_field("tier", &self.tier)?;
        out.serialize_field("concerns", &self.concerns)?;
        out.serialize_field("referral", &self.referral)?;
        out.serialize_field("care", &self.care)?;
        out.serialize_field("management", &self.management)?;
        self.section(&mut out, Section::Targets, &self.targets)?;
        self.section(&mut out, Section::Risk, &self.risk)?;
        self.section(&mut out, Section::Home, &self.home)?;
        self.section(&mut out, Section::Trends, &self.trends)?;
        self.section(&mut out, Section::Changed, &self.changed)?;
        self.section(&mut out, Section::Diagnosis, &self.diagnosis)?;
        self.section(&mut out, Section::Plan, &self.plan)?;
        out.serialize_field("cards", &self.cards)?;
        self.section(&mut out, Section::Findings, &self.findings)?;
        self.section(&mut out, Section::MedicationChecks, &self.medication_checks)?;
        self.section(&mut out, Section::Gaps, &self.gaps)?;
        out.serialize_field("setAside", &self.set_aside)?;
        self.section(&mut out, Section::Timeline, &self.timeline)?;
        out.serialize_field("letters", &self.letters)?;
        out.serialize_field("stamp", &self.stamp)?;
        out.end()
    }
}

impl Assessment {
    /// Writes a section that was asked for, by its name.
    fn section<M: SerializeStruct>(
        &self,
        out: &mut M,
        section: Section,
        value: &impl Serialize,
    ) -> Result<(), M::Error> {
        if self.sections.has(section) { out.serialize_field(section.name(), value) } else { Ok(()) }
    }
}
