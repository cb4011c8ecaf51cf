//! Closed lists of codes, each spelt as the contract spells it.

/// A closed list of codes, for readers that must say what they expected.
pub trait Code: Copy + 'static {
    /// Every value, in the contract's order.
    const LIST: &'static [Self];

    /// Every code, in the same order.
    const CODES: &'static [&'static str];

    /// The value of a code; `None` if the code is not on the list.
    fn from_code(code: &str) -> Option<Self>;

    /// The code as records and answers write it.
    fn to_code(self) -> &'static str;
}

/// An enum whose variants are written in kebab-case in records, packs and answers.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal $(| $alias:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "a variant is the code beside it")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in the contract's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value of a code; `None` if the code is not on the list.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code $(| $alias)* => Some(Self::$variant),)* _ => None }
            }

            /// The code as records and answers write it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The place on the list, from 0.
            #[allow(clippy::as_conversions, reason = "the discriminant of an enum without fields")]
            pub const fn index(self) -> u32 {
                self as u32
            }
        }

        impl Code for $name {
            const LIST: &'static [Self] = Self::ALL;
            const CODES: &'static [&'static str] = &[$($code),*];

            fn from_code(code: &str) -> Option<Self> {
                Self::parse(code)
            }

            fn to_code(self) -> &'static str {
                self.code()
            }
        }

        $crate::packed::packed_list! { $name }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// What is followed: each has its own colour, class and visits.
    Concern { Hypertension = "hypertension", Diabetes = "diabetes", }
}

codes! {
    /// A diagnosis or history the record may hold.
    Condition {
        Hypertension = "hypertension", SecondaryHypertension = "secondary-hypertension",
        CoronaryHeartDisease = "coronary-heart-disease", Angina = "angina",
        AcuteCoronarySyndrome = "acute-coronary-syndrome", MyocardialInfarction = "myocardial-infarction",
        HeartFailure = "heart-failure", AtrialFibrillation = "atrial-fibrillation", Stroke = "stroke", Tia = "tia",
        PeripheralArteryDisease = "peripheral-artery-disease", AvBlock = "av-block", Bradycardia = "bradycardia",
        PosturalHypotension = "postural-hypotension", Type2Diabetes = "type-2-diabetes",
        Type1Diabetes = "type-1-diabetes", DiabetesTypeUnclear = "diabetes-type-unclear",
        GestationalDiabetes = "gestational-diabetes", Prediabetes = "prediabetes",
        SevereHypoglycaemia = "severe-hypoglycaemia", Ketoacidosis = "ketoacidosis",
        DiabeticNephropathy = "diabetic-nephropathy", DiabeticRetinopathy = "diabetic-retinopathy",
        DiabeticFootUlcer = "diabetic-foot-ulcer", FootDeformity = "foot-deformity", Amputation = "amputation",
        Neuropathy = "neuropathy", ChronicKidneyDisease = "chronic-kidney-disease", Dialysis = "dialysis",
        BilateralRenalArteryStenosis = "bilateral-renal-artery-stenosis", Hyperkalaemia = "hyperkalaemia",
        Gout = "gout", Asthma = "asthma", Copd = "copd", SleepApnoea = "sleep-apnoea", Angioedema = "angioedema",
        Dementia = "dementia", Depression = "depression", Cancer = "cancer", BladderCancer = "bladder-cancer",
        MedullaryThyroidCancer = "medullary-thyroid-cancer", Pancreatitis = "pancreatitis",
        LiverDisease = "liver-disease", FattyLiver = "fatty-liver", PepticUlcer = "peptic-ulcer",
        Malabsorption = "malabsorption", BowelObstruction = "bowel-obstruction", Osteoporosis = "osteoporosis",
        ProstaticEnlargement = "prostatic-enlargement", SevereInfection = "severe-infection",
        AcuteIllness = "acute-illness", Hypoxia = "hypoxia", AlcoholAbuse = "alcohol-abuse",
    }
}

codes! {
    /// A complaint or sign asked about on a day.
    Symptom {
        AlteredConsciousness = "altered-consciousness" | "drowsiness" | "apathy", SpeechLoss = "speech-loss",
        LimbWeakness = "limb-weakness" | "facial-droop", SevereHeadache = "severe-headache",
        Headache = "headache", Dizziness = "dizziness", Nausea = "nausea",
        Vomiting = "vomiting" | "repeated-vomiting", BlurredVision = "blurred-vision",
        SuddenVisionLoss = "sudden-vision-loss", EyePain = "eye-pain", Palpitation = "palpitation",
        ChestTightness = "chest-tightness", ChestPain = "chest-pain", BackPain = "back-pain",
        Dyspnoea = "dyspnoea", Orthopnoea = "orthopnoea", AcetoneBreath = "acetone-breath",
        DeepBreathing = "deep-breathing", Sweating = "sweating", Hunger = "hunger", Polydipsia = "polydipsia",
        Polyuria = "polyuria", Polyphagia = "polyphagia", AbdominalPain = "abdominal-pain",
        PoorAppetite = "poor-appetite", Dehydration = "dehydration", UnableToSwallow = "unable-to-swallow",
        Tinnitus = "tinnitus", Nosebleed = "nosebleed", LimbNumbness = "limb-numbness", LegOedema = "leg-oedema",
        Fall = "fall", WeightLoss = "weight-loss", Infection = "infection", Paroxysms = "paroxysms",
        Claudication = "claudication", RestPain = "rest-pain",
    }
}

codes! {
    /// A class of medicines.
    DrugClass {
        Acei = "acei", Arb = "arb", Arni = "arni", CcbDhp = "ccb-dhp", CcbNonDhp = "ccb-non-dhp",
        Thiazide = "thiazide", LoopDiuretic = "loop-diuretic", Mra = "mra", BetaBlocker = "beta-blocker",
        AlphaBlocker = "alpha-blocker", Reserpine = "reserpine", Metformin = "metformin",
        Sulfonylurea = "sulfonylurea", Glinide = "glinide", Agi = "agi", Tzd = "tzd", Dpp4i = "dpp4i",
        Sglt2i = "sglt2i", Glp1ra = "glp1ra", InsulinBasal = "insulin-basal",
        InsulinPrandial = "insulin-prandial", InsulinPremixed = "insulin-premixed", Finerenone = "finerenone",
        Statin = "statin", Fibrate = "fibrate", Antiplatelet = "antiplatelet", Nsaid = "nsaid",
        Steroid = "steroid", Contraceptive = "contraceptive", Liquorice = "liquorice",
        PotassiumSupplement = "potassium-supplement",
    }
}

codes! {
    /// Where or how a reading was taken; a clinic's, if the record does not say.
    Setting {
        Clinic = "clinic", Home = "home", AmbulatoryDay = "ambulatory-day",
        AmbulatoryNight = "ambulatory-night", Ambulatory24h = "ambulatory-24h",
    }
}

codes! {
    /// When a glucose was taken; random, if the record does not say.
    Timing {
        Fasting = "fasting", PreMeal = "pre-meal", Postprandial2h = "postprandial-2h", Ogtt1h = "ogtt-1h",
        Ogtt2h = "ogtt-2h", Bedtime = "bedtime", Random = "random",
    }
}

codes! {
    /// What a glucose was measured in.
    Specimen { Venous = "venous", Capillary = "capillary", Interstitial = "interstitial", }
}

codes! { /// The arm a blood pressure was taken on.
Arm { Left = "left", Right = "right", } }
codes! { /// The position a blood pressure was taken in.
Position { Sitting = "sitting", Standing = "standing", Lying = "lying", } }
codes! { /// Administrative sex.
Sex { Female = "female", Male = "male", } }
codes! { /// Pregnancy or breastfeeding; absent is unknown.
Pregnancy { No = "no", Pregnant = "pregnant", Lactating = "lactating", } }
codes! { /// Whether the patient is still followed here.
PatientStatus { Active = "active", Deceased = "deceased", Moved = "moved", Refused = "refused", } }
codes! { /// How sure a diagnosis is.
ConditionStatus { Active = "active", Suspected = "suspected", Resolved = "resolved", Withdrawn = "withdrawn", } }
codes! { /// How a contact took place.
Mode { FaceToFace = "face-to-face", Phone = "phone", } }
codes! {
    /// The class of a follow-up visit (此次随访分类), in the form's order.
    VisitClass {
        Controlled = "controlled", Uncontrolled = "uncontrolled",
        AdverseReaction = "adverse-reaction", Complication = "complication",
    }
}
codes! { /// Low-glucose reactions since the last visit, as the form asks.
Hypoglycaemia { None = "none", Occasional = "occasional", Frequent = "frequent", } }
codes! { /// How regularly medicines are taken.
Adherence { Regular = "regular", Intermittent = "intermittent", None = "none", Refused = "refused", } }
codes! { /// Up to a higher level, or down to a lower one.
ReferralDirection { Up = "up", Down = "down", } }
codes! { /// How soon a referral must be seen.
Urgency { Emergency = "emergency", Today = "today", Within14Days = "within-14-days", Routine = "routine", } }
codes! { /// A step on a referral's way.
ReferralState { Sent = "sent", Accepted = "accepted", Seen = "seen", Result = "result", Returned = "returned", Checked = "checked", } }
codes! { /// How a referral ended.
ReferralOutcome { Seen = "seen", Unreachable = "unreachable", Moved = "moved", Refused = "refused", Deceased = "deceased", } }
codes! { /// Where a referral goes.
ReferralPlace { VillageClinic = "village-clinic", TownshipClinic = "township-clinic", CountyHospital = "county-hospital", } }

codes! {
    /// The answer of an examination that has no number.
    FindingCode {
        Negative = "negative", Trace = "trace", Plus1 = "1+", Plus2 = "2+", Plus3 = "3+", Plus4 = "4+",
        Normal = "normal", Abnormal = "abnormal", Weak = "weak", Absent = "absent",
        ColourChange = "colour-change", Swelling = "swelling", Pain = "pain", Cellulitis = "cellulitis",
        Gangrene = "gangrene", DeepUlcer = "deep-ulcer", None = "none", MildNpdr = "mild-npdr",
        ModerateNpdr = "moderate-npdr", SevereNpdr = "severe-npdr", Pdr = "pdr", Dme = "dme",
        Papilloedema = "papilloedema",
    }
}

codes! {
    /// A stratum of risk, lowest first.
    Stratum { Low = "low", Intermediate = "intermediate", High = "high", VeryHigh = "very-high", }
}
codes! {
    /// A risk that is shown as a badge and colours nothing.
    Badge { Hypertension = "hypertension", Hypoglycaemia = "hypoglycaemia", Foot = "foot", Eye = "eye", }
}
codes! {
    /// What a target is for: a programme's indicator, the patient, or the patient who bears it well.
    TargetKind { Indicator = "indicator", Clinical = "clinical", IfTolerated = "if-tolerated", }
}

impl DrugClass {
    /// Whether the class is a diuretic.
    pub const fn is_diuretic(self) -> bool {
        matches!(self, Self::Thiazide | Self::LoopDiuretic | Self::Mra)
    }

    /// Whether the class is given to lower blood pressure.
    pub const fn lowers_pressure(self) -> bool {
        let vessels = matches!(self, Self::Acei | Self::Arb | Self::Arni | Self::CcbDhp | Self::CcbNonDhp);
        let nerves = matches!(self, Self::BetaBlocker | Self::AlphaBlocker | Self::Reserpine);
        vessels || nerves || self.is_diuretic()
    }

    /// Whether the class is given to lower glucose.
    pub const fn lowers_glucose(self) -> bool {
        let insulin = matches!(self, Self::InsulinBasal | Self::InsulinPrandial | Self::InsulinPremixed);
        let older =
            matches!(self, Self::Metformin | Self::Sulfonylurea | Self::Glinide | Self::Agi | Self::Tzd);
        insulin || older || matches!(self, Self::Dpp4i | Self::Sglt2i | Self::Glp1ra)
    }
}
