//! A compiled ruleset as bytes: judged where it was built, read where it runs.
//!
//! A seal, a digest of the rest, the rest. The seal says which engine and packs the bytes were made with; others
//! are refused whole, because bytes without names would be read as something else in silence.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Ruleset;
use crate::packed::{Packer, Unpacker};

/// How long a seal is, in bytes, and the digest behind it.
pub const SEAL: usize = 32;

/// Why compiled rules cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// They were compiled by another engine, or with other packs.
    Foreign,
    /// They are not the bytes that were written.
    Damaged,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "the rules were compiled by another version",
            Self::Damaged => "the compiled rules are damaged",
        })
    }
}

impl std::error::Error for Unreadable {}

impl Ruleset {
    /// The ruleset as bytes that only an engine of the same seal reads.
    pub fn to_bytes(&self, seal: &[u8; SEAL]) -> Vec<u8> {
        let body = Packer::all(self);
        [seal.as_slice(), Sha256::digest(&body).as_slice(), body.as_slice()].concat()
    }

    /// Reads what [`Ruleset::to_bytes`] wrote under the same seal.
    ///
    /// # Errors
    /// Another seal, or bytes that were not written so.
    pub fn from_bytes(bytes: &[u8], seal: &[u8; SEAL]) -> Result<Self, Unreadable> {
        let rest = bytes.strip_prefix(seal.as_slice()).ok_or(Unreadable::Foreign)?;
        let (digest, body) = rest.split_first_chunk::<SEAL>().ok_or(Unreadable::Damaged)?;
        if Sha256::digest(body).as_slice() != digest {
            return Err(Unreadable::Damaged);
        }
        Unpacker::all(body).ok_or(Unreadable::Damaged)
    }
}
