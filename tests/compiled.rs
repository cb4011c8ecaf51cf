//! Rules are judged and compiled when the module is built: what is read at the start is what was judged.
#![allow(clippy::unwrap_used, reason = "a test says what it expected")]

use std::sync::LazyLock;

use liangbing::engine::{self, Engine, PACKS};
use liangbing::guideline::{Glossary, Ruleset, SEAL};
use liangbing::record::RequestErrorCode;
use serde_json::Value;

/// The worked example of an overlay, as JSON text.
static OVERLAY: LazyLock<String> = LazyLock::new(|| {
    let text = include_str!("../guidelines/overlays/example-county.toml");
    toml::from_str::<Value>(text).unwrap().to_string()
});

/// The rules that it makes, as bytes.
static RULES: LazyLock<Vec<u8>> = LazyLock::new(|| engine::compile(&OVERLAY).unwrap());

/// Everything but the names of criteria, which only the rule book reads.
fn shown(ruleset: &Ruleset) -> String {
    let mut ruleset = ruleset.clone();
    ruleset.criteria = Glossary::default();
    format!("{ruleset:#?}")
}

#[track_caller]
fn refused(rules: &[u8], why: &str) {
    let error = Engine::compiled(rules).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (RequestErrorCode::VersionClash, ""));
    assert!(error.message.contains(why), "{error}");
}

#[test]
fn the_built_in_rules_are_those_of_the_packs() {
    let judged = Ruleset::load(PACKS, None).unwrap();
    assert_eq!(shown(&Engine::builtin().unwrap().judge().ruleset), shown(&judged));
}

#[test]
fn an_overlay_compiled_elsewhere_is_the_overlay_judged_here() {
    let (there, here) = (Engine::compiled(&RULES).unwrap(), Engine::with_overlay(&OVERLAY).unwrap());
    assert_eq!(shown(&there.judge().ruleset), shown(&here.judge().ruleset));
    assert_eq!(there.judge().ruleset.overlay.as_ref().unwrap().id, "example-county");
}

#[test]
fn rules_of_another_version_are_refused() {
    let mut foreign = RULES.clone();
    foreign[SEAL - 1] ^= 1;
    refused(&foreign, "another version");
    refused(b"a text that is no ruleset, but longer than any seal is", "another version");
}

#[test]
fn damaged_rules_are_refused_wherever_the_damage_is() {
    for end in (0..RULES.len()).step_by(997).chain([SEAL, SEAL * 2, RULES.len() - 1]) {
        refused(&RULES[..end], if end < SEAL { "version" } else { "damaged" });
    }
    for at in (SEAL..RULES.len()).step_by(991) {
        let mut damaged = RULES.clone();
        damaged[at] ^= 0x41;
        refused(&damaged, "damaged");
    }
    refused(&[RULES.as_slice(), &[0]].concat(), "damaged");
}
