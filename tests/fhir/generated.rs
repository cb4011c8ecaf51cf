//! Records with anything the contract names, drawn from a number.

use liangbing::concept::{Concept, Condition, Kind};
use serde_json::{Map, Value, json};

/// Every field of the contract's lists, and of the patient and the habits.
pub const EVERY: &[&str] = &[
    "patient.id",
    "patient.name",
    "patient.born",
    "patient.sex",
    "patient.pregnancy",
    "patient.pregnancySince",
    "patient.status",
    "patient.statusAt",
    "patient.deceasedAt",
    "patient.place",
    "patient.function",
    "patient.coverage",
    "conditions.code",
    "conditions.status",
    "conditions.since",
    "conditions.nyha",
    "conditions.stage",
    "conditions.infected",
    "conditions.ischaemic",
    "observations.id",
    "observations.at",
    "observations.concept",
    "observations.setting",
    "observations.timing",
    "observations.specimen",
    "observations.arm",
    "observations.position",
    "observations.afterRest",
    "observations.sustained",
    "observations.verified",
    "observations.systolic",
    "observations.diastolic",
    "observations.unit",
    "observations.value",
    "observations.upperLimit",
    "observations.code",
    "observations.side",
    "observations.codeList",
    "observations.present",
    "observations.acute",
    "medications.code",
    "medications.name",
    "medications.classes",
    "medications.dose",
    "medications.perDay",
    "medications.per",
    "medications.since",
    "medications.until",
    "medications.route",
    "medications.release",
    "medications.fullDose",
    "medications.adherence",
    "visits.at",
    "visits.mode",
    "visits.concern",
    "visits.class",
    "visits.reached",
    "visits.medicationChanged",
    "visits.adverseReaction",
    "visits.newComplication",
    "visits.hypoglycaemia",
    "visits.adherence",
    "visits.form",
    "referrals.id",
    "referrals.at",
    "referrals.direction",
    "referrals.to",
    "referrals.rule",
    "referrals.concern",
    "referrals.urgency",
    "referrals.events",
    "referrals.closed",
    "lifestyle.at",
    "lifestyle.smoking",
    "lifestyle.secondHandSmoke",
    "lifestyle.cigarettesPerDay",
    "lifestyle.saltLevel",
    "lifestyle.saltGramsPerDay",
    "lifestyle.potassiumSalt",
    "lifestyle.stapleGramsPerDay",
    "lifestyle.alcoholGramsPerDay",
    "lifestyle.exerciseMinutesPerWeek",
    "family.condition",
    "family.relation",
    "family.onsetAge",
    "allergies.code",
    "allergies.name",
    "allergies.reaction",
    "plans.kind",
    "plans.at",
    "targets.concept",
    "targets.below",
    "targets.unit",
    "targets.at",
    "targets.setBy",
    "answered.card",
    "answered.at",
    "answered.outcome",
    "answered.reason",
    "answered.until",
];

/// A stream of numbers (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick(&mut self, words: &str) -> Value {
        let words: Vec<&str> = words.split('|').collect();
        let place = usize::try_from(self.below(u64::try_from(words.len()).unwrap())).unwrap();
        words[place].into()
    }

    fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(u64::try_from(list.len()).unwrap())).unwrap()]
    }

    fn number(&mut self) -> Value {
        let whole = self.below(400);
        match self.below(3) {
            0 => json!(whole),
            1 => serde_json::from_str(&format!("{whole}.{}0", self.below(90) + 10)).unwrap(),
            _ => serde_json::from_str(&format!("{whole}.{}", self.below(9) + 1)).unwrap(),
        }
    }

    fn day(&mut self) -> String {
        format!("20{:02}-{:02}-{:02}", 10 + self.below(17), 1 + self.below(12), 1 + self.below(28))
    }

    fn date(&mut self) -> Value {
        let day = self.day();
        let length = [4, 7, 10][usize::try_from(self.below(3)).unwrap()];
        day[..length].into()
    }

    fn at(&mut self) -> Value {
        let time = format!("{}T{:02}:{:02}", self.day(), self.below(24), self.below(60));
        match self.below(6) {
            0 => self.day().into(),
            1 => format!("{time}:{:02}", self.below(60)).into(),
            2 => format!("{time}Z").into(),
            3 => format!("{time}:01.5+08:00").into(),
            4 => format!("{time}-03:30").into(),
            _ => time.into(),
        }
    }
}

/// One field: its name, and a letter for what it holds, or the words it may be.
type Field = (&'static str, &'static str);

fn value(kind: &str, draw: &mut Draw) -> Value {
    match kind {
        "#n" => draw.number(),
        "#f" => (draw.below(2) == 0).into(),
        "#t" => draw.pick("王小明|a b|<&\"'>|5 mg|½ 片|q\\n\u{1}x|110/70"),
        "#d" => draw.day().into(),
        "#p" => draw.date(),
        "#a" => draw.at(),
        "#i" => json!(draw.below(5)),
        words => draw.pick(words),
    }
}

/// An object with the first `needed` fields and some of the others.
fn object(needed: usize, fields: &[Field], draw: &mut Draw) -> Map<String, Value> {
    let mut out = Map::new();
    for (index, (name, kind)) in fields.iter().enumerate() {
        if index < needed || draw.below(2) == 0 {
            out.insert((*name).to_owned(), value(kind, draw));
        }
    }
    out
}

fn list(most: u64, draw: &mut Draw, one: One) -> Value {
    let count = draw.below(most + 1);
    (0..count).map(|_| Value::Object(one(draw))).collect()
}

const OUTCOME: &str = "seen|unreachable|moved|refused|deceased";
const ADHERENCE: &str = "regular|intermittent|none|refused";
const CONCERN: &str = "hypertension|diabetes";
const HOW: &[Field] = &[
    ("at", "#a"),
    ("timing", "fasting|pre-meal|postprandial-2h|ogtt-1h|ogtt-2h|bedtime|random"),
    ("specimen", "venous|capillary|interstitial"),
    ("arm", "left|right"),
    ("position", "sitting|standing|lying"),
    ("afterRest", "#f"),
    ("sustained", "#f"),
    ("verified", "#f"),
    ("setting", "clinic|home"),
];

fn observation(draw: &mut Draw) -> Map<String, Value> {
    let mut out = object(1, HOW, draw);
    if draw.below(3) == 0 {
        out.insert("id".into(), format!("o-{}", draw.next()).into());
    }
    let (concept, own): (&str, Map<String, Value>) = match draw.below(12) {
        0 => ("blood-pressure", pressure(draw)),
        1 => {
            let mut own = object(1, &[("value", "#n"), ("unit", "mmol/L|mg/dL|furlong")], draw);
            if draw.below(3) == 0 {
                own.insert("value".into(), draw.pick("HI|LO|高"));
            }
            ("glucose", own)
        }
        2 => (
            "creatinine",
            object(2, &[("value", "#n"), ("unit", "umol/L|mg/dL"), ("upperLimit", "#n")], draw),
        ),
        3 => (
            "foot-pulse",
            object(1, &[("code", "normal|weak|absent|odd"), ("side", "both|left|right")], draw),
        ),
        4 => ("symptom", object(1, &[("code", "none|chest-pain|fall"), ("acute", "#f")], draw)),
        5 => ("ecg-lvh", object(1, &[("present", "#f")], draw)),
        6 => ("weight", object(1, &[("value", "#n"), ("unit", "kg")], draw)),
        _ => {
            let concept = draw.one(Concept::ALL);
            (concept.code(), of_kind(concept, draw))
        }
    };
    if concept == "foot-pulse" && draw.below(2) == 0 {
        out.insert("codeList".into(), if draw.below(2) == 0 { 2009.into() } else { 2017.into() });
    }
    if concept == "symptom" && own["code"] != "none" && draw.below(2) == 0 {
        out.insert("present".into(), (draw.below(2) == 0).into());
    }
    out.insert("concept".into(), concept.into());
    out.extend(own);
    out
}

/// What any data element may hold, in any of its units.
fn of_kind(concept: Concept, draw: &mut Draw) -> Map<String, Value> {
    match concept.kind() {
        Kind::BloodPressure => pressure(draw),
        Kind::Number => {
            let unit = draw.one(concept.ranges()).unit;
            Map::from_iter([("value".into(), draw.number()), ("unit".into(), unit.code().into())])
        }
        Kind::Code(codes) => Map::from_iter([("code".into(), draw.one(codes).code().into())]),
        Kind::Symptom => object(1, &[("code", "chest-pain|fall")], draw),
        Kind::Flag => object(1, &[("present", "#f")], draw),
    }
}

fn pressure(draw: &mut Draw) -> Map<String, Value> {
    let mut own =
        object(0, &[("systolic", "#n"), ("diastolic", "#n"), ("unit", "mmHg|kPa|mm Hg|stone")], draw);
    if draw.below(8) == 0 {
        own.insert("systolic".into(), "unmeasurable".into());
    }
    own
}

fn medication(draw: &mut Draw) -> Map<String, Value> {
    let fields: &[Field] = &[
        ("code", "amlodipine|metformin|odd-one"),
        ("name", "#t"),
        ("dose", "5 mg|0.5 mg|one tablet|5mg|1 片"),
        ("perDay", "#n"),
        ("per", "day|week|two-weeks"),
        ("since", "#p"),
        ("until", "#d"),
        ("route", "#t"),
        ("release", "ir|mr"),
        ("fullDose", "#f"),
        ("adherence", ADHERENCE),
    ];
    let mut out = object(1, fields, draw);
    if draw.below(2) == 0 {
        out.insert("classes".into(), json!([draw.pick("arb|acei|statin"), draw.pick("thiazide|mra")]));
    }
    if draw.below(2) == 0 {
        out.insert("perDay".into(), json!(draw.below(4)));
    }
    out
}

fn visit(draw: &mut Draw) -> Map<String, Value> {
    let fields: &[Field] = &[
        ("at", "#a"),
        ("mode", "face-to-face|phone"),
        ("concern", CONCERN),
        ("class", "controlled|uncontrolled|adverse-reaction|complication"),
        ("reached", "#f"),
        ("medicationChanged", "#f"),
        ("adverseReaction", "#f"),
        ("newComplication", "#f"),
        ("hypoglycaemia", "none|occasional|frequent"),
        ("adherence", ADHERENCE),
    ];
    let mut out = object(1, fields, draw);
    if draw.below(2) == 0 {
        let (number, text) = (draw.number(), draw.pick("好|no"));
        out.insert(
            "form".into(),
            json!({"doctor": text, "signs": [1, 2, number], "next": {"day": draw.day(), "ok": true}}),
        );
    }
    out
}

fn referral(draw: &mut Draw) -> Map<String, Value> {
    let fields: &[Field] = &[
        ("at", "#a"),
        ("direction", "up|down"),
        ("to", "village-clinic|township-clinic|county-hospital"),
        ("rule", "htn-bp-critical"),
        ("concern", CONCERN),
        ("urgency", "emergency|today|within-14-days|routine"),
    ];
    let mut out = object(2, fields, draw);
    if draw.below(2) == 0 {
        out.insert("id".into(), format!("r-{}", draw.next()).into());
    }
    if draw.below(2) == 0 {
        out.insert(
            "events".into(),
            json!([{"at": draw.at(), "state": "sent"}, {"at": draw.at(), "state": draw.pick("seen|result")}]),
        );
    }
    if draw.below(2) == 0 {
        out.insert("closed".into(), json!({"at": draw.at(), "outcome": draw.pick(OUTCOME)}));
    }
    out
}

fn target(draw: &mut Draw) -> Map<String, Value> {
    let mut out = object(0, &[("at", "#a"), ("setBy", "#t")], draw);
    let (concept, below, unit) = match draw.below(3) {
        0 => ("blood-pressure", json!("130/80"), "mmHg"),
        1 => ("blood-pressure", json!(140), "mmHg"),
        _ => ("hba1c", draw.number(), "%"),
    };
    out.insert("concept".into(), concept.into());
    out.insert("below".into(), below);
    out.insert("unit".into(), unit.into());
    out
}

fn patient(draw: &mut Draw) -> Value {
    let fields: &[Field] = &[
        ("name", "#t"),
        ("born", "1950|1958-03|1960-02-29"),
        ("sex", "female|male"),
        ("pregnancy", "no|pregnant|lactating"),
        ("pregnancySince", "#p"),
        ("status", "active|deceased|moved|refused"),
        ("statusAt", "#d"),
        ("deceasedAt", "#d"),
        ("id", "p-001|330102 1958 王|a_b"),
    ];
    let mut out = object(0, fields, draw);
    if draw.below(2) == 0 {
        let place: &[Field] = &[
            ("county", "#t"),
            ("township", "#t"),
            ("village", "#t"),
            ("grid", "#t"),
            ("northern", "#f"),
            ("urban", "#f"),
        ];
        let function: &[Field] = &[
            ("cognition", "intact|mild|moderate|severe"),
            ("adlDependencies", "#i"),
            ("iadlDependencies", "#i"),
            ("longTermCare", "#f"),
        ];
        let cover: &[Field] = &[("scheme", "#t"), ("twoDiseases", "enrolled|entitled|none"), ("until", "#d")];
        for (name, fields) in [("place", place), ("function", function), ("coverage", cover)] {
            out.insert(name.into(), Value::Object(object(0, fields, draw)));
        }
    }
    Value::Object(out)
}

const HABITS: &[Field] = &[
    ("at", "#a"),
    ("smoking", "never|former|current"),
    ("secondHandSmoke", "#f"),
    ("cigarettesPerDay", "#n"),
    ("saltLevel", "light|moderate|heavy"),
    ("saltGramsPerDay", "#n"),
    ("potassiumSalt", "#f"),
    ("stapleGramsPerDay", "#n"),
    ("alcoholGramsPerDay", "#n"),
    ("exerciseMinutesPerWeek", "#n"),
];

/// Draws one element of a list.
type One = fn(&mut Draw) -> Map<String, Value>;

/// A record drawn from a number.
pub fn record(seed: u64) -> Value {
    let draw = &mut Draw(seed);
    let mut out = Map::new();
    let lists: [(&str, One); 8] = [
        ("conditions", |draw| {
            let fields: &[Field] = &[
                ("code", "type-2-diabetes|heart-failure|odd"),
                ("status", "active|suspected|resolved|withdrawn"),
                ("since", "#p"),
                ("stage", "#t"),
                ("infected", "#f"),
                ("ischaemic", "#f"),
            ];
            let mut out = object(1, fields, draw);
            if draw.below(2) == 0 {
                out.insert("nyha".into(), json!(1 + draw.below(4)));
            }
            if draw.below(3) > 0 {
                out.insert("code".into(), draw.one(Condition::ALL).code().into());
            }
            out
        }),
        ("observations", observation),
        ("medications", medication),
        ("visits", visit),
        ("referrals", referral),
        ("family", |draw| {
            object(
                1,
                &[
                    ("condition", "stroke|cardiovascular-disease|#"),
                    ("relation", "father|aunt|son"),
                    ("onsetAge", "#i"),
                ],
                draw,
            )
        }),
        ("allergies", |draw| {
            object(1, &[("name", "#t"), ("code", "acei|amlodipine"), ("reaction", "#t")], draw)
        }),
        ("targets", target),
    ];
    for (name, one) in lists {
        if draw.below(4) > 0 {
            out.insert(name.into(), list(4, draw, one));
        }
    }
    if draw.below(2) == 0 {
        out.insert(
            "plans".into(),
            list(2, draw, |draw| {
                object(1, &[("kind", "surgery|fasting|pregnancy|iodinated-contrast"), ("at", "#a")], draw)
            }),
        );
        out.insert(
            "answered".into(),
            list(2, draw, |draw| {
                object(
                    3,
                    &[
                        ("card", "#t"),
                        ("at", "#a"),
                        ("outcome", "accepted|overridden"),
                        ("reason", "#t"),
                        ("until", "#d"),
                    ],
                    draw,
                )
            }),
        );
        out.insert("patient".into(), patient(draw));
        out.insert("lifestyle".into(), Value::Object(object(0, HABITS, draw)));
    }
    if draw.below(3) == 0 {
        out.insert("utcOffset".into(), draw.pick("+08:00|-05:30|+00:00"));
        out.insert("schema".into(), "liangbing.record/1".into());
    }
    Value::Object(out)
}
