//! What goes wrong in packs and overlays, each fault provoked by the smallest change that makes it.

mod broken;
mod overlays;
mod profiles;
pub mod rows;
