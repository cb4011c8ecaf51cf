//! Reads a record.
