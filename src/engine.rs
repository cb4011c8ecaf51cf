//! The Rust face: load the rules once, then assess records.

use serde::Serialize;

use crate::civil::Day;
use crate::record::{Record, RequestError};

/// The languages of everything a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文.
    ZhCn,
    /// English.
    En,
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

/// How to assess.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day to judge; there is no clock here.
    pub as_of: Day,
    /// The language of sentences.
    pub locale: Locale,
    /// The user's level of care.
    pub level: CareLevel,
}

/// What answered: versions and digest.
#[derive(Clone, Debug, Serialize)]
pub struct Stamp {
    /// The engine's version.
    pub engine: &'static str,
    /// SHA-256 of packs, words and overlay.
    pub digest: String,
}

/// The rules, loaded once.
#[derive(Debug)]
pub struct Engine {}

impl Engine {
    /// The engine with the packs it was built with.
    pub fn builtin() -> Result<Self, RequestError> {
        Ok(Self {})
    }

    /// The engine with a county's overlay, given as JSON text.
    pub fn with_overlay(_overlay: &str) -> Result<Self, RequestError> {
        Ok(Self {})
    }

    /// Assesses a record.
    pub fn assess(&self, _record: &Record, _options: &Options) -> serde_json::Value {
        serde_json::Value::Null
    }

    /// What answers.
    pub fn stamp(&self) -> Stamp {
        Stamp { engine: env!("CARGO_PKG_VERSION"), digest: String::new() }
    }
}
