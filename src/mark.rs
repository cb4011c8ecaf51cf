//! Marks of things that are alike: FNV-1a with 64 bits. No secret rests on them, and the standard library's table and its
//! hash weigh 3 KB in the module.

use std::hash::Hasher;

/// A mark while it is made.
pub(crate) struct Mark(u64);

impl Default for Mark {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Mark {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A text's mark in sixteen hexadecimal digits.
pub(crate) fn digits(text: &str) -> String {
    let mut mark = Mark::default();
    mark.write(text.as_bytes());
    format!("{:016x}", mark.finish())
}
