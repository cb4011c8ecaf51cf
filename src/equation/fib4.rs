//! FIB-4: advanced fibrosis of the liver, from age, transaminases and platelets.
//!
//! FIB-4 = age · AST / (platelets · √ALT); years, U/L, 10⁹/L. Sterling RK, Lissen E, Clumeck N, et al.
//! Hepatology 2006;43:1317-25, doi [10.1002/hep.21178](https://doi.org/10.1002/hep.21178). Derived in people with HIV
//! and hepatitis C. Adults; not in acute hepatitis, and an index is no biopsy.

use super::input::measured;
use super::{About, Age, Measured, Range, Refusal, data};
use crate::concept::Concept;
use crate::quantity::Unit;

measured! {
    /// Aspartate transaminase.
    Ast of Some(Concept::Ast) => { u_l = "ast_u_l" in Some(Unit::UnitPerLitre), }
    /// Alanine transaminase.
    Alt of Some(Concept::Alt) => { u_l = "alt_u_l" in Some(Unit::UnitPerLitre), }
    /// Platelets.
    Platelets of Some(Concept::Platelets) => { giga_l = "platelets_1e9_l" in Some(Unit::GigaPerLitre), }
}

data!("fib4");

/// The FIB-4 index.
///
/// openEHR's test case prints 4.21 for 50 years, AST and ALT of 4001 U/L and 751 platelets:
/// ```
/// use liangbing::equation::{Age, fib4::{Alt, Ast, Platelets, fib4}};
/// let index = fib4(Age::years(50.0), Ast::u_l(4001.0), Alt::u_l(4001.0), Platelets::giga_l(751.0))?;
/// assert_eq!((index * 100.0).round(), 421.0);
/// # Ok::<(), liangbing::equation::Refusal>(())
/// ```
///
/// # Errors
/// `input-range` below 18 years, or for a measurement that cannot be.
pub fn fib4(age: Age, ast: Ast, alt: Alt, platelets: Platelets) -> Result<f64, Refusal> {
    let printed = [AGE_YEARS, ALT_U_L, PLATELETS_1E9_L];
    age.check(&printed)?;
    ast.check(&printed)?;
    alt.check(&printed)?;
    platelets.check(&printed)?;
    let alt = libm::sqrt(alt.measure().value());
    Ok(age.in_years() * ast.measure().value() / (platelets.measure().value() * alt))
}
