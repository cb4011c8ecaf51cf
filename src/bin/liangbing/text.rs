//! Writing to the terminal or a pipe: a reader that has gone away is not an error.

use std::io::Write as _;

/// A line of the answer.
pub fn line(text: &str) {
    if writeln!(std::io::stdout(), "{text}").is_err() {
        // Nobody listens any more: there is nothing left to do.
        std::process::exit(0);
    }
}

/// A line for the person at the terminal.
pub fn complain(text: &str) {
    // Where even stderr is closed, silence is all that is left.
    let _ = writeln!(std::io::stderr(), "{text}");
}
