//! The document as JSON, the one format of files and links (invariant I4); `docs/FORMAT.md`
//! describes it for people.
//!
//! - What `to_json` writes, `from_json` reads, now and in all later versions (invariant I5).
//! - The text is canonical: the same document gives the same bytes, defaults left out.
//! - Policies stand in it once, as their author's text, and are referred to by name.
//! - Reading takes bounded time and refuses what it does not know; see `caps`.
//!
//! Not responsible for links (`link`), or for where a file is kept.

mod decode;
mod encode;
mod v1;

use crate::caps;
use crate::document::Scenario;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fmt;

/// Why a text is not a scenario. Displays as a sentence for its author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WireError {
    problem: String,
    place: Option<(usize, usize)>,
    is_at_end: bool,
    /// What else the text is, where that is known.
    pub instead: Option<Instead>,
}

/// What a text is that is no scenario of this version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instead {
    /// A policy by itself.
    SinglePolicy,
    /// A scenario in a later format.
    Newer(u64),
}

/// A scenario as text for a file, laid out for reading.
pub fn to_json(scenario: &Scenario) -> String {
    // Structures of texts, numbers and lists always have a JSON form.
    let mut text = serde_json::to_string_pretty(&encode::document(scenario)).unwrap_or_default();
    text.push('\n');
    text
}

/// A scenario as text without layout, for links.
pub(crate) fn to_compact_json(scenario: &Scenario) -> String {
    serde_json::to_string(&encode::document(scenario)).unwrap_or_default()
}

/// A scenario as a tree of values, for those who go through all its texts.
pub(crate) fn to_value(scenario: &Scenario) -> serde_json::Value {
    serde_json::to_value(encode::document(scenario)).unwrap_or_default()
}

/// Reads a scenario from a file's text.
pub fn from_json(text: &str) -> Result<Scenario, WireError> {
    let text = text.trim_start_matches('\u{feff}');
    if caps::FILE_BYTES < text.len() {
        let most = caps::FILE_BYTES / 1024 / 1024;
        return Err(WireError::new(format!(
            "this is larger than {most} MiB, the most that a scenario may have"
        )));
    }
    if caps::DEPTH < depth(text) {
        return Err(WireError::new(format!(
            "objects and lists lie deeper in each other than {} levels",
            caps::DEPTH
        )));
    }
    if text.trim().is_empty() {
        return Err(WireError::new("there is no text; a scenario is wanted"));
    }
    // Serde would take a list's first item for the object's first member.
    if text.trim_start().starts_with('[') && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return Err(WireError::new(
            "this is JSON, but not a scenario: it is a list, and a scenario is an object",
        ));
    }
    let head: HeadObject = serde_json::from_str(text).map_err(|error| WireError::json(&error))?;
    match head.version {
        Some(v1::VERSION) => {
            let document = serde_json::from_str(text).map_err(|error| WireError::json(&error))?;
            decode::scenario(document)
        }
        Some(newer) if v1::VERSION < newer => Err(WireError::newer(newer)),
        Some(_) => Err(WireError::new("`iam_playground` has to be 1 or more")),
        None if head.statement.is_some() => Err(WireError::single_policy()),
        None => Err(WireError::new(
            "this is not an IAM Playground scenario: it has no member `iam_playground`",
        )),
    }
}

/// As much of any version as tells which it is.
#[derive(Deserialize)]
#[serde(expecting = "a scenario (an object)")]
struct HeadObject {
    #[serde(rename = "iam_playground")]
    version: Option<u64>,
    #[serde(rename = "Statement")]
    statement: Option<IgnoredAny>,
}

impl WireError {
    pub(crate) fn new(problem: impl Into<String>) -> WireError {
        WireError {
            problem: problem.into(),
            place: None,
            is_at_end: false,
            instead: None,
        }
    }

    fn single_policy() -> WireError {
        let problem =
            "this is a single policy, not a scenario; paste it into the policy editor instead";
        WireError {
            instead: Some(Instead::SinglePolicy),
            ..WireError::new(problem)
        }
    }

    fn newer(version: u64) -> WireError {
        let problem = format!(
            "it was made by a newer version of IAM Playground (format {version}; this one reads \
             format {}). Reload the page to get the newest",
            v1::VERSION
        );
        WireError {
            instead: Some(Instead::Newer(version)),
            ..WireError::new(problem)
        }
    }

    pub(crate) fn json(error: &serde_json::Error) -> WireError {
        let text = error.to_string();
        let problem = match (error.is_eof(), text.rsplit_once(" at line ")) {
            (true, _) => "the text ends too early, as if it were cut off".into(),
            (false, Some((problem, _))) => problem.into(),
            (false, None) => text,
        };
        let place = Some((error.line(), error.column().max(1))).filter(|(line, _)| *line != 0);
        WireError {
            problem,
            place,
            is_at_end: error.is_eof(),
            instead: None,
        }
    }

    /// What is wrong, without line and column, which mean nothing where the text is not seen.
    pub(crate) fn problem(&self) -> &str {
        &self.problem
    }

    /// Whether the text ended too early.
    pub(crate) fn is_at_end(&self) -> bool {
        self.is_at_end
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => {
                write!(f, "Line {line}, column {column}: {}.", self.problem)
            }
            None => {
                let mut characters = self.problem.chars();
                let first = characters.next().unwrap_or_default().to_uppercase();
                write!(f, "{first}{}.", characters.as_str())
            }
        }
    }
}

impl std::error::Error for WireError {}

/// How deep objects and lists lie in each other, counted without recursion.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut inside_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match (inside_string, escaped, byte) {
            (true, true, _) => escaped = false,
            (true, false, b'\\') => escaped = true,
            (_, _, b'"') => inside_string = !inside_string,
            (false, _, b'{' | b'[') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (false, _, b'}' | b']') => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
