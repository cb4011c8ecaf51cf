//! Records by chance.
