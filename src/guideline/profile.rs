//! Profiles: which documents speak, and in which order.

use super::table::Table;
use super::{GuidelineErrorCode as Code, Pack};
use crate::json::any_of;
use crate::packed::packed;

/// The profiles there are; the first is in force unless another is asked for.
pub const PROFILES: [&str; 3] = ["cn-county", "cn-hospital", "who-hearts"];

/// How much of the guideline tree is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The profiles that the browser's core has, and the packs that speak in one of them.
    Core,
    /// Every pack and every profile.
    Whole,
}

/// Which documents speak for a place of care, the first word first.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub id: String,
    /// The packs that speak, by their place.
    pub speaks: Vec<usize>,
}

packed! { Profile { id, speaks } }

impl Profile {
    /// Reads a profile; a pack that does not exist or is named twice is noted.
    pub fn read(id: &str, mut table: Table<'_>, packs: &[Pack]) -> Self {
        if !PROFILES.contains(&id) {
            table.note(Code::UnknownName, format!("profile `{id}` is not on its list"));
        }
        let mut speaks = Vec::new();
        for name in table.texts("speaks") {
            match packs.iter().position(|pack| pack.id == name) {
                Some(pack) if !speaks.contains(&pack) => speaks.push(pack),
                Some(_) => table.note(Code::Duplicate, format!("`{name}` speaks twice")),
                None => table.note(Code::UnknownName, format!("`{name}` is no pack")),
            }
        }
        // Whether the browser's core leaves it out was asked before the packs were read.
        table.flag("apart");
        table.finish();
        Self { id: id.to_owned(), speaks }
    }

    /// The name of a profile.
    ///
    /// # Errors
    /// What is expected instead.
    pub fn known(name: &str) -> Result<&'static str, String> {
        PROFILES.into_iter().find(|own| *own == name).ok_or_else(|| any_of(PROFILES))
    }
}
