//! What was not understood, each thing once.

use crate::record::{Problem, ProblemCode};
use crate::sorted::sort_by;

/// Collects problems; a statement that recurs is listed at its first place, with a count.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Which resource is read just now, in the order of the input.
    pub(super) place: usize,
    problems: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    problem: Problem,
    /// What tells it from others, if it may recur.
    key: Option<String>,
    place: usize,
}

impl Report {
    /// Lists one problem.
    pub(super) fn add(&mut self, path: &str, code: ProblemCode, message: impl Into<String>) {
        self.list(path, code, message.into(), None);
    }

    /// Lists something that was not understood.
    pub(super) fn unclear(&mut self, path: &str, message: impl Into<String>) {
        self.add(path, ProblemCode::NotUnderstood, message);
    }

    /// Lists a problem that many elements may share.
    pub(super) fn again(&mut self, path: &str, code: ProblemCode, message: impl Into<String>) {
        let message = message.into();
        self.list(path, code, message.clone(), Some(message));
    }

    /// Lists a problem that many elements may share, though they word it differently.
    pub(super) fn again_by(&mut self, key: &str, path: &str, code: ProblemCode, message: impl Into<String>) {
        self.list(path, code, message.into(), Some(key.to_owned()));
    }

    /// Lists something that a record has no place for, or that is only read where it says more.
    pub(super) fn passed_over(&mut self, path: &str, message: impl Into<String>) {
        self.again(path, ProblemCode::NotUnderstood, message);
    }

    fn list(&mut self, path: &str, code: ProblemCode, message: String, key: Option<String>) {
        self.problems.push(Listed { problem: Problem::new(path, code, message), key, place: self.place });
    }

    /// The problems in the order of the input, though some are only found when all was read.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        sort_by(&mut self.problems, |one, other| one.place.cmp(&other.place));
        let mut order: Vec<usize> = (0..self.problems.len()).collect();
        let kind = |place: &usize| self.problems.get(*place).map(|listed| (&listed.key, listed.problem.code));
        sort_by(&mut order, |one, other| kind(one).cmp(&kind(other)));
        // How often each recurs, at its first place; 0 elsewhere.
        let mut counts = vec![1_usize; self.problems.len()];
        let mut first: Option<usize> = None;
        for place in order {
            let recurs = first.filter(|first| {
                let own = kind(&place);
                own.is_some_and(|(key, _)| key.is_some()) && kind(first) == own
            });
            match recurs.and_then(|first| counts.get_mut(first)) {
                Some(count) => {
                    *count = count.saturating_add(1);
                    if let Some(own) = counts.get_mut(place) {
                        *own = 0;
                    }
                }
                None => first = Some(place),
            }
        }
        let mut out = Vec::new();
        for (Listed { mut problem, .. }, count) in self.problems.into_iter().zip(counts) {
            if count > 1 {
                problem.message = format!("{}; {count} times", problem.message);
            }
            if count > 0 {
                out.push(problem);
            }
        }
        out
    }
}
