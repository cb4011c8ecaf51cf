//! Rules are judged and compiled when the module is built: what is read at the start is what was judged.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expected")]

use std::sync::LazyLock;

use liangbing::assess::Judge;
use liangbing::engine::{self, Engine, PACKS};
use liangbing::guideline::{Glossary, GuidelineError, GuidelineErrorCode as Code, PROFILES, Ruleset, SEAL};
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
    let ready = |ruleset| Judge::new(ruleset).ruleset;
    let (core, whole) = (ready(Ruleset::core(PACKS).unwrap()), ready(Ruleset::load(PACKS, None).unwrap()));
    assert_eq!(shown(&Engine::builtin().unwrap().judge().ruleset), shown(&core));
    assert_eq!(shown(&Engine::whole().unwrap().judge().ruleset), shown(&whole));
    assert_eq!(core.soundness(), []);
    assert_eq!(core.digest, whole.digest);
}

#[test]
fn the_core_has_the_packs_that_speak_in_its_profiles_and_no_other() {
    let (core, whole) = (Ruleset::core(PACKS).unwrap(), Ruleset::load(PACKS, None).unwrap());
    let named = |ruleset: &Ruleset| ruleset.packs.iter().map(|pack| pack.id.clone()).collect::<Vec<_>>();
    let profiles: Vec<&str> = core.profiles.iter().map(|profile| profile.id.as_str()).collect();
    assert_eq!(profiles, ["cn-county", "cn-hospital"]);
    assert_eq!(whole.profiles.len(), PROFILES.len());
    let mut spoken = vec![false; core.packs.len()];
    for pack in core.profiles.iter().flat_map(|profile| &profile.speaks) {
        spoken[*pack] = true;
    }
    assert!(spoken.into_iter().all(|own| own), "{:?}", named(&core));
    for apart in ["who-hearts", "cn-htn-primary-2017"] {
        assert!(!named(&core).contains(&apart.to_owned()) && named(&whole).contains(&apart.to_owned()));
    }
    // No colour depends on what is left out.
    let rules = |ruleset: &Ruleset| ruleset.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!(rules(&core), rules(&whole));
}

/// The packs with one change, judged as a whole and as the core has them.
fn changed(change: impl Fn(&mut Value)) -> [Vec<GuidelineError>; 2] {
    let mut packs: Value = serde_json::from_str(PACKS).unwrap();
    change(&mut packs);
    let text = packs.to_string();
    [Ruleset::load(&text, None).err().unwrap_or_default(), Ruleset::core(&text).err().unwrap_or_default()]
}

#[test]
fn a_number_of_the_core_that_only_a_pack_apart_uses_is_refused() {
    let [whole, core] = changed(|packs| {
        let line = packs["packs"]["cn-bphs-2017"]["parameters"]["class-sbp"].clone();
        packs["packs"]["cn-bphs-2017"]["parameters"]["only-apart"] = line;
        packs["packs"]["who-hearts"]["criteria"]["hearts-pressure"]["pressure"]["systolic"] =
            "< only-apart".into();
    });
    assert!(whole.iter().all(|fault| fault.item == "hearts-sbp"), "{whole:?}");
    assert!(
        core.iter().any(|fault| (fault.code, fault.item.as_str()) == (Code::Unused, "only-apart")),
        "{core:?}"
    );
}

#[test]
fn a_profile_that_is_missing_or_says_something_else_of_being_apart_is_named() {
    let [whole, _] = changed(|packs| _ = packs["profiles"].as_object_mut().unwrap().remove("who-hearts"));
    assert!(
        whole
            .iter()
            .any(|fault| (fault.file.as_str(), fault.item.as_str()) == ("profiles.toml", "who-hearts"))
    );
    for faults in changed(|packs| packs["profiles"]["who-hearts"]["apart"] = "yes".into()) {
        assert!(
            faults.iter().any(|fault| fault.file == "profiles.toml" && fault.code == Code::Malformed),
            "{faults:?}"
        );
    }
    let [whole, core] = changed(|packs| packs["profiles"]["who-hearts"]["speaks"][0] = "who-harts".into());
    assert!(
        whole.iter().any(|fault| fault.code == Code::UnknownName) && core.is_empty(),
        "{whole:?} {core:?}"
    );
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
