//! The guideline tree taken apart: packs, tables and words, before conditions are compiled.

use super::rows::{self, FILES};
use super::{Errors, LOCALES, note};
use crate::guideline::criterion::Source;
use crate::guideline::medicine::{Medicine, Medicines};
use crate::guideline::overlay::{self, Overlay};
use crate::guideline::parameter::Parameter;
use crate::guideline::profile::{PROFILES, Profile};
use crate::guideline::table::{Faults, Place, Table};
use crate::guideline::text::Words;
use crate::guideline::{GuidelineErrorCode as Code, Pack, Scope};
use crate::json::Json;
use crate::sorted::Named;

/// Everything read so far, before conditions are compiled.
#[derive(Debug, Default)]
pub(super) struct Tree<'t> {
    pub(super) packs: Vec<Pack>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) criteria: Named<Source<'t>>,
    pub(super) rules: Named<(usize, Place, Json<'t>)>,
    /// Tables of rows, in the order of [`FILES`].
    pub(super) rows: [rows::Source<'t>; 6],
    pub(super) words: [Words; 2],
    pub(super) medicines: Medicines,
    pub(super) checks: Vec<(String, Json<'t>)>,
    pub(super) profiles: Vec<Profile>,
    pub(super) steps: Option<Table<'t>>,
    pub(super) plans: Option<Table<'t>>,
    pub(super) referrals: Option<Table<'t>>,
}

impl<'t> Tree<'t> {
    /// Takes the whole tree apart, without compiling a condition.
    pub(super) fn read(
        &mut self,
        mut whole: Table<'t>,
        scope: Scope,
        faults: &'t Faults,
        errors: &mut Errors,
    ) {
        // `equations`, the digest of the compiled numbers, is there to be part of the text's own digest.
        let (packs, medicines) = (whole.table("packs"), whole.table("medicines"));
        let (profiles, mut all) = (whole.table("profiles"), whole.table("words"));
        let mut profiles: Vec<(String, Json<'t>)> = profiles.rest().collect();
        self.checks.extend(whole.table("checks").rest());
        self.steps = whole.table_if("steps");
        self.plans = whole.table_if("plan");
        self.referrals = whole.table_if("referral");
        note(errors, &Place::default(), faults);
        let speaking = if scope == Scope::Core { Some(speaking(&mut profiles, faults)) } else { None };
        note(errors, &Place::of("profiles.toml", ""), faults);
        let is_read = |id: &String| speaking.as_ref().is_none_or(|speaking| speaking.contains(id));
        for (id, value) in packs.rest().filter(|(id, _)| is_read(id)) {
            self.read_pack(&id, Table::of(value, faults), faults, errors);
            note(errors, &Place::of(format!("{id}/guideline.toml"), ""), faults);
        }
        for (code, value) in medicines.rest() {
            self.medicines.0.push(Medicine::read(&code, Table::of(value, faults)));
            note(errors, &Place::of("medicines/medicines.toml", &code), faults);
        }
        for (id, value) in profiles {
            self.profiles.push(Profile::read(&id, Table::of(value, faults), &self.packs));
            note(errors, &Place::of("profiles.toml", &id), faults);
        }
        let wanted = PROFILES.iter().filter(|_| scope == Scope::Whole);
        for missing in wanted.filter(|id| self.profiles.iter().all(|own| own.id != **id)) {
            let message = format!("profile `{missing}` is missing");
            errors.push(Place::of("profiles.toml", missing).error(Code::Malformed, message));
        }
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            words.add("", all.table(locale), faults);
            note(errors, &Place::of(format!("words/{locale}.toml"), ""), faults);
        }
    }

    fn read_pack(&mut self, id: &str, mut table: Table<'t>, faults: &'t Faults, errors: &mut Errors) {
        let at = self.packs.len();
        let mut guideline = table.table("guideline");
        let mut title = guideline.table("title");
        self.packs.push(Pack {
            id: id.to_owned(),
            version: guideline.needed("version"),
            title: [title.needed("zh-CN"), title.needed("en")],
            publisher: guideline.needed("publisher"),
            edition: guideline.needed("edition"),
            latest: guideline.text("status").is_some_and(|status| status == "latest"),
            url: guideline.text("url"),
        });
        for kept in ["doi", "effective", "supersedes", "review", "read"] {
            guideline.text(kept);
        }
        title.finish();
        guideline.finish();
        let (parameters, criteria) = (table.table("parameters"), table.table("criteria"));
        let (rules, mut text) = (table.table("rules"), table.table("text"));
        let rows = FILES.map(|file| (file, table.table(file)));
        table.finish();
        note(errors, &Place::of(format!("{id}/guideline.toml"), ""), faults);
        for (name, value) in parameters.rest() {
            if self.parameters.iter().any(|own| own.name == name) {
                faults.note((Code::Duplicate, format!("parameter `{name}` is stated twice")));
            }
            self.parameters.push(Parameter::read(&name, at, id, Table::of(value, faults)));
            note(errors, &Place::of(format!("{id}/parameters.toml"), &name), faults);
        }
        for (name, value) in criteria.rest() {
            let place = Place::of(format!("{id}/criteria.toml"), &name);
            if !self.criteria.insert(name.clone(), Source { pack: at, place: place.clone(), value }) {
                errors.push(place.error(Code::Duplicate, format!("criterion `{name}` is defined twice")));
            }
        }
        for (name, value) in rules.rest() {
            let place = Place::of(format!("{id}/rules/{name}.toml"), &name);
            if !self.rules.insert(name.clone(), (at, place.clone(), value)) {
                errors.push(place.error(Code::Duplicate, format!("rule `{name}` stands in two packs")));
            }
        }
        for ((file, rows), list) in rows.into_iter().zip(&mut self.rows) {
            for (name, value) in rows.rest() {
                let place = Place::of(format!("{id}/{file}.toml"), &name);
                if !list.insert(name.clone(), (at, place.clone(), value)) {
                    errors.push(place.error(Code::Duplicate, format!("row `{name}` stands in two packs")));
                }
            }
        }
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            words.add("rule", text.table(locale), faults);
            note(errors, &Place::of(format!("{id}/text/{locale}.toml"), ""), faults);
        }
        text.finish();
    }

    /// Adds the rules and words of an overlay as a pack of its own.
    pub(super) fn add_overlay(&mut self, overlay: &Overlay<'t>, faults: &'t Faults, errors: &mut Errors) {
        let Some(info) = &overlay.info else { return };
        let at = self.packs.len();
        self.packs.push(Pack {
            id: info.id.clone(),
            version: info.version.clone(),
            title: [info.signed.clone(), info.signed.clone()],
            publisher: info.signed.clone(),
            edition: info.version.clone(),
            latest: true,
            url: None,
        });
        for (name, value) in &overlay.rules {
            let place = Place::of(overlay::FILE, name);
            if self.rules.has(name) {
                errors.push(place.error(
                    Code::OverlayLocked,
                    format!("rule `{name}` belongs to a pack; add one of another name"),
                ));
            } else {
                self.rules.insert(name.clone(), (at, place, value.clone()));
            }
        }
        for (words, locale) in self.words.iter_mut().zip(LOCALES) {
            if let Some((_, value)) = overlay.text.iter().find(|(own, _)| *own == locale) {
                words.add("rule", Table::of(value.clone(), faults), faults);
                note(errors, &Place::of(overlay::FILE, ""), faults);
            }
        }
    }
}

/// The packs that speak in a profile of the core; the profiles that the core has not are dropped.
fn speaking<'t>(profiles: &mut Vec<(String, Json<'t>)>, faults: &'t Faults) -> Vec<String> {
    let mut packs = Vec::new();
    profiles.retain(|(_, value)| {
        let mut profile = Table::of(value.clone(), faults);
        let is_here = !profile.flag("apart");
        if is_here {
            packs.extend(profile.texts("speaks"));
        }
        is_here
    });
    packs
}
