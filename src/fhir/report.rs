//! What was not understood, each thing once.

use std::collections::BTreeMap;

use crate::record::{Problem, ProblemCode};

/// Collects problems; a statement that recurs is listed at its first place, with a count.
#[derive(Debug, Default)]
pub(super) struct Report {
    problems: Vec<Problem>,
    recurring: BTreeMap<(ProblemCode, String), (usize, usize)>,
}

impl Report {
    /// Lists one problem.
    pub(super) fn add(&mut self, path: &str, code: ProblemCode, message: impl Into<String>) {
        self.problems.push(Problem::new(path, code, message));
    }

    /// Lists something that was not understood.
    pub(super) fn unclear(&mut self, path: &str, message: impl Into<String>) {
        self.add(path, ProblemCode::NotUnderstood, message);
    }

    /// Lists a problem that many elements may share.
    pub(super) fn again(&mut self, path: &str, code: ProblemCode, message: impl Into<String>) {
        let message = message.into();
        self.again_by(&message.clone(), path, code, message);
    }

    /// Lists a problem that many elements may share, though they word it differently.
    pub(super) fn again_by(&mut self, key: &str, path: &str, code: ProblemCode, message: impl Into<String>) {
        let next = self.problems.len();
        let seen = self.recurring.entry((code, key.to_owned())).or_insert((next, 0));
        seen.1 = seen.1.saturating_add(1);
        if seen.1 == 1 {
            self.add(path, code, message);
        }
    }

    /// The problems in the order they were met.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        for (index, count) in self.recurring.into_values().filter(|(_, count)| *count > 1) {
            if let Some(problem) = self.problems.get_mut(index) {
                problem.message = format!("{}; {count} times", problem.message);
            }
        }
        self.problems
    }
}
