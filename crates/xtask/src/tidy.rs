//! `cargo xtask tidy`: what the compiler does not check about the shape of the tree.

mod arrows;
mod files;
mod rules;

use crate::step::{Failure, Outcome};
use std::fmt;

pub(crate) use arrows::packages;

/// One thing to put right.
struct Finding {
    /// From the project's folder.
    file: String,
    /// Counted from 1.
    line: usize,
    problem: String,
    advice: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding {
            file,
            line,
            problem,
            advice,
        } = self;
        write!(f, "{file}:{line}: {problem}; {advice}")
    }
}

/// Writes what is generated, then checks.
pub(crate) fn fix() -> Outcome<()> {
    rules::write()?;
    check()
}

/// Fails with a line for each finding.
pub(crate) fn check() -> Outcome<()> {
    let mut findings = arrows::findings(&packages()?);
    findings.extend(files::findings()?);
    findings.extend(rules::findings()?);
    if findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(Failure::from(lines.join("\n")))
}
