//! What made a link: the version of the program and the month of AWS's documentation that its
//! rules are from. Stands outside of the document, so that the same scenario still has the same
//! bytes, and may be missing or of any form: it is told and never decides anything.

use std::fmt;

/// The version of this program.
const ENGINE: &str = env!("CARGO_PKG_VERSION");
/// The month in which AWS's pages were last read for the rules of `docs/SEMANTICS.md`.
pub const RULES: &str = "2026-10";

/// What made a link.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Made {
    engine: [u16; 3],
    year: u16,
    month: u16,
}

/// Characters of a part that may be one.
const LONGEST: usize = 64;

/// Whether a part of a link is what made it, as it cannot be a check.
pub(super) fn is_made(part: &str) -> bool {
    let is_made = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    part.contains(['-', '_']) && part.len() <= LONGEST && part.bytes().all(is_made)
}

/// The part for links that are made here.
pub(super) fn here() -> String {
    format!("{}_{RULES}", ENGINE.replace('.', "-"))
}

/// What a link says of what made it.
pub fn made(fragment: &str) -> Option<Made> {
    let mut parts = fragment.split('.').skip(3);
    Made::read(parts.next()?)
}

impl Made {
    /// This program.
    pub fn here() -> Option<Made> {
        Made::read(&here())
    }

    fn read(part: &str) -> Option<Made> {
        let numbers = |text: &str| -> Option<Vec<u16>> {
            let parts = text.split('-');
            parts
                .map(|digits| match digits.bytes().all(|b| b.is_ascii_digit()) {
                    true => digits.parse().ok(),
                    false => None,
                })
                .collect()
        };
        let (engine, rules) = part.split_once('_')?;
        let rules = numbers(rules)?;
        let &[year @ 2000..=9999, month @ 1..=12] = rules.as_slice() else {
            return None;
        };
        let engine = numbers(engine)?.try_into().ok()?;
        Some(Made {
            engine,
            year,
            month,
        })
    }
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.engine;
        let (year, month) = (self.year, self.month);
        write!(
            f,
            "version {major}.{minor}.{patch} with the rules of {year}-{month:02}"
        )
    }
}
