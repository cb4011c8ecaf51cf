//! What the reader of records says to a value at some place.

use liangbing::record::{Record, RequestErrorCode};
use serde_json::Value;

/// Puts a value where it is asked about, inside a record that is otherwise good.
pub type Around<'a> = &'a dyn Fn(Value) -> Value;

/// A refusal, as far as a schema can use it.
pub struct Refusal {
    pub code: RequestErrorCode,
    pub path: String,
    /// What the reader would have taken: the message from `expected` on.
    pub expected: String,
}

/// The reader's refusal of a whole record, unless it takes it.
pub fn refusal(record: &Value) -> Option<Refusal> {
    let error = Record::read(&record.to_string()).err()?;
    let expected = error.message.split_once("expected ").map_or("", |(_, expected)| expected).to_owned();
    Some(Refusal { code: error.code, path: error.path, expected })
}

/// The refusal of a value at a place. That another field is missing says nothing of this one: the reader takes fields in
/// their order, and went on.
pub fn refused(around: Around<'_>, value: Value) -> Option<Refusal> {
    refusal(&around(value)).filter(|refusal| refusal.code != RequestErrorCode::MissingField)
}

impl Refusal {
    /// The names and words that the reader listed, in its order.
    pub fn words(&self) -> Vec<String> {
        self.expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }
}
