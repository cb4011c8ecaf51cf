//! The strict reader of JSON text.
