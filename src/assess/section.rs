//! The parts of an assessment that only some pages show.

/// A part of the answer that is made and carried for who shows it; the rest is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What to reach, by each document.
    Targets,
    /// Risks and badges.
    Risk,
    /// What readings at home come to.
    Home,
    /// The way values go.
    Trends,
    /// What is other than at the last visit.
    Changed,
    /// What is known of a disease before its diagnosis.
    Diagnosis,
    /// The next contact, tests, medicines, food and movement.
    Plan,
    /// What fired, and what possibly does, with its evidence.
    Findings,
    /// What to think of with each medicine.
    MedicationChecks,
    /// What is not known.
    Gaps,
    /// The level on each visit day.
    Timeline,
}

impl Section {
    /// Every section, in the order of the answer, by its name there.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Targets, "targets"),
        (Self::Risk, "risk"),
        (Self::Home, "home"),
        (Self::Trends, "trends"),
        (Self::Changed, "changed"),
        (Self::Diagnosis, "diagnosis"),
        (Self::Plan, "plan"),
        (Self::Findings, "findings"),
        (Self::MedicationChecks, "medicationChecks"),
        (Self::Gaps, "gaps"),
        (Self::Timeline, "timeline"),
    ];

    /// The section's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(own, _)| *own == self).map_or("", |(_, name)| name)
    }

    /// The section of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, own)| *own == name).map(|(section, _)| section)
    }
}

/// A set of sections, and whether the rest of the answer explains itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections {
    shown: [bool; Section::ALL.len()],
    is_explained: bool,
}

impl Sections {
    /// Every section.
    pub const ALL: Self = Self { shown: [true; Section::ALL.len()], is_explained: true };
    /// No section: colours, referral and cards.
    pub const NONE: Self = Self { shown: [false; Section::ALL.len()], is_explained: true };
    /// Cards, and the tier and the referral in codes: no receipt, no concern apart, nothing of what was or what would
    /// change it, no criteria in words. For who shows cards alone; such an answer is not to be carried on as a whole one.
    pub const CARDS: Self = Self { is_explained: false, ..Self::NONE };

    /// The same with one more.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        for ((own, _), is_in) in Section::ALL.iter().zip(&mut self.shown) {
            *is_in |= *own == section;
        }
        self
    }

    /// Whether a section is among them.
    pub fn has(self, section: Section) -> bool {
        Section::ALL.iter().zip(self.shown).any(|((own, _), is_in)| is_in && *own == section)
    }

    /// Whether what is always there says why it is so.
    pub const fn is_explained(self) -> bool {
        self.is_explained
    }
}
