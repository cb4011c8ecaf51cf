//! Patients of both sheets, and every row of the data.

mod data;
mod diabetes;
mod hypertension;
mod points;
mod screening;
