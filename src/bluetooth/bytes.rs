//! The bytes of a message, taken from the front.

use super::{Read, Sfloat};
use crate::problem::{RequestError, RequestErrorCode};

/// What is left of a message, and how long it was.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    length: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, length: bytes.len() }
    }

    fn take<const N: usize>(&mut self) -> Read<[u8; N]> {
        let Some((head, rest)) = self.rest.split_first_chunk::<N>() else {
            let least = self.length.saturating_sub(self.rest.len()).saturating_add(N);
            let message = format!("found {} bytes, expected at least {least} by its flags", self.length);
            return Err(Box::new(RequestError::new(RequestErrorCode::WrongType, "bytes", message)));
        };
        self.rest = rest;
        Ok(*head)
    }

    pub(super) fn byte(&mut self) -> Read<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    /// Two bytes, the low one first.
    pub(super) fn pair(&mut self) -> Read<u16> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn sfloat(&mut self) -> Read<Sfloat> {
        self.pair().map(Sfloat::from_bits)
    }

    /// Reads only what a flag says is there.
    pub(super) fn when<T>(
        &mut self,
        there: bool,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<Option<T>> {
        if there { read(self).map(Some) } else { Ok(None) }
    }
}
