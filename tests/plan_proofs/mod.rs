//! The rows of the plan themselves: cited, worded, refused where they are broken, and law-abiding on anyone.

mod broken;
mod rows;
