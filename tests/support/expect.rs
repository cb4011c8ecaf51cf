//! What an answer is expected to be: `level Y1, class uncontrolled, act-by +14, not htn-bp-critical`.
//!
//! A key and its words; lists are apart by spaces. `none` is null. Days are `YYYY-MM-DD` or days from as-of.
//!
//! | key | of the answer |
//! |---|---|
//! | level colour reason owner was floor ceiling pending flagged was-red rule | tier |
//! | at act-by valid-until | days of the tier |
//! | htn dm | a concern's level; `htn-class` `htn-act-by` `htn-was` `htn-consecutive` … likewise |
//! | class consecutive | of the only concern |
//! | direction urgency to refers check-by | the referral: its direction …, its rules, its day; `referral none` |
//! | fires not possible gap no-gap aside | rules that fired, did not, possibly do; what is not known; set aside |
//! | faded | a rule and the level it shows: `htn-bp-critical=R2` |
//! | management next-mode three wenzhou hearts | as named |

use super::answer::Answer;

/// Keys and words.
pub type Expected = Vec<(String, String)>;

/// Reads the notation.
pub fn parse(text: &str) -> Expected {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let pair = |part: &str| match part.split_once(' ') {
        Some((key, words)) => (key.to_owned(), words.trim().to_owned()),
        None => panic!("`{part}` has no value"),
    };
    parts.map(pair).collect()
}

/// Everything that is not as expected.
pub fn differences(answer: &Answer, expected: &Expected) -> Vec<String> {
    expected.iter().filter_map(|(key, words)| difference(answer, key, words)).collect()
}

fn difference(answer: &Answer, key: &str, words: &str) -> Option<String> {
    if let Some(complaint) = lists(answer, key, words) {
        return if complaint.is_empty() { None } else { Some(complaint) };
    }
    let found = answer.text(&pointer(answer, key));
    let wanted = if is_day(key) { day(answer, words) } else { words.to_owned() };
    (found != wanted).then(|| format!("{key}: expected {wanted}, found {found}"))
}

/// Empty if as expected; `None` if the key is not about a list.
fn lists(answer: &Answer, key: &str, words: &str) -> Option<String> {
    let (have, wanted) = match key {
        "fires" => (answer.rules("fired"), true),
        "not" => (answer.rules("fired"), false),
        "possible" => ([answer.rules("possible"), answer.settled()].concat(), true),
        "impossible" => ([answer.rules("possible"), answer.settled()].concat(), false),
        "gap" => (answer.gaps(), true),
        "no-gap" => (answer.gaps(), false),
        "aside" => (answer.aside(), true),
        "refers" => {
            let rules = answer.at("/referral/rules").as_array().cloned().unwrap_or_default();
            (rules.iter().map(super::answer::plain).collect(), true)
        }
        "faded" => {
            let (rule, level) = words.split_once('=').unwrap_or_else(|| panic!("`{words}` wants rule=level"));
            let found = answer.level_of(rule).unwrap_or_else(|| "none".to_owned());
            let right = found == level;
            return Some(if right {
                String::new()
            } else {
                format!("{rule}: expected {level}, found {found}")
            });
        }
        _ => return None,
    };
    let wrong = words.split_whitespace().filter(|word| have.iter().any(|own| own == word) != wanted);
    let wrong: Vec<_> = wrong.collect();
    if wrong.is_empty() { Some(String::new()) } else { Some(format!("{key} {wrong:?} is wrong: {have:?}")) }
}

fn is_day(key: &str) -> bool {
    ["at", "act-by", "valid-until", "check-by"]
        .iter()
        .any(|own| key.strip_prefix("htn-").or(key.strip_prefix("dm-")).unwrap_or(key) == *own)
}

fn day(answer: &Answer, words: &str) -> String {
    match words.parse::<i32>() {
        Ok(days) => answer.as_of().plus(days).to_string(),
        Err(_) => words.to_owned(),
    }
}

fn pointer(answer: &Answer, key: &str) -> String {
    let of_concern = |concern: &str, key: &str| match key {
        "class" | "consecutive" => format!("/concerns/{concern}/{key}"),
        other => format!("/concerns/{concern}/tier/{}", field(other)),
    };
    match key {
        "htn" => "/concerns/hypertension/tier/level".to_owned(),
        "dm" => "/concerns/diabetes/tier/level".to_owned(),
        "class" | "consecutive" => {
            let concern = answer.only_concern().unwrap_or_else(|| panic!("`{key}` of which concern?"));
            of_concern(concern, key)
        }
        "referral" => "/referral".to_owned(),
        "direction" | "urgency" | "to" => format!("/referral/{key}"),
        "check-by" => "/referral/checkBy".to_owned(),
        "management" => "/management".to_owned(),
        "next-mode" => "/plan/nextContact/mode".to_owned(),
        "next-by" => "/plan/nextContact/by".to_owned(),
        "three" => "/tier/exports/threeColour".to_owned(),
        "wenzhou" | "hearts" => format!("/tier/exports/{key}"),
        key => match (key.strip_prefix("htn-"), key.strip_prefix("dm-")) {
            (Some(key), _) => of_concern("hypertension", key),
            (_, Some(key)) => of_concern("diabetes", key),
            _ => format!("/tier/{}", field(key)),
        },
    }
}

fn field(key: &str) -> &str {
    match key {
        "act-by" => "actBy",
        "valid-until" => "receipt/validUntil",
        "rule" => "receipt/rule",
        "pending" => "repeatPending",
        "flagged" => "dataQuality",
        "was-red" => "wasRed",
        "level" | "colour" | "reason" | "owner" | "was" | "floor" | "ceiling" | "at" => key,
        other => panic!("`{other}` is not something that can be expected"),
    }
}
