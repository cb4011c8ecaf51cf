//! What a host says of its own, and what a call says over it.

use super::refused;
use crate::engine::Options;
use crate::json::{Json, parse};
use crate::record::{RequestError, RequestErrorCode};

/// What a host says of its own; a call may say it too, in `extension.liangbing`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// The clinic's today, as `YYYY-MM-DD`: there is no clock here.
    pub as_of: Option<String>,
    /// `zh-CN` or `en`.
    pub locale: Option<String>,
    /// The name of a profile.
    pub profile: Option<String>,
    /// `village`, `township` or `county`.
    pub level: Option<String>,
    /// Such as `+08:00`, for times without an offset.
    pub utc_offset: Option<String>,
}

/// The names of what a host may say.
pub(super) const NAMES: [&str; 5] = ["asOf", "locale", "profile", "level", "utcOffset"];

impl Host {
    /// Reads `{"asOf", "locale", "profile", "level", "utcOffset"}` from JSON text; all may be absent.
    ///
    /// # Errors
    /// The text is no JSON object, or one of them is no text.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        let value = parse(text).map_err(|error| *error)?;
        if !matches!(value, Json::Object(_)) {
            return Err(refused(RequestErrorCode::WrongType, "", &["expected an object"]));
        }
        Self::default().over(&value)
    }

    /// The same with what an object says over it.
    pub(super) fn over(&self, said: &Json<'_>) -> Result<Self, RequestError> {
        let mut host = self.clone();
        let places =
            [&mut host.as_of, &mut host.locale, &mut host.profile, &mut host.level, &mut host.utc_offset];
        for (name, place) in NAMES.into_iter().zip(places) {
            match said.get(name) {
                None | Some(Json::Null) => {}
                Some(Json::Text(text)) => *place = Some(text.to_string()),
                Some(_) => return Err(refused(RequestErrorCode::BadOptions, name, &["expected a text"])),
            }
        }
        Ok(host)
    }

    /// The options of an assessment.
    pub(super) fn options(&self) -> Result<Options, RequestError> {
        let Some(as_of) = self.as_of.as_deref() else {
            let expected = "expected a day written YYYY-MM-DD";
            return Err(refused(RequestErrorCode::BadOptions, "asOf", &[expected]));
        };
        Options::read(as_of, self.locale.as_deref(), self.profile.as_deref(), self.level.as_deref())
    }
}
