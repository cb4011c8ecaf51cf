//! CDS Hooks 2.0: other people's calls to a record, and an assessment to cards.
//!
//! An edge in two pure steps, so that a page, a handler of the web standard and a server answer with the
//! same bytes: [`ask`] reads a call into what the engine takes, [`respond`] writes what the engine said as
//! cards; whoever stands between them runs the engine. [`handle`] is both with the engine of this program.
//!
//! Decisions that a caller should know:
//!
//! * **Nothing is fetched.** What the service asked for in its prefetch templates must be there. A key that
//!   is missing is not an empty answer: the call is refused as unmet ([`status`] 412), because what was not
//!   looked for would otherwise read as "not on record". A key that is `null` had no data.
//! * **One person.** The Patient of the prefetch must be the one of the context.
//! * **Few prompts**, as on the panel: at most one card that stops and one that asks; the rest is folded
//!   into one card of information. Of several that would stop, the card that is shown names the others.
//! * **Drafts only.** A suggestion proposes a referral or tests, or takes the user's own draft away. No
//!   medicine is ever written, and there are no system actions.
//! * **Nothing is kept.** Feedback becomes `answered` entries of the record, which go back to the host. The first
//!   half of a card's identifier tells which prompt it is, so that the engine's own memory of answered prompts knows it
//!   again: quiet for its while, unless the facts have become worse; what is critical is never quiet. The second half
//!   tells the call.
//! * **No clock.** The day comes from whoever hosts the service, or from the call's own
//!   `extension.liangbing.asOf`.

mod ask;
mod card;
mod feedback;
mod handle;
mod host;
mod services;
mod suggest;
pub mod valid;
mod words;

use crate::fhir::{list, text};
use crate::record::{RequestError, RequestErrorCode};
use crate::tree::{Fields, Tree, object, put, put_some};

pub use ask::{Asked, Order, ask};
pub use card::respond;
pub use feedback::feedback;
pub use handle::handle;
pub use host::Host;
pub use services::services;

/// The largest call that is read, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The moments of a clinician's work that the service is called at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// A patient's record is opened.
    PatientView,
    /// An order is being chosen.
    OrderSelect,
    /// Orders are about to be signed.
    OrderSign,
    /// An encounter begins.
    EncounterStart,
}

impl Hook {
    /// All of them, in the order of discovery.
    pub const ALL: [Self; 4] = [Self::PatientView, Self::OrderSelect, Self::OrderSign, Self::EncounterStart];

    /// The hook's name in the standard.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PatientView => "patient-view",
            Self::OrderSelect => "order-select",
            Self::OrderSign => "order-sign",
            Self::EncounterStart => "encounter-start",
        }
    }

    /// The service's id, the last part of its address.
    pub const fn id(self) -> &'static str {
        match self {
            Self::PatientView => "liangbing-patient-view",
            Self::OrderSelect => "liangbing-order-select",
            Self::OrderSign => "liangbing-order-sign",
            Self::EncounterStart => "liangbing-encounter-start",
        }
    }

    /// The hook of a service's id or of its own name.
    ///
    /// # Errors
    /// `unknown-value` at `id`, which is no service here.
    pub fn parse(id: &str) -> Result<Self, RequestError> {
        Self::ALL.into_iter().find(|hook| hook.id() == id || hook.name() == id).ok_or_else(|| {
            let known = Self::ALL.map(|hook| ["`", hook.id(), "`"].concat()).join(", ");
            refused(
                RequestErrorCode::UnknownValue,
                "id",
                &[quoted(id).as_str(), " is no service of ", &known],
            )
        })
    }

    /// Whether the call is about orders, which are checked, rather than about the patient.
    pub const fn orders(self) -> bool {
        matches!(self, Self::OrderSelect | Self::OrderSign)
    }
}

/// The HTTP status that a refusal is answered with.
pub fn status(error: &RequestError) -> u16 {
    match error.code {
        RequestErrorCode::TooLarge => 413,
        RequestErrorCode::UnknownValue if error.path == "id" => 404,
        RequestErrorCode::MissingField if error.path.starts_with("prefetch") => 412,
        _ => 400,
    }
}

/// A refusal as the body of its answer: an `OperationOutcome` as JSON text.
pub fn outcome(error: &RequestError) -> String {
    let kind = match error.code {
        RequestErrorCode::TooLarge => "too-long",
        RequestErrorCode::MissingField => "required",
        RequestErrorCode::NotJson | RequestErrorCode::WrongType | RequestErrorCode::UnknownField => {
            "structure"
        }
        RequestErrorCode::UnknownValue if error.path == "id" => "not-found",
        _ => "value",
    };
    let expression = (!error.path.is_empty()).then(|| vec![Tree::from(error.path.as_str())]);
    let mut issue = Fields::new();
    put(&mut issue, "severity", "error");
    put(&mut issue, "code", kind);
    put(&mut issue, "details", object! { "text": error.code.code() });
    put(&mut issue, "diagnostics", error.message.as_str());
    put_some(&mut issue, "expression", expression);
    object! { "resourceType": "OperationOutcome", "issue": vec![Tree::Object(issue)] }.text()
}

/// A refusal from the parts of its sentence.
fn refused(code: RequestErrorCode, path: &str, parts: &[&str]) -> RequestError {
    RequestError::new(code, path, parts.concat())
}

/// A piece of input in backticks, cut where it is long.
fn quoted(text: &str) -> String {
    let cut: String = text.chars().take(80).collect();
    ["`", &cut, "`"].concat()
}
