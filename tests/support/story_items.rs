//! What can happen on a day, one item at a time.
//!
//! * `bp 148/86`, a part not measured as `-`; `home` `24h` `rested` `left` `right` `kPa`
//! * `home-series 124/76`: twelve pressures at home on the day and the two before it
//! * `glucose 7.4` (no timing said), `fasting` `random` `pre-meal` `2h` `ogtt-2h` `bedtime` `cgm`, then the value:
//!   `126mg` is mg/dL; `HI`, `LO`; `home`
//! * `hba1c` `potassium` `egfr` `creatinine` `uacr` `temperature` `heart-rate` `ldl` `bmi` `abi` `tir` `tbr`
//!   `cgm-active`, then the value; `sustained`
//! * `fundus none`, `foot-pulse normal`, `foot deep-ulcer`, `urine-protein 1+`, `monofilament normal`, `vibration normal`
//! * `sign chest-pain`, and `acute` or `old`; `no chest-pain`; `no signs`
//! * `visit htn 1`: a visit, and the class written (1-4, or none); `phone dm`, `failed htn`; after it `changed`
//!   `reaction` `complication` `lows:frequent` `adherence:none`; `both` is a visit of each concern
//! * `up htn`, `down`: a referral, of one concern or of none; `routine`, `rule:ID`; closed: `seen@-10`
//! * `is stroke`: diagnosed on the day; `maybe htn`: suspected
//! * `on valsartan`: taken from the day; `full`, `adherence:regular`, `until@-3`

use serde_json::{Map, Value, json};

use super::story::{Story, condition};

const NUMBERS: &[(&str, &str)] = &[
    ("hba1c", "%"),
    ("potassium", "mmol/L"),
    ("egfr", "mL/min/1.73m2"),
    ("creatinine", "umol/L"),
    ("uacr", "mg/g"),
    ("temperature", "Cel"),
    ("heart-rate", "/min"),
    ("ldl", "mmol/L"),
    ("bmi", "kg/m2"),
    ("abi", "1"),
    ("tir", "%"),
    ("tbr", "%"),
    ("cgm-active", "%"),
];

const CODES: &[&str] = &["fundus", "foot-pulse", "foot", "urine-protein", "monofilament", "vibration"];

const TIMINGS: &[(&str, Option<&str>)] = &[
    ("glucose", None),
    ("cgm", None),
    ("fasting", Some("fasting")),
    ("random", Some("random")),
    ("pre-meal", Some("pre-meal")),
    ("2h", Some("postprandial-2h")),
    ("ogtt-2h", Some("ogtt-2h")),
    ("bedtime", Some("bedtime")),
];

/// Tells one item.
pub fn tell(story: &mut Story, at: &str, item: &str) {
    let mut words = item.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let unit = NUMBERS.iter().find(|(code, _)| *code == kind).map(|(_, unit)| *unit);
    let timing = TIMINGS.iter().find(|(code, _)| *code == kind).map(|(_, timing)| *timing);
    match kind {
        "bp" => pressure(story, at, &words),
        "home-series" => home_series(story, at, one(&words, item)),
        "sign" | "no" => symptom(story, at, kind == "sign", &words),
        "visit" | "phone" | "failed" => contact(story, at, kind, &words),
        "up" | "down" => referral(story, at, kind, &words),
        "is" | "maybe" => {
            let status = if kind == "is" { "active" } else { "suspected" };
            let since = at.get(..10).unwrap_or(at);
            for code in words {
                let code = condition(code);
                story.push("conditions", json!({"code": code, "since": since, "status": status}));
            }
        }
        "on" => medicine(story, at, &words),
        code if CODES.contains(&code) => {
            let code = one(&words, item);
            story.push("observations", json!({"at": at, "concept": kind, "code": code}));
        }
        _ => match (timing, unit) {
            (Some(timing), _) => glucose(story, at, (kind, timing), &words),
            (None, Some(unit)) => number(story, at, (kind, unit), &words),
            _ => panic!("`{item}` is not in the notation"),
        },
    }
}

fn one<'a>(words: &[&'a str], item: &str) -> &'a str {
    match words {
        [only] => only,
        _ => panic!("`{item}` wants one word more"),
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("`{text}` is not a number"))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn pressure(story: &mut Story, at: &str, words: &[&str]) {
    let (text, how) = words.split_first().expect("a pressure has a value");
    let (systolic, diastolic) = text.split_once('/').unwrap_or_else(|| panic!("`{text}` is no pressure"));
    let mut own = object(json!({"at": at, "concept": "blood-pressure", "unit": "mmHg"}));
    for (part, text) in [("systolic", systolic), ("diastolic", diastolic)] {
        if text != "-" {
            own.insert(part.into(), value(text));
        }
    }
    for word in how {
        match *word {
            "home" => own.insert("setting".into(), "home".into()),
            "24h" => own.insert("setting".into(), "ambulatory-24h".into()),
            "rested" => own.insert("afterRest".into(), true.into()),
            "left" | "right" => own.insert("arm".into(), (*word).into()),
            "kPa" => own.insert("unit".into(), "kPa".into()),
            other => panic!("`{other}` does not describe a pressure"),
        };
    }
    story.push("observations", Value::Object(own));
}

fn home_series(story: &mut Story, at: &str, text: &str) {
    let last = super::day(at.get(..10).unwrap_or(at));
    for before in 0..3 {
        let day = last.plus(-before);
        for time in ["07:00", "07:05", "20:00", "20:05"] {
            pressure(story, &format!("{day}T{time}"), &[text, "home"]);
        }
    }
}

fn glucose(story: &mut Story, at: &str, (kind, timing): (&str, Option<&str>), words: &[&str]) {
    let (text, how) = words.split_first().expect("a glucose has a value");
    let (text, unit) = text.strip_suffix("mg").map_or((*text, "mmol/L"), |text| (text, "mg/dL"));
    let said = if matches!(text, "HI" | "LO") { text.into() } else { value(text) };
    let mut own = object(json!({"at": at, "concept": "glucose", "value": said, "unit": unit}));
    if let Some(timing) = timing {
        own.insert("timing".into(), timing.into());
    }
    if kind == "cgm" {
        own.insert("specimen".into(), "interstitial".into());
    }
    for word in how {
        match *word {
            "home" => own.insert("setting".into(), "home".into()),
            other => panic!("`{other}` does not describe a glucose"),
        };
    }
    story.push("observations", Value::Object(own));
}

fn number(story: &mut Story, at: &str, (kind, unit): (&str, &str), words: &[&str]) {
    let (text, how) = words.split_first().expect("a number has a value");
    let mut own = object(json!({"at": at, "concept": kind, "value": value(text), "unit": unit}));
    for word in how {
        match *word {
            "sustained" => own.insert("sustained".into(), true.into()),
            other => panic!("`{other}` does not describe a number"),
        };
    }
    story.push("observations", Value::Object(own));
}

fn symptom(story: &mut Story, at: &str, present: bool, words: &[&str]) {
    let (code, how) = words.split_first().expect("a sign has a name");
    let mut own = object(json!({"at": at, "concept": "symptom"}));
    if *code == "signs" {
        own.insert("code".into(), "none".into());
    } else {
        own.insert("code".into(), (*code).into());
        own.insert("present".into(), present.into());
    }
    for word in how {
        match *word {
            "acute" => own.insert("acute".into(), true.into()),
            "old" => own.insert("acute".into(), false.into()),
            other => panic!("`{other}` does not describe a sign"),
        };
    }
    story.push("observations", Value::Object(own));
}

fn contact(story: &mut Story, at: &str, kind: &str, words: &[&str]) {
    let mode = if kind == "visit" { "face-to-face" } else { "phone" };
    let mut own = object(json!({"at": at, "mode": mode}));
    if kind == "failed" {
        own.insert("reached".into(), false.into());
    }
    let mut concerns = Vec::new();
    for word in words {
        let class = ["controlled", "uncontrolled", "adverse-reaction", "complication"];
        match *word {
            "htn" => concerns.push("hypertension"),
            "dm" => concerns.push("diabetes"),
            "both" => concerns = vec!["hypertension", "diabetes"],
            "changed" => drop(own.insert("medicationChanged".into(), true.into())),
            "reaction" => drop(own.insert("adverseReaction".into(), true.into())),
            "complication" => drop(own.insert("newComplication".into(), true.into())),
            other => match (other.parse::<usize>(), other.split_once(':')) {
                (Ok(at @ 1..=4), _) => drop(own.insert("class".into(), class[at - 1].into())),
                (_, Some(("lows", said))) => drop(own.insert("hypoglycaemia".into(), said.into())),
                (_, Some(("adherence", said))) => drop(own.insert("adherence".into(), said.into())),
                _ => panic!("`{other}` does not describe a visit"),
            },
        }
    }
    if concerns.is_empty() {
        story.push("visits", Value::Object(own.clone()));
    }
    for concern in concerns {
        own.insert("concern".into(), concern.into());
        story.push("visits", Value::Object(own.clone()));
    }
}

fn referral(story: &mut Story, at: &str, direction: &str, words: &[&str]) {
    let mut own = object(json!({"at": at, "direction": direction}));
    for word in words {
        match (*word, word.split_once(':'), word.split_once('@')) {
            ("htn", ..) => drop(own.insert("concern".into(), "hypertension".into())),
            ("dm", ..) => drop(own.insert("concern".into(), "diabetes".into())),
            ("routine", ..) => drop(own.insert("urgency".into(), "routine".into())),
            (_, Some(("rule", id)), _) => drop(own.insert("rule".into(), id.into())),
            (_, _, Some((outcome, on))) => {
                let on = story.day(on).to_string();
                own.insert("closed".into(), json!({"at": on, "outcome": outcome}));
            }
            (other, ..) => panic!("`{other}` does not describe a referral"),
        }
    }
    story.push("referrals", Value::Object(own));
}

fn medicine(story: &mut Story, at: &str, words: &[&str]) {
    let (code, how) = words.split_first().expect("a medicine has a name");
    let mut own = object(json!({"code": code, "since": at.get(..10)}));
    for word in how {
        match (*word, word.split_once(':'), word.split_once('@')) {
            ("full", ..) => drop(own.insert("fullDose".into(), true.into())),
            (_, Some(("adherence", said)), _) => drop(own.insert("adherence".into(), said.into())),
            (_, Some(("class", class)), _) => drop(own.insert("classes".into(), json!([class]))),
            (_, _, Some(("until", on))) => {
                let on = story.day(on).to_string();
                own.insert("until".into(), on.into());
            }
            (other, ..) => panic!("`{other}` does not describe a medicine"),
        }
    }
    story.push("medications", Value::Object(own));
}
