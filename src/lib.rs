//! Decision support for hypertension and type-2 diabetes.
pub mod civil;
pub mod concept;
pub mod quantity;
pub mod record;
