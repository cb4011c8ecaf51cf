//! The Rust face: load the rules once, then assess any number of records.

use crate::assess::report::{Assessment, MedicationCheck, Stamp};
use crate::assess::{Judge, LETTERS, Request, Scratch, Section, Sections, Verdict};
use crate::card;
use crate::civil::Day;
use crate::concept::ReferralPlace;
use crate::facts::Chart;
use crate::guideline::{FORTNIGHT, Medicines, PROFILES, Profile, Ruleset, SEAL, Words, milligrams};
#[cfg(feature = "judge")]
use crate::guideline::{GuidelineError, GuidelineErrorCode};
use crate::record::{Medication, Per, Record, RequestError, RequestErrorCode};

/// The packs this library was built with, judged and compiled.
const RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// Every pack and every profile, compiled: a file that a page fetches for a profile that the core has not.
#[cfg(feature = "judge")]
pub const WHOLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/whole.bin"));

/// The same, loaded when a profile is first asked for that the built-in engine has not.
#[cfg(feature = "judge")]
static EVERY: std::sync::LazyLock<Option<Engine>> = std::sync::LazyLock::new(|| Engine::whole().ok());

/// What compiled rules of this engine begin with.
const SEALED: &[u8; SEAL] = include_bytes!(concat!(env!("OUT_DIR"), "/seal.bin"));

/// The packs this library was built with, as JSON text.
#[cfg(feature = "judge")]
pub const PACKS: &str = include_str!(concat!(env!("OUT_DIR"), "/guidelines.json"));

const DEFAULT_PROFILE: &str = {
    let [first, ..] = PROFILES;
    first
};

/// The languages of everything a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文.
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// Every locale, in the order of a ruleset's words.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The locale of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// The locale's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The place of the locale in pairs of texts.
    pub const fn place(self) -> usize {
        match self {
            Self::ZhCn => 0,
            Self::En => 1,
        }
    }
}

/// The level of care that the user works at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareLevel {
    /// 村卫生室.
    Village,
    /// 乡镇卫生院.
    Township,
    /// 县级医院.
    County,
}

impl CareLevel {
    /// The level of a code.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "village" => Some(Self::Village),
            "township" => Some(Self::Township),
            "county" => Some(Self::County),
            _ => None,
        }
    }
}

/// How to assess.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day to judge; there is no clock here.
    pub as_of: Day,
    /// The language of sentences.
    pub locale: Locale,
    /// The profile, one of [`PROFILES`]: whose targets and risks are shown first.
    pub profile: &'static str,
    /// The user's level of care.
    pub level: CareLevel,
    /// The letters to write, of [`LETTERS`]; none unless asked for, so that an answer stays small.
    pub letters: Vec<&'static str>,
    /// What is shown of the parts that only some pages show; all unless said. Cards are the same whichever.
    pub sections: Sections,
}

impl Options {
    /// The defaults of a day: Chinese, the county's profile, a village clinic.
    pub fn on(as_of: Day) -> Self {
        Self {
            as_of,
            locale: Locale::ZhCn,
            profile: DEFAULT_PROFILE,
            level: CareLevel::Village,
            letters: Vec::new(),
            sections: Sections::ALL,
        }
    }

    /// Options as callers write them.
    ///
    /// # Errors
    /// `bad-date` for the day, `bad-options` for anything else, with the option's path.
    pub fn read(
        as_of: &str,
        locale: Option<&str>,
        profile: Option<&str>,
        level: Option<&str>,
    ) -> Result<Self, RequestError> {
        let bad = |path: &str, value: &str, wanted: &str| {
            RequestError::new(RequestErrorCode::BadOptions, path, format!("`{value}` is not {wanted}"))
        };
        let day = Day::parse(as_of).ok_or_else(|| {
            RequestError::new(
                RequestErrorCode::BadDate,
                "asOf",
                format!("`{as_of}` is not a day written YYYY-MM-DD"),
            )
        })?;
        let mut options = Self::on(day);
        if let Some(code) = locale {
            options.locale = Locale::parse(code).ok_or_else(|| bad("locale", code, "`zh-CN` or `en`"))?;
        }
        if let Some(name) = profile {
            options.profile = Profile::known(name).map_err(|wanted| bad("profile", name, &wanted))?;
        }
        if let Some(code) = level {
            options.level = CareLevel::parse(code)
                .ok_or_else(|| bad("level", code, "`village`, `township` or `county`"))?;
        }
        Ok(options)
    }

    /// The same with a letter more, by its kind.
    ///
    /// # Errors
    /// `bad-options` for a kind that is none.
    pub fn with_letter(mut self, kind: &str) -> Result<Self, RequestError> {
        let Some(known) = LETTERS.into_iter().find(|own| *own == kind) else {
            let known = "`referral-up`, `referral-down`, `visit-note`, `patient` or `consult`";
            let message = format!("`{kind}` is not {known}");
            return Err(RequestError::new(RequestErrorCode::BadOptions, "letters", message));
        };
        self.letters.push(known);
        Ok(self)
    }

    /// The same with a section more, by its name.
    ///
    /// # Errors
    /// `bad-options` for a name that is none.
    pub fn with_section(mut self, name: &str) -> Result<Self, RequestError> {
        let Some(known) = Section::parse(name) else {
            let known = Section::ALL.map(|(_, name)| name).join(", ");
            let message = format!("`{name}` is none of {known}");
            return Err(RequestError::new(RequestErrorCode::BadOptions, "sections", message));
        };
        self.sections = self.sections.with(known);
        Ok(self)
    }
}

/// The rules, loaded once; immutable, so that one engine serves every caller.
#[derive(Clone, Debug)]
pub struct Engine {
    judge: Judge,
}

impl Engine {
    /// The engine with the packs it was built with.
    ///
    /// # Errors
    /// None: the build judged the packs, and wrote what is read here.
    pub fn builtin() -> Result<Self, RequestError> {
        Self::compiled(RULES)
    }

    /// The engine with every pack and every profile.
    ///
    /// # Errors
    /// None: the build judged the packs, and wrote what is read here.
    #[cfg(feature = "judge")]
    pub fn whole() -> Result<Self, RequestError> {
        Self::compiled(WHOLE)
    }

    /// The engine with rules compiled elsewhere: of every profile, or what `compile` made of an overlay.
    ///
    /// # Errors
    /// `version-clash` for bytes of another engine or of other packs, and for damaged ones.
    pub fn compiled(rules: &[u8]) -> Result<Self, RequestError> {
        let clash = |why| RequestError::new(RequestErrorCode::VersionClash, "", why);
        let ruleset = Ruleset::from_bytes(rules, SEALED).map_err(|error| clash(error.to_string()))?;
        Ok(Self { judge: Judge::new(ruleset) })
    }

    /// The compiled rules.
    pub const fn judge(&self) -> &Judge {
        &self.judge
    }

    /// Whether the rules loaded here have a profile; the browser's core has those that are not apart.
    pub fn has(&self, profile: &str) -> bool {
        self.judge.ruleset.profiles.iter().any(|own| own.id == profile)
    }

    /// Who answers for a profile: these rules or, where every profile is at hand, the whole of them.
    fn answering(&self, profile: &str) -> &Self {
        #[cfg(feature = "judge")]
        if !self.has(profile)
            && let Some(every) = &*EVERY
        {
            return every;
        }
        let _ = profile;
        self
    }

    /// A record sorted into event days, ready to be judged any number of times.
    pub fn chart(&self, record: &Record) -> Chart {
        let medicines = &self.judge.ruleset.medicines;
        Chart::new(record, self.judge.protocol(), self.judge.alarms(), |medication| {
            resolve(medicines, medication)
        })
    }

    /// Only the colours: no evidence, no words. The scratch is reused from patient to patient.
    pub fn colour(&self, chart: &Chart, as_of: Day, scratch: &mut Scratch) -> Verdict {
        self.judge.judge(chart, as_of, scratch)
    }

    /// Assesses a record, with evidence and cards.
    pub fn assess(&self, record: &Record, options: &Options) -> Assessment {
        let own = self.answering(options.profile);
        let chart = own.chart(record);
        let request = request(record, &chart, options);
        let (language, words) = (options.locale.place(), own.words(options.locale));
        let said = |request: &Request<'_>, memory: card::Memory<'_>| {
            let composed = own.judge.compose(request, &mut Scratch::default());
            card::say(&own.judge, composed, language, words, memory)
        };
        // What was said on the day of an answer, before it.
        let then = |as_of| said(&Request { as_of, sections: Sections::CARDS, ..request.clone() }, &|_, _| {});
        let mut assessment = said(&request, &|cards, findings| {
            card::quiet(&record.answered, options.as_of, cards, findings, &then);
        });
        assessment.sections = options.sections;
        // Each once and in one order, however they were asked for.
        for kind in LETTERS.iter().filter(|kind| options.letters.contains(kind)) {
            if let Some(data) = own.judge.letter(&request, &assessment, kind) {
                assessment.letters.push(card::letter(&own.judge, kind, data, language, words));
            }
        }
        assessment
    }

    /// Checks a medicine that is about to be ordered, against the record and what is taken already.
    ///
    /// The record is taken: with the order it is another one, and copies of it would weigh in the browser.
    pub fn check_order(
        &self,
        mut record: Record,
        order: Medication,
        options: &Options,
    ) -> Vec<MedicationCheck> {
        let place = record.medications.len();
        record.medications.push(order);
        let chart = self.chart(&record);
        let request = request(&record, &chart, options);
        let mut checks = self.judge.medication_checks(&request, Some(place));
        card::medication::say(&self.judge, &mut checks, options.locale.place(), self.words(options.locale));
        checks
    }

    const fn words(&self, locale: Locale) -> &Words {
        let [zh, en] = &self.judge.ruleset.words;
        match locale {
            Locale::ZhCn => zh,
            Locale::En => en,
        }
    }

    /// Every rule and number with its clause, as data.
    pub fn rulebook(&self, locale: Locale) -> crate::book::Rulebook {
        crate::book::rulebook(&self.judge, locale)
    }

    /// What answers: versions and digest.
    pub fn stamp(&self) -> Stamp {
        self.judge.stamp(None)
    }
}

/// Where packs and overlays are judged: everywhere but in the browser's core.
#[cfg(feature = "judge")]
impl Engine {
    /// The engine with a county's overlay, given as JSON text.
    ///
    /// # Errors
    /// Every fault of the overlay: what it touches that is locked, out of bounds or unknown.
    pub fn with_overlay(overlay: &str) -> Result<Self, Vec<GuidelineError>> {
        Self::load(PACKS, Some(overlay))
    }

    /// The engine with packs and an overlay given as JSON text.
    ///
    /// # Errors
    /// Every fault at once, each with its file and rule.
    pub fn load(packs: &str, overlay: Option<&str>) -> Result<Self, Vec<GuidelineError>> {
        let ruleset = match overlay {
            None => Ruleset::load(packs, None),
            Some(_) => Ruleset::judged(packs, overlay),
        };
        Ok(Self { judge: Judge::new(ruleset?) })
    }
}

/// The built-in packs with a county's overlay, given as JSON text, compiled for [`Engine::compiled`].
///
/// # Errors
/// Every fault of the overlay, as [`Engine::with_overlay`] finds them.
#[cfg(feature = "judge")]
pub fn compile(overlay: &str) -> Result<Vec<u8>, Vec<GuidelineError>> {
    Ok(Ruleset::judged(PACKS, Some(overlay))?.to_bytes(SEALED))
}

/// What the judge is asked, under the caller's options.
fn request<'a>(record: &'a Record, chart: &'a Chart, options: &Options) -> Request<'a> {
    Request {
        record,
        chart,
        as_of: options.as_of,
        locale: options.locale.code(),
        language: options.locale.place(),
        profile: options.profile,
        place: match options.level {
            CareLevel::Village => ReferralPlace::VillageClinic,
            CareLevel::Township => ReferralPlace::TownshipClinic,
            CareLevel::County => ReferralPlace::CountyHospital,
        },
        next_down: match options.level {
            CareLevel::County => ReferralPlace::TownshipClinic,
            CareLevel::Township | CareLevel::Village => ReferralPlace::VillageClinic,
        },
        // A letter takes from all of them.
        sections: if options.letters.is_empty() { options.sections } else { Sections::ALL },
    }
}

/// Faults of packs or overlays as one refusal, for callers who take a request apart.
#[cfg(feature = "judge")]
pub fn refusal(faults: &[GuidelineError]) -> RequestError {
    let Some(first) = faults.first() else {
        return RequestError::new(RequestErrorCode::BadOptions, "overlay", "the overlay cannot be used");
    };
    let code = match first.code {
        GuidelineErrorCode::OverlayLocked => RequestErrorCode::OverlayLocked,
        GuidelineErrorCode::OverlayBounds => RequestErrorCode::OverlayBounds,
        GuidelineErrorCode::OverlayUnknown | GuidelineErrorCode::UnknownName => {
            RequestErrorCode::OverlayUnknown
        }
        _ => RequestErrorCode::BadOptions,
    };
    let path =
        if first.item.is_empty() { first.file.clone() } else { format!("{}.{}", first.file, first.item) };
    RequestError::new(code, path, first.message.clone())
}

/// A medicine's code, classes and whether it is at full dose.
fn resolve(
    medicines: &Medicines,
    medication: &Medication,
) -> (Option<String>, Vec<crate::concept::DrugClass>, Option<bool>) {
    let known =
        medicines.of(medication.code.as_deref(), medication.name.as_deref(), medication.release.as_deref());
    let classes = if medication.classes.is_empty() {
        known.map(|medicine| medicine.classes.clone()).unwrap_or_default()
    } else {
        medication.classes.clone()
    };
    let dose = medication.dose.as_deref().and_then(milligrams);
    let amount = match (dose, medication.per_day, medication.per) {
        (Some(dose), Some(times), Per::Day) => Some(dose.scaled_by(times).times(FORTNIGHT)),
        _ => None,
    };
    let full = known.and_then(|medicine| medicine.full_dose).zip(amount).map(|(full, amount)| amount >= full);
    let code = known.map(|medicine| medicine.code.clone()).or_else(|| medication.code.clone());
    (code, classes, medication.full_dose.or(full))
}
