//! Every calculator by its name, from JSON to JSON: the dynamic face of [`crate::equation`].
//!
//! Promise: inputs are read by the one strict reader, so a key that the calculator does not have is
//! refused and the near one named; what the equation refuses comes out with the key of the input as the
//! caller wrote it. Keys inside are snake_case with their unit; where a quantity has two units, either
//! key may be given and one of them must be.
//!
//! ```
//! use liangbing::calc::calc;
//! let result = calc("ckd-epi-2021", r#"{"creatinine_umol_l": 111, "age_years": 77, "sex": "male"}"#, None)?;
//! assert_eq!(result.to_string(), r#"{"egfr_ml_min_1_73m2":58.987082257}"#);
//! let refused = calc("ckd-epi-2021", r#"{"creatinine_umol_l": 111, "age_years": 7, "sex": "male"}"#, None);
//! assert_eq!(refused.unwrap_err().path, "age_years");
//! # Ok::<(), liangbing::record::RequestError>(())
//! ```

mod answer;
mod body;
mod cardio;
mod diabetes;
mod glucose;
mod inputs;
mod kidney;
mod list;
mod options;
mod person;
mod score2;
mod sensor;
mod who;

pub use answer::{Answer, Out};
pub use inputs::{Field, Kind};
pub use list::list;
pub use options::{Files, Options};
pub use sensor::sensor;

use inputs::Inputs;

use crate::equation::{About, Refusal};
use crate::json::{self, Node, Read, Refused};
use crate::problem::{RequestError, RequestErrorCode};

/// A calculator: what it is, what it takes, what it answers.
pub struct Calculator {
    /// Name, reference, population, caution.
    pub about: &'static About,
    /// What it takes.
    pub fields: &'static [Field],
    /// The keys it may answer, each a key with its unit.
    pub answers: &'static [&'static str],
    /// From inputs to an answer.
    run: fn(&Inputs, &Options) -> Read<Answer>,
}

/// Every calculator, a family a list.
pub const CALCULATORS: &[&[Calculator]] =
    &[cardio::ALL, score2::ALL, who::ALL, kidney::ALL, diabetes::ALL, body::ALL, glucose::ALL, sensor::ALL];

/// Every calculator, in the order of the rule book.
pub fn calculators() -> impl Iterator<Item = &'static Calculator> {
    CALCULATORS.iter().copied().flatten()
}

/// Answers one calculator by its name; inputs and options are JSON text.
///
/// # Errors
/// `unknown-calculator`; what the strict reader refuses; `input-missing`, `input-range` and
/// `outcome-present` with the input's key as the path.
pub fn calc(name: &str, inputs: &str, options: Option<&str>) -> Result<Answer, RequestError> {
    let inputs = json::parse(inputs)?;
    let options = options.map(json::parse).transpose()?;
    let refused = Refused::default();
    let options = match &options {
        None => Options::default(),
        Some(value) => Options::read(Node::root(value, &refused))?,
    };
    Ok(answer(name, Node::root(&inputs, &refused), &options)?)
}

/// A whole request, `{"calculator", "inputs", "options"?}`, and its answer.
///
/// The first is the calculator's name as far as it could be read. Inputs may name files, which only the
/// caller can open; `files` does.
pub fn request(document: &str, files: Files) -> (Option<String>, Result<Answer, RequestError>) {
    let value = match json::parse(document) {
        Ok(value) => value,
        Err(error) => return (None, Err(*error)),
    };
    let mut name = None;
    let refused = Refused::default();
    let answered = asked(Node::root(&value, &refused), &refused, files, &mut name);
    (name, answered.map_err(|error| *error))
}

fn asked(document: Node, refused: &Refused, files: Files, name: &mut Option<String>) -> Read<Answer> {
    let fields = document.fields(&[&["calculator", "inputs", "options"]])?;
    let calculator = fields.need("calculator")?.text()?;
    *name = Some(calculator.to_owned());
    // Paths inside begin at the inputs, as in the other faces.
    let options = fields.get("options").map(|node| Options::read(Node::root(node.value(), refused)));
    let options = options.transpose()?.unwrap_or_default();
    let inputs = Node::root(fields.need("inputs")?.value(), refused);
    answer(calculator, inputs, &Options { files, ..options })
}

fn answer(name: &str, inputs: Node, options: &Options) -> Read<Answer> {
    let calculator = calculators().find(|calculator| calculator.about.name == name);
    let calculator = calculator.ok_or_else(|| {
        let names = json::any_of(calculators().map(|calculator| calculator.about.name));
        let message = format!("{} is no calculator, expected {names}", json::quoted(name));
        Box::new(RequestError::new(RequestErrorCode::UnknownCalculator, "calculator", message))
    })?;
    let inputs = Inputs::read(inputs, calculator.fields, calculator.about)?;
    (calculator.run)(&inputs, options)
}

impl From<Refusal> for Box<RequestError> {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Missing { .. } => RequestErrorCode::InputMissing,
            Refusal::Range { .. } => RequestErrorCode::InputRange,
            Refusal::OutcomePresent { .. } => RequestErrorCode::OutcomePresent,
        };
        Self::new(RequestError::new(code, refusal.input(), refusal.to_string()))
    }
}
