//! The rows of the data, and the county's list.

mod county;
mod rows;
